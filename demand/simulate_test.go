package demand_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"sort"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/keyword"
)

// ladderValues are the values of the ladder up to two million.
var ladderValues = sync.OnceValue(func() (out []int64) {
	for n := int64(0); n < 2_000_000; n += 10 {
		if demand.OnLadder(n) {
			out = append(out, n)
		}
	}
	return out
})

// printed is the value of the ladder that a tool prints for a number: the nearest, and 0
// below ten.
func printed(x float64) int64 {
	r := ladderValues()
	if math.Round(x) < 10 {
		return 0
	}
	i := sort.Search(len(r), func(i int) bool { return float64(r[i]) >= x })
	if i > 0 && x-float64(r[i-1]) < float64(r[i])-x {
		i--
	}
	return r[i]
}

// simulated is a market of which the truth is known.
type simulated struct {
	texts []string
	truth [][]int64 // searches of each keyword and month
	sure  []float64 // which part of a keyword's searches are at least a brand's
	part  []float64 // which are, at all times
}

// simulate makes up a market: heavy-tailed demand, seasons, a trend of each word, noise.
func simulate(r *rand.Rand, keywords, months int) *simulated {
	s := new(simulated)
	trend := map[string]float64{}
	pace := []float64{0, 0, .05, -.05, .2, -.2}[r.IntN(6)] // of the market, a month
	for i := range keywords {
		word := fmt.Sprintf("%c%d", "nnsbb"[r.IntN(5)], r.IntN(4))
		if _, ok := trend[word]; !ok {
			trend[word] = pace*r.Float64() + .02*r.NormFloat64()
		}
		text := fmt.Sprintf("%s x%d", word, i)
		if r.IntN(4) == 0 {
			text = fmt.Sprintf("n%d ", r.IntN(3)) + text
		}
		base := 5 / math.Pow(r.Float64()+1e-4, 1/(.6+r.Float64()))
		season, phase, noise := r.Float64(), r.Float64(), .3*r.Float64()
		counts := make([]int64, months)
		for m := range counts {
			x := base * math.Exp(trend[word]*float64(m)) * (1 + season*math.Sin(2*math.Pi*(phase+float64(m)/12))) * math.Exp(noise*r.NormFloat64())
			counts[m] = int64(min(x, 1e6))
		}
		s.texts, s.truth = append(s.texts, text), append(s.truth, counts)
		sure := []float64{1, .9, .5}[r.IntN(3)]
		s.sure, s.part = append(s.sure, sure), append(s.part, sure+(1-sure)*r.Float64())
	}
	return s
}

// mean is the true average of twelve months up to one.
func (s *simulated) mean(i, last int) float64 {
	sum := int64(0)
	for _, n := range s.truth[i][last-11 : last+1] {
		sum += n
	}
	return float64(sum) / 12
}

// An export is how a market is printed.
type exportOf struct {
	months         int  // printed beside the average; 0 for none
	exact, buckets bool // instead of the ladder
	missing        int  // one keyword of so many is not in the list
	exactMonths    bool
}

// export prints the market at a month.
func (s *simulated) export(r *rand.Rand, last int, x exportOf) demand.Snapshot {
	report := &demand.Report{Sources: []demand.Source{{Format: "Google Ads Keyword Planner"}}}
	for i, text := range s.texts {
		if x.missing > 0 && r.IntN(x.missing) == 0 {
			continue
		}
		v := demand.Round(printed(s.mean(i, last)))
		switch {
		case x.exact:
			v = demand.Count(int64(math.Round(s.mean(i, last))))
		case x.buckets:
			for _, n := range []int64{0, 50, 500, 5000, 50000, 500000, 5000000} {
				if b, _ := demand.InBucket(n); float64(b.Low) <= s.mean(i, last) {
					v = b
				}
			}
		}
		t := term(text, v)
		t.Confidence = s.sure[i]
		if x.months > 0 {
			t.Series = demand.Series{First: demand.Month(24000 + last - x.months + 1), Reading: demand.Rounded}
			if x.exactMonths {
				t.Series.Reading = demand.Exact
			}
			for _, n := range s.truth[i][last-x.months+1 : last+1] {
				if !x.exactMonths {
					n = printed(float64(n))
				}
				t.Series.Counts = append(t.Series.Counts, n)
			}
		}
		report.Terms = append(report.Terms, t)
	}
	r.Shuffle(len(report.Terms), func(i, k int) { report.Terms[i], report.Terms[k] = report.Terms[k], report.Terms[i] })
	return demand.Snapshot{Report: report, Last: demand.Month(24000 + last)}
}

const tolerance = 1e-9

// holds checks that a number is within bounds.
func holds(t *testing.T, what string, low, high, truth float64) {
	t.Helper()
	slack := tolerance * max(1, math.Abs(truth))
	require.True(t, low-slack <= truth && truth <= high+slack, "%s: %v is not between %v and %v", what, truth, low, high)
}

// right checks an outcome against the truth.
func right(v demand.Outcome, truth float64) bool {
	return v != demand.Grown && v != demand.Shrunk || v == demand.Grown == (truth > 0) && truth != 0
}

// oneSided checks what the months of one list say of the time of the other.
func oneSided(t *testing.T, c *demand.Change, before, after float64) {
	t.Helper()
	v, truth := c.Before, before
	require.Equal(t, len(c.From) == 0, c.Outcome == demand.New)
	if c.Outcome == demand.Gone {
		v, truth = c.After, after
	}
	if v.Known() {
		holds(t, "elsewhere", float64(v.Low), float64(v.High), truth)
	}
	switch c.Basis {
	case demand.OnSearched:
		require.Positive(t, truth)
	case demand.OnUnsearched:
		require.Less(t, truth, 10.)
	default:
		require.Equal(t, demand.OnList, c.Basis)
	}
}

