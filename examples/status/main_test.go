package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/programtest"
)

var tester = programtest.Tester(status)

// market are arguments for the market in testdata, by the lexicon alone.
func market(args ...string) []string {
	return append(append([]string{"-learn=false", "-lexicon", "testdata/lexicon.txt"}, args...), "testdata/market.csv")
}

// all asks for everything.
var all = []string{"-assume", "testdata/assumptions.txt", "-goals", "testdata/goals.csv", "-polls", "testdata/polls.csv", "-units", "40"}

// TestGolden compares what the program prints with files that a person has read.
func TestGolden(t *testing.T) {
	list := "hay fever\nhay fever tablets\ntablets for hay fever\nsneezol\npollen map\n"
	lexicon := []string{"-learn=false", "-lexicon", "testdata/lexicon.txt"}
	tester.Golden(t, list, map[string][]string{
		"table.txt":  market(all...),
		"out.csv":    market(append([]string{"-format", "csv"}, all...)...),
		"out.json":   market(append([]string{"-format", "json"}, all...)...),
		"day.txt":    market("-per", "day", "-top", "2", "-months", "0", "-place", "us", "-searches", "2-5", "-messages", "testdata/messages.txt"),
		"group.txt":  market("-by", "group", "-top", "3", "-months", "3", "-units", "7", "-over", "need"),
		"year.txt":   append(lexicon[:3:3], "testdata/year.csv"),
		"site.txt":   append(lexicon[:3:3], "-goals", "testdata/goals.csv", "testdata/site.csv"),
		"list.txt":   append(lexicon[:3:3], "-units", "7"),
		"list.csv":   append(lexicon[:3:3], "-format", "csv"),
		"learnt.txt": {"-by", "brand", "-over", "stage", "-units", "10", "testdata/market.csv"},
	})
}

type between struct{ Low, High *float64 }

// answered is the JSON as another tool would read it, by the contract.
type answered struct {
	Schema       int
	Measure, Per string
	Read         struct {
		Keywords, Terms int
		Note            string
	}
	Counting struct {
		Printed, Once, Taken between
		Shared               []struct{ Keywords []string }
		Note                 string
	}
	Roles, Stages ladderRead
	Reach         struct {
		Untold  string
		Missing []string
		People  []struct{ Part, Engine, Online, All between }
	}
	Goals struct {
		Goals []struct{ Untold string }
	}
	Months struct {
		Untold   string
		Keywords int
		Series   []struct {
			Of     string
			Months []struct {
				Month string
				between
			}
			Trend    trendRead
			Forecast struct{ Months []any }
		}
		Terms movesRead `json:"keywords_that_change"`
	}
	Units struct {
		Portions []struct{ Units, Least, Most int }
	}
}

type ladderRead struct {
	Keywords int
	Demand   between
	Rungs    []struct {
		Rung     string
		Keywords int
		Demand   between
		Share    between
		Message  struct{ Aim string }
	}
}

type trendRead struct {
	Direction string
	Sure      bool
	Bounds    between `json:"growth_bounds"`
}

type movesRead struct {
	Tested                    int
	Rising, Falling, Seasonal []struct {
		Name  string
		Trend trendRead
	}
}

func answerTo(t *testing.T, stdin string, args ...string) (a answered) {
	t.Helper()
	out, stderr, status := tester.Run(t, stdin, append([]string{"-format", "json"}, args...)...)
	require.Zero(t, status, stderr)
	require.NoError(t, json.Unmarshal([]byte(out), &a), out)
	assert.Equal(t, 1, a.Schema)
	return a
}

// TestAddsUp: rungs hold each keyword once and all of the demand, and portions all units.
func TestAddsUp(t *testing.T) {
	a := answerTo(t, "", market("-units", "41", "-over", "stage")...)
	for _, l := range []ladderRead{a.Roles, a.Stages} {
		keywords, low, high := 0, 0., 0.
		for _, r := range l.Rungs {
			keywords += r.Keywords
			if r.Demand.Low != nil { // not all of it is unknown
				low, high = low+*r.Demand.Low, high+*r.Demand.High
			}
		}
		assert.Equal(t, a.Read.Keywords, keywords)
		assert.Equal(t, l.Keywords, keywords)
		assert.Equal(t, []float64{*l.Demand.Low, *l.Demand.High}, []float64{low, high})
		assert.Equal(t, *a.Counting.Once.Low, low)
	}
	units := 0
	for _, p := range a.Units.Portions {
		assert.LessOrEqual(t, p.Least, p.Units)
		assert.GreaterOrEqual(t, p.Most, p.Units)
		units += p.Units
	}
	assert.Equal(t, 41, units)
}

