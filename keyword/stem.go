package keyword

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
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
// An adjective of which it is known that its -er and -est compare loses them too, and
// of two spellings one stands for both (colour, color), as listed in
// data/spelling-en.txt. Accents, which English has from elsewhere, fall.
//
// In the other languages the Snowball stem itself is taken. What people leave out or
// write otherwise when they type (bebé, müsli) is told by the language's word list.
func (l *lang) stemOf(text string) string {
	stem := l.ownStem(text)
	if other, ok := l.same[stem]; ok {
		return other
	}
	return stem
}

// ownStem is stemOf as the language has it.
func (l *lang) ownStem(text string) string {
	if !plainWord(text) {
		return text
	}
	if l.suffixes {
		return l.english(l.fold(text))
	}
	if base, ok := l.irregular[text]; ok {
		text = base
	}
	if l.stem == nil || l.classes[text]&whole != 0 {
		return l.fold(text)
	}
	text = l.rewrite(text)
	if l.foldsFirst {
		text = l.fold(text)
	}
	for _, e := range l.endings {
		if stem, ok := strings.CutSuffix(text, e[0]); ok && len(stem) >= 2 {
			text = stem + e[1]
			break
		}
	}
	return l.fold(l.stem(text))
}

// english is stemOf for an English word without accents.
func (l *lang) english(text string) string {
	base := l.base(text)
	if other, ok := l.spelling[base]; ok {
		return other
	}
	return base
}

// base takes the inflection off an English word.
func (l *lang) base(text string) string {
	if base, ok := l.irregular[text]; ok {
		return base
	}
	text = owner(text)
	if base, ok := l.irregular[text]; ok {
		return base
	}
	return l.baseForm(text)
}

// owner takes possession off a word: baby's, babies'.
func owner(text string) string {
	if o := strings.TrimRight(strings.TrimSuffix(text, "'s"), "'"); o != "" {
		return o
	}
	return text
}

// rewrite writes letters as the language's word list says: müsli, muesli.
func (l *lang) rewrite(text string) string {
	if len(l.letters) == 0 || isASCII(text) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if s, ok := l.letters[r]; ok {
			b.WriteString(s)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// fold writes letters as the word list says and, where it says so, the others
// without their accents.
func (l *lang) fold(text string) string {
	if isASCII(text) || !utf8.ValidString(text) {
		return text
	}
	text = l.rewrite(text)
	if !l.folds {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if _, kept := l.letters[r]; kept {
			b.WriteRune(r)
		} else if s, ok := ligatures[r]; ok {
			b.WriteString(s)
		} else {
			plain, _ := utf8.DecodeRuneInString(norm.NFD.String(string(r)))
			b.WriteRune(plain)
		}
	}
	return b.String()
}

// ligatures and other letters that Unicode does not take apart.
var ligatures = map[rune]string{'æ': "ae", 'œ': "oe", 'ø': "o", 'ß': "ss", 'ð': "d", 'þ': "th", 'đ': "d", 'ł': "l", 'ı': "i"}

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
	if b := l.positive(w); b != "" {
		return b
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

// positive takes comparison off an adjective: cheapest, bigger, easier; "" where it
// is none that is known.
func (l *lang) positive(w string) string {
	b, ok := strings.CutSuffix(w, "est")
	if !ok {
		b, ok = strings.CutSuffix(w, "er")
	}
	n := len(b)
	if !ok || n < 2 {
		return ""
	}
	for _, base := range [...]string{b, b + "e", b[:n-1] + "y", b[:n-1]} {
		if l.classes[base]&compares != 0 && (base != b[:n-1] || b[n-1] == b[n-2]) && (base != b[:n-1]+"y" || b[n-1] == 'i') {
			return base
		}
	}
	return ""
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
