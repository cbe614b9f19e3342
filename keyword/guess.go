package keyword

import (
	"context"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/language"
)

// Language returns in which of the analyzer's languages a keyword is, and the part of
// such keywords, 0 to 1, of which that is right as far as the analyzer can tell. Of an
// analyzer of one language it is that, and 1; of a keyword in letters that none of several
// languages has it is [language.Und], and 0.
//
// A word tells its language by its letters, as they follow each other in the sixteen
// languages that data/letters.txt knows, and by the function words of the language; what
// [Analyzer.Learn] has seen says which language most keywords of the list are in, and in
// which language's company a word stands. Where nothing is learnt, one keyword alone is
// often guessed wrong: of short ones in sixteen languages about every third, in two about
// every tenth.
func (a *Analyzer) Language(text string) (language.Tag, float64) {
	langs := a.languages()
	i, confidence := a.guess(text, nil)
	if len(langs) > 1 && foreign(text, langs) {
		return language.Und, 0
	}
	return langs[i].tag, confidence
}

// foreign reports whether a text has letters, none of which any of the languages has.
func foreign(text string, langs []*lang) bool {
	table := letterTable()
	letters := false
	for i, r := range text {
		if !letterAt(text, i) {
			continue
		}
		letters = true
		if row := table[strings.ToLower(string(r))]; row != nil && slices.ContainsFunc(langs, func(l *lang) bool { return l.column >= 0 && row[l.column] > 0 }) {
			return false
		}
		if slices.ContainsFunc(langs, func(l *lang) bool { return l.column < 0 && (!l.joinsScripts || writing(r) != otherScript) }) {
			return false
		}
	}
	return letters
}

// Languages returns the languages that the analyzer is of.
func (a *Analyzer) Languages() []language.Tag {
	var out []language.Tag
	for _, l := range a.languages() {
		out = append(out, l.tag)
	}
	return out
}

// Languages returns the languages of which the package has words, in the order of their
// tags.
func Languages() []language.Tag {
	var out []language.Tag
	for base := range stemmers {
		out = append(out, language.MustParse(base))
	}
	slices.SortFunc(out, func(a, b language.Tag) int { return strings.Compare(a.String(), b.String()) })
	return out
}

// learnt is what a list has taught of the languages of an analyzer.
type learnt struct {
	prior []float64            // part of the keywords in each language
	words map[string][]float64 // of each word, how likely it is of each language
}

const (
	ownWeight   = 2    // how many keywords a word's own letters weigh
	chance      = 0.02 // that a word is of any language whatever its letters
	sharpness   = 0.8  // letters say less than if each stood for itself
	functionBit = 4    // what a function word says, in bits
	knownBit    = 2    // what it says that a word is one of English, in bits
	absentBits  = 12   // of a letter that a language does not have
	backOffBits = 1.5  // for each letter that is not taken into account
)

// Learn returns an analyzer of those of a's languages that a list is in, to which it has
// learnt to assign keywords: by expectation and maximization over what the letters of
// words say, how many keywords are in each language, and in which languages' keywords a
// word stands. A language of less than six in a hundred keywords, of long lists less than
// one in two hundred, is taken for chance and left out, unless it is known by its script.
// The result does not depend on the order of the list. For an analyzer of one language it
// is a.
//
// Time is linear in the length of the list and in the number of languages. Cancelling ctx
// ends it early with ctx's error.
func (a *Analyzer) Learn(ctx context.Context, texts []string) (*Analyzer, error) {
	if len(a.languages()) == 1 || len(texts) == 0 {
		return a, ctx.Err()
	}
	c, err := NewCorpus(ctx, &Analyzer{langs: noLanguage}, texts)
	if err != nil {
		return nil, err
	}
	least := max(0.06*math.Sqrt(1000/float64(max(1000, len(texts)))), 0.005)
	found, err := c.learn(ctx, a, 3, 0)
	if err != nil {
		return nil, err
	}
	b := new(Analyzer)
	for i, part := range found.prior {
		if part >= least || a.langs[i].ownScript && part >= max(least/10, 1/float64(len(texts))) {
			b.langs = append(b.langs, a.langs[i])
		}
	}
	switch len(b.langs) {
	case 0:
		return a, nil
	case 1:
		return b, nil
	}
	b.learnt, err = c.learn(ctx, b, 5, 0.3)
	return b, err
}

