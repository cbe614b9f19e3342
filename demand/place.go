package demand

import (
	"math"
	"slices"

	"github.com/needscape/needscape/keyword"
)

// A Place is the first and the last place, from 1, that something can have, as far as
// volumes decide it; both are 0 where it is not known.
type Place struct{ Best, Worst int }

// A contest is the bounds of all that take places among each other. They are added, then
// sorted.
type contest struct{ lows, highs []int64 }

func (c *contest) add(low, high int64) {
	c.lows, c.highs = append(c.lows, low), append(c.highs, high)
}

func (c *contest) sort() {
	slices.Sort(c.lows)
	slices.Sort(c.highs)
}

// place returns the place of one that was added. Ahead for sure are those whose low is
// above its high, behind for sure those whose high is below its low.
func (c *contest) place(low, high int64) Place {
	behind, _ := slices.BinarySearch(c.highs, low)
	return Place{len(c.lows) - upper(c.lows, high) + 1, len(c.lows) - behind}
}

// upper returns how many of the sorted numbers are at most n.
func upper(sorted []int64, n int64) int {
	i, _ := slices.BinarySearchFunc(sorted, n, func(e, n int64) int {
		if e <= n {
			return -1
		}
		return 1
	})
	return i
}

// setPlaces tells the places of the demands of both lists within their roles.
func setPlaces(changes []Change, measure Measure) {
	var was, is [keyword.Brand + 1]contest
	both := func(each func(c *Change, was, is *contest, before, after interval)) {
		for i := range changes {
			c := &changes[i]
			before, known := standing(c.Before, c.From, measure)
			after, knownNow := standing(c.After, c.To, measure)
			if at := min(c.Role, keyword.Brand); known && knownNow {
				each(c, &was[at], &is[at], before, after)
			}
		}
	}
	both(func(_ *Change, was, is *contest, before, after interval) {
		was.add(before.low, before.high)
		is.add(after.low, after.high)
	})
	for role := range was {
		was[role].sort()
		is[role].sort()
	}
	both(func(c *Change, was, is *contest, before, after interval) {
		c.Was, c.Is = was.place(before.low, before.high), is.place(after.low, after.high)
	})
}

type interval struct{ low, high int64 }

// standing is by what a demand has its place in a list: the volume or, in one of places,
// the first of them.
func standing(v Volume, terms []*Term, measure Measure) (in interval, known bool) {
	if measure != RankOrder {
		return interval{v.Low, v.High}, len(terms) > 0 && v.Known()
	}
	rank := int64(math.MaxInt64)
	for _, t := range terms {
		if t.Rank > 0 {
			rank = min(rank, t.Rank)
		}
	}
	return interval{-rank, -rank}, rank < math.MaxInt64
}
