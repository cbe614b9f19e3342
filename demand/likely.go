package demand

import (
	"encoding/binary"
	"math"
	"math/bits"
)

// Likely returns the central range of a sum: bounds between which the truth lies in at
// least the given part of cases (0.95), and much narrower than the hard ones where many
// volumes were added, as not all of them can be expected to be at one end. [LikelyShare]
// and [LikelyDrop] are shares and drops in likely bounds.
//
// It is stated for volumes that vary within their bounds independently of one another,
// each with a density that nowhere rises, and nowhere falls faster than the cube of the
// searches: what a power law of search volumes with an index of up to 2 does. Each is then
// by all its quantiles between the law of the cube and that of equal chance on the same
// bounds (the ratio of their densities is monotone; Shaked and Shanthikumar 2007, Stochastic
// Orders, sections 1.C and 1.A), and so is the sum: the lower bound is that of the sum of the
// former, with the harmonic mean of the bounds as its mean, and the upper that of the sum of
// the latter, with their middle. Both have a variance of at most a twelfth of the squared
// span. How far a sum of equal chances stands from its mean at a level is taken to be the
// most of what holds for one of them, for two and for many, where it is the quantile of the
// normal law. TestLikely has the part of cases in which bounds held for several laws.
//
// In the volumes of 555,795 keywords of 107 public exports the means of the decades from 10
// to 100,000 lie at .22, .34, .22 and .24 of the upper bound, and so between the harmonic
// mean (.18) and the middle (.55).
//
// Volumes that err together (a tool that overstates its whole market, a season) are not
// covered by it. Where the bounds span two readings of a number nothing is likely, so that
// they stay as they are; so they do in a sum that was not added up of volumes, or of
// keywords that are only perhaps what they are counted as. An upper bound that is not there
// is not made up. A level of 0 or less gives no widening, one of 1 or more, or NaN, the
// hard bounds.
func (s Sum) Likely(level float64) Sum {
	p := s.spread
	s.spread = spread{}
	if !(level < 1) || p == (spread{}) {
		return s
	}
	wide := math.Ceil(float64(deviations(max(level, 0))*p.root()) / math.Sqrt(12))
	if !(wide < Unbounded/2) {
		return s
	}
	if by := p.up/leanUnit - int64(wide); by > 0 {
		s.Low = plus(s.Low, by)
	}
	if by := p.down/leanUnit - int64(wide); by > 0 && s.High != Unbounded {
		s.High -= by
	}
	return s
}

// deviations returns how many standard deviations from the mean a sum of independent
// numbers of equal chance keeps in the given part of cases: in all that of one of them, of
// two, of many, whichever is most. It is rounded up to a millionth or so, to be the same on
// each platform.
func deviations(level float64) float64 {
	one, two := math.Sqrt(3)*level, math.Sqrt(6)*(1-math.Sqrt(1-level))
	many := math.Sqrt2 * math.Erfinv(level)
	return math.Ldexp(math.Ceil(math.Ldexp(max(one, two, many), 20)), -20)
}

// LikelyShare is [Share] in likely bounds: it holds in at least the given part of cases on
// what [Sum.Likely] is stated for, as each of the two sums fails in at most half of the
// others.
func LikelyShare(part, rest Sum, level float64) Fraction {
	return Share(part.Likely((1+level)/2), rest.Likely((1+level)/2))
}

// LikelyDrop is [Drop] in likely bounds, as [LikelyShare] is Share.
func LikelyDrop(from, to Sum, level float64) Fraction {
	return Drop(from.Likely((1+level)/2), to.Likely((1+level)/2))
}

// leanUnit is the unit of means, a part of a search.
const leanUnit = 16

// A spread is how far the likely stands from the bounds of volumes, as whole numbers, so
// that spreads add up to the same in any order. It is zero for bounds that are as likely as
// any: those of exact volumes, and those that span two readings.
type spread struct {
	up, down  int64  // Σ from the lower bound to the least mean, from the upper one to the largest; in sixteenths of a search, rounded down
	high, low uint64 // Σ of the squared spans, 128 bits
}

