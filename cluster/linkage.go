package cluster

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"math/bits"
	"runtime"
	"slices"
	"sync/atomic"
)

// AverageLinkage joins the two most similar groups, at first the single nodes, and again,
// as long as two have a similarity of threshold or more. That of two groups is the mean
// over all pairs of a node of one and a node of the other (group-average linkage or UPGMA;
// Sokal & Michener 1958, "A statistical method for evaluating systematic relationships").
// Pairs without an edge count 0, as do edges that are not above 0.
//
// Where similarities are equal, groups that have earlier nodes are joined first. A node's
// place is rank[i], each from 0 to Len-1 once; nil ranks them by number. Node i counts
// as sizes[i] nodes that are alike, at least 1, together at most 2³¹-1; nil counts each
// once. The threshold is above 0, and rounded to float32 as similarities are.
//
// The result is exact: similarities are taken as multiples of 2⁻³² times the power of
// two above the largest, or coarser where more than 2³¹ pairs of alike nodes have edges,
// and means are compared as fractions. So it depends neither on the numbers of the nodes,
// if they are ranked, nor on GOMAXPROCS or the platform. Cancelling ctx ends it early with
// ctx's error.
//
// Merging never brings two groups nearer to a third than the nearer of them was (Bruynooghe
// 1977, "Méthodes nouvelles en classification automatique de données taxinomiques
// nombreuses"), so that any two that are nearest to each other can be joined at once
// (nearest-neighbour chains: Murtagh 1983, "A survey of recent advances in hierarchical
// clustering algorithms"), and components that are parted by the threshold in parallel.
// Time is some passes over the edges of each component, in the worst case nodes times
// edges. Memory is at most some 160 bytes a node, with the result, and 32 an edge of the
// components at work.
func (g *Graph) AverageLinkage(ctx context.Context, threshold float64, rank, sizes []int32) (*Dendrogram, error) {
	l := linkage{graph: g, rank: rank, sizes: sizes}
	if err := l.check(threshold); err != nil {
		return nil, err
	}
	l.least = max(1, l.fixed.of(narrow(threshold)))
	l.part()
	joins := l.run(ctx)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	d := &Dendrogram{Nodes: g.Len(), Merges: make([]Merge, len(joins)), fixed: l.fixed}
	for i, j := range joins {
		d.Merges[i] = Merge{A: l.order[j.a], B: l.order[j.b], Similarity: l.fixed.float(j.sum, j.pairs)}
	}
	return d, nil
}

// linkage is what all components share, and only read.
type linkage struct {
	graph       *Graph
	rank, sizes []int32
	order       []int32 // the nodes by rank

	fixed fixed
	least uint64 // the threshold

	whole  []int32 // a node of the component of each node, the same for all of it
	place  []int32 // of a node in its component
	nodes  []int32 // by component, in it by rank; those without neighbours are left out
	starts []int   // nodes of component c are at starts[c] to starts[c+1]
}

// A join is a merge before it is put in order: the mean is sum/pairs.
type join struct {
	sum, pairs uint64
	a, b       int32 // ranks
}

