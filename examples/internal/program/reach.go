package program

import (
	"strconv"
	"strings"

	"github.com/needscape/needscape/demand"
)

// Searches reads how many searches a person makes in a month, as -searches has it: "2-5",
// or "3".
func Searches(text string) (demand.Assumption, error) {
	from, to, isRange := strings.Cut(strings.ReplaceAll(text, "–", "-"), "-")
	if !isRange {
		to = from
	}
	low, err := strconv.ParseFloat(strings.TrimSpace(from), 64)
	high, err2 := strconv.ParseFloat(strings.TrimSpace(to), 64)
	a := demand.Assume(low, high, "given with -searches")
	if err != nil || err2 != nil || (demand.Assumptions{Searches: a}).Check() != nil {
		return a, Usagef("-searches %q: want the least and the most that a person makes in a month, as 2-5", text)
	}
	return a, nil
}

// Published returns the published assumptions of a place, as -place has it.
func Published(place string) (demand.Assumptions, error) {
	a, ok := demand.Published(place)
	if !ok {
		return a, Usagef("-place %q: nothing is published of it here, want one of %q", place, demand.PublishedPlaces())
	}
	return a, nil
}
