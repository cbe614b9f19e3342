package keyword

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Token is a word of a keyword, at its place.
type Token struct {
	Start, End int    // the token is text[Start:End], in bytes
	Text       string // its normal form (see [Normalize])
	Stem       string // what the inflected forms of one word share
	Silent     bool   // a function word that carries no meaning in this place: no part of the key
}

// span is a token before anything is known of it.
type span struct{ start, end int }

// appendSpans appends the places of the words of text to dst, in order, without
// overlap. Words are runs of letters, marks and digits; the signs that name
// things or change them stay with their word:
//
//	don't  baby's  1.5  1,000  24/7  node.js  .net  c++  c#  a+d  at&t  50+  5%  $20
//
// Where no spaces are written, as in Japanese and Chinese, a change between Han,
// hiragana, katakana and other letters parts words (赤ちゃん is 赤 and ちゃん); a run of
// one of them, and one of Thai, is a word: shorter words in it are not known, so that
// too little is merged and never too much.
//
// A hyphen, like any other sign, parts words. Single letters with dots are one
// word (u.s.a.). Pictures (emoji) are words. A text with none of all these, but
// not empty, is one word.
func (l *lang) appendSpans(dst []span, text string) []span {
	had := len(dst)
	for i := 0; i < len(text); {
		if asciiWord[text[i]&0x7f] && text[i] < utf8.RuneSelf {
			// Nearly all words: ASCII letters and digits up to a space or the end.
			end := i + 1
			for end < len(text) && text[end] < utf8.RuneSelf && asciiWord[text[end]] {
				end++
			}
			if end == len(text) || text[end] == ' ' {
				dst = l.push(dst, had, text, i, end)
				i = end + 1
				continue
			}
			if isSign(text, end) {
				dst = append(l.push(dst, had, text, i, end), span{end, end + 1})
				i = end + 1
				continue
			}
		}
		r, n := decode(text, i)
		switch {
		case r == '-' && digitAt(text, i+1) && (i == 0 || text[i-1] == ' '), inWord(r), (r == '$' || r == '€' || r == '£' || r == '₹' || r == '¥') && digitAt(text, i+n),
			r == '.' && letterAt(text, i+1) && !wordBefore(text, i):
			end := l.wordEnd(text, i)
			dst = l.push(dst, had, text, i, end)
			i = end
		case unicode.Is(unicode.So, r) && plain(r) != ' ':
			dst = append(dst, span{i, i + n})
			i += n
		default:
			i += n
		}
	}
	if len(dst) == had {
		if t := strings.TrimFunc(text, func(r rune) bool { return plain(r) <= ' ' }); t != "" {
			start := strings.Index(text, t)
			dst = append(dst, span{start, start + len(t)})
		}
	}
	return dst
}

// wordEnd returns where the word that starts at i ends.
func (l *lang) wordEnd(text string, i int) int {
	start := i
	r, n := decode(text, i)
	eastern := r >= firstEastern // a letter of the East was seen
	for i += n; i < len(text); {
		r, n := decode(text, i)
		if inWord(r) {
			if r >= firstEastern {
				eastern = true
				if was, is := scriptOf(text[start:i]), writing(r); is != was && is != anyScript && was != anyScript {
					return i
				}
			} else if eastern && scriptOf(text[start:i]) > otherScript {
				return i
			}
			i += n
			continue
		}
		last, _ := utf8.DecodeLastRuneInString(text[start:i])
		next := i + n
		switch plain(r) {
		case '\'', '`':
			if !letterAt(text, next) || !unicode.IsLetter(last) {
				return i
			}
			if l.elides(text[start:i]) {
				return i // l'eau: two words
			}
		case '.':
			if !(digitAt(text, next) && isDigit(last)) && !(letterAt(text, next) && unicode.IsLetter(last)) {
				return i
			}
		case ',':
			if !isDigit(last) || !thousands(text[next:]) {
				return i
			}
		case '/':
			if !digitAt(text, next) || !isDigit(last) {
				return i
			}
		case '&':
			if !letterAt(text, next) || !unicode.IsLetter(last) || wordLen(text[next:]) > 2 && i-start > 2 {
				return i
			}
		case '+':
			if wordAt(text, next) && !(letterAt(text, next) && i-start <= 2) {
				return i // rash+cream: two words
			}
			for next < len(text) && text[next] == '+' {
				next++
			}
		case '#':
			if !unicode.IsLetter(last) || wordAt(text, next) {
				return i
			}
		case '(':
			if !letterAt(text, next) || text[next] >= utf8.RuneSelf || !strings.HasPrefix(text[next+1:], ")") || wordAt(text, next+2) {
				return i
			}
			next += 2 // 401(k), shoe(s)
		case '%', '$', '€', '£', '₹':
			if !isDigit(last) || wordAt(text, next) {
				return i
			}
		default:
			return i
		}
		i = next
	}
	return i
}

