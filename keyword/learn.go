package keyword

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
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

// A piece is a word of a keyword, or a name of several, that is no part of a term or a
// mark and no function word.
type piece struct {
	id          int32 // a symbol, or the number of a name; 0 where it is not known
	first, last int32 // its words
}

// tally counts the keywords in which a piece stands, by what is beside it.
type tally struct {
	n, first, last, alone         int32
	afterFor, afterIn, afterBy    int32
	beforeFor, versus             int32
	frames                        [frameKinds]int32
	articulate, method, trouble   int32
	compare, buy                  int32
	beforeSolution, afterSolution int32 // right before or after a solution of the lexicon
	beforeNeed, afterNeed         int32
	withOthers, leads             int32 // beside other pieces; of these, before them
	withBrand, withForeign        int32
	anchors                       [4]int32   // by the role that rules give the keyword
	contexts                      int32      // keywords that are another with this piece in the place of something
	places                        [4]float64 // of these, in the place of a term of each role
	likely                        float64    // of these, in the place of a likely brand
	branded, notBranded           int32      // by the source
	capital                       int32      // written with a capital where other words of the keyword are not
	standing                      float64    // how far it stands where brands of this list stand: log-odds
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

// appendPieces appends the pieces of a keyword to dst.
func appendPieces(dst []piece, s *scratch, symbols []int32, names *trie, facts []wordFacts) []piece {
	covered := func(first, last int) bool {
		return slices.ContainsFunc(s.findings, func(f finding) bool {
			return f.first <= last && first <= f.last && !(first == last && first == f.gap) && (f.mark == nil || !f.mark.shop)
		})
	}
	for i := 0; i < len(symbols); {
		n, length := names.longest(symbols[i:])
		switch {
		case n != 0 && !covered(i, i+length-1):
		case facts[symbols[i]].function, facts[symbols[i]].number, covered(i, i):
			i++
			continue
		default:
			n, length = symbols[i], 1
		}
		dst = append(dst, piece{n, int32(i), int32(i + length - 1)})
		i += length
	}
	return dst
}

// parse takes all keywords apart, and counts what is beside their pieces.
func (l *learner) parse(frames *frameTries) {
	var s scratch
	var symbols []int32
	var quiet []bool
	l.rules = make([]ruled, len(l.corpus.texts))
	l.ends = make([]uint32, len(l.corpus.texts))
	for i := range l.corpus.texts {
		symbols, quiet = l.words(symbols[:0], quiet[:0], i)
		l.c.find(&s, symbols, quiet)
		r := &l.rules[i]
		*r = l.c.rule(&s, symbols)
		r.foreign = slices.ContainsFunc(symbols, func(x int32) bool { return l.facts[x].foreign })
		r.english = slices.ContainsFunc(symbols, func(x int32) bool { return l.facts[x].english })
		had := len(l.pieces)
		l.pieces = appendPieces(l.pieces, &s, symbols, &l.names, l.facts)
		l.ends[i] = uint32(len(l.pieces))
		l.look(&s, symbols, quiet, l.pieces[had:], r, frames)
		for _, f := range s.findings {
			if f.role == Brand && f.gap < 0 {
				l.look(&s, symbols, quiet, []piece{{int32(len(l.facts)) + f.term - 1, int32(f.first), int32(f.last)}}, r, frames)
			}
		}
		l.capitals(i, l.pieces[had:])
		if len(l.opt.Branded) > 0 {
			for _, p := range l.pieces[had:] {
				count(&l.tallies[p.id].branded, l.opt.Branded[i] == SaidYes)
				count(&l.tallies[p.id].notBranded, l.opt.Branded[i] == SaidNo)
			}
		}
	}
}

// capitals counts the pieces of keyword i that are written with a capital while other words
// are not.
func (l *learner) capitals(i int, pieces []piece) {
	text := l.corpus.texts[i]
	if len(pieces) == 0 || !strings.ContainsFunc(text, unicode.IsUpper) {
		return
	}
	spans := l.corpus.langAt(i).appendSpans(nil, text)
	capital := func(s span) bool {
		r, _ := utf8.DecodeRuneInString(text[s.start:s.end])
		return unicode.IsUpper(r)
	}
	if !slices.ContainsFunc(spans, func(s span) bool { return !capital(s) }) {
		return
	}
	for _, p := range pieces {
		count(&l.tallies[p.id].capital, capital(spans[p.first]))
	}
}

// piecesOf returns the pieces of keyword i.
func (l *learner) piecesOf(i int) []piece {
	start := uint32(0)
	if i > 0 {
		start = l.ends[i-1]
	}
	return l.pieces[start:l.ends[i]]
}

// look counts what is beside the pieces of a keyword.
func (l *learner) look(s *scratch, symbols []int32, quiet []bool, pieces []piece, r *ruled, frames *frameTries) {
	firstLoud, lastLoud := slices.Index(quiet, false), len(quiet)-1
	for lastLoud >= 0 && quiet[lastLoud] {
		lastLoud--
	}
	word := func(i int) string {
		if i < 0 || i >= len(symbols) {
			return ""
		}
		return l.facts[symbols[i]].text
	}
	for k, p := range pieces {
		if slices.ContainsFunc(pieces[:k], func(v piece) bool { return v.id == p.id }) {
			continue
		}
		t := &l.tallies[p.id]
		first, last := int(p.first), int(p.last)
		t.n++
		count(&t.first, first <= firstLoud)
		count(&t.last, last >= lastLoud)
		count(&t.alone, first <= firstLoud && last >= lastLoud)
		switch word(first - 1) {
		case "for":
			t.afterFor++
		case "in", "near", "around":
			t.afterIn++
		case "by", "from", "at", "on", "via":
			t.afterBy++
		case "vs", "versus", "or":
			t.versus++
		}
		switch word(last + 1) {
		case "for":
			t.beforeFor++
		case "vs", "versus", "or":
			t.versus++
		}
		mask := frames.of(symbols, first, last)
		for f := range frameKinds {
			count(&t.frames[f], mask>>f&1 != 0)
		}
		count(&t.articulate, r.articulate)
		count(&t.method, r.method)
		count(&t.trouble, r.trouble)
		count(&t.compare, r.compare)
		count(&t.buy, r.buy)
		for _, f := range s.findings {
			if f.mark == nil {
				count(&t.beforeSolution, f.role == Solution && f.first == last+1)
				count(&t.afterSolution, f.role == Solution && f.last == first-1)
				count(&t.beforeNeed, f.role == Need && f.first == last+1)
				count(&t.afterNeed, f.role == Need && f.last == first-1)
			}
		}
		count(&t.withOthers, len(pieces) > 1)
		count(&t.leads, len(pieces) > 1 && k == 0)
		count(&t.withBrand, r.brand)
		count(&t.withForeign, r.foreign)
		t.anchors[r.role]++
	}
}

func count(n *int32, yes bool) {
	if yes {
		*n++
	}
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

// compare finds in whose places pieces stand: "adidas socks" is "nike socks" with adidas
// in the place of a brand.
func (l *learner) compare() {
	type record struct {
		context uint64
		id      int32 // of a piece, or minus a role for a term of the lexicon
	}
	var records []record
	var s scratch
	var symbols []int32
	var quiet []bool
	for i := range l.corpus.texts {
		symbols, quiet = l.words(symbols[:0], quiet[:0], i)
		add := func(first, last int, id int32) {
			h, alone := uint64(0), true
			for k, x := range symbols {
				switch {
				case k == first:
					h = mix(h ^ 1)
				case k > first && k <= last || quiet[k]:
				default:
					alone = false
					h = mix(h ^ uint64(x)<<1)
				}
			}
			if !alone {
				records = append(records, record{h, id})
			}
		}
		for _, p := range l.piecesOf(i) {
			add(int(p.first), int(p.last), p.id)
		}
		if r := &l.rules[i]; r.need || r.solution || r.brand {
			l.c.find(&s, symbols, quiet)
			for _, f := range s.findings {
				if f.mark == nil && f.gap < 0 && f.role != Other {
					add(f.first, f.last, -int32(f.role))
				}
			}
		}
	}
	slices.SortFunc(records, func(a, b record) int {
		return cmp.Or(cmp.Compare(a.context, b.context), cmp.Compare(a.id, b.id))
	})
	for len(records) > 0 {
		n := 1
		for n < len(records) && records[n].context == records[0].context {
			n++
		}
		group := records[:n]
		records = records[n:]
		if n < 2 {
			continue
		}
		var terms [4]float64
		likely := 0. // in hundredths, so that the order does not matter
		for _, r := range group {
			if r.id < 0 {
				terms[-r.id]++
			}
			likely += l.likely(r.id)
		}
		for _, r := range group {
			if r.id <= 0 {
				continue
			}
			t := &l.tallies[r.id]
			t.contexts++
			for role, x := range terms {
				t.places[role] += share(x, n-1)
			}
			t.likely += share((likely-l.likely(r.id))/100, n-1)
		}
	}
}

// share returns x/n in 2^-20ths, so that sums of shares do not depend on their order.
func share(x float64, n int) float64 { return math.Round(x/float64(n)*(1<<20)) / (1 << 20) }

// likely is how likely a piece is a brand by itself, in hundredths; an id below zero is
// that of a term of the lexicon.
func (l *learner) likely(id int32) float64 {
	if id < 0 {
		return 100 * one(id == -int32(Brand))
	}
	return math.Round(100 * l.facts[id].guess())
}

// mix mixes the bits of a number (the finalizer of MurmurHash3).
func mix(h uint64) uint64 {
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}
