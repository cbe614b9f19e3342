package cluster_test

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/cluster"
)

// serpList makes keywords of themes; those of a theme share pages, neighbouring themes
// some.
func serpList(r *rand.Rand, n int) []cluster.SERP {
	list := make([]cluster.SERP, n)
	themes := 1 + n/6
	for i := range list {
		list[i] = cluster.SERP{Keyword: fmt.Sprintf("keyword %d", i), Demand: r.Int64N(6)}
		theme := r.IntN(themes)
		for range r.IntN(13) {
			url := fmt.Sprintf("https://site%d.example/", 8*theme+r.IntN(16))
			if r.IntN(9) == 0 {
				url = "http://www.common.example"
			}
			list[i].URLs = append(list[i].URLs, url)
		}
	}
	return list
}

// serpOrder returns the numbers of keywords, that with the most demand first, of
// equals that which shares enough with the most others.
func serpOrder(list []cluster.SERP, shared [][]int, least int) []int {
	order, near := make([]int, len(list)), make([]int, len(list))
	for i := range list {
		order[i] = i
		for _, n := range shared[i] {
			if n >= least {
				near[i]++
			}
		}
		if shared[i][i] >= least {
			near[i]--
		}
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(list[b].Demand, list[a].Demand), cmp.Compare(near[b], near[a]), cmp.Compare(list[a].Keyword, list[b].Keyword))
	})
	return order
}

// sharedPages counts the pages of each two keywords' first results.
func sharedPages(list []cluster.SERP, first int) [][]int {
	pages := make([]map[string]bool, len(list))
	for i, s := range list {
		pages[i] = map[string]bool{}
		for k, url := range s.URLs {
			if k < first {
				pages[i][cluster.Page(url)] = true
			}
		}
	}
	shared := make([][]int, len(list))
	for i := range shared {
		shared[i] = make([]int, len(list))
		for k := range shared[i] {
			for page := range pages[i] {
				if pages[k][page] {
					shared[i][k]++
				}
			}
		}
	}
	return shared
}

// slowSERPs returns the hub of each keyword, by the definitions.
func slowSERPs(list []cluster.SERP, m cluster.SERPMethod, least, first int) []int {
	shared := sharedPages(list, first)
	order := serpOrder(list, shared, least)
	hub := make([]int, len(list))
	switch m {
	case cluster.Soft:
		var hubs []int
		for _, i := range order {
			best := i
			for _, h := range hubs {
				if shared[i][h] >= least && (best == i || shared[i][h] > shared[i][best]) {
					best = h
				}
			}
			if hub[i] = best; best == i {
				hubs = append(hubs, i)
			}
		}
	case cluster.Moderate: // the closure of sharing, by Warshall
		reach := make([][]bool, len(list))
		for i := range reach {
			reach[i] = make([]bool, len(list))
			for k := range reach[i] {
				reach[i][k] = i == k || shared[i][k] >= least
			}
		}
		for via := range reach {
			for i := range reach {
				for k := range reach {
					reach[i][k] = reach[i][k] || reach[i][via] && reach[via][k]
				}
			}
		}
		for i := range hub {
			hub[i] = order[slices.IndexFunc(order, func(k int) bool { return reach[i][k] })]
		}
	case cluster.Hard:
		var groups [][]int
		for _, i := range order {
			best, most := -1, 0
			for g, members := range groups {
				sum := 0
				for _, k := range members {
					if shared[i][k] < least {
						sum = -1
						break
					}
					sum += shared[i][k]
				}
				if sum > most {
					best, most = g, sum
				}
			}
			if best < 0 {
				groups = append(groups, nil)
				best = len(groups) - 1
			}
			groups[best] = append(groups[best], i)
			hub[i] = groups[best][0]
		}
	}
	return hub
}

// slowTies returns the neighbour of each keyword one step nearer to its hub with which it
// shares most, of equals that which is first in order.
func slowTies(list []cluster.SERP, hub []int, least, first int) []int {
	shared := sharedPages(list, first)
	steps := make([]int, len(list))
	for i := range steps {
		if steps[i] = len(list); hub[i] == i {
			steps[i] = 0
		}
	}
	for range list {
		for i := range list {
			for k := range list {
				if shared[i][k] >= least {
					steps[i] = min(steps[i], steps[k]+1)
				}
			}
		}
	}
	ties := slices.Clone(hub)
	for i := range list {
		most := 0
		for _, k := range serpOrder(list, shared, least) {
			if steps[k] < steps[i] && shared[i][k] >= least && shared[i][k] > most {
				ties[i], most = k, shared[i][k]
			}
		}
	}
	return ties
}

