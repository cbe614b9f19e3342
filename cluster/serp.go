package cluster

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
)

// A SERP is what a search for a keyword finds, on a search engine results page.
type SERP struct {
	Keyword string
	Demand  int64    // searches, or any other number that is not negative; 0 where none is known
	URLs    []string // of the results, the first result first; none where they are not known
}

// SERPOptions say when keywords share enough results. The zero value is what most tools
// start with.
type SERPOptions struct {
	Method SERPMethod
	Shared int  // how many pages two keywords must share, the level of the tools; 0 is 3
	First  int  // how many results of each keyword count; 0 is 10
	Hosts  bool // hosts are compared instead of pages
}

// A SERPMethod says which keywords of a group must share pages.
type SERPMethod uint8

// The methods have the names that the trade gives them: Topvisor defines all three
// (topvisor.com/support/clustering/method), Rush Analytics has soft and hard, Keyword
// Insights calls these centroid and agglomerative, with 3 of the first 10 results by default
// (docs.keywordinsights.ai, Clustering Types). Others start with 4 (lowfruits: 40 %) or
// advise 5 (Rush Analytics).
const (
	// Soft groups share with their hub. The hub is the keyword with the most demand that
	// shares too little with all hubs before it. Any other goes to the hub with which it
	// shares most of those with more demand than itself, where today's tools take the
	// first; of equals that with more demand.
	Soft SERPMethod = iota
	// Moderate groups are all that are tied by a chain: each member shares with another
	// one, and with none outside. One keyword between two themes makes one group of them.
	Moderate
	// Hard groups share throughout: each two members do, though not always the same
	// pages, as Topvisor wants of all members together. From that with the most demand on,
	// each keyword joins the group with all members of which it shares, and if there are
	// several that with which it shares most in sum; else it begins one. No two groups can
	// be one, and no keyword that is alone fits into a group.
	Hard
)

var serpMethodNames = [...]string{"soft", "moderate", "hard"}

// String returns the name: soft, moderate or hard.
func (m SERPMethod) String() string {
	if int(m) < len(serpMethodNames) {
		return serpMethodNames[m]
	}
	return fmt.Sprintf("SERPMethod(%d)", uint8(m))
}

// ParseSERPMethod returns the method with a name.
func ParseSERPMethod(name string) (SERPMethod, error) {
	if at := slices.Index(serpMethodNames[:], name); at >= 0 {
		return SERPMethod(at), nil
	}
	return 0, fmt.Errorf("method %q: want one of %s", name, strings.Join(serpMethodNames[:], ", "))
}

// SERPGroups are keywords in groups by the pages that searches for them find. Every keyword
// is in exactly one group, alone if it shares too little with any other. It is immutable and
// safe for concurrent use.
type SERPGroups struct {
	Group []int32 // of each keyword; group 0 has the most demand
	// Hub is of each group its keyword with the most demand; of equals that which shares
	// enough pages with the most others of the list, then the first as text.
	Hub []int32
	// Tie is of each keyword the member that it shares enough pages with to belong: the hub,
	// of a hub itself. With Moderate it is of those one step nearer to the hub that with
	// which it shares most; from tie to tie one comes to the hub.
	Tie []int32

	ends  []uint32 // of the pages of each keyword
	pages []uint32
	names []string // of pages
}

// GroupSERPs groups keywords whose searches find the same pages (see [Page]). A page that
// is twice in the results of a keyword counts once. The groups depend neither on the order
// of the keywords nor on GOMAXPROCS. Time is that of [Sets.Join] and linear in the pairs
// of keywords that share enough, which it keeps in memory. Cancelling ctx ends it early
// with ctx's error.
func GroupSERPs(ctx context.Context, serps []SERP, o SERPOptions) (*SERPGroups, error) {
	o.Shared, o.First = cmp.Or(o.Shared, 3), cmp.Or(o.First, 10)
	if err := o.check(serps); err != nil {
		return nil, err
	}
	g := &SERPGroups{}
	if err := g.number(ctx, serps, o); err != nil {
		return nil, err
	}
	if uint64(len(g.pages)) > math.MaxUint32 {
		return nil, fmt.Errorf("cluster: %d results are more than 2³²-1", len(g.pages))
	}
	rows, err := NewSets(g.ends, g.pages, nil)
	if err != nil {
		return nil, err
	}
	pairs, err := rows.Join(ctx, Overlap, float64(o.Shared))
	if err != nil {
		return nil, err
	}
	order := serpOrder(serps, pairs)
	graph := graphInOrder(order, pairs)
	var hub, tie []int32
	switch o.Method {
	case Soft:
		hub = graph.headFirst()
		tie = hub
	case Moderate:
		hub, tie = graph.moderate()
	default:
		hub = graph.hard()
		tie = hub
	}
	g.label(serps, order, hub, tie)
	return g, nil
}

