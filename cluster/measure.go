package cluster

import (
	"fmt"
	"math"
)

// A Measure is a way to say how alike two sets are by the weights of the features that
// they share.
type Measure uint8

const (
	// Cosine of the vectors that hold the weight of each feature of the set:
	// Σ w² of the shared features / √(Σ w² of one · Σ w² of the other), from 0 to 1.
	Cosine Measure = iota
	// Jaccard is Σ w of the shared features / Σ w of the features of either, from 0 to 1.
	Jaccard
	// Overlap is Σ w of the shared features: their number, where features have no weights.
	Overlap
)

// String returns the name in lower case.
func (m Measure) String() string {
	if int(m) < len(measureNames) {
		return measureNames[m]
	}
	return fmt.Sprintf("Measure(%d)", uint8(m))
}

var measureNames = [...]string{"cosine", "jaccard", "overlap"}

// check returns an error unless t is a threshold of the measure.
func (m Measure) check(t float64) error {
	switch {
	case int(m) >= len(measureNames):
		return fmt.Errorf("cluster: no such measure: %d", uint8(m))
	case !(t > 0) || math.IsInf(t, 0) || m != Overlap && t > 1:
		return fmt.Errorf("cluster: %v is no threshold of %v", t, m)
	}
	return nil
}

// of returns the similarity of two sets that weigh a and b, by the mass that they share.
// Masses are whole numbers (see [scale]), so that it depends neither on the order in
// which they were summed nor on the platform. Of equal sets that is a root of a square,
// or a quotient of equals, and exactly 1. The sets are not empty.
func (m Measure) of(shared, a, b int64, unit float64) float64 {
	switch m {
	case Cosine:
		return float64(shared) / math.Sqrt(float64(a)*float64(b))
	case Jaccard:
		return float64(shared) / float64(a+b-shared)
	default:
		return float64(shared) * unit
	}
}

// slack is more than all roundings in a bound can make together, also those of masses
// to float32. It lets some pairs through that miss the threshold; of decides on them.
const slack = 1e-6

// bounds tells early what cannot reach a threshold. S is the mass shared by two sets
// that weigh W and V; S ≤ W and S ≤ V.
type bounds struct {
	measure   Measure
	threshold float64
	unit      float64 // the weight of a mass of 1
}

// least returns what a set that weighs w shares at least with any set that is similar
// to it, which therefore weighs as much at least. With S ≤ V,
// cosine: t√(WV) ≤ S gives S ≥ t²W; Jaccard: t(W+V-S) ≤ S gives S ≥ tW.
func (b *bounds) least(w float64) float64 {
	switch b.measure {
	case Cosine:
		return b.threshold * b.threshold * w * (1 - slack)
	case Jaccard:
		return b.threshold * w * (1 - slack)
	default:
		return b.threshold / b.unit * (1 - slack)
	}
}

// most returns what a set weighs at most that is similar to one that weighs w if they
// share no more than s. Cosine: V ≤ S²/(t²W); Jaccard: V ≤ S(1+t)/t - W.
func (b *bounds) most(s, w float64) float64 {
	switch b.measure {
	case Cosine:
		root := s / b.threshold
		return root * root / w * (1 + slack)
	case Jaccard:
		return s*(1+b.threshold)/b.threshold*(1+slack) - w*(1-slack)
	default:
		if s < b.least(w) {
			return 0
		}
		return math.Inf(1)
	}
}

// A scale turns weights into masses: what a feature counts for, its weight or for the
// cosine the square of it, as whole numbers, which sum to the same in any order. The
// largest has massBits bits.
type scale struct {
	measure Measure
	exp     int // the largest weight is below 2 to it
}

const massBits = 40

// mass returns the mass of a weight, which is 0 only for a weight of 0.
func (s scale) mass(w float64) int64 {
	if w == 0 {
		return 0
	}
	x := math.Ldexp(w, -s.exp)
	if s.measure == Cosine {
		x *= x
	}
	return max(1, int64(math.RoundToEven(math.Ldexp(x, massBits))))
}

// unit returns the weight of a mass of 1, where masses are not squares.
func (s scale) unit() float64 { return math.Ldexp(1, s.exp-massBits) }