var serpMethods = []cluster.SERPMethod{cluster.Soft, cluster.Moderate, cluster.Hard}

// TestGroupSERPsBruteForce: groups are those of the definitions, and the laws hold that
// the methods promise.
func TestGroupSERPsBruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 400 {
		list := serpList(r, r.IntN(41))
		least, first := 1+r.IntN(5), 5+r.IntN(6)
		shared := sharedPages(list, first)
		for _, m := range serpMethods {
			g, err := cluster.GroupSERPs(t.Context(), list, cluster.SERPOptions{Method: m, Shared: least, First: first})
			require.NoError(t, err)
			want := slowSERPs(list, m, least, first)
			ties := want
			if m == cluster.Moderate {
				ties = slowTies(list, want, least, first)
			}
			for i := range list {
				require.EqualValues(t, want[i], g.Hub[g.Group[i]], "round %d: hub of %d, %v", round, i, m)
				require.EqualValues(t, ties[i], g.Tie[i], "round %d: tie of %d, %v", round, i, m)
			}
			checkSERPGroups(t, list, g)
			for i := range list {
				h := int(g.Hub[g.Group[i]])
				tie := int(g.Tie[i])
				require.Equal(t, i == h, i == tie)
				require.Len(t, g.Shared(i, tie), shared[i][tie])
				if i != h {
					require.GreaterOrEqual(t, shared[i][tie], least)
					require.Equal(t, g.Group[i], g.Group[tie])
				}
				if m != cluster.Moderate {
					require.Equal(t, h, tie)
				}
				for steps := 0; tie != h; steps++ { // of ties
					require.Less(t, steps, len(list))
					tie = int(g.Tie[tie])
				}
				for k := range i {
					switch together := g.Group[i] == g.Group[k]; {
					case m == cluster.Hard && together:
						require.GreaterOrEqual(t, shared[i][k], least)
					case m == cluster.Moderate && !together:
						require.Less(t, shared[i][k], least)
					case m == cluster.Soft && g.Tie[i] == int32(i) && g.Tie[k] == int32(k):
						require.Less(t, shared[i][k], least, "two hubs")
					}
				}
			}
			if m == cluster.Hard { // no two groups can be one, none alone can join
				for a := range g.Hub {
					for b := range a {
						require.True(t, slices.ContainsFunc(serpMembers(g, a), func(i int) bool {
							return slices.ContainsFunc(serpMembers(g, b), func(k int) bool { return shared[i][k] < least })
						}))
					}
				}
			}
		}
	}
}

func serpMembers(g *cluster.SERPGroups, group int) (list []int) {
	for i, of := range g.Group {
		if int(of) == group {
			list = append(list, i)
		}
	}
	return list
}

// checkSERPGroups: groups partition the keywords, the hub has the most demand, and groups
// are in order of theirs.
func checkSERPGroups(t *testing.T, list []cluster.SERP, g *cluster.SERPGroups) {
	require.Len(t, g.Group, len(list))
	require.Len(t, g.Tie, len(list))
	demand := make([]int64, len(g.Hub))
	for i, group := range g.Group {
		demand[group] += list[i].Demand
		require.LessOrEqual(t, list[i].Demand, list[g.Hub[group]].Demand)
	}
	for group, h := range g.Hub {
		require.EqualValues(t, group, g.Group[h])
	}
	require.True(t, slices.IsSortedFunc(demand, func(a, b int64) int { return cmp.Compare(b, a) }))
}

// saidSERPs writes groups with all that is said of them, without numbers of keywords.
func saidSERPs(list []cluster.SERP, g *cluster.SERPGroups) string {
	var lines []string
	for i := range list {
		tie := int(g.Tie[i])
		lines = append(lines, fmt.Sprintln(list[i].Keyword, g.Group[i], list[g.Hub[g.Group[i]]].Keyword, list[tie].Keyword, g.Shared(i, tie), g.Pages(i)))
	}
	slices.Sort(lines)
	return strings.Join(lines, "")
}

