package cluster_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/cluster"
)

var allMeasures = []cluster.Measure{cluster.Cosine, cluster.Jaccard, cluster.Overlap}

// thresholdsOf returns thresholds to try, with many ties among small sets.
func thresholdsOf(m cluster.Measure) []float64 {
	if m == cluster.Overlap {
		return []float64{1, 2, 3, 4.5, 9}
	}
	return []float64{1e-9, .05, .3, .5, .6, .7, .8, .95, 1}
}

// scored is a pair with what decides on it.
type scored struct {
	pair       cluster.Pair
	similarity float64
}

// allPairs compares all pairs, by the definition.
func allPairs(s *cluster.Sets, m cluster.Measure) []scored {
	var all []scored
	for i := range s.Len() {
		for k := i + 1; k < s.Len(); k++ {
			if x := s.Similarity(m, i, k); x > 0 {
				all = append(all, scored{cluster.Pair{A: int32(i), B: int32(k), Similarity: float32(x)}, x})
			}
		}
	}
	return all
}

// from returns the pairs from a threshold on.
func from(all []scored, threshold float64) []cluster.Pair {
	pairs := []cluster.Pair{}
	for _, p := range all {
		if p.similarity >= threshold {
			pairs = append(pairs, p.pair)
		}
	}
	return pairs
}

// bruteForce compares all pairs, by the definition.
func bruteForce(s *cluster.Sets, m cluster.Measure, threshold float64) []cluster.Pair {
	return from(allPairs(s, m), threshold)
}

// randomSets makes rows of the kinds that lists hold: few features or many, one in half
// of the rows, empty rows, equal rows, long rows.
func randomSets(t testing.TB, r *rand.Rand, weighted bool) *cluster.Sets {
	n, universe := r.IntN(70), 1+r.IntN(80)
	longest := 1 + r.IntN(8)
	if r.IntN(8) == 0 {
		longest = 150
		universe *= 3
	}
	head, repeats := r.IntN(2) == 0, r.IntN(3) == 0
	var ends, features []uint32
	var rows [][]uint32
	for range n {
		var row []uint32
		switch {
		case repeats && len(rows) > 0 && r.IntN(3) == 0:
			row = slices.Clone(rows[r.IntN(len(rows))])
			if len(row) > 0 && r.IntN(2) == 0 {
				row[r.IntN(len(row))] = uint32(r.IntN(universe))
			}
		default:
			for range r.IntN(longest + 1) {
				row = append(row, uint32(r.IntN(universe)*r.IntN(universe)/universe))
			}
			if head && r.IntN(2) == 0 {
				row = append(row, uint32(universe))
			}
		}
		rows = append(rows, row)
		features = append(features, row...)
		ends = append(ends, uint32(len(features)))
	}
	s, err := cluster.NewSets(ends, features, nil)
	require.NoError(t, err)
	if weighted {
		weights, err := s.IDF(nil)
		require.NoError(t, err)
		if r.IntN(4) == 0 {
			for f := range weights {
				weights[f] = float64(r.IntN(5)) / 2
			}
		}
		s, err = s.Weighted(weights)
		require.NoError(t, err)
	}
	return s
}

