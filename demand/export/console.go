package export

import (
	"math"
	"slices"
	"strings"

	"github.com/needscape/needscape/demand"
)

// queryParts are parts of the name that Search Console gives to queries in its
// languages, in which the phrase around them changes: top queries, häufigste
// Suchanfragen, meest uitgevoerde zoekopdrachten, 热门查询.
var queryParts = []string{
	"quer", "kueri", "suchanfr", "requêt", "consult", "zoekopdr", "zapyta", "запрос", "запит", "クエリ", "查询", "查詢", "검색어", "쿼리", "sökfråg", "søk",
	"forespørg", "søgning", "sorgu", "truy vấn", "hakulause", "kysely", "hakusan", "dotaz", "lekérdez", "keresés", "interogăr", "ερωτ", "คำค้นหา", "ข้อความค้นหา", "استعلام", "شاخص",
	"שאילת", "upit", "заявк", "pesquisa", "vaicāj", "užklaus", "päring",
}

func hasPart(name string, parts []string) bool {
	return slices.ContainsFunc(parts, func(p string) bool { return strings.Contains(name, p) })
}

// findConsole finds a table of Search Console by its shape, whatever its language:
// something by clicks, impressions, a share of them in percent and a position. It
// tells the queries by the name of their column, and what else it is by the cells.
func findConsole(tables []table) (f finding, is string) {
	for _, t := range tables {
		if len(t.records) < 2 || !slices.ContainsFunc(t.records[1:], isConsoleRow) || slices.ContainsFunc(t.records[1:], func(r []string) bool { return !isConsoleRow(r) }) {
			continue
		}
		names := t.records[0]
		if len(names) != 5 || isConsoleRow(names) {
			continue
		}
		first := columnName(names[0])
		cell := t.records[1][0]
		_, dated := pointTime(cell)
		_, serial := parseMonth(cell) // the number of a day, in a workbook
		switch {
		case hasPart(first, queryParts):
			l := newLayout(searchConsole)
			l.names, l.columns = names, make([]string, len(names))
			for i, n := range names {
				l.columns[i] = columnName(n)
			}
			l.volume = 2
			l.others = []otherColumn{{1, demand.Clicks}}
			l.facts = []factColumn{{column: 4, kind: kindOf("position"), name: names[4]}}
			return finding{delim: t.delim, layout: l, header: t.lines[0], notes: l.notes()}, ""
		case strings.Contains(cell, "://"):
			return f, "Search Console's pages: its keywords are in Queries.csv"
		case dated || serial:
			return f, "clicks by day, such as Search Console's chart: its keywords are in Queries.csv"
		default:
			return f, "clicks and impressions by \"" + names[0] + "\", which is not known to be queries"
		}
	}
	return f, ""
}

// isConsoleRow reports whether cells are something, clicks, impressions, which part
// the clicks are of them, and a position.
func isConsoleRow(cells []string) bool {
	if len(cells) != 5 {
		return false
	}
	var x [4]float64
	for i, c := range cells[1:] {
		var err error
		if i == 3 && c == "" { // no position of what was never shown
			continue
		}
		if x[i], err = amount(strings.TrimSpace(strings.TrimSuffix(c, "%"))); err != nil {
			return false
		}
	}
	clicks, impressions, share := x[0], x[1], x[2]
	if strings.HasSuffix(cells[3], "%") {
		share /= 100
	}
	return clicks <= impressions && math.Abs(share*impressions-clicks) <= 0.01*impressions
}
