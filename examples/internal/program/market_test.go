package program

import (
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/keyword"
)

// one is a source of one row.
type one struct {
	source demand.Source
	row    demand.Row
	read   bool
}

func (o *one) Source() demand.Source { return o.source }

func (o *one) Read() (demand.Row, error) {
	if o.read {
		return demand.Row{}, io.EOF
	}
	o.read = true
	return o.row, nil
}

// TestJoining: what is read is in both markets; numbers of another measure only in their own.
func TestJoining(t *testing.T) {
	classifier, err := keyword.NewClassifier(keyword.NewAnalyzer(), keyword.Lexicon{})
	require.NoError(t, err)
	all := demand.NewMarket(classifier)
	var first *demand.Source
	for i, x := range []*one{
		{source: demand.Source{Measure: demand.Searches}, row: demand.Row{Keyword: "rash", Volume: demand.Count(5)}},
		{source: demand.Source{Measure: demand.Impressions}, row: demand.Row{Keyword: "cream", Volume: demand.Count(7)}},
		{source: demand.Source{Measure: demand.Searches, Period: demand.PerDay}, row: demand.Row{Keyword: "powder", Volume: demand.Count(9)}},
	} {
		own := demand.NewMarket(classifier)
		require.NoError(t, own.Read(t.Context(), &joining{Rows: x, to: all, first: &first}))
		r, err := own.Report(t.Context())
		require.NoError(t, err)
		assert.Equal(t, int64(5+2*i), r.Terms[0].Volume.Low)
	}
	r, err := all.Report(t.Context())
	require.NoError(t, err)
	known := map[string]bool{}
	for _, term := range r.Terms {
		known[term.Keyword] = term.Volume.Known()
	}
	assert.Equal(t, map[string]bool{"rash": true, "cream": false, "powder": false}, known)
}