// compareJoins orders joins as they are made one after the other.
func compareJoins(x, y join) int {
	return cmp.Or(compareRatios(y.sum, y.pairs, x.sum, x.pairs), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
}

// compareRatios compares a/b with c/d.
func compareRatios(a, b, c, d uint64) int {
	high, low := bits.Mul64(a, d)
	high2, low2 := bits.Mul64(c, b)
	if high != high2 {
		return cmp.Compare(high, high2)
	}
	return cmp.Compare(low, low2)
}

// check checks the arguments, and sets order and fixed.
func (l *linkage) check(threshold float64) error {
	n := l.graph.Len()
	if !(threshold > 0) {
		return fmt.Errorf("cluster: %v is no threshold", threshold)
	}
	if l.rank != nil && len(l.rank) != n || l.sizes != nil && len(l.sizes) != n {
		return fmt.Errorf("cluster: %d ranks and %d sizes of %d nodes", len(l.rank), len(l.sizes), n)
	}
	l.order = make([]int32, n)
	for i := range l.order {
		l.order[i] = int32(i)
	}
	if l.rank != nil {
		seen := make([]bool, n)
		for i, r := range l.rank {
			if r < 0 || int(r) >= n || seen[r] {
				return fmt.Errorf("cluster: node %d has rank %d, which is not one of its own below %d", i, r, n)
			}
			seen[r], l.order[r] = true, int32(i)
		}
	}
	total := int64(0)
	for i, s := range l.sizes {
		if total += int64(s); s < 1 || total > math.MaxInt32 {
			return fmt.Errorf("cluster: node %d has size %d, of %d in all", i, s, total)
		}
	}
	most, pairs := float32(0), uint64(0)
	for i := range n {
		ends, weights := l.graph.Neighbours(i)
		for k, w := range weights {
			if w > most {
				most = w
			}
			if w-w != 0 {
				return fmt.Errorf("cluster: the similarity of nodes %d and %d is %v", i, ends[k], w)
			}
			if int(ends[k]) > i {
				pairs += l.count(int32(i)) * l.count(ends[k])
			}
		}
	}
	l.fixed = newFixed(most, pairs)
	return nil
}

// count returns the number of nodes that a node counts as.
func (l *linkage) count(node int32) uint64 {
	if l.sizes == nil {
		return 1
	}
	return uint64(l.sizes[node])
}

// fixed turns similarities into whole numbers, the sums of which do not depend on their
// order.
type fixed struct {
	scale int     // a similarity of 1 is 2^scale
	unit  float64 // 2^scale
}

// beyond is more than any similarity.
const beyond = 1 << 33

// newFixed returns the finest numbers in which similarities up to most are 2³² at most,
// and the sum of as many as pairs is below 2⁶³.
func newFixed(most float32, pairs uint64) fixed {
	_, exp := math.Frexp(float64(most))
	scale := min(32, 63-bits.Len64(pairs)) - exp
	return fixed{scale: scale, unit: math.Ldexp(1, scale)}
}

// of returns the number of a similarity: 0 for all that are not above 0, 1 at least for
// the others.
func (f fixed) of(similarity float32) uint64 {
	switch x := float64(similarity) * f.unit; {
	case !(x > 0):
		return 0
	case x >= beyond:
		return beyond
	default:
		return max(1, uint64(x+.5))
	}
}

// float returns the mean sum/pairs as a similarity, rounded down. It never falls where
// the mean rises.
func (f fixed) float(sum, pairs uint64) float64 {
	const more = 20 // bits more than those of beyond: all that a float64 holds
	high, low := bits.Mul64(sum, 1<<more)
	quotient, _ := bits.Div64(high, low, pairs)
	return math.Ldexp(float64(quotient), -f.scale-more)
}

// narrow returns a threshold in the precision of similarities.
func narrow(threshold float64) float32 {
	if threshold > math.MaxFloat32 {
		return float32(math.Inf(1))
	}
	return float32(threshold)
}

// part finds the components of the graph of edges of the threshold or more. A mean that
// is no less has such an edge, so that no others are ever joined.
func (l *linkage) part() {
	n := l.graph.Len()
	l.whole, l.place = make([]int32, n), make([]int32, n)
	for i := range l.whole {
		l.whole[i] = int32(i)
	}
	for i := range n {
		ends, weights := l.graph.Neighbours(i)
		for k, w := range weights {
			if int(ends[k]) > i && l.fixed.of(w) >= l.least {
				a, b := find(l.whole, int32(i)), find(l.whole, ends[k])
				l.whole[max(a, b)] = min(a, b)
			}
		}
	}
	count := make([]int32, n)
	for i := range l.whole {
		l.whole[i] = find(l.whole, int32(i))
		count[l.whole[i]]++
	}
	next := make([]int32, n) // where the next node of a component goes, from 1
	total := int32(0)
	for _, v := range l.order {
		c := l.whole[v]
		if count[c] > 1 && next[c] == 0 {
			l.starts = append(l.starts, int(total))
			next[c] = total + 1
			total += count[c]
		}
	}
	l.starts = append(l.starts, int(total))
	l.nodes = make([]int32, total)
	for _, v := range l.order {
		if c := l.whole[v]; count[c] > 1 {
			l.nodes[next[c]-1] = v
			next[c]++
		}
	}
	for c := range len(l.starts) - 1 {
		for i, v := range l.nodes[l.starts[c]:l.starts[c+1]] {
			l.place[v] = int32(i)
		}
	}
}

// find returns the root of x in a forest in which roots are their own parents, or -1 where
// the root's parent is -1. It halves the path (Tarjan & van Leeuwen 1984).
func find(parents []int32, x int32) int32 {
	for {
		p := parents[x]
		if p == x || p < 0 {
			return p
		}
		q := parents[p]
		if q == p || q < 0 {
			return q
		}
		parents[x] = q
		x = q
	}
}

// tasks returns ranges of components, the large ones alone and first.
func (l *linkage) tasks() [][2]int {
	const enough = 4096 // nodes
	var large, small [][2]int
	from := 0
	for c := range len(l.starts) - 1 {
		switch {
		case l.starts[c+1]-l.starts[c] >= enough:
			if from < c {
				small = append(small, [2]int{from, c})
			}
			large = append(large, [2]int{c, c + 1})
			from = c + 1
		case l.starts[c+1]-l.starts[from] >= enough:
			small = append(small, [2]int{from, c + 1})
			from = c + 1
		}
	}
	if from < len(l.starts)-1 {
		small = append(small, [2]int{from, len(l.starts) - 1})
	}
	slices.SortFunc(large, func(s, t [2]int) int {
		return cmp.Compare(l.starts[t[1]]-l.starts[t[0]], l.starts[s[1]]-l.starts[s[0]])
	})
	return append(large, small...)
}

// run joins the groups of all components, and returns the joins in order.
func (l *linkage) run(ctx context.Context) []join {
	tasks := l.tasks()
	var next atomic.Int64
	found := make([][]join, min(runtime.GOMAXPROCS(0), len(tasks)))
	parallel(len(found), func(p int) {
		c := component{linkage: l}
		for t := next.Add(1) - 1; t < int64(len(tasks)) && ctx.Err() == nil; t = next.Add(1) - 1 {
			for i := tasks[t][0]; i < tasks[t][1]; i++ {
				c.load(l.nodes[l.starts[i]:l.starts[i+1]])
				c.link(ctx)
			}
		}
		if ctx.Err() == nil {
			slices.SortFunc(c.joins, compareJoins)
		}
		found[p] = c.joins
	})
	return mergeSorted(found, compareJoins)
}

// A component links the nodes of one component after the other. In it nodes are numbered
// by rank, and a group by its first node. Groups that are near no other are done: they
// take no part any more.
type component struct {
	*linkage
	nodes   []int32
	parents []int32 // a forest of the nodes of each group, rooted in its first; -1 for that of a group that is done
	groups  []group
	links   []link
	met     []meeting // by first node of a group
	scans   uint32
	chain   []int32
	joins   []join
}

// A group has its links in runs of the component's, one for each of its nodes at most,
// each known by that node. There may be several to one group, and some to the group itself
// or to those that are done, until gather sums them up. The fields of runs are by node,
// the others of the first node of a group.
type group struct {
	from, to int   // a run of links
	next     int32 // the node of the run that follows, -1 for none
	last     int32 // the node of the last run
	near     int32 // the nearest group when last looked for, -1 for none
	nearSize uint32
	nearSum  uint64 // of the edges to it
}

// A meeting is the size of a group, and the link to it that the last scan that met it has
// kept.
type meeting struct {
	link       int
	scan, size uint32
}

// link is the sum of the edges to a node, or to a group that it was in.
type link struct {
	sum uint64
	to  int32
}

// load takes up a component by its nodes.
func (c *component) load(nodes []int32) {
	c.nodes = nodes
	c.parents, c.groups, c.met = grow(c.parents, len(nodes)), grow(c.groups, len(nodes)), grow(c.met, len(nodes))
	c.joins = slices.Grow(c.joins, len(nodes)-1)
	edges := 0
	for _, v := range nodes {
		ends, _ := c.graph.Neighbours(int(v))
		edges += len(ends)
	}
	c.links = slices.Grow(c.links[:0], edges)
	for i, v := range nodes {
		from := len(c.links)
		ends, weights := c.graph.Neighbours(int(v))
		for k, e := range ends {
			if sum := c.fixed.of(weights[k]); sum > 0 && c.whole[e] == c.whole[v] {
				c.links = append(c.links, link{sum: sum * c.count(v) * c.count(e), to: c.place[e]})
			}
		}
		c.parents[i], c.met[i] = int32(i), meeting{size: uint32(c.count(v))}
		c.groups[i] = group{from: from, to: len(c.links), next: -1, last: int32(i), near: -1}
	}
	c.scans = 0
}

// link joins the groups of the component. It follows a chain of groups, each the nearest to
// the one before, to two that are nearest to each other.
func (c *component) link(ctx context.Context) {
	for start := range c.parents {
		if c.parents[start] != int32(start) {
			continue
		}
		c.chain = append(c.chain[:0], int32(start))
		for steps := 1; len(c.chain) > 0; steps++ {
			if steps%1024 == 0 && ctx.Err() != nil {
				return
			}
			x, rest := c.chain[len(c.chain)-1], c.chain[:len(c.chain)-1]
			switch y := c.nearest(x); {
			case y < 0:
				c.parents[x] = -1
				c.chain = rest
			case len(rest) > 0 && rest[len(rest)-1] == y:
				if c.chain = rest[:len(rest)-1]; len(c.chain) == 0 {
					c.chain = append(c.chain, min(x, y))
				}
				c.merge(min(x, y), max(x, y))
			default:
				c.chain = append(c.chain, y)
			}
		}
	}
}

// nearest returns the group that is most similar to x by the threshold or more, of several
// the first, or -1. One that was found earlier still is, unless it has been merged.
func (c *component) nearest(x int32) int32 {
	g := &c.groups[x]
	if g.near >= 0 && c.parents[g.near] == g.near && c.met[g.near].size == g.nearSize {
		return g.near
	}
	c.gather(x)
	g.near, g.nearSum, g.nearSize = -1, 0, 1
	for run := x; run >= 0; run = c.groups[run].next {
		for _, k := range c.links[c.groups[run].from:c.groups[run].to] {
			size := c.met[k.to].size
			if order := compareRatios(k.sum, uint64(size), g.nearSum, uint64(g.nearSize)); order > 0 || order == 0 && k.to < g.near {
				g.near, g.nearSum, g.nearSize = k.to, k.sum, size
			}
		}
	}
	if compareRatios(g.nearSum, uint64(c.met[x].size)*uint64(g.nearSize), c.least, 1) < 0 {
		g.near = -1
	}
	return g.near
}

// gather sums up the links of group x, so that there is one to each group. It moves
// them to the front of its runs.
func (c *component) gather(x int32) {
	c.scans++
	to, at := x, c.groups[x].from // the run and the place for the next link that is kept
	for run := x; run >= 0; run = c.groups[run].next {
		for _, k := range c.links[c.groups[run].from:c.groups[run].to] {
			other := find(c.parents, k.to)
			if other < 0 || other == x {
				continue
			}
			met := &c.met[other]
			if met.scan == c.scans {
				c.links[met.link].sum += k.sum
				continue
			}
			for at == c.groups[to].to {
				to = c.groups[to].next
				at = c.groups[to].from
			}
			c.links[at] = link{sum: k.sum, to: other}
			met.link, met.scan = at, c.scans
			at++
		}
	}
	c.groups[to].to, c.groups[to].next = at, -1
	c.groups[x].last = to
}

// merge joins group b, which is nearest to a, to a, which comes before it.
func (c *component) merge(a, b int32) {
	g, h := &c.groups[a], &c.groups[b]
	c.joins = append(c.joins, join{sum: g.nearSum, pairs: uint64(c.met[a].size) * uint64(c.met[b].size), a: c.rankOf(a), b: c.rankOf(b)})
	c.parents[b] = a
	c.groups[g.last].next, g.last = b, h.last
	c.met[a].size += c.met[b].size
	g.near = -1
}

// rankOf returns the rank among all of a node of the component.
func (c *component) rankOf(i int32) int32 {
	if c.rank == nil {
		return c.nodes[i]
	}
	return c.rank[c.nodes[i]]
}
