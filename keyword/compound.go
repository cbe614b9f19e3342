package keyword

import (
	"maps"
	"strings"
	"unicode/utf8"
)

// What a compound or a prefix begins with, in the table of openers.
const (
	opensCompound = 1 << iota
	opensWord     // it is a prefix
	opensHyphen   // it is one before a hyphen only
)

// spellCompounds adds compounds of which the first word has another spelling, or stands in
// an irregular plural: fibre optic, mice trap.
func (l *lang) spellCompounds() {
	others := map[string][]string{}
	for other, w := range l.spelling {
		others[w] = append(others[w], other)
	}
	if l.suffixes {
		for form, base := range l.irregular {
			if hasAny(form, "ves", "mice", "lice", "feet", "teeth", "geese", "men", "children") {
				others[base] = append(others[base], form)
			}
		}
	}
	for c := range maps.Clone(l.compounds) {
		first, rest, _ := strings.Cut(c, " ")
		for _, other := range others[first] {
			l.compounds[other+" "+rest] = true
			l.spelling[other+strings.ReplaceAll(rest, " ", "")] = strings.ReplaceAll(c, " ", "")
		}
	}
}

// index makes what tells fast that a word opens no compound, as most do not.
func (l *lang) index() {
	open := func(w string, how uint32) {
		if lo, hi, ok := pack(w, 0, len(w)); ok {
			l.openers.place(lo, hi).value |= how
			return
		}
		if l.longOpeners == nil {
			l.longOpeners = map[string]uint32{}
		}
		l.longOpeners[w] |= how
	}
	for c := range l.compounds {
		l.wide = l.wide || !isASCII(c)
		first, rest, _ := strings.Cut(c, " ")
		open(first, opensCompound|letterBit(rest[0]))
	}
	for _, w := range l.prefixes {
		open(w, opensWord)
	}
	for _, w := range l.hyphened {
		open(w, opensHyphen)
	}
}

// letterBit is the bit, above those of how a word opens another, of a letter with which a
// compound goes on; that of all that is none is the last.
func letterBit(c byte) uint32 {
	if !isLetterByte(c) {
		return 1 << 31
	}
	return 1 << (4 + (c | 0x20 - 'a'))
}

// opening tells what the word text[start:end] may open, 0 for nothing.
func (l *lang) opening(text string, start, end int) uint32 {
	if lo, hi, ok := pack(text, start, end); ok {
		return l.openers.value(lo, hi)
	}
	if l.longOpeners == nil {
		return 0
	}
	return l.longOpeners[Normalize(text[start:end])]
}

// opens reports whether a word may be one with the word after it.
func (l *lang) opens(word string) bool {
	return l.opening(word, 0, len(word)) != 0 || len(l.signs) > 0 && allDigits(word)
}

// push appends a span to those of a text, of which the first is dst[had]. Digits and
// the letters beside them are words of their own where people write them so too:
// 8oz, iphone12; and so are one word, however they are written, a compound (wi-fi),
// a word behind its prefix (anti-aging), and a number behind a single letter (b 12).
func (l *lang) push(dst []span, had int, text string, start, end int) []span {
	if at := l.cut(text[start:end]); at > 0 {
		dst = l.push(dst, had, text, start, start+at)
		return append(dst, span{start + at, end})
	}
	if n := len(dst); n > had && l.joined(text, dst[n-1], start, end) {
		dst[n-1].end = end
		return dst
	}
	return append(dst, span{start, end})
}

// cut returns where a word of digits and letters parts in two, 0 where it does not.
func (l *lang) cut(s string) int {
	if first, last := s[0], s[len(s)-1]; !(isDigitByte(first) || isDigitByte(last)) || l.classes[s]&whole != 0 {
		return 0 // mp3 is a name
	}
	digits := 0
	for digits < len(s) && isNumberByte(s[digits]) {
		digits++
	}
	if digits == len(s) || s[len(s)-1] >= utf8.RuneSelf {
		return 0
	}
	if digits > 0 {
		if s[digits-1] < '0' || len(s)-digits > 8 || !asciiLetters(s[digits:]) {
			return 0
		}
		var b [8]byte
		n := copy(b[:], s[digits:])
		for i := range b[:n] {
			b[i] = lower(b[i])
		}
		if l.classes[string(b[:n])]&unitName == 0 {
			return 0
		}
		return digits
	}
	if !isDigitByte(s[len(s)-1]) {
		return 0
	}
	letters := 0
	for letters < len(s) && isLetterByte(s[letters]) {
		letters++
	}
	if letters < 2 {
		return 0
	}
	for _, c := range []byte(s[letters:]) {
		if !isNumberByte(c) {
			return 0
		}
	}
	return letters
}

