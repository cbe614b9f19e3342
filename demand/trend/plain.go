package trend

import "math"

// benchmark forecasts by one of the plain methods, with the intervals of the textbook
// (Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 5.5).
func (s Series) benchmark(f *Forecast, l logs, h int) {
	f.Why = "asked for"
	n := len(l.y)
	back := 1 // from which month each is told
	level := l.y[n-1]
	switch f.Method {
	case SeasonalNaive:
		back, f.Season = Year, 1
	case Mean:
		level = mean(l.y[max(0, n-Year):])
	}
	sigma := max(l.spreadAt(back, f.Method, level), l.blur)
	for i := range h {
		at := l.trailer + i
		grow := float64(at + 1)
		switch f.Method {
		case SeasonalNaive:
			from := n + at%Year - Year
			if from < 0 || !l.real[from] {
				f.Months, f.Why = nil, "no number for the same month a year before"
				return
			}
			level, grow = l.y[from], float64(at/Year+1)
		case Mean:
			grow = 1 + 1/float64(min(n, Year))
		}
		half := sigma * math.Sqrt(grow)
		f.Months = append(f.Months, predict(level, half*z80, half*z95))
	}
}

// Quantiles of the normal distribution for 80 and 95 of 100 cases.
const (
	z80 = 1.2815515655446004
	z95 = 1.959963984540054
)

// spreadAt returns the root mean square of what the plain methods got wrong in the
// series itself, NaN where it is too short to say.
func (l *logs) spreadAt(back int, m Method, level float64) float64 {
	var sum float64
	n := 0
	for i := range l.y {
		if !l.real[i] || (m != Mean && (i < back || !l.real[i-back])) {
			continue
		}
		d := l.y[i] - level
		if m != Mean {
			d = l.y[i] - l.y[i-back]
		}
		sum += float64(d * d)
		n++
	}
	if n < 3 {
		return math.NaN()
	}
	return math.Sqrt(sum / float64(n))
}
