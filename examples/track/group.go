package main

import (
	"context"

	"github.com/needscape/needscape/cluster"
	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/keyword"
)

// group puts the keywords of all snapshots into groups that share words.
func (a *answer) group(ctx context.Context) error {
	var leads []string
	var sizes []int64
	at := map[string]int{}
	for _, s := range a.snapshots {
		for i := range s.Report.Terms {
			t := &s.Report.Terms[i]
			k, ok := at[t.Keyword]
			if !ok {
				k = len(leads)
				at[t.Keyword] = k
				leads, sizes = append(leads, t.Keyword), append(sizes, 0)
			}
			sizes[k] = max(sizes[k], t.Volume.Central())
		}
	}
	corpus, err := keyword.NewCorpus(ctx, a.market.Analyzer, leads)
	if err != nil {
		return err
	}
	g, err := cluster.New(ctx, corpus, cluster.Options{Demand: sizes})
	if err != nil {
		return err
	}
	for _, s := range a.snapshots {
		s.Group = func(t *demand.Term) string { return leads[g.Groups[g.Group[at[t.Keyword]]].Hub] }
	}
	return nil
}
