package export_test

import (
	"encoding/csv"
	"errors"
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/demand/export"
)

// TestSniff: what a file is taken for, and which keywords it then has. A plain
// list stays one whatever its keywords look like; a table without keywords is
// never a list.
func TestSniff(t *testing.T) {
	for _, c := range []struct {
		name, file, format string
		keywords           string // parted by |
		fatal              error
	}{
		{"one keyword", "diaper rash", "list", "diaper rash", nil},
		{"two keywords", "diaper rash\nbaby rash\n", "list", "diaper rash|baby rash", nil},
		{"a keyword that heads tables", "term\nquery\nphrase\n", "list", "term|query|phrase", nil},
		{"a header over a list", "Keywords\ndiaper rash, red\nbaby rash\n", "list", "diaper rash, red|baby rash", nil},
		{"commas in a list", "chicago, il\nboston, ma\n", "list", "chicago, il|boston, ma", nil},
		{"a line like a header in a list", "baby rash\ncost, price\ndiaper\nwipes\ncream\nlotion\n", "list", "baby rash|cost, price|diaper|wipes|cream|lotion", nil},
		{"a first line like a header", "keyword, planner\nbaby rash\n", "list", "keyword, planner|baby rash", nil},
		{"not Latin", "おむつかぶれ\n기저귀 발진\nопрелость\n", "list", "おむつかぶれ|기저귀 발진|опрелость", nil},
		{"digits", "4580295034776\n3 in 1\n90210\n", "list", "4580295034776|3 in 1|90210", nil},
		{"quoted lines", "\"diaper rash\"\n\"the \"\"best\"\" cream\"\n\"a\" or \"b\"\n", "list", `diaper rash|the "best" cream|"a" or "b"`, nil},
		{"no header", "diaper rash,5400\n\"rash, red\",\nbaby rash,40\n", "list with volumes", "diaper rash|rash, red|baby rash", nil},
		{"no header, tabs", "diaper rash\t5400\nbaby rash\t40\n", "list with volumes", "diaper rash|baby rash", nil},
		{"numbers in one row only", "diaper rash,5400\nchicago, il\n", "list", "diaper rash,5400|chicago, il", nil},
		{"no number at all", "diaper rash,\nbaby rash,\n", "list", "diaper rash,|baby rash,", nil},
		{"header below a title", "All keywords\nmade on 1 May\n\nkeyword;sv\ndiaper rash;10\n", "table", "diaper rash", nil},
		{"header below its description", "what people typed,how often\nSearch Term,Volume\ndiaper rash,10\n", "table", "diaper rash", nil},
		{"pipes", "Keyword|Volume\ndiaper, rash|10\n", "table", "diaper, rash", nil},
		{"commas in quoted tabs", "\"Keyword\"\t\"Volume\"\t\"Trend\"\n\"rash\"\t\"10\"\t\"1, 2, 3, 4\"\n", "table", "rash", nil},
		{"keywords and notes", "Keyword,Note\ndiaper rash,good\n", "table", "diaper rash", nil},
		{"brackets are the Planner's only", "Keyword,Volume\n[diaper rash],10\n", "table", "[diaper rash]", nil},
		{"match types", "Keyword\tGlobal Monthly Searches\n[diaper rash]\t10\n\"\"\"baby rash\"\"\"\t10\n", "Google Ads Keyword Planner", "diaper rash|baby rash", nil},
		{"impressions before clicks", "Query,Clicks,Impressions\ndiaper rash,1,10\n", "table of impressions", "diaper rash", nil},
		{"dates and clicks", "Date;Clicks\n2026-01-01;5\n", "", "", export.ErrNotKeywords},
		{"a table of its own", "Shop\tTown\nA\tB\nC\tD\n", "", "", export.ErrNoKeywords},
		{"JSON lines", "{\"keyword\":\"diaper rash\"}\n{\"keyword\":\"baby rash\"}\n", "table", "diaper rash|baby rash", nil},
		{"PDF", "%PDF-1.7\n", "", "", export.ErrNotKeywords},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := export.NewReader(strings.NewReader(c.file), "f")
			var keywords []string
			var fatal error
			for row, err := range r.All() {
				if err != nil {
					fatal = err
					continue
				}
				keywords = append(keywords, row.Keyword)
			}
			assert.ErrorIs(t, fatal, c.fatal)
			assert.Equal(t, c.format, r.Source().Format)
			assert.Equal(t, c.keywords, strings.Join(keywords, "|"))
		})
	}
}

