package demand

import (
	"encoding/binary"
	"math"
)

// Outcomes are how many demands have each outcome. They merge by adding.
type Outcomes struct {
	NotCompared, NoChange, Grown, Shrunk, New, Gone int
}

// add counts one.
func (n *Outcomes) add(v Outcome) {
	switch v {
	case NoChange:
		n.NoChange++
	case Grown:
		n.Grown++
	case Shrunk:
		n.Shrunk++
	case New:
		n.New++
	case Gone:
		n.Gone++
	default:
		n.NotCompared++
	}
}

// Merge adds other counts.
func (n *Outcomes) Merge(m Outcomes) {
	n.NotCompared += m.NotCompared
	n.NoChange += m.NoChange
	n.Grown += m.Grown
	n.Shrunk += m.Shrunk
	n.New += m.New
	n.Gone += m.Gone
}

// A Movement is what became of the demand of many terms: of a role, a need, a brand, a
// group or the market. Movements merge in any order to the same result; the zero Movement
// is that of nothing.
//
// What lists have more or less than the other is no change of the market: Shift and the
// outcomes are of the terms that both lists have, and Entered and Left stand beside them.
type Movement struct {
	Before, After Sum      // of all its terms in either list
	Entered, Left Sum      // of those that only the later, only the earlier list has in it
	Terms         Outcomes // of its terms

	// Outcome is what hard bounds decide; New or Gone where only one list has terms of it.
	// Likely is what the likely range decides: right in the part Level of cases, if terms
	// vary in their bounds independently of one another (see [Sum.Likely]).
	Outcome, Likely Outcome
	Level           float64

	// Shift is by how many searches a period the terms of both lists changed: each by the
	// sharper of what its numbers and its months say, so that this is narrower than the
	// difference of the sums. LikelyShift is the range for Likely.
	Shift, LikelyShift Shift
	Rate, LikelyRate   Fraction // of their demand before

	// Year is by which fraction the months of these terms that are later than the earlier
	// snapshot changed against the same months a year before.
	Year Fraction

	before, after    Sum // of the terms of both lists
	was, is          int // terms in either list
	year, yearBefore Sum
	drift
}

// seen is a term of a movement in either list: what it has there, and whether it is.
type seen struct {
	before, after Volume
	was, is       bool
}

// add adds a term that changed by a move.
func (x *Movement) add(s seen, m *move, v Outcome, before, after Volume) {
	x.Terms.add(v)
	if s.was {
		x.was++
		x.Before.add(s.before.perhaps())
	}
	if s.is {
		x.is++
		x.After.add(s.after.perhaps())
	}
	switch {
	case s.is && !s.was:
		x.Entered.add(s.after.perhaps())
	case s.was && !s.is:
		x.Left.add(s.before.perhaps())
	case m.known:
		x.move(m, before, after)
	}
}

// move adds a change of what is in both lists.
func (x *Movement) move(m *move, before, after Volume) {
	x.before.add(before.perhaps())
	x.after.add(after.perhaps())
	x.drift.add(m)
	x.year.Merge(m.year)
	x.yearBefore.Merge(m.yearBefore)
}

// Merge adds another movement. The level stays that of the first, unless it has none.
func (x *Movement) Merge(y Movement) {
	x.Before.Merge(y.Before)
	x.After.Merge(y.After)
	x.Entered.Merge(y.Entered)
	x.Left.Merge(y.Left)
	x.Terms.Merge(y.Terms)
	x.before.Merge(y.before)
	x.after.Merge(y.after)
	x.was, x.is = x.was+y.was, x.is+y.is
	x.drift = x.drift.plus(y.drift)
	x.year.Merge(y.year)
	x.yearBefore.Merge(y.yearBefore)
	if x.Level == 0 {
		x.Level = y.Level
	}
	x.fill()
}

// fill tells the bounds and what they decide.
func (x *Movement) fill() {
	hard, likely := x.drift.bounds(1), x.drift.bounds(x.Level)
	x.Outcome, x.Likely = hard.outcome(), likely.outcome()
	switch {
	case x.was == 0 && x.is > 0:
		x.Outcome, x.Likely = New, New
	case x.is == 0 && x.was > 0:
		x.Outcome, x.Likely = Gone, Gone
	}
	x.Shift, x.LikelyShift = hard.shift(), likely.shift()
	x.Rate = rate(x.Shift, x.before, x.after)
	x.LikelyRate = rate(x.LikelyShift, x.before, x.after)
	x.Year = growth(x.yearBefore, x.year)
}

// shift returns the change in searches.
func (m *move) shift() Shift {
	if !m.known {
		return Shift{}
	}
	return shift(m.low, m.high)
}

// sure is the least by which it changed, in twelfths of a search.
func (m *move) sure() int64 {
	if !m.known {
		return 0
	}
	return max(m.low, -m.high, 0)
}

// AppendBinary appends the counts to bytes, as that of [Sum] does.
func (n Outcomes) AppendBinary(b []byte) ([]byte, error) { return n.append(b), nil }

// append appends the counts.
func (n Outcomes) append(b []byte) []byte {
	return appendInts(b, n.NotCompared, n.NoChange, n.Grown, n.Shrunk, n.New, n.Gone)
}

// MarshalBinary returns what AppendBinary appends.
func (n Outcomes) MarshalBinary() ([]byte, error) { return n.AppendBinary(nil) }

// UnmarshalBinary reads what AppendBinary appended, and that alone. The error is
// [ErrEncoding].
func (n *Outcomes) UnmarshalBinary(b []byte) error { return decode(n, b, (*decoder).outcomes) }

// outcomes reads counts.
func (d *decoder) outcomes() Outcomes {
	return Outcomes{d.int(), d.int(), d.int(), d.int(), d.int(), d.int()}
}

// AppendBinary appends the movement to bytes, as that of [Sum] does: what it is told from.
func (x Movement) AppendBinary(b []byte) ([]byte, error) {
	for _, s := range [...]Sum{x.Before, x.After, x.Entered, x.Left, x.before, x.after, x.year, x.yearBefore} {
		b = s.append(b)
	}
	b = appendInts(x.Terms.append(b), x.was, x.is)
	b = binary.LittleEndian.AppendUint64(b, math.Float64bits(x.Level))
	return x.drift.append(b), nil
}

// MarshalBinary returns what AppendBinary appends.
func (x Movement) MarshalBinary() ([]byte, error) { return x.AppendBinary(nil) }

// UnmarshalBinary reads what AppendBinary appended, and that alone. The error is
// [ErrEncoding].
func (x *Movement) UnmarshalBinary(b []byte) error {
	return decode(x, b, func(d *decoder) (x Movement) {
		for _, s := range [...]*Sum{&x.Before, &x.After, &x.Entered, &x.Left, &x.before, &x.after, &x.year, &x.yearBefore} {
			*s = d.sum()
		}
		x.Terms, x.was, x.is = d.outcomes(), d.int(), d.int()
		x.Level = math.Float64frombits(d.fixed64())
		x.drift = d.drift()
		if x.was != 0 || x.is != 0 {
			x.fill()
		}
		return x
	})
}
