//go:build ignore

// Gen writes diaper-rash.csv, a market in the layout in which Google Ads
// Keyword Planner exports one: UTF-16, tabs, two lines above the header, twelve
// months; and diaper-rash-2025.csv, the same market a year earlier. The figures are
// illustrative. They were written by hand so that
// need, solution and brand stand to one another as in the classic example, and
// measure nothing.
//
//	go generate ./examples/diaper-rash
//
// runs "go run gen.go" in this folder. The same table gives the same bytes.
package main

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"log"
	"slices"
	"strconv"
	"strings"

	"github.com/needscape/needscape/examples/internal/planner"
)

// market is the whole market. A line holds the average monthly searches, the
// season, the competition among advertisers, and the keyword. Keywords with a
// bar between them are close variants that Keyword Planner lumps together: each
// is printed with the number of all. "-" is a number that the planner withholds.
const market = `
[need]
90500  mild    low     diaper rash | diapers rash | diaper rashes
74000  heat    low     heat rash | heat rashes
60500  flat    low     rash on face | face rash | rashes on face
27100  mild    low     baby rash | baby rashes | rash baby
22200  mild    low     nappy rash | nappy rashes
14800  flat    low     rash on baby face | baby face rash | rash on baby's face
14800  mild    low     yeast diaper rash | diaper yeast rash
14800  winter  low     baby eczema
12100  winter  low     cradle cap
9900   heat    low     baby heat rash | heat rash baby
8100   winter  low     drool rash
6600   flat    low     newborn rash
5400   flat    low     newborn face rash
5400   mild    low     diaper rash pictures | pictures of diaper rash | diaper rash picture
4400   flat    low     red rash on face
4400   winter  low     teething rash
3600   mild    low     yeast infection diaper rash | diaper rash yeast infection
2900   mild    low     newborn diaper rash
2900   flat    low     itchy rash on face
2400   mild    low     severe diaper rash
2400   mild    low     what causes diaper rash
1900   flat    low     rash on face pictures
1900   mild    low     bleeding diaper rash
1900   mild    low     diaper rash blisters
1600   mild    medium  diaper rash in adults | adult diaper rash
1600   flat    low     what causes rash on face
1600   mild    low     bad diaper rash
1300   mild    low     red bumps on baby's bottom
1300   mild    low     what does diaper rash look like
1300   winter  low     rash around baby's mouth
1000   mild    low     how long does diaper rash last
720    mild    low     diaper rash causes
720    mild    low     diaper rash not going away
590    mild    low     nappy rash pictures
590    mild    low     diaper rash from diarrhea
480    heat    low     heat rash in diaper area
390    mild    low     diaper rash symptoms
390    heat    low     is heat rash contagious
320    mild    low     is diaper rash contagious
320    mild    low     red bumps diaper area
260    mild    low     when to worry about diaper rash
210    mild    low     can diaper rash cause fever
170    flat    low     Why does my baby have a rash on his face
110    mild    low     why does my baby keep getting diaper rash
90     mild    low     baby with sore bottom
40     mild    low     is diaper rash painful
20     mild    low     do cloth diapers cause diaper rash
0      mild    low     diaper rash only on one cheek
-      mild    low     diaper rash or psoriasis

[solution]
27100  mild    high    diaper rash cream | diaper rash creams | cream for diaper rash
18100  flat    high    diaper cream | diaper creams
12100  flat    high    baby wipes
9900   flat    medium  zinc oxide
9900   heat    high    baby powder
8100   flat    high    barrier cream
6600   flat    medium  petroleum jelly
5400   mild    high    nappy rash cream | cream for nappy rash
5400   mild    high    best diaper rash cream
4400   mild    low     how to treat diaper rash
4400   flat    high    zinc oxide cream
3600   mild    low     how to get rid of diaper rash
3600   mild    medium  diaper rash treatment | treatment for diaper rash
3600   heat    low     how to get rid of heat rash
2900   mild    medium  diaper rash ointment
2900   mild    low     diaper rash home remedies | home remedies for diaper rash
2900   winter  high    baby eczema cream | cream for baby eczema
2400   heat    low     heat rash treatment
2400   winter  medium  cradle cap shampoo
1900   mild    medium  ointment for diaper rash
1900   mild    medium  yeast diaper rash treatment
1600   heat    high    heat rash cream
1600   mild    high    baby rash cream | cream for baby rash
1600   mild    high    yeast diaper rash cream | cream for yeast diaper rash
1300   mild    low     coconut oil for diaper rash
1300   flat    high    cornstarch baby powder
1300   flat    high    diaper paste
1300   winter  high    cradle cap brush
1000   mild    low     breast milk for diaper rash
1000   mild    high    diaper rash paste
880    heat    medium  heat rash powder
880    flat    high    fragrance free baby wipes
720    mild    medium  nystatin cream for diaper rash
720    mild    medium  zinc oxide for diaper rash
720    mild    high    diaper rash spray
720    winter  medium  drool rash cream
590    mild    low     how to treat baby rash
590    mild    low     cornstarch for diaper rash
590    mild    low     baking soda bath for diaper rash
590    mild    medium  diaper rash cream for adults
480    mild    medium  calendula cream for diaper rash
480    mild    low     hydrocortisone for diaper rash
480    flat    high    water wipes for newborn
390    heat    medium  powder for heat rash
390    mild    low     how to prevent diaper rash
390    heat    low     calamine lotion for heat rash
320    mild    high    diaper rash powder
320    mild    low     oatmeal bath for diaper rash
260    mild    high    natural diaper rash cream
260    mild    high    organic diaper cream
210    mild    low     zinc oxide vs petroleum jelly for diaper rash
210    mild    high    diaper rash cream near me
170    mild    high    diaper rash cream without zinc oxide
170    flat    medium  face rash cream
170    mild    low     is diaper rash cream safe for face
140    mild    high    zinc free diaper cream
140    mild    medium  diaper rash cream reviews
110    mild    high    buy diaper rash cream
110    mild    high    cloth diaper safe diaper cream
880    heat    high    talcum powder for diaper rash
320    mild    low     egg white for diaper rash
90     mild    high    cheap baby wipes
90     mild    medium  diaper rash ointment with lanolin
70     mild    high    diaper rash cream coupon
50     mild    high    diaper rash cream travel size
30     mild    medium  diaper rash cream 40% zinc oxide
10     mild    low     make your own diaper rash cream
0      mild    low     diaper rash cream from beeswax and olive oil
-      mild    low     diaper cream without lanolin

[brand]
18100  mild    high    desitin | desitins
9900   winter  high    aquaphor baby
8100   mild    high    butt paste
6600   mild    high    boudreaux's butt paste | boudreauxs butt paste
5400   flat    medium  sudocrem
4400   flat    high    a+d ointment | a&d ointment
3600   flat    medium  bepanthen
2900   flat    high    triple paste
2900   winter  high    cetaphil baby
2400   flat    high    johnson's baby powder
2400   winter  high    aveeno baby eczema
1900   mild    high    desitin diaper rash cream
1900   mild    high    aquaphor diaper rash
1600   mild    high    balmex
1600   mild    medium  vaseline for diaper rash
1300   flat    medium  a and d ointment
1300   mild    high    triple paste diaper rash
1300   mild    medium  lotrimin for diaper rash
1300   mild    high    destin diaper cream
1300   flat    high    pampers sensitive wipes
1300   flat    high    huggies natural care wipes
1000   winter  high    mustela cradle cap
880    mild    high    desitin maximum strength
880    mild    high    boudreaux butt paste
720    mild    medium  desitin vs aquaphor | aquaphor vs desitin
720    mild    high    burt's bees diaper cream | burts bees diaper cream
590    mild    high    earth mama diaper balm
590    mild    medium  butt paste vs desitin
590    winter  medium  aquaphor for drool rash
480    mild    high    desitine
480    mild    high    weleda diaper cream
480    mild    high    mustela diaper cream
480    winter  high    aquafor baby
390    mild    medium  sudocream
390    mild    medium  sudocrem for nappy rash
390    mild    medium  lotrimin for yeast diaper rash
320    mild    high    walmart diaper rash cream
320    mild    medium  aquaphor for baby rash
320    mild    medium  bepanthen nappy rash
260    mild    medium  aquaphor vs vaseline for diaper rash
260    mild    medium  butt paste ingredients
260    mild    high    weleda calendula diaper cream
210    mild    high    desitin coupon
210    mild    high    target diaper cream
170    heat    medium  desitin for heat rash
170    mild    medium  pampers diaper rash
140    mild    high    desitin price
140    mild    low     Sudocrem or Bepanthen
110    mild    high    triple paste amazon
110    mild    medium  balmex vs desitin
90     heat    high    johnson's baby powder for heat rash
90     mild    medium  huggies causing diaper rash
70     mild    medium  desitin reviews
50     mild    medium  triple paste vs Desitin
40     mild    high    desitin near me
20     flat    medium  aquaphor for baby face rash
0      mild    medium  balmex discontinued
-      mild    medium  triple paste alternative

[other]
12100  summer  high    rash guard
8100   flat    high    diaper bag backpack
4400   flat    medium  diaper cake
2400   summer  high    baby rash guard
1600   flat    low     nappy roots
1000   flat    low     rash decisions | rash decision
480    flat    low     rash driving
260    flat    low     rash thinking
20     flat    low     desitin stock price
`

