package export

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/keyword"
)

// columnName is the normal form in which names of columns are compared.
//
// A name without spaces may be one of a program: search_volume, searchVolume.
func columnName(cell string) string {
	if !strings.Contains(cell, " ") {
		cell = words(cell)
	}
	s := keyword.Normalize(cell)
	s = strings.Trim(s, `"`)
	return strings.TrimSpace(strings.TrimRight(s, "|: "))
}

// words parts the words of a name that a program has for a value.
func words(name string) string {
	var b strings.Builder
	small := false
	for _, r := range name {
		switch {
		case r == '_':
			r = ' '
		case small && 'A' <= r && r <= 'Z':
			b.WriteByte(' ')
		}
		small = 'a' <= r && r <= 'z'
		b.WriteRune(r)
	}
	return b.String()
}

// bareName is a column's name without what stands in brackets behind it.
func bareName(column string) string {
	if i := strings.IndexAny(column, "([（\""); i > 0 {
		return strings.TrimSpace(column[:i])
	}
	return column
}

// keywordColumns are all names of columns of keywords, of any format.
var keywordColumns = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for _, f := range formats {
		for _, name := range f.keyword {
			m[name] = true
		}
	}
	return m
})

// isNamed reports whether a column in its normal form has one of the names: as it
// stands or with something in brackets behind it. It returns the number of the
// name, or -1.
func isNamed(column string, names []string) int {
	bare := bareName(column)
	for i, n := range names {
		if column == n || bare == n {
			return i
		}
	}
	return -1
}

// find returns the column with the most preferred of the names, of equals the
// first, or -1.
func find(columns []string, names []string) int {
	best, at := len(names), -1
	for i, c := range columns {
		if k := isNamed(c, names); k >= 0 && k < best {
			best, at = k, i
		}
	}
	return at
}

// findLike returns the first column whose name has a part of each of the lists,
// or -1. Columns of one month each are none, though they name a month and searches.
func findLike(columns []string, like [][]string) int {
	return slices.IndexFunc(columns, func(c string) bool {
		if _, month := parseMonth(c); month || like == nil {
			return false
		}
		return !slices.ContainsFunc(like, func(parts []string) bool {
			return !slices.ContainsFunc(parts, func(p string) bool { return strings.Contains(c, p) })
		})
	})
}

// A layout says which column of a file is what. A column that is not there is -1.
type layout struct {
	format                     *format
	names                      []string // of the columns as they stand; nil where there is no header
	columns                    []string // the names in their normal form
	keyword, volume, low, high int
	months                     []monthColumn

	plus    int // column of a further part of the volume
	rank    int // column of places instead of volumes
	monthly int // column of months in one cell as an array of JSON
	branded []brandColumn
	facts   []factColumn
	others  []otherColumn

	trend       int // column of months in one cell
	trendFirst  demand.Month
	trendMonths int // how many each cell has; 0 where the column does not say which
	shares      int // column of months in one cell as shares of the best
}

// An otherColumn holds numbers that are never added to the volumes.
type otherColumn struct {
	column  int
	measure demand.Measure
}

type monthColumn struct {
	column int
	month  demand.Month
}

// newLayout returns a layout without columns, but for the first, of keywords.
func newLayout(f *format) *layout {
	return &layout{format: f, volume: -1, low: -1, high: -1, plus: -1, rank: -1, trend: -1, monthly: -1, shares: -1}
}

// layoutOf finds the layout of a header, nil where no column is one of keywords.
func layoutOf(cells []string) *layout {
	columns := make([]string, len(cells))
	for i, c := range cells {
		columns[i] = columnName(c)
	}
	queries := len(columns) > 5 && hasPart(columns[0], queryParts)
	if !queries && !slices.ContainsFunc(columns, func(c string) bool { return keywordColumns()[c] || keywordColumns()[bareName(c)] }) {
		return nil // as nearly every line is no header
	}
	for i := range formats {
		f := &formats[i]
		l := newLayout(f)
		l.names, l.columns, l.keyword = cells, columns, find(columns, f.keyword)
		l.volume, l.low, l.high = find(columns, f.volume), find(columns, f.low), find(columns, f.high)
		if l.volume < 0 {
			l.volume = findLike(columns, f.like)
		}
		if l.keyword < 0 && f.compared && queries {
			l.keyword = 0
		}
		if l.volume < 0 && f.compared { // the period of the export, before the one it is compared with
			l.volume = slices.IndexFunc(columns, func(c string) bool { m, ok := measureOf(c); return ok && m == f.measure })
		}
		if slices.ContainsFunc(f.marks, func(mark string) bool { return find(columns, []string{mark}) < 0 }) {
			continue
		}
		l.plus, l.rank = find(columns, f.plus), find(columns, f.rank)
		if l.keyword < 0 || l.rank < 0 && f.rank != nil || l.plus < 0 && f.plus != nil || l.volume < 0 && l.low < 0 && l.high < 0 && (f.volume != nil || f.low != nil) {
			continue
		}
		if f.measure == demand.Searches {
			l.months = monthColumns(columns)
		}
		l.trend, l.shares = find(columns, f.trend), find(columns, f.shares)
		if l.trend >= 0 {
			l.trendFirst, l.trendMonths = parseSpan(columns[l.trend])
		}
		l.branded = l.brandColumns()
		l.beside()
		return l
	}
	return nil
}

