package export

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"github.com/needscape/needscape/demand"
)

// Most of most files is lines of text without quotes, each of them a record. Such
// text is parsed in blocks, whose parts are given to all processors: cutting and
// parsing a line are one pass over it while it is near, and no record waits for
// the one before. Everything else is split one by one. The rows are the same.
const (
	// blockBytes is how much text is parsed at a time: some thousand rows.
	blockBytes = 512 << 10
	// blockLeast is what is worth it.
	blockLeast = 8 << 10
	// chunkBytes is how much of a block a processor takes at a time.
	chunkBytes = 32 << 10
)

// A batch is the rows of a block that were not yet returned.
type batch struct {
	chunks  []chunk
	at      int // of the chunks
	of      int // of the chunk's rows
	last    *parsed
	least   int // bytes of text that make a block
	workers []*worker
}

// A chunk is a part of a block: whole lines.
type chunk struct {
	start, end int // in the splitter's buffer
	line       int // number of the first
	rows       []parsed
	months     int  // monthly cells that could not be read
	odd        bool // not plain: to be split one by one, with all that follows
}

// parsed is a row, or why there is none, and where its record is.
type parsed struct {
	row   demand.Row
	err   *demand.RowError
	start int // in the splitter's buffer
	line  int
}

// next returns the next row that was parsed ahead, nil where there is none.
func (b *batch) next() *parsed {
	for b.at < len(b.chunks) {
		if c := &b.chunks[b.at]; b.of < len(c.rows) {
			b.last = &c.rows[b.of]
			b.of++
			return b.last
		}
		b.at, b.of = b.at+1, 0
	}
	b.last = nil
	return nil
}

// block parses the next block, if what follows is one.
func (r *Reader) block() bool {
	s := &r.split
	if r.records != records(s) || s.delim == 0 || r.layout.format.sections || s.pos < s.serial {
		return false
	}
	if s.end-s.pos < blockBytes && !s.done {
		s.fill(blockBytes)
	}
	limit := min(s.end, s.pos+blockBytes)
	quote := s.quote.find(s.buf, s.pos, s.end, '"')
	end := s.pos + bytes.LastIndexByte(s.buf[s.pos:min(limit, quote)], '\n') + 1
	if end-s.pos < max(r.batch.least, 1) {
		s.serial = max(s.pos+1, min(limit, quote+1))
		return false
	}
	r.cutBlock(end)
	r.parseBlock()
	b := &r.batch
	s.pos = end
	if i := slices.IndexFunc(b.chunks, func(c chunk) bool { return c.odd }); i >= 0 {
		odd := b.chunks[i]
		s.pos, s.line, s.serial = odd.start, odd.line, odd.end
		b.chunks = b.chunks[:i]
	}
	for _, c := range b.chunks {
		r.months += c.months
	}
	return true
}

// plain reports whether a chunk is text whose lines end in LF or CRLF.
func plain(chunk []byte) bool {
	if cr := bytes.Count(chunk, []byte{'\r'}); cr > 0 && cr != bytes.Count(chunk, []byte("\r\n")) {
		return false
	}
	return bytes.IndexByte(chunk, 0) < 0 && utf8.Valid(chunk)
}

// cutBlock cuts the text up to a place into chunks, and counts their lines.
func (r *Reader) cutBlock(end int) {
	s, b := &r.split, &r.batch
	n := 0
	for at := s.pos; at < end; n++ {
		stop := end
		if at+chunkBytes < end {
			stop = at + bytes.LastIndexByte(s.buf[at:at+chunkBytes], '\n') + 1
			if stop == at { // a line longer than a chunk
				stop = at + bytes.IndexByte(s.buf[at:end], '\n') + 1
			}
		}
		if n == len(b.chunks) {
			b.chunks = append(b.chunks, chunk{})
		}
		c := &b.chunks[n]
		c.start, c.end, c.line, c.rows = at, stop, s.line, c.rows[:0]
		s.line += bytes.Count(s.buf[at:stop], []byte{'\n'})
		at = stop
	}
	b.chunks = b.chunks[:n]
	b.at, b.of, b.last = 0, 0, nil
}

// parseBlock parses all chunks.
func (r *Reader) parseBlock() {
	b := &r.batch
	n := min(runtime.GOMAXPROCS(0), len(b.chunks))
	for len(b.workers) < n {
		w := &worker{parser: r.parser}
		w.rec, w.src, w.sound, w.months, w.slab, w.scratch = &w.record, w, true, 0, nil, [2][]byte{}
		b.workers = append(b.workers, w)
	}
	var taken atomic.Int32
	work := func(w *worker) {
		for i := int(taken.Add(1)) - 1; i < len(b.chunks); i = int(taken.Add(1)) - 1 {
			c := &b.chunks[i]
			if c.odd = !plain(r.split.buf[c.start:c.end]); !c.odd {
				w.parse(r.split.buf, c)
			}
		}
	}
	var others sync.WaitGroup
	for _, w := range b.workers[1:n] {
		others.Go(func() { work(w) })
	}
	work(b.workers[0])
	others.Wait()
}

// A worker parses chunks.
type worker struct {
	parser
	record
}

func (w *worker) position(at int) (line, column int) { return w.startLine, at - w.start + 1 }

// parse cuts the lines of a chunk into cells and makes rows of them.
func (w *worker) parse(buf []byte, c *chunk) {
	text := buf[:c.end]
	delim, delims, ends := w.delim, eight(w.delim), eight('\n')
	w.buf, w.start, w.startLine, w.months = buf, c.start, c.line, 0
	cells, from := w.cells[:0], c.start
	i := c.start
	for ; i+8 <= len(text); i += 8 {
		v := binary.LittleEndian.Uint64(text[i:])
		for hits := zeros(v^delims) | zeros(v^ends); hits != 0; hits &= hits - 1 {
			at := i + bits.TrailingZeros64(hits)/8
			cells = append(cells, span{start: from, end: at})
			from = at + 1
			if text[at] != delim {
				w.line(c, cells)
				cells = w.cells[:0]
			}
		}
	}
	for ; i < len(text); i++ {
		if text[i] == delim || text[i] == '\n' {
			cells = append(cells, span{start: from, end: i})
			from = i + 1
			if text[i] != delim {
				w.line(c, cells)
				cells = w.cells[:0]
			}
		}
	}
	c.months = w.months
}

// line makes a row of a line whose cells are cut, and begins the next.
func (w *worker) line(c *chunk, cells []span) {
	last := &cells[len(cells)-1]
	next := last.end + 1
	if last.end > last.start && w.buf[last.end-1] == '\r' {
		last.end--
	}
	w.cells, w.stop = cells, last.end
	if row, err, ok := w.row(); ok {
		c.rows = append(c.rows, parsed{row, err, w.start, w.startLine})
	}
	w.start = next
	w.startLine++
}
