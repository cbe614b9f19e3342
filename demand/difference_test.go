package demand_test

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/keyword"
)

// googlePlanner is a source that prints one number on close variants; googleConsole one that does not.
var (
	googlePlanner = demand.Source{Format: "Google Ads Keyword Planner", Lumping: demand.Lumps}
	googleConsole = demand.Source{Format: "Google Search Console", Measure: demand.Impressions, Lumping: demand.Apart}
)

// snapshot is a market of rows of a source.
func snapshot(t testing.TB, source demand.Source, last demand.Month, rows ...demand.Row) demand.Snapshot {
	t.Helper()
	m := market(t)
	l := &list{source: source}
	for _, r := range rows {
		l.rows = append(l.rows, r)
	}
	require.NoError(t, m.Read(t.Context(), l))
	return demand.Snapshot{Report: report(t, m), Last: last}
}

// diff compares two snapshots.
func diff(t testing.TB, before, after demand.Snapshot, opt demand.DiffOptions) *demand.Difference {
	t.Helper()
	if opt.Analyzer == nil {
		opt.Analyzer = new(keyword.Analyzer)
	}
	d, err := demand.Diff(t.Context(), before, after, opt)
	require.NoError(t, err)
	return d
}

// year is twelve months of a series from a month: the given counts and then others.
func year(first demand.Month, other int64, counts ...int64) demand.Series {
	for len(counts) < 12 {
		counts = append(counts, other)
	}
	return demand.Series{First: first, Counts: counts, Reading: demand.Rounded}
}

// TestOneChange: what becomes of one demand, and why.
func TestOneChange(t *testing.T) {
	type row = demand.Row
	row1 := func(text string, v demand.Volume, s demand.Series) []row {
		return []row{{Keyword: text, Volume: v, Series: s}}
	}
	cut := googleConsole
	cut.Cut = true
	for _, c := range []struct {
		name          string
		source        demand.Source
		before, after []row
		outcome       demand.Outcome
		basis         demand.Basis
		shift         demand.Shift
	}{
		{"neighbours on the ladder", googlePlanner, row1("rash", demand.Round(5400), demand.Series{}), row1("rash", demand.Round(6600), demand.Series{}),
			demand.NoChange, demand.OnNumbers, demand.Shift{Low: 0, High: 2450, Known: true}},
		{"two steps apart", googlePlanner, row1("rash", demand.Round(5400), demand.Series{}), row1("rash", demand.Round(8100), demand.Series{}),
			demand.Grown, demand.OnNumbers, demand.Shift{Low: 1350, High: 4100, Known: true}},
		{"two steps down", googlePlanner, row1("rash", demand.Round(8100), demand.Series{}), row1("rash", demand.Round(5400), demand.Series{}),
			demand.Shrunk, demand.OnNumbers, demand.Shift{Low: -4100, High: -1350, Known: true}},
		{"counts", googleConsole, row1("rash", demand.Count(7), demand.Series{}), row1("rash", demand.Count(8), demand.Series{}),
			demand.Grown, demand.OnNumbers, demand.Shift{Low: 1, High: 1, Known: true}},
		// The same average, but July came in with 8100 (7350–9000) and that of the year
		// before went out with 2900 (2650–3250): (7350−3250)/12 to (9000−2650)/12.
		{"months decide", googlePlanner, row1("rash", demand.Round(5400), year(24300, 5400, 2900)), row1("rash", demand.Round(5400), year(24301, 5400, 5400, 5400, 5400, 5400, 5400, 5400, 5400, 5400, 5400, 5400, 5400, 8100)),
			demand.Grown, demand.OnMonths, demand.Shift{Low: 4100. / 12, High: 6350. / 12, Known: true}},
		{"the past was revised", googlePlanner, row1("rash", demand.Round(5400), year(24300, 5400, 2900)), row1("rash", demand.Round(5400), year(24301, 5400, 5400, 4400, 5400, 5400, 5400, 5400, 5400, 5400, 5400, 5400, 5400, 8100)),
			demand.NoChange, demand.OnMonths, demand.Shift{Low: float64(11*4900+7350+4000-4900-(11*6000+3250)) / 12, High: 1100, Known: true}},
		{"the same months", googlePlanner, row1("rash", demand.Round(5400), year(24300, 5400)), row1("rash", demand.Round(5400), year(24300, 5400)),
			demand.NoChange, demand.OnMonths, demand.Shift{Known: true}},
		{"unknown", googlePlanner, row1("rash", demand.Volume{}, demand.Series{}), row1("rash", demand.Round(10), demand.Series{}),
			demand.NotCompared, demand.OnNothing, demand.Shift{}},
		{"no upper bound", googlePlanner, row1("rash", demand.Volume{Low: 1_000_000, High: demand.Unbounded, Reading: demand.Range}, demand.Series{}), row1("rash", demand.Round(10), demand.Series{}),
			demand.Shrunk, demand.OnNumbers, demand.Shift{Low: math.Inf(-1), High: 15 - 1e6, Known: true}},
		{"a variant left the list", googleConsole, []row{{Keyword: "rash", Volume: demand.Count(100)}, {Keyword: "rashes", Volume: demand.Count(50)}}, row1("rash", demand.Count(101), demand.Series{}),
			demand.Grown, demand.OnNumbers, demand.Shift{Low: 1, High: 1, Known: true}},
		{"counted together before, and apart now", googlePlanner,
			[]row{{Keyword: "rash", Volume: demand.Round(5400), Series: year(24300, 5400)}, {Keyword: "rashes", Volume: demand.Round(5400), Series: year(24300, 5400)}},
			[]row{{Keyword: "rash", Volume: demand.Round(4400), Series: year(24312, 4400)}, {Keyword: "rashes", Volume: demand.Round(1000), Series: year(24312, 1000)}},
			demand.NoChange, demand.OnNumbers, demand.Shift{Low: 4000 + 940 - 6000, High: 4900 + 1150 - 4900, Known: true}},
		{"another variant of what is counted together", googlePlanner, row1("rash", demand.Round(5400), demand.Series{}), row1("rashes", demand.Round(8100), demand.Series{}),
			demand.Grown, demand.OnNumbers, demand.Shift{Low: 1350, High: 4100, Known: true}},
		{"another variant of what is not", googleConsole, row1("rash", demand.Count(5), demand.Series{}), row1("rashes", demand.Count(9), demand.Series{}),
			demand.NotCompared, demand.OnVariants, demand.Shift{}},
		{"new, and nothing is known", googleConsole, nil, row1("rash", demand.Count(5), demand.Series{}),
			demand.New, demand.OnList, demand.Shift{}},
		{"gone from a list that was cut", cut, row1("rash", demand.Count(5), demand.Series{}), nil,
			demand.Gone, demand.OnCutList, demand.Shift{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := diff(t, snapshot(t, c.source, 0, c.before...), snapshot(t, c.source, 0, c.after...), demand.DiffOptions{})
			require.Len(t, d.Keywords, 1)
			got := d.Keywords[0]
			assert.Equal(t, c.outcome, got.Outcome)
			assert.Equal(t, c.basis, got.Basis)
			assert.Equal(t, c.shift.Known, got.Shift.Known)
			assert.InDeltaSlice(t, []float64{max(c.shift.Low, -1e99), c.shift.High}, []float64{max(got.Shift.Low, -1e99), got.Shift.High}, 1e-9)
			assert.Equal(t, c.name == "the past was revised", got.Revised)
			assert.Equal(t, got.Shift, d.Total.Shift)
			assert.Equal(t, got.Outcome, d.Total.Outcome)
		})
	}
}

