package demand

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The reasons for which a row of a table is refused.
var (
	errAimColumn    = errors.New("no such column")
	errAimOther     = errors.New("not one of the columns, passed over")
	errAimKind      = errors.New("want awareness, recognition or suitability")
	errAimEmpty     = errors.New("is empty")
	errAimDay       = errors.New("no day, want one as 2026-12-31")
	errAimPeople    = errors.New("no number of people")
	errAimVoluntary = errors.New("want yes or no")
	errAimFraction  = errors.New("no part of a whole, want 0 to 1, or per cent")
)

// tableRow is a row of a table with named columns.
type tableRow struct {
	at    map[string]int
	cells []string
	pos   func(field int) (line, column int)
	err   *RowError
}

// readTable reads the rows of CSV with the columns that it needs and those that it may have.
// A row is refused where its reader refuses a cell; other columns are told and passed over.
func readTable(r io.Reader, name string, need, may []string, read func(*tableRow)) error {
	in := bufio.NewReaderSize(r, 1<<16)
	head, _ := in.Peek(1 << 16)
	head, marked := bytes.CutPrefix(head, []byte("\ufeff"))
	if marked {
		in.Discard(len("\ufeff"))
	}
	rows := csv.NewReader(in)
	rows.Comma, rows.Comment, rows.FieldsPerRecord = separator(head), '#', -1
	rows.TrimLeadingSpace = rows.Comma != '\t' // which is a space, so that empty cells would be left out
	row := &tableRow{pos: rows.FieldPos}
	var bad []error
	for {
		cells, err := rows.Read()
		row.cells, row.err = cells, nil
		var parse *csv.ParseError
		switch {
		case err == io.EOF:
			return errors.Join(bad...)
		case errors.As(err, &parse):
			row.err = &RowError{Line: parse.Line, Column: max(parse.Column, 1), Err: parse.Err}
		case err != nil:
			return errors.Join(append(bad, fmt.Errorf("%s: %w", name, err))...)
		case row.at == nil:
			row.at = map[string]int{}
			for i, cell := range cells {
				column := strings.ToLower(strings.TrimSpace(cell))
				row.at[column] = i
				if column != "" && !slices.Contains(need, column) && !slices.Contains(may, column) {
					line, col := rows.FieldPos(i)
					bad = append(bad, &RowError{File: name, Line: line, Column: col, Header: shorten(cell), Err: errAimOther})
				}
			}
			for _, column := range need {
				if _, ok := row.at[column]; !ok {
					line, _ := rows.FieldPos(0)
					return &RowError{File: name, Line: line, Column: 1, Header: column, Err: errAimColumn}
				}
			}
		default:
			read(row)
		}
		if row.err != nil {
			row.err.File = name
			bad = append(bad, row.err)
		}
	}
}

// separator is the sign of which a table's first line has most, a comma in doubt.
func separator(head []byte) rune {
	for line := range bytes.Lines(head) {
		if text := bytes.TrimSpace(line); len(text) == 0 || text[0] == '#' {
			continue
		}
		best := ','
		for _, sign := range []rune{';', '\t'} {
			if bytes.Count(line, []byte(string(sign))) > bytes.Count(line, []byte(string(best))) {
				best = sign
			}
		}
		return best
	}
	return ','
}

// cell returns what a row has in a column, "" where it has none.
func (r *tableRow) cell(column string) string {
	if i, ok := r.at[column]; ok && i < len(r.cells) {
		return strings.TrimSpace(r.cells[i])
	}
	return ""
}

// refuse refuses the row for a cell, if it is not refused already.
func (r *tableRow) refuse(column string, reason error) {
	if r.err != nil {
		return
	}
	i, ok := r.at[column]
	if !ok || i >= len(r.cells) {
		i = len(r.cells) - 1
	}
	line, col := r.pos(i)
	r.err = &RowError{Line: line, Column: col, Header: column, Text: shorten(r.cell(column)), Err: reason}
}

// fraction reads a part of a whole.
func (r *tableRow) fraction(column string) float64 {
	x, err := parsePart(r.cell(column))
	if err != nil || !(x >= 0 && x <= 1) {
		r.refuse(column, errAimFraction)
		return math.NaN()
	}
	return x
}

// count reads a number of people.
func (r *tableRow) count(column string) int64 {
	n, err := strconv.ParseInt(r.cell(column), 10, 64)
	if err != nil || n < 0 || n > maxAsked {
		r.refuse(column, errAimPeople)
	}
	return n
}

// day reads a day, which may be absent.
func (r *tableRow) day(column string) time.Time {
	cell := r.cell(column)
	if cell == "" {
		return time.Time{}
	}
	t, err := time.Parse(time.DateOnly, cell)
	if err != nil {
		r.refuse(column, errAimDay)
	}
	return t
}