// seasons says how the searches of a month, from November to October, stand to
// the others: in percent, roughly.
var seasons = map[string][12]int{
	"flat":   {99, 98, 102, 100, 101, 100, 100, 101, 101, 100, 99, 99},
	"mild":   {95, 93, 97, 96, 98, 100, 103, 107, 109, 107, 100, 96},
	"summer": {45, 50, 60, 75, 105, 130, 170, 190, 170, 115, 60, 40},
	"heat":   {30, 28, 32, 40, 60, 90, 150, 215, 235, 190, 95, 45},
	"winter": {120, 130, 138, 128, 112, 98, 85, 75, 72, 74, 85, 103},
}

// ladder holds the values to which Google rounds.
var ladder = []int{
	0, 10, 20, 30, 40, 50, 70, 90, 110, 140, 170, 210, 260, 320, 390, 480, 590, 720, 880,
	1000, 1300, 1600, 1900, 2400, 2900, 3600, 4400, 5400, 6600, 8100,
	9900, 12100, 14800, 18100, 22200, 27100, 33100, 40500, 49500, 60500, 74000, 90500,
	110000, 135000, 165000, 201000, 246000, 301000,
}

// A row is one keyword of the file.
type row struct {
	average int // -1 where the planner gives no number
	cells   []string
}

