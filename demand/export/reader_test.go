package export_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/demand/export"
	"github.com/needscape/needscape/keyword"
)

var update = flag.Bool("update", false, "write what the reader says into testdata")

// readAll reads a file to a text: a line for what it is, one for each note, row
// and refusal, and one for the error that ends it.
func readAll(r io.Reader) string { return tell(export.NewReader(r, "f")) }

// tell reads what a reader has, with its facts.
func tell(in *export.Reader) string {
	var b strings.Builder
	s := in.Source()
	fmt.Fprintf(&b, "%s, %s a %s\n", s.Format, s.Measure, s.Period)
	for row, err := range in.All() {
		var refused *demand.RowError
		switch {
		case errors.As(err, &refused):
			fmt.Fprintf(&b, "refused %v, volume %d\n", err, refused.Volume)
			continue
		case err != nil:
			fmt.Fprintf(&b, "error %v\n", err)
		default:
			fmt.Fprintf(&b, "%d:%d %q %v", row.Line, row.Column, row.Keyword, row.Volume)
			if row.Series.Counts != nil {
				when := "shares "
				if row.Series.Dated() {
					when = row.Series.First.String()
				}
				fmt.Fprintf(&b, " %s%v", when, row.Series.Counts)
			}
			if row.Rank != 0 {
				fmt.Fprintf(&b, " place %d", row.Rank)
			}
			b.WriteString([]string{keyword.NotSaid: "", keyword.SaidYes: " branded", keyword.SaidNo: " not branded"}[row.Branded])
			b.WriteString("\n")
			facts, err := in.Facts()
			b.WriteString(tellFacts(facts))
			if err != nil {
				fmt.Fprintf(&b, "  but %s\n", strings.ReplaceAll(err.Error(), "\n", "\n  but "))
			}
		}
	}
	s = in.Source()
	for _, n := range s.Notes {
		fmt.Fprintf(&b, "note: %s\n", n)
	}
	fmt.Fprintf(&b, "%d rows, %d refused\n", s.Rows, s.Refused)
	return b.String()
}

// tellFacts writes the facts that there are, in one line.
func tellFacts(f demand.Facts) string {
	var out []string
	for _, o := range f.Volumes {
		out = append(out, fmt.Sprintf("%s %v %v", o.Name, o.Volume, o.Measure))
	}
	if f.Trend != nil {
		out = append(out, fmt.Sprintf("trend %v", f.Trend))
	}
	for _, p := range f.Timeline {
		out = append(out, p.Time.Format("2006-01-02T15:04 ")+p.Index.String())
	}
	for _, g := range f.Growth {
		out = append(out, fmt.Sprintf("%s %+.4g", g.Name, g.Change)+map[bool]string{true: " or more"}[g.AtLeast])
	}
	if f.CPC.Known {
		out = append(out, "CPC "+f.CPC.String())
	}
	if f.Competition.Level != demand.NoLevel || f.Competition.Index.Known {
		out = append(out, strings.Join(strings.Fields(fmt.Sprintf("competition %v %s", f.Competition.Level, figure(f.Competition.Index))), " "))
	}
	if f.Difficulty.Known {
		out = append(out, "difficulty "+figure(f.Difficulty))
	}
	if f.Intent != 0 {
		out = append(out, f.Intent.String())
	}
	if f.Parent != "" {
		out = append(out, "part of "+f.Parent)
	}
	if f.Features != nil {
		out = append(out, fmt.Sprintf("features %q", f.Features))
	}
	if f.Pages.Known {
		out = append(out, "pages "+figure(f.Pages))
	}
	for _, r := range f.Results {
		out = append(out, strings.TrimSpace(fmt.Sprintf("at %v %s", r.Position, r.URL)))
	}
	if len(out) == 0 {
		return ""
	}
	return "  " + strings.Join(out, "; ") + "\n"
}

