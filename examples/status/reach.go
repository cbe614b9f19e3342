package main

import (
	"fmt"
	"strings"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/bounds"
	"github.com/needscape/needscape/examples/internal/table"
	"github.com/needscape/needscape/keyword"
)

// reachSection is how many people stand behind the searches.
type reachSection struct {
	Untold      string            `json:"untold,omitempty"`
	Place       string            `json:"place,omitempty"`
	Assumptions []assumptionEntry `json:"assumptions"` // that were used
	Missing     []string          `json:"missing"`     // those without which a step cannot be told
	People      []peopleEntry     `json:"people"`
}

type assumptionEntry struct {
	Name   string  `json:"name"`
	Low    float64 `json:"low"`
	High   float64 `json:"high"`
	Source string  `json:"source"`
}

// peopleEntry are those of a role and of all after it.
type peopleEntry struct {
	Role   keyword.Role    `json:"role"`
	Who    string          `json:"who"`
	Part   bounds.Interval `json:"part"` // of those who have the need
	Engine reached         `json:"engine"`
	Online reached         `json:"online"`
	All    reached         `json:"all"`
}

// reached are people, null where an assumption is missing.
type reached struct {
	bounds.Interval
	Uses    []string     `json:"uses"`    // assumptions by name
	Missing []string     `json:"missing"` // likewise
	Unknown int          `json:"unknown"` // entries of unknown volume, which are not in it
	Limit   table.Figure `json:"limit"`   // that the population allows
	Cannot  bool         `json:"contradiction"`
}

func (a *answer) reach() (*reachSection, error) {
	s := &reachSection{Place: a.assumptions.Place, Assumptions: []assumptionEntry{}, Missing: []string{}, People: []peopleEntry{}}
	switch {
	case a.report.Measure != demand.Searches:
		s.Untold = fmt.Sprintf("people stand behind searches, and %s tell nothing of how many there were", a.report.Measure)
		if a.report.Measure == demand.Index || a.report.Measure == demand.RankOrder {
			s.Untold = fmt.Sprintf("people stand behind searches, and the measure %q tells nothing of how many there were", a.report.Measure)
		}
		return s, nil
	case a.untold() != "":
		s.Untold = a.untold()
		return s, nil
	}
	r, err := a.report.Reach(a.assumptions)
	if err != nil {
		return nil, err
	}
	for _, x := range []struct {
		role keyword.Role
		who  string
		demand.People
	}{{keyword.Need, "have the need", r.Need}, {keyword.Solution, "know a solution", r.Solution}, {keyword.Brand, "know a brand", r.Brand}} {
		e := peopleEntry{Role: x.role, Who: x.who, Part: bounds.Fraction(x.Part)}
		if x.Searches.Known+x.Searches.Unknown == 0 {
			e.Part = bounds.Interval{}
			for _, step := range []*demand.Reached{&x.Engine, &x.Online, &x.All} {
				*step = demand.Reached{Missing: []string{noKeywords}}
			}
		}
		e.Engine, e.Online, e.All = s.step(x.Engine), s.step(x.Online), s.step(x.All)
		s.People = append(s.People, e)
	}
	return s, nil
}

// step returns a step, and notes its assumptions.
func (s *reachSection) step(r demand.Reached) reached {
	out := reached{Uses: []string{}, Missing: append([]string{}, r.Missing...), Unknown: r.Unknown, Cannot: r.Contradiction}
	out.Low, out.High = people(r.Low, r.Known), people(r.High, r.Known)
	if r.Limit > 0 {
		out.Limit = exactly(float64(r.Limit))
	}
	for _, u := range r.Uses {
		out.Uses = append(out.Uses, u.Name)
		s.use(u)
	}
	for _, name := range r.Missing {
		known := false
		for _, m := range s.Missing {
			known = known || m == name
		}
		if !known {
			s.Missing = append(s.Missing, name)
		}
	}
	return out
}

// use notes an assumption.
func (s *reachSection) use(u demand.NamedAssumption) {
	for _, x := range s.Assumptions {
		if x.Name == u.Name {
			return
		}
	}
	s.Assumptions = append(s.Assumptions, assumptionEntry{u.Name, u.Low, u.High, u.Source})
}

func people(n int64, known bool) table.Figure {
	return table.Figure{Value: float64(n), Known: known && n != demand.Unbounded}
}

