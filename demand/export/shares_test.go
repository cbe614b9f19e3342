package export_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/demand/export"
)

// TestShares: a trend is a series of shares without dates.
func TestShares(t *testing.T) {
	year := strings.TrimSuffix(strings.Repeat("0.50,", 11), ",")
	for _, c := range []struct {
		cell string
		want []int64
	}{
		{"", nil},
		{"1.00,0.82,0.05", []int64{100, 82, 5}},
		{" 1.00 , .5, 0 ", []int64{100, 50, 0}},
		{"[23,36,100]", []int64{23, 36, 100}},
		{"[100]", []int64{100}},
		{"0.826,1.0", []int64{82, 100}},
		{"0.3,0.4", []int64{30, 40}},
		{year + ",1.00", []int64{50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 100}},
		{"0.00,0.00", nil},
		{"1.00,x", nil},
		{"1.00,,0.5", nil},
		{"1.0.0,1", nil},
		{"-0.5,1", nil},
		{"101,5", nil},
		{"99999999999999999999,5", nil},
		{strings.Repeat("0.50,", 24) + "1.00", nil},
	} {
		file := fmt.Sprintf("Keyword,Volume,Trend,Keyword Difficulty,CPC (USD)\nrash,50,\"%s\",1,1\nhives,50,\"1.00,0.5\",1,1\n", c.cell)
		var rows []demand.Row
		for row, err := range export.NewReader(strings.NewReader(file), "f").All() {
			require.NoError(t, err)
			rows = append(rows, row)
		}
		require.Len(t, rows, 2)
		want := demand.Series{Counts: c.want, Reading: demand.Relative}
		if c.want == nil {
			want = demand.Series{}
		}
		assert.Equal(t, want, rows[0].Series, "%q", c.cell)
		assert.Equal(t, demand.Series{Counts: []int64{100, 50}, Reading: demand.Relative}, rows[1].Series, "what follows %q", c.cell)
		assert.False(t, rows[0].Series.Dated())
	}
}
