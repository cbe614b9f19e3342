package keyword

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A Misspelling is a word that a list shows to be a slip for another of its words.
type Misspelling struct {
	Wrong, Right string  // in their normal form
	Keywords     int     // in which Wrong stands
	Times        float64 // in how many times as many Right stands
	Edits        int     // letters put in, left out, changed or changed over
	Company      float64 // part of the words beside Wrong that stand beside Right too; 0 where it stands alone
}

const (
	leastWrong = 5 // letters of a word that is taken for misspelt
	leastTimes = 8 // in how many times as many keywords the right form stands
	leastRight = 4 // keywords in which it does
)

// String tells what was found, and why: "rahs" is "rash": 1 edit, 40 times rarer.
func (m Misspelling) String() string {
	edits := "1 edit"
	if m.Edits > 1 {
		edits = strconv.Itoa(m.Edits) + " edits"
	}
	return fmt.Sprintf("%q is %q: %s, %.0f times rarer", m.Wrong, m.Right, edits, m.Times)
}

// Misspellings finds words that the list itself shows to be slips for others: rare
// beside a frequent word, one edit away from it (two for words of nine letters and
// more) of a kind that fingers and ears explain, and, unless they are long, in the same
// company. In English no word or name that data/known-en.txt knows is a slip, and for a
// word that it knows less evidence will do. It hardly ever takes two words for one that
// only look alike, at the price of missing slips. The result is in the order of the words, and
// for [Analyzer.With], to which it is given as Same:
//
//	for _, m := range found {
//		o.Same = append(o.Same, []string{m.Right, m.Wrong})
//	}
//
// Time is linear in the length of the list and of its words, memory some hundred bytes
// a distinct word. Cancelling ctx ends it early with ctx's error.
func (c *Corpus) Misspellings(ctx context.Context) ([]Misspelling, error) {
	s := c.speller()
	var out []Misspelling
	for w := range c.words {
		if w&0xff == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if m, ok := s.misspelt(uint32(w)); ok {
			out = append(out, m)
		}
	}
	slices.SortFunc(out, func(a, b Misspelling) int { return cmp.Compare(a.Wrong, b.Wrong) })
	return out, nil
}

// speller is what is needed to tell slips.
type speller struct {
	c        *Corpus
	postings [][]uint32          // of each word, the keywords in which it stands
	near     map[string][]uint32 // frequent words by what is left of them without a letter
	forms    []int32             // of each stem, its words
	known    knownWords          // of English; nil where that is none of the languages
	company  map[uint32]map[uint32]bool
}

func (c *Corpus) speller() *speller {
	s := &speller{c: c, postings: make([][]uint32, len(c.words)),
		near: map[string][]uint32{}, forms: make([]int32, len(c.stems)), company: map[uint32]map[uint32]bool{}}
	for i := range c.texts {
		for _, w := range c.tokensOf(i) {
			w &^= isQuiet
			if p := s.postings[w]; len(p) == 0 || p[len(p)-1] != uint32(i) {
				s.postings[w] = append(p, uint32(i))
			}
		}
	}
	if slices.ContainsFunc(c.analyzer.languages(), func(l *lang) bool { return l.suffixes }) {
		s.known = knownEnglish()
	}
	for w := range c.words {
		s.forms[c.words[w].stem]++
		if (s.count(uint32(w)) >= leastRight || s.kind(uint32(w)) == commonWord) && s.isWord(uint32(w), leastWrong-1) {
			text := c.known.texts[w]
			s.near[text] = append(s.near[text], uint32(w))
			for _, d := range deletes(text) {
				s.near[d] = append(s.near[d], uint32(w))
			}
		}
	}
	return s
}

// count returns in how many keywords a word stands.
func (s *speller) count(w uint32) int { return len(s.postings[w]) }

// isEnglish reports whether a word is taken for English.
func (s *speller) isEnglish(w uint32) bool {
	return s.known != nil && s.c.analyzer.languages()[s.c.known.langs[w]].suffixes
}

// kind tells how well a word is known.
func (s *speller) kind(w uint32) wordKind {
	if !s.isEnglish(w) {
		return unknownWord
	}
	return s.known.kind(s.c.known.texts[w], s.c.stems[s.c.words[w].stem])
}

// isWord reports whether a word is letters only, at least so many, and no function
// word.
func (s *speller) isWord(w uint32, least int) bool {
	text := s.c.known.texts[w]
	if s.c.words[w].class&(article|silent|link|binds|infinitive|takesTo) != 0 || utf8.RuneCountInString(text) < least {
		return false
	}
	for _, r := range text {
		if !letterAt(string(r), 0) {
			return false
		}
	}
	return utf8.ValidString(text)
}

// deletes returns a word without each of its letters.
func deletes(word string) []string {
	var out []string
	for i, r := range word {
		out = append(out, word[:i]+word[i+utf8.RuneLen(r):])
	}
	return out
}

