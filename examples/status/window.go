package main

import (
	"cmp"
	"encoding/binary"
	"slices"

	"github.com/needscape/needscape/demand"
)

// A window is the months that are added up, in order: not all between the first and the
// last need be there.
type window []demand.Month

// window returns the months that most entries have; of equal ones the most months, and
// the latest. Undated is whether there are months without dates.
func (a *answer) window() (w window, undated bool) {
	counts := map[string]int{}
	var key []byte
	for i := range a.report.Terms {
		s := a.report.Terms[i].Series
		if s.Known() > 0 && !s.Dated() {
			undated = true
		}
		key = key[:0]
		for _, m := range monthsOf(s) {
			key = binary.BigEndian.AppendUint32(key, uint32(m))
		}
		if len(key) > 0 {
			counts[string(key)]++
		}
	}
	best := ""
	for k, n := range counts {
		if cmp.Or(cmp.Compare(n, counts[best]), cmp.Compare(len(k), len(best)), cmp.Compare(k, best)) > 0 {
			best = k
		}
	}
	for at := 0; at < len(best); at += 4 {
		w = append(w, demand.Month(binary.BigEndian.Uint32([]byte(best[at:]))))
	}
	return w, undated
}

// monthsOf returns the months of a series that have a number of searches.
func monthsOf(s demand.Series) (w window) {
	if !s.Dated() {
		return nil
	}
	for i := range s.Counts {
		if m := s.First + demand.Month(i); s.At(m).Known() {
			w = append(w, m)
		}
	}
	return w
}

// covered reports whether a term has a number in each of the months, and so have those of
// its variants that count and have months.
func (w window) covered(t *demand.Term) bool {
	if !w.in(t.Series) {
		return false
	}
	for i := range t.Variants {
		v := &t.Variants[i]
		if (v.Counted == demand.Added || v.Counted == demand.Either) && v.Series.Known() > 0 && !w.in(v.Series) {
			return false
		}
	}
	return true
}

// in reports whether a series has a number in each of the months.
func (w window) in(s demand.Series) bool {
	return s.Dated() && !slices.ContainsFunc(w, func(m demand.Month) bool { return !s.At(m).Known() })
}

// of returns the months of the window from the first to the last, those between that are
// not in it with nothing.
func (w window) of(all demand.Months) demand.Months {
	out := demand.Months{First: w[0], Sums: make([]demand.Sum, w[len(w)-1]-w[0]+1)}
	for _, m := range w {
		out.Sums[m-w[0]] = all.At(m)
	}
	return out
}

// withMonths returns how many keywords of a term have months.
func withMonths(t *demand.Term) int {
	n := min(1, t.Series.Known())
	for i := range t.Variants {
		n += min(1, t.Variants[i].Series.Known())
	}
	return n
}
