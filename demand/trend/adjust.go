package trend

import (
	"cmp"
	"math"
	"slices"
)

// A Correction says what is to be kept small when many tests are made at once.
type Correction uint8

const (
	// BenjaminiHochberg keeps the false discovery rate: of the series called
	// significant, the part that is chance (Benjamini and Hochberg 1995). It holds for
	// tests that are independent or that go together (Benjamini and Yekutieli 2001), as
	// keywords of one market mostly do: they share its season and its growth. It is the
	// default, as a list of keywords asks which of them to look at, and a few of those
	// may be wrong.
	BenjaminiHochberg Correction = iota
	// BenjaminiYekutieli keeps the same rate however the tests depend on each other,
	// at the price of p-values larger by 1 + 1/2 + … + 1/n: 14 for a million series.
	BenjaminiYekutieli
	// Holm keeps the probability of a single false one (Holm 1979), for a few series of
	// which each decides something.
	Holm
)

var correctionNames = [...]string{"Benjamini-Hochberg", "Benjamini-Yekutieli", "Holm"}

// String returns "Benjamini-Hochberg", "Benjamini-Yekutieli" or "Holm".
func (c Correction) String() string { return nameOf(c, correctionNames[:]) }

// Adjust returns the p-values adjusted for their number, in the same order: a series
// is significant at 5 % where its adjusted p-value is at most 0.05. A p-value that is
// NaN, or not from 0 to 1, is none: it is NaN in the result and does not count as a
// test. Time is O(n log n).
func Adjust(p []float64, by Correction) []float64 {
	adjusted := make([]float64, len(p))
	order := make([]int, 0, len(p))
	for i, x := range p {
		adjusted[i] = math.NaN()
		if 0 <= x && x <= 1 {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(p[a], p[b]) })
	n := float64(len(order))
	if by == Holm {
		least := 0.0
		for k, i := range order {
			least = max(least, min(1, (n-float64(k))*p[i]))
			adjusted[i] = least
		}
		return adjusted
	}
	factor := n
	if by == BenjaminiYekutieli {
		var sum float64
		for k := range order {
			sum += 1 / float64(k+1)
		}
		factor *= sum
	}
	most := 1.0
	for k := len(order) - 1; k >= 0; k-- {
		i := order[k]
		most = min(most, max(p[i], factor*p[i]/float64(k+1))) // rounding takes none below itself
		adjusted[i] = most
	}
	return adjusted
}
