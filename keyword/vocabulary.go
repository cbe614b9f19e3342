package keyword

import (
	"maps"
	"slices"
	"strings"
)

// A vocabulary numbers words, each once in its normal form, in the order in which they
// first come. A word is of a language: "die" in German is not "die" in English.
type vocabulary struct {
	first uint32              // the number of its first word: others know the words before
	short table               // words as written and their normal forms, packed
	long  []map[string]uint32 // by language: those that cannot be packed
	texts []string            // the normal forms, by number
	langs []uint8             // the language of each
}

// expect makes room for n words in an empty vocabulary.
func (v *vocabulary) expect(n int) {
	v.short.reserve(max(1<<8, n))
	v.texts, v.langs = make([]string, 0, n), make([]uint8, 0, n)
}

// What is kept for a word is its number, from 1, and whether it may be one with the
// word after it.
const opener = 1 << 31

// numberOf returns the number of a word that was found, from 0.
func numberOf(found uint32) uint32 { return found&^opener - 1 }

// langBits marks packed words as those of a language, by the high bits of their bytes,
// which ASCII leaves free.
func langBits(lang uint8) uint64 { return uint64(lang) * 0x0002040810204080 & byteHighs }

// find returns what is kept for the word text[start:end] of a language, 0 where it is
// not known.
func (v *vocabulary) find(l *lang, lang uint8, text string, start, end int) uint32 {
	if lo, hi, ok := l.pack(text, start, end); ok {
		return v.short.value(lo|langBits(lang), hi)
	}
	if int(lang) >= len(v.long) {
		return 0
	}
	return v.long[lang][text[start:end]]
}

// put keeps what is to be found for a word.
func (v *vocabulary) put(l *lang, lang uint8, word string, found uint32) {
	if lo, hi, ok := l.pack(word, 0, len(word)); ok {
		v.short.place(lo|langBits(lang), hi).value = found
		return
	}
	for int(lang) >= len(v.long) {
		v.long = append(v.long, nil)
	}
	if v.long[lang] == nil {
		v.long[lang] = make(map[string]uint32, cap(v.texts)/8)
	}
	v.long[lang][word] = found
}

// add numbers a word, in its normal form, unless it is known.
func (v *vocabulary) add(l *lang, lang uint8, word string) (found uint32) {
	lo, hi, ok := l.pack(word, 0, len(word))
	if ok {
		s := v.short.place(lo|langBits(lang), hi)
		if s.value == 0 {
			s.value = v.next(l, lang, word)
		}
		return s.value
	}
	if found = v.find(l, lang, word, 0, len(word)); found == 0 {
		found = v.next(l, lang, word)
		v.put(l, lang, word, found)
	}
	return found
}

// next numbers a word that is not known.
func (v *vocabulary) next(l *lang, lang uint8, word string) uint32 {
	v.texts = append(v.texts, word)
	v.langs = append(v.langs, lang)
	found := v.first + uint32(len(v.texts))
	if l.opens(word) {
		found |= opener
	}
	return found
}

// addAll numbers words in their normal form, those that are known too; langs is nil for
// words of the first language. It returns their numbers.
func (v *vocabulary) addAll(of []*lang, words []string, langs []uint8) []uint32 {
	numbers := make([]uint32, len(words))
	lang := uint8(0)
	for i, w := range words {
		if langs != nil {
			lang = langs[i]
		}
		numbers[i] = numberOf(v.add(of[lang], lang, w))
	}
	return numbers
}

// clone returns a vocabulary of the same words, to which others can be added.
func (v *vocabulary) clone() *vocabulary {
	c := &vocabulary{first: v.first, short: v.short, texts: slices.Clip(v.texts), langs: slices.Clip(v.langs)}
	c.short.slots = slices.Clone(v.short.slots)
	for _, m := range v.long {
		c.long = append(c.long, maps.Clone(m))
	}
	return c
}

// pack packs a word, unless it has a capital whose small letter is not that of ASCII.
func (l *lang) pack(text string, start, end int) (lo uint64, hi uint32, ok bool) {
	if l.dotlessI && strings.IndexByte(text[start:end], 'I') >= 0 {
		return 0, 0, false
	}
	return pack(text, start, end)
}

// A reader reads the words of one part of a list.
type reader struct {
	langs  []*lang
	known  *vocabulary // from before, shared with other readers
	own    vocabulary  // what they do not hold
	names  arena
	tokens []uint32 // of the block, as vocabularies number them
	spans  []span
	normal normalizer
	text   []byte // of a word in its normal form
}

// kinds tells letters from digits, for those that most words are made of.
var kinds = func() (t [256]byte) {
	for c, is := range asciiWord {
		if is {
			t[c] = 1
		}
		if is && isDigitByte(byte(c)) {
			t[c] = 2
		}
	}
	return t
}()

// read appends the words of a keyword to r.tokens.
func (r *reader) read(text string, lang uint8) {
	l := r.langs[lang]
	had := len(r.tokens)
	if r.readPlain(l, lang, text) {
		return
	}
	r.tokens = r.tokens[:had]
	r.spans = l.appendSpans(r.spans[:0], text)
	for _, s := range r.spans {
		r.tokens = append(r.tokens, numberOf(r.word(l, lang, text, s.start, s.end)))
	}
}

// readPlain is read for a text of ASCII letters, digits and single spaces in which
// every word is one: most are. It reports whether text was such.
func (r *reader) readPlain(l *lang, lang uint8, text string) bool {
	may := false // the word before may be one with this
	before := span{}
	for start := 0; start < len(text); {
		end, kind := start, byte(0)
		for end < len(text) && kinds[text[end]] != 0 {
			kind |= kinds[text[end]]
			end++
		}
		if end == start || end < len(text) && text[end] != ' ' || kind == 3 && l.cut(text[start:end]) > 0 {
			return false
		}
		if may && l.joined(text, before, start, end) {
			return false
		}
		found := r.word(l, lang, text, start, end)
		r.tokens = append(r.tokens, numberOf(found))
		may = found&opener != 0 || end-start == 1
		before = span{start, end}
		start = end + 1
	}
	return true
}

// word returns what is kept for the word text[start:end].
func (r *reader) word(l *lang, lang uint8, text string, start, end int) uint32 {
	if lo, hi, ok := l.pack(text, start, end); ok {
		lo |= langBits(lang)
		if found := r.known.short.value(lo, hi); found != 0 {
			return found
		}
		if found := r.own.short.value(lo, hi); found != 0 {
			return found
		}
	} else {
		if found := r.known.find(l, lang, text, start, end); found != 0 {
			return found
		}
		if found := r.own.find(l, lang, text, start, end); found != 0 {
			return found
		}
	}
	return r.newWord(l, lang, text[start:end])
}

// newWord finds what a word is that was not seen written so.
func (r *reader) newWord(l *lang, lang uint8, written string) uint32 {
	if isPlain(written) {
		return r.own.add(l, lang, written)
	}
	r.text = l.appendWord(r.text[:0], written, &r.normal)
	if string(r.text) == written {
		return r.own.add(l, lang, written)
	}
	word := r.names.add(r.text)
	found := r.known.find(l, lang, word, 0, len(word))
	if found == 0 {
		found = r.own.add(l, lang, word)
	}
	r.own.put(l, lang, written, found)
	return found
}

// isPlain reports whether a word is small ASCII letters, and digits behind them: it is its
// normal form.
func isPlain(word string) bool {
	for i := range len(word) {
		if c := word[i]; c < 'a' && (i == 0 || !isDigitByte(c)) || c > 'z' {
			return false
		}
	}
	return true
}
