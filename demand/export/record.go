package export

// A span is a cell: buf[start:end] without its quotes.
type span struct {
	start, end int
	escaped    bool // has doubled quotes
}

// A record is one row as it was read, before it is known what its cells mean.
type record struct {
	buf         []byte // its text and perhaps that of others
	cells       []span
	start, stop int // its bytes in buf, without the line end
	startLine   int // the line on which it begins
}

// records is where records come from: lines of text, objects of JSON, rows of a
// spreadsheet. What it returns is valid until the next call of next.
type records interface {
	// next reads the next record. One that cannot be read is a fault, after which
	// reading goes on. The error is io.EOF at the end.
	next() (*fault, error)
	// current returns the record that next read.
	current() *record
	positioner
	// standing returns the line at which reading stands, for errors of the whole file.
	standing() int
}

func (r *record) current() *record { return r }

// text returns the text of cell i, nil where the record has fewer. Doubled
// quotes are undone in scratch.
func (r *record) text(i int, scratch *[]byte) []byte {
	if i < 0 || i >= len(r.cells) {
		return nil
	}
	cell := r.cells[i]
	b := r.buf[cell.start:cell.end]
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
