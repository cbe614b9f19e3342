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

// A GoalKind is what a goal is about.
type GoalKind uint8

const (
	// Awareness of a need: who names it, of all.
	Awareness GoalKind = iota
	// Recognition of a solution or brand: who knows it, of those who have the need.
	Recognition
	// Suitability of a solution or brand: who looks for it as the best, or buys it, of
	// those who know it.
	Suitability
)

var goalKinds = [...]string{"awareness", "recognition", "suitability"}

// String returns "awareness", "recognition" or "suitability".
func (k GoalKind) String() string {
	if int(k) < len(goalKinds) {
		return goalKinds[k]
	}
	return fmt.Sprintf("GoalKind(%d)", uint8(k))
}

// ParseGoalKind reads what String writes.
func ParseGoalKind(s string) (GoalKind, error) {
	if i := slices.Index(goalKinds[:], s); i >= 0 {
		return GoalKind(i), nil
	}
	return 0, fmt.Errorf("demand: goal of %q: want one of %q", s, goalKinds)
}

// An Aim is what is measured, by searches or by a poll: recognition of zinc oxide among
// people with diaper rash.
type Aim struct {
	Kind  GoalKind
	Of    string // the need, solution or brand
	Among string // the need that people have; "" for any
}

// String prints "recognition of zinc oxide among diaper rash".
func (a Aim) String() string {
	s := a.Kind.String() + " of " + a.Of
	if a.Among != "" {
		s += " among " + a.Among
	}
	return s
}

// Polled is a poll and what it asked.
type Polled struct {
	Aim
	Poll
}

// String prints both.
func (p Polled) String() string { return p.Aim.String() + ": " + p.Poll.String() }

// The reasons for which a row of goals or polls is refused.
var (
	ErrAimColumn    = errors.New("no such column")
	ErrAimKind      = errors.New("want awareness, recognition or suitability")
	ErrAimEmpty     = errors.New("is empty")
	ErrAimDay       = errors.New("no day, want one as 2026-12-31")
	ErrAimPeople    = errors.New("no number of people")
	ErrAimVoluntary = errors.New("want yes or no")
	ErrAimFraction  = errors.New("no part of a whole, want 0 to 1, or per cent")
)

// ReadGoals reads goals: CSV (with commas, semicolons or tabs) with the columns kind, of,
// among, from, to and by, in any order, named on the first line:
//
//	kind,of,among,from,to,by
//	recognition,zinc oxide,diaper rash,8%,12%,2026-12-31
//
// Kind is that of a [GoalKind]; from and to are fractions or per cent; among and by may be
// empty or absent. Other columns are passed over, and lines that begin with #. Rows that
// cannot be used are left out and returned together as one error of [*RowError] values,
// beside the rest.
func ReadGoals(r io.Reader, name string) ([]Goal, error) {
	var goals []Goal
	err := readTable(r, name, []string{"kind", "of", "from", "to"}, func(row *tableRow) {
		g := Goal{Aim: row.aim(), From: row.fraction("from"), To: row.fraction("to"), By: row.day("by")}
		if row.err == nil && g.Check() != nil {
			row.refuse("to", ErrGoal)
		}
		if row.err == nil {
			goals = append(goals, g)
		}
	})
	return goals, err
}

// ReadPolls reads polls, as [ReadGoals] does goals: the columns are kind, of, among, date,
// asked, yes, unanswered and voluntary, of which kind, of, asked and yes must be there:
//
//	date,kind,of,among,asked,yes,unanswered,voluntary
//	2026-06-01,recognition,zinc oxide,diaper rash,400,40,12,no
//
// Asked counts all who were asked, with those who gave no answer. Voluntary is yes where
// people chose to answer, no or empty where they were chosen.
func ReadPolls(r io.Reader, name string) ([]Polled, error) {
	var polls []Polled
	err := readTable(r, name, []string{"kind", "of", "asked", "yes"}, func(row *tableRow) {
		p := Polled{Aim: row.aim()}
		p.First = row.day("date")
		p.Last = p.First
		p.Asked, p.Yes, p.Unanswered = row.count("asked"), row.count("yes"), row.count("unanswered")
		switch cell := strings.ToLower(row.cell("voluntary")); cell {
		case "yes", "no", "":
			p.Voluntary = cell == "yes"
		default:
			row.refuse("voluntary", ErrAimVoluntary)
		}
		if err := p.Check(); err != nil {
			row.refuse("yes", err)
		}
		if row.err == nil {
			polls = append(polls, p)
		}
	})
	return polls, err
}

// tableRow is a row of a table with named columns.
type tableRow struct {
	at    map[string]int
	cells []string
	pos   func(field int) (line, column int)
	err   *RowError
}

// readTable reads the rows of CSV. A row is refused where its reader refuses a cell.
func readTable(r io.Reader, name string, need []string, read func(*tableRow)) error {
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
				row.at[strings.ToLower(strings.TrimSpace(cell))] = i
			}
			for _, column := range need {
				if _, ok := row.at[column]; !ok {
					line, _ := rows.FieldPos(0)
					return &RowError{File: name, Line: line, Column: 1, Header: column, Err: ErrAimColumn}
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

// aim reads what is measured.
func (r *tableRow) aim() Aim {
	kind, err := ParseGoalKind(strings.ToLower(r.cell("kind")))
	if err != nil {
		r.refuse("kind", ErrAimKind)
	}
	a := Aim{Kind: kind, Of: r.cell("of"), Among: r.cell("among")}
	if a.Of == "" {
		r.refuse("of", ErrAimEmpty)
	}
	return a
}

// fraction reads a part of a whole.
func (r *tableRow) fraction(column string) float64 {
	x, err := parsePart(r.cell(column))
	if err != nil || !(x >= 0 && x <= 1) {
		r.refuse(column, ErrAimFraction)
		return math.NaN()
	}
	return x
}

// count reads a number of people, which may be absent where the column may.
func (r *tableRow) count(column string) int64 {
	cell := r.cell(column)
	if cell == "" && column == "unanswered" {
		return 0
	}
	n, err := strconv.ParseInt(cell, 10, 64)
	if err != nil || n < 0 || n > maxAsked {
		r.refuse(column, ErrAimPeople)
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
		r.refuse(column, ErrAimDay)
	}
	return t
}
