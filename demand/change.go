package demand

import (
	"fmt"
	"math"
)

// A Verdict is what became of a demand.
type Verdict uint8

const (
	// NotCompared: of one of the times nothing is known that could be compared.
	NotCompared Verdict = iota
	// NoChange: no measurable change; what changed, if anything, is smaller than the
	// bounds of what was measured.
	NoChange
	// Grown: it has more searches, whatever the numbers mean.
	Grown
	// Shrunk: it has fewer, whatever the numbers mean.
	Shrunk
	// New: it is in the later list only. [Change.Basis] says what is known of the market.
	New
	// Gone: it is in the earlier list only.
	Gone
)

var verdictNames = [...]string{"not compared", "no measurable change", "grown", "shrunk", "new", "gone"}

// String returns "not compared", "no measurable change", "grown", "shrunk", "new" or "gone".
func (v Verdict) String() string {
	if int(v) < len(verdictNames) {
		return verdictNames[v]
	}
	return fmt.Sprintf("Verdict(%d)", uint8(v))
}

// A Basis is the evidence that decided a verdict.
type Basis uint8

const (
	// OnNothing: one of the two numbers is unknown.
	OnNothing Basis = iota
	// OnNumbers: the printed numbers.
	OnNumbers
	// OnMonths: the months, too. Two averages of twelve months share those of both
	// snapshots, which print them the same; only the others can have changed the average.
	OnMonths
	// OnVariants: the lists have different close variants of it, and counts of these are
	// not compared.
	OnVariants
	// OnList: it is in one list only, and nothing more is known.
	OnList
	// OnCutList: it is missing from a list that its tool cut off, and may have been below
	// the cut.
	OnCutList
	// OnSearched: it is new in the list, or gone from it, and not in the market: the
	// months of the list that has it show searches at the time of the other.
	OnSearched
	// OnUnsearched: it is new or gone in the market, too: those months show none.
	OnUnsearched
)

var basisNames = [...]string{
	"of one time nothing is known", "by the printed numbers", "by the months that only one of them has", "the lists have different close variants",
	"in one list only", "missing from a list that was cut off", "in one list only, but searched at the time of the other", "not searched at the time of the other",
}

// String says it in words.
func (b Basis) String() string {
	if int(b) < len(basisNames) {
		return basisNames[b]
	}
	return fmt.Sprintf("Basis(%d)", uint8(b))
}

// A Shift is by how many searches a period a demand changed, as an interval; below 0 are
// fewer. A bound that there is not is infinite. The zero Shift is one that cannot be told.
type Shift struct {
	Low, High float64
	Known     bool
}

// A Change is what became of one demand: of a set of close variants.
type Change struct {
	*Term            // of the later list with the most demand, or of the earlier one where it is gone
	From, To []*Term // the terms of either list that are this demand; several where the lists merge differently

	// Before and After are what the lists say of all its close variants that they have.
	// Where it is in one list only, the other is what the months of that list say of the
	// time of the other, or unknown.
	Before, After Volume

	Verdict Verdict
	Basis   Basis

	// Shift and Rate, as a fraction of Before, are of the keywords that are in both
	// lists. They may be known of what is new or gone: by its months.
	Shift Shift
	Rate  Fraction

	// Year is by which fraction the months that are later than the earlier snapshot
	// changed against the same months a year before, as far as both are known.
	Year Fraction

	// Revised is whether the later list prints other numbers for months of both, so that
	// its tool has changed its mind about the past. Then they are not the same searches.
	Revised bool

	// Was and Is are its places within its role among the terms of both lists.
	Was, Is Place

	sure int64 // by how many twelfths of a search it changed at least
}

// A Place is the first and the last place, from 1, that something can have, as far as
// volumes decide it; both are 0 where it is not known.
type Place struct{ Best, Worst int }

// twelfths of a search are the unit in which changes are added up: those by which an
// average of twelve months changes.
const twelfths = 12

// endless stands for a bound that there is not.
const endless = math.MaxInt64

// measured is what one list says of a demand.
type measured struct {
	volume    Volume
	low, high []int64 // of each month of the window; low is less than 0 where it is not known
	known     bool    // each month is
	slack     int64   // twelfths by which the average may lie beyond the bounds of volume
}

// comparison compares demands of two lists.
type comparison struct {
	*identities
	measure   Measure
	from, to  Period // of the volumes; changes are in that of the later
	was, is   window // of which months volumes are the average
	cutWas    bool   // the earlier list was cut off
	cutIs     bool   // the later one
	listsOnly bool   // volumes are not compared
	bothLump  bool   // both tools count close variants together

	before, after measured // used again
}

