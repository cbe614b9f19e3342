package keyword

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/danish"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/finnish"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/hungarian"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/norwegian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/romanian"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/swedish"
	"github.com/blevesearch/snowballstem/turkish"
	"golang.org/x/text/language"
)

//go:embed data
var data embed.FS

// class is what a word may do in a keyword, from its language's word list.
type class uint32

const (
	article     class = 1 << iota // silent before a word
	silent                        // silent anywhere
	link                          // silent between two words
	binds                         // belongs to the word after it: "without", "to"
	infinitive                    // silences a "to" after it: "how", "want"
	takesTo                       // the word that infinitive silences: "to"
	takesLetter                   // a single letter after it is its name: "vitamin"
	phrasal                       // a link after it is a part of it: "turn", "slip"
	takesFree                     // with "free" next to it names what is left out: "sugar free"
	free                          // the word "free"
	whole                         // only looks inflected
	unitName                      // is a word of its own behind digits: 8oz
	kin                           // one of a kind of which two change places: dog food for cats
	pairs                         // stands between two that are alike: vs, or
	acts                          // of the word before it on the word after it: bird eating spider
	place                         // belongs to the word after it where it tells a direction, else it is silent
	moves                         // goes somewhere: a place word with it tells a direction
	auxiliary                     // silent between a word that asks and an asker: how can i
	asker                         // silent behind an auxiliary: how do i, can you
	fromward                      // belongs to the word after it, unless another word tells where to: from
	toward                        // tells where to, as takesTo does: German "nach"
	offered                       // a "to" before it is silent: to rent
	exchanges                     // of what is for what: substitute butter for oil
	forWhat                       // silent, but with one that exchanges: for, with
	asksHow                       // the word "how"
	transacts                     // how to do it is another thing than to do it: how to buy
	numbered                      // a number right after it is its name: day 3
	asksWhich                     // silent before the most: what is the best
	most                          // best, cheapest: what asks for it is silent
	compares                      // its -er and -est are comparison: cheaper, cheapest
)

// number marks words that begin with a digit; letter those of one letter.
const (
	number class = 1 << (31 - iota)
	letter
)

const _ = uint(letter) - 2*uint(compares) // no class is both: negative if there are too many

var headings = map[string]class{
	"article": article, "silent": silent, "link": link, "bind": binds, "infinitive": infinitive,
	"to": takesTo, "letter": takesLetter, "phrasal": phrasal, "left out": takesFree, "free": free, "whole": whole,
	"unit": unitName, "compare": compares, "kin": kin, "pair": pairs, "number": number, "act": acts,
	"place": place, "moving": moves, "from": fromward, "toward": toward, "auxiliary": auxiliary, "asker": asker,
	"which": asksWhich, "most": most, "offered": offered, "exchange": exchanges, "for what": forWhat, "numbered": numbered,
	"transact": transacts, "how": asksHow,
}

// lang is what is known of one language. It is immutable once made.
type lang struct {
	tag          language.Tag
	column       int  // in the table of letters, or -1
	joinsScripts bool // Japanese, of which only the script is known
	ownScript    bool // no other language here has its letters
	classes      map[string]class
	irregular    map[string]string // form → base
	spelling     map[string]string // another spelling of a base → the one that stands for both
	same         map[string]string // a stem → another that the caller wants to stand for both
	compounds    map[string]bool   // words that are written apart or as one: "wi fi"
	openers      table             // what compounds and prefixes begin with
	wide         bool              // some compounds are not ASCII
	longOpeners  map[string]uint32 // those of them that are not short and ASCII
	prefixes     []string          // one word with the word after them, however that is written: anti aging
	hyphened     []string          // one word with the word after them behind a hyphen: co-working
	signs        map[string]string // words for money, and their signs
	letters      map[rune]string   // letters that are written otherwise: ü → ue
	folds        bool              // other letters lose their accents
	foldsFirst   bool              // and before the stemmer sees them, not after
	endings      [][2]string       // of words, written otherwise before they are stemmed
	without      string            // the stem that stands for "free" where it leaves something out
	elided       []string          // words that lose their vowel before another: "l" of l'eau
	marks        []mark
	frames       []frame
	stem         func(string) string
	again        bool // a stem is stemmed until it stays
	dotlessI     bool // Turkish and its kin
	suffixes     bool // inflection is decided by rule, the stem only proposes
}

