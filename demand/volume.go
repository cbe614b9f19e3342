package demand

import (
	"cmp"
	"math"
	"math/bits"
	"strconv"
)

// A Reading tells how a number that a source printed is to be understood.
type Reading uint8

const (
	// Unknown: the source gave no number. It is not zero.
	Unknown Reading = iota
	// Exact: the number is a count and means itself.
	Exact
	// Rounded: the number was rounded to a ladder of values and stands for
	// everything that is nearer to it than to its neighbours (see [Round]).
	Rounded
	// Bucket: the number is the name of a wide bucket (see [InBucket]).
	Bucket
	// Range: the source gave bounds and no number.
	Range
	// Relative: in a [Series], the count is a share of the best month, in hundredths.
	Relative
)

// Unbounded is the High of a volume that has no upper bound ("1M+").
const Unbounded = math.MaxInt64

// MaxSearches is the largest number of searches a period that is believed.
// All searches of all people on all engines are some 10¹¹ to 10¹² a month, so
// that a larger number is a damaged cell. Sums of nine million such numbers
// still fit an int64.
const MaxSearches = 1_000_000_000_000

// A Volume is a number of searches a period, as the interval that the source
// can honestly mean. Counts are whole numbers: a source's fraction is rounded
// to the nearest for Number and outwards for the bounds.
//
// The zero Volume is an unknown one.
type Volume struct {
	Low, High int64 // inclusive bounds; both 0 where Reading is Unknown; High may be [Unbounded]
	Number    int64 // as the source printed it; 0 where Reading is Unknown or Range
	Reading   Reading
}

// Count returns the volume of a source that counts: n searches and nothing else.
func Count(n int64) Volume {
	return Volume{Low: n, High: n, Number: n, Reading: Exact}
}

// Between returns the volume of a source that gave bounds only. The bounds are
// put in order.
func Between(low, high int64) Volume {
	return Volume{Low: min(low, high), High: max(low, high), Reading: Range}
}

// Known reports whether the source gave a number or bounds.
func (v Volume) Known() bool { return v.Reading != Unknown }

// Said returns the number that the source printed, if it printed one.
func (v Volume) Said() (n int64, ok bool) {
	return v.Number, v.Reading == Exact || v.Reading == Rounded || v.Reading == Bucket
}

// Central returns one number to order volumes by: what the source printed or,
// for a range, its middle (for a range without an upper bound its lower one).
// It is 0 for an unknown volume.
func (v Volume) Central() int64 {
	if n, ok := v.Said(); ok {
		return n
	}
	if v.High == Unbounded {
		return v.Low
	}
	return v.Low + (v.High-v.Low)/2
}

// String prints the number with its bounds: "5400 (4900–6000)", "1000–10000", "unknown".
func (v Volume) String() string {
	if !v.Known() {
		return "unknown"
	}
	bounds := strconv.FormatInt(v.Low, 10) + "–" + strconv.FormatInt(v.High, 10)
	if v.High == Unbounded {
		bounds = strconv.FormatInt(v.Low, 10) + "+"
	}
	n, ok := v.Said()
	switch {
	case !ok:
		return bounds
	case v.Low == v.High:
		return strconv.FormatInt(n, 10)
	default:
		return strconv.FormatInt(n, 10) + " (" + bounds + ")"
	}
}

// An Order is the outcome of comparing two intervals.
type Order int8

const (
	// Undecided: the intervals overlap; the true numbers may stand either way.
	Undecided Order = iota
	// Less: all of the first lies below all of the second.
	Less
	// Greater: all of the first lies above all of the second.
	Greater
	// Equal: both are the same single number.
	Equal
)

// Compare tells which of two volumes is larger as far as their intervals
// decide it. An unknown volume cannot be compared with anything.
func Compare(a, b Volume) Order {
	switch {
	case !a.Known() || !b.Known():
		return Undecided
	case a.Low == a.High && b.Low == b.High && a.Low == b.Low:
		return Equal
	case a.High < b.Low:
		return Less
	case a.Low > b.High:
		return Greater
	default:
		return Undecided
	}
}

// ladder holds the values to which Google rounds search volumes, from 10 to
// 10⁸; each tool that republishes them shows the same. The values up to 10⁷
// occur in public exports of Keyword Planner and Semrush; the steps between
// them are a factor of 1.14 to 1.30 with a median of 1.22. Their home with all
// references is the rule "ladder" of data/volumes.txt, against which a test
// checks them.
var ladder = [...]int64{
	0, 10, 20, 30, 40, 50, 70, 90, 110, 140, 170, 210, 260, 320, 390, 480, 590, 720, 880,
	1000, 1300, 1600, 1900, 2400, 2900, 3600, 4400, 5400, 6600, 8100, 9900,
	12100, 14800, 18100, 22200, 27100, 33100, 40500, 49500, 60500, 74000, 90500,
	110000, 135000, 165000, 201000, 246000, 301000, 368000, 450000, 550000, 673000, 823000,
	1000000, 1220000, 1500000, 1830000, 2240000, 2740000, 3350000, 4090000, 5000000, 6120000, 7480000, 9140000,
	11100000, 13600000, 16600000, 20400000, 24900000, 30400000, 37200000, 45500000, 55600000, 68000000, 83100000, 101000000,
}

