package keyword

import (
	"embed"
	"fmt"
	"strings"
	"sync"

	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/french"
	"github.com/kljensen/snowball/hungarian"
	"github.com/kljensen/snowball/norwegian"
	"github.com/kljensen/snowball/russian"
	"github.com/kljensen/snowball/spanish"
	"github.com/kljensen/snowball/swedish"
	"golang.org/x/text/language"
)

//go:embed data
var data embed.FS

// class is what a word may do in a keyword, from its language's word list.
type class uint16

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
)

// number marks words that begin with a digit; letter those of one letter.
const (
	number class = 1 << (15 - iota)
	letter
)

var headings = map[string]class{
	"article": article, "silent": silent, "link": link, "bind": binds, "infinitive": infinitive,
	"to": takesTo, "letter": takesLetter, "phrasal": phrasal, "left out": takesFree, "free": free, "whole": whole,
}

// lang is what is known of one language. It is immutable once made.
type lang struct {
	classes   map[string]class
	irregular map[string]string // form → base
	elided    []string          // words that lose their vowel before another: "l" of l'eau
	marks     []mark
	stem      func(string) string
	dotlessI  bool // Turkish and its kin
	suffixes  bool // inflection is decided by rule, the stem only proposes
}

// stemmers are those of github.com/kljensen/snowball.
var stemmers = map[string]func(word string, stemStopWords bool) string{
	"en": english.Stem, "es": spanish.Stem, "fr": french.Stem, "hu": hungarian.Stem,
	"nb": norwegian.Stem, "ru": russian.Stem, "sv": swedish.Stem,
}

// langs holds a language once it has been asked for, by base tag.
var langs = func() map[string]func() *lang {
	m := map[string]func() *lang{}
	for base := range stemmers {
		m[base] = sync.OnceValue(func() *lang { return load(base) })
	}
	m["no"], m["nn"] = m["nb"], m["nb"]
	for _, base := range []string{"tr", "az"} {
		m[base] = func() *lang { return &lang{dotlessI: true} }
	}
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
	return &lang{}
}

// load reads the word list of a language from the data that ships with the
// package. A test reads them all, so that it cannot fail in use.
func load(base string) *lang {
	text, err := data.ReadFile("data/words-" + base + ".txt")
	if err != nil {
		panic("keyword: " + err.Error())
	}
	l, err := parseWords(string(text))
	if err != nil {
		panic("keyword: words-" + base + ".txt: " + err.Error())
	}
	if err := l.readMarks(base); err != nil {
		panic("keyword: marks-" + base + ".txt: " + err.Error())
	}
	stem := stemmers[base]
	l.stem = func(w string) string { return stem(w, true) }
	l.suffixes = base == "en"
	return l
}

// parseWords reads a word list: words under headings in brackets, one or more a
// line; "#" starts a comment. Under [irregular] the last word of a line is the
// base of those before it.
func parseWords(text string) (*lang, error) {
	l := &lang{classes: map[string]class{}, irregular: map[string]string{}}
	heading := ""
	for i, line := range strings.Split(text, "\n") {
		line, _, _ = strings.Cut(line, "#")
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		if h, ok := strings.CutPrefix(strings.TrimSpace(line), "["); ok {
			heading = strings.TrimSuffix(h, "]")
			if headings[heading] == 0 && heading != "irregular" && heading != "elided" {
				return nil, fmt.Errorf("line %d: no such heading: %q", i+1, heading)
			}
			continue
		}
		switch heading {
		case "":
			return nil, fmt.Errorf("line %d: a word before any heading", i+1)
		case "irregular":
			base := words[len(words)-1]
			for _, w := range words[:len(words)-1] {
				if w == base {
					return nil, fmt.Errorf("line %d: %q is its own base", i+1, w)
				}
				l.irregular[w] = base
			}
		case "elided":
			l.elided = append(l.elided, words...)
		default:
			for _, w := range words {
				l.classes[w] |= headings[heading]
			}
		}
	}
	return l, nil
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
	if digitAt(text, 0) || len(text) > 1 && !wordAt(text, 0) && digitAt(text[1:], 0) {
		c |= number
	}
	if wordLen(text) == 1 && letterAt(text, 0) && len(text) <= 4 {
		c |= letter
	}
	return c
}
