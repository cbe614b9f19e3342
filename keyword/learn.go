package keyword

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
)

// LearnOptions is what is known of the keywords of a list beside their words, one for each.
type LearnOptions struct {
	// Demand is the searches for each keyword, by which suggestions are ranked. Where it
	// is nil each keyword counts one.
	Demand []int64

	// Branded is what the source of the list says of each keyword, as Ahrefs' column of
	// that name does. Nil where it says nothing.
	Branded []Said
}

// Said is what a source says of a keyword.
type Said uint8

// What a source can say: nothing, yes, or no.
const (
	NotSaid Said = iota
	SaidYes
	SaidNo
)

// Learn returns a classifier that knows, beside the lexicon and the marks, what a list
// of keywords shows of its words: which are names of brands, and which keywords name
// needs and which solutions. The lexicon can be of three terms a role, of fewer, or empty;
// the more it knows the more is found. The corpus must be of the classifier's analyzer,
// and the keywords that are to be classified are best part of it.
//
// A word is judged by where it stands: in which frames ("X login", "how to treat X":
// data/frames-*.txt), in the place of which terms of the lexicon, before or behind which,
// and how brands stand in this list; by what is known of it (a word of the language and what it
// mostly means, a name of a person or a place, a brand of open lists, a capital, what
// the source says); and by what is beside it. How much each of these says was fitted on
// labelled lists of other markets (data/roles.txt), by logistic regression: a keyword
// names a brand unless none of its words does ("noisy or", Pearl 1988), and else the role is that
// of a multinomial model. The probability of the role is the confidence of the label.
//
// English only: from an analyzer of other languages, and from lists most words of which
// are not English, nothing is learnt ([Classifier.Learnt]), and roles are told by the
// lexicon and the marks as before.
//
// Time is O(n log n) in the number of words. The result does not depend on the order of
// the keywords; one that stands twice counts twice. Cancelling ctx ends it early with ctx's
// error. Options of another length than the list are an error.
func (c *Classifier) Learn(ctx context.Context, corpus *Corpus, opt LearnOptions) (*Classifier, error) {
	for _, n := range [...]int{len(opt.Demand), len(opt.Branded)} {
		if n != 0 && n != corpus.Len() {
			return nil, fmt.Errorf("keyword: %d keywords, but options for %d", corpus.Len(), n)
		}
	}
	l, err := c.study(ctx, corpus, opt)
	if err != nil {
		return nil, err
	}
	learned := *l.c
	if l.english() {
		learned.lessons = l.teach(theModel())
		if err := l.suggest(ctx, &learned); err != nil {
			return nil, err
		}
	}
	return &learned, nil
}

// Learnt reports whether the classifier knows what a list has shown.
func (c *Classifier) Learnt() bool { return c.lessons != nil }

// english reports whether a list is one that can be learnt from: of an English analyzer, and
// not long and mostly of words that are not English. Half of the words of lists in other
// languages and more were unknown, and a quarter of those of English ones at most.
func (l *learner) english() bool {
	other := slices.ContainsFunc(l.c.analyzer.languages(), func(m *lang) bool { return !m.suffixes })
	m := &l.list
	return !other && (m.words < 100 || m.unknown+m.eastern < .5 || m.english > .1)
}

// listFacts are what a list and a lexicon are like as a whole.
type listFacts struct {
	keywords                    float64
	anchored                    [4]float64            // keywords by the role that rules give them
	terms                       [4]float64            // of the lexicon
	names                       [techName + 1]float64 // part of each kind in the listed names that are no ordinary words
	guess                       float64               // part of the words and terms that are likely brands, by themselves
	unknown                     float64               // part of the open words that are no words of the language
	words                       float64               // open words
	english                     float64               // part of the keywords with a function word that is only English
	eastern                     float64               // part of them that are not in Latin letters
	ordinary                    float64               // part of the lexicon's brands that are ordinary words
	trouble, buy                float64               // part of the keywords with such marks
	articulate, method, compare float64
	people, top                 float64 // part of the keywords with a person's name, with the most frequent word
	market                      float64 // 0 where hardly anything is known or marked as a market's, to 1
}

