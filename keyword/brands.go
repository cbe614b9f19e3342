package keyword

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// A nameKind is what a brand's name is that of.
type nameKind uint8

const (
	noName          nameKind = iota
	shopName                 // and what only shops sell
	foodName                 // where one eats, bakers
	serviceName              // banks, hotels, insurers, hairdressers
	transportName            // fuel, cars and bicycles for hire
	institutionName          // universities, charities, parties
	techName                 // software, web sites, products
)

var nameKinds = map[string]nameKind{"shop": shopName, "food": foodName, "service": serviceName, "transport": transportName, "institution": institutionName, "tech": techName}

// A brandName is what is known of a brand's name.
type brandName struct {
	kind nameKind
	// known tells how well an English speaker knows the least known word of the name as
	// another: tesco unknownWord, wendy's nameWord, target commonWord. Rare words are not
	// known here; words of two letters and numbers are as common ones.
	known wordKind
	// longest is how many words the longest name has that begins with this one, if this is
	// of one word.
	longest uint8
}

// ordinary reports whether the name is made of words that mean something else, or of
// names of people or places, so that it takes more than the name to tell that the brand is
// meant.
func (b brandName) ordinary() bool { return b.known != unknownWord }

// A brandList holds names of brands, by their words as brandWord writes them, and the words that
// names begin with.
type brandList map[string]brandName

// brandNames are those of data/brands.txt, read once they are asked for.
var brandNames = sync.OnceValue(readBrands)

// readBrands reads data/brands.txt; a test does, so that it cannot fail in use.
func readBrands() brandList {
	text, err := data.ReadFile("data/brands.txt")
	if err != nil {
		panic("keyword: " + err.Error())
	}
	names := make(brandList, 1<<15)
	known := wordsOfNames()
	for line := range dataLines(string(text)) {
		names.add(line.text, nameKinds[line.heading], known)
	}
	return names
}

func (l brandList) add(name string, kind nameKind, known func(string) wordKind) {
	words := strings.Fields(name)
	least := commonWord
	for _, w := range words {
		least = min(least, known(w))
	}
	key := brandWord(name)
	entry := l[key]
	if entry.kind == noName {
		entry.kind, entry.known = kind, least
		l[key] = entry
	}
	first, _, _ := strings.Cut(key, " ")
	opener := l[first]
	opener.longest = max(opener.longest, uint8(len(words)))
	l[first] = opener
}

// wordsOfNames returns a function that tells how well a word of a name is known: what is as
// common as a word is so, with numbers; rare words are not known.
func wordsOfNames() func(word string) wordKind {
	english, known := langs["en"](), knownEnglish()
	return func(word string) wordKind {
		letters := strings.TrimFunc(word, unicode.IsDigit)
		if len(letters) <= 2 && isASCII(letters) {
			return commonWord
		}
		if kind := known.kind(word, english.stemOf(word)); kind != rareWord {
			return kind
		}
		return unknownWord
	}
}

// longest returns how many words the longest name has that words start with, and what is
// known of it; n is 0 where there is none. The words are in their normal form
// ([Token.Text]). Time is constant for words that no name begins with, else linear in the
// letters of the names that could begin here.
func (l brandList) longest(words []string) (n int, name brandName) {
	if len(words) == 0 {
		return 0, brandName{}
	}
	first := brandWord(words[0])
	entry := l[first]
	if entry.kind != noName {
		n, name = 1, entry
	}
	var room [64]byte
	key := append(room[:0], first...)
	for i, w := range words[1:min(len(words), max(1, int(entry.longest)))] {
		key = append(append(key, ' '), brandWord(w)...)
		if entry := l[string(key)]; entry.kind != noName {
			n, name = i+2, entry
		}
	}
	return n, name
}

// brandWord returns a word, or several, without apostrophes and accents, which people leave
// out.
func brandWord(word string) string {
	if isASCII(word) {
		return strings.ReplaceAll(word, "'", "")
	}
	var b strings.Builder
	for _, r := range word {
		switch {
		case r == '\'':
		case r >= utf8.RuneSelf && r < unaccentedEnd && unaccented()[r] != "":
			b.WriteString(unaccented()[r])
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
