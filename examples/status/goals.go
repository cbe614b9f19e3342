package main

import (
	"cmp"
	"fmt"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/aims"
	"github.com/needscape/needscape/examples/internal/bounds"
	"github.com/needscape/needscape/examples/internal/table"
)

// goalsSection is how far goals are.
type goalsSection struct {
	Untold string      `json:"untold,omitempty"`
	Note   string      `json:"note,omitempty"`
	Goals  []goalEntry `json:"goals"`
	Polls  []pollEntry `json:"other_polls"` // that no goal is of
}

type goalEntry struct {
	Kind     string          `json:"kind"`
	Of       string          `json:"of"`
	Among    string          `json:"among,omitempty"`
	From     float64         `json:"from"`
	To       float64         `json:"to"`
	By       string          `json:"by,omitempty"`
	Searches progressEntry   `json:"searches"`
	Part     amount          `json:"part"` // the demand that counts
	Rest     amount          `json:"rest"` // and the rest among which it is
	Untold   string          `json:"untold,omitempty"`
	Poll     progressEntry   `json:"poll"`
	Polled   *pollEntry      `json:"polled"`               // the latest poll; null where there is none
	Change   bounds.Interval `json:"poll_change"`          // from the first poll to the latest
	Since    string          `json:"poll_since,omitempty"` // the day of the first

	aim string
}

// progressEntry is how far something is on the way.
type progressEntry struct {
	Now     bounds.Interval `json:"now"`
	Done    bounds.Interval `json:"done"`
	Verdict string          `json:"verdict"`
}

type pollEntry struct {
	Kind  string          `json:"kind"`
	Of    string          `json:"of"`
	Among string          `json:"among,omitempty"`
	Date  string          `json:"date,omitempty"`
	Asked int64           `json:"asked"`
	Yes   int64           `json:"yes"`
	None  int64           `json:"unanswered"`
	Own   bool            `json:"voluntary"`
	Now   bounds.Interval `json:"now"` // by Wilson's interval

	text string
}

func (a *answer) progress() *goalsSection {
	s := &goalsSection{Goals: []goalEntry{}, Polls: []pollEntry{}}
	if len(a.goals)+len(a.polls) == 0 {
		s.Untold = "none given (-goals FILE, -polls FILE)"
		return s
	}
	var pairings *demand.Pairings
	switch {
	case a.alone != "":
		s.Note = "searches say nothing of goals: " + a.alone
	case !a.known():
		s.Note = "no volume is known, so that each entry counts as one search"
		fallthrough
	default:
		if a.report.Measure != demand.Searches {
			s.Note = fmt.Sprintf("searches are %s here, of those who were shown the site", a.report.Measure)
		}
		pairings = a.report.Pair(a.pairing)
	}
	used := make([]bool, len(a.inputs.polls))
	for _, g := range a.inputs.goals {
		s.Goals = append(s.Goals, a.goal(g, pairings, used))
	}
	for i, p := range a.inputs.polls {
		if !used[i] {
			s.Polls = append(s.Polls, pollOf(p))
		}
	}
	return s
}

// goal tells how far a goal is, and marks the polls of it.
func (a *answer) goal(g demand.Goal, pairings *demand.Pairings, used []bool) goalEntry {
	var searched demand.Searched
	if pairings != nil {
		searched = pairings.Searched(g.Aim)
	}
	first, last, ok := a.pollsOf(g.Aim, used)
	status := g.Status(searched, last.Poll, level)
	e := goalEntry{Kind: g.Kind.String(), Of: g.Of, Among: g.Among, From: g.From, To: g.To, By: aims.Day(g.By), aim: g.Aim.String(),
		Searches: progressOf(status.Searches), Poll: progressOf(status.Poll), Part: a.amount(searched.Part), Rest: a.amount(searched.Rest)}
	if !searched.Known {
		e.Part, e.Rest = amount{}, amount{}
		if pairings != nil {
			e.Untold = "no keyword of known volume names it so"
		}
	}
	if ok {
		p := pollOf(last)
		e.Polled = &p
		if first.First.Before(last.First) {
			e.Change, e.Since = bounds.Fraction(demand.PollChange(first.Poll, last.Poll, level)), aims.Day(first.First)
		}
	}
	return e
}

