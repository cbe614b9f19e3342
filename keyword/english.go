package keyword

import "strings"

// English inflection, by rule. A stem that is made to find everything, as Snowball's,
// is shared by "organ", "organic" and "organization", by "busy" and "business":
// derived words, not forms of one. So only the endings of number, possession, -ing and
// -ed are taken off here, where a vowel is left before them as Porter's stemmer asks
// (M. F. Porter, An algorithm for suffix stripping, Program 14(3), 1980), and never
// from a word that only looks inflected (wedding, marketing, glasses, news), as listed
// in data/words-en.txt; data/irregular-en.txt has the irregular forms. What is left is
// a word, but for verbs of which the spelling does not tell whether they end in an e.
//
// An adjective of which it is known that its -er and -est compare loses them too, and
// of two spellings one stands for both (colour, color), as listed in
// data/spelling-en.txt. Accents, which English has from elsewhere, fall.

// english returns the stem of an English word without accents, in two parts.
func (l *lang) english(text string) (root, ending string) {
	root, ending = l.base(text)
	if other, ok := lookup(l.spelling, root, ending); ok {
		return other, ""
	}
	return root, ending
}

// base takes the inflection off an English word.
func (l *lang) base(text string) (root, ending string) {
	if base, ok := l.irregular[text]; ok {
		return base, ""
	}
	if o := owner(text); o != text {
		text = o
		if base, ok := l.irregular[text]; ok {
			return base, ""
		}
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

// baseForm takes number, -ing and -ed off an English word.
func (l *lang) baseForm(w string) (root, ending string) {
	if len(w) < 3 || l.classes[w]&whole != 0 {
		return w, ""
	}
	if b, y := l.singular(w); len(b) < len(w) {
		if base, ok := lookup(l.irregular, b, y); ok {
			return base, ""
		}
		if y != "" || l.classes[b]&whole != 0 {
			return b, y
		}
		w = b
	}
	n := len(w)
	switch {
	case hasAny(w, "er", "est"):
		return l.positive(w)
	case strings.HasSuffix(w, "ied") && n > 3:
		if n == 4 {
			return w[:n-1], "" // tied
		}
		return w[:n-3], "y"
	case strings.HasSuffix(w, "ing"):
		return l.verb(w, w[:n-3])
	case strings.HasSuffix(w, "ed") && w[max(0, n-3)] != 'e':
		return l.verb(w, w[:n-2])
	}
	return w, ""
}

// positive takes comparison off an adjective: cheapest, bigger, easier. One that is not
// known stays.
func (l *lang) positive(w string) (root, ending string) {
	b, ok := strings.CutSuffix(w, "est")
	if !ok {
		b = strings.TrimSuffix(w, "er")
	}
	n := len(b)
	if n < 2 {
		return w, ""
	}
	compared := func(root, ending string) bool {
		c, _ := lookup(l.classes, root, ending)
		return c&compares != 0
	}
	switch {
	case compared(b, ""):
		return b, ""
	case compared(b, "e"):
		return b, "e"
	case b[n-1] == 'i' && compared(b[:n-1], "y"):
		return b[:n-1], "y"
	case b[n-1] == b[n-2] && compared(b[:n-1], ""):
		return b[:n-1], ""
	}
	return w, ""
}

// singular takes the plural off a noun and the third person off a verb.
func (l *lang) singular(w string) (root, ending string) {
	n := len(w)
	if n < 3 || w[n-1] != 's' || hasAny(w, "ss", "us", "is") || !hasVowel(w[:n-2]) {
		return w, ""
	}
	switch {
	case strings.HasSuffix(w, "ies") && n > 4:
		return w[:n-3], "y"
	case hasAny(w, "ches", "shes", "sses", "xes", "tzes", "zzes", "oes"):
		return w[:n-2], ""
	}
	return w[:n-1], ""
}

// verb takes -ing or -ed off w, given what is before it: running → run, baking →
// bake, treating → treat. What has no vowel is no verb.
func (l *lang) verb(w, b string) (root, ending string) {
	n := len(b)
	switch {
	case n < 2 || !hasVowel(b):
		return w, ""
	case n > 2 && b[n-1] == b[n-2] && doubled(b):
		return b[:n-1], ""
	case endsInE(b):
		if c, _ := lookup(l.classes, b, "e"); c&whole == 0 {
			return b, "e"
		}
	}
	return b, ""
}

// doubled reports whether a verb, of which b is left without -ing or -ed, has doubled
// its last letter before them: stopp, but not fall, miss, add.
func doubled(b string) bool {
	n := len(b)
	switch b[n-1] {
	case 'b', 'd', 'f', 'g', 'm', 'n', 'p', 'r', 't':
		return n > 3 || strings.IndexByte("aeo", b[0]) < 0
	case 'l': // travelling, controlling, but not installing, reselling
		return vowelGroups(b) > 1 && hasAny(b, "ell", "oll", "all", "cill") && !hasAny(b, "sell", "tell", "pell", "well", "stall", "call", "wall", "fall", "ball", "nroll")
	}
	return false
}

// hasVowel reports whether s has a vowel; a y is none at its beginning.
func hasVowel(s string) bool {
	for i := range len(s) {
		if isVowel(s[i]) && (i > 0 || s[i] != 'y') {
			return true
		}
	}
	return false
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
		return hasAny(b, "complet", "delet", "compet", "athlet", "ced")
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
