package cluster_test

import (
	"context"
	"fmt"
	"log"
	"math"
	"math/big"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/cluster"
)

// linkageCase is what linkage is asked for.
type linkageCase struct {
	nodes       int
	pairs       []cluster.Pair
	rank, sizes []int32
}

func (c linkageCase) graph() *cluster.Graph { return cluster.NewGraph(c.nodes, slices.Clone(c.pairs)) }

// randomLinkage returns a small case with many equal similarities.
func randomLinkage(r *rand.Rand) linkageCase {
	c := linkageCase{nodes: 1 + r.IntN(14)}
	values := 1 + r.IntN(5)
	density := r.Float64()
	for b := range int32(c.nodes) {
		for a := range b {
			if r.Float64() < density {
				c.pairs = append(c.pairs, cluster.Pair{A: a, B: b, Similarity: float32(1+r.IntN(values)) / float32(values)})
			}
		}
	}
	if r.IntN(2) == 0 {
		c.rank = permutation(r, c.nodes)
	}
	if r.IntN(2) == 0 {
		c.sizes = make([]int32, c.nodes)
		for i := range c.sizes {
			c.sizes[i] = 1 + int32(r.IntN(4))
		}
	}
	return c
}

func permutation(r *rand.Rand, n int) []int32 {
	p := make([]int32, n)
	for i, v := range r.Perm(n) {
		p[i] = int32(v)
	}
	return p
}

// bruteLinkage looks at all pairs of groups each time, in fractions.
func bruteLinkage(c linkageCase, threshold float64) []cluster.Merge {
	rank, size := make([]int, c.nodes), make([]int64, c.nodes)
	sums := make([][]*big.Rat, c.nodes)
	for i := range c.nodes {
		rank[i], size[i] = i, 1
		if c.rank != nil {
			rank[i] = int(c.rank[i])
		}
		if c.sizes != nil {
			size[i] = int64(c.sizes[i])
		}
		sums[i] = make([]*big.Rat, c.nodes)
		for k := range sums[i] {
			sums[i][k] = new(big.Rat)
		}
	}
	for _, p := range c.pairs {
		sum := new(big.Rat).SetFloat64(float64(p.Similarity))
		sum.Mul(sum, big.NewRat(size[p.A]*size[p.B], 1))
		sums[p.A][p.B], sums[p.B][p.A] = sum, sum
	}
	byRank := make([]int, c.nodes)
	for i, r := range rank {
		byRank[r] = i
	}
	gone := make([]bool, c.nodes)
	merges := []cluster.Merge{}
	for least := new(big.Rat).SetFloat64(float64(float32(threshold))); ; {
		best, a, b := new(big.Rat), -1, -1
		for k, i := range byRank {
			for _, j := range byRank[k+1:] {
				if gone[i] || gone[j] {
					continue
				}
				if mean := new(big.Rat).Quo(sums[i][j], big.NewRat(size[i]*size[j], 1)); mean.Cmp(best) > 0 {
					best, a, b = mean, i, j
				}
			}
		}
		if a < 0 || best.Cmp(least) < 0 {
			return merges
		}
		similarity, _ := best.Float64()
		merges = append(merges, cluster.Merge{A: int32(a), B: int32(b), Similarity: similarity})
		for k := range c.nodes {
			sum := new(big.Rat).Add(sums[a][k], sums[b][k])
			sums[a][k], sums[k][a] = sum, sum
		}
		size[a] += size[b]
		gone[b] = true
	}
}

// labelsOf returns the groups that merges make, by relabelling.
func labelsOf(nodes int, merges []cluster.Merge, threshold float64) []int32 {
	name := make([]int32, nodes)
	for i := range name {
		name[i] = int32(i)
	}
	for _, m := range merges {
		if m.Similarity >= float64(float32(threshold)) {
			for i := range name {
				if name[i] == m.B {
					name[i] = m.A
				}
			}
		}
	}
	return numbered(name)
}

// numbered numbers names in the order of their first occurrence.
func numbered(names []int32) []int32 {
	numbers := map[int32]int32{}
	out := make([]int32, len(names))
	for i, n := range names {
		if _, ok := numbers[n]; !ok {
			numbers[n] = int32(len(numbers))
		}
		out[i] = numbers[n]
	}
	return out
}

