package demand_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/needscape/needscape/demand"
)

// BenchmarkLump is a report on keywords with twelve months each, of a source that counts
// close variants together and of one of which that is not known: what the search costs.
func BenchmarkLump(b *testing.B) {
	for _, n := range []int{10_000, 1_000_000} {
		rows := monthlyRows(n)
		for _, lumping := range []demand.Lumping{demand.MayLump, demand.Lumps} {
			m := market(b)
			for _, r := range rows {
				r.Lumping = lumping
				m.Add(r)
			}
			report(b, m)
			b.Run(fmt.Sprintf("rows=%d/lumping=%v", n, lumping), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					report(b, m)
				}
				b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "keywords/s")
			})
		}
	}
}

// monthlyRows makes n keywords with months as Keyword Planner prints them: random walks on
// the ladder around an average, one in ten of them that of the keyword before it.
func monthlyRows(n int) []demand.Row {
	r := rand.New(rand.NewPCG(11, 12))
	rule, _ := demand.RuleOf("ladder")
	out := make([]demand.Row, n)
	for i := range out {
		out[i].Keyword = fmt.Sprintf("thing%d of kind%d", i, r.IntN(1+n/20))
		if i > 0 && r.IntN(10) == 0 {
			out[i].Volume, out[i].Series = out[i-1].Volume, out[i-1].Series
			continue
		}
		at := 1 + min(r.IntN(40), r.IntN(40), r.IntN(40))
		counts := make([]int64, 12)
		for k, now := 0, at; k < 12; k++ {
			now = min(max(1, (now+at)/2+r.IntN(5)-2), len(rule.Values)-1)
			counts[k] = rule.Values[now]
		}
		out[i].Volume = demand.Round(rule.Values[at])
		out[i].Series = demand.Series{First: 24300, Counts: counts, Reading: demand.Rounded}
	}
	return out
}
