package main

import (
	"cmp"
	"context"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/demand/trend"
	"github.com/needscape/needscape/examples/internal/table"
)

// movers are keywords or parts of the market that change over the months.
type movers struct {
	Of       string  `json:"of"`     // keywords, needs, groups …
	Tested   int     `json:"tested"` // that have enough months: p-values are adjusted for their number
	Rising   []mover `json:"rising"` // by most searches first
	Falling  []mover `json:"falling"`
	Seasonal []mover `json:"seasonal"`  // more than half of the year in three months or fewer
	OpenHalf int     `json:"undecided"` // of which the bounds leave that open
	more     [3]int
}

// mover is a keyword or a part of the market.
type mover struct {
	Name   string       `json:"name"`
	Change table.Figure `json:"change"` // by the median slope, searches a month more after a year
	Demand amount       `json:"demand"`
	Trend  trendEntry   `json:"trend"`
	Season seasonEntry  `json:"season"`
}

// moved is what a series shows, in little memory.
type moved struct {
	p, most, back float64 // NaN where they cannot be told
	slope         float64 // a month, of what is significant
	s             int32
	over          trend.Answer
	season        bool
}

// changes tells which keywords and parts of the market change.
func (a *answer) changes(ctx context.Context, s *monthsSection) (err error) {
	if a.report.Measure == demand.Index || a.report.Measure == demand.RankOrder {
		return nil
	}
	terms := a.report.Terms
	s.Terms, err = a.movers(ctx, "keywords", len(terms), func(i int) trend.Series { return termSeries(&terms[i]) }, func(i int) (string, demand.Sum) {
		var x demand.Sum
		x.AddTerm(&terms[i])
		return terms[i].Keyword, x
	})
	if err != nil || s.First == nil {
		return err
	}
	parts := a.parted
	months, sums := make([]demand.Months, parts.Len()), make([]demand.Sum, parts.Len())
	for i := range terms {
		for _, p := range parts.Of(i) {
			sums[p].AddTerm(&terms[i])
			if s.window.covered(&terms[i]) {
				months[p].Add(&terms[i])
			}
		}
	}
	s.Parts, err = a.movers(ctx, a.by+"s", parts.Len(), func(i int) trend.Series {
		if len(months[i].Sums) == 0 {
			return trend.Series{}
		}
		return s.window.of(months[i]).Trend(level)
	}, func(i int) (string, demand.Sum) { return parts.Name(i), sums[i] })
	return err
}

// termSeries returns the months of a term, each search once.
func termSeries(t *demand.Term) trend.Series {
	if len(t.Variants) == 0 || !t.Series.Dated() {
		return t.Series.Trend(t.Said)
	}
	var m demand.Months
	m.Add(t)
	return m.Trend(1)
}

// A screening is what n series show, with p-values adjusted for their number.
type screening struct {
	all           []moved
	p, most, back []float64
	series        func(int) trend.Series
	name          func(int) (string, demand.Sum)
}

// movers tests n series. Nil where none of them has enough months.
func (a *answer) movers(ctx context.Context, of string, n int, series func(int) trend.Series, name func(int) (string, demand.Sum)) (*movers, error) {
	s := screening{all: make([]moved, n), p: make([]float64, n), most: make([]float64, n), back: make([]float64, n), series: series, name: name}
	each(ctx, n, func(i int, c *trend.Scratch) { s.all[i] = movedOf(series(i), c) })
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	out := &movers{Of: of}
	seasons := 0
	for i, x := range s.all {
		s.p[i], s.most[i], s.back[i] = x.p, x.most, x.back
		if !math.IsNaN(x.p) {
			out.Tested++
		}
		if x.season {
			seasons++
		}
		if x.season && x.over == trend.Undecided {
			out.OpenHalf++
		}
	}
	if out.Tested+seasons == 0 {
		return nil, nil
	}
	for _, p := range []*[]float64{&s.p, &s.most, &s.back} {
		*p = trend.Adjust(*p, trend.BenjaminiHochberg)
	}
	rising, falling, seasonal := s.lists()
	out.Rising, out.more[0] = a.list(&s, rising)
	out.Falling, out.more[1] = a.list(&s, falling)
	out.Seasonal, out.more[2] = a.list(&s, seasonal)
	return out, nil
}

// lists returns what rises and falls, that which changes by most first, and what has a
// season, the most demand first; ties in the order of the series.
func (s *screening) lists() (rising, falling, seasonal []int) {
	for i, x := range s.all {
		switch {
		case !(s.p[i] <= significant):
		case x.s > 0:
			rising = append(rising, i)
		case x.s < 0:
			falling = append(falling, i)
		}
		if x.season && x.over == trend.Yes {
			seasonal = append(seasonal, i)
		}
	}
	var scratch trend.Scratch
	for _, list := range [][]int{rising, falling} {
		for _, i := range list {
			s.all[i].slope = s.series(i).Trend(&scratch).Slope.Middle
		}
	}
	bySlope := func(i, j int) int { return cmp.Compare(math.Abs(s.all[j].slope), math.Abs(s.all[i].slope)) }
	slices.SortStableFunc(rising, bySlope)
	slices.SortStableFunc(falling, bySlope)
	slices.SortStableFunc(seasonal, func(i, j int) int {
		_, x := s.name(i)
		_, y := s.name(j)
		return cmp.Or(cmp.Compare(y.Low, x.Low), cmp.Compare(y.High, x.High))
	})
	return rising, falling, seasonal
}

