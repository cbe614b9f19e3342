package trend

import "math"

// Least is the smallest number of months with a number that a trend is found in. Of
// four the one order that rises throughout has a chance of one in 24.
const Least = 4

// samePairs is how many pairs of one calendar month are enough to compare them only.
const samePairs = 5

// A Test names the test for a trend that was used.
type Test uint8

const (
	// NoTest: too little is known.
	NoTest Test = iota
	// MannKendall compares each month with each later one (Mann 1945, Kendall 1975).
	// A yearly season can pass for a trend, or hide one.
	MannKendall
	// SeasonalMannKendall compares each month with the same one of later years only
	// (Hirsch, Slack and Smith 1982), so that a season that comes back is no trend.
	SeasonalMannKendall
)

var testNames = [...]string{"none", "Mann-Kendall", "seasonal Mann-Kendall"}

// String returns "Mann-Kendall" and so on.
func (t Test) String() string { return nameOf(t, testNames[:]) }

// A Trend is where a series goes, and whether that is more than chance.
//
// Bounds (Low and High) are hard: whatever the true numbers of the months are within
// theirs, the slope that one would find in them lies between. The confidence interval
// is another thing: where the slope of the process lies of which the months are a
// sample, in 95 of 100 cases (Sen 1968).
type Trend struct {
	Test   Test // NoTest where fewer than [Least] months have a number: then nothing below is known
	Months int  // months with a number
	Pairs  int  // pairs of months that were compared

	// Slope is by how much the number changes in a month: the median of the slopes
	// between pairs (Theil 1950, Sen 1968).
	Slope Estimate
	// Growth is by how much it changes in a year, as a part of itself: 0.1 is 10 % more.
	// It is the same median of the logarithms, so that the size of a series does not
	// matter. It is not known where half of the pairs or more have a zero in them.
	Growth Estimate

	// S is the pairs that rise less those that fall, by the middles; SLow and SHigh are
	// the same with every pair that the bounds leave open counted as falling, or rising.
	S, SLow, SHigh int
	// P is the probability of such an S or one farther from zero, in either direction,
	// where there is no trend, by the middles. It is counted out where no two months
	// compared are equal and at most 66 pairs are compared, and else by the normal
	// distribution with the corrections for ties and for continuity.
	P float64
	// PMost is that probability at most, whatever the true numbers are: by the S that
	// is nearest to zero. It is 1 where the bounds leave even the direction open.
	PMost float64
}

// An Estimate is a number with its hard bounds and its confidence interval.
type Estimate struct {
	Value
	// From and To are the 95 % confidence interval by the middles; they are infinite
	// where there are too few pairs for one.
	From, To float64
	// FromLeast and ToMost are the ends that hold whatever the true numbers are.
	FromLeast, ToMost float64
}

// Scratch is memory that calls share, so that a million series cost no allocation
// each. The zero Scratch is ready; it is not for several goroutines at once.
type Scratch struct {
	at           []int32      // the months that have a number
	low, mid, up []float64    // slopes of pairs
	log          [3][]float64 // logarithms of low, middle and high of the months known
	ways         ways
}

// Trend finds the trend of a series. The scratch may be nil.
//
// Where at least five pairs are of one calendar month, only such pairs are compared, and
// else all; Test says which. Five are there after 17 months. All of five that fall have a P
// of 0.0625, so that it takes seven for one of 0.02: but what all pairs show in the first
// months of a second year is mostly the season. Both tests assume that months
// are independent of each other but for the trend (and the season). Searches of one
// month and the next often are not, and then P is too small: where neighbouring months
// have a correlation of 0.2, 0.4 or 0.6 and there is no trend, 7 to 9, 12 to 15 or 21 to
// 26 of 100 series of 12 to 60 months have a P of 0.05 or less (simulated). Hamed and
// Rao (1998) and Yue and Wang (2004) correct the variance for it, by autocorrelations
// that a year or two of months are too few to measure. So a p-value ranks series and
// sorts out chance; it is no proof.
//
// Time and memory are O(n²) for n months with a number.
func (s Series) Trend(scratch *Scratch) Trend {
	if scratch == nil {
		scratch = new(Scratch)
	}
	t, most := scratch.test(s)
	if t.Test != NoTest {
		width := 1.959963984540054 * math.Sqrt(most/18) // of Sen's interval, in ranks
		scratch.slopes(s.Values, &t)
		t.Slope = scratch.estimate(width)
		scratch.growths(s.Values, &t)
		t.Growth = scratch.estimate(width).growth()
	}
	return t
}

// Tested is the trend of a series as [Series.Trend] finds it, but for its Slope and Growth,
// in a fraction of the time: to find which of many series have one.
func (s Series) Tested(scratch *Scratch) Trend {
	if scratch == nil {
		scratch = new(Scratch)
	}
	t, _ := scratch.test(s)
	return t
}

// test tests for a trend. It returns eighteen times the variance of S without ties, too.
func (c *Scratch) test(s Series) (Trend, float64) {
	c.at = c.at[:0]
	var count [Year]int
	for i := range s.Values {
		if s.Values[i].valid() {
			c.at = append(c.at, int32(i))
			count[i%Year]++
		}
	}
	t := Trend{Months: len(c.at)}
	if t.Months < Least {
		return t, 0
	}
	t.Test, t.Pairs = MannKendall, t.Months*(t.Months-1)/2
	same := 0
	for _, n := range count {
		same += n * (n - 1) / 2
	}
	if same >= samePairs {
		t.Test, t.Pairs = SeasonalMannKendall, same
	}
	return t, c.compare(s.Values, &t)
}

