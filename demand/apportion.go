package demand

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"math/bits"
	"slices"
)

// ErrNoWeight is the reason for which units cannot be apportioned where nothing has a
// weight.
var ErrNoWeight = errors.New("demand: nothing has a weight to apportion units by")

// Apportion divides whole units, as hours or money, in proportion to weights, such that
// they add up: the method of the largest remainder (Hamilton's). Each party gets its
// quota, units · weight / sum of weights, rounded down, and those with the largest
// remainders one more until all units are given; of equal remainders the party that
// stands first. Of all ways to give the units it is nearest to the quotas, by the sum of
// the differences. A party without weight gets nothing, and where there are more parties
// than units those of the least weight get none.
//
// Before is nil, or what each party had: it keeps that as far as its quota, rounded down
// or up, allows, and no more units move than must for all to add up; those that move are
// the ones that remainders call for. So a small change of weights, which the largest
// remainder alone may answer by moving units between parties that it does not concern,
// changes little.
//
// It is an error where units, or a weight, are less than none, infinite or no number, and
// where no weight is left to give units by ([ErrNoWeight]). Quotas are exact: weights are
// taken as whole multiples of a power of two, by which the largest times their number is
// some 2⁶⁰, so that whole numbers up to 2⁶⁰ / n stand for themselves. Time is O(n log n).
func Apportion(units int64, weights []float64, before []int64) ([]int64, error) {
	if units < 0 {
		return nil, fmt.Errorf("demand: units are negative: %d", units)
	}
	if before != nil && len(before) != len(weights) {
		return nil, fmt.Errorf("demand: before: %d parties: want as many as weights, %d", len(before), len(weights))
	}
	by, err := scaleOf(weights)
	if err != nil {
		return nil, err
	}
	parts, total := make([]uint64, len(weights)), uint64(0)
	for i, w := range weights {
		parts[i] = uint64(math.RoundToEven(math.Ldexp(w, by)))
		total += parts[i]
	}
	if total == 0 {
		if units > 0 {
			return nil, ErrNoWeight
		}
		return make([]int64, len(weights)), nil
	}
	return apportion(uint64(units), parts, total, before), nil
}

// scaleOf returns the power of two by which weights are multiplied to be whole.
func scaleOf(weights []float64) (int, error) {
	most := 0.0
	for i, w := range weights {
		if !(w >= 0) || math.IsInf(w, 1) {
			return 0, fmt.Errorf("demand: weight %d is negative or no number: %v", i+1, w)
		}
		most = max(most, w)
	}
	_, exponent := math.Frexp(most)
	return 61 - bits.Len(uint(len(weights))) - exponent, nil
}

// apportion gives units by whole weights.
func apportion(units uint64, weights []uint64, total uint64, before []int64) []int64 {
	given := make([]int64, len(weights))
	left := units
	var movable []remainder // parties that can get one more
	for i, w := range weights {
		quota, rest := quotaOf(units, w, total)
		given[i] = int64(quota)
		if rest > 0 {
			movable = append(movable, remainder{rest, int32(i)})
			// It starts from what it had; at the upper end it can give one instead.
			if before != nil && before[i] > given[i] {
				given[i]++
			}
		}
		left -= uint64(given[i])
	}
	// As many as are left, or too many, are given or taken, which is less than n.
	step, missing := int64(1), int64(left)
	if missing < 0 {
		step, missing = -1, -missing
	}
	slices.SortFunc(movable, func(a, b remainder) int {
		return cmp.Or(cmp.Compare(b.rest, a.rest), cmp.Compare(a.party, b.party))
	})
	if step < 0 {
		slices.Reverse(movable)
	}
	for _, m := range movable {
		if missing == 0 {
			break
		}
		quota, _ := quotaOf(units, weights[m.party], total)
		if (given[m.party] == int64(quota)) == (step > 0) {
			given[m.party] += step
			missing--
		}
	}
	return given
}

