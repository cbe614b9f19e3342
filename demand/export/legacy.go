package export

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/transform"
)

// A code is an encoding of the time before Unicode: what spreadsheets of a country
// still save as CSV.
type code struct {
	name     string
	encoding encoding.Encoding
	// fits tells from a text that was decoded without fault whether it looks like
	// one of this code.
	fits func(letters) bool
}

// codes are tried in order. Those of two bytes a character come first, as a text of
// single bytes nearly always breaks their rules; Windows-1252 is what is left.
var codes = []code{
	{"Shift JIS", japanese.ShiftJIS, func(l letters) bool { return l.kana > 0 && l.eastern(l.kana+l.han) }},
	{"EUC-KR", korean.EUCKR, func(l letters) bool { return l.eastern(l.hangul) && 20*l.hangul > 19*l.all }}, // other bytes are Chinese characters,
	{"GB 18030", simplifiedchinese.GB18030, func(l letters) bool { return 2*l.common > l.han && l.eastern(l.han) }},
	{"Big5", traditionalchinese.Big5, func(l letters) bool { return l.eastern(l.han) }},
	{"Windows-1251", charmap.Windows1251, func(l letters) bool { return 3*l.cyrillicRuns > 2*l.all }},
	{"Windows-1254", charmap.Windows1254, func(l letters) bool { return 4*l.of("ğşıĞŞİ") > l.all && l.of("áæ") == 0 }}, // Turkish, not Icelandic
	{"Windows-1250", charmap.Windows1250, func(l letters) bool {
		return 4*l.of("ąłżźśĄŁŻŹŚľťş") > l.all || // Polish, Slovak, Romanian: signs in Windows-1252
			l.of("šž") > 0 && l.of("ě") > 0 && l.of("ř") > 0 || // Czech
			l.of("ő") > 0 && l.of("ű") > 0 && l.of("ă") == 0 // Hungarian, not Portuguese
	}},
	{"Windows-1252", charmap.Windows1252, func(letters) bool { return true }},
}

// letters counts the letters of a text that are not ASCII.
type letters struct {
	all          int
	kana, hangul int
	han, common  int // Han; those of the first level of GB 2312, in which most text is
	afterLatin   int // any of these three after a Latin letter, as where two bytes were taken for one character
	cyrillicRuns int // Cyrillic after Cyrillic
	each         map[rune]int
}

// eastern reports whether most of the letters are n of the East, and stand among
// themselves.
func (l letters) eastern(n int) bool { return 2*n > l.all && 4*l.afterLatin < l.all }

// of counts some letters.
func (l letters) of(some string) int {
	n := 0
	for _, r := range some {
		n += l.each[r]
	}
	return n
}

// detectLegacy tells the encoding of a head that is not UTF-8.
func detectLegacy(head []byte) code {
	// Whole lines: a character may be cut at the end.
	if i := bytes.LastIndexByte(head, '\n'); i > 0 {
		head = head[:i]
	}
	last := codes[len(codes)-1]
	for _, c := range codes[:len(codes)-1] {
		text, _, err := transform.Bytes(c.encoding.NewDecoder(), head)
		if l := count(string(text)); err == nil && !damaged(text, l.all) && c.fits(l) {
			return c
		}
	}
	return last
}

// damaged reports whether more than one character in fifty, of those that are not
// ASCII, is none.
func damaged(text []byte, all int) bool {
	return 50*bytes.Count(text, replacement) > all
}

func count(text string) letters {
	l := letters{each: map[rune]int{}}
	before := 'a'
	for _, r := range text {
		if r >= utf8.RuneSelf && unicode.IsLetter(r) {
			l.all++
			l.each[r]++
			if before < utf8.RuneSelf && unicode.IsLetter(before) && !unicode.In(r, unicode.Latin, unicode.Cyrillic) {
				l.afterLatin++
			}
		}
		switch {
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			l.kana++
		case unicode.Is(unicode.Hangul, r):
			l.hangul++
		case unicode.Is(unicode.Cyrillic, r) && unicode.Is(unicode.Cyrillic, before):
			l.cyrillicRuns++
		}
		before = r
	}
	// The first level of GB 2312 is B0A1 to D7F9.
	gb := simplifiedchinese.GBK.NewEncoder()
	for r, n := range l.each {
		if unicode.Is(unicode.Han, r) {
			l.han += n
			if b, err := gb.Bytes(utf8.AppendRune(nil, r)); err == nil && len(b) == 2 && b[0] >= 0xB0 && b[0] < 0xD8 && b[1] >= 0xA1 {
				l.common += n
			}
		}
	}
	return l
}