// TestNewInTheList: what is new in the list was searched before, or not, by its months.
func TestNewInTheList(t *testing.T) {
	old := demand.Row{Keyword: "diaper cream", Volume: demand.Round(5400), Series: year(24300, 5400)}
	same := demand.Row{Keyword: "diaper cream", Volume: demand.Round(5400), Series: year(24312, 5400)}
	long := func(before, after int64) demand.Series {
		s := year(24300, before)
		s.Counts = append(s.Counts, year(0, after).Counts...)
		return s
	}
	for _, c := range []struct {
		name   string
		series demand.Series
		basis  demand.Basis
		before demand.Volume
	}{
		{"searched before", long(390, 5400), demand.OnSearched, demand.Between(355, 435)},
		{"not searched before", long(0, 5400), demand.OnUnsearched, demand.Between(0, 9)},
		{"its months begin later", year(24312, 5400), demand.OnList, demand.Volume{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := diff(t, snapshot(t, googlePlanner, 0, old), snapshot(t, googlePlanner, 0, same, demand.Row{Keyword: "rash", Volume: demand.Round(5400), Series: c.series}), demand.DiffOptions{})
			require.Equal(t, demand.Outcomes{NoChange: 1, New: 1}, d.Total.Terms)
			got := d.Keywords[0]
			assert.Equal(t, demand.New, got.Outcome)
			assert.Equal(t, c.basis, got.Basis)
			assert.Equal(t, c.before, got.Before)
			assert.Equal(t, demand.NoChange, d.Total.Outcome)
			assert.Equal(t, int64(4900), d.Total.Entered.Low)
		})
	}
	// Of a list without months but with a time, only that month is asked for.
	old.Series = demand.Series{}
	now := demand.Row{Keyword: "rash", Volume: demand.Round(5400), Series: long(390, 5400)}
	d := diff(t, snapshot(t, googlePlanner, 24311, old), snapshot(t, googlePlanner, 0, now), demand.DiffOptions{})
	assert.Equal(t, []demand.Basis{demand.OnList, demand.OnSearched}, []demand.Basis{d.Keywords[0].Basis, d.Keywords[1].Basis})
	assert.False(t, d.Keywords[1].Before.Known())
}

// TestYear: the later months against those a year before.
func TestYear(t *testing.T) {
	before := snapshot(t, googlePlanner, 0, demand.Row{Keyword: "rash", Volume: demand.Round(5400), Series: year(24300, 5400, 2900)})
	after := snapshot(t, googlePlanner, 0, demand.Row{Keyword: "rash", Volume: demand.Round(5400),
		Series: year(24301, 5400, 5400, 5400, 5400, 5400, 5400, 5400, 5400, 5400, 5400, 5400, 5400, 8100)})
	d := diff(t, before, after, demand.DiffOptions{})
	want := demand.Fraction{Low: 7350./3250 - 1, High: 9000./2650 - 1, Known: true}
	assert.Equal(t, want, d.Keywords[0].Year)
	assert.Equal(t, want, d.Total.Year)
	assert.False(t, diff(t, after, before, demand.DiffOptions{}).Total.Year.Known)
}

