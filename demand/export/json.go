package export

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// jsonRecords makes records of the objects of one array, wherever in the file that
// is, or of the lines of a file with an object on each. An object's cells are its
// values by their names, with those of the objects in it: keyword_info.cpc. What
// is itself an array is one cell.
type jsonRecords struct {
	record
	in      *lineReader
	decoder *json.Decoder
	path    string   // of the array: "tasks[].result[]", "" for the file itself
	columns []string // names of the values that are cells
	index   map[string]int
	at      []int64 // where the text of each cell begins in the file
	stack   []jsonFrame
	inside  bool // the next value is one of the array
	offset  int64
}

// A jsonFrame is an object or an array that is open.
type jsonFrame struct {
	path    string // with [] for each array
	array   bool
	key     string // the last that was read, of an object
	isKey   bool   // the next token is a key
	keyword []byte // of an object: its value of a keyword's name
}

// maxDepth is how deep objects may lie in one another.
const maxDepth = 100

var errDepth = errors.New("objects lie in one another too deep")

func newJSONRecords(src io.Reader, path string, columns []string) *jsonRecords {
	in := &lineReader{src: src, line: 1, limit: jsonRoom}
	j := &jsonRecords{in: in, decoder: json.NewDecoder(in), path: path, columns: columns, index: map[string]int{}, inside: path == ""}
	j.decoder.UseNumber()
	for i, c := range columns {
		j.index[c] = i
	}
	return j
}

// next finds the next value of the array and makes a record of it.
func (j *jsonRecords) next() (*fault, error) {
	for {
		for !j.inside {
			if err := j.step(); err != nil {
				return nil, j.reason(err)
			}
		}
		j.in.pass(j.decoder.InputOffset())
		if j.decoder.More() {
			break
		}
		if j.path == "" {
			return nil, j.end()
		}
		j.inside = false // there may be a further array of this path
	}
	var raw json.RawMessage
	if err := j.decoder.Decode(&raw); err != nil {
		return nil, j.reason(err)
	}
	j.offset = j.decoder.InputOffset() - int64(len(raw))
	j.make(raw)
	return nil, nil
}

// end is what follows the last value of a file: nothing, or what is no JSON.
func (j *jsonRecords) end() error {
	_, err := j.decoder.Token()
	if err == nil {
		err = errors.New("something after the last value")
	}
	return j.reason(err)
}

// reason makes an error of the decoder one of a file.
func (j *jsonRecords) reason(err error) error {
	j.in.pass(max(j.decoder.InputOffset(), 0))
	var syntax *json.SyntaxError
	switch {
	case err == io.EOF && len(j.stack) > 0:
		return io.ErrUnexpectedEOF
	case errors.As(err, &syntax):
		j.in.pass(syntax.Offset)
		return fmt.Errorf("%w: %w", ErrJSON, err)
	}
	return err
}

// step reads one token of what stands around the array.
func (j *jsonRecords) step() error {
	start := j.decoder.InputOffset()
	token, err := j.decoder.Token()
	if err != nil {
		return err
	}
	j.in.pass(start)
	var top *jsonFrame
	if n := len(j.stack); n > 0 {
		top = &j.stack[n-1]
	}
	if top != nil && !top.array && top.isKey {
		if key, ok := token.(string); ok {
			top.key, top.isKey = key, false
			return nil
		}
	}
	switch delim, _ := token.(json.Delim); delim {
	case '{', '[':
		if len(j.stack) == maxDepth {
			return errDepth
		}
		f := jsonFrame{path: under(top), array: delim == '[', isKey: delim == '{'}
		if f.array {
			f.path += "[]"
		}
		j.stack = append(j.stack, f)
		j.inside = f.array && f.path == j.path
		return nil
	case '}', ']':
		j.stack = j.stack[:len(j.stack)-1]
		if n := len(j.stack); n > 0 {
			outer := &j.stack[n-1]
			outer.isKey = !outer.array
			if !outer.array && outer.keyword == nil { // {"search": {"q": …}, "pages": […]}
				outer.keyword = top.keyword
			}
		}
		return nil
	}
	if top != nil && !top.array {
		if text, ok := token.(string); ok && keywordColumns()[columnName(top.key)] {
			top.keyword = []byte(text)
		}
		top.isKey = true
	}
	return nil
}

