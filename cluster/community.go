package cluster

import (
	"context"
	"errors"
	"math"
	"math/bits"
)

// An Objective is what a division of a graph into communities makes large.
type Objective uint8

const (
	// MaxModularity: similarity inside communities beyond what nodes so well connected
	// would share by chance, see [Graph.Modularity]. In a larger graph small communities
	// are joined that would stand apart in a smaller one (Fortunato and Barthélemy,
	// "Resolution limit in community detection", 2007).
	MaxModularity Objective = iota
	// MaxPotts: similarity inside communities beyond Resolution for each pair of their
	// nodes, see [Graph.Potts]. Communities do not depend on the size of the graph.
	MaxPotts
)

// CommunityOptions tell what communities to look for. The zero value asks for those of
// the largest modularity.
type CommunityOptions struct {
	Objective Objective
	// Resolution is what the similarity of a community is set against: the larger, the
	// smaller the communities. 0 means 1 for MaxModularity and 0.1 for MaxPotts.
	Resolution float64
	// Order holds each node once, in the order in which they are looked at. It decides
	// between equals too: with it, communities do not depend on the numbers of the nodes.
	// nil means in the order of their numbers.
	Order []int32
	// Sizes holds for how many nodes each node counts; only for MaxPotts. nil means 1.
	Sizes []int64
	// Together holds a label from 0 to n-1 for each of the n nodes. Those of one label are
	// taken as one node, so that communities of communities can be found. nil means that
	// each is on its own.
	Together []int32
}

// Communities divides the graph into communities and returns for each node the number of
// its own, from 0 in the order of their first nodes. Each community is connected; a node
// without edges is alone. No move of one node, into another community or out of its own,
// would make the objective larger by more than 2⁻²⁰ of similarity.
//
// The method is that of Traag, Waltman and van Eck, "From Louvain to Leiden: guaranteeing
// well-connected communities", 2019, but where it draws lots the best is taken, the first
// of equals. Similarities are taken in whole steps of 2⁻²⁰, at least 1 and below 2³² of
// them, so that sums are exact.
//
// Time is in practice linear in nodes and edges; memory is some 100 bytes a node and up to
// twice that of the graph. How many workers there are changes nothing. Options that do not
// fit are an error; cancelling ctx ends the work early with ctx's error.
func (g *Graph) Communities(ctx context.Context, o CommunityOptions) ([]int32, error) {
	if err := o.check(g.Len()); err != nil {
		return nil, err
	}
	l := &leiden{ctx: ctx}
	net := l.network(g, o.Order)
	if o.Objective == MaxPotts {
		l.weigh(net.mass, o.Order, o.Sizes)
	}
	l.cost = o.cost(net.mass)
	labels := communities(l, net, inOrder(o.Together, o.Order))
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	labels = asNumbered(labels, o.Order)
	renumber(labels)
	return labels, nil
}

var (
	errResolution = errors.New("cluster: the resolution of communities is negative or no number")
	errObjective  = errors.New("cluster: no such objective of communities")
	errOrder      = errors.New("cluster: the order does not hold each node once")
	errSizes      = errors.New("cluster: sizes that are not one for each node, are negative, too large or not for this objective")
	errTogether   = errors.New("cluster: labels that are not one for each node, from 0 to the number of nodes")
)

func (o *CommunityOptions) check(n int) error {
	switch {
	case o.Objective > MaxPotts:
		return errObjective
	case !(o.Resolution >= 0) || math.IsInf(o.Resolution, 1):
		return errResolution
	case o.Order != nil && !isOrder(o.Order, n):
		return errOrder
	case o.Sizes != nil && (o.Objective != MaxPotts || !areSizes(o.Sizes, n)):
		return errSizes
	case o.Together != nil && !areLabels(o.Together, n):
		return errTogether
	}
	return nil
}

// isOrder reports whether order holds each of n nodes once.
func isOrder(order []int32, n int) bool {
	if !areLabels(order, n) {
		return false
	}
	seen := make([]bool, n)
	for _, v := range order {
		if seen[v] {
			return false
		}
		seen[v] = true
	}
	return true
}

// areSizes reports whether there is a size for each of n nodes, and a sum.
func areSizes(sizes []int64, n int) bool {
	var sum int64
	for _, s := range sizes {
		if s < 0 || sum > math.MaxInt64-s {
			return false
		}
		sum += s
	}
	return len(sizes) == n
}

// areLabels reports whether there is a label from 0 to n-1 for each of n nodes.
func areLabels(labels []int32, n int) bool {
	for _, c := range labels {
		if c < 0 || int(c) >= n {
			return false
		}
	}
	return len(labels) == n
}

