package cluster

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
)

const (
	topicThreshold = 0.3 // similarity of the words of groups of a topic
	mostTerms      = 5
)

// topics puts groups together that share the words which most of their members have, by
// the Leiden method.
func (g *Grouping) topics(ctx context.Context) error {
	members := byGroup(g.nodeGroup, len(g.Groups))
	core := make([]uint32, 0, 4*len(g.Groups))
	ends := make([]uint32, len(g.Groups))
	counts := newTally(len(g.nodes.units.Names))
	for z := range g.Groups {
		core = g.core(core, members.of(z), counts)
		ends[z] = uint32(len(core))
	}
	plain, err := NewSets(ends, core, nil)
	if err != nil {
		return err
	}
	weights, err := plain.IDF(nil)
	if err != nil {
		return err
	}
	rows, err := plain.Weighted(weights)
	if err != nil {
		return err
	}
	graph, _, err := similar(ctx, rows, topicThreshold, true)
	if err != nil {
		return err
	}
	labels, err := graph.communities(ctx)
	if err != nil {
		return err
	}
	demand := make([]int64, len(g.Groups))
	for z := range g.Groups {
		demand[z] = g.Groups[z].Demand
	}
	var hubs []int32
	g.Topic, hubs = inOrder(labels, demand)
	g.Topics = make([]Topic, len(hubs))
	for z, t := range g.Topic {
		x := &g.Topics[t]
		x.Groups++
		x.Keywords += g.Groups[z].Keywords
		x.Demand += g.Groups[z].Demand
		x.Hub = hubs[t]
	}
	g.name(members)
	return nil
}

// core appends the units that half of the nodes have, or, where there are none, those
// that most have.
func (g *Grouping) core(dst []uint32, nodes []int32, counts *tally) []uint32 {
	if len(nodes) == 1 {
		return append(dst, g.nodes.rows.Row(int(nodes[0]))...)
	}
	start := len(dst)
	for _, i := range nodes {
		counts.add(g.nodes.rows.Row(int(i)))
	}
	need := 0
	for _, u := range counts.seen {
		need = max(need, counts.of[u])
	}
	need = min(need, (len(nodes)+1)/2)
	for _, u := range counts.seen {
		if counts.of[u] >= need {
			dst = append(dst, u)
		}
	}
	counts.clear()
	slices.Sort(dst[start:])
	return dst
}

// A tally counts features.
type tally struct {
	of   []int
	seen []uint32
}

func newTally(features int) *tally { return &tally{of: make([]int, features)} }

func (c *tally) add(features []uint32) {
	for _, f := range features {
		if c.of[f]++; c.of[f] == 1 {
			c.seen = append(c.seen, f)
		}
	}
}

func (c *tally) clear() {
	for _, f := range c.seen {
		c.of[f] = 0
	}
	c.seen = c.seen[:0]
}

// A partition is the members of each group, ascending.
type partition struct{ starts, members []int32 }

func byGroup(group []int32, groups int) partition {
	p := partition{make([]int32, groups+1), make([]int32, len(group))}
	for _, z := range group {
		p.starts[z+1]++
	}
	for z := range groups {
		p.starts[z+1] += p.starts[z]
	}
	next := slices.Clone(p.starts)
	for i, z := range group {
		p.members[next[z]] = int32(i)
		next[z]++
	}
	return p
}

func (p partition) of(z int) []int32 { return p.members[p.starts[z]:p.starts[z+1]] }

// name finds the terms of groups and topics that set them apart: those with the largest
// class-based TF-IDF (Grootendorst, "BERTopic: Neural topic modeling with a class-based
// TF-IDF procedure", 2022), the part of members that have the term times
// log(1 + words of a group on average / how often the term is in the whole list).
func (g *Grouping) name(members partition) {
	total := make([]int, len(g.nodes.units.Names))
	words := 0
	for i := range g.nodes.lead {
		row := g.nodes.rows.Row(i)
		words += len(row)
		for _, f := range row {
			total[f]++
		}
	}
	groups := byGroup(g.Topic, len(g.Topics))
	parts := cut(len(g.Groups), 64)
	parallel(len(parts), func(p int) {
		n := g.namer(total, float64(words)/float64(max(1, len(g.Groups))))
		for z := parts[p][0]; z < parts[p][1]; z++ {
			g.Groups[z].Terms = n.terms(func(add func(int32)) {
				for _, i := range members.of(z) {
					add(i)
				}
			})
		}
	})
	parts = cut(len(g.Topics), 64)
	parallel(len(parts), func(p int) {
		n := g.namer(total, float64(words)/float64(max(1, len(g.Topics))))
		for t := parts[p][0]; t < parts[p][1]; t++ {
			g.Topics[t].Terms = n.terms(func(add func(int32)) {
				for _, z := range groups.of(t) {
					for _, i := range members.of(int(z)) {
						add(i)
					}
				}
			})
		}
	})
}

// A namer finds terms.
type namer struct {
	g       *Grouping
	total   []int
	perName float64
	counts  *tally
}

func (g *Grouping) namer(total []int, perName float64) *namer {
	return &namer{g, total, perName, newTally(len(total))}
}

// terms returns the terms of nodes.
func (n *namer) terms(nodes func(add func(int32))) []string {
	size := 0
	first := map[uint32]int32{}
	nodes(func(i int32) {
		size++
		n.counts.add(n.g.nodes.rows.Row(int(i)))
	})
	type term struct {
		unit  uint32
		score float64
	}
	var list []term
	for _, f := range n.counts.seen {
		if size > 1 && n.counts.of[f] == 1 {
			continue
		}
		list = append(list, term{f, float64(n.counts.of[f]) * math.Log1p(n.perName/float64(n.total[f]))})
	}
	n.counts.clear()
	names := n.g.nodes.units.Names
	slices.SortFunc(list, func(a, b term) int {
		if a.score != b.score {
			return cmp.Compare(b.score, a.score)
		}
		return cmp.Compare(names[a.unit], names[b.unit])
	})
	list = list[:min(len(list), mostTerms)]
	if len(list) == 0 {
		return nil
	}
	nodes(func(i int32) {
		for _, f := range n.g.nodes.rows.Row(int(i)) {
			if _, ok := first[f]; !ok && slices.ContainsFunc(list, func(t term) bool { return t.unit == f }) {
				first[f] = i
			}
		}
	})
	out := make([]string, len(list))
	for k, t := range list {
		out[k] = n.g.word(t.unit, first[t.unit])
	}
	return out
}

// word returns a unit as it is written in the keyword of a node that has it.
func (g *Grouping) word(unit uint32, node int32) string {
	return strings.Join(g.words([]uint32{unit}, int(g.nodes.lead[node])), " ")
}
