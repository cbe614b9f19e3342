package demand_test

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/demand/export"
	"github.com/needscape/needscape/keyword"
)

// must returns a value, or ends the program.
func must[T any](v T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return v
}

// The whole way: an export of Keyword Planner in, the ladder out.
func Example() {
	file := must(os.Open("../examples/diaper-rash/data/diaper-rash.csv"))
	classifier := must(keyword.NewClassifier(new(keyword.Analyzer), keyword.Lexicon{
		Need: []string{"rash"}, Solution: []string{"cream", "zinc oxide"}, Brand: []string{"desitin", "aquaphor"},
	}))
	market := demand.NewMarket(classifier)
	if err := market.Read(context.Background(), export.NewReader(file, file.Name())); err != nil {
		log.Fatal(err)
	}
	for _, rung := range must(market.Report(context.Background())).Ladder() {
		fmt.Println(rung.Role, rung.Keywords, "keywords,", rung.Demand.Low, "to", rung.Demand.High, "searches a month")
	}
	// Output:
	// need 89 keywords, 377020 to 460994 searches a month
	// solution 59 keywords, 107665 to 131859 searches a month
	// brand 21 keywords, 32740 to 40085 searches a month
	// other 44 keywords, 115645 to 141809 searches a month
}

// Numbers that cannot be told apart say so.
func ExampleCompare() {
	bucket, _ := demand.InBucket(5000)
	fmt.Println(demand.Round(5400), "and", demand.Round(6600), demand.Compare(demand.Round(5400), demand.Round(6600)) == demand.Undecided)
	fmt.Println(demand.Round(12100), "and", bucket, demand.Compare(demand.Round(12100), bucket) == demand.Greater)
	// Output:
	// 5400 (4900–6000) and 6600 (6000–7350) true
	// 12100 (11000–13450) and 5000 (1000–10000) true
}

// Which solutions are said with a need, and which need is left alone.
func ExampleReport_Pair() {
	analyzer := new(keyword.Analyzer)
	classifier := must(keyword.NewClassifier(analyzer, keyword.Lexicon{
		Need: []string{"diaper rash", "heat rash", "face rash"}, Solution: []string{"cream", "powder"}, Brand: []string{"desitin"},
	}))
	market := demand.NewMarket(classifier)
	for text, searches := range map[string]int64{
		"diaper rash": 90500, "diaper rash cream": 27100, "cream for rashes from diapers": 720, "desitin for diaper rash": 1900,
		"heat rash": 74000, "heat rash powder": 8100, "rash on face": 60500, "face rash cream": 170, "how to treat diaper rash": 4400,
	} {
		market.Add(demand.Row{Keyword: text, Volume: demand.Round(searches)})
	}
	report := must(market.Report(context.Background()))
	pairings := report.Pair(demand.PairOptions{Name: report.Names(analyzer)})
	for _, p := range pairings.Pairs {
		fmt.Printf("%s + %q: %d to %d, %.1f times chance\n", p.Need, p.With, p.Demand.Low, p.Demand.High, p.Lift.Middle)
	}
	for _, w := range pairings.White(demand.WhiteOptions{}) {
		fmt.Printf("white space: %s, of which %.1f %% to %.1f %% says no way to meet it\n", w.Name, 100*w.Unmet.Low, 100*w.Unmet.High)
	}
	// Output:
	// diaper rash + "cream": 25305 to 30900, 2.1 times chance
	// heat rash + "powder": 7350 to 9000, 3.3 times chance
	// diaper rash + "": 4000 to 4900, 2.1 times chance
	// diaper rash + "desitin": 1750 to 2150, 2.1 times chance
	// face rash + "cream": 155 to 190, 0.0 times chance
	// white space: heat rash, of which 88.2 % to 91.8 % says no way to meet it
	// white space: face rash, of which 99.7 % to 99.8 % says no way to meet it
}

// What a source prints on several keywords counts once, and the report shows what was merged.
func ExampleReport_Counting() {
	months := demand.Series{First: demand.MonthOf(2025, 6), Counts: []int64{880, 720, 720, 1000, 1300, 1300, 720, 1300, 1300, 1000, 1000, 880}, Reading: demand.Rounded}
	market := demand.NewMarket(must(keyword.NewClassifier(new(keyword.Analyzer), keyword.Lexicon{Need: []string{"eczema"}})))
	for _, k := range []string{"eczema help", "help for eczemas", "atopic dermatitis help"} {
		market.Add(demand.Row{Keyword: k, Volume: demand.Round(1000), Series: months, Lumping: demand.Lumps})
	}
	c := must(market.Report(context.Background())).Counting()
	fmt.Println("as printed", c.Printed.Low, "to", c.Printed.High)
	fmt.Println("each search once", c.Once.Low, "to", c.Once.High)
	for _, s := range c.Shared {
		for i, why := range s.Why {
			fmt.Printf("%s and %s: %s\n", s.Keywords[0], s.Keywords[i+1], why)
		}
	}
	rule, _ := demand.RuleOf("lumps")
	fmt.Println(rule.Says)
	// Output:
	// as printed 2820 to 3450
	// each search once 940 to 1150
	// eczema help and help for eczemas: word order, function words, plural: the same number and the same 12 months, counted once
	// eczema help and atopic dermatitis help: other words, but the same number and the same 12 months: counted together by the source
	// Close variants (plural, word order, function words, spelling, the same meaning) have one number, that of all of them together, printed on each.
}
