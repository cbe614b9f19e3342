package cluster

import (
	"cmp"
	"iter"
	"slices"
)

// A ChangeKind is what became of a group.
type ChangeKind string

// Each group whose keywords changed is in at least one change; a group that was merged
// or split may have continued, too. Backwards in time, born is died, merged split and
// formed dissolved.
const (
	// Born: a new group without a keyword of the old list.
	Born ChangeKind = "born"
	// Died: an old group without a keyword of the new list.
	Died ChangeKind = "died"
	// Continued: a group of both snapshots that keywords joined or left.
	Continued ChangeKind = "continued"
	// Split: an old group, parts of which went into several new ones.
	Split ChangeKind = "split"
	// Merged: a new group with parts of several old ones.
	Merged ChangeKind = "merged"
	// Dissolved: an old group that is gone in none of these ways, though keywords of it
	// are still in the list.
	Dissolved ChangeKind = "dissolved"
	// Formed: a new group that came about in none of these ways, though keywords of it
	// were in the list before.
	Formed ChangeKind = "formed"
)

// A Change is what became of a group, and the evidence.
type Change struct {
	Kind   ChangeKind  `json:"kind"`
	From   []GroupPart `json:"from,omitempty"`   // old groups: one, or several that were merged or formed
	To     []GroupPart `json:"to,omitempty"`     // new groups: one, or several of what was split or dissolved
	Joined []string    `json:"joined,omitempty"` // keywords that joined a group that continued, in order
	Left   []string    `json:"left,omitempty"`   // keywords that left it, in order
}

// A GroupPart is a group, and how much of it a change is about: all of it, or, of the
// several groups of a change, what they share with the one, the most first.
type GroupPart struct {
	Group    int64  `json:"group"` // its identity
	Hub      string `json:"hub"`   // its keyword with the most demand, in its snapshot
	Keywords int    `json:"keywords"`
	Demand   int64  `json:"demand"` // in its snapshot
}

// A Move is a keyword that is in another group than before.
type Move struct {
	Keyword   string `json:"keyword"`
	From      int64  `json:"from"`       // the group in which it was; 0 where it is new to the list
	To        int64  `json:"to"`         // the group in which it is; 0 where it is gone from the list
	OldDemand int64  `json:"old_demand"` // 0 where it is new
	NewDemand int64  `json:"new_demand"` // 0 where it is gone
}

// A Tally is a number of keywords and their demand in either snapshot.
type Tally struct {
	Keywords  int   `json:"keywords"`
	OldDemand int64 `json:"old_demand"`
	NewDemand int64 `json:"new_demand"`
}

func (t *Tally) add(old, new int64) {
	t.Keywords++
	t.OldDemand += old
	t.NewDemand += new
}

// A Difference is what changed from one snapshot to another. Each keyword of either is
// counted in exactly one tally.
type Difference struct {
	Changes []Change `json:"changes"` // by kind, then by the identity of their one group
	Moves   []Move   `json:"moves"`   // by From, then To, then keyword

	Stayed Tally `json:"stayed"` // in the same group
	Moved  Tally `json:"moved"`  // to another
	New    Tally `json:"new"`    // to the list
	Gone   Tally `json:"gone"`   // from the list
}

// Compare returns what changed from one snapshot to another, by their identities, whether
// they follow each other or not. A snapshot and itself have no changes, nor have snapshots
// that differ in demand only. Time and memory are linear in the keywords, but for the
// sorting of what moved.
func (t Tracker) Compare(from, to *Snapshot) (*Difference, error) {
	most, part, err := t.shares()
	if err != nil {
		return nil, err
	}
	from, to = cmp.Or(from, &Snapshot{}), cmp.Or(to, &Snapshot{})
	if err := cmp.Or(from.checkAll(), to.checkAll()); err != nil {
		return nil, err
	}
	m, err := newMatching(from, to)
	if err != nil {
		return nil, err
	}
	d := &Difference{Changes: []Change{}, Moves: []Move{}}
	d.findMoves(m)
	d.findContinued(m)
	d.findFates(m, most, part)
	slices.SortFunc(d.Changes, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.group(), b.group()))
	})
	return d, nil
}

// group returns the identity of the one group that a change is about.
func (c *Change) group() int64 {
	if c.Kind == Born || c.Kind == Merged || c.Kind == Formed {
		return c.To[0].Group
	}
	return c.From[0].Group
}

