package main

import (
	"bufio"
	"math"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/bounds"
	"github.com/needscape/needscape/examples/internal/program"
	"github.com/needscape/needscape/examples/internal/table"
	"github.com/needscape/needscape/keyword"
)

// The JSON of the program, in the order in which it is written. Fields may be added to
// it; another meaning or a missing field would be another schema.

const schema = 1

type document struct {
	Schema  int           `json:"schema"`
	Measure string        `json:"measure"` // "entries" where no volume is known
	Per     string        `json:"per"`
	Market  counts        `json:"market"`
	Alone   counts        `json:"alone"`
	Paired  counts        `json:"paired"`
	Needs   []needEntry   `json:"needs"`
	Pairs   []pairEntry   `json:"pairs"`
	White   []whiteEntry  `json:"white_space"`
	Stands  []standEntry  `json:"stands"`
	Shares  []shareEntry  `json:"share_of_search"`
	Sample  sampleEntry   `json:"sample"`
	Sources []sourceEntry `json:"sources"`
	Totals  totals        `json:"totals"`
}

// counts are searches: their bounds, and entries of unknown volume.
type counts struct {
	bounds.Interval
	Unknown int `json:"unknown"`
}

type needEntry struct {
	Need     string `json:"need"`
	Keywords int    `json:"keywords"`
	counts
	Alone     counts          `json:"alone"`
	Method    counts          `json:"method"`
	Solution  counts          `json:"solution"`
	Brand     counts          `json:"brand"`
	Unmet     bounds.Interval `json:"unmet"`
	Best      *int            `json:"best_place"`
	Worst     *int            `json:"worst_place"`
	Solutions alternatives    `json:"solutions"`
	Brands    alternatives    `json:"brands"`
}

type alternatives struct {
	Named     int           `json:"named"`
	Effective estimateEntry `json:"effective"`
}

type estimateEntry struct {
	bounds.Interval
	Middle table.Figure `json:"middle"`
}

// pair names a pairing; with is null for a method without a name.
type pair struct {
	Need string       `json:"need"`
	With *string      `json:"with"`
	Role keyword.Role `json:"role"`
}

type pairEntry struct {
	pair
	Keywords int `json:"keywords"`
	counts
	Share  bounds.Interval `json:"share"`
	Lift   estimateEntry   `json:"lift"`
	Sample []string        `json:"sample"`
}

type whiteEntry struct {
	Need  string          `json:"need"`
	Alone counts          `json:"alone"`
	Unmet bounds.Interval `json:"unmet"`
	Share bounds.Interval `json:"share"`
	Sure  bool            `json:"sure"`
}

type standEntry struct {
	Brand string          `json:"brand"`
	Need  string          `json:"need"`
	Lead  bounds.Interval `json:"lead"`
	Bare  bounds.Interval `json:"bare"`
	Sure  bool            `json:"sure"`
}

type shareEntry struct {
	Need *string `json:"need"` // null for the whole market
	counts
	Several counts       `json:"several"`
	Brands  []brandEntry `json:"brands"`
}

type brandEntry struct {
	Brand    string `json:"brand"`
	Keywords int    `json:"keywords"`
	counts
	Share bounds.Interval `json:"share"`
}

type sampleEntry struct {
	Covered  bounds.Interval `json:"covered"`
	Keywords []sampledEntry  `json:"keywords"`
}

type sampledEntry struct {
	Keyword string `json:"keyword"`
	bounds.Interval
	Covered float64 `json:"covered"`
	Pairs   []pair  `json:"pairs"`
}

type sourceEntry struct {
	File    string `json:"file"`
	Format  string `json:"format"`
	Rows    int    `json:"rows"`
	Refused int    `json:"refused"`
}

type totals struct {
	Rows     int `json:"rows"`
	Refused  int `json:"refused"`
	Keywords int `json:"keywords"`
	Terms    int `json:"terms"`
}

func (a *answer) counts(x demand.Sum) counts { return counts{a.Sum(x), x.Unknown} }

func named(x *demand.Pairing) pair {
	p := pair{Need: x.Need, Role: x.Role}
	if x.With != "" {
		p.With = &x.With
	}
	return p
}

func estimated(e demand.Estimate) estimateEntry {
	between, middle := bounds.Estimate(e)
	return estimateEntry{between, middle}
}

func (a *answer) writeJSON(w *bufio.Writer) error {
	n := a.report.Totals
	d := document{Schema: schema, Measure: a.measure(), Per: a.per.String(),
		Market: a.counts(a.Market), Alone: a.counts(a.Alone), Paired: a.counts(a.Paired),
		Needs: []needEntry{}, Pairs: []pairEntry{}, White: []whiteEntry{}, Stands: []standEntry{}, Shares: []shareEntry{}, Sources: []sourceEntry{},
		Sample: sampleEntry{bounds.Fraction(a.sample.Part), []sampledEntry{}},
		Totals: totals{n.Rows, n.Refused, n.Keywords, n.Terms}}
	for _, n := range cut(a.options, a.Needs) {
		e := needEntry{Need: n.Name, Keywords: n.Keywords, counts: a.counts(n.Demand),
			Alone: a.counts(n.Alone), Method: a.counts(n.Method), Solution: a.counts(n.Solution), Brand: a.counts(n.Brand), Unmet: bounds.Fraction(n.Unmet),
			Solutions: alternatives{n.Solutions.Named, estimated(n.Solutions.Effective)}, Brands: alternatives{n.Brands.Named, estimated(n.Brands.Effective)}}
		if n.Best > 0 {
			e.Best, e.Worst = &n.Best, &n.Worst
		}
		d.Needs = append(d.Needs, e)
	}
	for i := range cut(a.options, a.Pairs) {
		x := &a.Pairs[i]
		d.Pairs = append(d.Pairs, pairEntry{named(x), x.Keywords, a.counts(x.Demand), bounds.Fraction(x.Share), estimated(x.Lift), texts(x.Sample(sampled))})
	}
	for _, x := range cut(a.options, a.white) {
		d.White = append(d.White, whiteEntry{x.Name, a.counts(x.Alone), bounds.Fraction(x.Unmet), bounds.Fraction(x.Share), x.Sure})
	}
	for _, x := range cut(a.options, a.stands) {
		d.Stands = append(d.Stands, standEntry{x.With, x.Need, bounds.Fraction(x.Lead), bounds.Fraction(x.Bare), x.Sure})
	}
	for _, x := range a.shares {
		e := shareEntry{counts: a.counts(x.Demand), Several: a.counts(x.Several), Brands: []brandEntry{}}
		if x.Need != "" {
			e.Need = &x.Need
		}
		for _, b := range cut(a.options, x.Brands) {
			e.Brands = append(e.Brands, brandEntry{b.Brand, b.Keywords, a.counts(b.Demand), bounds.Fraction(b.Share)})
		}
		d.Shares = append(d.Shares, e)
	}
	for _, k := range cut(a.options, a.sample.Keywords) {
		e := sampledEntry{Keyword: k.Keyword, Interval: a.volume(k.Term), Covered: math.Round(k.Part*1e4) / 1e4}
		for _, x := range k.Pairs {
			e.Pairs = append(e.Pairs, named(x))
		}
		d.Sample.Keywords = append(d.Sample.Keywords, e)
	}
	for _, x := range a.report.Sources {
		d.Sources = append(d.Sources, sourceEntry{x.File, x.Format, x.Rows, x.Refused})
	}
	e := program.JSON(w)
	e.SetIndent("", " ")
	return e.Encode(d)
}
