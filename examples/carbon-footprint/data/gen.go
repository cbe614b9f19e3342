//go:build ignore

// Gen writes carbon-footprint.csv, a market in which nothing is sold, in the
// form in which Google Ads Keyword Planner shows it to an account that does not
// spend: volumes in buckets of ten, no months. The buckets are illustrative.
// They were chosen by hand and measure nothing.
//
//	go generate ./examples/carbon-footprint
//
// runs "go run gen.go" in this folder. The same table gives the same bytes.
package main

import (
	"cmp"
	"fmt"
	"log"
	"slices"
	"strings"

	"github.com/needscape/needscape/examples/internal/planner"
)

// market is the whole market. A line holds the bucket of the monthly searches
// (50 is 10 to 100, 500 is 100 to 1,000, and so on), the change of the bucket
// over the last three months (heating is sought from October), the competition
// among advertisers, and the keyword.
const market = `
[need]
50000  0%    low     carbon footprint
50000  0%    low     climate change
50000  0%    low     global warming
50000  0%    low     greenhouse gas emissions
50000  0%    low     carbon emissions
5000   0%    low     what is a carbon footprint
5000   0%    low     carbon footprint meaning
5000   0%    low     what is my carbon footprint
5000   0%    low     climate anxiety
5000   0%    low     eco anxiety
5000   900%  low     high energy bills
5000   0%    low     high electric bill
5000   0%    low     why is my electric bill so high
5000   0%    low     causes of global warming
5000   900%  low     cold house
5000   0%    low     scope 3 emissions
500    0%    low     average carbon footprint
500    0%    low     carbon footprint of flying
500    0%    low     carbon footprint of beef
500    0%    low     food miles
500    0%    low     climate change anxiety
500    0%    low     climate grief
500    0%    low     how bad is climate change
500    900%  low     drafty house
500    900%  low     draughty windows
500    900%  low     house always cold
500    900%  low     why is my house so cold
500    900%  low     heating bill doubled
500    0%    low     damp and mould in house
500    900%  low     gas boiler on its last legs
500    0%    low     home emissions
50     900%  low     can't afford to heat my home
50     0%    low     is my house losing heat
50     0%    low     carbon footprint of streaming
50     0%    low     guilt about flying
50     0%    low     Am I a climate hypocrite

[solution]
50000  0%    high    solar panels
50000  0%    high    heat pump
5000   0%    high    loft insulation
5000   0%    high    attic insulation
5000   0%    high    cavity wall insulation
5000   0%    high    led bulbs
5000   0%    low     vegan diet
5000   0%    low     public transport near me
5000   0%    high    used electric car
5000   0%    high    smart thermostat
5000   0%    medium  carbon footprint calculator
5000   0%    high    carbon offsets
5000   0%    high    electric bike
5000   0%    low     how to reduce carbon footprint
5000   900%  high    secondary glazing
5000   900%  high    draught excluder
5000   0%    high    heat pump cost
5000   0%    high    solar panel grants
500    0%    low     ways to reduce your carbon footprint
500    0%    low     how to cut carbon emissions
500    0%    high    home energy audit
500    0%    high    home energy audit near me
500    0%    medium  heat pump vs gas boiler
500    0%    medium  air source heat pump reviews
500    0%    high    best solar panels for home
500    0%    low     electric car carbon footprint
500    0%    low     vegan diet carbon footprint
500    0%    low     vegan diet climate change
500    0%    low     tree planting climate change
500    0%    low     electric car emissions
500    900%  low     how to heat a cold house
500    0%    low     solar panels carbon footprint
500    0%    low     carbon footprint of a heat pump
500    0%    medium  carbon offset flights
500    0%    low     is public transport better for climate change
500    900%  low     how to lower heating bill
500    900%  medium  weatherstripping for drafty house
500    900%  high    window insulation film
500    0%    low     how to reduce energy bills
500    0%    medium  solar panels to reduce energy bills
500    0%    low     composting at home
500    0%    low     meatless monday recipes
500    0%    high    green energy tariff
500    0%    low     do carbon offsets work
500    0%    low     heat pump without radiators
50     0%    medium  solar panels without battery
50     0%    low     led bulbs to cut electric bill
50     900%  medium  insulation for cold house
50     0%    low     therapy for climate anxiety
50     0%    low     car sharing emissions
50     0%    low     heat pump emissions
50     0%    low     low carbon cooking
50     0%    high    cheap loft insulation for cold house
0      0%    low     line drying clothes carbon footprint

[brand]
5000   0%    high    octopus energy heat pump
5000   0%    medium  boiler upgrade scheme
5000   0%    high    nest thermostat
5000   0%    low     energy star
5000   0%    low     ecosia
5000   0%    medium  warm homes plan
500    0%    medium  verra
500    0%    low     carbon trust
500    0%    low     carbon trust footprint calculator
500    0%    low     gold standard carbon offsets
500    0%    medium  wren climate
500    0%    low     wwf carbon footprint calculator
500    0%    medium  inflation reduction act tax credit
500    0%    high    inflation reduction act heat pump
500    900%  medium  warm homes plan eligibility
500    0%    medium  octopus energy solar panels
500    0%    medium  energy star windows
500    0%    low     octopus energy bill too high
500    0%    medium  boiler upgrade scheme 2026
500    0%    high    tado vs nest thermostat
50     0%    low     ecosia vs google carbon footprint
50     0%    low     wren climate review
50     0%    low     gold standard vs verra
50     0%    low     energystar
50     0%    medium  boiler upgrade scheme without epc
50     0%    low     trainline carbon footprint
50     0%    low     Verra carbon credits
0      0%    low     warm home plan cold house

[other]
5000   0%    low     carbon fibre
5000   0%    high    emissions test near me
500    0%    low     gold standard history
500    0%    low     carbon copy
50     0%    low     nest thermostat stock
`

