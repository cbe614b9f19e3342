package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/bounds"
	"github.com/needscape/needscape/examples/internal/table"
	"github.com/needscape/needscape/keyword"
)

// ladderSection is the ladder of the market.
type ladderSection struct {
	Note     string      `json:"note,omitempty"` // why there are no numbers but of keywords
	By       string      `json:"by"`             // role or stage
	Keywords int         `json:"keywords"`
	Demand   amount      `json:"demand"`
	Missing  []string    `json:"missing"` // rungs
	Rungs    []rungEntry `json:"rungs"`
}

// rungEntry is a rung.
type rungEntry struct {
	Name     string    `json:"rung"` // a role or a stage; "other" or "none" beside the ladder
	Keywords int       `json:"keywords"`
	Terms    int       `json:"terms"`
	Demand   amount    `json:"demand"`
	Share    fraction  `json:"share"`
	Drop     fraction  `json:"drop"`
	Beyond   *amount   `json:"or_beyond,omitempty"` // on this rung and those after it
	Passed   *fraction `json:"passed,omitempty"`    // of those on the rung before and after it
	Missing  string    `json:"missing,omitempty"`   // why nobody is on the rung
	// People are those of the rung and those after it, online or on the engine.
	People  *bounds.Interval `json:"people,omitempty"`
	Where   string           `json:"people_where,omitempty"`
	Message *messageEntry    `json:"message,omitempty"`
	Leading []leadingEntry   `json:"leading,omitempty"`
	Words   []wordEntry      `json:"words,omitempty"`
}

type messageEntry struct {
	Aim   string   `json:"aim"`
	Say   []string `json:"say,omitempty"`
	Avoid []string `json:"avoid,omitempty"`
	Form  []string `json:"form,omitempty"`
}

// leadingEntry is a keyword with much demand on its rung.
type leadingEntry struct {
	Keyword string       `json:"keyword"`
	Volume  table.Figure `json:"volume"` // of all its variants, as printed
	bounds.Interval
	Best  *int `json:"best_place"`
	Worst *int `json:"worst_place"`
}

// wordEntry is a word that sets a rung apart.
type wordEntry struct {
	Word     string       `json:"word"`
	Role     keyword.Role `json:"role"`
	Keywords int          `json:"keywords"`
	Score    float64      `json:"score"`
}

// ladder returns the ladder of the market; reach may be nil.
func (a *answer) ladder(ctx context.Context, lexis *demand.Lexis, by demand.By, reach *reachSection) (*ladderSection, error) {
	l := a.report.Ladders(by, demand.Parts{})[0]
	s := &ladderSection{Note: a.untold(), By: by.String(), Keywords: l.Keywords, Demand: a.amount(l.Demand), Missing: []string{}, Rungs: a.rungs(l, by)}
	for i, r := range l.Rungs[:len(l.Rungs)-1] {
		if away(r) {
			s.Missing = append(s.Missing, s.Rungs[i].Name)
		}
		if m, ok := a.inputs.messages.For(r); ok {
			s.Rungs[i].Message = &messageEntry{m.Aim, m.Say, m.Avoid, m.Form}
		}
		if reach != nil {
			s.Rungs[i].People, s.Rungs[i].Where = reach.of(r.Role)
		}
	}
	wordings, err := lexis.Wordings(ctx, by, demand.Parts{}, demand.WordOptions{})
	if err != nil {
		return nil, err
	}
	for _, w := range wordings {
		for i, r := range l.Rungs[:len(l.Rungs)-1] {
			if r.Role == w.Role && r.Stage == w.Stage {
				a.word(&s.Rungs[i], w)
			}
		}
	}
	return s, nil
}

// away reports whether nobody stands on a rung, as far as is known.
func away(r demand.Rung) bool {
	return r.Missing() == demand.NoKeyword || r.Missing() == demand.NoSearches
}

// rungs returns the rungs of a ladder without what is to be said on them.
func (a *answer) rungs(l demand.Ladder, by demand.By) []rungEntry {
	likely, funnel := l.Likely(level).Rungs, l.Funnel()
	var out []rungEntry
	for i, r := range l.Rungs {
		e := rungEntry{Name: nameOf(r, by), Keywords: r.Keywords, Terms: r.Terms, Demand: a.amount(r.Demand),
			Share: a.fraction(r.Share, likely[i].Share), Drop: a.fraction(r.Drop, likely[i].Drop)}
		if i < len(funnel) {
			beyond := a.amount(funnel[i].Demand)
			e.Beyond, e.Missing = &beyond, r.Missing().String()
			if i > 0 {
				passed := a.shareOf(funnel[i].Demand, l.Rungs[i-1].Demand)
				e.Passed = &passed
			}
		}
		out = append(out, e)
	}
	return out
}

// nameOf names a rung.
func nameOf(r demand.Rung, by demand.By) string {
	if by == demand.ByStage {
		return r.Stage.String()
	}
	return r.Role.String()
}

// word adds in which words those on a rung speak.
func (a *answer) word(e *rungEntry, w demand.Wording) {
	for _, t := range w.Leading {
		x := leadingEntry{Keyword: t.Keyword}
		x.Volume, x.Interval = a.Volume(t.Volume)
		if best, worst := t.Best, t.Worst; best > 0 {
			x.Best, x.Worst = &best, &worst
		}
		e.Leading = append(e.Leading, x)
	}
	for _, x := range w.Words {
		e.Words = append(e.Words, wordEntry{x.Text, x.Role, x.Keywords, x.Score})
	}
}

