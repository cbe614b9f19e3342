package score_test

import (
	"fmt"
	"log"

	"github.com/needscape/needscape/cluster/score"
)

// Keywords as a person would group them, and as a program did.
func Example() {
	keywords := []struct {
		text         string
		searches     int64
		truth, group string
	}{
		{"diaper rash", 60500, "rash", "1"},
		{"diaper rash pictures", 2900, "rash", "1"},
		{"rash on baby bottom", 1000, "rash", "2"},
		{"diaper rash cream", 22200, "cream", "1"},
		{"best diaper cream", 5400, "cream", "3"},
		{"cream for diaper rash", 1300, "cream", "3"},
	}
	var truth, groups []string
	var searches []int64
	for _, k := range keywords {
		truth, groups, searches = append(truth, k.truth), append(groups, k.group), append(searches, k.searches)
	}

	c, err := score.Compare(truth, groups)
	if err != nil {
		log.Fatal(err)
	}
	demand, err := c.WeightedBCubed(searches)
	if err != nil {
		log.Fatal(err)
	}
	b, p := c.BCubed(), c.Pairs()
	fmt.Printf("B³: precision %.2f, recall %.2f, F1 %.2f\n", b.Precision, b.Recall, b.F1)
	fmt.Printf("of the demand: precision %.2f, recall %.2f, F1 %.2f\n", demand.Precision, demand.Recall, demand.F1)
	fmt.Printf("pairs: %d right, %d missed, %d wrong\n", p.Both, p.Truth, p.Groups)
	fmt.Printf("better than chance: %.2f (pairs), %.2f (information)\n", c.ARI(), c.AMI())
	// Output:
	// B³: precision 0.78, recall 0.56, F1 0.65
	// of the demand: precision 0.61, recall 0.58, F1 0.60
	// pairs: 2 right, 4 missed, 2 wrong
	// better than chance: 0.12 (pairs), 0.18 (information)
}