// step returns the distance between months that are compared.
func (t *Trend) step() int32 {
	if t.Test == SeasonalMannKendall {
		return Year
	}
	return 1
}

// compare counts the pairs that rise and fall and fills in the probabilities. It
// returns eighteen times the variance of S without ties.
func (c *Scratch) compare(x []Value, t *Trend) float64 {
	step := t.step()
	var most, ties float64
	c.ways.reset()
	for a, i := range c.at {
		v := &x[i]
		first, n, before, equal := true, 1, 0, 1
		for _, j := range c.at[:a] {
			if (i-j)%step == 0 {
				first = false
				if x[j].Middle == v.Middle {
					before++
				}
			}
		}
		for _, j := range c.at[a+1:] {
			if (j-i)%step != 0 {
				continue
			}
			n++
			w := &x[j]
			switch {
			case w.Middle > v.Middle:
				t.S++
			case w.Middle < v.Middle:
				t.S--
			default:
				equal++
			}
			if w.High > v.Low {
				t.SHigh++
			} else if w.High < v.Low {
				t.SHigh--
			}
			if w.Low < v.High {
				t.SLow--
			} else if w.Low > v.High {
				t.SLow++
			}
		}
		if first {
			most += spread(n)
			c.ways.group(n)
		}
		if before == 0 {
			ties += spread(equal)
		}
	}
	near := max(t.SLow, min(0, t.SHigh)) // of zero
	t.P, t.PMost = normal(t.S, (most-ties)/18), normal(near, most/18)
	if c.ways.pairs <= exactPairs {
		t.PMost = max(t.PMost, c.ways.exact(near))
		if ties == 0 {
			t.P = c.ways.exact(t.S)
		}
	}
	t.PMost = max(t.P, t.PMost)
	return most
}

// slopes lists the slopes of all pairs that are compared, with their bounds.
func (c *Scratch) slopes(x []Value, t *Trend) {
	step := t.step()
	c.low, c.mid, c.up = c.low[:0], c.mid[:0], c.up[:0]
	for a, i := range c.at {
		v := &x[i]
		for _, j := range c.at[a+1:] {
			if (j-i)%step != 0 {
				continue
			}
			w, d := &x[j], float64(j-i)
			c.low = append(c.low, (w.Low-v.High)/d)
			c.mid = append(c.mid, (w.Middle-v.Middle)/d)
			c.up = append(c.up, (w.High-v.Low)/d)
		}
	}
}

// growths lists the slopes of the logarithms. From zero to zero is no growth, from zero
// to any number is a growth without bound.
func (c *Scratch) growths(x []Value, t *Trend) {
	step := t.step()
	for k := range c.log {
		c.log[k] = c.log[k][:0]
	}
	for _, i := range c.at {
		v := &x[i]
		c.log[0] = append(c.log[0], math.Log(v.Low))
		c.log[1] = append(c.log[1], math.Log(v.Middle))
		c.log[2] = append(c.log[2], math.Log(v.High))
	}
	c.low, c.mid, c.up = c.low[:0], c.mid[:0], c.up[:0]
	for a, i := range c.at {
		low, mid, up := c.log[0][a], c.log[1][a], c.log[2][a]
		for b, j := range c.at[a+1:] {
			if (j-i)%step != 0 {
				continue
			}
			b, d := a+1+b, float64(j-i)
			c.low = append(c.low, less(c.log[0][b], up)/d)
			c.mid = append(c.mid, less(c.log[1][b], mid)/d)
			c.up = append(c.up, less(c.log[2][b], low)/d)
		}
	}
}

// less subtracts logarithms: nothing from nothing is no step.
func less(a, b float64) float64 {
	if a == b {
		return 0
	}
	return a - b
}

// estimate returns the median of the slopes listed, with its bounds, and Sen's
// confidence interval: the slopes that stand by half of width ranks before and behind
// the middle. The width is that without ties, which is the widest.
func (c *Scratch) estimate(width float64) Estimate {
	n := len(c.mid)
	e := Estimate{From: math.Inf(-1), To: math.Inf(1), FromLeast: math.Inf(-1), ToMost: math.Inf(1)}
	e.Value = Value{median(c.low), median(c.mid), median(c.up), true}
	// From 1 the ranks are (n-width)/2 and (n+width)/2+1 (Sen 1968; Gilbert 1987, 16.4),
	// rounded outwards.
	from := int(math.Floor((float64(n)-width)/2)) - 1
	if from >= 0 { // in the lower half, which median has put before the upper
		half, to := n/2, n-1-from-n/2
		e.From, e.To = nth(c.mid[:half], from), nth(c.mid[half:], to)
		e.FromLeast, e.ToMost = nth(c.low[:half], from), nth(c.up[half:], to)
	}
	return e
}

// growth turns slopes of logarithms a month into growth a year.
func (e Estimate) growth() Estimate {
	if math.IsInf(e.Middle, 0) {
		return Estimate{}
	}
	year := func(x float64) float64 { return math.Expm1(Year * x) }
	return Estimate{
		Value: Value{year(e.Low), year(e.Middle), year(e.High), true},
		From:  year(e.From), To: year(e.To), FromLeast: year(e.FromLeast), ToMost: year(e.ToMost),
	}
}