// spreadOf returns the spread of a volume between bounds; none of one without an upper
// bound.
//
// Volumes are whole numbers, or were before something was averaged: each stands for what is
// within half a search of it, so that a span is larger by one than the difference of the
// bounds. The mean of the cube law on whole numbers is above that on such a span:
// k⁻³ rises against k/(k²−¼)², which the span has of it around k.
func spreadOf(low, high int64) spread {
	low, high = max(low, 0), max(high, 0)
	if low >= high || high > MaxSearches {
		return spread{}
	}
	sum, span := uint64(low+high), uint64(high-low)+1
	s := spread{down: int64(span-1) * (leanUnit / 2)}
	s.high, s.low = bits.Mul64(span, span)
	// The middle less the harmonic mean of a and b is (b−a)²/(2(a+b)).
	h, l := bits.Mul64(span, span*(leanUnit/2))
	lean, rest := bits.Div64(h, l, sum)
	if rest > 0 {
		lean++
	}
	s.up = max(s.down-int64(lean), 0)
	return s
}

// likely returns the spread of a volume as a source has it. It is none where the bounds are
// not those of its number alone: then they span several readings.
func (v Volume) likely() spread {
	switch v.Reading {
	case Rounded:
		if i, on := onLadder(v.Number); on && v == rounded[i].Volume {
			return rounded[i].spread
		}
		if v != RoundDigits(v.Number) {
			return spread{}
		}
	case Bucket:
		if !v.isBucket() {
			return spread{}
		}
	case Range:
	default:
		return spread{}
	}
	return spreadOf(v.Low, v.High)
}

// A quantity is a volume with what is likely of it.
type quantity struct {
	Volume
	spread
}

// quantity returns the volume of a term, with what is likely of the keywords that it adds up.
func (t *Term) quantity() quantity {
	low, high, p := t.Said.Low, t.Said.High, t.Said.likely()
	for i := range t.Variants {
		if v := &t.Variants[i]; v.Counted == Added {
			low, high, p = plus(low, v.Volume.Low), plus(high, v.Volume.High), p.plus(v.Volume.likely())
		}
	}
	if low != t.Volume.Low || high > t.Volume.High {
		p = t.Volume.likely() // it is of something else
	}
	return quantity{t.Volume, p}
}

// perhaps returns a volume of one or of several keywords, with what is likely of it if it is
// of one: of a range that is not known.
func (v Volume) perhaps() quantity {
	if v.Reading == Range {
		return quantity{Volume: v}
	}
	return quantity{v, v.likely()}
}

// isBucket reports whether the volume is that of its number as a bucket.
func (v Volume) isBucket() bool {
	b, ok := InBucket(v.Number)
	return ok && v == b
}

// rounded holds what the values of the ladder stand for. What is below ten may be printed
// as 0, so that 10 may stand for 10 to 15 only, and its largest mean is theirs.
var rounded = func() (all [len(ladder)]quantity) {
	for i, n := range ladder {
		all[i].Volume = Round(n)
		all[i].spread = spreadOf(all[i].Low, all[i].High)
		if n == 10 {
			all[i].down = spreadOf(n, all[i].High).down
		}
	}
	return all
}()

// plus returns what both hold together.
func (s spread) plus(t spread) spread {
	low, carry := bits.Add64(s.low, t.low, 0)
	high, _ := bits.Add64(s.high, t.high, carry)
	return spread{plus(s.up, t.up), plus(s.down, t.down), high, low}
}

// minus returns what is left of a whole without one of its parts.
func (s spread) minus(t spread) spread {
	low, borrow := bits.Sub64(s.low, t.low, 0)
	high, _ := bits.Sub64(s.high, t.high, borrow)
	return spread{s.up - t.up, s.down - t.down, high, low}
}

// root returns the root of the sum of the squared spans.
func (s spread) root() float64 {
	return math.Sqrt(math.Ldexp(float64(s.high), 64) + float64(s.low))
}

// lean returns by how much the least and the largest mean differ, in sixteenths of a search.
func (s spread) lean() int64 { return s.down - s.up }

// append appends the spread to bytes.
func (s spread) append(b []byte) []byte {
	b = appendInt(appendInt(b, s.up), s.down)
	return binary.AppendUvarint(binary.AppendUvarint(b, s.high), s.low)
}

// spread reads a spread.
func (d *decoder) spread() spread { return spread{d.int64(), d.int64(), d.uint(), d.uint()} }