// A script is a way of writing, as far as a change of it parts words where no space
// does: Han, hiragana and katakana of Japanese and Chinese, and all others.
type script uint8

const (
	anyScript   script = iota // goes with what is before it: digits, marks, the long ー
	otherScript               // Latin and all that is not below
	han
	hiragana
	katakana
)

// firstEastern is before the characters of the East.
const firstEastern = 0x2e80

func writing(r rune) script {
	switch {
	case r == 'ー' || r == '々' || unicode.IsMark(r) || unicode.IsDigit(r):
		return anyScript
	case unicode.Is(unicode.Han, r):
		return han
	case unicode.Is(unicode.Hiragana, r):
		return hiragana
	case unicode.Is(unicode.Katakana, r):
		return katakana
	}
	return otherScript
}

// scriptOf returns the script of the last letter of a word that has one.
func scriptOf(word string) script {
	for word != "" {
		r, n := utf8.DecodeLastRuneInString(word)
		if r < firstEastern && !isDigit(r) && !unicode.IsMark(r) {
			return otherScript
		}
		if r >= firstEastern {
			if is := writing(r); is != anyScript {
				return is
			}
		}
		word = word[:len(word)-n]
	}
	return anyScript
}

// isSign reports whether the quote at a place is that of inches or, a single one, of
// feet: behind a digit, before a space or the end, and with none to go with it.
func isSign(text string, at int) bool {
	const most = 1 << 12 // longer texts are no searches
	if c := text[at]; c != '"' && c != '\'' || !digitAt(text, at-1) || len(text) > most || strings.Count(text, text[at:at+1])%2 == 0 {
		return false
	}
	if at+1 == len(text) {
		return true
	}
	r, _ := decode(text, at+1)
	return plain(r) == ' '
}

// decode is utf8.DecodeRuneInString with a short way for ASCII.
func decode(s string, i int) (rune, int) {
	if c := s[i]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(s[i:])
}

// inWord reports whether r is of those that words are made of. A byte that is
// not UTF-8 is: what it meant cannot be told, so it is kept.
func inWord(r rune) bool {
	if int(r) < len(nearWord) {
		return nearWord[r]
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r) || r == utf8.RuneError
}

// nearWord is inWord for Latin, Greek, Cyrillic, Hebrew and Arabic.
var nearWord = func() (t [0x700]bool) {
	for r := range t {
		t[r] = r < utf8.RuneSelf && asciiWord[r] || r >= utf8.RuneSelf && (unicode.IsLetter(rune(r)) || unicode.IsMark(rune(r)) || unicode.IsNumber(rune(r)))
	}
	return t
}()

var asciiWord = func() (t [utf8.RuneSelf]bool) {
	for c := '0'; c <= '9'; c++ {
		t[c] = true
	}
	for c := 'a'; c <= 'z'; c++ {
		t[c], t[c-'a'+'A'] = true, true
	}
	return t
}()

func isDigit(r rune) bool { return '0' <= r && r <= '9' || r >= utf8.RuneSelf && unicode.IsDigit(r) }

func digitAt(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	r, _ := decode(s, i)
	return isDigit(r)
}

func letterAt(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	r, _ := decode(s, i)
	return inWord(r) && !isDigit(r) && !unicode.IsMark(r)
}

