package trend_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/needscape/needscape/demand/trend"
)

// many returns series of numbers that are rounded, as exports have them.
func many(months int) []trend.Series {
	r := rand.New(rand.NewPCG(19, 20))
	out := make([]trend.Series, 1000)
	for i := range out {
		out[i] = random(r, months)
	}
	return out
}

// eachSeries measures what is done with one series of so many months.
func eachSeries(b *testing.B, do func(s trend.Series)) {
	for _, months := range []int{12, 24, 60} {
		series := many(months)
		b.Run(fmt.Sprintf("months=%d", months), func(b *testing.B) {
			b.ReportAllocs()
			for i := range b.N {
				do(series[i%len(series)])
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "series/s")
		})
	}
}

func BenchmarkTrend(b *testing.B) {
	var scratch trend.Scratch
	eachSeries(b, func(s trend.Series) { s.Trend(&scratch) })
}

func BenchmarkTested(b *testing.B) {
	var scratch trend.Scratch
	eachSeries(b, func(s trend.Series) { s.Tested(&scratch) })
}

// BenchmarkSeason: a season and its indices.
func BenchmarkSeason(b *testing.B) {
	eachSeries(b, func(s trend.Series) {
		s.Season()
		s.Indices()
	})
}

// BenchmarkForecast: twelve months ahead.
func BenchmarkForecast(b *testing.B) {
	eachSeries(b, func(s trend.Series) { s.Forecast(trend.ForecastOptions{}) })
}

// BenchmarkAdjust: op = a million p-values.
func BenchmarkAdjust(b *testing.B) {
	r := rand.New(rand.NewPCG(21, 22))
	p := make([]float64, 1_000_000)
	for i := range p {
		p[i] = r.Float64()
	}
	b.ReportAllocs()
	for b.Loop() {
		trend.Adjust(p, trend.BenjaminiHochberg)
	}
}
