package cluster_test

import (
	"context"
	"fmt"

	"github.com/needscape/needscape/cluster"
	"github.com/needscape/needscape/keyword"
)

// A list is put into groups, each with the words that tie its members together.
func ExampleNew() {
	keywords := []string{"diaper rash cream", "best diaper rash cream", "cream for diaper rash", "diaper rash", "baby bottle", "glass baby bottle", "bottle warmer"}
	corpus, err := keyword.NewCorpus(context.Background(), keyword.NewAnalyzer(), keywords)
	if err != nil {
		fmt.Println(err)
		return
	}
	g, err := cluster.New(context.Background(), corpus, cluster.Options{
		Demand:    []int64{890, 177, 158, 2970, 400, 90, 320},
		Threshold: 0.6,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for z, group := range g.Groups {
		fmt.Printf("%s: %d searches\n", keywords[group.Hub], group.Demand)
		for _, m := range g.Members(z)[1:] {
			fmt.Printf("  %s: %.2f, shares %v\n", keywords[m.Keyword], m.Similarity, m.Words)
		}
	}
	// Output:
	// diaper rash: 4195 searches
	//   diaper rash cream: 0.77, shares [diaper rash]
	//   cream for diaper rash: 0.77, shares [diaper rash]
	//   best diaper rash cream: 0.60, shares [diaper rash]
	// baby bottle: 490 searches
	//   glass baby bottle: 0.73, shares [baby bottle]
	// bottle warmer: 320 searches
}

// New keywords go to the groups that are there.
func ExampleGrouping_Assigner() {
	keywords := []string{"diaper rash cream", "baby bottle", "glass baby bottle"}
	corpus, err := keyword.NewCorpus(context.Background(), keyword.NewAnalyzer(), keywords)
	if err != nil {
		fmt.Println(err)
		return
	}
	g, err := cluster.New(context.Background(), corpus, cluster.Options{Threshold: 0.5})
	if err != nil {
		fmt.Println(err)
		return
	}
	assigner, err := g.Assigner(context.Background())
	if err != nil {
		fmt.Println(err)
		return
	}
	list := []string{"creams for diaper rash", "plastic baby bottles", "car seat"}
	found, err := assigner.Assign(context.Background(), list)
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, a := range found {
		if a.Group < 0 {
			fmt.Printf("%s: none\n", list[i])
			continue
		}
		fmt.Printf("%s: %s, %.2f\n", list[i], keywords[g.Groups[a.Group].Hub], a.Similarity)
	}
	// Output:
	// creams for diaper rash: diaper rash cream, 1.00
	// plastic baby bottles: baby bottle, 0.61
	// car seat: none
}
