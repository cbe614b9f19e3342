package keyword

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
)

// profile is what is known of a piece once a list has been looked at.
type profile struct {
	brand                      float32 // how likely it is the name of a brand
	need, solution             float32 // part of its keywords with a need or a solution
	related                    float32 // part of its keywords that the lexicon knows
	needFrames, solutionFrames float32 // part of its keywords in such frames
	sense                      sense
}

// profileOf weighs what is known of a piece.
func profileOf(f *features, m *model, w *wordFacts, t *tally, list *listFacts) profile {
	f.reset()
	f.ofBrand(w, t, list)
	z := dot(f.values, m.brand)
	if said := float64(t.branded + t.notBranded); said > 0 {
		// Each side of the source's word counts as so many times as likely.
		z += sourceLogOdds * (float64(t.branded) - float64(t.notBranded)) / (said + 1)
	}
	z += float64(capitalLogOdds * float64(t.capital) / (float64(t.n) + 1))
	keywords := float64(t.anchors[Other] + t.anchors[Need] + t.anchors[Solution] + t.anchors[Brand])
	n := float64(t.n) + 1
	return profile{
		brand:          float32(logistic(z)),
		need:           float32(float64(t.anchors[Need]) / (keywords + 1)),
		solution:       float32(float64(t.anchors[Solution]) / (keywords + 1)),
		related:        float32(1 - (float64(t.anchors[Other])+.5)/(keywords+1)),
		needFrames:     float32(float64(t.frames[needFrame]) / n),
		solutionFrames: float32(float64(t.frames[solutionFrame]) / n),
		sense:          w.sense,
	}
}

// sourceLogOdds is how much more likely a word of a keyword is a brand's where the source
// says so of the keyword: the logarithm of how many times as likely.
const sourceLogOdds = 3

// capitalLogOdds is how much more likely a word is a brand's where it is always written with a
// capital and others beside it are not. It is set by hand: hardly any list has capitals.
const capitalLogOdds = 2

// saidYes and saidNo are how many times as likely a keyword names a brand where its source
// says that it does, or that it does not. Of 908 keywords of three lists of which Ahrefs
// says one of the two, judged by hand or by a list of phrases, it said yes of 168 of 187
// with a brand and of 7 of 721 without: 92 times as likely, and 0.10 times where it said
// no. By list 171, 40 and 19, and 0.21, 0.12 and 0.02; the mean of their logarithms,
// weighted by the inverse of their variance, is 3.8 and -1.8. Its silence says nothing.
const saidYes, saidNo = 50., .15

// bySource returns how likely no brand is named once the source has spoken, by Bayes's
// theorem in odds.
func (t *lessons) bySource(not float64, text string) float64 {
	times := 1.
	switch t.said[text] {
	case SaidYes:
		times = saidYes
	case SaidNo:
		times = saidNo
	}
	return not / (not + float64((1-not)*times))
}

// lessons are what a list has taught a classifier.
type lessons struct {
	model       *model
	facts       []wordFacts // by piece
	profiles    []profile
	names       trie
	terms       []termWords
	list        listFacts
	why         map[int32]string // of pieces that may be brands
	suggestions []Suggestion
	said        map[string]Said // of keywords, by the source
	slips       map[int32]int32 // of brands that are misspelt, the brand
}

// termWords are the words of a term of the lexicon, with weights that add up to 1: rare
// words weigh more.
type termWords struct {
	role    Role
	words   []int32
	weights []float64
}

// teach makes lessons of what was studied.
func (l *learner) teach(m *model) *lessons {
	t := &lessons{model: m, facts: l.facts, names: l.names, list: l.list, terms: l.weighTerms(), why: map[int32]string{}}
	for i, said := range l.opt.Branded {
		if said != NotSaid && t.said == nil {
			t.said = map[string]Said{}
		}
		if text := l.corpus.texts[i]; said != NotSaid && t.said[text] != SaidYes {
			t.said[text] = said
		}
	}
	t.profiles = make([]profile, len(l.facts))
	parts := split(len(l.facts))
	whys := make([]map[int32]string, len(parts))
	_ = each(context.Background(), len(parts), func(p int) {
		var f features
		whys[p] = map[int32]string{}
		for i := parts[p][0]; i < parts[p][1]; i++ {
			if i == 0 || l.tallies[i].n == 0 {
				continue
			}
			t.profiles[i] = profileOf(&f, m, &l.facts[i], &l.tallies[i], &l.list)
			if t.profiles[i].brand >= mayBe {
				whys[p][int32(i)] = m.because(f.values, &l.tallies[i])
			}
		}
	})
	for _, w := range whys {
		for i, why := range w {
			t.why[i] = why
		}
	}
	l.findSlips(t)
	return t
}

