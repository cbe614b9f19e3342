package trend

import (
	"math"
	"time"
)

// LeastForecast is the smallest number of months with a number that is forecast from.
const LeastForecast = 6

// A Method is a way to forecast.
type Method uint8

const (
	// Automatic is Smoothing for fewer than twelve months with a number, and else Combined.
	Automatic Method = iota
	// Naive says that every month will be like the last one.
	Naive
	// SeasonalNaive says that every month will be like the same one a year before. It
	// is what others are measured by.
	SeasonalNaive
	// Mean says that every month will be like the geometric mean of the last twelve.
	Mean
	// Smoothing is simple exponential smoothing (Brown 1959), of logarithms without
	// the season.
	Smoothing
	// Theta is exponential smoothing with half the slope of the series (Assimakopoulos
	// and Nikolopoulos 2000, as Hyndman and Billah 2003 write it), likewise.
	Theta
	// Combined is the mean of Smoothing and Theta, of their logarithms.
	Combined
)

var methodNames = [...]string{"automatic", "naive", "seasonal naive", "mean", "smoothing", "theta", "combined"}

// String returns "automatic", "naive", "seasonal naive", "mean", "smoothing", "theta" or
// "combined".
func (m Method) String() string { return nameOf(m, methodNames[:]) }

// Methods returns all methods.
func Methods() []Method {
	return []Method{Automatic, Naive, SeasonalNaive, Mean, Smoothing, Theta, Combined}
}

// A ForecastOptions says how to forecast. The zero value is twelve months by the method
// that was measured to be the best.
type ForecastOptions struct {
	Method  Method
	Horizon int // months; 12 where it is 0
}

// A Forecast is what the months after a series will be like.
type Forecast struct {
	// Method is what was used, never Automatic. Where nothing was forecast it is what
	// would have been.
	Method Method
	Why    string  // why that method with that season, or why there is no forecast; a phrase
	Season float64 // how much of the season found is in it: 0 none, 1 all
	// Months are the months after the last value of the series. There are none where
	// too little is known.
	Months []Prediction
}

// A Prediction is one month to come.
type Prediction struct {
	Month  time.Month // 0 where the calendar month of the series is not known
	Middle float64    // as likely to be too high as too low

	// Within80 and Within95 are where the number will be in 80 and in 95 of 100 cases.
	// They are not known where the series is too short to say.
	Within80, Within95 Value
}

// Forecast forecasts a series.
//
// Numbers are taken as logarithms, as searches grow and vary by parts of themselves; a
// month of zero counts as half the upper bound of that zero or, where that is zero too,
// as half the least number of the series. A month without a number counts as what lies
// on the line between its neighbours, and there is no forecast from fewer than
// [LeastForecast] months with a number, or from zeros alone.
//
// The season is that of the months in a row at the end of the series, of which there
// must be twelve. How much of it is used, 0 to 1, is what of it is likely to come back:
//
//   - Of several years, by how well one year tells the next: with a correlation r between
//     them the mean of k years deserves k·r/(1+(k-1)·r) of belief (Spearman 1910, Brown
//     1910).
//   - Of one year, by how smooth it is, as seasons come and go by degrees where chance
//     jumps: 0.4 + 0.8 of the correlation between neighbouring months, at most 0.9.
//   - Of something between, by something between.
//
// All numbers in this, and the widths of the intervals, were chosen by measurement; see
// the comment on measured. Horizons of more than 18 months are beyond it.
func (s Series) Forecast(o ForecastOptions) Forecast {
	h := o.Horizon
	if h <= 0 {
		h = Year
	}
	l, ok := s.logs()
	f := Forecast{Method: o.Method}
	if o.Method == Automatic {
		f.Method = Smoothing
		if l.known >= Year {
			f.Method = Combined
		}
	}
	switch {
	case l.known < LeastForecast:
		f.Why = "fewer than six months with a number"
		return f
	case !ok:
		f.Why = "no month with more than zero"
		return f
	}
	switch f.Method {
	case Naive, Mean, SeasonalNaive:
		s.benchmark(&f, l, h)
	default:
		s.smoothed(&f, l, h)
	}
	for i := range f.Months {
		f.Months[i].Month = s.Month(len(s.Values) + i)
	}
	return f
}

// smoothed forecasts by Smoothing, Theta or Combined.
func (s Series) smoothed(f *Forecast, l logs, h int) {
	index, share, why := l.season()
	f.Why, f.Season = why, share
	n := len(l.y)
	wide := l.deviation()
	for i := range l.y {
		l.y[i] -= index[((i-n)%Year+Year)%Year] // index[0] is the month after the last
	}
	alpha, level, missed := smooth(l.y, l.real)
	if l.known >= Year+Year/2 {
		wide = math.Hypot(math.Hypot(wide, l.deviation()), missed) / math.Sqrt(3)
	}
	sigma, w := max(wide, l.blur), widths(l.known)
	drift := 0.0
	switch f.Method {
	case Theta:
		drift = slope(l.y) / 2
	case Combined:
		drift = slope(l.y) / 4
	}
	head := drift * (1 - math.Pow(1-alpha, float64(n))) / alpha
	for i := range h {
		at := l.trailer + i
		y := level + head + float64(drift*float64(at)) + index[at%Year]
		f.Months = append(f.Months, predict(y, sigma*w.at80(at+1), sigma*w.at95(at+1)))
	}
}

// predict returns a month from its logarithm and the half widths around it.
func predict(y, half80, half95 float64) Prediction {
	around := func(half float64) Value {
		if math.IsNaN(half) {
			return Value{}
		}
		return Value{math.Exp(y - half), math.Exp(y), math.Exp(y + half), true}
	}
	return Prediction{Middle: math.Exp(y), Within80: around(half80), Within95: around(half95)}
}

// smooth smooths exponentially and returns the rate at which the months were best told
// by those before them, the last level, and the root mean square of the errors. The
// first level is the mean of three months; rates are from 0.05 to 1 by steps of 0.05.
func smooth(y []float64, real []bool) (alpha, level, sigma float64) {
	least := math.Inf(1)
	for k := 1; k <= 20; k++ {
		a := float64(k) / 20
		l, sum, n := (y[0]+y[1]+y[2])/3, 0.0, 0
		for i, v := range y {
			d := v - l
			if real[i] {
				sum += float64(d * d)
				n++
			}
			l += float64(a * d)
		}
		if sum < least {
			least, alpha, level, sigma = sum, a, l, math.Sqrt(sum/float64(n))
		}
	}
	return alpha, level, sigma
}

// slope returns the slope of the straight line of least squares, a month.
func slope(y []float64) float64 {
	n := float64(len(y))
	var xy, xx float64
	for i, v := range y {
		x := float64(i) - (n-1)/2
		xy += float64(x * v)
		xx += float64(x * x)
	}
	return xy / xx
}
