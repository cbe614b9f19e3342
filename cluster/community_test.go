package cluster_test

import (
	"context"
	"math"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/needscape/needscape/cluster"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/community"
	"gonum.org/v1/gonum/graph/simple"
)

// karate is the network of 34 members of a karate club that fell apart: Zachary, "An
// information flow model for conflict and fission in small groups", 1977, counted from 0.
// Its largest modularity is 0.4198, with four communities (Brandes et al., "On modularity
// clustering", 2008).
var karate = [][2]int32{
	{0, 1}, {0, 2}, {1, 2}, {0, 3}, {1, 3}, {2, 3}, {0, 4}, {0, 5}, {0, 6}, {4, 6}, {5, 6}, {0, 7}, {1, 7},
	{2, 7}, {3, 7}, {0, 8}, {2, 8}, {2, 9}, {0, 10}, {4, 10}, {5, 10}, {0, 11}, {0, 12}, {3, 12}, {0, 13},
	{1, 13}, {2, 13}, {3, 13}, {5, 16}, {6, 16}, {0, 17}, {1, 17}, {0, 19}, {1, 19}, {0, 21}, {1, 21},
	{23, 25}, {24, 25}, {2, 27}, {23, 27}, {24, 27}, {2, 28}, {23, 29}, {26, 29}, {1, 30}, {8, 30}, {0, 31},
	{24, 31}, {25, 31}, {28, 31}, {2, 32}, {8, 32}, {14, 32}, {15, 32}, {18, 32}, {20, 32}, {22, 32}, {23, 32},
	{29, 32}, {30, 32}, {31, 32}, {8, 33}, {9, 33}, {13, 33}, {14, 33}, {15, 33}, {18, 33}, {19, 33}, {20, 33},
	{22, 33}, {23, 33}, {26, 33}, {27, 33}, {28, 33}, {29, 33}, {30, 33}, {31, 33}, {32, 33},
}

func graphOf(n int, edges [][2]int32) *cluster.Graph {
	pairs := make([]cluster.Pair, len(edges))
	for i, e := range edges {
		pairs[i] = cluster.Pair{A: e[0], B: e[1], Similarity: 1}
	}
	return cluster.NewGraph(n, pairs)
}

// randomGraph returns a graph of n nodes; similarities are of few kinds, so that many are
// equal.
func randomGraph(r *rand.Rand, n int, density float64) *cluster.Graph {
	var pairs []cluster.Pair
	for i := range n {
		for j := range i {
			if r.Float64() < density {
				pairs = append(pairs, cluster.Pair{A: int32(j), B: int32(i), Similarity: float32(1+r.IntN(4)) / 4})
			}
		}
	}
	return cluster.NewGraph(n, pairs)
}

// cliques returns a ring of cliques, each with one edge to the next.
func cliques(n, size int) *cluster.Graph {
	var edges [][2]int32
	for c := range n {
		for i := range size {
			for j := range i {
				edges = append(edges, [2]int32{int32(c*size + j), int32(c*size + i)})
			}
		}
		a, b := int32(c*size), int32((c+1)%n*size+1)
		edges = append(edges, [2]int32{min(a, b), max(a, b)})
	}
	return graphOf(n*size, edges)
}

func communities(t testing.TB, g *cluster.Graph, o cluster.CommunityOptions) []int32 {
	labels, err := g.Communities(context.Background(), o)
	require.NoError(t, err)
	require.Len(t, labels, g.Len())
	return labels
}

// quality returns the objective of the options, modularity times the similarity of all
// edges so that a step means the same in both.
func quality(g *cluster.Graph, labels []int32, o cluster.CommunityOptions) float64 {
	if o.Objective == cluster.MaxPotts {
		return g.Potts(labels, o.Resolution, o.Sizes)
	}
	var all float64
	for i := range g.Len() {
		_, similarity := g.Neighbours(i)
		for _, s := range similarity {
			all += float64(s) / 2
		}
	}
	return g.Modularity(labels, o.Resolution) * all
}

