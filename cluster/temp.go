package cluster

import "context"

func (g *Graph) averageLinkage(ctx context.Context, t float64) ([]int32, error) {
	return g.headFirst(), nil
}
func (g *Graph) communities(ctx context.Context) ([]int32, error) { return g.headFirst(), nil }
