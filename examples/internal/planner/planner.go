// Package planner writes made-up markets in the layout in which Google Ads Keyword
// Planner exports real ones. It is for the generators of the examples' data.
package planner

import (
	"bytes"
	"encoding/binary"
	"os"
	"strings"
	"unicode/utf16"
)

// Header is the names of the columns, with the months of the year that the data of
// the examples is of.
var Header = strings.Split("Keyword,Currency,Avg. monthly searches,Three month change,YoY change,"+
	"Competition,Competition (indexed value),Top of page bid (low range),Top of page bid (high range),"+
	"Ad impression share,Organic impression share,Organic average position,In account?,In plan?,"+
	"Searches: Nov 2025,Searches: Dec 2025,Searches: Jan 2026,Searches: Feb 2026,"+
	"Searches: Mar 2026,Searches: Apr 2026,Searches: May 2026,Searches: Jun 2026,"+
	"Searches: Jul 2026,Searches: Aug 2026,Searches: Sep 2026,Searches: Oct 2026", ",")

// WriteFile writes rows of cells as the planner does: a title, which says that the
// figures are made up, the time, the header; tabs, UTF-16 with a byte order mark.
func WriteFile(name string, rows [][]string) error {
	var text strings.Builder
	text.WriteString("Keyword Stats (illustrative figures, written for Needscape: not measured)\n")
	text.WriteString("\"November 1, 2025 - October 31, 2026\"\n")
	text.WriteString(strings.Join(Header, "\t") + "\n")
	for _, cells := range rows {
		text.WriteString(strings.Join(cells, "\t") + "\n")
	}
	units := append([]uint16{0xFEFF}, utf16.Encode([]rune(text.String()))...)
	var b bytes.Buffer
	binary.Write(&b, binary.LittleEndian, units) // a Buffer takes everything
	return os.WriteFile(name, b.Bytes(), 0o644)
}
