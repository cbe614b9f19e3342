package demand

import (
	"encoding/binary"
	"math"
)

// A Sum is what volumes add up to. Unknown volumes are counted and not added: a
// sum is that of what the sources know. The zero Sum is that of nothing; sums
// merge in any order to the same result. Low and High are hard bounds: the truth lies
// between them if it lies within the bounds of each volume. [Sum.Likely] is narrower.
type Sum struct {
	Low, High int64 // High is [Unbounded] where a volume has no upper bound
	Known     int   // volumes that were added
	Unknown   int   // volumes of which nothing is known

	spread spread
}

// Add adds one volume, as a source has it. Of a term see [Sum.AddTerm].
func (s *Sum) Add(v Volume) { s.add(quantity{v, v.likely()}) }

// AddTerm adds the volume of a term. Its bounds are those of adding the Volume, but what is
// likely is told from each of the keywords whose searches it adds up, and nothing of those
// that may be counted already.
func (s *Sum) AddTerm(t *Term) { s.add(t.quantity()) }

// add adds a volume with what is likely of it.
func (s *Sum) add(v quantity) {
	if !v.Known() {
		s.Unknown++
		return
	}
	s.Known++
	s.Low = plus(s.Low, v.Low)
	s.High = plus(s.High, v.High)
	s.spread = s.spread.plus(v.spread)
}

// Merge adds another sum.
func (s *Sum) Merge(t Sum) {
	s.Low = plus(s.Low, t.Low)
	s.High = plus(s.High, t.High)
	s.Known += t.Known
	s.Unknown += t.Unknown
	s.spread = s.spread.plus(t.spread)
}

// AppendBinary appends the sum to bytes, in 8 to 70 of them. It is part of a whole and has
// no version of its own. It never fails.
func (s Sum) AppendBinary(b []byte) ([]byte, error) { return s.append(b), nil }

// append appends the sum.
func (s Sum) append(b []byte) []byte {
	b = binary.AppendUvarint(b, uint64(s.Known))
	b = binary.AppendUvarint(b, uint64(s.Unknown))
	b = appendInt(b, s.Low)
	b = binary.AppendUvarint(b, uint64(s.High)-uint64(s.Low))
	return s.spread.append(b)
}

// MarshalBinary returns what AppendBinary appends.
func (s Sum) MarshalBinary() ([]byte, error) { return s.AppendBinary(nil) }

// UnmarshalBinary reads what AppendBinary appended, and that alone. The error is
// [ErrEncoding].
func (s *Sum) UnmarshalBinary(b []byte) error { return decode(s, b, (*decoder).sum) }

// sum reads a sum.
func (d *decoder) sum() (s Sum) {
	s.Known, s.Unknown, s.Low = d.count(), d.count(), d.int64()
	s.High = int64(d.uint() + uint64(s.Low))
	s.spread = d.spread()
	return s
}

// leastSum is how many bytes a sum takes at least.
const leastSum = 8

// unknown reports whether nothing is known of what was added.
func (s Sum) unknown() bool { return s.Known == 0 && s.Unknown > 0 }

// plus adds counts; beyond the largest there is no bound.
func plus(a, b int64) int64 {
	if a > Unbounded-b {
		return Unbounded
	}
	return a + b
}

// A Fraction is a share or a drop as an interval. The zero Fraction is one that
// cannot be told.
type Fraction struct {
	Low, High float64
	Known     bool
}

// Share returns which part of a whole is in part, where rest is all else of it.
// Part and rest vary on their own within their bounds, and the part is in the
// whole too, so that the share is largest where the part is at its high and the
// rest at its low. It cannot be told where both may be nothing, or the part holds
// nothing but unknown volumes.
func Share(part, rest Sum) Fraction {
	if part.unknown() || part.Known+rest.Known == 0 || plus(part.High, rest.High) == 0 {
		return Fraction{}
	}
	low, high := ratio(part.Low, plus(part.Low, rest.High)), ratio(part.High, plus(part.High, rest.Low))
	if part.High == Unbounded {
		high = 1
	}
	if math.IsNaN(low) || math.IsNaN(high) {
		return Fraction{Low: 0, High: 1, Known: true}
	}
	return Fraction{low, high, true}
}

// Drop returns which part of the searches of one rung is missing on the next:
// 0.8 where of ten only two are left, less than 0 where it has more. It cannot be
// told where a rung holds nothing but unknown volumes, or the first may have no
// searches.
func Drop(from, to Sum) Fraction {
	if from.unknown() || to.unknown() || from.Low <= 0 || to.High == Unbounded {
		return Fraction{}
	}
	low, high := 1-ratio(to.High, from.Low), 1-ratio(to.Low, from.High)
	if from.High == Unbounded {
		high = 1
	}
	return Fraction{low, high, true}
}

// ratio divides; nothing by no bound is nothing.
func ratio(a, b int64) float64 {
	if b == Unbounded {
		return 0
	}
	return float64(a) / float64(b)
}
