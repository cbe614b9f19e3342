package main

import (
	"encoding/csv"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// rows are the lines of a small market of two needs and some keywords beside them, with
// pages for -by serp.
var rows = strings.Split(`diaper rash cream,5400,https://a.example/cream,https://b.example/,https://c.example/
creams for diaper rash,1300,https://a.example/cream,https://b.example/,https://c.example/
diaper rash ointment,900,https://a.example/cream,https://b.example/,https://d.example/
best diaper rash cream,700,https://a.example/cream,https://b.example/,https://c.example/
diaper rash cream for newborn,90,https://c.example/,https://b.example/,https://d.example/
baby bottle,4000,https://p.example/,https://q.example/,https://r.example/
glass baby bottle,800,https://p.example/,https://q.example/,https://r.example/
baby bottle glass,20,https://p.example/,https://q.example/,https://r.example/
baby bottle warmer,1200,https://w.example/,https://q.example/,https://r.example/
bottle warmer for baby,300,https://w.example/,https://q.example/,https://v.example/
=1+1 bottle,40,,,
???,10,,,
the,,,,
stroller,0,,,
diaper rash,700,https://a.example/rash,https://b.example/,https://d.example/
baby wipes,700,,,
wipes for babies,700,,,
`, "\n")

// file is a file of the rows, in an order of a seed, that of the list for 0.
func file(seed uint64) string {
	list := rows[: len(rows)-1 : len(rows)-1]
	if seed > 0 {
		list = append([]string{}, list...)
		rand.New(rand.NewPCG(seed, 0)).Shuffle(len(list), func(i, k int) { list[i], list[k] = list[k], list[i] })
	}
	return "Keyword,Volume,URL 1,URL 2,URL 3\n" + strings.Join(list, "\n") + "\n"
}

// modes are the ways to put the rows together.
var modes = [][]string{
	{"-by", "variant"},
	{"-by", "group"},
	{"-by", "group", "-threshold", "0.5"},
	{"-by", "group", "-method", "head"},
	{"-by", "group", "-method", "communities"},
	{"-by", "group", "-method", "mixture"},
	{"-by", "topic"},
	{"-by", "serp", "-shared", "2"},
	{"-by", "serp", "-shared", "2", "-serp", "moderate"},
	{"-by", "serp", "-shared", "2", "-serp", "hard"},
}

// records runs the program and returns the lines of its CSV behind the header.
func records(t testing.TB, stdin string, args ...string) [][]string {
	t.Helper()
	out, stderr, status := run(t, stdin, args...)
	require.Zero(t, status, stderr)
	all, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	require.NoError(t, err)
	require.Equal(t, []string{"keyword", "group", "hub", "topic", "similarity", "why"}, all[0])
	return all[1:]
}

// TestNoneMissing: in each mode every keyword has one line, its hub is a member of its
// group and the first of it, and nothing is without a reason.
func TestNoneMissing(t *testing.T) {
	var want []string
	for _, row := range rows[:len(rows)-1] {
		text, _, _ := strings.Cut(row, ",")
		if strings.HasPrefix(text, "=") {
			text = "'" + text
		}
		want = append(want, text)
	}
	for _, args := range modes {
		var got []string
		groupOf := map[string]string{} // of a hub
		last := ""
		for _, r := range records(t, file(0), args...) {
			got = append(got, r[0])
			if r[1] != last {
				assert.Equal(t, r[0], r[2], "%v: the first is the hub", args)
				assert.Equal(t, "1", r[4])
				assert.True(t, strings.HasPrefix(r[5], "hub"))
				assert.NotContains(t, groupOf, r[2], "%v: a group stands in one place", args)
				groupOf[r[2]], last = r[1], r[1]
			}
			assert.Equal(t, groupOf[r[2]], r[1])
			assert.NotEmpty(t, r[5])
			assert.Equal(t, args[1] == "group" || args[1] == "topic", r[3] != "", "%v: topic %q", args, r[3])
		}
		assert.ElementsMatch(t, want, got, args)
	}
}

// TestSameBytes: neither the order of lines nor the number of processors matters, in any
// mode and format.
func TestSameBytes(t *testing.T) {
	header, text, _ := strings.Cut(file(0), "\n")
	var args [][]string
	for _, mode := range modes {
		for _, format := range []string{"csv", "table", "json"} {
			args = append(args, append([]string{"-format", format}, mode...))
		}
	}
	tester.SameBytes(t, header+"\n", slices.Collect(strings.Lines(text)), args...)
}

// TestDemand: whatever the groups, together they have the demand of the terms; topics have
// that of their groups; and groups stand in the order of their numbers.
func TestDemand(t *testing.T) {
	sum := func(groups []group) (low, high int64) {
		for _, g := range groups {
			if g.Low != nil {
				low, high = low+*g.Low, high+*g.High
			}
		}
		return low, high
	}
	terms := decode(t, file(0), "-by", "variant")
	low, high := sum(terms.Groups)
	assert.Positive(t, low)
	for _, args := range modes {
		a := decode(t, file(0), args...)
		gotLow, gotHigh := sum(a.Groups)
		assert.Equal(t, [2]int64{low, high}, [2]int64{gotLow, gotHigh}, args)
		for i, g := range a.Groups {
			assert.EqualValues(t, i+1, g.Number)
			assert.Equal(t, g.Hub, g.Members[0].Keyword)
		}
		placed := 0
		for _, x := range a.Topics {
			var of []group
			keywords := 0
			for _, z := range x.Groups {
				g := a.Groups[z-1]
				assert.Equal(t, x.Topic, g.Topic)
				of, keywords = append(of, g), keywords+len(g.Members)
			}
			assert.Equal(t, x.Topic, of[0].Hub)
			assert.Equal(t, keywords, x.Keywords)
			gotLow, gotHigh := sum(of)
			if x.Low != nil {
				assert.Equal(t, [2]int64{*x.Low, *x.High}, [2]int64{gotLow, gotHigh})
			}
			placed += len(of)
		}
		if len(a.Topics) > 0 {
			assert.Equal(t, len(a.Groups), placed)
		}
	}
}

// TestThreshold: none is in a group of head whose similarity to the hub is below it, and
// from 1 on only close variants are together; the lower, the fewer groups.
func TestThreshold(t *testing.T) {
	variants := map[string]string{}
	for _, r := range records(t, file(0), "-by", "variant") {
		variants[r[0]] = r[2]
	}
	for _, method := range []string{"average", "head", "communities"} {
		for _, r := range records(t, file(0), "-by", "group", "-threshold", "1", "-method", method) {
			assert.Equal(t, variants[r[0]], r[2], method)
		}
	}
	last := 0
	for _, threshold := range []float64{0.3, 0.5, 0.7, 0.9, 1} {
		groups := map[string]bool{}
		for _, r := range records(t, file(0), "-by", "group", "-method", "head", "-threshold", fmt.Sprint(threshold)) {
			var similarity float64
			fmt.Sscan(r[4], &similarity)
			assert.GreaterOrEqual(t, similarity, threshold-0.005, r) // as it is rounded
			groups[r[1]] = true
		}
		assert.GreaterOrEqual(t, len(groups), last, threshold)
		last = len(groups)
	}
}

// TestNeeds: two needs in many words are told apart: no group has keywords of both, and
// one topic has most of each.
func TestNeeds(t *testing.T) {
	needs := map[string][]string{
		"heating": {"boiler repair", "gas boiler repair", "boiler repair london", "emergency boiler repair", "cheap boiler repair", "boiler repairs cost", "boiler repair service"},
		"moving":  {"house removals", "house removals quote", "cheap house removals", "house removals leeds", "house removal costs", "local house removals"},
	}
	label := map[string]string{}
	var list strings.Builder
	for _, need := range slices.Sorted(maps.Keys(needs)) {
		for _, s := range needs[need] {
			label[s] = need
			list.WriteString(s + "\n")
		}
	}
	for _, args := range [][]string{{"-by", "group"}, {"-by", "topic"}, {"-by", "group", "-threshold", "0.4"}} {
		column := 2
		if args[1] == "topic" {
			column = 3
		}
		of := map[string]string{} // of a group, its need
		largest := map[string]int{}
		counts := map[string]int{}
		for _, r := range records(t, list.String(), args...) {
			if need, ok := of[r[column]]; ok {
				assert.Equal(t, need, label[r[0]], "%v: %v", args, r)
			}
			of[r[column]] = label[r[0]]
			counts[r[column]]++
			largest[label[r[0]]] = max(largest[label[r[0]]], counts[r[column]])
		}
		for need, texts := range needs {
			if args[1] == "topic" {
				assert.Greater(t, 2*largest[need], len(texts), need)
			}
		}
	}
}

// TestRanks: of ranks the first is the hub, and no volume is made of them.
func TestRanks(t *testing.T) {
	ranks := "Search Frequency Rank,Search Term\n30,unscented baby wipes\n1,diapers\n20,baby wipes\n5,diaper cream\n"
	var hubs []string
	a := decode(t, ranks, "-by", "group", "-threshold", "0.7")
	assert.Equal(t, "rank", a.Measure)
	for _, g := range a.Groups {
		hubs = append(hubs, g.Hub)
		assert.Nil(t, g.Low)
		assert.Nil(t, g.High)
	}
	assert.Equal(t, []string{"diapers", "diaper cream", "baby wipes"}, hubs)
}

// TestCancelled: a run that is cancelled fails, and prints nothing.
func TestCancelled(t *testing.T) {
	for _, args := range modes {
		tester.Cancelled(t, file(0), args...)
	}
}