// TestGroupSERPsOrder: neither the order of keywords nor the number of processors matters.
func TestGroupSERPsOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	list := serpList(r, 3000)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, m := range serpMethods {
		want := ""
		for round := range 6 {
			runtime.GOMAXPROCS(1 + round%3*3)
			g, err := cluster.GroupSERPs(t.Context(), list, cluster.SERPOptions{Method: m})
			require.NoError(t, err)
			got := saidSERPs(list, g)
			if round == 0 {
				want = got
			}
			require.True(t, want == got, "round %d, %v", round, m)
			r.Shuffle(len(list), func(i, k int) { list[i], list[k] = list[k], list[i] })
		}
	}
}

// serpURLs makes the results of a word: a page of each letter.
func serpURLs(letters string) (list []string) {
	for _, c := range letters {
		list = append(list, fmt.Sprintf("https://%c.example/", c))
	}
	return list
}

// TestSERPMethods: what tells the methods apart, and what decides.
func TestSERPMethods(t *testing.T) {
	chain := []cluster.SERP{{"a", 90, serpURLs("abcd")}, {"b", 60, serpURLs("bcde")}, {"c", 50, serpURLs("cdef")}, {"d", 10, serpURLs("xyz")}, {"e", 0, nil}}
	for _, c := range []struct {
		name    string
		list    []cluster.SERP
		options cluster.SERPOptions
		want    []int32
	}{
		{"soft: tied to the hub alone", chain, cluster.SERPOptions{}, []int32{0, 0, 1, 2, 3}},
		{"moderate: by a chain", chain, cluster.SERPOptions{Method: cluster.Moderate}, []int32{0, 0, 0, 1, 2}},
		{"hard: each two", chain, cluster.SERPOptions{Method: cluster.Hard}, []int32{0, 0, 1, 2, 3}},
		{"hard: each two, if not the same pages", []cluster.SERP{{"a", 3, serpURLs("abc")}, {"b", 2, serpURLs("abd")}, {"c", 1, serpURLs("bcad")}, {"d", 0, serpURLs("acd")}},
			cluster.SERPOptions{Method: cluster.Hard, Shared: 2}, []int32{0, 0, 0, 0}},
		{"soft: of two hubs that which shares more", []cluster.SERP{{"a", 90, serpURLs("abcd")}, {"b", 60, serpURLs("defghij")}, {"c", 10, serpURLs("bcdefgh")}},
			cluster.SERPOptions{}, []int32{0, 1, 1}},
		{"soft: of hubs that share as much that with more demand", []cluster.SERP{{"a", 90, serpURLs("abc")}, {"b", 60, serpURLs("def")}, {"c", 10, serpURLs("defabc")}},
			cluster.SERPOptions{}, []int32{0, 1, 0}},
		{"groups by demand, not hubs", []cluster.SERP{{"a", 90, serpURLs("abc")}, {"b", 60, serpURLs("def")}, {"c", 50, serpURLs("def")}},
			cluster.SERPOptions{}, []int32{1, 0, 0}},
		{"without demand the hub is what is near to most", []cluster.SERP{{"a", 0, serpURLs("abc")}, {"b", 0, serpURLs("abcdef")}, {"c", 0, serpURLs("def")}},
			cluster.SERPOptions{}, []int32{0, 0, 0}},
		{"a level of 4", chain, cluster.SERPOptions{Method: cluster.Moderate, Shared: 4}, []int32{0, 1, 2, 3, 4}},
		{"results that do not count", []cluster.SERP{{"a", 2, serpURLs("abcdefghijkl")}, {"b", 1, serpURLs("jkl")}}, cluster.SERPOptions{}, []int32{0, 1}},
		{"results that do", []cluster.SERP{{"a", 2, serpURLs("abcdefghijkl")}, {"b", 1, serpURLs("jkl")}}, cluster.SERPOptions{First: 20}, []int32{0, 0}},
		{"pages of one host", []cluster.SERP{{"a", 2, []string{"a.example/1", "a.example/2"}}, {"b", 1, []string{"a.example/3"}}}, cluster.SERPOptions{Shared: 1}, []int32{0, 1}},
		{"hosts", []cluster.SERP{{"a", 2, []string{"a.example/1", "a.example/2"}}, {"b", 1, []string{"www.a.example/3"}}}, cluster.SERPOptions{Shared: 1, Hosts: true}, []int32{0, 0}},
		{"a page twice counts once", []cluster.SERP{{"a", 2, serpURLs("aab")}, {"b", 1, serpURLs("aab")}}, cluster.SERPOptions{}, []int32{0, 1}},
		{"no page is none in common", []cluster.SERP{{"a", 2, []string{"", " ", "https://"}}, {"b", 1, []string{"", " ", "https://"}}}, cluster.SERPOptions{Shared: 1}, []int32{0, 1}},
		{"no keywords", nil, cluster.SERPOptions{}, []int32{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			g, err := cluster.GroupSERPs(t.Context(), c.list, c.options)
			require.NoError(t, err)
			assert.Equal(t, c.want, g.Group)
		})
	}
}

