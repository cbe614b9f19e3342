package export

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/needscape/needscape/demand"
)

const (
	// headText is how much of a file, as UTF-8, decides its layout.
	headText = 1 << 20
	// headerLines is how far down the header may stand.
	headerLines = 50
	// headRows is how many rows decide whether numbers are buckets.
	headRows = 5000
	// clearly is by how many numbers one side must lead to decide at once.
	clearly = 500
)

// delimiters in the order in which they are preferred where a line decides
// nothing else.
var delimiters = []byte{'\t', ',', ';', '|'}

// kinds are files that are no text, or not one of keywords, by how they begin.
var kinds = []struct{ begin, is string }{
	{"PK\x03\x04", "a zip file or a spreadsheet (xlsx), which are read by Open"},
	{"%PDF", "a PDF file"},
	{"\xd0\xcf\x11\xe0", "a spreadsheet of before 2007 (xls): save it as xlsx or CSV"},
	{"<!doctype", "a web page"},
	{"<html", "a web page"},
	{"<head", "a web page"},
	{"<?xml", "an XML file"},
}

// notKeywords tells by its beginning that a file is not one of keywords: raw is that as
// it stands, head as text.
func notKeywords(raw, head []byte) (detail string, reason error) {
	begin := strings.ToLower(strings.Join(strings.Fields(string(head[:min(len(head), 200)])), " "))
	for _, k := range kinds {
		if strings.HasPrefix(begin, k.begin) || bytes.HasPrefix(raw, []byte(k.begin)) {
			return "this is " + k.is, ErrNotKeywords
		}
	}
	control := 0
	for _, c := range head[:min(len(head), headBytes)] {
		if c < '\t' || '\r' < c && c < ' ' && c != 0x1a {
			control++
		}
	}
	if control > 3 && control*50 > min(len(head), headBytes) {
		return "", ErrNotText // bytes by chance have one in ten; a damaged file, a few
	}
	if len(bytes.TrimSpace(bytes.Trim(head, "\x1a"))) == 0 {
		return "", ErrEmpty
	}
	return "", nil
}

// A table is the first records of the head under a delimiter, as text, and the
// lines on which they begin.
type table struct {
	delim   byte
	records [][]string
	lines   []int
}

// textTables cuts a head by each of the delimiters.
func textTables(head []byte, whole bool) []table {
	var out []table
	for _, delim := range delimiters {
		out = append(out, tableOf(splitText(head, whole, delim), delim))
	}
	return out
}

// tableOf reads the first records. Blank records, those that cannot be split, and
// what may be cut off are left out.
func tableOf(src records, delim byte) table {
	t := table{delim: delim}
	rec := src.current()
	var scratch []byte
	for range headerLines {
		f, err := src.next()
		if err != nil {
			break
		}
		if f != nil || len(bytes.TrimSpace(rec.buf[rec.start:rec.stop])) == 0 {
			continue
		}
		cells := make([]string, len(rec.cells))
		for i := range cells {
			cells[i] = strings.TrimSpace(string(rec.text(i, &scratch)))
		}
		if blank(cells) {
			continue
		}
		t.records = append(t.records, cells)
		t.lines = append(t.lines, rec.startLine)
	}
	return t
}

// A finding is what a head turned out to be.
type finding struct {
	delim    byte // 0: a plain list
	layout   *layout
	header   int  // line of the header, 0 where there is none
	timeline bool // a table with a keyword in each column
	before   int  // line before which there is nothing to read, where there is no header
	notes    []string
}

