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

// BenchmarkTrend: op = one series.
func BenchmarkTrend(b *testing.B) {
	for _, months := range []int{12, 24, 60} {
		series := many(months)
		b.Run(fmt.Sprintf("months=%d", months), func(b *testing.B) {
			var scratch trend.Scratch
			b.ReportAllocs()
			for i := range b.N {
				series[i%len(series)].Trend(&scratch)
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "series/s")
		})
	}
}

// BenchmarkTested: op = one series, tested.
func BenchmarkTested(b *testing.B) {
	for _, months := range []int{12, 24, 60} {
		series := many(months)
		b.Run(fmt.Sprintf("months=%d", months), func(b *testing.B) {
			var scratch trend.Scratch
			b.ReportAllocs()
			for i := range b.N {
				series[i%len(series)].Tested(&scratch)
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "series/s")
		})
	}
}

// BenchmarkSeason: op = one series, its season and its indices.
func BenchmarkSeason(b *testing.B) {
	for _, months := range []int{12, 24, 60} {
		series := many(months)
		b.Run(fmt.Sprintf("months=%d", months), func(b *testing.B) {
			b.ReportAllocs()
			for i := range b.N {
				series[i%len(series)].Season()
				series[i%len(series)].Indices()
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "series/s")
		})
	}
}

// BenchmarkForecast: op = one series, twelve months ahead.
func BenchmarkForecast(b *testing.B) {
	for _, months := range []int{12, 24, 60} {
		series := many(months)
		b.Run(fmt.Sprintf("months=%d", months), func(b *testing.B) {
			b.ReportAllocs()
			for i := range b.N {
				series[i%len(series)].Forecast(trend.ForecastOptions{})
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "series/s")
		})
	}
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