// TestConservation compares rows and sums of fixtures with counts that were made
// by hand, one column of numbers after the other.
func TestConservation(t *testing.T) {
	type counts struct {
		rows, refused int
		carried, lost int64
	}
	want := map[string]counts{
		"list.txt":              {6, 0, 0, 0},
		"list-volumes.txt":      {3, 0, 1300 + 50, 0},
		"planner-2011.txt":      {3, 0, 27100 + 1000, 0},
		"planner-2012.txt":      {3, 0, 201000 + 60500, 0},
		"planner-2015.txt":      {3, 1, 49500 + 590, 0},
		"planner-2020.txt":      {5, 1, 5000, 0},
		"planner-2021-es.txt":   {5, 0, 1300, 0},
		"planner-2024.txt":      {7, 1, 50000 + 5000 + 50 + 5000 + 1300, 0},
		"planner-2026.txt":      {3, 0, 60500 + 60500 + 50, 0},
		"planner-2026-ko.txt":   {2, 0, 5000 + 50, 0},
		"planner-monthly.txt":   {3, 1, 14800 + 4400, 1600},
		"planner-undecided.txt": {3, 0, 5000000 + 50, 0},
		"table-daily.txt":       {1, 0, 1220, 0},
		"table-floats.txt":      {5, 0, 4400 + 4400 + 1234 + 13, 0},
		"table-impressions.txt": {2, 0, 30542 + 50, 0},
		"table-numbers.txt":     {10, 5, 1500, 500},
		"table-semicolon.txt":   {10, 3, 1300 + 1300 + 20 + 10 + 30 + 50 + 3, 3},

		"tool-ahrefs.txt":            {3, 0, 5400 + 350 + 20, 0},
		"tool-amazon.txt":            {1, 0, 171, 0},
		"tool-helium10.txt":          {2, 0, 355 + 713, 0},
		"tool-moz.txt":               {2, 0, 0, 0},
		"tool-semrush.txt":           {3, 1, 60500, 0},
		"tool-semrush-positions.txt": {2, 0, 60500 + 60500, 0},
		"tool-wordstat.txt":          {2, 0, 33 + 1333, 0},

		"trends-timeline.txt":      {4, 2, 0, 0},
		"trends-time.txt":          {2, 0, 0, 0},
		"trends-related.txt":       {7, 1, 100 + 41, 0},
		"trends-queries.txt":       {3, 0, 100 + 7, 0},
		"json-dataforseo.txt":      {4, 2, 90500, 20},
		"json-array.txt":           {3, 0, 1300, 0},
		"json-lines.txt":           {2, 0, 90500 + 5400, 0},
		"json-serp.txt":            {3, 0, 0, 0},
		"json-strings.txt":         {3, 0, 0, 0},
		"brand-analytics-2019.txt": {3, 1, 0, 0},
		"brand-analytics-2026.txt": {2, 0, 0, 0},
		"semrush-gaps.txt":         {5, 2, 210, 0},
		"semrush-semicolon.txt":    {2, 0, 30, 0},
		"semrush-api.txt":          {2, 0, 90500 + 5400, 0},
		"ahrefs-quoted.txt":        {2, 0, 5400 + 350, 0},
		"ahrefs-intents.txt":       {4, 0, 5400 + 300 + 20 + 20, 0},
		"ahrefs-organic.txt":       {2, 0, 5400 + 300, 0},
		"ahrefs-2020.txt":          {1, 0, 5400, 0},
		"ahrefs-gap.txt":           {1, 0, 5400, 0},
		"gsc-quotes.txt":           {10, 1, 29 + 1204 + 3 + 2 + 5, 0},
		"gsc-compare.txt":          {2, 0, 18, 0},
		"gsc-dates.txt":            {1, 0, 18, 0},
		"moz-2016.txt":             {2, 0, 0, 0},
		"naver-json.txt":           {2, 0, 1200 + 8800, 0},
		"naver-lines.txt":          {1, 0, 1200 + 8800, 0},
		"naver-sheet.txt":          {2, 0, 0, 0},
		"microsoft-ranges.txt":     {2, 0, 0, 0},
		"stat.txt":                 {1, 0, 90500, 0},
		"amazon-queries.txt":       {1, 0, 18420, 0},
		"microsoft.txt":            {2, 0, 4870 + 50, 0},
		"gsc-compare-zh.txt":       {1, 0, 18, 0},
		"gsc-nl.txt":               {3, 0, 120 + 7 + 3, 0},
		"planner-2026-fr.txt":      {3, 1, 5400 + 1300, 6600},
		"planner-2016-de.txt":      {2, 0, 14800 + 1300, 0},
		"planner-text-ranges.txt":  {8, 0, 0, 0},
		"planner-concepts.txt":     {3, 1, 1300 + 5400, 20},
		"planner-brands.txt":       {7, 1, 5400 + 4*320 + 480, 0},
		"json-ads-api.txt":         {4, 0, 1300 + 480 + 20 + 90, 0},
		"json-ahrefs.txt":          {3, 0, 5400 + 320 + 20, 0},
		"table-branded.txt":        {5, 0, 5400 + 320 + 90 + 20 + 20, 0},
		"planner-serials.txt":      {2, 0, 90500 + 49500, 0},
		"planner-2017.txt":         {2, 0, 90500 + 5400, 0},
		"seranking.txt":            {2, 0, 5400 + 210, 0},
		"wayfair.txt":              {2, 0, 1031 + 786, 0},
		"keycollector.txt":         {2, 0, 2 * 543769, 0},
		"ubersuggest.txt":          {3, 0, 1220000, 0},
		"keyword-tool.txt":         {2, 0, 90500, 0},
		"naver.txt":                {4, 0, 1200 + 8800, 0},
		"marketing-miner.txt":      {2, 0, 2900 + 480, 0},
		"kwfinder.txt":             {2, 0, 90500, 0},
		"serp-long.txt":            {3, 0, 0, 0},
		"serp-wide.txt":            {2, 0, 5400, 0},
		"serp-cells.txt":           {3, 0, 5400 + 90, 0},
	}
	for _, f := range fixtures(t) {
		name := filepath.Base(f.path)
		w, ok := want[name]
		if !assert.True(t, ok, "no counts for %s", name) {
			continue
		}
		var got counts
		for row, err := range export.NewReader(strings.NewReader(f.file), name).All() {
			got.rows++
			var refused *demand.RowError
			if errors.As(err, &refused) {
				got.refused++
				got.lost += refused.Volume
				continue
			}
			require.NoError(t, err)
			got.carried += row.Volume.Number
		}
		assert.Equal(t, w, got, name)
	}
}

