package demand

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestVolumesFile: the file has its header, entries in order, and nothing that is not read.
func TestVolumesFile(t *testing.T) {
	lines := strings.Split(strings.TrimSuffix(volumesText, "\n"), "\n")
	head := 0
	for head < len(lines) && strings.HasPrefix(lines[head], "#") {
		head++
	}
	assert.Greater(t, head, 10, "a header that says what the lines are")
	fields := map[string][]string{"rule": {"says", "values", "from"}, "tool": {"measure", "lumping", "rules", "from"}}
	kind, last := "", ""
	for i, line := range lines[head:] {
		word, rest, _ := strings.Cut(line, " ")
		switch {
		case line == "":
			kind = ""
		case kind == "":
			require.Contains(t, fields, word, "line %d", head+i+1)
			kind = word
			require.Less(t, last, line, "sorted: rules before tools, each by name")
			last = line
		default:
			require.Contains(t, fields[kind], word, "line %d", head+i+1)
			require.NotEmpty(t, rest)
		}
	}
}

func TestRules(t *testing.T) {
	rules := Rules()
	used := map[string]bool{}
	for _, tool := range Tools() {
		assert.True(t, tool.Measure < Measure(len(measureNames)), "%s: no measure", tool.Name)
		assert.True(t, tool.Lumping < Lumping(len(lumpingNames)), "%s: no lumping", tool.Name)
		assert.True(t, slices.IsSorted(tool.Rules), tool.Name)
		for _, name := range tool.Rules {
			_, ok := RuleOf(name)
			require.True(t, ok, "%s: no rule %q", tool.Name, name)
			used[name] = true
		}
		assert.Equal(t, tool.Lumping == Lumps, slices.Contains(tool.Rules, "lumps"), tool.Name)
		assert.Equal(t, tool.Lumping == Apart, slices.Contains(tool.Rules, "apart"), tool.Name)
	}
	for _, r := range rules {
		assert.True(t, used[r.Name], "no tool follows %q", r.Name)
		assert.True(t, strings.HasSuffix(r.Says, ".") && !strings.Contains(strings.TrimSuffix(r.Says, "."), ". "), "a sentence: %q", r.Says)
		if r.Name != "counts" { // which says that there is no rule
			assert.NotEmpty(t, r.References, r.Name)
		}
		assert.True(t, slices.IsSorted(r.Values), r.Name)
	}
	_, ok := RuleOf("luck")
	assert.False(t, ok)
}

// TestLadderRule: the ladder and the buckets that are computed with are those of the file.
func TestLadderRule(t *testing.T) {
	r, _ := RuleOf("ladder")
	assert.Equal(t, r.Values, ladder[:])
	r, _ = RuleOf("buckets")
	for n := range int64(6_000_000) {
		_, ok := InBucket(n)
		_, known := slices.BinarySearch(r.Values, n)
		if ok != known {
			t.Fatalf("%d: a bucket: %v, in the file: %v", n, ok, known)
		}
	}
}

// TestRoundDigits: the values that Ahrefs prints, and that each stands for what is nearest.
func TestRoundDigits(t *testing.T) {
	for _, c := range []struct{ n, low, high int64 }{
		{0, 0, 9}, {10, 5, 15}, {90, 85, 95}, {100, 95, 125}, {150, 125, 175}, {450, 425, 475}, {500, 475, 550}, {600, 550, 650},
		{1000, 950, 1050}, {4800, 4750, 4850}, {9900, 9850, 9950}, {10000, 9950, 10500}, {37000, 36500, 37500}, {100000, 99500, 105000},
	} {
		assert.Equal(t, Volume{c.low, c.high, c.n, Rounded}, RoundDigits(c.n), "%d", c.n)
	}
	for _, n := range []int64{-10, 5, 110, 510, 550, 1150, 12100, 101000, MaxSearches + 10_000_000_000_000} {
		assert.Equal(t, Count(n), RoundDigits(n), "%d was not rounded so", n)
	}
	values := []int64{}
	for n := int64(10); n < 200_000; n += 10 {
		if RoundDigits(n).Reading == Rounded {
			values = append(values, n)
		}
	}
	for i := 1; i < len(values); i++ {
		a, b := RoundDigits(values[i-1]), RoundDigits(values[i])
		require.Equal(t, a.High, b.Low, "%v %v", a, b)
		require.Equal(t, values[i-1]+values[i], 2*a.High)
	}
}

