package demand

import "math"

// twelfths of a search are the unit in which changes are added up: those by which an
// average of twelve months changes.
const twelfths = 12

// noBound stands for a bound that there is not.
const noBound = math.MaxInt64

// A move is a change in twelfths of a search.
type move struct {
	known     bool
	low, high int64 // hard bounds; -noBound and noBound where there is none

	// What the likely range is told by: the narrower of the bounds by numbers and by
	// months, and the leans of what they are made of (see [Sum.Likely]).
	likelyLow, likelyHigh int64
	up, down              int64

	year, yearBefore Sum // the months of the year's comparison
	revised          bool
	byMonths         bool // months narrow the bounds
}

// moved compares what the two lists say.
func (c *comparison) moved() move {
	b, a := &c.before, &c.after
	if !b.volume.Known() || !a.volume.Known() {
		return move{}
	}
	slack := int64(0)
	if b.known && a.known {
		slack = b.slack + a.slack
	}
	m := apart(b.volume, a.volume, slack)
	m.likelyLow, m.likelyHigh = m.low, m.high
	m.up, m.down = leans(b.volume.Low, b.volume.High, a.volume.Low, a.volume.High)
	c.months(&m)
	c.yearOf(&m)
	return m
}

// apart returns how far two volumes are apart, give or take some twelfths.
func apart(before, after Volume, slack int64) move {
	if !before.Known() || !after.Known() {
		return move{}
	}
	m := move{known: true, low: -noBound, high: noBound}
	if before.High <= MaxSearches {
		m.low = twelfths*(min(after.Low, MaxSearches)-before.High) - slack
	}
	if after.High <= MaxSearches {
		m.high = twelfths*(after.High-min(before.Low, MaxSearches)) + slack
	}
	return m
}

// leans returns by how many sixteenths of a search the mean of a change may lie above and
// below its middle. What lies within the same bounds twice leans the same way twice,
// unless nothing bounds it from below.
func leans(low, high, laterLow, laterHigh int64) (up, down int64) {
	if low == laterLow && high == laterHigh && low > 0 {
		return 0, 0
	}
	return spreadOf(low, high).lean(), spreadOf(laterLow, laterHigh).lean()
}

// months narrows the bounds of a change by the months of both averages. Months of both
// that are printed the same are taken to be the same searches, and cancel.
func (c *comparison) months(m *move) {
	b, a := &c.before, &c.after
	shift := int(c.is.first - c.was.first)
	for i := range c.is.months {
		k := shift + i
		if k >= 0 && k < c.was.months && a.low[i] >= 0 && b.low[k] >= 0 {
			m.revised = m.revised || a.low[i] != b.low[k] || a.high[i] != b.high[k]
		}
	}
	if c.was.months != c.is.months || !b.fits() || !a.fits() {
		return
	}
	n := int64(c.is.months)
	low, high, up, down := int64(0), int64(0), int64(0), int64(0)
	for i := range c.is.months {
		if m.revised || !c.is.has(c.was.first+Month(i)) {
			low, high = low-b.high[i], high-b.low[i]
			up += spreadOf(b.low[i], b.high[i]).lean()
		}
		if m.revised || !c.was.has(c.is.first+Month(i)) {
			low, high = low+a.low[i], high+a.high[i]
			down += spreadOf(a.low[i], a.high[i]).lean()
		}
	}
	low, high = floorOf(twelfths*low, n), -floorOf(-twelfths*high, n)
	if low > m.high || high < m.low {
		return // what is printed the same is not the same
	}
	if high-low < m.likelyHigh-m.likelyLow || m.high == noBound || m.low == -noBound {
		m.likelyLow, m.likelyHigh, m.up, m.down = low, high, (up+n-1)/n, (down+n-1)/n
	}
	m.byMonths = low > m.low || high < m.high
	m.low, m.high = max(m.low, low), min(m.high, high)
}

// floorOf divides, rounding down.
func floorOf(a, by int64) int64 {
	q := a / by
	if a%by < 0 {
		q--
	}
	return q
}

// yearOf adds up the months of the later window that the earlier has not, and the same
// months a year before.
func (c *comparison) yearOf(m *move) {
	for i := range c.is.months {
		month := c.is.first + Month(i)
		if month < c.was.end() || c.after.low[i] < 0 {
			continue
		}
		low, high := int64(-1), int64(0)
		if k := i - 12; k >= 0 {
			low, high = c.after.low[k], c.after.high[k]
		}
		if k := int(month-12) - int(c.was.first); low < 0 && k >= 0 && k < c.was.months {
			low, high = c.before.low[k], c.before.high[k]
		}
		if low >= 0 {
			m.year.Add(Between(c.after.low[i], c.after.high[i]))
			m.yearBefore.Add(Between(low, high))
		}
	}
}

// outcome tells what the bounds of a change decide.
func (m *move) outcome() Outcome {
	switch {
	case !m.known:
		return NotCompared
	case m.low > 0:
		return Grown
	case m.high < 0:
		return Shrunk
	}
	return NoChange
}

// shift returns a change in twelfths as one in searches.
func shift(low, high int64) Shift {
	s := Shift{math.Inf(-1), math.Inf(1), true}
	if low > -noBound {
		s.Low = float64(low) / twelfths
	}
	if high < noBound {
		s.High = float64(high) / twelfths
	}
	return s
}

// growth returns by which fraction something grew: not known where it may have been
// nothing, or nothing is known.
func growth(from, to Sum) Fraction {
	if from.Known == 0 || to.Known == 0 || from.Low <= 0 {
		return Fraction{}
	}
	f := Fraction{-1, math.Inf(1), true}
	if from.High != Unbounded {
		f.Low = float64(to.Low-from.High) / float64(from.High)
	}
	if to.High != Unbounded {
		f.High = float64(to.High-from.Low) / float64(from.Low)
	}
	return f
}

// rate returns a shift as a fraction of what was before, as the sharper of what the shift
// and what the sums before and after say.
func rate(s Shift, from, to Sum) Fraction {
	f := growth(from, to)
	if !f.Known || !s.Known {
		return Fraction{}
	}
	by := func(x float64, large, small int64) float64 {
		if x < 0 {
			return x / float64(small)
		}
		if large == Unbounded {
			return 0
		}
		return x / float64(large)
	}
	low, high := max(f.Low, by(s.Low, from.High, from.Low)), min(f.High, -by(-s.High, from.High, from.Low))
	if low <= high {
		f.Low, f.High = low, high
	}
	return f
}
