package main

import (
	"strings"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/bounds"
	"github.com/needscape/needscape/examples/internal/table"
)

// keywordEntry is what became of a keyword with its close variants.
type keywordEntry struct {
	Keyword string          `json:"keyword"`
	Role    string          `json:"role"`
	Stage   string          `json:"stage"`
	Outcome string          `json:"outcome"`
	Basis   string          `json:"basis"` // the evidence
	Before  volumeEntry     `json:"before"`
	After   volumeEntry     `json:"after"`
	Change  bounds.Interval `json:"change"` // of the variants that both lists have
	Rate    bounds.Interval `json:"rate"`
	Year    bounds.Interval `json:"year"`
	Revised bool            `json:"revised,omitempty"` // its tool prints other numbers for the past
	Was     *placeEntry     `json:"place_before"`
	Is      *placeEntry     `json:"place_after"`
	From    []string        `json:"from,omitempty"` // what it is in either list, where that is not one entry of its name
	To      []string        `json:"to,omitempty"`
	outcome demand.Outcome
}

// volumeEntry is what a list says of it, or of the other list's time.
type volumeEntry struct {
	Volume table.Figure `json:"volume"` // as printed
	bounds.Interval
}

// placeEntry is a place within a role.
type placeEntry struct {
	Best  int `json:"best"`
	Worst int `json:"worst"`
}

func placeOf(p demand.Place) *placeEntry {
	if p.Best == 0 {
		return nil
	}
	return &placeEntry{p.Best, p.Worst}
}

// String prints the place.
func (p *placeEntry) String() string {
	if p == nil {
		return ""
	}
	return table.Places(p.Best, p.Worst)
}

// keywords returns the changes of keywords, so many of each outcome; more has how many
// are left out.
func (a *answer) keywords(d *demand.Difference, more map[demand.Outcome]int) []keywordEntry {
	n := len(d.Keywords)
	if a.top > 0 {
		n = min(n, 6*a.top)
	}
	out := make([]keywordEntry, 0, n)
	taken := map[demand.Outcome]int{}
	for i := range d.Keywords {
		c := &d.Keywords[i]
		if taken[c.Outcome]++; a.top > 0 && taken[c.Outcome] > a.top {
			more[c.Outcome]++
			continue
		}
		out = append(out, a.keyword(c))
	}
	return out
}

func (a *answer) keyword(c *demand.Change) keywordEntry {
	e := keywordEntry{Keyword: c.Keyword, Role: c.Role.String(), Stage: c.Stage.String(), Outcome: c.Outcome.String(), Basis: c.Basis.String(), outcome: c.Outcome,
		Change: a.Shift(c.Shift), Rate: part(c.Rate), Year: part(c.Year), Revised: c.Revised, Was: placeOf(c.Was), Is: placeOf(c.Is)}
	switch {
	case c.Revised && c.Basis == demand.OnMonths:
		e.Basis = "by all months of both, as the tool revised the past"
	case a.listed && c.Outcome == demand.NotCompared:
		e.Basis = "in both lists, without numbers"
	}
	e.Before.Volume, e.Before.Interval = a.Volume(c.Before)
	e.After.Volume, e.After.Interval = a.Volume(c.After)
	e.From, e.To = others(c.Keyword, c.From), others(c.Keyword, c.To)
	return e
}

// others are the names of terms, where these are not one with a keyword's name.
func others(keyword string, terms []*demand.Term) (names []string) {
	if len(terms) == 0 || len(terms) == 1 && terms[0].Keyword == keyword {
		return nil
	}
	for _, t := range terms {
		names = append(names, t.Keyword)
	}
	return names
}

func (c *changeEntry) writeKeywords(p *page) {
	n := c.Total.Entries
	none := false
	rest := "KEYWORDS NOT COMPARED"
	if p.listed {
		rest = "KEYWORDS IN BOTH LISTS"
	}
	for _, x := range []struct {
		outcome demand.Outcome
		title   string
		n       int
	}{
		{demand.Grown, "KEYWORDS GROWN", n.Grown}, {demand.Shrunk, "KEYWORDS SHRUNK", n.Shrunk},
		{demand.New, "KEYWORDS NEW IN THE LIST", n.New}, {demand.Gone, "KEYWORDS GONE FROM THE LIST", n.Gone},
		{demand.NotCompared, rest, n.NotCompared},
	} {
		if p.listed && (x.outcome == demand.Grown || x.outcome == demand.Shrunk) {
			continue
		}
		if x.n > 0 || !none {
			p.line("")
		}
		none = x.n == 0
		if none {
			p.line("%s: none.", x.title)
			continue
		}
		var of []*keywordEntry
		for i := range c.Keywords {
			if e := &c.Keywords[i]; e.outcome == x.outcome {
				of = append(of, e)
			}
		}
		p.keywords(x.title, of, c.moreKeywords[x.outcome])
	}
}

// keywords writes a table of keywords with one outcome. What is known of all in the same
// way is said below.
func (p *page) keywords(title string, of []*keywordEntry, more int) {
	var t table.Table
	t.Row(title, "role", table.Right(p.unit+" before"), table.Right("after"), table.Right("change"), table.Right("in per cent"), table.Right("place before"), table.Right("after"), table.Right("growth a year"), "how that is known")
	how := of[0].how()
	for _, e := range of {
		if e.how() != how {
			how = ""
		}
	}
	for _, e := range of {
		text := ""
		if how == "" {
			text = e.how()
		}
		t.Row(table.Clip(e.Keyword, keywordWidth), e.Role, table.Right(orNothing(e.Before.Interval)), table.Right(orNothing(e.After.Interval)), table.Right(dash(e.Change.Signed())),
			table.Right(dash(e.Rate.SignedPercent())), table.Right(e.Was.String()), table.Right(e.Is.String()), table.Right(dash(e.Year.SignedPercent())), text)
	}
	t.DropEmpty()
	p.table(&t)
	p.more(more)
	if how != "" {
		p.line("How that is known: %s.", how)
	}
}

// how says how the outcome is known.
func (e *keywordEntry) how() string {
	how := e.Basis
	if len(e.From) > 0 {
		how += "; before as " + table.Clip(strings.Join(e.From, ", "), keywordWidth)
	}
	if len(e.To) > 0 {
		how += "; after as " + table.Clip(strings.Join(e.To, ", "), keywordWidth)
	}
	return how
}
