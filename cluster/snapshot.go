package cluster

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// A Snapshot is a grouped list of keywords as it was at one time. Its groups have
// identities, positive numbers that stay with a group from one snapshot to the next
// (see [Tracker.Next]). The zero Snapshot is that of an empty list before any group.
type Snapshot struct {
	Keywords []string `json:"keywords"`         // distinct, in any order
	Groups   []int64  `json:"groups"`           // of each keyword, the identity of its group
	Demand   []int64  `json:"demand,omitempty"` // of each keyword, as searches a period; nil where none is known
	Next     int64    `json:"next"`             // the next identity, larger than any that was ever given; 0 means 1
}

// Len returns the number of keywords.
func (s *Snapshot) Len() int { return len(s.Keywords) }

// demandOf returns the demand of keyword i.
func (s *Snapshot) demandOf(i int) int64 {
	if s.Demand == nil {
		return 0
	}
	return s.Demand[i]
}

// next returns the next identity.
func (s *Snapshot) next() int64 { return max(s.Next, 1) }

// check returns an error where columns do not fit each other or numbers make no sense.
func (s *Snapshot) check() error {
	n := len(s.Keywords)
	switch {
	case n > math.MaxInt32/2:
		return fmt.Errorf("cluster: %d keywords are too many", n)
	case len(s.Groups) != n:
		return fmt.Errorf("cluster: %d keywords, but %d groups", n, len(s.Groups))
	case s.Demand != nil && len(s.Demand) != n:
		return fmt.Errorf("cluster: %d keywords, but %d demands", n, len(s.Demand))
	}
	left := math.MaxInt64 - int64(n)
	for i, d := range s.Demand {
		if d < 0 {
			return fmt.Errorf("cluster: demand %d of %q is less than 0", d, s.Keywords[i])
		}
		if left -= d; left < 0 {
			return fmt.Errorf("cluster: the sum of all demand does not fit 64 bits")
		}
	}
	return nil
}

// checkAll is check for identities, too: an error where one was never given.
func (s *Snapshot) checkAll() error {
	if err := s.check(); err != nil {
		return err
	}
	for i, id := range s.Groups {
		if id < 1 || id >= s.next() {
			return fmt.Errorf("cluster: group %d of %q is not from 1 to %d", id, s.Keywords[i], s.next()-1)
		}
	}
	return nil
}

// twice is the error of a keyword that a snapshot has twice.
func twice(text string) error { return fmt.Errorf("cluster: keyword %q is there twice", text) }

// A SnapshotError tells where the text of a snapshot cannot be understood.
type SnapshotError struct {
	Line   int // from 1
	Column int // in bytes, from 1
	Reason string
}

// Error prints line:column: reason.
func (e *SnapshotError) Error() string {
	return fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.Reason)
}

// snapshotWord begins the text of a snapshot.
const snapshotWord = "snapshot"

// WriteTo writes the snapshot as text: a line with the word "snapshot", the next
// identity and the number of keywords, then a line for each keyword with the identity
// of its group, its text and, where Demand is not nil, its demand. Columns end with a
// tab, lines with a line feed; in a text, a tab, line feed, carriage return or backslash
// is written as \t, \n, \r or \\. Groups are in the order of their identities, the
// keyword with the most demand first in each, and equal ones in the order of their
// texts, so that equal snapshots have equal bytes in any order of keywords.
// Time is that of sorting.
func (s *Snapshot) WriteTo(w io.Writer) (int64, error) {
	if err := s.checkAll(); err != nil {
		return 0, err
	}
	type line struct {
		group, demand int64
		i             int32
	}
	order := make([]line, len(s.Keywords))
	seen := make(map[string]struct{}, len(order))
	for i, text := range s.Keywords {
		order[i] = line{s.Groups[i], s.demandOf(i), int32(i)}
		seen[text] = struct{}{}
		if len(seen) <= i {
			return 0, twice(text)
		}
	}
	slices.SortFunc(order, func(a, b line) int {
		if a.group != b.group {
			return cmp.Compare(a.group, b.group)
		}
		if a.demand != b.demand {
			return cmp.Compare(b.demand, a.demand)
		}
		return cmp.Compare(s.Keywords[a.i], s.Keywords[b.i])
	})
	var written int64
	buf := fmt.Appendf(make([]byte, 0, 1<<17), "%s\t%d\t%d\n", snapshotWord, s.next(), len(s.Keywords))
	for _, l := range order {
		buf = append(strconv.AppendInt(buf, l.group, 10), '\t')
		buf = appendEscaped(buf, s.Keywords[l.i])
		if s.Demand != nil {
			buf = strconv.AppendInt(append(buf, '\t'), l.demand, 10)
		}
		buf = append(buf, '\n')
		if len(buf) >= 1<<16 {
			n, err := w.Write(buf)
			written += int64(n)
			if err != nil {
				return written, err
			}
			buf = buf[:0]
		}
	}
	n, err := w.Write(buf)
	return written + int64(n), err
}

