package demand

// Months are searches month by month, added up over keywords. The zero Months are empty.
// They merge in any order to the same result. A series without dates adds nothing.
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
	if len(series.Counts) == 0 || !series.Dated() || counted == Once || counted == Uncounted {
		return
	}
	s.grow(series.First, len(series.Counts))
	sums := s.Sums[series.First-s.First:]
	for i := range series.Counts {
		v := series.At(series.First + Month(i))
		if counted == Either && v.Known() {
			v = Between(0, v.High)
		}
		sums[i].Add(v)
	}
}

// Merge adds other months.
func (s *Months) Merge(t Months) {
	if len(t.Sums) == 0 {
		return
	}
	s.grow(t.First, len(t.Sums))
	for i, sum := range t.Sums {
		s.Sums[int(t.First-s.First)+i].Merge(sum)
	}
}

// grow makes room for n months from the first.
func (s *Months) grow(first Month, n int) {
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
}

// At returns the sum of a month, that of nothing where there is none.
func (s Months) At(m Month) Sum {
	if m < s.First || int(m-s.First) >= len(s.Sums) {
		return Sum{}
	}
	return s.Sums[m-s.First]
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
