package demand_test

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/demand"
)

// near compares an interval, to some part of each bound.
func near(t *testing.T, low, high float64, got demand.Fraction, tolerance float64) {
	t.Helper()
	require.True(t, got.Known)
	assert.InDelta(t, low, got.Low, tolerance*max(math.Abs(low), 1e-9), "low of %v", got)
	assert.InDelta(t, high, got.High, tolerance*max(math.Abs(high), 1e-9), "high of %v", got)
}

// The bounds are those of statsmodels 0.15.0 with SciPy 1.17:
//
//	from statsmodels.stats.proportion import proportion_confint
//	proportion_confint(yes, asked, 1-level, 'wilson')
//	proportion_confint(yes, asked, 1-level, 'jeffreys')
//
// of which the second has no ends at 0 and 1 where Brown, Cai & DasGupta have them.
func TestPollIntervals(t *testing.T) {
	for _, x := range []struct {
		asked, yes                                       int64
		level                                            float64
		wilsonLow, wilsonHigh, jeffreysLow, jeffreysHigh float64
	}{
		{1, 0, 0.95, 0, 0.793450685623, 0.000385580980756, 0.85325368369},
		{1, 1, 0.95, 0.206549314377, 1, 0.14674631631, 0.999614419019},
		{10, 0, 0.8, 0, 0.141068682091, 0.000769755304685, 0.123574206329},
		{10, 0, 0.95, 0, 0.277532799863, 4.78904331576e-05, 0.217196267509},
		{10, 0, 0.99, 0, 0.398854093305, 1.91505964994e-06, 0.318834635594},
		{10, 3, 0.8, 0.153799178076, 0.50262829476, 0.150591225876, 0.5017811181},
		{10, 3, 0.95, 0.107791267406, 0.603221852539, 0.0926945939382, 0.605818318149},
		{10, 3, 0.99, 0.0795663165231, 0.679975320799, 0.055328749731, 0.693444827214},
		{10, 10, 0.8, 0.858931317909, 1, 0.876425793671, 0.999230244695},
		{10, 10, 0.95, 0.722467200137, 1, 0.782803732491, 0.999952109567},
		{10, 10, 0.99, 0.601145906695, 1, 0.681165364406, 0.99999808494},
		{29, 1, 0.95, 0.00611321429276, 0.171755218793, 0.00374617364906, 0.150077686002},
		{100, 12, 0.8, 0.0843786532605, 0.167901702868, 0.0837763456204, 0.166980725063},
		{100, 12, 0.95, 0.0699940643702, 0.198120994267, 0.0673041349728, 0.194285435926},
		{100, 12, 0.99, 0.0592072768353, 0.228080445829, 0.0543320344906, 0.220772552022},
		{400, 40, 0.95, 0.07429925914, 0.133310576327, 0.0734847969368, 0.132275675855},
		{1000, 999, 0.95, 0.994357441402, 0.999823453629, 0.995335541191, 0.999892081195},
		{123456, 12345, 0.95, 0.0983341500938, 0.101681022184, 0.0983311025155, 0.101677932576},
		{1000000000, 3, 0.95, 1.02027072888e-09, 8.82118805401e-09, 8.44934591038e-10, 8.00638211527e-09},
		{1000000000, 500000000, 0.95, 0.499969010248, 0.500030989752, 0.499969010248, 0.500030989752},
	} {
		p := demand.Poll{Asked: x.asked + 7, Unanswered: 7, Yes: x.yes}
		near(t, x.wilsonLow, x.wilsonHigh, p.Wilson(x.level), 1e-9)
		if x.yes == 0 {
			x.jeffreysLow = 0
		}
		if x.yes == x.asked {
			x.jeffreysHigh = 1
		}
		tolerance := 1e-9
		if x.asked >= 1e9 {
			tolerance = 1e-6 // of the bound: the gamma function of such a number has no more digits
		}
		near(t, x.jeffreysLow, x.jeffreysHigh, p.Jeffreys(x.level), tolerance)
	}
}

