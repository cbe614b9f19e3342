package demand_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/keyword"
)

var lexicon = keyword.Lexicon{
	Need:     []string{"diaper rash", "rash"},
	Solution: []string{"cream", "powder"},
	Brand:    []string{"desitin", "balmex"},
}

// list is rows with what they are.
type list struct {
	rows   []any // Row or *RowError
	source demand.Source
	end    error
}

func (l *list) Read() (demand.Row, error) {
	if len(l.rows) == 0 {
		if l.end != nil {
			return demand.Row{}, l.end
		}
		return demand.Row{}, io.EOF
	}
	next := l.rows[0]
	l.rows = l.rows[1:]
	if e, ok := next.(*demand.RowError); ok {
		return demand.Row{}, e
	}
	return next.(demand.Row), nil
}

func (l *list) Source() demand.Source { return l.source }

func market(t testing.TB) *demand.Market {
	t.Helper()
	var a keyword.Analyzer
	c, err := keyword.NewClassifier(&a, lexicon)
	require.NoError(t, err)
	return demand.NewMarket(c)
}

func report(t testing.TB, m *demand.Market) *demand.Report {
	t.Helper()
	r, err := m.Report(t.Context())
	require.NoError(t, err)
	return r
}

func months(counts ...int64) demand.Series { return demand.Series{First: 24300, Counts: counts} }

// TestOneDemand: how searches of close variants are counted.
func TestOneDemand(t *testing.T) {
	type row = demand.Row
	bucket, _ := demand.InBucket(50)
	for _, c := range []struct {
		name     string
		rows     []demand.Row
		want     demand.Volume
		variants []string
	}{
		{"alone", []row{{Keyword: "rash", Volume: demand.Round(50)}}, demand.Round(50), nil},
		{"same number, same months: once",
			[]row{{Keyword: "rash", Volume: demand.Round(50), Series: months(40, 70)}, {Keyword: "rashes", Volume: demand.Round(50), Series: months(40, 70)}},
			demand.Round(50), []string{"plural: the same number and the same 2 months, counted once"}},
		{"same number, other months: both",
			[]row{{Keyword: "rash", Volume: demand.Round(50), Series: months(40, 70)}, {Keyword: "rashes", Volume: demand.Round(50), Series: months(70, 40)}},
			demand.Volume{Low: 90, High: 120, Number: 100, Reading: demand.Rounded}, []string{"plural: searches of its own, added"}},
		{"same number, no months: either",
			[]row{{Keyword: "rash", Volume: bucket}, {Keyword: "rashes", Volume: bucket}, {Keyword: "the rash", Volume: bucket}},
			demand.Volume{Low: 10, High: 300, Number: 50, Reading: demand.Bucket},
			[]string{"plural: the same number may be the same searches, so the volume spans both readings",
				"function words: the same number may be the same searches, so the volume spans both readings"}},
		{"other numbers: added",
			[]row{{Keyword: "rash", Volume: demand.Round(50)}, {Keyword: "rashes", Volume: demand.Round(20)}},
			demand.Volume{Low: 60, High: 85, Number: 70, Reading: demand.Rounded}, []string{"plural: searches of its own, added"}},
		{"ranges have no number",
			[]row{{Keyword: "rash", Volume: demand.Between(10, 100)}, {Keyword: "rashes", Volume: demand.Count(5)}},
			demand.Volume{Low: 15, High: 105, Reading: demand.Range}, []string{"plural: searches of its own, added"}},
		{"unknown is not zero",
			[]row{{Keyword: "rash"}, {Keyword: "rashes", Volume: demand.Count(5)}},
			demand.Count(5), []string{"plural: its volume is unknown"}},
		{"all unknown", []row{{Keyword: "rash"}, {Keyword: "rashes"}}, demand.Volume{}, []string{"plural: its volume is unknown"}},
		{"a keyword twice is one",
			[]row{{Keyword: "rash", Volume: demand.Count(5)}, {Keyword: "rash", Volume: demand.Count(5)}}, demand.Count(5), nil},
		{"a keyword twice, with other numbers, spans them",
			[]row{{Keyword: "rash", Volume: demand.Count(5)}, {Keyword: "rash", Volume: demand.Count(9)}, {Keyword: "rash"}},
			demand.Volume{Low: 5, High: 9, Number: 9, Reading: demand.Exact}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := market(t)
			for _, r := range c.rows {
				m.Add(r)
			}
			r := report(t, m)
			require.Len(t, r.Terms, 1)
			assert.Equal(t, c.want, r.Terms[0].Volume)
			var why []string
			for _, v := range r.Terms[0].Variants {
				why = append(why, v.Why)
			}
			assert.Equal(t, c.variants, why)
			assert.Equal(t, r.Totals.In, r.Totals.Placed)
		})
	}
}