// TestBranded: what a cell says of brands, in the row and in its facts.
func TestBranded(t *testing.T) {
	for _, c := range []struct {
		column, cell string
		want         keyword.Said
	}{
		{"Intents", "Informational,Commercial,Branded,Non-local", keyword.SaidYes},
		{"Intents", "Branded", keyword.SaidYes},
		{"Intents", "Informational,Non-branded,Local", keyword.SaidNo},
		{"Intents", "NON-BRANDED", keyword.SaidNo},
		{"Intents", "", keyword.NotSaid},
		{"Intents", "Informational,Non-local", keyword.NotSaid},
		{"Intents", "Rebranded,Branded goods", keyword.NotSaid},
		{"Intent", "Navigational", keyword.NotSaid}, // Semrush
		{"Intent", "1", keyword.NotSaid},            // its API: informational
		{"Branded", "true", keyword.SaidYes},
		{"Branded", "FALSE", keyword.SaidNo},
		{"Branded", "", keyword.NotSaid},
		{"Branded", "perhaps", keyword.NotSaid},
		{"is_branded", "1", keyword.SaidYes},
		{"is_branded", "0", keyword.SaidNo},
		{"Navigational", "true", keyword.NotSaid},
		{"Brand", "true", keyword.NotSaid}, // the name of one, or of whose keyword it is
		{"Concept: Brands", "Desitin", keyword.SaidYes},
		{"Concept: Brands", "Non-Brands", keyword.SaidNo},
		{"Concept: Brands", "--", keyword.NotSaid},
		{"Concept: Other Brands", "Other Brands", keyword.SaidYes},
		{"Concept: Non-Brands", "Non-Brands", keyword.SaidNo},
		{"Concept: Non-Brands", "", keyword.NotSaid},
		{"Concept: Healthcare Company", "Bayer", keyword.NotSaid},
		{"Concept: Marca", "Mustela", keyword.NotSaid},
	} {
		r := export.NewReader(strings.NewReader("Keyword\tVolume\t"+c.column+"\nrash\t5\t"+c.cell+"\n"), "f")
		row, err := r.Read()
		require.NoError(t, err)
		facts, _ := r.Facts()
		assert.Equal(t, c.want, row.Branded, c)
		assert.Equal(t, c.want == keyword.SaidYes, facts.Intent&demand.Branded != 0, c)
	}
}

func figure(f demand.Figure) string {
	if !f.Known {
		return ""
	}
	return strconv.FormatFloat(f.Value, 'f', -1, 64)
}

// TestBlocks: rows do not depend on whether they are parsed in blocks or one by one.
func TestBlocks(t *testing.T) {
	for _, f := range fixtures(t) {
		for name, file := range map[string]string{"": f.file, "CRLF": strings.ReplaceAll(f.file, "\n", "\r\n"), "UTF-16": encode(f.file, false, true)} {
			blocks, serial := export.NewReader(strings.NewReader(file), "f"), export.NewReader(strings.NewReader(file), "f")
			export.InBlocks(blocks, true)
			export.InBlocks(serial, false)
			assert.Equal(t, tell(serial), tell(blocks), f.path+" "+name)
		}
	}
	// Longer than a block, with lines here and there that cannot be part of one.
	random := rand.New(rand.NewPCG(5, 6))
	var b strings.Builder
	b.WriteString("Keyword,Volume,CPC,Jan 2026\n")
	for i := range 60_000 {
		switch random.IntN(4000) {
		case 0:
			fmt.Fprintf(&b, "\"rash\n%d\",5,1\n", i)
		case 1:
			fmt.Fprintf(&b, "\"rash %d,5,1\n", i)
		case 2:
			fmt.Fprintf(&b, "rash \x00 %d,5,1\n", i)
		case 3:
			fmt.Fprintf(&b, "rash %d,5,1,x\r", i)
		case 4:
			fmt.Fprintf(&b, "%s %d,5,1\n", strings.Repeat("rash ", random.IntN(20_000)), i)
		case 5:
			fmt.Fprintf(&b, "rash %d,much\n\n", i)
		default:
			fmt.Fprintf(&b, "rash %d,%d,%d.5,%s\n", i, random.IntN(9)*10, i%7, []string{"", "7", "x"}[i%3])
		}
	}
	serial := export.NewReader(strings.NewReader(b.String()), "f")
	export.InBlocks(serial, false)
	want := tell(serial)
	assert.Equal(t, want, readAll(strings.NewReader(b.String())))
	assert.Equal(t, want, readAll(iotest.HalfReader(strings.NewReader(b.String()))))
}

type fixture struct{ path, head, file, want string }