// mayBe is the probability from which a piece is told as evidence for a brand.
const mayBe = .25

// weighTerms finds the words of the lexicon's terms and weighs them.
func (l *learner) weighTerms() []termWords {
	in := make([]float64, len(l.facts))
	for i := range l.corpus.texts {
		for _, w := range l.corpus.tokensOf(i) {
			in[l.symbols[w&^isQuiet]]++
		}
	}
	var out []termWords
	for _, t := range l.c.terms {
		words := termWords{role: t.role}
		sum := 0.
		for _, token := range l.c.analyzer.Tokens(t.text) {
			if !token.Silent {
				s := l.c.symbols[token.Stem]
				weight := math.Log(2 + (l.list.keywords+1)/(in[s]+1))
				words.words, words.weights = append(words.words, s), append(words.weights, weight)
				sum += weight
			}
		}
		for i := range words.weights {
			words.weights[i] /= sum
		}
		out = append(out, words)
	}
	return out
}

// overlap is how much of a term of each role a keyword has, at best.
func (t *lessons) overlap(symbols []int32) (of [4]float64) {
	for i := range t.terms {
		term, have := &t.terms[i], 0.
		for k, w := range term.words {
			if slices.Contains(symbols, w) {
				have += term.weights[k]
			}
		}
		of[term.role] = max(of[term.role], have)
	}
	return of
}

// judged is what lessons make of a keyword.
type judged struct {
	p      [4]float64 // how likely it has each role
	pieces []piece
	known  []profile // of each piece
}

// judging is the memory of one goroutine that judges.
type judging struct {
	judged
	f features
}

// judge tells how likely a keyword has each role. strange describes a word that the list
// did not have, and reports whether it can be a piece.
func (t *lessons) judge(j *judging, s *scratch, r *ruled, symbols []int32, text string, strange func(word int) (profile, bool)) {
	j.pieces = appendPieces(j.pieces[:0], s, symbols, &t.names, t.facts)
	j.known = j.known[:0]
	not := 1. // how likely it names no brand
	for _, p := range j.pieces {
		known, open := t.profiles[p.id], true
		if t.facts[p.id].forms == 0 {
			p.id = 0
			known, open = strange(int(p.first))
		}
		if !open {
			continue
		}
		j.pieces[len(j.known)] = p
		j.known = append(j.known, known)
		not *= 1 - float64(known.brand)
	}
	j.pieces = j.pieces[:len(j.known)]
	if r.brand {
		not *= 1 - branded.rate()
	}
	not = t.bySource(not, text)
	j.f.reset()
	j.f.ofRole(r, t.overlap(symbols), j.known, &t.list)
	j.p = t.model.roles(j.f.values)
	if len(j.pieces) == 0 && (r.role != Other || !r.method && !r.trouble) {
		// All of it is known by the lexicon, or says nothing: the rules were right so often.
		sure := explained.rate()
		for i := range j.p {
			j.p[i] *= 1 - sure
		}
		j.p[r.plain()] += sure
	}
	for i := range j.p {
		j.p[i] *= not
	}
	j.p[Brand] += 1 - not
	if t.list.none() && t.said[text] != SaidYes {
		for r := Need; r <= Brand; r++ {
			j.p[r] *= outside
		}
		j.p[Other] = 1 - j.p[Need] - j.p[Solution] - j.p[Brand]
	}
}

// outside is what remains of the probability of a role in a list that is no market's.
const outside = .1

// brandFrom is how likely a keyword must be a brand's to be told for one. It is below a
// half, as a brand is told before what else a keyword names: on the lists on which the weights were
// fitted, each by weights fitted on others, F1 was better from .4 than from .5.
const brandFrom = .4

// best returns the role that is told: brand, or the likeliest of the others; of equals the
// one furthest along.
func (j *judged) best() Role {
	if j.p[Brand] >= brandFrom {
		return Brand
	}
	role := Other
	for r := Other; r < Brand; r++ {
		if j.p[r] >= j.p[role] {
			role = r
		}
	}
	return role
}

// strange describes a word that the list did not have, and reports whether it can be a piece.
func (c *Classifier) strange(f *features, text string) (profile, bool) {
	l := c.analyzer.languages()[0]
	word := l.wordText(text)
	var w wordFacts
	w.read(word, l.stemOf(word), l.classOf(word))
	if w.function || w.number {
		return profile{}, false
	}
	return profileOf(f, c.lessons.model, &w, &tally{}, &c.lessons.list), true
}

