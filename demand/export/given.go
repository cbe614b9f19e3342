package export

import (
	"io"
	"slices"
)

// Cells returns the next row of a table: its number, from 1, and its cells. The
// error is io.EOF after the last.
type Cells func() (row int, cells []string, err error)

// NewTableReader returns a reader of a table that was cut into cells already, such
// as a sheet of a workbook. Lines are the numbers of its rows, and columns those of
// its columns, from 1.
func NewTableReader(next Cells, name string) *Reader {
	return &Reader{parser: parser{name: name}, given: &givenRecords{source: next}}
}

// givenRecords makes records of the rows of a table.
type givenRecords struct {
	record
	source Cells
	ahead  []givenRow // read for the head and not yet given out
	err    error      // that came after them
	row    int        // the last
	width  int        // of the header: cells at the end that are empty may be missing
}

type givenRow struct {
	number int
	cells  []string
}

// peek reads the first rows.
func (g *givenRecords) peek(n int) []givenRow {
	for len(g.ahead) < n && g.err == nil {
		number, cells, err := g.source()
		if err != nil {
			g.err = err
			break
		}
		g.ahead = append(g.ahead, givenRow{number, slices.Clone(cells)})
	}
	return g.ahead
}

func (g *givenRecords) next() (*fault, error) {
	var row givenRow
	switch {
	case len(g.ahead) > 0:
		row, g.ahead = g.ahead[0], g.ahead[1:]
	case g.err != nil:
		return nil, g.err
	default:
		var err error
		if row.number, row.cells, err = g.source(); err != nil {
			g.err = err
			return nil, err
		}
	}
	g.row = row.number
	g.startLine = row.number
	g.buf, g.cells = g.buf[:0], g.cells[:0]
	for i := range max(len(row.cells), g.width) {
		c := ""
		if i < len(row.cells) {
			c = row.cells[i]
		}
		if i > 0 {
			g.buf = append(g.buf, '\t')
		}
		g.cells = append(g.cells, span{start: len(g.buf), end: len(g.buf) + len(c)})
		g.buf = append(g.buf, c...)
	}
	g.start, g.stop = 0, len(g.buf)
	if len(g.buf) > MaxLine {
		g.buf, g.cells, g.stop = g.buf[:64], g.cells[:0], 64
		return &fault{err: ErrLine, col: -1}, nil
	}
	return nil, nil
}

func (g *givenRecords) position(at int) (line, column int) {
	column = 1
	for i, c := range g.cells {
		if c.start <= at {
			column = i + 1
		}
	}
	return g.row, column
}

func (g *givenRecords) standing() int { return g.row + 1 }

// again reads the rows of a head once more.
func again(rows []givenRow) *givenRecords {
	return &givenRecords{ahead: rows, err: io.EOF}
}
