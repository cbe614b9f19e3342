package main

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
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

var tester = programtest.Tester(rank)

// TestGolden compares what the program prints, by the lexicon alone, with files that a person has read.
func TestGolden(t *testing.T) {
	tester.Golden(t, "", map[string][]string{
		"table.txt":     {"-learn=false", "-lexicon", "testdata/lexicon.txt", "testdata/market.csv"},
		"stages.txt":    {"-learn=false", "-lexicon", "testdata/lexicon.txt", "-by", "stage", "-per", "day", "-top", "2", "testdata/market.csv"},
		"out.csv":       {"-learn=false", "-lexicon", "testdata/lexicon.txt", "-format", "csv", "-by", "volume", "testdata/market.csv"},
		"out.json":      {"-learn=false", "-lexicon", "testdata/lexicon.txt", "-format", "json", "testdata/market.csv"},
		"nolexicon.txt": {"-learn=false", "testdata/market.csv"},
	})
}

// answer is the JSON as another tool would read it, by the contract.
type answer struct {
	Schema   int    `json:"schema"`
	Measure  string `json:"measure"`
	Per      string `json:"per"`
	Keywords []struct {
		Keyword    string   `json:"keyword"`
		Volume     *float64 `json:"volume"`
		Low        *float64 `json:"low"`
		High       *float64 `json:"high"`
		Role       string   `json:"role"`
		Stage      string   `json:"stage"`
		Confidence float64  `json:"confidence"`
		Chances    *struct{ Need, Solution, Brand, Other float64 }
		Evidence   []struct{ Text, Role, Why string }
		Variants   []struct {
			Keyword string
			Volume  *float64
			Why     string
		}
	} `json:"keywords"`
	Ladder, Stages []struct {
		Role, Stage string
		Keywords    int
		Low, High   *float64
		ShareLow    *float64 `json:"share_low"`
		ShareHigh   *float64 `json:"share_high"`
		DropLow     *float64 `json:"drop_low"`
		DropHigh    *float64 `json:"drop_high"`
	}
	Sources []struct {
		File, Format, Measure string
		Rows, Refused         int
	}
	Refused []struct {
		File         string
		Line, Column int
		Text, Reason string
	}
	Totals struct {
		Rows, Keywords int
		In             float64 `json:"volume_in"`
		Placed         float64 `json:"volume_placed"`
		Refused        float64 `json:"volume_refused"`
	}
}

func rankJSON(t testing.TB, stdin string, args ...string) answer {
	t.Helper()
	out, stderr, status := run(t, stdin, append([]string{"-format", "json"}, args...)...)
	require.Zero(t, status, stderr)
	var a answer
	require.NoError(t, json.Unmarshal([]byte(out), &a))
	return a
}

// TestContract: every keyword is there once, searches add up, bounds hold, by day
// and by month.
func TestContract(t *testing.T) {
	for _, per := range []string{"month", "day"} {
		a := rankJSON(t, "", "-lexicon", "testdata/lexicon.txt", "-per", per, "testdata/market.csv")
		assert.Equal(t, 1, a.Schema)
		assert.Equal(t, "searches", a.Measure)
		assert.Equal(t, per, a.Per)
		file, err := os.ReadFile("testdata/market.csv")
		require.NoError(t, err)
		records, err := csv.NewReader(bytes.NewReader(file)).ReadAll()
		require.NoError(t, err)
		want := map[string]bool{}
		refused := 0
		for _, r := range records[1:] {
			if r[0] == "" || r[1] == "lots" {
				refused++
			} else {
				want[r[0]] = true
			}
		}
		var got []string
		for _, k := range a.Keywords {
			got = append(got, k.Keyword)
			for _, v := range k.Variants {
				got = append(got, v.Keyword)
				assert.NotEmpty(t, v.Why)
			}
			if k.Volume != nil {
				assert.True(t, *k.Low <= *k.Volume && *k.Volume <= *k.High, "%+v", k)
			} else {
				assert.Equal(t, k.Low == nil, k.High == nil)
			}
			assert.NotNil(t, k.Evidence)
			assert.NotNil(t, k.Variants)
		}
		assert.Len(t, got, len(want))
		for _, k := range got {
			assert.True(t, want[k], k)
		}
		assert.Equal(t, len(records)-1, a.Totals.Rows)
		assert.Equal(t, len(want), a.Totals.Keywords)
		assert.InDelta(t, a.Totals.In, a.Totals.Placed+a.Totals.Refused, 1e-6)
		assert.Len(t, a.Refused, refused)
		assert.Equal(t, refused, a.Sources[0].Refused)
		assert.Equal(t, a.Totals.Rows, a.Sources[0].Rows)
		for _, ladder := range [][]string{{"need", "solution", "brand", "other"}, {"aware", "articulate", "comprehend", "compare", "buy", "none"}} {
			rungs := a.Ladder
			if len(ladder) > 4 {
				rungs = a.Stages
			}
			n := 0
			for i, r := range rungs {
				assert.Equal(t, ladder[i], r.Role+r.Stage)
				n += r.Keywords
			}
			assert.Equal(t, len(want), n)
			assert.Nil(t, rungs[0].DropLow)
		}
	}
}

