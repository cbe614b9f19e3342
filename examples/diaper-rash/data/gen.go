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
	_ "embed"
	"fmt"
	"hash/fnv"
	"log"
	"slices"
	"strconv"
	"strings"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/planner"
)

// market is the whole market. A line holds the average monthly searches, the
// season, the competition among advertisers, and the keyword. Keywords with a
// bar between them are close variants that Keyword Planner lumps together: each
// is printed with the number of all. "-" is a number that the planner withholds.
//
//go:embed market.txt
var market string

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
var ladder = ladderOf()

func ladderOf() (values []int) {
	rule, _ := demand.RuleOf("ladder")
	for _, v := range rule.Values {
		values = append(values, int(v))
	}
	return values
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