// sniff finds the layout of a file from its head.
func sniff(tables []table) (f finding, detail string, reason error) {
	if f, ok := findTimeline(tables); ok {
		return f, "", nil
	}
	if f, ok := findRelated(tables); ok {
		return f, "", nil
	}
	best := finding{}
	bestScore := 0
	for _, t := range tables {
		for i, cells := range t.records {
			l := layoutOf(cells)
			score := 0
			if l != nil {
				score = known(l)
			}
			line := t.lines[i]
			if l != nil && i+1 < len(t.records) {
				// A second line of names below groups of columns.
				if below := layoutOf(twoLines(cells, t.records[i+1])); below != nil && known(below) > score {
					l, score, line = below, known(below), t.lines[i+1]
				}
			}
			if score == 1 && (i > 0 || !alone(l, t.records[1:])) {
				score = 0
			}
			if score > 1 && areCounts(l, t.records[i+1:]) {
				return finding{}, fmt.Sprintf("its columns are %q", cells), ErrNoKeywords
			}
			if score > 0 && (best.layout == nil || line < best.header || line == best.header && score > bestScore) {
				best, bestScore = finding{delim: t.delim, layout: l, header: line}, score
				break
			}
		}
	}
	if best.layout != nil {
		if len(best.layout.columns) == 1 {
			best.delim = 0
			best.layout.format = &format{name: "list"}
			best.notes = append(best.notes, fmt.Sprintf("%q on the first line is read as the name of the list", best.layout.names[0]))
		}
		best.notes = append(best.notes, best.layout.notes()...)
		return best, "", nil
	}
	f, is := findConsole(tables)
	if f.layout != nil {
		return f, "", nil
	}
	if r := tables[0].records; len(r) > 0 && strings.HasPrefix(r[0][0], "# ---") {
		is = cmp.Or(is, "a report of Google Analytics or the like")
	}
	if is = cmp.Or(strange(tables), is); is != "" {
		return finding{}, "this is " + is, ErrNotKeywords
	}
	for _, t := range tables {
		if f, ok := headerless(t); ok {
			return f, "", nil
		}
	}
	if columns := otherTable(tables); columns != nil {
		return finding{}, fmt.Sprintf("its columns are %q", columns), ErrNoKeywords
	}
	list := newLayout(&format{name: "list"})
	return finding{layout: list, notes: []string{"a list without volumes: the searches of each keyword are unknown"}}, "", nil
}

// known counts the columns of a header that are recognised.
func known(l *layout) int {
	n := len(l.months) + len(l.facts) + len(l.others)
	for i, c := range l.columns {
		if i == l.keyword || i == l.volume || i == l.low || i == l.high || i == l.plus || i == l.rank || isNamed(c, otherNames) >= 0 {
			n++
		}
	}
	return n
}

// alone reports whether the first line is a header although only its keyword
// column is known. In a list it may be a keyword like others: "term" is searched
// for. As the only cell of the line it is a header where it says "keyword" or the
// like; beside others where the next line has as many cells.
func alone(l *layout, rest [][]string) bool {
	if len(l.columns) == 1 {
		return slices.Contains(listHeaders, l.columns[0])
	}
	return len(rest) > 0 && len(rest[0]) == len(l.columns)
}

// twoLines are names of columns of which the second line says more than the first; nil
// where it does not, as it has something below the first of them.
func twoLines(cells, below []string) []string {
	if len(below) != len(cells) || below[0] != "" {
		return nil
	}
	out := slices.Clone(cells)
	for i, name := range below {
		if _, err := parseQuantity([]byte(name)); err == nil && name != "" {
			return nil // a row of numbers
		}
		if name != "" {
			out[i] = name
		}
	}
	return out
}

// areCounts reports whether a column that is named as one of keywords has numbers of
// them: how many keywords a site has.
func areCounts(l *layout, rows [][]string) bool {
	n := 0
	for _, cells := range rows {
		if l.keyword < len(cells) && cells[l.keyword] != "" {
			if _, ok := digits([]byte(cells[l.keyword])); !ok {
				return false
			}
			n++
		}
	}
	return n >= 3
}

// notes says what was chosen among the columns, and what is missing.
func (l *layout) notes() []string {
	var out []string
	if l.rank >= 0 {
		out = append(out, fmt.Sprintf("places in a list by searches, from column %q: how many searches a keyword has is unknown", l.names[l.rank]))
	} else if l.volume < 0 && l.low < 0 && l.high < 0 {
		out = append(out, "no column of volumes: the searches of each keyword are unknown")
	} else if l.format.measure != demand.Searches {
		out = append(out, fmt.Sprintf("the numbers are %v in the time of the export, from column %q, and not searches", l.format.measure, l.names[l.volume]))
	}
	if i := find(l.columns, l.format.others); i >= 0 && l.volume >= 0 && i != l.volume {
		out = append(out, fmt.Sprintf("the searches are those of column %q; those of %q count others too and are left out", l.names[l.volume], l.names[i]))
	}
	return out
}

func blank(cells []string) bool {
	for _, c := range cells {
		if c != "" {
			return false
		}
	}
	return true
}

