package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/bounds"
	"github.com/needscape/needscape/examples/internal/program"
	"github.com/needscape/needscape/examples/internal/table"
)

// A snapshot is one file.
type snapshot struct {
	demand.Snapshot
	file        string
	first, last demand.Month // of its series; 0 where it has none
	reasons     []string     // for which it is not compared
}

// An answer is what the document is made of.
type answer struct {
	options
	bounds.Scale // of the numbers of a change
	market       *program.Market
	pairing      demand.PairOptions
	snapshots    []*snapshot          // those that are compared, in their order
	refused      []*snapshot          // and the others
	changes      []*demand.Difference // from the first to the last, then from each to the next
	listed       bool                 // only which keywords are listed can be compared
}

// compare compares the markets of the files.
func (a *answer) compare(ctx context.Context, p *program.Program, markets []*demand.Market, files []string) error {
	var all []*snapshot
	var reports []*demand.Report
	for i, m := range markets {
		r, err := m.Report(ctx)
		if err != nil {
			return err
		}
		markets[i] = nil // for large ones to leave the memory
		p.WarnRefused(r.Refused)
		s := &snapshot{Snapshot: demand.Snapshot{Report: r, Tool: a.tool}, file: files[i]}
		s.first, s.last, _ = s.Months()
		s.Last = s.last
		if a.at != nil {
			if s.Last = a.at[i]; s.last != 0 && s.last != s.Last {
				fmt.Fprintf(p.Stderr, "%s: its months end in %s, and not in %s as -at says\n", files[i], s.last, s.Last)
			}
		}
		all, reports = append(all, s), append(reports, r)
	}
	name(all)
	if err := a.choose(all); err != nil {
		return err
	}
	a.pairing = a.market.PairOptions(reports...)
	a.listed = a.lists || a.pairing.CountTerms
	if slices.Contains(a.by, "group") {
		if err := a.group(ctx); err != nil {
			return err
		}
	}
	compared := make([]demand.Snapshot, len(a.snapshots))
	for i, s := range a.snapshots {
		compared[i] = s.Snapshot
	}
	changes, err := demand.History(ctx, compared, demand.DiffOptions{Analyzer: a.market.Analyzer, Pair: a.pairing, ListsOnly: a.lists, Level: level})
	if err != nil {
		return err
	}
	if n := len(changes) - 1; n > 0 {
		changes = slices.Insert(changes[:n:n], 0, changes[n])
	}
	a.changes = changes
	return nil
}

// name gives each snapshot a name of its own: its month, its file, or both.
func name(all []*snapshot) {
	count := func(of func(*snapshot) string) map[string]int {
		n := map[string]int{}
		for _, s := range all {
			n[of(s)]++
		}
		return n
	}
	base := func(s *snapshot) string { return filepath.Base(s.file) }
	month := func(s *snapshot) string {
		if s.Last == 0 {
			return ""
		}
		return s.Last.String()
	}
	months, bases := count(month), count(base)
	for i, s := range all {
		file := s.file
		if file == "-" {
			file = "stdin"
		} else if bases[base(s)] == 1 {
			file = base(s)
		}
		switch m := month(s); {
		case m == "":
			s.Name = file
		case months[m] == 1:
			s.Name = m
		default:
			s.Name = m + " " + file
		}
		for k := range all[:i] {
			if all[k].Name == s.Name {
				s.Name += fmt.Sprintf(" (file %d)", i+1)
				break
			}
		}
	}
}

// choose finds the most snapshots that can be compared with one another, of several such
// sets the one of the earliest argument, and puts them in order.
func (a *answer) choose(all []*snapshot) error {
	var sets [][]*snapshot
	for _, s := range all {
		at := slices.IndexFunc(sets, func(set []*snapshot) bool {
			_, err := demand.Comparable(set[0].Snapshot, s.Snapshot)
			return a.lists || err == nil
		})
		if at < 0 {
			at, sets = len(sets), append(sets, nil)
		}
		sets[at] = append(sets[at], s)
	}
	best := sets[0]
	for _, set := range sets {
		if len(set) > len(best) {
			best = set
		}
	}
	var failed []string
	for _, s := range all {
		if slices.Contains(best, s) {
			continue
		}
		_, err := demand.Comparable(best[0].Snapshot, s.Snapshot)
		var not *demand.CompareError
		if errors.As(err, &not) {
			for _, r := range not.Reasons {
				s.reasons = append(s.reasons, r.Error())
			}
			failed = append(failed, fmt.Sprintf("%s is not compared with %s: %s", s.Name, best[0].Name, strings.Join(s.reasons, "; ")))
		}
		a.refused = append(a.refused, s)
	}
	if len(best) < 2 {
		return fmt.Errorf("track: no two snapshots can be compared\n%s", strings.Join(failed, "\n"))
	}
	if !slices.ContainsFunc(best, func(s *snapshot) bool { return s.Last == 0 }) {
		slices.SortStableFunc(best, func(a, b *snapshot) int { return cmp.Compare(a.Last, b.Last) })
	}
	a.snapshots = best
	return nil
}

