package trend

import (
	"math"
	"time"
)

// A Value is a number known as an interval: the truth lies from Low to High, both
// inclusive, and Middle is the number to draw. High may be +Inf where there is no upper
// bound, and Low -Inf in results that can be negative.
//
// The zero Value is an unknown one. It is not the number zero.
type Value struct {
	Low, Middle, High float64
	Known             bool
}

// Exactly returns the value of a number that was counted.
func Exactly(x float64) Value { return Value{x, x, x, true} }

// largest is the largest number that is believed: sums and ratios of it stay finite.
const largest = 1e100

// valid tells whether a month's number can be used: known, in order, not negative.
func (v Value) valid() bool {
	return v.Known && 0 <= v.Low && v.Low <= v.Middle && v.Middle <= v.High && v.Middle <= largest
}

// A Series is one number a month, in order and without gaps: a month that nobody
// counted is a Value that is not Known. A value that is negative, not a number, above
// 1e100 or not between its bounds counts as not known.
type Series struct {
	First  time.Month // calendar month of the first value; 0 where that is not known
	Values []Value
}

// Counts returns the series of numbers that were counted; NaN and negative ones are
// months without a number.
func Counts(first time.Month, counts ...float64) Series {
	s := Series{First: first, Values: make([]Value, len(counts))}
	for i, c := range counts {
		if c >= 0 {
			s.Values[i] = Exactly(c)
		}
	}
	return s
}

// Known returns the number of months with a number.
func (s Series) Known() int {
	n := 0
	for i := range s.Values {
		if s.Values[i].valid() {
			n++
		}
	}
	return n
}

// Month returns the calendar month of the i-th value from 0, which may lie beyond the
// last one. It is 0 where that of the first is not known.
func (s Series) Month(i int) time.Month {
	if s.First < time.January || s.First > time.December {
		return 0
	}
	return time.Month((int(s.First)-1+i%Year+Year)%Year + 1)
}

// Year is the number of months in a year.
const Year = 12

// profile returns what a year looks like: for each of the twelve months, from that of
// the first value, the mean of the years that have it. ok is false where a month of the
// year has no number at all.
func (s Series) profile() (year [Year]Value, ok bool) {
	var n [Year]int
	for i, v := range s.Values {
		if m := i % Year; v.valid() {
			n[m]++
			year[m].Low += v.Low
			year[m].Middle += v.Middle
			year[m].High += v.High
		}
	}
	for m := range year {
		if n[m] == 0 {
			return year, false
		}
		k := float64(n[m])
		year[m] = Value{year[m].Low / k, year[m].Middle / k, year[m].High / k, true}
	}
	return year, true
}

// part returns a part of a whole that it belongs to: the whole is part and rest. It is
// not known where the middles are all zero.
func part(part, rest Value) Value {
	if part.Middle+rest.Middle <= 0 {
		return Value{}
	}
	return Value{ratio(part.Low, rest.High, 0), ratio(part.Middle, rest.Middle, 0), ratio(part.High, rest.Low, 1), true}
}

// ratio returns a/(a+b), or what it is where that is not defined.
func ratio(a, b, undefined float64) float64 {
	if a+b == 0 || (math.IsInf(a, 1) && math.IsInf(b, 1)) {
		return undefined
	}
	if math.IsInf(a, 1) {
		return 1
	}
	return a / (a + b)
}

// plus adds two values that are independent of each other.
func (v Value) plus(w Value) Value {
	return Value{v.Low + w.Low, v.Middle + w.Middle, v.High + w.High, v.Known && w.Known}
}
