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

// The whole way: an export of Keyword Planner in, the ladder out.
func Example() {
	file, err := os.Open("../examples/diaper-rash/data/diaper-rash.csv")
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()

	analyzer := new(keyword.Analyzer) // English
	classifier, err := keyword.NewClassifier(analyzer, keyword.Lexicon{
		Need:     []string{"rash"},
		Solution: []string{"cream", "ointment", "zinc oxide"},
		Brand:    []string{"desitin", "aquaphor", "sudocrem"},
	})
	if err != nil {
		log.Fatal(err)
	}
	market := demand.NewMarket(analyzer, classifier)
	if err := market.Read(context.Background(), export.NewReader(file, file.Name())); err != nil {
		log.Fatal(err)
	}
	report, err := market.Report(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	for _, rung := range report.Ladder() {
		fmt.Printf("%-8s %3d keywords, %d to %d searches a month\n",
			rung.Role, rung.Keywords, rung.Demand.Low, rung.Demand.High)
	}
	fmt.Println(report.Terms[0].Keyword, report.Terms[0].Volume)
	// Output:
	// need      85 keywords, 372185 to 455059 searches a month
	// solution  65 keywords, 117295 to 143709 searches a month
	// brand     25 keywords, 38555 to 47210 searches a month
	// other     38 keywords, 105035 to 128769 searches a month
	// diaper rash 90500 (82250–100250)
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
