package demand

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/needscape/needscape/keyword"
)

// A Goal is a target for a rung: recognition of zinc oxide among people with diaper rash
// from 8 % to 12 % by the end of the year. It may also go down.
type Goal struct {
	Aim
	From, To float64   // fractions: where it began, and where it is to be
	By       time.Time // the day; zero where there is none
}

var errGoal = errors.New("goal goes nowhere, want two different fractions of 0 to 1")

// Check returns an error where a goal cannot be.
func (g Goal) Check() error {
	if !(g.From >= 0 && g.From <= 1 && g.To >= 0 && g.To <= 1 && g.From != g.To) {
		return fmt.Errorf("demand: %s: %w", g.Aim, errGoal)
	}
	return nil
}

// A Verdict is what can be said of progress.
type Verdict uint8

const (
	// GoalUntold: nothing is known, or what is known leaves open whether the goal is reached.
	GoalUntold Verdict = iota
	// GoalBack: it is further from the goal than it began, whatever the bounds mean.
	GoalBack
	// GoalSame: no measurable change: it may stand where it began, and has not reached the goal.
	GoalSame
	// GoalNearer: it has come nearer, and has not reached the goal.
	GoalNearer
	// GoalReached: the goal is reached, whatever the bounds mean.
	GoalReached
)

var verdicts = [...]string{"cannot be told", "behind its beginning", "no measurable change", "not reached", "reached"}

// String returns "reached", "not reached", "no measurable change", "behind its beginning" or "cannot
// be told".
func (v Verdict) String() string { return nameOf(v, verdicts[:]) }

// Progress is how far on the way to a goal something stands.
type Progress struct {
	Now     Fraction // as it was measured
	Done    Fraction // of the way from the beginning to the goal: 1 there, less than 0 behind
	Verdict Verdict
}

// Progress returns how far on the way to the goal a measured fraction stands. The beginning
// is a number that was set; whether two measurements differ is for [PollChange] to say.
func (g Goal) Progress(now Fraction) Progress {
	p := Progress{Now: now}
	if g.Check() != nil || !now.Known {
		return p
	}
	low, high := (now.Low-g.From)/(g.To-g.From), (now.High-g.From)/(g.To-g.From)
	p.Done = Fraction{min(low, high), max(low, high), true}
	// The bounds themselves decide, as a quotient may be rounded.
	near, far, from, to := now.Low, now.High, g.From, g.To
	if to < from { // turned round, so that the way goes up
		near, far, from, to = -far, -near, -from, -to
	}
	switch {
	case near >= to:
		p.Verdict = GoalReached
	case far >= to:
		p.Verdict = GoalUntold
	case far < from:
		p.Verdict = GoalBack
	case near <= from:
		p.Verdict = GoalSame
	default:
		p.Verdict = GoalNearer
	}
	return p
}

// A GoalStatus is a goal with what searches and a poll say of it, beside one another: they ask
// different people, and are never one number.
type GoalStatus struct {
	Goal
	Searches Progress
	Poll     Progress
	Evidence Searched // of Searches
	Polled   Poll     // of Poll
}

// Status returns how far a goal is, by searches and by a poll, of which the interval is
// Wilson's at a level, as 0.95. Either may be unknown: the zero Searched or Poll.
func (g Goal) Status(s Searched, p Poll, level float64) GoalStatus {
	return GoalStatus{g, g.Progress(s.Fraction), g.Progress(p.Wilson(level)), s, p}
}

// Searched is what searches say of an aim: the part of the demand of some terms that other
// terms of them hold. It counts searches and not people: see [Report.Reach].
type Searched struct {
	Fraction     // not known where no term says what is aimed at
	Part     Sum // of the terms that count
	Rest     Sum // of those that do not, among which they are
}

// Searched returns what the terms of a market say of an aim, by the names under which
// [Report.Pair] has needs, solutions and brands; close enough is the same text but for
// case and space. Each term counts once.
//
//   - Awareness: of the terms that mention anything, or mention what Among names, those
//     that mention the need.
//   - Recognition: of the terms that mention the need that Among names, or any, those that
//     mention the solution or brand too.
//   - Suitability: of the terms that mention the solution or brand, with the need that
//     Among names where it names one, those that say that it is compared or bought. A bare
//     brand is of the stage compare and says neither.
//
// Time is linear in the mentions.
func (p *Pairings) Searched(a Aim) Searched {
	of, among := p.named(a.Of), p.named(a.Among)
	var s Searched
	if a.Among != "" && among.none() || of.none() {
		return s
	}
	for i, t := range p.terms {
		says := of.said(p, i)
		in := a.Among == "" || among.said(p, i)
		switch a.Kind {
		case Recognition:
			in = in && len(p.needsOf(i)) > 0
		case Suitability:
			in = in && says
			says = chooses(t)
		}
		switch {
		case !in:
		case says:
			s.Part.add(p.volume(t))
		default:
			s.Rest.add(p.volume(t))
		}
	}
	s.Fraction = Share(s.Part, s.Rest)
	return s
}

// chooses reports whether a term says that something is compared or bought.
func chooses(t *Term) bool {
	return t.Stage == keyword.Buy || slices.ContainsFunc(t.Evidence, func(e keyword.Evidence) bool { return e.Stage == keyword.Compare })
}

// namedAs are the needs and the ways of a name.
type namedAs struct{ needs, ways []int32 }

// named finds a name among those of the market.
func (m *mentions) named(name string) namedAs {
	var n namedAs
	name = keyword.Normalize(name)
	if name == "" {
		return n
	}
	for i, need := range m.needName {
		if keyword.Normalize(need) == name {
			n.needs = append(n.needs, int32(i))
		}
	}
	for i, way := range m.wayName {
		if keyword.Normalize(way) == name {
			n.ways = append(n.ways, int32(i))
		}
	}
	return n
}

func (n namedAs) none() bool { return len(n.needs)+len(n.ways) == 0 }

// said reports whether term i mentions what is named.
func (n namedAs) said(p *Pairings, i int) bool {
	return slices.ContainsFunc(n.needs, func(x int32) bool { return slices.Contains(p.needsOf(i), x) }) ||
		slices.ContainsFunc(n.ways, func(x int32) bool { return slices.Contains(p.waysOf(i), x) })
}
