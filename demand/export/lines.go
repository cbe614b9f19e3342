package export

import (
	"io"
	"slices"
)

// jsonRoom is how far a decoder may read on for one value: the longest that is
// allowed, and what its buffer takes ahead.
const jsonRoom = MaxLine + 64<<10

// A lineReader remembers where the lines of what is read through it end, from the
// last place that was passed on. It fails where it is read too far beyond that.
type lineReader struct {
	src   io.Reader
	off   int64   // read
	ends  []int64 // where further lines begin
	begin int64   // where the line begins
	line  int     // its number
	cr    bool    // the last byte was a CR
	limit int64
}

func (r *lineReader) Read(p []byte) (int, error) {
	if r.off >= r.limit {
		return 0, ErrLine
	}
	n, err := r.src.Read(p[:min(len(p), 32<<10)])
	for i, c := range p[:n] {
		at := r.off + int64(i)
		if r.cr && c != '\n' {
			r.ends = append(r.ends, at)
		}
		if r.cr = c == '\r'; c == '\n' {
			r.ends = append(r.ends, at+1)
		}
	}
	r.off += int64(n)
	return n, err
}

// pass tells that nothing before a place is asked for any more.
func (r *lineReader) pass(at int64) {
	n := 0
	for n < len(r.ends) && r.ends[n] <= at {
		n++
	}
	if n > 0 {
		r.begin = r.ends[n-1]
		r.line += n
		r.ends = slices.Delete(r.ends, 0, n)
	}
	r.limit = at + jsonRoom
}

// place returns the line and the column of a place that was not passed.
func (r *lineReader) place(at int64) (line, column int) {
	begin, n := r.begin, 0
	for n < len(r.ends) && r.ends[n] <= at {
		begin = r.ends[n]
		n++
	}
	return r.line + n, int(max(0, at-begin)) + 1
}
