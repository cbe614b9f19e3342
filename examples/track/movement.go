package main

import (
	"fmt"
	"strings"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/bounds"
	"github.com/needscape/needscape/examples/internal/table"
)

// movementEntry is what became of a part of the market.
type movementEntry struct {
	Name    string          `json:"name,omitempty"`
	Before  amount          `json:"before"` // as the lists have it
	After   amount          `json:"after"`
	Entered amount          `json:"entered"` // with entries that only the later list has in it
	Left    amount          `json:"left"`
	Entries entriesEntry    `json:"entries"`
	Outcome string          `json:"outcome"`
	Likely  string          `json:"likely_outcome"`
	Change  rangeEntry      `json:"change"` // of the entries that both lists have
	Rate    rangeEntry      `json:"rate"`
	Year    bounds.Interval `json:"year"`
}

// rangeEntry is a change in hard bounds and in the likely range.
type rangeEntry struct {
	bounds.Interval
	Likely bounds.Interval `json:"likely"`
}

// entriesEntry are counts of entries by what became of them.
type entriesEntry struct {
	New         int `json:"new"`
	Gone        int `json:"gone"`
	Grown       int `json:"grown"`
	Shrunk      int `json:"shrunk"`
	Same        int `json:"no_measurable_change"`
	NotCompared int `json:"not_compared"`
}

func (e entriesEntry) sum() int { return e.New + e.Gone + e.Grown + e.Shrunk + e.Same + e.NotCompared }

func (a *answer) movement(name string, x demand.Movement) movementEntry {
	n := x.Terms
	e := movementEntry{Name: name, Before: a.amount(x.Before), After: a.amount(x.After), Entered: a.amount(x.Entered), Left: a.amount(x.Left),
		Entries: entriesEntry{n.New, n.Gone, n.Grown, n.Shrunk, n.NoChange, n.NotCompared}, Outcome: x.Outcome.String(), Likely: x.Likely.String(),
		Change: rangeEntry{a.Shift(x.Shift), a.Shift(x.LikelyShift)}, Rate: rangeEntry{part(x.Rate), part(x.LikelyRate)}, Year: part(x.Year)}
	switch e.Entries.sum() { // what is not in a list is not zero
	case 0:
		e.Before, e.After = amount{}, amount{}
	case n.New:
		e.Before = amount{}
	case n.Gone:
		e.After = amount{}
	}
	return e
}

// part returns the bounds of a fraction, which may have none.
func part(f demand.Fraction) bounds.Interval { return bounds.Within(f.Low, f.High, 4, f.Known) }

// verdict is what bounds decide, or else the likely range.
func verdict(outcome, likely string) string {
	if same := demand.NoChange.String(); outcome == same && likely != same {
		return "likely " + likely
	}
	return outcome
}

func (e *movementEntry) verdict() string {
	switch n := e.Entries; {
	case n.sum() == 0:
		return "nothing in either list"
	case n.New > 0 && n.Gone > 0 && n.New+n.Gone == n.sum():
		return "nothing in both lists"
	}
	return verdict(e.Outcome, e.Likely)
}

// summary says in words what changed.
func (e *movementEntry) summary(unit, from, to string, listed bool) []string {
	n, rest := e.Entries, "in both lists but not comparable"
	if listed {
		rest = "in both lists"
	}
	var lines, parts []string
	say := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	for _, x := range []struct {
		n    int
		what string
	}{{n.New, "new in the list"}, {n.Gone, "gone from it"}, {n.Grown, "grown"}, {n.Shrunk, "shrunk"}, {n.Same, "without measurable change"}, {n.NotCompared, rest}} {
		if x.n > 0 {
			parts = append(parts, count(x.n)+" "+x.what)
		}
	}
	if len(parts) == 0 {
		parts = []string{"none"}
	}
	say("Entries (a keyword with its close variants) in either list: %s, of which %s.", count(n.sum()), strings.Join(parts, ", "))
	if e.Before.Low.Known && e.After.Low.Known {
		say("The lists hold %s → %s %s; likely %s → %s.", e.Before, e.After, unit, e.Before.Likely, e.After.Likely)
	}
	var moved []string
	if n.New > 0 && e.Entered.Low.Known {
		moved = append(moved, fmt.Sprintf("what is new in the list holds %s %s", e.Entered, unit))
	}
	if n.Gone > 0 && e.Left.Low.Known {
		moved = append(moved, fmt.Sprintf("what is gone from it held %s %s", e.Left, unit))
	}
	if len(moved) > 0 {
		say("%s: the list changed by that, and not the market.", table.Title(strings.Join(moved, ", ")))
	}
	switch {
	case e.Change.Low.Known || e.Change.High.Known:
		say("The entries of both lists changed by %s %s (%s): %s. The likely range is %s (%s): %s.",
			e.Change.Signed(), unit, e.Rate.SignedPercent(), e.Outcome, e.Change.Likely.Signed(), e.Rate.Likely.SignedPercent(), e.Likely)
	case n.New+n.Gone == n.sum():
		say("No entry is in both lists, so that nothing can be said of a change.")
	}
	if e.Year.Low.Known || e.Year.High.Known {
		say("Their months after %s changed by %s against the same months a year before.", from, e.Year.SignedPercent())
	}
	return lines
}