// equalMerges requires the same merges, of the same similarities but for rounding.
func equalMerges(t testing.TB, want, got []cluster.Merge, about ...any) {
	t.Helper()
	require.Len(t, got, len(want), about...)
	for i := range want {
		require.Equal(t, [2]int32{want[i].A, want[i].B}, [2]int32{got[i].A, got[i].B}, about...)
		require.InDelta(t, want[i].Similarity, got[i].Similarity, 1e-8*want[i].Similarity, about...)
	}
}

func TestAverageLinkageBruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 5_000 {
		c := randomLinkage(r)
		threshold := []float64{1e-300, .1, .25, .5, .6, .75, 1}[r.IntN(7)]
		want := bruteLinkage(c, threshold)
		d, err := c.graph().AverageLinkage(t.Context(), threshold, c.rank, c.sizes)
		require.NoError(t, err)
		equalMerges(t, want, d.Merges, "case %d: %+v from %v", i, c, threshold)
		require.Equal(t, c.nodes, d.Nodes)
		for _, cut := range []float64{threshold, .3, .5, .6, .9, 1} {
			require.Equal(t, labelsOf(c.nodes, want, cut), d.Cut(cut), "case %d cut at %v", i, cut)
		}
	}
}

// A cut is what linkage with its threshold gives.
func TestCut(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		c := randomLinkage(r)
		g := c.graph()
		all, err := g.AverageLinkage(t.Context(), 1e-9, c.rank, c.sizes)
		require.NoError(t, err)
		for _, threshold := range []float64{.2, .4, .5, .6, .8, 1, 1.01, math.Inf(1)} {
			d, err := g.AverageLinkage(t.Context(), threshold, c.rank, c.sizes)
			require.NoError(t, err)
			require.Equal(t, d.Cut(0), all.Cut(threshold))
			require.Equal(t, all.Merges[:len(d.Merges)], d.Merges[:len(d.Merges):len(d.Merges)])
		}
	}
	assert.Empty(t, new(cluster.Dendrogram).Cut(.5))
	assert.Equal(t, []int32{0, 1}, (&cluster.Dendrogram{Nodes: 2}).Cut(math.NaN()))
}

// A node of size s is s nodes that are alike.
func TestLinkageSizes(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 2000 {
		c := randomLinkage(r)
		if c.sizes == nil {
			continue
		}
		c.rank = nil
		for i := range c.pairs { // less than alike
			c.pairs[i].Similarity *= .5
		}
		var copies linkageCase
		first := make([]int32, c.nodes)
		for i, s := range c.sizes {
			first[i] = int32(copies.nodes)
			for a := range s {
				for b := range a {
					copies.pairs = append(copies.pairs, cluster.Pair{A: first[i] + b, B: first[i] + a, Similarity: 1})
				}
			}
			copies.nodes += int(s)
		}
		for _, p := range c.pairs {
			for a := range c.sizes[p.A] {
				for b := range c.sizes[p.B] {
					copies.pairs = append(copies.pairs, cluster.Pair{A: first[p.A] + a, B: first[p.B] + b, Similarity: p.Similarity})
				}
			}
		}
		d, err := c.graph().AverageLinkage(t.Context(), .2, nil, c.sizes)
		require.NoError(t, err)
		e, err := copies.graph().AverageLinkage(t.Context(), .2, nil, nil)
		require.NoError(t, err)
		var want []int32
		for i, label := range d.Cut(.2) {
			want = append(want, slices.Repeat([]int32{label}, int(c.sizes[i]))...)
		}
		require.Equal(t, want, e.Cut(.2))
	}
}