func (o *SERPOptions) check(serps []SERP) error {
	switch {
	case int(o.Method) >= len(serpMethodNames):
		return fmt.Errorf("cluster: no such method: %v", o.Method)
	case o.Shared < 0 || o.First < 0 || o.Shared > o.First:
		return fmt.Errorf("cluster: %d shared of the first %d results cannot be", o.Shared, o.First)
	case len(serps) > math.MaxInt32:
		return fmt.Errorf("cluster: %d keywords are more than 2³¹-1", len(serps))
	}
	for i := range serps {
		if serps[i].Demand < 0 {
			return fmt.Errorf("cluster: keyword %q has a demand below 0", serps[i].Keyword)
		}
	}
	return nil
}

// serpOrder returns the numbers of keywords, that with the most demand first, of equals
// that which shares enough with the most others, then the first as text. Without demand,
// soft groups around hubs by text alone are worse: B³ F1 .82 instead of .93 on 417 French
// keywords, by the pages to which Semrush's Strategy Builder assigned them.
func serpOrder(serps []SERP, pairs []Pair) []int32 {
	near := make([]int32, len(serps))
	for _, p := range pairs {
		near[p.A]++
		near[p.B]++
	}
	order := make([]int32, len(serps))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int {
		x, y := &serps[a], &serps[b]
		if c := cmp.Or(cmp.Compare(y.Demand, x.Demand), cmp.Compare(near[b], near[a])); c != 0 {
			return c
		}
		if c := strings.Compare(x.Keyword, y.Keyword); c != 0 {
			return c
		}
		return cmp.Or(slices.Compare(x.URLs, y.URLs), cmp.Compare(a, b))
	})
	return order
}

// graphInOrder returns the graph of keywords in an order: node k is keyword order[k].
func graphInOrder(order []int32, pairs []Pair) *Graph {
	node := make([]int32, len(order))
	for k, i := range order {
		node[i] = int32(k)
	}
	for k, p := range pairs {
		a, b := node[p.A], node[p.B]
		pairs[k].A, pairs[k].B = min(a, b), max(a, b)
	}
	return NewGraph(len(order), pairs)
}

// number numbers the pages of the results that count, each once in a keyword.
func (g *SERPGroups) number(ctx context.Context, serps []SERP, o SERPOptions) error {
	form := Page
	if o.Hosts {
		form = hostOf
	}
	byURL, byName := map[string]uint32{}, map[string]uint32{}
	var in []int32 // of each page, the last keyword that has it, from 1
	for i := range serps {
		if i&0xfff == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		urls := serps[i].URLs
		for _, url := range urls[:min(len(urls), o.First)] {
			page, known := byURL[url]
			if !known {
				name := form(url)
				if page, known = byName[name]; !known {
					page = uint32(len(g.names))
					byName[name] = page
					g.names, in = append(g.names, name), append(in, 0)
				}
				byURL[url] = page
			}
			if in[page] != int32(i)+1 && g.names[page] != "" {
				in[page] = int32(i) + 1
				g.pages = append(g.pages, page)
			}
		}
		g.ends = append(g.ends, uint32(len(g.pages)))
	}
	return nil
}

// of returns the numbers of the pages of a keyword, in the order of its results.
func (g *SERPGroups) of(i int) []uint32 { return rowOf(g.ends, g.pages, i) }

