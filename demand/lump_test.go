package demand_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/demand/export"
	"github.com/needscape/needscape/keyword"
)

// planner is in the layout of Keyword Planner, with made-up numbers: close variants and
// keywords with other words that print one number and the same months, two numbers that
// are equal by chance, and flat ones.
const planner = `Keyword Stats 2026-06-02 at 10_00_00
"June 1, 2025 - May 31, 2026"
Keyword,Currency,Avg. monthly searches,Searches: Jun 2025,Searches: Jul 2025,Searches: Aug 2025,Searches: Sep 2025,Searches: Oct 2025,Searches: Nov 2025,Searches: Dec 2025,Searches: Jan 2026,Searches: Feb 2026,Searches: Mar 2026,Searches: Apr 2026,Searches: May 2026
juicer,USD,90500,74000,74000,60500,74000,90500,110000,135000,165000,110000,90500,74000,74000
juicers,USD,90500,74000,74000,60500,74000,90500,110000,135000,165000,110000,90500,74000,74000
seo audit,USD,1300,1300,1000,1000,1300,1600,1600,880,1600,1600,1300,1300,1000
search engine optimization audit,USD,1300,1300,1000,1000,1300,1600,1600,880,1600,1600,1300,1300,1000
carrot peeler,USD,1300,1600,1300,1300,1000,1000,1300,1900,1300,1000,1300,1600,1300
lemon press,USD,720,720,880,1000,720,590,590,720,720,590,590,720,880
pulp recipes,USD,10,10,10,10,10,10,10,10,10,10,10,10,10
blender case,USD,10,10,10,10,10,10,10,10,10,10,10,10,10
peel art,USD,10,10,10,10,10,10,10,10,10,10,10,10,10
grater sleeve,USD,10,10,10,10,10,10,10,10,10,10,10,10,10
`

// howCounted tells how keywords are counted: a line for each term.
func howCounted(r *demand.Report) string {
	var b strings.Builder
	for _, t := range r.Terms {
		fmt.Fprintf(&b, "%s %v\n", t.Keyword, t.Volume)
		for _, v := range t.Variants {
			fmt.Fprintf(&b, "  %s, %v with %q: %s\n", v.Keyword, v.Counted, v.With, v.Why)
		}
	}
	return b.String()
}

func TestPlanner(t *testing.T) {
	m := market(t)
	in := export.NewReader(strings.NewReader(planner), "f")
	require.NoError(t, m.Read(t.Context(), in))
	assert.Equal(t, demand.Lumps, in.Source().Lumping)
	assert.Equal(t, []string{"average months", "ladder", "lumps"}, in.Source().Rules)
	flat := `blender case 10 (5–15)
grater sleeve 10 (5–15)
peel art 10 (5–15)
pulp recipes 10 (5–15)
`
	r := report(t, m)
	assert.Equal(t, `juicer 90500 (82250–100250)
  juicers, once with "juicer": plural: the same number and the same 12 months, counted once
carrot peeler 1300 (1150–1450)
seo audit 1300 (1150–1450)
  search engine optimization audit, once with "seo audit": other words, but the same number and the same 12 months: counted together by the source
lemon press 720 (655–800)
`+flat, howCounted(r))

	c := r.Counting()
	assert.Equal(t, []demand.Shared{
		{Keywords: []string{"juicer", "juicers"}, Volume: demand.Round(90500), Months: 12, Counted: demand.Once,
			Why: []string{r.Terms[0].Variants[0].Why}, Taken: sumOf(demand.Round(90500))},
		{Keywords: []string{"seo audit", "search engine optimization audit"}, Volume: demand.Round(1300), Months: 12, Counted: demand.Once,
			Why: []string{r.Terms[2].Variants[0].Why}, Taken: sumOf(demand.Round(1300))},
	}, c.Shared)
	assert.EqualValues(t, c.Printed.Low, c.Once.Low+82250+1150)

	m.Lump.Sure = -1
	assert.Len(t, report(t, m).Terms, 9, "switched off: only close variants are one")
}

func sumOf(volumes ...demand.Volume) demand.Sum {
	var s demand.Sum
	for _, v := range volumes {
		s.Add(v)
	}
	return s
}

// walk is twelve months that no other keyword has by chance.
var walk = demand.Series{First: 24300, Counts: []int64{320, 480, 390, 590, 720, 480, 880, 590, 480, 390, 260, 480}, Reading: demand.Rounded}

