package main

import (
	"bufio"
	"context"
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

// A pairScore counts pairs of one language.
type pairScore struct {
	Language  string  `json:"language"`
	Pairs     int     `json:"pairs"`
	Same      int     `json:"same"`
	Merged    int     `json:"merged"`
	Right     int     `json:"merged_rightly"`
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
}

// variants judges how well close variants are told.
func variants(_ context.Context, p *program.Program) error {
	flags := flag.NewFlagSet("judge variants", flag.ContinueOnError)
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
		list, err := readPairs(r, name)
		all = append(all, list...)
		return err
	})
	if err != nil {
		return err
	}
	ask(all)
	scores := countPairs(all)
	return p.Write(*out, func(w *bufio.Writer) error {
		switch *format {
		case "json":
			return writePairsJSON(w, scores, all)
		case "csv":
			return writePairsCSV(w, all)
		default:
			return writePairs(w, scores, all)
		}
	})
}

// readPairs reads labelled pairs.
func readPairs(r io.Reader, name string) ([]pair, error) {
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

// ask asks the library of each pair.
func ask(all []pair) {
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

// countPairs scores each language, and all together at the end.
func countPairs(all []pair) []pairScore {
	by := map[string]*pairScore{}
	total := &pairScore{Language: "all"}
	for _, p := range all {
		if by[p.lang] == nil {
			by[p.lang] = &pairScore{Language: p.lang}
		}
		for _, s := range []*pairScore{by[p.lang], total} {
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
	var out []pairScore
	for _, lang := range slices.Sorted(maps.Keys(by)) {
		out = append(out, by[lang].finish())
	}
	return append(out, total.finish())
}

func (s pairScore) finish() pairScore {
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

func writePairs(w *bufio.Writer, scores []pairScore, all []pair) error {
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

func writePairsCSV(w *bufio.Writer, all []pair) error {
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

func writePairsJSON(w *bufio.Writer, scores []pairScore, all []pair) error {
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
		Schema int         `json:"schema"`
		Scores []pairScore `json:"scores"`
		Errors []wrong     `json:"errors"`
	}{1, scores, errors})
}
