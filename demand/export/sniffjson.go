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

// looksJSON reports whether a text begins as JSON does. A list may begin with a
// keyword in brackets: [exact match].
func looksJSON(head []byte) bool {
	head = bytes.TrimSpace(head[:min(len(head), 4096)])
	if len(head) < 2 {
		return false
	}
	after := bytes.TrimSpace(head[1:])
	switch {
	case len(after) == 0:
		return false
	case head[0] == '{':
		return after[0] == '"' || after[0] == '}'
	case head[0] == '[':
		return bytes.IndexByte([]byte(`{"[]`), after[0]) >= 0
	}
	return false
}

// A jsonTable is an array of the head: what its objects have.
type jsonTable struct {
	path    string
	columns []string
	seen    map[string]bool
	objects int
	bare    int // values that are strings
}

// jsonTables finds the arrays of a head, each with the names of its values.
func jsonTables(head []byte) []*jsonTable {
	var tables []*jsonTable
	byPath := map[string]*jsonTable{}
	of := func(path string) *jsonTable {
		t := byPath[path]
		if t == nil {
			t = &jsonTable{path: path, seen: map[string]bool{}}
			byPath[path] = t
			tables = append(tables, t)
		}
		return t
	}
	d := json.NewDecoder(bytes.NewReader(head))
	d.UseNumber()
	// walk reads a value and tells whether it has a keyword: one that stands before
	// an array in the same object is that of each of its values.
	var walk func(path, name string, in *jsonTable, depth int, keyword bool) (bool, error)
	walk = func(path, name string, in *jsonTable, depth int, keyword bool) (bool, error) {
		token, err := d.Token()
		if err != nil || depth == maxDepth {
			return false, errors.Join(err, io.EOF)
		}
		delim, _ := token.(json.Delim)
		switch delim {
		case '{':
			if in == nil {
				in = of(path)
				in.objects++
			}
			for d.More() {
				key, err := d.Token()
				if err != nil {
					return false, err
				}
				text, _ := key.(string)
				inner := strings.TrimPrefix(name+"."+text, ".")
				has, err := walk(strings.TrimPrefix(path+"."+text, "."), inner, in, depth+1, keyword)
				if err != nil {
					return false, err
				}
				keyword = keyword || has || keywordColumns()[columnName(text)]
			}
		case '[':
			if in != nil {
				in.add(name)
			}
			for d.More() {
				if _, err := walk(path+"[]", "", nil, depth+1, keyword); err != nil {
					return false, err
				}
			}
			keyword = false
		default:
			if in == nil {
				in = of(path)
				if _, ok := token.(string); ok {
					in.bare++
				}
				return false, nil
			}
			in.add(name)
			if keyword && kindOf(columnName(lastName(name))) == kindOf("url") {
				in.add(inherited)
			}
			return false, nil
		}
		_, err = d.Token()
		return keyword && delim == '{', err
	}
	for {
		if _, err := walk("", "", nil, 0, false); err != nil {
			return tables
		}
	}
}

func (t *jsonTable) add(name string) {
	if !t.seen[name] && len(t.columns) < maxColumns {
		t.seen[name] = true
		t.columns = append(t.columns, name)
	}
}

// maxColumns is how many names the objects of an array may have together.
const maxColumns = 1000

// lastName is a value's name without those of the objects that it is in.
func lastName(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }

// sniffJSON finds the array of keywords in a head.
func sniffJSON(head []byte) (f finding, path string, detail string, reason error) {
	best := 0
	var paths []string
	for _, t := range jsonTables(head) {
		l, score := t.layout()
		if score > best {
			best = score
			f, path = finding{layout: l}, t.path
		}
		if t.objects > 0 {
			paths = append(paths, fmt.Sprintf("%q of %q", t.path, t.columns[:min(len(t.columns), 12)]))
		}
	}
	if f.layout == nil {
		if len(paths) == 0 {
			return f, "", "JSON without objects", ErrNoKeywords
		}
		return f, "", "JSON with " + strings.Join(paths[:min(len(paths), 5)], ", "), ErrNoKeywords
	}
	f.notes = f.layout.notes()
	return f, path, "", nil
}

// layout is that of an array, with a score for how much of a keyword list it is; nil
// where it is none.
func (t *jsonTable) layout() (*layout, int) {
	if name := columnName(strings.TrimRight(lastName(t.path), "[]")); t.bare > 1 && t.objects == 0 && (t.path == "[]" || keywordColumns()[name]) {
		l := newLayout(&format{name: "list"})
		l.names = []string{""}
		return l, 1
	}
	cells := make([]string, len(t.columns))
	for i, c := range t.columns {
		cells[i] = lastName(c)
	}
	// The keyword of the objects around counts where the array has none.
	if i := slices.Index(t.columns, inherited); i >= 0 {
		if l := layoutOf(cells); l == nil || cells[l.keyword] == inherited {
			cells[i] = "keyword"
		}
	}
	l := layoutOf(cells)
	if l == nil {
		return nil, 0
	}
	l.names = t.columns
	score := 2 + known(l)
	if l.volume >= 0 || l.low >= 0 {
		score += 1000
	}
	return l, score
}