// TestNoSeason: an average of other months than before says so.
func TestNoSeason(t *testing.T) {
	quarter := func(first demand.Month) demand.Snapshot {
		s := year(first, 5400)
		s.Counts = s.Counts[:3]
		return snapshot(t, googlePlanner, 0, demand.Row{Keyword: "rash", Volume: demand.Round(5400), Series: s})
	}
	season := "the averages are of 3 months from 2025-01 and of 3 months from 2025-04, so that a change may be one of season"
	assert.Contains(t, diff(t, quarter(24300), quarter(24303), demand.DiffOptions{}).Notes, season)
	assert.NotContains(t, diff(t, quarter(24300), quarter(24312), demand.DiffOptions{}).Notes, season)
	// Months that are not those of the averages decide nothing, and that is said once.
	other := snapshot(t, googlePlanner, 0, demand.Row{Keyword: "rash", Volume: demand.Round(5400), Series: year(24300, 90)})
	assert.Equal(t, []string{"both measure up to 2025-12: what differs is the list or the tool, and not the market",
		"the tool counts close variants together, and which ones changes over time",
		"the months of 2025-12 are not those of which its volumes are the average (0 of 1 keywords fit): they decide nothing",
	}, diff(t, other, other, demand.DiffOptions{}).Notes)
}

// TestMonthsThatDoNotFit: a term whose months are not those of its average is compared by
// its numbers, and so are all where that is more than one in ten.
func TestMonthsThatDoNotFit(t *testing.T) {
	rows := func(first demand.Month, n int) (out []demand.Row) {
		for i := range n {
			out = append(out, demand.Row{Keyword: string(rune('a'+i)) + "x", Volume: demand.Round(5400), Series: year(first, 5400)})
		}
		return append(out, demand.Row{Keyword: "rash", Volume: demand.Round(5400), Series: year(first, 390)})
	}
	for _, n := range []int{2, 10} {
		d := diff(t, snapshot(t, googlePlanner, 0, rows(24300, n)...), snapshot(t, googlePlanner, 0, rows(24300, n)...), demand.DiffOptions{})
		for _, c := range d.Keywords {
			fits := n == 10 && c.Keyword != "rash"
			assert.Equal(t, map[bool]demand.Basis{true: demand.OnMonths, false: demand.OnNumbers}[fits], c.Basis, "%d %s", n, c.Keyword)
		}
		assert.Equal(t, n == 2, slices.Contains(d.Notes, "the months of 2025-12 are not those of which its volumes are the average (2 of 3 keywords fit): they decide nothing"))
	}
}

// TestTwoYears: where averages are of two years, months a year before are in the same list.
func TestTwoYears(t *testing.T) {
	of := func(first demand.Month, average int64) demand.Row {
		s := demand.Series{First: first, Reading: demand.Rounded}
		for m := first; m < first+24; m++ {
			s.Counts = append(s.Counts, map[bool]int64{true: 9900, false: 390}[m >= 24312])
		}
		return demand.Row{Keyword: "rash", Volume: demand.Round(average), Series: s}
	}
	d := diff(t, snapshot(t, googlePlanner, 0, of(24299, 4400)), snapshot(t, googlePlanner, 0, of(24301, 5400)), demand.DiffOptions{})
	c := d.Keywords[0]
	assert.Equal(t, demand.Grown, c.Outcome)
	assert.Equal(t, demand.Shift{Low: 2 * (9000. - 435) / 24, High: 2 * (11000. - 355) / 24, Known: true}, c.Shift)
	assert.Equal(t, demand.Fraction{Low: (18000. - 11435) / 11435, High: (22000. - 9355) / 9355, Known: true}, c.Year)
}

// TestBelowTen: the searches of many keywords that all print 0 may have doubled.
func TestBelowTen(t *testing.T) {
	s := demand.Snapshot{Report: &demand.Report{}}
	for i := range 1000 {
		s.Report.Terms = append(s.Report.Terms, term(fmt.Sprint("x", i), demand.Round(0)))
	}
	d := diff(t, s, s, demand.DiffOptions{})
	holds(t, "3 to 6 of each", d.Total.LikelyShift.Low, d.Total.LikelyShift.High, 3000)
	assert.Less(t, d.Total.LikelyShift.High, 9000.)
}

// TestAtTheEdge: where months and numbers meet at one end of what either says, the likely
// range is not beyond it.
func TestAtTheEdge(t *testing.T) {
	var before, after []demand.Row
	for i := range 9 {
		text := string(rune('a'+i)) + "x"
		before = append(before, demand.Row{Keyword: text, Volume: demand.Round(5400), Series: year(24300, 6600)})
		after = append(after, demand.Row{Keyword: text, Volume: demand.Round(6600), Series: year(24301, 6600, 6600, 6600, 6600, 6600, 6600, 6600, 6600, 6600, 6600, 6600, 6600, 5400)})
	}
	d := diff(t, snapshot(t, googlePlanner, 0, before...), snapshot(t, googlePlanner, 0, after...), demand.DiffOptions{})
	assert.Equal(t, demand.Shift{Known: true}, d.Total.Shift)
	assert.Equal(t, demand.Shift{Known: true}, d.Total.LikelyShift)
}

