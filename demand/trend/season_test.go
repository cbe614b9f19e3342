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

func TestSeason(t *testing.T) {
	for _, test := range []struct {
		name   string
		first  time.Month
		year   []float64
		start  int
		month  time.Month
		months int
		share  float64
		answer trend.Answer
	}{
		{"one month", time.March, []float64{1, 1, 1, 1, 20, 1, 1, 1, 1, 1, 1, 1}, 4, time.July, 1, 20. / 31, trend.Yes},
		{"December and January", time.January, []float64{10, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 10}, 11, time.December, 2, 20. / 30, trend.Yes},
		{"three months, no calendar", 0, []float64{4, 4, 1, 1, 1, 1, 1, 1, 1, 1, 1, 4}, 11, 0, 3, 12. / 21, trend.Yes},
		{"half is not more than half", time.May, []float64{0, 3, 3, 3, 0, 3, 0, 3, 0, 3, 0, 0}, 1, time.June, 3, 0.5, trend.No},
		{"flat", time.May, slices.Repeat([]float64{7}, 12), 0, time.May, 3, 0.25, trend.No},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := trend.Counts(test.first, test.year...).Season()
			require.True(t, got.Known)
			assert.Equal(t, test.start, got.Start)
			assert.Equal(t, test.month, got.First)
			assert.Equal(t, test.months, got.Months)
			assert.InDelta(t, test.share, got.Share.Middle, 1e-12)
			assert.Equal(t, test.answer, got.Seasonal)
		})
	}
	assert.False(t, trend.Counts(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11).Season().Known, "eleven months are no year")
	assert.False(t, trend.Counts(0, make([]float64, 12)...).Season().Known, "no searches have no season")
}

// Bounds can leave open whether more than half is in the season.
func TestSeasonUndecided(t *testing.T) {
	s := trend.Counts(0, 1, 1, 1, 1, 9, 1, 1, 1, 1, 1, 1, 1)
	s.Values[4] = trend.Value{Low: 6, Middle: 9, High: 13, Known: true}
	got := s.Season()
	assert.Equal(t, trend.Undecided, got.Seasonal)
	assert.InDelta(t, 8./17, got.Share.Low, 1e-12)
	assert.InDelta(t, 15./24, got.Share.High, 1e-12)
}

func TestSeasonAt(t *testing.T) {
	x := trend.Counts(time.January, 10, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 10).Season()
	var got []trend.Place
	for i := range 12 {
		got = append(got, x.At(12+i, 2))
	}
	in, out, soon := trend.In, trend.Out, trend.Approaching
	assert.Equal(t, []trend.Place{in, out, out, out, out, out, out, out, out, soon, soon, in}, got)
	assert.Equal(t, in, x.At(-1, 0))
	assert.Equal(t, out, x.At(10, 0))
	assert.Equal(t, trend.Nowhere, trend.Season{}.At(3, 2))
}

// Whatever the true numbers are, shares and indices lie within their bounds, and a yes
// or no stays.
func TestSeasonBounds(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	answers := make(map[trend.Answer]int)
	for range 3000 {
		s := random(r, 12+r.IntN(30))
		if r.IntN(2) == 0 {
			for i := range s.Values {
				if i%12 < 2 {
					s.Values[i].High, s.Values[i].Middle, s.Values[i].Low = 3*s.Values[i].High, 3*s.Values[i].Middle, 3*s.Values[i].Low
				}
			}
		}
		is := truth(r, s)
		got, want := s.Season(), is.Season()
		if got.Known && want.Known {
			answers[got.Seasonal]++
			if got.Seasonal != trend.Undecided {
				require.Equal(t, got.Seasonal, want.Seasonal)
			}
			share := share(is, got)
			require.LessOrEqual(t, got.Share.Low, share+1e-12)
			require.GreaterOrEqual(t, got.Share.High, share-1e-12)
		}
		a, b := s.Indices(), is.Indices()
		if a.Method == b.Method {
			for m := range a.Index {
				require.LessOrEqual(t, a.Index[m].Low, b.Index[m].Middle+1e-12)
				require.GreaterOrEqual(t, a.Index[m].High, b.Index[m].Middle-1e-12)
			}
		}
	}
	assert.Len(t, answers, 3, "each answer occurs")
}

