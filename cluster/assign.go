package cluster

import (
	"context"
	"math"
	"slices"

	"github.com/needscape/needscape/keyword"
)

// An Assigner finds the groups of keywords that a grouping does not have yet. It is
// immutable and safe for concurrent use.
type Assigner struct {
	grouping *Grouping
	corpus   *keyword.Corpus
	index    *Index
	pairs    map[string]uint32 // units that are pairs, by name
	strange  uint32            // the first of the numbers kept for units that no keyword has
}

// mostStrange is how many different unknown units of a keyword count.
const mostStrange = 32

// An Assignment is where a keyword belongs.
type Assignment struct {
	Group      int32   // -1 where it belongs to none
	Nearest    int32   // the keyword of the grouping that is most like it, -1 where none is near
	Similarity float64 // to Nearest
}

// Assigner returns an assigner to the groups of g. It goes by words, also where vectors
// made the groups. Time and memory are those of [NewIndex].
func (g *Grouping) Assigner(ctx context.Context) (*Assigner, error) {
	n := g.nodes
	a := &Assigner{grouping: g, corpus: g.corpus, pairs: map[string]uint32{}, strange: uint32(len(n.units.Names))}
	for k := range n.units.Pairs {
		number := a.strange - uint32(len(n.units.Pairs)-k)
		a.pairs[n.units.Names[number]] = number
	}
	weights := slices.Clone(n.rows.weights)
	for len(weights) < len(n.units.Names)+mostStrange {
		weights = append(weights, math.Log(float64(1+len(n.lead)))+1)
	}
	rows, err := n.rows.Weighted(weights)
	if err != nil {
		return nil, err
	}
	if a.index, err = NewIndex(ctx, rows, Cosine, g.Threshold); err != nil {
		return nil, err
	}
	return a, nil
}

// Assign finds the group of each keyword: that of its close variants; or else the group
// whose keywords of at least the grouping's threshold are most similar in sum; or, where
// the groups are those of a mixture, the most likely one. The answer for a keyword does
// not depend on the others, and changes nothing. Analysing is most of the work; then it
// takes some 50 µs a keyword in a grouping of a million.
func (a *Assigner) Assign(ctx context.Context, texts []string) ([]Assignment, error) {
	corpus, err := a.corpus.Next(ctx, texts)
	if err != nil {
		return nil, err
	}
	units, err := corpus.Units(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]Assignment, len(texts))
	parts := cut(len(texts), 64)
	errs := make([]error, len(parts))
	parallel(len(parts), func(p int) {
		w := assigning{Assigner: a, units: units, sums: map[int32]float64{}}
		if a.grouping.mixture != nil {
			w.chooser.mixture = a.grouping.mixture
		}
		for i := parts[p][0]; i < parts[p][1] && errs[p] == nil; i++ {
			if i&0xff == 0 {
				if errs[p] = ctx.Err(); errs[p] != nil {
					break
				}
			}
			out[i], errs[p] = w.assign(i)
		}
	})
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// assigning is working memory.
type assigning struct {
	*Assigner
	units   *keyword.Units
	row     []uint32
	matches []Match
	sums    map[int32]float64
	chooser chooser
}

func (w *assigning) assign(i int) (Assignment, error) {
	g := w.grouping
	out := Assignment{Group: -1, Nearest: -1}
	w.row = w.row[:0]
	strange := w.strange
	single := uint32(len(w.units.Names) - len(w.units.Pairs))
	known := w.strange - uint32(len(g.nodes.units.Pairs)) // stems of the grouping
	for _, u := range w.units.Of(i) {
		number, ok := u, u < min(single, known)
		if u >= single {
			number, ok = w.pairs[w.units.Names[u]]
		}
		if !ok {
			number = strange
			strange = min(strange+1, w.strange+mostStrange-1)
		}
		w.row = append(w.row, number)
	}
	var err error
	if w.matches, err = w.index.Similar(w.matches[:0], w.row); err != nil {
		return out, err
	}
	most := float32(-1)
	for _, m := range w.matches { // in the order of demand
		if m.Similarity > most {
			most, out.Nearest = m.Similarity, g.nodes.lead[m.Row]
			out.Group = g.nodeGroup[m.Row]
		}
	}
	if out.Nearest >= 0 {
		out.Similarity = float64(most)
	}
	if most == 1 {
		return out, nil
	}
	if g.mixture != nil {
		w.row = w.units.Stems(w.row[:0], i)
		if out.Group = w.chooser.chooseFor(w.row, -1); out.Group >= 0 {
			out.Group = g.mixtureGroup[out.Group]
		}
		return out, nil
	}
	clear(w.sums)
	for _, m := range w.matches {
		w.sums[g.nodeGroup[m.Row]] += float64(m.Similarity)
	}
	best := 0.0
	for _, m := range w.matches {
		if z := g.nodeGroup[m.Row]; w.sums[z] > best || w.sums[z] == best && z < out.Group {
			best, out.Group = w.sums[z], z
		}
	}
	return out, nil
}
