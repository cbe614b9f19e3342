package demand_test

import (
	"errors"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/keyword"
)

// rungs is a ladder of exact demands.
func rungs(need, solution, brand int64) []demand.Rung {
	return []demand.Rung{
		{Role: keyword.Need, Demand: exactly(need, 1)}, {Role: keyword.Solution, Demand: exactly(solution, 1)},
		{Role: keyword.Brand, Demand: exactly(brand, 1)}, {Role: keyword.Other, Demand: exactly(1e9, 1)},
	}
}

func assume(low, high float64) demand.Assumption { return demand.Assume(low, high, "a test") }

// people are the bounds of the three steps.
func people(p demand.People) [6]int64 {
	return [6]int64{p.Engine.Low, p.Engine.High, p.Online.Low, p.Online.High, p.All.Low, p.All.High}
}

func TestReach(t *testing.T) {
	a := demand.Assumptions{Searches: assume(2, 4), Engine: assume(.8, 1), Online: assume(.5, .5), Population: assume(9e6, 1e7)}
	r, err := demand.ReachOf(rungs(6000, 1500, 500), demand.Searches, demand.PerMonth, a)
	require.NoError(t, err)
	assert.Equal(t, [6]int64{2000, 4000, 2000, 5000, 4000, 10000}, people(r.Need))
	assert.Equal(t, [6]int64{500, 1000, 500, 1250, 1000, 2500}, people(r.Solution))
	assert.Equal(t, [6]int64{125, 250, 125, 313, 250, 625}, people(r.Brand))
	assert.Equal(t, demand.Fraction{Low: 1, High: 1, Known: true}, r.Need.Part)
	// Of all that is assumed the ratio depends on nothing.
	assert.Equal(t, demand.Fraction{Low: .25, High: .25, Known: true}, r.Solution.Part)
	assert.Equal(t, demand.Fraction{Low: .0625, High: .0625, Known: true}, r.Brand.Part)
	names := func(s demand.Reached) (out []string) {
		for _, u := range s.Uses {
			out = append(out, u.Name)
			assert.Equal(t, "a test", u.Source)
		}
		return out
	}
	assert.Equal(t, []string{"searches"}, names(r.Need.Engine))
	assert.Equal(t, []string{"searches", "engine", "population", "online"}, names(r.Need.Online))
	assert.Equal(t, []string{"searches", "engine", "online", "population"}, names(r.Need.All))
	assert.Equal(t, []int64{0, 5e6, 1e7}, []int64{r.Need.Engine.Limit, r.Need.Online.Limit, r.Need.All.Limit})
}

func TestReachPeriod(t *testing.T) {
	a := demand.Assumptions{Searches: assume(1, 1)}
	r, err := demand.ReachOf(rungs(1000, 0, 0), demand.Searches, demand.PerDay, a)
	require.NoError(t, err)
	// 1000 a day are 1000 · 365.2425 / 12 a month.
	assert.Equal(t, [2]int64{30436, 30437}, [2]int64{r.Need.Engine.Low, r.Need.Engine.High})
	assert.Equal(t, exactly(1000, 3), r.Need.Searches)
}

func TestReachMissing(t *testing.T) {
	all := demand.Assumptions{Searches: assume(1, 2), Engine: assume(.9, .9), Online: assume(.5, .5)}
	for _, x := range []struct {
		name                string
		drop                func(*demand.Assumptions)
		engine, online, all []string
	}{
		{"all there", func(*demand.Assumptions) {}, nil, nil, nil},
		{"searches", func(a *demand.Assumptions) { a.Searches.Known = false }, []string{"searches"}, []string{"searches"}, []string{"searches"}},
		{"engine", func(a *demand.Assumptions) { a.Engine.Known = false }, nil, []string{"engine"}, []string{"engine"}},
		{"online", func(a *demand.Assumptions) { a.Online.Known = false }, nil, nil, []string{"online"}},
		{"all", func(a *demand.Assumptions) { *a = demand.Assumptions{} }, []string{"searches"}, []string{"searches", "engine"}, []string{"searches", "engine", "online"}},
		{"one role's", func(a *demand.Assumptions) { a.Searches.Known = false; a.ByRole[keyword.Need] = assume(1, 1) },
			[]string{"searches"}, []string{"searches"}, []string{"searches"}},
	} {
		a := all
		x.drop(&a)
		r, err := demand.ReachOf(rungs(100, 10, 1), demand.Searches, demand.PerMonth, a)
		require.NoError(t, err)
		for _, p := range []demand.People{r.Need, r.Solution, r.Brand} {
			for _, s := range []struct {
				demand.Reached
				missing []string
			}{{p.Engine, x.engine}, {p.Online, x.online}, {p.All, x.all}} {
				assert.Equal(t, s.missing, s.Missing, x.name)
				assert.Equal(t, len(s.missing) == 0, s.Known, x.name)
				if !s.Known {
					assert.Zero(t, s.High, x.name)
				}
			}
		}
		assert.Equal(t, x.name != "one role's", r.Solution.Part.Known, "the part of the people needs no common number, but that of a role is missing: %s", x.name)
	}
}