// under is the path of a value in what is open.
func under(f *jsonFrame) string {
	switch {
	case f == nil:
		return ""
	case f.array || f.path == "":
		return f.path + f.key
	default:
		return f.path + "." + f.key
	}
}

// make makes the record of a value.
func (j *jsonRecords) make(raw []byte) {
	n := len(j.columns)
	j.cells = slices.Grow(j.cells[:0], n)[:n]
	clear(j.cells)
	j.at = slices.Grow(j.at[:0], n)[:n]
	j.buf = j.buf[:0]
	j.startLine, _ = j.in.place(j.offset)
	for i := range j.at {
		j.at[i] = j.offset
	}
	put := func(i int, text []byte, at int64) {
		if len(j.buf) > 0 {
			j.buf = append(j.buf, '\t')
		}
		j.cells[i] = span{start: len(j.buf), end: len(j.buf) + len(text)}
		j.buf = append(j.buf, text...)
		j.at[i] = at
	}
	eachValue(raw, func(name string, text []byte, at int) {
		if i, ok := j.index[name]; ok && j.cells[i].end == 0 {
			put(i, text, j.offset+int64(at))
		}
	})
	if i, ok := j.index[inherited]; ok {
		for k := len(j.stack) - 1; k >= 0; k-- {
			if f := &j.stack[k]; f.keyword != nil {
				put(i, f.keyword, j.offset)
				break
			}
		}
	}
	j.start, j.stop = 0, len(j.buf)
}

// inherited is the name of a column for a keyword that stands in an object around
// the array: one search and an array of the pages found.
const inherited = "^keyword"

func (j *jsonRecords) position(at int) (line, column int) {
	from := j.offset
	for i, c := range j.cells {
		if c.start <= at && at <= c.end && c.end > 0 {
			from = j.at[i] + int64(at-c.start)
		}
	}
	return j.in.place(from)
}

func (j *jsonRecords) standing() int { return j.in.line }

// eachValue calls put for each value of an object and of those in it, with the
// value's text and where it begins. Of a value that is no object the name is "".
func eachValue(raw []byte, put func(name string, text []byte, at int)) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	value(d, raw, "", 0, put)
}

// value reads the value at which a decoder of raw stands.
func value(d *json.Decoder, raw []byte, name string, depth int, put func(string, []byte, int)) {
	at := int(d.InputOffset())
	for at < len(raw) && strings.IndexByte(" \t\r\n:,", raw[at]) >= 0 {
		at++
	}
	if depth == maxDepth || at == len(raw) {
		return
	}
	switch raw[at] {
	case '{':
		if _, err := d.Token(); err != nil {
			return
		}
		for d.More() {
			key, err := d.Token()
			if err != nil {
				return
			}
			inner, _ := key.(string)
			if name != "" {
				inner = name + "." + inner
			}
			value(d, raw, inner, depth+1, put)
		}
		_, _ = d.Token()
	case '[':
		var list json.RawMessage
		if d.Decode(&list) == nil {
			put(name, joined(list), at)
		}
	default:
		token, err := d.Token()
		switch t := token.(type) {
		case string:
			put(name, []byte(t), at+1)
		case nil:
			if err == nil {
				put(name, nil, at)
			}
		default:
			put(name, fmt.Append(nil, t), at)
		}
	}
}

// joined is the text of an array: its strings and numbers with commas between
// them, or the array as it stands where it has anything else.
func joined(list json.RawMessage) []byte {
	d := json.NewDecoder(bytes.NewReader(list))
	d.UseNumber()
	var values []any
	if d.Decode(&values) != nil {
		return list
	}
	var out []byte
	for i, v := range values {
		if i > 0 {
			out = append(out, ", "...)
		}
		switch v.(type) {
		case string, json.Number:
			out = fmt.Append(out, v)
		default:
			return list
		}
	}
	return out
}
