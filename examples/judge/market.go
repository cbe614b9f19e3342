package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/program"
	"github.com/needscape/needscape/keyword"
)

// A market is labelled keywords and what their roles are told from.
type market struct {
	name     string
	rows     []row
	lexicon  keyword.Lexicon // all of it
	analyzer *keyword.Analyzer
	keywords []string // of the rows, and after them others of the list
}

// A row is a labelled keyword.
type row struct {
	text  string
	role  keyword.Role
	stage keyword.Stage

	noRole, noStage bool // people do not agree
}

// learn tells the roles and stages of the rows.
func (m *market) learn(ctx context.Context, lexicon keyword.Lexicon) ([]keyword.Label, error) {
	labels, err := learn(ctx, m.analyzer, lexicon, m.keywords)
	if err != nil {
		return nil, err
	}
	return labels[:len(m.rows)], nil
}

// first returns the first n terms of each role, and what is ignored unless n is 0.
func first(l keyword.Lexicon, n int) keyword.Lexicon {
	if n == 0 {
		return keyword.Lexicon{Name: l.Name}
	}
	for _, terms := range []*[]string{&l.Need, &l.Solution, &l.Brand} {
		*terms = (*terms)[:min(n, len(*terms))]
	}
	return l
}

// reading is how markets are read.
type reading struct {
	analyzer      *keyword.Analyzer
	lexicon, list string // files; "*" stands for the market's name
	terms         int
}

// markets reads a market from each of the files named, its rows by label.
func (r *reading) markets(ctx context.Context, p *program.Program, names []string, label func(cells []string) (row, int, error)) ([]*market, error) {
	var all []*market
	err := p.EachFile(names, func(in io.Reader, path string) error {
		m := &market{name: strings.TrimSuffix(filepath.Base(path), ".tsv"), analyzer: r.analyzer}
		var err error
		if m.rows, err = readRows(in, path, label); err != nil {
			return err
		}
		for _, x := range m.rows {
			m.keywords = append(m.keywords, x.text)
		}
		all = append(all, m)
		if err := r.addLexicon(p, m, path); err != nil {
			return err
		}
		return r.addList(ctx, p, m)
	})
	return all, err
}

// addLexicon reads the lexicon of a market, if one is wanted.
func (r *reading) addLexicon(p *program.Program, m *market, path string) error {
	if r.terms == 0 {
		return nil
	}
	file := strings.ReplaceAll(r.lexicon, "*", m.name)
	if file == "" {
		if path == "stdin" {
			return program.Usagef("judge: standard input has no lexicon beside it: want -lexicon FILE, or -terms 0")
		}
		file = strings.TrimSuffix(path, ".tsv") + ".lexicon.txt"
	}
	var err error
	m.lexicon, err = p.Lexicon(file)
	return err
}

// addList adds the keywords of the list that are not labelled.
func (r *reading) addList(ctx context.Context, p *program.Program, m *market) error {
	if r.list == "" {
		return nil
	}
	classifier, err := keyword.NewClassifier(r.analyzer, keyword.Lexicon{})
	if err != nil {
		return err
	}
	list := demand.NewMarket(classifier)
	if err := p.ReadFiles(ctx, list, []string{strings.ReplaceAll(r.list, "*", m.name)}); err != nil {
		return err
	}
	p.WarnRefused(list.Refused())
	labelled := map[string]bool{}
	for _, k := range m.keywords {
		labelled[k] = true
	}
	m.keywords = append(m.keywords, slices.DeleteFunc(list.Keywords(), func(k string) bool { return labelled[k] })...)
	return nil
}

// readRows reads lines of cells between tabs, without those at the start that begin with
// "#" and empty ones. Label returns a row, or an error of a cell by its number.
func readRows(r io.Reader, name string, label func(cells []string) (row, int, error)) ([]row, error) {
	var out []row
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimPrefix(lines.Text(), "\ufeff")
		if strings.TrimSpace(line) == "" || len(out) == 0 && line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "\t")
		x, bad, err := label(cells)
		if err != nil {
			column := 1
			for _, c := range cells[:bad] {
				column += len(c) + 1
			}
			return nil, fmt.Errorf("%s:%d:%d: %w", name, n, column, err)
		}
		out = append(out, x)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s: no labelled keywords", name)
	}
	return out, nil
}

// byRole reads keyword, role and stage.
func byRole(cells []string) (x row, bad int, err error) {
	if len(cells) < 3 {
		return x, 0, fmt.Errorf("%d cells, want keyword, role and stage between tabs", len(cells))
	}
	x.text = strings.TrimSpace(cells[0])
	if role := strings.TrimSpace(cells[1]); role == "?" {
		x.noRole = true
	} else if x.role, err = keyword.ParseRole(role); err != nil {
		return x, 1, err
	}
	if stage := strings.TrimSpace(cells[2]); stage == "?" {
		x.noStage = true
	} else if x.stage, err = keyword.ParseStage(stage); err != nil {
		return x, 2, err
	}
	return x, 0, nil
}

// byBrand reads keyword and whether it names a brand.
func byBrand(cells []string) (x row, bad int, err error) {
	if len(cells) < 2 {
		return x, 0, fmt.Errorf("%d cells, want keyword and 0 or 1 between tabs", len(cells))
	}
	x = row{text: strings.TrimSpace(cells[0]), noStage: true}
	switch label := strings.TrimSpace(cells[1]); label {
	case "0":
	case "1":
		x.role = keyword.Brand
	case "?":
		x.noRole = true
	default:
		return x, 1, fmt.Errorf("label %q, want 0 or 1", label)
	}
	return x, 0, nil
}
