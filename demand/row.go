package demand

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/needscape/needscape/keyword"
)

// A Row is one keyword of a source with its searches.
type Row struct {
	Keyword string // as typed, without the space around it
	Volume  Volume
	Series  Series       // month by month, where the source has it
	Lumping Lumping      // whether its source counts close variants together; [Market.Read] sets it
	Rank    int64        // of a source of [RankOrder], the place among all keywords, from 1; else 0
	Branded keyword.Said // whether it names a brand, where the source says so
	Line    int          // line of the keyword in its file, from 1
	Column  int          // byte column of the keyword in that line, from 1
}

// A RowError is a row, or a line of another file, that was refused: where it stands, what
// is wrong, and how many searches are lost with it.
type RowError struct {
	File   string
	Line   int    // from 1
	Column int    // in bytes of the line as UTF-8, from 1
	Header string // name of the column, "" where it is not of one column
	Text   string // the offending text, shortened
	Volume int64  // the number in the row's volume column, 0 where none could be read
	Err    error  // the reason
}

// Error prints file:line:column: the column's name and the reason.
func (e *RowError) Error() string {
	where := fmt.Sprintf("%s:%d:%d: ", e.File, e.Line, e.Column)
	if e.Header != "" {
		where += fmt.Sprintf("column %q: ", e.Header)
	}
	if e.Text == "" {
		return where + e.Err.Error()
	}
	return where + fmt.Sprintf("%v: %q", e.Err, e.Text)
}

// Unwrap returns the reason.
func (e *RowError) Unwrap() error { return e.Err }

// byPlace orders refused rows by where they stand, then by all else.
func byPlace(a, b *RowError) int {
	return cmp.Or(
		strings.Compare(a.File, b.File),
		cmp.Compare(a.Line, b.Line),
		cmp.Compare(a.Column, b.Column),
		strings.Compare(a.Header, b.Header),
		strings.Compare(a.Text, b.Text),
		cmp.Compare(a.Volume, b.Volume),
		strings.Compare(a.reason(), b.reason()),
	)
}

// reason is the text of the reason.
func (e *RowError) reason() string {
	if e.Err == nil {
		return ""
	}
	return e.Err.Error()
}