// list tells of the first of some series, and how many it leaves out.
func (a *answer) list(s *screening, of []int) (out []mover, more int) {
	of, more = cut(a, of)
	out = make([]mover, 0, len(of))
	for _, i := range of {
		series := s.series(i)
		t := series.Trend(nil)
		x := mover{Trend: trendOf(t), Season: seasonOf(series), Change: exactly(math.Round(trend.Year*t.Slope.Middle*float64(a.monthly)*100) / 100)}
		var sum demand.Sum
		x.Name, sum = s.name(i)
		x.Demand = a.sum(sum)
		x.Season.Indices = nil // they would be most of the answer
		x.Trend.adjust(s.p[i], s.most[i])
		x.Season.Adjusted = rounded(s.back[i])
		out = append(out, x)
	}
	return out, more
}

func movedOf(s trend.Series, c *trend.Scratch) moved {
	x := moved{p: math.NaN(), most: math.NaN(), back: math.NaN()}
	if len(s.Values) == 0 {
		return x
	}
	if t := s.Tested(c); t.Test != trend.NoTest {
		x.p, x.most, x.s = t.P, t.PMost, int32(t.S)
	}
	if season := s.Season(); season.Known {
		x.season, x.over = true, season.Seasonal
	}
	if test := s.SeasonTest(); test.Known {
		x.back = test.P
	}
	return x
}

// each calls f for 0 to n-1, on all processors, with memory that calls share. It ends
// early where ctx is cancelled.
func each(ctx context.Context, n int, f func(int, *trend.Scratch)) {
	const block = 256
	var next atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			var scratch trend.Scratch
			for {
				start := int(next.Add(block)) - block
				if start >= n || ctx.Err() != nil {
					return
				}
				for i := start; i < min(start+block, n); i++ {
					f(i, &scratch)
				}
			}
		})
	}
	wg.Wait()
}

func (m *movers) write(p *page) {
	of := strings.ToUpper(m.Of)
	p.line("")
	p.line("%s THAT CHANGE: %s tested, p adjusted for that number (Benjamini and Hochberg); %s rise, %s fall.", of, count(m.Tested),
		count(len(m.Rising)+m.more[0]), count(len(m.Falling)+m.more[1]))
	for k, x := range []struct {
		title string
		list  []mover
	}{{"RISING", m.Rising}, {"FALLING", m.Falling}} {
		if len(x.list) == 0 {
			continue
		}
		var t table.Table
		t.Row(x.title, table.Right(p.unit), table.Right("change in a year"), table.Right("growth a year"), table.Right("95 %"), table.Right("p"), "trend")
		for _, e := range x.list {
			t.Row(append([]string{clip(e.Name), table.Right(e.Demand.String()), table.Right(plus(e.Change))}, e.Trend.cells()...)...)
		}
		p.table(&t)
		p.more(m.more[k])
	}
	p.line("%s WITH A SEASON: %s have more than half of their year in three months or fewer; of %s the numbers leave that open.", of, count(len(m.Seasonal)+m.more[2]), count(m.OpenHalf))
	if len(m.Seasonal) == 0 {
		return
	}
	var t table.Table
	t.Row("SEASONAL", table.Right(p.unit), "best months", table.Right("their part"), "over half", "back each year")
	for _, e := range m.Seasonal {
		t.Row(append([]string{clip(e.Name), table.Right(e.Demand.String())}, e.Season.cells()...)...)
	}
	p.table(&t)
	p.more(m.more[2])
}

// plus prints a change with its sign.
func plus(x table.Figure) string {
	if x.Value < 0 {
		return "−" + table.Number(-x.Value)
	}
	return "+" + table.Number(x.Value)
}

func (m *movers) tell(f *facts) {
	f.in("months", m.Of)
	f.count("", "tested", m.Of, m.Tested)
	f.count("", "season undecided", m.Of, m.OpenHalf)
	for _, x := range []struct {
		name string
		list []mover
	}{{"rising", m.Rising}, {"falling", m.Falling}, {"seasonal", m.Seasonal}} {
		f.in("months", m.Of+" "+x.name)
		for _, e := range x.list {
			f.amount(e.Name, "demand", f.unit, e.Demand)
			if x.name == "seasonal" {
				e.Season.tell(f, e.Name)
				continue
			}
			f.number(e.Name, "change in a year", f.unit, e.Change)
			e.Trend.tell(f, e.Name)
		}
	}
}
