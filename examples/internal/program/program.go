// Package program is what the example programs share: arguments, files, warnings
// and exit status, as their users and the tools that call them can rely on.
//
// A program reads the files named on its command line, or standard input for "-"
// or none; writes its answer to standard output or to the file of -o; writes
// warnings to standard error as file:line:column: message; and exits with 0, with
// 1 for data that it cannot use, or with 2 for wrong usage.
package program

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"iter"
	"os"
	"os/signal"
	"strings"

	"golang.org/x/text/language"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/demand/export"
	"github.com/needscape/needscape/demand/export/xlsx"
	"github.com/needscape/needscape/keyword"
)

// A Program is one run of a program.
type Program struct {
	Args           []string // without the program's name
	Stdin          io.Reader
	Stdout, Stderr io.Writer

	// Facts is told of each row that is read what it says beside the searches. Nil where
	// that is not wanted, as it costs time.
	Facts func(keyword string, facts demand.Facts)
}

// Main runs a program as the operating system called it, and exits. An interrupt
// cancels ctx.
func Main(run func(context.Context, *Program) error) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	p := &Program{Args: os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr}
	status := p.Run(ctx, run)
	stop()
	os.Exit(status)
}

// Run runs a program and returns its exit status.
func (p *Program) Run(ctx context.Context, run func(context.Context, *Program) error) int {
	err := run(ctx, p)
	var usage *UsageError
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return 0
	case errors.As(err, &usage):
		fmt.Fprintln(p.Stderr, err)
		return 2
	default:
		fmt.Fprintln(p.Stderr, err)
		return 1
	}
}

// A UsageError is a wrong use of a program.
type UsageError struct{ Message string }

// Error returns the message.
func (e *UsageError) Error() string { return e.Message }

// Usagef returns a UsageError with a formatted message.
func Usagef(format string, args ...any) error {
	return &UsageError{fmt.Sprintf(format, args...)}
}

