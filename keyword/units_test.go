package keyword_test

import (
	"context"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"

	"github.com/needscape/needscape/keyword"
)

// TestUnits: the names of a keyword's units are its key, but for words said twice; they
// are the same whatever the number of goroutines.
func TestUnits(t *testing.T) {
	texts := append(makeKeywords(60_000), "sugar free drink", "drink without sugar", "from rome to paris", "paris to rome from", "sugar sugar")
	for _, langs := range [][]language.Tag{{language.English}, {language.Turkish}, {language.English, language.French}} {
		c, err := keyword.NewCorpus(t.Context(), keyword.NewAnalyzer(langs...), texts)
		require.NoError(t, err)
		next, err := c.Next(t.Context(), texts[40_000:])
		require.NoError(t, err)
		for _, c := range []*keyword.Corpus{c, next} {
			var first *keyword.Units
			for _, procs := range []int{1, 2, 8} {
				old := runtime.GOMAXPROCS(procs)
				u, err := c.Units(t.Context())
				runtime.GOMAXPROCS(old)
				require.NoError(t, err)
				if first == nil {
					first = u
				}
				require.Equal(t, first, u, "%d processors", procs)
			}
			names := slices.Clone(first.Names)
			slices.Sort(names)
			assert.Len(t, slices.Compact(names), len(names))
			start := uint32(0)
			for i, end := range first.Ends {
				key := []string{}
				numbers := first.Numbers[start:end]
				for k, n := range numbers {
					require.True(t, k == 0 || numbers[k-1] < n, "%q", c.Text(i))
					key = append(key, first.Names[n])
				}
				slices.Sort(key)
				require.Equal(t, slices.Compact(strings.Fields(c.Key(i))), slices.Compact(key), "%q", c.Text(i))
				start = end
			}
			assert.EqualValues(t, len(first.Numbers), start)
		}
	}
	c, err := keyword.NewCorpus(t.Context(), new(keyword.Analyzer), texts)
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = c.Units(ctx)
	assert.ErrorIs(t, err, context.Canceled)
}
