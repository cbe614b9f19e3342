package export

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"slices"
	"unicode/utf8"

	"github.com/needscape/needscape/demand"
)

// A Reader yields the rows of one file. It is not safe for concurrent use. Where it
// can it parses some thousand rows at a time, on as many processors as there are;
// no goroutine outlives a call.
type Reader struct {
	parser
	decoder decoder
	split   splitter
	given   *givenRecords // instead of text
	records records
	batch   batch
	opened  bool
	fatal   error // ends reading, io.EOF included
	source  demand.Source
}

// NewReader returns a reader of a file. The name is used in messages only, and r
// is read as rows are asked for. Some 1.2 MB of it are in memory at a time.
func NewReader(r io.Reader, name string) *Reader {
	return &Reader{parser: parser{name: name}, decoder: decoder{src: r}, batch: batch{least: blockLeast}}
}

// Source says what the file is and how many rows of it have been read and
// refused. It reads the head of the file if no row has been read yet; of a file
// that cannot be read it has the name only.
func (r *Reader) Source() demand.Source {
	r.open()
	s := r.source
	s.Notes = slices.Clone(s.Notes)
	if r.months > 0 {
		s.Notes = append(s.Notes, fmt.Sprintf("%d cells of monthly searches cannot be read and are left out", r.months))
	}
	if r.fatal == io.EOF && slices.Contains(r.layout.format.cuts, s.Rows) {
		s.Cut = true
		s.Notes = append(s.Notes, fmt.Sprintf("exactly %d rows, which is where %s cuts its exports off: there may be more", s.Rows, s.Format))
	}
	return s
}

// All yields the rows that are left, with the errors of those that are refused,
// as [Reader.Read] returns them. An error that ends reading is yielded last, but
// not io.EOF. It returns a single-use iterator.
func (r *Reader) All() iter.Seq2[demand.Row, error] {
	return func(yield func(demand.Row, error) bool) {
		for {
			row, err := r.Read()
			if err == io.EOF {
				return
			}
			if !yield(row, err) || err == r.fatal && err != nil {
				return
			}
		}
	}
}

// Read returns the next row. A row that is refused is a *[demand.RowError], after
// which reading goes on. Any other error ends reading and is returned again by
// further calls: io.EOF after the last row, a *[FileError] where the file is not
// one of keywords, with the error of the underlying reader where that failed.
func (r *Reader) Read() (demand.Row, error) {
	r.open()
	for r.fatal == nil {
		if x := r.batch.next(); x != nil {
			return r.count(x.row, x.err)
		}
		if r.block() {
			continue
		}
		fault, err := r.records.next()
		switch {
		case err == io.EOF:
			r.fatal = err
			if r.source.Rows == 0 {
				r.fatal = r.fail(ErrHeaderOnly, "")
			}
		case err != nil:
			r.fatal = r.fail(err, "")
		case fault != nil:
			return r.count(demand.Row{}, r.refuse(fault.err, fault.at, fault.col, nil))
		default:
			if row, err, ok := r.row(); ok {
				return r.count(row, err)
			}
		}
	}
	return demand.Row{}, r.fatal
}

// count counts what Read returns.
func (r *Reader) count(row demand.Row, refused *demand.RowError) (demand.Row, error) {
	r.source.Rows++
	if refused != nil {
		r.source.Refused++
		return demand.Row{}, refused
	}
	return row, nil
}

// fail is an error of the whole file, where reading stands.
func (r *Reader) fail(reason error, detail string) error {
	line := 1
	if r.records != nil {
		line = max(1, r.records.standing())
	}
	return &FileError{File: r.name, Line: line, Column: 1, Err: reason, Detail: detail}
}

