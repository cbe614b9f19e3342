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

func forecast(t *testing.T, m trend.Method, h int, x ...float64) trend.Forecast {
	f := trend.Counts(time.January, x...).Forecast(trend.ForecastOptions{Method: m, Horizon: h})
	require.Len(t, f.Months, h, f.Why)
	return f
}

func middles(f trend.Forecast) (out []float64) {
	for _, p := range f.Months {
		out = append(out, p.Middle)
	}
	return out
}

func TestForecastPlain(t *testing.T) {
	assert.InDeltaSlice(t, []float64{118, 118, 118}, middles(forecast(t, trend.Naive, 3, air[:12]...)), 1e-9)
	assert.InDeltaSlice(t, air[:24], append(middles(forecast(t, trend.SeasonalNaive, 12, air[:12]...)), middles(forecast(t, trend.SeasonalNaive, 12, air[:24]...))...), 1e-9)
}

// The intervals of the naive forecast grow by the root of the months ahead, as in the
// textbook (fpp3, 5.5), of logarithms here.
func TestForecastNaiveWidth(t *testing.T) {
	f := forecast(t, trend.Naive, 12, air...)
	var sum float64
	for i := 1; i < len(air); i++ {
		sum += math.Pow(math.Log(air[i]/air[i-1]), 2)
	}
	sigma := math.Sqrt(sum / float64(len(air)-1))
	for h, p := range f.Months {
		assert.InDelta(t, 194*math.Exp(1.959963984540054*sigma*math.Sqrt(float64(h+1))), p.Within95.High, 1e-9)
		assert.InDelta(t, 194*math.Exp(-1.2815515655446004*sigma*math.Sqrt(float64(h+1))), p.Within80.Low, 1e-9)
	}
}

// Those of the seasonal naive forecast grow by the root of the years ahead.
func TestForecastSeasonalNaiveWidth(t *testing.T) {
	f := forecast(t, trend.SeasonalNaive, 13, air...)
	first, second := f.Months[0].Within95, f.Months[12].Within95
	assert.InDelta(t, math.Sqrt2, math.Log(second.High/second.Low)/math.Log(first.High/first.Low), 1e-9)
}

// Theta's forecast is the mean of that of the straight line and that of the smoothed
// line of twice the curvature (Assimakopoulos and Nikolopoulos 2000), whose first level
// is the one for which Hyndman and Billah (2003) show it to be smoothing with drift.
// Eleven months have no season to be taken out.
func TestForecastTheta(t *testing.T) {
	x := []float64{30, 50, 40, 60, 55, 80, 70, 95, 90, 120, 110}
	y := make([]float64, len(x))
	for i := range x {
		y[i] = math.Log(x[i])
	}
	a, b := line(y)
	alpha, l0 := rate(y), (y[0]+y[1]+y[2])/3
	level := 2*l0 - a
	for i, v := range y {
		level += alpha * (2*v - (a + b*float64(i)) - level)
	}
	f := forecast(t, trend.Theta, 6, x...)
	s := forecast(t, trend.Smoothing, 6, x...)
	c := forecast(t, trend.Combined, 6, x...)
	for h := range 6 {
		assert.InDelta(t, (a+b*float64(len(y)+h)+level)/2, math.Log(f.Months[h].Middle), 1e-9)
		assert.InDelta(t, math.Sqrt(f.Months[h].Middle*s.Months[h].Middle), c.Months[h].Middle, 1e-9)
	}
}

// line returns the line of least squares, by the normal equations.
func line(y []float64) (a, b float64) {
	var n, sx, sy, sxy, sxx float64
	for i, v := range y {
		x := float64(i)
		n, sx, sy, sxy, sxx = n+1, sx+x, sy+v, sxy+x*v, sxx+x*x
	}
	b = (n*sxy - sx*sy) / (n*sxx - sx*sx)
	return (sy - b*sx) / n, b
}

// rate returns the rate of smoothing with the least squares of errors.
func rate(y []float64) (alpha float64) {
	least := math.Inf(1)
	for k := 1; k <= 20; k++ {
		l, sum := (y[0]+y[1]+y[2])/3, 0.0
		for _, v := range y {
			sum += (v - l) * (v - l)
			l += float64(k) / 20 * (v - l)
		}
		if sum < least {
			least, alpha = sum, float64(k)/20
		}
	}
	return alpha
}

// statsmodels 0.15, of y = numpy.log(x) for the last eleven months of the first two years:
//
//	SimpleExpSmoothing(y, initialization_method="known", initial_level=y[:3].mean())
//	    .fit(smoothing_level=k/20, optimized=False)  # the k with the least .sse
func TestForecastSmoothingReference(t *testing.T) {
	for _, test := range []struct {
		x    []float64
		want float64
	}{
		{[]float64{120, 80, 100, 140, 90, 110, 70, 130, 100, 95, 105}, 99.8975140891895},
		{air[13:24], 139.99999999999994},
	} {
		assert.InEpsilon(t, test.want, forecast(t, trend.Smoothing, 1, test.x...).Months[0].Middle, 1e-9)
	}
}

