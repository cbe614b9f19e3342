package demand

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRound(t *testing.T) {
	for _, c := range []struct{ n, low, high int64 }{
		{0, 0, 9}, {10, 5, 15}, {50, 45, 60}, {1300, 1150, 1450}, {5400, 4900, 6000}, {90500, 82250, 100250}, {110000, 100250, 122500},
	} {
		assert.Equal(t, Volume{c.low, c.high, c.n, Rounded}, Round(c.n), "%d", c.n)
	}
	assert.Equal(t, Count(1234), Round(1234), "not on the ladder: means itself")
	assert.Equal(t, Count(999_999_999), Round(999_999_999))
}

// TestLadder: the steps are those that were measured, spans cover everything
// between 10 and the top, and neighbours do not overlap by more than their ends.
func TestLadder(t *testing.T) {
	for i := 2; i < len(ladder); i++ {
		require.Less(t, ladder[i-1], ladder[i])
		a, b := Round(ladder[i-1]), Round(ladder[i])
		assert.LessOrEqual(t, b.Low-a.High, int64(1), "between %d and %d", ladder[i-1], ladder[i])
		assert.GreaterOrEqual(t, b.Low-a.High, int64(0), "between %d and %d", ladder[i-1], ladder[i])
		if ladder[i-1] >= 110 {
			step := float64(ladder[i]) / float64(ladder[i-1])
			assert.True(t, 1.13 < step && step < 1.31, "step to %d: %v", ladder[i], step)
		}
		assert.True(t, OnLadder(ladder[i]))
		assert.False(t, OnLadder(ladder[i]+1))
	}
}

func TestInBucket(t *testing.T) {
	for n, want := range map[int64]Volume{
		0: {0, 10, 0, Bucket}, 50: {10, 100, 50, Bucket}, 500: {100, 1000, 500, Bucket},
		5000: {1000, 10_000, 5000, Bucket}, 5_000_000: {1_000_000, 10_000_000, 5_000_000, Bucket},
	} {
		v, ok := InBucket(n)
		assert.True(t, ok)
		assert.Equal(t, want, v)
	}
	for _, n := range []int64{-50, 5, 40, 51, 501, 1000, 50_000_000} {
		_, ok := InBucket(n)
		assert.False(t, ok, "%d", n)
	}
}

func TestCompare(t *testing.T) {
	bucket, _ := InBucket(5000)
	for _, c := range []struct {
		a, b Volume
		want Order
	}{
		{Count(3), Count(3), Equal},
		{Count(3), Count(4), Less},
		{Round(5400), Round(3600), Greater},
		{Round(5400), Round(6600), Undecided},
		{Round(5400), bucket, Undecided},
		{Round(12100), bucket, Greater},
		{Volume{}, Count(3), Undecided},
		{Volume{}, Volume{}, Undecided},
	} {
		assert.Equal(t, c.want, Compare(c.a, c.b), "%v and %v", c.a, c.b)
		turned := map[Order]Order{Less: Greater, Greater: Less}
		want, ok := turned[c.want]
		if !ok {
			want = c.want
		}
		assert.Equal(t, want, Compare(c.b, c.a), "%v and %v", c.b, c.a)
	}
}

func TestHull(t *testing.T) {
	bucket, _ := InBucket(50)
	for _, c := range []struct {
		name    string
		a, b, w Volume
	}{
		{"unknown", Volume{}, Count(5), Count(5)},
		{"both unknown", Volume{}, Volume{}, Volume{}},
		{"equal", Round(50), Round(50), Round(50)},
		{"one number, two readings", Round(50), bucket, Volume{10, 100, 50, Bucket}},
		{"two numbers", Count(5), Count(9), Volume{5, 9, 0, Range}},
		{"range", Between(100, 10), Count(200), Volume{10, 200, 0, Range}},
	} {
		assert.Equal(t, c.w, Hull(c.a, c.b), c.name)
		assert.Equal(t, c.w, Hull(c.b, c.a), c.name)
	}
}

func TestVolumeString(t *testing.T) {
	for v, want := range map[Volume]string{
		{}:                       "unknown",
		Count(0):                 "0",
		Round(5400):              "5400 (4900–6000)",
		Between(10, 100):         "10–100",
		Between(1000, Unbounded): "1000+",
	} {
		assert.Equal(t, want, v.String())
	}
	assert.EqualValues(t, 55, Between(10, 100).Central())
	assert.EqualValues(t, 1000, Between(1000, Unbounded).Central())
}

