package demand

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/needscape/needscape/keyword"
)

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

// Missing says whether anybody is on a rung, as far as a list can show. A list holds what
// its source was asked for, so that no keyword in it does not prove that nobody searches.
type Missing uint8

const (
	// NotMissing: there is or may be demand.
	NotMissing Missing = iota
	// NoKeyword: no keyword is on the rung.
	NoKeyword
	// NoVolume: keywords are, but how often they are searched for is not known: of none
	// of them, or of some where all others are exactly 0.
	NoVolume
	// NoSearches: keywords are, and nobody searches for them.
	NoSearches
)

var missingNames = [...]string{"", "no keyword", "no volume", "no searches"}

// String returns "no keyword", "no volume", "no searches", or "" for what is not missing.
func (m Missing) String() string {
	if int(m) < len(missingNames) {
		return missingNames[m]
	}
	return fmt.Sprintf("Missing(%d)", uint8(m))
}

// Missing reports whether the rung is missing, and why.
func (r Rung) Missing() Missing {
	switch {
	case r.Terms == 0:
		return NoKeyword
	case r.Demand.High > 0:
		return NotMissing
	case r.Demand.Unknown > 0:
		return NoVolume
	default:
		return NoSearches
	}
}

// add adds a term.
func (r *Rung) add(t *Term) {
	r.Keywords += 1 + len(t.Variants)
	r.Terms++
	r.Demand.AddTerm(t)
}

// merge adds what another rung counts.
func (r *Rung) merge(s Rung) {
	r.Keywords += s.Keywords
	r.Terms += s.Terms
	r.Demand.Merge(s.Demand)
}

// A Ladder is the demand of a market, or of a part of it, by role or by stage: need,
// solution and brand, or aware to buy, and on a last rung what is on none of them. Its
// rungs hold each term of the part once. The zero Ladder is that of nothing.
type Ladder struct {
	Name     string // of the part; "" for the market
	Part     int    // its number in [Parts]; -1 where several were merged
	Keywords int    // of all rungs
	Terms    int
	Demand   Sum
	Rungs    []Rung
}

// ErrRungs is the reason for which two ladders cannot be merged.
var ErrRungs = errors.New("ladders of different rungs cannot be merged")

// Merge adds a ladder of the same rungs, whose terms are others: rung by rung, in any
// order to the same result. Where the ladders have different names the result has none.
// A ladder by role and one by stage are an error, and nothing is added.
func (l *Ladder) Merge(m Ladder) error {
	switch {
	case len(m.Rungs) == 0:
		return nil
	case len(l.Rungs) == 0:
		rungs := slices.Clone(m.Rungs)
		*l = m
		l.Rungs = rungs
		return nil
	case !slices.EqualFunc(l.Rungs, m.Rungs, func(a, b Rung) bool { return a.Role == b.Role && a.Stage == b.Stage }):
		return fmt.Errorf("demand: %w: %q, %q", ErrRungs, l.Name, m.Name)
	}
	if l.Name != m.Name {
		l.Name = ""
	}
	if l.Part != m.Part {
		l.Part = -1
	}
	for i := range l.Rungs {
		l.Rungs[i].merge(m.Rungs[i])
	}
	l.fill()
	return nil
}

// AppendBinary appends the ladder to bytes, as that of [Sum] does: its rungs with their
// demands, of which all else follows.
func (l Ladder) AppendBinary(b []byte) ([]byte, error) {
	b = appendInt(appendText(b, l.Name), int64(l.Part))
	b = binary.AppendUvarint(b, uint64(len(l.Rungs)))
	for _, r := range l.Rungs {
		b = appendInt(appendInt(append(b, byte(r.Role), byte(r.Stage)), int64(r.Keywords)), int64(r.Terms))
		b = r.Demand.append(b)
	}
	return b, nil
}

// MarshalBinary returns what AppendBinary appends.
func (l Ladder) MarshalBinary() ([]byte, error) { return l.AppendBinary(nil) }

// UnmarshalBinary reads what AppendBinary appended, and that alone. The error is
// [ErrEncoding].
func (l *Ladder) UnmarshalBinary(b []byte) error {
	return decode(l, b, func(d *decoder) (l Ladder) {
		l.Name, l.Part = d.text(), d.int()
		for range d.length(4 + leastSum) {
			r := Rung{Role: keyword.Role(d.byte(math.MaxUint8)), Stage: keyword.Stage(d.byte(math.MaxUint8))}
			r.Keywords, r.Terms, r.Demand = d.int(), d.int(), d.sum()
			l.Rungs = append(l.Rungs, r)
		}
		l.fill()
		return l
	})
}

// fill adds the rungs up, and compares them. The last rung stands beside the ladder.
func (l *Ladder) fill() {
	var all Rung
	for i := range l.Rungs {
		all.merge(l.Rungs[i])
	}
	l.Keywords, l.Terms, l.Demand = all.Keywords, all.Terms, all.Demand
	l.compare(func(s Sum) Sum { return s })
}

// compare works out the shares and drops, of sums as they are taken.
func (l *Ladder) compare(taken func(Sum) Sum) {
	for i := range l.Rungs {
		var rest Sum
		for k := range l.Rungs {
			if k != i {
				rest.Merge(l.Rungs[k].Demand)
			}
		}
		demand := taken(l.Rungs[i].Demand)
		l.Rungs[i].Share = Share(demand, taken(rest))
		if 0 < i && i < len(l.Rungs)-1 {
			l.Rungs[i].Drop = Drop(taken(l.Rungs[i-1].Demand), demand)
		}
	}
}