// TestImpressions: counts of one site are each their own.
func TestImpressions(t *testing.T) {
	m := market(t)
	require.NoError(t, m.Read(t.Context(), &list{source: demand.Source{Measure: demand.Impressions},
		rows: []any{demand.Row{Keyword: "rash", Volume: demand.Count(7)}, demand.Row{Keyword: "rashes", Volume: demand.Count(7)}}}))
	assert.Equal(t, demand.Count(14), report(t, m).Terms[0].Volume)
	m = market(t)
	require.NoError(t, m.Read(t.Context(), &list{source: demand.Source{Measure: demand.Index},
		rows: []any{demand.Row{Keyword: "rash", Volume: demand.Count(100)}, demand.Row{Keyword: "rashes", Volume: demand.Count(7)}}}))
	assert.Equal(t, demand.Count(100), report(t, m).Terms[0].Volume)
}

func TestHub(t *testing.T) {
	m := market(t)
	for _, k := range []string{"rash creams", "cream for rash", "Rash cream", "rash cream"} {
		m.Add(demand.Row{Keyword: k, Volume: demand.Count(5)})
	}
	m.Add(demand.Row{Keyword: "creams of rashes", Volume: demand.Count(4)})
	r := report(t, m)
	require.Len(t, r.Terms, 1)
	assert.Equal(t, "rash cream", r.Terms[0].Keyword)
	var names []string
	for _, v := range r.Terms[0].Variants {
		names = append(names, v.Keyword)
	}
	assert.Equal(t, []string{"Rash cream", "rash creams", "cream for rash", "creams of rashes"}, names)
	assert.Equal(t, keyword.Solution, r.Terms[0].Role)
}

func TestRead(t *testing.T) {
	m := market(t)
	lost := &demand.RowError{File: "a", Line: 3, Column: 1, Volume: 500, Err: errors.New("no keyword")}
	a := demand.Source{File: "a", Format: "list", Rows: 3, Refused: 1}
	require.NoError(t, m.Read(t.Context(), &list{source: a, rows: []any{
		demand.Row{Keyword: "rash", Volume: demand.Count(100)}, lost, demand.Row{Keyword: "desitin", Volume: demand.Count(40)}}}))
	err := m.Read(t.Context(), &list{source: demand.Source{File: "b", Measure: demand.Index}, rows: []any{demand.Row{Keyword: "rash", Volume: demand.Count(100)}}})
	assert.ErrorIs(t, err, demand.ErrMeasure)
	assert.EqualError(t, err, "demand: different measures cannot be added: b counts index, and what was read before it searches")
	daily := demand.Source{File: "c", Period: demand.PerDay, Rows: 1}
	require.NoError(t, m.Read(t.Context(), &list{source: daily, rows: []any{demand.Row{Keyword: "balmex", Volume: demand.Count(10)}}}))
	broken := errors.New("disk on fire")
	assert.ErrorIs(t, m.Read(t.Context(), &list{source: demand.Source{File: "d"}, end: broken}), broken)

	r := report(t, m)
	assert.Equal(t, demand.Totals{Rows: 4, Refused: 1, Keywords: 3, Terms: 3, In: 100 + 500 + 40 + 304, Placed: 100 + 40 + 304, Lost: 500}, r.Totals)
	assert.Equal(t, []*demand.RowError{lost}, r.Refused)
	assert.Equal(t, "balmex", r.Terms[0].Keyword)
	assert.EqualValues(t, 304, r.Terms[0].Volume.Number, "10 a day")

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = m.Report(ctx)
	assert.ErrorIs(t, err, context.Canceled)
}

