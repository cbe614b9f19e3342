package main

import (
	"slices"
	"strings"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/bounds"
	"github.com/needscape/needscape/examples/internal/table"
)

// countingSection is what is counted twice where numbers are added as they are printed.
type countingSection struct {
	Untold  string          `json:"untold,omitempty"`
	Printed hard            `json:"printed"` // each keyword as its source has it
	Once    amount          `json:"once"`    // each search once
	Taken   hard            `json:"taken"`   // by counting once
	Part    bounds.Interval `json:"part"`    // of what is printed, that is taken
	Sets    int             `json:"sets"`    // that share a number
	Shared  []sharedEntry   `json:"shared"`
	Note    string          `json:"note,omitempty"`
	more    int
}

// hard are hard bounds of numbers that err together, as one that is printed twice does, so
// that there is no likely range.
type hard struct {
	bounds.Interval
	Unknown int `json:"unknown"`
}

// sharedEntry is keywords that share a number, the first the one that is counted.
type sharedEntry struct {
	Keywords []string        `json:"keywords"`
	Volume   table.Figure    `json:"volume"` // as printed
	Can      bounds.Interval `json:"bounds"`
	Months   int             `json:"months"`  // that they share too
	Counted  string          `json:"counted"` // once, or either where they may be searches of their own
	Taken    bounds.Interval `json:"taken"`
	Why      []string        `json:"why"` // of each keyword but the first
}

func (a *answer) counting() *countingSection {
	s := &countingSection{Untold: a.untold(), Shared: []sharedEntry{}}
	if s.Untold != "" {
		return s
	}
	c := a.report.Counting()
	var taken demand.Sum
	for _, x := range c.Shared {
		taken.Merge(x.Taken)
	}
	s.Printed, s.Once, s.Taken = hard{a.Sum(c.Printed), c.Printed.Unknown}, a.amount(c.Once), hard{a.Sum(taken), 0}
	s.Part, s.Sets = bounds.Fraction(demand.Share(taken, c.Once)), len(c.Shared)
	if a.unseen() {
		s.Note = "without months it is not seen which keywords with other words share a number: each of them is counted, so that there may be fewer searches than that"
	}
	shared, more := cut(a, c.Shared)
	s.more = more
	for _, x := range shared {
		e := sharedEntry{Keywords: x.Keywords, Months: x.Months, Counted: x.Counted.String(), Taken: a.Sum(x.Taken), Why: x.Why}
		e.Volume, e.Can = a.Volume(x.Volume)
		s.Shared = append(s.Shared, e)
	}
	return s
}

// unseen reports whether a source that may print one number on keywords with other words has
// no months to show it.
func (a *answer) unseen() bool {
	lumps := slices.ContainsFunc(a.report.Sources, func(x demand.Source) bool { return x.Lumping == demand.Lumps })
	return lumps && slices.ContainsFunc(a.report.Terms, func(t demand.Term) bool { return t.Said.High > 0 && t.Series.Known() == 0 })
}

func (s *countingSection) write(p *page) {
	if s.Untold != "" {
		p.line("DOUBLE COUNTING: %s.", s.Untold)
		return
	}
	var t table.Table
	t.Row("DOUBLE COUNTING", table.Right(p.unit), table.Right("likely (95 %)"))
	t.Row("each keyword as printed", table.Right(s.Printed.String()))
	t.Row("each search once", table.Right(s.Once.String()), table.Right(s.Once.Likely.String()))
	t.Row("counted twice", table.Right(s.Taken.String()))
	p.table(&t)
	if s.Note != "" {
		p.wrap("", table.Title(s.Note)+".")
	}
	if s.Sets == 0 {
		p.line("No keywords share a number.")
		return
	}
	p.line("That is %s of what is printed, in %s sets of keywords that share one number.", share(s.Part), count(s.Sets))
	p.line("")
	var sets table.Table
	sets.Row("COUNTED ONCE", table.Right("number"), table.Right("keywords"), table.Right("taken away"), "with", "why the last")
	for _, x := range s.Shared {
		sets.Row(clip(x.Keywords[0]), table.Right(dash(x.Volume)), table.Right(count(len(x.Keywords))), table.Right(x.Taken.String()),
			clip(strings.Join(x.Keywords[1:], ", ")), table.Clip(x.Why[len(x.Why)-1], lineWidth))
	}
	p.table(&sets)
	p.more(s.more)
}

// dash prints a number, or a dash for none.
func dash(x table.Figure) string {
	if !x.Known {
		return "–"
	}
	return table.Number(x.Value)
}

func (s *countingSection) tell(f *facts) {
	f.in("counting", "")
	f.text("", "untold", s.Untold)
	if s.Untold != "" {
		return
	}
	f.between("", "printed", f.unit, s.Printed.Interval, "")
	f.amount("", "once", f.unit, s.Once)
	f.between("", "taken", f.unit, s.Taken.Interval, "")
	f.between("", "part taken", "part", s.Part, "")
	f.count("", "sets", "sets", s.Sets)
	f.text("", "note", s.Note)
	for _, x := range s.Shared {
		f.add(fact{item: x.Keywords[0], what: "printed on each", unit: f.unit, Interval: x.Can, middle: x.Volume, note: strings.Join(x.Keywords[1:], "; ")})
		f.between(x.Keywords[0], "taken", f.unit, x.Taken, x.Counted+": "+strings.Join(x.Why, "; "))
	}
}