// of returns the people of a role and those after it who are online or, where that cannot
// be told, on the engine; where says which.
func (s *reachSection) of(role keyword.Role) (people *bounds.Interval, where string) {
	for _, e := range s.People {
		switch {
		case e.Role != role:
		case e.Online.Low.Known:
			return &e.Online.Interval, "online"
		case e.Engine.Low.Known:
			return &e.Engine.Interval, "on the engine"
		}
	}
	return nil, ""
}

// noKeywords is missing where nobody is on the rungs: that does not prove that there is nobody.
const noKeywords = "keywords"

// assumptionsOf says what each of the assumptions is.
var assumptionsOf = map[string]string{
	"searches":   "searches a person a month (-searches LOW-HIGH)",
	"engine":     "the engine's part of all searches (-place, or -assume FILE)",
	"online":     "the part of people who are online (-place, or -assume FILE)",
	noKeywords:   "none stands on these rungs, which does not prove that nobody does",
	"population": "people (-place, or -assume FILE)",
}

// says says what an assumption is of.
func says(name string) string {
	if text, ok := assumptionsOf[name]; ok {
		return name + ": " + text
	}
	return name + ": searches a month of a person of that role (-assume FILE)"
}

func (s *reachSection) write(p *page) {
	if s.Untold != "" {
		p.line("REACH: %s.", s.Untold)
		return
	}
	var t table.Table
	title := "REACH"
	if s.Place != "" {
		title += " (" + s.Place + ")"
	}
	t.Row(title, table.Right("on the engine"), table.Right("online, on any"), table.Right("online or not"), table.Right("of those with the need"))
	for _, e := range s.People {
		t.Row("people who "+e.Who, table.Right(e.Engine.String()), table.Right(e.Online.String()), table.Right(e.All.String()), table.Right(share(e.Part)))
	}
	p.table(&t)
	for _, x := range s.Assumptions {
		p.wrap("  ", fmt.Sprintf("%s %s: %s", x.Name, x.String(), x.Source))
	}
	for _, name := range s.Missing {
		p.line("  missing: %s", says(name))
	}
	s.doubts(p)
}

// doubts says what the numbers leave out, and where they cannot be.
func (s *reachSection) doubts(p *page) {
	if len(s.People) > 0 && s.People[0].Engine.Unknown > 0 {
		p.line("Entries of unknown volume, whose people are not in it: %s.", count(s.People[0].Engine.Unknown))
	}
	for _, e := range s.People {
		if e.Online.Cannot || e.All.Cannot {
			p.line("More people %s than there are: a person makes more searches than is assumed, or the numbers count more than this place.", e.Who)
			return
		}
	}
}

// String prints the people, or what they need.
func (r reached) String() string {
	if !r.Low.Known {
		if len(r.Missing) > 0 {
			return "needs " + strings.Join(r.Missing, ", ")
		}
		return "unknown"
	}
	return r.Interval.Digits(3).String()
}

// String prints the bounds, parts in per cent.
func (x assumptionEntry) String() string {
	if x.Name == "engine" || x.Name == "online" {
		return bounds.Percent(demand.Fraction{Low: x.Low, High: x.High, Known: true})
	}
	if x.Low == x.High {
		return table.Number(x.Low)
	}
	return table.Number(x.Low) + "–" + table.Number(x.High)
}

func (s *reachSection) tell(f *facts) {
	f.in("reach", "")
	f.text("", "untold", s.Untold)
	for _, e := range s.People {
		f.between(e.Role.String(), "part", "part", e.Part, "who "+e.Who)
		for _, x := range []struct {
			name string
			reached
		}{{"engine", e.Engine}, {"online", e.Online}, {"all", e.All}} {
			note := "by " + strings.Join(x.Uses, ", ")
			if len(x.Missing) > 0 {
				note = "missing: " + strings.Join(x.Missing, ", ")
			}
			if x.Cannot {
				note += "; more than there are: the assumptions cannot all be true"
			}
			f.between(e.Role.String(), "people "+x.name, "people", x.Interval, note)
		}
	}
	for _, x := range s.Assumptions {
		f.between(x.Name, "assumption", "", bounds.Interval{Low: exactly(x.Low), High: exactly(x.High)}, x.Source)
	}
	for _, name := range s.Missing {
		f.text(name, "missing", says(name))
	}
}