// makeRows makes n rows with every kind of volume, some of them repeated.
func makeRows(n int) []demand.Row {
	r := rand.New(rand.NewPCG(5, 6))
	words := []string{"rash", "rashes", "diaper", "diapers", "cream", "desitin", "balmex", "baby", "for", "the", "best", "buy", "powder", "heat"}
	ladder := []int64{0, 10, 20, 50, 110, 1300, 5400}
	out := make([]demand.Row, n)
	for i := range out {
		k := ""
		for range 1 + r.IntN(4) {
			k += words[r.IntN(len(words))] + " "
		}
		if r.IntN(2) == 0 {
			k += fmt.Sprint(r.IntN(n)) + " "
		}
		out[i].Keyword = k[:len(k)-1]
		n := ladder[r.IntN(len(ladder))]
		switch r.IntN(6) {
		case 0:
		case 1:
			out[i].Volume, _ = demand.InBucket(50)
		case 2:
			out[i].Volume = demand.Between(n, 10*n+1)
		case 3:
			out[i].Volume = demand.Count(n)
		default:
			out[i].Volume = demand.Round(n)
			if r.IntN(2) == 0 {
				out[i].Series = months(n, int64(r.IntN(2)), n)
			}
		}
	}
	return out
}

// TestLaws: the report does not depend on the order of the rows or on the number
// of goroutines; nothing is lost; parts add up.
func TestLaws(t *testing.T) {
	rows := makeRows(20_000)
	var first *demand.Report
	for _, procs := range []int{1, 2, 8} {
		rand.New(rand.NewPCG(7, uint64(procs))).Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		m := market(t)
		in, distinct := int64(0), map[string]bool{}
		for _, r := range rows {
			m.Add(r)
			in += r.Volume.Number
			distinct[r.Keyword] = true
		}
		old := runtime.GOMAXPROCS(procs)
		r := report(t, m)
		runtime.GOMAXPROCS(old)
		if first == nil {
			first = r
		}
		require.Equal(t, first, r, "GOMAXPROCS %d", procs)

		assert.Equal(t, in, r.Totals.In)
		assert.Equal(t, in, r.Totals.Placed+r.Totals.Lost)
		assert.Equal(t, len(rows), r.Totals.Rows)
		assert.Equal(t, len(distinct), r.Totals.Keywords)
		for _, term := range r.Terms {
			for _, k := range append([]demand.Variant{{Keyword: term.Keyword}}, term.Variants...) {
				require.True(t, distinct[k.Keyword], "%q twice, or invented", k.Keyword)
				delete(distinct, k.Keyword)
			}
			v := term.Volume
			if n, ok := v.Said(); ok {
				require.True(t, v.Low <= n && n <= v.High, "%q: %v", term.Keyword, v)
			}
			require.LessOrEqual(t, v.Low, v.High)
		}
		assert.Empty(t, distinct, "lost")

		for _, rungs := range [][]demand.Rung{r.Ladder(), r.Stages()} {
			var sum demand.Sum
			keywords, terms := 0, 0
			for _, rung := range rungs {
				sum.Merge(rung.Demand)
				keywords += rung.Keywords
				terms += rung.Terms
			}
			var all demand.Sum
			for _, term := range r.Terms {
				all.AddTerm(&term)
			}
			assert.Equal(t, all, sum)
			assert.Equal(t, []int{r.Totals.Keywords, r.Totals.Terms}, []int{keywords, terms})
		}
	}
}