// learn learns what a list says of the languages of an analyzer, in rounds of expectation
// and maximization. A word that is used in each language as often as any is, is to say
// nothing: what it says is divided by the parts of the languages to the power of crowd. 1
// would be right if words stood for themselves, but finds languages that are not there
// in their topics; 0 leaves what few keywords speak to the language of most. Parts of
// keywords are summed as whole numbers, so that neither the order of the list nor the
// number of goroutines matters.
func (c *Corpus) learn(ctx context.Context, a *Analyzer, rounds int, crowd float64) (*learnt, error) {
	k := len(a.langs)
	own := make([]float64, k*len(c.words))
	parts := split(len(c.words))
	if err := each(ctx, len(parts), func(p int) {
		for w := parts[p][0]; w < parts[p][1]; w++ {
			copy(own[w*k:], a.ownGuess(c.known.texts[w]))
		}
	}); err != nil {
		return nil, err
	}
	const whole = 1 << 20
	guess := slices.Clone(own)
	prior := make([]float64, k)
	for i := range prior {
		prior[i] = 1 / float64(k)
	}
	parts = split(len(c.texts))
	counts := make([][]int64, len(parts)) // of each word and language, and of each language at the end
	for round := range rounds {
		if err := each(ctx, len(parts), func(p int) {
			count := make([]int64, k*(len(c.words)+1))
			post := make([]float64, k)
			var seen []uint32
			for i := parts[p][0]; i < parts[p][1]; i++ {
				if i&0xfff == 0 && ctx.Err() != nil {
					return
				}
				seen = seen[:0]
				copy(post, prior)
				for _, w := range c.tokensOf(i) {
					w &^= isQuiet
					for l := range post {
						post[l] *= guess[int(w)*k+l]
					}
					normalise(post)
					if !slices.Contains(seen, w) {
						seen = append(seen, w)
					}
				}
				for l, p := range post {
					n := int64(p*whole + 0.5)
					count[len(c.words)*k+l] += n
					for _, w := range seen {
						count[int(w)*k+l] += n
					}
				}
			}
			counts[p] = count
		}); err != nil {
			return nil, err
		}
		total := counts[0]
		for _, count := range counts[1:] {
			for i, n := range count {
				total[i] += n
			}
		}
		sum := 0.0
		for l := range prior {
			prior[l] = float64(total[len(c.words)*k+l])/whole + 0.5
			sum += prior[l]
		}
		for l := range prior {
			prior[l] /= sum
		}
		if round == rounds-1 {
			break
		}
		for w := range c.words {
			say := guess[w*k : w*k+k]
			for l, part := range prior {
				say[l] = own[w*k+l] * math.Pow(part, crowd)
			}
			normalise(say)
			for l, part := range prior {
				say[l] = (float64(total[w*k+l])/whole + ownWeight*say[l]) / math.Pow(part, crowd)
			}
			normalise(say)
		}
	}
	out := &learnt{prior: prior, words: make(map[string][]float64, len(c.words))}
	for w := range c.words {
		out.words[c.known.texts[w]] = guess[w*k : w*k+k]
	}
	return out, nil
}

func normalise(p []float64) {
	sum := 0.0
	for _, x := range p {
		sum += x
	}
	for i := range p {
		p[i] /= sum
	}
}

// guess returns which of the analyzer's languages a keyword is in, and how likely. It
// keeps in memo, if that is not nil, what it works out of words.
func (a *Analyzer) guess(text string, memo map[string][]float64) (int, float64) {
	k := len(a.languages())
	if k == 1 {
		return 0, 1
	}
	post := make([]float64, k)
	for i := range post {
		post[i] = 1 / float64(k)
		if a.learnt != nil {
			post[i] = a.learnt.prior[i]
		}
	}
	for _, s := range noLanguage[0].appendSpans(nil, text) {
		for i, p := range a.guessWord(noLanguage[0].wordText(text[s.start:s.end]), memo) {
			post[i] *= p
		}
		normalise(post)
	}
	best := 0
	for i, p := range post {
		if p > post[best] {
			best = i
		}
	}
	return best, post[best]
}