// The examples of table II of Newcombe (1998), method 10, which prints four digits: 0.0524
// to 0.3339 for the first, and so on. More of them by statsmodels 0.15.0:
//
//	from statsmodels.stats.proportion import confint_proportions_2indep
//	confint_proportions_2indep(yes1, n1, yes2, n2, method='newcomb', compare='diff')
func TestPollChange(t *testing.T) {
	for _, x := range []struct {
		yes, asked, yesBefore, askedBefore int64
		low, high                          float64
	}{
		{56, 70, 48, 80, 0.0524314724024, 0.333872654037},
		{9, 10, 3, 10, 0.170522723935, 0.809017973535},
		{6, 7, 2, 7, 0.0582279274823, 0.806249637524},
		{5, 56, 0, 29, -0.0381371479035, 0.192560013855},
		{0, 10, 0, 20, -0.161125158053, 0.277532799863},
		{0, 10, 0, 10, -0.277532799863, 0.277532799863},
		{10, 10, 0, 20, 0.679086037142, 1},
		{10, 10, 0, 10, 0.607509350431, 1},
	} {
		after, before := demand.Poll{Asked: x.asked, Yes: x.yes}, demand.Poll{Asked: x.askedBefore, Yes: x.yesBefore}
		near(t, x.low, x.high, demand.PollChange(before, after, .95), 1e-9)
		near(t, -x.high, -x.low, demand.PollChange(after, before, .95), 1e-9)
	}
	assert.Equal(t, demand.Fraction{}, demand.PollChange(demand.Poll{}, demand.Poll{Asked: 1}, .95))
}

func TestPollUnknown(t *testing.T) {
	fine := demand.Poll{Asked: 10, Yes: 3}
	for name, p := range map[string]demand.Poll{
		"nobody":         {},
		"nobody answers": {Asked: 5, Unanswered: 5},
	} {
		assert.NoError(t, p.Check(), name)
		assert.Equal(t, demand.Fraction{}, p.Wilson(.95), name)
		assert.Equal(t, demand.Fraction{}, p.Jeffreys(.95), name)
	}
	for _, x := range []struct {
		demand.Poll
		err string
	}{
		{demand.Poll{Asked: 3, Yes: 4}, "more yes than people who answered"},
		{demand.Poll{Asked: 3, Yes: 2, Unanswered: 2}, "more yes than people who answered"},
		{demand.Poll{Asked: -1}, "a poll's numbers are negative"},
		{demand.Poll{Asked: 3, Yes: -1}, "a poll's numbers are negative"},
		{demand.Poll{Asked: demand.MaxSearches + 1}, "more people than there are"},
		{demand.Poll{Unanswered: math.MaxInt64}, "more yes than people who answered"},
	} {
		assert.EqualError(t, x.Check(), x.err)
		assert.Equal(t, demand.Fraction{}, x.Wilson(.95))
		assert.Equal(t, demand.Fraction{}, x.Jeffreys(.95))
	}
	for _, level := range []float64{0, 1, -1, 2, math.NaN(), math.Inf(1)} {
		assert.Equal(t, demand.Fraction{}, fine.Wilson(level))
		assert.Equal(t, demand.Fraction{}, fine.Jeffreys(level))
	}
}

// On polls of a known truth the intervals hold it about as often as they say: on the
// average over all numbers of yes, which is exact, no sample.
func TestPollCoverage(t *testing.T) {
	const n, level = 50, .95
	wilson, jeffreys, count := 0.0, 0.0, 0
	for p := .02; p < .99; p += .01 {
		for yes := int64(0); yes <= n; yes++ {
			likely := math.Exp(logChoose(n, yes) + float64(yes)*math.Log(p) + float64(n-yes)*math.Log(1-p))
			poll := demand.Poll{Asked: n, Yes: yes}
			if w := poll.Wilson(level); w.Low <= p && p <= w.High {
				wilson += likely
			}
			if j := poll.Jeffreys(level); j.Low <= p && p <= j.High {
				jeffreys += likely
			}
		}
		count++
	}
	assert.InDelta(t, level, wilson/float64(count), .01)
	assert.InDelta(t, level, jeffreys/float64(count), .01)
}

func logChoose(n, k int64) float64 {
	of := func(x int64) float64 { v, _ := math.Lgamma(float64(x + 1)); return v }
	return of(n) - of(k) - of(n-k)
}

func TestPollMerge(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	polls := make([]demand.Poll, 40)
	for i := range polls {
		p := &polls[i]
		p.Asked = r.Int64N(1000)
		p.Unanswered = r.Int64N(p.Asked + 1)
		p.Yes = r.Int64N(p.Answered() + 1)
		p.Voluntary = r.IntN(30) == 0
		if r.IntN(3) > 0 {
			p.First = time.Date(2026, 1, 1+r.IntN(300), 0, 0, 0, 0, time.UTC)
			p.Last = p.First.AddDate(0, 0, r.IntN(5))
		}
	}
	var whole demand.Poll
	for _, p := range polls {
		whole.Merge(p)
	}
	require.NoError(t, whole.Check())
	for range 50 {
		r.Shuffle(len(polls), func(i, k int) { polls[i], polls[k] = polls[k], polls[i] })
		cut := r.IntN(len(polls) + 1)
		var a, b demand.Poll
		for i, p := range polls {
			if i < cut {
				a.Merge(p)
			} else {
				b.Merge(p)
			}
		}
		b.Merge(a)
		require.Equal(t, whole, b)
	}
}

