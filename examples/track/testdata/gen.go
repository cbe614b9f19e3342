//go:build ignore

// Gen writes exports of a made-up market of Google Ads Keyword Planner at several times. It
// measures nothing: it has keywords that rise and fall, come and go, and close variants that
// are printed with one number.
//
//	cd examples/track/testdata && go run gen.go
package main

import (
	"fmt"
	"log"
	"os"
	"strconv"
	"strings"

	"github.com/needscape/needscape/demand"
)

// market has a line for each number: searches in a mean month of the first year, growth a
// year in per cent, how many times as many there are in the last month, which of the lists
// have it, and the keywords that have the number.
const market = `
90000 0    1   abc diaper rash | diaper rashes
22000 0    1   abc rash on face
18000 2    1   abc heat rash
6600  45   1   abc zinc oxide diaper rash
5400  0    1.8 abc diaper rash cream | cream for diaper rash
3600  -30  1   abc baby powder for diaper rash
1900  0    1   abc how to treat diaper rash
1300  60   1   abc zinc oxide cream
40500 0    1   abc desitin
9900  50   1   abc aquaphor
4400  -40  1   abc desitin diaper rash
1600  50   1   abc aquaphor diaper rash
720   0    .4  abc desitin vs aquaphor
480   0    1   a   egg white for diaper rash
390   0    1   bc  breast milk for diaper rash
260   0    1   c   heat rash spray
70    0    1   abc buy desitin
880   0    1   a   remedy for heat rash
880   0    1   bc  heat rash remedies
590   0    1   bc  sudocrem diaper rash
`

// first is the first month of the earliest export, last that of the latest.
var first, last = demand.MonthOf(2024, 7), demand.MonthOf(2026, 7)

func main() {
	write("2025-06.csv", 'a', demand.MonthOf(2025, 6), nil)
	write("2026-06.csv", 'b', demand.MonthOf(2026, 6), nil)
	write("2026-07.csv", 'c', last, nil)
	write("revised.csv", 'c', last, map[string]float64{"desitin": 1.25, "zinc oxide cream": .8, "heat rash": 1.2})
	var buckets, other strings.Builder
	buckets.WriteString("Keyword,Currency,Avg. monthly searches,Competition\n")
	other.WriteString("Keyword,Intent,Volume,Keyword Difficulty,CPC (USD),SERP Features\n")
	each('c', func(keyword string, month func(demand.Month) float64) {
		n := 5
		for x := int(month(last)); x >= 100; x /= 10 {
			n *= 10
		}
		fmt.Fprintf(&buckets, "%s,EUR,%d,Low\n", keyword, n*10)
		fmt.Fprintf(&other, "%s,Informational,%d,40,0.5,Reviews\n", keyword, ladder(1.4*month(last)))
	})
	save("buckets.csv", buckets.String())
	save("semrush.csv", other.String())
}

// each calls do for the keywords of a list with their searches in a month.
func each(list rune, do func(keyword string, month func(demand.Month) float64)) {
	for line := range strings.Lines(strings.TrimSpace(market)) {
		f := strings.Fields(line)
		if !strings.ContainsRune(f[3], list) {
			continue
		}
		var x [3]float64
		for i := range x {
			var err error
			if x[i], err = strconv.ParseFloat(f[i], 64); err != nil {
				log.Fatal(err)
			}
		}
		for _, keyword := range strings.Split(strings.Join(f[4:], " "), " | ") {
			do(keyword, func(m demand.Month) float64 {
				n := x[0]
				if m >= first+12 {
					n *= 1 + x[1]/100
				}
				if m == last {
					n *= x[2]
				}
				return n * (1 + float64((int(m)*7+len(f))%5-2)/20)
			})
		}
	}
}

// write writes an export of twelve months; the tool prints other numbers of some keywords
// for all of its past.
func write(name string, list rune, to demand.Month, revised map[string]float64) {
	var out strings.Builder
	out.WriteString("Keyword,Currency,Avg. monthly searches,Competition")
	for m := to - 11; m <= to; m++ {
		year, month := m.Date()
		fmt.Fprintf(&out, ",Searches: %s %d", month.String()[:3], year)
	}
	out.WriteByte('\n')
	each(list, func(keyword string, month func(demand.Month) float64) {
		sum, numbers := 0., ""
		for m := to - 11; m <= to; m++ {
			x := month(m)
			if by := revised[keyword]; by != 0 {
				x *= by
			}
			sum += x
			numbers += "," + strconv.Itoa(ladder(x))
		}
		fmt.Fprintf(&out, "%s,EUR,%d,Low%s\n", keyword, ladder(sum/12), numbers)
	})
	save(name, out.String())
}

func save(name, text string) {
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		log.Fatal(err)
	}
}

// ladder rounds to the nearest value of Google's ladder.
func ladder(x float64) int {
	n := int64(x/10+.5) * 10
	for d := int64(0); ; d += 10 {
		for _, near := range []int64{n - d, n + d} {
			if near >= 0 && demand.OnLadder(near) {
				return int(near)
			}
		}
	}
}
