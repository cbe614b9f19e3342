package demand

import (
	"math"

	"github.com/needscape/needscape/demand/trend"
)

// Value returns the volume as a value of package trend; its middle is the number to order
// volumes by.
func (v Volume) Value() trend.Value {
	if !v.Known() {
		return trend.Value{}
	}
	return valueOf(v.Low, v.Central(), v.High)
}

// Value returns the sum as a value of package trend, of which the middle lies half-way
// between the bounds. It is not known where that of a volume in it is not, as then it
// does not compare with others.
func (s Sum) Value() trend.Value {
	if s.Known == 0 || s.Unknown > 0 {
		return trend.Value{}
	}
	middle := s.Low
	if s.High != Unbounded {
		middle += (s.High - s.Low) / 2
	}
	return valueOf(s.Low, middle, s.High)
}

// valueOf returns a value of counts.
func valueOf(low, middle, high int64) trend.Value {
	v := trend.Value{Low: float64(low), Middle: float64(middle), High: float64(high), Known: true}
	if high == Unbounded {
		v.High = math.Inf(1)
	}
	return v
}

// Trend returns the series as one of package trend: the searches of each month, as
// [Series.Searches] has them of the average.
func (s Series) Trend(average Volume) trend.Series {
	out := trend.Series{Values: make([]trend.Value, len(s.Counts))}
	if s.Dated() {
		_, out.First = s.First.Date()
	}
	for i, v := range s.Searches(average) {
		out.Values[i] = v.Value()
	}
	return out
}

// Trend returns the months as a series of package trend: each month's sum in its likely
// range. The level holds for all months at once, where each holds for 1 - (1-level)/n of n
// months (Bonferroni); of 1 or more it is that of the hard bounds.
func (s Months) Trend(level float64) trend.Series {
	out := trend.Series{Values: make([]trend.Value, len(s.Sums))}
	if len(s.Sums) == 0 {
		return out
	}
	_, out.First = s.First.Date()
	each := 1 - (1-level)/float64(len(s.Sums))
	for i, sum := range s.Sums {
		out.Values[i] = sum.Likely(each).Value()
	}
	return out
}
