package cluster

import (
	"context"
	"fmt"
	"math"
	"math/rand"
	"runtime"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// cloud returns n rows around a few points, every tenth a copy of another.
func cloud(t testing.TB, n, dim int, seed int64) *Vectors {
	r := rand.New(rand.NewSource(seed))
	centres := make([]float32, 7*dim)
	for i := range centres {
		centres[i] = float32(r.NormFloat64())
	}
	values := make([]float32, 0, n*dim)
	for i := range n {
		if i%10 == 9 {
			from := r.Intn(i)
			values = append(values, values[from*dim:(from+1)*dim]...)
			continue
		}
		centre := centres[r.Intn(7)*dim:]
		for k := range dim {
			values = append(values, centre[k]+float32(r.NormFloat64()))
		}
	}
	v, err := NewVectors(dim, values)
	require.NoError(t, err)
	return v
}

// allPairs is Nearest and NearestTo by comparing everything.
func allPairs(x, y *Vectors, k int, least float32) [][]Neighbour {
	out := make([][]Neighbour, x.Len())
	for i := range out {
		for j := range y.Len() {
			if s := cosine(x.Row(i), y.Row(j)); s >= least && (x != y || i != j) {
				out[i] = append(out[i], Neighbour{int32(j), s})
			}
		}
		slices.SortFunc(out[i], compareNeighbours)
		if k > 0 && len(out[i]) > k {
			out[i] = out[i][:k]
		}
	}
	return out
}

func TestNearestIsThatOfAllPairs(t *testing.T) {
	for _, n := range []int{0, 1, 2, 256, 300} {
		for _, dim := range []int{1, 31, 40} {
			v, queries := cloud(t, n, dim, 1), cloud(t, n/3, dim, 2)
			for _, k := range []int{0, 1, 5} {
				for _, least := range []float32{-1, .5, .9} {
					got, err := v.Nearest(t.Context(), k, least)
					require.NoError(t, err)
					require.Equal(t, allPairs(v, v, k, least), got, "n=%d dim=%d k=%d least=%v", n, dim, k, least)
					got, err = v.NearestTo(t.Context(), queries, k, least)
					require.NoError(t, err)
					require.Equal(t, allPairs(queries, v, k, least), got, "n=%d dim=%d k=%d least=%v", n, dim, k, least)
				}
			}
		}
	}
}

func TestNearestOnTheLimit(t *testing.T) {
	// The least similarity is that of a pair itself: rounding must not lose it.
	v := cloud(t, 300, 64, 3)
	for i := range 20 {
		least := v.Similarity(i, i+100)
		got, err := v.Nearest(t.Context(), 0, least)
		require.NoError(t, err)
		require.Equal(t, allPairs(v, v, 0, least), got)
	}
}

func TestNearestOfEqualsIsByRow(t *testing.T) {
	v, err := NewVectors(2, slices.Repeat([]float32{3, 4}, 600))
	require.NoError(t, err)
	got, err := v.Nearest(t.Context(), 3, 0)
	require.NoError(t, err)
	assert.Equal(t, []Neighbour{{1, 1}, {2, 1}, {3, 1}}, got[0])
	assert.Equal(t, []Neighbour{{0, 1}, {1, 1}, {2, 1}}, got[599])
}

func TestPairs(t *testing.T) {
	v := cloud(t, 600, 40, 4)
	var want []Pair
	for i := range v.Len() {
		for j := i + 1; j < v.Len(); j++ {
			if s := v.Similarity(i, j); s >= .6 {
				want = append(want, Pair{int32(i), int32(j), s})
			}
		}
	}
	got, err := v.Pairs(t.Context(), .6)
	require.NoError(t, err)
	assert.Equal(t, want, got)
	assert.NotEmpty(t, got)
}

func TestNearestIsTheSameOnAnyNumberOfCores(t *testing.T) {
	v := cloud(t, 700, 50, 5)
	want, err := v.Nearest(t.Context(), 7, .1)
	require.NoError(t, err)
	for _, cores := range []int{1, 2, 8} {
		onCores(t, cores, func() {
			got, err := v.Nearest(t.Context(), 7, .1)
			require.NoError(t, err)
			require.Equal(t, want, got)
		})
	}
}

func onCores(t *testing.T, cores int, f func()) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
	f()
}

func TestNewVectors(t *testing.T) {
	inf := float32(math.Inf(1))
	for _, c := range []struct {
		dim    int
		values []float32
		want   string
	}{
		{0, nil, "cluster: 0 numbers are not rows of 0"},
		{3, []float32{1, 2}, "cluster: 2 numbers are not rows of 3"},
		{2, []float32{1, 2, 3, float32(math.NaN())}, "cluster: row 1, column 1 is NaN"},
		{2, []float32{-inf, 2}, "cluster: row 0, column 0 is -Inf"},
	} {
		_, err := NewVectors(c.dim, c.values)
		assert.EqualError(t, err, c.want)
	}

	given := []float32{3, 4, 0, 0, math.MaxFloat32, 0, 0, math.SmallestNonzeroFloat32}
	v, err := NewVectors(2, given)
	require.NoError(t, err)
	assert.Equal(t, 4, v.Len())
	assert.Equal(t, 2, v.Dim())
	assert.Equal(t, []float32{.6, .8}, v.Row(0))
	assert.Equal(t, []float32{0, 0}, v.Row(1))
	assert.Equal(t, []float32{1, 0}, v.Row(2))
	assert.Equal(t, []float32{0, 1}, v.Row(3))
	assert.Equal(t, float32(3), given[0], "not changed")
	assert.Equal(t, float32(.6), v.Similarity(0, 2))
	assert.Zero(t, v.Similarity(0, 1))
}

func TestNearestRefuses(t *testing.T) {
	v := cloud(t, 10, 3, 1)
	_, err := v.Nearest(t.Context(), 1, float32(math.NaN()))
	assert.EqualError(t, err, "cluster: a least similarity of NaN")
	_, err = v.NearestTo(t.Context(), cloud(t, 10, 4, 1), 1, 0)
	assert.EqualError(t, err, "cluster: queries of 4 numbers for rows of 3")

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = v.Nearest(ctx, 1, 0)
	assert.ErrorIs(t, err, context.Canceled)
	_, err = v.Pairs(ctx, 0)
	assert.ErrorIs(t, err, context.Canceled)
}

func FuzzNearest(f *testing.F) {
	f.Add([]byte("a few rows of bytes, some of them like others of them"), uint8(3), int8(2), int8(50))
	f.Add([]byte("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"), uint8(35), int8(0), int8(100))
	f.Fuzz(func(t *testing.T, data []byte, dim uint8, k, least int8) {
		d := int(dim)%40 + 1
		values := make([]float32, len(data)/d*d)
		for i := range values {
			values[i] = float32(int(data[i]) - 100)
		}
		v, err := NewVectors(d, values)
		require.NoError(t, err)
		got, err := v.Nearest(t.Context(), int(k), float32(least)/100)
		require.NoError(t, err)
		require.Equal(t, allPairs(v, v, int(k), float32(least)/100), got)
	})
}

func BenchmarkNearest(b *testing.B) {
	for _, n := range []int{1000, 10_000, 20_000} {
		v := cloud(b, n, 100, 1)
		for _, k := range []int{10, 0} {
			b.Run(fmt.Sprintf("rows=%d/dim=100/k=%d", n, k), func(b *testing.B) {
				for b.Loop() {
					if _, err := v.Nearest(b.Context(), k, .8); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(n)*float64(n-1)/2*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mpairs/s")
			})
		}
	}
}
