package score

import "math"

// With Σ(s) for the mean over all n things of the logarithm of the size of their class,
// group or cell, the entropy of the truth is ln n − Σ(classes), that of the groups
// ln n − Σ(groups), and the mutual information ln n + Σ(cells) − Σ(classes) − Σ(groups).
// The measures below are their quotients, with what cancels left out before it costs
// digits. Logarithms are natural, and their base cancels as well.

// VMeasure returns the homogeneity (the part of the truth's entropy that the groups
// explain, 1 where each group is of one class), the completeness (the same the other way
// round) and their harmonic mean, all from 0 to 1 (Rosenberg and Hirschberg, "V-measure:
// a conditional entropy-based external cluster evaluation measure", 2007). A part of no
// entropy is 1: the homogeneity where there is one class, the completeness where there
// is one group, and all without things.
func (c *Comparison) VMeasure() (homogeneity, completeness, v float64) {
	whole, cells := c.meanLog([]int32{int32(len(c.in))}), c.meanLog(c.cellSizes())
	classes, groups := c.meanLog(c.classes), c.meanLog(c.groups)
	part := func(unexplained, entropy float64) float64 {
		if entropy <= 0 {
			return 1
		}
		return max(0, 1-unexplained/entropy)
	}
	homogeneity, completeness = part(groups-cells, whole-classes), part(classes-cells, whole-groups)
	return homogeneity, completeness, harmonic(homogeneity, completeness)
}

// NMI returns the normalised mutual information: the mutual information as a part of the
// arithmetic mean of the entropies. It is the v of [Comparison.VMeasure] by another name.
func (c *Comparison) NMI() float64 {
	_, _, v := c.VMeasure()
	return v
}

// AMI returns the adjusted mutual information: NMI from which, above and below, the mutual
// information is taken that groupings with groups of these sizes have by chance. It is 1
// for the same groupings and 0 for what chance would give, and can be negative (Vinh,
// Epps and Bailey, "Information theoretic measures for clusterings comparison", 2010,
// with the arithmetic mean). Two groupings that are the same have 1, be they empty, of
// one group or of single things; where only one of them is of one group or of single
// things, there is nothing that chance would not give, and it is 0.
//
// The number of classes and groups does not matter for its time but that of their
// different sizes, less than √(2n) for n things: classes of one size share a mutual
// information by chance with groups of one size. A pair of sizes a and b costs some
// twenty standard deviations of what the two have in common, √(ab/n) at most.
func (c *Comparison) AMI() float64 {
	n := float64(len(c.in))
	groups, chance := tallies(c.groups), 0.0
	for _, a := range tallies(c.classes) {
		for _, b := range groups {
			chance += float64(a.times * b.times * commonLog(a.size, b.size, n))
		}
	}
	chance /= max(n, 1)
	above := c.meanLog(c.cellSizes()) - chance
	below := (c.meanLog(c.classes)+c.meanLog(c.groups))/2 - chance
	if below <= 0 { // all is one group, or all are single things, in both
		return 1
	}
	return above / below
}

// meanLog returns the mean over things of the logarithm of the size of their set.
func (c *Comparison) meanLog(sizes []int32) float64 {
	sum := 0.0
	for _, t := range tallies(sizes) {
		sum += float64(t.times * timesLog(t.size))
	}
	return sum / max(float64(len(c.in)), 1)
}

// timesLog returns x ln x, and 0 for 0.
func timesLog(x float64) float64 {
	if x < 2 {
		return 0
	}
	return float64(x * math.Log(x))
}

// commonLog returns the expectation of k ln k where k is how many things a class of size
// a and a group of size b have in common if n things are dealt out at random, which is
// hypergeometric. It goes up and down from the most likely k by the quotients of
// neighbouring probabilities and divides by their sum, so that no factorial is needed:
// its logarithm, some 10⁷ for a million things, would cost seven digits.
func commonLog(a, b, n float64) float64 {
	if a < 2 || b < 2 {
		return 0
	}
	const negligible = 1e-20
	least, most := max(0, a+b-n), min(a, b)
	mode := math.Floor((a + 1) * (b + 1) / (n + 2))
	all, sum := 1.0, timesLog(mode)
	for k, p := mode, 1.0; k < most; {
		p *= (a - k) * (b - k) / ((k + 1) * (n - a - b + k + 1))
		k++
		term := float64(p * timesLog(k))
		all += p
		sum += term
		if term < negligible*sum {
			break
		}
	}
	for k, p := mode, 1.0; k > least && p > negligible*all; k-- {
		p *= k * (n - a - b + k) / ((a - k + 1) * (b - k + 1))
		all += p
		sum += float64(p * timesLog(k-1))
	}
	return sum / all
}
