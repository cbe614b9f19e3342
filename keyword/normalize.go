package keyword

import (
	"strings"
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
	if !isASCII(s) {
		s = norm.NFKC.String(mapValid(s))
		s = norm.NFKC.String(cases.Fold().String(s))
		s = mapValid(s)
	}
	b := make([]byte, 0, len(s))
	space := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c <= ' ' || c == 0x7f {
			space = len(b) > 0
			continue
		}
		if space {
			b = append(b, ' ')
			space = false
		}
		b = append(b, lower(c))
	}
	return string(b)
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

// mapValid is plain on every character of s, but for bytes that are not UTF-8,
// which strings.Map would replace.
func mapValid(s string) string {
	if utf8.ValidString(s) {
		return strings.Map(plain, s)
	}
	var b strings.Builder
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		if r == utf8.RuneError && n == 1 {
			b.WriteByte(s[0])
		} else if r = plain(r); r >= 0 {
			b.WriteRune(r)
		}
		s = s[n:]
	}
	return b.String()
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
