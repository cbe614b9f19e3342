package cluster_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/needscape/needscape/cluster"
)

// A list in May and in June: the groups keep their identities, and what changed is told.
func ExampleTracker() {
	var tracker cluster.Tracker
	may, err := tracker.Next(nil,
		[]string{"diaper rash", "baby rash", "diaper cream", "rash cream", "baby wipes"},
		[]int32{0, 0, 1, 1, 2},
		[]int64{9900, 2400, 1900, 880, 590})
	if err != nil {
		log.Fatal(err)
	}
	var saved strings.Builder // a file, until June
	if _, err := may.WriteTo(&saved); err != nil {
		log.Fatal(err)
	}
	if may, err = cluster.ReadSnapshot(strings.NewReader(saved.String())); err != nil {
		log.Fatal(err)
	}
	june, err := tracker.Next(may,
		[]string{"diaper cream", "zinc oxide cream", "baby rash", "diaper rash", "rash cream"},
		[]int32{0, 0, 1, 2, 2},
		[]int64{1900, 320, 2900, 9900, 880})
	if err != nil {
		log.Fatal(err)
	}
	for i, text := range june.Keywords {
		fmt.Println(june.Groups[i], text)
	}
	difference, err := tracker.Compare(may, june)
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range difference.Changes {
		fmt.Print(c.Kind)
		for _, from := range c.From {
			fmt.Printf(" %q", from.Hub)
		}
		fmt.Print(" →")
		for _, to := range c.To {
			fmt.Printf(" %q", to.Hub)
		}
		fmt.Println("; joined", c.Joined, "left", c.Left)
	}
	fmt.Println(difference.Stayed.Keywords, "stayed,", difference.Moved.Keywords, "moved,",
		difference.New.Keywords, "new,", difference.Gone.Keywords, "gone")
	// Output:
	// 2 diaper cream
	// 2 zinc oxide cream
	// 4 baby rash
	// 1 diaper rash
	// 1 rash cream
	// continued "diaper rash" → "diaper rash"; joined [rash cream] left [baby rash]
	// continued "diaper cream" → "diaper cream"; joined [zinc oxide cream] left [rash cream]
	// died "baby wipes" →; joined [] left []
	// split "diaper rash" → "diaper rash" "baby rash"; joined [] left []
	// 2 stayed, 2 moved, 1 new, 1 gone
}