// Round returns the volume that a source means which rounds to Google's ladder
// of values (10, 20, … 90, 110, 140 … 4400, 5400, 6600 …): a value of the
// ladder stands for the span to half-way to its neighbours, so that 5400 means
// 4900 to 6000, and 0 for fewer than ten, as a search volume below ten is
// printed so. A number that is not on the ladder was not rounded to it and
// means itself.
func Round(n int64) Volume {
	i, on := onLadder(n)
	if !on {
		return Count(n)
	}
	v := Volume{Number: n, Reading: Rounded}
	if n == 0 {
		v.High = 9
		return v
	}
	v.Low = (ladder[i-1] + n + 1) / 2
	next := n + n/5 // above the last value
	if i+1 < len(ladder) {
		next = ladder[i+1]
	}
	v.High = (n + next) / 2
	return v
}

// OnLadder reports whether n is a value of the ladder that [Round] knows.
func OnLadder(n int64) bool {
	_, on := onLadder(n)
	return on
}

// onLadder returns the place of a number on the ladder, if it is on it. Values differ in
// their first four binary digits or in how many there are.
func onLadder(n int64) (int, bool) {
	if n < 8 {
		return 0, n == 0
	}
	digits := bits.Len64(uint64(n))
	i := int(rungs[digits][n>>(digits-4)&7])
	return i, ladder[i] == n
}

// rungs holds the place of the value of the ladder with so many binary digits, of which
// the second to the fourth are these.
var rungs = func() (at [64][8]uint8) {
	for i, n := range ladder[1:] {
		digits := bits.Len64(uint64(n))
		at[digits][n>>(digits-4)&7] = uint8(i + 1)
	}
	return at
}()

// RoundDigits returns the volume that a source means which rounds as Ahrefs does: to tens
// up to 100, to fifties up to 500, to hundreds up to 1,000 and to two digits above, so that
// 350 means 325 to 375. 0 is read as by [Round]. Another number was not rounded so and
// means itself.
func RoundDigits(n int64) Volume {
	if n <= 0 || n > MaxSearches || n%digitStep(n) != 0 {
		if n == 0 {
			return Round(0)
		}
		return Count(n)
	}
	return Volume{Low: n - digitStep(n-1)/2, High: n + digitStep(n)/2, Number: n, Reading: Rounded}
}

// digitStep is how far the value after n is, for [RoundDigits].
func digitStep(n int64) int64 {
	switch {
	case n < 100:
		return 10
	case n < 500:
		return 50
	}
	step := int64(100)
	for n /= 10_000; n > 0; n /= 10 {
		step *= 10
	}
	return step
}

// InBucket returns the bucket that Keyword Planner means when it shows an
// account without spending only 0, 50, 500, 5000 … 5000000: 50 stands for 10
// to 100, 5000 for 1,000 to 10,000, 0 for 0 to 10. The bounds are those that
// its interface prints ("1K – 10K"). ok is false for any other number.
func InBucket(n int64) (v Volume, ok bool) {
	if n == 0 {
		return Volume{High: 10, Reading: Bucket}, true
	}
	for low := int64(10); low <= 1_000_000; low *= 10 {
		if n == 5*low {
			return Volume{Low: low, High: 10 * low, Number: n, Reading: Bucket}, true
		}
	}
	return Volume{}, false
}

// Hull returns the smallest volume that holds both, for a number that may be
// read either way. Where both print the same number, so does the hull; where
// they differ it prints none. The hull with an unknown volume is the other.
func Hull(a, b Volume) Volume {
	switch {
	case !a.Known():
		return b
	case !b.Known() || a == b:
		return a
	}
	v := Volume{Low: min(a.Low, b.Low), High: max(a.High, b.High), Reading: Range}
	an, aok := a.Said()
	if bn, bok := b.Said(); aok && bok && an == bn {
		v.Number, v.Reading = an, max(a.Reading, b.Reading)
	}
	return v
}

// byDemand orders volumes by what they hold, the most first: by their central
// number, then by their bounds. Unknown volumes come last.
func byDemand(a, b Volume) int {
	if a.Known() != b.Known() {
		if a.Known() {
			return -1
		}
		return 1
	}
	if c := cmp.Compare(b.Central(), a.Central()); c != 0 {
		return c
	}
	return cmp.Or(cmp.Compare(b.Low, a.Low), cmp.Compare(b.High, a.High))
}
