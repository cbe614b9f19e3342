package cluster

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/needscape/needscape/keyword"
)

// Options say how keywords are grouped. The zero value is the default: the list decides
// how fine, each keyword counts alike.
type Options struct {
	// Demand is that of each keyword, in searches or any other number that is not
	// negative; nil for lists that have none. It orders members, groups and topics, and
	// decides ties; how alike keywords are it does not change.
	Demand []int64

	Method Method

	// Threshold is the similarity from which on keywords can belong together, above 0
	// and at most 1; 0 lets the list decide.
	Threshold float64

	// Vectors has a row for each keyword, such as the embedding of a model or what
	// [Learn] makes of the list. Keywords are then as alike as their rows, instead of
	// their words, from a Threshold of 0.75 on; Mixture is not for them. Nil is for words.
	// Time is quadratic in distinct keywords: some 100,000 are the most that is practical.
	Vectors *Vectors

	Decisions Decisions

	// Progress is told what is being done, and which part of it is; from one goroutine.
	// May be nil.
	Progress func(stage string, part float64)
}

// A Method is a way to make groups of keywords that are alike.
type Method uint8

const (
	// Auto is AverageLinkage, followed where the list has no narrow words (see
	// [Grouping.Spare]) by the mixture of Mixture.
	Auto Method = iota
	// AverageLinkage joins groups whose pairs of keywords have a mean similarity of
	// Threshold or more, the most similar first; pairs below it count 0. No chains: one
	// keyword between two groups does not join them.
	AverageLinkage
	// HeadFirst makes the keyword with the most demand a hub, then the next that is not
	// similar to a hub, and so on; the rest join the hub with more demand than theirs that
	// they are most similar to. Each member is similar to its hub by Threshold or more.
	HeadFirst
	// Communities is the Leiden method on the graph of similar keywords (see
	// [Graph.Communities]).
	Communities
	// Mixture starts from AverageLinkage and then lets each keyword go to the group
	// whose words it most likely is made of, similar or not.
	Mixture
)

var methodNames = []string{"auto", "average", "head", "communities", "mixture"}

// String returns the name: auto, average, head, communities or mixture.
func (m Method) String() string {
	if int(m) < len(methodNames) {
		return methodNames[m]
	}
	return fmt.Sprintf("Method(%d)", m)
}

// ParseMethod returns the method with a name.
func ParseMethod(name string) (Method, error) {
	if at := slices.Index(methodNames, name); at >= 0 {
		return Method(at), nil
	}
	return 0, fmt.Errorf("method %q: want one of %s", name, strings.Join(methodNames, ", "))
}

// A Grouping is keywords in groups, and groups in topics. Every keyword is in exactly one
// group, alone if nothing is near. It is immutable and safe for concurrent use.
type Grouping struct {
	// Method and Threshold are those that were used, where the options left them open.
	Method    Method
	Threshold float64
	// Spare is how many words of a keyword no other keyword of the list differs in, on
	// average. The fewer, the more a single word means here, and the finer the groups.
	Spare float64

	Variant []int32 // of each keyword, its close variants (see keyword.Corpus.Variants)
	Group   []int32 // of each keyword; group 0 has the most demand
	Topic   []int32 // of each group; topic 0 has the most demand

	Groups []Group
	Topics []Topic

	corpus *keyword.Corpus
	nodes  *nodes

	nodeGroup    []int32   // of each node
	groupNodes   partition // nodes of each group
	members      partition // keywords of each group
	topicGroups  partition // groups of each topic
	mixture      *mixture  // where it made the groups
	mixtureGroup []int32   // the group that each of its labels became
}

// nodes are the distinct close variants of a list, those with the most demand first.
type nodes struct {
	corpus    *keyword.Corpus
	each      []int64 // the demand of each keyword; may be nil
	of        []int32 // of each keyword
	lead      []int32 // of each node, its keyword with the most demand
	demand    []int64 // of each node
	units     *keyword.Units
	frequency []uint32 // how many nodes have each unit
	rows      *Sets    // of each node, its units, weighted by inverse document frequency
	vectors   *Vectors // of each node, where they say how alike nodes are
}

