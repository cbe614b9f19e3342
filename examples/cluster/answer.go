package main

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/needscape/needscape/cluster"
	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/keyword"
)

// An answer is a market in groups.
type answer struct {
	analyzer *keyword.Analyzer
	report   *demand.Report
	said     map[string]string // what the list says of its words, as they are written in normal form
	pages    found             // of keywords, where they are asked for
	decided  map[string]string // of terms that are to be together, with which

	groups   []group
	topics   []topic
	grouping *cluster.Grouping // where words made the groups
}

// A group is keywords that belong together.
type group struct {
	Number   int64    `json:"group"` // its place, from 1, or the identity that lasts, where it is asked for
	Hub      string   `json:"hub"`
	Topic    string   `json:"topic,omitempty"`
	Low      *int64   `json:"low"` // demand, nil where nothing is known
	High     *int64   `json:"high"`
	Cohesion float64  `json:"cohesion,omitempty"`
	Terms    []string `json:"terms,omitempty"`
	Members  []member `json:"members"` // the hub first

	demand demand.Sum
	terms  int // close variants
}

type member struct {
	Keyword    string  `json:"keyword"`
	Similarity float64 `json:"similarity"` // to the hub, of words or of pages
	Why        string  `json:"why"`
	Language   string  `json:"language,omitempty"` // guessed, where there are several
	Sure       float64 `json:"language_confidence,omitempty"`
}

// A topic is groups.
type topic struct {
	Topic    string   `json:"topic"`
	Terms    []string `json:"terms,omitempty"`
	Groups   []int64  `json:"groups"` // their numbers
	Keywords int      `json:"keywords"`
	Low      *int64   `json:"low"`
	High     *int64   `json:"high"`

	groups []int32 // their places, from 0, that which names the topic first
	demand demand.Sum
}

// byVariant makes a group of each term.
func (a *answer) byVariant() {
	a.groups = make([]group, 0, len(a.report.Terms))
	for i := range a.report.Terms {
		g := group{Hub: a.report.Terms[i].Keyword}
		a.addTerm(&g, i, 1, "hub")
		a.groups = append(a.groups, g)
	}
	a.finish()
}

// byWords makes groups and topics of the terms.
func (a *answer) byWords(ctx context.Context, o cluster.Options) error {
	leads := make([]string, len(a.report.Terms))
	o.Demand = make([]int64, len(leads))
	for i := range a.report.Terms {
		leads[i], o.Demand[i] = a.report.Terms[i].Keyword, size(&a.report.Terms[i])
	}
	corpus, err := keyword.NewCorpus(ctx, a.analyzer, leads)
	if err != nil {
		return err
	}
	g, err := cluster.New(ctx, corpus, o)
	if err != nil {
		return err
	}
	a.grouping = g
	a.groups = make([]group, len(g.Groups))
	each(len(a.groups), func(z int) {
		x := &a.groups[z]
		x.Hub = leads[g.Groups[z].Hub]
		x.Topic = leads[g.Groups[g.Topics[g.Topic[z]].Hub].Hub]
		if g.Groups[z].Keywords > 1 {
			x.Cohesion = round(g.Groups[z].Cohesion)
		}
		for _, m := range g.Members(z) {
			why := "hub"
			if m.Keyword != g.Groups[z].Hub {
				why = because(m, g.Groups[z].Variants)
				if with, ok := a.decided[leads[m.Keyword]]; ok {
					why = "decided: together with " + with
				}
			}
			a.addTerm(x, int(m.Keyword), round(m.Similarity), why)
		}
	})
	a.topics = make([]topic, len(g.Topics))
	for t := range g.Topics {
		x := &a.topics[t]
		x.Topic = leads[g.Groups[g.Topics[t].Hub].Hub]
		x.groups = g.TopicGroups(t)
		for _, z := range x.groups {
			x.Keywords += len(a.groups[z].Members)
			x.demand.Merge(a.groups[z].demand)
		}
	}
	a.finish()
	return nil
}