func fixtures(t testing.TB) []fixture {
	t.Helper()
	paths, err := filepath.Glob("testdata/*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	var out []fixture
	for _, p := range paths {
		b, err := os.ReadFile(p)
		require.NoError(t, err)
		head, rest, ok := strings.Cut(string(b), "-- file --\n")
		file, want, ok2 := strings.Cut(rest, "-- want --\n")
		require.True(t, ok && ok2, p)
		out = append(out, fixture{p, head, file, want})
	}
	return out
}

// encode writes a text as UTF-16.
func encode(s string, big, mark bool) string {
	units := utf16.Encode([]rune(s))
	if mark {
		units = append([]uint16{0xFEFF}, units...)
	}
	var b bytes.Buffer
	for _, u := range units {
		if big {
			u = u<<8 | u>>8
		}
		b.Write([]byte{byte(u), byte(u >> 8)})
	}
	return b.String()
}

// TestFixtures reads every fixture as it stands and in every encoding and line end
// that files come in, whole and in pieces: the rows are always the same.
func TestFixtures(t *testing.T) {
	for _, f := range fixtures(t) {
		t.Run(filepath.Base(f.path), func(t *testing.T) {
			got := readAll(strings.NewReader(f.file))
			if *update {
				require.NoError(t, os.WriteFile(f.path, []byte(f.head+"-- file --\n"+f.file+"-- want --\n"+got), 0o644))
				return
			}
			require.Equal(t, f.want, got)
			for name, text := range map[string]string{
				"BOM":              "\ufeff" + f.file,
				"UTF-16LE":         encode(f.file, false, true),
				"UTF-16BE":         encode(f.file, true, true),
				"UTF-16LE, no BOM": encode(f.file, false, false),
				"UTF-16BE, no BOM": encode(f.file, true, false),
				"no line end":      strings.TrimSuffix(f.file, "\n"),
			} {
				assert.Equal(t, f.want, readAll(strings.NewReader(text)), name)
			}
			for name, end := range map[string]string{"CRLF": "\r\n", "CR": "\r"} {
				text := strings.ReplaceAll(f.file, "\n", end)
				want := strings.ReplaceAll(f.want, `\n`, strings.Trim(fmt.Sprintf("%q", end), `"`)) // in a keyword
				assert.Equal(t, want, readAll(strings.NewReader(text)), name)
				assert.Equal(t, want, readAll(strings.NewReader(encode(text, false, true))), name+", UTF-16")
			}
			for name, slow := range map[string]func(io.Reader) io.Reader{
				"byte by byte": iotest.OneByteReader, "by halves": iotest.HalfReader, "data with EOF": iotest.DataErrReader,
			} {
				assert.Equal(t, f.want, readAll(slow(strings.NewReader(f.file))), name)
				assert.Equal(t, f.want, readAll(slow(strings.NewReader(encode(f.file, false, true)))), name+", UTF-16")
			}
		})
	}
}

// TestBroken: an error of the source comes after the rows before it.
func TestBroken(t *testing.T) {
	broken := errors.New("disk on fire")
	text := "Keyword,Volume\ndiaper rash,50\nba"
	for _, s := range []string{text, encode(text, false, true)} {
		r := export.NewReader(io.MultiReader(strings.NewReader(s), iotest.ErrReader(broken)), "f")
		row, err := r.Read()
		require.NoError(t, err)
		assert.Equal(t, "diaper rash", row.Keyword)
		for range 2 {
			_, err = r.Read()
			assert.ErrorIs(t, err, broken)
			assert.EqualError(t, err, "f:3:1: disk on fire")
		}
	}
	_, err := export.NewReader(iotest.ErrReader(broken), "f").Read()
	assert.ErrorIs(t, err, broken)
}

// TestBad: files that cannot be read, and rows that cannot.
func TestBad(t *testing.T) {
	long := strings.Repeat("x", export.MaxLine)
	for _, c := range []struct{ name, file, want string }{
		{"empty", "", "error f:1:1: no text in the file"},
		{"blank", " \n\r\n", "error f:1:1: no text in the file"},
		{"mark only", "\ufeff", "error f:1:1: no text in the file"},
		{"UTF-16 mark only", "\xff\xfe", "error f:1:1: no text in the file"},
		{"header only", "Keyword,Volume\n", "error f:2:1: a header without rows"},
		{"binary", "\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x03\x00\x3e\x00\x01\x00", "error f:1:1: binary data, want text"},
		{"zip", "PK\x03\x04abc", "error f:1:1: not a keyword export: this is a zip file or a spreadsheet (xlsx), which are read by Open"},
		{"web page", "\n<!DOCTYPE html>\n<html>", "error f:1:1: not a keyword export: this is a web page"},
		{"no keywords", "Date,Clicks\n2024-01-01,5\n", "error f:1:1: not a keyword export: this is clicks by day, such as Search Console's chart: its keywords are in Queries.csv"},
		{"numbers only", "Region,ozempic\nOhio,5%\nUtah,<1%\nTexas,7%\n", "error f:1:1: a table without a column of keywords: its columns are [\"Region\" \"ozempic\"]"},
		{"NUL", "Keyword,Volume\na\x00b,5\n", "refused f:2:2: bytes that are not text: \"a\\x00b,5\", volume 5"},
		{"not UTF-8", "Keyword,Volume\ncafé,5\nca\xff,6\n", "refused f:3:3: bytes that are not text: \"ca�,6\", volume 6"},
		{"UTF-16 cut in a unit", encode("Keyword,Volume\na,5\nb,66", false, true) + "\x31", "refused f:3:5: bytes that are not text: \"b,66�\", volume 0"},
		{"UTF-16 cut in a pair", encode("Keyword,Volume\na,5\nb,66", false, true) + "\x3d\xd8", "refused f:3:5: bytes that are not text: \"b,66�\", volume 0"},
		{"quote to the end", "Keyword,Volume\n\"a,5\nb,6\n", "refused f:2:1: column \"Keyword\": the quote is not closed: \"\\\"a,5\", volume 0"},
		{"quote to another quote", "Keyword,Volume\n\"a,5\n\"b\",6\n", "refused f:2:1: column \"Keyword\": the quote is not closed: \"\\\"a,5\", volume 0"},
		{"quote in the second cell", "Keyword,Volume\na,\"5\nb,6\n", "refused f:2:3: column \"Volume\": the quote is not closed: \"\\\"5\", volume 0"},
		{"long line", "Keyword,Volume\na" + long + ",5\nb,6\n", "refused f:2:1: the line is longer than 1 MiB: \"a" + long[:59] + "…\", volume 0"},
		{"short row", "Keyword,Volume\na\nb,6\n", "refused f:2:1: the row does not fit the header: 1 cells, want 2: \"a\", volume 0"},
		{"no keyword", "Keyword,Volume\n ,590\nb,6\n", "refused f:2:1: column \"Keyword\": no text in the keyword column: \",590\", volume 590"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := readAll(strings.NewReader(c.file))
			assert.Contains(t, got, c.want+"\n")
			assert.Equal(t, got, readAll(iotest.OneByteReader(strings.NewReader(c.file))))
			if strings.HasPrefix(c.want, "refused") && strings.HasSuffix(c.file, "b,6\n") || c.name == "quote to another quote" {
				assert.Contains(t, got, "\"b\" 6\n", "what comes after is not lost")
			}
			if strings.Contains(c.file, "a,5") && strings.Contains(c.name, "UTF-16") {
				assert.Contains(t, got, "\"a\" 5\n", "what comes before is not lost")
			}
		})
	}
}

