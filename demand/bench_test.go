package demand_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/demand"
)

// yearly makes n rows with twelve months, as an export of Keyword Planner has them: one
// keyword in ten stands twice.
func yearly(n int) []demand.Row {
	r := rand.New(rand.NewPCG(12, 34))
	words := strings.Fields("rash diaper cream desitin balmex baby powder heat best buy for infant natural organic sensitive skin remedy treatment how to cure cloth wipes review")
	rows := make([]demand.Row, 0, n)
	rungs := slices.DeleteFunc(slices.Clone(steps), func(n int64) bool { return n > 100_000 })
	for i := range n {
		if i%10 == 9 {
			rows = append(rows, rows[r.IntN(len(rows))])
			continue
		}
		text := ""
		for range 1 + r.IntN(4) {
			text += words[r.IntN(len(words))] + " "
		}
		at := min(int(r.ExpFloat64()*8), len(rungs)-3)
		s := demand.Series{First: 24300, Counts: make([]int64, 12), Reading: demand.Rounded}
		for k := range s.Counts {
			s.Counts[k] = rungs[max(at+r.IntN(5)-2, 0)]
		}
		rows = append(rows, demand.Row{Keyword: text + strconv.Itoa(r.IntN(n)), Volume: demand.Round(rungs[at]), Series: s})
	}
	return rows
}

// csvSize is how many bytes rows take as lines of a file.
func csvSize(rows []demand.Row) (n int) {
	for _, r := range rows {
		n += len(r.Keyword) + 1 + len(strconv.FormatInt(r.Volume.Number, 10)) + len(r.Series.Counts)
		for _, c := range r.Series.Counts {
			n += len(strconv.FormatInt(c, 10))
		}
	}
	return n
}

// BenchmarkStatus measures what a market's status takes, on keywords with twelve months:
// adding, merging, encoding, and adding up.
func BenchmarkStatus(b *testing.B) {
	for _, n := range []int{10_000, 1_000_000} {
		b.Run(fmt.Sprintf("rows=%d", n), func(b *testing.B) {
			rows := yearly(n)
			whole := market(b)
			parts := make([]*demand.Market, 8)
			for i := range parts {
				parts[i] = market(b)
			}
			for i, r := range rows {
				whole.Add(r)
				parts[i%len(parts)].Add(r)
			}
			encoded, csv := bytesOf(b, whole), csvSize(rows)
			r := report(b, whole)
			run := func(name string, f func(b *testing.B)) {
				b.Run(name, func(b *testing.B) {
					b.ReportAllocs()
					for b.Loop() {
						f(b)
					}
					b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
				})
			}
			run("Add", func(b *testing.B) {
				m := market(b)
				for _, r := range rows {
					m.Add(r)
				}
			})
			run("Merge/parts=8", func(b *testing.B) {
				m := market(b)
				for _, p := range parts {
					require.NoError(b, m.Merge(p))
				}
			})
			run("AppendBinary", func(b *testing.B) {
				encoded, _ = whole.AppendBinary(encoded[:0])
				b.ReportMetric(float64(len(encoded))/float64(n), "bytes/row")
				b.ReportMetric(float64(csv)/float64(n), "csv-bytes/row")
			})
			run("UnmarshalBinary", func(b *testing.B) { require.NoError(b, market(b).UnmarshalBinary(encoded)) })
			run("Report", func(b *testing.B) { report(b, whole) })
			run("Ladder", func(b *testing.B) { r.Ladder() })
			run("Months", func(b *testing.B) { r.Months(4, func(t *demand.Term) int { return int(t.Role) }) })
		})
	}
}