// scale is that of the numbers of a snapshot.
func (a *answer) scale(s *snapshot) bounds.Scale { return bounds.Scale(s.Report.Period.Factor(a.per)) }

// snapshotEntry is a file that was read.
type snapshotEntry struct {
	Name     string   `json:"name"`
	File     string   `json:"file"`
	Tools    []string `json:"tools"`
	Measure  string   `json:"measure"`
	At       string   `json:"at,omitempty"`    // up to which month it measures
	First    string   `json:"first,omitempty"` // of its months
	Last     string   `json:"last,omitempty"`
	Rows     int      `json:"rows"`
	Refused  int      `json:"refused"`
	Keywords int      `json:"keywords"`
	Entries  int      `json:"entries"` // sets of close variants
	Total    amount   `json:"total"`
	Compared bool     `json:"compared"`
	Reasons  []string `json:"reasons,omitempty"`
	Notes    []string `json:"notes,omitempty"` // of its reader
}

func (a *answer) entry(s *snapshot) snapshotEntry {
	n := s.Report.Totals
	e := snapshotEntry{Name: s.Name, File: s.file, Measure: s.Report.Measure.String(), Rows: n.Rows, Refused: n.Refused, Keywords: n.Keywords, Entries: n.Terms,
		Compared: len(s.reasons) == 0, Reasons: s.reasons, Tools: []string{}}
	if s.Last != 0 {
		e.At = s.Last.String()
	}
	if s.first != 0 {
		e.First, e.Last = s.first.String(), s.last.String()
	}
	for _, x := range s.Report.Sources {
		e.Tools = append(e.Tools, x.Format)
		e.Notes = append(e.Notes, x.Notes...)
	}
	slices.Sort(e.Tools)
	e.Tools = slices.Compact(e.Tools)
	if a.adds(s.Report.Measure) {
		var total demand.Sum
		for i := range s.Report.Terms {
			total.Add(s.Report.Terms[i].Volume)
		}
		e.Total = amountOf(a.scale(s), total)
	}
	return e
}

// months says which months a snapshot has.
func (e *snapshotEntry) months() string {
	switch {
	case e.First == "" && e.At == "":
		return "not said"
	case e.First == "":
		return "to " + e.At
	case e.First == e.Last:
		return e.First
	}
	return e.First + " to " + e.Last
}

func (d *document) writeSnapshots(p *page) {
	var t table.Table
	t.Row("SNAPSHOT", "file", "tool", "months", table.Right("rows"), table.Right("refused"), table.Right("keywords"), table.Right("entries"), table.Right(d.unit()), table.Right("likely (95 %)"))
	refused := 0
	for _, s := range d.Snapshots {
		if !s.Compared {
			refused++
			continue
		}
		skipped := ""
		if s.Refused > 0 {
			skipped = count(s.Refused)
		}
		file := filepath.Base(s.File)
		if file == s.Name {
			file = ""
		}
		t.Row(clip(s.Name), clip(file), strings.Join(s.Tools, ", "), s.months(), table.Right(count(s.Rows)), table.Right(skipped), table.Right(count(s.Keywords)), table.Right(count(s.Entries)),
			table.Right(orNothing(s.Total.Interval)), table.Right(orNothing(s.Total.Likely)))
	}
	t.DropEmpty()
	p.table(&t)
	if refused > 0 {
		p.line("")
		p.line("NOT COMPARED")
	}
	for _, s := range d.Snapshots {
		if !s.Compared {
			p.wrap("  "+s.Name+": ", strings.Join(s.Reasons, "; "))
		}
	}
	if notes := d.Changes[0].Notes; len(notes) > 0 {
		p.line("")
		p.line("WHAT IS DOUBTFUL")
		for _, note := range notes {
			p.wrap("  - ", note)
		}
	}
}