var objectives = map[string]cluster.CommunityOptions{
	"modularity":        {Resolution: 1},
	"modularity, fine":  {Resolution: 2.5},
	"modularity, rough": {Resolution: 0.3},
	"potts":             {Objective: cluster.MaxPotts, Resolution: 0.3},
	"potts, fine":       {Objective: cluster.MaxPotts, Resolution: 0.7},
}

func TestCommunitiesKarate(t *testing.T) {
	g := graphOf(34, karate)
	require.Equal(t, 78, g.Edges())
	labels := communities(t, g, cluster.CommunityOptions{})
	assert.InDelta(t, 0.4198, g.Modularity(labels, 1), 0.00005)
	assert.Equal(t, 4, count(labels))
}

// The ring of 30 cliques of 5 is the example of Fortunato and Barthélemy: modularity is
// larger with the cliques in pairs (0.888 against 0.876), the Potts model tells them apart.
func TestCommunitiesRing(t *testing.T) {
	g := cliques(30, 5)
	labels := communities(t, g, cluster.CommunityOptions{})
	assert.Less(t, count(labels), 30)
	assert.Greater(t, g.Modularity(labels, 1), 0.876)
	labels = communities(t, g, cluster.CommunityOptions{Objective: cluster.MaxPotts})
	for v, c := range labels {
		assert.EqualValues(t, v/5, c)
	}
	labels = communities(t, g, cluster.CommunityOptions{Resolution: 4})
	assert.Equal(t, 30, count(labels))
}

func TestModularityGonum(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		g := randomGraph(r, 1+r.IntN(40), r.Float64())
		labels := make([]int32, g.Len())
		sets := make([][]graph.Node, g.Len())
		for v := range labels {
			labels[v] = int32(r.IntN(min(g.Len(), 6)))
			sets[labels[v]] = append(sets[labels[v]], simple.Node(v))
		}
		resolution := 2 * r.Float64()
		if g.Edges() == 0 {
			assert.Zero(t, g.Modularity(labels, resolution))
			continue
		}
		assert.InDelta(t, community.Q(gonumGraph(g), sets, resolution), g.Modularity(labels, resolution), 1e-9)
	}
}

func TestPotts(t *testing.T) {
	g := graphOf(4, [][2]int32{{0, 1}, {1, 2}, {0, 2}, {2, 3}})
	assert.InDelta(t, 3-0.5*3, g.Potts([]int32{0, 0, 0, 1}, 0.5, nil), 1e-12)
	assert.InDelta(t, 4-0.5*6, g.Potts([]int32{2, 2, 2, 2}, 0.5, nil), 1e-12)
	assert.InDelta(t, 1-0.5*6-0, g.Potts([]int32{0, 0, 1, 2}, 0.5, []int64{2, 3, 7, 1}), 1e-12)
	assert.True(t, math.IsNaN(g.Potts([]int32{0, 0, 0}, 0.5, nil)))
	assert.True(t, math.IsNaN(g.Potts([]int32{0, 0, 0, 4}, 0.5, nil)))
	assert.True(t, math.IsNaN(g.Potts([]int32{0, 0, 0, 0}, 0.5, []int64{1, 1, 1, -1})))
	assert.True(t, math.IsNaN(g.Modularity([]int32{0, 0, 0, -1}, 0.5)))
}

// partitions calls f with each division of n nodes.
func partitions(n int, f func(labels []int32)) {
	labels := make([]int32, n)
	var next func(v int, used int32)
	next = func(v int, used int32) {
		if v == n {
			f(labels)
			return
		}
		for c := range used + 1 {
			labels[v] = c
			next(v+1, max(used, c+1))
		}
	}
	next(0, 0)
}