// TestComparable: what is refused, with each reason, and what is only doubtful.
func TestComparable(t *testing.T) {
	of := func(s ...demand.Source) demand.Snapshot {
		return demand.Snapshot{Report: &demand.Report{Measure: s[0].Measure, Period: s[0].Period, Sources: s}}
	}
	format := func(name string) demand.Source { return demand.Source{Format: name} }
	for _, c := range []struct {
		name          string
		before, after demand.Snapshot
		refused       []error
		says          string
	}{
		{"searches and impressions", of(googlePlanner), of(googleConsole), []error{demand.ErrMeasure, demand.ErrTool},
			"demand: the first and the second: searches and impressions: different measures cannot be added or compared; " +
				"Google Ads Keyword Planner and Google Search Console: numbers of different tools cannot be compared"},
		{"two indexes", of(demand.Source{Measure: demand.Index}), of(demand.Source{Measure: demand.Index}), []error{demand.ErrScale},
			"demand: the first and the second: an index and another: each export of an index is a share of its own largest value"},
		{"two tools", of(googlePlanner), of(format("Ubersuggest")), []error{demand.ErrTool},
			"demand: the first and the second: Google Ads Keyword Planner and Ubersuggest: numbers of different tools cannot be compared"},
		{"a further tool", of(googlePlanner), of(googlePlanner, format("Ubersuggest")), []error{demand.ErrTool},
			"demand: the first and the second: Google Ads Keyword Planner and Google Ads Keyword Planner with Ubersuggest: numbers of different tools cannot be compared"},
		{"a table", of(googlePlanner), of(format("table")), []error{demand.ErrTool},
			"demand: the first and the second: Google Ads Keyword Planner and table: numbers of different tools cannot be compared"},
		{"reports of one tool", of(format("Semrush keywords")), of(format("Semrush Organic Positions"), format("Semrush keywords")), nil, ""},
		{"tables", of(format("table")), of(format("table")), nil, ""},
		{"nothing", demand.Snapshot{}, of(googlePlanner), nil, ""},
		{"places", of(demand.Source{Measure: demand.RankOrder}), of(demand.Source{Measure: demand.RankOrder}), nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := demand.Comparable(c.before, c.after)
			_, diffErr := demand.Diff(t.Context(), c.before, c.after, demand.DiffOptions{})
			assert.Equal(t, err, diffErr)
			_, listErr := demand.Diff(t.Context(), c.before, c.after, demand.DiffOptions{ListsOnly: true})
			assert.NoError(t, listErr)
			if c.refused == nil {
				require.NoError(t, err)
				return
			}
			for _, r := range []error{demand.ErrMeasure, demand.ErrTool, demand.ErrScale} {
				assert.Equal(t, slices.Contains(c.refused, r), isError(err, r), r)
			}
			assert.EqualError(t, err, c.says)
		})
	}
	table := of(format("table"))
	table.Tool = googlePlanner.Format
	notes, err := demand.Comparable(of(googlePlanner), table)
	require.NoError(t, err)
	assert.NotContains(t, notes, "the tool of a table is not known: that both are of one is taken from the caller")
}

// TestDoubts: each doubt is told.
func TestDoubts(t *testing.T) {
	buckets, cut, day := googlePlanner, googleConsole, googlePlanner
	buckets.Format, cut.Cut, day.Period = googlePlanner.Format, true, demand.PerDay
	bucket, _ := demand.InBucket(5000)
	row := func(v demand.Volume) demand.Row { return demand.Row{Keyword: "rash", Volume: v} }
	for _, c := range []struct {
		before, after demand.Snapshot
		note          string
	}{
		{snapshot(t, googlePlanner, 0, row(demand.Round(10))), snapshot(t, googlePlanner, 5, row(demand.Round(10))),
			"the time of one is not known: they are compared in the order in which they are given"},
		{snapshot(t, googlePlanner, 24300, row(demand.Round(10))), snapshot(t, googlePlanner, 24300, row(demand.Round(10))),
			"both measure up to 2025-01: what differs is the list or the tool, and not the market"},
		{snapshot(t, googlePlanner, 24301, row(demand.Round(10))), snapshot(t, googlePlanner, 24300, row(demand.Round(10))),
			"the first is the later one: the changes are those backwards in time"},
		{snapshot(t, buckets, 1, row(bucket)), snapshot(t, googlePlanner, 2, row(demand.Round(5400))),
			"the first prints buckets and the second rounded numbers: only changes beyond the coarser of them can be told"},
		{snapshot(t, googleConsole, 1, row(demand.Count(1))), snapshot(t, cut, 2, row(demand.Count(1))),
			"impressions are those of one site in the time of an export: that both are of the same site, and of as long a time, cannot be known"},
		{snapshot(t, googleConsole, 1, row(demand.Count(1))), snapshot(t, cut, 2, row(demand.Count(1))),
			"the list of 0000-03 was cut off by its tool: a keyword that is missing may have been below the cut"},
		{snapshot(t, day, 1, row(demand.Count(1))), snapshot(t, googlePlanner, 2, row(demand.Count(30))),
			"the first counts a day and the second a month: the first is converted, and months decide nothing"},
		{snapshot(t, demand.Source{Format: "table"}, 1, row(demand.Count(1))), snapshot(t, demand.Source{Format: "table"}, 2, row(demand.Count(1))),
			"the tool of a table is not known: that both are of one is taken from the caller"},
		{snapshot(t, demand.Source{}, 1, row(demand.Count(1))), snapshot(t, demand.Source{}, 2, row(demand.Count(1))),
			"it is not known of which tool the numbers are"},
	} {
		assert.Contains(t, diff(t, c.before, c.after, demand.DiffOptions{}).Notes, c.note)
	}
	d := diff(t, snapshot(t, day, 1, row(demand.Count(10))), snapshot(t, googlePlanner, 2, row(demand.Count(304))), demand.DiffOptions{})
	assert.Equal(t, demand.PerMonth, d.Period)
	assert.Equal(t, demand.NoChange, d.Keywords[0].Outcome, "10 a day are 304.4 a month")
}

