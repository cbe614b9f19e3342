package score_test

import (
	"bufio"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/cluster/score"
)

// compare counts two groupings that are as long as each other.
func compare[T, G comparable](t testing.TB, truth []T, groups []G) *score.Comparison {
	t.Helper()
	c, err := score.Compare(truth, groups)
	require.NoError(t, err)
	return c
}

// all is every measure: B³ and pairs (precision, recall, F1), ARI, AMI, NMI, V.
func all(c *score.Comparison) []float64 {
	b, p := c.BCubed(), c.Pairs().Agreement()
	h, k, v := c.VMeasure()
	return []float64{b.Precision, b.Recall, b.F1, p.Precision, p.Recall, p.F1, c.ARI(), c.AMI(), c.NMI(), h, k, v}
}

// A peerCase is two groupings and what scikit-learn says of them.
type peerCase struct {
	name          string
	truth, groups []int
	says          map[string][]float64
}

// readPeer reads testdata/sklearn.txt.
func readPeer(t *testing.T) []peerCase {
	file, err := os.Open("testdata/sklearn.txt")
	require.NoError(t, err)
	defer file.Close()
	var cases []peerCase
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		field, rest, _ := strings.Cut(lines.Text(), " ")
		if field == "#" {
			continue
		}
		if field == "case" {
			cases = append(cases, peerCase{name: rest, says: map[string][]float64{}})
			continue
		}
		c := &cases[len(cases)-1]
		var numbers []float64
		for _, f := range strings.Fields(rest) {
			x, err := strconv.ParseFloat(f, 64)
			require.NoError(t, err, lines.Text())
			numbers = append(numbers, x)
			switch field {
			case "truth":
				c.truth = append(c.truth, int(x))
			case "groups":
				c.groups = append(c.groups, int(x))
			}
		}
		c.says[field] = numbers
	}
	require.NoError(t, lines.Err())
	return cases
}

func TestScikitLearn(t *testing.T) {
	cases := readPeer(t)
	require.Greater(t, len(cases), 40)
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			c := compare(t, tc.truth, tc.groups)
			near := func(field string, got ...float64) {
				t.Helper()
				assert.InDeltaSlice(t, tc.says[field], got, 1e-9, field)
			}
			b, p := c.BCubed(), c.Pairs()
			h, k, v := c.VMeasure()
			near("ari", c.ARI())
			near("nmi", c.NMI())
			near("v", h, k, v)
			near("bcubed", b.Precision, b.Recall, b.F1)
			assert.Equal(t, tc.says["pairs"], []float64{ // each pair in both orders
				float64(2 * p.Neither), float64(2 * p.Groups), float64(2 * p.Truth), float64(2 * p.Both)})
			assert.InDelta(t, tc.says["exact"][0], c.AMI(), 1e-12)
			if math.Abs(tc.says["ami"][0]-tc.says["exact"][0]) < 1e-9 { // scikit-learn has the digits
				near("ami", c.AMI())
			}
		})
	}
}

// grouping puts n things into at most k groups, some of them large and many small.
func grouping(r *rand.Rand, n, k int) []string {
	labels := make([]string, n)
	for i := range labels {
		labels[i] = "g" + strconv.Itoa(int(math.Pow(float64(k), r.Float64())))
	}
	return labels
}

// slowBCubed goes through all things with all others, as B³ is defined.
func slowBCubed(truth, groups []string, weights []int64) (precision, recall float64) {
	total := 0.0
	for i := range truth {
		common, class, group := 0.0, 0.0, 0.0
		for j := range truth {
			sameClass, sameGroup := truth[i] == truth[j], groups[i] == groups[j]
			if sameClass {
				class++
			}
			if sameGroup {
				group++
			}
			if sameClass && sameGroup {
				common++
			}
		}
		w := float64(weights[i])
		precision, recall, total = precision+w*common/group, recall+w*common/class, total+w
	}
	return precision / total, recall / total
}

// slowPairs goes through all pairs.
func slowPairs(truth, groups []string) score.Pairs {
	var p score.Pairs
	for i := range truth {
		for j := range i {
			switch sameClass, sameGroup := truth[i] == truth[j], groups[i] == groups[j]; {
			case sameClass && sameGroup:
				p.Both++
			case sameClass:
				p.Truth++
			case sameGroup:
				p.Groups++
			default:
				p.Neither++
			}
		}
	}
	return p
}

