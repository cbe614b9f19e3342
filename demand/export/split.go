package export

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math/bits"
	"unicode/utf8"
)

// Bounds that keep memory and time in proportion to the file, whatever it holds.
const (
	// MaxLine is the longest line, and the longest record, in bytes as UTF-8.
	MaxLine = 1 << 20
	// MaxQuoted is the longest quoted cell in bytes as UTF-8.
	MaxQuoted = 64 << 10
	// MaxQuotedLines is the largest number of lines that a quoted cell spans.
	MaxQuotedLines = 100
)

const (
	// bufferMost is the room in which every record can be decided: the longest
	// record, a quoted cell beyond it, and a character after that.
	bufferMost = MaxLine + MaxQuoted + 64
	// readBytes is how much is read at a time: enough to make calls rare, little
	// enough to stay in the processor's cache.
	readBytes = 128 << 10
)

// errMore tells that a record cannot be decided without reading on.
var errMore = errors.New("more input is needed")

// A splitter cuts text into records and cells. It reads src through a bounded
// buffer; offsets are valid until the next call of next.
type splitter struct {
	record           // the last; buf[pos:end] is read and not yet split
	src    io.Reader // nil: buf is all there is
	pos    int
	end    int
	done   bool  // src has ended, or failed
	err    error // how it failed
	delim  byte  // 0: a line is one cell, quotes and all
	line   int   // number of the line at pos, from 1

	// Where the next of these characters is in buf, found ahead so that no byte
	// is searched twice.
	lf, cr, quote ahead

	serial int // up to here records are to be split one by one, see block
}

// An ahead is the place of the first c at or after the position; where there
// is none it is the end of what was searched.
type ahead struct{ at int }

func (a *ahead) find(buf []byte, pos, end int, c byte) int {
	if a.at >= pos && a.at < end && buf[a.at] == c {
		return a.at
	}
	from := max(pos, min(a.at, end))
	if i := bytes.IndexByte(buf[from:end], c); i >= 0 {
		a.at = from + i
	} else {
		a.at = end
	}
	return a.at
}

// fill reads until buf holds n bytes from pos, or as many of them as the source
// has, but for the last three, which may be too few for a character.
func (s *splitter) fill(n int) {
	if s.src == nil {
		return
	}
	if s.pos > 0 {
		copy(s.buf, s.buf[s.pos:s.end])
		s.shift(-s.pos)
	}
	if n > len(s.buf) {
		s.buf = append(make([]byte, 0, n), s.buf[:s.end]...)[:n]
	}
	for idle := 0; n-s.end >= utf8.UTFMax && !s.done; {
		m, err := s.src.Read(s.buf[s.end:n])
		s.end += m
		if idle++; m > 0 {
			idle = 0
		}
		switch {
		case err == io.EOF:
			s.done = true
		case err != nil:
			s.done, s.err = true, err
		case idle == 100:
			s.done, s.err = true, io.ErrNoProgress
		}
	}
}

// shift moves all places by n after the buffer was moved.
func (s *splitter) shift(n int) {
	s.pos += n
	s.end += n
	s.serial = max(0, s.serial+n)
	for _, a := range []*ahead{&s.lf, &s.cr, &s.quote} {
		a.at = max(0, a.at+n)
	}
}

// next splits the next record into s.cells. A record that cannot be split is a
// fault; the splitter then stands on the line after it. The error is io.EOF at
// the end and otherwise what the source reported.
func (s *splitter) next() (*fault, error) {
	for want := readBytes; ; want = bufferMost {
		f, err := s.split()
		switch {
		case err != errMore:
			return f, err
		case s.src == nil:
			return nil, io.EOF // the head is used up
		case s.end-s.pos > bufferMost-2*utf8.UTFMax:
			return s.tooLong()
		case s.end-s.pos > want/2:
			want = bufferMost // a second try for a record reads all that may belong to it
		}
		s.fill(want)
	}
}