// TestLumping: what the source says of its numbers decides what equal ones mean.
func TestLumping(t *testing.T) {
	number := demand.Round(480)
	row := func(k string, l demand.Lumping, s demand.Series) demand.Row {
		return demand.Row{Keyword: k, Volume: number, Series: s, Lumping: l}
	}
	twice := demand.Volume{Low: 870, High: 1070, Number: 960, Reading: demand.Rounded}
	either := demand.Volume{Low: 435, High: 1070, Number: 480, Reading: demand.Rounded}
	none := demand.Series{}
	shares := func(n ...int64) demand.Series { return demand.Series{Counts: n, Reading: demand.Relative} }
	year := shares(40, 60, 48, 73, 90, 60, 100, 73, 60, 48, 32, 60)
	for _, c := range []struct {
		name  string
		rows  []demand.Row
		terms int
		want  demand.Volume // of the first term
	}{
		{"variants, lumped, no months", []demand.Row{row("rash", demand.Lumps, none), row("rashes", demand.Lumps, none)}, 1, either},
		{"variants, apart, no months", []demand.Row{row("rash", demand.Apart, none), row("rashes", demand.Apart, none)}, 1, twice},
		{"variants, apart, same months", []demand.Row{row("rash", demand.Apart, walk), row("rashes", demand.Apart, walk)}, 1, twice},
		{"variants, one apart", []demand.Row{row("rash", demand.Lumps, walk), row("rashes", demand.Apart, walk)}, 1, twice},
		{"variants, the other apart", []demand.Row{row("rash", demand.Apart, walk), row("rashes", demand.Lumps, walk)}, 1, twice},
		{"variants, between two of other months one without", []demand.Row{row("rash", demand.Lumps, walk), row("rashes", demand.Lumps, none), row("the rash", demand.Lumps, flat)}, 1,
			demand.Volume{Low: 870, High: 1605, Number: 960, Reading: demand.Rounded}},
		{"variants, may lump", []demand.Row{row("rash", demand.MayLump, walk), row("rashes", demand.MayLump, walk)}, 1, number},
		{"in both kinds of source the number may be lumped",
			[]demand.Row{row("rash", demand.Apart, walk), row("rash", demand.Lumps, walk), row("rashes", demand.Lumps, walk)}, 1, number},
		{"of sources of both kinds the kind of the largest number holds", []demand.Row{
			{Keyword: "rash", Volume: demand.Round(50), Lumping: demand.Lumps}, row("rash", demand.Apart, walk),
			{Keyword: "rashes", Volume: demand.Round(50), Lumping: demand.Lumps}, row("rashes", demand.Apart, walk)}, 1,
			demand.Volume{Low: 90, High: 1070, Number: 960, Reading: demand.Rounded}},
		{"variants, same shares of a year", []demand.Row{row("rash", demand.MayLump, year), row("rashes", demand.MayLump, year)}, 1, number},
		{"variants, same shares of a few months", []demand.Row{row("rash", demand.MayLump, shares(100, 40)), row("rashes", demand.MayLump, shares(100, 40))}, 1, either},
		{"variants, other shares", []demand.Row{row("rash", demand.MayLump, shares(100, 40)), row("rashes", demand.MayLump, shares(40, 100))}, 1, twice},
		{"variants, flat shares", []demand.Row{row("rash", demand.MayLump, flatShares), row("rashes", demand.MayLump, flatShares)}, 1, either},

		{"other words, lumped", []demand.Row{row("rash", demand.Lumps, walk), row("eczema", demand.Lumps, walk)}, 1, number},
		{"other words, may lump", []demand.Row{row("rash", demand.MayLump, walk), row("eczema", demand.MayLump, walk)}, 2, number},
		{"other words, one apart", []demand.Row{row("rash", demand.Lumps, walk), row("eczema", demand.Apart, walk)}, 2, number},
		{"other words, no months", []demand.Row{row("rash", demand.Lumps, none), row("eczema", demand.Lumps, none)}, 2, number},
		{"other words, variants of one of them", []demand.Row{row("rash", demand.Lumps, walk), row("eczema", demand.Lumps, walk), row("eczemas", demand.Lumps, walk)}, 1, number},
		{"other words, and a variant of which nothing is known by months",
			[]demand.Row{row("rash", demand.Lumps, walk), row("eczema", demand.Lumps, walk), row("eczemas", demand.Lumps, none)}, 1, either},
	} {
		t.Run(c.name, func(t *testing.T) {
			for range 5 {
				rand.Shuffle(len(c.rows), func(i, j int) { c.rows[i], c.rows[j] = c.rows[j], c.rows[i] })
				m := market(t)
				for _, r := range c.rows {
					m.Add(r)
				}
				r := report(t, m)
				require.Len(t, r.Terms, c.terms, howCounted(r))
				assert.Equal(t, c.want, r.Terms[0].Volume, howCounted(r))
			}
		})
	}
}

