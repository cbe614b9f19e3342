package demand_test

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/demand"
)

func unitsOf(units []int64) (n int64) {
	for _, u := range units {
		n += u
	}
	return n
}

// quotasOf are the exact quotas.
func quotasOf(units int64, weights []float64) []*big.Rat {
	total := new(big.Rat)
	for _, w := range weights {
		total.Add(total, new(big.Rat).SetFloat64(w))
	}
	out := make([]*big.Rat, len(weights))
	for i, w := range weights {
		q := new(big.Rat).SetFloat64(w)
		out[i] = q.Mul(q, big.NewRat(units, 1)).Quo(q, total)
	}
	return out
}

// away is the sum of the differences between units and quotas.
func away(units []int64, quotas []*big.Rat) *big.Rat {
	sum := new(big.Rat)
	for i, u := range units {
		d := new(big.Rat).Sub(big.NewRat(u, 1), quotas[i])
		sum.Add(sum, d.Abs(d))
	}
	return sum
}

// moved is how many units stand elsewhere.
func moved(a, b []int64) (n int64) {
	for i := range a {
		n += max(a[i]-b[i], b[i]-a[i])
	}
	return n
}

// within reports whether each has its quota, rounded down or up.
func within(units []int64, quotas []*big.Rat) bool {
	for i, u := range units {
		d := new(big.Rat).Sub(big.NewRat(u, 1), quotas[i])
		if d.Abs(d).Cmp(big.NewRat(1, 1)) >= 0 {
			return false
		}
	}
	return true
}

// ways yields all ways to give units to n parties.
func ways(units int64, n int, yield func([]int64)) {
	given := make([]int64, n)
	var give func(i int, left int64)
	give = func(i int, left int64) {
		if i == n-1 {
			given[i] = left
			yield(given)
			return
		}
		for u := int64(0); u <= left; u++ {
			given[i] = u
			give(i+1, left-u)
		}
	}
	give(0, units)
}

func randomWeights(r *rand.Rand, n int) []float64 {
	weights := make([]float64, n)
	for i := range weights {
		weights[i] = []float64{0, 1, 2, 3, 5, .5, .25, 1300, 90500}[r.IntN(9)]
	}
	weights[r.IntN(n)]++
	return weights
}

// Of all ways to give units none is nearer to the quotas; of all ways within the quota
// rule none moves fewer units than the one that keeps what was before.
func TestApportionBruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 300 {
		n, units := 1+r.IntN(4), int64(r.IntN(9))
		weights := randomWeights(r, n)
		quotas := quotasOf(units, weights)
		got, err := demand.Apportion(units, weights, nil)
		require.NoError(t, err)
		require.Equal(t, units, unitsOf(got))
		require.True(t, within(got, quotas))
		before := make([]int64, n)
		for i := range before {
			before[i] = int64(r.IntN(5))
		}
		kept, err := demand.Apportion(units, weights, before)
		require.NoError(t, err)
		require.Equal(t, units, unitsOf(kept))
		require.True(t, within(kept, quotas))
		ways(units, n, func(way []int64) {
			require.LessOrEqual(t, away(got, quotas).Cmp(away(way, quotas)), 0, "%v is nearer than %v", way, got)
			if !within(way, quotas) {
				return
			}
			require.LessOrEqual(t, moved(before, kept), moved(before, way), "%v moves less than %v", way, kept)
			if moved(before, kept) == moved(before, way) {
				require.LessOrEqual(t, away(kept, quotas).Cmp(away(way, quotas)), 0, "%v moves as little as %v and is nearer", way, kept)
			}
		})
	}
}

// Parties in another order get the same units, but for equal remainders.
func TestApportionPermutation(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for range 300 {
		n, units := 1+r.IntN(30), r.Int64N(1e6)
		weights := make([]float64, n)
		for i := range weights {
			weights[i] = math.Ldexp(r.Float64(), r.IntN(30))
		}
		order := r.Perm(n)
		shuffled := make([]float64, n)
		for i, k := range order {
			shuffled[i] = weights[k]
		}
		a, err := demand.Apportion(units, weights, nil)
		require.NoError(t, err)
		b, err := demand.Apportion(units, shuffled, nil)
		require.NoError(t, err)
		for i, k := range order {
			require.Equal(t, a[k], b[i])
		}
		require.True(t, within(a, quotasOf(units, weights)))
	}
}

