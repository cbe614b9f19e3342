package main

import (
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

var tester = programtest.Tester(track)

// made are the arguments that go before the files of the made-up market.
func made(args ...string) []string {
	return append([]string{"-learn=false", "-lexicon", "testdata/lexicon.txt"}, args...)
}

// TestGolden compares what the program prints with files that a person has read.
func TestGolden(t *testing.T) {
	const june25, june26, july26 = "testdata/2025-06.csv", "testdata/2026-06.csv", "testdata/2026-07.csv"
	tester.Golden(t, "diaper rash\nheat rash\nheat rash spray\n", map[string][]string{
		"year.txt":    made(june25, june26),
		"month.txt":   made(june26, july26), // eleven months are in both
		"three.txt":   made("-needs", "-goals", "testdata/goals.csv", "-polls", "testdata/polls.csv", july26, june25, june26),
		"revised.txt": made("-by", "role,brand", june26, "testdata/revised.csv"),
		"buckets.txt": made("-by", "need", "-at", "2025-06,2026-07", june25, "testdata/buckets.csv"),
		"tools.txt":   made("-by", "role", "-top", "1", june25, "testdata/semrush.csv", june26),
		"lists.txt":   made("-by", "role", "-lists", june25, "testdata/semrush.csv"),
		"group.txt":   made("-by", "group", "-per", "day", "-top", "3", june25, june26),
		"plain.txt":   made("-", "testdata/list.txt"),
		"market.txt":  {"-top", "5", "-lexicon", "../diaper-rash/data/lexicon.txt", "../diaper-rash/data/diaper-rash-2025.csv", "../diaper-rash/data/diaper-rash.csv"},
		"out.csv":     made("-format", "csv", "-needs", "-goals", "testdata/goals.csv", "-polls", "testdata/polls.csv", june25, june26, july26, "testdata/semrush.csv"),
		"out.json":    made("-format", "json", "-top", "2", "-goals", "testdata/goals.csv", "-polls", "testdata/polls.csv", june25, june26, "testdata/semrush.csv"),
	})
}

// TestEnds: the exit status and the message of what cannot be done.
func TestEnds(t *testing.T) {
	a, b := "testdata/2025-06.csv", "testdata/2026-06.csv"
	dir := t.TempDir()
	bad := filepath.Join(dir, "bad.csv")
	require.NoError(t, os.WriteFile(bad, []byte("kind,of,from,to\nlove,x,1%,2%\n"), 0o600))
	tester.Ends(t, programtest.Ends{
		{"two", "", a + " " + b, 0, ""},
		{"standard input", "diaper rash\n", "- testdata/list.txt", 0, ""},
		{"help", "", "-h", 0, ""},
		{"several languages", "windel creme\n", "-lang en,de - testdata/list.txt", 0, ""},
		{"none", "", "", 2, "track: 0 files: a change is between two or more"},
		{"one", "", a, 2, "track: 1 files"},
		{"standard input twice", "diaper rash\n", "- -", 2, "standard input can be one snapshot only"},
		{"goals from standard input", "", "-goals - " + a + " " + b, 2, "goals and polls are read from files"},
		{"no such flag", "", "-colour red", 2, "track: flag provided but not defined: -colour (-h prints the manual)"},
		{"format", "", "-format xml a b", 2, `-format "xml": want one of ["table" "csv" "json"]`},
		{"per", "", "-per week a b", 2, `-per "week": want day or month`},
		{"by", "", "-by role,colour a b", 2, `-by "colour": want one of`},
		{"top", "", "-top -1 a b", 2, "-top -1: want 0 or more"},
		{"at no month", "", "-at 2026,2027 a b", 2, `-at "2026,2027": want months such as 2026-05,2026-11`},
		{"at is not what the months say", "", "-at 2027-10,2025-10 ../diaper-rash/data/diaper-rash.csv ../diaper-rash/data/diaper-rash-2025.csv", 0, "its months end in 2026-10, and not in 2027-10 as -at says"},
		{"at too few", "", "-at 2026-05 a b", 2, `-at "2026-05": has 1 months for 2 files`},
		{"lang", "", "-lang klingon- a b", 2, `-lang "klingon-": want language tags`},
		{"missing file", "", a + " " + dir + "/none.csv", 1, "none.csv: no such file or directory"},
		{"missing lexicon", "", "-lexicon " + dir + "/none.txt a b", 1, "none.txt: no such file or directory"},
		{"missing goals", "", "-goals " + dir + "/none.csv a b", 1, "none.csv: no such file or directory"},
		{"goals that are none", "", "-goals " + bad + " a b", 1, "bad.csv:2:1"},
		{"no keywords", "", a + " -", 1, "stdin"},
		{"tools", "", a + " testdata/semrush.csv", 1, "semrush.csv is not compared with 2025-06: Google Ads Keyword Planner and Semrush: numbers of different tools cannot be compared"},
		{"measures", "Query,Impressions\nrash,10\n", "-tool mine " + a + " -", 1, "stdin is not compared with 2025-06: searches and impressions: different measures"},
		{"one tool by the caller", "Keyword,Searches\nrash,10\n", "-tool mine " + a + " -", 0, ""},
	})
}

// TestCancelled: a run that is cancelled prints nothing.
func TestCancelled(t *testing.T) {
	for _, format := range []string{"table", "csv", "json"} {
		tester.Cancelled(t, "", "-format", format, "testdata/2025-06.csv", "testdata/2026-06.csv")
	}
}

// TestOutFile: -o writes what standard output would have.
func TestOutFile(t *testing.T) {
	tester.OutFile(t, "Keyword,Searches\ndiaper rash,1234\n", "-tool", "mine", "testdata/2025-06.csv", "-")
}

// header is that of the lists that are made.
const header = "Keyword,Avg. monthly searches,Searches: May 2026,Searches: Jun 2026\n"

// makeList makes n rows of a market in which much repeats and much does not.
func makeList(n int, seed uint64) []string {
	r := rand.New(rand.NewPCG(seed, 9))
	words := strings.Fields("diaper rash heat rash cream creams desitin aquaphor powder for the best how to treat without price")
	volumes := []string{"", "0", "10", "50", "110", "1300", "5400", "90500"}
	rows := make([]string, n)
	for i := range rows {
		k := make([]string, 0, 6)
		for range 2 + r.IntN(3) {
			k = append(k, words[r.IntN(len(words))])
		}
		k = append(k, fmt.Sprintf("w%d", i*4/5+r.IntN(n/5+1)))
		v := func() string { return volumes[r.IntN(len(volumes))] }
		rows[i] = strings.Join(k, " ") + "," + v() + "," + v() + "," + v() + "\n"
	}
	return rows
}

// TestSameBytes: the order of the rows and the number of processors change nothing.
func TestSameBytes(t *testing.T) {
	before := filepath.Join(t.TempDir(), "before.csv")
	require.NoError(t, os.WriteFile(before, []byte(strings.ReplaceAll(header, "2026", "2025")+strings.Join(makeList(5000, 1), "")), 0o600))
	by := []string{"-lexicon", "testdata/lexicon.txt", "-goals", "testdata/goals.csv", "-needs", "-by", "role,stage,need,solution,brand,group"}
	tester.SameBytes(t, header, makeList(5000, 2),
		append(by[:len(by):len(by)], before, "-"),
		append(by[:len(by):len(by)], "-format", "csv", before, "-"),
		append(by[:len(by):len(by)], "-format", "json", before, "-"))
}

// TestFormula: no cell of the CSV is run by a spreadsheet.
func TestFormula(t *testing.T) {
	out, stderr, status := tester.Run(t, "=1+1\n@sum\n+2\n", "-format", "csv", "testdata/list.txt", "-")
	require.Zero(t, status, stderr)
	for _, k := range []string{"'=1+1", "'@sum", "'+2"} {
		assert.Contains(t, out, ","+k+",")
	}
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("=list", []byte("rash\n"), 0o600))
	out, stderr, status = tester.Run(t, "rash\n", "-format", "csv", "-goals", "", "=list", "-")
	require.Zero(t, status, stderr)
	assert.NotContains(t, out, ",=")
	assert.NotContains(t, out, "\n=")
}