// TestCountedOnce compares totals with sums over the file itself, in which a line of the
// generator is one number on several keywords with the same months.
func TestCountedOnce(t *testing.T) {
	var printed, once demand.Sum
	seen := map[string]bool{}
	months := make([]demand.Sum, 24)
	for _, cells := range rowsOf(t, "testdata/market.csv") {
		n, err := strconv.ParseInt(cells[2], 10, 64)
		if err != nil {
			continue // unknown
		}
		printed.Add(demand.Round(n))
		if key := strings.Join(cells[2:], " "); !seen[key] {
			seen[key] = true
			once.Add(demand.Round(n))
			for i := range months {
				m, err := strconv.ParseInt(cells[4+i], 10, 64)
				require.NoError(t, err)
				months[i].Add(demand.Round(m))
			}
		}
	}
	a := answerTo(t, "", market()...)
	is := func(want demand.Sum, got between) {
		t.Helper()
		assert.Equal(t, []float64{float64(want.Low), float64(want.High)}, []float64{*got.Low, *got.High})
	}
	is(printed, a.Counting.Printed)
	is(once, a.Counting.Once)
	is(demand.Sum{Low: printed.Low - once.Low, High: printed.High - once.High}, a.Counting.Taken)
	require.Len(t, a.Months.Series[0].Months, 24)
	for i, m := range a.Months.Series[0].Months {
		is(months[i], m.between)
	}
	assert.Equal(t, "2024-11", a.Months.Series[0].Months[0].Month)
}

// rowsOf returns the rows of a planner's export that are below its header.
func rowsOf(t *testing.T, path string) (rows [][]string) {
	t.Helper()
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	in := bufio.NewScanner(bytes.NewReader(b))
	for n := 0; in.Scan(); n++ {
		if n > 2 {
			rows = append(rows, strings.Split(in.Text(), "\t"))
		}
	}
	return rows
}

// TestMovers: what the generator makes rise rises, what it makes fall falls, within bounds
// that hold the growth that it was given, and nothing else does.
func TestMovers(t *testing.T) {
	rising := map[string]float64{"dust mite allergy": .6, "dust mite allergy symptoms": .6, "nose spray": .45, "hay fever nasal spray": .45, "pollenix": .6, "pollenix nasal spray": .6}
	falling := map[string]float64{"sneezol": -.4, "sneezol tablets": -.4}
	a := answerTo(t, "", market()...)
	check := func(want map[string]float64, got []struct {
		Name  string
		Trend trendRead
	}) {
		for _, x := range got {
			growth, ok := want[x.Name]
			if !ok {
				assert.Contains(t, []string{"sneezol vs pollenix", "itchy eyes hay fever"}, x.Name, "little growth")
				continue
			}
			delete(want, x.Name)
			assert.True(t, *x.Trend.Bounds.Low <= growth && growth <= *x.Trend.Bounds.High, x.Name)
			assert.True(t, x.Trend.Sure, x.Name)
		}
		assert.Empty(t, want)
	}
	check(rising, a.Months.Terms.Rising)
	check(falling, a.Months.Terms.Falling)
}

// TestMonthsCompare: a market in which nothing changes has no trend, whichever keywords
// have which months.
func TestMonthsCompare(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	for range 20 {
		header := "Keyword,Avg. monthly searches"
		for i := range 24 {
			year, month := (demand.MonthOf(2024, 1) + demand.Month(i)).Date()
			header += fmt.Sprintf(",Searches: %s %d", month.String()[:3], year)
		}
		var rows strings.Builder
		for k := range 30 {
			n := 10 * (1 + random.IntN(9))
			fmt.Fprintf(&rows, "word%c%c,%d", 'a'+k%26, 'a'+k/26, n)
			from, to := 0, 24
			if k%3 == 0 {
				from, to = random.IntN(12), 12+random.IntN(12)
			}
			for i := range 24 {
				if i < from || i >= to {
					rows.WriteString(",")
				} else {
					fmt.Fprintf(&rows, ",%d", n)
				}
			}
			rows.WriteByte('\n')
		}
		a := answerTo(t, header+"\n"+rows.String(), "-learn=false")
		require.NotEmpty(t, a.Months.Series)
		assert.Equal(t, "none", a.Months.Series[0].Trend.Direction)
		for _, m := range a.Months.Series[0].Months {
			assert.Equal(t, a.Months.Series[0].Months[0].between, m.between)
		}
	}
}

