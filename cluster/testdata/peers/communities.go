package main

import (
	"context"
	"fmt"
	"math/rand/v2"

	"github.com/needscape/needscape/cluster"
	"gonum.org/v1/gonum/graph/community"
	"gonum.org/v1/gonum/graph/simple"
)

// The steps on the graph of similar rows. The search for communities is timed, and with it
// the modularity, which the same function computes for both.
func init() {
	steps["communities"] = func(j job) func() (int, string) {
		g := graphOf(j)
		return func() (int, string) {
			labels, err := g.Communities(context.Background(), cluster.CommunityOptions{})
			check(err)
			return told(g, labels)
		}
	}
	steps["gonum"] = func(j job) func() (int, string) {
		g := graphOf(j)
		other := simple.NewWeightedUndirectedGraph(0, 0)
		for i := range g.Len() {
			other.AddNode(simple.Node(i))
		}
		for i := range g.Len() {
			ends, weights := g.Neighbours(i)
			for k, end := range ends {
				if int(end) > i {
					other.SetWeightedEdge(other.NewWeightedEdge(simple.Node(i), simple.Node(end), float64(weights[k])))
				}
			}
		}
		return func() (int, string) {
			labels := make([]int32, g.Len())
			for c, nodes := range community.Modularize(other, 1, rand.NewPCG(1, 1)).Communities() {
				for _, n := range nodes {
					labels[n.ID()] = int32(c)
				}
			}
			return told(g, labels)
		}
	}
}

func graphOf(j job) *cluster.Graph {
	s := sets(readRows(j.Rows), true)
	return cluster.NewGraph(s.Len(), join(s, cluster.Cosine, j.Threshold))
}

func told(g *cluster.Graph, labels []int32) (int, string) {
	distinct := map[int32]bool{}
	for _, l := range labels {
		distinct[l] = true
	}
	return len(distinct), fmt.Sprintf("modularity %.4f", g.Modularity(labels, 1))
}
