package cluster

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// A Tracker gives groups identities that last from one snapshot to the next, and tells
// what became of them. It looks at keywords only, not at how they were grouped.
//
// A keyword weighs one and its demand, in both snapshots together, so that a group is
// above all where its demand is, and lists without demand are compared by number.
// Shares of a group are shares of the weight of those of its keywords that are in both
// lists: a keyword that left the list says nothing of where its group went.
//
// A new group continues an old one, and has its identity, if the old group shares more
// weight with it than with any other, the new group with the old one as well, and Most
// of each is in the other. Of equal weights the one of more keywords is the larger, then
// the one whose first keyword as text comes first. Of two groups, a part of one went into
// the other if Most of either is in the other, or if Part of each is. A new group that has
// parts of several old ones is merged, an old one that gave parts to several new ones is
// split.
//
// The transitions are those of MONIC (Spiliopoulou, Ntoutsi, Theodoridis and Schult 2006,
// doi:10.1145/1150402.1150491), made symmetric: forwards and backwards in time the same
// pairs belong together. Groups are matched from one snapshot to the next by what they
// share, as Greene, Doyle and Cunningham (2010, doi:10.1109/ASONAM.2010.17) do by the
// Jaccard index. The result depends neither on the order of keywords nor on the numbers
// of groups. The zero Tracker is ready for use.
type Tracker struct {
	Most float64 // the least share that is most of a group; 0 means 1/2
	Part float64 // the least share that is a part of a group; 0 means 1/5
}

// shares returns Most and Part.
func (t Tracker) shares() (most, part float64, err error) {
	most, part = cmp.Or(t.Most, 0.5), cmp.Or(t.Part, 0.2)
	if !(most > 0 && most <= 1 && part > 0 && part <= 1) {
		return 0, 0, fmt.Errorf("cluster: want shares above 0, up to 1, got %v and %v", most, part)
	}
	return most, part, nil
}

// Next returns the snapshot that follows old, nil for none, from distinct keywords, the
// number of the group of each, and its demand, nil for none. Groups that continue none of
// old get the next identities, the group with the most demand first; no identity is given
// twice, as long as each snapshot is made from the one before. Groups of the result are
// the identities in the order of keywords. It keeps keywords and demand, which must not
// change. Time and memory are linear in the keywords, but for the sorting of new groups.
func (t Tracker) Next(old *Snapshot, keywords []string, groups []int32, demand []int64) (*Snapshot, error) {
	most, _, err := t.shares()
	if err != nil {
		return nil, err
	}
	old = cmp.Or(old, &Snapshot{})
	s := &Snapshot{Keywords: keywords, Groups: make([]int64, len(groups)), Demand: demand, Next: old.next()}
	for i, g := range groups {
		s.Groups[i] = int64(g)
	}
	if err := cmp.Or(old.checkAll(), s.check()); err != nil {
		return nil, err
	}
	m, err := newMatching(old, s)
	if err != nil {
		return nil, err
	}
	ids := make([]int64, len(m.side[1].groups))
	for _, f := range m.continued(most) {
		ids[f.group[1]] = m.side[0].groups[f.group[0]].id
	}
	var fresh []int32
	for g, id := range ids {
		if id == 0 {
			fresh = append(fresh, int32(g))
		}
	}
	if int64(len(fresh)) > math.MaxInt64-s.Next {
		return nil, fmt.Errorf("cluster: no identities are left after %d", s.Next)
	}
	slices.SortFunc(fresh, m.side[1].byDemand)
	for _, g := range fresh {
		ids[g] = s.Next
		s.Next++
	}
	for i, g := range m.side[1].of {
		s.Groups[i] = ids[g]
	}
	return s, nil
}

// A trackedGroup is a group of a snapshot.
type trackedGroup struct {
	id       int64
	hub      int32 // the keyword with the most demand, the first as text of equal ones
	keywords int
	demand   int64
	shared   uint64 // weight of its keywords that are in both snapshots
}

// trackedGroups are the groups of a snapshot, numbered from 0 as they occur.
type trackedGroups struct {
	*Snapshot
	of     []int32 // of each keyword, its group
	groups []trackedGroup
	number numbering
}

func newTrackedGroups(s *Snapshot) *trackedGroups {
	t := &trackedGroups{Snapshot: s, of: make([]int32, s.Len()), number: newNumbering(s.Groups)}
	for i, id := range s.Groups {
		g, known := t.number.find(id)
		if !known {
			g = int32(len(t.groups))
			t.number.put(id, g)
			t.groups = append(t.groups, trackedGroup{id: id, hub: int32(i)})
		}
		t.of[i] = g
		group, d := &t.groups[g], s.demandOf(i)
		group.keywords++
		group.demand += d
		if c := cmp.Compare(d, s.demandOf(int(group.hub))); c > 0 || c == 0 && s.Keywords[i] < s.Keywords[group.hub] {
			group.hub = int32(i)
		}
	}
	return t
}

// A numbering has a number for each identity, in a table where they are close together,
// else in a map.
type numbering struct {
	least  int64
	table  []int32 // counted from 1; 0 is none
	sparse map[int64]int32
}