func (a *Analyzer) guessWord(word string, memo map[string][]float64) []float64 {
	if a.learnt != nil {
		if p, ok := a.learnt.words[word]; ok {
			return p
		}
	}
	p, ok := memo[word]
	if !ok {
		p = a.ownGuess(word)
		if memo != nil {
			memo[word] = p
		}
	}
	return p
}

// ownGuess returns how likely a word is of each of the analyzer's languages by itself.
func (a *Analyzer) ownGuess(word string) []float64 {
	langs := a.languages()
	p := make([]float64, len(langs))
	letters := strings.TrimFunc(word, func(r rune) bool { return !letterAt(string(r), 0) })
	if letters == "" || !utf8.ValidString(letters) {
		for i := range p {
			p[i] = 1 / float64(len(p))
		}
		return p
	}
	most := math.Inf(-1)
	for i, bits := range letterBits(letters, langs) {
		l := langs[i]
		if l.classes[word]&(functional|silent|infinitive|auxiliary) != 0 {
			bits += functionBit
		}
		if l.suffixes && knownEnglish().kind(word, l.stemOf(word)) == commonWord {
			bits += knownBit
		}
		p[i] = bits
		most = max(most, bits)
	}
	for i := range p {
		p[i] = math.Exp2(sharpness * (p[i] - most))
	}
	normalise(p)
	for i := range p {
		p[i] = p[i]*(1-chance) + chance/float64(len(p))
	}
	return p
}

// functional are the classes of function words, but for those that others may be.
const functional = article | link | binds | takesTo | place | fromward | toward | asker | forWhat

// letterBits returns the logarithm to base 2 of how likely each language makes the
// letters of a word, each by the three before it at most.
func letterBits(word string, langs []*lang) []float64 {
	table := letterTable()
	bits := make([]float64, len(langs))
	starts := make([]int, 0, 16) // of letters
	for i := range word {
		starts = append(starts, i)
	}
	for n, at := range starts {
		r, size := utf8.DecodeRuneInString(word[at:])
		var rows [4]*[16]uint8 // by the number of letters before
		longest := min(n, 3)
		for before := range longest + 1 {
			rows[before] = table[word[starts[n-before]:at+size]]
		}
		for i, l := range langs {
			if l.column < 0 { // a language of which nothing is known but, of Japanese, its script
				switch {
				case !l.joinsScripts:
					bits[i] -= 4.5
				case writing(r) != otherScript:
					bits[i] -= 2
				default:
					bits[i] -= 9
				}
				continue
			}
			cost := float64(absentBits)
			for before := longest; before >= 0; before-- {
				if row := rows[before]; row != nil && row[l.column] > 0 {
					cost = float64(row[l.column]-1)/2 + backOffBits*float64(longest-before)
					break
				}
			}
			bits[i] -= cost
		}
	}
	return bits
}

// letterColumns are the languages of data/letters.txt, by their place in its rows.
var letterColumns = []string{"da", "de", "en", "es", "fi", "fr", "hu", "it", "nb", "nl", "pl", "pt", "ro", "ru", "sv", "tr"}

// letterTable reads data/letters.txt once it is asked for: for letters in order, how
// likely the last is after the others in each language, in half bits from 1; 0 where that
// is not known. A test reads it, so that it cannot fail in use.
var letterTable = sync.OnceValue(func() map[string]*[16]uint8 {
	text, err := data.ReadFile("data/letters.txt")
	if err != nil {
		panic("keyword: " + err.Error())
	}
	table := make(map[string]*[16]uint8, 1<<15)
	for line := range dataLines(string(text)) {
		column := slices.Index(letterColumns, line.heading)
		first, rest, _ := strings.Cut(line.text, " ")
		halves, err := strconv.ParseUint(first, 10, 7)
		if err != nil {
			panic("keyword: letters.txt: " + err.Error())
		}
		for g := range strings.FieldsSeq(rest) {
			row := table[g]
			if row == nil {
				row = new([16]uint8)
				table[g] = row
			}
			row[column] = uint8(halves) + 1
		}
	}
	return table
})
