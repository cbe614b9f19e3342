package demand_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/needscape/needscape/demand"
)

// BenchmarkDiff compares two exports a month apart, of a million keywords each with
// twelve months, nine in ten of them in both.
func BenchmarkDiff(b *testing.B) {
	for _, n := range []int{10_000, 1_000_000} {
		b.Run(fmt.Sprintf("keywords=%d", n), func(b *testing.B) {
			r := rand.New(rand.NewPCG(3, 4))
			s := simulate(r, n, 26)
			before, after := s.export(r, 24, exportOf{months: 12, missing: 20}), s.export(r, 25, exportOf{months: 12, missing: 20})
			b.ReportAllocs()
			for b.Loop() {
				if _, err := demand.Diff(b.Context(), before, after, demand.DiffOptions{}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "keywords/s")
		})
	}
}
