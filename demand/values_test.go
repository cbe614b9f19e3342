package demand

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/needscape/needscape/demand/trend"
)

func TestValues(t *testing.T) {
	assert.Equal(t, trend.Value{}, Volume{}.Value(), "unknown")
	assert.Equal(t, trend.Exactly(0), Count(0).Value(), "zero is not unknown")
	assert.Equal(t, trend.Value{Low: 4900, Middle: 5400, High: 6000, Known: true}, Round(5400).Value())
	assert.Equal(t, trend.Value{Low: 10, Middle: 10, High: math.Inf(1), Known: true}, Between(10, Unbounded).Value())

	var sum Sum
	assert.Equal(t, trend.Value{}, sum.Value(), "the sum of nothing is not known")
	sum.Add(Between(10, 20))
	sum.Add(Between(1, 4))
	assert.Equal(t, trend.Value{Low: 11, Middle: 17, High: 24, Known: true}, sum.Value())
	sum.Add(Volume{})
	assert.Equal(t, trend.Value{}, sum.Value(), "less than all does not compare")
	var open Sum
	open.Add(Between(10, Unbounded))
	assert.Equal(t, trend.Value{Low: 10, Middle: 10, High: math.Inf(1), Known: true}, open.Value())
}

func TestSeriesTrend(t *testing.T) {
	s := Series{First: MonthOf(2026, time.March), Counts: []int64{5400, NoCount, 0}, Reading: Rounded}
	assert.Equal(t, trend.Series{First: time.March, Values: []trend.Value{Round(5400).Value(), {}, Round(0).Value()}}, s.Trend(Volume{}))
	assert.Equal(t, trend.Series{Values: []trend.Value{}}, Series{}.Trend(Volume{}))
	shares := Series{Counts: []int64{100, 50}, Reading: Relative}
	assert.Zero(t, shares.Trend(Count(75)).First)
	assert.Equal(t, 100., shares.Trend(Count(75)).Values[0].Middle)
	assert.Equal(t, 0, shares.Trend(Volume{}).Known(), "shares of an unknown volume")
}

// TestMonthsTrend: months lie in hard bounds, the nearer to the middle the lower the level;
// what a level holds for all months at once is wider than what it holds for one.
func TestMonthsTrend(t *testing.T) {
	var m Months
	for range 50 {
		m.Add(&Term{Series: Series{First: MonthOf(2025, time.December), Counts: []int64{5400, 880}, Reading: Rounded}})
	}
	hard, likely := m.Trend(1), m.Trend(.95)
	assert.Equal(t, time.December, hard.First)
	for i, sum := range m.Sums {
		assert.Equal(t, sum.Value(), hard.Values[i])
		one := sum.Likely(.95).Value()
		assert.Less(t, hard.Values[i].Low, likely.Values[i].Low)
		assert.Less(t, likely.Values[i].Low, one.Low)
		assert.Less(t, one.High, likely.Values[i].High)
		assert.Less(t, likely.Values[i].High, hard.Values[i].High)
	}
	m.Add(&Term{Series: Series{First: MonthOf(2025, time.December), Counts: []int64{NoCount, 10}}})
	assert.Equal(t, 1, m.Trend(.95).Known(), "a month without one of its numbers is not known")
	assert.Empty(t, Months{}.Trend(1).Values)
}
