package demand

import (
	"cmp"
	"slices"

	"github.com/needscape/needscape/keyword"
)

// Names returns a [PairOptions] Name under which what the terms of the report mention
// counts as one where it is close variants, by an analyzer: "rash on face" as "face
// rash". Of these the one that most terms mention gives the name, of equals the
// shortest, then the first by alphabet. What no term of the report mentions has its own
// name. Time is linear in the evidence.
func (r *Report) Names(a *keyword.Analyzer) func(keyword.Evidence) string { return Names(a, r) }

// Names returns the names of several reports, counted together: see [Report.Names].
func Names(a *keyword.Analyzer, reports ...*Report) func(keyword.Evidence) string {
	counts := [keyword.Brand + 1]map[string]int{}
	for role := range counts {
		counts[role] = map[string]int{}
	}
	for _, r := range reports {
		for i := range r.Terms {
			for _, e := range r.Terms[i].Evidence {
				if e.Term != "" && e.Role <= keyword.Brand {
					counts[e.Role][e.Term]++
				}
			}
		}
	}
	names := [keyword.Brand + 1]map[string]string{}
	for role, count := range counts {
		best := map[string]string{} // by key
		keys := make(map[string]string, len(count))
		for term, n := range count {
			key := a.Key(term)
			keys[term] = key
			if b, ok := best[key]; !ok || cmp.Or(cmp.Compare(count[b], n), cmp.Compare(len(term), len(b)), cmp.Compare(term, b)) < 0 {
				best[key] = term
			}
		}
		for term, key := range keys {
			keys[term] = best[key]
		}
		names[role] = keys
	}
	return func(e keyword.Evidence) string {
		if e.Role <= keyword.Brand {
			if name, ok := names[e.Role][e.Term]; ok {
				return name
			}
		}
		return e.Term
	}
}

// A register numbers names. The zero register is empty.
type register struct {
	numbers map[string]int32
	names   []string // by number
}

// number returns the number of a name.
func (r *register) number(name string) int32 {
	n, ok := r.numbers[name]
	if !ok {
		if r.numbers == nil {
			r.numbers = map[string]int32{}
		}
		n = int32(len(r.names))
		r.numbers[name] = n
		r.names = append(r.names, name)
	}
	return n
}

// sort numbers the names anew, in their order, and returns the new number of each old
// one.
func (r *register) sort() []int32 {
	slices.Sort(r.names)
	place := make([]int32, len(r.names))
	for i, name := range r.names {
		place[r.numbers[name]] = int32(i)
	}
	return place
}
