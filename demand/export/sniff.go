package export

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/needscape/needscape/demand"
)

const (
	// headText is how much of a file, as UTF-8, decides its layout.
	headText = 1 << 20
	// headerLines is how far down the header may stand.
	headerLines = 50
	// headRows is how many rows decide whether numbers are buckets.
	headRows = 5000
)

// delimiters in the order in which they are preferred where a line decides
// nothing else.
var delimiters = []byte{'\t', ',', ';', '|'}

// kinds are files that are no text, or not one of keywords, by how they begin.
var kinds = []struct{ begin, is string }{
	{"PK\x03\x04", "a zip file or spreadsheet (xlsx): save it as CSV"},
	{"\x1f\x8b", "a gzip file: unpack it first"},
	{"%PDF", "a PDF file"},
	{"\xd0\xcf\x11\xe0", "a spreadsheet (xls): save it as CSV"},
	{"<!doctype", "a web page"},
	{"<html", "a web page"},
	{"<head", "a web page"},
	{"<?xml", "an XML file"},
	{"{\"", "JSON: save it as CSV"},
	{"{ \"", "JSON: save it as CSV"},
	{"[{", "JSON: save it as CSV"},
	{"[\"", "JSON: save it as CSV"},
	{"[ {", "JSON: save it as CSV"},
	{"category: ", "Google Trends: an index of a few terms, not a list of keywords"},
}

// refuse tells by its beginning that a file is not one of keywords: raw is that as
// it stands, head as text.
func refuse(raw, head []byte) (reason error, detail string) {
	begin := strings.ToLower(strings.Join(strings.Fields(string(head[:min(len(head), 200)])), " "))
	for _, k := range kinds {
		if strings.HasPrefix(begin, k.begin) || bytes.HasPrefix(raw, []byte(k.begin)) {
			return ErrNotKeywords, "this is " + k.is
		}
	}
	control := 0
	for _, c := range head {
		if c < '\t' || '\r' < c && c < ' ' && c != 0x1a {
			control++
		}
	}
	if control*10 > len(head) {
		return ErrNotText, ""
	}
	if len(bytes.TrimSpace(bytes.Trim(head, "\x1a"))) == 0 {
		return ErrEmpty, ""
	}
	return nil, ""
}

// headCells returns the records of the head under a delimiter, at most n, as
// text. Records that cannot be split, and what may be cut off, are left out.
func headCells(head []byte, whole bool, delim byte, n int) (records [][]string, lines []int) {
	s := &splitter{buf: head, end: len(head), done: whole, delim: delim, line: 1}
	var scratch []byte
	for len(records) < n {
		f, err := s.next()
		if err != nil {
			break
		}
		if f != nil {
			continue
		}
		cells := make([]string, len(s.cells))
		for i := range cells {
			cells[i] = strings.TrimSpace(string(s.text(i, &scratch)))
		}
		records = append(records, cells)
		lines = append(lines, s.startLine)
	}
	return records, lines
}

// A finding is what a head turned out to be.
type finding struct {
	delim  byte // 0: a plain list
	layout *layout
	header int // line of the header, 0 where there is none
	notes  []string
}

// sniff finds the layout of a file from its head.
func sniff(head []byte, whole bool) (finding, error, string) {
	best := finding{}
	bestScore := 0
	for _, delim := range delimiters {
		records, lines := headCells(head, whole, delim, headerLines)
		first := true
		for i, cells := range records {
			if blank(cells) {
				continue
			}
			l := layoutOf(cells)
			score := 0
			if l != nil {
				score = known(l, first)
			}
			first = false
			if score > 0 && (best.layout == nil || lines[i] < best.header || lines[i] == best.header && score > bestScore) {
				best, bestScore = finding{delim: delim, layout: l, header: lines[i]}, score
				break
			}
		}
	}
	if best.layout != nil {
		if len(best.layout.columns) == 1 {
			best.delim = 0
		}
		best.notes = best.layout.notes()
		return best, nil, ""
	}
	for _, delim := range delimiters {
		if f, ok := headerless(head, whole, delim); ok {
			return f, nil, ""
		}
	}
	if columns := otherTable(head, whole); columns != nil {
		return finding{}, ErrNoKeywords, "its columns are " + strings.Join(columns, ", ")
	}
	list := &layout{format: &format{name: "list"}, volume: -1, low: -1, high: -1}
	return finding{layout: list, notes: []string{"a list without volumes: the searches of each keyword are unknown"}}, nil, ""
}

// known counts the columns of a header that are recognised; 0 says that the line
// is not a header: a keyword column alone makes one of the first line only.
func known(l *layout, first bool) int {
	n := len(l.months)
	for i, c := range l.columns {
		if i == l.keyword || i == l.volume || i == l.low || i == l.high || isNamed(c, otherNames) >= 0 {
			n++
		}
	}
	if n == 1 && !first {
		return 0
	}
	return n
}