// findMoves finds where each keyword went.
func (d *Difference) findMoves(m *matching) {
	from, to := m.side[0], m.side[1]
	stays := make([]bool, from.Len()) // in the list
	for i, was := range m.was {
		move := Move{Keyword: to.Keywords[i], To: to.Groups[i], NewDemand: to.demandOf(i)}
		tally := &d.New
		if was >= 0 {
			stays[was] = true
			move.From, move.OldDemand = from.Groups[was], from.demandOf(int(was))
			if tally = &d.Moved; move.From == move.To {
				tally = &d.Stayed
			}
		}
		tally.add(move.OldDemand, move.NewDemand)
		if move.From != move.To {
			d.Moves = append(d.Moves, move)
		}
	}
	for i, is := range stays {
		if !is {
			d.Gone.add(from.demandOf(i), 0)
			d.Moves = append(d.Moves, Move{Keyword: from.Keywords[i], From: from.Groups[i], OldDemand: from.demandOf(i)})
		}
	}
	slices.SortFunc(d.Moves, func(a, b Move) int {
		if a.From != b.From {
			return cmp.Compare(a.From, b.From)
		}
		if a.To != b.To {
			return cmp.Compare(a.To, b.To)
		}
		return cmp.Compare(a.Keyword, b.Keyword)
	})
}

// dealOut returns things by their groups, of which there are n, each in the order of
// things.
func dealOut[T any](n int, things iter.Seq2[int32, T]) [][]T {
	counts, sum := make([]int, n), 0
	for g := range things {
		counts[g]++
		sum++
	}
	all, out := make([]T, sum), make([][]T, n)
	for g, count := range counts {
		out[g], all = all[:0:count], all[count:]
	}
	for g, thing := range things {
		out[g] = append(out[g], thing)
	}
	return out
}

// findContinued finds the groups of both snapshots from or to which a keyword moved.
func (d *Difference) findContinued(m *matching) {
	var moved [2][][]string // from each old group, to each new one
	for s, t := range m.side {
		moved[s] = dealOut(len(t.groups), func(yield func(int32, string) bool) {
			for i := range d.Moves {
				move := &d.Moves[i]
				if g, ok := t.number.find([2]int64{move.From, move.To}[s]); ok && !yield(g, move.Keyword) {
					return
				}
			}
		})
	}
	for g, left := range moved[0] {
		h, lasts := m.side[1].number.find(m.side[0].groups[g].id)
		if !lasts || len(left)+len(moved[1][h]) == 0 {
			continue
		}
		slices.Sort(left)
		slices.Sort(moved[1][h])
		d.Changes = append(d.Changes, Change{Kind: Continued, From: []GroupPart{m.whole(0, int32(g))},
			To: []GroupPart{m.whole(1, h)}, Joined: orNil(moved[1][h]), Left: orNil(left)})
	}
}

// orNil returns a list, nil where it is empty.
func orNil(list []string) []string {
	if len(list) == 0 {
		return nil
	}
	return list
}

// findFates finds what became of old groups, and of what new ones came.
func (d *Difference) findFates(m *matching, most, part float64) {
	var flows [2][][]*flow // by group
	var parts [2][]int
	for s, t := range m.side {
		flows[s] = dealOut(len(t.groups), func(yield func(int32, *flow) bool) {
			for k := range m.flows {
				if !yield(m.flows[k].group[s], &m.flows[k]) {
					return
				}
			}
		})
		parts[s] = make([]int, len(t.groups))
	}
	for k := range m.flows {
		f := &m.flows[k]
		least, greatest := m.within(f)
		if f.isPart = greatest >= most || least >= part; f.isPart {
			parts[0][f.group[0]]++
			parts[1][f.group[1]]++
		}
	}
	kinds := [2]struct{ alone, parted, otherwise ChangeKind }{{Died, Split, Dissolved}, {Born, Merged, Formed}}
	for s, kind := range kinds {
		other := 1 - s
		isTold := func(f *flow) bool { return f.isPart && parts[other][f.group[other]] > 1 }
		for g, flows := range flows[s] {
			_, lasts := m.side[other].number.find(m.side[s].groups[g].id)
			switch {
			case parts[s][g] > 1:
				flows = slices.DeleteFunc(flows, func(f *flow) bool { return !f.isPart })
				d.add(m, kind.parted, s, int32(g), flows)
			case lasts:
			case len(flows) == 0:
				d.add(m, kind.alone, s, int32(g), nil)
			case !slices.ContainsFunc(flows, isTold):
				d.add(m, kind.otherwise, s, int32(g), flows)
			}
		}
	}
}

// add adds a change of a group of one side, and the flows to those of the other.
func (d *Difference) add(m *matching, kind ChangeKind, s int, g int32, flows []*flow) {
	slices.SortFunc(flows, compareFlows)
	one, several := []GroupPart{m.whole(s, g)}, []GroupPart(nil)
	for _, f := range flows {
		p := m.whole(1-s, f.group[1-s])
		p.Keywords, p.Demand = f.keywords, f.demand[1-s]
		several = append(several, p)
	}
	c := Change{Kind: kind, From: one, To: several}
	if s == 1 {
		c.From, c.To = several, one
	}
	d.Changes = append(d.Changes, c)
}

// whole returns all of a group of one side.
func (m *matching) whole(s int, g int32) GroupPart {
	t := m.side[s]
	group := &t.groups[g]
	return GroupPart{group.id, t.Keywords[group.hub], group.keywords, group.demand}
}
