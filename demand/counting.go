package demand

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// A Counting says what it makes of a market's demand that a source prints one number on
// each of the keywords that it counts together: the total as it is printed, the total with
// each search once, and the numbers that make the difference. The zero Counting is that of
// nothing. Countings merge in any order to the same result, but what two markets share is
// seen only where they are one [Market].
type Counting struct {
	Printed Sum      // of all keywords, each as its source has it
	Once    Sum      // of the terms: each search once
	Shared  []Shared // what takes searches away, the most first
}

// Shared is a number that stands on several keywords.
type Shared struct {
	Keywords []string // as many as have it, the one first with which the others are counted
	Volume   Volume   // the number
	Months   int      // that the keywords share too; 0 where none are known
	Counted  Counted  // [Once], or [Either] where they may be searches of their own
	Why      []string // of each keyword but the first: see [Variant]

	// Taken are the searches that are not counted again. Its lower bound is none where
	// they may be searches of their own.
	Taken Sum
}

// Counting returns how the report counts. Time is O(n log n) in the number of keywords.
func (r *Report) Counting() Counting {
	var c Counting
	for i := range r.Terms {
		t := &r.Terms[i]
		c.Once.AddTerm(t)
		c.Printed.Add(t.Said)
		shared := len(c.Shared)
		for k := range t.Variants {
			v := &t.Variants[k]
			if v.Counted != Uncounted || !v.Volume.Known() {
				c.Printed.Add(v.Volume)
			}
			if v.With != "" {
				c.add(shared, v)
			}
		}
	}
	slices.SortFunc(c.Shared, mostTaken)
	return c
}

// add adds a variant to those of its term that share a number, which begin at a place.
func (c *Counting) add(from int, v *Variant) {
	at := from + slices.IndexFunc(c.Shared[from:], func(s Shared) bool { return s.Keywords[0] == v.With && s.Counted == v.Counted })
	if at < from {
		at = len(c.Shared)
		c.Shared = append(c.Shared, Shared{Keywords: []string{v.With}, Volume: v.Volume, Counted: v.Counted, Months: v.Series.proof()})
	}
	s := &c.Shared[at]
	s.Keywords = append(s.Keywords, v.Keyword)
	s.Why = append(s.Why, v.Why)
	s.Months = min(s.Months, v.Series.proof())
	if v.Counted == Either {
		s.Taken.add(quantity{Volume: Between(0, v.Volume.High)})
		return
	}
	s.Taken.Add(v.Volume)
}

// Merge adds another counting.
func (c *Counting) Merge(d Counting) {
	c.Printed.Merge(d.Printed)
	c.Once.Merge(d.Once)
	c.Shared = append(slices.Clone(c.Shared), d.Shared...)
	slices.SortFunc(c.Shared, mostTaken)
}

// AppendBinary appends the counting to bytes, as that of [Sum] does.
func (c Counting) AppendBinary(b []byte) ([]byte, error) {
	b = c.Once.append(c.Printed.append(b))
	b = binary.AppendUvarint(b, uint64(len(c.Shared)))
	for _, s := range c.Shared {
		b = s.Volume.append(appendTexts(b, s.Keywords))
		b = append(appendInt(b, int64(s.Months)), byte(s.Counted))
		b = s.Taken.append(appendTexts(b, s.Why))
	}
	return b, nil
}

// MarshalBinary returns what AppendBinary appends.
func (c Counting) MarshalBinary() ([]byte, error) { return c.AppendBinary(nil) }

// UnmarshalBinary reads what AppendBinary appended, and that alone. The error is
// [ErrEncoding].
func (c *Counting) UnmarshalBinary(b []byte) error {
	return decode(c, b, func(d *decoder) (c Counting) {
		c.Printed, c.Once = d.sum(), d.sum()
		for range d.length(5 + leastSum) {
			s := Shared{Keywords: d.texts(), Volume: d.volume(), Months: d.int(), Counted: Counted(d.byte(byte(Uncounted)))}
			s.Why, s.Taken = d.texts(), d.sum()
			c.Shared = append(c.Shared, s)
		}
		return c
	})
}

// mostTaken orders by what is taken away, the most first, ties by the keywords.
func mostTaken(a, b Shared) int {
	return cmp.Or(byDemand(a.Taken.span(), b.Taken.span()), slices.Compare(a.Keywords, b.Keywords), cmp.Compare(a.Counted, b.Counted), slices.Compare(a.Why, b.Why))
}
