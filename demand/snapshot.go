package demand

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// A Snapshot is a market as it was measured at one time. The zero Snapshot is an empty
// list at a time that is not known.
type Snapshot struct {
	Report *Report

	// Last is the last month that the snapshot measures. 0 is the last month of its
	// series; without any, its time is not known.
	Last Month

	// Name is what messages call it. "" is its month or, without one, its first file.
	Name string

	// Tool says whose numbers it has, where a caller knows that better than the formats
	// of its sources. "" is what these say.
	Tool string

	// Group returns the name of the group in which a term of the report is, "" for none.
	// The same name at two times is the same group. Nil is no groups.
	Group func(*Term) string
}

// terms returns the terms of the report.
func (s *Snapshot) terms() []Term {
	if s.Report == nil {
		return nil
	}
	return s.Report.Terms
}

// sources returns the sources of the report.
func (s *Snapshot) sources() []Source {
	if s.Report == nil {
		return nil
	}
	return s.Report.Sources
}

// measure returns what the numbers count; that of an empty list is what its source says.
func (s *Snapshot) measure() (Measure, Period) {
	switch {
	case s.Report == nil:
		return 0, 0
	case len(s.Report.Terms) == 0 && len(s.Report.Sources) > 0:
		return s.Report.Sources[0].Measure, s.Report.Sources[0].Period
	}
	return s.Report.Measure, s.Report.Period
}

// Months returns the first and the last month of which any series says something; ok is
// false where no series has dates. Time is linear in the terms.
func (s *Snapshot) Months() (first, last Month, ok bool) {
	terms := s.terms()
	for i := range terms {
		series := &terms[i].Series
		from, to := 0, len(series.Counts)
		for from < to && series.Counts[from] == NoCount {
			from++
		}
		for from < to && series.Counts[to-1] == NoCount {
			to--
		}
		if from == to || series.First == 0 {
			continue // without months, or without dates
		}
		a, b := series.First+Month(from), series.First+Month(to-1)
		if !ok {
			first, last, ok = a, b, true
		}
		first, last = min(first, a), max(last, b)
	}
	return first, last, ok
}

// time returns the last month that the snapshot measures, 0 where that is not known.
func (s *Snapshot) time() Month {
	if s.Last != 0 {
		return s.Last
	}
	if _, last, ok := s.Months(); ok {
		return last
	}
	return 0
}

// title is what messages call the snapshot, at its place.
func (s *Snapshot) title(otherwise string) string {
	switch t := s.time(); {
	case s.Name != "":
		return s.Name
	case t != 0:
		return t.String()
	case len(s.sources()) > 0 && s.sources()[0].File != "":
		return s.sources()[0].File
	}
	return otherwise
}

// cut reports whether one of its sources was cut off by its tool.
func (s *Snapshot) cut() bool {
	return slices.ContainsFunc(s.sources(), func(x Source) bool { return x.Cut })
}

// History returns what changed from each of two or more snapshots to the next, and, of
// more than two, last what changed from the first to the last. They are put in the order
// of their times where all have one, and else stay in the order in which they are given.
func History(ctx context.Context, snapshots []Snapshot, opt DiffOptions) ([]*Difference, error) {
	if len(snapshots) < 2 {
		return nil, fmt.Errorf("demand: %d snapshots: a change is between two", len(snapshots))
	}
	order := slices.Clone(snapshots)
	if !slices.ContainsFunc(order, func(s Snapshot) bool { return s.time() == 0 }) {
		slices.SortStableFunc(order, func(a, b Snapshot) int { return cmp.Compare(a.time(), b.time()) })
	}
	if opt.Analyzer != nil && opt.Pair.Name == nil {
		reports := make([]*Report, 0, len(order))
		for i := range order {
			if order[i].Report != nil {
				reports = append(reports, order[i].Report)
			}
		}
		opt.Pair.Name = Names(opt.Analyzer, reports...)
	}
	var out []*Difference
	step := func(from, to Snapshot) error {
		d, err := Diff(ctx, from, to, opt)
		out = append(out, d)
		return err
	}
	for i := range order[1:] {
		if err := step(order[i], order[i+1]); err != nil {
			return nil, err
		}
	}
	if len(order) > 2 {
		if err := step(order[0], order[len(order)-1]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// A window is the months of which the volumes of a snapshot are the average. The zero
// window is one that is not known.
type window struct {
	first  Month
	months int
}

// end is the month after the window.
func (w window) end() Month { return w.first + Month(w.months) }

// has reports whether a month is in the window.
func (w window) has(m Month) bool { return w.first <= m && m < w.end() }

// usualMonths are those of which tools publish the average: the last twelve
// (https://support.google.com/google-ads/answer/3022575, unless another range is asked for).
const usualMonths = 12

// window tells of which months the volumes are the average, by the volumes themselves:
// all months of the series or the last twelve, whichever more of them fit, and the last
// twelve where that is the same. It is not known where fewer than nine in ten fit; of
// those that can be tried, fit says how many do. Of a public export of Keyword Planner over
// 17 months all 184 terms fit all months, and 162 the last twelve; of two of Ahrefs
// Keywords Explorer 3 of 22 fit the last twelve.
func (s *Snapshot) window() (w window, fit, tried int) {
	first, last, ok := s.Months()
	if !ok {
		return window{}, 0, 0
	}
	n := int(last-first) + 1
	var best window
	for _, months := range slices.Compact([]int{min(n, usualMonths), n}) {
		w := window{last - Month(months) + 1, months}
		fits, of := 0, 0
		for i := range s.terms() {
			t := &s.terms()[i]
			mean := w.mean(t.Series)
			if !mean.Known() || !t.Said.Known() {
				continue
			}
			of++
			if t.Said.Low <= mean.High && mean.Low <= t.Said.High {
				fits++
			}
		}
		if fits > fit {
			best, fit = w, fits
		}
		tried = max(tried, of)
	}
	if fit*10 < tried*9 {
		return window{}, fit, tried
	}
	return best, fit, tried
}

// mean returns the average of the months of a series, where each of them is known.
func (w window) mean(s Series) Volume {
	var all mean
	for i := range w.months {
		all.add(s.At(w.first + Month(i)))
	}
	return all.volume()
}
