package export

import (
	"bytes"
	"unicode/utf8"
)

// position returns the line and the column of a place in the last record.
func (s *splitter) position(at int) (line, column int) {
	line, from := s.startLine, s.start
	for {
		stop := from + lineLength(s.buf[from:at])
		after, _ := s.lineEnd(stop)
		if stop == at || after > at {
			return line, at - from + 1
		}
		line, from = line+1, after
	}
}

// text returns the text of cell i, nil where the record has fewer. Doubled
// quotes are undone in scratch.
func (s *splitter) text(i int, scratch *[]byte) []byte {
	if i < 0 || i >= len(s.cells) {
		return nil
	}
	cell := s.cells[i]
	b := s.buf[cell.start:cell.end]
	if !cell.escaped {
		return b
	}
	*scratch = undouble((*scratch)[:0], b)
	return *scratch
}

// undouble appends b to dst with each two quotes made one.
func undouble(dst, b []byte) []byte {
	for i := 0; i < len(b); i++ {
		dst = append(dst, b[i])
		if b[i] == '"' && i+1 < len(b) && b[i+1] == '"' {
			i++
		}
	}
	return dst
}

// lineLength returns the number of bytes before the first line end.
func lineLength(b []byte) int {
	if i := bytes.IndexByte(b, '\n'); i >= 0 {
		b = b[:i]
	}
	if i := bytes.IndexByte(b, '\r'); i >= 0 {
		b = b[:i]
	}
	return len(b)
}

// countLines counts the line ends: LF, CRLF and lone CR.
func countLines(b []byte) int {
	n := bytes.Count(b, []byte{'\n'})
	for i := bytes.IndexByte(b, '\r'); i >= 0; {
		if i+1 == len(b) || b[i+1] != '\n' {
			n++
		}
		b = b[i+1:]
		i = bytes.IndexByte(b, '\r')
	}
	return n
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