// New groups the keywords of a corpus. The result depends neither on their order nor on
// GOMAXPROCS, but for numbers of keywords. Keywords with the same text are close
// variants of one another. Cancelling ctx ends it early with ctx's error.
func New(ctx context.Context, c *keyword.Corpus, o Options) (*Grouping, error) {
	if err := o.check(c.Len()); err != nil {
		return nil, err
	}
	g := &Grouping{Method: o.Method, Threshold: o.Threshold, Variant: c.Variants(), corpus: c}
	o.tell("words", 0)
	var err error
	if g.nodes, err = newNodes(ctx, c, g.Variant, o.Demand); err != nil {
		return nil, err
	}
	n := g.nodes
	g.Spare = spareWords(n.rows, func(f uint32) string { return n.units.Names[f] })
	if g.Method == Auto {
		if g.Method = AverageLinkage; g.Spare >= spareMost && g.Threshold == 0 && o.Vectors == nil {
			g.Method = Mixture
		}
	}
	if o.Vectors != nil {
		n.vectors = o.Vectors.rows(n.lead)
	}
	labels, err := g.group(ctx, o)
	if err != nil {
		return nil, err
	}
	if err := o.Decisions.apply(c.Text, n, labels); err != nil {
		return nil, err
	}
	o.tell("topics", 0)
	if err := g.number(ctx, labels); err != nil {
		return nil, err
	}
	if g.mixture != nil {
		g.mixtureGroup = g.groupsOfMixture(labels)
	}
	return g, nil
}

// groupsOfMixture returns the group that each label of the mixture became, by its nodes
// that decisions left where they were; -1 where there are none.
func (g *Grouping) groupsOfMixture(labels []int32) []int32 {
	groups := make([]int32, len(g.mixture.rows))
	for z := range groups {
		groups[z] = -1
	}
	for i, z := range g.mixture.group {
		if labels[i] == z {
			groups[z] = g.nodeGroup[i]
		}
	}
	return groups
}

func (o *Options) check(keywords int) error {
	switch {
	case o.Demand != nil && len(o.Demand) != keywords:
		return fmt.Errorf("cluster: demand of %d keywords, want %d", len(o.Demand), keywords)
	case slices.ContainsFunc(o.Demand, func(d int64) bool { return d < 0 }):
		return errors.New("cluster: demand below 0")
	case int(o.Method) >= len(methodNames):
		return fmt.Errorf("cluster: no such method: %v", o.Method)
	case o.Vectors != nil && o.Vectors.Len() != keywords:
		return fmt.Errorf("cluster: vectors of %d keywords, want %d", o.Vectors.Len(), keywords)
	case o.Vectors != nil && o.Method == Mixture:
		return errors.New("cluster: a mixture is of words, not of vectors")
	case !(o.Threshold >= 0 && o.Threshold <= 1):
		return fmt.Errorf("cluster: threshold %v is not within 0 to 1", o.Threshold)
	}
	return nil
}

func (o *Options) tell(stage string, part float64) {
	if o.Progress != nil {
		o.Progress(stage, part)
	}
}

// newNodes puts close variants together, in the order of their demand, then of their
// text.
func newNodes(ctx context.Context, c *keyword.Corpus, variant []int32, demand []int64) (*nodes, error) {
	count := int32(0)
	for _, v := range variant {
		count = max(count, v+1)
	}
	n := &nodes{corpus: c, each: demand, of: make([]int32, len(variant)), lead: make([]int32, count), demand: make([]int64, count)}
	lead, total := make([]int32, count), make([]int64, count)
	for v := range lead {
		lead[v] = -1
	}
	for i, v := range variant {
		total[v] += n.demandOf(int32(i))
		if l := lead[v]; l < 0 || n.compare(int32(i), l) < 0 {
			lead[v] = int32(i)
		}
	}
	order := n.order(lead, total)
	number := make([]int32, count)
	for k, v := range order {
		number[v], n.lead[k], n.demand[k] = int32(k), lead[v], total[v]
	}
	for i, v := range variant {
		n.of[i] = number[v]
	}
	var err error
	if n.units, err = c.Units(ctx); err != nil {
		return nil, err
	}
	ends, features := make([]uint32, count), make([]uint32, 0, len(n.units.Numbers))
	for k, i := range n.lead {
		features = append(features, n.units.Of(int(i))...)
		ends[k] = uint32(len(features))
	}
	n.frequency = make([]uint32, len(n.units.Names))
	for _, f := range features {
		n.frequency[f]++
	}
	n.rows, err = newIDFSets(ends, features)
	return n, err
}

// A place is where a node comes in the order of nodes. What it holds of the text spares
// most looks at it.
type place struct {
	demand int64
	text   [2]uint64 // its first bytes
	node   int32
}

