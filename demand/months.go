package demand

import "encoding/binary"

// Months are searches month by month, added up over keywords. The zero Months are empty.
// They merge in any order to the same result. A series without dates adds nothing, nor do
// months outside of the years 0 to 9999, which are damaged.
type Months struct {
	First Month
	Sums  []Sum // one for each month from First, in order
}

// Add adds the months of a term, each search once: see [Counted]. A month of which one of
// the keywords that count has no number adds one unknown volume for it.
func (s *Months) Add(t *Term) {
	s.add(t.Series, Added)
	for i := range t.Variants {
		s.add(t.Variants[i].Series, t.Variants[i].Counted)
	}
}

// add adds one series as it counts.
func (s *Months) add(series Series, counted Counted) {
	if len(series.Counts) == 0 || counted == Once || counted == Uncounted || !s.grow(series.First, len(series.Counts)) {
		return
	}
	sums := s.Sums[series.First-s.First:]
	for i, n := range series.Counts {
		if at, on := onLadder(n); on && series.Reading == Rounded && counted == Added {
			sums[i].add(rounded[at])
			continue
		}
		v := series.At(series.First + Month(i))
		if counted == Either && v.Known() {
			sums[i].add(quantity{Volume: Between(0, v.High)})
			continue
		}
		sums[i].Add(v)
	}
}

// Merge adds other months.
func (s *Months) Merge(t Months) {
	if len(t.Sums) == 0 || !s.grow(t.First, len(t.Sums)) {
		return
	}
	for i, sum := range t.Sums {
		s.Sums[int(t.First-s.First)+i].Merge(sum)
	}
}

// grow makes room for n months from the first, if that is possible.
func (s *Months) grow(first Month, n int) bool {
	if !isMonths(int(first), n) {
		return false
	}
	if len(s.Sums) == 0 {
		s.First = first
	}
	from, to := min(s.First, first), max(s.First+Month(len(s.Sums)), first+Month(n))
	if before := int(s.First - from); before > 0 {
		s.Sums = append(make([]Sum, before, to-from), s.Sums...)
	}
	if more := int(to-from) - len(s.Sums); more > 0 {
		s.Sums = append(s.Sums, make([]Sum, more)...)
	}
	s.First = from
	return true
}

// AppendBinary appends the months to bytes. They are part of a whole and have no version
// of their own. It never fails.
func (s Months) AppendBinary(b []byte) ([]byte, error) {
	b = binary.AppendUvarint(b, uint64(len(s.Sums)))
	if len(s.Sums) > 0 {
		b = appendInt(b, int64(s.First))
	}
	for _, sum := range s.Sums {
		b = sum.append(b)
	}
	return b, nil
}

// MarshalBinary returns what AppendBinary appends.
func (s Months) MarshalBinary() ([]byte, error) { return s.AppendBinary(nil) }

// UnmarshalBinary reads what AppendBinary appended, and that alone. The error is
// [ErrEncoding].
func (s *Months) UnmarshalBinary(b []byte) error { return decode(s, b, (*decoder).months) }

// months reads months.
func (d *decoder) months() (s Months) {
	n := d.length(leastSum)
	if n == 0 {
		return s
	}
	first := d.int()
	if !isMonths(first, n) {
		d.fail()
		return s
	}
	s = Months{Month(first), make([]Sum, n)}
	for i := range s.Sums {
		s.Sums[i] = d.sum()
	}
	return s
}

// isMonths reports whether n months from the first are of the years 0 to 9999.
func isMonths(first, n int) bool { return first > 0 && n <= 12*10_000 && first <= 12*10_000-n }

// At returns the sum of a month, that of nothing where there is none.
func (s Months) At(m Month) Sum {
	i := int64(m) - int64(s.First)
	if i < 0 || i >= int64(len(s.Sums)) {
		return Sum{}
	}
	return s.Sums[i]
}

// Months adds up the months of the terms in each of n parts of a report: at says in which
// of them a term is, -1 for none. Time is O(terms × months).
func (r *Report) Months(n int, at func(*Term) int) []Months {
	parts := make([]Months, n)
	for i := range r.Terms {
		if k := at(&r.Terms[i]); k >= 0 {
			parts[k].Add(&r.Terms[i])
		}
	}
	return parts
}