// remainder is what a party's quota has over a whole number, in parts of the total.
type remainder struct {
	rest  uint64
	party int32
}

// quotaOf returns units · weight / total, rounded down, and the remainder. The weight is
// at most the total, which is not 0.
func quotaOf(units, weight, total uint64) (quota, rest uint64) {
	hi, lo := bits.Mul64(units, weight)
	return bits.Div64(hi, lo, total)
}

// ApportionOptions say how units are apportioned by demand. The zero value is by demand
// alone.
type ApportionOptions struct {
	Weights []float64 // by which each demand is multiplied; nil is 1 for all
	Before  []int64   // what each party had, which is kept as far as may be; nil for none
}

// A Portion is what a party gets.
type Portion struct {
	Units int64

	// Least and Most are the fewest and the most units that it can get whatever the
	// volumes mean: its smallest quota rounded down, its largest rounded up. They may be
	// one unit further apart than what the method would give.
	Least, Most int64
}

// ApportionDemand divides whole units in proportion to the middles of demands, times their
// weights, as [Apportion] does, and says what each party can get as far as the demands are
// known. A demand without an upper bound has its lower bound for a middle; one of which
// nothing is known takes no units. Units of all portions add up.
func ApportionDemand(units int64, demands []Sum, opt ApportionOptions) ([]Portion, error) {
	if opt.Weights != nil && len(opt.Weights) != len(demands) {
		return nil, fmt.Errorf("demand: weights: %d: want as many as demands, %d", len(opt.Weights), len(demands))
	}
	n := len(demands)
	low, middle, high := make([]float64, n), make([]float64, n), make([]float64, n)
	for i, d := range demands {
		weight := 1.0
		if opt.Weights != nil {
			weight = opt.Weights[i]
		}
		if d.Known > 0 && weight != 0 {
			low[i], middle[i], high[i] = float64(d.Low)*weight, d.middle()*weight, float64(d.High)*weight
		}
	}
	given, err := Apportion(units, middle, opt.Before)
	if err != nil {
		return nil, err
	}
	portions := make([]Portion, n)
	for i, units := range given {
		portions[i] = Portion{units, units, units}
	}
	for i, d := range demands {
		if d.Known > 0 && d.Low != d.High && low[i]+high[i] > 0 {
			return portions, widen(uint64(units), portions, demands, low, high)
		}
	}
	return portions, nil
}

// widen sets the least and the most that parties can get by the bounds of their weights.
func widen(units uint64, portions []Portion, demands []Sum, low, high []float64) error {
	bounded := slices.Clone(high)
	boundless := 0
	for i, d := range demands {
		if d.Known > 0 && d.High == Unbounded && high[i] > 0 {
			bounded[i] = low[i]
			boundless++
		}
	}
	by, err := scaleOf(bounded)
	if err != nil {
		return err
	}
	lows, highs := make([]uint64, len(low)), make([]uint64, len(low))
	sumLow, sumHigh := uint64(0), uint64(0)
	for i := range low {
		lows[i], highs[i] = uint64(math.Ldexp(low[i], by)), uint64(math.Ceil(math.Ldexp(bounded[i], by)))
		sumLow += lows[i]
		sumHigh += highs[i]
	}
	for i := range portions {
		p := &portions[i]
		open := high[i] > bounded[i]
		least, most := uint64(0), units
		if total := lows[i] + sumHigh - highs[i]; total > 0 && (boundless == 0 || open && boundless == 1) {
			least, _ = quotaOf(units, lows[i], total)
		}
		if total := highs[i] + sumLow - lows[i]; total > 0 && !open {
			quota, rest := quotaOf(units, highs[i], total)
			most = quota + min(rest, 1)
		}
		p.Least, p.Most = min(p.Units, int64(least)), max(p.Units, int64(most))
		if highs[i] == 0 && !open {
			p.Least, p.Most = 0, 0
		}
	}
	return nil
}