// order returns the nodes by their demand, the most first, then by the text of their lead.
func (n *nodes) order(lead []int32, total []int64) []int32 {
	places := make([]place, len(lead))
	parts := cut(len(lead), 64)
	parallel(len(parts), func(p int) {
		for v := parts[p][0]; v < parts[p][1]; v++ {
			places[v] = place{total[v], prefix(n.corpus.Text(int(lead[v]))), int32(v)}
		}
	})
	sortParallel(places, func(a, b place) int {
		switch {
		case a.demand != b.demand:
			return cmp.Compare(b.demand, a.demand)
		case a.text[0] != b.text[0]:
			return cmp.Compare(a.text[0], b.text[0])
		case a.text[1] != b.text[1]:
			return cmp.Compare(a.text[1], b.text[1])
		}
		return strings.Compare(n.corpus.Text(int(lead[a.node])), n.corpus.Text(int(lead[b.node])))
	})
	order := make([]int32, len(places))
	for k, p := range places {
		order[k] = p.node
	}
	return order
}

// prefix returns the first bytes of a text such that they order as the text.
func prefix(text string) (p [2]uint64) {
	for i := range min(len(text), 16) {
		p[i/8] |= uint64(text[i]) << (56 - i%8*8)
	}
	return p
}

// demandOf returns the demand of a keyword.
func (n *nodes) demandOf(keyword int32) int64 {
	if n.each == nil {
		return 1
	}
	return n.each[keyword]
}

// compare orders keywords by demand, the most first, then by text, then as they came.
func (n *nodes) compare(a, b int32) int {
	if x, y := n.demandOf(a), n.demandOf(b); x != y {
		return cmp.Compare(y, x)
	}
	return cmp.Or(strings.Compare(n.corpus.Text(int(a)), n.corpus.Text(int(b))), cmp.Compare(a, b))
}

// graph returns the graph of similar nodes, and sets the threshold.
func (g *Grouping) graph(ctx context.Context) (*Graph, error) {
	raise := g.Threshold == 0
	switch {
	case !raise:
	case g.nodes.vectors != nil:
		g.Threshold = vectorThreshold
	case g.Method == Mixture:
		g.Threshold = wordyThreshold
	default:
		g.Threshold = thresholdFor(g.Spare)
	}
	if v := g.nodes.vectors; v != nil {
		pairs, err := v.Pairs(ctx, float32(g.Threshold))
		if err != nil {
			return nil, err
		}
		return NewGraph(v.Len(), pairs), nil
	}
	limit := 0
	if raise {
		limit = max(mostPairs, pairsEach*g.nodes.rows.Len())
	}
	graph, t, err := similar(ctx, g.nodes.rows, g.Threshold, limit)
	g.Threshold = t
	return graph, err
}

// group finds the groups of nodes.
func (g *Grouping) group(ctx context.Context, o Options) ([]int32, error) {
	o.tell("similar keywords", 0)
	graph, err := g.graph(ctx)
	if err != nil {
		return nil, err
	}
	o.tell("groups", 0)
	switch g.Method {
	case HeadFirst:
		return graph.headFirst(), nil
	case Communities:
		return graph.Communities(ctx, CommunityOptions{})
	}
	tree, err := graph.AverageLinkage(ctx, g.Threshold, nil, nil)
	if err != nil {
		return nil, err
	}
	labels := tree.Cut(g.Threshold)
	if g.Method != Mixture {
		return labels, nil
	}
	ends, words := g.nodes.stems()
	g.mixture = newMixture(ends, words, len(g.nodes.units.Names), labels)
	err = g.mixture.settle(ctx, func(part float64) { o.tell("groups", part) })
	return slices.Clone(g.mixture.group), err
}

// stems returns the distinct stems of each node.
func (n *nodes) stems() (ends, stems []uint32) {
	ends, stems = make([]uint32, len(n.lead)), make([]uint32, 0, len(n.units.Numbers))
	for k, i := range n.lead {
		stems = n.units.Stems(stems, int(i))
		ends[k] = uint32(len(stems))
	}
	return ends, stems
}

// similarity is how alike two nodes are.
func (n *nodes) similarity(a, b int) float64 {
	if n.vectors != nil {
		return max(0, min(1, float64(n.vectors.Similarity(a, b))))
	}
	return n.rows.Similarity(Cosine, a, b)
}
