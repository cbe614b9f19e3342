package export_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io"
	"iter"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/demand/export"
)

func pack(t testing.TB, s string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write([]byte(s))
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return b.String()
}

// TestGzip: a packed file is read as it is unpacked; of one that is cut, as much as
// there is; one that grows beyond belief is refused after what it held before.
func TestGzip(t *testing.T) {
	for _, f := range fixtures(t) {
		assert.Equal(t, f.want, readAll(strings.NewReader(pack(t, f.file))), f.path)
		assert.Equal(t, f.want, readAll(iotest.OneByteReader(strings.NewReader(pack(t, encode(f.file, false, true))))), f.path)
	}
	text := "Keyword,Volume\n" + strings.Repeat("diaper rash,5\n", 100_000)
	packed := pack(t, text)
	got := readAll(strings.NewReader(packed[:len(packed)-4]))
	assert.Contains(t, got, "\"diaper rash\" 5\nerror f:100002:1: unexpected EOF\n")
	assert.Contains(t, readAll(strings.NewReader("\x1f\x8bno")), "error f:1:1: ")
	bomb := pack(t, "Keyword,Volume\nrash,5\n"+strings.Repeat("\n", 100<<20))
	got = readAll(strings.NewReader(bomb))
	assert.Contains(t, got, "2:1 \"rash\" 5\n")
	assert.Contains(t, got, "a packed file that unpacks to more than 200 times its size\n")
}

// archive makes a zip of names and texts.
func archive(t testing.TB, files ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		f, err := w.Create(files[i])
		require.NoError(t, err)
		_, err = f.Write([]byte(files[i+1]))
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return b.String()
}

// open tells what is in a file, part by part.
func open(file string, sheets export.Sheets) string {
	var b strings.Builder
	for r := range export.Open(strings.NewReader(file), int64(len(file)), "f", sheets) {
		b.WriteString("== " + r.Source().File + "\n" + tell(r))
	}
	return b.String()
}

// TestZip: each file of a zip is read as it is alone, under its name; what is no
// keyword list says so and loses nothing of the others.
func TestZip(t *testing.T) {
	var files []string
	var want strings.Builder
	for _, f := range fixtures(t) {
		name := strings.TrimPrefix(f.path, "testdata/")
		files = append(files, name, f.file)
		want.WriteString("== f/" + name + "\n" + strings.NewReplacer("refused f:", "refused f/"+name+":", "but f:", "but f/"+name+":").Replace(f.want))
	}
	assert.Equal(t, want.String(), open(archive(t, files...), nil))

	queries := "Top queries,Clicks,Impressions\ndiaper rash,1,10\n"
	got := open(archive(t, "GSC/", "", "GSC/Queries.csv", queries, "GSC/Filters.csv", "Filter,Value\nSearch type,Web\n",
		"__MACOSX/GSC/._Queries.csv", "x", ".DS_Store", "x", "more.csv.gz", pack(t, queries), "inner.zip", archive(t, "a.csv", queries)), nil)
	assert.Contains(t, got, "== f/GSC/Queries.csv\nGoogle Search Console, impressions a month\n2:1 \"diaper rash\" 10\n")
	assert.Contains(t, got, "error f/GSC/Filters.csv:1:1: not a keyword export: this is the filters of a Search Console export: its keywords are in Queries.csv\n")
	assert.Contains(t, got, "== f/more.csv.gz\nGoogle Search Console, impressions a month\n")
	assert.Contains(t, got, "error f/inner.zip:1:1: a packed file that cannot be unpacked: a zip in a zip\n")
	assert.NotContains(t, got, "._Queries")
	assert.NotContains(t, got, "DS_Store")

	assert.Contains(t, open(archive(t), nil), "error f:1:1: no text in the file: no file in the zip\n")
	assert.Contains(t, open(archive(t, "a.csv", queries)[:60], nil), "error f:1:1: a packed file that cannot be unpacked: ")
	assert.Contains(t, open(archive(t, "xl/workbook.xml", "x"), nil), "this is a spreadsheet (xlsx): save it as CSV\n")
	assert.Equal(t, "== f\n"+readAll(strings.NewReader(queries)), open(queries, nil), "what is not packed")

	bomb := archive(t, "a.csv", queries, "b.csv", "Keyword,Volume\nrash,5\n"+strings.Repeat("\n", 100<<20), "c.csv", queries)
	got = open(bomb, nil)
	assert.Contains(t, got, "2:1 \"rash\" 5\nerror f/b.csv:", "what comes before the bomb")
	assert.Contains(t, got, "a packed file that unpacks to more than 200 times its size\n")
	assert.Equal(t, 2, strings.Count(got, "200 times"), "and nothing more is unpacked after it")
}

// TestZipStops: nothing is read that is not asked for.
func TestZipStops(t *testing.T) {
	file := archive(t, "a.csv", "Keyword\nrash\n", "b.csv", "Keyword\nrash\n")
	next, stop := iter.Pull(export.Open(strings.NewReader(file), int64(len(file)), "f", nil))
	r, ok := next()
	require.True(t, ok)
	row, err := r.Read()
	require.NoError(t, err)
	assert.Equal(t, "rash", row.Keyword)
	stop()
}

// TestTable: a table that was cut into cells is read like a file of them; lines and
// columns are those of its rows and cells.
func TestTable(t *testing.T) {
	table := [][]string{{"made 2026"}, nil, {"Keyword", "CPC (EUR)", "Volume", "46023", "46054"},
		{"diaper rash", "0.5", "5400", "5400", "4400"}, nil, {"baby rash", "x", "100"}, {"", "", "20"}, {"heat rash", "", "much"}, {"one, two", "1", "30"}}
	i := 0
	r := export.NewTableReader(func() (int, []string, error) {
		if i == len(table) {
			return 0, nil, io.EOF
		}
		i++
		return i, table[i-1], nil
	}, "f")
	assert.Equal(t, `table, searches a month
4:1 "diaper rash" 5400 (4900–6000) 2026-01[5400 4400]
  CPC 0.50 EUR
6:1 "baby rash" 100
  but f:6:2: column "CPC (EUR)": not a number of searches: "x"
refused f:7:1: column "Keyword": no text in the keyword column: "20", volume 20
refused f:8:3: column "Volume": not a number of searches: "much", volume 0
9:1 "one, two" 30 (25–35)
  CPC 1.00 EUR
5 rows, 2 refused
`, tell(r))
	rows := [][]string{{"Shop", "Town"}, {"A"}}
	other := export.NewTableReader(func() (int, []string, error) {
		if len(rows) == 0 {
			return 0, nil, io.EOF
		}
		row := rows[0]
		rows = rows[1:]
		return 2 - len(rows), row, nil
	}, "f")
	_, err := other.Read()
	assert.ErrorIs(t, err, export.ErrNoKeywords, "a table is no list, as a text may be")
	failing := export.NewTableReader(func() (int, []string, error) { return 0, nil, io.ErrUnexpectedEOF }, "f")
	_, err = failing.Read()
	assert.ErrorIs(t, err, io.ErrUnexpectedEOF)
}
