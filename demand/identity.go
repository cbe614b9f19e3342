package demand

import (
	"slices"

	"github.com/needscape/needscape/keyword"
)

// identities are what is one demand in two snapshots.
type identities struct {
	before, after []Term
	members       [][]int32 // of each: terms of before by their number, then those of after, from len(before)

	offset []int32 // of each term of before, the number of its first keyword
	at     map[string]int32
	common []bool // of each keyword of before, whether its volume is known in both lists
}

// identify joins terms of two snapshots that are one demand: those that share a keyword,
// as typed, and else, by an analyzer, those that are close variants. What each of the
// snapshots merges stays together, so that terms of one that another merges are one. Time
// is linear.
func identify(a *keyword.Analyzer, before, after []Term) *identities {
	x := &identities{before: before, after: after}
	n := 0
	for i := range before {
		x.offset = append(x.offset, int32(n))
		n += 1 + len(before[i].Variants)
	}
	x.at, x.common = make(map[string]int32, n), make([]bool, n)
	owner := make([]int32, n)
	for i := range before {
		for k := range 1 + len(before[i].Variants) {
			x.at[before[i].keyword(k)] = x.offset[i] + int32(k)
			owner[x.offset[i]+int32(k)] = int32(i)
		}
	}
	joined := newForest(len(before) + len(after))
	met := make([]bool, len(before)+len(after))
	for i := range after {
		node := int32(len(before) + i)
		for k := range 1 + len(after[i].Variants) {
			if at, ok := x.at[after[i].keyword(k)]; ok {
				met[node], met[owner[at]] = true, true
				b := &before[owner[at]]
				x.common[at] = b.said(int(at-x.offset[owner[at]])).Known() && after[i].said(k).Known()
				joined.unite(node, owner[at])
			}
		}
	}
	if a != nil {
		x.byKey(a, joined, met)
	}
	x.members = classes(joined.numbers())
	return x
}

// byKey joins the terms that share no keyword.
func (x *identities) byKey(a *keyword.Analyzer, joined forest, met []bool) {
	keys := map[string][]int32{}
	for i := range x.before {
		if !met[i] {
			key := a.Key(x.before[i].Keyword)
			keys[key] = append(keys[key], int32(i))
		}
	}
	if len(keys) == 0 {
		return
	}
	for i := range x.after {
		node := int32(len(x.before) + i)
		if met[node] {
			continue
		}
		for _, k := range keys[a.Key(x.after[i].Keyword)] {
			joined.unite(node, k)
		}
	}
}

// An identity is one demand as it is in two snapshots.
type identity struct {
	from, to []*Term // the most demand first; none where it is in one list only
	shared   int     // keywords of which the volume is known in both lists
	whole    bool    // there are no others of which it is known in one
}

// identity fills in identity i.
func (x *identities) identity(i int, to *identity) {
	to.from, to.to, to.shared = to.from[:0], to.to[:0], 0
	of := 0
	for _, m := range x.members[i] {
		if int(m) >= len(x.before) {
			t := &x.after[int(m)-len(x.before)]
			to.to = append(to.to, t)
			of += t.known()
			continue
		}
		t := &x.before[m]
		to.from = append(to.from, t)
		of += t.known()
		for k := range 1 + len(t.Variants) {
			if x.common[x.offset[m]+int32(k)] {
				to.shared++
			}
		}
	}
	to.whole = of == 2*to.shared
	slices.SortStableFunc(to.from, termFirst)
	slices.SortStableFunc(to.to, termFirst)
}

// shares reports whether the volume of a keyword is known in both lists.
func (x *identities) shares(text string) bool {
	at, ok := x.at[text]
	return ok && x.common[at]
}
