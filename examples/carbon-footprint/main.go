/*
Carbon-footprint tells a market in which nothing need be sold: people want to cut
their emissions and their energy bills, some know what helps (a heat pump,
insulation, offsets), and fewer know a programme or an organisation by name.

Usage:

	carbon-footprint [-data FILE] [-lexicon FILE] [-per day|month] [-top N]

Without arguments it tells of the data that ships with it, which are illustrative:
an export of Google Ads Keyword Planner as accounts without spending see it, with
buckets in the place of numbers. "5000" means 1,000 to 10,000, and all that is
told of it is as wide as that.
*/
package main

import (
	_ "embed"

	"github.com/needscape/needscape/examples/internal/program"
	"github.com/needscape/needscape/examples/internal/story"
)

//go:generate go run -C data gen.go

//go:embed data/carbon-footprint.csv
var data []byte

//go:embed data/lexicon.txt
var lexicon string

//go:embed main.go
var source string

var market = story.Market{
	Name:    "carbon-footprint",
	Title:   "Carbon footprint: what people search for where nothing is sold",
	Manual:  program.Manual(source),
	Data:    data,
	File:    "carbon-footprint.csv",
	Lexicon: lexicon,
	Names:   [3]string{"the need", "something that helps", "a programme or an organisation"},
	Messages: [3]string{
		"tell them what makes a difference, and how much.",
		"tell them who helps and who pays, and how to get on the programme.",
		"tell them how to take part.",
	},
}

func main() { market.Main() }