// A series that only repeats its year is forecast as that year: the years agree.
func TestForecastSeason(t *testing.T) {
	year := []float64{100, 120, 150, 200, 320, 400, 500, 380, 260, 190, 140, 110}
	three := append(append(append([]float64{}, year...), year...), year...)
	f := forecast(t, trend.Smoothing, 18, three...)
	assert.InDelta(t, 1, f.Season, 1e-9)
	assert.InDeltaSlice(t, append(year[:12:12], year[:6]...), middles(f), 1e-6)
	assert.Equal(t, time.January, f.Months[0].Month)
	assert.Equal(t, time.June, f.Months[17].Month)
	assert.Zero(t, forecast(t, trend.Automatic, 1, three[:11]...).Season)
}

// How much of a season is believed: of one year by how smooth it is; of several by the
// formula of Spearman and Brown, here of years with a correlation that is known.
func TestForecastBelief(t *testing.T) {
	smooth := []float64{100, 120, 150, 200, 320, 400, 500, 380, 260, 190, 140, 110}
	jumps := []float64{100, 400, 120, 500, 110, 380, 150, 320, 100, 260, 140, 300}
	assert.Greater(t, forecast(t, trend.Automatic, 1, smooth...).Season, 0.85)
	assert.Less(t, forecast(t, trend.Automatic, 1, jumps...).Season, 0.1)

	// Logarithms of ±1 that agree in eight months of twelve, both years with the mean 0:
	// r = 4/12, and of two years 2·r/(1+r) = 1/2.
	a := []float64{1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1}
	b := []float64{-1, 1, 1, 1, 1, -1, 1, 1, -1, -1, -1, -1}
	var x []float64
	for _, v := range append(a, b...) {
		x = append(x, math.Exp(v))
	}
	assert.InDelta(t, 0.5, forecast(t, trend.Automatic, 1, x...).Season, 1e-9)
}

func TestForecastMethodByLength(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	x := make([]float64, 60)
	for i := range x {
		x[i] = 100 * math.Exp(0.1*r.NormFloat64())
	}
	for n, want := range map[int]trend.Method{6: trend.Smoothing, 11: trend.Smoothing, 12: trend.Combined, 60: trend.Combined} {
		f := forecast(t, trend.Automatic, 12, x[:n]...)
		assert.Equal(t, want, f.Method)
		assert.NotEmpty(t, f.Why)
	}
}

func TestForecastLittleKnown(t *testing.T) {
	nan := math.NaN()
	for _, m := range trend.Methods() {
		for name, s := range map[string]trend.Series{
			"nothing": {}, "five": trend.Counts(0, 1, 2, nan, 3, 4, 5), "zeros": trend.Counts(0, make([]float64, 12)...),
		} {
			f := s.Forecast(trend.ForecastOptions{Method: m})
			assert.Empty(t, f.Months, name)
			assert.NotEmpty(t, f.Why, name)
		}
	}
	f := trend.Counts(0, 1, 2, 3, 4, 5, 6).Forecast(trend.ForecastOptions{Method: trend.SeasonalNaive})
	assert.Empty(t, f.Months, "no month has one a year before")
}

// Laws: a forecast scales with its series, stands above zero within its intervals, the
// narrow one in the wide one, and does not depend on months before the first known.
func TestForecastLaws(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	for range 2000 {
		s := random(r, 6+r.IntN(60))
		for _, m := range trend.Methods() {
			f := s.Forecast(trend.ForecastOptions{Method: m, Horizon: 18})
			if len(f.Months) == 0 {
				continue
			}
			scaled, padded := trend.Series{}, trend.Series{Values: make([]trend.Value, 12)}
			for _, v := range s.Values {
				scaled.Values = append(scaled.Values, trend.Value{Low: 8 * v.Low, Middle: 8 * v.Middle, High: 8 * v.High, Known: v.Known})
			}
			padded.Values = append(padded.Values, s.Values...)
			g := scaled.Forecast(trend.ForecastOptions{Method: m, Horizon: 18})
			require.Equal(t, f, padded.Forecast(trend.ForecastOptions{Method: m, Horizon: 18}))
			for i, p := range f.Months {
				require.InEpsilon(t, 8*p.Middle, g.Months[i].Middle, 1e-6)
				require.Positive(t, p.Middle)
				if p.Within95.Known {
					require.InEpsilon(t, 8*p.Within95.High, g.Months[i].Within95.High, 1e-6)
					require.True(t, p.Within95.Low <= p.Within80.Low && p.Within80.Low <= p.Middle && p.Middle <= p.Within80.High && p.Within80.High <= p.Within95.High)
				}
			}
		}
	}
}