func (s *ladderSection) write(p *page) {
	var t table.Table
	people := ""
	for _, r := range s.Rungs {
		if r.People != nil {
			people = "people " + r.Where + " on it or beyond"
		}
	}
	t.Row("LADDER BY "+strings.ToUpper(s.By), table.Right("keywords"), table.Right(p.unit), table.Right("likely (95 %)"), table.Right("share"), table.Right("drop"), table.Right("passed"), table.Right(people))
	for _, r := range s.Rungs {
		passed, who := "", ""
		if r.Passed != nil {
			passed = share(r.Passed.Likely)
		}
		if r.People != nil {
			who = reached{Interval: *r.People}.String()
		}
		demands, likely := r.Demand.String(), r.Demand.Likely.String()
		if r.Missing != "" {
			demands, likely = r.Missing, ""
		}
		cells := []string{demands, likely, share(r.Share.Likely), drop(r.Drop.Likely), passed, who}
		if s.Note != "" {
			cells = nil
		}
		row(&t, r.Name, r.Keywords, cells)
	}
	cells := []string{s.Demand.String(), s.Demand.Likely.String()}
	if s.Note != "" {
		cells = nil
	}
	row(&t, "all", s.Keywords, cells)
	t.DropEmpty()
	p.table(&t)
	if s.Note != "" {
		p.line("Keywords are counted, as %s.", s.Note)
	}
	if s.Demand.Unknown > 0 && s.Note == "" {
		p.line("Entries of unknown volume, in no sum: %s.", count(s.Demand.Unknown))
	}
	if len(s.Missing) > 0 {
		p.line("Missing: %s.", strings.Join(s.Missing, ", "))
	}
	p.line("")
	for _, r := range s.Rungs {
		r.say(p)
	}
}

// row adds a row with so many keywords.
func row(t *table.Table, name string, keywords int, cells []string) {
	out := []string{name, table.Right(count(keywords))}
	for _, c := range cells {
		out = append(out, table.Right(c))
	}
	t.Row(out...)
}

// drop prints a drop in whole per cent, or how many times as much there is.
func drop(i bounds.Interval) string {
	return bounds.Drop(demand.Fraction{Low: i.Low.Value, High: i.High.Value, Known: i.Low.Known && i.High.Known})
}

const (
	shownLeading = 5 // keywords of a rung in the table
	shownWords   = 10
)

// say prints what to say on a rung.
func (r *rungEntry) say(p *page) {
	label := func(name string) string { return fmt.Sprintf("%-11s%-11s", "", name) }
	if r.Message != nil {
		p.wrap(fmt.Sprintf("%-11s%-11s", r.Name, "aim"), r.Message.Aim)
	}
	var leading, words []string
	for _, x := range r.Leading[:min(shownLeading, len(r.Leading))] {
		text := clip(x.Keyword)
		if x.Volume.Known {
			text += " (" + table.Number(x.Volume.Value) + ")"
		}
		leading = append(leading, text)
	}
	for _, x := range r.Words[:min(shownWords, len(r.Words))] {
		words = append(words, clip(x.Word))
	}
	if len(leading) > 0 {
		p.wrap(label("they type"), strings.Join(leading, "; "))
	}
	if len(words) > 0 {
		p.wrap(label("words"), strings.Join(words, ", "))
	}
}

func (s *ladderSection) tell(f *facts) {
	f.in(s.By+"s", "")
	f.counts = s.Note != ""
	f.text("", "note", s.Note)
	for i := range s.Rungs {
		s.Rungs[i].tell(f)
	}
	f.count("all", "keywords", "keywords", s.Keywords)
	f.amount("all", "demand", f.unit, s.Demand)
}

// tell tells a rung.
func (r *rungEntry) tell(f *facts) {
	f.count(r.Name, "keywords", "keywords", r.Keywords)
	f.amount(r.Name, "demand", f.unit, r.Demand)
	f.text(r.Name, "missing", r.Missing)
	f.fraction(r.Name, "share", r.Share)
	f.fraction(r.Name, "drop", r.Drop)
	if r.Beyond != nil {
		f.amount(r.Name, "demand or beyond", f.unit, *r.Beyond)
	}
	if r.Passed != nil {
		f.fraction(r.Name, "passed", *r.Passed)
	}
	if r.People != nil {
		f.between(r.Name, "people", "people", *r.People, r.Where+", on it or beyond")
	}
	if m := r.Message; m != nil {
		f.text(r.Name, "aim", m.Aim)
		for _, x := range []struct {
			name  string
			texts []string
		}{{"say", m.Say}, {"avoid", m.Avoid}, {"form", m.Form}} {
			for _, text := range x.texts {
				f.text(r.Name, x.name, text)
			}
		}
	}
	for _, x := range r.Leading {
		f.add(fact{item: r.Name, what: "leading", unit: f.unit, Interval: x.Interval, middle: x.Volume, note: x.Keyword})
	}
	for _, x := range r.Words {
		f.add(fact{item: r.Name, what: "word", unit: "score", middle: exactly(x.Score), note: x.Word})
	}
}
