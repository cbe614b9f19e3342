package export

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/needscape/needscape/demand"
)

// A parser makes rows of the records of one file.
type parser struct {
	name    string
	layout  *layout
	buckets buckets
	delim   byte
	first   demand.Month // of the series
	span    int          // months from first to last

	src   positioner
	rec   *record // the last of src
	sound bool    // the records are known to be text

	months  int     // monthly cells that could not be read
	slab    []int64 // room for the counts of further series
	scratch [2][]byte
}

// A positioner tells where a place of the last record is in the file.
type positioner interface {
	position(at int) (line, column int)
}

// refuse makes the error of a row: what is wrong, at a place of the buffer, in a
// column of the layout or -1.
func (p *parser) refuse(reason error, at, column int, text []byte) *demand.RowError {
	line, col := p.rec.startLine, 1
	if reason != ErrLine {
		line, col = p.src.position(at)
	}
	e := &demand.RowError{File: p.name, Line: line, Column: col, Err: reason}
	for _, column := range []int{p.layout.volume, p.layout.plus} {
		if q, err := p.cell(column); err == nil {
			e.Volume += q.number
		}
	}
	if column >= 0 && column < len(p.layout.names) {
		e.Header = p.layout.names[column]
	}
	if text == nil {
		text = p.rec.buf[at:max(at, p.rec.stop)]
		text = text[:lineLength(text)]
	}
	e.Text = strings.ToValidUTF8(shorten(bytes.TrimSpace(text)), "\uFFFD")
	return e
}

// row makes a row of the record; ok is false where it is blank.
func (p *parser) row() (row demand.Row, refused *demand.RowError, ok bool) {
	s, l := p.rec, p.layout
	record := s.buf[s.start:s.stop]
	if !p.sound {
		if at := firstBad(record); at >= 0 {
			return row, p.refuse(ErrEncoding, s.start+at, -1, record), true
		}
	}
	if p.blank() {
		return row, nil, false
	}
	if l.format.sections && p.section() {
		return row, nil, false
	}
	if p.isFooter() {
		return row, p.refuse(ErrFooter, s.start, -1, record), true
	}
	if n := len(s.cells); l.columns != nil || p.delim != 0 {
		need := max(l.keyword, l.volume, l.low, l.high, l.plus, l.rank)
		width := max(len(l.columns), need+1)
		if n <= need {
			return row, p.refuse(fmt.Errorf("%w: %d cells, want %d", ErrColumns, n, need+1), s.start, -1, record), true
		}
		for i := width; i < n; i++ {
			if text := s.text(i, &p.scratch[0]); len(bytes.TrimSpace(text)) > 0 {
				return row, p.refuse(fmt.Errorf("%w: %d cells, want %d", ErrColumns, n, width), s.cells[i].start, -1, record), true
			}
		}
		if l.columns != nil && p.isHeader() {
			return row, p.refuse(ErrHeader, s.start, -1, record), true
		}
	}
	volume, badColumn, badReason := p.volume()
	if _, rising, err := p.risingCell(); rising {
		volume, badColumn, badReason = demand.Volume{}, l.volume, err
	}
	cell := s.cells[l.keyword]
	text := p.keyword()
	if len(text) == 0 {
		return row, p.refuse(ErrKeyword, cell.start, l.keyword, record), true
	}
	if badReason != nil {
		bad := s.cells[badColumn]
		return row, p.refuse(badReason, bad.start, badColumn, s.buf[bad.start:bad.end]), true
	}
	rank, err := p.cell(l.rank)
	if err == nil && l.rank >= 0 && (!rank.said || rank.number == 0) {
		err = ErrRank
	}
	if err != nil {
		bad := s.cells[l.rank]
		return row, p.refuse(err, bad.start, l.rank, s.buf[bad.start:bad.end]), true
	}
	row = demand.Row{Keyword: string(text), Volume: volume, Rank: rank.number, Branded: p.branded()}
	at := cell.start
	for at < cell.end && s.buf[at] <= ' ' {
		at++
	}
	row.Line, row.Column = p.src.position(at)
	row.Series = p.series()
	return row, nil, true
}

func (p *parser) blank() bool {
	for _, c := range p.rec.cells {
		if text := p.rec.buf[c.start:c.end]; len(text) > 0 && (text[0] > ' ' && text[0] < utf8.RuneSelf || len(bytes.TrimSpace(text)) > 0) {
			return false
		}
	}
	return true
}

// isHeader reports whether the record is the header once more.
func (p *parser) isHeader() bool {
	l := p.layout
	if c := p.rec.cells[l.keyword]; c.end-c.start < len(l.columns[l.keyword]) { // as most are not
		return false
	}
	if !bytes.EqualFold(bytes.TrimSpace(p.rec.text(l.keyword, &p.scratch[0])), []byte(l.columns[l.keyword])) {
		return false
	}
	for i, c := range l.columns {
		if columnName(string(p.rec.text(i, &p.scratch[0]))) != c {
			return false
		}
	}
	return true
}

