package main

import (
	"fmt"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/aims"
	"github.com/needscape/needscape/examples/internal/bounds"
	"github.com/needscape/needscape/examples/internal/table"
)

// goalEntry is an aim over time: a goal, or what polls asked without one.
type goalEntry struct {
	Kind     string          `json:"kind"`
	Of       string          `json:"of"`
	Among    string          `json:"among,omitempty"`
	Goal     *targetEntry    `json:"goal"`     // null where there is none
	Searches []progressEntry `json:"searches"` // at each snapshot
	Polls    []progressEntry `json:"polls"`    // of each day
	Changes  []pollChange    `json:"poll_changes"`
	aim      string
}

type targetEntry struct {
	From float64 `json:"from"`
	To   float64 `json:"to"`
	By   string  `json:"by,omitempty"`
}

// progressEntry is how far something is at one time.
type progressEntry struct {
	At      string          `json:"at"` // a snapshot's name, or the day of a poll
	Now     bounds.Interval `json:"now"`
	Done    bounds.Interval `json:"done"` // of the way to the goal
	Verdict string          `json:"verdict,omitempty"`
	Part    *amount         `json:"part,omitempty"` // the demand that counts
	Rest    *amount         `json:"rest,omitempty"` // and the rest among which it is
	Poll    *pollEntry      `json:"poll,omitempty"`
}

type pollEntry struct {
	Asked      int64 `json:"asked"`
	Yes        int64 `json:"yes"`
	Unanswered int64 `json:"unanswered"`
	Voluntary  bool  `json:"voluntary"`
	text       string
}

// pollChange is by how much a later poll differs, with 95 % confidence.
type pollChange struct {
	From string `json:"from"`
	To   string `json:"to"`
	bounds.Interval
	Outcome string `json:"outcome"`
}

// progress returns what searches and polls say of goals, and of what only polls asked.
func (a *answer) progress() []goalEntry {
	out := []goalEntry{}
	if len(a.goals)+len(a.polls) == 0 {
		return out
	}
	var searched []*demand.Pairings
	if a.adds(a.changes[0].Measure) {
		for _, s := range a.snapshots {
			searched = append(searched, s.Report.Pair(a.pairing))
		}
	}
	var told []demand.Aim
	for i := range a.goals {
		told = append(told, a.goals[i].Aim)
		out = append(out, a.goal(a.goals[i].Aim, &a.goals[i], searched))
	}
poll:
	for _, p := range a.polls {
		for _, x := range told {
			if aims.Same(p.Aim, x) {
				continue poll
			}
		}
		told = append(told, p.Aim)
		out = append(out, a.goal(p.Aim, nil, searched))
	}
	return out
}

func (a *answer) goal(aim demand.Aim, g *demand.Goal, searched []*demand.Pairings) goalEntry {
	e := goalEntry{Kind: aim.Kind.String(), Of: aim.Of, Among: aim.Among, Searches: []progressEntry{}, Polls: []progressEntry{}, Changes: []pollChange{}, aim: aim.String()}
	if g != nil {
		e.Goal = &targetEntry{g.From, g.To, aims.Day(g.By)}
	}
	at := func(name string, now demand.Fraction) progressEntry {
		x := progressEntry{At: name, Now: bounds.Fraction(now)}
		if g != nil {
			p := g.Progress(now)
			x.Done, x.Verdict = part(p.Done), p.Verdict.String()
		}
		return x
	}
	for i, s := range searched {
		found := s.Searched(aim)
		x := at(a.snapshots[i].Name, found.Fraction)
		if found.Known {
			s := a.snapshots[i]
			part, rest := amountOf(a.scale(s), found.Part), amountOf(a.scale(s), found.Rest)
			x.Part, x.Rest = &part, &rest
		}
		e.Searches = append(e.Searches, x)
	}
	polls := aims.Polls(aim, a.polls)
	for _, p := range polls {
		x := at(aims.Day(p.First), p.Wilson(level))
		x.Poll = &pollEntry{p.Asked, p.Yes, p.Unanswered, p.Voluntary, p.Poll.String()}
		e.Polls = append(e.Polls, x)
	}
	for i := 1; i < len(polls); i++ {
		e.Changes = append(e.Changes, changeOf(polls[i-1], polls[i]))
	}
	if n := len(polls); n > 2 {
		e.Changes = append(e.Changes, changeOf(polls[0], polls[n-1]))
	}
	return e
}

func changeOf(before, after demand.Polled) pollChange {
	f := demand.PollChange(before.Poll, after.Poll, level)
	outcome := demand.NoChange
	switch {
	case !f.Known:
		outcome = demand.NotCompared
	case f.Low > 0:
		outcome = demand.Grown
	case f.High < 0:
		outcome = demand.Shrunk
	}
	return pollChange{aims.Day(before.First), aims.Day(after.First), part(f), outcome.String()}
}

func (d *document) writeGoals(p *page) {
	for _, g := range d.Goals {
		p.line("")
		kind := "GOAL"
		if g.Goal == nil {
			kind = "POLL without a goal"
		}
		p.line("%s: %s", kind, g.title())
		var t table.Table
		t.Row("  measured by", "at", table.Right("now"), table.Right("of the way"), "verdict", "of")
		for _, x := range g.Searches {
			of := "nothing that names it"
			if x.Part != nil {
				of = fmt.Sprintf("%s %s, and %s others", x.Part, p.unit, x.Rest)
			}
			t.Row("  searches", clip(x.At), table.Right(percent(x.Now)), table.Right(way(x.Done)), x.Verdict, of)
		}
		for _, x := range g.Polls {
			t.Row("  poll", orUndated(x.At), table.Right(percent(x.Now)), table.Right(way(x.Done)), x.Verdict, x.Poll.text)
		}
		if len(g.Searches)+len(g.Polls) > 0 {
			p.table(&t)
		}
		if len(g.Searches) == 0 {
			p.line("  No searches are known that would tell.")
		}
		for _, x := range g.Changes {
			p.line("  Poll of %s to that of %s: %s with 95 %% confidence, %s.", orUndated(x.From), orUndated(x.To), x.Points(), x.Outcome)
		}
	}
}

func orUndated(day string) string {
	if day == "" {
		return "no date"
	}
	return day
}

// title says what the goal is.
func (g *goalEntry) title() string {
	if g.Goal == nil {
		return g.aim
	}
	text := fmt.Sprintf("%s from %s to %s", g.aim, whole(g.Goal.From), whole(g.Goal.To))
	if g.Goal.By != "" {
		text += " by " + g.Goal.By
	}
	return text
}

// way prints a part of the way, which is less than none behind the beginning.
func way(i bounds.Interval) string {
	if i.Low.Value < 0 {
		return i.SignedPercent()
	}
	return percent(i)
}

// whole prints a part that was given in per cent.
func whole(x float64) string { return table.Number(100*x) + " %" }
