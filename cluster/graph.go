package cluster

import "slices"

// A Pair is two different rows, A < B, and how alike they are: from 0 to 1, but for
// [Overlap].
type Pair struct {
	A, B       int32
	Similarity float32
}

// A Graph is nodes, numbered from 0, and edges between them with the similarity of
// their ends. It is undirected, without loops, each edge once at either end, neighbours
// in ascending order. It is immutable.
type Graph struct {
	starts []int // the edges of node i are at starts[i] to starts[i+1]
	ends   []int32
	weight []float32
}

// NewGraph returns a graph of n nodes and an edge for each pair. Pairs may come in any
// order, no two of the same ends; they are sorted in place. Time is linear in nodes and pairs, but for the sorting
// of each node's neighbours.
func NewGraph(n int, pairs []Pair) *Graph {
	g := &Graph{starts: make([]int, n+1), ends: make([]int32, 2*len(pairs)), weight: make([]float32, 2*len(pairs))}
	for _, p := range pairs {
		g.starts[p.A+1]++
		g.starts[p.B+1]++
	}
	for i := range n {
		g.starts[i+1] += g.starts[i]
	}
	next := slices.Clone(g.starts[:n])
	put := func(from, to int32, w float32) {
		g.ends[next[from]], g.weight[next[from]] = to, w
		next[from]++
	}
	slices.SortFunc(pairs, comparePairs)
	for _, p := range pairs { // the smaller neighbours of each node come first, ...
		put(p.B, p.A, p.Similarity)
	}
	for _, p := range pairs { // ... the larger after them
		put(p.A, p.B, p.Similarity)
	}
	return g
}

// comparePairs orders pairs by A, then by B.
func comparePairs(p, q Pair) int {
	if p.A != q.A {
		return int(p.A - q.A)
	}
	return int(p.B - q.B)
}

// Len returns the number of nodes.
func (g *Graph) Len() int { return len(g.starts) - 1 }

// Edges returns the number of edges.
func (g *Graph) Edges() int { return len(g.ends) / 2 }

// Neighbours returns the neighbours of a node in ascending order, and the similarity of
// each. They must not be changed.
func (g *Graph) Neighbours(i int) ([]int32, []float32) {
	from, to := g.starts[i], g.starts[i+1]
	return g.ends[from:to:to], g.weight[from:to:to]
}