// TestGroupSERPsRefused: options that contradict themselves are errors, and what is
// cancelled ends.
func TestGroupSERPsRefused(t *testing.T) {
	for _, o := range []cluster.SERPOptions{{Shared: -1}, {First: -1}, {Shared: 11}, {First: 2}, {Method: 3}} {
		_, err := cluster.GroupSERPs(t.Context(), nil, o)
		assert.Error(t, err, "%+v", o)
	}
	_, err := cluster.GroupSERPs(t.Context(), []cluster.SERP{{Keyword: "a", Demand: -1}}, cluster.SERPOptions{})
	assert.Error(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = cluster.GroupSERPs(ctx, serpList(rand.New(rand.NewPCG(1, 1)), 100), cluster.SERPOptions{})
	assert.ErrorIs(t, err, context.Canceled)
}

// TestParseSERPMethod: names are read as they are written.
func TestParseSERPMethod(t *testing.T) {
	for _, m := range serpMethods {
		got, err := cluster.ParseSERPMethod(m.String())
		require.NoError(t, err)
		assert.Equal(t, m, got)
	}
	_, err := cluster.ParseSERPMethod("firm")
	assert.EqualError(t, err, `method "firm": want one of soft, moderate, hard`)
	assert.Equal(t, "SERPMethod(9)", cluster.SERPMethod(9).String())
}

func ExampleGroupSERPs() {
	list := []cluster.SERP{
		{"baby rash", 900, []string{"https://www.health.example/rash/", "https://baby.example/rash", "https://skin.example/", "https://wiki.example/Rash"}},
		{"diaper rash", 5400, []string{"https://health.example/rash", "http://baby.example/rash?utm_source=x", "https://wiki.example/Rash", "https://shop.example/cream"}},
		{"rash cream", 1300, []string{"https://shop.example/cream", "https://pharmacy.example/cream", "https://wiki.example/Rash"}},
	}
	groups, err := cluster.GroupSERPs(context.Background(), list, cluster.SERPOptions{})
	if err != nil {
		panic(err)
	}
	for i, s := range list {
		tie := int(groups.Tie[i])
		if tie == i {
			fmt.Printf("%d  %s\n", groups.Group[i], s.Keyword)
			continue
		}
		shared := groups.Shared(i, tie)
		fmt.Printf("%d  %s shares %d of %d results with %s: %s\n", groups.Group[i], s.Keyword,
			len(shared), len(groups.Pages(i)), list[tie].Keyword, strings.Join(shared, ", "))
	}
	// Output:
	// 0  baby rash shares 3 of 4 results with diaper rash: health.example/rash, baby.example/rash, wiki.example/Rash
	// 0  diaper rash
	// 1  rash cream
}

// BenchmarkGroupSERPs: themes of some 20 keywords, of which each has 10 of 30 pages; one
// result in ten is of a site that is found for everything.
func BenchmarkGroupSERPs(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		r := rand.New(rand.NewPCG(5, 6))
		list := make([]cluster.SERP, n)
		for i := range list {
			theme := r.IntN(n / 20)
			list[i] = cluster.SERP{Keyword: fmt.Sprintf("keyword %d", i), Demand: int64(1e6 / (1 + r.IntN(n)))}
			for _, page := range r.Perm(30)[:10] {
				url := fmt.Sprintf("https://www.site%d.example/page/%d/", (31*theme+7*page)%5000, theme*30+page)
				if r.IntN(10) == 0 {
					url = fmt.Sprintf("https://www.common%d.example/", r.IntN(20))
				}
				list[i].URLs = append(list[i].URLs, url)
			}
		}
		for _, m := range serpMethods {
			b.Run(fmt.Sprintf("method=%v/keywords=%d", m, n), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := cluster.GroupSERPs(b.Context(), list, cluster.SERPOptions{Method: m}); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "keywords/s")
			})
		}
	}
}