func TestSlowTwins(t *testing.T) {
	r := rand.New(rand.NewPCG(1998, 1))
	for range 300 {
		n := 1 + r.IntN(60)
		truth, groups := grouping(r, n, 1+r.IntN(n)), grouping(r, n, 1+r.IntN(n))
		same, weights := make([]int64, n), make([]int64, n)
		for i := range weights {
			same[i], weights[i] = 3, r.Int64N(1000)
		}
		weights[0]++
		c := compare(t, truth, groups)
		assert.Equal(t, slowPairs(truth, groups), c.Pairs())

		precision, recall := slowBCubed(truth, groups, same)
		assert.InDelta(t, precision, c.BCubed().Precision, 1e-12)
		assert.InDelta(t, recall, c.BCubed().Recall, 1e-12)
		sameWeight, err := c.WeightedBCubed(same)
		require.NoError(t, err)
		assert.InDelta(t, c.BCubed().F1, sameWeight.F1, 1e-12)

		precision, recall = slowBCubed(truth, groups, weights)
		weighted, err := c.WeightedBCubed(weights)
		require.NoError(t, err)
		assert.InDelta(t, precision, weighted.Precision, 1e-12)
		assert.InDelta(t, recall, weighted.Recall, 1e-12)
		assert.InDelta(t, 2*precision*recall/(precision+recall), weighted.F1, 1e-12)
	}
}

// What chance gives is what the mean over all orders of the groups' labels is: the mean of an
// adjusted measure over them, each being above/below with the same below, is 0.
func TestAdjustedForChance(t *testing.T) {
	for _, tc := range []struct{ truth, groups string }{
		{"aabb", "aabb"}, {"aaab", "abcc"}, {"aabbcc", "aaabbc"}, {"aaaabcd", "aaabbbc"}, {"aaaaabb", "aaaaaab"}, {"abcdeff", "abcdeff"},
	} {
		ari, ami, times := 0.0, 0.0, 0.0
		permute([]byte(tc.groups), func(groups []byte) {
			c := compare(t, []byte(tc.truth), groups)
			ari, ami, times = ari+c.ARI(), ami+c.AMI(), times+1
		})
		assert.InDelta(t, 0, ari/times, 1e-12, tc)
		assert.InDelta(t, 0, ami/times, 1e-12, tc)
	}
}

// permute calls f with every order of s (Heap's algorithm).
func permute(s []byte, f func([]byte)) {
	var run func(k int)
	run = func(k int) {
		if k <= 1 {
			f(s)
			return
		}
		for i := range k {
			run(k - 1)
			if k%2 == 0 {
				s[i], s[k-1] = s[k-1], s[i]
			} else {
				s[0], s[k-1] = s[k-1], s[0]
			}
		}
	}
	run(len(s))
}

func TestLaws(t *testing.T) {
	r := rand.New(rand.NewPCG(1998, 2))
	for range 100 {
		n := 2 + r.IntN(500)
		truth, groups := grouping(r, n, 1+r.IntN(n)), grouping(r, n, 1+r.IntN(n))
		c := compare(t, truth, groups)
		want := all(c)
		for i, x := range want {
			assert.LessOrEqual(t, x, 1.0, i)
			if i != 6 && i != 7 { // ARI and AMI can be negative
				assert.GreaterOrEqual(t, x, 0.0, i)
			}
		}
		total := c.Pairs()
		assert.Equal(t, int64(n*(n-1)/2), total.Both+total.Truth+total.Groups+total.Neither)

		// Neither order nor labels leave a trace.
		order, names := r.Perm(n), r.Perm(2*n)
		number := map[string]int{}
		for _, l := range slices.Concat(truth, groups) {
			if _, ok := number[l]; !ok {
				number[l] = names[len(number)]
			}
		}
		moved, renamed := make([]string, n), make([]int, n)
		for i, from := range order {
			moved[i], renamed[i] = truth[from], number[groups[from]]
		}
		assert.Equal(t, want, all(compare(t, moved, renamed)))

		// Exchanged, precision is recall, and what has no direction stays.
		x := compare(t, groups, truth)
		b, xb := c.BCubed(), x.BCubed()
		assert.Equal(t, score.Agreement{Precision: b.Recall, Recall: b.Precision, F1: b.F1}, xb)
		p, xp := c.Pairs().Agreement(), x.Pairs().Agreement()
		assert.Equal(t, score.Agreement{Precision: p.Recall, Recall: p.Precision, F1: p.F1}, xp)
		h, k, v := c.VMeasure()
		xh, xk, xv := x.VMeasure()
		assert.Equal(t, []float64{h, k, v}, []float64{xk, xh, xv})
		assert.InDelta(t, c.ARI(), x.ARI(), 1e-14)
		assert.InDelta(t, c.AMI(), x.AMI(), 1e-12)

		// A grouping agrees with itself fully, and every class is of one kind in groups that are parts of it.
		for _, one := range all(compare(t, truth, truth)) {
			assert.Equal(t, 1.0, one)
		}
		finer := make([][2]string, n)
		for i := range finer {
			finer[i] = [2]string{truth[i], groups[i]}
		}
		f := compare(t, truth, finer)
		assert.Equal(t, 1.0, f.BCubed().Precision)
		assert.Equal(t, 1.0, f.Pairs().Agreement().Precision)
		h, _, _ = f.VMeasure()
		assert.Equal(t, 1.0, h)
	}
}

