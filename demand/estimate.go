package demand

import "math"

// An Estimate is a number that was calculated of volumes: of the middles of what they
// can mean, with bounds over all of it. The zero Estimate is one that cannot be told.
type Estimate struct {
	Low, Middle, High float64
	Known             bool
}

// lift returns the lift of a pair in a market: a·S/((a+b)(a+c)), where a is the demand
// that has both, b and c that which has one of them, d the rest and S all. Terms are in
// one of the four, which vary on their own. The lift falls with b and c and rises with
// d; with a it rises up to the root of d·a² − 2bc·a − bc(b+c+d) and falls from there.
func lift(both, one, other, market tally) Estimate {
	a, b, c := both.sum(), one.minus(both).sum(), other.minus(both).sum()
	d := market.minus(one).minus(other).plus(both).sum()
	if both.known == 0 {
		return Estimate{}
	}
	bLow, bHigh := float64(b.Low), float64(b.High)
	cLow, cHigh := float64(c.Low), float64(c.High)
	dLow, dHigh := float64(d.Low), float64(d.High)
	aLow, aHigh := float64(a.Low), float64(a.High)
	e := Estimate{
		Low:    min(liftOf(aLow, bHigh, cHigh, dLow), liftOf(aHigh, bHigh, cHigh, dLow)),
		Middle: liftOf(a.middle(), b.middle(), c.middle(), d.middle()),
		High:   max(liftOf(aLow, bLow, cLow, dHigh), liftOf(aHigh, bLow, cLow, dHigh)),
		Known:  true,
	}
	if bc := float64(bLow * cLow); bc > 0 && dHigh > 0 {
		root := (bc + math.Sqrt(float64(bc*bc)+float64(dHigh*bc)*(bLow+cLow+dHigh))) / dHigh
		if aLow < root && root < aHigh {
			e.High = max(e.High, liftOf(root, bLow, cLow, dHigh))
		}
	}
	if d.High == Unbounded {
		e.High = math.Inf(1)
	}
	return e
}

// liftOf returns the lift of exact demands; of a = 0, what it comes to as a goes there.
func liftOf(a, b, c, d float64) float64 {
	switch {
	case a > 0:
		return a / (a + b) * ((a + b + c + d) / (a + c))
	case b > 0 && c > 0:
		return 0
	case b > 0:
		return (b + d) / b
	case c > 0:
		return (c + d) / c
	case d > 0:
		return math.Inf(1)
	default:
		return 1
	}
}

// effective returns to how many equal demands others come: e to the power of the entropy
// of their shares, the Hill number of order 1. It uses that this is, of demands d, the
// largest of Σ ψ(d·s) over all s > 0, where ψ(x) = x(1 − ln x) is concave and has its
// top at 1. So the most that it can be, where each d has bounds, is the largest of the
// sums with each ψ at its largest within them. The least cannot be more than the
// largest of the sums with each ψ at its smallest, which is at a bound; that holds, and
// misses the least itself by little. Both are concave in s, and found by halving.
func effective(demands []Sum) Estimate {
	var lows, middles, highs []float64
	for _, d := range demands {
		if d.Known > 0 && d.High > 0 {
			lows, middles, highs = append(lows, float64(d.Low)), append(middles, d.middle()), append(highs, float64(d.High))
		}
	}
	if len(lows) == 0 {
		return Estimate{}
	}
	n := float64(len(lows))
	within := func(x float64) float64 { return min(max(x, 1), n) }
	return Estimate{
		Low: within(top(lows, highs, func(s, low, high float64) float64 {
			if psi(float64(low*s)) < psi(float64(high*s)) {
				return low
			}
			return high
		})),
		Middle: within(top(middles, middles, func(_, middle, _ float64) float64 { return middle })),
		High:   within(top(lows, highs, func(s, low, high float64) float64 { return min(max(1/s, low), high) })),
		Known:  true,
	}
}

func psi(x float64) float64 {
	if x <= 0 {
		return 0
	}
	return x * (1 - math.Log(x))
}

// top returns the largest of Σ ψ(d·s) over s, where of chooses d for s between its bounds.
func top(lows, highs []float64, of func(s, low, high float64) float64) float64 {
	least, most := math.Inf(1), 0.0
	for i, high := range highs {
		least, most = min(least, high), max(most, high)
		if lows[i] > 0 {
			least = min(least, lows[i])
		}
	}
	value := func(s float64) (sum, slope float64) {
		for i := range lows {
			d := of(s, lows[i], highs[i])
			sum += psi(float64(d * s))
			if d > 0 {
				slope -= float64(d * math.Log(float64(d*s)))
			}
		}
		return sum, slope
	}
	// The slope is positive where all d·s are below 1, and negative where all are above.
	from, to := math.Log(1/most), math.Log(1/least)
	best := 0.0
	for range 60 {
		at := (from + to) / 2
		sum, slope := value(math.Exp(at))
		best = max(best, sum)
		if slope > 0 {
			from = at
		} else {
			to = at
		}
	}
	return best
}
