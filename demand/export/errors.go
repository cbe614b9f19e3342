package export

import (
	"errors"
	"fmt"
	"unicode/utf8"
)

// Reasons for which a row is refused; [demand.RowError] wraps one of them, and
// reading goes on.
var (
	ErrNumber   = errors.New("not a number of searches")
	ErrNegative = errors.New("a negative number, want a number of searches")
	ErrTooLarge = errors.New("more searches than there are in the world")
	ErrKeyword  = errors.New("no text in the keyword column")
	ErrColumns  = errors.New("the row does not fit the header")
	ErrHeader   = errors.New("the header once more, as where files were joined")
	ErrFooter   = errors.New("a line of the tool below the list")
	ErrQuote    = errors.New("the quote is not closed")
	ErrLine     = errors.New("the line is longer than 1 MiB")
	ErrEncoding = errors.New("bytes that are not text")
	ErrRank     = errors.New("not a place in a list, from 1")
	ErrTime     = errors.New("not a date")
)

// Reasons for which a whole file is refused; [FileError] wraps one of them.
var (
	ErrEmpty       = errors.New("no text in the file")
	ErrHeaderOnly  = errors.New("a header without rows")
	ErrNotText     = errors.New("binary data, want text")
	ErrNoKeywords  = errors.New("a table without a column of keywords")
	ErrNotKeywords = errors.New("not a keyword export")
	ErrTimeline    = errors.New("a timeline of more than 262,144 values")
	ErrJSON        = errors.New("the JSON is damaged")
	ErrPacked      = errors.New("a packed file that cannot be unpacked")
	ErrInflates    = errors.New("a packed file that unpacks to more than 200 times its size")
)

// A FileError ends the reading of a file: it is not one that the package can
// read, or reading failed part-way.
type FileError struct {
	File   string
	Line   int // from 1: where reading stopped
	Column int // in bytes of the line as UTF-8, from 1
	Err    error
	Detail string // what was found, "" where Err says it all
}

// Error prints file:line:column: reason: detail.
func (e *FileError) Error() string {
	s := fmt.Sprintf("%s:%d:%d: %v", e.File, e.Line, e.Column, e.Err)
	if e.Detail != "" {
		s += ": " + e.Detail
	}
	return s
}

// Unwrap returns the reason.
func (e *FileError) Unwrap() error { return e.Err }

// A fault is a reason with the place in the buffer where it was found.
type fault struct {
	err error
	at  int // offset in the splitter's buffer
	col int // column of the table, -1 for none
}

// shorten returns text for a message: at most 60 bytes of it.
func shorten(b []byte) string {
	const most = 60
	if len(b) <= most {
		return string(b)
	}
	cut := most
	for cut > most-utf8.UTFMax && !utf8.RuneStart(b[cut]) {
		cut--
	}
	return string(b[:cut]) + "…"
}