// TestCSV: every line is a fact with ten cells, bounds are in order, and each number of the
// ladder is that of the JSON.
func TestCSV(t *testing.T) {
	out, stderr, code := tester.Run(t, "", market(append([]string{"-format", "csv"}, all...)...)...)
	require.Zero(t, code, stderr)
	records, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	require.NoError(t, err)
	assert.Equal(t, strings.Split("section,part,item,month,what,unit,low,middle,high,note", ","), records[0])
	facts := map[string][]string{}
	var sections []string
	for _, r := range records[1:] {
		numbers := []float64{}
		for _, cell := range r[6:9] {
			if cell != "" {
				x, err := strconv.ParseFloat(cell, 64)
				require.NoError(t, err, r)
				numbers = append(numbers, x)
			}
		}
		assert.True(t, slices.IsSorted(numbers), r)
		assert.True(t, len(numbers) > 0 || r[9] != "" || r[8] == "", r)
		facts[strings.Join(r[:6], "|")] = r
		if len(sections) == 0 || sections[len(sections)-1] != r[0] {
			sections = append(sections, r[0])
		}
	}
	assert.Equal(t, []string{"read", "counting", "roles", "stages", "parts", "reach", "months", "goals", "units"}, sections)
	a := answerTo(t, "", market(all...)...)
	for _, r := range a.Roles.Rungs {
		f := facts["roles||"+r.Rung+"||demand|searches a month"]
		require.NotNil(t, f, r.Rung)
		assert.Equal(t, []string{cellOf(r.Demand.Low), cellOf(r.Demand.High)}, []string{f[6], f[8]})
	}
}

// cellOf is a number in a cell.
func cellOf(x *float64) string {
	if x == nil {
		return ""
	}
	return strconv.FormatFloat(*x, 'f', -1, 64)
}

// TestAssumptions: nothing stands in for an assumption that is not given; one's own count
// before published ones.
func TestAssumptions(t *testing.T) {
	none := answerTo(t, "", market()...)
	assert.Equal(t, []string{"searches", "engine", "online"}, none.Reach.Missing)
	for _, p := range none.Reach.People {
		assert.Nil(t, p.Engine.Low)
		assert.Nil(t, p.All.High)
	}
	one := answerTo(t, "", market("-searches", "2")...)
	three := answerTo(t, "", market("-searches", "1-3")...)
	assert.Equal(t, []string{"engine", "online"}, one.Reach.Missing)
	a, b := one.Reach.People[0].Engine, three.Reach.People[0].Engine
	assert.Less(t, *b.Low, *a.Low)
	assert.Greater(t, *b.High, *a.High)
	assert.InDelta(t, 2*(*a.High), *b.High, 1)
	own := answerTo(t, "", market("-assume", "testdata/assumptions.txt", "-searches", "1-3")...)
	assert.Empty(t, own.Reach.Missing)
	assert.Equal(t, b, own.Reach.People[0].Engine, "-searches before the file")
}

// TestNobody: of people on rungs on which no keyword stands nothing is told, not that there
// are none.
func TestNobody(t *testing.T) {
	a := answerTo(t, "keyword,searches\nhay fever,100\n", "-lexicon", "testdata/lexicon.txt", "-searches", "2")
	require.Len(t, a.Reach.People, 3)
	assert.Equal(t, 1., *a.Reach.People[0].Part.Low)
	for _, p := range a.Reach.People[1:] {
		assert.Equal(t, between{}, p.Part)
		assert.Equal(t, between{}, p.Engine)
	}
}

// TestUnseen: where months do not show which keywords with other words share a number, that
// is said.
func TestUnseen(t *testing.T) {
	const months = "Jan 2026,Searches: Feb 2026,Searches: Mar 2026"
	head := "Keyword,Currency,Avg. monthly searches,Competition,Searches: " + months + "\n"
	shown := answerTo(t, head+"hay fever,USD,1300,Low,1300,1600,1000\npollen,USD,720,Low,720,590,880\n")
	hidden := answerTo(t, head+"hay fever,USD,1300,Low,1300,1600,1000\npollen,USD,720,Low,,,\n")
	assert.Empty(t, shown.Counting.Note)
	assert.NotEmpty(t, hidden.Counting.Note)
	assert.Empty(t, answerTo(t, "keyword,searches\nhay fever,100\n").Counting.Note, "of a table it is not known that it lumps")
}

// TestGoalOfNothing: a goal whose name no keyword has says so.
func TestGoalOfNothing(t *testing.T) {
	file := filepath.Join(t.TempDir(), "goals.csv")
	require.NoError(t, os.WriteFile(file, []byte("kind,of,from,to\nrecognition,nasal spry,8%,12%\nrecognition,nasal spray,8%,12%\n"), 0o600))
	goals := answerTo(t, "", market("-goals", file)...).Goals.Goals
	require.Len(t, goals, 2)
	assert.NotEmpty(t, goals[0].Untold)
	assert.Empty(t, goals[1].Untold)
}

