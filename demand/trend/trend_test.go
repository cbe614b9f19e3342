package trend_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/demand/trend"
)

// air is the first four years of Box and Jenkins' Series G: thousands of airline
// passengers a month from January 1949.
var air = []float64{
	112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118,
	115, 126, 141, 135, 125, 149, 170, 170, 158, 133, 114, 140,
	145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166,
	171, 180, 193, 181, 183, 218, 230, 242, 209, 191, 172, 194,
}

// falling is a year of numbers rounded to the ladder, with ties.
var falling = []float64{1900, 1900, 2400, 1900, 1600, 1300, 1300, 1000, 1000, 880, 1000, 720}

// S, p and slope of tests are those of pymannkendall 1.4.3, where
//
//	x = numpy.array(…, float)
//	mk.original_test(x); mk.seasonal_test(x, period=12)  # s, p, slope (a year of the second)
//
// and, where no two values compared are equal, of SciPy 1.17:
//
//	scipy.stats.kendalltau(range(len(x)), x, method="exact").pvalue
func TestTrendReference(t *testing.T) {
	for _, test := range []struct {
		name  string
		x     []float64
		test  trend.Test
		s     int
		p     float64
		slope float64
	}{
		{"ties", falling, trend.MannKendall, -53, 0.00027502227974829374, -122.85714285714286},
		{"one year, ties", air[:12], trend.MannKendall, 4, 0.8362505262545823, 0.22916666666666666},
		{"four years, ties or many pairs", air, trend.SeasonalMannKendall, 72, 3.3517633113433476e-12, 2.1180555555555554},
		{"ten, exact", []float64{3, 1, 4, 2, 5, 7, 6, 9, 8, 10}, trend.MannKendall, 35, 0.0009463183421516755, 1},
		{"four, exact", []float64{2, 1, 3, 4}, trend.MannKendall, 4, 0.3333333333333333, 0.8333333333333333},
		{"twelve, exact", []float64{12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, trend.MannKendall, 44, 0.0018032758136924804, 1},
		{"six, exact", []float64{5, 3, 1, 2, 4, 6}, trend.MannKendall, 3, 0.7194444444444444, 0.3333333333333333},
		// Hollander and Wolfe, Nonparametric Statistical Methods, Example 8.1 (tuna,
		// in the order of the Hunter L measure): K = 16; R's cor.test prints 0.1194.
		{"Hollander and Wolfe 8.1", []float64{2.5, 4.0, 2.6, 3.6, 2.8, 3.1, 5.2, 5.0, 3.8}, trend.MannKendall, 16, 0.11944, 0.1833333333333333},
		// Ibidem, Example 9.1 (cloud seeding): C = -6, P = 0.117 on one side, slope -0.056.
		{"Hollander and Wolfe 9.1", []float64{1.26, 1.27, 1.12, 1.16, 1.03}, trend.MannKendall, -6, 0.23333333333333334, -0.05625},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := trend.Counts(0, test.x...).Trend(nil)
			assert.Equal(t, test.test, got.Test)
			assert.Equal(t, test.s, got.S)
			tolerance := 1e-12
			if len(test.x) == 9 {
				tolerance = 5e-5 // as printed
			}
			assert.InDelta(t, test.p, got.P, tolerance)
			assert.InDelta(t, test.slope, got.Slope.Middle, 1e-12)
			assert.Equal(t, got.Slope.Low, got.Slope.High, "counted numbers have no bounds around them")
		})
	}
}

// Two years of twelve months are twelve pairs, whose S has a binomial distribution: the
// passengers of all twelve months grew.
func TestTrendTwoYears(t *testing.T) {
	got := trend.Counts(time.January, air[:24]...).Trend(nil)
	assert.Equal(t, trend.SeasonalMannKendall, got.Test)
	assert.Equal(t, 12, got.Pairs)
	assert.Equal(t, 12, got.S)
	assert.InDelta(t, 2*math.Pow(0.5, 12), got.P, 1e-15)
	// numpy.expm1(numpy.median(numpy.log(x[12:]/x[:12])))
	assert.InDelta(t, 0.09992229717787786, got.Growth.Middle, 1e-12)
}

