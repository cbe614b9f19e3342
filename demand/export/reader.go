package export

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/needscape/needscape/demand"
)

// A Reader yields the rows of one file. It is not safe for concurrent use.
type Reader struct {
	name    string
	decoder decoder
	split   splitter
	given   *givenRecords // instead of text
	src     records
	rec     *record // the last of src
	opened  bool
	fatal   error // ends reading, io.EOF included

	layout  *layout
	buckets buckets
	source  demand.Source
	months  int  // monthly cells that could not be read
	rising  bool // the list of related queries is that of growth
	first   demand.Month
	span    int     // months from first to last
	slab    []int64 // room for the counts of further series
	scratch [2][]byte
}

// NewReader returns a reader of a file. The name is used in messages only, and r
// is read as rows are asked for. Some 1.2 MB of it are in memory at a time.
func NewReader(r io.Reader, name string) *Reader {
	return &Reader{name: name, decoder: decoder{src: r}}
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
		fault, err := r.src.next()
		switch {
		case err == io.EOF:
			r.fatal = err
			if r.source.Rows == 0 {
				r.fatal = r.fail(ErrHeaderOnly, "")
			}
		case err != nil:
			r.fatal = r.fail(err, "")
		case fault != nil:
			return demand.Row{}, r.refuse(fault.err, fault.at, fault.col, nil)
		default:
			if row, err, ok := r.row(); ok {
				return row, err
			}
		}
	}
	return demand.Row{}, r.fatal
}

// fail is an error of the whole file, where reading stands.
func (r *Reader) fail(reason error, detail string) error {
	line := 1
	if r.src != nil {
		line = max(1, r.src.standing())
	}
	return &FileError{File: r.name, Line: line, Column: 1, Err: reason, Detail: detail}
}

// A head is what decides the layout of a file.
type head struct {
	tables []table        // its first records, in each way in which they may be cut
	rows   func() records // reads all of it, as what was found is cut
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
	r.rec = r.src.current()
	r.layout = found.layout
	f := r.layout.format
	r.source = demand.Source{File: r.name, Format: f.name, Measure: f.measure, Period: f.period, Notes: found.notes}
	if name := r.decoder.name; name != "" {
		r.source.Notes = append(r.source.Notes, "not UTF-8: read as "+name)
	}
	if f.planner {
		r.buckets = bucketed(rows(), found)
		if r.buckets == areBuckets {
			r.source.Notes = append(r.source.Notes, "the account saw only buckets (50 is 10 to 100, 500 is 100 to 1,000 …)")
		}
	}
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
	for r.src.standing() <= max(found.header, found.before-1) && !found.timeline {
		if _, err := r.src.next(); err != nil {
			break
		}
	}
}

// openText reads the head of a text. The rows are those of the head alone.
func (r *Reader) openText() (found finding, rows func() records, detail string, reason error) {
	r.decoder.src = unpack(r.decoder.src)
	raw := r.decoder.open()
	s := &r.split
	r.src = s
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
		r.src = newJSONRecords(io.MultiReader(bytes.NewReader(s.buf[:s.end]), s.rest()), path, names)
		return found, func() records { return newJSONRecords(bytes.NewReader(head), path, names) }, "", nil
	}
	s.delim = found.delim
	if found.timeline {
		r.src = &timelineRecords{in: s, header: found.before}
	}
	return found, func() records { return splitText(head, whole, found.delim) }, "", nil
}

// openGiven reads the head of a table that is cut already.
func (r *Reader) openGiven() (found finding, rows func() records, detail string, reason error) {
	head := slices.Clone(r.given.peek(headRows))
	r.src = r.given
	found, detail, reason = sniff([]table{tableOf(again(head), 0)})
	if reason == nil && len(head) == 0 {
		reason = ErrEmpty
	}
	if reason != nil && r.given.err != nil && r.given.err != io.EOF {
		detail, reason = "", r.given.err
	}
	return found, func() records { return again(head) }, detail, reason
}

