package keyword

import (
	"strings"
	"sync"
)

// A sense is what a word mostly means, in the kinds of WordNet (see data/senses-en.txt).
type sense uint8

const (
	noSense  sense = iota
	aProduct       // artifacts, substances, food, plants
	aService       // acts, communication
	aTrouble       // states, feelings, processes, phenomena, events
	aPerson        // and groups and animals
	aBodyPart
	aPlace
	aQuality // attributes, cognition
	aWorth   // possession
	anAmount // quantities and time
	aThing
	aDoing       // verbs
	aDescription // adjectives and adverbs
	aTradeName
	anOrigin // of people, languages and what is of them; days, months and feasts
	aNamedPlace
	senses
)

var senseNames = [senses]string{"unknown", "product", "service", "trouble", "person", "body part", "place", "quality", "worth", "amount", "thing", "doing", "description", "trade name", "origin", "named place"}

var senseOf = map[string]sense{
	"artifact": aProduct, "substance": aProduct, "food": aProduct, "plant": aProduct, "act": aService, "communication": aService,
	"state": aTrouble, "feeling": aTrouble, "process": aTrouble, "phenomenon": aTrouble, "event": aTrouble,
	"person": aPerson, "group": aPerson, "animal": aPerson, "body": aBodyPart, "location": aPlace, "attribute": aQuality,
	"cognition": aQuality, "possession": aWorth, "quantity": anAmount, "time": anAmount, "thing": aThing, "verb": aDoing, "adjective": aDescription, "adverb": aDescription, "name": aTradeName,
	"origin": anOrigin, "date": anOrigin, "place": aNamedPlace,
}

// sensesEnglish reads data/senses-en.txt once it is asked for; a test reads it, so that
// it cannot fail in use.
var sensesEnglish = sync.OnceValue(func() map[string]sense {
	text, err := data.ReadFile("data/senses-en.txt")
	if err != nil {
		panic("keyword: " + err.Error())
	}
	of := make(map[string]sense, 1<<17)
	for line := range dataLines(string(text)) {
		for w := range strings.FieldsSeq(line.text) {
			of[w] = senseOf[line.heading]
		}
	}
	return of
})
