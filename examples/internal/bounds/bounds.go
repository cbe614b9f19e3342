// Package bounds prints intervals: rounded outwards, as a person reads them and as JSON has
// them.
package bounds

import (
	"fmt"
	"math"
	"strconv"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/table"
)

// An Interval is a low and a high, null where it is not known or has no bound.
type Interval struct {
	Low  table.Figure `json:"low"`
	High table.Figure `json:"high"`
}

// Outwards rounds bounds to so many digits after the point.
func Outwards(low, high float64, digits int, known bool) Interval {
	unit := math.Pow(10, float64(digits))
	const slack = 1e-9                                                             // of a unit: 0.3 is a little less than 3 tenths
	low, high = math.Floor(low*unit+slack)/unit, math.Ceil(high*unit-slack)/unit+0 // of -0, which is printed as such, 0
	return Interval{table.Figure{Value: low, Known: known}, table.Figure{Value: high, Known: known && !math.IsInf(high, 1)}}
}

// A Scale is by what counts of a market's period are multiplied to be those that are printed.
type Scale float64

// Round returns a count, with two digits after the point where it is not whole.
func (s Scale) Round(n int64) table.Figure {
	if s == 1 {
		return table.Figure{Value: float64(n), Known: true}
	}
	return table.Figure{Value: math.Round(float64(n)*float64(s)*100) / 100, Known: true}
}

// between returns the bounds of counts, likewise.
func (s Scale) between(low, high int64, known bool) Interval {
	digits := 2
	if s == 1 {
		digits = 0
	}
	out := Outwards(float64(low)*float64(s), float64(high)*float64(s), digits, known)
	out.High.Known = out.High.Known && high != demand.Unbounded
	return out
}

// Volume returns the number that a source printed, and what it can mean.
func (s Scale) Volume(v demand.Volume) (said table.Figure, can Interval) {
	if n, ok := v.Said(); ok {
		said = s.Round(n)
	}
	return said, s.between(v.Low, v.High, v.Known())
}

// Sum returns the bounds of a sum; they are unknown where all of it is.
func (s Scale) Sum(x demand.Sum) Interval {
	return s.between(x.Low, x.High, x.Known > 0 || x.Unknown == 0)
}

// Fraction returns the bounds of a fraction.
func Fraction(f demand.Fraction) Interval { return Outwards(f.Low, f.High, 4, f.Known) }

// Estimate returns the bounds of an estimate, and its middle.
func Estimate(e demand.Estimate) (Interval, table.Figure) {
	return Outwards(e.Low, e.High, 3, e.Known), table.Figure{Value: math.Round(e.Middle*1e3) / 1e3, Known: e.Known}
}

// Digits returns the interval, which is not negative, rounded outwards to so many digits
// before the point at most; the rest of these are zeros.
func (i Interval) Digits(n int) Interval {
	round := func(x table.Figure, to func(float64) float64) table.Figure {
		unit := 1.
		for x.Value/unit >= math.Pow10(n) {
			unit *= 10
		}
		if unit > 1 {
			x.Value = to(x.Value/unit) * unit
		}
		return x
	}
	return Interval{round(i.Low, math.Floor), round(i.High, math.Ceil)}
}

// String prints an interval: "4,900–6,000".
func (i Interval) String() string {
	switch {
	case !i.Low.Known:
		return "unknown"
	case !i.High.Known:
		return table.Number(i.Low.Value) + " or more"
	case i.Low == i.High:
		return table.Number(i.Low.Value)
	}
	return table.Number(i.Low.Value) + "–" + table.Number(i.High.Value)
}

// Percent prints a fraction in whole percent, the bounds outwards.
func Percent(f demand.Fraction) string {
	if !f.Known {
		return "–"
	}
	i := Outwards(100*f.Low, 100*f.High, 0, true)
	if i.Low == i.High || f.Low == f.High {
		return fmt.Sprintf("%.0f %%", 100*f.Low)
	}
	return fmt.Sprintf("%.0f–%.0f %%", i.Low.Value, i.High.Value)
}

// Drop prints a drop in whole percent; where there is more on a rung than on the one
// before, how many times as much: "×1.2–1.5".
func Drop(f demand.Fraction) string {
	if f.Known && f.High < 0 {
		i := Outwards(1-f.High, 1-f.Low, 1, true)
		if i.Low == i.High {
			return fmt.Sprintf("×%.1f", i.Low.Value)
		}
		return fmt.Sprintf("×%.1f–%.1f", i.Low.Value, i.High.Value)
	}
	return Percent(f)
}

// About prints an estimate with two digits: "2.9–3.7".
func About(e demand.Estimate) string {
	low, high := two(e.Low, math.Floor), two(e.High, math.Ceil)
	switch {
	case !e.Known:
		return "–"
	case e.High-e.Low <= 1e-9*e.High:
		return two(e.Middle, math.Round)
	case math.IsInf(e.High, 1):
		return low + " or more"
	case low == high:
		return low
	}
	return low + "–" + high
}

// two prints a number with two digits, or all before the point.
func two(x float64, round func(float64) float64) string {
	digits := 0
	for y := x; y < 10 && digits < 2; y *= 10 {
		digits++
	}
	unit := math.Pow(10, float64(digits))
	y := x * unit
	if near := math.Round(y); math.Abs(y-near) < 1e-9 {
		y = near
	}
	if digits == 0 {
		return table.Number(round(y))
	}
	return strconv.FormatFloat(round(y)/unit, 'f', -1, 64)
}
