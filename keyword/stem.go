package keyword

import (
	"strings"
	"unicode/utf8"
)

// stemOf returns what the inflected forms of the word text share. A word with a
// digit or a sign in it is its own stem, and so is every word of a language
// without a stemmer.
//
// In English the Snowball stemmer only proposes that two words are one;
// inflection decides. A Snowball stem is shared by "organ", "organic" and
// "organization", by "busy" and "business", by "new" and "news" in Porter's first
// version: derived words, not forms of one. So only the endings of number,
// possession, -ing and -ed are taken off, only where what is left has the same
// Snowball stem as the whole, and never from a word that only looks inflected
// (wedding, marketing, glasses, news), as listed in data/words-en.txt with the
// irregular forms. Of what is left, a final e is no difference (reliev-e,
// reliev-ing).
//
// In the other languages the Snowball stem itself is taken.
func (l *lang) stemOf(text string) string {
	if l.stem == nil || !plainWord(text) {
		return text
	}
	if !l.suffixes {
		return l.stem(text)
	}
	if base, ok := l.irregular[text]; ok {
		return l.stemOf(base)
	}
	if owner := strings.TrimRight(strings.TrimSuffix(text, "'s"), "'"); owner != "" {
		text = owner
	}
	if base, ok := l.irregular[text]; ok {
		text = base
	}
	return l.baseForm(text)
}

// plainWord reports whether text is letters and apostrophes only.
func plainWord(text string) bool {
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c < 'a' && c != '\'' || c > 'z' && c < utf8.RuneSelf {
			return false
		}
	}
	return true
}

// baseForm takes number, -ing and -ed off an English word.
func (l *lang) baseForm(w string) string {
	if len(w) < 3 || l.classes[w]&whole != 0 {
		return w
	}
	if b := l.singular(w); b != w {
		if base, ok := l.irregular[b]; ok {
			b = base
		}
		w = b
	}
	if l.classes[w]&whole != 0 {
		return w
	}
	if b, ok := strings.CutSuffix(w, "ied"); ok && len(b) >= 2 && l.stem(b+"y") == l.stem(w) {
		return b + "y"
	}
	for _, suffix := range [...]string{"ing", "ed"} {
		if b, ok := strings.CutSuffix(w, suffix); ok && len(b) >= 2 {
			return l.bare(l.verb(w, b))
		}
	}
	return l.bare(w)
}

// bare takes a final e off where the stemmer takes it, or more, but not where it
// makes another word (past, paste): those are listed.
func (l *lang) bare(w string) string {
	if !strings.HasSuffix(w, "e") || l.classes[w]&whole != 0 || l.stem(w) == w {
		return w
	}
	return w[:len(w)-1]
}

// singular takes the plural off a noun and the third person off a verb.
func (l *lang) singular(w string) string {
	if !strings.HasSuffix(w, "s") || strings.HasSuffix(w, "ss") || strings.HasSuffix(w, "us") || strings.HasSuffix(w, "is") {
		return w
	}
	bases := [2]string{strings.TrimSuffix(w, "s")}
	switch {
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		bases[0] = strings.TrimSuffix(w, "ies") + "y"
	case strings.HasSuffix(w, "ches"), strings.HasSuffix(w, "shes"), strings.HasSuffix(w, "sses"),
		strings.HasSuffix(w, "xes"), strings.HasSuffix(w, "zes"), strings.HasSuffix(w, "oes"):
		bases[1] = strings.TrimSuffix(w, "es")
	}
	stem := l.stem(w)
	// The ending -es first: "rashe" has the stem of "rashes", too.
	for _, b := range []string{bases[1], bases[0]} {
		if b != "" && l.stem(b) == stem {
			return b
		}
	}
	return w
}

// verb takes -ing or -ed off w, given what is before it, in the way that the
// stemmer confirms: running → run, baking → bake, relieving → relieve.
func (l *lang) verb(w, b string) string {
	stem := l.stem(w)
	n := len(b)
	if n > 2 && b[n-1] == b[n-2] && l.stem(b[:n-1]) == stem {
		return b[:n-1]
	}
	for _, base := range [...]string{b + "e", b} {
		if l.classes[base]&whole == 0 && l.stem(base) == stem {
			return base
		}
	}
	return w
}
