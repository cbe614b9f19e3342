package trend_test

import (
	"fmt"
	"math"
	"time"

	"github.com/needscape/needscape/demand/trend"
)

// Two years of searches for a remedy of summer, as a tool rounds them, with a month
// that the tool left out.
func Example() {
	rounded := func(first time.Month, numbers ...float64) trend.Series {
		s := trend.Series{First: first}
		for _, x := range numbers {
			s.Values = append(s.Values, trend.Value{Low: x * 0.9, Middle: x, High: x * 1.1, Known: x >= 0})
		}
		return s
	}
	s := rounded(time.January,
		480, 480, 720, 1300, 2900, 8100, 9900, 6600, 1900, 880, 590, 480,
		590, 590, 1000, 1600, 3600, 9900, 12100, 8100, 2400, 1000, 720, math.NaN())

	t := s.Trend(nil)
	fmt.Printf("%v: %+.0f %% a year (%+.0f to %+.0f), p %.4f, at most %.4f\n", t.Test,
		100*t.Growth.Middle, 100*t.Growth.Low, 100*t.Growth.High, t.P, t.PMost)

	season := s.Season()
	fmt.Printf("season from %v, %d months, %.0f %% of the year (%.0f to %.0f): %v\n", season.First, season.Months,
		100*season.Share.Middle, 100*season.Share.Low, 100*season.Share.High, season.Seasonal)
	next := len(s.Values) // the month after the last: January
	fmt.Println(s.Month(next), season.At(next, 2), "–", s.Month(next+3), season.At(next+3, 2), "–", s.Month(next+6), season.At(next+6, 2))

	f := s.Forecast(trend.ForecastOptions{Horizon: 7})
	july := f.Months[6]
	fmt.Printf("%v, %s\n", f.Method, f.Why)
	fmt.Printf("%v: %.0f, in 80 of 100 cases from %.0f to %.0f\n", july.Month, july.Middle, july.Within80.Low, july.Within80.High)
	// Output:
	// seasonal Mann-Kendall: +23 % a year (+1 to +50), p 0.0010, at most 0.2278
	// season from June, 2 months, 52 % of the year (47 to 57): yes
	// January out of season – April approaching – July in season
	// combined, less than two years: as much of the season as it is smooth and comes back
	// July: 13009, in 80 of 100 cases from 3574 to 47354
}

// Of ten keywords with a trend by their own p-value, some are left when it counts that
// ten were looked at.
func ExampleAdjust() {
	p := []float64{0.001, 0.004, 0.012, 0.019, 0.021, 0.031, 0.041, 0.3, math.NaN(), 0.6, 0.9}
	for i, q := range trend.Adjust(p, trend.BenjaminiHochberg) {
		if q <= 0.05 {
			fmt.Printf("%.3f → %.3f\n", p[i], q)
		}
	}
	// Output:
	// 0.001 → 0.010
	// 0.004 → 0.020
	// 0.012 → 0.040
	// 0.019 → 0.042
	// 0.021 → 0.042
}
