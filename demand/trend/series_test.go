package trend_test

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/demand/trend"
)

func TestSeriesMonth(t *testing.T) {
	s := trend.Series{First: time.November}
	assert.Equal(t, []time.Month{time.October, time.November, time.January, time.October},
		[]time.Month{s.Month(-1), s.Month(0), s.Month(2), s.Month(11)})
	assert.Zero(t, trend.Series{First: 13}.Month(3))
}

func TestCounts(t *testing.T) {
	s := trend.Counts(time.May, 3, math.NaN(), -1, 0)
	assert.Equal(t, trend.Series{First: time.May, Values: []trend.Value{trend.Exactly(3), {}, {}, trend.Exactly(0)}}, s)
	assert.Equal(t, 2, s.Known())
	assert.Zero(t, trend.Series{Values: []trend.Value{{Low: 2, Middle: 1, High: 3, Known: true}, {Middle: math.NaN(), Known: true}}}.Known())
}

// Whatever stands in a series, nothing panics, and what is known is a number within its
// bounds.
func TestAnything(t *testing.T) {
	r := rand.New(rand.NewPCG(27, 28))
	odd := []float64{0, 0, 1, 3, 10, 1e-300, 1e300, math.MaxFloat64, math.Inf(1), math.Inf(-1), math.NaN(), -5}
	sound := func(v trend.Value) {
		if v.Known {
			require.True(t, v.Low <= v.Middle && v.Middle <= v.High, v)
		}
	}
	for range 20000 {
		s := trend.Series{First: time.Month(r.IntN(16) - 2), Values: make([]trend.Value, r.IntN(30))}
		for i := range s.Values {
			pick := func() float64 { return odd[r.IntN(len(odd))] }
			s.Values[i] = trend.Value{Low: pick(), Middle: pick(), High: pick(), Known: r.IntN(6) > 0}
			if r.IntN(3) > 0 {
				s.Values[i] = trend.Value{Low: 0, Middle: float64(r.IntN(50)), High: math.Inf(1), Known: true}
			}
		}
		got := s.Trend(nil)
		sound(got.Slope.Value)
		sound(got.Growth.Value)
		require.True(t, 0 <= got.P && got.P <= got.PMost && got.PMost <= 1)
		sound(s.Season().Share)
		for _, v := range s.Indices().Index {
			sound(v)
		}
		require.False(t, math.IsNaN(s.SeasonTest().P))
		for _, m := range trend.Methods() {
			for _, p := range s.Forecast(trend.ForecastOptions{Method: m, Horizon: 3}).Months {
				require.False(t, math.IsNaN(p.Middle))
				sound(p.Within80)
				sound(p.Within95)
			}
		}
	}
}