// share returns the part of the mean year that is in a season.
func share(s trend.Series, x trend.Season) float64 {
	var sum, n [12]float64
	for i, v := range s.Values {
		if v.Known {
			sum[i%12] += v.Middle
			n[i%12]++
		}
	}
	var in, all float64
	for m := range sum {
		all += sum[m] / n[m]
		if (m-x.Start+12)%12 < x.Months {
			in += sum[m] / n[m]
		}
	}
	return in / all
}

// statsmodels 0.15: seasonal_decompose(x, model="multiplicative", period=12).seasonal[:12]
func TestIndicesReference(t *testing.T) {
	for years, want := range map[int][]float64{
		2: {0.885377815, 0.956702662, 1.0560479001, 0.9999918086, 0.919180306, 1.0851340318, 1.179508601, 1.1752602072, 1.0739905029, 0.9351739242, 0.8146550169, 0.9189772244},
		4: {0.913765833, 0.954163115, 1.0585856681, 0.9793517704, 0.9653122469, 1.0832871988, 1.1822264911, 1.169258281, 1.0686035152, 0.9154047383, 0.7952962943, 0.9147448481},
	} {
		got := trend.Counts(time.January, air[:12*years]...).Indices()
		assert.Equal(t, trend.RatioToMovingAverage, got.Method)
		for m := range want {
			assert.InDelta(t, want[m], got.Index[m].Middle, 1e-9)
		}
	}
	one := trend.Counts(time.January, air[:12]...).Indices()
	assert.Equal(t, trend.RatioToMean, one.Method)
	assert.InDelta(t, 112*12/1520., one.Index[0].Middle, 1e-12)
	assert.Equal(t, trend.NoIndices, trend.Counts(0, air[:11]...).Indices().Method)
}

// SciPy 1.17, on the logarithms less what a month changes by a year in the median:
//
//	y = numpy.log(x); d = numpy.median(y[12:] - y[:-12])/12; k = len(y)//12
//	q = scipy.stats.friedmanchisquare(*(y.reshape(k, 12) - d*numpy.arange(12)).T).statistic
//	scipy.stats.f.sf((k-1)*q/(k*11-q), 11, 11*(k-1))
func TestSeasonTestReference(t *testing.T) {
	ties := []float64{20, 30, 30, 20, 10, 20, 30, 40, 50, 30, 20, 20, 30, 20, 30, 20, 20, 20, 10, 40, 40, 40, 20, 30}
	for _, test := range []struct {
		x    []float64
		q, p float64
	}{
		{air[:24], 20.538461538461547, 6.195098674306405e-05},
		{air, 41.65384615384616, 8.911921607319344e-18},
		{ties, 16.649805447470822, 0.036300086110370756},
	} {
		got := trend.Counts(0, test.x...).SeasonTest()
		assert.Equal(t, len(test.x)/12, got.Years)
		assert.InDelta(t, test.q, got.Statistic, 1e-9)
		assert.InEpsilon(t, test.p, got.P, 1e-6)
	}
	assert.False(t, trend.Counts(0, air[:23]...).SeasonTest().Known, "one year cannot tell")
	gap := trend.Counts(0, air...)
	gap.Values[20] = trend.Value{}
	assert.Equal(t, 2, gap.SeasonTest().Years, "the years after the gap")
	flat := trend.Counts(0, slices.Repeat([]float64{3}, 24)...).SeasonTest()
	assert.Equal(t, trend.SeasonTest{Known: true, Years: 2, P: 1}, flat)
}

// Where there is no season the test finds one in as many cases as its P says, and a
// trend is none.
func TestSeasonTestSize(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for _, years := range []int{2, 3, 5} {
		const runs = 4000
		found := 0
		for range runs {
			x := make([]float64, 12*years)
			for i := range x {
				x[i] = math.Pow(1.03, float64(i)) * (1000 + 100*r.NormFloat64())
			}
			if trend.Counts(0, x...).SeasonTest().P < 0.1 {
				found++
			}
		}
		assert.InDelta(t, 0.1, float64(found)/runs, 0.025, years)
	}
}