// known is the part of the keywords in which the lexicon knows something.
func (m *listFacts) known() float64 {
	return (m.anchored[Need] + m.anchored[Solution] + m.anchored[Brand]) / (m.keywords + 1)
}

// elsewhere reports whether the lexicon seems to be that of another market.
func (m *listFacts) elsewhere() bool { return m.terms != [4]float64{} && m.known() < .01 }

// none reports whether a list seems to be no market's: the lexicon knows nothing of it, next
// to nothing in it is bought, mended or for somebody, and it has no word in common, or is of people.
// In lists of 21 markets, without a lexicon, names of people were in 4 of 100 keywords at most,
// and the most frequent word in 10 and more but for one; in lists of gossip, sports and trivia in
// 16 and more, and in 7 and less.
func (m *listFacts) none() bool {
	alien := m.people >= .15 && m.market < .25 || m.top < .1 && (m.people >= .1 || m.market < .15)
	return m.known() < .01 && m.keywords >= 10 && alien
}

// learner learns the roles of a list.
type learner struct {
	c       *Classifier
	corpus  *Corpus
	opt     LearnOptions
	symbols []int32 // of the corpus's words
	facts   []wordFacts
	tallies []tally // as facts
	names   trie    // of several words
	pieces  []piece // of all keywords
	ends    []uint32
	rules   []ruled
	list    listFacts
}