// refuse makes the error of a row: what is wrong, at a place of the buffer, in a
// column of the layout or -1.
func (r *Reader) refuse(reason error, at, column int, text []byte) error {
	r.source.Rows++
	r.source.Refused++
	line, col := r.rec.startLine, 1
	if reason != ErrLine {
		line, col = r.src.position(at)
	}
	e := &demand.RowError{File: r.name, Line: line, Column: col, Err: reason}
	if q, err := r.cell(r.layout.volume); err == nil {
		e.Volume = q.number
	}
	if column >= 0 && column < len(r.layout.names) {
		e.Header = r.layout.names[column]
	}
	if text == nil {
		text = r.rec.buf[at:max(at, r.rec.stop)]
		text = text[:lineLength(text)]
	}
	e.Text = strings.ToValidUTF8(shorten(bytes.TrimSpace(text)), "\uFFFD")
	return e
}

// row makes a row of the record; ok is false where it is blank.
func (r *Reader) row() (row demand.Row, err error, ok bool) {
	s, l := r.rec, r.layout
	record := s.buf[s.start:s.stop]
	if at := firstBad(record); at >= 0 {
		return row, r.refuse(ErrEncoding, s.start+at, -1, record), true
	}
	if r.blank() {
		return row, nil, false
	}
	if l.format.sections && r.section() {
		return row, nil, false
	}
	if n := len(s.cells); l.columns != nil || r.split.delim != 0 {
		need := max(l.keyword, l.volume, l.low, l.high, l.rank)
		width := max(len(l.columns), need+1)
		if n <= need {
			return row, r.refuse(fmt.Errorf("%w: %d cells, want %d", ErrColumns, n, need+1), s.start, -1, record), true
		}
		for i := width; i < n; i++ {
			if text := s.text(i, &r.scratch[0]); len(bytes.TrimSpace(text)) > 0 {
				return row, r.refuse(fmt.Errorf("%w: %d cells, want %d", ErrColumns, n, width), s.cells[i].start, -1, record), true
			}
		}
		if l.columns != nil && r.isHeader() {
			return row, r.refuse(ErrHeader, s.start, -1, record), true
		}
	}
	volume, badColumn, badReason := r.volume()
	if r.rising {
		volume, badReason = demand.Volume{}, nil
		badColumn = l.volume
		_, badReason = growth(string(bytes.TrimSpace(s.text(badColumn, &r.scratch[1]))))
	}
	cell := s.cells[l.keyword]
	text := r.keyword()
	if len(text) == 0 {
		return row, r.refuse(ErrKeyword, cell.start, l.keyword, record), true
	}
	if badReason != nil {
		bad := s.cells[badColumn]
		return row, r.refuse(badReason, bad.start, badColumn, s.buf[bad.start:bad.end]), true
	}
	rank, err := r.cell(l.rank)
	if err == nil && l.rank >= 0 && (!rank.said || rank.number == 0) {
		err = ErrRank
	}
	if err != nil {
		bad := s.cells[l.rank]
		return row, r.refuse(err, bad.start, l.rank, s.buf[bad.start:bad.end]), true
	}
	r.source.Rows++
	row = demand.Row{Keyword: string(text), Volume: volume, Rank: rank.number}
	at := cell.start
	for at < cell.end && s.buf[at] <= ' ' {
		at++
	}
	row.Line, row.Column = r.src.position(at)
	row.Series = r.series()
	return row, nil, true
}

func (r *Reader) blank() bool {
	for _, c := range r.rec.cells {
		if len(bytes.TrimSpace(r.rec.buf[c.start:c.end])) > 0 {
			return false
		}
	}
	return true
}

// isHeader reports whether the record is the header once more.
func (r *Reader) isHeader() bool {
	l := r.layout
	if !bytes.EqualFold(bytes.TrimSpace(r.rec.text(l.keyword, &r.scratch[0])), []byte(l.columns[l.keyword])) {
		return false
	}
	for i, c := range l.columns {
		if columnName(string(r.rec.text(i, &r.scratch[0]))) != c {
			return false
		}
	}
	return true
}

