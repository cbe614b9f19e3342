package demand

import (
	"cmp"
	"slices"

	"github.com/needscape/needscape/keyword"
)

// mentions are the needs that terms mention and the ways to meet them: a method (way 0),
// solutions, and after them brands. All are numbered in the order of their names.
type mentions struct {
	terms           []*Term // those that mention something, the most demand first
	needs, ways     []int32 // of all terms, one after another
	needEnd, wayEnd []int32 // where those of each term end
	needName        []string
	wayName         []string // "" for a method
	solutions       int      // how many solutions there are
}

// method is the way that has no name.
const method = 0

// needsOf returns the needs that term i mentions, in order.
func (m *mentions) needsOf(i int) []int32 { return between(m.needs, m.needEnd, i) }

// waysOf returns the ways that it mentions, in order.
func (m *mentions) waysOf(i int) []int32 { return between(m.ways, m.wayEnd, i) }

// between returns the elements of list i, of lists that end where ends say.
func between[T any](all []T, ends []int32, i int) []T {
	start := int32(0)
	if i > 0 {
		start = ends[i-1]
	}
	return all[start:ends[i]]
}

// role returns the role of a way.
func (m *mentions) role(way int32) keyword.Role {
	if int(way) > m.solutions {
		return keyword.Brand
	}
	return keyword.Solution
}

// mentioned finds what terms mention, each under its name.
func mentioned(terms []Term, name mention) mentions {
	m := mentions{terms: make([]*Term, 0, len(terms))}
	for i := range terms {
		m.terms = append(m.terms, &terms[i])
	}
	if !slices.IsSortedFunc(m.terms, termFirst) {
		slices.SortFunc(m.terms, termFirst)
	}
	var needs, solutions, brands register
	kept := m.terms[:0]
	for _, t := range m.terms {
		need, way, unnamed := len(m.needs), len(m.ways), false
		for _, e := range t.Evidence {
			counts, text := name(t, e)
			switch {
			case !counts:
			case text == "":
				unnamed = unnamed || e.Role == keyword.Solution
			case e.Role == keyword.Need:
				m.needs = addNew(m.needs, need, needs.number(text))
			case e.Role == keyword.Solution:
				m.ways = addNew(m.ways, way, 1+solutions.number(text))
			case e.Role == keyword.Brand:
				m.ways = addNew(m.ways, way, -1-brands.number(text)) // until the solutions are counted
			}
		}
		if unnamed && len(m.ways) == way {
			m.ways = append(m.ways, method)
		}
		if len(m.needs) > need || len(m.ways) > way {
			kept = append(kept, t)
			m.needEnd = append(m.needEnd, int32(len(m.needs)))
			m.wayEnd = append(m.wayEnd, int32(len(m.ways)))
		}
	}
	m.terms = kept
	m.solutions = len(solutions.names)
	place := needs.sort()
	for i, n := range m.needs {
		m.needs[i] = place[n]
	}
	solution, brand := solutions.sort(), brands.sort()
	for i, w := range m.ways {
		switch {
		case w > 0:
			m.ways[i] = 1 + solution[w-1]
		case w < 0:
			m.ways[i] = int32(1+m.solutions) + brand[-1-w]
		}
	}
	for i := range m.terms {
		slices.Sort(m.needsOf(i))
		slices.Sort(m.waysOf(i))
	}
	m.needName = needs.names
	m.wayName = slices.Concat([]string{""}, solutions.names, brands.names)
	return m
}

// A mention says whether a piece of a term's evidence counts, and under which name; ""
// where it has none.
type mention func(*Term, keyword.Evidence) (counts bool, name string)

// mention returns how the evidence of terms counts.
func (opt PairOptions) mention(terms []Term) mention {
	name, least, often := opt.Name, orDefault(opt.Confidence, .7), cmp.Or(opt.Learnt, 2)
	if name == nil {
		name = func(e keyword.Evidence) string { return e.Term }
	}
	counts := func(t *Term, e keyword.Evidence) bool {
		return e.Role != keyword.Other && (e.Why != keyword.ByList || t.Confidence >= least)
	}
	type learnt struct {
		role keyword.Role
		name string
	}
	seen := map[learnt]int{}
	for i := range terms {
		for _, e := range terms[i].Evidence {
			if e.Why == keyword.ByList && counts(&terms[i], e) {
				seen[learnt{e.Role, name(e)}]++
			}
		}
	}
	return func(t *Term, e keyword.Evidence) (bool, string) {
		if !counts(t, e) {
			return false, ""
		}
		n := name(e)
		if e.Why == keyword.ByList && e.Role != keyword.Brand && seen[learnt{e.Role, n}] < often {
			return true, ""
		}
		return true, n
	}
}

// addNew adds an element that a list does not have from some place on.
func addNew(list []int32, from int, n int32) []int32 {
	if slices.Contains(list[from:], n) {
		return list
	}
	return append(list, n)
}
