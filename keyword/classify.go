package keyword

import (
	"cmp"
	"context"
	"errors"
	"slices"
)

// A Why says what gave a piece of evidence.
type Why string

const (
	// ByLexicon: a term of the lexicon, word for word but for inflection.
	ByLexicon Why = "lexicon"
	// ByWords: the words of a term of the lexicon in another order or, unless it is a
	// brand, with one other word between them.
	ByWords Why = "lexicon, in other order or apart"
	// ByMark: a phrase that shows how far along a searcher is, as listed in the
	// data of this package.
	ByMark Why = "mark"
	// ByModel: a number right after a brand, as of a model or size.
	ByModel Why = "model or size"
	// ByList: what a list has shown ([Classifier.Learn]); From says how.
	ByList Why = "learnt from the list"
)

// Evidence is a part of a keyword and what it says.
type Evidence struct {
	Start, End int    // the part is text[Start:End]
	Text       string // the part as typed
	Term       string // the term that it mentions, as the lexicon has it; "" for what names nothing, such as a mark
	Role       Role   // the role that it speaks for; Other for none, as of a term to be ignored
	Stage      Stage  // the stage that it speaks for; NoStage for none
	Why        Why
	From       string // where that was learnt: the name of the lexicon or of the word list
}

// A Label is what a keyword turned out to be, and why.
type Label struct {
	Role  Role
	Stage Stage

	// Confidence is the share of such keywords, 0 to 1, that people label with
	// this role: see [Classifier] for how it is come by. In Other it is low where nothing
	// speaks for that but that nothing else is known.
	Confidence float64

	// Chances are how likely each role is, by Role; they add up to 1. They are those of a
	// classifier that has learnt from a list ([Classifier.Learn]), else zero.
	Chances [4]float32

	// Evidence is in the order of the text; of all that is mentioned, not only
	// of what decided, so that it shows which needs, solutions and brands stand
	// together in one keyword. It is nil where nothing is known.
	Evidence []Evidence
}

// Mentions reports whether some evidence of the label speaks for role r.
func (l *Label) Mentions(r Role) bool {
	return slices.ContainsFunc(l.Evidence, func(e Evidence) bool { return e.Role == r })
}

// A Classifier tells the role and the stage of keywords, from a lexicon of the
// market and the marks of the language. It is immutable and safe for concurrent
// use.
//
// Brand counts before solution before need. Two things change a role: a method
// ("how to treat", "remedies") makes a solution of a need, and trouble that is said
// of a solution ("boiler not working") makes a need of it. The stage is the
// furthest of what the role alone shows (a bare need aware, a solution comprehend, a
// brand compare) and what the marks show.
//
// Confidence is counted, not calculated: it is how often people gave the same role
// to keywords with evidence of that kind, on lists of three markets, labelled by
// two people, with three terms a role. It is lower where words of the keyword are
// unknown, as one of them may be the name of a brand. It says nothing of markets
// that are unlike those three. Once the classifier has learnt from a list, it is what the
// model says, which on markets that it was not fitted on was right of 96 in 100 keywords where it
// said .9 and more, and of 88 where it said .8 to .9 ([Classifier.Learn]).
type Classifier struct {
	analyzer *Analyzer
	from     string
	symbols  map[string]int32 // stem → symbol

	terms   []term // by number - 1
	inOrder trie   // terms by their words that are not silent
	bags    trie   // terms of two words and more, by their words sorted
	literal trie   // terms that would be one word without their silent ones
	longest int    // words of the longest term in bags

	marks   []mark // by number - 1
	atStart trie
	phrases trie

	lessons *lessons // of a list; nil where none was learnt from
}

// term is a term of the lexicon.
type term struct {
	text string
	role Role
}

// NewClassifier returns a classifier for the keywords of an analyzer's languages, in
// any of which a term may be. A term that stands under two roles or has no words is an
// error, of [LexiconError] values, and there is no classifier then.
func NewClassifier(a *Analyzer, lexicon Lexicon) (*Classifier, error) {
	c := &Classifier{
		analyzer: a,
		from:     cmp.Or(lexicon.Name, "lexicon"),
		symbols:  map[string]int32{},
	}
	var bad []error
	for _, role := range Roles() {
		for _, term := range *lexicon.terms(role) {
			for _, l := range a.languages() {
				if err := c.addTerm(l.analyzer(), term, role); err != nil {
					bad = append(bad, &LexiconError{Name: lexicon.Name, Text: term, Err: err})
					break
				}
			}
		}
	}
	for _, l := range a.languages() {
		for _, m := range l.marks {
			c.marks = append(c.marks, m)
			c.addMark(l, &m, int32(len(c.marks)))
		}
	}
	if bad != nil {
		return nil, errors.Join(bad...)
	}
	return c, nil
}