// makeList makes n rows of a market in which much repeats and much does not.
func makeList(n int) []string {
	r := rand.New(rand.NewPCG(9, 9))
	words := strings.Fields("rash rashes diaper nappy cream creams desitin balmex baby heat face for on the best buy how to treat without zinc price")
	volumes := []string{"", "0", "10", "50", "110", "1300", "5400", "1234", "10 - 100"}
	rows := make([]string, n)
	for i := range rows {
		k := []string{words[r.IntN(len(words))], words[r.IntN(len(words))], words[r.IntN(len(words))]}
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
		{"help", "", "-h", 0, ""},
		{"no such flag", "", "-colour red", 2, "rank: flag provided but not defined: -colour (-h prints the manual)"},
		{"format", "", "-format xml", 2, `-format "xml": want one of ["table" "csv" "json"]`},
		{"per", "", "-per week", 2, `-per "week": want day or month`},
		{"by", "", "-by luck", 2, `-by "luck": want role, stage or volume`},
		{"top", "", "-top -1", 2, "-top -1: want 0 or more"},
		{"suggestions as JSON", "", "-suggest -format json", 2, "-suggest prints a lexicon"},
		{"suggestions not learnt", "", "-suggest -learn=false", 2, "-suggest prints a lexicon"},
		{"other languages", "windel\n", "-lang de", 0, "roles are learnt from English keywords only"},
		{"lang", "", "-lang klingon-", 2, `-lang "klingon-": want language tags such as en, pt-BR or en,de, or auto`},
		{"missing file", "", dir + "/none.csv", 1, "none.csv: no such file or directory"},
		{"missing lexicon", "", "-lexicon " + dir + "/none.txt", 1, "none.txt: no such file or directory"},
		{"directory", "", dir, 1, "is a directory, want a file"},
		{"empty", "", "", 1, "stdin:1:1: no text in the file"},
		{"binary", strings.Repeat("\x00\x01\xfe", 99), "", 1, "stdin:1:1: binary data, want text"},
		{"nothing but refused rows", "Keyword,Volume\na,lots\n", "", 1, "stdin: none of its 1 rows can be used"},
		{"a bad row is a warning", "Keyword,Volume\na,lots\nb,5\n", "", 0, "stdin:2:3: "},
		{"other measures", "Top queries,Impressions\na,5\n", "testdata/market.csv -", 1, "different measures cannot be added or compared: stdin counts impressions"},
		{"no place to write", "a\n", "-o " + dir + "/none/out.csv", 1, "no such file or directory"},
	})
}

func TestCancelled(t *testing.T) { tester.Cancelled(t, strings.Repeat("diaper rash\n", 20_000)) }

func TestOutFile(t *testing.T) { tester.OutFile(t, "a\n", "-format", "json") }

