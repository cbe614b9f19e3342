package cluster

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
)

const (
	// topicThreshold is the similarity of the words of groups of a topic. It is raised
	// where more pairs of groups than these reach it, as communities take most of the time.
	topicThreshold = 0.3
	mostTopicPairs = 2 << 20
	topicPairsEach = 2

	mostTerms = 5
)

// topicDensity is how similar the groups of a topic are at least on average. Unlike
// modularity it does not make larger topics of larger lists.
const topicDensity = 0.05

// topics puts groups together that share the words which most of their members have, by
// the Leiden method on the constant Potts model.
func (g *Grouping) topics(ctx context.Context) error {
	core := make([]uint32, 0, 4*len(g.Groups))
	ends := make([]uint32, len(g.Groups))
	counts := newUnitCounts(len(g.nodes.units.Names))
	for z := range g.Groups {
		core = g.core(core, g.groupNodes.of(z), counts)
		ends[z] = uint32(len(core))
	}
	rows, err := newIDFSets(ends, core)
	if err != nil {
		return err
	}
	graph, _, err := similar(ctx, rows, topicThreshold, max(mostTopicPairs, topicPairsEach*rows.Len()))
	if err != nil {
		return err
	}
	labels, err := graph.Communities(ctx, CommunityOptions{Objective: MaxPotts, Resolution: topicDensity})
	if err != nil {
		return err
	}
	demand := make([]int64, len(g.Groups))
	for z := range g.Groups {
		demand[z] = g.Groups[z].Demand
	}
	var hubs []int32
	g.Topic, hubs = byDemand(labels, demand)
	g.Topics = make([]Topic, len(hubs))
	for z, t := range g.Topic {
		x := &g.Topics[t]
		x.Groups++
		x.Keywords += g.Groups[z].Keywords
		x.Demand += g.Groups[z].Demand
		x.Hub = hubs[t]
	}
	g.topicGroups = partitionOf(g.Topic, len(g.Topics))
	return nil
}

// core appends the units that half of the nodes have, or, where there are none, those
// that most have.
func (g *Grouping) core(dst []uint32, nodes []int32, counts *unitCounts) []uint32 {
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

// unitCounts counts features.
type unitCounts struct {
	of   []int
	seen []uint32
}

func newUnitCounts(features int) *unitCounts { return &unitCounts{of: make([]int, features)} }

func (c *unitCounts) add(features []uint32) {
	for _, f := range features {
		if c.of[f]++; c.of[f] == 1 {
			c.seen = append(c.seen, f)
		}
	}
}

func (c *unitCounts) clear() {
	for _, f := range c.seen {
		c.of[f] = 0
	}
	c.seen = c.seen[:0]
}

// Terms returns up to five words that set a group apart from the others, best first: those
// with the largest class-based TF-IDF (Grootendorst, "BERTopic: Neural topic modeling with
// a class-based TF-IDF procedure", 2022), which is how many of its close variants have the
// word times log(1 + words of a group on average / how often the whole list has the word).
// A word is written as in the keyword with the most demand that has it. Words of one of
// several variants are left out.
func (g *Grouping) Terms(group int) []string {
	return g.terms(g.groupNodes.of(group), len(g.Groups))
}

// TopicTerms returns the words that set a topic apart, as Terms does for a group.
func (g *Grouping) TopicTerms(topic int) []string {
	var nodes []int32
	for _, z := range g.TopicGroups(topic) {
		nodes = append(nodes, g.groupNodes.of(int(z))...)
	}
	slices.Sort(nodes)
	return g.terms(nodes, len(g.Topics))
}

// TopicGroups returns the groups of a topic, the one with the most demand first.
func (g *Grouping) TopicGroups(topic int) []int32 { return slices.Clone(g.topicGroups.of(topic)) }

// terms returns the terms of nodes, which are one of so many parts of the list.
func (g *Grouping) terms(nodes []int32, parts int) []string {
	counts := map[uint32]int{}
	for _, i := range nodes {
		for _, f := range g.nodes.rows.Row(int(i)) {
			counts[f]++
		}
	}
	type term struct {
		unit  uint32
		score float64
	}
	var list []term
	mean := float64(len(g.nodes.rows.features)) / float64(parts)
	for f, n := range counts {
		if n > 1 || len(nodes) == 1 {
			list = append(list, term{f, float64(n) * math.Log1p(mean/float64(g.nodes.frequency[f]))})
		}
	}
	names := g.nodes.units.Names
	slices.SortFunc(list, func(a, b term) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(names[a.unit], names[b.unit]))
	})
	out := make([]string, 0, mostTerms)
	for _, t := range list[:min(len(list), mostTerms)] {
		has := slices.IndexFunc(nodes, func(i int32) bool {
			_, ok := slices.BinarySearch(g.nodes.rows.Row(int(i)), t.unit)
			return ok
		})
		out = append(out, strings.Join(g.words([]uint32{t.unit}, int(g.nodes.lead[nodes[has]])), " "))
	}
	return out
}