func main() {
	log.SetFlags(0)
	then := year{number: planner.Year - 1, without: onlyNow, steps: earlier}
	for name, y := range map[string]year{
		"diaper-rash.csv":      {number: planner.Year, without: onlyThen, before: &then},
		"diaper-rash-2025.csv": then,
	} {
		rows, sums, err := y.read(market)
		if err != nil {
			log.Fatal(err)
		}
		if !(sums["need"] > sums["solution"] && sums["solution"] > sums["brand"]) {
			log.Fatalf("need, solution and brand do not follow one another: %v", sums)
		}
		// As in the planner: the most searched first, those without a number last.
		slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(b.average, a.average) })
		if err := write(name, y.number, rows); err != nil {
			log.Fatal(err)
		}
	}
}

func write(name string, year int, rows []row) error {
	var cells [][]string
	for _, r := range rows {
		cells = append(cells, r.cells)
	}
	return planner.WriteFile(name, year, cells)
}

// A year is one of the two of which there is a file.
type year struct {
	number  int
	without []string       // keywords that its list does not have
	steps   map[string]int // how many steps of the ladder a word's keywords stand above the table
	before  *year          // the year before, where there is a file of it
}

// earlier is what was different a year before: fewer asked for zinc oxide, more for powder,
// and one brand has grown while others shrank.
var earlier = map[string]int{"zinc": -3, "powder": 3, "aquaphor": -2, "desitin": 1, "sudocrem": 2, "cornstarch": 2}

// onlyNow are the keywords of the table that the list of the year before does not have, and
// onlyThen those that only it has.
var (
	onlyNow  = []string{"earth mama diaper balm", "breast milk for diaper rash", "cloth diaper safe diaper cream", "water wipes for newborn"}
	onlyThen = []string{"talcum powder for diaper rash", "egg white for diaper rash", "triple paste diaper rash"}
)

// average returns the average of a keyword of which the table has another.
func (y year) average(keyword string, average int) int {
	i := slices.Index(ladder, average)
	if i <= 0 {
		return average
	}
	for _, word := range strings.Fields(strings.ToLower(keyword)) {
		i += y.steps[word]
	}
	return ladder[max(i, 1)]
}

// read turns the table into the rows of the file, and sums the averages of each
// of its parts with close variants counted once.
func (y year) read(table string) (rows []row, sums map[string]int, err error) {
	sums = map[string]int{}
	seen := map[string]bool{}
	part := ""
	for line := range strings.Lines(table) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if strings.HasPrefix(line, "[") {
			part = strings.Trim(line, "[]")
			continue
		}
		f := strings.Fields(line)
		average := -1
		if f[0] != "-" {
			if average, err = strconv.Atoi(f[0]); err != nil {
				return nil, nil, err
			}
		}
		variants := strings.Split(strings.Join(f[3:], " "), " | ")
		if slices.Contains(y.without, variants[0]) {
			continue
		}
		average = y.average(variants[0], average)
		sums[part] += max(average, 0)
		figures, err := y.figures(variants[0], average, f[1], f[2])
		if err != nil {
			return nil, nil, err
		}
		for _, keyword := range variants {
			if seen[strings.ToLower(keyword)] {
				return nil, nil, fmt.Errorf("%q stands twice in the table", keyword)
			}
			seen[strings.ToLower(keyword)] = true
			rows = append(rows, row{average, append([]string{keyword}, figures...)})
		}
	}
	return rows, sums, nil
}