// stemmers are those of the Snowball project, in the Go that its own compiler makes
// (github.com/blevesearch/snowballstem). A nil one is that of a language whose words
// are left as they are, and of English, whose inflection is a rule of ours.
var stemmers = map[string]func(*snowballstem.Env) bool{
	"da": danish.Stem, "de": german.Stem, "en": nil, "es": spanish.Stem, "fi": finnish.Stem, "fr": french.Stem,
	"hu": hungarian.Stem, "it": italian.Stem, "ja": nil, "nb": norwegian.Stem, "nl": dutch.Stem, "pl": nil, "pt": portuguese.Stem,
	"ro": romanian.Stem, "ru": russian.Stem, "sv": swedish.Stem, "tr": turkish.Stem,
}

// environments are the states of stemmers that are not in use.
var environments = sync.Pool{New: func() any { return snowballstem.NewEnv("") }}

// stemmer makes a function of a stemmer, safe for concurrent use.
func stemmer(stem func(*snowballstem.Env) bool) func(string) string {
	if stem == nil {
		return nil
	}
	return func(word string) string {
		env := environments.Get().(*snowballstem.Env)
		env.SetCurrent(word)
		stem(env)
		word = env.Current()
		environments.Put(env)
		return word
	}
}

// langs holds a language once it has been asked for, by base tag.
var langs = func() map[string]func() *lang {
	m := map[string]func() *lang{}
	for base := range stemmers {
		m[base] = sync.OnceValue(func() *lang { return load(base) })
	}
	m["no"], m["nn"] = m["nb"], m["nb"]
	m["az"] = func() *lang { return &lang{tag: language.Azerbaijani, column: -1, dotlessI: true} }
	return m
}()

// languageOf returns what is known of a language: nothing but how to write it
// plainly where there is no stemmer. The undetermined language is English.
func languageOf(tag language.Tag) *lang {
	base, confidence := tag.Base()
	if confidence == language.No {
		return langs["en"]()
	}
	if l, ok := langs[base.String()]; ok {
		return l()
	}
	return &lang{tag: tag, column: -1}
}

// load reads the word list of a language from the data that ships with the
// package. A test reads them all, so that it cannot fail in use.
func load(base string) *lang {
	l := &lang{tag: language.MustParse(base), column: slices.Index(letterColumns, base), joinsScripts: base == "ja", ownScript: base == "ja" || base == "ru",
		classes: map[string]class{}, irregular: map[string]string{}, spelling: map[string]string{}, compounds: map[string]bool{}, letters: map[rune]string{}, signs: map[string]string{}}
	for _, kind := range []string{"words", "irregular", "compare", "spelling", "compounds"} {
		name := kind + "-" + base + ".txt"
		text, err := data.ReadFile("data/" + name)
		if errors.Is(err, fs.ErrNotExist) && kind != "words" {
			continue
		}
		if err == nil {
			err = l.read(string(text))
		}
		if err != nil {
			panic("keyword: " + name + ": " + err.Error())
		}
	}
	l.suffixes = base == "en"
	l.spellCompounds()
	l.index()
	if err := l.readMarks(base); err != nil {
		panic("keyword: marks-" + base + ".txt: " + err.Error())
	}
	if err := l.readFrames(base); err != nil {
		panic("keyword: frames-" + base + ".txt: " + err.Error())
	}
	l.stem = stemmer(stemmers[base])
	l.dotlessI = base == "tr"
	l.again = slices.Contains([]string{"hu", "nb", "ro", "ru", "tr"}, base) // where it was right more often, on labelled pairs
	l.without = l.stemOf(l.without)
	return l
}

