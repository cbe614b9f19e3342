package demand_test

import (
	"context"
	"fmt"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/keyword"
)

// Two exports of one market, a month apart: the printed averages are the same, and what
// changed shows in the months that only one of them has.
func ExampleDiff() {
	analyzer := new(keyword.Analyzer)
	classifier := must(keyword.NewClassifier(analyzer, keyword.Lexicon{
		Need: []string{"diaper rash"}, Solution: []string{"cream"}, Brand: []string{"desitin", "balmex"},
	}))
	june := demand.MonthOf(2026, 6)
	export := func(last demand.Month, rows map[string][]int64) demand.Snapshot {
		market := demand.NewMarket(classifier)
		for text, n := range rows { // the average, the month of a year before, others, the last month
			months := []int64{n[1], n[2], n[2], n[2], n[2], n[2], n[2], n[2], n[2], n[2], n[2], n[3]}
			market.Add(demand.Row{Keyword: text, Volume: demand.Round(n[0]), Series: demand.Series{First: last - 11, Counts: months, Reading: demand.Rounded}})
		}
		return demand.Snapshot{Report: must(market.Report(context.Background())), Last: last, Tool: "Google Ads Keyword Planner"}
	}
	before := export(june, map[string][]int64{
		"diaper rash": {90500, 74000, 90500, 90500}, "desitin": {5400, 4400, 5400, 5400}, "balmex": {880, 880, 880, 880},
	})
	after := export(june+1, map[string][]int64{
		"diaper rash": {90500, 90500, 90500, 74000}, "desitin": {5400, 5400, 5400, 8100}, "diaper rash cream": {4400, 3600, 4400, 4400},
	})
	d := must(demand.Diff(context.Background(), before, after, demand.DiffOptions{Analyzer: analyzer}))
	for _, c := range d.Keywords {
		fmt.Printf("%s: %v, %v\n", c.Keyword, c.Outcome, c.Basis)
		if c.Outcome == demand.Grown {
			fmt.Printf("  by %.0f to %.0f searches a month; its last month by %.0f %% to %.0f %% in a year\n", c.Shift.Low, c.Shift.High, 100*c.Year.Low, 100*c.Year.High)
		}
	}
	// Output:
	// desitin: grown, by the months that only one of them has
	//   by 204 to 417 searches a month; its last month by 50 % to 125 % in a year
	// diaper rash cream: new, in one list only, but searched at the time of the other
	// balmex: gone, in one list only, but searched at the time of the other
	// diaper rash: no measurable change, by the months that only one of them has
}