// label numbers the groups by their demand, from the hub and the tie of each node.
func (g *SERPGroups) label(serps []SERP, order, hub, tie []int32) {
	demand := make([]int64, len(order)) // of the group of each hub
	var hubs []int32
	for v, h := range hub {
		demand[h] += serps[order[v]].Demand
		if int(h) == v {
			hubs = append(hubs, h)
		}
	}
	slices.SortStableFunc(hubs, func(a, b int32) int { return cmp.Compare(demand[b], demand[a]) })
	label := make([]int32, len(order))
	g.Hub = make([]int32, len(hubs))
	for k, h := range hubs {
		label[h], g.Hub[k] = int32(k), order[h]
	}
	g.Group, g.Tie = make([]int32, len(order)), make([]int32, len(order))
	for v, i := range order {
		g.Group[i], g.Tie[i] = label[hub[v]], order[tie[v]]
	}
}

// Pages returns the pages of a keyword that count, in the order of its results, in the form
// of [Page], or their hosts.
func (g *SERPGroups) Pages(i int) []string {
	var names []string
	for _, page := range g.of(i) {
		names = append(names, g.names[page])
	}
	return names
}

// Shared returns the pages that keyword i shares with k, in the order of i's results. With
// g.Tie[i] as k that is why i is in its group.
func (g *SERPGroups) Shared(i, k int) []string {
	var names []string
	others := g.of(k)
	for _, page := range g.of(i) {
		if slices.Contains(others, page) {
			names = append(names, g.names[page])
		}
	}
	return names
}

// headFirst returns the hub of each node: of those before it that are next to no hub
// before them the one that it is most similar to, the first of those alike.
func (g *Graph) headFirst() []int32 {
	hub := make([]int32, g.Len())
	for v := range hub {
		hub[v] = int32(v)
		most := float32(0)
		nodes, shared := g.Neighbours(v)
		for k, u := range nodes {
			if int(u) > v {
				break
			}
			if hub[u] == u && shared[k] > most {
				hub[v], most = u, shared[k]
			}
		}
	}
	return hub
}

// moderate returns the first node of each node's component, and a neighbour on a shortest
// way to it.
func (g *Graph) moderate() (hub, tie []int32) {
	hub, tie = make([]int32, g.Len()), make([]int32, g.Len())
	steps := make([]int32, g.Len()) // to the hub, from 1; 0 for none yet
	var queue []int32
	for first := range hub {
		if steps[first] > 0 {
			continue
		}
		queue = append(queue[:0], int32(first))
		steps[first], tie[first] = 1, int32(first)
		for at := 0; at < len(queue); at++ {
			v := queue[at]
			hub[v] = int32(first)
			most := float32(0)
			nodes, shared := g.Neighbours(int(v))
			for k, u := range nodes {
				switch {
				case steps[u] == 0:
					steps[u] = steps[v] + 1
					queue = append(queue, u)
				case steps[u] < steps[v] && shared[k] > most:
					tie[v], most = u, shared[k]
				}
			}
		}
	}
	return hub, tie
}

// hard returns the first node of each node's clique.
func (g *Graph) hard() []int32 {
	hub := make([]int32, g.Len())
	size := make([]int32, g.Len()) // of the clique of each hub
	ties := make([]int32, g.Len()) // of the node at hand
	sum := make([]float64, g.Len())
	var tied []int32
	for v := range hub {
		tied = tied[:0]
		nodes, shared := g.Neighbours(v)
		for k, u := range nodes {
			if int(u) > v {
				break
			}
			h := hub[u]
			if ties[h] == 0 {
				tied = append(tied, h)
			}
			ties[h]++
			sum[h] += float64(shared[k])
		}
		best := int32(-1)
		for _, h := range tied {
			if ties[h] == size[h] && (best < 0 || sum[h] > sum[best] || sum[h] == sum[best] && h < best) {
				best = h
			}
		}
		if best < 0 {
			best = int32(v)
		}
		hub[v] = best
		size[best]++
		for _, h := range tied {
			ties[h], sum[h] = 0, 0
		}
	}
	return hub
}
