package demand

import (
	"fmt"

	"github.com/needscape/needscape/keyword"
)

// Parts says in which parts of a market each term of a report is: in a group, or in the
// needs that it mentions ([Report.Groups], [Report.Mentions]). A term can be in several
// parts, or in none. The zero Parts are one part without a name that holds every term: the
// market.
type Parts struct {
	names   []string
	numbers []int32 // of all terms, one after another
	ends    []int32 // where those of each term end
}

// wholly is the part of the zero Parts.
var wholly = []int32{0}

// whole reports whether the market is one part.
func (p Parts) whole() bool { return p.ends == nil }

// Len returns the number of parts.
func (p Parts) Len() int {
	if p.whole() {
		return 1
	}
	return len(p.names)
}

// Name returns the name of a part: that of what is mentioned, or the leading keyword of a
// group.
func (p Parts) Name(part int) string {
	if p.whole() {
		return ""
	}
	return p.names[part]
}

// Of returns the parts that term i of the report is in, which must not be changed.
func (p Parts) Of(i int) []int32 {
	if p.whole() {
		return wholly
	}
	return between(p.numbers, p.ends, i)
}

// Groups returns the groups of a list's keywords as parts: keywords[i] is in group of[i],
// or in none where that is less than 0. A term is in the group of its Keyword, and a group
// has the name of the term with the most demand in it. Nil keywords are those of the
// report's terms, in order. Lists of different lengths, and a number that is not below that
// length, are an error. Time is linear.
func (r *Report) Groups(keywords []string, of []int32) (Parts, error) {
	n := len(keywords)
	if keywords == nil {
		n = len(r.Terms)
	}
	if len(of) != n {
		return Parts{}, fmt.Errorf("demand: groups of %d keywords: %d numbers", n, len(of))
	}
	groups := int32(0)
	for i, g := range of {
		if int(g) >= n {
			return Parts{}, fmt.Errorf("demand: group %d of keyword %d: want less than %d", g, i, n)
		}
		groups = max(groups, g+1)
	}
	group := func(i int) int32 { return of[i] }
	if keywords != nil {
		byText := make(map[string]int32, n)
		for i, k := range keywords {
			byText[k] = of[i]
		}
		group = func(i int) int32 {
			if g, ok := byText[r.Terms[i].Keyword]; ok {
				return g
			}
			return -1
		}
	}
	p := Parts{names: make([]string, groups), ends: make([]int32, 0, len(r.Terms))}
	leads := make([]*Term, groups)
	for i := range r.Terms {
		if g := group(i); g >= 0 {
			p.numbers = append(p.numbers, g)
			if t := &r.Terms[i]; leads[g] == nil || termFirst(t, leads[g]) < 0 {
				leads[g], p.names[g] = t, t.Keyword
			}
		}
		p.ends = append(p.ends, int32(len(p.numbers)))
	}
	return p, nil
}

// Mentions returns what terms mention in a role, needs, solutions or brands, as parts, by
// the same evidence and names as [Report.Pair]. The terms of a need are those that mention
// it, whatever their own role: the ladder of "diaper rash" has those on its rung of the
// solution that ask for a solution to it. A term that mentions two needs is in both parts.
// Parts are in the order of their names. Time is linear in the evidence, but for sorting
// the names.
func (r *Report) Mentions(role keyword.Role, opt PairOptions) Parts {
	name := opt.mention(r.Terms)
	p := Parts{ends: make([]int32, 0, len(r.Terms))}
	var known register
	for i := range r.Terms {
		t, start := &r.Terms[i], len(p.numbers)
		for _, e := range t.Evidence {
			if e.Role != role {
				continue
			}
			if counts, text := name(t, e); counts && text != "" {
				p.numbers = addNew(p.numbers, start, known.number(text))
			}
		}
		p.ends = append(p.ends, int32(len(p.numbers)))
	}
	place := known.sort()
	for i, n := range p.numbers {
		p.numbers[i] = place[n]
	}
	p.names = known.names
	return p
}
