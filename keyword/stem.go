package keyword

import (
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// stemOf returns what the inflected forms of the word text share. A word with a
// digit or a sign in it is its own stem, and so is every word of a language
// without a stemmer.
//
// In English inflection decides: see english.go. In the other languages the Snowball
// stem is taken. What people leave out or write otherwise when they type (bebé, müsli)
// is told by the language's word list.
func (l *lang) stemOf(text string) string {
	return concat(l.form(text, nil))
}

func concat(root, ending string) string {
	if ending == "" {
		return root
	}
	return root + ending
}

// form returns the stem of a word in two parts; what it must write anew is kept by
// made, which may be nil.
func (l *lang) form(text string, made *arena) (root, ending string) {
	root, ending = l.ownForm(text, made)
	if other, ok := lookup(l.same, root, ending); ok {
		return other, ""
	}
	return root, ending
}

// ownForm is form as the language has it.
func (l *lang) ownForm(text string, made *arena) (root, ending string) {
	if !plainWord(text) {
		if other, ok := l.spelling[text]; ok {
			return other, ""
		}
		return text, ""
	}
	if l.suffixes {
		return l.english(l.fold(text, made))
	}
	if base, ok := l.irregular[text]; ok {
		text = base
	}
	if l.classes[text]&whole != 0 {
		return l.fold(text, made), ""
	}
	text = l.rewrite(text, made)
	if l.foldsFirst {
		text = l.fold(text, made)
	}
	for _, e := range l.endings {
		if stem, ok := strings.CutSuffix(text, e[0]); ok && utf8.RuneCountInString(stem) >= 2 {
			text = stem + e[1]
			break
		}
	}
	if l.stem == nil {
		return l.fold(text, made), ""
	}
	stem := l.stem(text)
	for l.again && stem != text {
		text, stem = stem, l.stem(stem)
	}
	return l.fold(stem, made), ""
}

// lookup returns what m holds for the word root+ending.
func lookup[V any](m map[string]V, root, ending string) (V, bool) {
	if len(m) == 0 {
		var none V
		return none, false
	}
	if ending == "" {
		v, ok := m[root]
		return v, ok
	}
	var b [32]byte
	v, ok := m[string(append(append(b[:0], root...), ending...))]
	return v, ok
}

// rewrite writes letters as the language's word list says: müsli, muesli.
func (l *lang) rewrite(text string, made *arena) string {
	if len(l.letters) == 0 || isASCII(text) {
		return text
	}
	return replaced(text, made, func(dst []byte, r rune) []byte {
		if s, ok := l.letters[r]; ok {
			return append(dst, s...)
		}
		return utf8.AppendRune(dst, r)
	})
}

// fold writes letters as the word list says and, where it says so, the others
// without their accents.
func (l *lang) fold(text string, made *arena) string {
	if isASCII(text) || !utf8.ValidString(text) {
		return text
	}
	text = l.rewrite(text, made)
	if !l.folds {
		return text
	}
	return replaced(text, made, func(dst []byte, r rune) []byte {
		if _, kept := l.letters[r]; !kept && r < unaccentedEnd {
			if plain := unaccented()[r]; plain != "" {
				return append(dst, plain...)
			}
		}
		return utf8.AppendRune(dst, r)
	})
}

// replaced returns text with what appended makes of each of its letters.
func replaced(text string, made *arena, appended func([]byte, rune) []byte) string {
	if made == nil {
		made = new(arena)
	}
	made.scratch = made.scratch[:0]
	for _, r := range text {
		made.scratch = appended(made.scratch, r)
	}
	if string(made.scratch) == text {
		return text
	}
	return made.add(made.scratch)
}

// unaccentedEnd is behind the letters that may have accents: Latin, Greek and Cyrillic
// ones, and the Latin and Greek of Vietnamese and old texts.
const unaccentedEnd = 0x2000

// unaccented are letters without their accents, and ligatures and other letters that
// Unicode does not take apart in two; "" for those that have none.
var unaccented = sync.OnceValue(func() *[unaccentedEnd]string {
	var t [unaccentedEnd]string
	for r := rune(utf8.RuneSelf); r < unaccentedEnd; r++ {
		if plain, _ := utf8.DecodeRuneInString(norm.NFD.String(string(r))); plain != r {
			t[r] = string(plain)
		}
	}
	for r, s := range map[rune]string{'æ': "ae", 'œ': "oe", 'ø': "o", 'ß': "ss", 'ð': "d", 'þ': "th", 'đ': "d", 'ł': "l", 'ı': "i"} {
		t[r] = s
	}
	return &t
})

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