// The best of all divisions of small graphs is found nearly always, and nearly reached
// otherwise.
func TestCommunitiesBruteForce(t *testing.T) {
	for name, o := range objectives {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(3, 4))
			found, of := 0, 200
			var reached, possible float64
			for range of {
				g := randomGraph(r, 1+r.IntN(7), 0.2+0.7*r.Float64())
				best := math.Inf(-1)
				partitions(g.Len(), func(labels []int32) { best = max(best, quality(g, labels, o)) })
				got := quality(g, communities(t, g, o), o)
				require.LessOrEqual(t, got, best+1e-9)
				if got > best-1e-5 {
					found++
				}
				single := quality(g, alone(g.Len()), o)
				reached, possible = reached+got-single, possible+best-single
			}
			assert.GreaterOrEqual(t, found, of*9/10)
			assert.GreaterOrEqual(t, reached, 0.95*possible)
		})
	}
}

func alone(n int) []int32 {
	labels := make([]int32, n)
	for i := range labels {
		labels[i] = int32(i)
	}
	return labels
}

func count(labels []int32) int {
	n := int32(0)
	for _, c := range labels {
		n = max(n, c+1)
	}
	return int(n)
}

// checkCommunities checks what holds of any communities.
func checkCommunities(t *testing.T, g *cluster.Graph, labels []int32, o cluster.CommunityOptions) {
	n := int32(0)
	for _, c := range labels { // numbered in order of first occurrence
		require.LessOrEqual(t, c, n)
		require.GreaterOrEqual(t, c, int32(0))
		n = max(n, c+1)
	}
	require.Equal(t, int(n), parts(g, labels), "not connected")
	got := quality(g, labels, o)
	require.GreaterOrEqual(t, got, quality(g, alone(g.Len()), o)-1e-9)
	moved := append([]int32{}, labels...)
	for v, c := range labels { // no move of one node is better
		for to := range min(n+1, int32(g.Len())) {
			moved[v] = to
			require.LessOrEqual(t, quality(g, moved, o), got+1.1/(1<<20), "node %d from %d to %d", v, c, to)
		}
		moved[v] = c
	}
}

// parts counts the connected parts of communities.
func parts(g *cluster.Graph, labels []int32) int {
	n := 0
	seen := make([]bool, g.Len())
	var reach func(v int)
	reach = func(v int) {
		seen[v] = true
		ends, _ := g.Neighbours(v)
		for _, u := range ends {
			if !seen[u] && labels[u] == labels[v] {
				reach(int(u))
			}
		}
	}
	for v := range seen {
		if !seen[v] {
			n++
			reach(v)
		}
	}
	return n
}

func TestCommunitiesLaws(t *testing.T) {
	for name, o := range objectives {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(5, 6))
			for range 60 {
				n := 1 + r.IntN(40)
				g := randomGraph(r, n, min(1, 4*r.Float64()/float64(n)))
				checkCommunities(t, g, communities(t, g, o), o)
				if o.Objective == cluster.MaxPotts {
					o.Sizes = make([]int64, n)
					for i := range o.Sizes {
						o.Sizes[i] = int64(r.IntN(4))
					}
					checkCommunities(t, g, communities(t, g, o), o)
					o.Sizes = nil
				}
			}
		})
	}
	empty := cluster.NewGraph(0, nil)
	assert.Empty(t, communities(t, empty, cluster.CommunityOptions{}))
	assert.Equal(t, alone(5), communities(t, cluster.NewGraph(5, nil), cluster.CommunityOptions{}))
	assert.Equal(t, alone(5), communities(t, cluster.NewGraph(5, nil), cluster.CommunityOptions{Objective: cluster.MaxPotts}))
}

// renumbered returns the graph with node v as number[v], and the order by which its
// communities are those of the graph with the given order.
func renumbered(g *cluster.Graph, number []int, order []int32) (*cluster.Graph, []int32) {
	var pairs []cluster.Pair
	for i := range g.Len() {
		ends, similarity := g.Neighbours(i)
		for k, j := range ends {
			if a, b := int32(number[i]), int32(number[j]); a < b {
				pairs = append(pairs, cluster.Pair{A: a, B: b, Similarity: similarity[k]})
			}
		}
	}
	to := make([]int32, len(order))
	for i, v := range order {
		to[i] = int32(number[v])
	}
	return cluster.NewGraph(g.Len(), pairs), to
}

