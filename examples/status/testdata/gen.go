//go:build ignore

// Gen writes market.csv, a made-up market in the layout in which Google Ads Keyword Planner
// exports one, with two years of months. It measures nothing: it has a season, keywords that
// rise and fall, and close variants that are printed with one number.
//
//	cd examples/status/testdata && go run gen.go
package main

import (
	"fmt"
	"hash/fnv"
	"log"
	"math"
	"os"
	"strconv"
	"strings"

	"github.com/needscape/needscape/demand"
)

// market has a line of keywords with one number: searches in a mean month, the season, the
// growth a year in per cent, and the keywords.
const market = `
22000 spring 0   hay fever | hay fevers
9000  spring 0   hay fever symptoms | symptoms of hay fever
6500  spring 0   itchy eyes
4000  spring 5   itchy eyes hay fever
3600  flat   0   runny nose
2900  winter 60  dust mite allergy
1000  winter 60  dust mite allergy symptoms
720   spring 0   what causes hay fever
480   spring 0   hay fever headache
8100  spring -4  hay fever tablets | hay fever tablet | tablets for hay fever
5400  spring 45  nasal spray | nose spray
2400  spring 45  nasal spray for hay fever | hay fever nasal spray
480   spring 0   best nasal spray
1900  spring 3   antihistamine
1600  spring 2   eye drops for itchy eyes
590   flat   0   dust mite allergy treatment
390   spring 0   how to get rid of hay fever
320   spring 0   natural remedies for hay fever
4400  spring -40 sneezol
1300  spring -40 sneezol tablets
1000  spring 60  pollenix
880   spring 60  pollenix nasal spray
260   spring 10  sneezol vs pollenix
170   flat   0   sneezol price
90    flat   0   buy pollenix online
`

// seasons are by month from January.
var seasons = map[string][12]float64{
	"flat":   {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1},
	"spring": {.1, .2, .6, 1.7, 3.2, 3.4, 1.4, .6, .4, .2, .1, .1},
	"winter": {1.6, 1.4, 1, .8, .6, .5, .5, .6, .8, 1.2, 1.5, 1.5},
}

func main() {
	var out strings.Builder
	out.WriteString("Keyword Stats (made-up figures, written for Needscape: not measured)\n\"November 1, 2024 - October 31, 2026\"\n")
	out.WriteString("Keyword\tCurrency\tAvg. monthly searches\tCompetition")
	for i := range 24 {
		year, month := demand.Month(int(demand.MonthOf(2024, 11)) + i).Date()
		fmt.Fprintf(&out, "\tSearches: %s %d", month.String()[:3], year)
	}
	out.WriteByte('\n')
	for line := range strings.Lines(strings.TrimSpace(market)) {
		f := strings.Fields(line)
		mean, err := strconv.ParseFloat(f[0], 64)
		if err != nil {
			log.Fatal(err)
		}
		growth, err := strconv.ParseFloat(f[2], 64)
		if err != nil {
			log.Fatal(err)
		}
		keywords := strings.Split(strings.Join(f[3:], " "), " | ")
		numbers, sum := "", 0.
		for i := range 24 {
			x := mean * seasons[f[1]][(10+i)%12] * math.Pow(1+growth/100, float64(i-12)/12) * noise(keywords[0], i)
			sum += x
			numbers += "\t" + strconv.Itoa(ladder(x))
		}
		for _, k := range keywords {
			fmt.Fprintf(&out, "%s\tEUR\t%d\tLow%s\n", k, ladder(sum/24), numbers)
		}
	}
	out.WriteString("pollen count map\tEUR\t\t" + strings.Repeat("\t", 24) + "\n")
	if err := os.WriteFile("market.csv", []byte(out.String()), 0o644); err != nil {
		log.Fatal(err)
	}
}

// noise is what a month differs by, 0.95 to 1.05.
func noise(keyword string, month int) float64 {
	h := fnv.New32a()
	fmt.Fprint(h, keyword, month)
	return .95 + float64(h.Sum32()%1000)/10000
}

// ladder rounds to the nearest value of Google's ladder.
func ladder(x float64) int {
	n := int64(math.Round(x/10)) * 10
	for d := int64(0); ; d += 10 {
		for _, near := range []int64{n - d, n + d} {
			if near >= 0 && demand.OnLadder(near) {
				return int(near)
			}
		}
	}
}