// measureOf adds up what one list says of the keywords that are in both lists, or of all.
func (c *comparison) measureOf(m *measured, terms []*Term, all bool, w window, in Period) {
	m.reset(w)
	if c.listsOnly || len(terms) == 0 {
		return
	}
	if t := terms[0]; len(terms) == 1 && all {
		m.volume = t.Volume
		m.add(t.Said, t.Series, Added, w)
		for i := range t.Variants {
			m.add(t.Variants[i].Volume, t.Variants[i].Series, t.Variants[i].Counted, w)
		}
	} else {
		sum := total{measure: c.measure}
		for _, t := range terms {
			for k := range 1 + len(t.Variants) {
				if !all && !c.shares(t.keyword(k)) {
					continue
				}
				e := &entry{volume: t.Said, series: t.Series}
				if k > 0 {
					e.volume, e.series = t.Variants[k-1].Volume, t.Variants[k-1].Series
				}
				counted, _ := sum.add(e)
				m.add(e.volume, e.series, counted, w)
			}
		}
		m.volume = sum.volume()
	}
	m.volume = m.volume.in(in, c.to)
	m.known = m.known && m.volume.Known() && w.months > 0 && c.from == c.to
}

// reset empties what was measured.
func (m *measured) reset(w window) {
	m.volume, m.known, m.slack = Volume{}, true, 0
	m.low, m.high = append(m.low[:0], make([]int64, w.months)...), append(m.high[:0], make([]int64, w.months)...)
}

// add adds the months of one keyword as they count. An average that is printed as a
// whole number may be half a search more or less; the bounds of the ladder have that in
// them, but for the lowest.
func (m *measured) add(v Volume, s Series, counted Counted, w window) {
	if counted == Once || counted == Uncounted {
		return
	}
	if v.Reading != Rounded || v.Low == 0 {
		m.slack += twelfths / 2
	}
	for i := range w.months {
		v := s.At(w.first + Month(i))
		if !v.Known() || counted == Either || m.low[i] < 0 {
			m.low[i], m.known = -1, false
			continue
		}
		m.low[i] = plus(m.low[i], min(v.Low, MaxSearches))
		m.high[i] = plus(m.high[i], min(v.High, MaxSearches))
	}
}

// average returns the volume as the bounds of an average, outwards in whole searches.
func (m *measured) average() Volume {
	v := m.volume
	if !m.known || m.slack == 0 {
		return v
	}
	slack := (m.slack + twelfths - 1) / twelfths
	return Between(max(v.Low-slack, 0), plus(v.High, slack))
}

// A move is a change in twelfths of a search.
type move struct {
	known     bool
	low, high int64 // hard bounds; -endless and endless where there is none

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
	m := move{known: true, low: -endless, high: endless}
	slack := int64(0)
	if c.measure == Searches && b.known && a.known {
		slack = b.slack + a.slack
	}
	if b.volume.High <= MaxSearches {
		m.low = twelfths*(min(a.volume.Low, MaxSearches)-b.volume.High) - slack
	}
	if a.volume.High <= MaxSearches {
		m.high = twelfths*(a.volume.High-min(b.volume.Low, MaxSearches)) + slack
	}
	m.likelyLow, m.likelyHigh = m.low, m.high
	m.up, m.down = leans(b.volume.Low, b.volume.High, a.volume.Low, a.volume.High)
	c.months(&m)
	c.yearOf(&m)
	return m
}

// leans returns by how many sixteenths of a search the mean of a change may lie above and
// below its middle. What lies within the same bounds twice leans the same way twice,
// unless nothing bounds it from below.
func leans(low, high, laterLow, laterHigh int64) (up, down int64) {
	if low == laterLow && high == laterHigh && low > 0 {
		return 0, 0
	}
	return spreadOf(low, high).lean, spreadOf(laterLow, laterHigh).lean
}

// months narrows the bounds of a change by the months of both averages. Months of both
// that are printed the same are the same searches, and cancel.
func (c *comparison) months(m *move) {
	b, a := &c.before, &c.after
	for i := range c.is.months { // months of both
		k := int(c.is.first-c.was.first) + i
		if k < 0 || k >= c.was.months || a.low[i] < 0 || b.low[k] < 0 {
			continue
		}
		m.revised = m.revised || a.low[i] != b.low[k] || a.high[i] != b.high[k]
	}
	if !b.known || !a.known || c.was.months != c.is.months {
		return
	}
	n := int64(c.is.months)
	low, high, up, down := int64(0), int64(0), int64(0), int64(0)
	for i := range c.is.months {
		was, is := c.was.first+Month(i), c.is.first+Month(i)
		if m.revised || !c.is.has(was) {
			low, high = low-b.high[i], high-b.low[i]
			up += spreadOf(b.low[i], b.high[i]).lean
		}
		if m.revised || !c.was.has(is) {
			low, high = low+a.low[i], high+a.high[i]
			down += spreadOf(a.low[i], a.high[i]).lean
		}
	}
	low, high = floorOf(twelfths*low, n), -floorOf(-twelfths*high, n)
	if low > m.high || high < m.low {
		return // the months are not those of the average
	}
	if high-low < m.likelyHigh-m.likelyLow || m.high == endless || m.low == -endless {
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

// verdict tells what the bounds of a change decide.
func (m *move) verdict() Verdict {
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
	if low > -endless {
		s.Low = float64(low) / twelfths
	}
	if high < endless {
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
	f := Fraction{ratio(to.Low, from.High) - 1, math.Inf(1), true}
	if to.High != Unbounded {
		f.High = ratio(to.High, from.Low) - 1
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
