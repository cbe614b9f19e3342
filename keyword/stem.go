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
// "organization", by "busy" and "business": derived words, not forms of one. So
// only the endings of number, possession, -ing and -ed are taken off, only where
// what is left has the same Snowball stem as the whole, and never from a word that
// only looks inflected (wedding, marketing, glasses, news), as listed in
// data/words-en.txt with the irregular forms. What is left is a word, but for
// verbs of which the spelling does not tell whether they end in an e.
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
		return base
	}
	if owner := strings.TrimRight(strings.TrimSuffix(text, "'s"), "'"); owner != "" {
		text = owner
	}
	if base, ok := l.irregular[text]; ok {
		return base
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
			return base
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
		if b, ok := strings.CutSuffix(w, suffix); ok && len(b) >= 2 && !strings.HasSuffix(w, "eed") {
			return l.verb(w, b)
		}
	}
	return w
}

// singular takes the plural off a noun and the third person off a verb.
func (l *lang) singular(w string) string {
	if !strings.HasSuffix(w, "s") || strings.HasSuffix(w, "ss") || strings.HasSuffix(w, "us") || strings.HasSuffix(w, "is") {
		return w
	}
	b := strings.TrimSuffix(w, "s")
	switch {
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		b = strings.TrimSuffix(w, "ies") + "y"
	case hasAny(w, "ches", "shes", "sses", "xes", "tzes", "zzes", "oes"):
		b = strings.TrimSuffix(w, "es")
	}
	if l.stem(b) != l.stem(w) {
		return w
	}
	return b
}

// verb takes -ing or -ed off w, given what is before it: running → run, baking →
// bake, treating → treat. Where the stemmer does not confirm it, w stays.
func (l *lang) verb(w, b string) string {
	stem := l.stem(w)
	n := len(b)
	if n > 2 && b[n-1] == b[n-2] && l.stem(b[:n-1]) == stem {
		return b[:n-1]
	}
	bases := [...]string{b, b + "e"}
	if endsInE(b) {
		bases = [...]string{b + "e", b}
	}
	for _, base := range bases {
		if l.stem(base) == stem && (base == b || l.classes[base]&whole == 0) {
			return base
		}
	}
	return w
}

func hasAny(s string, suffixes ...string) bool {
	for _, x := range suffixes {
		if strings.HasSuffix(s, x) {
			return true
		}
	}
	return false
}

// endsInE tells from the spelling whether an English verb, of which b is left
// without -ing or -ed, ends in an e: bak(e), reliev(e), manag(e), but not treat,
// open or visit. The rules are those of English spelling; endings that verbs have
// both ways (promot-e, pivot) are told by more of their letters, or go without.
func endsInE(b string) bool {
	n := len(b)
	last, before := b[n-1], byte(0)
	if n > 1 {
		before = b[n-2]
	}
	afterVowel := isVowel(before)
	digraph := afterVowel && n > 2 && isVowel(b[n-3]) && !hasAny(b[:n-1], "qui", "gui", "qua")
	switch last {
	case 'v', 'u', 'c':
		return true
	case 'z':
		return before != 'z'
	case 'w', 'x', 'y', 'o', 'a', 'i', 'e':
		return false
	case 'g':
		return before != 'n' || hasAny(b, "chang", "rang", "lleng", "loung", "plung", "spong")
	case 's':
		return before != 's' && !hasAny(b, "ias", "vas")
	case 'h':
		return hasAny(b, "breath", "bath", "sooth", "loath", "cach")
	}
	switch {
	case !afterVowel:
		return last == 'l' && !strings.ContainsRune("lrw", rune(before)) || hasAny(b, "tast", "wast")
	case digraph:
		return hasAny(b, "creat", "iat", "uat", "quot")
	case vowelGroups(b) == 1:
		return true // a short verb without an e doubles its last letter
	}
	switch before {
	case 'a':
		return strings.ContainsRune("tdp", rune(last)) || hasAny(b, "par", "clar", "quar")
	case 'i':
		return strings.ContainsRune("nrdbl", rune(last)) || hasAny(b, "excit", "invit", "ignit", "writ", "unit")
	case 'o':
		return last == 'd' || hasAny(b, "com", "mot", "vot", "not", "quot", "plor", "gnor", "stor", "smok")
	case 'u':
		return strings.ContainsRune("rtdml", rune(last))
	case 'y':
		return true
	default:
		return hasAny(b, "complet", "delet", "compet", "athlet")
	}
}

func isVowel(c byte) bool { return strings.IndexByte("aeiouy", c) >= 0 }

// vowelGroups counts the runs of vowels of a word, about its syllables.
func vowelGroups(w string) int {
	n := 0
	for i := range len(w) {
		if isVowel(w[i]) && (i == 0 || !isVowel(w[i-1])) {
			n++
		}
	}
	return n
}
