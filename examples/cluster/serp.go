package main

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/needscape/needscape/cluster"
	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/program"
)

// found is the pages that were found for each keyword, as rows tell them.
type found map[string][]demand.Result

// add takes what a row tells.
func (f found) add(keyword string, facts demand.Facts) {
	for _, r := range facts.Results {
		if r.URL != "" {
			f[keyword] = append(f[keyword], r)
		}
	}
}

// urls are those of a keyword, the first result first. Results without a position stay in
// the order of the file, behind those that have one.
func (f found) urls(keyword string) []string {
	results := slices.Clone(f[keyword])
	slices.SortStableFunc(results, func(a, b demand.Result) int {
		return cmp.Compare(place(a), place(b))
	})
	urls := make([]string, len(results))
	for i, r := range results {
		urls[i] = r.URL
	}
	return urls
}

// most is how many pages those of a keyword have that has most, as far as they differ.
func (f found) most() int {
	most := 0
	for _, results := range f {
		pages := map[string]bool{}
		for _, r := range results {
			pages[cluster.Page(r.URL)] = true
		}
		most = max(most, len(pages))
	}
	return most
}

// place is the position of a result, or beyond all where it is not known.
func place(r demand.Result) float64 {
	if r.Position == 0 {
		return math.Inf(1)
	}
	return r.Position
}

// bySERP makes groups of the keywords that have pages in common. A group has the searches
// of the terms that are named in it, without those of close variants elsewhere.
func (a *answer) bySERP(ctx context.Context, p *program.Program, o cluster.SERPOptions) error {
	if most := a.pages.most(); most > 0 && most < o.Shared {
		fmt.Fprintf(p.Stderr, "-shared %d: no file has more than %d %s of a keyword, so each is alone\n", o.Shared, most, plural(most, "page"))
	}
	groups, err := bySERP(ctx, a.report, a.pages, o)
	if err != nil {
		return err
	}
	of := map[string]int{}
	for i, g := range groups {
		for _, m := range g.Members {
			of[m.Keyword] = i
		}
	}
	for i := range a.report.Terms {
		t := &a.report.Terms[i]
		groups[of[t.Keyword]].demand.AddTerm(t)
	}
	slices.SortStableFunc(groups, func(a, b group) int { return byDemand(a.demand, b.demand) })
	a.groups = groups
	a.finish()
	return nil
}

// bySERP groups the keywords of a market by the pages that were found for them.
func bySERP(ctx context.Context, r *demand.Report, f found, o cluster.SERPOptions) ([]group, error) {
	if len(f) == 0 {
		return nil, fmt.Errorf("-by serp: no file has pages found for its keywords: want columns such as keyword, rank and url")
	}
	var list []cluster.SERP
	add := func(keyword string, v demand.Volume, rank int64) {
		size := size(&demand.Term{Volume: v, Rank: rank})
		list = append(list, cluster.SERP{Keyword: keyword, Demand: size, URLs: f.urls(keyword)})
	}
	for _, t := range r.Terms {
		add(t.Keyword, t.Said, t.Rank)
		for _, v := range t.Variants {
			add(v.Keyword, v.Volume, 0)
		}
	}
	g, err := cluster.GroupSERPs(ctx, list, o)
	if err != nil {
		return nil, err
	}
	out := make([]group, len(g.Hub))
	for k, h := range g.Hub {
		out[k] = group{Hub: list[h].Keyword, Members: []member{{Keyword: list[h].Keyword, Similarity: 1, Why: "hub"}}}
	}
	for i, k := range g.Group { // in the order of the report
		if h := int(g.Hub[k]); i != h {
			shared := float64(len(g.Shared(i, h))) / float64(max(len(g.Pages(i)), len(g.Pages(h))))
			out[k].Members = append(out[k].Members, member{Keyword: list[i].Keyword, Similarity: math.Round(shared*100) / 100, Why: sharing(list, g, i)})
		} else if len(g.Pages(i)) == 0 {
			out[k].Members[0].Why = "hub; no results known"
		}
	}
	return out, nil
}

// mostPages is how many pages are named to say why.
const mostPages = 3

// sharing says what ties a keyword to its group: shares 5 of 10 results: a.example/x, ….
func sharing(list []cluster.SERP, g *cluster.SERPGroups, i int) string {
	tie := int(g.Tie[i])
	pages := g.Shared(i, tie)
	with := ""
	if tie != int(g.Hub[g.Group[i]]) {
		with = " with " + list[tie].Keyword
	}
	more := ""
	if n := len(pages); n > mostPages {
		more, pages = ", …", pages[:mostPages]
	}
	return fmt.Sprintf("shares %d of %d results%s: %s%s", len(g.Shared(i, tie)), len(g.Pages(i)), with, strings.Join(pages, ", "), more)
}
