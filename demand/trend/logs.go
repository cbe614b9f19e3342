package trend

import "math"

// logs is a series as logarithms.
type logs struct {
	y       []float64 // from the first month with a number to the end
	real    []bool    // whether the month has a number, and is no filler
	known   int
	blur    float64 // standard deviation of what rounding hides
	trailer int     // months after the last one with a number
}

// logs takes the logarithms; ok is false where all is zero or nothing is known.
func (s Series) logs() (l logs, ok bool) {
	least := math.Inf(1)
	for i := range s.Values {
		if v := &s.Values[i]; v.valid() {
			l.known++
			if v.Middle > 0 {
				least = min(least, v.Middle)
			}
		}
	}
	if math.IsInf(least, 1) {
		return l, false
	}
	var blur float64
	rounded, last := 0, -1
	for i := range s.Values {
		v := &s.Values[i]
		if !v.valid() {
			if last >= 0 {
				l.y, l.real = append(l.y, math.NaN()), append(l.real, false)
			}
			continue
		}
		l.y, l.real = append(l.y, math.Log(v.positive(least))), append(l.real, true)
		if v.High > 0 && !math.IsInf(v.High, 1) {
			blur += v.blur()
			rounded++
		}
		last = len(l.y) - 1
	}
	l.trailer = len(l.y) - 1 - last
	l.y, l.real = l.y[:last+1], l.real[:last+1]
	if rounded > 0 {
		l.blur = math.Sqrt(blur / float64(rounded))
	}
	l.fill()
	return l, true
}

// positive returns the middle or, for a zero, a number that has a logarithm.
func (v *Value) positive(least float64) float64 {
	switch {
	case v.Middle > 0:
		return v.Middle
	case v.High > 0 && !math.IsInf(v.High, 1):
		return v.High / 2
	default:
		return least / 2
	}
}

// blur returns the variance of the logarithm of a number that may be any between its
// bounds: of one from zero on it is 1, as that of a logarithm of equal chance is.
func (v *Value) blur() float64 {
	if v.Low <= 0 {
		return 1
	}
	d := math.Log(v.High / v.Low)
	return float64(d*d) / 12
}

// fill puts what lies on the line between its neighbours for each month without a number.
func (l *logs) fill() {
	last := 0
	for i := range l.y {
		if !l.real[i] {
			continue
		}
		for k := last + 1; k < i; k++ {
			step := (l.y[i] - l.y[last]) / float64(i-last)
			l.y[k] = l.y[last] + float64(step*float64(k-last))
		}
		last = i
	}
}

// deviation returns the standard deviation of the last three years from their mean, of
// the months that have a number, or of more years where those have fewer than six.
func (l *logs) deviation() float64 {
	var n, middle, sum float64
	for i := len(l.y) - 1; i >= 0 && (len(l.y)-i <= 3*Year || n < LeastForecast); i-- {
		if l.real[i] { // Welford 1962
			n++
			d := l.y[i] - middle
			middle += d / n
			sum += float64(d * (l.y[i] - middle))
		}
	}
	return math.Sqrt(sum / n)
}

// mean returns the arithmetic mean.
func mean(x []float64) float64 {
	var sum float64
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}
