// Package aims finds the polls of a goal.
package aims

import (
	"slices"
	"time"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/keyword"
)

// Same reports whether two aims are one.
func Same(a, b demand.Aim) bool {
	return a.Kind == b.Kind && keyword.Normalize(a.Of) == keyword.Normalize(b.Of) && keyword.Normalize(a.Among) == keyword.Normalize(b.Among)
}

// Polls returns the polls of an aim in the order of their days; those of one day are one.
func Polls(aim demand.Aim, all []demand.Polled) (polls []demand.Polled) {
	for _, p := range all {
		if Same(p.Aim, aim) {
			polls = append(polls, p)
		}
	}
	slices.SortStableFunc(polls, func(a, b demand.Polled) int { return a.First.Compare(b.First) })
	days := polls[:0]
	for _, p := range polls {
		if n := len(days); n > 0 && days[n-1].First.Equal(p.First) {
			days[n-1].Poll.Merge(p.Poll)
		} else {
			days = append(days, p)
		}
	}
	return days
}

// Day prints a day as 2026-07-31, "" for none.
func Day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}
