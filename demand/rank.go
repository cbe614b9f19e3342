package demand

import (
	"fmt"
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
func (b By) String() string {
	if int(b) < len(byNames) {
		return byNames[b]
	}
	return fmt.Sprintf("By(%d)", uint8(b))
}

// ParseBy reads what String writes.
func ParseBy(s string) (By, error) {
	if i := slices.Index(byNames[:], s); i >= 0 {
		return By(i), nil
	}
	return 0, fmt.Errorf("demand: rank by %q: want one of %q", s, byNames)
}

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
	var lows, highs []int64
	for i := range r.Terms {
		t := &r.Terms[i]
		if !want(t) {
			continue
		}
		out = append(out, Ranked{Term: t})
		if low, high, ok := r.bounds(t); ok {
			lows, highs = append(lows, low), append(highs, high)
		}
	}
	slices.Sort(lows)
	slices.Sort(highs)
	for i := range out {
		t := &out[i]
		low, high, ok := r.bounds(t.Term)
		if !ok {
			continue
		}
		// Ahead for sure are those whose low is above its high; behind for sure
		// those whose high is below its low.
		ahead := len(lows) - upper(lows, high)
		behind, _ := slices.BinarySearch(highs, low)
		t.Best, t.Worst = ahead+1, len(lows)-behind
	}
	return out
}

// bounds are the least and the most by which a term is ranked: its volume or, in a
// source of places, its place.
func (r *Report) bounds(t *Term) (low, high int64, ok bool) {
	if r.Measure == RankOrder {
		return -t.Rank, -t.Rank, t.Rank > 0
	}
	return t.Volume.Low, t.Volume.High, t.Volume.Known()
}

// upper returns how many of the sorted numbers are at most n.
func upper(sorted []int64, n int64) int {
	i, _ := slices.BinarySearchFunc(sorted, n, func(e, n int64) int {
		if e <= n {
			return -1
		}
		return 1
	})
	return i
}

// A Rung is a step of a ladder: a role or a stage with its demand.
type Rung struct {
	Role     keyword.Role  // of a ladder of roles
	Stage    keyword.Stage // of a ladder of stages
	Keywords int           // distinct keywords
	Terms    int           // sets of close variants
	Demand   Sum           // of its terms
	Share    Fraction      // of the demand of all rungs
	Drop     Fraction      // from the rung before; not known on the first, or for what is on no rung
}

// Ladder returns the demand by role: need, solution, brand, and last what is none
// of them. Keywords and terms of all rungs add up to those of the report.
func (r *Report) Ladder() []Rung {
	var rungs []Rung
	roles := keyword.Roles()
	for _, role := range roles {
		rungs = append(rungs, Rung{Role: role})
	}
	return r.fill(rungs, func(t *Term) int { return slices.Index(roles, t.Role) })
}

// Stages returns the demand by stage: aware to buy, and last what shows none.
func (r *Report) Stages() []Rung {
	var rungs []Rung
	stages := keyword.Stages()
	for _, stage := range stages {
		rungs = append(rungs, Rung{Stage: stage})
	}
	return r.fill(rungs, func(t *Term) int { return slices.Index(stages, t.Stage) })
}

// fill adds the terms up on their rungs. The last rung stands beside the ladder.
func (r *Report) fill(rungs []Rung, at func(*Term) int) []Rung {
	for i := range r.Terms {
		t := &r.Terms[i]
		rung := &rungs[at(t)]
		rung.Keywords += 1 + len(t.Variants)
		rung.Terms++
		rung.Demand.Add(t.Volume)
	}
	for i := range rungs {
		var rest Sum
		for k := range rungs {
			if k != i {
				rest.Merge(rungs[k].Demand)
			}
		}
		rungs[i].Share = Share(rungs[i].Demand, rest)
		if 0 < i && i < len(rungs)-1 {
			rungs[i].Drop = Drop(rungs[i-1].Demand, rungs[i].Demand)
		}
	}
	return rungs
}
