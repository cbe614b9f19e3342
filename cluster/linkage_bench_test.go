package cluster_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/cluster"
)

// BenchmarkAverageLinkage links made graphs, or with -keywords that of one's own at the
// threshold of its join.
func BenchmarkAverageLinkage(b *testing.B) {
	if *keywordsFile != "" {
		s := keywordSets(b, *keywordsFile)
		for _, threshold := range []float64{.6, .5, .7, .8} {
			pairs, err := s.Join(b.Context(), cluster.Cosine, threshold)
			require.NoError(b, err)
			b.Run(fmt.Sprintf("t=%v", threshold), func(b *testing.B) {
				benchmarkLinkage(b, cluster.NewGraph(s.Len(), pairs), threshold)
			})
		}
		return
	}
	r := rand.New(rand.NewPCG(1, 2))
	b.Run("shape=small", func(b *testing.B) {
		benchmarkLinkage(b, madeLinkage(r, 1_000_000, 3_700_000, 20_000).graph(), .6)
	})
	b.Run("shape=join", func(b *testing.B) {
		s := madeSets(b, 1_000_000, 200_000)
		pairs, err := s.Join(b.Context(), cluster.Cosine, .6)
		require.NoError(b, err)
		benchmarkLinkage(b, cluster.NewGraph(s.Len(), pairs), .6)
	})
	b.Run("shape=dense", func(b *testing.B) {
		benchmarkLinkage(b, denseLinkage(r, 10_000, 400).graph(), .6)
	})
	b.Run("shape=dense/t=.01", func(b *testing.B) {
		benchmarkLinkage(b, denseLinkage(r, 10_000, 400).graph(), .01)
	})
}

// denseLinkage returns one component of groups of 500 nodes, in which each node is
// similar to degree others, three in four of its group.
func denseLinkage(r *rand.Rand, nodes, degree int) linkageCase {
	c := linkageCase{nodes: nodes}
	for a := range int32(nodes) {
		met := map[int32]bool{a: true}
		for range degree / 2 {
			b := a/500*500 + r.Int32N(500)
			if r.IntN(4) == 0 {
				b = r.Int32N(int32(nodes))
			}
			if b > a && !met[b] {
				met[b] = true
				c.pairs = append(c.pairs, cluster.Pair{A: a, B: b, Similarity: .6 + .4*r.Float32()})
			} else if b < a {
				for b = a + 1 + r.Int32N(500); b < int32(nodes) && met[b]; b++ {
				}
				if b < int32(nodes) {
					met[b] = true
					c.pairs = append(c.pairs, cluster.Pair{A: a, B: b, Similarity: .6 + .4*r.Float32()})
				}
			}
		}
	}
	return c
}

func benchmarkLinkage(b *testing.B, g *cluster.Graph, threshold float64) {
	b.ReportAllocs()
	var d *cluster.Dendrogram
	for b.Loop() {
		var err error
		d, err = g.AverageLinkage(b.Context(), threshold, nil, nil)
		require.NoError(b, err)
	}
	groups := int32(0)
	for _, label := range d.Cut(threshold) {
		groups = max(groups, label+1)
	}
	b.ReportMetric(float64(g.Len()), "nodes")
	b.ReportMetric(float64(g.Edges()), "edges")
	b.ReportMetric(float64(groups), "groups")
}