// notes says what was chosen among the columns, and what is missing.
func (l *layout) notes() []string {
	var out []string
	if l.volume < 0 && l.low < 0 && l.high < 0 {
		out = append(out, "no column of volumes: the searches of each keyword are unknown")
	}
	if i := find(l.columns, l.format.unused); i >= 0 && i != l.volume {
		out = append(out, "searches are those of column \""+l.columns[l.volume]+"\"; those of \""+l.columns[i]+"\" count others too and are left out")
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
func headerless(head []byte, whole bool, delim byte) (finding, bool) {
	records, _ := headCells(head, whole, delim, headerLines)
	numbers := [2]int{}
	n := 0
	for _, cells := range records {
		if blank(cells) {
			continue
		}
		if len(cells) != 2 || cells[0] == "" {
			return finding{}, false
		}
		n++
		for i, c := range cells {
			if q, err := parseQuantity([]byte(c)); err == nil && (q.said || q.ranged || c == "") {
				numbers[i]++
			}
		}
	}
	volume := 1
	switch {
	case n == 0:
		return finding{}, false
	case numbers[1] == n && numbers[0] < n:
	case numbers[0] == n && numbers[1] < n:
		volume = 0
	default:
		return finding{}, false
	}
	l := &layout{format: &format{name: "list with volumes"}, keyword: 1 - volume, volume: volume, low: -1, high: -1}
	return finding{delim: delim, layout: l, notes: []string{"no header: read as keywords and their searches a month"}}, true
}

// otherTable tells a table without keywords from a plain list, and returns its
// columns: a line with two names that tables have, the same number of cells by
// tabs or semicolons on each line, or a column of numbers under its name.
func otherTable(head []byte, whole bool) []string {
	for _, delim := range delimiters {
		records, _ := headCells(head, whole, delim, headerLines)
		for _, cells := range records {
			names := 0
			for _, c := range cells {
				if isNamed(columnName(c), otherNames) >= 0 {
					names++
				}
			}
			if names >= 2 {
				return cells
			}
		}
		if table := even(records); table != nil && (delim == '\t' || delim == ';' && len(table[0]) > 2 || numeric(table)) {
			return table[0]
		}
	}
	return nil
}

// even returns the records that are not blank if there are at least two and each
// has the same number of cells, two or more.
func even(records [][]string) [][]string {
	var out [][]string
	for _, cells := range records {
		if blank(cells) {
			continue
		}
		if len(cells) < 2 || len(out) > 0 && len(cells) != len(out[0]) {
			return nil
		}
		out = append(out, cells)
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// numeric reports whether a table has a column of numbers in all rows but the
// first.
func numeric(table [][]string) bool {
	for i := range table[0] {
		n := 0
		for _, row := range table[1:] {
			if q, err := parseQuantity([]byte(strings.TrimSuffix(row[i], "%"))); err == nil && (q.said || q.ranged) {
				n++
			}
		}
		if n == len(table)-1 && n >= 2 {
			return true
		}
	}
	return false
}

// buckets says what is known of a Planner file's numbers.
type buckets uint8

const (
	perhapsBuckets buckets = iota // only 0, 50 and 5,000,000 were seen, which may be either
	areBuckets
	areNumbers
)

// bucketed decides from the head whether a file's numbers are the names of
// buckets: all of them are, and one of them is on no ladder of rounded numbers. A
// month with a number of its own shows an account that sees numbers.
func bucketed(head []byte, whole bool, f finding) buckets {
	records, lines := headCells(head, whole, f.delim, headRows)
	state := perhapsBuckets
	for i, cells := range records {
		if lines[i] <= f.header {
			continue
		}
		for _, m := range f.layout.months {
			if m.column < len(cells) {
				if q, err := parseQuantity([]byte(cells[m.column])); err == nil && q.said && notBucket(q.number) {
					return areNumbers
				}
			}
		}
		if f.layout.volume < 0 || f.layout.volume >= len(cells) {
			continue
		}
		q, err := parseQuantity([]byte(cells[f.layout.volume]))
		switch {
		case err != nil || !q.said:
		case notBucket(q.number):
			return areNumbers
		case !demand.OnLadder(q.number):
			state = areBuckets
		}
	}
	return state
}

func notBucket(n int64) bool {
	_, ok := demand.InBucket(n)
	return !ok
}

// firstBad returns where text stops being text: a NUL or a byte that is not
// UTF-8; -1 if it is all text.
func firstBad(b []byte) int {
	nul := bytes.IndexByte(b, 0)
	if utf8.Valid(b) {
		return nul
	}
	for i := 0; i < len(b); {
		if b[i] == 0 {
			return i
		}
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return nul
}
