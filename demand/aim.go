package demand

import (
	"io"
	"strings"
)

// A GoalKind is what a goal is about.
type GoalKind uint8

const (
	// Awareness of a need: who names it, of all.
	Awareness GoalKind = iota
	// Recognition of a solution or brand: who knows it, of those who have the need.
	Recognition
	// Suitability of a solution or brand: who looks for it as the best, or buys it, of
	// those who know it.
	Suitability
)

var goalKinds = [...]string{"awareness", "recognition", "suitability"}

// String returns "awareness", "recognition" or "suitability".
func (k GoalKind) String() string { return nameOf(k, goalKinds[:]) }

// An Aim is what is measured, by searches or by a poll: recognition of zinc oxide among
// people with diaper rash.
type Aim struct {
	Kind  GoalKind
	Of    string // the need, solution or brand
	Among string // the need that people have; "" for any
}

// String prints "recognition of zinc oxide among diaper rash".
func (a Aim) String() string {
	s := a.Kind.String() + " of " + a.Of
	if a.Among != "" {
		s += " among " + a.Among
	}
	return s
}

// Polled is a poll and what it asked.
type Polled struct {
	Aim
	Poll
}

// String prints both.
func (p Polled) String() string { return p.Aim.String() + ": " + p.Poll.String() }

// ReadGoals reads goals: CSV (with commas, semicolons or tabs) with the columns kind, of,
// among, from, to and by, in any order, named on the first line:
//
//	kind,of,among,from,to,by
//	recognition,zinc oxide,diaper rash,8%,12%,2026-12-31
//
// Kind is that of a [GoalKind]; from and to are fractions or per cent; among and by may be
// empty or absent. Lines that begin with # are passed over, and so are other columns. These,
// and rows that cannot be used, are returned together as one error of [*RowError] values,
// beside the rest.
func ReadGoals(r io.Reader, name string) ([]Goal, error) {
	var goals []Goal
	err := readTable(r, name, []string{"kind", "of", "from", "to"}, []string{"among", "by"}, func(row *tableRow) {
		g := Goal{Aim: row.aim(), From: row.fraction("from"), To: row.fraction("to"), By: row.day("by")}
		if row.err == nil && g.Check() != nil {
			row.refuse("to", errGoal)
		}
		if row.err == nil {
			goals = append(goals, g)
		}
	})
	return goals, err
}

// ReadPolls reads polls, as [ReadGoals] does goals: the columns are kind, of, among, date,
// asked, yes, unanswered and voluntary, of which among, date and unanswered may be absent:
//
//	date,kind,of,among,asked,yes,unanswered,voluntary
//	2026-06-01,recognition,zinc oxide,diaper rash,400,40,12,no
//
// Asked counts all who were asked, with those who gave no answer. Voluntary is yes where
// people chose to answer, no or empty where they were chosen.
func ReadPolls(r io.Reader, name string) ([]Polled, error) {
	var polls []Polled
	err := readTable(r, name, []string{"kind", "of", "asked", "yes", "voluntary"}, []string{"among", "date", "unanswered"}, func(row *tableRow) {
		p := Polled{Aim: row.aim()}
		p.First = row.day("date")
		p.Last = p.First
		p.Asked, p.Yes = row.count("asked"), row.count("yes")
		if row.cell("unanswered") != "" {
			p.Unanswered = row.count("unanswered")
		}
		switch cell := strings.ToLower(row.cell("voluntary")); cell {
		case "yes", "no", "":
			p.Voluntary = cell == "yes"
		default:
			row.refuse("voluntary", errAimVoluntary)
		}
		if err := p.Check(); err != nil {
			row.refuse("yes", err)
		}
		if row.err == nil {
			polls = append(polls, p)
		}
	})
	return polls, err
}

// aim reads what is measured.
func (r *tableRow) aim() Aim {
	kind, err := parseName[GoalKind](strings.ToLower(r.cell("kind")), "goal of", goalKinds[:])
	if err != nil {
		r.refuse("kind", errAimKind)
	}
	a := Aim{Kind: kind, Of: r.cell("of"), Among: r.cell("among")}
	if a.Of == "" {
		r.refuse("of", errAimEmpty)
	}
	return a
}
