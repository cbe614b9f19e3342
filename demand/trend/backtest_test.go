package trend_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/demand/trend"
)

// Two methods on six months, by hand. Seen: 10 20 10 20 10 20, scale 10. Naive says 20.
func TestBacktestByHand(t *testing.T) {
	s := trend.Counts(0, 10, 20, 10, 20, 10, 20, 10, 20, 10, 20, 10, 20, 30, 20)
	scores, skipped := trend.Backtest([]trend.Series{s}, trend.BacktestOptions{Methods: []trend.Method{trend.Naive, trend.SeasonalNaive}, Horizon: 2})
	require.Zero(t, skipped)
	naive, seasonal := scores[0], scores[1]
	assert.InDelta(t, 0.5, naive.MASE, 1e-12)           // 10 and 0 missed by, of 10
	assert.InDelta(t, 200*10./50/2, naive.SMAPE, 1e-12) // 20 for 30, then 20 for 20
	assert.InDelta(t, 1, seasonal.MASE, 1e-12)          // 10 for 30, 20 for 20
	assert.InDelta(t, 200*20./40/2, seasonal.SMAPE, 1e-12)
	assert.Equal(t, 1, naive.Wins)
	assert.Equal(t, 0, naive.Losses+seasonal.Wins+seasonal.Losses)
	assert.Equal(t, 2, naive.Months)
	// Each step was a factor of two, so that intervals reach to 2^(1.28·√h).
	assert.Equal(t, 1.0, naive.Interval80.Inside)
	assert.InDelta(t, math.Exp2(1.2815515655446004*(1+math.Sqrt2)), naive.Interval80.Width, 1e-9)
	low1, high1 := 20*math.Exp2(-1.2815515655446004), 20*math.Exp2(1.2815515655446004)
	low2, high2 := 20*math.Exp2(-1.2815515655446004*math.Sqrt2), 20*math.Exp2(1.2815515655446004*math.Sqrt2)
	assert.InDelta(t, (high1-low1+high2-low2)/2/10, naive.Interval80.Winkler, 1e-9)
	assert.Zero(t, seasonal.Interval80.Months, "a year has no month to tell the width from")
}

// A number outside its interval costs two over the part that may be outside, times by
// how much: 2/0.2 and 2/0.05 (Gneiting and Raftery 2007).
func TestBacktestOutside(t *testing.T) {
	seen := []float64{10, 20, 10, 20, 10, 20, 10, 20, 10, 20, 10, 20}
	in := backtestOne(t, append(seen[:12:12], 20))
	out := backtestOne(t, append(seen[:12:12], 1000))
	high80, high95 := 20*math.Exp2(1.2815515655446004), 20*math.Exp2(1.959963984540054)
	assert.InDelta(t, 10*(1000-high80)/10, out.Interval80.Winkler-in.Interval80.Winkler, 1e-9)
	assert.InDelta(t, 40*(1000-high95)/10, out.Interval95.Winkler-in.Interval95.Winkler, 1e-9)
	assert.Zero(t, out.Interval95.Inside)
}

func backtestOne(t *testing.T, x []float64) trend.Score {
	scores, skipped := trend.Backtest([]trend.Series{trend.Counts(0, x...)}, trend.BacktestOptions{Methods: []trend.Method{trend.Naive}, Horizon: 1})
	require.Zero(t, skipped)
	return scores[0]
}

// What was held back is not seen: changing it changes no forecast, and origins roll.
func TestBacktestOrigins(t *testing.T) {
	s := trend.Counts(0, air...)
	o := trend.BacktestOptions{Horizon: 6, Train: 12, Step: 6}
	scores, skipped := trend.Backtest([]trend.Series{s}, o)
	assert.Zero(t, skipped)
	for i, score := range scores {
		assert.Equal(t, trend.Methods()[i], score.Method)
		assert.Equal(t, 1, score.Series)
		assert.Equal(t, 6, score.Forecasts) // after 12, 18, … 42
		assert.Equal(t, 36, score.Months)
	}
	short, skipped := trend.Backtest([]trend.Series{trend.Counts(0, 1, 2, 3, 4, 5, 6, 7, 8)}, trend.BacktestOptions{Horizon: 2})
	assert.Equal(t, 1, skipped)
	assert.Zero(t, short[0].Forecasts)
	assert.False(t, math.IsNaN(short[0].MASE))
}

// The order of series changes nothing but the last digits, and a larger scale nothing at all.
func TestBacktestLaws(t *testing.T) {
	r := rand.New(rand.NewPCG(15, 16))
	var series, scaled []trend.Series
	for range 50 {
		s := random(r, 30)
		series = append(series, s)
		var double trend.Series
		for _, v := range s.Values {
			double.Values = append(double.Values, trend.Value{Low: 2 * v.Low, Middle: 2 * v.Middle, High: 2 * v.High, Known: v.Known})
		}
		scaled = append(scaled, double)
	}
	want, skipped := trend.Backtest(series, trend.BacktestOptions{})
	require.Less(t, skipped, 50)
	slices.Reverse(scaled)
	got, _ := trend.Backtest(scaled, trend.BacktestOptions{})
	for i := range want {
		require.Equal(t, want[i].Forecasts, got[i].Forecasts)
		require.Equal(t, want[i].Wins, got[i].Wins)
		require.InEpsilon(t, want[i].MASE, got[i].MASE, 1e-6)
		require.InEpsilon(t, want[i].SMAPE, got[i].SMAPE, 1e-6)
		require.InDelta(t, want[i].Interval95.Inside, got[i].Interval95.Inside, 1e-12)
	}
}

// On series of noise and a clear season intervals hold as often as they say, or somewhat
// more often: their widths are from real series, which have less clear ones.
func TestBacktestCovers(t *testing.T) {
	r := rand.New(rand.NewPCG(17, 18))
	for _, months := range []int{12, 24, 36} {
		var series []trend.Series
		for range 1000 {
			x := make([]float64, months+12)
			level, season := 6.0, r.Float64()
			for i := range x {
				level += 0.08 * r.NormFloat64()
				x[i] = math.Exp(level + season*math.Sin(2*math.Pi*float64(i)/12) + 0.1*r.NormFloat64())
			}
			series = append(series, trend.Counts(0, x...))
		}
		scores, _ := trend.Backtest(series, trend.BacktestOptions{Methods: []trend.Method{trend.Automatic}, Train: months})
		assert.InDelta(t, 0.85, scores[0].Interval80.Inside, 0.08, months)
		assert.InDelta(t, 0.96, scores[0].Interval95.Inside, 0.03, months)
	}
}
