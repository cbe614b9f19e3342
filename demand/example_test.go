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