// pollsOf returns the first and the latest poll of an aim; those of one day are one.
func (a *answer) pollsOf(aim demand.Aim, used []bool) (first, last demand.Polled, ok bool) {
	for i, p := range a.inputs.polls {
		used[i] = used[i] || aims.Same(p.Aim, aim)
	}
	days := aims.Polls(aim, a.inputs.polls)
	if len(days) == 0 {
		return first, last, false
	}
	return days[0], days[len(days)-1], true
}

func progressOf(p demand.Progress) progressEntry {
	return progressEntry{bounds.Fraction(p.Now), bounds.Fraction(p.Done), p.Verdict.String()}
}

func pollOf(p demand.Polled) pollEntry {
	return pollEntry{p.Kind.String(), p.Of, p.Among, aims.Day(p.First), p.Asked, p.Yes, p.Unanswered, p.Voluntary, bounds.Fraction(p.Wilson(level)), p.String()}
}

func (s *goalsSection) write(p *page) {
	if s.Untold != "" {
		p.line("GOALS: %s.", s.Untold)
		return
	}
	if s.Note != "" {
		p.line("GOALS: %s.", s.Note)
	}
	var t table.Table
	t.Row("GOALS", table.Right("from"), table.Right("to"), "by", "measured by", table.Right("now"), table.Right("of the way"), "verdict", "of")
	for _, g := range s.Goals {
		of := g.Untold
		if g.Part.Low.Known {
			of = fmt.Sprintf("%s and %s others, %s", g.Part, g.Rest, p.unit)
		}
		t.Row(table.Clip(g.aim, lineWidth), table.Right(whole(g.From)), table.Right(whole(g.To)), g.By, "searches", table.Right(share(g.Searches.Now)), table.Right(way(g.Searches.Done)), g.Searches.Verdict, of)
		text := "no poll"
		if g.Polled != nil {
			text = g.Polled.answers() + cmp.Or(onDay(g.Polled.Date), "")
		}
		t.Row("", "", "", "", "poll", table.Right(share(g.Poll.Now)), table.Right(way(g.Poll.Done)), g.Poll.Verdict, text)
	}
	if len(s.Goals) > 0 {
		p.table(&t)
	}
	for _, g := range s.Goals {
		if g.Change.Low.Known {
			p.line("%s, by poll: %+.1f to %+.1f points since %s.", g.aim, 100*g.Change.Low.Value, 100*g.Change.High.Value, g.Since)
		}
	}
	for _, x := range s.Polls {
		p.line("A poll of no goal: %s; %s with 95 %% confidence.", x.text, share(x.Now))
	}
}

func onDay(date string) string {
	if date == "" {
		return ""
	}
	return " on " + date
}

// answers prints who said what.
func (x pollEntry) answers() string {
	text := fmt.Sprintf("%s yes of %s", table.Number(float64(x.Yes)), table.Number(float64(x.Asked-x.None)))
	if x.Own {
		text += " who chose to answer"
	}
	return text
}

// way prints a part of the way to a goal, which may be one away from it.
func way(i bounds.Interval) string {
	if !i.Low.Known || i.Low.Value >= 0 {
		return share(i)
	}
	percent := bounds.Outwards(100*i.Low.Value, 100*i.High.Value, 0, true)
	return fmt.Sprintf("%.0f %% to %.0f %%", percent.Low.Value, percent.High.Value)
}

// whole prints a part that was given in per cent.
func whole(x float64) string { return table.Number(100*x) + " %" }

func (s *goalsSection) tell(f *facts) {
	f.in("goals", "")
	f.text("", "untold", s.Untold)
	f.text("", "note", s.Note)
	for _, g := range s.Goals {
		f.number(g.aim, "from", "part", exactly(g.From))
		f.number(g.aim, "to", "part", exactly(g.To))
		f.text(g.aim, "by", g.By)
		f.text(g.aim, "searches untold", g.Untold)
		for _, x := range []struct {
			name string
			progressEntry
		}{{"searches", g.Searches}, {"poll", g.Poll}} {
			f.between(g.aim, x.name+" now", "part", x.Now, "")
			f.between(g.aim, x.name+" of the way", "part", x.Done, x.Verdict)
		}
		if g.Polled != nil {
			f.text(g.aim, "poll", g.Polled.text)
		}
		if g.Change.Low.Known {
			f.between(g.aim, "poll change", "part", g.Change, "since "+g.Since)
		}
	}
	for _, x := range s.Polls {
		f.between(x.text, "poll now", "part", x.Now, "of no goal")
	}
}
