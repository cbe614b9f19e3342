package demand_test

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/demand"
)

// A law draws how often keywords are searched.
type law struct {
	name string
	draw func(r *rand.Rand) float64
}

func pareto(index float64) law {
	return law{fmt.Sprintf("Pareto, index %g", index), func(r *rand.Rand) float64 {
		return math.Pow(1-r.Float64(), -1/index)
	}}
}

func lognormal(median, sigma float64) law {
	return law{fmt.Sprintf("lognormal, median %g, σ %g", median, sigma), func(r *rand.Rand) float64 {
		return median * math.Exp(sigma*r.NormFloat64())
	}}
}

func uniform(most float64) law {
	return law{fmt.Sprintf("uniform to %g", most), func(r *rand.Rand) float64 { return most * r.Float64() }}
}

var searchLaws = []law{pareto(.6), pareto(1), pareto(1.5), pareto(2), lognormal(100, 2), lognormal(300, 1.5), uniform(1000), uniform(200_000)}

// largest is the largest number that is drawn, that the ladder and the buckets still print.
const largest = 9_000_000

// A printer shows a number as a source would.
type printer struct {
	name string
	show func(r *rand.Rand, n int64) demand.Volume
}

var steps = func() (all []int64) {
	for n := range int64(largest + 1) {
		if n%10 == 0 && demand.OnLadder(n) {
			all = append(all, n)
		}
	}
	return append(all, 9_140_000)
}()

// printers show numbers on the ladder, with what is below ten as 0 or as what is nearest,
// in buckets, and each in another way.
var printers = []printer{
	{"ladder", onLadder},
	{"nearest", func(r *rand.Rand, n int64) demand.Volume {
		if 5 <= n && n < 10 {
			return demand.Round(10)
		}
		return onLadder(r, n)
	}},
	{"buckets", inBucket},
	{"mixed", func(r *rand.Rand, n int64) demand.Volume {
		switch r.IntN(6) {
		case 0:
			return demand.Volume{}
		case 1:
			return demand.Count(n)
		case 2:
			v := inBucket(r, n)
			return demand.Between(v.Low, v.High)
		case 3:
			return inBucket(r, n)
		default:
			return onLadder(r, n)
		}
	}},
}

func onLadder(r *rand.Rand, n int64) demand.Volume {
	i, on := slices.BinarySearch(steps, n)
	if !on {
		i--
		if i+1 < len(steps) && n >= 10 && 2*n >= steps[i]+steps[i+1] {
			i++
		}
	}
	return demand.Round(steps[i])
}

func inBucket(r *rand.Rand, n int64) demand.Volume {
	for low := int64(1_000_000); low >= 10; low /= 10 {
		if n >= low {
			v, _ := demand.InBucket(5 * low)
			return v
		}
	}
	v, _ := demand.InBucket(0)
	return v
}

// A sample is a simulated set of keywords with what is true of it.
type sample struct {
	terms []demand.Term // with their volumes
	each  []int64       // their true searches
	sum   demand.Sum
	true  int64 // searches of all whose volume is known
}

func draw(r *rand.Rand, l law, p printer, n int) (s sample) {
	for range n {
		x := l.draw(r)
		for ; x > largest; x = l.draw(r) {
		}
		n := int64(math.Round(x))
		v := p.show(r, n)
		s.terms, s.each = append(s.terms, demand.Term{Volume: v}), append(s.each, n)
		s.sum.Add(v)
		if v.Known() {
			s.true += n
		}
	}
	return s
}

// A coverage is how often bounds of a level held the truth.
type coverage struct {
	in, of      [len(levels)]int
	width, hard float64 // of the last level
}

var levels = [...]float64{.5, .8, .95}

func (c *coverage) count(level int, in bool) {
	c.of[level]++
	if in {
		c.in[level]++
	}
}

// require requires each level, but for chance: one in a thousand below it.
func (c *coverage) require(t *testing.T, of string) {
	t.Helper()
	for i, level := range levels {
		n := float64(c.of[i])
		assert.GreaterOrEqual(t, float64(c.in[i]), n*level-3.1*math.Sqrt(n*level*(1-level)), "%s: %g of %d", of, level, c.of[i])
	}
}

func (c *coverage) String() string {
	s := ""
	for i := range levels {
		s += fmt.Sprintf(" %.3f", float64(c.in[i])/float64(c.of[i]))
	}
	return s + fmt.Sprintf(" %.2f", c.width/c.hard)
}