// TestParts: needs, brands, groups and roles, with what entered and left them.
func TestParts(t *testing.T) {
	row := func(text string, n int64) demand.Row { return demand.Row{Keyword: text, Volume: demand.Count(n)} }
	before := snapshot(t, googleConsole, 1, row("diaper rash cream", 100), row("desitin diaper rash", 50), row("balmex", 20), row("rash powder", 7))
	after := snapshot(t, googleConsole, 2, row("diaper rash cream", 130), row("desitin diaper rash", 40), row("rash powder", 7), row("desitin cream", 5))
	before.Group = func(x *demand.Term) string {
		return map[string]string{"rash powder": "powders", "balmex": "brands", "diaper rash cream": "stays"}[x.Keyword]
	}
	after.Group = func(x *demand.Term) string {
		return map[string]string{"rash powder": "creams", "desitin cream": "creams", "diaper rash cream": "stays"}[x.Keyword]
	}
	d := diff(t, before, after, demand.DiffOptions{})
	type part struct {
		name                         string
		before, after, entered, left int64
		shift                        float64
		outcome                      demand.Outcome
	}
	parts := func(list []demand.NameMovement) (out []part) {
		for _, x := range list {
			out = append(out, part{x.Name, x.Before.High, x.After.High, x.Entered.High, x.Left.High, x.Shift.High, x.Outcome})
		}
		return out
	}
	assert.Equal(t, []part{
		{"diaper rash", 150, 170, 0, 0, 20, demand.Grown},
		{"rash", 7, 7, 0, 0, 0, demand.NoChange},
	}, parts(d.Needs))
	assert.Equal(t, []part{
		{"desitin", 50, 45, 5, 0, -10, demand.Shrunk},
		{"balmex", 20, 0, 0, 20, 0, demand.Gone},
	}, parts(d.Brands))
	assert.Equal(t, []part{
		{"stays", 100, 130, 0, 0, 30, demand.Grown},
		{"creams", 0, 12, 12, 0, 0, demand.New},
		{"brands", 20, 0, 0, 20, 0, demand.Gone},
		{"powders", 7, 0, 0, 7, 0, demand.Gone},
	}, parts(d.Groups))
	assert.Equal(t, keyword.Brand, d.Roles[2].Role)
	assert.Equal(t, int64(70), d.Roles[2].Before.High)
	assert.Equal(t, demand.Fraction{Low: -.2, High: -.2, Known: true}, d.Roles[2].Rate)
	assert.Equal(t, demand.Outcomes{Grown: 1, Shrunk: 1, NoChange: 1, New: 1, Gone: 1}, d.Total.Terms)
	assert.Equal(t, demand.Shift{Low: 20, High: 20, Known: true}, d.Total.Shift)
	var order []string
	for _, c := range d.Keywords {
		order = append(order, c.Keyword)
	}
	assert.Equal(t, []string{"diaper rash cream", "desitin diaper rash", "balmex", "desitin cream", "rash powder"}, order)
	assert.Equal(t, demand.Place{Best: 1, Worst: 1}, d.Keywords[0].Was)
}

// TestShareMovements: a brand's share of search may change for sure where its bounds overlap.
func TestShareMovements(t *testing.T) {
	month := func(first demand.Month, last int64) []int64 {
		s := slices.Repeat([]int64{5400}, 12)
		s[11] = last
		return s
	}
	row := func(text string, first demand.Month, last int64) demand.Row {
		return demand.Row{Keyword: text, Volume: demand.Round(5400), Series: demand.Series{First: first, Counts: month(first, last), Reading: demand.Rounded}}
	}
	before := snapshot(t, googlePlanner, 0, row("desitin", 24300, 5400), row("balmex", 24300, 5400), demand.Row{Keyword: "balmex cream", Volume: demand.Round(10)})
	after := snapshot(t, googlePlanner, 0, row("desitin", 24301, 9900), row("balmex", 24301, 2400))
	d := diff(t, before, after, demand.DiffOptions{})
	require.Len(t, d.Shares, 2)
	s := d.Shares[slices.IndexFunc(d.Shares, func(s demand.ShareMovement) bool { return s.Brand == "desitin" })]
	assert.Equal(t, demand.Grown, s.Outcome)
	assert.Less(t, s.Is.Low, s.Was.High, "the shares overlap")
	assert.Positive(t, s.Shift.Low)
	o := d.Shares[slices.IndexFunc(d.Shares, func(s demand.ShareMovement) bool { return s.Brand == "balmex" })]
	assert.Equal(t, demand.Shrunk, o.Outcome)

	gone := diff(t, before, snapshot(t, googlePlanner, 0, row("desitin", 24301, 5400)), demand.DiffOptions{})
	assert.Equal(t, demand.Gone, gone.Shares[1].Outcome)
	assert.Equal(t, "balmex", gone.Shares[1].Brand)
}

