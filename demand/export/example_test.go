package export_test

import (
	"errors"
	"fmt"
	"log"
	"strings"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/demand/export"
)

// A download of Keyword Planner from an account that sees only buckets, with a
// line that somebody broke.
const download = `Keyword Stats 2026-07-01 at 09_10_11
"June 1, 2025 - May 31, 2026"
Keyword	Currency	Avg. monthly searches	Competition
diaper rash	USD	50000	Low
diaper rash cream	USD	5000	High
baby rash on face	USD	lots	Low
desitin	USD		High
`

func Example() {
	r := export.NewReader(strings.NewReader(download), "planner.csv")
	for row, err := range r.All() {
		var refused *demand.RowError
		switch {
		case errors.As(err, &refused):
			fmt.Println("refused:", refused)
		case err != nil:
			log.Fatal(err)
		default:
			fmt.Printf("%d: %s, %v\n", row.Line, row.Keyword, row.Volume)
		}
	}
	s := r.Source()
	fmt.Printf("%s: %d rows, %d refused\n", s.Format, s.Rows, s.Refused)
	for _, note := range s.Notes {
		fmt.Println("note:", note)
	}
	// Output:
	// 4: diaper rash, 50000 (10000–100000)
	// 5: diaper rash cream, 5000 (1000–10000)
	// refused: planner.csv:6:23: column "Avg. monthly searches": not a number of searches: "lots"
	// 7: desitin, unknown
	// Google Ads Keyword Planner: 4 rows, 1 refused
	// note: the account saw only buckets (50 is 10 to 100, 500 is 100 to 1,000 …)
}
