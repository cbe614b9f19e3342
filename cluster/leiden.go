package cluster

import (
	"context"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// steps is in how many steps a similarity of 1 is taken.
const steps = 1 << 20

// inSteps returns a similarity in steps: any that is not positive is one.
func inSteps(similarity float32) uint32 {
	w := float64(similarity)*steps + 0.5
	switch {
	case w >= math.MaxUint32:
		return math.MaxUint32
	case w >= 2:
		return uint32(w)
	}
	return 1
}

// network is the graph as the method sees it: nodes with a mass, edges with a weight in
// steps, at both ends. Edges from a node to itself are left out, as they never decide. The
// first network is the graph itself, the nodes of the following are parts of it.
type network[W uint32 | int64] struct {
	starts []int // the edges of node v are at starts[v] to starts[v+1]
	ends   []int32
	weight []W
	mass   []int64 // of each node: the weight of its edges in the graph, or its size
}

// edges returns the other ends of a node's edges and their weights.
func (n *network[W]) edges(v int32) ([]int32, []W) {
	from, to := n.starts[v], n.starts[v+1]
	ends := n.ends[from:to]
	return ends, n.weight[from:to][:len(ends)]
}

// leiden is one search for communities.
type leiden struct {
	ctx  context.Context
	cost float64 // in steps, of two nodes of mass 1 in one community
}

// parallel calls what each worker returns with spans that cover 0 to n, in no order, until
// the context is cancelled.
// Workers are few: each has memory of its own, and they wait for memory most of the time.
func (l *leiden) parallel(n, span int, worker func() func(from, to int)) {
	var next atomic.Int64
	work := func() {
		do := worker()
		for l.ctx.Err() == nil {
			to := int(next.Add(int64(span)))
			if to-span >= n {
				return
			}
			do(to-span, min(to, n))
		}
	}
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), 8, (n+span-1)/span) - 1 {
		wg.Go(work)
	}
	work()
	wg.Wait()
}

// network returns the graph with its nodes numbered by the order, neighbours ascending.
func (l *leiden) network(g *Graph, order []int32) *network[uint32] {
	net := &network[uint32]{starts: g.starts, ends: g.ends, weight: make([]uint32, len(g.ends)), mass: make([]int64, g.Len())}
	var ranks []int32
	if order != nil {
		ranks = make([]int32, len(order))
		net.starts, net.ends = make([]int, len(g.starts)), make([]int32, len(g.ends))
		for i, v := range order {
			ranks[v] = int32(i)
			net.starts[i+1] = net.starts[i] + g.starts[v+1] - g.starts[v]
		}
	}
	l.parallel(g.Len(), 1024, func() func(from, to int) {
		var edges []uint64 // rank of the end, weight
		return func(from, to int) {
			for i := from; i < to; i++ {
				v := i
				if order != nil {
					v = int(order[i])
				}
				neighbours, similarity := g.Neighbours(v)
				ends, weight := net.edges(int32(i))
				for k := range neighbours {
					weight[k] = inSteps(similarity[k])
					net.mass[i] += int64(weight[k])
				}
				if order == nil {
					continue
				}
				edges = edges[:0]
				for k, u := range neighbours {
					edges = append(edges, uint64(ranks[u])<<32|uint64(weight[k]))
				}
				slices.Sort(edges)
				for k, e := range edges {
					ends[k], weight[k] = int32(e>>32), uint32(e)
				}
			}
		}
	})
	return net
}

// weigh puts the sizes of the nodes, or 1, in the place of the masses.
func (l *leiden) weigh(mass []int64, order []int32, sizes []int64) {
	for i := range mass {
		switch {
		case sizes == nil:
			mass[i] = 1
		case order == nil:
			mass[i] = sizes[i]
		default:
			mass[i] = sizes[order[i]]
		}
	}
}

// communities returns the communities of a network whose nodes of one label stay together.
func communities[W uint32 | int64](l *leiden, net *network[W], together []int32) []int32 {
	if together == nil {
		return search(l, net)
	}
	parts := slices.Clone(together)
	of := search(l, aggregate(l, net, parts, renumber(parts)))
	return project(of, parts)
}

// project returns the communities of nodes from those of the parts that they are in.
func project(of, parts []int32) []int32 {
	down := make([]int32, len(parts))
	for v, p := range parts {
		down[v] = of[p]
	}
	return down
}

// search returns the communities of a network.
func search[W uint32 | int64](l *leiden, net *network[W]) []int32 {
	of := make([]int32, len(net.mass))
	for v := range of {
		of[v] = int32(v)
	}
	divide(l, net, of)
	s := newSettler(l, net, of)
	fill(s.moved)
	s.finish()
	return of
}

// divide improves the communities of a network's nodes, numbered from 0: it moves nodes,
// takes the communities apart into well connected parts, and does the same to the network
// of these, where whole parts move. It leaves each community connected.
func divide[W uint32 | int64](l *leiden, net *network[W], of []int32) {
	s := newSettler(l, net, of)
	s.all()
	s.settle()
	n := renumber(of)
	if n == len(of) || l.ctx.Err() != nil {
		return
	}
	parts := refine(l, net, of, n)
	k := renumber(parts)
	if l.ctx.Err() != nil {
		return
	}
	if k == len(of) { // no parts to move
		s = newSettler(l, net, of)
		fill(s.left)
		s.split()
		return
	}
	up := make([]int32, k)
	for v, p := range parts {
		up[p] = of[v]
	}
	divide(l, aggregate(l, net, parts, k), up)
	copy(of, project(up, parts))
}

func fill(flags []bool) {
	for i := range flags {
		flags[i] = true
	}
}

// aggregate returns the network of n parts.
func aggregate[W uint32 | int64](l *leiden, net *network[W], parts []int32, n int) *network[int64] {
	const span = 1024
	nodes := partitionOf(parts, n)
	up := &network[int64]{starts: make([]int, n+1), mass: make([]int64, n)}
	pieces := make([]network[int64], (n+span-1)/span)
	l.parallel(n, span, func() func(from, to int) {
		links := make([]int64, n)
		return func(from, to int) {
			piece := &pieces[from/span]
			for p := from; p < to; p++ {
				first := len(piece.ends)
				for _, v := range nodes.of(p) {
					up.mass[p] += net.mass[v]
					ends, weight := net.edges(v)
					for k, u := range ends {
						q := parts[u]
						if q == int32(p) {
							continue
						}
						if links[q] == 0 {
							piece.ends = append(piece.ends, q)
						}
						links[q] += int64(weight[k])
					}
				}
				for _, q := range piece.ends[first:] {
					piece.weight = append(piece.weight, links[q])
					links[q] = 0
				}
				up.starts[p+1] = len(piece.ends) - first
			}
		}
	})
	for p := range n {
		up.starts[p+1] += up.starts[p]
	}
	up.ends, up.weight = make([]int32, 0, up.starts[n]), make([]int64, 0, up.starts[n])
	for i := range pieces {
		up.ends = append(up.ends, pieces[i].ends...)
		up.weight = append(up.weight, pieces[i].weight...)
	}
	return up
}
