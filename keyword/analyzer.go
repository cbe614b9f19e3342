package keyword

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"
)

// An Analyzer takes the keywords of one language apart, or of several, and then guesses
// in which language a keyword is (see [Analyzer.Language]). It is immutable and safe for
// concurrent use.
//
// The zero Analyzer is that of English.
type Analyzer struct {
	langs  []*lang
	learnt *learnt // of the list, where there are several languages
}

// NewAnalyzer returns the analyzer of languages (see the package's documentation for
// which are known). Words of any other language are normalised and otherwise left as
// they are, so that only equal ones count as one. [language.Und] is English, and so is
// no language at all. Languages that are given twice count once.
func NewAnalyzer(tags ...language.Tag) *Analyzer {
	var langs []*lang
	for _, tag := range tags {
		if l := languageOf(tag); !slices.ContainsFunc(langs, func(m *lang) bool { return m.tag == l.tag }) {
			langs = append(langs, l)
		}
	}
	return &Analyzer{langs: langs}
}

// Overrides are what a caller knows better than the language's rules. They speak of
// single words, in any inflection.
type Overrides struct {
	// Same are sets of words that count as one, though they are not: {"nappy",
	// "diaper"}. The first stands for all.
	Same [][]string
	// Joined are words of two that count as one however they are written, as they do
	// where the list writes them together too: "short code". They are compared as typed,
	// but for capitals, hyphens and inflection of the second.
	Joined []string
	// Apart are words that are left as they are, though they look inflected or
	// misspelt: "blinds", so that they are not one with "blind".
	Apart []string
}

// With returns an analyzer that merges what is to be one and keeps apart what is to be
// two, in all its languages. Joined goes by what is typed, the others by words. Later
// overrides go before earlier ones, and Apart before Same.
func (a *Analyzer) With(o Overrides) *Analyzer {
	b := &Analyzer{learnt: a.learnt}
	for _, l := range a.languages() {
		b.langs = append(b.langs, l.with(o))
	}
	return b
}

func (l *lang) with(o Overrides) *lang {
	c := *l
	l = &c
	l.irregular, l.classes, l.spelling, l.same = maps.Clone(l.irregular), maps.Clone(l.classes), maps.Clone(l.spelling), maps.Clone(l.same)
	if l.classes == nil {
		l.irregular, l.classes, l.spelling = map[string]string{}, map[string]class{}, map[string]string{}
	}
	if l.same == nil {
		l.same = map[string]string{}
	}
	for _, set := range o.Same {
		for i, w := range set {
			stem, first := l.stemOf(l.wordText(w)), l.stemOf(l.wordText(set[0]))
			if i > 0 && stem != first {
				l.same[stem] = first
			}
		}
	}
	if len(o.Joined) > 0 {
		l.compounds, l.openers, l.longOpeners = maps.Clone(l.compounds), table{}, nil
		if l.compounds == nil {
			l.compounds = map[string]bool{}
		}
		for _, two := range o.Joined {
			if words := strings.Fields(Normalize(two)); len(words) == 2 {
				l.compounds[words[0]+" "+words[1]] = true
			}
		}
		l.index()
	}
	for _, w := range o.Apart {
		w = l.wordText(w)
		delete(l.irregular, w)
		delete(l.spelling, w)
		delete(l.same, w)
		l.classes[w] |= whole
	}
	return l
}

func (a *Analyzer) languages() []*lang {
	if a.langs == nil {
		return onlyEnglish()
	}
	return a.langs
}

// onlyEnglish are the languages of the zero Analyzer.
var onlyEnglish = sync.OnceValue(func() []*lang { return []*lang{langs["en"]()} })

// analyzer returns the analyzer of one language.
func (l *lang) analyzer() *Analyzer { return &Analyzer{langs: []*lang{l}} }

// languageOf returns the language in which a keyword is taken to be.
func (a *Analyzer) languageOf(text string) *lang {
	langs := a.languages()
	i, _ := a.guess(text, nil)
	return langs[i]
}

// Tokens returns the words of a keyword in order. The keyword may hold anything;
// bytes that are not UTF-8 are taken for letters that nobody knows.
func (a *Analyzer) Tokens(text string) []Token {
	tokens, _ := a.analyze(text)
	return tokens
}

// Stem returns what the inflected forms of one word share, be it a word or not
// ("rashes" and "rash": "rash"; "relieving": "relieve"). It is for one word: of a
// phrase, take the Tokens.
func (a *Analyzer) Stem(word string) string {
	l := a.languageOf(word)
	return l.stemOf(l.wordText(word))
}

// Key returns the close-variant key of a keyword. Two keywords have the same key
// when they ask one thing in other inflection, order, capitals, punctuation or
// function words, as far as their words alone can tell:
//
//	diaper rash creams, Cream for Diaper Rash, diaper-rash cream
//
// What changes the question is kept, and kept where it belongs: negation
// ("without zinc", "zinc free"), direction ("from london to paris"), more and
// less, numbers, single letters ("vitamin a"), signs ("c++"), words that stand
// twice ("new york new york"). What cannot be decided stays apart. A text
// without letters or digits is its own key; that of "" is "".
//
// The key is to be compared, not shown: it is the stems in a fixed order.
func (a *Analyzer) Key(text string) string {
	_, names := a.analyze(text)
	slices.Sort(names)
	return strings.Join(names, " ")
}

// analyze returns the tokens of text and the names of its units, in the order
// of the text.
func (a *Analyzer) analyze(text string) ([]Token, []string) {
	l := a.languageOf(text)
	var spanRoom [16]span
	var classRoom [16]class
	var quietRoom [16]bool
	var unitRoom [16]unit
	spans, classes, quiet := l.appendSpans(spanRoom[:0], text), classRoom[:0], quietRoom[:0]
	tokens := make([]Token, len(spans))
	for i, s := range spans {
		word := l.wordText(text[s.start:s.end])
		tokens[i] = Token{Start: s.start, End: s.end, Text: word, Stem: l.stemOf(word)}
		classes, quiet = append(classes, l.classOf(word)), append(quiet, false)
	}
	hush(classes, func(i int) bool { return gapBefore(text, spans, i) }, quiet)
	units := bind(classes, quiet, unitRoom[:0])
	names := make([]string, len(units))
	for i, u := range units {
		names[i] = tokens[u.word].Stem
		if u.with >= 0 {
			with := tokens[u.with].Stem
			if classes[u.with]&free != 0 && l.without != "" {
				with = l.without // sugar free, without sugar
			}
			names[i] = with + "_" + names[i]
		}
	}
	for i := range tokens {
		tokens[i].Silent = quiet[i]
	}
	return tokens, names
}

// gapBefore reports whether anything but space stands between span i and the
// one before it.
func gapBefore(text string, spans []span, i int) bool {
	for _, r := range text[spans[i-1].end:spans[i].start] {
		if plain(r) > ' ' {
			return true
		}
	}
	return false
}
