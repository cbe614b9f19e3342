package cluster

import (
	"cmp"
	"slices"
)

// A Member is a keyword in its group, and why it is there.
type Member struct {
	Keyword    int32
	Similarity float64 // to the hub, from 0 to 1; 1 for its close variants
	// Words are those that it shares with the hub or, where there are none, with most of
	// the other members. Where Of is 0 there are none of these either.
	Words []string
	Of    int // how many close variants have the commonest of Words; 0 where the hub has them
}

// Members returns the members of a group: its hub, then by demand, then by text.
func (g *Grouping) Members(group int) []Member {
	keywords := g.members.of(group)
	out := make([]Member, len(keywords))
	hub := g.nodes.of[g.Groups[group].Hub]
	ofHub := g.nodes.rows.Row(int(hub))
	var counts map[uint32]int
	for k, i := range keywords {
		node := g.nodes.of[i]
		m := &out[k]
		m.Keyword = i
		if node == hub {
			m.Similarity = 1
			m.Words = g.words(ofHub, int(i))
			continue
		}
		row := g.nodes.rows.Row(int(node))
		m.Similarity = g.nodes.similarity(int(node), int(hub))
		if m.Words = g.words(shared(row, ofHub), int(i)); len(m.Words) > 0 {
			continue
		}
		if counts == nil {
			counts = g.countUnits(keywords)
		}
		m.Words, m.Of = g.company(row, counts, int(i))
	}
	return out
}

// countUnits counts the nodes of keywords that have each unit.
func (g *Grouping) countUnits(keywords []int32) map[uint32]int {
	counts := map[uint32]int{}
	last := int32(-1)
	for _, i := range keywords { // those of a node follow one another
		if node := g.nodes.of[i]; node != last {
			for _, f := range g.nodes.rows.Row(int(node)) {
				counts[f]++
			}
			last = node
		}
	}
	return counts
}

// company returns the units of a row that most members have, the most frequent first.
func (g *Grouping) company(row []uint32, counts map[uint32]int, keyword int) ([]string, int) {
	units := slices.DeleteFunc(slices.Clone(row), func(f uint32) bool { return counts[f] < 2 })
	slices.SortFunc(units, func(a, b uint32) int {
		if counts[a] != counts[b] {
			return counts[b] - counts[a]
		}
		return cmp.Compare(g.nodes.units.Names[a], g.nodes.units.Names[b])
	})
	if units = units[:min(len(units), 3)]; len(units) == 0 {
		return nil, 0
	}
	return g.words(units, keyword), counts[units[0]]
}

// shared returns what two ascending rows share.
func shared(a, b []uint32) []uint32 {
	var out []uint32
	for i, k := 0, 0; i < len(a) && k < len(b); {
		switch {
		case a[i] < b[k]:
			i++
		case a[i] > b[k]:
			k++
		default:
			out = append(out, a[i])
			i++
			k++
		}
	}
	return out
}

// words returns the words of a keyword that stand for units, in their normal form and in
// its order.
func (g *Grouping) words(units []uint32, keyword int) []string {
	if len(units) == 0 {
		return nil
	}
	u := g.nodes.units
	single := uint32(len(u.Names) - len(u.Pairs))
	stems := make([]string, 0, len(units)+1)
	for _, f := range units {
		if f < single {
			stems = append(stems, u.Names[f])
			continue
		}
		pair := u.Pairs[f-single]
		stems = append(stems, u.Names[pair[0]], u.Names[pair[1]])
	}
	out := make([]string, 0, len(stems))
	for _, t := range g.corpus.Tokens(keyword) {
		if !t.Silent && slices.Contains(stems, t.Stem) && !slices.Contains(out, t.Text) {
			out = append(out, t.Text)
		}
	}
	return out
}