// each calls f for 0 to n-1, on all processors.
func each(n int, f func(int)) {
	const block = 1024
	var next atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for {
				start := int(next.Add(block)) - block
				if start >= n {
					return
				}
				for i := start; i < min(start+block, n); i++ {
					f(i)
				}
			}
		})
	}
	wg.Wait()
}

// size is a number to order terms by: the searches or, where there are ranks instead, what
// these are worth if searches fall as 1/rank (Zipf's law); 0 where nothing is known.
func size(t *demand.Term) int64 {
	if t.Rank > 0 && !t.Volume.Known() {
		return max(1, 1_000_000_000/t.Rank)
	}
	return t.Volume.Central()
}

// because says what ties a member to its group of so many close variants.
func because(m cluster.Member, variants int) string {
	words := strings.Join(m.Words, ", ")
	switch {
	case words == "":
		return "no word of the group"
	case m.Of > 0:
		return fmt.Sprintf("%s: in %d of %d members, not in the hub", words, m.Of, variants)
	default:
		return "shares " + words
	}
}

// addTerm adds a term to a group, its close variants after it.
func (a *answer) addTerm(g *group, term int, similarity float64, why string) {
	t := &a.report.Terms[term]
	g.terms++
	g.demand.AddTerm(t)
	g.Members = append(g.Members, member{Keyword: t.Keyword, Similarity: similarity, Why: why})
	if len(t.Variants) == 0 {
		return
	}
	said := told(a.analyzer, t.Keyword, a.said)
	of := ""
	if t.Keyword != g.Hub {
		of = fmt.Sprintf("variant of %s: ", t.Keyword)
	}
	key := a.analyzer.Key(t.Keyword)
	for _, v := range t.Variants {
		why := "other words, which the source counts together"
		if a.analyzer.Key(v.Keyword) == key {
			why = a.difference(t.Keyword, v.Keyword, said)
		}
		g.Members = append(g.Members, member{Keyword: v.Keyword, Similarity: similarity, Why: of + why})
	}
}

// difference tells in what a close variant differs.
func (a *answer) difference(keyword, variant string, said []string) string {
	var why []string
	for _, w := range a.analyzer.Difference(keyword, variant) {
		if w != "other word" {
			why = append(why, w)
		}
	}
	ofVariant := told(a.analyzer, variant, a.said)
	why = append(why, without(said, ofVariant)...)
	why = append(why, without(ofVariant, said)...)
	return strings.Join(why, ", ")
}

// told is what the list says of the words of a keyword.
func told(a *keyword.Analyzer, text string, said map[string]string) []string {
	if len(said) == 0 {
		return nil
	}
	var out []string
	for _, token := range a.Tokens(text) {
		if s, ok := said[keyword.Normalize(text[token.Start:token.End])]; ok {
			out = append(out, s)
		}
	}
	return out
}

// without returns those of list that others do not have.
func without(list, others []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return slices.Contains(others, s) })
}

// finish fills in what is the same however groups were made.
func (a *answer) finish() {
	several := len(a.analyzer.Languages()) > 1
	each(len(a.groups), func(i int) {
		g := &a.groups[i]
		g.Number = int64(i + 1)
		g.Low, g.High = bounds(g.demand)
		for k := range g.Members {
			if m := &g.Members[k]; several {
				tag, sure := a.analyzer.Language(m.Keyword)
				m.Language, m.Sure = tag.String(), round(sure)
			}
		}
	})
	for i := range a.topics {
		a.topics[i].Low, a.topics[i].High = bounds(a.topics[i].demand)
	}
}

// bounds are those of a sum for JSON, nil where nothing is known.
func bounds(s demand.Sum) (low, high *int64) {
	if s.Known == 0 {
		return nil, nil
	}
	if s.High != demand.Unbounded {
		high = &s.High
	}
	return &s.Low, high
}

func round(x float64) float64 { return math.Round(x*100) / 100 }

// byDemand orders sums, the most first, and those of which nothing is known last.
func byDemand(a, b demand.Sum) int {
	return cmp.Or(cmp.Compare(min(1, b.Known), min(1, a.Known)), cmp.Compare(b.Low, a.Low), cmp.Compare(b.High, a.High))
}
