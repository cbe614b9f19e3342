package cluster

import (
	"context"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Communities that are in pieces, as they may be when a node leaves, come out whole.
func TestPiecesDivided(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	apart := 0
	for range 300 {
		n := 2 + r.IntN(30)
		var pairs []Pair
		for b := range n {
			for a := range b {
				if r.Float64() < 3/float64(n) {
					pairs = append(pairs, Pair{int32(a), int32(b), r.Float32()})
				}
			}
		}
		l := &leiden{ctx: context.Background()}
		net := l.network(NewGraph(n, pairs), nil)
		l.cost = (&CommunityOptions{}).cost(net.mass)
		of := make([]int32, n)
		for v := range of {
			of[v] = int32(r.IntN(1 + n/4))
		}
		renumber(of)
		finished := append([]int32{}, of...)
		s := newSettler(l, net, finished)
		s.all()
		s.settle()
		fill(s.left)
		if s.split() {
			apart++
		}
		s.finish()
		assertWhole(t, net, finished)

		divide(l, net, of)
		assertWhole(t, net, of)
	}
	assert.NotZero(t, apart)
}

func assertWhole(t *testing.T, net *network[uint32], of []int32) {
	t.Helper()
	s := newSettler(&leiden{ctx: context.Background()}, net, of)
	fill(s.left)
	require.False(t, s.split())
}

func TestSplit(t *testing.T) {
	l := &leiden{ctx: context.Background()}
	path := l.network(NewGraph(5, []Pair{{0, 1, 1}, {1, 2, 1}, {2, 3, 1}, {3, 4, 1}}), nil)
	of := []int32{0, 0, 1, 0, 0}
	s := newSettler(l, path, of)
	require.False(t, s.split(), "no node left")
	s.left[0] = true
	require.True(t, s.split())
	assert.Equal(t, []int32{0, 0, 1, 2, 2}, of)
	assert.Equal(t, []int32{2, 1, 2, 0, 0}, s.nodes)
	assert.Equal(t, []int64{3 * steps, 2 * steps, 3 * steps, 0, 0}, s.mass)
	assert.Positive(t, s.size)
	require.False(t, s.split())
}

func TestInSteps(t *testing.T) {
	for _, c := range []struct {
		similarity float32
		want       uint32
	}{{1, steps}, {0.5, steps / 2}, {0, 1}, {-3, 1}, {1.6 / steps, 2}, {5000, 1<<32 - 1}} {
		assert.Equal(t, c.want, inSteps(c.similarity), c.similarity)
	}
}
