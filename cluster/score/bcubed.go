package score

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"math/bits"
	"slices"
)

// BCubed returns B³: the precision of a thing is the part of its group that is of its
// class, the thing itself included, its recall the part of its class that is in its
// group; both are averaged over all things, and F1 is that of the averages (Bagga and
// Baldwin, "Algorithms for scoring coreference chains", 1998; Amigó et al., "A comparison
// of extrinsic clustering evaluation metrics based on formal constraints", 2009).
// Without things all is 1.
func (c *Comparison) BCubed() Agreement {
	weight := make([]uint64, len(c.cells))
	for i, cell := range c.cells {
		weight[i] = uint64(cell.size)
	}
	return c.bcubed(weight, int64(len(c.in)))
}

// WeightedBCubed is BCubed where each thing counts by its weight in the averages: with
// searches for weights, how much of the demand is placed well. Weights leave the precision
// and recall of each thing as they are, so that a thing is not in better company for
// having many searches. If all are zero, all is 1. A number of weights other than that
// of things, a negative weight and a sum beyond [math.MaxInt64] are errors.
func (c *Comparison) WeightedBCubed(weights []int64) (Agreement, error) {
	if len(weights) != len(c.in) {
		return Agreement{}, fmt.Errorf("%d weights of %d things", len(weights), len(c.in))
	}
	weight, total := make([]uint64, len(c.cells)), int64(0)
	for i, w := range weights {
		if w < 0 {
			return Agreement{}, fmt.Errorf("weight %d of thing %d is negative", w, i)
		}
		if w > math.MaxInt64-total {
			return Agreement{}, errors.New("weights add up to too much")
		}
		total += w
		weight[c.in[i]] += uint64(w)
	}
	return c.bcubed(weight, total), nil
}

// bcubed returns B³ by the weight of each cell's things.
func (c *Comparison) bcubed(weight []uint64, total int64) Agreement {
	if total == 0 {
		return agreement(1, 1)
	}
	inGroups, inClasses := fractions{}, fractions{}
	for i, cell := range c.cells {
		inGroups.add(weight[i], cell.size, c.groups[cell.group])
		inClasses.add(weight[i], cell.size, c.classes[cell.class])
	}
	return agreement(min(1, inGroups.sum()/float64(total)), min(1, inClasses.sum()/float64(total)))
}

// fractions is a sum of fractions by their denominators. Numerators are added up exactly,
// in 128 bits, so that the order of things leaves no trace.
type fractions map[int32]struct{ high, low uint64 }

// add adds weight · part / whole.
func (f fractions) add(weight uint64, part, whole int32) {
	high, low := bits.Mul64(weight, uint64(part))
	n := f[whole]
	n.low, low = bits.Add64(n.low, low, 0)
	n.high += high + low
	f[whole] = n
}

// sum returns the sum.
func (f fractions) sum() float64 {
	sum := 0.0
	for _, whole := range slices.Sorted(maps.Keys(f)) {
		sum += (math.Ldexp(float64(f[whole].high), 64) + float64(f[whole].low)) / float64(whole)
	}
	return sum
}
