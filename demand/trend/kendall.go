package trend

import "math"

// exactPairs is the most pairs for which the distribution of S is counted out: those of
// a year of twelve months, or of three years by calendar month.
const exactPairs = 66

// ways counts out the distribution of Kendall's S over groups of untied values that are
// independent of each other.
type ways struct {
	pairs int                     // that there are
	of    [exactPairs + 1]float64 // the probability of each number of pairs that stand in falling order
}

// reset makes it the distribution of no group.
func (w *ways) reset() {
	*w = ways{}
	w.of[0] = 1
}

// group adds a group of n values. The numbers of inversions in permutations of n are the
// coefficients of the product of 1 + q + … + q^(i-1) for i up to n (Kendall 1938). Too
// many pairs leave it unusable, and pairs says so.
func (w *ways) group(n int) {
	for i := 2; i <= n; i++ {
		old := w.pairs
		w.pairs += i - 1
		if w.pairs > exactPairs {
			continue
		}
		var sum float64
		next := w.of
		for k := 0; k <= w.pairs; k++ {
			if k <= old {
				sum += w.of[k]
			}
			if k >= i {
				sum -= w.of[k-i]
			}
			next[k] = sum / float64(i)
		}
		w.of = next
	}
}

// exact returns the probability that S is as far from zero as s or farther.
func (w *ways) exact(s int) float64 {
	if s < 0 {
		s = -s
	}
	if s == 0 {
		return 1
	}
	var tail float64
	for k := 0; w.pairs-2*k >= s; k++ { // S is the pairs less twice the inversions
		tail += w.of[k]
	}
	return min(1, 2*tail)
}

// normal returns the probability of the same by the normal distribution, with the
// correction for continuity (Kendall 1975).
func normal(s int, variance float64) float64 {
	if s < 0 {
		s = -s
	}
	if s == 0 || variance <= 0 {
		return 1
	}
	return math.Erfc(float64(s-1) / math.Sqrt(2*variance))
}

// spread returns n(n-1)(2n+5): eighteen times the variance of S for n untied values, and
// what a tie of n values takes away from it.
func spread(n int) float64 {
	x := float64(n)
	return x * (x - 1) * (2*x + 5)
}