func TestPeriod(t *testing.T) {
	assert.InDelta(t, 1, PerMonth.Factor(PerDay)*PerDay.Factor(PerMonth), 1e-12)
	assert.InDelta(t, 12*DaysPerMonth, 365.2425, 1e-9)
	for _, p := range []Period{PerDay, PerMonth} {
		back, err := ParsePeriod(p.String())
		require.NoError(t, err)
		assert.Equal(t, p, back)
	}
	_, err := ParsePeriod("week")
	assert.Error(t, err)
	v := Round(110).in(PerDay, PerMonth)
	assert.LessOrEqual(t, v.Low, v.Number)
	assert.GreaterOrEqual(t, v.High, v.Number)
	assert.EqualValues(t, 3348, v.Number)
}

func TestMonth(t *testing.T) {
	m := MonthOf(2025, time.December)
	assert.Equal(t, "2025-12", m.String())
	assert.Equal(t, "2026-01", (m + 1).String())
	assert.Equal(t, "index", Index.String())
	assert.Equal(t, "Measure(77)", Measure(77).String())
}

// TestShare holds the bounds of shares and drops against all values that the
// parts can have, tried one by one.
func TestShare(t *testing.T) {
	sums := []Sum{{Known: 1}, {Low: 0, High: 3, Known: 1}, {Low: 2, High: 4, Known: 2}, {Low: 5, High: 5, Known: 1}}
	for _, p := range sums {
		for _, q := range sums {
			low, high, can := 2.0, -1.0, false
			dropLow, dropHigh, canDrop := 2.0, -9.0, p.Low > 0
			for a := p.Low; a <= p.High; a++ {
				for b := q.Low; b <= q.High; b++ {
					if a+b > 0 {
						share := float64(a) / float64(a+b)
						low, high, can = min(low, share), max(high, share), true
					}
					if canDrop {
						drop := 1 - float64(b)/float64(a)
						dropLow, dropHigh = min(dropLow, drop), max(dropHigh, drop)
					}
				}
			}
			got := Share(p, q)
			require.Equal(t, can, got.Known, "%v of %v", p, q)
			if can {
				assert.LessOrEqual(t, got.Low, low, "%v of %v", p, q)
				assert.GreaterOrEqual(t, got.High, high, "%v of %v", p, q)
				if p.Low > 0 && q.Low > 0 {
					assert.Equal(t, Fraction{low, high, true}, got, "%v of %v: tight", p, q)
				}
			}
			drop := Drop(p, q)
			require.Equal(t, canDrop, drop.Known)
			if canDrop {
				assert.InDelta(t, dropLow, drop.Low, 1e-12)
				assert.InDelta(t, dropHigh, drop.High, 1e-12)
			}
		}
	}
	open := Sum{Low: 10, High: Unbounded, Known: 1}
	five := Sum{Low: 5, High: 5, Known: 1}
	assert.Equal(t, Fraction{10.0 / 15, 1, true}, Share(open, five))
	assert.Equal(t, Fraction{0, 5.0 / 15, true}, Share(five, open))
	assert.Equal(t, Fraction{}, Share(Sum{Unknown: 1}, Sum{}))
	assert.Equal(t, Fraction{}, Share(Sum{Unknown: 1}, five))
	assert.Equal(t, Fraction{}, Drop(five, Sum{Unknown: 1}))
	assert.Equal(t, Fraction{1, 1, true}, Drop(five, Sum{}), "a rung without keywords")
	assert.Equal(t, Fraction{}, Drop(five, open))
	assert.Equal(t, Fraction{0.5, 1, true}, Drop(open, five))
}

func TestSumMerges(t *testing.T) {
	volumes := []Volume{Round(50), {}, Between(10, Unbounded), Count(7), Between(1, Unbounded)}
	var whole, a, b Sum
	for i, v := range volumes {
		whole.Add(v)
		if i%2 == 0 {
			a.Add(v)
		} else {
			b.Add(v)
		}
	}
	assert.Equal(t, [4]int64{63, Unbounded, 4, 1}, [4]int64{whole.Low, whole.High, int64(whole.Known), int64(whole.Unknown)})
	ab, ba := a, b
	ab.Merge(b)
	ba.Merge(a)
	assert.Equal(t, whole, ab)
	assert.Equal(t, whole, ba)
}
