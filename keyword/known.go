package keyword

import (
	"strings"
	"sync"
)

// A wordKind tells how well a word is known.
type wordKind uint8

const (
	unknownWord wordKind = iota
	placeWord            // of the name of a place
	nameWord             // of people
	rareWord
	commonWord
)

// knownWords are the words of a language and the names that its speakers meet, by stem.
type knownWords map[string]wordKind

// knownEnglish reads data/known-en.txt once it is asked for; a test reads it, so that it
// cannot fail in use.
var knownEnglish = sync.OnceValue(func() knownWords {
	text, err := data.ReadFile("data/known-en.txt")
	if err != nil {
		panic("keyword: " + err.Error())
	}
	known := make(knownWords, 1<<17)
	kinds := map[string]wordKind{"common": commonWord, "rare": rareWord, "people": nameWord, "places": placeWord}
	for line := range dataLines(string(text)) {
		for w := range strings.FieldsSeq(line.text) {
			known[w] = kinds[line.heading]
		}
	}
	return known
})

// kind tells how well a word of a stem is known, as it is or without its plural s.
func (k knownWords) kind(word, stem string) wordKind {
	return max(k[word], k[stem], k[strings.TrimSuffix(word, "s")])
}