// because says in words what speaks most for a piece's being a brand: up to three
// features that were found, the weightiest first.
func (m *model) because(values []float64, t *tally) string {
	type part struct {
		weight float64
		name   string
	}
	var parts []part
	for i, x := range values {
		if w := x * m.brand[i]; w > .2 && i > 0 {
			parts = append(parts, part{w, m.brandSay[i]})
		}
	}
	slices.SortStableFunc(parts, func(a, b part) int {
		switch {
		case a.weight > b.weight:
			return -1
		case a.weight < b.weight:
			return 1
		}
		return strings.Compare(a.name, b.name)
	})
	var says []string
	for _, p := range parts[:min(3, len(parts))] {
		says = append(says, p.name)
	}
	if t.branded > 0 {
		says = append(says, "branded by its source")
	}
	if t.capital > 0 {
		says = append(says, "written with a capital")
	}
	return strings.Join(says, "; ")
}

// learntLabel gives a label the role that the lessons make likeliest, with the pieces that
// speak for it as evidence.
func (c *Classifier) learntLabel(l *Label, s *scratch, rules *ruled, symbols []int32, text string, place func(int) span) {
	j := &s.judging
	t := c.lessons
	t.judge(j, s, rules, symbols, text, func(word int) (profile, bool) {
		p := place(word)
		return c.strange(&s.strange, text[p.start:p.end])
	})
	l.Role = j.best()
	l.Confidence = round(j.p[l.Role])
	if l.Role == Other {
		l.Confidence = min(l.Confidence, untold)
	}
	for r := range j.p {
		l.Chances[r] = float32(j.p[r])
	}
	had := len(l.Evidence)
	least := float32(.5) // of a piece that is told as a brand
	if l.Role == Brand {
		least = mayBe
		if !l.Mentions(Brand) && len(j.known) > 0 {
			least = min(least, slices.MaxFunc(j.known, func(a, b profile) int { return cmp.Compare(a.brand, b.brand) }).brand)
		}
	}
	for i, p := range j.pieces {
		if j.known[i].brand >= least {
			c.add(l, p, Brand, symbols, text, place)
			if next := int(p.last) + 1; l.Role == Brand && next < len(symbols) && !s.covered(next) {
				l.addModel(place(next), text, besideIt)
			}
		}
	}
	if (l.Role == Need || l.Role == Solution) && !l.Mentions(l.Role) && len(j.pieces) > 0 {
		c.add(l, j.subject(), l.Role, symbols, text, place)
	}
	if len(l.Evidence) > had {
		slices.SortStableFunc(l.Evidence, func(a, b Evidence) int { return a.Start - b.Start })
	}
}

// besideIt is what speaks for a term where it is no brand's.
const besideIt = "the keywords beside it"

// untold is the most confidence in Other where nothing speaks for it but that nothing
// speaks for another role.
const untold = .3

// subject returns the words that a keyword ends with, or those before a mark at its end:
// the last piece with those right before it.
func (j *judged) subject() piece {
	last := len(j.pieces) - 1
	p := j.pieces[last]
	for i := last - 1; i >= 0 && j.pieces[i].last+1 == p.first; i-- {
		p.first = j.pieces[i].first
	}
	if p.first != j.pieces[last].first {
		p.id = 0
	}
	return p
}

// add adds what the list has shown of a piece.
func (c *Classifier) add(l *Label, p piece, r Role, symbols []int32, text string, place func(int) span) {
	t := c.lessons
	e := Evidence{Start: place(int(p.first)).start, End: place(int(p.last)).end, Role: r, Why: ByList}
	e.Text = text[e.Start:e.End]
	e.Term = t.facts[p.id].text
	if p.id == 0 {
		var words []string
		for i := p.first; i <= p.last; i++ {
			word := t.facts[symbols[i]].text
			if word == "" {
				at := place(int(i))
				word = c.analyzer.languages()[0].wordText(text[at.start:at.end])
			}
			words = append(words, word)
		}
		e.Term = strings.Join(words, " ")
	}
	e.From = besideIt
	switch {
	case r == Brand && p.id == 0:
		e.From = "the word itself"
	case r == Brand && t.why[p.id] != "":
		e.From = t.why[p.id]
	}
	l.Evidence = append(l.Evidence, e)
}