func TestCommunitiesRenumbered(t *testing.T) {
	for name, o := range objectives {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(7, 8))
			for _, n := range []int{1, 2, 10, 40, 200, 3000} {
				g := similarKeywords(n, min(3*n, n*(n-1)/4))
				o.Order = nil
				asNumbered := communities(t, g, o)
				o.Order = alone(n)
				require.Equal(t, asNumbered, communities(t, g, o))
				for i, v := range r.Perm(n) {
					o.Order[i] = int32(v)
				}
				want := communities(t, g, o)
				for range 5 {
					number := r.Perm(n)
					other := o
					var h *cluster.Graph
					h, other.Order = renumbered(g, number, o.Order)
					labels := communities(t, h, other)
					got := make([]int32, n)
					for v := range got {
						got[v] = labels[number[v]]
					}
					require.Equal(t, want, firstOccurrence(got))
				}
			}
		})
	}
}

// firstOccurrence numbers labels in the order in which they occur.
func firstOccurrence(labels []int32) []int32 {
	numbers := map[int32]int32{}
	for i, c := range labels {
		if _, ok := numbers[c]; !ok {
			numbers[c] = int32(len(numbers))
		}
		labels[i] = numbers[c]
	}
	return labels
}

func TestCommunitiesGOMAXPROCS(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	g := similarKeywords(20_000, 60_000)
	order := make([]int32, g.Len())
	for i, v := range rand.New(rand.NewPCG(9, 9)).Perm(g.Len()) {
		order[i] = int32(v)
	}
	for name, o := range objectives {
		o.Order = order
		var want []int32
		for _, procs := range []int{1, 2, 8} {
			runtime.GOMAXPROCS(procs)
			got := communities(t, g, o)
			if want == nil {
				want = got
			}
			assert.Equal(t, want, got, "%s, GOMAXPROCS %d", name, procs)
		}
	}
}

func TestCommunitiesTogether(t *testing.T) {
	g := similarKeywords(2000, 6000)
	groups := communities(t, g, cluster.CommunityOptions{Objective: cluster.MaxPotts, Resolution: 0.3})
	topics := communities(t, g, cluster.CommunityOptions{Together: groups})
	assert.Less(t, count(topics), count(groups))
	assert.Greater(t, g.Modularity(topics, 1), g.Modularity(groups, 1))
	assert.Equal(t, count(topics), parts(g, topics))
	of := map[int32]int32{}
	for v, c := range groups {
		if topic, ok := of[c]; ok {
			require.Equal(t, topic, topics[v])
		}
		of[c] = topics[v]
	}
	free := communities(t, g, cluster.CommunityOptions{Together: alone(g.Len())})
	assert.Equal(t, communities(t, g, cluster.CommunityOptions{}), free)
}

func TestCommunitiesGonum(t *testing.T) {
	g := similarKeywords(3000, 9000)
	peer := community.Modularize(gonumGraph(g), 1, rand.NewPCG(1, 1)).Communities()
	got := g.Modularity(communities(t, g, cluster.CommunityOptions{}), 1)
	assert.GreaterOrEqual(t, got, g.Modularity(gonumLabels(g, peer), 1)-0.001)
}

func TestCommunitiesRefused(t *testing.T) {
	g := graphOf(34, karate)
	for name, o := range map[string]cluster.CommunityOptions{
		"objective":          {Objective: 7},
		"resolution":         {Resolution: -1},
		"no resolution":      {Resolution: math.NaN()},
		"endless resolution": {Resolution: math.Inf(1)},
		"short order":        {Order: []int32{0, 1}},
		"order twice":        {Order: make([]int32, 34)},
		"order outside":      {Order: append(alone(33), 34)},
		"sizes":              {Sizes: make([]int64, 34)},
		"short sizes":        {Objective: cluster.MaxPotts, Sizes: make([]int64, 33)},
		"negative sizes":     {Objective: cluster.MaxPotts, Sizes: append(make([]int64, 33), -1)},
		"large sizes":        {Objective: cluster.MaxPotts, Sizes: append(make([]int64, 32), 1, math.MaxInt64)},
		"together":           {Together: make([]int32, 33)},
		"together outside":   {Together: append(make([]int32, 33), 34)},
	} {
		labels, err := g.Communities(context.Background(), o)
		assert.Error(t, err, name)
		assert.Nil(t, labels, name)
	}
}

