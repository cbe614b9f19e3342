package main

import (
	"fmt"
	"slices"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/table"
)

// readSection is what was read.
type readSection struct {
	Sources  []sourceEntry  `json:"sources"`
	Rules    []ruleEntry    `json:"rules"`
	Months   monthsRead     `json:"months"`
	Rows     int            `json:"rows"`
	Keywords int            `json:"keywords"`
	Terms    int            `json:"terms"` // entries: sets of close variants
	Repeated int            `json:"repeated"`
	Varying  int            `json:"varying"`
	Unknown  int            `json:"unknown"` // keywords of unknown volume
	Refused  []refusedEntry `json:"refused"`
	Note     string         `json:"note,omitempty"`
	roles    bool
}

type sourceEntry struct {
	File    string   `json:"file"`
	Format  string   `json:"format"`
	Measure string   `json:"measure"`
	Rows    int      `json:"rows"`
	Refused int      `json:"refused"`
	Rules   []string `json:"rules"`
	Notes   []string `json:"notes"`
}

// ruleEntry is a rule by which numbers are read.
type ruleEntry struct {
	Name       string   `json:"name"`
	Says       string   `json:"says"`
	References []string `json:"references"`
}

// monthsRead are the months of which some keyword has a number.
type monthsRead struct {
	First    *month `json:"first"` // null where there are none
	Last     *month `json:"last"`
	Keywords int    `json:"keywords"` // that have dated months
	Undated  int    `json:"undated"`  // that have months, and the source does not say which
}

type refusedEntry struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Header string `json:"header,omitempty"`
	Text   string `json:"text"`
	Reason string `json:"reason"`
}

func (a *answer) read() *readSection {
	n := a.report.Totals
	s := &readSection{Sources: []sourceEntry{}, Rules: []ruleEntry{}, Refused: []refusedEntry{},
		Rows: n.Rows, Keywords: n.Keywords, Terms: n.Terms, Repeated: n.Repeated, Varying: n.Varying, roles: a.market.Roles}
	var rules []string
	for _, x := range a.report.Sources {
		s.Sources = append(s.Sources, sourceEntry{x.File, x.Format, x.Measure.String(), x.Rows, x.Refused, append([]string{}, x.Rules...), append([]string{}, x.Notes...)})
		rules = append(rules, x.Rules...)
	}
	slices.Sort(rules)
	for _, name := range slices.Compact(rules) {
		if r, ok := demand.RuleOf(name); ok {
			s.Rules = append(s.Rules, ruleEntry{r.Name, r.Says, append([]string{}, r.References...)})
		}
	}
	for i := range a.report.Terms {
		t := &a.report.Terms[i]
		s.keyword(t.Said, t.Series)
		for k := range t.Variants {
			s.keyword(t.Variants[k].Volume, t.Variants[k].Series)
		}
	}
	if n := a.report.Totals.Varying; len(s.Sources) > 1 && n > 0 {
		s.Note = fmt.Sprintf("%s keywords have other numbers in other files: their volumes span them, and their months are put together; of files of several times track tells what changed", count(n))
	}
	for _, x := range a.report.Refused {
		s.Refused = append(s.Refused, refusedEntry{x.File, x.Line, x.Column, x.Header, x.Text, x.Err.Error()})
	}
	return s
}

// keyword counts what is known of one.
func (s *readSection) keyword(v demand.Volume, series demand.Series) {
	if !v.Known() {
		s.Unknown++
	}
	switch {
	case series.Known() == 0:
	case !series.Dated():
		s.Months.Undated++
	default:
		s.Months.Keywords++
		first, last := month(series.First), month(series.First)+month(series.Len()-1)
		if s.Months.First == nil {
			s.Months.First, s.Months.Last = &first, &last
			return
		}
		*s.Months.First, *s.Months.Last = min(*s.Months.First, first), max(*s.Months.Last, last)
	}
}

func (s *readSection) write(p *page) {
	var t table.Table
	t.Row("WHAT WAS READ", "format", "measure", table.Right("rows"), table.Right("refused"))
	for _, x := range s.Sources {
		t.Row(table.Clip(x.File, lineWidth), x.Format, x.Measure, table.Right(count(x.Rows)), table.Right(count(x.Refused)))
	}
	p.table(&t)
	p.line("%s keywords in %s entries, each a set of close variants.", count(s.Keywords), count(s.Terms))
	if s.Unknown > 0 {
		p.line("Keywords of unknown volume: %s.", count(s.Unknown))
	}
	if s.Varying > 0 {
		p.line("Keywords that stand more than once with different numbers, which their volumes span: %s.", count(s.Varying))
	}
	if text := s.Months.String(); text != "" {
		p.line("%s", text)
	}
	if s.Note != "" {
		p.wrap("", table.Title(s.Note)+".")
	}
	if !s.roles {
		p.line("No roles are told where none are learnt and there is no lexicon: name some terms with -lexicon FILE.")
	}
	if len(s.Rules) > 0 {
		p.line("Its numbers are read so:")
	}
	for _, r := range s.Rules {
		p.wrap("  ", r.Says)
	}
}

// month is a calendar month, which JSON has as 2026-07.
type month demand.Month

func (m month) String() string { return demand.Month(m).String() }

// MarshalText writes it.
func (m month) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// String says which months there are.
func (m monthsRead) String() string {
	switch {
	case m.First != nil:
		return fmt.Sprintf("Months from %s to %s, of %s keywords.", m.First, m.Last, count(m.Keywords))
	case m.Undated > 0:
		return fmt.Sprintf("Keywords with months of which the source does not say which they are: %s.", count(m.Undated))
	}
	return ""
}

func (s *readSection) tell(f *facts) {
	f.in("read", "")
	for _, x := range s.Sources {
		f.text(x.File, "format", x.Format)
		f.text(x.File, "measure", x.Measure)
		f.count(x.File, "rows", "rows", x.Rows)
		f.count(x.File, "refused", "rows", x.Refused)
	}
	for _, r := range s.Rules {
		f.text(r.Name, "rule", r.Says)
	}
	f.count("", "rows", "rows", s.Rows)
	f.count("", "refused", "rows", len(s.Refused))
	f.count("", "keywords", "keywords", s.Keywords)
	f.count("", "entries", "entries", s.Terms)
	f.count("", "unknown volumes", "keywords", s.Unknown)
	f.text("", "months", s.Months.String())
	f.text("", "note", s.Note)
}