// study looks at a list.
func (c *Classifier) study(ctx context.Context, corpus *Corpus, opt LearnOptions) (*learner, error) {
	copied := *c
	copied.symbols = maps.Clone(c.symbols)
	frames := copied.frameTries()
	l := &learner{c: &copied, corpus: corpus, opt: opt}
	for _, step := range []func(){l.describe, l.findNames, func() { l.parse(frames) }, l.sum, l.compare, l.stand} {
		if step(); ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	return l, nil
}

// describe finds what is known of each word.
func (l *learner) describe() {
	corpus, symbols := l.corpus, l.c.symbols
	l.symbols = make([]int32, len(corpus.words))
	here := make([]bool, len(corpus.words)) // not only in a list before this one
	for i := range corpus.texts {
		for _, w := range corpus.tokensOf(i) {
			here[w&^isQuiet] = true
		}
	}
	for i, w := range corpus.words {
		if here[i] {
			l.symbols[i] = l.c.symbol(corpus.stems[w.stem])
		}
	}
	l.facts = make([]wordFacts, len(symbols)+1)
	for i, w := range corpus.words {
		if here[i] {
			l.facts[l.symbols[i]].read(corpus.known.texts[i], corpus.stems[w.stem], w.class)
		}
	}
	var brands []string
	for _, t := range l.c.terms {
		for _, token := range l.c.analyzer.Tokens(t.text) {
			if t.role == Brand {
				brands = append(brands, token.Text)
			} else if t.role != Other {
				l.facts[symbols[token.Stem]].inTerm = true
			}
		}
	}
	for i := range l.facts {
		f := &l.facts[i]
		f.slip = f.kind == unknownWord && len(f.text) >= leastWrong &&
			slices.ContainsFunc(brands, func(b string) bool { return oneEdit(f.text, b) })
	}
}

// words appends the symbols of keyword i to dst, and to quiet whether they are silent.
func (l *learner) words(dst []int32, quiet []bool, i int) ([]int32, []bool) {
	for _, w := range l.corpus.tokensOf(i) {
		dst, quiet = append(dst, l.symbols[w&^isQuiet]), append(quiet, w&isQuiet != 0)
	}
	return dst, quiet
}

// findNames finds names of several words: those of the general lists, and two words that
// hardly ever stand apart.
func (l *learner) findNames() {
	type pair struct{ a, b int32 }
	pairs := map[pair]int32{}
	single := make([]int32, len(l.facts))
	var words []string
	var symbols []int32
	var quiet []bool
	for i := range l.corpus.texts {
		symbols, quiet = l.words(symbols[:0], quiet[:0], i)
		words = words[:0]
		for _, w := range l.corpus.tokensOf(i) {
			words = append(words, l.corpus.known.texts[w&^isQuiet])
		}
		for k, s := range symbols {
			single[s]++
			if n, name := brandNames().longest(words[k:]); n > 1 {
				l.addName(symbols[k:k+n], name.kind, name.ordinary())
			}
			if k > 0 && l.nameable(symbols[k-1]) && l.nameable(s) {
				pairs[pair{symbols[k-1], s}]++
			}
		}
	}
	var bound []pair
	rare := int32(len(l.corpus.texts) / 20)
	for p, n := range pairs {
		if a, b := single[p.a], single[p.b]; n >= 2 && 10*n > 7*max(a, b) && a < rare && b < rare {
			bound = append(bound, p)
		}
	}
	slices.SortFunc(bound, func(x, y pair) int {
		return cmp.Or(strings.Compare(l.facts[x.a].text, l.facts[y.a].text), strings.Compare(l.facts[x.b].text, l.facts[y.b].text))
	})
	for _, p := range bound {
		l.addName([]int32{p.a, p.b}, noName, false)
	}
	l.tallies = make([]tally, len(l.facts)+len(l.c.terms)) // of pieces, and of the lexicon's brands
}

// nameable reports whether a word can be part of a name.
func (l *learner) nameable(symbol int32) bool {
	return !l.facts[symbol].function && !l.facts[symbol].number
}

func (l *learner) addName(symbols []int32, listed nameKind, ordinary bool) {
	id := int32(len(l.facts))
	if known := l.names.add(symbols, id); known != id {
		if listed != noName {
			l.facts[known].list(listed, ordinary)
		}
		return
	}
	var parts []*wordFacts
	for _, s := range symbols {
		parts = append(parts, &l.facts[s])
	}
	l.facts = append(l.facts, joined(parts, listed, ordinary))
}

// sum finds what the list is like as a whole.
func (l *learner) sum() {
	m := &l.list
	m.keywords = float64(len(l.rules))
	marked, mentions := 0., 0.
	for i := range l.rules {
		r := &l.rules[i]
		m.anchored[r.role]++
		mentions += one(r.need) + one(r.solution) + one(r.brand)
		m.english += one(r.english)
		m.trouble += one(r.trouble)
		m.buy += one(r.buy)
		m.articulate += one(r.articulate)
		m.method += one(r.method)
		m.compare += one(r.compare)
		marked += one(r.buy || r.method || r.trouble || r.forWhom)
	}
	m.market = min(1, 4*m.known()+3*marked/(m.keywords+1))
	for _, part := range []*float64{&m.articulate, &m.method, &m.compare} {
		*part /= m.keywords + 1
	}
	m.english /= m.keywords + 1
	m.trouble /= m.keywords + 1
	m.buy /= m.keywords + 1
	for i := range l.rules {
		m.people += one(slices.ContainsFunc(l.piecesOf(i), func(p piece) bool { return l.facts[p.id].kind == nameWord }))
	}
	m.people /= m.keywords + 1
	open, unknown, eastern, names := 0., 0., 0., 1.
	for i := range l.facts {
		f, n := &l.facts[i], float64(l.tallies[i].n)
		open += n
		m.top = max(m.top, n/(m.keywords+1))
		unknown += n * one(f.kind == unknownWord && !f.eastern)
		eastern += n * one(f.eastern)
		m.guess += float64(n * math.Round(100*f.guess()))
		if f.listed != noName && !f.ordinary && f.forms > 0 {
			m.names[f.listed]++
			names++
		}
	}
	m.guess = (m.guess/100 + m.anchored[Brand]) / max(1, open+mentions)
	m.words, m.unknown, m.eastern = open, unknown/max(1, open), eastern/max(1, open)
	for k := range m.names {
		m.names[k] /= names
	}
	ordinary := .5
	for _, t := range l.c.terms {
		m.terms[t.role]++
		if t.role == Brand && !slices.ContainsFunc(l.c.analyzer.Tokens(t.text), func(t Token) bool {
			return knownEnglish().kind(t.Text, t.Stem) < rareWord
		}) {
			ordinary++
		}
	}
	m.ordinary = ordinary / (m.terms[Brand] + 1)
}