// TestApart: of lists that have nothing in common no change can be told.
func TestApart(t *testing.T) {
	out, stderr, status := tester.Run(t, "Keyword,Currency,Avg. monthly searches,Competition\ncradle cap brush,EUR,1300,Low\ncradle cap,EUR,2400,Low\n", made("-", "testdata/2026-06.csv")...)
	require.Zero(t, status, stderr)
	assert.Contains(t, out, "No entry is in both lists, so that nothing can be said of a change.")
	assert.Contains(t, out, "KEYWORDS GROWN: none.")
	out, stderr, status = tester.Run(t, "Keyword,Currency,Avg. monthly searches,Competition\ncradle rash on face,EUR,1300,Low\n", made("-", "testdata/2026-06.csv")...)
	require.Zero(t, status, stderr)
	assert.Regexp(t, `(?m)^need .* nothing in both lists `, out)
}

// TestCut: a list that its tool cut off says nothing of what is missing from it.
func TestCut(t *testing.T) {
	var cut strings.Builder
	cut.WriteString("Top queries,Clicks,Impressions,CTR,Position\n")
	for i := range 1000 {
		fmt.Fprintf(&cut, "query %d,1,%d,1%%,3\n", i, 5000-i)
	}
	before := filepath.Join(t.TempDir(), "before.csv")
	require.NoError(t, os.WriteFile(before, []byte("Top queries,Clicks,Impressions,CTR,Position\nquery 7,1,3000,1%,3\nanother query,1,10,1%,9\n"), 0o600))
	out, stderr, status := tester.Run(t, cut.String(), before, "-")
	require.Zero(t, status, stderr)
	assert.Contains(t, out, "was cut off by its tool")
	_, gone, _ := strings.Cut(out, "KEYWORDS GONE FROM THE LIST")
	assert.Contains(t, gone, "another query")
	assert.Contains(t, gone, "missing from a list that was cut off")
}

