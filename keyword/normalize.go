package keyword

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Normalize returns s in the one spelling in which keywords are compared:
// Unicode NFKC (full-width forms, ligatures and the like become plain), case
// folded, with one kind of quote, apostrophe, dash and space, without invisible
// characters and trademark signs, and with single spaces between words and none
// around them. Accents stay.
//
// Normalize is idempotent. Bytes that are not UTF-8 stay as they are.
func Normalize(s string) string {
	if isNormal(s) {
		return s
	}
	var n normalizer
	return string(n.append(nil, s))
}

// A normalizer is the working memory that many texts are normalised in.
type normalizer struct {
	a, b  []byte
	caser *cases.Caser
}

// append appends what Normalize returns for s.
func (n *normalizer) append(dst []byte, s string) []byte {
	if isASCII(s) {
		return appendSpaced(dst, s)
	}
	n.a = appendPlain(n.a[:0], s)
	n.compose()
	n.fold()
	n.compose()
	n.b = appendPlain(n.b[:0], n.a)
	return appendSpaced(dst, n.b)
}

// compose puts the text n.a into NFKC.
func (n *normalizer) compose() {
	if !norm.NFKC.IsNormal(n.a) {
		n.b = norm.NFKC.Append(n.b[:0], n.a...)
		n.a, n.b = n.b, n.a
	}
}

// fold folds the case of n.a.
func (n *normalizer) fold() {
	if n.caser == nil {
		c := cases.Fold()
		n.caser = &c
	}
	n.b = slices.Grow(n.b[:0], max(256, 3*len(n.a))) // a letter becomes three at most
	length, _, err := n.caser.Transform(n.b[:cap(n.b)], n.a, true)
	if err != nil {
		n.b = append(n.b[:0], n.caser.Bytes(n.a)...)
		length = len(n.b)
	}
	n.a, n.b = n.b[:length], n.a
}

// appendSpaced appends s with small ASCII letters and single spaces, none around.
func appendSpaced[T string | []byte](dst []byte, s T) []byte {
	start := len(dst)
	space := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c <= ' ' || c == 0x7f {
			space = len(dst) > start
			continue
		}
		if space {
			dst = append(dst, ' ')
			space = false
		}
		dst = append(dst, lower(c))
	}
	return dst
}

// isNormal reports whether s is ASCII and what Normalize would return for it.
func isNormal(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= utf8.RuneSelf || c < ' ' || c == 0x7f || 'A' <= c && c <= 'Z':
			return false
		case c == ' ' && (i == 0 || i == len(s)-1 || s[i-1] == ' '):
			return false
		}
	}
	return true
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// appendPlain appends s with every character as plain has it; bytes that are not UTF-8
// stay.
func appendPlain[T string | []byte](dst []byte, s T) []byte {
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			dst = append(dst, byte(plain(rune(s[i]))))
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(string(s[i:min(i+utf8.UTFMax, len(s))]))
		if r == utf8.RuneError && n == 1 {
			dst = append(dst, s[i])
		} else if r = plain(r); r >= 0 {
			dst = utf8.AppendRune(dst, r)
		}
		i += n
	}
	return dst
}

// plain maps the typographic kinds of a character to the one that a keyboard
// has, in the manner of strings.Map: a negative result drops the character.
func plain(r rune) rune {
	if r < utf8.RuneSelf {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}
	switch r {
	case '’', '‘', 'ʼ', '‛', '′', '´', 'ʹ', 'ꞌ':
		return '\''
	case '“', '”', '„', '‟', '«', '»', '″', '〝', '〞':
		return '"'
	case '‐', '‑', '‒', '–', '—', '―', '−', '﹘', '﹣', '⁃':
		return '-'
	case '⁄', '∕':
		return '/'
	case '™', '®', '©', '℠', '\u200b', '\u2028', '\u2029', '\u0085':
		return ' '
	case '\u00ad', '\ufeff', '\u2060', '\u200e', '\u200f', '\u061c':
		return -1
	}
	if 'ꭰ' <= r && r <= 'ꮿ' {
		return r - 'ꭰ' + 'Ꭰ' // small Cherokee, which cases.Fold swaps with the capitals
	}
	if '\u202a' <= r && r <= '\u202e' || '\u2066' <= r && r <= '\u2069' {
		return -1 // directions of writing
	}
	if unicode.IsSpace(r) || unicode.Is(unicode.Zs, r) || unicode.IsControl(r) {
		return ' '
	}
	return r
}