// keyword returns the text of the keyword cell, without what is around it.
func (r *Reader) keyword() []byte {
	text := bytes.TrimSpace(r.rec.text(r.layout.keyword, &r.scratch[0]))
	if r.split.delim == 0 {
		text = bytes.TrimSpace(r.unquote(text))
	}
	if r.layout.format.planner {
		// The older planners mark how a keyword is matched: [exact], "phrase".
		text = bytes.TrimSpace(unwrap(unwrap(text, '[', ']'), '"', '"'))
	}
	return text
}

// unquote takes the quotes off a line of a list that is quoted as a whole.
func (r *Reader) unquote(line []byte) []byte {
	inner := unwrap(line, '"', '"')
	if len(inner) == len(line) || bytes.IndexByte(inner, '"') < 0 {
		return inner
	}
	if 2*bytes.Count(inner, []byte(`""`)) != bytes.Count(inner, []byte(`"`)) {
		return line // "diaper rash" or "baby rash"
	}
	r.scratch[0] = undouble(r.scratch[0][:0], inner)
	return r.scratch[0]
}

// unwrap takes a pair of signs off that stand around a text.
func unwrap(b []byte, open, end byte) []byte {
	if n := len(b); n > 2 && b[0] == open && b[n-1] == end {
		return b[1 : n-1]
	}
	return b
}

// cell reads a number; a column that is not there says nothing.
func (r *Reader) cell(column int) (quantity, error) {
	if column < 0 || column >= len(r.rec.cells) {
		return quantity{}, nil
	}
	return parseQuantity(bytes.TrimSpace(r.rec.text(column, &r.scratch[1])))
}

// volume reads the volume of the record. Where a cell cannot be read it says
// which, and why.
func (r *Reader) volume() (v demand.Volume, badColumn int, reason error) {
	l := r.layout
	q, err := r.cell(l.volume)
	if err != nil {
		return v, l.volume, err
	}
	v = r.meaning(q)
	if l.low < 0 && l.high < 0 {
		return v, 0, nil
	}
	low, err := r.cell(l.low)
	if err != nil {
		return v, l.low, err
	}
	high, err := r.cell(l.high)
	if err != nil {
		return v, l.high, err
	}
	if !low.said && !high.said {
		return v, 0, nil
	}
	bounds := demand.Between(low.low, demand.Unbounded)
	if high.said {
		bounds = demand.Between(low.low, high.high)
	}
	if n, ok := v.Said(); ok {
		return demand.Volume{Low: min(bounds.Low, n), High: max(bounds.High, n), Number: n, Reading: demand.Bucket}, 0, nil
	}
	return bounds, 0, nil
}

// meaning is what a number of this file means.
func (r *Reader) meaning(q quantity) demand.Volume { return r.meaningAs(q, r.layout.format.measure) }

// meaningAs is what it means in a column that counts something else.
func (r *Reader) meaningAs(q quantity, m demand.Measure) demand.Volume {
	f := r.layout.format
	switch {
	case q.ranged:
		return demand.Between(q.low, q.high)
	case !q.said:
		return demand.Volume{}
	case q.low != q.high:
		return demand.Volume{Low: q.low, High: q.high, Number: q.number, Reading: demand.Rounded}
	case f.counts || m == demand.Impressions || m == demand.Clicks:
		return demand.Count(q.number)
	}
	rounded := demand.Round(q.number)
	bucket, ok := demand.InBucket(q.number)
	switch {
	case !ok || !f.planner:
		return rounded
	case r.buckets == areBuckets || !demand.OnLadder(q.number):
		return bucket
	case r.buckets == areNumbers:
		return rounded
	default:
		return demand.Hull(rounded, bucket)
	}
}
