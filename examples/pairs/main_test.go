package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/examples/internal/programtest"
)

// run runs the program.
func run(t testing.TB, stdin string, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	return tester.Run(t, stdin, args...)
}

var tester = programtest.Tester(pairs)

// TestGolden compares what the program prints, by the lexicon alone, with files that a person has read.
func TestGolden(t *testing.T) {
	tester.Golden(t, "diaper rash\ndiaper rash cream\ndesitin diaper rash\nheat rash\n", map[string][]string{
		"table.txt":     {"-learn=false", "-lexicon", "testdata/lexicon.txt", "testdata/market.csv"},
		"day.txt":       {"-learn=false", "-lexicon", "testdata/lexicon.txt", "-per", "day", "-top", "1", "-unmet", ".5", "-cover", ".5", "testdata/market.csv"},
		"out.csv":       {"-learn=false", "-lexicon", "testdata/lexicon.txt", "-format", "csv", "testdata/market.csv"},
		"out.json":      {"-learn=false", "-lexicon", "testdata/lexicon.txt", "-format", "json", "testdata/market.csv"},
		"list.txt":      {"-learn=false", "-lexicon", "testdata/lexicon.txt"},
		"nolexicon.txt": {"-learn=false", "testdata/market.csv"},
	})
}

type between struct{ Low, High *float64 }

// answered is the JSON as another tool would read it, by the contract.
type answered struct {
	Schema                int
	Measure, Per          string
	Market, Alone, Paired between
	Needs                 []struct {
		Need string
		between
		Alone, Method, Solution, Brand, Unmet between
		Solutions, Brands                     struct{ Named int }
	}
	Pairs []struct {
		Need, Role string
		With       *string
		between
		Share  between
		Lift   struct{ Low, Middle, High *float64 }
		Sample []string
	}
	White []struct {
		Need string
		Sure bool
	} `json:"white_space"`
	Stands []struct {
		Brand, Need string
		Sure        bool
	}
	Shares []struct {
		Need   *string
		Brands []struct {
			Brand string
			Share between
		}
	} `json:"share_of_search"`
	Sample struct {
		Covered  between
		Keywords []struct {
			Keyword string
			Covered float64
		}
	}
	Totals struct{ Rows, Refused, Keywords, Terms int }
}

// TestContract: parts add up and bounds hold, by day and by month.
func TestContract(t *testing.T) {
	for _, per := range []string{"month", "day"} {
		out, stderr, status := run(t, "", "-format", "json", "-per", per, "-lexicon", "testdata/lexicon.txt", "testdata/market.csv")
		require.Zero(t, status, stderr)
		var a answered
		require.NoError(t, json.Unmarshal([]byte(out), &a))
		assert.Equal(t, []any{1, "searches", per}, []any{a.Schema, a.Measure, a.Per})
		assert.Equal(t, 2, a.Totals.Refused)
		named := map[string]map[string]int{"solution": {}, "brand": {}}
		for _, x := range a.Pairs {
			if x.With != nil {
				named[x.Role][x.Need]++
			}
			assert.True(t, *x.Lift.Low <= *x.Lift.Middle && *x.Lift.Middle <= *x.Lift.High, "%+v", x)
			assert.NotEmpty(t, x.Sample)
		}
		for _, n := range a.Needs {
			assert.InDelta(t, *n.Low, *n.Alone.Low+*n.Method.Low+*n.Solution.Low+*n.Brand.Low, .05)
			assert.InDelta(t, *n.High, *n.Alone.High+*n.Method.High+*n.Solution.High+*n.Brand.High, .05)
			assert.Equal(t, named["solution"][n.Need], n.Solutions.Named, n.Need)
			assert.Equal(t, named["brand"][n.Need], n.Brands.Named, n.Need)
		}
		require.NotEmpty(t, a.White)
		require.NotEmpty(t, a.Stands)
		assert.Equal(t, []string{"hoover", "clean floor"}, []string{a.Stands[0].Brand, a.Stands[0].Need})
		assert.Nil(t, a.Shares[0].Need)
		assert.GreaterOrEqual(t, a.Sample.Keywords[len(a.Sample.Keywords)-1].Covered, .8)
	}
}

// makeList makes n rows of a market in which much repeats and much does not.
func makeList(n int) []string {
	r := rand.New(rand.NewPCG(9, 9))
	words := strings.Fields("diaper rash heat rash cream creams desitin aquaphor hoover powder clean floor for on the best how to treat without price")
	volumes := []string{"", "0", "10", "50", "110", "1300", "5400", "1234", "10 - 100", "1M+"}
	rows := make([]string, n)
	for i := range rows {
		var k []string
		for range 2 + r.IntN(4) {
			at := r.IntN(len(words))
			k = append(k, words[at])
			if at == 0 || at == 2 {
				k = append(k, "rash")
			}
		}
		if r.IntN(3) > 0 {
			k = append(k, fmt.Sprintf("w%d", r.IntN(n)))
		}
		rows[i] = strings.Join(k, " ") + "," + volumes[r.IntN(len(volumes))] + "\n"
	}
	return rows
}