func wordAt(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	r, _ := decode(s, i)
	return inWord(r)
}

func wordBefore(s string, i int) bool {
	r, n := utf8.DecodeLastRuneInString(s[:i])
	return n > 0 && inWord(r)
}

// wordLen returns how many characters of a word s starts with.
func wordLen(s string) int {
	n := 0
	for _, r := range s {
		if !inWord(r) {
			break
		}
		n++
	}
	return n
}

// thousands reports whether s starts with three digits and no more.
func thousands(s string) bool {
	return digitAt(s, 0) && digitAt(s, 1) && digitAt(s, 2) && !wordAt(s, 3)
}

// wordText returns the normal form of a word as written (see appendWord).
func (l *lang) wordText(s string) string {
	if isNormal(s) && strings.IndexFunc(s, func(r rune) bool { return !inWord(r) }) < 0 {
		return s
	}
	var n normalizer
	return string(l.appendWord(nil, s, &n))
}

// appendWord appends the normal form of a word as written: [Normalize], without
// the commas between thousands, the dots between single letters, and any space
// that normalising has put in; a+d is a&d.
func (l *lang) appendWord(dst []byte, s string, n *normalizer) []byte {
	if l.dotlessI && strings.ContainsAny(s, "Iİ") {
		s = dotless.Replace(s)
	}
	start := len(dst)
	dst = n.append(dst, s)
	word := dst[start:]
	switch string(word) {
	case `"`:
		return append(dst[:start], "inch"...)
	case "'":
		return append(dst[:start], "ft"...)
	}
	if i := bytes.IndexByte(word, '+'); i > 0 && i+1 < len(word) && letterAt(string(word[i+1:]), 0) {
		for i, c := range word {
			if c == '+' {
				word[i] = '&'
			}
		}
	}
	kept := 0
	if len(word) > 1 && word[0] == '-' && isDigitByte(word[1]) {
		start, word = start+1, word[1:] // below zero
	}
	for _, c := range word {
		if !inside(c) {
			kept++
		}
	}
	if kept > 0 {
		at := 0
		for _, c := range word {
			if c == '`' {
				c = '\''
			}
			if !inside(c) {
				word[at] = c
				at++
			}
		}
		word = word[:at]
	}
	if initials(word) {
		at := 0
		for _, c := range word {
			if c != '.' {
				word[at] = c
				at++
			}
		}
		word = word[:at]
	}
	return l.appendMoney(dst[:start], word)
}

// inside reports whether c falls where it stands in a word.
func inside(c byte) bool { return c == ' ' || c == ',' || c == '-' || c == '(' || c == ')' }

// appendMoney appends a word, an amount of money with its sign before it: 20dollars, $20.
// The word is where it is to be appended.
func (l *lang) appendMoney(dst, word []byte) []byte {
	digits := 0
	for digits < len(word) && isNumberByte(word[digits]) {
		digits++
	}
	sign := ""
	if digits > 0 && digits < len(word) {
		sign = l.signOf(string(word[digits:]))
	}
	if sign == "" {
		return dst[:len(dst)+len(word)]
	}
	dst = append(dst, word[:digits]...)
	if sign == "%" {
		return append(dst, sign...)
	}
	return slices.Insert(dst, len(dst)-digits, []byte(sign)...)
}

var dotless = strings.NewReplacer("I", "ı", "İ", "i")

// initials reports whether word is letters with dots between, one or two to a part and
// one in one of them: u.s.a, ph.d.
func initials(word []byte) bool {
	if bytes.IndexByte(word, '.') < 0 {
		return false
	}
	part, single := 0, false
	for len(word) > 0 {
		r, n := utf8.DecodeRune(word)
		word = word[n:]
		switch {
		case r == '.':
			if part == 0 {
				return false
			}
			single = single || part == 1
			part = 0
		case !inWord(r) || isDigit(r) || unicode.IsMark(r) || part == 2:
			return false
		default:
			part++
		}
	}
	return part > 0 && (single || part == 1)
}