// figures returns the cells after the keyword. All is done in whole numbers, so
// that it comes out the same on every machine.
func (y year) figures(keyword string, average int, season, competition string) ([]string, error) {
	cells := make([]string, len(planner.Columns)-1+12)
	cells[0] = "USD"
	if average < 0 {
		return cells, nil
	}
	months, err := y.months(keyword, average, season)
	if err != nil {
		return nil, err
	}
	last := months[11]
	yearAgo := last
	if y.before != nil {
		then, err := y.before.months(keyword, y.before.average(keyword, average), season)
		if err != nil {
			return nil, err
		}
		yearAgo = then[11]
	} else if i := slices.Index(ladder, last); i > 0 {
		yearAgo = ladder[i+[]int{-1, 0, 0, 0, 1}[chance(keyword, "year", 5)]]
	}
	cells[1] = strconv.Itoa(average)
	cells[2] = change(months[9], last)
	cells[3] = change(yearAgo, last)
	if average == 0 {
		cells[4] = "Unknown"
	} else if err := advertisers(cells, keyword, competition); err != nil {
		return nil, err
	}
	for i, n := range months {
		cells[13+i] = strconv.Itoa(n)
	}
	return cells, nil
}

// months spreads an average over the year by season, with a little weather of
// the keyword's own, and checks that the rounded months still have it.
func (y year) months(keyword string, average int, season string) (months [12]int, err error) {
	if !slices.Contains(ladder, average) {
		return months, fmt.Errorf("%q: %d is no value of the ladder", keyword, average)
	}
	shape, ok := seasons[season]
	if !ok {
		return months, fmt.Errorf("%q: unknown season %q", keyword, season)
	}
	whole := 0
	for i := range shape {
		shape[i] *= 86 + chance(keyword, planner.Months(y.number)[i], 29)
		whole += shape[i]
	}
	sum := 0
	for i, part := range shape {
		months[i] = nearest(12*int64(average)*int64(part), int64(whole))
		sum += months[i]
	}
	if mean := nearest(int64(sum), 12); mean != average {
		return months, fmt.Errorf("%q: the months %v average %d, not %d", keyword, months, mean, average)
	}
	return months, nil
}

// nearest returns the value of the ladder that is nearest to n/d, the higher
// one of two that are equally near.
func nearest(n, d int64) int {
	best := 0
	for _, v := range ladder {
		if abs(int64(v)*d-n) <= abs(int64(best)*d-n) {
			best = v
		}
	}
	return best
}

func abs(n int64) int64 { return max(n, -n) }

// change returns the change from one number to another as the planner prints it.
func change(from, to int) string {
	switch {
	case from == to:
		return "0%"
	case from == 0:
		return "∞"
	default:
		return strconv.Itoa((to-from)*100/from) + "%"
	}
}

// advertisers fills in the competition and the bids for the top of the page.
// Few bid on keywords with little competition.
func advertisers(cells []string, keyword, competition string) error {
	index := chance(keyword, "competition", 30)
	low := 10 + chance(keyword, "bid", 40)
	switch competition {
	case "low":
		cells[4] = "Low"
		if index %= 15; index < 6 {
			low = 0
		}
	case "medium":
		cells[4], index, low = "Medium", 34+index, low+20
	case "high":
		cells[4], index, low = "High", 71+index%30, low+35
	default:
		return fmt.Errorf("%q: unknown competition %q", keyword, competition)
	}
	cells[5] = strconv.Itoa(index)
	if low > 0 {
		high := low * (25 + chance(keyword, "high", 30)) / 10
		cells[6] = fmt.Sprintf("%d.%02d", low/100, low%100)
		cells[7] = fmt.Sprintf("%d.%02d", high/100, high%100)
	}
	return nil
}

// chance returns a number from 0 to n-1 that looks random and is always the
// same for a keyword and a purpose.
func chance(keyword, purpose string, n int) int {
	h := fnv.New64a()
	h.Write([]byte(keyword + "\t" + purpose))
	return int((h.Sum64() >> 33) % uint64(n))
}
