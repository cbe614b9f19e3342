/*
Diaper-rash tells the classic market of needs: many more people search for the
need ("diaper rash", "rash on face") than for a generic solution ("diaper cream"),
and fewer again for a brand ("Desitin").

Usage:

	diaper-rash [-data FILE] [-lexicon FILE] [-per day|month] [-top N]
	            [-searches LOW-HIGH] [-place us]

Without arguments it tells of the data that ships with it: a market of 213
keywords in the layout of Google Ads Keyword Planner. The article that the case
comes from does not publish its figures, so those volumes are illustrative.
Replace them with an export of your own.
*/
package main

import (
	_ "embed"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/program"
	"github.com/needscape/needscape/examples/internal/story"
)

//go:generate go run -C data gen.go

//go:embed data/diaper-rash.csv
var data []byte

//go:embed data/lexicon.txt
var lexicon string

//go:embed main.go
var source string

var market = story.Market{
	Name:    "diaper-rash",
	Title:   "Diaper rash: what people search for, and how far along they are",
	Manual:  program.Manual(source),
	Data:    data,
	File:    "diaper-rash.csv",
	Lexicon: lexicon,
	Names:   [3]string{"the need", "a solution", "a brand"},
	Messages: [3]string{
		"tell them that it can be treated, in the words that they use for the rash.",
		"tell them why this cream rather than any cream.",
		"tell them where to get it, and what it costs.",
	},
	Assumed: assumed(),
}

// assumed is under what people are counted: the published part of the engine, and searches a
// person that are illustrative, as the volumes are.
func assumed() demand.Assumptions {
	a, _ := demand.Published("us")
	a.Searches = demand.Assume(1.5, 4, "illustrative: nobody publishes it")
	return a
}

func main() { market.Main() }