func isDigitByte(c byte) bool { return '0' <= c && c <= '9' }

func isNumberByte(c byte) bool { return isDigitByte(c) || c == '.' || c == ',' }

func allDigits(s string) bool {
	for i := range len(s) {
		if !isDigitByte(s[i]) {
			return false
		}
	}
	return true
}

func isLetterByte(c byte) bool { c |= 0x20; return 'a' <= c && c <= 'z' }

func asciiLetters(s string) bool {
	for i := range len(s) {
		if !isLetterByte(s[i]) {
			return false
		}
	}
	return true
}

// joined reports whether the word text[start:end] is one with the word before it.
func (l *lang) joined(text string, before span, start, end int) bool {
	n := before.end - before.start
	if n >= 32 || end-start >= 32 || start-before.end > 3 {
		return false
	}
	if n <= 2 && end-start == 1 && text[before.end:start] == " & " && asciiLetters(text[before.start:before.end]) && isLetterByte(text[start]) {
		return true // h & m, at & t
	}
	if allDigits(text[before.start:before.end]) {
		if end-start == 1 && text[start]|0x20 == 'x' && text[before.end:start] == " " {
			return strings.HasPrefix(text[end:], " ") && digitAt(text, end+1) // 10 x 12
		}
		if end-start == 1 && isLetterByte(text[start]) {
			return text[before.end:start] == "-" // 3-d
		}
		return text[before.end:start] == " " && l.signOf(text[start:end]) != "" // 20 dollars
	}
	if n > 2 && isDigitByte(text[before.start]) && text[before.end-2] == ' ' && text[before.end-1]|0x20 == 'x' {
		return digitAt(text, start) && text[before.end:start] == " " // 10 x 12, its x and what is behind it
	}
	if !isASCII(text[before.start:before.end]) || !isASCII(text[start:end]) {
		return l.wide && l.opening(text, before.start, before.end)&opensCompound != 0 && hyphenOrSpace(text[before.end:start]) &&
			l.compounds[Normalize(text[before.start:before.end])+" "+Normalize(text[start:end])]
	}
	first := text[before.start] | 0x20
	if first < 'a' || first > 'z' {
		return false
	}
	if n == 1 && l.compounds != nil && digitAt(text, start) {
		return l.classes[string([]byte{first})]&article == 0 && hyphenOrSpace(text[before.end:start])
	}
	how := l.opening(text, before.start, before.end)
	if how&letterBit(text[start]) == 0 {
		how &^= opensCompound
	}
	if how&(opensCompound|opensWord|opensHyphen) == 0 || !hyphenOrSpace(text[before.end:start]) {
		return false
	}
	var b [64]byte
	k := 0
	for _, c := range []byte(text[before.start:before.end]) {
		b[k] = lower(c)
		k++
	}
	isPrefix := how&opensWord != 0 || how&opensHyphen != 0 && text[before.end:start] == "-"
	b[k] = ' '
	from := k + 1
	k = from
	for _, c := range []byte(text[start:end]) {
		if !isLetterByte(c) {
			break // 's
		}
		b[k] = lower(c)
		k++
	}
	word := b[from:k]
	if isPrefix && len(word) >= 3 && l.classes[string(word)]&(silent|link|binds|article|takesTo) == 0 {
		return true
	}
	if how&opensCompound == 0 {
		return false
	}
	if l.compounds[string(b[:k])] {
		return true
	}
	// Inflected too.
	if l.suffixes {
		typed := text[start : start+len(word)]
		if typed != string(word) {
			typed = string(word)
		}
		base, ending := l.baseForm(typed)
		k = from + copy(b[from:], base)
		k += copy(b[k:], ending)
		return l.compounds[string(b[:k])]
	}
	return len(word) > 2 && b[k-1] == 's' && (l.compounds[string(b[:k-1])] || b[k-2] == 'e' && l.compounds[string(b[:k-2])])
}

// signOf returns the sign of a word for money, "" where it is none.
func (l *lang) signOf(word string) string {
	var b [16]byte
	if len(l.signs) == 0 || len(word) > len(b) {
		return ""
	}
	for i := range len(word) {
		b[i] = lower(word[i])
	}
	return l.signs[string(b[:len(word)])]
}

// hyphenOrSpace reports whether a gap is nothing but space, or a hyphen.
func hyphenOrSpace(gap string) bool {
	hyphens := 0
	for _, r := range gap {
		switch plain(r) {
		case ' ':
		case '-':
			hyphens++
		default:
			return false
		}
	}
	return gap != "" && hyphens <= 1
}