// split splits the record at pos if the buffer decides it, else returns errMore.
func (s *splitter) split() (*fault, error) {
	s.cells = s.cells[:0]
	s.start, s.startLine = s.pos, s.line
	limit := min(s.end, s.pos+MaxLine+1)
	stop := min(s.lf.find(s.buf, s.pos, s.end, '\n'), s.cr.find(s.buf, s.pos, s.end, '\r'))
	switch {
	case stop-s.pos > MaxLine:
		return s.tooLong()
	case stop == s.end && !s.done:
		return nil, errMore
	case stop == s.end && s.err != nil:
		return nil, s.err // the line is perhaps not whole
	case s.pos == s.end:
		return nil, io.EOF
	}
	if s.delim != 0 && s.quote.find(s.buf, s.pos, s.end, '"') < stop {
		return s.splitQuoted(limit)
	}
	after, ok := s.lineEnd(stop)
	if !ok {
		return nil, errMore
	}
	if s.delim == 0 {
		s.cells = append(s.cells, span{start: s.pos, end: stop})
	} else {
		s.splitPlain(stop)
	}
	s.stop, s.pos = stop, after
	s.line++
	return nil, nil
}

// splitPlain cuts a line without quotes.
func (s *splitter) splitPlain(stop int) {
	from := s.pos
	line, cells := s.buf[:stop], s.cells
	delims := eight(s.delim)
	i := from
	for ; i+8 <= len(line); i += 8 {
		for hits := zeros(binary.LittleEndian.Uint64(line[i:]) ^ delims); hits != 0; hits &= hits - 1 {
			at := i + bits.TrailingZeros64(hits)/8
			cells = append(cells, span{start: from, end: at})
			from = at + 1
		}
	}
	for ; i < len(line); i++ {
		if line[i] == s.delim {
			cells = append(cells, span{start: from, end: i})
			from = i + 1
		}
	}
	s.cells = append(cells, span{start: from, end: stop})
}

// eight is a byte eight times over, to be compared with eight bytes of a text at once.
func eight(c byte) uint64 { return 0x0101010101010101 * uint64(c) }

// zeros has the high bit of each byte of x that is zero, and no other bit.
func zeros(x uint64) uint64 {
	const lows = 0x7F7F7F7F7F7F7F7F
	return ^(x&lows + lows | x | lows)
}

// splitQuoted cuts a record with quotes in it, which may span lines.
func (s *splitter) splitQuoted(limit int) (*fault, error) {
	at, lines := s.pos, 0
	for {
		var cell span
		if at < s.end && s.buf[at] == '"' {
			var n int
			var err error
			if cell, n, err = s.quoted(at); err == ErrQuote {
				return s.unclosed(at, lines)
			} else if err != nil {
				return nil, err
			}
			lines += n
			at = cell.end + 1
		} else {
			cell.start = at
			for at < s.end && s.buf[at] != s.delim && s.buf[at] != '\n' && s.buf[at] != '\r' {
				at++
			}
			cell.end = at
		}
		if at > limit || at-s.start > MaxLine {
			return s.tooLong()
		}
		if at == s.end {
			if !s.done {
				return nil, errMore
			}
			if s.err != nil {
				return nil, s.err
			}
		}
		s.cells = append(s.cells, cell)
		if at < s.end && s.buf[at] == s.delim {
			at++
			continue
		}
		after, ok := s.lineEnd(at)
		if !ok {
			return nil, errMore
		}
		s.stop, s.pos = at, after
		s.line += lines + 1
		return nil, nil
	}
}