// TestLegacy: text of the time before Unicode is read in the code of its country,
// and noted.
func TestLegacy(t *testing.T) {
	for _, c := range []struct {
		name string
		code encoding.Encoding
		file string
	}{
		{"Windows-1252", charmap.Windows1252, "Keyword,Volume\ncrème €,5\ncafé – thé,6\n"},
		{"Windows-1252", charmap.Windows1252, "Palabra clave;Volumen de búsqueda\ncigüeña para niños;5\npañal de bebé;6\n"},
		{"Windows-1252", charmap.Windows1252, "Søkeord;Søkevolum\nbleieutslett på rød hud;5\nsalve til små barn;6\n"},
		{"Windows-1251", charmap.Windows1251, "Фраза;Частотность\nкрем под подгузник;543\nопрелость у ребёнка;12\n"},
		{"Windows-1250", charmap.Windows1250, "Słowo kluczowe;Liczba wyszukiwań\nkrem na odparzenia pieluszkowe dla dziecka;5\nżółta maść;6\n"},
		{"Windows-1250", charmap.Windows1250, "Klíčové slovo;Hledanost\nkrém na opruzeniny při přebalování dětí;5\nmast na zarudlou kůži, šetrná;6\n"},
		{"Windows-1250", charmap.Windows1250, "Kulcsszó;Keresések\npopsikenőcs kisbabáknak;5\ngyűrűző bőrpír;6\n"},
		{"Windows-1254", charmap.Windows1254, "Anahtar Kelime;Aylık Arama\npişik kremi için;5\nbebek bezi döküntüsü ağrısı;6\n"},
		{"Shift JIS", japanese.ShiftJIS, "キーワード,検索ボリューム\nおむつかぶれ,5\n赤ちゃん 湿疹,6\n"},
		{"EUC-KR", korean.EUCKR, "키워드,검색량\n기저귀 발진,5\n아기 발진 크림,6\n"},
		{"GB 18030", simplifiedchinese.GB18030, "关键词,搜索量\n婴儿尿布疹怎么办,5\n护臀膏,6\n"},
		{"Big5", traditionalchinese.Big5, "關鍵字,搜尋量\n嬰兒尿布疹怎麼辦,5\n護臀膏,6\n"},
	} {
		old, err := c.code.NewEncoder().String(c.file)
		require.NoError(t, err)
		want := strings.Replace(readAll(strings.NewReader(c.file)), "2 rows,", "note: not UTF-8: read as "+c.name+"\n2 rows,", 1)
		assert.Equal(t, want, readAll(strings.NewReader(old)), c.name)
		assert.Equal(t, want, readAll(iotest.OneByteReader(strings.NewReader(old))), c.name)
	}
	// A byte that the code does not have costs its line.
	got := readAll(strings.NewReader("Keyword,Volume\ncr\xe8me \x80,5\ncaf\xe9\x81,6\nth\xe9,7\n"))
	assert.Contains(t, got, "\"crème €\" 5\n")
	assert.Contains(t, got, "refused f:3:6: bytes that are not text: ")
	assert.Contains(t, got, "\"thé\" 7\n")
}