// TestLikely simulates 10,080 markets of two parts each. Hard bounds hold the truth of
// each, likely ones in at least the stated part of those of each law and size. The table
// (go test -v -run TestLikely) has the part at each level, and how wide the likely bounds
// of the last are, of the hard ones.
func TestLikely(t *testing.T) {
	r := rand.New(rand.NewPCG(2026, 7))
	for _, l := range searchLaws {
		for _, n := range []int{1, 2, 5, 20, 200} {
			var sums, shares, drops coverage
			for _, p := range printers {
				for range 63 {
					a, b := draw(r, l, p, n), draw(r, l, p, n)
					likelySum(t, &sums, a)
					likelySum(t, &sums, b)
					likelyShare(t, &shares, &drops, a, b)
					if n <= 20 {
						places(t, a)
					}
				}
			}
			name := fmt.Sprintf("%-26s %4d", l.name, n)
			sums.require(t, name)
			shares.require(t, name+" shares")
			drops.require(t, name+" drops")
			t.Log(name, &sums, "  shares", &shares)
		}
	}
}

// likelySum counts whether the bounds of a sum hold.
func likelySum(t *testing.T, c *coverage, s sample) {
	require.True(t, s.sum.Low <= s.true && s.true <= s.sum.High, "%d in %+v", s.true, s.sum)
	before := demand.Sum{Low: math.MaxInt64}
	for i, level := range levels {
		likely := s.sum.Likely(level)
		c.count(i, likely.Low <= s.true && s.true <= likely.High)
		require.True(t, s.sum.Low <= likely.Low && likely.Low <= likely.High && likely.High <= s.sum.High, "%+v in %+v", likely, s.sum)
		require.True(t, likely.Low <= before.Low && likely.High >= before.High, "wider with the level")
		require.Equal(t, []int{s.sum.Known, s.sum.Unknown}, []int{likely.Known, likely.Unknown})
		before = likely
	}
	c.width += float64(before.High - before.Low)
	c.hard += float64(s.sum.High - s.sum.Low)
}

// likelyShare counts whether the bounds of the share of one part, and of the drop to the
// other, hold.
func likelyShare(t *testing.T, shares, drops *coverage, a, b sample) {
	share, drop := float64(a.true)/float64(a.true+b.true), 1-float64(b.true)/float64(a.true)
	const eps = 1e-12
	if f := demand.Share(a.sum, b.sum); f.Known && a.true+b.true > 0 {
		require.True(t, f.Low-eps <= share && share <= f.High+eps, "%g in %+v", share, f)
		for i, level := range levels {
			f := demand.LikelyShare(a.sum, b.sum, level)
			shares.count(i, f.Known && f.Low-eps <= share && share <= f.High+eps)
			if i == len(levels)-1 {
				shares.width += f.High - f.Low
			}
		}
		shares.hard += f.High - f.Low
	}
	if f := demand.Drop(a.sum, b.sum); f.Known {
		require.True(t, f.Low-eps <= drop && drop <= f.High+eps, "%g in %+v", drop, f)
		for i, level := range levels {
			f := demand.LikelyDrop(a.sum, b.sum, level)
			drops.count(i, f.Known && f.Low-eps <= drop && drop <= f.High+eps)
		}
	}
}

// places requires that the true place of each keyword is among those that it can have.
func places(t *testing.T, s sample) {
	r := demand.Report{Terms: s.terms}
	for _, ranking := range r.Rank(demand.ByVolume) {
		for i, x := range ranking.Terms {
			if !x.Volume.Known() {
				continue
			}
			ahead, notBehind := 0, 0
			for k, y := range s.each {
				if s.terms[k].Volume.Known() && y > s.each[i] {
					ahead++
				}
				if s.terms[k].Volume.Known() && y >= s.each[i] {
					notBehind++
				}
			}
			require.LessOrEqual(t, x.Best, ahead+1)
			require.GreaterOrEqual(t, x.Worst, notBehind)
		}
	}
}