// footers are how the lines begin that tools put below a list.
var footers = []string{"you can export only", "you can only export", "you've reached", "you have reached", "upgrade for more", "upgrade your plan", "upgrade to ", "to export more"}

// isFooter reports whether the record is a line of the tool: a sentence of it in
// the keyword column, and nothing beside it.
func (p *parser) isFooter() bool {
	if len(p.layout.columns) < 3 {
		return false
	}
	for i, c := range p.rec.cells {
		if i != p.layout.keyword && c.start < c.end {
			return false
		}
	}
	text := strings.ToLower(string(bytes.TrimSpace(p.rec.text(p.layout.keyword, &p.scratch[0]))))
	if strings.Contains(text, "\n") && len(p.layout.columns) >= 5 { // a paragraph
		return true
	}
	return slices.ContainsFunc(footers, func(f string) bool { return strings.HasPrefix(text, f) })
}

// keyword returns the text of the keyword cell, without what is around it.
func (p *parser) keyword() []byte {
	text := bytes.TrimSpace(p.rec.text(p.layout.keyword, &p.scratch[0]))
	if p.delim == 0 {
		text = bytes.TrimSpace(p.unquote(text))
	}
	if p.layout.format.planner {
		// The older planners mark how a keyword is matched: [exact], "phrase".
		text = bytes.TrimSpace(unwrap(unwrap(text, '[', ']'), '"', '"'))
	}
	return text
}

// unquote takes the quotes off a line of a list that is quoted as a whole.
func (p *parser) unquote(line []byte) []byte {
	inner := unwrap(line, '"', '"')
	if len(inner) == len(line) || bytes.IndexByte(inner, '"') < 0 {
		return inner
	}
	if 2*bytes.Count(inner, []byte(`""`)) != bytes.Count(inner, []byte(`"`)) {
		return line // "diaper rash" or "baby rash"
	}
	p.scratch[0] = undouble(p.scratch[0][:0], inner)
	return p.scratch[0]
}

// unwrap takes a pair of signs off that stand around a text.
func unwrap(b []byte, open, end byte) []byte {
	if n := len(b); n > 2 && b[0] == open && b[n-1] == end {
		return b[1 : n-1]
	}
	return b
}

// cell reads a number; a column that is not there says nothing.
func (p *parser) cell(column int) (quantity, error) {
	if column < 0 || column >= len(p.rec.cells) {
		return quantity{}, nil
	}
	c := p.rec.cells[column]
	if n, ok := shortNumber(p.rec.buf, c.start, c.end-c.start); ok { // as most are
		return quantity{said: true, number: n, low: n, high: n}, nil
	}
	return parseQuantity(bytes.TrimSpace(p.rec.text(column, &p.scratch[1])))
}

// volume reads the volume of the record. Where a cell cannot be read it says
// which, and why.
func (p *parser) volume() (v demand.Volume, badColumn int, reason error) {
	l := p.layout
	q, err := p.cell(l.volume)
	if err != nil {
		return v, l.volume, err
	}
	v = p.meaning(q)
	if l.plus >= 0 {
		q, err := p.cell(l.plus)
		if err != nil {
			return v, l.plus, err
		}
		return together(v, p.meaning(q)), 0, nil
	}
	if l.low < 0 && l.high < 0 {
		return v, 0, nil
	}
	low, err := p.cell(l.low)
	if err != nil {
		return v, l.low, err
	}
	high, err := p.cell(l.high)
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

// together adds the parts of a volume. Of a part that is unknown there may be any
// number.
func together(a, b demand.Volume) demand.Volume {
	switch {
	case !a.Known() && !b.Known():
		return a
	case !a.Known() || !b.Known():
		return demand.Between(a.Low+b.Low, demand.Unbounded)
	}
	v := demand.Between(a.Low+b.Low, a.High+b.High)
	an, aok := a.Said()
	if bn, bok := b.Said(); aok && bok {
		v.Number, v.Reading = an+bn, max(a.Reading, b.Reading)
	}
	return v
}

// meaning is what a number of this file means.
func (p *parser) meaning(q quantity) demand.Volume { return p.meaningAs(q, p.layout.format.measure) }

// meaningAs is what it means in a column that counts something else.
func (p *parser) meaningAs(q quantity, m demand.Measure) demand.Volume {
	f := p.layout.format
	switch {
	case m == demand.Index:
		return indexed(q)
	case q.ranged:
		return demand.Between(q.low, q.high)
	case !q.said:
		return demand.Volume{}
	case q.low != q.high:
		return demand.Volume{Low: q.low, High: q.high, Number: q.number, Reading: demand.Rounded}
	case f.counts || m == demand.Impressions || m == demand.Clicks:
		return demand.Count(q.number)
	case f.digits:
		return demand.RoundDigits(q.number)
	}
	rounded := demand.Round(q.number)
	onLadder := rounded.Reading == demand.Rounded
	if !f.planner || p.buckets == areNumbers && onLadder {
		return rounded
	}
	bucket, ok := demand.InBucket(q.number)
	switch {
	case !ok:
		return rounded
	case p.buckets == areBuckets || !onLadder:
		return bucket
	default:
		return demand.Hull(rounded, bucket)
	}
}