// The ends of the range of sizes and similarities.
func TestLinkageExtremes(t *testing.T) {
	const half = math.MaxInt32 / 2
	tests := []struct {
		name       string
		weights    [3]float32 // of 0–1, 0–2, 1–2
		sizes      []int32
		threshold  float64
		want       []cluster.Merge
		similarity float64 // relative error
	}{
		{"large sizes", [3]float32{1, .5, .25}, []int32{half, half, 1}, .1,
			[]cluster.Merge{{A: 0, B: 1, Similarity: 1}, {A: 0, B: 2, Similarity: .375}}, 0},
		{"large similarities", [3]float32{math.MaxFloat32, math.MaxFloat32 / 2, math.MaxFloat32 / 4}, nil, 1,
			[]cluster.Merge{{A: 0, B: 1, Similarity: math.MaxFloat32}, {A: 0, B: 2, Similarity: math.MaxFloat32 * .375}}, 1e-9},
		{"small similarities", [3]float32{1e-45, 1e-45, 1e-45}, nil, 1e-300,
			[]cluster.Merge{{A: 0, B: 1, Similarity: math.SmallestNonzeroFloat32}, {A: 0, B: 2, Similarity: math.SmallestNonzeroFloat32}}, 0},
		{"small beside large", [3]float32{1e30, 1e-30, 1e-30}, nil, 1e-300,
			[]cluster.Merge{{A: 0, B: 1, Similarity: 1e30}, {A: 0, B: 2, Similarity: math.Ldexp(1, 100-32)}}, 1e-6},
		{"no edges above 0", [3]float32{-1, 0, -.5}, nil, 1e-300, []cluster.Merge{}, 0},
		{"threshold beyond", [3]float32{1, 1, 1}, nil, math.Inf(1), []cluster.Merge{}, 0},
		{"threshold as an edge", [3]float32{.1, .05, 0}, nil, .1, []cluster.Merge{{A: 0, B: 1, Similarity: float64(float32(.1))}}, 1e-8},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			pairs := []cluster.Pair{{A: 0, B: 1, Similarity: test.weights[0]}, {A: 0, B: 2, Similarity: test.weights[1]}, {A: 1, B: 2, Similarity: test.weights[2]}}
			d, err := cluster.NewGraph(3, pairs).AverageLinkage(t.Context(), test.threshold, nil, test.sizes)
			require.NoError(t, err)
			require.Len(t, d.Merges, len(test.want))
			for i, m := range d.Merges {
				assert.Equal(t, test.want[i].A, m.A)
				assert.Equal(t, test.want[i].B, m.B)
				assert.InDelta(t, 1, m.Similarity/test.want[i].Similarity, test.similarity)
			}
			assert.Equal(t, []int32{0, 1, 2}, d.Cut(math.Inf(1)))
		})
	}
}

func TestLinkageRefused(t *testing.T) {
	nan := float32(math.NaN())
	tests := []struct {
		name        string
		similarity  float32
		threshold   float64
		rank, sizes []int32
		want        string
	}{
		{"threshold 0", 1, 0, nil, nil, "cluster: 0 is no threshold"},
		{"threshold NaN", 1, math.NaN(), nil, nil, "cluster: NaN is no threshold"},
		{"few ranks", 1, .5, []int32{0, 1}, nil, "cluster: 2 ranks and 0 sizes of 3 nodes"},
		{"many sizes", 1, .5, nil, []int32{1, 1, 1, 1}, "cluster: 0 ranks and 4 sizes of 3 nodes"},
		{"equal ranks", 1, .5, []int32{0, 1, 1}, nil, "cluster: node 2 has rank 1, which is not one of its own below 3"},
		{"rank below 0", 1, .5, []int32{-1, 1, 2}, nil, "cluster: node 0 has rank -1, which is not one of its own below 3"},
		{"rank beyond", 1, .5, []int32{0, 3, 1}, nil, "cluster: node 1 has rank 3, which is not one of its own below 3"},
		{"size 0", 1, .5, nil, []int32{1, 0, 1}, "cluster: node 1 has size 0, of 1 in all"},
		{"sizes too large", 1, .5, nil, []int32{math.MaxInt32, 1, 1}, "cluster: node 1 has size 1, of 2147483648 in all"},
		{"not a number", nan, .5, nil, nil, "cluster: the similarity of nodes 0 and 1 is NaN"},
		{"infinite", float32(math.Inf(1)), .5, nil, nil, "cluster: the similarity of nodes 0 and 1 is +Inf"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			g := cluster.NewGraph(3, []cluster.Pair{{A: 0, B: 1, Similarity: test.similarity}})
			_, err := g.AverageLinkage(t.Context(), test.threshold, test.rank, test.sizes)
			assert.EqualError(t, err, test.want)
		})
	}
	d, err := cluster.NewGraph(0, nil).AverageLinkage(t.Context(), .5, nil, nil)
	require.NoError(t, err)
	assert.Empty(t, d.Cut(.5))
}