// TestRankTwin holds the places against their definition, counted term by term.
func TestRankTwin(t *testing.T) {
	m := market(t)
	for _, r := range makeRows(800) {
		m.Add(r)
	}
	r := report(t, m)
	for _, by := range []demand.By{demand.ByRole, demand.ByStage, demand.ByVolume} {
		n := 0
		for _, ranking := range r.Rank(by) {
			n += len(ranking.Terms)
			for i, x := range ranking.Terms {
				if by == demand.ByRole {
					require.Equal(t, ranking.Role, x.Role)
				}
				if by == demand.ByStage {
					require.Equal(t, ranking.Stage, x.Stage)
				}
				best, worst := 1, 0
				for _, y := range ranking.Terms {
					if demand.Compare(y.Volume, x.Volume) == demand.Greater {
						best++
					}
					if y.Volume.Known() && demand.Compare(y.Volume, x.Volume) != demand.Less {
						worst++
					}
				}
				if !x.Volume.Known() {
					best, worst = 0, 0
				}
				require.Equal(t, []int{best, worst}, []int{x.Best, x.Worst}, "%s %q %v", by, x.Keyword, x.Volume)
				if i > 0 {
					y := ranking.Terms[i-1]
					require.GreaterOrEqual(t, y.Volume.Central(), x.Volume.Central())
				}
			}
		}
		assert.Equal(t, len(r.Terms), n)
		back, err := demand.ParseBy(by.String())
		require.NoError(t, err)
		assert.Equal(t, by, back)
	}
	_, err := demand.ParseBy("luck")
	assert.Error(t, err)
}

func TestLadderOfNothing(t *testing.T) {
	r := report(t, market(t))
	assert.Len(t, r.Ladder(), 4)
	assert.Equal(t, demand.Rung{Role: keyword.Need}, r.Ladder()[0])
	assert.Empty(t, r.Rank(demand.ByRole))
}

// TestLadder: the article's shape, by hand.
func TestLadder(t *testing.T) {
	m := market(t)
	for k, n := range map[string]int64{"diaper rash": 600, "baby rash": 400, "rash cream": 250, "desitin": 50, "news": 100} {
		m.Add(demand.Row{Keyword: k, Volume: demand.Count(n)})
	}
	rungs := report(t, m).Ladder()
	f := func(x float64) demand.Fraction { return demand.Fraction{Low: x, High: x, Known: true} }
	sum := func(n int64, k int) demand.Sum { return demand.Sum{Low: n, High: n, Known: k} }
	assert.Equal(t, []demand.Rung{
		{Role: keyword.Need, Keywords: 2, Terms: 2, Demand: sum(1000, 2), Share: f(1000.0 / 1400)},
		{Role: keyword.Solution, Keywords: 1, Terms: 1, Demand: sum(250, 1), Share: f(250.0 / 1400), Drop: f(0.75)},
		{Role: keyword.Brand, Keywords: 1, Terms: 1, Demand: sum(50, 1), Share: f(50.0 / 1400), Drop: f(0.8)},
		{Role: keyword.Other, Keywords: 1, Terms: 1, Demand: sum(100, 1), Share: f(100.0 / 1400)},
	}, rungs)
	assert.True(t, slices.IsSortedFunc(report(t, m).Terms, func(a, b demand.Term) int { return int(b.Volume.Number - a.Volume.Number) }))
}

func BenchmarkReport(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		rows := makeRows(n)
		b.Run(fmt.Sprintf("rows=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				m := market(b)
				for _, r := range rows {
					m.Add(r)
				}
				report(b, m).Rank(demand.ByRole)
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "keywords/s")
		})
	}
}

// TestRanks: places are no volumes, but they decide the order; a keyword that
// stands twice has the better of its places.
func TestRanks(t *testing.T) {
	m := market(t)
	source := demand.Source{Measure: demand.RankOrder}
	require.NoError(t, m.Read(t.Context(), &list{source: source, rows: []any{
		demand.Row{Keyword: "diaper cream", Rank: 40}, demand.Row{Keyword: "desitin", Rank: 7}, demand.Row{Keyword: "creams for diapers", Rank: 12}, demand.Row{Keyword: "wipes", Rank: 90},
		demand.Row{Keyword: "wipes", Rank: 9}, demand.Row{Keyword: "unranked"},
	}}))
	r := report(t, m)
	var got []string
	for _, x := range r.Rank(demand.ByVolume)[0].Terms {
		got = append(got, fmt.Sprintf("%s %d: %d to %d, %v", x.Keyword, x.Rank, x.Best, x.Worst, x.Volume))
	}
	assert.Equal(t, []string{"desitin 7: 1 to 1, unknown", "wipes 9: 2 to 2, unknown", "creams for diapers 12: 3 to 3, unknown", "unranked 0: 0 to 0, unknown"}, got)
	assert.Equal(t, 1, r.Totals.Varying)
}