// TestSearches: whatever the months are that a source prints as shares, rounded or cut,
// with their average, the bounds hold them.
func TestSearches(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	wide := 0.0
	for n := range 10_000 {
		months := make([]int64, 1+r.IntN(14))
		sum, best := int64(0), int64(1)
		for i := range months {
			months[i] = int64(math.Exp(10*r.Float64())) - 1
			sum, best = sum+months[i], max(best, months[i])
		}
		s := Series{Counts: make([]int64, len(months)), Reading: Relative}
		for i, x := range months {
			s.Counts[i] = int64(100*float64(x)/float64(best) + float64(n%2)/2)
		}
		mean := float64(sum) / float64(len(months))
		average := Between(int64(mean*.9), int64(mean*1.1)+1)
		for i, v := range s.Searches(average) {
			if sum == 0 {
				require.False(t, v.Known())
				continue
			}
			require.True(t, v.Low <= months[i] && months[i] <= v.High, "%v of %v with %v: %v", months[i], months, s.Counts, v)
			if s.Counts[i] == 100 && len(months) == 12 {
				wide += float64(v.High-v.Low) / float64(months[i]) / 10_000
			}
		}
	}
	assert.Less(t, wide, .05, "the best of twelve months is not much wider than its average")

	s := Series{Counts: []int64{50, 100, NoCount}, Reading: Relative}
	assert.Equal(t, []Volume{{Low: 65, High: 68, Number: 67, Reading: Rounded}, {Low: 132, High: 135, Number: 133, Reading: Rounded}, {}},
		s.Searches(Count(100)), "two months of an average of 100: 200 × 50/150 and 200 × 100/150, at least 200 × 49/149 and 200 × 99/150")
	assert.EqualValues(t, int64(Unbounded), s.Searches(Between(5, Unbounded))[0].High)
	assert.Equal(t, make([]Volume, 3), s.Searches(Volume{}))
	assert.Equal(t, Volume{}, s.At(0), "a share says nothing of searches by itself")
	dated := Series{First: 24300, Counts: []int64{50, NoCount}, Reading: Rounded}
	assert.Equal(t, []Volume{Round(50), {}}, dated.Searches(Count(100)))
}

func TestNarrow(t *testing.T) {
	months := func(n ...int64) []Volume {
		var out []Volume
		for _, n := range n {
			out = append(out, Round(n))
		}
		return out
	}
	for _, c := range []struct {
		average Volume
		months  []Volume
		want    Volume
		ok      bool
	}{
		// 5400 is 4900 to 6000; the mean of 4900–6000 and 4000–4900 is 4450 to 5450
		{Round(5400), months(5400, 4400), Volume{4900, 5450, 5400, Rounded}, true},
		{Round(5400), months(6600, 5400), Volume{5450, 6000, 0, Range}, true}, // 5400 cannot be printed and true
		{Round(5400), months(5400, 5400), Round(5400), true},
		{Round(5400), months(50, 50), Round(5400), false},
		{Round(5400), append(months(5400), Volume{}), Round(5400), false},
		{Round(5400), nil, Round(5400), false},
		{Volume{}, months(50), Volume{}, false},
		{Between(100, Unbounded), months(90, 140), Between(102, 128), true}, // the mean of 80–100 and 125–155
		{Between(100, 1000), []Volume{Between(500, Unbounded)}, Between(500, 1000), true},
		{Between(100, Unbounded), []Volume{Between(500, Unbounded), Count(100)}, Between(300, Unbounded), true},
	} {
		v, ok := Narrow(c.average, c.months)
		assert.Equal(t, []any{c.want, c.ok}, []any{v, ok}, "%v %v", c.average, c.months)
	}

	// the true mean of any true months is in the bounds
	r := rand.New(rand.NewPCG(31, 32))
	for range 10_000 {
		print, sum := make([]Volume, 12), int64(0)
		for i := range print {
			n := int64(math.Exp(3 + 4*r.Float64()))
			sum += n
			print[i] = nearest(n)
		}
		v, ok := Narrow(nearest((sum+6)/12), print)
		require.True(t, ok)
		require.True(t, 12*v.Low <= sum && sum <= 12*v.High || (sum+6)/12 == v.Low, fmt.Sprint(v, sum))
	}
}

// nearest is what Google prints of a number.
func nearest(n int64) Volume {
	for i := 1; ; i++ {
		if v := Round(ladder[i]); n < v.High {
			return v
		}
	}
}
