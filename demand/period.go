package demand

import (
	"fmt"
	"time"
)

// A Period is the time that a volume counts over.
type Period uint8

const (
	// PerMonth: an average month, the unit of Keyword Planner and its kind.
	PerMonth Period = iota
	// PerDay: an average day.
	PerDay
)

// DaysPerMonth converts between the periods: an average month of the Gregorian
// calendar has 365.2425 / 12 days. Volumes are kept as the source counted them
// and divided or multiplied only for printing.
const DaysPerMonth = 365.2425 / 12

// String returns "month" or "day".
func (p Period) String() string {
	if p == PerDay {
		return "day"
	}
	return "month"
}

// ParsePeriod reads "month" or "day".
func ParsePeriod(s string) (Period, error) {
	switch s {
	case "month":
		return PerMonth, nil
	case "day":
		return PerDay, nil
	}
	return 0, fmt.Errorf("demand: period %q: want day or month", s)
}

// Factor returns by what a number a period p is multiplied to be one a period to.
func (p Period) Factor(to Period) float64 {
	switch {
	case p == to:
		return 1
	case to == PerDay:
		return 1 / DaysPerMonth
	default:
		return DaysPerMonth
	}
}

// A Month is a calendar month: twelve times the year plus the month from 0, so
// that months compare and subtract as numbers.
type Month int32

// MonthOf returns the month of a year.
func MonthOf(year int, m time.Month) Month { return Month(year*12 + int(m) - 1) }

// Date returns the year and the month of it.
func (m Month) Date() (year int, month time.Month) {
	return int(m) / 12, time.Month(int(m)%12 + 1)
}

// String prints the month as 2026-07.
func (m Month) String() string {
	year, month := m.Date()
	return fmt.Sprintf("%04d-%02d", year, int(month))
}

// in converts a volume between periods; fractions are rounded as everywhere.
func (v Volume) in(from, to Period) Volume {
	if from == to || !v.Known() {
		return v
	}
	v.Number = convert(v.Number, from, to)
	by := from.Factor(to)
	v.Low = whole(float64(v.Low) * by)
	v.High = plus(whole(float64(v.High)*by), 1)
	return v
}

// convert converts a number of searches between periods, to the nearest whole one.
func convert(n int64, from, to Period) int64 {
	if from == to {
		return n
	}
	return whole(float64(float64(n)*from.Factor(to)) + 0.5)
}

// whole returns the whole part of a number of searches, [Unbounded] of one that is too large.
func whole(x float64) int64 {
	if !(x < Unbounded) {
		return Unbounded
	}
	return int64(x)
}