// quoted finds the end of the quoted cell that opens at a quote, and counts the
// line ends in it. The error is errMore, or ErrQuote where it has no end.
func (s *splitter) quoted(open int) (cell span, lines int, err error) {
	cell.start = open + 1
	limit := min(s.end, open+MaxQuoted)
	for at := open + 1; ; {
		i := bytes.IndexByte(s.buf[at:limit], '"')
		if i < 0 {
			if limit == s.end && !s.done {
				return cell, 0, errMore
			}
			if limit == s.end && s.err != nil {
				return cell, 0, s.err
			}
			return cell, 0, ErrQuote
		}
		lines += countLines(s.buf[at : at+i])
		if lines >= MaxQuotedLines {
			return cell, 0, ErrQuote
		}
		at += i
		if at+1 == s.end {
			if !s.done {
				return cell, 0, errMore
			}
			cell.end = at
			return cell, lines, nil
		}
		switch c := s.buf[at+1]; {
		case c == '"':
			cell.escaped = true
			if at += 2; at > limit {
				return cell, 0, ErrQuote
			}
		case c == s.delim || c == '\n' || c == '\r':
			cell.end = at
			return cell, lines, nil
		case lines > 0:
			return cell, 0, ErrQuote
		default:
			at++ // a character like others
		}
	}
}

// unclosed refuses the record up to the end of the line on which the quote
// opened. Cells before the quote are kept.
func (s *splitter) unclosed(open, lines int) (*fault, error) {
	stop := open + lineLength(s.buf[open:s.end])
	if stop == s.end {
		if !s.done && s.end-s.start <= MaxLine {
			return nil, errMore
		}
		if s.done && s.err != nil {
			return nil, s.err
		}
	}
	if stop-s.start > MaxLine {
		return s.tooLong()
	}
	after, ok := s.lineEnd(stop)
	if !ok {
		return nil, errMore
	}
	s.stop, s.pos = stop, after
	s.line += lines + 1
	return &fault{err: ErrQuote, at: open, col: len(s.cells)}, nil
}

// tooLong refuses a record longer than MaxLine, and skips to the end of the
// line in which it grew too long.
func (s *splitter) tooLong() (*fault, error) {
	s.cells = s.cells[:0]
	over := min(s.end, s.start+MaxLine)
	if over < s.end && s.buf[over] == '\n' && s.buf[over-1] == '\r' {
		over-- // not between the two of a line end
	}
	s.line += countLines(s.buf[s.start:over])
	text := bytes.Clone(s.buf[s.start:min(s.end, s.start+64)])
	for s.pos = over; ; {
		stop := min(s.lf.find(s.buf, s.pos, s.end, '\n'), s.cr.find(s.buf, s.pos, s.end, '\r'))
		after, ok := s.lineEnd(stop)
		if stop < s.end && ok || s.done {
			s.pos = after
			s.line++
			break
		}
		s.pos = stop
		if s.src == nil {
			return nil, io.EOF
		}
		s.fill(readBytes)
	}
	if s.pos == s.end && s.err != nil {
		return nil, s.err
	}
	// What is left of the record for the message stands before pos.
	s.start = max(0, s.pos-len(text))
	s.stop = s.start + copy(s.buf[s.start:s.pos], text)
	return &fault{err: ErrLine, at: s.start, col: -1}, nil
}

// lineEnd returns the place after the line end at stop; ok is false where a CR
// is the last that was read, as a LF may follow.
func (s *splitter) lineEnd(stop int) (after int, ok bool) {
	switch {
	case stop == s.end:
		return stop, true
	case s.buf[stop] == '\n':
		return stop + 1, true
	case stop+1 == s.end:
		return stop + 1, s.done
	case s.buf[stop+1] == '\n':
		return stop + 2, true
	default:
		return stop + 1, true
	}
}

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

func (s *splitter) standing() int { return s.line }

// rest reads what the source has beyond the buffer.
func (s *splitter) rest() io.Reader { return restReader{s} }

type restReader struct{ s *splitter }

func (r restReader) Read(p []byte) (int, error) {
	switch {
	case r.s.err != nil:
		return 0, r.s.err
	case r.s.done:
		return 0, io.EOF
	case len(p) < utf8.UTFMax:
		return 0, io.ErrShortBuffer
	}
	return r.s.src.Read(p)
}

// splitText splits a text that is all there.
func splitText(text []byte, whole bool, delim byte) *splitter {
	return &splitter{record: record{buf: text}, end: len(text), done: whole, delim: delim, line: 1}
}