// SciPy 1.17: scipy.stats.theilslopes(x, numpy.arange(len(x)), 0.95); without ties its
// ranks are these, where they are whole.
func TestTrendConfidence(t *testing.T) {
	x := []float64{12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}
	got := trend.Counts(0, x...).Trend(nil)
	assert.LessOrEqual(t, got.Slope.From, got.Slope.Middle)
	assert.LessOrEqual(t, got.Slope.Middle, got.Slope.To)
	// The ranks: C = 1.96 · sqrt(12·11·29/18) = 28.6 of 66 slopes; from rank 18, to 49.
	slopes := pairSlopes(x)
	assert.Equal(t, slopes[17], got.Slope.From)
	assert.Equal(t, slopes[48], got.Slope.To)
	few := trend.Counts(0, 1, 2, 3, 4).Trend(nil)
	assert.True(t, math.IsInf(few.Slope.From, -1) && math.IsInf(few.Slope.To, 1), "four months are too few for an interval")
}

func pairSlopes(x []float64) []float64 {
	var out []float64
	for i := range x {
		for j := i + 1; j < len(x); j++ {
			out = append(out, (x[j]-x[i])/float64(j-i))
		}
	}
	slices.Sort(out)
	return out
}

// In 95 of 100 samples or a few more the interval has the slope of the process: ranks are
// whole, and rounded outwards.
func TestTrendConfidenceCovers(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	const runs = 4000
	inside := 0
	var scratch trend.Scratch
	for range runs {
		x := make([]float64, 16)
		for i := range x {
			x[i] = 1000 + 3*float64(i) + 20*r.NormFloat64()
		}
		if e := trend.Counts(0, x...).Trend(&scratch).Slope; e.From <= 3 && 3 <= e.To {
			inside++
		}
	}
	assert.InDelta(t, 0.96, float64(inside)/runs, 0.015)
}

// The exact p-value is the part of all orders whose S is as far from zero.
func TestTrendExactBruteForce(t *testing.T) {
	for n := trend.Least; n <= 7; n++ {
		counts := make(map[int]int)
		var all [][]float64
		permute(n, func(x []float64) {
			all = append(all, slices.Clone(x))
			counts[sign(x)]++
		})
		for _, x := range all {
			s := sign(x)
			as := 0
			for other, c := range counts {
				if max(other, -other) >= max(s, -s) {
					as += c
				}
			}
			got := trend.Counts(0, x...).Trend(nil)
			require.Equal(t, s, got.S)
			require.InDelta(t, float64(as)/float64(len(all)), got.P, 1e-12, x)
		}
	}
}

func sign(x []float64) (s int) {
	for i := range x {
		for _, v := range x[i+1:] {
			if v > x[i] {
				s++
			} else if v < x[i] {
				s--
			}
		}
	}
	return s
}

func permute(n int, yield func([]float64)) {
	x := make([]float64, n)
	for i := range x {
		x[i] = float64(i + 1)
	}
	var walk func(int)
	walk = func(k int) {
		if k == n {
			yield(x)
			return
		}
		for i := k; i < n; i++ {
			x[k], x[i] = x[i], x[k]
			walk(k + 1)
			x[k], x[i] = x[i], x[k]
		}
	}
	walk(0)
}

// random returns a series of rounded numbers, with months missing and zeros.
func random(r *rand.Rand, n int) trend.Series {
	s := trend.Series{Values: make([]trend.Value, n)}
	for i := range s.Values {
		if r.IntN(8) == 0 {
			continue
		}
		x := math.Floor(math.Exp(6*r.Float64())) - 1
		s.Values[i] = trend.Value{Low: math.Floor(0.9 * x), Middle: x, High: math.Ceil(1.1*x) + 1, Known: true}
	}
	return s
}

// truth returns a series of numbers that the bounds allow.
func truth(r *rand.Rand, s trend.Series) trend.Series {
	out := trend.Series{First: s.First, Values: make([]trend.Value, len(s.Values))}
	for i, v := range s.Values {
		if v.Known {
			out.Values[i] = trend.Exactly(math.Round(v.Low + r.Float64()*(v.High-v.Low)))
		}
	}
	return out
}

// Whatever the true numbers are, bounds hold them.
func TestTrendBounds(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var scratch trend.Scratch
	for range 10000 {
		s := random(r, 4+r.IntN(32))
		got := s.Trend(&scratch)
		if got.Test == trend.NoTest {
			continue
		}
		is := truth(r, s).Trend(&scratch)
		require.LessOrEqual(t, got.Slope.Low, is.Slope.Middle)
		require.GreaterOrEqual(t, got.Slope.High, is.Slope.Middle)
		require.LessOrEqual(t, got.Slope.FromLeast, is.Slope.From)
		require.GreaterOrEqual(t, got.Slope.ToMost, is.Slope.To)
		require.LessOrEqual(t, got.SLow, is.S)
		require.GreaterOrEqual(t, got.SHigh, is.S)
		require.GreaterOrEqual(t, got.PMost, is.P)
		require.GreaterOrEqual(t, got.PMost, got.P)
		if got.Growth.Known && is.Growth.Known {
			require.LessOrEqual(t, got.Growth.Low, is.Growth.Middle+1e-12)
			require.GreaterOrEqual(t, got.Growth.High, is.Growth.Middle-1e-12)
		}
	}
}