// monthColumns finds the columns that hold the searches of one month each.
func monthColumns(columns []string) []monthColumn {
	var out []monthColumn
	seen := map[demand.Month]bool{}
	for i, c := range columns {
		if m, ok := parseMonth(c); ok && !seen[m] {
			seen[m] = true
			out = append(out, monthColumn{i, m})
		}
	}
	return out
}

// maxMonths is the longest span of months that is kept as a series: fifty years.
const maxMonths = 600

// parseMonth reads the name of a column of monthly searches: "searches: jun 2025",
// "jun 2025", "2025-06", "2025년 6월", "45689.0" (a date as a spreadsheet counts
// days, from 2000 to 2099).
func parseMonth(column string) (demand.Month, bool) {
	if name, rest, ok := strings.Cut(column, ":"); ok {
		if !slices.ContainsFunc(searchWords, func(w string) bool { return strings.Contains(name, w) }) {
			return 0, false // clicks: jun 2025
		}
		column = strings.TrimSpace(rest)
	} else if i := strings.Index(column, "("); i > 0 && strings.HasSuffix(column, ")") && strings.Contains(column[:i], "search") {
		column = column[i+1 : len(column)-1] // search volume (jan 2023)
	}
	if days, err := strconv.ParseFloat(column, 64); err == nil {
		if days < 36526 || days >= 73051 {
			return 0, false
		}
		date := time.Date(1899, time.December, 30+int(days), 0, 0, 0, 0, time.UTC)
		return demand.MonthOf(date.Year(), date.Month()), true
	}
	words := strings.FieldsFunc(column, func(r rune) bool { return strings.ContainsRune(" ./-年月년월,", r) })
	year, month := 0, 0
	for _, w := range words {
		n, err := strconv.Atoi(w)
		switch {
		case w == "de" || w == "r":
		case err == nil && n >= 2000 && n < 2100 && year == 0:
			year = n
		case err == nil && len(w) <= 2 && n >= 1 && n <= 12 && month == 0:
			month = n
		case err != nil && month == 0 && monthNames[w] > 0:
			month = monthNames[w]
		default:
			return 0, false
		}
	}
	return demand.MonthOf(year, time.Month(month)), year > 0 && month > 0
}

// searchWords are found in the names of monthly searches, whatever the language.
var searchWords = []string{
	"search", "volume", "suchanfragen", "recherches", "búsquedas", "ricerche", "pesquisas", "buscas", "zoekopdrachten", "wyszukiw",
	"запрос", "検索", "검색", "搜索", "搜尋",
}

// parseSpan reads the months that a column of trends is of: "sv trend (01-2024 -
// 12-2025)".
func parseSpan(column string) (first demand.Month, months int) {
	_, inside, _ := strings.Cut(column, "(")
	from, to, ok := strings.Cut(strings.TrimSuffix(inside, ")"), " - ")
	a, aok := parseMonth(from)
	b, bok := parseMonth(to)
	if !ok || !aok || !bok || b < a || b-a >= maxMonths {
		return 0, 0
	}
	return a, int(b-a) + 1
}

// monthNames are the names of months in the languages of the formats, short and
// long.
var monthNames = func() map[string]int {
	m := map[string]int{}
	for _, language := range []string{
		"jan feb mar apr may jun jul aug sep oct nov dec",
		"january february march april may june july august september october november december",
		"jan feb mär apr mai jun jul aug sep okt nov dez",
		"januar februar märz april mai juni juli august september oktober november dezember",
		"janv févr mars avr mai juin juil août sept oct nov déc",
		"janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
		"ene feb mar abr may jun jul ago sep oct nov dic",
		"enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
		"gen feb mar apr mag giu lug ago set ott nov dic",
		"gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
		"jan fev mar abr mai jun jul ago set out nov dez",
		"janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
		"jan feb mrt apr mei jun jul aug sep okt nov dec",
		"januari februari maart april mei juni juli augustus september oktober november december",
		"sty lut mar kwi maj cze lip sie wrz paź lis gru",
		"styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
		"янв фев мар апр мая июн июл авг сен окт ноя дек",
		"январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
		"янв февр март апр май июнь июль авг сент окт нояб дек",
	} {
		for i, name := range strings.Fields(language) {
			m[name] = i + 1
		}
	}
	return m
}()