// TestTimes: files of several times are one market with the months of all, which is said.
func TestTimes(t *testing.T) {
	const now, before = "../diaper-rash/data/diaper-rash.csv", "../diaper-rash/data/diaper-rash-2025.csv"
	assert.NotEmpty(t, answerTo(t, "", now, before).Read.Note)
	assert.Empty(t, answerTo(t, "", now).Read.Note)
	assert.Empty(t, answerTo(t, "", now, now).Read.Note)
}

// TestMessages: a file's messages stand before those of the library, which fill the rest.
func TestMessages(t *testing.T) {
	a := answerTo(t, "", market("-messages", "testdata/messages.txt")...)
	aims := map[string]string{}
	for _, r := range a.Roles.Rungs {
		aims[r.Rung] = r.Message.Aim
	}
	assert.Equal(t, "they learn that it is no cold", aims["need"])
	assert.NotEmpty(t, aims["brand"])
	assert.Empty(t, aims["other"])
}

// TestSameBytes: the order of rows and the number of processors change nothing.
func TestSameBytes(t *testing.T) {
	b, err := os.ReadFile("testdata/market.csv")
	require.NoError(t, err)
	lines := strings.SplitAfter(string(b), "\n")
	rows := slices.DeleteFunc(lines[3:], func(s string) bool { return s == "" })
	header := strings.Join(lines[:3], "")
	tester.SameBytes(t, header, rows, []string{"-format", "json"}, []string{"-format", "csv", "-by", "group"}, []string{"-lexicon", "testdata/lexicon.txt", "-goals", "testdata/goals.csv", "-top", "4"})
}

// TestEnds: exit status and messages, by the contract.
func TestEnds(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		return path
	}
	places := file("places.txt", "aa searches 2 3 asked\nbb searches 2 3 asked\n")
	tester.Ends(t, programtest.Ends{
		{"manual", "", "-h", 0, ""},
		{"unknown flag", "", "-x", 2, "-h prints the manual"},
		{"format", "", "-format xml", 2, `-format "xml": want one of`},
		{"by", "", "-by stage", 2, `-by "stage": want one of`},
		{"over", "", "-over brand", 2, `-over "brand": want one of`},
		{"per", "", "-per week", 2, `-per "week": want day or month`},
		{"top", "", "-top -1", 2, "-top -1: want 0 or more"},
		{"months", "", "-months 19", 2, "-months 19: want 0 to 18"},
		{"units", "", "-units -1", 2, "-units -1: want 0 or more"},
		{"no units", "a\n", "-units 0", 0, ""},
		{"searches", "", "-searches few", 2, `-searches "few": want the least and the most`},
		{"searches the wrong way round", "", "-searches 5-2", 2, "-searches"},
		{"no searches", "", "-searches 0-2", 2, "-searches"},
		{"place", "", "-place atlantis", 2, `-place "atlantis": nothing is published of it`},
		{"several places", "", "-assume " + places, 2, "say which with -place"},
		{"another place", "", "-place cc -assume " + places, 1, `nothing of the place "cc"`},
		{"one of the places", "a\n", "-place aa -assume " + places, 0, ""},
		{"a bad assumption", "a\n", "-assume " + file("bad.txt", "xx searches 2 3 asked\nxx engine 1 2 3\n"), 0, "bad.txt:2:"},
		{"bad assumptions", "a\n", "-assume " + file("worse.txt", "xx what 2 3 asked\n"), 1, "worse.txt:1:4: "},
		{"no assumptions", "a\n", "-assume " + file("none.txt", "# nothing\n"), 1, "none.txt: nothing in the file"},
		{"a bad goal", "a\n", "-goals " + file("goals.csv", "kind,of,from,to\nlove,a,1%,2%\nawareness,a,1%,2%\n"), 0, "goals.csv:2:1: "},
		{"bad goals", "a\n", "-goals " + file("worse.csv", "kind,of,from,to\nawareness,a,1%,1%\n"), 1, "worse.csv:2:"},
		{"bad polls", "a\n", "-polls " + file("polls.csv", "kind,of,asked,yes,voluntary\nawareness,a,10,11,no\n"), 1, "polls.csv:2:"},
		{"bad messages", "a\n", "-messages " + file("messages.txt", "[need]\nwish: all\n"), 0, "messages.txt:2:1: "},
		{"directory", "a\n", "-goals " + dir, 1, "is a directory"},
		{"missing goals", "a\n", "-goals " + dir + "/no.csv", 1, "no such file"},
		{"missing file", "", dir + "/no.csv", 1, "no such file"},
		{"empty", "", "", 1, "stdin:1:1: no text in the file"},
		{"a bad row is a warning", "Keyword,Volume\na,lots\nb,5\n", "", 0, "stdin:2:3: "},
		{"nothing but refused rows", "Keyword,Volume\na,lots\n", "", 1, "stdin: none of its 1 rows can be used"},
		{"other measures", "Top queries,Impressions\na,5\n", "testdata/market.csv -", 1, "different measures cannot be added or compared"},
	})
}

