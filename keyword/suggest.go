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
// is nil for a classifier that has learnt nothing, or from a list that is no market's.
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

// named is a term with the role that it would be suggested for.
type named struct {
	role Role
	term string
}

// suggest finds what the lessons suggest, by judging all keywords.
func (l *learner) suggest(ctx context.Context, c *Classifier) error {
	if l.list.none() {
		return nil
	}
	parts := split(len(l.corpus.texts))
	found := make([]map[named]*candidate, len(parts))
	if err := each(ctx, len(parts), func(p int) {
		found[p] = l.candidates(ctx, c, parts[p][0], parts[p][1])
	}); err != nil {
		return err
	}
	for _, more := range found[1:] {
		for key, x := range more {
			if known := found[0][key]; known != nil {
				l.join(known, x)
			} else {
				found[0][key] = x
			}
		}
	}
	t := c.lessons
	for _, x := range found[0] {
		if x.Role != Brand && x.Keywords == 1 {
			continue
		}
		x.Confidence = round(float64(x.chance) / 1000 / float64(x.Keywords))
		for _, k := range x.top {
			x.Samples = append(x.Samples, l.corpus.texts[k])
		}
		t.suggestions = append(t.suggestions, x.Suggestion)
	}
	slices.SortFunc(t.suggestions, func(a, b Suggestion) int {
		return cmp.Or(cmp.Compare(stake(b), stake(a)), strings.Compare(a.Term, b.Term), cmp.Compare(a.Role, b.Role))
	})
	roles := map[string]Role{} // a term has one, the first
	t.suggestions = slices.DeleteFunc(t.suggestions, func(s Suggestion) bool {
		key := c.analyzer.Key(s.Term)
		if roles[key] == Other {
			roles[key] = s.Role
		}
		return roles[key] != s.Role
	})
	return nil
}

// candidates finds what keywords start to end-1 suggest.
func (l *learner) candidates(ctx context.Context, c *Classifier, start, end int) map[named]*candidate {
	found := map[named]*candidate{}
	var s scratch
	var symbols []int32
	var quiet []bool
	for i := start; i < end && (i&0xfff != 0 || ctx.Err() == nil); i++ {
		symbols, quiet = l.words(symbols[:0], quiet[:0], i)
		c.find(&s, symbols, quiet)
		j, r := &s.judging, &l.rules[i]
		c.lessons.judge(j, &s, r, symbols, l.corpus.texts[i], nil)
		for k, p := range j.pieces {
			if _, slip := c.lessons.slips[p.id]; slip {
				continue
			}
			if b := j.known[k].brand; b >= leastSuggested {
				l.tell(found, named{Brand, c.lessons.facts[p.id].text}, i, float64(b), c.lessons.why[p.id])
			}
		}
		role := j.best()
		fresh := role == Need && !r.need || role == Solution && !r.solution
		if !fresh || len(j.pieces) == 0 || j.p[Brand] >= leastSuggested {
			continue
		}
		if last := j.pieces[len(j.pieces)-1]; c.lessons.facts[last.id].kind != placeWord {
			l.tell(found, named{role, l.phrase(i, j.subject())}, i, j.p[role], besideIt)
		}
	}
	return found
}

// tell counts a keyword for a term.
func (l *learner) tell(found map[named]*candidate, key named, i int, chance float64, why string) {
	x := found[key]
	if x == nil {
		x = &candidate{Suggestion: Suggestion{Term: key.term, Role: key.role, Why: why}}
		found[key] = x
	}
	l.join(x, &candidate{Suggestion: Suggestion{Keywords: 1, Demand: l.demand(i)}, chance: int64(math.Round(1000 * chance)), top: []int32{int32(i)}})
}

// join adds what is known of a term from other keywords.
func (l *learner) join(x, more *candidate) {
	x.Keywords += more.Keywords
	x.Demand += more.Demand
	x.chance += more.chance
	for _, i := range more.top {
		at, _ := slices.BinarySearchFunc(x.top, i, func(a, b int32) int {
			return cmp.Or(cmp.Compare(l.demand(int(b)), l.demand(int(a))), strings.Compare(l.corpus.texts[a], l.corpus.texts[b]))
		})
		if at < samples {
			x.top = slices.Insert(x.top, at, i)
			x.top = x.top[:min(len(x.top), samples)]
		}
	}
}

// samples is how many keywords a suggestion shows.
const samples = 3

// phrase returns the words of a piece of keyword i, each in the form that stands for all.
func (l *learner) phrase(i int, p piece) string {
	var words []string
	for _, w := range l.corpus.tokensOf(i)[p.first : p.last+1] {
		words = append(words, l.facts[l.symbols[w&^isQuiet]].text)
	}
	return strings.Join(words, " ")
}

// demand returns the searches for keyword i.
func (l *learner) demand(i int) int64 {
	if len(l.opt.Demand) == 0 {
		return 1
	}
	return l.opt.Demand[i]
}

// stake is by what suggestions are ranked.
func stake(s Suggestion) float64 { return s.Confidence * float64(s.Demand+int64(s.Keywords)) }
