package demand

import (
	"fmt"
	"math"
	"slices"

	"github.com/needscape/needscape/keyword"
)

// people are the roles of those who search for a need, in the order in which they are
// added up.
var people = [...]keyword.Role{keyword.Need, keyword.Solution, keyword.Brand}

// Reach is how many people stand behind searches: under assumptions, of which each step
// names those that it rests on.
//
// A person is taken to stand on one rung: who searches for the bare need and for a brand
// in the same month knows a brand with all their searches, so that then more people know
// one than is said here. Searches of no role are not of the need, and left out.
type Reach struct {
	Need     People // who have the need: those of all rungs
	Solution People // of these, who know that there is a solution: those who name one, or a brand
	Brand    People // of these, who know a brand
}

// People are the people behind some searches.
type People struct {
	Searches Sum    // that were counted, over Period
	Period   Period // of Searches

	// Part is which part of the people who have the need they are. It does not depend on
	// what all of them share: where one number of searches a person is for all roles, it
	// is the [Share] of the searches.
	Part Fraction

	Engine Reached // people who search on the engine that the source counts
	Online Reached // people who search, on any engine: those who can be reached online
	All    Reached // people, online or not: those offline are taken to have the need as often
}

// A Reached is a number of people, and what it rests on. Numbers of one [Reach] share their
// assumptions: to see how they compare, use [People.Part] and not their bounds.
type Reached struct {
	Low, High int64 // people; High may be [Unbounded]
	Known     bool  // false where an assumption is missing, or no volume is known
	Unknown   int   // volumes that are unknown, and not in it

	Uses    []NamedAssumption // the assumptions that it rests on
	Missing []string          // the assumptions without which it cannot be told

	// Limit is the largest number that the population allows, by an assumption that is
	// given: High is no more. 0 where there is none.
	Limit int64

	// Contradiction is set where even the least that the searches can mean is more than
	// Limit: the assumptions cannot all be true. Low and High are Limit then.
	Contradiction bool
}

// A NamedAssumption is an assumption with its name in a file (see [ReadAssumptions]).
type NamedAssumption struct {
	Name string
	Assumption
}

// Reach returns how many people stand behind the searches of a report. It is an error
// where its numbers are no searches, or an assumption cannot be: see [Assumptions.Check].
func (r *Report) Reach(a Assumptions) (Reach, error) {
	return ReachOf(r.Ladder(), r.Measure, r.Period, a)
}

// ReachOf returns how many people stand behind the rungs of a ladder of roles, such as
// that of one need or group; rungs of a role are added up.
//
// Searches a month over searches a person a month are people on the engine that was
// counted; over its part of all searches, where people on other engines search as often,
// people online; over the part of the population that is online, people.
func ReachOf(rungs []Rung, m Measure, p Period, a Assumptions) (Reach, error) {
	if m != Searches {
		return Reach{}, fmt.Errorf("demand: %w: reach is of searches, not of %s", ErrMeasure, m)
	}
	if err := a.Check(); err != nil {
		return Reach{}, err
	}
	c := chain{Assumptions: a, period: p}
	for _, rung := range rungs {
		if rung.Role <= keyword.Brand {
			c.demand[rung.Role].Merge(rung.Demand)
		}
	}
	var out Reach
	out.Need = c.reached(people[:])
	out.Solution = c.reached(people[1:])
	out.Brand = c.reached(people[2:])
	return out, nil
}

// chain is the way from searches to people.
type chain struct {
	Assumptions
	period Period
	demand [keyword.Brand + 1]Sum
}

// crowd is a number of people, which need not be a whole one.
type crowd struct{ low, high float64 }

// over divides by an assumption.
func (s crowd) over(a Assumption) crowd { return crowd{s.low / a.High, s.high / a.Low} }

// rate returns the searches a person a month of a role, and its name.
func (c *chain) rate(role keyword.Role) NamedAssumption {
	if a := c.ByRole[role]; a.Known {
		return NamedAssumption{role.String(), a}
	}
	return NamedAssumption{nameSearches, c.Searches}
}

// perMonth returns the bounds of a sum as searches a month.
func (c *chain) perMonth(s Sum) crowd {
	by := c.period.Factor(PerMonth)
	out := crowd{float64(s.Low) * by, float64(s.High) * by}
	if s.High == Unbounded {
		out.high = math.Inf(1)
	}
	return out
}

