package demand

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
	if m < s.First || int(m-s.First) >= len(s.Counts) || s.Counts[m-s.First] == NoCount {
		return Volume{}
	}
	n := s.Counts[m-s.First]
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
