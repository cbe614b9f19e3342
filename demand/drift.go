package demand

import (
	"math"
	"math/bits"
)

// A drift is by how much many terms changed together, in twelfths of a search. Drifts add
// up, and parts can be taken from them again.
type drift struct {
	terms                 int
	low, high             int64
	lowless, highless     int // changes without a lower, an upper bound
	likelyLow, likelyHigh int64
	up, down              int64
	spread                spread // of the squared spans
}

// add adds the change of a term.
func (d *drift) add(m *move) {
	d.terms++
	if m.low == -noBound {
		d.lowless++
	} else {
		d.low += m.low
	}
	if m.high == noBound {
		d.highless++
	} else {
		d.high += m.high
	}
	if m.likelyLow > -noBound && m.likelyHigh < noBound {
		d.likelyLow += m.likelyLow
		d.likelyHigh += m.likelyHigh
		d.up += m.up
		d.down += m.down
		high, low := bits.Mul64(uint64(m.likelyHigh-m.likelyLow), uint64(m.likelyHigh-m.likelyLow))
		d.spread = d.spread.plus(spread{high: high, low: low})
	}
}

// plus returns what both hold together.
func (d drift) plus(e drift) drift {
	return drift{d.terms + e.terms, d.low + e.low, d.high + e.high, d.lowless + e.lowless, d.highless + e.highless,
		d.likelyLow + e.likelyLow, d.likelyHigh + e.likelyHigh, d.up + e.up, d.down + e.down, d.spread.plus(e.spread)}
}

// minus returns what is left of a whole without one of its parts.
func (d drift) minus(e drift) drift {
	return drift{d.terms - e.terms, d.low - e.low, d.high - e.high, d.lowless - e.lowless, d.highless - e.highless,
		d.likelyLow - e.likelyLow, d.likelyHigh - e.likelyHigh, d.up - e.up, d.down - e.down, d.spread.minus(e.spread)}
}

// bounds returns the change of all terms of both lists, between which it lies in a part
// of cases; of a level of 1 or more the hard bounds.
//
// A term's change varies between its bounds with a standard deviation of at most a third
// of their span, however its two numbers depend on each other: as deviations of two
// numbers add up to at most their sum, which are each at most a third of a span, as of any
// density with one peak (Jacobson 1969, The Annals of Mathematical Statistics 40(4)).
// Terms vary independently. The mean is that of the middles, but for how both ends lean;
// what is printed within the same bounds twice leans the same way twice.
func (d drift) bounds(level float64) move {
	m := move{known: d.terms > 0, low: -noBound, high: noBound}
	if d.lowless == 0 {
		m.low = d.low
	}
	if d.highless == 0 {
		m.high = d.high
	}
	if !(level < 1) || d.lowless+d.highless > 0 {
		return m
	}
	wide := float64(math.Sqrt2*math.Erfinv(max(level, 0))*d.spread.root()) / 3
	middle := float64(d.likelyLow)/2 + float64(d.likelyHigh)/2
	lean := func(sixteenths int64) float64 { return float64(sixteenths) * twelfths / leanUnit }
	low := max(m.low, int64(math.Floor(middle-lean(d.down)-wide)))
	high := min(m.high, int64(math.Ceil(middle+lean(d.up)+wide)))
	if low <= high { // else the hard bounds say what this does not know
		m.low, m.high = low, high
	}
	return m
}

// append appends the drift.
func (d drift) append(b []byte) []byte {
	b = appendInts(b, d.terms, d.lowless, d.highless)
	for _, n := range [...]int64{d.low, d.high, d.likelyLow, d.likelyHigh, d.up, d.down} {
		b = appendInt(b, n)
	}
	return d.spread.append(b)
}

// drift reads a drift.
func (d *decoder) drift() (x drift) {
	x.terms, x.lowless, x.highless = d.int(), d.int(), d.int()
	for _, n := range [...]*int64{&x.low, &x.high, &x.likelyLow, &x.likelyHigh, &x.up, &x.down} {
		*n = d.int64()
	}
	x.spread = d.spread()
	return x
}