// engine adds up the searches of some roles, and the people on the engine behind them, as
// far as assumptions are given.
func (c *chain) engine(roles []keyword.Role) (searches Sum, at crowd, step Reached) {
	for _, role := range roles {
		d := c.demand[role]
		searches.Merge(d)
		if d.Known == 0 {
			continue
		}
		rate := c.rate(role)
		step.use(rate)
		if rate.Known {
			people := c.perMonth(d).over(rate.Assumption)
			at.low += people.low
			at.high += people.high
		}
	}
	step.Unknown = searches.Unknown
	return searches, at, step
}

// reached makes the steps for the people of some roles.
func (c *chain) reached(roles []keyword.Role) People {
	searches, at, step := c.engine(roles)
	r := People{Searches: searches, Period: c.period, Part: c.part(roles), Engine: step}
	var whole Sum
	for _, role := range people {
		whole.Merge(c.demand[role])
	}
	told := whole.Known > 0 && !searches.unknown()
	r.Engine.fill(at, math.Inf(1), told)

	online, population := NamedAssumption{nameOnline, c.Online}, NamedAssumption{namePopulation, c.Population}
	step.use(NamedAssumption{nameEngine, c.Engine})
	r.Online = step
	step.use(online)
	r.All = step
	limit, limitOnline := math.Inf(1), math.Inf(1)
	if c.Population.Known {
		limit, limitOnline = c.Population.High, c.Population.High
		r.Online.use(population)
		r.All.use(population)
		if c.Online.Known {
			limitOnline *= c.Online.High
			r.Online.use(online)
		}
	}
	if c.Engine.Known {
		at = at.over(c.Engine)
	}
	r.Online.fill(at, limitOnline, told)
	if c.Online.Known {
		at = at.over(c.Online)
	}
	r.All.fill(at, limit, told)
	return r
}

// use notes an assumption that a step needs.
func (s *Reached) use(u NamedAssumption) {
	if !u.Known {
		if !slices.Contains(s.Missing, u.Name) {
			s.Missing = append(slices.Clone(s.Missing), u.Name)
		}
		return
	}
	if !slices.Contains(s.Uses, u) {
		s.Uses = append(slices.Clone(s.Uses), u)
	}
}

// fill sets the people of a step where they can be told.
func (s *Reached) fill(at crowd, limit float64, told bool) {
	if !told || len(s.Missing) > 0 {
		return
	}
	s.Known = true
	s.Low, s.High = whole(at.low), whole(math.Ceil(at.high))
	if math.IsInf(limit, 1) {
		return
	}
	s.Limit = whole(math.Ceil(limit))
	s.Contradiction = s.Low > s.Limit
	s.Low, s.High = min(s.Low, s.Limit), min(s.High, s.Limit)
}

// part returns which part of all people those of some roles are. Where roles have rates of
// their own it is the least and the most over the bounds of these: in each rate the part
// only rises or only falls, and one rate is the same number wherever it is used.
func (c *chain) part(roles []keyword.Role) Fraction {
	var in, rest Sum
	var rates []NamedAssumption
	for _, role := range people {
		d := c.demand[role]
		if slices.Contains(roles, role) {
			in.Merge(d)
		} else {
			rest.Merge(d)
		}
		if u := c.rate(role); d.Known > 0 && !slices.Contains(rates, u) {
			rates = append(rates, u)
		}
	}
	f := Share(in, rest)
	if len(rates) < 2 || !f.Known {
		return f
	}
	f = Fraction{Low: 1, High: 0, Known: true}
	for corner := range 1 << len(rates) {
		var a, b crowd
		for _, role := range people {
			d, u := c.demand[role], c.rate(role)
			if d.Known == 0 {
				continue
			}
			if !u.Known {
				return Fraction{}
			}
			rate := u.Low
			if corner>>slices.Index(rates, u)&1 == 1 {
				rate = u.High
			}
			to := &b
			if slices.Contains(roles, role) {
				to = &a
			}
			at := c.perMonth(d)
			to.low += at.low / rate
			to.high += at.high / rate
		}
		f.Low, f.High = min(f.Low, partOf(a.low, b.high)), max(f.High, partOf(a.high, b.low))
	}
	if math.IsNaN(f.Low) || math.IsNaN(f.High) {
		return Fraction{0, 1, true}
	}
	return f
}

// partOf returns a/(a+b), NaN where both are nothing or both without bound.
func partOf(a, b float64) float64 {
	switch {
	case math.IsInf(a, 1) && !math.IsInf(b, 1):
		return 1
	case math.IsInf(b, 1):
		return 0
	}
	return a / (a + b)
}