// TestAgainstCSV compares a large file with what encoding/csv reads of it.
func TestAgainstCSV(t *testing.T) {
	data := plannerFile(20_000)
	in := csv.NewReader(strings.NewReader(string(data)))
	in.Comma, in.FieldsPerRecord = '\t', -1
	for range 3 {
		_, err := in.Read()
		require.NoError(t, err)
	}
	r := export.NewReader(strings.NewReader(string(data)), "f")
	for {
		record, err := in.Read()
		row, rowErr := r.Read()
		if err == io.EOF {
			require.Equal(t, io.EOF, rowErr)
			break
		}
		require.NoError(t, err)
		require.NoError(t, rowErr)
		line, column := in.FieldPos(0)
		got := []string{row.Keyword, strconv.FormatInt(row.Volume.Number, 10)}
		for _, n := range row.Series.Counts {
			got = append(got, strconv.FormatInt(n, 10))
		}
		require.Equal(t, append([]string{record[0], record[2]}, record[14:]...), got)
		require.Equal(t, [2]int{line, column}, [2]int{row.Line, row.Column})
	}
}

// TestLinear: files made to be slow are not. A reader that looks ahead for the end
// of each quote without bound takes hours for each of these.
func TestLinear(t *testing.T) {
	for name, line := range map[string]string{
		"a quote on each line":              "\"x,1\n",
		"doubled quotes on each line":       "\"\"x,1\n",
		"an open quote in the second cell":  "x,\"1\n",
		"a literal quote, then an open one": "\"a\"b,1\n",
	} {
		t.Run(name, func(t *testing.T) {
			const n = 200_000
			r := export.NewReader(&endless{"Keyword,Volume\n", line, n}, "f")
			lines := 0
			for row, err := range r.All() {
				var refused *demand.RowError
				switch {
				case errors.As(err, &refused):
					lines = refused.Line
				case err != nil:
					t.Fatal(err)
				default:
					lines = row.Line
				}
			}
			assert.Positive(t, r.Source().Refused)
			assert.Greater(t, lines, n-export.MaxQuotedLines)
		})
	}
}