// A class of which each group has the same part is told nothing by the groups, and not
// less than nothing by rounding.
func TestIndependent(t *testing.T) {
	for a := 1; a <= 12; a++ {
		for b := 2; b <= 12; b++ {
			var truth, groups []int
			for i := range 3 * a * b {
				truth, groups = append(truth, i%a), append(groups, i/a%b)
			}
			_, completeness, v := compare(t, truth, groups).VMeasure()
			assert.InDelta(t, 0, completeness, 1e-14)
			assert.GreaterOrEqual(t, completeness, 0.0)
			assert.InDelta(t, 0, v, 1e-14)
		}
	}
}

// With a million things and more, where factorials and products of pairs are large.
func TestLarge(t *testing.T) {
	const n = 1_000_000
	label := func(f func(i int) int) []int {
		labels := make([]int, n)
		for i := range labels {
			labels[i] = f(i)
		}
		return labels
	}
	pairs, shifted := label(func(i int) int { return i / 2 }), label(func(i int) int { return (i + 1) % n / 2 })
	halves, parity := label(func(i int) int { return 2 * i / n }), label(func(i int) int { return i % 2 })
	single, one := label(func(i int) int { return i }), label(func(int) int { return 0 })

	// By chance a thing has the same partner in both with probability 1/(n−1), so that the
	// adjusted measures are −1/(n−2) where none has.
	c := compare(t, pairs, shifted)
	assert.InEpsilon(t, -1.0/(n-2), c.AMI(), 1e-9)
	assert.InEpsilon(t, -1.0/(n-2), c.ARI(), 1e-9)
	assert.Equal(t, score.Pairs{Truth: n / 2, Groups: n / 2, Neither: n*(n-1)/2 - n}, c.Pairs())

	// Halves that say nothing of each other have by chance a mutual information of 1/(2n) and
	// a share of 1/n more of it, as the bias of an estimated entropy (Miller, 1955).
	c = compare(t, halves, parity)
	assert.InEpsilon(t, -1/(2*n*math.Ln2), c.AMI(), 1e-5)
	assert.InEpsilon(t, -1.0/(n-2), c.ARI(), 1e-9)
	assert.Equal(t, score.Agreement{Precision: 0.5, Recall: 0.5, F1: 0.5}, c.BCubed())

	c = compare(t, one, single)
	assert.Equal(t, score.Pairs{Truth: n * (n - 1) / 2}, c.Pairs())
	assert.Equal(t, score.Agreement{Precision: 1, Recall: 1.0 / n, F1: 2.0 / (n + 1)}, c.BCubed())
	assert.Zero(t, c.AMI())
	assert.Zero(t, c.ARI())
}

