package cluster_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/cluster"
)

// TestIndexBruteForce: an index finds what comparing with all rows finds, for rows that
// are in it and others.
func TestIndexBruteForce(t *testing.T) {
	lists := 300
	if testing.Short() {
		lists = 50
	}
	for k := range lists {
		r := rand.New(rand.NewPCG(uint64(k), 3))
		s := randomSets(t, r, false)
		others := randomSets(t, r, false)
		both := appendSets(t, s, others)
		var weights []float64
		if k%2 == 0 {
			for range 1000 {
				weights = append(weights, float64(r.IntN(20))/8)
			}
		}
		s, err := s.Weighted(weights)
		require.NoError(t, err)
		both, err = both.Weighted(weights)
		require.NoError(t, err)
		for _, m := range allMeasures {
			all := make([][]float64, others.Len()) // similarities by row of others, then of s
			for i := range all {
				for row := range s.Len() {
					all[i] = append(all[i], both.Similarity(m, row, s.Len()+i))
				}
			}
			for _, threshold := range thresholdsOf(m) {
				x, err := cluster.NewIndex(t.Context(), s, m, threshold)
				require.NoError(t, err)
				got := make([][]cluster.Match, others.Len())
				require.NoError(t, x.Match(t.Context(), others, func(i int, matches []cluster.Match) { got[i] = append(got[i], matches...) }))
				for i := range others.Len() {
					var want []cluster.Match
					for row, x := range all[i] {
						if x > 0 && x >= threshold {
							want = append(want, cluster.Match{Row: int32(row), Similarity: float32(x)})
						}
					}
					require.Equal(t, want, got[i], "list %d, row %d, %v ≥ %v", k, i, m, threshold)
					features := slices.Clone(others.Row(i))
					features = append(features, features[:len(features)/2]...)
					slices.Reverse(features)
					alone, err := x.Similar(nil, features)
					require.NoError(t, err)
					require.Equal(t, want, alone)
				}
			}
		}
	}
}

// appendSets returns the rows of both.
func appendSets(t testing.TB, s, others *cluster.Sets) *cluster.Sets {
	var ends, features []uint32
	for _, s := range []*cluster.Sets{s, others} {
		for i := range s.Len() {
			features = append(features, s.Row(i)...)
			ends = append(ends, uint32(len(features)))
		}
	}
	both, err := cluster.NewSets(ends, features, nil)
	require.NoError(t, err)
	return both
}

// TestIndexRefused: features without a weight, thresholds that are none, and a context
// that has ended.
func TestIndexRefused(t *testing.T) {
	s, err := cluster.NewSets([]uint32{1}, []uint32{0}, []float64{2})
	require.NoError(t, err)
	x, err := cluster.NewIndex(t.Context(), s, cluster.Cosine, .5)
	require.NoError(t, err)
	_, err = x.Similar(nil, []uint32{0, 1})
	assert.EqualError(t, err, "cluster: feature 1 has no weight")
	others, err := cluster.NewSets([]uint32{1}, []uint32{1}, nil)
	require.NoError(t, err)
	assert.Error(t, x.Match(t.Context(), others, func(int, []cluster.Match) {}))
	_, err = cluster.NewIndex(t.Context(), s, cluster.Cosine, 2)
	assert.Error(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = cluster.NewIndex(ctx, s, cluster.Cosine, .5)
	assert.ErrorIs(t, err, context.Canceled)
	assert.ErrorIs(t, x.Match(ctx, s, func(int, []cluster.Match) {}), context.Canceled)
}

// BenchmarkIndex asks an index of a million made rows for rows that it does not hold.
func BenchmarkIndex(b *testing.B) {
	ends, features := madeRows(1_010_000, 200_000)
	s, err := cluster.NewSets(ends[:1_000_000], features[:ends[999_999]], nil)
	require.NoError(b, err)
	weights, err := s.IDF(nil)
	require.NoError(b, err)
	for len(weights) < 200_000 {
		weights = append(weights, weights[0])
	}
	s, err = s.Weighted(weights)
	require.NoError(b, err)
	b.Run("build", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_, err := cluster.NewIndex(b.Context(), s, cluster.Cosine, .6)
			require.NoError(b, err)
		}
	})
	x, err := cluster.NewIndex(b.Context(), s, cluster.Cosine, .6)
	require.NoError(b, err)
	b.Run("similar", func(b *testing.B) {
		b.ReportAllocs()
		var found []cluster.Match
		i, matches := 0, 0
		for b.Loop() {
			found, _ = x.Similar(found[:0], features[ends[1_000_000+i%9999]:ends[1_000_001+i%9999]])
			matches += len(found)
			i++
		}
		b.ReportMetric(float64(matches)/float64(i), "matches/op")
	})
}