// Analyzer returns the analyzer that the classifier was made with.
func (c *Classifier) Analyzer() *Analyzer { return c.analyzer }

func (c *Classifier) symbol(stem string) int32 {
	s, ok := c.symbols[stem]
	if !ok {
		s = int32(len(c.symbols) + 1)
		c.symbols[stem] = s
	}
	return s
}

func (c *Classifier) addTerm(a *Analyzer, text string, role Role) error {
	tokens := a.Tokens(text)
	var all, loud []int32
	for _, t := range tokens {
		s := c.symbol(t.Stem)
		all = append(all, s)
		if !t.Silent {
			loud = append(loud, s)
		}
	}
	if len(all) == 0 {
		return ErrTermNothing
	}
	c.terms = append(c.terms, term{text, role})
	n := int32(len(c.terms))
	into, words := &c.inOrder, loud
	if len(loud) == 1 && len(all) > 1 {
		into, words = &c.literal, all
	}
	if m := into.add(words, n); c.terms[m-1].role != role {
		return ErrTermTwice
	}
	if len(loud) > 1 {
		slices.Sort(loud)
		c.bags.add(loud, n)
		c.longest = max(c.longest, len(loud))
	}
	return nil
}

func (c *Classifier) addMark(l *lang, m *mark, n int32) {
	into := &c.phrases
	if m.atStart {
		into = &c.atStart
	}
	var words []int32
	for _, w := range m.words {
		if w == "*" {
			words = append(words, anyWord)
		} else {
			words = append(words, c.symbol(l.stemOf(l.wordText(w))))
		}
	}
	into.add(words, n)
}

// Classify tells what one keyword is.
func (c *Classifier) Classify(text string) Label {
	tokens := c.analyzer.Tokens(text)
	symbols := make([]int32, len(tokens))
	quiet := make([]bool, len(tokens))
	for i, t := range tokens {
		symbols[i], quiet[i] = c.symbols[t.Stem], t.Silent
	}
	var s scratch
	c.find(&s, symbols, quiet)
	return c.label(&s, text, symbols, quiet, func(i int) span { return span{tokens[i].Start, tokens[i].End} })
}

// ClassifyAll tells what each keyword of a corpus is, in parallel; the corpus must
// be of the classifier's language. The labels are those of [Classifier.Classify].
// Cancelling ctx ends it early with ctx's error.
func (c *Classifier) ClassifyAll(ctx context.Context, corpus *Corpus) ([]Label, error) {
	bySymbol := make([]int32, len(corpus.words)) // word → symbol
	for i, w := range corpus.words {
		bySymbol[i] = c.symbols[corpus.stems[w.stem]]
	}
	labels := make([]Label, corpus.Len())
	parts := split(corpus.Len())
	err := each(ctx, len(parts), func(p int) {
		var s scratch
		var symbols []int32
		var quiet []bool
		var spans []span
		for i := parts[p][0]; i < parts[p][1]; i++ {
			if i&0xfff == 0 && ctx.Err() != nil {
				return
			}
			symbols, quiet = symbols[:0], quiet[:0]
			for _, w := range corpus.tokensOf(i) {
				symbols, quiet = append(symbols, bySymbol[w&^isQuiet]), append(quiet, w&isQuiet != 0)
			}
			c.find(&s, symbols, quiet)
			spans = spans[:0]
			labels[i] = c.label(&s, corpus.texts[i], symbols, quiet, func(k int) span {
				if len(spans) == 0 {
					spans = corpus.langAt(i).appendSpans(spans, corpus.texts[i])
				}
				return spans[k]
			})
		}
	})
	if err != nil {
		return nil, err
	}
	return labels, nil
}