func TestReachContradiction(t *testing.T) {
	a := demand.Assumptions{Searches: assume(1, 1), Engine: assume(1, 1), Online: assume(.5, 1), Population: assume(100, 120)}
	r, err := demand.ReachOf(rungs(110, 0, 0), demand.Searches, demand.PerMonth, a)
	require.NoError(t, err)
	assert.Equal(t, [6]int64{110, 110, 110, 110, 110, 120}, people(r.Need))
	assert.False(t, r.Need.All.Contradiction)
	r, err = demand.ReachOf(rungs(121, 5, 0), demand.Searches, demand.PerMonth, a)
	require.NoError(t, err)
	assert.Equal(t, [6]int64{126, 126, 120, 120, 120, 120}, people(r.Need))
	assert.True(t, r.Need.Online.Contradiction && r.Need.All.Contradiction)
	assert.False(t, r.Solution.All.Contradiction)
}

func TestReachErrors(t *testing.T) {
	for _, m := range []demand.Measure{demand.Impressions, demand.Clicks, demand.Index, demand.RankOrder} {
		_, err := (&demand.Report{Measure: m}).Reach(demand.Assumptions{})
		assert.ErrorIs(t, err, demand.ErrMeasure)
	}
	for _, x := range []struct {
		demand.Assumptions
		err string
	}{
		{demand.Assumptions{Searches: assume(0, 1)}, "no interval"},
		{demand.Assumptions{Searches: assume(2, 1)}, "no interval"},
		{demand.Assumptions{Searches: assume(1, math.Inf(1))}, "no interval"},
		{demand.Assumptions{Searches: assume(math.NaN(), 1)}, "no interval"},
		{demand.Assumptions{Engine: assume(.5, 1.1)}, "more than the whole"},
		{demand.Assumptions{Online: assume(50, 60)}, "more than the whole"},
		{demand.Assumptions{Population: demand.Assume(1, 2, " ")}, "has no source"},
	} {
		_, err := demand.ReachOf(nil, demand.Searches, demand.PerMonth, x.Assumptions)
		assert.ErrorContains(t, err, x.err)
	}
}

// TestReachOther: searches of no role are nobody's.
func TestReachOther(t *testing.T) {
	a := demand.Assumptions{Searches: assume(1, 1), Engine: assume(1, 1), Online: assume(1, 1)}
	none, err := demand.ReachOf(nil, demand.Searches, demand.PerMonth, a)
	require.NoError(t, err)
	other, err := demand.ReachOf([]demand.Rung{{Role: keyword.Other, Demand: exactly(5, 1)}}, demand.Searches, demand.PerMonth, a)
	require.NoError(t, err)
	assert.Equal(t, none, other)
}

func TestReachUnknown(t *testing.T) {
	a := demand.Assumptions{Searches: assume(1, 1), Engine: assume(1, 1), Online: assume(1, 1)}
	r, err := demand.ReachOf(nil, demand.Searches, demand.PerMonth, a)
	require.NoError(t, err)
	assert.False(t, r.Need.Engine.Known || r.Need.All.Known || r.Brand.Part.Known)
	ladder := rungs(100, 0, 0)
	ladder[1].Demand = demand.Sum{Unknown: 3}
	ladder[2].Demand = demand.Sum{Low: 1, High: demand.Unbounded, Known: 1}
	r, err = demand.ReachOf(ladder, demand.Searches, demand.PerMonth, a)
	require.NoError(t, err)
	assert.Equal(t, [2]int64{101, demand.Unbounded}, [2]int64{r.Need.All.Low, r.Need.All.High})
	assert.Equal(t, 3, r.Need.All.Unknown)
	assert.Equal(t, [2]int64{1, demand.Unbounded}, [2]int64{r.Brand.All.Low, r.Brand.All.High})
	assert.Equal(t, 1., r.Brand.Part.High)
	ladder[2].Demand = demand.Sum{}
	r, err = demand.ReachOf(ladder, demand.Searches, demand.PerMonth, a)
	require.NoError(t, err)
	assert.False(t, r.Solution.Engine.Known, "no volume of a solution is known")
	assert.True(t, r.Brand.Engine.Known, "nobody searches for a brand")
	assert.Zero(t, r.Brand.Engine.High)
	// Brands, or nothing at all: the part is anything.
	ladder[0].Demand, ladder[1].Demand, ladder[2].Demand = exactly(0, 1), exactly(0, 1), demand.Sum{High: 10, Known: 1}
	own := a
	own.ByRole[keyword.Brand] = assume(2, 3)
	r, err = demand.ReachOf(ladder, demand.Searches, demand.PerMonth, own)
	require.NoError(t, err)
	assert.Equal(t, demand.Fraction{Low: 0, High: 1, Known: true}, r.Brand.Part)
	ladder[0].Demand = exactly(100, 1)
	// How often people of a role search matters only where some do.
	a = demand.Assumptions{}
	a.ByRole[keyword.Need] = assume(2, 2)
	r, err = demand.ReachOf(ladder[:1], demand.Searches, demand.PerMonth, a)
	require.NoError(t, err)
	assert.Equal(t, [2]int64{50, 50}, [2]int64{r.Need.Engine.Low, r.Need.Engine.High})
}