// makeLarge makes n rows, of which four in five are in the next list too.
func makeLarge(n, list int) []string {
	words := strings.Fields("diaper rash heat rash cream creams desitin aquaphor powder for the best how to treat without price")
	rows := make([]string, n)
	for i := range rows {
		k := uint64(i + list*n/5)
		r := rand.New(rand.NewPCG(k, 9))
		keyword := fmt.Sprintf("%s %s w%d w%d", words[r.IntN(len(words))], words[r.IntN(len(words))], r.IntN(3000), r.IntN(3000))
		volume := []string{"10", "50", "110", "1300", "5400", "90500"}[(r.IntN(6)+list*r.IntN(2))%6]
		rows[i] = keyword + "," + volume + "," + volume + "," + volume + "\n"
	}
	return rows
}

// BenchmarkTrack: op = two files of so many rows each, from reading to what is printed.
func BenchmarkTrack(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprintf("rows=%d", n), func(b *testing.B) { benchmark(b, n) })
	}
}

func benchmark(b *testing.B, n int) {
	dir := b.TempDir()
	var months strings.Builder
	months.WriteString("Keyword,Avg. monthly searches")
	for _, m := range strings.Fields("Jul-2025 Aug-2025 Sep-2025 Oct-2025 Nov-2025 Dec-2025 Jan-2026 Feb-2026 Mar-2026 Apr-2026 May-2026 Jun-2026") {
		months.WriteString(",Searches: " + strings.ReplaceAll(m, "-", " "))
	}
	var files []string
	for i, year := range []string{"", "-"} {
		rows := makeLarge(n, i)
		head := months.String()
		if year == "" {
			head = strings.NewReplacer("2026", "2025", "2025", "2024").Replace(head)
		}
		var file strings.Builder
		file.WriteString(head + "\n")
		for _, row := range rows {
			row = strings.TrimSpace(row)
			file.WriteString(row + strings.Repeat(row[strings.LastIndexByte(row, ','):], 10) + "\n")
		}
		name := filepath.Join(dir, fmt.Sprint(i, ".csv"))
		require.NoError(b, os.WriteFile(name, []byte(file.String()), 0o600))
		files = append(files, name)
	}
	for _, format := range []string{"table", "csv", "json"} {
		b.Run("format="+format, func(b *testing.B) {
			tester.Bench(b, "", 2*n, append([]string{"-lexicon", "testdata/lexicon.txt", "-format", format}, files...)...)
		})
	}
}