func TestTrendLaws(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 2000 {
		s := random(r, 4+r.IntN(30))
		got := s.Trend(nil)
		if got.Test == trend.NoTest {
			require.Less(t, s.Known(), trend.Least)
			continue
		}
		scaled, reversed := trend.Series{}, trend.Series{}
		for _, v := range s.Values {
			scaled.Values = append(scaled.Values, trend.Value{Low: 4 * v.Low, Middle: 4 * v.Middle, High: 4 * v.High, Known: v.Known})
			reversed.Values = append(reversed.Values, v)
		}
		slices.Reverse(reversed.Values)
		four := scaled.Trend(nil)
		require.Equal(t, 4*got.Slope.Middle, four.Slope.Middle)
		require.Equal(t, 4*got.Slope.High, four.Slope.High)
		require.Equal(t, got.P, four.P)
		require.Equal(t, got.PMost, four.PMost)
		if got.Growth.Known {
			require.InDelta(t, got.Growth.Middle, four.Growth.Middle, 1e-9*(1+got.Growth.Middle))
		}
		back := reversed.Trend(nil)
		require.Equal(t, -got.S, back.S)
		require.Equal(t, -got.SLow, back.SHigh)
		require.InDelta(t, got.P, back.P, 1e-15)
		require.Equal(t, -got.Slope.Low, back.Slope.High)
		require.InDelta(t, -got.Slope.Middle, back.Slope.Middle, 1e-12)
	}
}

// A season that comes back is no trend, and a trend below it is found.
func TestTrendSeason(t *testing.T) {
	var same, growing []float64
	for i := range 24 {
		x := math.Round(1000 + 900*math.Sin(2*math.Pi*float64(i%12)/12))
		same, growing = append(same, x), append(growing, x+float64(i))
	}
	assert.Equal(t, 1.0, trend.Counts(0, same...).Trend(nil).PMost)
	assert.Less(t, trend.Counts(0, growing...).Trend(nil).P, 0.001)
	assert.InDelta(t, 1, trend.Counts(0, growing...).Trend(nil).Slope.Middle, 1e-9)
}

func TestTrendLittleKnown(t *testing.T) {
	nan := math.NaN()
	for name, s := range map[string]trend.Series{
		"nothing": {}, "three": trend.Counts(0, 1, 2, 3), "gaps": trend.Counts(0, 1, nan, -1, 4, 5, nan),
	} {
		assert.Equal(t, trend.NoTest, s.Trend(nil).Test, name)
		assert.False(t, s.Trend(nil).Slope.Known, name)
	}
	flat := trend.Counts(0, 7, 7, 7, 7, 7).Trend(nil)
	assert.Equal(t, 1.0, flat.P)
	assert.Equal(t, 0.0, flat.Slope.Middle)
	zeros := trend.Counts(0, 0, 0, 0, 0, 5).Trend(nil)
	assert.Equal(t, 0.0, zeros.Growth.Middle, "no growth from zero to zero")
	appears := trend.Counts(0, 0, 0, 0, 5, 6, 7).Trend(nil)
	assert.False(t, appears.Growth.Known, "growth from nothing has no rate")
	assert.Positive(t, appears.Slope.Middle)
	open := trend.Series{Values: slices.Repeat([]trend.Value{{Low: 1e6, Middle: 1e6, High: math.Inf(1), Known: true}}, 5)}.Trend(nil)
	assert.Equal(t, 1.0, open.PMost)
	assert.True(t, math.IsInf(open.Slope.High, 1) && math.IsInf(open.Slope.Low, -1))
}

// A million series cost no memory each.
func TestTrendAllocates(t *testing.T) {
	s := trend.Counts(0, air[:24]...)
	var scratch trend.Scratch
	s.Trend(&scratch)
	assert.Zero(t, testing.AllocsPerRun(100, func() { s.Trend(&scratch) }))
}

// TestTested: the test alone says what the trend says of it.
func TestTested(t *testing.T) {
	var scratch trend.Scratch
	for _, s := range many(24) {
		want := s.Trend(nil)
		want.Slope, want.Growth = trend.Estimate{}, trend.Estimate{}
		assert.Equal(t, want, s.Tested(&scratch))
	}
	assert.Equal(t, trend.NoTest, trend.Counts(1, 5, 6).Tested(nil).Test)
}