var buckets = []int{0, 50, 500, 5_000, 50_000, 500_000}

// advertisers gives the cells from Competition to the higher bid.
var advertisers = map[string][]string{
	"low":    {"Low", "8", "", ""},
	"medium": {"Medium", "51", "0.42", "1.95"},
	"high":   {"High", "92", "1.18", "6.40"},
}

// A row is one keyword of the file.
type row struct {
	bucket int
	cells  []string
}

func main() {
	log.SetFlags(0)
	rows, err := read(market)
	if err != nil {
		log.Fatal(err)
	}
	// As in the planner: the most searched first.
	slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(b.bucket, a.bucket) })

	var cells [][]string
	for _, r := range rows {
		cells = append(cells, r.cells)
	}
	if err := planner.WriteFile("carbon-footprint.csv", planner.Year, cells); err != nil {
		log.Fatal(err)
	}
}

// read turns the table into the rows of the file.
func read(table string) (rows []row, err error) {
	seen := map[string]bool{}
	for line := range strings.Lines(table) {
		f := strings.Fields(line)
		if len(f) < 4 {
			continue // a heading or nothing
		}
		r := row{cells: make([]string, len(planner.Columns)+12)}
		if _, err := fmt.Sscan(f[0], &r.bucket); err != nil || !slices.Contains(buckets, r.bucket) {
			return nil, fmt.Errorf("%q is no bucket", f[0])
		}
		keyword := strings.Join(f[3:], " ")
		if seen[strings.ToLower(keyword)] {
			return nil, fmt.Errorf("%q stands twice in the table", keyword)
		}
		seen[strings.ToLower(keyword)] = true
		ads, ok := advertisers[f[2]]
		switch {
		case !ok:
			return nil, fmt.Errorf("%q: unknown competition %q", keyword, f[2])
		case r.bucket == 0:
			ads = []string{"Unknown", "", "", ""}
		}
		copy(r.cells, []string{keyword, "GBP", f[0], f[1], "0%"})
		copy(r.cells[5:], ads)
		rows = append(rows, r)
	}
	return rows, nil
}
