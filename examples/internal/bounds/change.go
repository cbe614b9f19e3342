package bounds

import (
	"math"
	"strconv"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/table"
)

// Shift returns the bounds of a change of searches, with two digits after the point.
func (s Scale) Shift(x demand.Shift) Interval {
	return Within(x.Low*float64(s), x.High*float64(s), 2, x.Known)
}

// Within is Outwards for what may have no lower bound either.
func Within(low, high float64, digits int, known bool) Interval {
	out := Outwards(low, high, digits, known)
	if math.IsInf(low, 0) {
		out.Low = table.Figure{}
	}
	return out
}

// Signed prints a change: "+120 to +340", "−1.5 to +2".
func (i Interval) Signed() string { return i.signed(1, 2, "") }

// SignedPercent prints a change that is a fraction: "+12 to +34 %".
func (i Interval) SignedPercent() string { return i.signed(100, 1, " %") }

// Points prints a change of a share: "+1.2 to +3.4 points".
func (i Interval) Points() string { return i.signed(100, 1, " points") }

// signed prints bounds with their signs, in whole numbers from 10 on and with so many
// digits after the point below, rounded outwards. It is "–" where there is neither bound.
func (i Interval) signed(by float64, digits int, unit string) string {
	low, high := signed(by*i.Low.Value, digits, false), signed(by*i.High.Value, digits, true)
	switch {
	case !i.Low.Known && !i.High.Known:
		return "–"
	case !i.Low.Known:
		return high + unit + " or less"
	case !i.High.Known:
		return low + unit + " or more"
	case low == high:
		return low + unit
	}
	return low + " to " + high + unit
}

func signed(x float64, digits int, up bool) string {
	if math.Abs(x) >= 10 {
		digits = 0
	}
	if rounded := Outwards(x, x, digits, true); up {
		x = rounded.High.Value
	} else {
		x = rounded.Low.Value
	}
	text := table.Number(math.Abs(x))
	if math.Abs(x) < 10 {
		text = strconv.FormatFloat(math.Abs(x), 'f', -1, 64)
	}
	switch {
	case x < 0:
		return "−" + text
	case x > 0:
		return "+" + text
	}
	return "0"
}