// TestFormulas: no cell of CSV begins as a formula does.
func TestFormulas(t *testing.T) {
	out, _, _ := run(t, "Keyword,Volume\n=cmd(),5\n+rash,6\n-x,7\n@y,8\n", "-format", "csv")
	records, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	require.NoError(t, err)
	var keywords []string
	for _, r := range records[1:] {
		keywords = append(keywords, r[0])
	}
	assert.Equal(t, []string{"'+rash", "'=cmd()", "'@y", "'-x"}, keywords)
}

// TestManyFiles: files are one market, and a keyword of both is one.
func TestManyFiles(t *testing.T) {
	a := rankJSON(t, "desitin\ndiaper rash\n", "-lexicon", "testdata/lexicon.txt", "testdata/market.csv", "-")
	assert.Len(t, a.Sources, 2)
	assert.Equal(t, []string{"testdata/market.csv", "stdin"}, []string{a.Sources[0].File, a.Sources[1].File})
	n := 0
	for _, k := range a.Keywords {
		if k.Keyword == "diaper rash" || slices.ContainsFunc(k.Variants, func(v struct {
			Keyword string
			Volume  *float64
			Why     string
		}) bool {
			return v.Keyword == "diaper rash"
		}) {
			n++
			assert.NotNil(t, k.Volume)
		}
	}
	assert.Equal(t, 1, n)
}

func BenchmarkRank(b *testing.B) {
	for _, format := range []string{"table", "csv", "json"} {
		for _, n := range []int{10_000, 100_000, 1_000_000} {
			text := "Keyword,Volume\n" + strings.Join(makeList(n), "")
			b.Run(fmt.Sprintf("format=%s/rows=%d", format, n), func(b *testing.B) {
				tester.Bench(b, text, n, "-lexicon", "testdata/lexicon.txt", "-format", format)
			})
		}
	}
}

// TestZip: a zip is read whether it is a file or comes by standard input; what is no
// keyword list in it is a warning, and an error only where there is nothing else.
func TestZip(t *testing.T) {
	pack := func(files map[string]string) string {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for _, name := range slices.Sorted(maps.Keys(files)) {
			w, err := z.Create(name)
			require.NoError(t, err)
			_, err = io.WriteString(w, files[name])
			require.NoError(t, err)
		}
		require.NoError(t, z.Close())
		return b.String()
	}
	filters := "Filter,Value\nSearch type,Web\n"
	packed := pack(map[string]string{"Filters.csv": filters, "Queries.csv": "Top queries,Clicks,Impressions\ndiaper rash,1,10\n"})
	path := filepath.Join(t.TempDir(), "gsc.zip")
	require.NoError(t, os.WriteFile(path, []byte(packed), 0o600))
	for _, args := range [][]string{{path}, {"-"}} {
		out, warnings, status := run(t, packed, append([]string{"-format", "csv"}, args...)...)
		assert.Zero(t, status)
		assert.Contains(t, out, "\ndiaper rash,10,10,10,impressions,")
		assert.Contains(t, warnings, "/Filters.csv:1:1: not a keyword export: this is the filters of a Search Console export")
	}
	_, warnings, status := run(t, pack(map[string]string{"Filters.csv": filters}))
	assert.Equal(t, 1, status)
	assert.Contains(t, warnings, "stdin/Filters.csv:1:1: not a keyword export")
}

// TestPlaces: a source that gives places and no volumes is ranked by them.
func TestPlaces(t *testing.T) {
	a := rankJSON(t, "Search Frequency Rank,Search Term,Top Clicked Brand #1\n1204,diaper cream,A\n377,desitin,B\n")
	assert.Equal(t, "rank", a.Measure)
	require.Len(t, a.Keywords, 2)
	assert.Equal(t, "desitin", a.Keywords[0].Keyword)
	assert.Nil(t, a.Keywords[0].Volume, "a rank is not a volume")
	assert.Nil(t, a.Keywords[0].High)
}