// TestStrangers: the tables that people keep beside keyword lists are refused with
// what they are.
func TestStrangers(t *testing.T) {
	for file, is := range map[string]string{
		"Filter,Value\nSearch type,Web\nDate,Last 3 months\n":                                          "the filters of a Search Console export",
		"Filter;Wert\nSuchtyp;Web\n":                                                                   "the filters of a Search Console export",
		"Date,Clicks,Impressions,CTR,Position\n2026-01-01,5,100,5%,9\n":                                "clicks by day",
		"Date range,Clicks,Impressions,CTR,Position\n2026-01-04 - 2026-01-31,5,100,5%,9\n":             "clicks by day",
		"Top pages,Clicks,Impressions,CTR,Position\nhttps://a.example/,5,100,5%,9\n":                   "Search Console's pages",
		"Country,Clicks,Impressions,CTR,Position\nIndia,5,100,5%,9\n":                                  "Search Console's countries",
		"Device,Clicks,Impressions,CTR,Position\nMobile,5,100,5%,9\n":                                  "Search Console's devices",
		"Search Appearance,Clicks,Impressions,CTR,Position\nVideos,5,100,5%,9\n":                       "Search Console's search appearance",
		"Category: All categories\n\nRegion,rash: (11/26/20 - 11/26/25)\nOhio,74%\nUtah,<1%\n":         "Google Trends by region",
		"Categoria: Tutte le categorie\n\nPaese,rash: (11/26/20 - 11/26/25)\nItalia,100\nFrancia,<1\n": "Google Trends by region",
	} {
		got := readAll(strings.NewReader(file))
		assert.Contains(t, got, "error f:1:1: not a keyword export: this is "+is, file)
		assert.Contains(t, got, "0 rows, 0 refused\n")
	}
}

// TestCut: a list of just as many rows as a tool exports at most is told to be cut.
func TestCut(t *testing.T) {
	file := "Top queries,Clicks,Impressions\n" + strings.Repeat("rash,1,2\n", 1000)
	assert.Contains(t, readAll(strings.NewReader(file)), "note: exactly 1000 rows, which is where Google Search Console cuts its exports off: there may be more\n")
	assert.NotContains(t, readAll(strings.NewReader(file+"rash,1,2\n")), "exactly")
	for rows, cut := range map[string]bool{file: true, file + "rash,1,2\n": false} {
		in := export.NewReader(strings.NewReader(rows), "f")
		for range in.All() {
			assert.False(t, in.Source().Cut && in.Source().Rows < 1000)
		}
		assert.Equal(t, cut, in.Source().Cut)
	}
}

// endless yields a text, then n times another.
type endless struct {
	text, again string
	n           int
}

func (e *endless) Read(b []byte) (int, error) {
	if e.text == "" {
		if e.n == 0 {
			return 0, io.EOF
		}
		e.n--
		e.text = e.again
	}
	n := copy(b, e.text)
	e.text = e.text[n:]
	return n, nil
}

