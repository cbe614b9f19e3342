package demand

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Reasons for which snapshots are not compared, beside [ErrMeasure].
var (
	// ErrTool: the numbers are of different tools, which estimate the same thing by
	// models of their own and differ by more than markets do.
	ErrTool = errors.New("numbers of different tools cannot be compared")
	// ErrScale: an index of one export is on another scale than that of the next.
	ErrScale = errors.New("each export of an index is a share of its own largest value")
)

// A CompareError tells why two snapshots are not compared.
type CompareError struct {
	Before, After string  // what they are called
	Reasons       []error // each of them [ErrMeasure], [ErrTool] or [ErrScale] with what there is
}

// Error lists the reasons.
func (e *CompareError) Error() string {
	all := make([]string, len(e.Reasons))
	for i, r := range e.Reasons {
		all[i] = r.Error()
	}
	return fmt.Sprintf("demand: %s and %s: %s", e.Before, e.After, strings.Join(all, "; "))
}

// Unwrap returns the reasons.
func (e *CompareError) Unwrap() []error { return e.Reasons }

// Comparable tells whether the volumes of two snapshots can be compared. It returns a
// [*CompareError] with all reasons against, or else the doubts that stay, each a sentence.
//
// Refused are different measures, an index (each export of which is scaled to its own
// largest value), and different tools. The tools of a snapshot are those of its sources,
// or [Snapshot.Tool]: all reports of Semrush, or of Ahrefs, show the volumes of one
// database; of any other tool the formats must be the same. A table of unknown origin is
// not known to be of the tool of another. For which country, language or network a tool was
// asked, exports do not say, and so the caller must.
func Comparable(before, after Snapshot) (notes []string, err error) {
	if before.Report == nil || after.Report == nil {
		return nil, nil
	}
	b, _ := before.measure()
	a, _ := after.measure()
	e := &CompareError{Before: before.title("the first"), After: after.title("the second")}
	refuse := func(this, that string, why error) {
		e.Reasons = append(e.Reasons, fmt.Errorf("%s and %s: %w", this, that, why))
	}
	if b != a {
		refuse(b.String(), a.String(), ErrMeasure)
	} else if a == Index {
		refuse("an index", "another", ErrScale)
	}
	was, is := before.tools(), after.tools()
	if len(was) > 0 && len(is) > 0 && !slices.Equal(was, is) {
		refuse(strings.Join(was, " with "), strings.Join(is, " with "), ErrTool)
	}
	if len(e.Reasons) > 0 {
		return nil, e
	}
	return doubts(&before, &after, was, is), nil
}

// tools returns whose numbers a snapshot has, in order.
func (s *Snapshot) tools() []string {
	if s.Tool != "" {
		return []string{s.Tool}
	}
	var tools []string
	for _, x := range s.sources() {
		tool := x.Format
		for _, family := range []string{"Semrush", "Ahrefs"} {
			if strings.HasPrefix(tool, family+" ") {
				tool = family
			}
		}
		if tool != "" {
			tools = append(tools, tool)
		}
	}
	slices.Sort(tools)
	return slices.Compact(tools)
}

// doubts lists what may be wrong with a comparison that is not refused.
func doubts(before, after *Snapshot, was, is []string) (notes []string) {
	note := func(format string, args ...any) { notes = append(notes, fmt.Sprintf(format, args...)) }
	b, a := before.Report, after.Report
	switch from, to := before.time(), after.time(); {
	case from == 0 || to == 0:
		note("the time of one is not known: they are compared in the order in which they are given")
	case from == to:
		note("both measure up to %s: what differs is the list or the tool, and not the market", from)
	case from > to:
		note("the first is the later one: the changes are those backwards in time")
	}
	if len(was) == 0 || len(is) == 0 {
		note("it is not known of which tool the numbers are")
	} else if slices.ContainsFunc(is, func(t string) bool { return t == "table" || strings.HasPrefix(t, "table ") || t == "list" }) {
		note("the tool of a table is not known: that both are of one is taken from the caller")
	}
	_, from := before.measure()
	if _, to := after.measure(); from != to {
		note("the first counts a %s and the second a %s: the first is converted, and months decide nothing", from, to)
	}
	if from, to := readings(b), readings(a); from != to {
		note("the first prints %s and the second %s: only changes beyond the coarser of them can be told", from, to)
	}
	if m, _ := after.measure(); m == Impressions || m == Clicks {
		note("%s are those of one site in the time of an export: that both are of the same site, and of as long a time, cannot be known", m)
	}
	if slices.ContainsFunc(slices.Concat(b.Sources, a.Sources), func(s Source) bool { return s.Lumping == Lumps }) {
		note("the tool counts close variants together, and which ones changes over time")
	}
	for _, s := range []*Snapshot{before, after} {
		if s.cut() {
			note("the list of %s was cut off by its tool: a keyword that is missing may have been below the cut", s.title("one"))
		}
		switch n := s.Report.Totals.Refused; {
		case n == 1:
			note("a row of %s was refused: its keyword is missing from its list", s.title("one"))
		case n > 1:
			note("%d rows of %s were refused: their keywords are missing from its list", n, s.title("one"))
		}
	}
	return notes
}

// readings says how the numbers of most terms are to be understood.
func readings(r *Report) string {
	var counts [Range + 1]int
	for i := range r.Terms {
		counts[min(r.Terms[i].Said.Reading, Range)]++
	}
	counts[Unknown] = 0
	most := Unknown
	for reading, n := range counts {
		if n > counts[most] {
			most = Reading(reading)
		}
	}
	return [...]string{"no numbers", "counts", "rounded numbers", "buckets", "ranges"}[most]
}
