package cluster

import (
	"cmp"
	"context"
	"slices"
)

// A Group is keywords that one page or message serves.
type Group struct {
	Hub      int32   // its keyword with the most demand
	Keywords int     // how many
	Variants int     // how many that are no close variants of one another
	Demand   int64   // of all its keywords
	Cohesion float64 // how similar its members are to the hub on average, from 0 to 1; 1 where it is alone
}

// A Topic is groups that share words.
type Topic struct {
	Hub      int32 // its group with the most demand
	Groups   int
	Keywords int
	Demand   int64
}

// number takes up the groups of nodes, the one with the most demand first, and puts them
// into topics.
func (g *Grouping) number(ctx context.Context, labels []int32) error {
	of, hubs := byDemand(labels, g.nodes.demand)
	g.nodeGroup = of
	g.Groups = make([]Group, len(hubs))
	for k, hub := range hubs {
		g.Groups[k].Hub = g.nodes.lead[hub]
	}
	near := make([]float64, len(of)) // of each node to its hub
	parts := cut(len(of), 64)
	parallel(len(parts), func(p int) {
		for i := parts[p][0]; i < parts[p][1]; i++ {
			near[i] = g.nodes.similarity(i, int(hubs[of[i]]))
		}
	})
	for i, z := range of {
		x := &g.Groups[z]
		x.Demand += g.nodes.demand[i]
		x.Variants++
		x.Cohesion += near[i]
	}
	g.Group = make([]int32, len(g.nodes.of))
	for i, node := range g.nodes.of {
		g.Group[i] = of[node]
		g.Groups[of[node]].Keywords++
	}
	for k := range g.Groups {
		x := &g.Groups[k]
		if x.Cohesion /= float64(x.Variants); x.Variants == 1 {
			x.Cohesion = 1 // keywords without words too
		}
	}
	g.list()
	return g.topics(ctx)
}

// list lists the keywords of each group: by node, then by demand, then by text.
func (g *Grouping) list() {
	g.groupNodes = partitionOf(g.nodeGroup, len(g.Groups))
	keywords := partitionOf(g.nodes.of, len(g.nodes.lead))
	g.members = partition{make([]int, 1, len(g.Groups)+1), make([]int32, 0, len(g.nodes.of))}
	for z := range g.Groups {
		for _, node := range g.groupNodes.of(z) {
			variants := keywords.of(int(node))
			if len(variants) > 1 {
				slices.SortFunc(variants, g.nodes.compare)
			}
			g.members.members = append(g.members.members, variants...)
		}
		g.members.starts = append(g.members.starts, len(g.members.members))
	}
}

// byDemand numbers groups by their demand, then by their first member, which it returns.
func byDemand(labels []int32, demand []int64) (of, first []int32) {
	number := make([]int32, slices.Max(append(labels[:len(labels):len(labels)], 0))+1) // from 1
	of = make([]int32, len(labels))
	var total []int64
	for i, l := range labels {
		if number[l] == 0 {
			first, total = append(first, int32(i)), append(total, 0)
			number[l] = int32(len(first))
		}
		z := number[l] - 1
		of[i] = z
		total[z] += demand[i]
	}
	order := make([]int32, len(first))
	for z := range order {
		order[z] = int32(z)
	}
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(total[b], total[a]) })
	place := make([]int32, len(order))
	sorted := make([]int32, len(order))
	for k, z := range order {
		place[z], sorted[k] = int32(k), first[z]
	}
	for i, z := range of {
		of[i] = place[z]
	}
	return of, sorted
}
