package main

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/needscape/needscape/examples/internal/table"
)

// tableTop is how many entries of a list a table has, unless -top says otherwise.
const tableTop = 10

const (
	nameWidth    = 36 // columns that a name takes at most
	keywordWidth = 44
	lineWidth    = 100 // and a sentence
)

// A page is what tables are written to.
type page struct {
	*bufio.Writer
	unit   string
	listed bool // there are no numbers
	err    error
}

// table writes a table.
func (p *page) table(t *table.Table) {
	if err := t.Write(p, ""); err != nil {
		p.err = err
	}
}

// more says how many entries of a list are not shown.
func (p *page) more(n int) {
	if n > 0 {
		p.line("… and %s more", count(n))
	}
}

func clip(s string) string { return table.Clip(s, nameWidth) }

func count(n int) string { return table.Number(float64(n)) }

// line writes a line.
func (p *page) line(format string, args ...any) { fmt.Fprintf(p, format+"\n", args...) }

// wrap writes a sentence in lines, the first behind a label and the others below its text.
func (p *page) wrap(label, text string) {
	indent := strings.Repeat(" ", min(table.Width(label), 8))
	line, full := label, false
	for word := range strings.FieldsSeq(text) {
		if full && table.Width(line)+1+table.Width(word) > lineWidth {
			p.line("%s", line)
			line, full = indent, false
		}
		if full {
			line += " "
		}
		line, full = line+word, true
	}
	p.line("%s", line)
}