// Parse parses the arguments by flags. The manual, without the list of flags, is
// printed to standard output when it is asked for.
func (p *Program) Parse(flags *flag.FlagSet, manual string) error {
	flags.Init(flags.Name(), flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	err := flags.Parse(p.Args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(p.Stdout, manual, "\nFlags:\n")
		flags.SetOutput(p.Stdout)
		flags.PrintDefaults()
		return err
	case err != nil:
		return Usagef("%s: %v (-h prints the manual)", flags.Name(), err)
	}
	return nil
}

// Manual returns the doc comment of a program from its source.
func Manual(source string) string {
	_, text, _ := strings.Cut(source, "/*\n")
	text, _, _ = strings.Cut(text, "*/")
	return text
}

// Choice checks that a flag has one of the values it can have.
func Choice(name, value string, values ...string) error {
	for _, v := range values {
		if v == value {
			return nil
		}
	}
	return Usagef("-%s %q: want one of %q", name, value, values)
}

// Analyzer returns the analyzer of languages by their tags ("en", "pt-BR", "en,de"), or
// for "auto" of all that are known.
func Analyzer(tags string) (*keyword.Analyzer, error) {
	if tags == "auto" {
		return keyword.NewAnalyzer(keyword.Languages()...), nil
	}
	var langs []language.Tag
	for tag := range strings.SplitSeq(tags, ",") {
		lang, err := language.Parse(strings.TrimSpace(tag))
		if err != nil {
			return nil, Usagef("-lang %q: want language tags such as en, pt-BR or en,de, or auto: %v", tags, err)
		}
		langs = append(langs, lang)
	}
	return keyword.NewAnalyzer(langs...), nil
}

// Learn teaches an analyzer of several languages which of them a market's keywords are
// in, makes the market use it, with a lexicon, and says on standard error what was found.
// An analyzer of one language it returns as it is.
func (p *Program) Learn(ctx context.Context, a *keyword.Analyzer, m *demand.Market, lexicon keyword.Lexicon) (*keyword.Analyzer, error) {
	if len(a.Languages()) == 1 {
		return a, nil
	}
	keywords := m.Keywords()
	a, err := a.Learn(ctx, keywords)
	if err != nil {
		return nil, err
	}
	classifier, err := keyword.NewClassifier(a, lexicon)
	if err != nil {
		return nil, err
	}
	m.Use(classifier)
	counts := map[language.Tag]int{}
	for _, k := range keywords {
		tag, _ := a.Language(k)
		counts[tag]++
	}
	var found []string
	for _, tag := range append(a.Languages(), language.Und) {
		if tag == language.Und && counts[tag] == 0 {
			continue
		}
		found = append(found, fmt.Sprintf("%s %.1f %%", tag, 100*float64(counts[tag])/float64(max(1, len(keywords)))))
	}
	fmt.Fprintln(p.Stderr, "languages guessed, by part of the keywords:", strings.Join(found, ", "))
	return a, nil
}

// LearnRoles makes a market tell roles by what its keywords show, and returns what they
// suggest for the lexicon. Where nothing can be learnt, as from other languages than
// English, it says so on standard error.
func (p *Program) LearnRoles(ctx context.Context, m *demand.Market) (learnt bool, suggestions []keyword.Suggestion, err error) {
	c, err := m.Learn(ctx)
	if err != nil {
		return false, nil, err
	}
	if !c.Learnt() {
		fmt.Fprintln(p.Stderr, "roles are learnt from English keywords only: the lexicon decides alone")
	}
	return c.Learnt(), c.Suggestions(), nil
}

// open opens a file, or standard input for "-", and returns its name for messages.
func (p *Program) open(name string) (io.ReadCloser, string, error) {
	if name == "-" {
		return io.NopCloser(p.Stdin), "stdin", nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, name, err
	}
	if info, err := f.Stat(); err == nil && info.IsDir() {
		f.Close()
		return nil, name, fmt.Errorf("%s: is a directory, want a file", name)
	}
	return f, name, nil
}

// Lexicon reads a lexicon from a file. Lines that cannot be used are warnings.
func (p *Program) Lexicon(name string) (keyword.Lexicon, error) {
	f, name, err := p.open(name)
	if err != nil {
		return keyword.Lexicon{}, err
	}
	defer f.Close()
	return p.ReadLexicon(f, name)
}

// ReadLexicon is Lexicon for a file that is open already.
func (p *Program) ReadLexicon(r io.Reader, name string) (keyword.Lexicon, error) {
	lexicon, err := keyword.ReadLexicon(r, name)
	var bad *keyword.LexiconError
	if err != nil && !errors.As(err, &bad) {
		return lexicon, err
	}
	if err != nil {
		fmt.Fprintln(p.Stderr, err)
	}
	return lexicon, nil
}

// EachFile calls do for each of the files named, or for standard input where there
// are none, until one fails.
func (p *Program) EachFile(names []string, do func(r io.Reader, name string) error) error {
	if len(names) == 0 {
		names = []string{"-"}
	}
	for _, name := range names {
		f, name, err := p.open(name)
		if err != nil {
			return err
		}
		err = do(f, name)
		f.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

// ReadFiles adds the rows of files to a market, those of standard input where
// there are none.
func (p *Program) ReadFiles(ctx context.Context, m *demand.Market, names []string) error {
	return p.EachFile(names, func(r io.Reader, name string) error { return p.Read(ctx, m, r, name) })
}

// Read adds the rows of one file to a market, and warns of what its readers noted.
// Of a zip or a workbook, parts that are no keyword lists are warnings as long as
// there is one that is.
func (p *Program) Read(ctx context.Context, m *demand.Market, r io.Reader, name string) error {
	parts, err := readers(r, name)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	read := 0
	var failed []error
	for in := range parts {
		err := m.Read(ctx, p.rows(in))
		source := in.Source()
		for _, note := range source.Notes {
			fmt.Fprintf(p.Stderr, "%s: %s\n", source.File, note)
		}
		if err == nil && source.Refused == source.Rows {
			p.WarnRefused(m.Refused())
			err = fmt.Errorf("%s: none of its %d rows can be used", source.File, source.Rows)
		}
		var file *export.FileError
		switch {
		case err == nil:
			read++
		case errors.As(err, &file) && source.Rows == 0:
			failed = append(failed, err)
		default:
			return err
		}
	}
	if read == 0 {
		return errors.Join(failed...)
	}
	for _, err := range failed {
		fmt.Fprintln(p.Stderr, err)
	}
	return nil
}

// rows returns the rows of a reader, which tell their facts where these are wanted.
func (p *Program) rows(in *export.Reader) demand.Rows {
	if p.Facts == nil {
		return in
	}
	return telling{in, p.Facts}
}

// telling is a reader that tells the facts of its rows. Cells that cannot be read are
// unknown.
type telling struct {
	*export.Reader
	facts func(keyword string, facts demand.Facts)
}

func (t telling) Read() (demand.Row, error) {
	row, err := t.Reader.Read()
	if err == nil {
		facts, _ := t.Facts()
		t.facts(row.Keyword, facts)
	}
	return row, err
}

// mostPacked is the largest zip or workbook that is read from what is no file.
const mostPacked = 1 << 30

// readers returns the readers of a file, or of a stream, which is kept in memory
// where it is a zip or a workbook.
func readers(r io.Reader, name string) (iter.Seq[*export.Reader], error) {
	if f, ok := r.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
			return export.Open(f, info.Size(), name, xlsx.Sheets), nil
		}
	}
	in := bufio.NewReader(r)
	if magic, _ := in.Peek(4); string(magic) != "PK\x03\x04" {
		return func(yield func(*export.Reader) bool) { yield(export.NewReader(in, name)) }, nil
	}
	b, err := io.ReadAll(io.LimitReader(in, mostPacked+1))
	if err == nil && len(b) > mostPacked {
		err = errors.New("a packed file of more than 1 GiB on standard input: name it instead")
	}
	return export.Open(bytes.NewReader(b), int64(len(b)), name, xlsx.Sheets), err
}

// maxWarnings is how many refused rows are printed before the rest is counted.
const maxWarnings = 100

// WarnRefused prints the rows that were refused.
func (p *Program) WarnRefused(refused []*demand.RowError) {
	for i, e := range refused {
		if i == maxWarnings {
			fmt.Fprintf(p.Stderr, "and %d more rows were refused\n", len(refused)-i)
			break
		}
		fmt.Fprintln(p.Stderr, e)
	}
}

// Progress tells on standard error what is being done, if that is a terminal: in one
// line, which an empty stage takes away.
func (p *Program) Progress(stage string, part float64) {
	f, ok := p.Stderr.(*os.File)
	if !ok {
		return
	}
	if info, err := f.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return
	}
	fmt.Fprint(f, "\r\x1b[K")
	if stage != "" {
		fmt.Fprintf(f, "%s …", stage)
		if part > 0 {
			fmt.Fprintf(f, " %.0f %%", 100*part)
		}
	}
}

// Write calls write with standard output, or with the file that is named. It is
// called with an answer at hand, so that a run that fails leaves a file alone.
func (p *Program) Write(name string, write func(*bufio.Writer) error) error {
	var to io.WriteCloser = nopCloser{p.Stdout}
	if name != "" {
		f, err := os.Create(name)
		if err != nil {
			return err
		}
		to = f
	}
	out := bufio.NewWriterSize(to, 1<<16)
	return errors.Join(write(out), out.Flush(), to.Close())
}

// JSON returns an encoder to w that leaves out the escapes that only HTML needs.
func JSON(w io.Writer) *json.Encoder {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e
}

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }
