package keyword

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// A Lexicon is the words that an analyst knows of a market, by role. Terms are
// words or phrases in any inflection; a longer term wins over those inside it.
// The zero Lexicon is empty.
type Lexicon struct {
	Need, Solution, Brand []string

	Ignore []string // phrases that look like terms and are not: "rash decisions"
	Name   string   // where it was read, for evidence and messages
}

// terms returns the terms of one role; those of Other are ignored.
func (l *Lexicon) terms(r Role) *[]string {
	switch r {
	case Need:
		return &l.Need
	case Solution:
		return &l.Solution
	case Brand:
		return &l.Brand
	default:
		return &l.Ignore
	}
}

// A LexiconError is a line of a lexicon that cannot be used.
type LexiconError struct {
	Name   string
	Line   int    // from 1, or 0 where the lexicon was not read from a file
	Column int    // in bytes, from 1
	Text   string // the line or term
	Err    error  // the reason
}

// Error prints name:line:column: the reason and the text.
func (e *LexiconError) Error() string {
	where := "lexicon"
	if e.Name != "" {
		where = e.Name
	}
	if e.Line > 0 {
		where += fmt.Sprintf(":%d:%d", e.Line, e.Column)
	}
	return fmt.Sprintf("%s: %v: %q", where, e.Err, e.Text)
}

// Unwrap returns the reason.
func (e *LexiconError) Unwrap() error { return e.Err }

// The reasons of a [LexiconError].
var (
	ErrHeading     = errors.New("unknown heading, want [need], [solution], [brand] or [ignore]")
	ErrNoHeading   = errors.New("a term before any heading, want [need], [solution], [brand] or [ignore] first")
	ErrTermText    = errors.New("term is not UTF-8 text")
	ErrTermLong    = errors.New("line is too long for a term")
	ErrTermTwice   = errors.New("term stands under two roles")
	ErrTermNothing = errors.New("term has no words")
)

// maxTerm is the longest line of a lexicon, in bytes.
const maxTerm = 1000

// ReadLexicon reads a lexicon: plain UTF-8 text, one term a line under the
// headings [need], [solution], [brand] and [ignore], in any order and as often as
// one likes; # starts a comment at the start of a line or after a space. The name
// is used in messages and evidence only.
//
// Lines that cannot be used are left out and returned together as one error of
// [LexiconError] values, beside the rest of the lexicon. Only an error in reading
// makes the lexicon incomplete otherwise.
func ReadLexicon(r io.Reader, name string) (Lexicon, error) {
	l := Lexicon{Name: name}
	var bad []error
	var into *[]string
	in := bufio.NewReaderSize(r, maxTerm+2)
	for n := 1; ; n++ {
		raw, tooLong, err := readLine(in)
		if err != nil && err != io.EOF {
			return l, errors.Join(append(bad, fmt.Errorf("%s:%d: %w", name, n, err))...)
		}
		line := raw
		if n == 1 {
			line = strings.TrimPrefix(line, "\ufeff")
		}
		line = uncomment(line)
		text := strings.TrimSpace(line)
		refuse := func(reason error) {
			column := len(line) - len(strings.TrimLeft(line, " \t")) + 1
			bad = append(bad, &LexiconError{name, n, column, text, reason})
		}
		switch {
		case tooLong:
			text = text[:min(len(text), 40)] + "…"
			refuse(ErrTermLong)
		case text == "":
		case !utf8.ValidString(text) || strings.ContainsRune(text, 0):
			refuse(ErrTermText)
		case text[0] == '[' && text[len(text)-1] == ']':
			into = nil
			heading := Normalize(text[1 : len(text)-1])
			if heading == "ignore" {
				into = &l.Ignore
			} else if role, err := ParseRole(heading); err == nil && role != Other {
				into = l.terms(role)
			} else {
				refuse(ErrHeading)
			}
		case into == nil:
			refuse(ErrNoHeading)
		default:
			*into = append(*into, text)
		}
		if err == io.EOF {
			return l, errors.Join(bad...)
		}
	}
}

// readLine reads a line without its end. Of a line that is too long only the
// beginning is kept.
func readLine(in *bufio.Reader) (line string, tooLong bool, err error) {
	b, err := in.ReadSlice('\n')
	line = strings.TrimRight(string(b), "\r\n")
	for err == bufio.ErrBufferFull {
		tooLong = true
		_, err = in.ReadSlice('\n')
	}
	return line, tooLong, err
}

// uncomment cuts a comment off: "#" at the start or after a space, so that "c#"
// and "#1" inside a phrase can be terms.
func uncomment(line string) string {
	if strings.HasPrefix(strings.TrimSpace(line), "#") {
		return ""
	}
	for _, mark := range []string{" #", "\t#"} {
		line, _, _ = strings.Cut(line, mark)
	}
	return line
}

// String writes the lexicon as ReadLexicon reads it.
func (l Lexicon) String() string {
	var b strings.Builder
	for _, part := range []struct {
		heading string
		terms   []string
	}{{"need", l.Need}, {"solution", l.Solution}, {"brand", l.Brand}, {"ignore", l.Ignore}} {
		fmt.Fprintf(&b, "[%s]\n", part.heading)
		for _, t := range part.terms {
			b.WriteString(t + "\n")
		}
		b.WriteString("\n")
	}
	return b.String()
}