// afterCalls is a context that is cancelled once it was asked a number of times.
type afterCalls struct {
	context.Context
	left int
}

func (c *afterCalls) Err() error {
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return nil
}

func TestCommunitiesCancelled(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1)) // afterCalls is for one goroutine
	g := similarKeywords(5000, 15000)
	for _, together := range [][]int32{nil, alone(g.Len())} {
		calls := 0
		for ; ; calls++ {
			ctx := &afterCalls{context.Background(), calls}
			labels, err := g.Communities(ctx, cluster.CommunityOptions{Together: together})
			if err == nil {
				require.Len(t, labels, g.Len())
				break
			}
			require.ErrorIs(t, err, context.Canceled)
			require.Nil(t, labels)
		}
		assert.Greater(t, calls, 10)
	}
}

func FuzzCommunities(f *testing.F) {
	f.Add([]byte{5, 0, 0, 1, 200, 1, 2, 100, 3, 4, 50}, 1.0, false)
	f.Add([]byte{8, 3, 0, 1, 1, 2, 3, 255, 0, 7, 255, 1, 7, 0}, 0.1, true)
	f.Fuzz(func(t *testing.T, data []byte, resolution float64, potts bool) {
		if len(data) < 2 || !(resolution > 0 && resolution < 100) {
			return
		}
		n := int(data[0]%40) + 1
		seen := map[[2]int32]bool{}
		var pairs []cluster.Pair
		for d := data[2:]; len(d) >= 3; d = d[3:] {
			a, b := int32(d[0])%int32(n), int32(d[1])%int32(n)
			a, b = min(a, b), max(a, b)
			if a == b || seen[[2]int32{a, b}] {
				continue
			}
			seen[[2]int32{a, b}] = true
			pairs = append(pairs, cluster.Pair{A: a, B: b, Similarity: float32(d[2])/256 + 1./512})
		}
		g := cluster.NewGraph(n, pairs)
		o := cluster.CommunityOptions{Resolution: resolution}
		if potts {
			o.Objective = cluster.MaxPotts
		}
		labels := communities(t, g, o)
		checkCommunities(t, g, labels, o)
		number := rand.New(rand.NewPCG(uint64(data[1]), 0)).Perm(n)
		h, order := renumbered(g, number, alone(n))
		o.Order = order
		got := communities(t, h, o)
		back := make([]int32, n)
		for v := range back {
			back[v] = got[number[v]]
		}
		require.Equal(t, labels, firstOccurrence(back))
	})
}

// gonumGraph returns the graph as gonum has it.
func gonumGraph(g *cluster.Graph) *simple.WeightedUndirectedGraph {
	to := simple.NewWeightedUndirectedGraph(0, 0)
	for i := range g.Len() {
		to.AddNode(simple.Node(i))
	}
	for i := range g.Len() {
		ends, similarity := g.Neighbours(i)
		for k, j := range ends {
			if int(j) > i {
				to.SetWeightedEdge(to.NewWeightedEdge(simple.Node(i), simple.Node(j), float64(similarity[k])))
			}
		}
	}
	return to
}

// gonumLabels returns the number of each node's community.
func gonumLabels(g *cluster.Graph, communities [][]graph.Node) []int32 {
	labels := make([]int32, g.Len())
	for c, nodes := range communities {
		for _, v := range nodes {
			labels[v.ID()] = int32(c)
		}
	}
	return labels
}