// open reads the head and finds out what the file is.
func (r *Reader) open() {
	if r.opened {
		return
	}
	r.opened = true
	r.source.File = r.name
	var found finding
	var rows func() records
	var detail string
	var reason error
	if r.given != nil {
		found, rows, detail, reason = r.openGiven()
	} else {
		found, rows, detail, reason = r.openText()
	}
	if reason != nil {
		r.fatal = r.fail(reason, detail)
		return
	}
	r.rec, r.src, r.delim = r.records.current(), r.records, r.split.delim
	r.layout = found.layout
	f := r.layout.format
	r.source = demand.Source{File: r.name, Format: f.name, Measure: f.measure, Period: f.period, Lumping: f.lumping(), Notes: found.notes}
	if name := r.decoder.name; name != "" {
		r.source.Notes = append(r.source.Notes, "not UTF-8: read as "+name)
	}
	if f.planner {
		r.buckets = bucketed(rows(), found)
		if r.buckets == areBuckets {
			r.source.Notes = append(r.source.Notes, "the account saw only buckets (50 is 10 to 100, 500 is 100 to 1,000 …)")
		}
	}
	r.source.Rules = f.rules(r.layout, r.buckets)
	if m := r.layout.months; m != nil {
		first := slices.MinFunc(m, func(a, b monthColumn) int { return int(a.month - b.month) }).month
		last := slices.MaxFunc(m, func(a, b monthColumn) int { return int(a.month - b.month) }).month
		r.first, r.span = first, int(last-first)+1
		if r.span > maxMonths {
			r.layout.months, r.span = nil, 0
		}
	} else {
		r.first, r.span = r.layout.trendFirst, r.layout.trendMonths
	}
	for r.records.standing() <= max(found.header, found.before-1) && !found.timeline {
		if _, err := r.records.next(); err != nil {
			break
		}
	}
}

// openText reads the head of a text. The rows are those of the head alone.
func (r *Reader) openText() (found finding, rows func() records, detail string, reason error) {
	r.decoder.src = unpack(r.decoder.src)
	raw := r.decoder.open()
	s := &r.split
	r.records = s
	s.src, s.line = &r.decoder, 1
	room := headText + 2*utf8.UTFMax
	if r.decoder.err != nil { // all is read: a byte becomes three at most
		room = 3*len(raw) + 2*utf8.UTFMax
	}
	s.fill(min(room, headText+2*utf8.UTFMax))
	// The head is cut at the same byte however the source hands its bytes out.
	whole := s.done && s.end <= headText
	head := s.buf[:min(s.end, headText)]
	detail, reason = notKeywords(raw, head)
	var path string
	isJSON := reason == nil && looksJSON(head)
	switch {
	case isJSON:
		found, path, detail, reason = sniffJSON(head)
	case reason == nil:
		found, detail, reason = sniff(textTables(head, whole))
	}
	if reason != nil {
		if s.err != nil {
			detail, reason = "", s.err // what the rest would have shown is not known
		}
		return found, nil, detail, reason
	}
	if isJSON {
		names := found.layout.names
		r.records = newJSONRecords(io.MultiReader(bytes.NewReader(s.buf[:s.end]), s.rest()), path, names)
		return found, func() records { return newJSONRecords(bytes.NewReader(head), path, names) }, "", nil
	}
	s.delim = found.delim
	if found.timeline {
		r.records = &timelineRecords{in: s, header: found.before}
	}
	return found, func() records { return splitText(head, whole, found.delim) }, "", nil
}

// openGiven reads the head of a table that is cut already.
func (r *Reader) openGiven() (found finding, rows func() records, detail string, reason error) {
	head := slices.Clone(r.given.peek(headRows))
	r.records = r.given
	found, detail, reason = sniff([]table{tableOf(again(head), 0)})
	if found.layout != nil {
		r.given.width = len(found.layout.columns)
	}
	if reason == nil && len(head) == 0 {
		reason = ErrEmpty
	}
	if reason != nil && r.given.err != nil && r.given.err != io.EOF {
		detail, reason = "", r.given.err
	}
	return found, func() records { return again(head) }, detail, reason
}