func TestCancelled(t *testing.T) {
	tester.Cancelled(t, strings.Repeat("diaper rash\n", 20_000))
}

func TestOutFile(t *testing.T) { tester.OutFile(t, "a\n", "-format", "csv") }

// TestFormulas: no cell of CSV begins as a formula does.
func TestFormulas(t *testing.T) {
	out, _, _ := tester.Run(t, "Keyword,Volume\n=cmd(),5\n+rash,6\n-x,7\n@y,8\n", "-format", "csv", "-by", "group")
	records, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	require.NoError(t, err)
	escaped := 0
	for _, r := range records {
		for i, cell := range r {
			if _, err := strconv.ParseFloat(cell, 64); err != nil && cell != "" {
				assert.NotContains(t, "=+-@", cell[:1], "column %d of %q", i, r)
			}
			if strings.HasPrefix(cell, "'") {
				escaped++
			}
		}
	}
	assert.Positive(t, escaped)
}

// TestMeasures: what cannot be added is not, and says why.
func TestMeasures(t *testing.T) {
	for name, text := range map[string]string{
		"an index":     "Category: All categories\n\nMonth,hay fever: (US),sneezol: (US)\n2025-01,50,10\n2025-02,100,<1\n",
		"places in a":  "Search Frequency Rank,Search Term,Top Clicked Brand #1\n1204,hay fever,A\n377,sneezol,B\n",
		"longer ones":  "Формулировка,Число запросов\nhay fever,50\nhay fever tablets,40\n",
		"no volume is": "hay fever\nsneezol\n",
	} {
		a := answerTo(t, text, "-learn=false", "-lexicon", "testdata/lexicon.txt", "-searches", "2", "-units", "9")
		assert.Equal(t, 2, a.Roles.Keywords, name)
		assert.Nil(t, a.Roles.Demand.Low, name)
		assert.NotEmpty(t, a.Months.Untold, name)
		assert.NotEmpty(t, a.Reach.Untold, name)
		assert.Empty(t, a.Units.Portions, name)
		out, _, _ := tester.Run(t, text, "-learn=false")
		assert.Contains(t, out, name)
	}
}

// TestManyFiles: files are one market, and a keyword of both is one.
func TestManyFiles(t *testing.T) {
	one := answerTo(t, "", market()...)
	two := answerTo(t, "", append(market(), "testdata/market.csv")...)
	assert.Equal(t, one.Roles, two.Roles)
	assert.Equal(t, one.Months, two.Months)
}

func makeMarket(n int) string {
	var b strings.Builder
	b.WriteString("Keyword\tAvg. monthly searches")
	for i := range 12 {
		year, month := (demand.MonthOf(2025, 1) + demand.Month(i)).Date()
		fmt.Fprintf(&b, "\tSearches: %s %d", month.String()[:3], year)
	}
	b.WriteByte('\n')
	words := strings.Fields("diaper rash cream baby newborn best cheap organic desitin ointment powder wipes face heat yeast how what price near")
	values := []int{10, 20, 30, 50, 70, 90, 140, 210, 390, 880, 1900, 5400}
	random := rand.New(rand.NewPCG(1, 2))
	for i := range n {
		fmt.Fprintf(&b, "%s %s %s w%d\t%d", words[random.IntN(len(words))], words[random.IntN(len(words))], words[random.IntN(len(words))], i/7, values[i%9])
		for range 12 {
			fmt.Fprintf(&b, "\t%d", values[max(0, i%9+random.IntN(3)-1)])
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func BenchmarkStatus(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		text := makeMarket(n)
		for _, format := range []string{"table", "csv"} {
			b.Run(fmt.Sprintf("format=%s/rows=%d", format, n), func(b *testing.B) {
				tester.Bench(b, text, n, "-lexicon", "testdata/lexicon.txt", "-format", format, "-top", "10")
			})
		}
	}
}