// headerless finds a list of two columns without a header, keywords and numbers
// in either order.
func headerless(t table) (finding, bool) {
	var numbers, said [2]int
	n := 0
	for _, cells := range t.records {
		if len(cells) != 2 || cells[0] == "" {
			return finding{}, false
		}
		n++
		for i, c := range cells {
			if q, err := parseQuantity([]byte(c)); err == nil && (q.said || q.ranged || c == "") {
				numbers[i]++
				if c != "" {
					said[i]++
				}
			}
		}
	}
	volume := 1
	switch {
	case numbers[1] == n && said[1] > 0 && numbers[0] < n:
	case numbers[0] == n && said[0] > 0 && numbers[1] < n:
		volume = 0
	default:
		return finding{}, false
	}
	l := newLayout(&format{name: "list with volumes"})
	l.keyword, l.volume = 1-volume, volume
	return finding{delim: t.delim, layout: l, notes: []string{"no header: read as keywords and their searches a month"}}, true
}

// otherTable tells a table without keywords from a plain list, and returns its
// columns: a line with two names that tables have, the same number of cells by
// tabs or semicolons on each line, or a column of numbers under its name.
func otherTable(tables []table) []string {
	for _, t := range tables {
		for i, cells := range t.records {
			names := 0
			for _, c := range cells {
				if isNamed(columnName(c), otherNames) >= 0 {
					names++
				}
			}
			if names >= 2 && heads(t.records, i) {
				return cells
			}
		}
		if t.delim == 0 { // cut already, so that a list has one cell a line
			if i := slices.IndexFunc(t.records, func(cells []string) bool { return len(cells) > 1 }); i >= 0 {
				return t.records[i]
			}
		}
		if t.delim == ',' {
			if row := wide(t.records); row != nil {
				return row
			}
		}
		if rows := even(t.records); rows != nil && (t.delim == '\t' || t.delim == ';' && len(rows[0]) > 2 || numeric(rows)) {
			return rows[0]
		}
	}
	return nil
}

// heads reports whether record i is at the head of a table: most records that
// follow it have as many cells, and no more come before it than follow.
func heads(records [][]string, i int) bool {
	following := 0
	for _, cells := range records[i+1:] {
		if len(cells) == len(records[i]) {
			following++
		}
	}
	return 2*following >= len(records)-i-1 && i <= following
}

// wide returns the first of the records that have the same number of cells, if most
// have, and more than keywords have commas.
func wide(records [][]string) []string {
	counts := map[int]int{}
	for _, cells := range records {
		counts[len(cells)]++
	}
	for _, cells := range records {
		n := counts[len(cells)]
		if 3*n >= 2*len(records) && (len(cells) >= 6 || len(cells) >= 4 && n >= 3) {
			return cells
		}
	}
	return nil
}

// even returns the records if there are at least two and each has the same number
// of cells, two or more.
func even(records [][]string) [][]string {
	for _, cells := range records {
		if len(cells) < 2 || len(cells) != len(records[0]) {
			return nil
		}
	}
	if len(records) < 2 {
		return nil
	}
	return records
}

// numeric reports whether a table has a column of numbers in all rows but the
// first.
func numeric(rows [][]string) bool {
	for i := range rows[0] {
		n := 0
		for _, row := range rows[1:] {
			if q, err := parseQuantity([]byte(strings.TrimSuffix(row[i], "%"))); err == nil && (q.said || q.ranged) {
				n++
			}
		}
		if n == len(rows)-1 && n >= 2 {
			return true
		}
	}
	return false
}

// buckets says what is known of a Planner file's numbers.
type buckets uint8

const (
	perhapsBuckets buckets = iota // 0, 50 and 5,000,000 may be buckets or rounded numbers
	areBuckets
	areNumbers
)

// bucketed decides from the head whether the numbers of a file are the names of
// buckets: whether more of them are those that only buckets have (500, 5000 …) than
// those that no bucket has. The months count too, which accounts that see buckets
// do not get. So a number or two that were edited by hand decide nothing.
func bucketed(rows records, f finding) buckets {
	rec := rows.current()
	only, never := 0, 0 // numbers that only buckets have, and that they never have
	var scratch []byte
	count := func(column int) {
		q, err := parseQuantity(bytes.TrimSpace(rec.text(column, &scratch)))
		if err != nil || !q.said {
			return
		}
		switch _, bucket := demand.InBucket(q.number); {
		case !bucket:
			never++
		case !demand.OnLadder(q.number):
			only++
		}
	}
	for range headRows {
		fault, err := rows.next()
		if err != nil {
			break
		}
		if fault != nil || rec.startLine <= f.header {
			continue
		}
		count(f.layout.volume)
		for _, m := range f.layout.months {
			count(m.column)
		}
		if only > never+clearly || never > only+clearly {
			break
		}
	}
	switch {
	case only > never:
		return areBuckets
	case never > only:
		return areNumbers
	default:
		return perhapsBuckets
	}
}