// ReadSnapshot reads what [Snapshot.WriteTo] wrote, with lines in any order behind the
// first. A carriage return at the end of a line is ignored. What it cannot understand
// is a [*SnapshotError], also a keyword given twice and a file cut short.
func ReadSnapshot(r io.Reader) (*Snapshot, error) {
	p := &snapshotReader{r: bufio.NewReaderSize(r, 1<<16)}
	word, next, count, err := p.header()
	if err != nil {
		return nil, err
	}
	if word != snapshotWord {
		return nil, p.refuse(1, "want %q, got %q", snapshotWord, word)
	}
	s := &Snapshot{Keywords: make([]string, 0, min(count, 1<<20)), Groups: make([]int64, 0, min(count, 1<<20)), Next: next}
	lines := make(map[string]int, min(count, 1<<20))
	for {
		ok, err := p.scan()
		if err != nil {
			return nil, err
		}
		if !ok {
			break
		}
		if err := p.keyword(s, lines); err != nil {
			return nil, err
		}
	}
	if int64(s.Len()) != count {
		return nil, p.refuse(1, "want %d keywords, got %d", count, s.Len())
	}
	if err := s.check(); err != nil {
		return nil, p.refuse(1, "%v", err)
	}
	return s, nil
}

// snapshotReader reads lines of columns.
type snapshotReader struct {
	r    *bufio.Reader
	line int
	rest string // of the line
	at   int    // column of rest, from 1
	last bool   // rest is the last column of its line, or none is left
}

// refuse returns an error at a column of the line.
func (p *snapshotReader) refuse(column int, format string, args ...any) error {
	return &SnapshotError{p.line, column, fmt.Sprintf(format, args...)}
}

// scan takes up the next line. ok is false at the end; p.line is then one behind it.
func (p *snapshotReader) scan() (ok bool, err error) {
	text, err := p.r.ReadString('\n')
	p.line++
	if err == io.EOF {
		err = nil
		if text == "" {
			return false, nil
		}
	}
	text = strings.TrimSuffix(strings.TrimSuffix(text, "\n"), "\r")
	p.rest, p.at, p.last = text, 1, false
	return err == nil, err
}

// column takes the next column of the line, and where it begins.
func (p *snapshotReader) column(name string) (text string, at int, err error) {
	if p.last {
		return "", 0, p.refuse(p.at+len(p.rest), "want %s, got the end of the line", name)
	}
	at = p.at
	text, rest, more := strings.Cut(p.rest, "\t")
	p.last = !more
	if more {
		p.rest, p.at = rest, at+len(text)+1
	}
	return text, at, nil
}

// number takes the next column as a number, not less than least.
func (p *snapshotReader) number(name string, least int64) (int64, int, error) {
	text, at, err := p.column(name)
	if err != nil {
		return 0, at, err
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < least {
		return 0, at, p.refuse(at, "want %s, a whole number from %d, got %q", name, least, text)
	}
	return n, at, nil
}

// end makes sure that the line has no further column.
func (p *snapshotReader) end() error {
	if !p.last {
		return p.refuse(p.at, "want the end of the line, got %q", p.rest)
	}
	return nil
}

// header reads the first line.
func (p *snapshotReader) header() (word string, next, count int64, err error) {
	if _, err = p.scan(); err != nil {
		return
	}
	if word, _, err = p.column(strconv.Quote(snapshotWord)); err != nil || word != snapshotWord {
		return
	}
	if next, _, err = p.number("the next identity", 1); err != nil {
		return
	}
	if count, _, err = p.number("the number of keywords", 0); err != nil {
		return
	}
	return word, next, count, p.end()
}

// keyword reads the line of a keyword and adds it to s.
func (p *snapshotReader) keyword(s *Snapshot, lines map[string]int) error {
	id, at, err := p.number("a group", 1)
	if err != nil {
		return err
	}
	if id >= s.Next {
		return p.refuse(at, "group %d is not below the next identity, %d", id, s.Next)
	}
	text, at, err := p.column("a keyword")
	if err != nil {
		return err
	}
	text, bad := unescape(text)
	if bad >= 0 {
		return p.refuse(at+bad, `want \t, \n, \r or \\`)
	}
	if had, ok := lines[text]; ok {
		return p.refuse(at, "keyword %q is in line %d already", text, had)
	}
	lines[text] = p.line
	if len(s.Keywords) == 0 && !p.last {
		s.Demand = make([]int64, 0, cap(s.Keywords))
	}
	s.Keywords, s.Groups = append(s.Keywords, text), append(s.Groups, id)
	if s.Demand != nil {
		d, _, err := p.number("a demand", 0)
		if err != nil {
			return err
		}
		s.Demand = append(s.Demand, d)
	}
	return p.end()
}

// escaped holds what stands for itself only behind a backslash, and the letters that
// do so.
const escaped, escapes = "\t\n\r\\", `tnr\`

// appendEscaped appends a text as one column.
func appendEscaped(b []byte, text string) []byte {
	for i := range len(text) {
		c := text[i]
		if c < ' ' || c == '\\' {
			if k := strings.IndexByte(escaped, c); k >= 0 {
				b, c = append(b, '\\'), escapes[k]
			}
		}
		b = append(b, c)
	}
	return b
}

// unescape returns the text of a column, and where it has an escape that is none, or -1.
func unescape(column string) (text string, bad int) {
	if strings.IndexByte(column, '\\') < 0 {
		return column, -1
	}
	b := make([]byte, 0, len(column))
	for i := 0; i < len(column); i++ {
		c := column[i]
		if c == '\\' {
			if i++; i == len(column) || strings.IndexByte(escapes, column[i]) < 0 {
				return "", i - 1
			}
			c = escaped[strings.IndexByte(escapes, column[i])]
		}
		b = append(b, c)
	}
	return string(b), -1
}