// TestListsOnly: of different tools only the lists are compared.
func TestListsOnly(t *testing.T) {
	d := diff(t, snapshot(t, googlePlanner, 0, demand.Row{Keyword: "rash", Volume: demand.Round(10), Series: year(24300, 10)}),
		snapshot(t, googleConsole, 0, demand.Row{Keyword: "rashes", Volume: demand.Count(900)}, demand.Row{Keyword: "balmex", Volume: demand.Count(9)}), demand.DiffOptions{ListsOnly: true})
	assert.Equal(t, demand.Outcomes{NotCompared: 1, New: 1}, d.Total.Terms)
	assert.Equal(t, demand.OnList, d.Keywords[0].Basis)
	assert.False(t, d.Total.Shift.Known)
}

// TestHistory: snapshots are put in order, and the last difference is of the first and
// the last.
func TestHistory(t *testing.T) {
	var all []demand.Snapshot
	for _, month := range []demand.Month{24302, 24300, 24301} {
		all = append(all, snapshot(t, googleConsole, month, demand.Row{Keyword: "rash", Volume: demand.Count(int64(month))}))
	}
	got, err := demand.History(t.Context(), all, demand.DiffOptions{})
	require.NoError(t, err)
	var shifts []float64
	for _, d := range got {
		shifts = append(shifts, d.Total.Shift.Low)
	}
	assert.Equal(t, []float64{1, 1, 2}, shifts)
	_, err = demand.History(t.Context(), all[:1], demand.DiffOptions{})
	assert.EqualError(t, err, "demand: 1 snapshots: a change is between two")
	_, err = demand.History(t.Context(), append(all, snapshot(t, googlePlanner, 24303)), demand.DiffOptions{})
	assert.ErrorIs(t, err, demand.ErrMeasure)
}

// laws compares random markets; each has what the others are compared with.
func lawful(r *rand.Rand) (before, after demand.Snapshot) {
	s := simulate(r, 40, 30)
	x := []exportOf{{missing: 6}, {months: 12, missing: 6}, {months: 12, exactMonths: true}, {buckets: true}}[r.IntN(4)]
	return s.export(r, 24, x), s.export(r, 25+r.IntN(4), x)
}

// TestBackwards: backwards in time new is gone, grown is shrunk, and bounds change sides.
func TestBackwards(t *testing.T) {
	mirror := map[demand.Outcome]demand.Outcome{demand.New: demand.Gone, demand.Gone: demand.New, demand.Grown: demand.Shrunk,
		demand.Shrunk: demand.Grown, demand.NoChange: demand.NoChange, demand.NotCompared: demand.NotCompared}
	back := func(s demand.Shift) demand.Shift {
		if s.Known {
			s.Low, s.High = 0-s.High, 0-s.Low
		}
		return s
	}
	r := rand.New(rand.NewPCG(1, 9))
	for range 200 {
		before, after := lawful(r)
		d, e := diff(t, before, after, demand.DiffOptions{}), diff(t, after, before, demand.DiffOptions{})
		of := map[string]*demand.Change{}
		for i := range e.Keywords {
			of[e.Keywords[i].Keyword] = &e.Keywords[i]
		}
		require.Len(t, of, len(d.Keywords))
		for _, c := range d.Keywords {
			o := of[c.Keyword]
			require.Equal(t, mirror[c.Outcome], o.Outcome)
			require.Equal(t, c.Basis, o.Basis)
			require.Equal(t, c.Shift, back(o.Shift))
			require.Equal(t, [2]demand.Volume{c.Before, c.After}, [2]demand.Volume{o.After, o.Before})
			require.Equal(t, [2]demand.Place{c.Was, c.Is}, [2]demand.Place{o.Is, o.Was})
		}
		require.Equal(t, d.Total.Shift, back(e.Total.Shift))
		require.Equal(t, d.Total.LikelyShift, back(e.Total.LikelyShift))
		require.Equal(t, d.Total.Entered, e.Total.Left)
		for _, s := range d.Shares {
			o := e.Shares[slices.IndexFunc(e.Shares, func(x demand.ShareMovement) bool { return x.Brand == s.Brand && x.Need == s.Need })]
			require.Equal(t, mirror[s.Outcome], o.Outcome)
			require.InDelta(t, s.Shift.Low, -o.Shift.High, 1e-12)
			require.InDelta(t, s.LikelyShift.High, -o.LikelyShift.Low, 1e-12)
		}
	}
}

// TestSameTwice: nothing has changed in what is the same.
func TestSameTwice(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 9))
	for range 100 {
		s, _ := lawful(r)
		d := diff(t, s, s, demand.DiffOptions{})
		require.Equal(t, demand.Outcomes{NoChange: len(s.Report.Terms)}, d.Total.Terms)
		require.Equal(t, demand.NoChange, d.Total.Likely)
		require.Equal(t, d.Total.Before, d.Total.After)
		if s.Report.Terms[0].Series.Len() > 0 {
			require.Equal(t, demand.Shift{Known: true}, d.Total.Shift)
		}
		for _, x := range d.Shares {
			require.Equal(t, demand.NoChange, x.Likely)
		}
	}
}