// tried counts how often bounds held, and how often they decided something.
type tried struct{ all, held, decided, wrong int }

func (n *tried) add(low, high float64, v demand.Outcome, truth float64) {
	n.all++
	if low <= truth && truth <= high {
		n.held++
	}
	if v == demand.Grown || v == demand.Shrunk {
		n.decided++
	}
	if !right(v, truth) {
		n.wrong++
	}
}

// TestTruthWithin: in simulated markets the true change lies within hard bounds always,
// and in the likely range in at least the stated part of cases.
func TestTruthWithin(t *testing.T) {
	r := rand.New(rand.NewPCG(71, 1))
	var totals, hardTotals, names, shares tried
	perTerm := map[bool]*tried{true: {}, false: {}}
	markets := 2000
	if testing.Short() {
		markets = 200
	}
	for range markets {
		gap := 1 + r.IntN(14)
		s := simulate(r, 30+r.IntN(120), 40)
		x := []exportOf{{}, {months: 12}, {months: 12}, {months: 24}, {months: 12, exactMonths: true}, {exact: true, months: 12}, {buckets: true}, {exact: true}}[r.IntN(8)]
		x.missing = []int{0, 0, 5}[r.IntN(3)]
		last := 24 + r.IntN(2)
		before, after := s.export(r, last, x), s.export(r, last+gap, x)
		d, err := demand.Diff(t.Context(), before, after, demand.DiffOptions{})
		require.NoError(t, err)
		index := map[string]int{}
		for i, text := range s.texts {
			index[text] = i
		}
		truth := func(i int) float64 { return s.mean(i, last+gap) - s.mean(i, last) }
		slack := 0.
		if x.exact && x.months == 0 {
			slack = 1 // an average printed as a whole number, as if it were a count
		}
		if x.months == 0 && !x.exact && !x.buckets {
			slack = .5 // as below ten
		}
		kept, sum, need, was, is := 0., 0., map[string]float64{}, map[string]float64{}, map[string]float64{}
		for _, c := range d.Keywords {
			i := index[c.Keyword]
			if c.Shift.Known {
				holds(t, c.Keyword, c.Shift.Low-slack, c.Shift.High+slack, truth(i))
			}
			if len(c.From) == 0 || len(c.To) == 0 {
				oneSided(t, &c, s.mean(i, last), s.mean(i, last+gap))
				continue
			}
			require.True(t, c.Shift.Known)
			kept++
			sum += truth(i)
			if slack == 0 {
				require.True(t, right(c.Outcome, truth(i)))
				perTerm[x.months > 0].add(c.Shift.Low, c.Shift.High, c.Outcome, truth(i))
				if c.Rate.Known {
					holds(t, "rate", c.Rate.Low, c.Rate.High, truth(i)/s.mean(i, last))
				}
			}
			if c.Year.Known {
				a, b := int64(0), int64(0)
				for m := max(last+1, last+gap-11); m <= last+gap; m++ {
					if x.months == 24 || m-12 <= last {
						a, b = a+s.truth[i][m], b+s.truth[i][m-12]
					}
				}
				if x.months < 24 || gap < 12 {
					holds(t, "year", c.Year.Low, c.Year.High, float64(a)/float64(b)-1)
				}
			}
			for _, name := range mentions(c.Term, keyword.Need) {
				need[name] += truth(i)
			}
			for _, name := range mentions(c.Term, keyword.Brand) {
				a, b := s.part[i]*s.mean(i, last), s.part[i]*s.mean(i, last+gap)
				was[name], is[name] = was[name]+a, is[name]+b
				was[""], is[""] = was[""]+a, is[""]+b
			}
		}
		holds(t, "total", d.Total.Shift.Low-kept*slack, d.Total.Shift.High+kept*slack, sum)
		if slack == 0 {
			totals.add(d.Total.LikelyShift.Low-tolerance, d.Total.LikelyShift.High+tolerance, d.Total.Likely, sum)
			hardTotals.add(d.Total.Shift.Low-tolerance, d.Total.Shift.High+tolerance, d.Total.Outcome, sum)
			require.True(t, right(d.Total.Outcome, sum))
		}
		for _, x := range d.Needs {
			if slack == 0 && x.Shift.Known {
				holds(t, x.Name, x.Shift.Low, x.Shift.High, need[x.Name])
				names.add(x.LikelyShift.Low-tolerance, x.LikelyShift.High+tolerance, x.Likely, need[x.Name])
			}
		}
		for _, x := range d.Shares {
			if x.Need != "" || was[""] == 0 || is[""] == 0 {
				continue
			}
			truth := is[x.Brand]/is[""] - was[x.Brand]/was[""]
			if slack == 0 && x.Shift.Known {
				holds(t, "share of "+x.Brand, x.Shift.Low, x.Shift.High, truth)
				shares.add(x.LikelyShift.Low-tolerance, x.LikelyShift.High+tolerance, x.Likely, truth)
			}
		}
	}
	for what, n := range map[string]tried{"totals": totals, "needs": names, "shares": shares} {
		t.Logf("%s: %d of %d within, %d decided, %d of these wrong", what, n.held, n.all, n.decided, n.wrong)
		assert.GreaterOrEqual(t, float64(n.held), .95*float64(n.all), what)
		assert.LessOrEqual(t, float64(n.wrong), .05*float64(n.decided), what)
	}
	assert.Greater(t, totals.decided, hardTotals.decided)
	t.Logf("hard totals: %d of %d decided", hardTotals.decided, hardTotals.all)
	t.Logf("terms: %d of %d decided with months, %d of %d without", perTerm[true].decided, perTerm[true].all, perTerm[false].decided, perTerm[false].all)
}
