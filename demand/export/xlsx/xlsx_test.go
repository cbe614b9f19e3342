package xlsx_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/demand/export"
	"github.com/needscape/needscape/demand/export/xlsx"
)

// workbook makes a workbook as people have them: a title, a blank line, months as
// dates, shares as fractions that are shown as percent, a blank line in between, a
// sheet that is no keyword list, and an empty one.
func workbook(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	percent, err := f.NewStyle(&excelize.Style{NumFmt: 10})
	require.NoError(t, err)
	for i, row := range [][]any{
		{"Keyword Stats"},
		{},
		{"Keyword", "Avg. monthly searches", "YoY change", "Top of page bid (low range)", time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)},
		{"diaper rash", 90500, 0.0109, 0.28, 90500.0, 74000},
		{},
		{"baby rash, red", 49500.0, -0.5, nil, 49500, nil},
		{"=rash", "5,400", nil, nil, nil, nil},
		{nil, 100},
		{"heat rash", "many"},
	} {
		require.NoError(t, f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row))
	}
	require.NoError(t, f.SetColStyle("Sheet1", "C", percent))
	for name, rows := range map[string][][]any{"Chart": {{"Date", "Clicks"}, {"2026-01-01", 5}}, "Empty": nil} {
		_, err := f.NewSheet(name)
		require.NoError(t, err)
		for i, row := range rows {
			require.NoError(t, f.SetSheetRow(name, fmt.Sprintf("A%d", i+1), &row))
		}
	}
	var b bytes.Buffer
	require.NoError(t, f.Write(&b))
	return b.Bytes()
}

// tell reads all that is in a file.
func tell(file []byte) map[string]string {
	out := map[string]string{}
	for r := range export.Open(bytes.NewReader(file), int64(len(file)), "f", xlsx.Sheets) {
		var b strings.Builder
		for row, err := range r.All() {
			var refused *demand.RowError
			switch {
			case errors.As(err, &refused):
				fmt.Fprintf(&b, "refused %v\n", err)
			case err != nil:
				fmt.Fprintf(&b, "error %v\n", err)
			default:
				facts, err := r.Facts()
				fmt.Fprintf(&b, "%d:%d %q %v %v%v %v %v %v\n", row.Line, row.Column, row.Keyword, row.Volume, row.Series.First, row.Series.Counts, facts.Growth, facts.CPC, err)
			}
		}
		out[r.Source().File] = b.String()
	}
	return out
}

func TestSheets(t *testing.T) {
	want := map[string]string{
		"f/Sheet1": `4:1 "diaper rash" 90500 (82250–100250) 2026-01[90500 74000] [{YoY change 0.0109 false}] 0.28 <nil>
6:1 "baby rash, red" 49500 (45000–55000) 2026-01[49500 -1] [{YoY change -0.5 false}] unknown <nil>
7:1 "=rash" 5400 (4900–6000) 0000-01[] [] unknown <nil>
refused f/Sheet1:8:1: column "Keyword": no text in the keyword column: "100"
refused f/Sheet1:9:2: column "Avg. monthly searches": not a number of searches: "many"
`,
		"f/Chart": "error f/Chart:1:1: not a keyword export: this is clicks by day, such as Search Console's chart: its keywords are in Queries.csv\n",
		"f/Empty": "error f/Empty:1:1: no text in the file\n",
	}
	book := workbook(t)
	assert.Equal(t, want, tell(book))

	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, file := range map[string][]byte{"f": book, "list.csv": []byte("Keyword,Volume\nrash,5\n")} {
		w, err := z.Create(name)
		require.NoError(t, err)
		_, err = w.Write(file)
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	got := tell(b.Bytes())
	assert.Equal(t, strings.ReplaceAll(want["f/Sheet1"], "f/", "f/f/"), got["f/f/Sheet1"], "a workbook in a zip")
	assert.Equal(t, "2:1 \"rash\" 5 0000-01[] [] unknown <nil>\n", got["f/list.csv"], "and what is beside it")
}

// TestDamaged: a workbook that is cut, or has something else in it, is an error.
func TestDamaged(t *testing.T) {
	book := workbook(t)
	archive, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	require.NoError(t, err)
	for i := range archive.File {
		for _, content := range []string{"", "<", "<worksheet><sheetData><row r=\"99999999999\"><c r=\"A1\" t=\"s\"><v>77</v></c></row></sheetData></worksheet>"} {
			var b bytes.Buffer
			z := zip.NewWriter(&b)
			for k, f := range archive.File {
				w, err := z.Create(f.Name)
				require.NoError(t, err)
				if k == i {
					_, err = io.WriteString(w, content)
				} else {
					in, openErr := f.Open()
					require.NoError(t, openErr)
					_, err = io.Copy(w, in)
				}
				require.NoError(t, err)
			}
			require.NoError(t, z.Close())
			tell(b.Bytes()) // and does not panic
		}
	}
	for n := 0; n < len(book); n += 97 {
		tell(book[:n])
	}
}

// TestBomb: a workbook that unpacks beyond belief is refused.
func TestBomb(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"} {
		w, err := z.Create(name)
		require.NoError(t, err)
		_, err = io.WriteString(w, strings.Repeat(" ", 80<<20))
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	for _, got := range tell(b.Bytes()) {
		assert.Contains(t, got, "error f:1:1: a packed file that cannot be unpacked: ")
	}
}
