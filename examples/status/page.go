package main

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"github.com/needscape/needscape/examples/internal/bounds"
	"github.com/needscape/needscape/examples/internal/table"
)

// tableTop is how many entries of a list a table has, unless -top says otherwise.
const tableTop = 10

const (
	nameWidth = 36 // columns that a name takes at most
	lineWidth = 96 // and a sentence
)

// A page is what tables are written to.
type page struct {
	*bufio.Writer
	unit string
	err  error
}

// line writes a line.
func (p *page) line(format string, args ...any) { fmt.Fprintf(p, format+"\n", args...) }

// table writes a table.
func (p *page) table(t *table.Table) {
	if err := t.Write(p, ""); err != nil {
		p.err = err
	}
}

// more says how many entries of a list are not shown.
func (p *page) more(n int) {
	if n > 0 {
		p.line("… and %s more", table.Number(float64(n)))
	}
}

// wrap writes a sentence in lines, each behind an indent, the first behind a label.
func (p *page) wrap(label, text string) {
	indent := strings.Repeat(" ", table.Width(label))
	line := label
	for word := range strings.FieldsSeq(text) {
		if line != label && line != indent && table.Width(line)+1+table.Width(word) > lineWidth {
			p.line("%s", line)
			line = indent
		}
		if line != label && line != indent {
			line += " "
		}
		line += word
	}
	p.line("%s", strings.TrimRight(line, " "))
}

func clip(s string) string { return table.Clip(s, nameWidth) }

func count(n int) string { return table.Number(float64(n)) }

// facts are the CSV.
type facts struct {
	out           *csv.Writer
	unit          string // of the market's numbers
	section, part string
	counts        bool // there are no numbers but of keywords
}

func newFacts(w *bufio.Writer, unit string) *facts {
	f := &facts{out: csv.NewWriter(w), unit: unit}
	f.out.Write([]string{"section", "part", "item", "month", "what", "unit", "low", "middle", "high", "note"})
	return f
}

func (f *facts) close() error {
	f.out.Flush()
	return f.out.Error()
}

// in begins a section, or a part of it.
func (f *facts) in(section, part string) { f.section, f.part = section, part }

// A fact is a line.
type fact struct {
	item, month, what, unit string
	bounds.Interval
	middle table.Figure
	note   string
}

func (f *facts) add(x fact) {
	f.out.Write([]string{f.section, table.Cell(f.part), table.Cell(x.item), x.month, x.what, x.unit,
		x.Low.String(), x.middle.String(), x.High.String(), table.Cell(x.note)})
}

// count adds a number that is no interval.
func (f *facts) count(item, what, unit string, n int) {
	f.number(item, what, unit, exactly(float64(n)))
}

// number likewise.
func (f *facts) number(item, what, unit string, x table.Figure) {
	f.add(fact{item: item, what: what, unit: unit, Interval: bounds.Interval{Low: x, High: x}, middle: x})
}

// between adds an interval.
func (f *facts) between(item, what, unit string, i bounds.Interval, note string) {
	f.add(fact{item: item, what: what, unit: unit, Interval: i, note: note})
}

// amount adds an amount, where there are such.
func (f *facts) amount(item, what, unit string, a amount) {
	if f.counts {
		return
	}
	note := ""
	if a.Unknown > 0 {
		note = "entries of unknown volume, not in it: " + strconv.Itoa(a.Unknown)
	}
	f.between(item, what, unit, a.Interval, note)
	f.between(item, what+" likely", unit, a.Likely, note)
}

// fraction adds a part of a whole, where it can be told.
func (f *facts) fraction(item, what string, x fraction) {
	if x.Low.Known || x.High.Known {
		f.between(item, what, "part", x.Interval, "")
		f.between(item, what+" likely", "part", x.Likely, "")
	}
}

// text adds a fact in words, where there is one.
func (f *facts) text(item, what, text string) {
	if text != "" {
		f.add(fact{item: item, what: what, note: text})
	}
}
