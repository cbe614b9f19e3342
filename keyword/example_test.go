package keyword_test

import (
	"fmt"
	"log"

	"github.com/needscape/needscape/keyword"
)

// What a keyword names, how far along the searcher is, and why.
func ExampleClassifier() {
	var english keyword.Analyzer
	classifier, err := keyword.NewClassifier(&english, keyword.Lexicon{
		Need:     []string{"diaper rash"},
		Solution: []string{"cream"},
		Brand:    []string{"desitin"},
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, k := range []string{"diaper rash", "what causes diaper rash", "how to treat diaper rash", "best cream for diaper rash", "Desitin near me"} {
		l := classifier.Classify(k)
		fmt.Printf("%s: %s, %s\n", k, l.Role, l.Stage)
		for _, e := range l.Evidence {
			fmt.Printf("  %q speaks for %s, %s (%s)\n", e.Text, e.Role, e.Stage, e.Why)
		}
	}
	// Output:
	// diaper rash: need, aware
	//   "diaper rash" speaks for need, none (lexicon)
	// what causes diaper rash: need, articulate
	//   "what" speaks for other, articulate (mark)
	//   "causes" speaks for other, articulate (mark)
	//   "diaper rash" speaks for need, none (lexicon)
	// how to treat diaper rash: solution, comprehend
	//   "how to" speaks for solution, comprehend (mark)
	//   "treat" speaks for solution, comprehend (mark)
	//   "diaper rash" speaks for need, none (lexicon)
	// best cream for diaper rash: solution, compare
	//   "best" speaks for other, compare (mark)
	//   "cream" speaks for solution, none (lexicon)
	//   "diaper rash" speaks for need, none (lexicon)
	// Desitin near me: brand, buy
	//   "Desitin" speaks for brand, none (lexicon)
	//   "near me" speaks for other, buy (mark)
}

func ExampleAnalyzer_Key() {
	var english keyword.Analyzer
	for _, k := range []string{"diaper rash creams", "Cream for Diaper-Rash", "cream without zinc", "zinc-free cream", "flights from london to paris", "vitamin a"} {
		fmt.Printf("%-30s %s\n", k, english.Key(k))
	}
	// Output:
	// diaper rash creams             cream diaper rash
	// Cream for Diaper-Rash          cream diaper rash
	// cream without zinc             cream without_zinc
	// zinc-free cream                cream without_zinc
	// flights from london to paris   flight london to_paris
	// vitamin a                      a vitamin
}
