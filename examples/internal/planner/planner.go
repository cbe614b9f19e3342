// Package planner writes made-up markets in the layout in which Google Ads Keyword
// Planner exports real ones. It is for the generators of the examples' data.
package planner

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"strings"
	"unicode/utf16"
)

// Year is the year to the end of October of which the data of the examples is.
const Year = 2026

// Months are the months of such a year, as they are named in columns.
func Months(year int) []string {
	names := strings.Fields("Nov Dec Jan Feb Mar Apr May Jun Jul Aug Sep Oct")
	for i := range names {
		of := year
		if i < 2 {
			of--
		}
		names[i] = fmt.Sprintf("Searches: %s %d", names[i], of)
	}
	return names
}

// Columns are the names of the columns before those of months.
var Columns = strings.Split("Keyword,Currency,Avg. monthly searches,Three month change,YoY change,"+
	"Competition,Competition (indexed value),Top of page bid (low range),Top of page bid (high range),"+
	"Ad impression share,Organic impression share,Organic average position,In account?,In plan?", ",")

// WriteFile writes rows of cells of a year as the planner does: a title, which says that the
// figures are made up, the time, the header; tabs, UTF-16 with a byte order mark.
func WriteFile(name string, year int, rows [][]string) error {
	var text strings.Builder
	text.WriteString("Keyword Stats (illustrative figures, written for Needscape: not measured)\n")
	fmt.Fprintf(&text, "\"November 1, %d - October 31, %d\"\n", year-1, year)
	text.WriteString(strings.Join(append(Columns[:len(Columns):len(Columns)], Months(year)...), "\t") + "\n")
	for _, cells := range rows {
		text.WriteString(strings.Join(cells, "\t") + "\n")
	}
	units := append([]uint16{0xFEFF}, utf16.Encode([]rune(text.String()))...)
	var b bytes.Buffer
	binary.Write(&b, binary.LittleEndian, units) // a Buffer takes everything
	return os.WriteFile(name, b.Bytes(), 0o644)
}