// A constant that was rounded is not known better than its rounding.
func TestForecastRounding(t *testing.T) {
	var s trend.Series
	for range 12 {
		s.Values = append(s.Values, trend.Value{Low: 4900, Middle: 5400, High: 6000, Known: true})
	}
	p := s.Forecast(trend.ForecastOptions{}).Months[0]
	assert.InDelta(t, 5400, p.Middle, 1e-6)
	assert.Less(t, p.Within95.Low, 4900.)
	assert.Greater(t, p.Within95.High, 6000.)
}

// A zero that may be up to nine searches counts as four and a half; one that is zero for
// sure as half the least number.
func TestForecastZero(t *testing.T) {
	s := trend.Counts(0, 10, 20, 10, 20, 10, 0)
	naive := trend.ForecastOptions{Method: trend.Naive, Horizon: 1}
	assert.InDelta(t, 5, s.Forecast(naive).Months[0].Middle, 1e-9)
	s.Values[5].High = 9
	assert.InDelta(t, 4.5, s.Forecast(naive).Months[0].Middle, 1e-9)
}

// Months without a number at the end are forecast too, and those between are filled.
func TestForecastGaps(t *testing.T) {
	nan := math.NaN()
	f := forecast(t, trend.SeasonalNaive, 3, append(append([]float64{}, air[:20]...), nan, nan)...)
	assert.InDeltaSlice(t, []float64{104, 118, 115}, middles(f), 1e-9) // of November, December 1949, January 1950
	assert.Equal(t, time.November, f.Months[0].Month)
	whole := forecast(t, trend.Smoothing, 6, 10, 20, 40, 80, 160, 320, 640)
	gap := forecast(t, trend.Smoothing, 6, 10, 20, 40, nan, 160, 320, 640)
	assert.InDelta(t, whole.Months[0].Middle, gap.Months[0].Middle, 1e-6)
}

// The interval of the mean is that of a new month around a mean of twelve (fpp3, 5.5).
func TestForecastMeanWidth(t *testing.T) {
	x := []float64{10, 20, 10, 20, 10, 20, 10, 20, 10, 20, 10, 20}
	p := forecast(t, trend.Mean, 2, x...).Months[1]
	assert.InDelta(t, math.Sqrt(200), p.Middle, 1e-9)
	assert.InDelta(t, 1.2815515655446004*math.Ln2/2*math.Sqrt(1+1./12), math.Log(p.Within80.High/p.Middle), 1e-9)
}

// Intervals are those measured for as many months as are known.
func TestForecastWidths(t *testing.T) {
	r := rand.New(rand.NewPCG(23, 24))
	x := make([]float64, 36)
	for i := range x {
		x[i] = 100 * math.Exp(0.1*r.NormFloat64())
	}
	for n, want := range map[int][2]float64{6: {2.25, 1.006}, 9: {1.66, 0.604}, 12: {1.99, 0.367}, 13: {1.13, 0.304}, 18: {1.25, 0.344}, 24: {0.89, 0.280}, 36: {0.66, 0.236}} {
		f := forecast(t, trend.Automatic, 4, x[:n]...)
		half := func(h int) float64 { return math.Log(f.Months[h-1].Within80.High / f.Months[h-1].Middle) }
		a, b := want[0], want[1]
		assert.InDelta(t, math.Sqrt((a+4*b)/(a+b)), half(4)/half(1), 1e-9, n)
	}
}

// Growth alone is no agreement of years.
func TestForecastGrowth(t *testing.T) {
	r := rand.New(rand.NewPCG(25, 26))
	x := make([]float64, 48)
	for i := range x {
		x[i] = 100 * math.Exp(0.1*float64(i)+0.1*r.NormFloat64())
	}
	assert.Less(t, forecast(t, trend.Automatic, 1, x...).Season, 0.5)
}

// One month after years without a number is not all that is known.
func TestForecastLongGap(t *testing.T) {
	s := trend.Series{Values: make([]trend.Value, 60)}
	for i, x := range []float64{10, 20, 40, 10, 30, 20} {
		s.Values[i] = trend.Exactly(x)
	}
	s.Values[59] = trend.Exactly(20)
	p := s.Forecast(trend.ForecastOptions{}).Months[0]
	assert.Greater(t, p.Within80.High, 1.5*p.Middle)
}

// TestForecastOfZeros: where every month is below a bound, those to come may be so too: an
// interval is never narrower than what rounding hides.
func TestForecastOfZeros(t *testing.T) {
	below := trend.Series{Values: slices.Repeat([]trend.Value{{Middle: 5, High: 10, Known: true}}, 24)}
	for _, months := range []int{6, 9, 12, 18, 24} {
		for _, m := range []trend.Method{trend.Automatic, trend.Naive, trend.SeasonalNaive, trend.Mean} {
			s := trend.Series{Values: below.Values[:months]}
			for _, p := range s.Forecast(trend.ForecastOptions{Method: m}).Months {
				if !p.Within95.Known {
					continue // too short for the method
				}
				assert.Less(t, p.Within95.Low, 2., "%s of %d", m, months)
				assert.Greater(t, p.Within95.High, 10., "%s of %d", m, months)
			}
		}
	}
}