// label weighs what was found.
func (c *Classifier) label(s *scratch, text string, symbols []int32, quiet []bool, place func(int) span) Label {
	l := Label{Confidence: round(nothing.rate())}
	if len(s.findings) == 0 && c.lessons == nil {
		return l
	}
	if len(s.findings) > 0 {
		l.Evidence = make([]Evidence, 0, len(s.findings)+1)
	}
	ignored := false
	var methods, troubles []int // evidence that can change a role
	for i := range s.findings {
		f := &s.findings[i]
		if f.mark != nil && f.mark.audience() && s.needAt(f.last+1) {
			continue // for the need itself, not for an audience or use
		}
		e := Evidence{Start: place(f.first).start, End: place(f.last).end, Role: f.role, Why: ByLexicon, From: c.from}
		switch {
		case f.mark != nil:
			e.Why, e.From, e.Stage = ByMark, marksName, f.mark.stage
			if f.mark.method {
				methods = append(methods, len(l.Evidence))
			}
			if f.mark.trouble {
				troubles = append(troubles, len(l.Evidence))
			}
			l.Stage = max(l.Stage, f.mark.stage)
		case !f.sure:
			e.Why = ByWords
		}
		if f.mark == nil {
			e.Term = c.terms[f.term-1].text
			l.Role = max(l.Role, f.role)
			ignored = ignored || f.role == Other
		}
		e.Text = text[e.Start:e.End]
		l.Evidence = append(l.Evidence, e)
		if next := f.last + 1; f.role == Brand && next < len(symbols) && !s.covered(next) {
			l.addModel(place(next), text, c.from)
		}
	}
	switch {
	case l.Role == Need && methods != nil:
		credit(l.Evidence, methods, Solution)
	case l.Role == Solution && methods == nil && c.goneWrong(s, symbols):
		credit(l.Evidence, troubles, Need)
	}
	rules := c.rule(s, symbols)
	ruled := l.Role // as the terms speak for it
	l.Role = rules.role
	switch {
	case c.lessons != nil && !(ignored && l.Role == Other):
		c.learntLabel(&l, s, &rules, symbols, text, place)
		if l.Role != Other && !l.Mentions(l.Role) { // there is nothing but marks
			credit(l.Evidence, append(methods, troubles...), l.Role)
		}
	case l.Role != Other:
		l.Confidence = s.confidence(ruled, quiet)
	case ignored:
		l.Confidence = ignoredConfidence
		if c.lessons != nil {
			l.Chances = [...]float32{ignoredConfidence, Need: rest, Solution: rest, Brand: rest}
		}
	}
	if l.Role != Other {
		alone := [...]Stage{Need: Aware, Solution: Comprehend, Brand: Compare}[l.Role]
		if l.Role == Brand && troubles != nil {
			alone = Aware
		}
		l.Stage = max(l.Stage, alone)
	}
	return l
}

// addModel adds the word after a brand where that is a number.
func (l *Label) addModel(p span, text, from string) {
	if digitAt(text, p.start) {
		l.Stage = Buy
		l.Evidence = append(l.Evidence, Evidence{Start: p.start, End: p.end, Text: text[p.start:p.end], Stage: Buy, Why: ByModel, From: from})
	}
}

// marksName is where the evidence of marks comes from.
const marksName = "marks-en.txt"

// needAt reports whether a term for a need starts at word i or the one after it.
func (s *scratch) needAt(i int) bool {
	return slices.ContainsFunc(s.findings, func(f finding) bool {
		return f.role == Need && (f.first == i || f.first == i+1)
	})
}

// goneWrong reports whether trouble is said of a solution itself: right before it
// ("broken boiler") or after it, with a word between at the most ("boiler making
// noise", "boiler is leaking"), but not what the solution is for ("cream for broken
// skin", "blocked nose spray").
func (c *Classifier) goneWrong(s *scratch, symbols []int32) bool {
	for i := range s.findings {
		f := &s.findings[i]
		if f.mark == nil || !f.mark.trouble {
			continue
		}
		for k := range s.findings {
			g := &s.findings[k]
			if g.role != Solution {
				continue
			}
			after := f.first - g.last
			if g.first-f.last == 1 || after == 1 || after == 2 && symbols[g.last+1] != c.symbols["for"] {
				return true
			}
		}
	}
	return false
}

// credit gives a role to the evidence that changed it.
func credit(evidence []Evidence, marked []int, r Role) {
	for _, i := range marked {
		evidence[i].Role = r
	}
}