// Markets are made of a truth that the assumptions and volumes hold: the people of each
// kind lie within every bound that is told, and the ends of the parts are reached.
func TestReachHoldsTruth(t *testing.T) {
	r := rand.New(rand.NewPCG(17, 18))
	about := func(x, spread float64) demand.Assumption {
		return assume(x*(1-spread*r.Float64()), x*(1+spread*r.Float64()))
	}
	for range 10_000 {
		var truth, rate [4]float64
		var a demand.Assumptions
		common := 1 + 4*r.Float64()
		if r.IntN(3) > 0 {
			a.Searches = about(common, .5)
		}
		engine, online := .5+.4*r.Float64(), .3+.6*r.Float64()
		a.Engine, a.Online = about(engine, .1), about(online, .1)
		var ladder []demand.Rung
		all := 0.0
		for _, role := range []keyword.Role{keyword.Need, keyword.Solution, keyword.Brand} {
			truth[role] = math.Floor(1e6 * r.Float64())
			all += truth[role]
			rate[role] = common
			if !a.Searches.Known || r.IntN(3) == 0 {
				rate[role] = 1 + 4*r.Float64()
				a.ByRole[role] = about(rate[role], .5)
			}
			searches := truth[role] * online * engine * rate[role]
			low, high := int64(searches*(1-.2*r.Float64())), int64(searches*(1+.2*r.Float64()))+1
			ladder = append(ladder, demand.Rung{Role: role, Demand: demand.Sum{Low: low, High: high, Known: 1}})
		}
		if r.IntN(2) == 0 {
			a.Population = assume(all, 2*all)
		}
		got, err := demand.ReachOf(ladder, demand.Searches, demand.PerMonth, a)
		require.NoError(t, err)
		for _, x := range []struct {
			demand.People
			truth float64
		}{{got.Need, all}, {got.Solution, truth[2] + truth[3]}, {got.Brand, truth[3]}} {
			for _, s := range []struct {
				demand.Reached
				truth float64
			}{{x.Engine, x.truth * online * engine}, {x.Online, x.truth * online}, {x.All, x.truth}} {
				require.True(t, s.Known)
				require.True(t, float64(s.Low) <= s.truth+1e-6 && s.truth-1e-6 <= float64(s.High), "%v in %v", s.truth, s.Reached)
				require.False(t, s.Contradiction)
			}
			require.True(t, x.Part.Low <= x.truth/all+1e-12 && x.truth/all-1e-12 <= x.Part.High)
		}
	}
}

// The part of the people that know a solution is as narrow as it can be: a search over all
// corners of volumes and rates finds its bounds.
func TestReachPartBruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(19, 20))
	for range 500 {
		a := demand.Assumptions{Searches: assume(1+r.Float64(), 2+r.Float64())}
		var ladder []demand.Rung
		for _, role := range []keyword.Role{keyword.Need, keyword.Solution, keyword.Brand} {
			low := r.Int64N(100)
			ladder = append(ladder, demand.Rung{Role: role, Demand: demand.Sum{Low: low, High: low + 1 + r.Int64N(50), Known: 1}})
			if r.IntN(2) == 0 {
				a.ByRole[role] = assume(1+r.Float64(), 2+r.Float64())
			}
		}
		got, err := demand.ReachOf(ladder, demand.Searches, demand.PerMonth, a)
		require.NoError(t, err)
		low, high := 1., 0.
		for corner := range 1 << 7 {
			at := func(bit int, low, high float64) float64 {
				if corner>>bit&1 == 1 {
					return high
				}
				return low
			}
			var people [3]float64
			for i, rung := range ladder {
				rate := at(6, a.Searches.Low, a.Searches.High)
				if own := a.ByRole[rung.Role]; own.Known {
					rate = at(3+i, own.Low, own.High)
				}
				people[i] = at(i, float64(rung.Demand.Low), float64(rung.Demand.High)) / rate
			}
			if all := people[0] + people[1] + people[2]; all > 0 {
				part := (people[1] + people[2]) / all
				low, high = min(low, part), max(high, part)
			}
		}
		require.InDelta(t, low, got.Solution.Part.Low, 1e-12)
		require.InDelta(t, high, got.Solution.Part.High, 1e-12)
	}
}