func TestPollString(t *testing.T) {
	assert.Equal(t, "12 of 100 (12.0 %)", demand.Poll{Asked: 100, Yes: 12}.String())
	assert.Equal(t, "12 of 100 (12.0 %), 5 did not answer, voluntary: intervals cover chance, not who chose to answer",
		demand.Poll{Asked: 105, Yes: 12, Unanswered: 5, Voluntary: true}.String())
	assert.Equal(t, "nobody answered", demand.Poll{}.String())
	assert.Equal(t, "more yes than people who answered", demand.Poll{Yes: 1}.String())
}

func TestReadPolls(t *testing.T) {
	const text = "\ufeff# of our readers\nDate;kind;of;among;asked;yes;unanswered;voluntary;note\n" +
		"2026-06-01;recognition;zinc oxide;diaper rash;400;40;12;no;by post\n" +
		"2026-06-02;suitability;\"Desitin\";;90;30;;yes\n" +
		"2026-06-02;suitability;Desitin;;90;91;;yes\n" +
		"June;suitability;Desitin;;90;1;;yes\n" +
		";fame;Desitin;;90;1;;yes\n" +
		";awareness;;;90;1;;yes\n" +
		";awareness;rash;;-3;1;;yes\n" +
		";awareness;rash;;1.5;1;;yes\n" +
		";awareness;rash;;9;1;;maybe\n" +
		";awareness;ra\"sh;;9;1;;no\n" +
		";awareness;rash\n" +
		";awareness;rash;;9;1\n"
	polls, err := demand.ReadPolls(strings.NewReader(text), "p.csv")
	day := func(d int) time.Time { return time.Date(2026, 6, d, 0, 0, 0, 0, time.UTC) }
	assert.Equal(t, []demand.Polled{
		{Aim: demand.Aim{Kind: demand.Recognition, Of: "zinc oxide", Among: "diaper rash"},
			Poll: demand.Poll{Asked: 400, Yes: 40, Unanswered: 12, First: day(1), Last: day(1)}},
		{Aim: demand.Aim{Kind: demand.Suitability, Of: "Desitin"},
			Poll: demand.Poll{Asked: 90, Yes: 30, Voluntary: true, First: day(2), Last: day(2)}},
		{Aim: demand.Aim{Of: "rash"}, Poll: demand.Poll{Asked: 9, Yes: 1}},
	}, polls)
	assert.Equal(t, strings.Join([]string{
		`p.csv:2:51: column "note": not one of the columns, passed over`,
		`p.csv:5:36: column "yes": more yes than people who answered: "91"`,
		`p.csv:6:1: column "date": no day, want one as 2026-12-31: "June"`,
		`p.csv:7:2: column "kind": want awareness, recognition or suitability: "fame"`,
		`p.csv:8:12: column "of": is empty`,
		`p.csv:9:18: column "asked": no number of people: "-3"`,
		`p.csv:10:18: column "asked": no number of people: "1.5"`,
		`p.csv:11:23: column "voluntary": want yes or no: "maybe"`,
		`p.csv:12:14: bare " in non-quoted-field`,
		`p.csv:13:12: column "asked": no number of people`,
	}, "\n"), err.Error())
	assert.Equal(t, "recognition of zinc oxide among diaper rash: 40 of 388 (10.3 %), 12 did not answer", polls[0].String())

	_, err = demand.ReadPolls(strings.NewReader("# ours\nkind,of,yes\n"), "p.csv")
	assert.EqualError(t, err, `p.csv:2:1: column "asked": no such column`)
	_, err = demand.ReadPolls(strings.NewReader("kind,of,asked,yes,volunteer\n"), "p.csv")
	assert.EqualError(t, err, `p.csv:1:1: column "voluntary": no such column`, "it is not taken for no")
	goals, err := demand.ReadGoals(strings.NewReader("kind,of,amoung,from,to\nawareness,rash,x,1%,2%\n"), "g.csv")
	assert.Len(t, goals, 1)
	assert.EqualError(t, err, `g.csv:1:9: column "amoung": not one of the columns, passed over`)
}