// read reads a word list: words under headings in brackets, one or more a line; "#"
// starts a comment. Under [irregular] and [spelling] the last word of a line is the
// one that the others lead to; under [ending] one is written as another before a word
// is stemmed; under [compound] a line is one compound, its words apart; under
// [currency] a sign is followed by the words for it; under [letters] a letter is written
// as what follows it, and "*" stands for all others that have an accent, which fall
// after stemming, or before it where "first" follows.
func (l *lang) read(text string) error {
	for line := range dataLines(text) {
		words := strings.Fields(line.text)
		last := words[len(words)-1]
		switch heading := line.heading; heading {
		case "":
			return fmt.Errorf("line %d: a word before any heading", line.number)
		case "irregular", "spelling":
			to := l.irregular
			if heading == "spelling" {
				to = l.spelling
			}
			for _, w := range words[:len(words)-1] {
				if w == last {
					return fmt.Errorf("line %d: %q is its own base", line.number, w)
				}
				to[w] = last
			}
		case "compound":
			l.compounds[strings.Join(words, " ")] = true
		case "letters":
			if words[0] == "*" {
				l.folds = true
				l.foldsFirst = last == "first"
				continue
			}
			if len(words) != 2 || utf8.RuneCountInString(words[0]) != 1 {
				return fmt.Errorf("line %d: want a letter and what it is written as", line.number)
			}
			r, _ := utf8.DecodeRuneInString(words[0])
			l.letters[r] = words[1]
		case "ending":
			if len(words) > 2 {
				return fmt.Errorf("line %d: want an ending and what it is written as, if anything", line.number)
			}
			l.endings = append(l.endings, [2]string{words[0], strings.Join(words[1:], "")})
		case "currency":
			for _, w := range words {
				l.signs[w] = words[0]
			}
		case "prefix":
			l.prefixes = append(l.prefixes, words...)
		case "hyphen":
			l.hyphened = append(l.hyphened, words...)
		case "without":
			l.without = last // its stem, once all is read
		case "elided":
			l.elided = append(l.elided, words...)
		default:
			if headings[heading] == 0 {
				return fmt.Errorf("line %d: no such heading: %q", line.number, heading)
			}
			for _, w := range words {
				l.classes[w] |= headings[heading]
			}
		}
	}
	return nil
}

// A dataLine is a line of a file in the folder data.
type dataLine struct {
	number  int    // from 1
	heading string // under which it stands, without the brackets
	text    string
}

// dataLines yields the lines of a file that are neither empty nor headings, without
// comments.
func dataLines(text string) iter.Seq[dataLine] {
	return func(yield func(dataLine) bool) {
		number, heading := 0, ""
		for line := range strings.Lines(text) {
			number++
			line, _, _ = strings.Cut(line, "#")
			line = strings.TrimSpace(line)
			if h, ok := strings.CutPrefix(line, "["); ok {
				heading = strings.TrimSuffix(h, "]")
			} else if line != "" && !yield(dataLine{number, heading, line}) {
				return
			}
		}
	}
}

// elides reports whether s is a word that another follows after an apostrophe.
func (l *lang) elides(s string) bool {
	for _, e := range l.elided {
		if strings.EqualFold(s, e) {
			return true
		}
	}
	return false
}

// classOf returns what a word in its normal form may do.
func (l *lang) classOf(text string) class {
	c := l.classes[text]
	if digitAt(text, 0) && !ordinal(text) || len(text) > 1 && !wordAt(text, 0) && digitAt(text[1:], 0) {
		c |= number
	}
	if wordLen(text) == 1 && letterAt(text, 0) && len(text) <= 4 {
		c |= letter
	}
	return c
}

// ordinal reports whether a word is a place in an order: 2nd, 10th.
func ordinal(text string) bool {
	return hasAny(text, "1st", "2nd", "3rd", "th") && allDigits(text[:len(text)-2])
}