func TestReadAssumptions(t *testing.T) {
	text := "\ufeff# ours\nus searches 2 5 asked 80 customers, 2026-05\n  us\tengine 86% 91.5%  StatCounter https://x/#y 2025\r\n" +
		"de brand 1.5 2 a guess # and no more\n" +
		"us engine 1 1 again\nus speed 1 1 x\nus online 0.9 1.2 x\nus online 1 0.9 x\nus online 0.9\nus online x 1 y\nus online .5 y 1 z\nus online .5 .6\n" +
		"us online .5 .6 \xff\n" + "us online .5 .6 " + strings.Repeat("x", 5000) + "\nus population 1 2 last"
	want := []demand.Assumptions{
		{Place: "us", Searches: demand.Assume(2, 5, "asked 80 customers, 2026-05"), Engine: demand.Assume(.86, .915, "StatCounter https://x/#y 2025"), Population: demand.Assume(1, 2, "last")},
		{Place: "de"},
	}
	want[1].ByRole[keyword.Brand] = demand.Assume(1.5, 2, "a guess # and no more")
	const bad = `a.txt:5:4: stands twice: "engine"
a.txt:6:4: unknown assumption, want searches, need, solution, brand, engine, online or population: "speed"
a.txt:7:11: assumption is more than the whole, want at most 1: "0.9"
a.txt:8:11: assumption is no interval, want 0 < low <= high: "1"
a.txt:9:1: want place, what, low, high and a source: "us"
a.txt:10:11: assumption is no interval, want 0 < low <= high: "x"
a.txt:11:14: assumption is no interval, want 0 < low <= high: "y"
a.txt:12:11: assumption has no source: ".5"
a.txt:13:1: line is no text or too long: "us online .5 .6 �"
a.txt:14:1: line is no text or too long: "us online .5 .6 xxxxxxxxxxxxxxxxxxxxxxxx…"`
	for _, in := range []io.Reader{strings.NewReader(text), iotest.OneByteReader(strings.NewReader(text)), iotest.HalfReader(strings.NewReader(text)), iotest.DataErrReader(strings.NewReader(text))} {
		got, err := demand.ReadAssumptions(in, "a.txt")
		assert.Equal(t, want, got)
		assert.EqualError(t, err, bad)
	}
	var row *demand.RowError
	_, err := demand.ReadAssumptions(strings.NewReader("x"), "a.txt")
	assert.ErrorAs(t, err, &row)
	broken := errors.New("broken")
	got, err := demand.ReadAssumptions(io.MultiReader(strings.NewReader(text[:60]), iotest.ErrReader(broken)), "a.txt")
	assert.ErrorIs(t, err, broken)
	assert.Len(t, got, 1)
}

// The published assumptions have a header, are in order, and each names an address and a
// year; none has searches a person.
func TestPublished(t *testing.T) {
	data, err := os.ReadFile("data/assumptions.txt")
	require.NoError(t, err)
	assert.True(t, strings.HasPrefix(string(data), "# "))
	_, err = demand.ReadAssumptions(strings.NewReader(string(data)), "assumptions.txt")
	require.NoError(t, err)
	places := demand.PublishedPlaces()
	require.Equal(t, "world", places[0])
	assert.True(t, slices.IsSorted(places[1:]))
	for _, place := range places {
		a, ok := demand.Published(place)
		require.True(t, ok)
		require.Equal(t, place, a.Place)
		assert.False(t, a.Searches.Known || slices.ContainsFunc(a.ByRole[:], func(x demand.Assumption) bool { return x.Known }))
		assert.True(t, a.Population.Known, place)
		for _, x := range []demand.Assumption{a.Engine, a.Online, a.Population} {
			if x.Known {
				assert.Regexp(t, `^.*\d.* https://\S+ 20\d\d(-\d\d){0,2}$`, x.Source)
			}
		}
	}
	_, ok := demand.Published("atlantis")
	assert.False(t, ok)
	us, _ := demand.Published("us")
	own := demand.Assumptions{Engine: assume(.5, .6), Searches: assume(1, 2)}.Or(us)
	assert.Equal(t, demand.Assumptions{Place: "us", Searches: assume(1, 2), Engine: assume(.5, .6), Online: us.Online, Population: us.Population}, own)
}

func FuzzReadAssumptions(f *testing.F) {
	f.Add("us engine 86% 91% x\nus brand 1 2 y\n")
	f.Add(" \tus online .1 .2\tz\r\n#\n\n")
	f.Fuzz(func(t *testing.T, text string) {
		all, _ := demand.ReadAssumptions(strings.NewReader(text), "f")
		for _, a := range all {
			require.NoError(t, a.Check())
		}
	})
}
