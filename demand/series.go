package demand

import (
	"math"
	"slices"
)

// A Series is searches month by month. The zero Series is empty.
type Series struct {
	First   Month   // 0 where the source does not say which months they are, as Semrush's trends
	Counts  []int64 // one for each month from First, in order; [NoCount] where the source has none
	Reading Reading // how the counts are to be understood: Exact, Rounded, Bucket or Relative; Unknown is Exact
}

// Dated reports whether it is known which months the series is of.
func (s Series) Dated() bool { return s.First != 0 }

// Len returns the number of months from the first to the last, with those of which
// nothing is known.
func (s Series) Len() int { return len(s.Counts) }

// At returns what the series says of a month, an unknown volume where it says nothing.
// Shares ([Relative]) say nothing of searches by themselves: see [Series.Searches].
func (s Series) At(m Month) Volume {
	i := int64(m) - int64(s.First)
	if i < 0 || i >= int64(len(s.Counts)) || s.Counts[i] == NoCount {
		return Volume{}
	}
	n := s.Counts[i]
	switch s.Reading {
	case Relative:
		return Volume{}
	case Rounded:
		return Round(n)
	case Bucket:
		if v, ok := InBucket(n); ok {
			return v
		}
	}
	return Count(n)
}

// NoCount stands in a [Series] for a month of which the source says nothing.
const NoCount = -1

// Known returns the number of months with a count.
func (s Series) Known() int {
	n := 0
	for _, c := range s.Counts {
		if c != NoCount {
			n++
		}
	}
	return n
}

// proof returns the number of months that can show whether two numbers are one: none of
// less than a year of shares, or of shares that are all the same, as such are common.
func (s Series) proof() int {
	known := s.Known()
	if s.Reading == Relative && (known < 12 || slices.Max(s.Counts) == slices.Min(s.Counts)) {
		return 0
	}
	return known
}

// Equal reports whether two series say the same of the same months.
func (s Series) Equal(t Series) bool {
	if s.First != t.First || s.Reading != t.Reading || len(s.Counts) != len(t.Counts) {
		return false
	}
	for i, c := range s.Counts {
		if c != t.Counts[i] {
			return false
		}
	}
	return true
}

// Searches returns the searches of each month, unknown where the series says nothing. Of
// shares of the best month ([Relative]) they are what the volume of the keyword makes of
// them, if it is the average of these months, as that of Semrush is of twelve
// (https://www.semrush.com/kb/683-what-is-search-volume-in-semrush): of n months with
// shares t, month i has n·average·tᵢ/Σt. A printed share may be rounded or cut, and is
// within a hundredth; the bounds hold whatever the others are within theirs.
func (s Series) Searches(average Volume) []Volume {
	months := make([]Volume, len(s.Counts))
	if s.Reading != Relative {
		for i := range months {
			months[i] = s.At(s.First + Month(i))
		}
		return months
	}
	sum, least, most, known := int64(0), int64(0), int64(0), int64(0)
	for _, t := range s.Counts {
		if t != NoCount {
			sum, least, most, known = sum+t, least+max(t-1, 0), most+min(t+1, 100), known+1
		}
	}
	if !average.Known() || sum == 0 {
		return months
	}
	part := func(of, t, rest int64) float64 { // of n × average: t of t + rest
		if t <= 0 {
			return 0
		}
		return float64(of) * float64(known) * float64(t) / float64(t+rest)
	}
	for i, t := range s.Counts {
		if t == NoCount {
			continue
		}
		low, high := max(t-1, 0), min(t+1, 100)
		v := Between(int64(math.Floor(part(average.Low, low, most-high))), Unbounded)
		if average.High != Unbounded {
			v.High = int64(math.Ceil(part(average.High, high, least-low)))
		}
		if n, ok := average.Said(); ok {
			v.Number, v.Reading = int64(part(n, t, sum-t)+0.5), Rounded
		}
		months[i] = v
	}
	return months
}
