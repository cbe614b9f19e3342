package demand

import (
	"cmp"
	"container/heap"
	"slices"
)

// A Cover is a sample of keywords of which the pairings hold a given part of the paired
// demand of a market: what to read to have seen most of it.
type Cover struct {
	Keywords []Covering // in the order of choice, the most telling first

	// Part is what the pairings of the sample hold of the demand of the pairings,
	// where the demand of a term that has several counts in equal parts for each, so
	// that all parts add up to [Pairings.Paired].
	Part Fraction

	// Least is a number of keywords with fewer than which nothing could reach the part
	// that was asked for. Where there are as many, the sample is as small as can be.
	Least int
}

// A Covering is a keyword of a [Cover].
type Covering struct {
	*Term
	Pairs []*Pairing // that it shows, and none before it
	Part  float64    // of the demand, by the middles of volumes, that is covered with it
}

// Cover returns a small sample of keywords of which the pairings hold a part of the
// paired demand, 0 to 1, by the middles of volumes; of all where less is known than
// that. Terms without demand cover nothing.
//
// To list the keywords with the most demand would be exact, if each were to stand for
// itself: but the first ten would be about one pairing. Here a keyword stands for the
// pairings that it shows. Where each shows one, to choose by the demand of pairings is
// exact; as some show more, the smallest sample is a set cover, which is NP-hard. So
// each choice is the keyword that adds the most (of equals, the one with the most
// demand). No sample of as many keywords holds more than 1/(1 − 1/e) = 1.58 times as
// much (Nemhauser, Wolsey and Fisher 1978, doi:10.1007/BF01588971); Least says how near
// to the smallest it came. Time is O(n log n), as what a keyword adds only shrinks and
// is looked at again when it comes first (Minoux 1978, doi:10.1007/BFb0006528).
func (p *Pairings) Cover(part float64) Cover {
	weights := make([]tally, len(p.Pairs))
	for i, t := range p.terms {
		pairs := between(p.pairs, p.pairEnd, i)
		for k, at := range pairs {
			weights[at].add(share(p.volume(t), k, len(pairs)), sure, 0)
		}
	}
	middle := make([]int64, len(weights)) // twice
	total := int64(0)
	for i, w := range weights {
		middle[i] = w.twice()
		total += middle[i]
	}
	queue := p.candidates(middle)
	var c Cover
	goal := part * float64(total)
	reach := int64(0)
	for i := 0; i < len(queue) && float64(reach) < goal; i++ {
		reach += queue[i].adds
		c.Least++
	}
	shown := make([]bool, len(p.Pairs))
	covered, rest := tally{}, tally{}
	done := int64(0)
	for len(queue) > 0 && float64(done) < goal {
		first := &queue[0]
		adds := int64(0)
		pairs := between(p.pairs, p.pairEnd, int(first.term))
		for _, at := range pairs {
			if !shown[at] {
				adds += middle[at]
			}
		}
		if adds == 0 {
			heap.Pop(&queue)
			continue
		}
		if adds < first.adds {
			first.adds = adds
			heap.Fix(&queue, 0)
			continue
		}
		x := Covering{Term: p.terms[first.term]}
		for _, at := range pairs {
			if !shown[at] {
				shown[at] = true
				x.Pairs = append(x.Pairs, &p.Pairs[at])
				covered = covered.plus(weights[at])
			}
		}
		done += adds
		x.Part = float64(done) / float64(total)
		c.Keywords = append(c.Keywords, x)
		heap.Pop(&queue)
	}
	for at, w := range weights {
		if !shown[at] {
			rest = rest.plus(w)
		}
	}
	c.Part = Share(covered.sum(), rest.sum())
	return c
}

// share returns part k of n equal ones of a volume, such that all add up to it.
func share(v Volume, k, n int) Volume {
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

// twice returns twice the middle of a tally; the lower bound where it has no upper one.
func (t tally) twice() int64 {
	if t.boundless > 0 {
		return 2 * t.low
	}
	return t.low + t.high
}

// A candidate is a term that a cover may have.
type candidate struct {
	term int32
	adds int64 // the most that it can add
}

// candidates are in the order in which they are chosen; that makes them a heap, too.
type candidates []candidate

func (c candidates) Len() int { return len(c) }
func (c candidates) Less(i, j int) bool {
	return compareCandidates(c[i], c[j]) < 0
}
func (c candidates) Swap(i, j int) { c[i], c[j] = c[j], c[i] }
func (c *candidates) Push(x any)   { *c = append(*c, x.(candidate)) }

func (c *candidates) Pop() any {
	last := (*c)[len(*c)-1]
	*c = (*c)[:len(*c)-1]
	return last
}

func compareCandidates(a, b candidate) int {
	return cmp.Or(cmp.Compare(b.adds, a.adds), cmp.Compare(a.term, b.term))
}

// candidates returns, of terms with the same pairs, the first, with what these hold.
func (p *Pairings) candidates(middle []int64) candidates {
	var out candidates
	seen := map[string]bool{}
	var key []byte
	for i := range p.terms {
		pairs := between(p.pairs, p.pairEnd, i)
		key = key[:0]
		adds := int64(0)
		for _, at := range pairs {
			key = append(key, byte(at), byte(at>>8), byte(at>>16), byte(at>>24))
			adds += middle[at]
		}
		if adds == 0 || seen[string(key)] {
			continue
		}
		seen[string(key)] = true
		out = append(out, candidate{int32(i), adds})
	}
	slices.SortFunc(out, compareCandidates)
	return out
}