// TestJoinBruteForce: a join finds what comparing all pairs finds.
func TestJoinBruteForce(t *testing.T) {
	lists := 1200
	if testing.Short() {
		lists = 200
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for k := range lists {
		r := rand.New(rand.NewPCG(uint64(k), 1))
		s := randomSets(t, r, k%2 == 0)
		runtime.GOMAXPROCS([]int{1, 2, 8}[k%3])
		for _, m := range allMeasures {
			all := allPairs(s, m)
			for _, threshold := range thresholdsOf(m) {
				got, err := s.Join(t.Context(), m, threshold)
				require.NoError(t, err)
				want := from(all, threshold)
				if !slices.Equal(got, want) {
					require.Equal(t, want, got, "list %d, %v ≥ %v", k, m, threshold)
				}
			}
		}
	}
}

// TestJoinLists does so for lists of keywords, where common words have long lists, also
// where these are shared by goroutines.
func TestJoinLists(t *testing.T) {
	n := 1500
	if testing.Short() {
		n = 300
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, words := range []int{60, 1000, 200_000} {
		s := madeSets(t, n, words)
		for _, m := range allMeasures {
			all := allPairs(s, m)
			for _, threshold := range thresholdsOf(m)[1:] {
				want := from(all, threshold)
				for _, procs := range []int{1, 2, 8} {
					runtime.GOMAXPROCS(procs)
					got, err := s.JoinSplit(t.Context(), m, threshold, 100)
					require.NoError(t, err)
					require.True(t, slices.Equal(want, got), "%d words, %v ≥ %v: %d pairs, not %d", words, m, threshold, len(got), len(want))
				}
			}
		}
	}
}

// TestJoinCounts: how much is looked at for the pairs found. The counts are the same at
// any number of goroutines.
func TestJoinCounts(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	s := madeSets(t, 100_000, 200_000)
	var first cluster.Counts
	for _, procs := range []int{1, 2, 8} {
		runtime.GOMAXPROCS(procs)
		c, err := s.Counts(t.Context(), cluster.Cosine, .6)
		require.NoError(t, err)
		if procs == 1 {
			first = c
		}
		assert.Equal(t, first, c)
	}
	pairs := first.Pairs
	assert.Less(t, first.Scanned+first.Walked, 5*pairs)
	assert.Less(t, first.Verified, 2*pairs)
	assert.Less(t, first.Merged, 3*pairs/2)
}

// TestSimilarity: the textbook's formulas.
func TestSimilarity(t *testing.T) {
	for k := range 300 {
		r := rand.New(rand.NewPCG(uint64(k), 2))
		s := randomSets(t, r, false)
		weights, err := s.IDF(nil)
		require.NoError(t, err)
		s, err = s.Weighted(weights)
		require.NoError(t, err)
		for range min(50, s.Len()) {
			i, k := r.IntN(s.Len()), r.IntN(s.Len())
			var shared, either, dot, a, b float64
			for f, w := range weights {
				in, on := slices.Contains(s.Row(i), uint32(f)), slices.Contains(s.Row(k), uint32(f))
				if in {
					a += w * w
				}
				if on {
					b += w * w
				}
				if in || on {
					either += w
				}
				if in && on {
					shared += w
					dot += w * w
				}
			}
			assert.Equal(t, s.Similarity(cluster.Cosine, i, k), s.Similarity(cluster.Cosine, k, i))
			if a == 0 || b == 0 {
				assert.Zero(t, s.Similarity(cluster.Cosine, i, k))
				continue
			}
			assert.InDelta(t, dot/math.Sqrt(a*b), s.Similarity(cluster.Cosine, i, k), 1e-9)
			assert.InDelta(t, shared/either, s.Similarity(cluster.Jaccard, i, k), 1e-9)
			assert.InDelta(t, shared, s.Similarity(cluster.Overlap, i, k), 1e-9)
			if slices.Equal(s.Row(i), s.Row(k)) {
				assert.Equal(t, 1.0, s.Similarity(cluster.Cosine, i, k))
				assert.Equal(t, 1.0, s.Similarity(cluster.Jaccard, i, k))
			}
		}
	}
}

// TestIDF: the values of scikit-learn 1.9.1's TfidfVectorizer for "a b", "a c", "a a", "".
func TestIDF(t *testing.T) {
	s, err := cluster.NewSets([]uint32{2, 4, 6, 6}, []uint32{0, 1, 0, 2, 0, 0}, nil)
	require.NoError(t, err)
	idf, err := s.IDF(nil)
	require.NoError(t, err)
	assert.InDeltaSlice(t, []float64{1.2231435513142097, 1.916290731874155, 1.916290731874155}, idf, 1e-15)
	twice, err := s.IDF([]uint32{2, 1, 1, 0})
	require.NoError(t, err)
	assert.InDeltaSlice(t, []float64{1, 1 + math.Log(5./3), 1 + math.Log(5./2)}, twice, 1e-15)
	_, err = s.IDF([]uint32{1})
	assert.Error(t, err)
}

// TestRefused: what are no sets, weights or thresholds.
func TestRefused(t *testing.T) {
	for name, c := range map[string]struct {
		ends, features []uint32
		weights        []float64
	}{
		"ends fall":           {[]uint32{2, 1}, []uint32{0, 1}, nil},
		"ends beyond":         {[]uint32{3}, []uint32{0, 1}, nil},
		"features left over":  {[]uint32{1}, []uint32{0, 1}, nil},
		"no rows":             {nil, []uint32{0, 1}, nil},
		"not dense":           {[]uint32{1}, []uint32{math.MaxUint32}, nil},
		"no weight":           {[]uint32{1}, []uint32{1}, []float64{1}},
		"no weight by far":    {[]uint32{1}, []uint32{math.MaxUint32}, []float64{1}},
		"negative weight":     {[]uint32{1}, []uint32{0}, []float64{-1}},
		"weight is no number": {[]uint32{1}, []uint32{0}, []float64{math.NaN()}},
		"infinite weight":     {[]uint32{1}, []uint32{0}, []float64{math.Inf(1)}},
	} {
		_, err := cluster.NewSets(c.ends, c.features, c.weights)
		assert.Error(t, err, name)
	}
	s, err := cluster.NewSets([]uint32{1}, []uint32{0}, nil)
	require.NoError(t, err)
	for _, m := range allMeasures {
		for _, threshold := range []float64{0, -1, math.NaN(), math.Inf(1), 1.5} {
			_, err := s.Join(t.Context(), m, threshold)
			if m == cluster.Overlap && threshold == 1.5 {
				assert.NoError(t, err)
				continue
			}
			assert.Error(t, err, "%v ≥ %v", m, threshold)
		}
	}
	_, err = s.Join(t.Context(), 7, .5)
	assert.EqualError(t, err, "cluster: no such measure: 7")
}

// TestExtremeWeights: weights may be as large or small as numbers are.
func TestExtremeWeights(t *testing.T) {
	for _, w := range []float64{math.SmallestNonzeroFloat64, 1e-200, 1e200, math.MaxFloat64} {
		s, err := cluster.NewSets([]uint32{2, 4, 5}, []uint32{0, 1, 0, 1, 0}, []float64{w, w})
		require.NoError(t, err)
		for _, m := range []cluster.Measure{cluster.Cosine, cluster.Jaccard} {
			pairs, err := s.Join(t.Context(), m, 1)
			require.NoError(t, err)
			assert.Equal(t, []cluster.Pair{{A: 0, B: 1, Similarity: 1}}, pairs, "%v %v", m, w)
			pairs, err = s.Join(t.Context(), m, .1)
			require.NoError(t, err)
			assert.Equal(t, bruteForce(s, m, .1), pairs, "%v %v", m, w)
			assert.Len(t, pairs, 3)
		}
	}
}

// TestStream: what is streamed is what is joined.
func TestStream(t *testing.T) {
	s := madeSets(t, 50_000, 20_000)
	want, err := s.Join(t.Context(), cluster.Cosine, .5)
	require.NoError(t, err)
	var got []cluster.Pair
	var mu sync.Mutex
	require.NoError(t, s.Stream(t.Context(), cluster.Cosine, .5, func() func([]cluster.Pair) error {
		return func(pairs []cluster.Pair) error {
			mu.Lock()
			defer mu.Unlock()
			got = append(got, pairs...)
			return nil
		}
	}))
	slices.SortFunc(got, func(p, q cluster.Pair) int {
		if p.A != q.A {
			return int(p.A - q.A)
		}
		return int(p.B - q.B)
	})
	assert.True(t, slices.Equal(want, got))

	enough := errors.New("enough")
	assert.Equal(t, enough, s.Stream(t.Context(), cluster.Cosine, .5, func() func([]cluster.Pair) error {
		return func([]cluster.Pair) error { return enough }
	}))
}

// TestJoinCancelled: a cancelled join ends with the context's error, at once or in the middle.
func TestJoinCancelled(t *testing.T) {
	s := madeSets(t, 50_000, 2_000)
	ctx, cancel := context.WithCancel(t.Context())
	first := true
	var mu sync.Mutex
	err := s.Stream(ctx, cluster.Jaccard, .05, func() func([]cluster.Pair) error {
		return func([]cluster.Pair) error {
			mu.Lock()
			defer mu.Unlock()
			if first {
				cancel()
			}
			first = false
			return nil
		}
	})
	assert.ErrorIs(t, err, context.Canceled)
	_, err = s.Join(ctx, cluster.Cosine, .5)
	assert.ErrorIs(t, err, context.Canceled)
}

// endsAfter is a context that ends when it has been asked so many times.
type endsAfter struct {
	context.Context
	left *atomic.Int64
}

func (c endsAfter) Err() error {
	if c.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

// TestJoinCancelledAnywhere: wherever it is cancelled, a join or an index ends with the
// error and nothing else.
func TestJoinCancelledAnywhere(t *testing.T) {
	s := madeSets(t, 20_000, 2_000)
	for asked := range int64(100) {
		ctx := endsAfter{t.Context(), new(atomic.Int64)}
		ctx.left.Store(asked)
		pairs, err := s.Join(ctx, cluster.Cosine, .8)
		if err != nil {
			require.Equal(t, context.Canceled, err)
			require.Empty(t, pairs)
		}
		ctx.left.Store(asked)
		if _, err := cluster.NewIndex(ctx, s, cluster.Cosine, .8); err != nil {
			require.Equal(t, context.Canceled, err)
		}
		if asked < 3 {
			require.Error(t, err)
		}
	}
}

// FuzzJoin compares with all pairs.
func FuzzJoin(f *testing.F) {
	f.Add([]byte("\x01\x02\x03\xff\x01\x02\xff\xff\x01\x02\x03"), uint8(0), .5)
	f.Add([]byte("abc\xffab\xffabcd\xffxyz\xff\xff"), uint8(1), .6)
	f.Add([]byte("abcdefgh\xffabcxyz\xffdefabc"), uint8(2), 3.)
	f.Fuzz(func(t *testing.T, rows []byte, measure uint8, threshold float64) {
		var ends, features []uint32
		for _, b := range rows[:min(len(rows), 1000)] {
			if b == 0xff {
				ends = append(ends, uint32(len(features)))
				continue
			}
			features = append(features, uint32(b))
		}
		ends = append(ends, uint32(len(features)))
		s, err := cluster.NewSets(ends, features, nil)
		require.NoError(t, err)
		if measure&4 != 0 {
			idf, err := s.IDF(nil)
			require.NoError(t, err)
			s, err = s.Weighted(idf)
			require.NoError(t, err)
		}
		m := cluster.Measure(measure & 3)
		got, err := s.Join(t.Context(), m, threshold)
		if err != nil {
			return
		}
		if want := bruteForce(s, m, threshold); !slices.Equal(want, got) {
			require.Equal(t, want, got, fmt.Sprint(m, threshold))
		}
	})
}