// misspelt tells of a word whether it is a slip, and for what.
func (s *speller) misspelt(w uint32) (Misspelling, bool) {
	text := s.c.known.texts[w]
	if s.count(w)*leastTimes > len(s.c.texts) || !s.isWord(w, leastWrong) || s.kind(w) != unknownWord {
		return Misspelling{}, false
	}
	seen := map[uint32]bool{}
	var found []Misspelling
	shorter := deletes(text)
	variants := append(shorter, text)
	if utf8.RuneCountInString(text) >= 9 {
		for _, d := range shorter {
			variants = append(variants, deletes(d)...)
		}
	}
	for _, v := range variants {
		for _, right := range s.near[v] {
			if seen[right] {
				continue
			}
			seen[right] = true
			if m, ok := s.pair(w, right); ok {
				found = append(found, m)
			}
		}
	}
	if len(found) == 0 {
		return Misspelling{}, false
	}
	slices.SortFunc(found, func(a, b Misspelling) int {
		return cmp.Or(cmp.Compare(a.Edits, b.Edits), cmp.Compare(b.Times, a.Times), cmp.Compare(a.Right, b.Right))
	})
	if len(found) > 1 && found[1].Edits == found[0].Edits && found[1].Times*4 > found[0].Times && found[1].Company >= found[0].Company {
		return Misspelling{}, false // it may be either
	}
	return found[0], true
}

// pair tells whether a word is a slip for another.
func (s *speller) pair(w, right uint32) (Misspelling, bool) {
	a, b := s.c.words[w], s.c.words[right]
	kind := s.kind(right)
	if w == right || a.stem == b.stem || s.count(right) < s.count(w) || kind != commonWord && s.count(right) < leastRight*s.count(w) {
		return Misspelling{}, false
	}
	wrong, meant := s.c.known.texts[w], s.c.known.texts[right]
	if related(wrong, meant) || isASCII(wrong) != isASCII(meant) || s.c.known.langs[w] != s.c.known.langs[right] {
		return Misspelling{}, false
	}
	letters := utf8.RuneCountInString(wrong)
	edits, plausible := slip(wrong, meant)
	if edits == 0 || edits > 2 || edits == 2 && (letters < 9 || !endAlike(wrong, meant)) {
		return Misspelling{}, false
	}
	m := Misspelling{Wrong: wrong, Right: meant, Keywords: s.count(w), Times: float64(s.count(right)) / float64(s.count(w)), Edits: edits}
	beside, shared, company := s.beside(w, right)
	m.Company = company
	if s.isEnglish(w) && edits == 1 && plausible {
		return m, m.ofKnown(letters, kind)
	}
	if s.forms[a.stem] > 1 || m.Times < leastTimes || s.count(right) < leastRight {
		return m, false // a word with forms of its own, or too frequent beside the other
	}
	changed := edits == 1 && letters == utf8.RuneCountInString(meant) && sorting(wrong) != sorting(meant)
	switch {
	case changed && letters <= 6 && (s.count(w) > 2 || m.Times < 100 || m.Company < 0.8):
		return m, false // many short words are one letter from another
	case beside == 0:
		return m, plausible && letters >= 8 && edits == 1 && m.Times >= 3*leastTimes
	case !plausible:
		return m, letters >= 8 && edits == 1 && shared >= 2 && m.Company >= 0.8 && s.count(w) == 1 && m.Times >= 50
	case s.count(w) > 2:
		return m, m.Company >= 0.6 && shared >= 2
	default:
		return m, m.Company >= 0.5
	}
}

// ofKnown tells whether a word that is neither a word of the language nor a name is
// a slip, one plausible edit away from another that may be. A letter that was left out or
// changed over with its neighbour is hardly ever anything else; one put in or changed
// makes a name as often, and takes a longer word or more evidence. The limits are those
// at which 19 of 20 were right in searches that people have corrected (Webis-QSpell-17).
func (m *Misspelling) ofKnown(letters int, right wordKind) bool {
	dropped := letters < utf8.RuneCountInString(m.Right) || sorting(m.Wrong) == sorting(m.Right)
	switch {
	case m.Keywords > 2 && (m.Times < leastTimes || m.Company < 0.5), m.Keywords == 2 && m.Times < leastRight:
		return false // too frequent for a slip
	case m.Company == 0 && m.Times*float64(m.Keywords) >= 50 && letters < 8:
		return false // a frequent word would have stood beside what this does
	case right != commonWord && m.Times < leastRight:
		return false
	case dropped:
		return letters >= 6 || m.Company >= 0.5 && m.Times >= leastTimes
	case letters >= 8:
		return m.Company > 0 || m.Times*float64(m.Keywords) < 20
	default:
		return letters >= 6 && m.Company >= 0.5 && m.Times >= leastTimes
	}
}

// related reports whether two words may be forms of one, or one made from the other: one
// is the other with more before or behind it, or they end otherwise only (modernas,
// modernos).
func related(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if strings.HasPrefix(b, a) && len(b)-len(a) <= 2 || strings.HasSuffix(b, a) {
		return true
	}
	x, y := []rune(strings.TrimSuffix(a, "s")), []rune(strings.TrimSuffix(b, "s"))
	return len(x) == len(y) && slices.Equal(x[:len(x)-1], y[:len(y)-1])
}