func TestWeights(t *testing.T) {
	c := compare(t, []string{"rash", "rash", "cream"}, []int{1, 1, 1})
	for _, tc := range []struct {
		name    string
		weights []int64
		want    float64 // precision
	}{
		{"equal", []int64{1, 1, 1}, (2.0/3 + 2.0/3 + 1.0/3) / 3},
		{"demand is for the rash", []int64{900, 99, 1}, (999*2.0/3 + 1.0/3) / 1000},
		{"all of one", []int64{0, 0, 7}, 1.0 / 3},
		{"as much as there can be", []int64{math.MaxInt64 - 1, 1, 0}, 2.0 / 3},
		{"none", []int64{0, 0, 0}, 1},
	} {
		got, err := c.WeightedBCubed(tc.weights)
		require.NoError(t, err, tc.name)
		assert.InDelta(t, tc.want, got.Precision, 1e-15, tc.name)
		assert.Equal(t, 1.0, got.Recall, tc.name)
	}

	// Sums beyond 64 bits, and many that are rounded.
	const much = 1 << 61
	pure := compare(t, []string{"a", "a", "a", "b", "b", "b"}, []string{"c", "c", "c", "d", "d", "d"})
	got, err := pure.WeightedBCubed([]int64{much, much / 2, much / 2, much, much / 2, much/2 - 1})
	require.NoError(t, err)
	assert.Equal(t, score.Agreement{Precision: 1, Recall: 1, F1: 1}, got)
	r := rand.New(rand.NewPCG(1998, 4))
	for range 200 {
		labels, weights := grouping(r, 100, 100), make([]int64, 100)
		for i := range weights {
			weights[i] = r.Int64N(math.MaxInt64 / 100)
		}
		got, err := compare(t, labels, labels).WeightedBCubed(weights)
		require.NoError(t, err)
		assert.InDelta(t, 1, got.Precision, 1e-15)
		assert.LessOrEqual(t, got.Precision, 1.0)
	}

	for _, weights := range [][]int64{nil, {1, 1}, {1, 1, 1, 1}, {1, -1, 1}, {math.MaxInt64, 1, 0}} {
		_, err := c.WeightedBCubed(weights)
		assert.Error(t, err, weights)
	}
}

func TestCompareErrors(t *testing.T) {
	_, err := score.Compare([]int{1, 2}, []int{1})
	assert.Error(t, err)
	_, err = score.Compare([]int(nil), []string{""})
	assert.Error(t, err)
}

// What is not equal to itself is alone.
func TestNaN(t *testing.T) {
	nan := math.NaN()
	assert.Equal(t, score.Pairs{Truth: 3, Neither: 3}, compare(t, []int{0, 0, 0, 1}, []float64{nan, nan, 1, nan}).Pairs())
}

func BenchmarkCompare(b *testing.B) {
	const n = 1_000_000
	r := rand.New(rand.NewPCG(1998, 3))
	random := func(f func() int) []int32 {
		labels := make([]int32, n)
		for i := range labels {
			labels[i] = int32(f())
		}
		return labels
	}
	skewed := func(k float64) func() int { return func() int { return int(math.Pow(k, r.Float64())) } }
	size, left := 0, 0
	distinct := func() int { // groups of 1, 2, 3, … things: as many different sizes as there can be
		if left == 0 {
			size++
			left = size
		}
		left--
		return size
	}
	steps := random(distinct)
	mixed := slices.Clone(steps)
	r.Shuffle(n, func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
	for _, bm := range []struct {
		name          string
		truth, groups []int32
	}{
		{"2400x2400", random(func() int { return r.IntN(2400) }), random(func() int { return r.IntN(2400) })},
		{"skewed", random(skewed(300_000)), random(skewed(300_000))},
		{"singles", random(func() int { return r.IntN(1 << 30) }), random(func() int { return r.IntN(1 << 30) })},
		{"2x2", random(func() int { return r.IntN(2) }), random(func() int { return r.IntN(2) })},
		{"sizes", steps, mixed},
	} {
		b.Run(fmt.Sprintf("things=%d/groups=%s", n, bm.name), func(b *testing.B) {
			c := compare(b, bm.truth, bm.groups)
			b.Run("of=count", func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					compare(b, bm.truth, bm.groups)
				}
			})
			b.Run("of=bcubed", func(b *testing.B) {
				for b.Loop() {
					c.BCubed()
				}
			})
			b.Run("of=ami", func(b *testing.B) {
				for b.Loop() {
					c.AMI()
				}
			})
		})
	}
}
