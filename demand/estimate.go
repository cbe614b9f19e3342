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
// of their shares, the Hill number of order 1.
//
// Of demands d that is the largest of Σ ψ(d·s) over all s > 0, where ψ(x) = x(1 − ln x)
// is concave and has its top, 1, at 1. So the most that it can be, where each d has
// bounds, is the largest of the sums in which each ψ is at its largest within them. And
// the least is not below the largest of the sums in which each ψ is at its smallest, at
// one of its bounds: that is not sharp, but near. Both are concave in s, so that halving
// finds their top.
func effective(demands []Sum) Estimate {
	all := make([]bounds, 0, len(demands))
	sum, logs := 0.0, 0.0 // Σ d and Σ d·ln d, of middles
	for _, d := range demands {
		if d.Known == 0 || d.High == 0 {
			continue
		}
		all = append(all, bounds{float64(d.Low), float64(d.High), logOf(float64(d.Low)), logOf(float64(d.High))})
		sum += d.middle()
		logs += float64(d.middle() * logOf(d.middle()))
	}
	if len(all) == 0 {
		return Estimate{}
	}
	n := float64(len(all))
	e := Estimate{Low: n, Middle: n, High: n, Known: true}
	if sum > 0 {
		e.Middle = min(max(math.Exp(logOf(sum)-logs/sum), 1), n)
	}
	if n > 1 {
		e.Low = min(max(top(all, bounds.least), 1), n)
		e.High = min(max(top(all, bounds.most), 1), n)
	}
	return e
}

// bounds are those of a demand d, with their logarithms.
type bounds struct{ low, high, logLow, logHigh float64 }

// logOf is the logarithm; that of nothing, which is only multiplied with it, does not
// matter.
func logOf(x float64) float64 {
	if x <= 0 {
		return 0
	}
	return math.Log(x)
}

// least returns the smallest ψ(d·s) and its slope by the logarithm of s.
func (b bounds) least(s, logS float64) (psi, slope float64) {
	low, lowSlope := psiOf(float64(b.low*s), b.logLow+logS)
	high, highSlope := psiOf(float64(b.high*s), b.logHigh+logS)
	if low < high {
		return low, lowSlope
	}
	return high, highSlope
}

// most returns the largest.
func (b bounds) most(s, logS float64) (psi, slope float64) {
	switch x := float64(b.high * s); {
	case x < 1:
		return psiOf(x, b.logHigh+logS)
	case float64(b.low*s) > 1:
		return psiOf(float64(b.low*s), b.logLow+logS)
	}
	return 1, 0
}

// psiOf returns ψ(x), and its slope by the logarithm of x.
func psiOf(x, logX float64) (psi, slope float64) {
	return float64(x * (1 - logX)), -float64(x * logX)
}

// top returns the largest of the sums of ψ over all s.
func top(all []bounds, of func(b bounds, s, logS float64) (psi, slope float64)) float64 {
	from, to := 0.0, math.Inf(-1) // of ln s: all d·s at 1 or below, all at 1 or above
	for i, b := range all {
		if i == 0 || -b.logHigh < from {
			from = -b.logHigh
		}
		to = max(to, -b.logHigh)
		if b.low > 0 {
			to = max(to, -b.logLow)
		}
	}
	best := 0.0
	for range 60 {
		logS := (from + to) / 2
		s := math.Exp(logS)
		sum, slope := 0.0, 0.0
		for _, b := range all {
			p, q := of(b, s, logS)
			sum += p
			slope += q
		}
		best = max(best, sum)
		if slope > 0 {
			from = logS
		} else {
			to = logS
		}
	}
	return best
}