var flat = demand.Series{First: 24300, Counts: slices.Repeat([]int64{480}, 12), Reading: demand.Rounded}

var flatShares = demand.Series{Counts: slices.Repeat([]int64{100}, 12), Reading: demand.Relative}

// TestMaybe: between what is sure and what is chance, a shared word makes both readings.
func TestMaybe(t *testing.T) {
	m := market(t)
	for _, k := range []string{"rash relief", "hives relief", "sunburn"} {
		m.Add(demand.Row{Keyword: k, Volume: demand.Round(480), Series: walk, Lumping: demand.Lumps})
	}
	m.Lump = demand.LumpOptions{Sure: 1e-12, Maybe: 1}
	assert.Equal(t, `rash relief 480 (435–1070)
  hives relief, either with "rash relief": other words, but the same number and the same 12 months may be the same searches, so the volume spans both readings
sunburn 480 (435–535)
`, howCounted(report(t, m)))
	shared := report(t, m).Counting().Shared
	require.Len(t, shared, 1)
	assert.Equal(t, demand.Sum{High: 535, Known: 1}, shared[0].Taken, "perhaps nothing is taken away")
	m.Lump.Maybe = -1
	assert.Len(t, report(t, m).Terms, 3)

	m = market(t)
	for _, k := range []string{"the rash", "the sunburn"} {
		m.Add(demand.Row{Keyword: k, Volume: demand.Round(480), Series: walk, Lumping: demand.Lumps})
	}
	m.Lump = demand.LumpOptions{Sure: 1e-12, Maybe: 1}
	assert.Len(t, report(t, m).Terms, 2, "function words are no words in common")
}

// TestLumpedRoles: a keyword that has another role by itself says so.
func TestLumpedRoles(t *testing.T) {
	m := market(t)
	for _, k := range []string{"diaper rash", "desitin diaper help", "desitin diapers help"} {
		m.Add(demand.Row{Keyword: k, Volume: demand.Round(480), Series: walk, Lumping: demand.Lumps})
	}
	assert.Equal(t, `diaper rash 480 (435–535)
  desitin diaper help, once with "diaper rash": other words (brand by itself), but the same number and the same 12 months: counted together by the source
  desitin diapers help, once with "diaper rash": plural of "desitin diaper help": the same number and the same 12 months: counted together by the source
`, howCounted(report(t, m)))
}

// TestChance: keywords that are alike by chance alone, random walks on the ladder, are not
// taken for one, while copies of them are.
func TestChance(t *testing.T) {
	rows := monthlyRows(3000)
	m := market(t)
	kind := map[string]string{}
	for i, r := range rows {
		r.Keyword = fmt.Sprintf("thing%d", i)
		r.Lumping = demand.Lumps
		if i > 0 && slices.Equal(r.Series.Counts, rows[i-1].Series.Counts) {
			kind[r.Keyword] = kind[fmt.Sprintf("thing%d", i-1)]
		} else {
			kind[r.Keyword] = r.Keyword
		}
		m.Add(r)
	}
	copies, found := 0, 0
	for k, of := range kind {
		if k != of {
			copies++
		}
	}
	for _, term := range report(t, m).Terms {
		for _, v := range term.Variants {
			found++
			assert.Equal(t, kind[term.Keyword], kind[v.Keyword], "%s and %s are alike by chance", term.Keyword, v.Keyword)
		}
	}
	assert.Greater(t, copies, 200)
	assert.Greater(t, float64(found), .9*float64(copies), "of %d copies", copies)
}

