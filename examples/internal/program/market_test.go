package program

import (
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/keyword"
)

// TestJoin: the keywords of all are in one market, and numbers of another measure are not.
func TestJoin(t *testing.T) {
	classifier, err := keyword.NewClassifier(keyword.NewAnalyzer(), keyword.Lexicon{})
	require.NoError(t, err)
	market := func(m demand.Measure, keyword string) *demand.Market {
		out := demand.NewMarket(classifier)
		require.NoError(t, out.Read(t.Context(), &one{source: demand.Source{Measure: m}, row: demand.Row{Keyword: keyword, Volume: demand.Count(5)}}))
		return out
	}
	all := demand.NewMarket(classifier)
	join(all, market(demand.Searches, "rash"))
	join(all, market(demand.Impressions, "cream"))
	join(all, market(demand.Searches, "powder"))
	r, err := all.Report(t.Context())
	require.NoError(t, err)
	known := map[string]bool{}
	for _, term := range r.Terms {
		known[term.Keyword] = term.Volume.Known()
	}
	assert.Equal(t, map[string]bool{"rash": true, "cream": false, "powder": true}, known)
}

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
