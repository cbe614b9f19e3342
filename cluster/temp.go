package cluster

import "context"

func (g *Graph) communities(ctx context.Context) ([]int32, error) { return g.headFirst(), nil }