// TestLumpLaws: the report and its counting do not depend on the order of rows; every
// keyword is in one term; what is printed is what counts and what is taken away.
func TestLumpLaws(t *testing.T) {
	rows := monthlyRows(2000)
	r := rand.New(rand.NewPCG(3, 4))
	for i := range rows {
		rows[i].Lumping = []demand.Lumping{demand.Lumps, demand.Lumps, demand.Lumps, demand.MayLump, demand.Apart}[r.IntN(5)]
		if r.IntN(20) == 0 {
			rows[i].Series = demand.Series{}
		}
		if r.IntN(50) == 0 {
			rows[i].Volume, rows[i].Series = demand.Volume{}, demand.Series{}
		}
		if i > 0 && r.IntN(4) == 0 {
			rows[i].Keyword = "the " + rows[i-1].Keyword
		}
	}
	var first *demand.Report
	for range 4 {
		r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		m := market(t)
		for _, row := range rows {
			m.Add(row)
		}
		got := report(t, m)
		if first == nil {
			first = got
		}
		require.Equal(t, first, got)
	}
	c := first.Counting()
	var once, printed demand.Sum
	low, high := int64(0), int64(0)
	n := 0
	kinds := map[demand.Counted]int{}
	for _, term := range first.Terms {
		once.AddTerm(&term)
		printed.Add(term.Said)
		n += 1 + len(term.Variants)
		for _, v := range term.Variants {
			printed.Add(v.Volume)
			kinds[v.Counted]++
			require.Equal(t, v.Counted == demand.Once || v.Counted == demand.Either, v.With != "", v.Why)
			if v.With != "" {
				low += v.Volume.Low
			}
			if v.Counted == demand.Once {
				high += v.Volume.High
			}
		}
	}
	assert.Equal(t, first.Totals.Keywords, n)
	assert.Len(t, kinds, 4, "each way to count occurs")
	assert.Equal(t, once, c.Once)
	assert.Equal(t, printed, c.Printed)
	assert.Equal(t, c.Printed.Low, c.Once.Low+low)
	assert.Equal(t, c.Printed.High, c.Once.High+high)
	var taken demand.Sum
	for i, s := range c.Shared {
		taken.Merge(s.Taken)
		require.Len(t, s.Why, len(s.Keywords)-1)
		if i > 0 {
			require.GreaterOrEqual(t, c.Shared[i-1].Taken.Low+c.Shared[i-1].Taken.High, s.Taken.Low+s.Taken.High)
		}
	}
	assert.Equal(t, c.Printed.High-c.Once.High, high)
	assert.GreaterOrEqual(t, taken.High, high)

	var a, b, both demand.Counting
	half := demand.Report{Terms: first.Terms[:len(first.Terms)/2]}
	rest := demand.Report{Terms: first.Terms[len(first.Terms)/2:]}
	a, b = half.Counting(), rest.Counting()
	both.Merge(b)
	both.Merge(a)
	assert.Equal(t, c, both, "parts add up")
}

// TestUndated: months of which it is not known which they are are not added up.
func TestUndated(t *testing.T) {
	var months demand.Months
	months.Add(&demand.Term{Series: flatShares, Variants: []demand.Variant{{Series: walk}}})
	assert.Equal(t, walk.First, months.First)
	assert.Len(t, months.Sums, 12)
}

// TestLeadsByRole: of keywords that share a number one that names something gives the term
// its role, though another be shorter; one with more demand of its own stands.
func TestLeadsByRole(t *testing.T) {
	c, err := keyword.NewClassifier(new(keyword.Analyzer), keyword.Lexicon{Need: []string{"hay fever"}})
	require.NoError(t, err)
	m := demand.NewMarket(c)
	for _, k := range []string{"pollinosis", "hay fever", "hayfever"} {
		m.Add(demand.Row{Keyword: k, Volume: demand.Round(480), Series: walk, Lumping: demand.Lumps})
	}
	m.Add(demand.Row{Keyword: "rhinitis", Volume: demand.Round(590), Series: walk, Lumping: demand.Lumps})
	r := report(t, m)
	require.Len(t, r.Terms, 2)
	assert.Equal(t, []string{"rhinitis", "hay fever"}, []string{r.Terms[0].Keyword, r.Terms[1].Keyword})
	assert.Equal(t, keyword.Need, r.Terms[1].Role)
	assert.Equal(t, []string{"hayfever", "pollinosis"}, []string{r.Terms[1].Variants[0].Keyword, r.Terms[1].Variants[1].Keyword})
}