// endAlike reports whether two words have their last three letters in common.
func endAlike(a, b string) bool {
	x, y := []rune(a), []rune(b)
	return len(x) > 2 && len(y) > 2 && slices.Equal(x[len(x)-3:], y[len(y)-3:])
}

// sorting is a word's letters in order, which two have in common that differ by letters
// changed over.
func sorting(word string) string {
	r := []rune(word)
	slices.Sort(r)
	return string(r)
}

// beside counts the words that stand beside a word, and those of them that stand
// beside another too; company is the part of the latter by their weight, as rare words
// say more than frequent ones (log N/n, the inverse document frequency).
func (s *speller) beside(w, right uint32) (all, shared int, company float64) {
	theirs := s.company[right]
	if theirs == nil {
		theirs = map[uint32]bool{}
		for _, i := range s.postings[right] {
			s.each(i, right, func(x uint32) { theirs[s.c.words[x].stem] = true })
		}
		s.company[right] = theirs
	}
	mine := map[uint32]float64{}
	for _, i := range s.postings[w] {
		s.each(i, w, func(x uint32) {
			weight := math.Log(float64(len(s.c.texts)) / float64(s.count(x)))
			stem := s.c.words[x].stem
			mine[stem] = max(mine[stem], weight)
		})
	}
	sum := 0.0
	for _, stem := range slices.Sorted(maps.Keys(mine)) { // in order: sums of floats depend on it
		sum += mine[stem]
		if theirs[stem] {
			shared++
			company += mine[stem]
		}
	}
	if sum > 0 {
		company /= sum
	}
	return len(mine), shared, company
}

// each calls do with the words of a keyword but one, without function words.
func (s *speller) each(keyword, but uint32, do func(word uint32)) {
	for _, w := range s.c.tokensOf(int(keyword)) {
		if w != but && w&isQuiet == 0 {
			do(w)
		}
	}
}

// slip counts the edits between two words, letters changed over being one, and tells
// whether fingers or ears explain them: a letter changed over, doubled or not, a vowel
// for a vowel, a key beside the other, letters of one sound. It counts to three.
func slip(a, b string) (edits int, plausible bool) {
	x, y := []rune(a), []rune(b)
	if x[0] != y[0] && (len(x) < 2 || len(y) < 2 || x[0] != y[1] || x[1] != y[0]) {
		return 3, false // the first letter is hardly ever wrong
	}
	plausible = true
	for len(x) > 0 && len(y) > 0 {
		if x[0] == y[0] {
			x, y = x[1:], y[1:]
			continue
		}
		edits++
		if edits > 2 {
			return 3, false
		}
		switch {
		case len(x) > 1 && len(y) > 1 && x[0] == y[1] && x[1] == y[0] && same(x[2:], y[2:]) <= 1:
			x, y = x[2:], y[2:]
		case len(x) > len(y) || len(x) == len(y) && same(x[1:], y) < same(x[1:], y[1:]):
			plausible = plausible && easy(x[0], x[1:], a)
			x = x[1:]
		case len(y) > len(x):
			plausible = plausible && easy(y[0], y[1:], b)
			y = y[1:]
		default:
			plausible = plausible && confused(x[0], y[0])
			x, y = x[1:], y[1:]
		}
	}
	edits += len(x) + len(y)
	return edits, plausible
}

// same counts the places at which two ends differ, lengths included.
func same(x, y []rune) int {
	n := max(len(x), len(y)) - min(len(x), len(y))
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			n++
		}
	}
	return n
}

// easy reports whether a letter is easily left out or put in: a double one, a vowel, or
// one that is not heard.
func easy(r rune, after []rune, word string) bool {
	return strings.ContainsRune("aeiouyhe", r) || len(after) > 0 && after[0] == r || strings.Contains(word, string(r)+string(r)) || strings.ContainsRune("nrtlsckg", r)
}

// confused reports whether two letters are taken for each other.
func confused(x, y rune) bool {
	const vowels = "aeiouy"
	if strings.ContainsRune(vowels, x) && strings.ContainsRune(vowels, y) {
		return true
	}
	for _, sound := range []string{"csk", "zs", "gj", "dt", "bp", "vw", "mn", "fv", "kq"} {
		if strings.ContainsRune(sound, x) && strings.ContainsRune(sound, y) {
			return true
		}
	}
	for i, row := range keyRows {
		at := strings.IndexRune(row, x)
		if at < 0 {
			continue
		}
		for k := max(0, i-1); k <= min(len(keyRows)-1, i+1); k++ {
			if other := strings.IndexRune(keyRows[k], y); other >= 0 && other-at >= -1 && other-at <= 1 {
				return true
			}
		}
	}
	return false
}

// keyRows are the rows of letters of a keyboard.
var keyRows = []string{"qwertyuiop", "asdfghjkl", "zxcvbnm"}