func (c *changeEntry) writeSummary(p *page) {
	p.line("WHAT CHANGED from %s to %s", c.From, c.To)
	for _, line := range c.Summary {
		p.wrap("", line)
	}
	if c.Total.Change.Low.Known || c.Total.Change.High.Known {
		p.wrap("", "Bounds hold whatever the printed numbers mean; the likely range holds in 95 of 100 cases, if keywords err independently of one another.")
	}
}

// writeSteps writes a line for each step.
func (d *document) writeSteps(p *page) {
	var t table.Table
	t.Row("STEP", "", "", table.Right("new"), table.Right("gone"), table.Right("grown"), table.Right("shrunk"), table.Right("no change"), table.Right("not comparable"),
		table.Right("change, "+p.unit), table.Right("likely (95 %)"), "verdict")
	for i := range d.Changes {
		c := &d.Changes[(i+1)%len(d.Changes)]
		n := c.Total.Entries
		t.Row(c.Step, c.From, "→ "+c.To, table.Right(count(n.New)), table.Right(count(n.Gone)), table.Right(count(n.Grown)), table.Right(count(n.Shrunk)),
			table.Right(count(n.Same)), table.Right(count(n.NotCompared)), table.Right(dash(c.Total.Change.Signed())), table.Right(dash(c.Total.Change.Likely.Signed())), c.Total.verdict())
	}
	t.DropEmpty()
	p.table(&t)
}

var partTitles = map[string]string{"role": "LADDER", "stage": "STAGES", "need": "NEEDS", "solution": "SOLUTIONS", "brand": "BRANDS", "group": "GROUPS"}

// write writes a line for each part.
func (e *partsEntry) write(p *page) {
	title := partTitles[e.By]
	if len(e.Parts) == 0 {
		p.line("%s: no keyword names a %s.", title, e.By)
		return
	}
	if p.listed {
		e.writeListed(p, title)
		return
	}
	var t table.Table
	t.Row(title, table.Right(p.unit+" before"), table.Right("after"), table.Right("change"), table.Right("likely (95 %)"), table.Right("that in per cent"), "verdict",
		table.Right("entries: new"), table.Right("gone"), table.Right("grown"), table.Right("shrunk"))
	some := func(n int) string {
		if n == 0 {
			return table.Right("")
		}
		return table.Right(count(n))
	}
	for _, x := range e.Parts {
		t.Row(clip(x.Name), table.Right(orNothing(x.Before.Interval)), table.Right(orNothing(x.After.Interval)), table.Right(dash(x.Change.Signed())), table.Right(dash(x.Change.Likely.Signed())),
			table.Right(dash(x.Rate.Likely.SignedPercent())), x.verdict(), some(x.Entries.New), some(x.Entries.Gone), some(x.Entries.Grown), some(x.Entries.Shrunk))
	}
	t.DropEmpty()
	p.table(&t)
	p.more(e.more)
}

// writeListed writes how many entries of each part are in which list.
func (e *partsEntry) writeListed(p *page, title string) {
	var t table.Table
	t.Row(title, table.Right("entries: in both lists"), table.Right("new"), table.Right("gone"))
	for _, x := range e.Parts {
		n := x.Entries
		t.Row(clip(x.Name), table.Right(count(n.sum()-n.New-n.Gone)), table.Right(count(n.New)), table.Right(count(n.Gone)))
	}
	p.table(&t)
	p.more(e.more)
}

// dash leaves out what is not known.
func dash(s string) string { return strings.TrimPrefix(s, "–") }

// orNothing prints an interval, "" where it is not known.
func orNothing(i bounds.Interval) string {
	if !i.Low.Known && !i.High.Known {
		return ""
	}
	return i.String()
}
