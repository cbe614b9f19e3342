package trend

import (
	"math"
)

// A BacktestOptions says how methods are tested on series whose end is known. The zero
// value holds back the last twelve months of each series and tests all methods.
type BacktestOptions struct {
	Methods []Method // all where it is nil
	Horizon int      // months that are forecast; 12 where it is 0
	// Train is the number of months before the first forecast. Where it is 0 the last
	// Horizon months are held back and there is one forecast a series.
	Train int
	// Step is by how many months the forecasts of a series follow each other; where it
	// is 0 there is one a series. Each sees the months before it only.
	Step int
}

// A Score is how well a method did. Errors are of the middles, each a mean over the
// forecasts, in which each month ahead counts the same.
type Score struct {
	Method    Method
	Series    int // that had a forecast
	Forecasts int // that were scored
	Months    int // that were forecast and then had a number

	// MASE is the mean absolute error by that of telling each month from the one before
	// in what the method saw (Hyndman and Koehler 2006): 1 is as good as that. Scaled is
	// in how many forecasts it is defined: not where those months are all alike.
	MASE   float64
	Scaled int
	// SMAPE is the symmetric mean absolute percentage error, 0 to 200, as in the M3 and
	// M4 competitions. A month of zero that was forecast as anything else is 200.
	SMAPE float64

	Interval80, Interval95 Coverage
	// Wins and Losses are the forecasts with a smaller and with a larger mean absolute
	// error than [SeasonalNaive].
	Wins, Losses int
}

// A Coverage is how good the prediction intervals of a method were.
type Coverage struct {
	Months int     // with an interval
	Inside float64 // part of them in which the number fell inside
	// Width is how many times its lower end the upper end of an interval is, as the
	// geometric mean.
	Width float64
	// Winkler is the interval score (Winkler 1972; Gneiting and Raftery 2007) scaled as
	// MASE is: the width and, for a number outside, by how much, times two over the part
	// that may fall outside. Less is better.
	Winkler float64
}

// Backtest forecasts what is known already and scores the methods. A forecast is scored
// where every method and [SeasonalNaive] have one, so that all are scored on the same;
// skipped is how many were not. What a method saw is never what it is scored on.
//
// The result depends on the series only, and on their order by no more than rounding.
func Backtest(series []Series, o BacktestOptions) (scores []Score, skipped int) {
	if o.Methods == nil {
		o.Methods = Methods()
	}
	if o.Horizon <= 0 {
		o.Horizon = Year
	}
	tests := make([]tested, len(o.Methods))
	for _, s := range series {
		scored := false
		for at := o.first(s); at > 0 && at+o.Horizon <= len(s.Values); at += o.Step {
			if o.score(tests, s, at) {
				scored = true
			} else {
				skipped++
			}
			if o.Step <= 0 {
				break
			}
		}
		for i := range tests {
			if scored {
				tests[i].Series++
			}
		}
	}
	for i := range tests {
		tests[i].Method = o.Methods[i]
		scores = append(scores, tests[i].done())
	}
	return scores, skipped
}

func (o *BacktestOptions) first(s Series) int {
	if o.Train > 0 {
		return o.Train
	}
	return len(s.Values) - o.Horizon
}

// score scores the methods on the forecast of one series from one month on.
func (o *BacktestOptions) score(tests []tested, s Series, at int) bool {
	past, future := Series{s.First, s.Values[:at]}, s.Values[at:at+o.Horizon]
	plain := past.Forecast(ForecastOptions{SeasonalNaive, o.Horizon})
	if len(plain.Months) == 0 || (Series{Values: future}).Known() == 0 {
		return false
	}
	forecasts := make([]Forecast, len(o.Methods))
	for i, m := range o.Methods {
		forecasts[i] = past.Forecast(ForecastOptions{m, o.Horizon})
		if len(forecasts[i].Months) == 0 {
			return false
		}
	}
	scale, than := past.naiveError(), absolute(plain, future)
	for i := range forecasts {
		tests[i].add(forecasts[i], future, scale, than)
	}
	return true
}

// naiveError returns the mean absolute difference between neighbouring months.
func (s Series) naiveError() float64 {
	var sum float64
	n := 0
	for i := 1; i < len(s.Values); i++ {
		if a, b := &s.Values[i-1], &s.Values[i]; a.valid() && b.valid() {
			sum += math.Abs(b.Middle - a.Middle)
			n++
		}
	}
	return sum / float64(max(1, n))
}

// absolute returns the mean absolute error of a forecast.
func absolute(f Forecast, future []Value) float64 {
	var sum float64
	n := 0
	for i := range future {
		if v := &future[i]; v.valid() {
			sum += math.Abs(v.Middle - f.Months[i].Middle)
			n++
		}
	}
	return sum / float64(n)
}

// tested adds up the scores of one method.
type tested struct {
	Score
	in80, in95 intervals
}

// intervals adds up the scores of intervals.
type intervals struct {
	months, inside, scaled int
	logWidth, winkler      float64
}

func (t *tested) add(f Forecast, future []Value, scale, than float64) {
	t.Forecasts++
	error := absolute(f, future)
	switch {
	case error < than:
		t.Wins++
	case error > than:
		t.Losses++
	}
	if scale > 0 {
		t.Scaled++
		t.MASE += error / scale
	}
	var smape float64
	n := 0
	for i := range future {
		v, p := &future[i], &f.Months[i]
		if !v.valid() {
			continue
		}
		n++
		if d := math.Abs(v.Middle - p.Middle); d > 0 {
			smape += 200 * d / (v.Middle + p.Middle)
		}
		t.in80.add(p.Within80, v.Middle, scale, 0.2)
		t.in95.add(p.Within95, v.Middle, scale, 0.05)
	}
	t.Months += n
	t.SMAPE += smape / float64(n)
}

func (t *intervals) add(in Value, x, scale, outside float64) {
	if !in.Known {
		return
	}
	t.months++
	if in.Low <= x && x <= in.High {
		t.inside++
	}
	t.logWidth += math.Log(in.High / in.Low)
	if scale > 0 {
		t.scaled++
		beyond := max(0, in.Low-x, x-in.High)
		t.winkler += (in.High - in.Low + float64(2/outside*beyond)) / scale
	}
}

func (t *tested) done() Score {
	s := t.Score
	if s.Forecasts > 0 {
		s.SMAPE /= float64(s.Forecasts)
	}
	if s.Scaled > 0 {
		s.MASE /= float64(s.Scaled)
	}
	s.Interval80, s.Interval95 = t.in80.done(), t.in95.done()
	return s
}

func (t *intervals) done() Coverage {
	c := Coverage{Months: t.months}
	if t.months > 0 {
		c.Inside = float64(t.inside) / float64(t.months)
		c.Width = math.Exp(t.logWidth / float64(t.months))
	}
	if t.scaled > 0 {
		c.Winkler = t.winkler / float64(t.scaled)
	}
	return c
}