// TestSameBytes: the order of the rows and the number of processors change nothing.
func TestSameBytes(t *testing.T) {
	tester.SameBytes(t, "Keyword,Volume\n", makeList(20_000),
		[]string{"-lexicon", "testdata/lexicon.txt", "-format", "table"},
		[]string{"-lexicon", "testdata/lexicon.txt", "-format", "csv"},
		[]string{"-lexicon", "testdata/lexicon.txt", "-format", "json"})
}

// TestStatus: the exit status and the message of what cannot be done.
func TestStatus(t *testing.T) {
	dir := t.TempDir()
	tester.Ends(t, programtest.Ends{
		{"a list", "diaper rash\n", "", 0, ""},
		{"a list as -", "diaper rash\n", "-", 0, ""},
		{"several languages", "diaper rash\nwindel creme\n", "-lang en,de", 0, ""},
		{"help", "", "-h", 0, ""},
		{"no such flag", "", "-colour red", 2, "pairs: flag provided but not defined: -colour (-h prints the manual)"},
		{"format", "", "-format xml", 2, `-format "xml": want one of ["table" "csv" "json"]`},
		{"per", "", "-per week", 2, `-per "week": want day or month`},
		{"top", "", "-top -1", 2, "-top -1: want 0 or more"},
		{"unmet", "", "-unmet 0", 2, "-unmet 0: want more than 0, and 1 or less"},
		{"cover", "", "-cover NaN", 2, "-cover NaN: want 0 to 1"},
		{"lang", "", "-lang klingon-", 2, `-lang "klingon-": want language tags such as en, pt-BR or en,de, or auto`},
		{"missing file", "", dir + "/none.csv", 1, "none.csv: no such file or directory"},
		{"missing lexicon", "", "-lexicon " + dir + "/none.txt", 1, "none.txt: no such file or directory"},
		{"empty", "", "", 1, "stdin:1:1: no text in the file"},
		{"a bad row is a warning", "Keyword,Volume\na,lots\nb,5\n", "", 0, "stdin:2:3: "},
		{"other measures", "Top queries,Impressions\na,5\n", "testdata/market.csv -", 1, "different measures cannot be added or compared: stdin counts impressions"},
		{"no place to write", "a\n", "-o " + dir + "/none/out.csv", 1, "no such file or directory"},
	})
}

func TestCancelled(t *testing.T) { tester.Cancelled(t, strings.Repeat("diaper rash\n", 20_000)) }

// TestFormulas: no cell of CSV begins as a formula does.
func TestFormulas(t *testing.T) {
	out, _, _ := run(t, "", "-lexicon", "testdata/lexicon.txt", "-format", "csv", "testdata/market.csv")
	records, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	require.NoError(t, err)
	found := false
	for _, r := range records {
		for _, cell := range r {
			assert.False(t, cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])), cell)
			found = found || cell == "'=brand()"
		}
	}
	assert.True(t, found)
}

func TestOutFile(t *testing.T) { tester.OutFile(t, "a\n", "-format", "json") }

// TestLearnt: brands that the list shows join those of the lexicon, which stay.
func TestLearnt(t *testing.T) {
	const list = "snoring\nsnoring mouthpiece\nzquiet\nzquiet reviews\nzquiet coupon\nzquiet login\nvitalsleep\nvitalsleep reviews\nvitalsleep coupon\nvitalsleep login\nvitalsleep vs zquiet\nvitalsleep for snoring\n"
	lexicon := filepath.Join(t.TempDir(), "lexicon.txt")
	require.NoError(t, os.WriteFile(lexicon, []byte("[need]\nsnoring\n[solution]\nmouthpiece\n[brand]\nzquiet\n"), 0o600))
	for learn, want := range map[string][]string{"true": {"vitalsleep", "zquiet"}, "false": {"zquiet"}} {
		out, stderr, status := run(t, list, "-lexicon", lexicon, "-learn="+learn, "-format", "json")
		require.Zero(t, status, stderr)
		var a struct {
			Shares []struct{ Brands []struct{ Brand string } } `json:"share_of_search"`
		}
		require.NoError(t, json.Unmarshal([]byte(out), &a))
		require.NotEmpty(t, a.Shares)
		var got []string
		for _, b := range a.Shares[0].Brands {
			got = append(got, b.Brand)
		}
		assert.ElementsMatch(t, want, got)
	}
}

func BenchmarkPairs(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		text := "Keyword,Volume\n" + strings.Join(makeList(n), "")
		b.Run(fmt.Sprintf("rows=%d", n), func(b *testing.B) {
			tester.Bench(b, text, n, "-lexicon", "testdata/lexicon.txt")
		})
	}
}