// What was before is kept where the weights are the same; small changes move few units,
// and no more than the method alone would move.
func TestApportionStable(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	fewer := 0
	for range 300 {
		n, units := 2+r.IntN(40), r.Int64N(10000)
		weights := make([]float64, n)
		for i := range weights {
			weights[i] = float64(1 + r.IntN(1000))
		}
		before, err := demand.Apportion(units, weights, nil)
		require.NoError(t, err)
		same, err := demand.Apportion(units, weights, before)
		require.NoError(t, err)
		require.Equal(t, before, same)
		weights[r.IntN(n)] *= 1.0001
		fresh, err := demand.Apportion(units, weights, nil)
		require.NoError(t, err)
		kept, err := demand.Apportion(units, weights, before)
		require.NoError(t, err)
		require.LessOrEqual(t, moved(before, kept), moved(before, fresh))
		if moved(before, kept) < moved(before, fresh) {
			fewer++
		}
		for i := range kept { // a quota moves by a part of a unit, as 10,000 · 0.0001
			require.LessOrEqual(t, max(kept[i]-before[i], before[i]-kept[i]), int64(1))
		}
	}
	assert.Positive(t, fewer)
}

func TestApportionEdges(t *testing.T) {
	for _, x := range []struct {
		name    string
		units   int64
		weights []float64
		want    []int64
		err     string
	}{
		{"ties go to the first", 2, []float64{1, 1, 1}, []int64{1, 1, 0}, ""},
		{"more parties than units", 1, []float64{1, 3, 2}, []int64{0, 1, 0}, ""},
		{"no weight, no unit", 5, []float64{0, 1, 0}, []int64{0, 5, 0}, ""},
		{"no units", 0, []float64{1, 2}, []int64{0, 0}, ""},
		{"nothing of nothing", 0, nil, []int64{}, ""},
		{"all zero", 0, []float64{0, 0}, []int64{0, 0}, ""},
		{"all zero, with units", 1, []float64{0, 0}, nil, "nothing has a weight"},
		{"nobody, with units", 1, nil, nil, "nothing has a weight"},
		{"negative", 1, []float64{1, -1}, nil, "negative or no number"},
		{"no number", 1, []float64{math.NaN()}, nil, "negative or no number"},
		{"infinite", 1, []float64{math.Inf(1)}, nil, "negative or no number"},
		{"negative units", -1, []float64{1}, nil, "units are negative"},
		{"the largest", math.MaxInt64, []float64{1, 1}, []int64{math.MaxInt64/2 + 1, math.MaxInt64 / 2}, ""},
		{"large weights", 3, []float64{math.MaxFloat64, math.MaxFloat64 / 2}, []int64{2, 1}, ""},
		{"small weights", 3, []float64{math.SmallestNonzeroFloat64, 2 * math.SmallestNonzeroFloat64}, []int64{1, 2}, ""},
		{"Hamilton's paradox: 10 of 6, 6 and 2", 10, []float64{6, 6, 2}, []int64{4, 4, 2}, ""},
		{"… and 11, of which the least gets fewer", 11, []float64{6, 6, 2}, []int64{5, 5, 1}, ""},
	} {
		got, err := demand.Apportion(x.units, x.weights, nil)
		if x.err == "" {
			assert.NoError(t, err, x.name)
		} else {
			assert.ErrorContains(t, err, x.err, x.name)
		}
		assert.Equal(t, x.want, got, x.name)
	}
	_, err := demand.Apportion(1, []float64{1}, []int64{1, 2})
	assert.EqualError(t, err, "demand: before: 2 parties: want as many as weights, 1")
	// What is kept lies within the quota, whatever it was.
	got, err := demand.Apportion(10, []float64{1, 1, 1}, []int64{-5, 3, 1 << 60})
	assert.NoError(t, err)
	assert.Equal(t, []int64{3, 3, 4}, got)
}

