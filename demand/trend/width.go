package trend

import "math"

// A width says how many standard deviations a prediction interval of Smoothing, Theta
// or Combined reaches to each side, h months ahead: the root of a + b·h.
//
// The standard deviation is that of the logarithms, of two in equal parts: of what one
// month got wrong in the series itself, and of the last three years around their mean,
// season and all. The first alone is far too small for short series, where the rate and
// the season are fitted to the few months that it is taken from. It is never less than
// what rounding hides.
type width struct {
	season   float64 // how much of the season is in the forecast
	months   int     // from how many months with a number on
	a80, b80 float64
	a95, b95 float64
}

// measured holds a and b such that 80 and 95 of 100 true numbers fell inside: by least
// squares on the quantiles of what was missed by, 1 to 18 months ahead, on the 1,428
// monthly series of the M3 competition (Makridakis and Hibon 2000), cut to their last 6
// to 60 months before the forecast and whole.
var measured = [...]width{
	{0, 0, 0.96, 1.752, 1.18, 7.632},
	{0, 9, 0.96, 1.039, 2.05, 3.603},
	{0, 24, 0.73, 0.386, 1.70, 1.276},
	{0, 36, 0.30, 0.437, 0.99, 1.239},
	{0.4, 0, 2.24, 0.661, 3.62, 2.818},
	{0.4, 18, 1.65, 0.408, 3.61, 1.475},
	{0.8, 0, 1.04, 0.206, 3.25, 0.637},
	{0.8, 36, 0.92, 0.132, 2.90, 0.367},
}

// widths returns the widths for a forecast from so many months with a number.
func widths(season float64, months int) (w width) {
	for _, m := range measured {
		if m.season == season && m.months <= months {
			w = m
		}
	}
	return w
}

func (w width) at80(h int) float64 { return math.Sqrt(w.a80 + float64(w.b80*float64(h))) }
func (w width) at95(h int) float64 { return math.Sqrt(w.a95 + float64(w.b95*float64(h))) }
