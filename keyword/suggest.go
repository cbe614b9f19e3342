package keyword

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
)

// A Suggestion is a term that a list shows to have a role and that the lexicon does not
// have: for an analyst to take into it, or to strike out by taking it into its [ignore].
type Suggestion struct {
	Term       string
	Role       Role
	Confidence float64  // how likely the term has the role, 0 to 1
	Keywords   int      // of the list in which it stands
	Demand     int64    // searches for them
	Why        string   // what speaks for it
	Samples    []string // up to three of the keywords, those with the most demand first
}

// Suggestions returns the terms that the classifier has learnt and is not sure of, those
// first whose answer matters most: by the demand of the keywords (and their number), times the confidence. It
// is nil for a classifier that has learnt nothing.
func (c *Classifier) Suggestions() []Suggestion {
	if c.lessons == nil {
		return nil
	}
	return slices.Clone(c.lessons.suggestions)
}

// leastSuggested is the least confidence with which a term is suggested.
const leastSuggested = .3

// candidate is a term that may be suggested.
type candidate struct {
	Suggestion
	chance int64   // the sum over its keywords of how likely they have the role, in thousandths
	top    []int32 // keywords with the most demand
}

// suggest finds what the lessons suggest, by judging all keywords.
func (l *learner) suggest(ctx context.Context, c *Classifier) error {
	t := c.lessons
	found := map[string]*candidate{}
	var s scratch
	var symbols []int32
	var quiet []bool
	for i, text := range l.corpus.texts {
		if i&0xfff == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		symbols, quiet = l.words(symbols[:0], quiet[:0], i)
		c.find(&s, symbols, quiet)
		j := &s.judging
		t.judge(j, &s, &l.rules[i], symbols, nil)
		for k, p := range j.pieces {
			if b := j.known[k].brand; b >= leastSuggested {
				l.tell(found, t.facts[p.id].text, Brand, i, float64(b), t.why[p.id])
			}
		}
		r := &l.rules[i]
		role := j.best()
		if (role == Need && !r.need || role == Solution && !r.solution) && len(j.pieces) > 0 && j.p[Brand] < leastSuggested {
			p := j.subject()
			l.tell(found, l.phrase(i, p, text), role, i, j.p[role], "the keywords beside it")
		}
	}
	for _, x := range found {
		x.Confidence = round(float64(x.chance) / 1000 / float64(x.Keywords))
		for _, k := range x.top {
			x.Samples = append(x.Samples, l.corpus.texts[k])
		}
		if x.Role == Brand || x.Keywords > 1 {
			t.suggestions = append(t.suggestions, x.Suggestion)
		}
	}
	slices.SortFunc(t.suggestions, func(a, b Suggestion) int {
		return cmp.Or(cmp.Compare(stake(b), stake(a)), strings.Compare(a.Term, b.Term), cmp.Compare(a.Role, b.Role))
	})
	return nil
}

// stake is by what suggestions are ranked.
func stake(s Suggestion) float64 { return s.Confidence * float64(s.Demand+int64(s.Keywords)) }

// phrase returns the words of a piece of keyword i in their normal form.
func (l *learner) phrase(i int, p piece, text string) string {
	var words []string
	for _, w := range l.corpus.tokensOf(i)[p.first : p.last+1] {
		words = append(words, l.corpus.known.texts[w&^isQuiet])
	}
	return strings.Join(words, " ")
}

// tell counts a keyword for a term.
func (l *learner) tell(found map[string]*candidate, term string, r Role, i int, chance float64, why string) {
	key := r.String() + " " + term
	x := found[key]
	if x == nil {
		x = &candidate{Suggestion: Suggestion{Term: term, Role: r, Why: why}}
		found[key] = x
	}
	x.Keywords++
	x.chance += int64(math.Round(1000 * chance))
	x.Demand += l.demand(i)
	at, _ := slices.BinarySearchFunc(x.top, int32(i), func(a, b int32) int {
		return cmp.Or(cmp.Compare(l.demand(int(b)), l.demand(int(a))), strings.Compare(l.corpus.texts[a], l.corpus.texts[b]))
	})
	if at < samples {
		x.top = slices.Insert(x.top, at, int32(i))
		x.top = x.top[:min(len(x.top), samples)]
	}
}

const samples = 3

// demand returns the searches for keyword i.
func (l *learner) demand(i int) int64 {
	if l.opt.Demand == nil {
		return 1
	}
	return l.opt.Demand[i]
}
