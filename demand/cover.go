package demand

import (
	"cmp"
	"slices"
)

// A Cover is a sample of keywords of which the pairings hold a given part of the paired
// demand of a market: what to read to have seen most of it.
type Cover struct {
	Keywords []Covering // the one that stands for the most demand first

	// Part is what the pairings of the sample hold of the demand of all pairings. Of a
	// term in several pairings each has an equal part, so that all parts add up to
	// [Pairings.Paired].
	Part Fraction
}

// A Covering is a keyword of a [Cover].
type Covering struct {
	*Term
	Pairs []*Pairing // that it stands for: those of which it has the most demand
	Part  float64    // of the demand, by the middles of volumes, that it and those before it cover
}

// Cover returns the smallest sample of keywords that covers a part of the paired demand,
// 0 to 1, by the middles of volumes, or all of it where that is less. A keyword covers
// the pairings of which it is the one with the most demand: so each pairing is covered by
// the keyword in which most people say it, and by no other, and to take keywords by the
// demand that they cover is exact. Time is O(n log n).
//
// Note: to let any keyword cover all pairings that it mentions is a set cover, which is
// NP-hard; the greedy choice is within a logarithm of the smallest (Wolsey 1982,
// doi:10.1007/BF02579435). Tried on half a million keywords it needed fewer, but chose
// what hardly anybody searches, as long keywords say many things at once.
func (p *Pairings) Cover(part float64) Cover {
	weights := make([]tally, len(p.Pairs))
	for i, t := range p.terms {
		pairs := between(p.pairs, p.pairEnd, i)
		for k, at := range pairs {
			weights[at].add(quantity{Volume: p.volume(t).share(k, len(pairs))}, sure, 0)
		}
	}
	type lead struct {
		Covering
		covers tally
		middle float64
	}
	var leads []lead
	of := map[*Term]int{}
	for i := range p.Pairs {
		x := &p.Pairs[i]
		at, ok := of[x.Terms[0]]
		if !ok {
			at = len(leads)
			of[x.Terms[0]] = at
			leads = append(leads, lead{Covering: Covering{Term: x.Terms[0]}})
		}
		leads[at].Pairs = append(leads[at].Pairs, x)
		leads[at].covers = leads[at].covers.plus(weights[i])
	}
	whole, rest := 0.0, tally{}
	for i := range leads {
		l := &leads[i]
		l.middle = l.covers.sum().middle()
		whole += l.middle // exact, as halves below 2⁵² are
		rest = rest.plus(l.covers)
	}
	slices.SortFunc(leads, func(a, b lead) int {
		return cmp.Or(cmp.Compare(b.middle, a.middle), termFirst(a.Term, b.Term))
	})
	var c Cover
	reached, covered := 0.0, tally{}
	for _, l := range leads {
		if !(reached < part*whole) || l.middle == 0 {
			break
		}
		reached += l.middle
		covered, rest = covered.plus(l.covers), rest.minus(l.covers)
		l.Part = reached / whole
		c.Keywords = append(c.Keywords, l.Covering)
	}
	c.Part = Share(covered.sum(), rest.sum())
	return c
}

// share returns part k of n equal ones of a volume, such that all of them add up to it.
func (v Volume) share(k, n int) Volume {
	of := func(x int64) int64 {
		y := x / int64(n)
		if int64(k) < x%int64(n) {
			y++
		}
		return y
	}
	if v.High != Unbounded {
		v.High = of(v.High)
	}
	v.Low = of(v.Low)
	return v
}
