package demand_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/keyword"
)

// How many people stand behind the searches of a market in the United States. What is
// published comes with the library; how often a person searches for the need does not.
func ExampleReport_Reach() {
	classifier := must(keyword.NewClassifier(new(keyword.Analyzer), keyword.Lexicon{
		Need: []string{"diaper rash"}, Solution: []string{"cream"}, Brand: []string{"desitin"},
	}))
	market := demand.NewMarket(classifier)
	for text, searches := range map[string]int64{"diaper rash": 90500, "diaper rash cream": 27100, "desitin": 40500} {
		market.Add(demand.Row{Keyword: text, Volume: demand.Round(searches)})
	}
	report := must(market.Report(context.Background()))
	published, _ := demand.Published("us")
	reach := must(report.Reach(published))
	fmt.Println("needs", reach.Need.All.Missing)

	own := must(demand.ReadAssumptions(strings.NewReader("us searches 2 5 80 customers were asked in May 2026"), "own.txt"))
	reach = must(report.Reach(own[0].Or(published)))
	for _, x := range []struct {
		who string
		demand.People
	}{{"have the need", reach.Need}, {"know a solution", reach.Solution}, {"know a brand", reach.Brand}} {
		fmt.Printf("%d to %d people %s (%.0f %% to %.0f %%), of whom %d to %d can be reached online\n", x.All.Low, x.All.High,
			x.who, 100*x.Part.Low, 100*x.Part.High, x.Online.Low, x.Online.High)
	}
	for _, use := range reach.Need.All.Uses {
		fmt.Println("by", use.Name, use.Low, "to", use.High)
	}
	// Output:
	// needs [searches]
	// 33244 to 110813 people have the need (100 % to 100 %), of whom 31582 to 101948 can be reached online
	// 14216 to 47460 people know a solution (38 % to 48 %), of whom 13505 to 43663 can be reached online
	// 8513 to 28438 people know a brand (22 % to 30 %), of whom 8087 to 26163 can be reached online
	// by searches 2 to 5
	// by engine 0.86 to 0.91
	// by online 0.92 to 0.95
	// by population 3.401e+08 to 3.468e+08
}

// Forty hours for the rungs of a ladder, in whole hours that add up.
func ExampleApportionDemand() {
	rungs := []string{"need", "solution", "brand"}
	demands := []demand.Sum{
		{Low: 377020, High: 460994, Known: 89}, {Low: 107665, High: 131859, Known: 59}, {Low: 32740, High: 40085, Known: 21},
	}
	for i, p := range must(demand.ApportionDemand(40, demands, demand.ApportionOptions{})) {
		fmt.Printf("%s: %d hours, between %d and %d\n", rungs[i], p.Units, p.Least, p.Most)
	}
	// Somewhat more people search for a solution. That alone would take an hour from the
	// brand, whose quota is hardly another; what was planned can be kept.
	weights := []float64{419007, 127000, 36412}
	fmt.Println(must(demand.Apportion(40, weights, nil)), must(demand.Apportion(40, weights, []int64{29, 8, 3})))
	// Output:
	// need: 29 hours, between 27 and 31
	// solution: 8 hours, between 7 and 10
	// brand: 3 hours, between 2 and 4
	// [29 9 2] [29 8 3]
}
