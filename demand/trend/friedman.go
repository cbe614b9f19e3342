package trend

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"
)

// A SeasonTest tells whether the months of a year differ in the same way in each year.
type SeasonTest struct {
	// Known is false where there are fewer than two full years: one year cannot tell a
	// season from chance, as nothing comes back in it.
	Known bool
	Years int // full years that were compared
	// Statistic is Friedman's (1937), corrected for ties: with many years it has the
	// chi-squared distribution of 11 degrees of freedom. Where the years agree
	// completely it is 11 times the years.
	Statistic float64
	// P is the probability of years that agree as well or better where there is no
	// season. It is by the F distribution (Iman and Davenport 1980), which is right for
	// few years where chi-squared is not.
	P float64
}

// SeasonTest tests whether there is a season: Friedman's test of the twelve months over
// the full years at the end of the series, as far back as there is no gap. The trend is
// taken out first: what the same month changes by from year to year, in the median, as
// a part of itself. It goes by the middles; differences that are smaller than the bounds
// count as much as others. It assumes that years are independent of each other but for
// the trend and the season, and that months differ from a season by pure chance.
func (s Series) SeasonTest() SeasonTest {
	end := len(s.Values)
	for end > 0 && !s.Values[end-1].valid() {
		end--
	}
	first := end
	for first > 0 && s.Values[first-1].valid() {
		first--
	}
	var y []float64
	for _, v := range s.Values[first+(end-first)%Year : end] {
		y = append(y, math.Log(v.Middle))
	}
	return friedman(y)
}

// friedman tests the logarithms of full years.
func friedman(y []float64) SeasonTest {
	years := len(y) / Year
	if years < 2 {
		return SeasonTest{}
	}
	drift := yearlyStep(y) / Year
	var sums [Year]float64
	var ties float64
	for ; len(y) > 0; y = y[Year:] {
		var x [Year]float64
		for m := range x {
			x[m] = y[m] - float64(drift*float64(m))
		}
		ranks, tied := rank(&x)
		ties += tied
		for m := range sums {
			sums[m] += ranks[m]
		}
	}
	const k = float64(Year)
	b := float64(years)
	var squares float64
	for _, r := range sums {
		d := r - b*(k+1)/2
		squares += float64(d * d)
	}
	whole := b*k*(k+1) - ties/(k-1) // Hollander and Wolfe, 7.1
	if whole <= 0 {
		return SeasonTest{Known: true, Years: years, P: 1}
	}
	q := 12 * squares / whole
	return SeasonTest{Known: true, Years: years, Statistic: q, P: imanDavenport(q, b, k)}
}

// imanDavenport returns the probability of Friedman's statistic or a larger one for b
// blocks of k treatments.
func imanDavenport(q, b, k float64) float64 {
	rest := b*(k-1) - q
	if rest <= 1e-9 {
		return 0
	}
	f := (b - 1) * q / rest
	d1, d2 := k-1, (k-1)*(b-1)
	return mathext.RegIncBeta(d2/2, d1/2, d2/(d2+float64(d1*f)))
}

// yearlyStep returns by how much logarithms of full years change in a year: the median
// over months and neighbouring years; 0 where zeros leave that open, or of one year.
func yearlyStep(y []float64) float64 {
	var steps []float64
	for i := Year; i < len(y); i++ {
		if d := y[i] - y[i-Year]; !math.IsInf(d, 0) && !math.IsNaN(d) {
			steps = append(steps, d)
		}
	}
	if len(steps) == 0 {
		return 0
	}
	return median(steps)
}

// rank returns the ranks of a year's months from 1, ties at their mean, and the sum of
// t³ - t over the ties.
func rank(x *[Year]float64) (ranks [Year]float64, ties float64) {
	sorted := *x
	slices.Sort(sorted[:])
	for m, v := range x {
		from, _ := slices.BinarySearch(sorted[:], v)
		to := from
		for to < Year && sorted[to] == v {
			to++
		}
		ranks[m] = float64(from+1+to) / 2
		n := float64(to - from)
		ties += n*n - 1 // over its n members: n³ - n
	}
	return ranks, ties
}