// TestMemory: what is allocated does not grow with a line or with the file.
func TestMemory(t *testing.T) {
	for name, file := range map[string]*endless{
		"a line of 100 MB":         {"Keyword,Volume\na,5\n", strings.Repeat("x", 1000), 100_000},
		"a quoted line of 100 MB":  {"Keyword,Volume\na,5\n\"", strings.Repeat("x", 1000), 100_000},
		"quotes without end":       {"Keyword,Volume\na,5\n", "\"" + strings.Repeat("x", 99) + "\n", 20_000},
		"quotes in quotes":         {"Keyword,Volume\na,5\n", `"""`, 300_000},
		"delimiters without end":   {"Keyword,Volume\na,5\n", ",,,,,,,,,,", 1_000_000},
		"lines without any text":   {"Keyword,Volume\na,5\n", "\n", 1_000_000},
		"carriage returns and all": {"Keyword,Volume\na,5\n", "\r\r\n", 300_000},
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			n := 0
			for _, err := range export.NewReader(file, "f").All() {
				var refused *demand.RowError
				if err != nil && !errors.As(err, &refused) {
					t.Fatal(err)
				}
				n++
			}
			runtime.ReadMemStats(&after)
			assert.NotZero(t, n)
			// The buffer, once grown, for the head and for the longest record; and the
			// text of each refusal.
			assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(16<<20+1000*n))
		})
	}
}

// FuzzReader: reading byte by byte gives the same; rows come in the order of the
// lines; rows and refusals add up; the row and its facts say the same of brands.
func FuzzReader(f *testing.F) {
	for _, x := range fixtures(f) {
		f.Add([]byte(x.file))
		f.Add([]byte(encode(x.file, false, true)))
	}
	f.Add([]byte("Keyword,Volume\n\"a\r\n,5\n\"b\"\"\r,6\r"))
	f.Fuzz(func(t *testing.T, file []byte) {
		got := readAll(bytes.NewReader(file))
		if slow := readAll(iotest.OneByteReader(bytes.NewReader(file))); slow != got {
			t.Errorf("whole:\n%s\nbyte by byte:\n%s", got, slow)
		}
		blocks := export.NewReader(bytes.NewReader(file), "f")
		export.InBlocks(blocks, true)
		if fast := tell(blocks); fast != got {
			t.Errorf("one by one:\n%s\nin blocks:\n%s", got, fast)
		}
		r := export.NewReader(bytes.NewReader(file), "f")
		rows, refusals, line := 0, 0, 0
		for row, err := range r.All() {
			var refused *demand.RowError
			switch {
			case errors.As(err, &refused):
				refusals++
				row.Line, row.Column = refused.Line, refused.Column
			case err != nil:
				continue
			default:
				if facts, _ := r.Facts(); (facts.Intent&demand.Branded != 0) != (row.Branded == keyword.SaidYes) {
					t.Errorf("row %+v, but intent %v", row, facts.Intent)
				}
				if strings.TrimSpace(row.Keyword) == "" || row.Volume.Low > row.Volume.High || row.Volume.Number < 0 {
					t.Errorf("row %+v", row)
				}
			}
			rows++
			if row.Line < line || row.Column < 1 {
				t.Errorf("line %d:%d after line %d", row.Line, row.Column, line)
			}
			line = row.Line
		}
		if s := r.Source(); s.Rows != rows || s.Refused != refusals {
			t.Errorf("%d rows, %d refused, but Source says %+v", rows, refusals, s)
		}
	})
}

// FuzzSniff: what a text is taken for, and every row of it, does not depend on how
// it is written: with a mark, in UTF-16, packed.
func FuzzSniff(f *testing.F) {
	for _, x := range fixtures(f) {
		f.Add(x.file)
	}
	f.Add("Category: x\n\nWeek,a: (b)\n2026-01-04,<1\n")
	f.Add("[{\"keyword\": \"a\", \"volume\": 1}")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || strings.ContainsAny(text, "\x00\ufeff") {
			return
		}
		want := readAll(strings.NewReader(text))
		for name, file := range map[string]string{
			"BOM": "\ufeff" + text, "UTF-16LE": encode(text, false, true), "UTF-16BE": encode(text, true, true), "gzip": pack(t, text),
		} {
			if got := readAll(strings.NewReader(file)); got != want {
				t.Errorf("plain:\n%s\n%s:\n%s", want, name, got)
			}
		}
	})
}
