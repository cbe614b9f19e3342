package keyword

import (
	"slices"
	"strings"
)

// wordFacts are what is known of a word or a name by itself, and by its forms in a list.
type wordFacts struct {
	text     string // in its normal form; of several forms the shortest
	words    int32  // more than one in a name
	forms    int32  // in the list
	kind     wordKind
	sense    sense
	listed   nameKind // in the lists of brands
	ordinary bool     // listed, but its words mean something else
	function bool     // carries no meaning of its own, or is a letter
	number   bool
	eastern  bool // not in Latin letters
	mixed    bool // has letters and digits
	compound bool // of two English words
	owner    bool // ends with 's
	foreign  bool // a function word of another language
	english  bool // a function word of no other
	origin   bool // of a people, a language, a day or a month
	inTerm   bool // a word of the lexicon's terms for needs and solutions
	slip     bool // one letter away from a brand
}

const functionClasses = article | silent | link | binds | infinitive | takesTo | pairs | auxiliary | asker | fromward | toward | forWhat | asksHow | asksWhich

// read adds what is known of a word, in its normal form.
func (f *wordFacts) read(text, stem string, c class) {
	known, senses := knownEnglish(), sensesEnglish()
	if f.text == "" || len(text) < len(f.text) || len(text) == len(f.text) && text < f.text {
		f.text, f.words = text, 1
	}
	f.forms++
	f.kind = max(f.kind, known.kind(text, stem))
	of := senses[stem]
	if of == noSense {
		of = senses[text]
	}
	if of != noSense && (f.sense == noSense || of < f.sense) {
		f.sense = of
	}
	switch {
	case f.sense == noSense || f.sense == aTradeName:
	case f.sense == aNamedPlace && f.kind < rareWord:
		f.kind = placeWord
	default:
		f.kind = max(f.kind, rareWord)
	}
	f.function = f.function || c&functionClasses != 0 || len(text) == 1
	n, name := brandNames().longest([]string{text})
	f.number = f.number || c&number != 0 && n == 0 // but 1password
	f.owner = f.owner || strings.HasSuffix(text, "'s") && known[stem] < rareWord
	f.english = f.english || c&functionClasses != 0 && len(text) > 1 && !functionElsewhere(text)
	f.foreign = f.foreign || known[text] == unknownWord && senses[text] == noSense && functionElsewhere(text)
	for i, r := range text {
		f.eastern = f.eastern || r >= 0x250
		f.mixed = f.mixed || i > 0 && isDigit(r) && !f.number
	}
	if n == 1 {
		f.list(name.kind, name.ordinary())
	}
	f.origin = f.origin || of == anOrigin
	f.ordinary = f.ordinary || f.origin
	f.compound = f.kind == unknownWord && (f.compound || isCompound(text, known))
}

// list adds what the lists of brands say of a form: of several forms those count that are not
// ordinary, and of these the first kind.
func (f *wordFacts) list(kind nameKind, ordinary bool) {
	if f.listed == noName || f.ordinary && !ordinary || f.ordinary == ordinary && kind < f.listed {
		f.listed, f.ordinary = kind, ordinary
	}
}

// isCompound reports whether a word is two English words of three letters and more.
func isCompound(text string, known knownWords) bool {
	for k := 3; k <= len(text)-3; k++ {
		if known[text[:k]] >= rareWord && known.kind(text[k:], text[k:]) >= rareWord {
			return true
		}
	}
	return false
}

// functionElsewhere reports whether a word is a function word of a language beside
// English.
func functionElsewhere(word string) bool {
	return slices.ContainsFunc([]string{"de", "es", "fr", "it", "nl", "pt"}, func(base string) bool {
		return langs[base]().classes[word]&functionClasses != 0
	})
}

// joined is what is known of a name of several words.
func joined(parts []*wordFacts, listed nameKind, ordinary bool) wordFacts {
	f := wordFacts{words: int32(len(parts)), forms: 1, kind: commonWord, listed: listed, ordinary: ordinary}
	var texts []string
	for _, p := range parts {
		texts = append(texts, p.text)
		f.kind = min(f.kind, p.kind)
		f.eastern = f.eastern || p.eastern
		f.mixed = f.mixed || p.mixed
		f.sense = p.sense
	}
	f.text = strings.Join(texts, " ")
	return f
}

// guess is how likely a word is a brand by what is known of it alone. It is rough: what
// it is for is to tell in which places brands stand.
func (f *wordFacts) guess() float64 {
	switch {
	case f.listed != noName && !f.ordinary || f.slip:
		return .9
	case f.listed != noName && f.kind >= rareWord:
		return .25
	case f.listed != noName:
		return .5
	case f.eastern:
		return .1
	case f.kind == unknownWord:
		return .5
	case f.kind == nameWord:
		return .3
	case f.kind == placeWord:
		return .1
	}
	return .05
}

// oneEdit reports whether two words differ by one letter that is put in, left out or
// changed, or by two that changed over.
func oneEdit(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 || a == b {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	return a[i+1:] == b[i+1:] || i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}