// Whatever the demands are within their bounds, no party gets fewer than its least or more
// than its most.
func TestApportionDemandBounds(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	narrow := 0
	for range 400 {
		n, units := 1+r.IntN(5), int64(r.IntN(40))
		demands, weights := make([]demand.Sum, n), make([]float64, n)
		for i := range demands {
			low := int64(r.IntN(20))
			demands[i] = demand.Sum{Low: low, High: low + int64(r.IntN(10)), Known: 1}
			switch r.IntN(12) {
			case 0:
				demands[i].High = demand.Unbounded
			case 1:
				demands[i] = demand.Sum{Unknown: 1}
			}
			weights[i] = []float64{1, 1, 2, .5, 0}[r.IntN(5)]
		}
		portions, err := demand.ApportionDemand(units, demands, demand.ApportionOptions{Weights: weights})
		if err != nil {
			require.ErrorIs(t, err, demand.ErrNoWeight)
			continue
		}
		total := int64(0)
		for _, p := range portions {
			total += p.Units
			require.True(t, 0 <= p.Least && p.Least <= p.Units && p.Units <= p.Most && p.Most <= units)
			if p.Most-p.Least < units {
				narrow++
			}
		}
		require.Equal(t, units, total)
		for range 60 {
			at := make([]float64, n)
			for i, d := range demands {
				if d.Known > 0 {
					high := d.High
					if high == demand.Unbounded {
						high = d.Low + 1000
					}
					at[i] = weights[i] * float64(d.Low+[]int64{0, high - d.Low, r.Int64N(high - d.Low + 1)}[r.IntN(3)])
				}
			}
			given, err := demand.Apportion(units, at, nil)
			if err != nil {
				continue
			}
			for i, u := range given {
				require.True(t, portions[i].Least <= u && u <= portions[i].Most, "%d is not of %+v: %v of %v", u, portions[i], at, demands)
			}
		}
	}
	assert.Greater(t, narrow, 500)
}

func TestApportionDemand(t *testing.T) {
	demands := []demand.Sum{{Low: 10, High: 10, Known: 1}, {Low: 30, High: 30, Known: 2}, {Unknown: 3}}
	got, err := demand.ApportionDemand(8, demands, demand.ApportionOptions{})
	assert.NoError(t, err)
	assert.Equal(t, []demand.Portion{{2, 2, 2}, {6, 6, 6}, {}}, got)
	got, err = demand.ApportionDemand(8, demands, demand.ApportionOptions{Weights: []float64{3, 1, 1}})
	assert.NoError(t, err)
	assert.Equal(t, []demand.Portion{{4, 4, 4}, {4, 4, 4}, {}}, got)
	demands[1].High = 70
	got, err = demand.ApportionDemand(8, demands, demand.ApportionOptions{})
	assert.NoError(t, err)
	assert.Equal(t, []demand.Portion{{1, 1, 2}, {7, 6, 7}, {}}, got)
	got, err = demand.ApportionDemand(8, []demand.Sum{{Known: 1}, {High: 5, Known: 1}}, demand.ApportionOptions{})
	assert.NoError(t, err)
	assert.Equal(t, []demand.Portion{{}, {8, 0, 8}}, got)
	_, err = demand.ApportionDemand(8, demands, demand.ApportionOptions{Weights: []float64{1}})
	assert.EqualError(t, err, "demand: weights: 1: want as many as demands, 3")
	_, err = demand.ApportionDemand(8, demands, demand.ApportionOptions{Weights: []float64{1, -1, 1}})
	assert.ErrorContains(t, err, "negative or no number")
}

func BenchmarkApportion(b *testing.B) {
	const n = 1_000_000
	r := rand.New(rand.NewPCG(15, 16))
	weights := make([]float64, n)
	for i := range weights {
		weights[i] = float64(r.IntN(100_000))
	}
	before, err := demand.Apportion(n*10, weights, nil)
	require.NoError(b, err)
	weights[0]++
	for _, x := range []struct {
		name   string
		before []int64
	}{{"fresh", nil}, {"kept", before}} {
		b.Run(fmt.Sprintf("parties=1M/%s", x.name), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				given, err := demand.Apportion(n*10, weights, x.before)
				if err != nil || !slices.ContainsFunc(given, func(u int64) bool { return u > 0 }) {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "parties/s")
		})
	}
}