// The merges are those of scipy.cluster.hierarchy.linkage(method="average") in scipy 1.17.1,
// as testdata/peers/linkage.py prints them.
func TestLinkagePeer(t *testing.T) {
	want := []cluster.Merge{
		{A: 3, B: 6, Similarity: 0.977440655231},
		{A: 2, B: 10, Similarity: 0.893363177776},
		{A: 1, B: 7, Similarity: 0.869983911514},
		{A: 5, B: 8, Similarity: 0.862074136734},
		{A: 0, B: 9, Similarity: 0.827945172787},
		{A: 3, B: 5, Similarity: 0.720250904560},
		{A: 4, B: 11, Similarity: 0.655310332775},
		{A: 0, B: 2, Similarity: 0.615356530994},
		{A: 0, B: 3, Similarity: 0.466294759070},
		{A: 0, B: 4, Similarity: 0.413065730594},
		{A: 0, B: 1, Similarity: 0.385813923366},
	}
	const n = 12
	var pairs []cluster.Pair
	for i := range int32(n) {
		for j := i + 1; j < n; j++ {
			pairs = append(pairs, cluster.Pair{A: i, B: j, Similarity: float32(float64((7919*i*i*j+104729*j*j)%100003) / 100003)})
		}
	}
	d, err := cluster.NewGraph(n, pairs).AverageLinkage(t.Context(), 1e-9, nil, nil)
	require.NoError(t, err)
	equalMerges(t, want, d.Merges)
}

// madeLinkage returns a graph like that of similar keywords: most components are small,
// each a few dense groups with some edges between them.
func madeLinkage(r *rand.Rand, nodes, edges, most int) linkageCase {
	c := linkageCase{nodes: nodes}
	c.pairs = make([]cluster.Pair, 0, edges)
	for at := 0; at < nodes && len(c.pairs) < edges; {
		size := min(nodes-at, 1+int(math.Pow(float64(most), r.Float64()*r.Float64()*1.2)))
		for b := range size {
			for a := max(0, b-20); a < b && len(c.pairs) < edges; a++ {
				if a/5 == b/5 || r.IntN(8) == 0 {
					c.pairs = append(c.pairs, cluster.Pair{A: int32(at + a), B: int32(at + b), Similarity: float32(36+r.IntN(25)) / 60})
				}
			}
		}
		at += size
	}
	return c
}

// renumber gives each node another number.
func (c linkageCase) renumber(numbers []int32) linkageCase {
	out := linkageCase{nodes: c.nodes, rank: make([]int32, c.nodes)}
	for i, to := range numbers {
		out.rank[to] = int32(i)
		if c.rank != nil {
			out.rank[to] = c.rank[i]
		}
	}
	if c.sizes != nil {
		out.sizes = make([]int32, c.nodes)
		for i, to := range numbers {
			out.sizes[to] = c.sizes[i]
		}
	}
	for _, p := range c.pairs {
		a, b := numbers[p.A], numbers[p.B]
		out.pairs = append(out.pairs, cluster.Pair{A: min(a, b), B: max(a, b), Similarity: p.Similarity})
	}
	return out
}

// The numbers of the nodes do not matter, nor does GOMAXPROCS.
func TestLinkageRenumbered(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	c := madeLinkage(r, 30_000, 150_000, 20_000)
	want, err := c.graph().AverageLinkage(t.Context(), .3, nil, nil)
	require.NoError(t, err)
	require.Greater(t, len(want.Merges), 5_000)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, procs := range []int{1, 2, 8} {
		runtime.GOMAXPROCS(procs)
		same, err := c.graph().AverageLinkage(t.Context(), .3, nil, nil)
		require.NoError(t, err)
		require.Equal(t, want, same)

		numbers := permutation(r, c.nodes)
		renumbered := c.renumber(numbers)
		got, err := renumbered.graph().AverageLinkage(t.Context(), .3, renumbered.rank, nil)
		require.NoError(t, err)
		for i, m := range got.Merges {
			got.Merges[i].A, got.Merges[i].B = renumbered.rank[m.A], renumbered.rank[m.B]
		}
		require.Equal(t, want, got)
	}
}

func TestLinkageCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	c := madeLinkage(rand.New(rand.NewPCG(9, 10)), 1000, 5000, 500)
	for _, threshold := range []float64{.5, 2} {
		d, err := c.graph().AverageLinkage(ctx, threshold, nil, nil)
		require.ErrorIs(t, err, context.Canceled)
		require.Nil(t, d)
	}
}

// Wherever it is cancelled, linkage ends with the error and nothing else.
func TestLinkageCancelledAnywhere(t *testing.T) {
	c := madeLinkage(rand.New(rand.NewPCG(11, 12)), 30_000, 150_000, 20_000)
	g := c.graph()
	want, err := g.AverageLinkage(t.Context(), .3, nil, nil)
	require.NoError(t, err)
	cancelled := 0
	for after := int64(0); ; after++ {
		left := new(atomic.Int64)
		left.Store(after)
		got, err := g.AverageLinkage(endsAfter{t.Context(), left}, .3, nil, nil)
		if err == nil {
			require.Equal(t, want, got)
			break
		}
		require.ErrorIs(t, err, context.Canceled)
		require.Nil(t, got)
		cancelled++
	}
	require.Greater(t, cancelled, 5)
}

// Five bytes tell the number of nodes, the threshold, ranks and sizes; of the rest, three
// are an edge: its ends and its similarity.
func FuzzAverageLinkage(f *testing.F) {
	f.Add([]byte{5, 100, 0, 0, 0, 0, 1, 200, 1, 2, 200, 2, 3, 200, 3, 4, 200})
	f.Add([]byte{9, 1, 1, 1, 1, 0, 1, 255, 1, 2, 254, 0, 2, 1, 5, 8, 9})
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) < 5 {
			return
		}
		c := linkageCase{nodes: 1 + int(data[0]%16)}
		threshold := float64(1+int(data[1])) / 256
		r := rand.New(rand.NewPCG(uint64(data[2]), uint64(data[3])))
		if data[3]%2 == 1 {
			c.rank = permutation(r, c.nodes)
		}
		if data[4]%2 == 1 {
			c.sizes = make([]int32, c.nodes)
			for i := range c.sizes {
				c.sizes[i] = 1 + r.Int32N(1+int32(data[4]))
			}
		}
		seen := map[[2]int32]bool{}
		for e := data[5:]; len(e) >= 3; e = e[3:] {
			a, b := int32(int(e[0])%c.nodes), int32(int(e[1])%c.nodes)
			ends := [2]int32{min(a, b), max(a, b)}
			if a != b && !seen[ends] {
				seen[ends] = true
				c.pairs = append(c.pairs, cluster.Pair{A: ends[0], B: ends[1], Similarity: float32(e[2]) / 256})
			}
		}
		want := bruteLinkage(c, threshold)
		d, err := c.graph().AverageLinkage(t.Context(), threshold, c.rank, c.sizes)
		require.NoError(t, err)
		equalMerges(t, want, d.Merges)
	})
}

// Node 2 is like 1, but not like the group that 1 is in.
func ExampleGraph_AverageLinkage() {
	g := cluster.NewGraph(3, []cluster.Pair{{A: 0, B: 1, Similarity: .9}, {A: 1, B: 2, Similarity: .7}})
	d, err := g.AverageLinkage(context.Background(), .3, nil, nil)
	if err != nil {
		log.Fatal(err)
	}
	for _, m := range d.Merges {
		fmt.Printf("%d and %d at %.2f\n", m.A, m.B, m.Similarity)
	}
	fmt.Println(d.Cut(.6), d.Cut(.3))
	// Output:
	// 0 and 1 at 0.90
	// 0 and 2 at 0.35
	// [0 0 1] [0 0 0]
}