// TestThrough: a change goes through what was between, as far as bounds tell.
func TestThrough(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 9))
	seen := 0
	for range 100 {
		s := simulate(r, 40, 36)
		x := []exportOf{{}, {months: 12}, {exact: true}}[r.IntN(3)]
		all, err := demand.History(t.Context(), []demand.Snapshot{s.export(r, 24, x), s.export(r, 27, x), s.export(r, 30, x)}, demand.DiffOptions{})
		require.NoError(t, err)
		var of [3]map[string]*demand.Change
		for k, d := range all {
			of[k] = map[string]*demand.Change{}
			for i := range d.Keywords {
				of[k][d.Keywords[i].Keyword] = &d.Keywords[i]
			}
		}
		for text, whole := range of[2] {
			a, b := of[0][text], of[1][text]
			require.LessOrEqual(t, a.Shift.Low+b.Shift.Low, whole.Shift.High+1e-9)
			require.GreaterOrEqual(t, a.Shift.High+b.Shift.High, whole.Shift.Low-1e-9)
			if a.Basis == demand.OnNumbers && b.Basis == demand.OnNumbers && a.Outcome == demand.Grown && b.Outcome == demand.Grown {
				seen++
				require.Equal(t, demand.Grown, whole.Outcome)
			}
		}
	}
	require.Positive(t, seen)
}

// TestPartsAddUp: movements of parts of a market merge to that of all of it, in any order.
func TestPartsAddUp(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 9))
	for range 50 {
		before, after := lawful(r)
		d := diff(t, before, after, demand.DiffOptions{})
		require.Len(t, d.Keywords, d.Total.Terms.NoChange+d.Total.Terms.Grown+d.Total.Terms.Shrunk+d.Total.Terms.New+d.Total.Terms.Gone+d.Total.Terms.NotCompared)
		var roles, stages demand.Movement
		for _, x := range d.Roles {
			roles.Merge(x.Movement)
		}
		for _, x := range slices.Backward(d.Stages) {
			stages.Merge(x.Movement)
		}
		require.Equal(t, d.Total, roles)
		require.Equal(t, d.Total, stages)
	}
}

// TestAnyOrder: the result does not depend on the order of terms.
func TestAnyOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 9))
	shuffled := func(s demand.Snapshot) demand.Snapshot {
		c := *s.Report
		c.Terms = slices.Clone(c.Terms)
		r.Shuffle(len(c.Terms), func(i, k int) { c.Terms[i], c.Terms[k] = c.Terms[k], c.Terms[i] })
		s.Report = &c
		return s
	}
	for range 50 {
		before, after := lawful(r)
		want, got := diff(t, before, after, demand.DiffOptions{}), diff(t, shuffled(before), shuffled(after), demand.DiffOptions{})
		want.Before, want.After, got.Before, got.After = demand.Snapshot{}, demand.Snapshot{}, demand.Snapshot{}, demand.Snapshot{}
		require.Equal(t, want, got)
	}
}

func isError(err, target error) bool { return errors.Is(err, target) }

// TestMergedDifferently: what one list merges is one demand in both.
func TestMergedDifferently(t *testing.T) {
	of := func(terms ...demand.Term) demand.Snapshot {
		return demand.Snapshot{Report: &demand.Report{Terms: terms}}
	}
	one := func(text string, n int64, variants ...demand.Variant) demand.Term {
		x := term(text, demand.Count(n))
		for _, v := range variants {
			if x.Variants = append(x.Variants, v); v.Counted == demand.Added {
				x.Volume.Low, x.Volume.High, x.Volume.Number = x.Volume.Low+v.Volume.Low, x.Volume.High+v.Volume.High, x.Volume.Number+v.Volume.Number
			}
			if v.Counted == demand.Either {
				x.Volume.High += v.Volume.High
			}
		}
		return x
	}
	variant := func(text string, n int64, counted demand.Counted) demand.Variant {
		return demand.Variant{Keyword: text, Volume: demand.Count(n), Counted: counted, Series: demand.Series{First: 24300, Counts: map[bool][]int64{true: {n}}[counted == demand.Once]}}
	}
	for _, c := range []struct {
		name          string
		before, after demand.Snapshot
		shift         demand.Shift
	}{
		{"two are one", of(one("a", 5), one("b", 3)), of(one("a", 5, variant("b", 4, demand.Added))), demand.Shift{Low: 1, High: 1, Known: true}},
		{"one is two", of(one("a", 5, variant("b", 4, demand.Added))), of(one("b", 6), one("a", 5)), demand.Shift{Low: 2, High: 2, Known: true}},
		{"through a third", of(one("a", 5), one("b", 3, variant("c", 1, demand.Added))), of(one("a", 5, variant("b", 3, demand.Added)), one("c", 9)), demand.Shift{Low: 8, High: 8, Known: true}},
		{"the same number of two terms may be one", of(one("a", 5), one("b", 5)), of(one("a", 5, variant("b", 5, demand.Either))), demand.Shift{Low: -5, High: 5, Known: true}},
		{"whose number it was is gone", of(one("a", 5, variant("b", 5, demand.Once))), of(one("b", 7)), demand.Shift{Low: 2, High: 2, Known: true}},
		{"whose number it may have been is gone", of(one("a", 5, variant("b", 5, demand.Either))), of(one("b", 7)), demand.Shift{Low: 2, High: 2, Known: true}},
		{"two counts that are the same by chance", of(one("a", 5, variant("b", 5, demand.Added), variant("c", 1, demand.Added))), of(one("a", 5, variant("b", 5, demand.Added))), demand.Shift{Known: true}},
		{"a variant of which nothing is known", of(one("a", 5, demand.Variant{Keyword: "b", Counted: demand.Uncounted})), of(one("b", 7), one("a", 6)), demand.Shift{Low: 1, High: 1, Known: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := demand.Diff(t.Context(), c.before, c.after, demand.DiffOptions{})
			require.NoError(t, err)
			require.Len(t, d.Keywords, 1)
			assert.Equal(t, c.shift, d.Keywords[0].Shift)
			assert.Len(t, d.Keywords[0].From, len(c.before.Report.Terms))
			assert.Len(t, d.Keywords[0].To, len(c.after.Report.Terms))
		})
	}
}

