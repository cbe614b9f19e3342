package cluster_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/needscape/needscape/cluster"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/graph/community"
)

// similarKeywords returns a graph such as joined keywords make: groups whose sizes follow
// a power law, dense and of high similarity where they are small, sparser where they are
// large, beside each other in topics, between which there are lighter edges; the nodes in
// no order.
func similarKeywords(n, edges int) *cluster.Graph {
	r := rand.New(rand.NewPCG(uint64(n), uint64(edges)))
	number := r.Perm(n)
	var groups []int // where each begins
	for at := 0; at < n; {
		groups = append(groups, at)
		at += int(min(1/(1-r.Float64()), 2000)) // P(size ≥ s) = 1/s
	}
	groups = append(groups, n)
	seen := make(map[[2]int]bool, edges)
	pairs := make([]cluster.Pair, 0, edges)
	join := func(a, b int, low, high float64) {
		key := [2]int{min(a, b), max(a, b)}
		if a == b || seen[key] || len(pairs) == edges {
			return
		}
		seen[key] = true
		a, b = number[a], number[b]
		w := float32(low + (high-low)*r.Float64())
		pairs = append(pairs, cluster.Pair{A: int32(min(a, b)), B: int32(max(a, b)), Similarity: w})
	}
	degree := 0.8 * float64(edges) / float64(n)
	for i, from := range groups[:len(groups)-1] {
		size := groups[i+1] - from
		for k := range int(min(degree*float64(size), float64(size*(size-1)/2))) {
			if size < 8 { // all pairs
				a, b := from+k%size, from+(k+1+k/size)%size
				join(a, b, 0.7, 1)
				continue
			}
			join(from+r.IntN(size), from+r.IntN(size), 0.6, 1)
		}
	}
	for len(pairs) < edges { // to a group nearby
		i := r.IntN(len(groups) - 1)
		j := min(i+1+int(3/(1-r.Float64())), len(groups)-2)
		a := groups[i] + r.IntN(groups[i+1]-groups[i])
		b := groups[j] + r.IntN(groups[j+1]-groups[j])
		join(a, b, 0.6, 0.75)
	}
	return cluster.NewGraph(n, pairs)
}

// The sizes are those of the graphs of 100,000 and 1,000,000 synthetic keywords joined at
// a cosine of 0.6.
func BenchmarkCommunities(b *testing.B) {
	for _, size := range []struct{ nodes, edges int }{{100_000, 121_000}, {1_000_000, 3_730_000}} {
		g := similarKeywords(size.nodes, size.edges)
		order := make([]int32, g.Len())
		for i, v := range rand.New(rand.NewPCG(1, 1)).Perm(g.Len()) {
			order[i] = int32(v)
		}
		for _, c := range []struct {
			name string
			cluster.CommunityOptions
		}{
			{"modularity", cluster.CommunityOptions{}},
			{"order", cluster.CommunityOptions{Order: order}},
			{"potts", cluster.CommunityOptions{Objective: cluster.MaxPotts}},
		} {
			b.Run(fmt.Sprintf("nodes=%d/%s", size.nodes, c.name), func(b *testing.B) {
				runtime.GC()
				b.ReportAllocs()
				var labels []int32
				for b.Loop() {
					var err error
					labels, err = g.Communities(context.Background(), c.CommunityOptions)
					require.NoError(b, err)
				}
				b.ReportMetric(g.Modularity(labels, 1), "Q")
			})
		}
		if size.nodes > 100_000 {
			continue
		}
		peer := gonumGraph(g)
		b.Run(fmt.Sprintf("nodes=%d/gonum", size.nodes), func(b *testing.B) {
			var labels []int32
			for b.Loop() {
				labels = gonumLabels(g, community.Modularize(peer, 1, rand.NewPCG(1, 1)).Communities())
			}
			b.ReportMetric(g.Modularity(labels, 1), "Q")
		})
	}
}