// newNumbering returns an empty numbering for identities.
func newNumbering(ids []int64) numbering {
	if len(ids) == 0 {
		return numbering{}
	}
	least, span := slices.Min(ids), uint64(slices.Max(ids))
	if span -= uint64(least); span >= 4*uint64(len(ids)) {
		return numbering{sparse: map[int64]int32{}}
	}
	return numbering{least: least, table: make([]int32, span+1)}
}

func (n *numbering) find(id int64) (number int32, known bool) {
	if n.sparse != nil {
		number, known = n.sparse[id]
		return number, known
	}
	if at := uint64(id) - uint64(n.least); at < uint64(len(n.table)) {
		number = n.table[at]
	}
	return number - 1, number > 0
}

func (n *numbering) put(id int64, number int32) {
	if n.sparse != nil {
		n.sparse[id] = number
	} else {
		n.table[uint64(id)-uint64(n.least)] = number + 1
	}
}

// byDemand orders groups, the one with the most demand first.
func (t *trackedGroups) byDemand(a, b int32) int {
	g, h := &t.groups[a], &t.groups[b]
	return cmp.Or(cmp.Compare(h.demand, g.demand), cmp.Compare(h.keywords, g.keywords),
		cmp.Compare(t.Keywords[g.hub], t.Keywords[h.hub]))
}

// A flow is an old group and a new one, 0 and 1, and what they share.
type flow struct {
	group    [2]int32
	demand   [2]int64 // in either snapshot
	weight   uint64
	keywords int
	first    string // of the shared keywords, as text
	isPart   bool   // set where changes are looked for
}

// A matching is two snapshots, the old one at 0 and the new one at 1, and what their
// groups share.
type matching struct {
	side  [2]*trackedGroups
	was   []int32 // of each new keyword, which old keyword it is, or -1
	flows []flow  // by old group
}

// newMatching returns the matching of two snapshots, or an error where a keyword is
// twice in one.
func newMatching(from, to *Snapshot) (*matching, error) {
	m := &matching{was: make([]int32, to.Len())}
	at := make(map[string]int32, from.Len())
	for i, text := range from.Keywords {
		at[text] = int32(i)
		if len(at) <= i {
			return nil, twice(text)
		}
	}
	found := make([]bool, from.Len())
	for i, text := range to.Keywords {
		was, known := at[text]
		switch {
		case !known:
			was = -1
			at[text] = was
		case was < 0 || found[was]:
			return nil, twice(text)
		default:
			found[was] = true
		}
		m.was[i] = was
	}
	m.side = [2]*trackedGroups{newTrackedGroups(from), newTrackedGroups(to)}
	m.share()
	return m, nil
}

// share works out the flows and the shared weight of each group.
func (m *matching) share() {
	from, to := m.side[0], m.side[1]
	starts := make([]int32, len(from.groups)+1) // shared keywords by old group
	for _, was := range m.was {
		if was >= 0 {
			starts[from.of[was]+1]++
		}
	}
	for g := range from.groups {
		starts[g+1] += starts[g]
	}
	shared := make([]int32, starts[len(from.groups)])
	next := slices.Clone(starts)
	for i, was := range m.was {
		if was >= 0 {
			g := from.of[was]
			shared[next[g]] = int32(i)
			next[g]++
		}
	}
	flowOf := make([]int, len(to.groups)) // of each new group, its last flow, counted from 1
	for g := range from.groups {
		before := len(m.flows)
		for _, i := range shared[starts[g]:starts[g+1]] {
			h := to.of[i]
			if flowOf[h] <= before {
				m.flows = append(m.flows, flow{group: [2]int32{int32(g), h}, first: to.Keywords[i]})
				flowOf[h] = len(m.flows)
			}
			m.flows[flowOf[h]-1].add(to.Keywords[i], [2]int64{from.demandOf(int(m.was[i])), to.demandOf(int(i))})
		}
	}
	for _, f := range m.flows {
		for s, g := range f.group {
			m.side[s].groups[g].shared += f.weight
		}
	}
}

// add adds a keyword to what is shared.
func (f *flow) add(text string, demand [2]int64) {
	f.keywords++
	for s, d := range demand {
		f.demand[s] += d
		f.weight += 1 + uint64(d)
	}
	f.first = min(f.first, text)
}

// compareFlows orders flows, the largest first. No two are equal.
func compareFlows(f, g *flow) int {
	if c := cmp.Or(cmp.Compare(g.weight, f.weight), cmp.Compare(g.keywords, f.keywords)); c != 0 {
		return c
	}
	return cmp.Compare(f.first, g.first)
}

// within returns the smaller and the larger of the shares that a flow is of its groups.
func (m *matching) within(f *flow) (least, greatest float64) {
	old := float64(f.weight) / float64(m.side[0].groups[f.group[0]].shared)
	is := float64(f.weight) / float64(m.side[1].groups[f.group[1]].shared)
	return min(old, is), max(old, is)
}

// continued returns the flows from groups to those that continue them.
func (m *matching) continued(most float64) []*flow {
	var best [2][]*flow
	for s := range best {
		best[s] = make([]*flow, len(m.side[s].groups))
		for k := range m.flows {
			f := &m.flows[k]
			if b := &best[s][f.group[s]]; *b == nil || compareFlows(f, *b) < 0 {
				*b = f
			}
		}
	}
	return slices.DeleteFunc(best[0], func(f *flow) bool {
		if f == nil || best[1][f.group[1]] != f {
			return true
		}
		least, _ := m.within(f)
		return least < most
	})
}