// cost returns what two nodes of mass 1 in one community cost, in steps of similarity.
func (o *CommunityOptions) cost(mass []int64) float64 {
	switch sum := sum(mass); {
	case o.Objective == MaxPotts && o.Resolution == 0:
		return 0.1 * steps
	case o.Objective == MaxPotts:
		return o.Resolution * steps
	case sum == 0:
		return 0
	case o.Resolution == 0:
		return 1 / float64(sum)
	default:
		return o.Resolution / float64(sum)
	}
}

// inOrder returns the labels of the nodes in the given order.
func inOrder(labels, order []int32) []int32 {
	if order == nil || labels == nil {
		return labels
	}
	sorted := make([]int32, len(order))
	for i, v := range order {
		sorted[i] = labels[v]
	}
	return sorted
}

// asNumbered returns the labels of nodes in the given order in the order of their numbers.
func asNumbered(labels, order []int32) []int32 {
	if order == nil {
		return labels
	}
	sorted := make([]int32, len(order))
	for i, v := range order {
		sorted[v] = labels[i]
	}
	return sorted
}

// renumber numbers labels below their count from 0 in the order in which they occur first,
// and returns how many there are.
func renumber(labels []int32) int {
	numbers := make([]int32, len(labels)) // from 1
	n := int32(0)
	for i, c := range labels {
		if numbers[c] == 0 {
			n++
			numbers[c] = n
		}
		labels[i] = numbers[c] - 1
	}
	return int(n)
}

// Modularity returns how much more of the similarity lies inside the communities than
// chance would put there, from -1/2 to 1 where resolution is 1:
//
//	Σ in/all - resolution (ends/all)²
//
// over the communities, where all is the similarity of all edges, counted at both ends,
// ends what of it is at the nodes of the community, in what of that leads back into it
// (Newman and Girvan, 2004; with a resolution Reichardt and Bornholdt, 2006). It is 0 for a
// graph without edges, and NaN if there is not one label from 0 to n-1 for each of the n
// nodes. It does not depend on the numbers of nodes and communities.
func (g *Graph) Modularity(labels []int32, resolution float64) float64 {
	if !areLabels(labels, g.Len()) {
		return math.NaN()
	}
	ends := make([]int64, g.Len())
	var in, all int64
	for i, c := range labels {
		neighbours, similarity := g.Neighbours(i)
		for k, j := range neighbours {
			w := int64(inSteps(similarity[k]))
			ends[c] += w
			if labels[j] == c {
				in += w
			}
		}
	}
	if all = sum(ends); all == 0 {
		return 0
	}
	chance := sumOfSquares(ends).float() / float64(all) / float64(all)
	return float64(in)/float64(all) - float64(resolution*chance)
}

// Potts returns by how much the similarity inside the communities exceeds resolution for
// each pair of their nodes:
//
//	Σ similarity - resolution × pairs
//
// over the communities, a node of size s counting for s nodes of which no pair is counted;
// nil sizes are 1. This is the constant Potts model of Traag, Van Dooren and Nesterov,
// "Narrow scope for resolution-limit-free community detection", 2011. It is NaN if there is
// not one label from 0 to n-1, and one size, for each of the n nodes. It does not depend on
// the numbers of nodes and communities.
func (g *Graph) Potts(labels []int32, resolution float64, sizes []int64) float64 {
	if !areLabels(labels, g.Len()) || sizes != nil && !areSizes(sizes, g.Len()) {
		return math.NaN()
	}
	if sizes == nil {
		sizes = make([]int64, g.Len())
		for i := range sizes {
			sizes[i] = 1
		}
	}
	sums := make([]int64, g.Len())
	var in int64
	for i, c := range labels {
		sums[c] += sizes[i]
		neighbours, similarity := g.Neighbours(i)
		for k, j := range neighbours {
			if labels[j] == c {
				in += int64(inSteps(similarity[k]))
			}
		}
	}
	pairs := sumOfSquares(sums).minus(sumOfSquares(sizes)).float() / 2
	return float64(in)/(2*steps) - float64(resolution*pairs)
}

// uint128 is a whole number below 2¹²⁸, as a sum of squares is of numbers whose sum is
// below 2⁶³.
type uint128 struct{ hi, lo uint64 }

func sumOfSquares(xs []int64) uint128 {
	var sum uint128
	for _, x := range xs {
		hi, lo := bits.Mul64(uint64(x), uint64(x))
		var carry uint64
		sum.lo, carry = bits.Add64(sum.lo, lo, 0)
		sum.hi += hi + carry
	}
	return sum
}

func (u uint128) minus(v uint128) uint128 {
	lo, borrow := bits.Sub64(u.lo, v.lo, 0)
	return uint128{u.hi - v.hi - borrow, lo}
}

func (u uint128) float() float64 {
	return float64(float64(u.hi)*(1<<64)) + float64(u.lo)
}

func sum(xs []int64) int64 {
	var sum int64
	for _, x := range xs {
		sum += x
	}
	return sum
}