// TestDoubtStays: keywords with one number and the same months, which may be chance or
// prove nothing, are in a change what they are in the report: perhaps one.
func TestDoubtStays(t *testing.T) {
	flat := make([]int64, 11) // shares of less than a year
	for i := range flat {
		flat[i] = 50
	}
	for name, series := range map[string]demand.Series{
		"that may be chance": {First: 24300, Counts: []int64{5, 5, 5}, Reading: demand.Exact},
		"that prove nothing": {First: 24300, Counts: flat, Reading: demand.Relative},
	} {
		of := func(more ...demand.Variant) demand.Snapshot {
			x := term("a", demand.Count(5))
			x.Series = series
			x.Volume = demand.Between(5, 10)
			x.Variants = append(more, demand.Variant{Keyword: "b", Volume: demand.Count(5), Counted: demand.Either, Series: series})
			return demand.Snapshot{Report: &demand.Report{Terms: []demand.Term{x}}}
		}
		d, err := demand.Diff(t.Context(), of(demand.Variant{Keyword: "c", Volume: demand.Count(1)}), of(), demand.DiffOptions{})
		require.NoError(t, err)
		require.Len(t, d.Keywords, 1)
		assert.Equal(t, demand.Shift{Low: -5, High: 5, Known: true}, d.Keywords[0].Shift, name)
	}
	// Two terms of the other list are not more surely one than variants are.
	two := func(text string) demand.Term {
		x := term(text, demand.Count(5))
		x.Series = demand.Series{First: 24300, Counts: flat, Reading: demand.Relative}
		return x
	}
	one := two("a")
	one.Variants = []demand.Variant{{Keyword: "b", Volume: demand.Count(5), Counted: demand.Either, Series: one.Series}}
	one.Volume = demand.Between(5, 10)
	d, err := demand.Diff(t.Context(), demand.Snapshot{Report: &demand.Report{Terms: []demand.Term{two("a"), two("b")}}},
		demand.Snapshot{Report: &demand.Report{Terms: []demand.Term{one}}}, demand.DiffOptions{})
	require.NoError(t, err)
	require.Len(t, d.Keywords, 1)
	assert.Equal(t, [2]int64{5, 10}, [2]int64{d.Keywords[0].Before.Low, d.Keywords[0].Before.High})
}

// TestIdentities compares what is one demand with joining terms until none share a
// keyword.
func TestIdentities(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 9))
	draw := func() demand.Snapshot { // a partition of some of twelve keywords
		sets := make([][]string, 6)
		for k := range 12 {
			if i := r.IntN(8); i < len(sets) {
				sets[i] = append(sets[i], string(rune('a'+k)))
			}
		}
		s := demand.Snapshot{Report: &demand.Report{}}
		for _, set := range sets {
			if len(set) == 0 {
				continue
			}
			x := term(set[0], demand.Count(1))
			for _, text := range set[1:] {
				x.Variants = append(x.Variants, demand.Variant{Keyword: text, Volume: demand.Count(1)})
			}
			s.Report.Terms = append(s.Report.Terms, x)
		}
		return s
	}
	texts := func(terms []*demand.Term, into map[string]bool) {
		for _, x := range terms {
			into[x.Keyword] = true
			for _, v := range x.Variants {
				into[v.Keyword] = true
			}
		}
	}
	for range 500 {
		before, after := draw(), draw()
		var sets []map[string]bool
		for _, s := range []demand.Snapshot{before, after} {
			for i := range s.Report.Terms {
				set := map[string]bool{}
				texts([]*demand.Term{&s.Report.Terms[i]}, set)
				for k := 0; k < len(sets); k++ {
					for text := range sets[k] {
						if set[text] {
							maps.Copy(set, sets[k])
							sets = slices.Delete(sets, k, k+1)
							k = -1
							break
						}
					}
				}
				sets = append(sets, set)
			}
		}
		d, err := demand.Diff(t.Context(), before, after, demand.DiffOptions{})
		require.NoError(t, err)
		var got []map[string]bool
		for _, c := range d.Keywords {
			set := map[string]bool{}
			texts(c.From, set)
			texts(c.To, set)
			got = append(got, set)
		}
		require.ElementsMatch(t, sets, got)
	}
}