// Likely returns the ladder in likely bounds: each sum in its central range ([Sum.Likely]),
// each share and each drop as [LikelyShare] and [LikelyDrop] have it. It is to be read, not
// to be merged.
func (l Ladder) Likely(level float64) Ladder {
	l.Rungs = slices.Clone(l.Rungs)
	l.compare(func(s Sum) Sum { return s.Likely((1 + level) / 2) })
	for i := range l.Rungs {
		l.Rungs[i].Demand = l.Rungs[i].Demand.Likely(level)
	}
	l.Demand = l.Demand.Likely(level)
	return l
}

// Missing returns the rungs of a ladder that are missing, in order: a need that nobody
// says together with a solution, or a solution that nobody compares. What stands beside
// the ladder is none of its rungs.
func (l Ladder) Missing() []Rung {
	var out []Rung
	for i := range len(l.Rungs) - 1 {
		if l.Rungs[i].Missing() != NotMissing {
			out = append(out, l.Rungs[i])
		}
	}
	return out
}

// A Step is a rung of a funnel, with all rungs after it.
type Step struct {
	Role     keyword.Role
	Stage    keyword.Stage
	Keywords int
	Terms    int
	Demand   Sum      // of this rung and those after it
	Share    Fraction // of the demand of the first step
	Passed   Fraction // of the demand of the step before; not known on the first
}

// Funnel returns the ladder as a funnel, on the assumption that who is on a rung has
// passed those before: the searches of people who at least comprehend. So each step holds
// all after it, and its parts of the first step and of the one before are parts in
// earnest, from 0 to 1, also where a later rung has more searches than an earlier one.
// What stands beside the ladder is in no step.
func (l Ladder) Funnel() []Step {
	if len(l.Rungs) < 2 {
		return nil
	}
	steps := make([]Step, len(l.Rungs)-1)
	for i := range steps {
		r := Rung{Role: l.Rungs[i].Role, Stage: l.Rungs[i].Stage}
		for _, later := range l.Rungs[i : len(l.Rungs)-1] {
			r.merge(later)
		}
		steps[i] = Step{Role: r.Role, Stage: r.Stage, Keywords: r.Keywords, Terms: r.Terms, Demand: r.Demand}
		var left Sum // on the way here
		for k := range i {
			left.Merge(l.Rungs[k].Demand)
		}
		steps[i].Share = Share(r.Demand, left)
		if i > 0 {
			steps[i].Passed = Share(r.Demand, l.Rungs[i-1].Demand)
		}
	}
	return steps
}

// rungsOf returns empty rungs, and on which of them a term is.
func rungsOf(by By) ([]Rung, func(*Term) int) {
	var rungs []Rung
	switch by {
	case ByRole:
		for _, role := range keyword.Roles() {
			rungs = append(rungs, Rung{Role: role})
		}
		return rungs, func(t *Term) int { return at(rungs, t.Role, keyword.NoStage) }
	case ByStage:
		for _, stage := range keyword.Stages() {
			rungs = append(rungs, Rung{Stage: stage})
		}
		return rungs, func(t *Term) int { return at(rungs, keyword.Other, t.Stage) }
	default:
		return []Rung{{}}, func(*Term) int { return 0 }
	}
}

// at returns the rung of a role or a stage, the last where there is none.
func at(rungs []Rung, role keyword.Role, stage keyword.Stage) int {
	for i, r := range rungs {
		if r.Role == role && r.Stage == stage {
			return i
		}
	}
	return len(rungs) - 1
}

// Ladders returns the ladder of each part, the one with the most demand first, ties by
// name and number; parts without terms have none. By volume all terms stand on one rung.
// A term in several parts counts in the ladder of each, so that these add up to more than
// the market. Time is O(n log n) in the number of terms and their parts.
func (r *Report) Ladders(by By, parts Parts) []Ladder {
	empty, rung := rungsOf(by)
	rungs := make([]Rung, len(empty)*parts.Len())
	for i := range r.Terms {
		t := &r.Terms[i]
		k := rung(t)
		for _, p := range parts.Of(i) {
			rungs[int(p)*len(empty)+k].add(t)
		}
	}
	var out []Ladder
	for p := range parts.Len() {
		l := Ladder{Name: parts.Name(p), Part: p, Rungs: rungs[p*len(empty) : (p+1)*len(empty) : (p+1)*len(empty)]}
		for k := range l.Rungs {
			l.Rungs[k].Role, l.Rungs[k].Stage = empty[k].Role, empty[k].Stage
		}
		if l.fill(); l.Terms > 0 || parts.whole() {
			out = append(out, l)
		}
	}
	slices.SortFunc(out, func(a, b Ladder) int {
		return cmp.Or(byDemand(a.Demand.span(), b.Demand.span()), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Part, b.Part))
	})
	return out
}

// Ladder returns the demand by role: need, solution, brand, and last what is none
// of them. Keywords and terms of all rungs add up to those of the report.
func (r *Report) Ladder() []Rung { return r.Ladders(ByRole, Parts{})[0].Rungs }

// Stages returns the demand by stage: aware to buy, and last what shows none.
func (r *Report) Stages() []Rung { return r.Ladders(ByStage, Parts{})[0].Rungs }
