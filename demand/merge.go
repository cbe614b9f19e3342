package demand

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Merge adds all that is in another market, as if its rows had been read here. Markets of
// the parts of a file, however it was split, merge in any order to one that has the same
// [Market.AppendBinary], and after [Market.Learn] or without it the same [Market.Report],
// as that of the whole file. The other market stays as it is; its classifier does not
// matter.
//
// Sources with the same file, format and meaning become one: their rows add up, and their
// rules and notes are united. After it sources and refused rows stand in the order of
// their files and lines, as no other would be the same from all sides.
//
// The error is [ErrMeasure], and nothing is merged, where both have rows that count
// different things. Where one counts by the day and the other by the month, the result is
// by the month, and numbers are rounded to whole ones in each keyword, so that it can
// depend on the order of several such merges by half a search for each. Time is O(n log n)
// in the number of sources and refused rows and linear in that of the other's keywords.
func (m *Market) Merge(other *Market) error {
	switch {
	case other.totals.Rows == 0:
	case m.totals.Rows == 0:
		m.measure, m.period = other.measure, other.period
	case m.measure != other.measure:
		return fmt.Errorf("demand: %w: one market counts %s, the other %s", ErrMeasure, m.measure, other.measure)
	case m.period != other.period:
		m.convert(PerMonth)
	}
	from := *other
	for i := range from.keywords {
		e := from.keywords[i]
		e.in(from.period, m.period)
		m.totals.In += e.sum
		m.add(e)
	}
	lost := convert(from.totals.Lost, from.period, m.period)
	m.totals.Rows += from.totals.Rows
	m.totals.Refused += from.totals.Refused
	m.totals.In += lost
	m.totals.Lost += lost
	m.sources = united(append(m.sources, from.sources...))
	m.refused = append(m.refused, from.refused...)
	slices.SortStableFunc(m.refused, byPlace)
	return nil
}

// convert makes the numbers of the market those of a period.
func (m *Market) convert(to Period) {
	m.totals.Lost = convert(m.totals.Lost, m.period, to)
	m.totals.In = m.totals.Lost
	for i := range m.keywords {
		m.keywords[i].in(m.period, to)
		m.totals.In += m.keywords[i].sum
	}
	m.period = to
}

// united returns sources in the order of their files, those that are parts of one as one.
func united(sources []Source) []Source {
	sources = slices.Clone(sources)
	slices.SortStableFunc(sources, byFile)
	out := sources[:0]
	for _, s := range sources {
		if len(out) == 0 || byFile(out[len(out)-1], s) != 0 {
			out = append(out, s)
			continue
		}
		whole := &out[len(out)-1]
		whole.Rows += s.Rows
		whole.Refused += s.Refused
		whole.Rules = unitedTexts(whole.Rules, s.Rules)
		whole.Notes = unitedTexts(whole.Notes, s.Notes)
	}
	return out
}

// unitedTexts returns the notes of two parts of a source: as they stand where both have the
// same; where they differ, all of them in alphabetical order.
func unitedTexts(a, b []string) []string {
	if slices.Equal(a, b) {
		return a
	}
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

// byFile orders sources by what they are. Parts of one are equal.
func byFile(a, b Source) int {
	return cmp.Or(
		strings.Compare(a.File, b.File),
		strings.Compare(a.Format, b.Format),
		cmp.Compare(a.Measure, b.Measure),
		cmp.Compare(a.Period, b.Period),
		cmp.Compare(a.Lumping, b.Lumping),
	)
}
