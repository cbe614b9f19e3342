package main

import (
	"bufio"
	"encoding/csv"
	"strconv"
	"strings"

	"github.com/needscape/needscape/examples/internal/bounds"
	"github.com/needscape/needscape/examples/internal/table"
)

// columns are those of the CSV.
var columns = strings.Split("step,from,to,kind,name,need,role,stage,outcome,likely_outcome,unit,before_low,before_high,after_low,after_high,"+
	"change_low,change_high,likely_low,likely_high,rate_low,rate_high,likely_rate_low,likely_rate_high,year_low,year_high,"+
	"place_before_best,place_before_worst,place_after_best,place_after_worst,new,gone,grown,shrunk,same,not_compared,note", ",")

// A line is one of the CSV.
type line struct {
	kind, name, need, role, stage, outcome, likely, unit        string
	before, after, change, likelyChange, rate, likelyRate, year bounds.Interval
	was, is                                                     *placeEntry
	entries                                                     *entriesEntry
	note                                                        string
}

// lines are the CSV.
type lines struct {
	out            *csv.Writer
	step, from, to string
	cells          []string
}

func (l *lines) add(x line) {
	l.cells = append(l.cells[:0], l.step, table.Cell(l.from), table.Cell(l.to), x.kind, table.Cell(x.name), table.Cell(x.need), x.role, x.stage, x.outcome, x.likely, x.unit)
	for _, i := range []bounds.Interval{x.before, x.after, x.change, x.likelyChange, x.rate, x.likelyRate, x.year} {
		l.cells = append(l.cells, i.Low.String(), i.High.String())
	}
	for _, p := range []*placeEntry{x.was, x.is} {
		if p == nil {
			l.cells = append(l.cells, "", "")
		} else {
			l.cells = append(l.cells, strconv.Itoa(p.Best), strconv.Itoa(p.Worst))
		}
	}
	if n := x.entries; n == nil {
		l.cells = append(l.cells, "", "", "", "", "", "")
	} else {
		for _, k := range []int{n.New, n.Gone, n.Grown, n.Shrunk, n.Same, n.NotCompared} {
			l.cells = append(l.cells, strconv.Itoa(k))
		}
	}
	l.out.Write(append(l.cells, table.Cell(x.note)))
}

func (d *document) writeCSV(w *bufio.Writer) error {
	l := &lines{out: csv.NewWriter(w)}
	l.out.Write(columns)
	for _, s := range d.Snapshots {
		l.from, l.to = s.Name, ""
		kind, note := "snapshot", s.File+": "+strings.Join(s.Tools, ", ")
		if !s.Compared {
			kind, note = "refused", strings.Join(s.Reasons, "; ")
		}
		l.add(line{kind: kind, name: s.Name, unit: s.Measure + " a " + d.Per, before: s.Total.Interval, note: note})
	}
	for i := range d.Changes {
		c := &d.Changes[i]
		l.step, l.from, l.to = c.Step, c.From, c.To
		c.writeCSV(l, d.unit())
	}
	l.step, l.from, l.to = "", "", ""
	for i := range d.Goals {
		d.Goals[i].writeCSV(l)
	}
	l.out.Flush()
	return l.out.Error()
}

func (c *changeEntry) writeCSV(l *lines, unit string) {
	for _, note := range c.Notes {
		l.add(line{kind: "note", note: note})
	}
	l.add(c.Total.line("total", unit))
	for _, p := range c.Parts {
		for i := range p.Parts {
			l.add(p.Parts[i].line(p.By, unit))
		}
	}
	for _, x := range c.Shares {
		s := line{kind: "share", name: x.Brand, outcome: x.Outcome, likely: x.Likely, unit: "part", before: x.Before, after: x.After, change: x.Change.Interval, likelyChange: x.Change.Likely}
		if x.Need != nil {
			s.need = *x.Need
		}
		l.add(s)
	}
	for i := range c.Keywords {
		x := &c.Keywords[i]
		l.add(line{kind: "keyword", name: x.Keyword, role: x.Role, stage: x.Stage, outcome: x.Outcome, unit: unit, before: x.Before.Interval, after: x.After.Interval,
			change: x.Change, rate: x.Rate, year: x.Year, was: x.Was, is: x.Is, note: x.Basis})
	}
}

// line is that of a movement.
func (e *movementEntry) line(kind, unit string) line {
	return line{kind: kind, name: e.Name, outcome: e.Outcome, likely: e.Likely, unit: unit, before: e.Before.Interval, after: e.After.Interval,
		change: e.Change.Interval, likelyChange: e.Change.Likely, rate: e.Rate.Interval, likelyRate: e.Rate.Likely, year: e.Year, entries: &e.Entries}
}

// writeCSV writes a goal's line for each snapshot and each poll.
func (g *goalEntry) writeCSV(l *lines) {
	for _, x := range g.Searches {
		l.from = x.At
		l.add(line{kind: g.Kind + " by searches", name: g.Of, need: g.Among, outcome: x.Verdict, unit: "part", before: x.Now, rate: x.Done, note: g.title()})
	}
	for _, x := range g.Polls {
		l.from = x.At
		l.add(line{kind: g.Kind + " by poll", name: g.Of, need: g.Among, outcome: x.Verdict, unit: "part", before: x.Now, rate: x.Done, note: g.title() + ": " + x.Poll.text})
	}
	for _, x := range g.Changes {
		l.from, l.to = x.From, x.To
		l.add(line{kind: g.Kind + " by poll", name: g.Of, need: g.Among, outcome: x.Outcome, unit: "part", change: x.Interval, note: g.title()})
	}
	l.from, l.to = "", ""
}
