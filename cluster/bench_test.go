package cluster_test

import (
	"flag"
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/cluster"
	"github.com/needscape/needscape/keyword"
)

var (
	keywordsFile = flag.String("keywords", "", "a file of keywords, one a line, to measure with: the first cell of a table's lines")
	large        = flag.Bool("large", false, "measure five million rows also")
)

// keywordSets returns the units of the keywords in a file, each set once, with IDF weights.
func keywordSets(t testing.TB, file string) *cluster.Sets {
	c, err := keyword.NewCorpus(t.Context(), new(keyword.Analyzer), readKeywords(t, file))
	require.NoError(t, err)
	u, err := c.Units(t.Context())
	require.NoError(t, err)
	return idfSets(t, u.Ends, u.Numbers)
}

// BenchmarkJoin joins made rows, or with -keywords those of one's own.
func BenchmarkJoin(b *testing.B) {
	if *keywordsFile != "" {
		benchmarkJoin(b, keywordSets(b, *keywordsFile), []float64{.6, .5, .7, .8})
		return
	}
	for _, n := range []int{10_000, 100_000, 1_000_000, 5_000_000} {
		if n > 1_000_000 && !*large {
			continue
		}
		b.Run(fmt.Sprintf("rows=%d", n), func(b *testing.B) {
			s := madeSets(b, n, 200_000)
			thresholds := []float64{.6}
			if n == 1_000_000 {
				thresholds = append(thresholds, .5, .8)
			}
			benchmarkJoin(b, s, thresholds)
		})
	}
}

func benchmarkJoin(b *testing.B, s *cluster.Sets, thresholds []float64) {
	for _, threshold := range thresholds {
		b.Run(fmt.Sprintf("t=%v/stream", threshold), func(b *testing.B) {
			b.ReportAllocs()
			pairs := int64(0)
			for b.Loop() {
				var sum atomic.Int64
				require.NoError(b, s.Stream(b.Context(), cluster.Cosine, threshold, func() func([]cluster.Pair) error {
					return func(pairs []cluster.Pair) error {
						sum.Add(int64(len(pairs)))
						return nil
					}
				}))
				pairs = sum.Load()
			}
			b.ReportMetric(float64(pairs), "pairs")
			b.ReportMetric(float64(s.Len()), "rows")
			c, err := s.Counts(b.Context(), cluster.Cosine, threshold)
			require.NoError(b, err)
			b.ReportMetric(float64(c.Gathered), "gathered")
			b.ReportMetric(float64(c.Scanned+c.Walked), "candidates")
			b.ReportMetric(float64(c.Merged), "merged")
		})
		if s.Len() > 2_000_000 {
			continue
		}
		b.Run(fmt.Sprintf("t=%v/pairs", threshold), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				pairs, err := s.Join(b.Context(), cluster.Cosine, threshold)
				require.NoError(b, err)
				runtime.KeepAlive(pairs)
			}
		})
	}
}
