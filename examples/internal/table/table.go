// Package table prints what a person or a spreadsheet reads: columns of text, and
// cells of CSV that no spreadsheet runs.
package table

import (
	"io"
	"math"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// A Table is rows of cells. Cells that begin with a tab are aligned right.
type Table struct{ rows [][]string }

// Row adds a row.
func (t *Table) Row(cells ...string) { t.rows = append(t.rows, cells) }

// Right marks a cell to be aligned right.
func Right(s string) string { return "\t" + s }

// DropEmpty takes out the columns that have nothing below their header, the first row.
func (t *Table) DropEmpty() {
	full := map[int]bool{}
	for _, row := range t.rows[min(1, len(t.rows)):] {
		for i, cell := range row {
			full[i] = full[i] || strings.TrimPrefix(cell, "\t") != ""
		}
	}
	for k, row := range t.rows {
		kept := make([]string, 0, len(row))
		for i, cell := range row {
			if full[i] {
				kept = append(kept, cell)
			}
		}
		t.rows[k] = kept
	}
}

// Write writes the table with two spaces between columns and indent before
// each row, without spaces at the end of lines.
func (t *Table) Write(w io.Writer, indent string) error {
	var widths []int
	for _, row := range t.rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], Width(strings.TrimPrefix(cell, "\t")))
		}
	}
	var b strings.Builder
	for _, row := range t.rows {
		line := indent
		for i, cell := range row {
			text, right := strings.CutPrefix(cell, "\t")
			pad := strings.Repeat(" ", widths[i]-Width(text))
			if right {
				line += pad + text
			} else {
				line += text + pad
			}
			line += "  "
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Width returns how many columns of a terminal a text takes.
func Width(s string) int {
	n := 0
	for _, r := range s {
		switch k := width.LookupRune(r).Kind(); {
		case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r):
		case k == width.EastAsianWide, k == width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}

// Clip shortens a text to n columns, with a sign that it did, and takes out what
// would break a line or a terminal.
func Clip(s string, n int) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return '·'
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	if Width(s) <= n {
		return s
	}
	out, used := "", 0
	for _, r := range s {
		w := Width(string(r))
		if used+w > n-1 {
			break
		}
		out += string(r)
		used += w
	}
	return out + "…"
}

// Cell makes a cell of CSV safe to open in a spreadsheet: one that would be run
// as a formula gets an apostrophe before it, as OWASP advises
// (owasp.org/www-community/attacks/CSV_Injection).
func Cell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// Number prints a number with commas between thousands, with three digits or
// more of it right.
func Number(x float64) string {
	if math.IsInf(x, 1) {
		return "∞"
	}
	digits := 0
	switch {
	case x == math.Trunc(x) || x >= 100:
	case x >= 10:
		digits = 1
	default:
		digits = 2
	}
	s := strconv.FormatFloat(x, 'f', digits, 64)
	whole, fraction, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if fraction != "" {
		whole += "." + fraction
	}
	return whole
}
