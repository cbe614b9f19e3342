package demand

import (
	"math"
	"slices"

	"github.com/needscape/needscape/keyword"
)

// places tells the places of the terms of both lists within their roles.
func places(changes []Change, measure Measure, listsOnly bool) {
	if listsOnly {
		return
	}
	bounds := func(c *Change, side int) (low, high int64, ok bool) {
		v, terms := c.Before, c.From
		if side == 1 {
			v, terms = c.After, c.To
		}
		if len(c.From) == 0 || len(c.To) == 0 {
			return 0, 0, false
		}
		if measure == RankOrder {
			rank := int64(math.MaxInt64)
			for _, t := range terms {
				if t.Rank > 0 {
					rank = min(rank, t.Rank)
				}
			}
			return -rank, -rank, rank < math.MaxInt64
		}
		return v.Low, v.High, v.Known()
	}
	known := func(c *Change) bool {
		_, _, was := bounds(c, 0)
		_, _, is := bounds(c, 1)
		return was && is
	}
	for side := range 2 {
		var lows, highs [keyword.Brand + 1][]int64
		for i := range changes {
			if c := &changes[i]; known(c) {
				low, high, _ := bounds(c, side)
				at := min(c.Role, keyword.Brand)
				lows[at], highs[at] = append(lows[at], low), append(highs[at], high)
			}
		}
		for at := range lows {
			slices.Sort(lows[at])
			slices.Sort(highs[at])
		}
		for i := range changes {
			c := &changes[i]
			if !known(c) {
				continue
			}
			low, high, _ := bounds(c, side)
			at := min(c.Role, keyword.Brand)
			behind, _ := slices.BinarySearch(highs[at], low)
			p := Place{len(lows[at]) - upper(lows[at], high) + 1, len(lows[at]) - behind}
			if side == 0 {
				c.Was = p
			} else {
				c.Is = p
			}
		}
	}
}
