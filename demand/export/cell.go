package export

import (
	"bytes"
	"unicode/utf8"
)

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