// TestLikelyAtItsWorst: the laws between which all others are on given bounds, equal chance
// and the cube, with volumes of one size and with one that outweighs the rest.
func TestLikelyAtItsWorst(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	equal := func(v demand.Volume) int64 { return v.Low + r.Int64N(v.High-v.Low+1) }
	cube := func(v demand.Volume) int64 { // of real numbers, by its inverse
		a, b := float64(v.Low), float64(v.High)
		return int64(a / math.Sqrt(1-r.Float64()*(1-a*a/(b*b))))
	}
	bucket, _ := demand.InBucket(5000)
	ten := coverage{} // what is printed as 10 where all below is printed as 0
	for range 2000 {
		var s sample
		for range 50 {
			s.sum.Add(demand.Round(10))
			s.true += 10 + r.Int64N(6)
		}
		likelySum(t, &ten, s)
	}
	ten.require(t, "10 to 15")
	for name, law := range map[string]func(demand.Volume) int64{"equal": equal, "cube": cube} {
		for _, bounds := range []demand.Volume{demand.Between(1, 2), demand.Between(5, 9), demand.Between(1e6, 1e6+200), demand.Round(5400), demand.Between(1000, 1999), bucket} {
			for _, sizes := range [][]int64{{1}, {1, 1}, {1, 1, 1, 1, 1}, {9, 1, 1}, {20, 1, 1, 1, 1, 1, 1, 1, 1, 1}, make([]int64, 50)} {
				var c coverage
				for range 4000 {
					s := sample{}
					for _, size := range sizes {
						v := demand.Between(bounds.Low*max(size, 1), bounds.High*max(size, 1))
						s.true += law(v)
						s.sum.Add(v)
					}
					likelySum(t, &c, s)
				}
				c.require(t, fmt.Sprint(name, bounds, sizes))
			}
		}
	}
}

// TestFewVolumes holds the bounds of one and of two volumes of equal chance against the laws
// that these have, a flat and a triangular one.
func TestFewVolumes(t *testing.T) {
	const low, wide = 1e9, 2001 // so that the harmonic mean is the middle but for a part of a search
	var one, two demand.Sum
	one.Add(demand.Between(low, low+wide-1))
	two.Add(demand.Between(low, low+wide-1))
	two.Merge(two)
	for level := .01; level < 1; level += .01 {
		middle := func(s demand.Sum) float64 { return float64(s.Low)/2 + float64(s.High)/2 }
		assert.GreaterOrEqual(t, float64(one.Likely(level).High), min(middle(one)+level*wide/2, float64(one.High)), level)
		assert.GreaterOrEqual(t, float64(two.Likely(level).High), min(middle(two)+(1-math.Sqrt(1-level))*wide, float64(two.High)), level)
		if level > .5 {
			assert.Less(t, float64(two.Likely(level).High), middle(two)+(1-math.Sqrt(1-level))*wide*1.25, level)
		}
	}
}

// TestLeastMean: at level 0 the bounds are the means of the two laws on whole numbers,
// summed number by number.
func TestLeastMean(t *testing.T) {
	for _, bounds := range [][2]int64{{0, 1}, {0, 9}, {1, 2}, {5, 15}, {10, 100}, {450, 550}, {1000, 1999}, {1, 5000}} {
		var s demand.Sum
		const times = 1000 // so that what is rounded to whole searches is little of it
		for range times {
			s.Add(demand.Between(bounds[0], bounds[1]))
		}
		cubes, squares := 0.0, 0.0
		for k := max(bounds[0], 1); k <= bounds[1]; k++ {
			x := float64(k)
			cubes += 1 / (x * x * x)
			squares += 1 / (x * x)
		}
		least := squares / cubes
		if bounds[0] == 0 {
			least = 0 // all are at 0
		}
		likely := s.Likely(0)
		assert.LessOrEqual(t, float64(likely.Low)/times, least, bounds)
		a, b := max(float64(bounds[0])-.5, 0), float64(bounds[1])+.5
		assert.GreaterOrEqual(t, float64(likely.Low)/times, 2*a*b/(a+b)-.1, bounds)
		assert.Equal(t, (bounds[0]+bounds[1])*times/2, likely.High, bounds)
	}
}

