package demand

import (
	"slices"

	"github.com/needscape/needscape/keyword"
)

// By is what a ranking is by.
type By uint8

const (
	// ByRole ranks within need, solution, brand and other.
	ByRole By = iota
	// ByStage ranks within the stages.
	ByStage
	// ByVolume ranks all together.
	ByVolume
)

var byNames = [...]string{"role", "stage", "volume"}

// String returns "role", "stage" or "volume".
func (b By) String() string { return nameOf(b, byNames[:]) }

// ParseBy reads what String writes.
func ParseBy(s string) (By, error) { return parseName[By](s, "rank by", byNames[:]) }

// Ranked is a term at its place in a ranking.
type Ranked struct {
	*Term

	// Best and Worst are the first and the last place, from 1, that the term can
	// have as far as the volumes decide it: 3 and 5 for "3rd to 5th". Both are 0
	// where its volume is unknown. Terms of unknown volume take no place, unless
	// their source gives places instead, which decide then.
	Best, Worst int
}

// A Ranking is the terms of one role, of one stage, or all.
type Ranking struct {
	Role  keyword.Role  // where the ranking is by role
	Stage keyword.Stage // where it is by stage
	Terms []Ranked      // the most demand first, ties by text
}

// Rank returns the rankings of a report, one for each role or stage that has
// terms, in the order of [keyword.Roles] and [keyword.Stages], or a single one by
// volume. Time is O(n log n).
func (r *Report) Rank(by By) []Ranking {
	var out []Ranking
	switch by {
	case ByRole:
		for _, role := range keyword.Roles() {
			out = append(out, Ranking{Role: role, Terms: r.ranked(func(t *Term) bool { return t.Role == role })})
		}
	case ByStage:
		for _, stage := range keyword.Stages() {
			out = append(out, Ranking{Stage: stage, Terms: r.ranked(func(t *Term) bool { return t.Stage == stage })})
		}
	default:
		out = append(out, Ranking{Terms: r.ranked(func(*Term) bool { return true })})
	}
	return slices.DeleteFunc(out, func(k Ranking) bool { return len(k.Terms) == 0 })
}

// ranked ranks the terms that are wanted, which stand in order already.
func (r *Report) ranked(want func(*Term) bool) []Ranked {
	var out []Ranked
	for i := range r.Terms {
		if t := &r.Terms[i]; want(t) {
			out = append(out, Ranked{Term: t})
		}
	}
	r.place(out)
	return out
}

// place gives terms the places that they can have among themselves.
func (r *Report) place(terms []Ranked) {
	var among contest
	for _, t := range terms {
		if low, high, ok := r.bounds(t.Term); ok {
			among.add(low, high)
		}
	}
	among.sort()
	for i := range terms {
		t := &terms[i]
		if low, high, ok := r.bounds(t.Term); ok {
			p := among.place(low, high)
			t.Best, t.Worst = p.Best, p.Worst
		}
	}
}

// bounds are the least and the most by which a term is ranked: its volume or, in a
// source of places, its place.
func (r *Report) bounds(t *Term) (low, high int64, ok bool) {
	if r.Measure == RankOrder {
		return -t.Rank, -t.Rank, t.Rank > 0
	}
	return t.Volume.Low, t.Volume.High, t.Volume.Known()
}
