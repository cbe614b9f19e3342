/*
Pairs judges how well close variants are told: it reads pairs of keywords that
people have labelled as one question or two, asks the library, and prints
precision, recall and F1 with every error.

Usage:

	pairs [-format table|csv|json] [-o FILE] [FILE ...]

It reads the files named, or standard input for "-" or none. A line is a pair: its
language, its label, and the two keywords, parted by "|"; "#" starts a comment.

	en | same  | diaper rash cream | cream for diaper rash
	en | apart | cream with zinc   | cream without zinc

Precision is the part of the pairs that were merged which are the same, recall the
part of the pairs that are the same which were merged, and F1 their harmonic mean
(2PR/(P+R)). The exit status is 0, 1 for lines that cannot be read, or 2 for wrong
usage. The repository's own pairs:

	go run ./examples/pairs keyword/testdata/variants*.txt
*/
package main

import (
	"bufio"
	"context"
	_ "embed"
	"encoding/csv"
	"flag"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/needscape/needscape/examples/internal/program"
	"github.com/needscape/needscape/examples/internal/table"
	"github.com/needscape/needscape/keyword"
)

//go:embed main.go
var source string

func main() { program.Main(pairs) }

// A pair is two keywords with what people say of them.
type pair struct {
	file  string
	line  int
	lang  string
	same  bool
	x, y  string
	keys  [2]string // by the library
	merge bool      // the library takes them for one
}

// right reports whether the library says what people say.
func (p pair) right() bool { return p.merge == p.same }

// A score counts pairs of one language.
type score struct {
	Language  string  `json:"language"`
	Pairs     int     `json:"pairs"`
	Same      int     `json:"same"`
	Merged    int     `json:"merged"`
	Right     int     `json:"merged_rightly"`
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
}

func pairs(_ context.Context, p *program.Program) error {
	flags := flag.NewFlagSet("pairs", flag.ContinueOnError)
	format := flags.String("format", "table", "print as `table, csv or json`")
	out := flags.String("o", "", "write to `FILE` instead of standard output")
	if err := p.Parse(flags, program.Manual(source)); err != nil {
		return err
	}
	if err := program.Choice("format", *format, "table", "csv", "json"); err != nil {
		return err
	}
	var all []pair
	err := p.EachFile(flags.Args(), func(r io.Reader, name string) error {
		list, err := read(r, name)
		all = append(all, list...)
		return err
	})
	if err != nil {
		return err
	}
	judge(all)
	scores := count(all)
	return p.Write(*out, func(w *bufio.Writer) error {
		switch *format {
		case "json":
			return writeJSON(w, scores, all)
		case "csv":
			return writeCSV(w, all)
		default:
			return writeTable(w, scores, all)
		}
	})
}

// read reads labelled pairs.
func read(r io.Reader, name string) ([]pair, error) {
	var out []pair
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "|")
		if len(cells) != 4 {
			return nil, fmt.Errorf("%s:%d:1: %d cells, want language | same or apart | keyword | keyword", name, n, len(cells))
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		if cells[1] != "same" && cells[1] != "apart" {
			return nil, fmt.Errorf("%s:%d:%d: label %q, want same or apart", name, n, strings.Index(line, "|")+2, cells[1])
		}
		if _, err := language.Parse(cells[0]); err != nil {
			return nil, fmt.Errorf("%s:%d:1: language %q: %v", name, n, cells[0], err)
		}
		out = append(out, pair{file: name, line: n, lang: cells[0], same: cells[1] == "same", x: cells[2], y: cells[3]})
	}
	return out, lines.Err()
}

// judge asks the library of each pair.
func judge(all []pair) {
	analyzers := map[string]*keyword.Analyzer{}
	for i := range all {
		p := &all[i]
		a := analyzers[p.lang]
		if a == nil {
			a = keyword.NewAnalyzer(language.MustParse(p.lang))
			analyzers[p.lang] = a
		}
		p.keys = [2]string{a.Key(p.x), a.Key(p.y)}
		p.merge = p.keys[0] == p.keys[1]
	}
}

// count scores each language, and all together at the end.
func count(all []pair) []score {
	by := map[string]*score{}
	total := &score{Language: "all"}
	for _, p := range all {
		if by[p.lang] == nil {
			by[p.lang] = &score{Language: p.lang}
		}
		for _, s := range []*score{by[p.lang], total} {
			s.Pairs++
			if p.same {
				s.Same++
			}
			if p.merge {
				s.Merged++
			}
			if p.same && p.merge {
				s.Right++
			}
		}
	}
	var out []score
	for _, lang := range slices.Sorted(maps.Keys(by)) {
		out = append(out, by[lang].finish())
	}
	return append(out, total.finish())
}

func (s score) finish() score {
	if s.Merged > 0 {
		s.Precision = float64(s.Right) / float64(s.Merged)
	}
	if s.Same > 0 {
		s.Recall = float64(s.Right) / float64(s.Same)
	}
	if s.Right > 0 {
		s.F1 = 2 * s.Precision * s.Recall / (s.Precision + s.Recall)
	}
	return s
}

func writeTable(w *bufio.Writer, scores []score, all []pair) error {
	var t table.Table
	t.Row("LANGUAGE", table.Right("pairs"), table.Right("same"), table.Right("merged"), table.Right("precision"), table.Right("recall"), table.Right("F1"))
	for _, s := range scores {
		t.Row(s.Language, table.Right(fmt.Sprint(s.Pairs)), table.Right(fmt.Sprint(s.Same)), table.Right(fmt.Sprint(s.Merged)),
			table.Right(fmt.Sprintf("%.3f", s.Precision)), table.Right(fmt.Sprintf("%.3f", s.Recall)), table.Right(fmt.Sprintf("%.3f", s.F1)))
	}
	if err := t.Write(w, ""); err != nil {
		return err
	}
	for _, p := range all {
		if p.right() {
			continue
		}
		what := "merged, but two questions"
		if p.same {
			what = "kept apart, but one question"
		}
		fmt.Fprintf(w, "\n%s:%d: %s: %q and %q\n  keys %q and %q\n", p.file, p.line, what, p.x, p.y, p.keys[0], p.keys[1])
	}
	return nil
}

func writeCSV(w *bufio.Writer, all []pair) error {
	out := csv.NewWriter(w)
	out.Write([]string{"file", "line", "language", "label", "merged", "right", "first", "second", "first_key", "second_key"})
	for _, p := range all {
		label := "apart"
		if p.same {
			label = "same"
		}
		out.Write([]string{p.file, fmt.Sprint(p.line), p.lang, label, fmt.Sprint(p.merge), fmt.Sprint(p.right()),
			table.Cell(p.x), table.Cell(p.y), table.Cell(p.keys[0]), table.Cell(p.keys[1])})
	}
	out.Flush()
	return out.Error()
}

func writeJSON(w *bufio.Writer, scores []score, all []pair) error {
	type wrong struct {
		File   string `json:"file"`
		Line   int    `json:"line"`
		Same   bool   `json:"same"`
		First  string `json:"first"`
		Second string `json:"second"`
	}
	errors := []wrong{}
	for _, p := range all {
		if !p.right() {
			errors = append(errors, wrong{p.file, p.line, p.same, p.x, p.y})
		}
	}
	e := program.JSON(w)
	e.SetIndent("", " ")
	return e.Encode(struct {
		Schema int     `json:"schema"`
		Scores []score `json:"scores"`
		Errors []wrong `json:"errors"`
	}{1, scores, errors})
}
