package demand_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/keyword"
)

// anyMonths returns the months of some terms, in a few years.
func anyMonths(r *rand.Rand) *demand.Months {
	var m demand.Months
	for range r.IntN(4) {
		s := anySeries(r)
		s.First += demand.Month(r.IntN(20))
		m.Add(&demand.Term{Series: s, Variants: []demand.Variant{{Series: anySeries(r), Counted: demand.Counted(r.IntN(4))}}})
	}
	return &m
}

// TestMonths: each search once, month by month; what is unknown is told.
func TestMonths(t *testing.T) {
	const first = demand.Month(24300)
	var m demand.Months
	assert.Equal(t, demand.Sum{}, m.At(first))
	m.Add(&demand.Term{Series: months(10, demand.NoCount, 30), Variants: []demand.Variant{
		{Series: demand.Series{First: first - 1, Counts: []int64{1, 2}}, Counted: demand.Added},
		{Series: months(100, 100, 100), Counted: demand.Once},
		{Series: months(100, 100, 100), Counted: demand.Uncounted},
		{Series: months(0, 7), Counted: demand.Either},
		{Series: demand.Series{First: first + 3, Counts: []int64{110}, Reading: demand.Rounded}, Counted: demand.Either},
	}})
	assert.Equal(t, first-1, m.First)
	assert.Equal(t, []demand.Sum{
		{Low: 1, High: 1, Known: 1},
		{Low: 12, High: 12, Known: 3},
		{Low: 0, High: 7, Known: 1, Unknown: 1},
		{Low: 30, High: 30, Known: 1},
		{Low: 0, High: 125, Known: 1},
	}, m.Sums)
	assert.Equal(t, m.Sums[3], m.At(first+2))
	assert.Equal(t, demand.Sum{}, m.At(first+4))
	assert.Equal(t, demand.Sum{}, m.At(math.MinInt32))
}

// TestDamagedMonths: months that no calendar has make no room for what is between.
func TestDamagedMonths(t *testing.T) {
	var m demand.Months
	for _, first := range []demand.Month{math.MinInt32, -1, 0, 120_000, math.MaxInt32} {
		s := demand.Series{First: first, Counts: []int64{5}}
		m.Add(&demand.Term{Series: s})
		m.Merge(demand.Months{First: first, Sums: []demand.Sum{{Known: 1}}})
		assert.Equal(t, demand.Count(5), s.At(first))
		assert.Equal(t, demand.Volume{}, s.At(5))
	}
	assert.Empty(t, m.Sums)
	m.Add(&demand.Term{Series: demand.Series{First: 119_999, Counts: []int64{5}}})
	m.Add(&demand.Term{Series: demand.Series{First: 1, Counts: []int64{5}}})
	assert.Len(t, m.Sums, 119_999)
}

// TestMonthsByRole: the months of parts add up to those of all.
func TestMonthsByRole(t *testing.T) {
	m := market(t)
	for _, r := range makeRows(3000) {
		m.Add(r)
	}
	r := report(t, m)
	parts := r.Months(int(keyword.Brand)+1, func(t *demand.Term) int {
		if t.Role == keyword.Other {
			return -1
		}
		return int(t.Role)
	})
	all := r.Months(1, func(*demand.Term) int { return 0 })[0]
	rest := r.Months(1, func(t *demand.Term) int { return map[bool]int{true: 0, false: -1}[t.Role == keyword.Other] })[0]
	for _, p := range parts {
		rest.Merge(p)
	}
	assert.Equal(t, all, rest)
	assert.Empty(t, parts[keyword.Other].Sums)
}

// merger merges.
type merger[T any] interface {
	*T
	Merge(T)
}

// laws holds that the zero is neutral and that merging is commutative and associative.
func laws[T any, P merger[T]](t *testing.T, any func() T) {
	t.Helper()
	sum := func(parts ...T) (s T) {
		for _, p := range parts {
			P(&s).Merge(p)
		}
		return s
	}
	for range 2000 {
		a, b, c := any(), any(), any()
		require.Equal(t, a, sum(a))
		P(&a).Merge(*new(T))
		require.Equal(t, sum(a), a)
		require.Equal(t, sum(a, b), sum(b, a))
		require.Equal(t, sum(sum(a, b), c), sum(a, sum(b, c)))
	}
}

// TestMergeLaws: sums and months merge in any order.
func TestMergeLaws(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	laws(t, func() demand.Sum { return *anySum(r) })
	laws(t, func() demand.Months { return *anyMonths(r) })
}