// TestLikelyEdges: what has no likely bounds keeps its hard ones, and nothing overflows.
func TestLikelyEdges(t *testing.T) {
	sum := func(volumes ...demand.Volume) (s demand.Sum) {
		for _, v := range volumes {
			s.Add(v)
		}
		return s
	}
	bucket, _ := demand.InBucket(50)
	bounds := func(s demand.Sum) []int64 { return []int64{s.Low, s.High} }
	for _, level := range []float64{1, 2, math.Inf(1), math.NaN(), math.Nextafter(1, 0)} {
		assert.Equal(t, []int64{20, 200}, bounds(sum(bucket, bucket).Likely(level)), level)
	}
	for _, level := range []float64{0, -1, math.Inf(-1)} {
		assert.Equal(t, []int64{34, 110}, bounds(sum(bucket, bucket).Likely(level)), level)
	}
	assert.Equal(t, demand.Sum{}, demand.Sum{}.Likely(.5))
	assert.Equal(t, sum(demand.Count(7), demand.Volume{}), sum(demand.Count(7), demand.Volume{}).Likely(.5))
	assert.Equal(t, demand.Sum{Low: 1, High: 9, Known: 2}, demand.Sum{Low: 1, High: 9, Known: 2}.Likely(.5), "not added up of volumes")
	several := demand.Volume{Low: 10, High: 300, Number: 50, Reading: demand.Bucket}
	assert.Equal(t, []int64{10, 300}, bounds(sum(several).Likely(.5)), "two readings")
	several = demand.Volume{Low: 45, High: 120, Number: 50, Reading: demand.Rounded}
	assert.Equal(t, []int64{45, 120}, bounds(sum(several).Likely(.5)), "two readings")
	open := sum(bucket, bucket, demand.Between(5, demand.Unbounded))
	assert.Equal(t, []int64{39, demand.Unbounded}, bounds(open.Likely(0)), "the lower bound is likely, the upper is not there")

	var large demand.Sum
	for range 3_000_000 {
		large.Add(demand.Between(0, demand.MaxSearches))
	}
	likely := large.Likely(.95)
	assert.Equal(t, int64(0), likely.Low)
	assert.True(t, 15e17 <= likely.High && likely.High < 30e17, "what makes it narrower has its limit, and stays on its side: %d", likely.High)
	for range 43 { // which is wider than any number
		large.Merge(large)
	}
	assert.Equal(t, []int64{0, demand.Unbounded}, bounds(large.Likely(.95)))
	assert.Equal(t, []int64{0, demand.Unbounded}, bounds(large.Likely(math.Nextafter(1, 0))))
}

// TestLikelyExact holds spreads of large volumes against whole numbers of any size.
func TestLikelyExact(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	for range 2000 {
		a := r.Int64N(demand.MaxSearches)
		b := a + 1 + r.Int64N(demand.MaxSearches-a)
		var s demand.Sum
		s.Add(demand.Between(a, b))
		// (b−a)/2 − (b−a+1)²/(2(a+b)) in sixteenths, rounded down
		w := big.NewInt(b - a + 1)
		lean := new(big.Int).Mul(w, w)
		lean.Mul(lean, big.NewInt(8))
		lean, rest := lean.QuoRem(lean, big.NewInt(a+b), new(big.Int))
		if rest.Sign() > 0 {
			lean.Add(lean, big.NewInt(1))
		}
		up := max(8*(b-a)-lean.Int64(), 0) / 16
		require.Equal(t, a+up, s.Likely(0).Low)
		require.Equal(t, b-(b-a)/2, s.Likely(0).High)
	}
}

// TestAddTerm: what is likely of a term is that of the keywords that it adds up.
func TestAddTerm(t *testing.T) {
	bucket, _ := demand.InBucket(50)
	whole := func(v demand.Volume, variants ...demand.Variant) demand.Sum {
		var s demand.Sum
		s.AddTerm(&demand.Term{Said: bucket, Volume: v, Variants: variants})
		return s
	}
	bounds := func(s demand.Sum) []int64 { return []int64{s.Low, s.High} }
	assert.Equal(t, []int64{17, 55}, bounds(whole(bucket).Likely(0)))
	two := demand.Volume{Low: 20, High: 200, Number: 100, Reading: demand.Bucket}
	added := whole(two, demand.Variant{Volume: bucket}, demand.Variant{Volume: bucket, Counted: demand.Once})
	assert.Equal(t, demand.Sum{Low: 20, High: 200, Known: 1}, added.Likely(1))
	assert.Equal(t, []int64{34, 110}, bounds(added.Likely(0)))
	either := whole(demand.Volume{Low: 10, High: 200, Number: 50, Reading: demand.Bucket}, demand.Variant{Volume: bucket, Counted: demand.Either})
	assert.Equal(t, []int64{17, 155}, bounds(either.Likely(0)), "all of what may be counted already")
	assert.Equal(t, []int64{3, 9}, bounds(whole(demand.Volume{Low: 3, High: 9, Number: 5, Reading: demand.Bucket}).Likely(0)), "of something else")
	var unknown demand.Sum
	unknown.AddTerm(&demand.Term{})
	assert.Equal(t, demand.Sum{Unknown: 1}, unknown)
}
