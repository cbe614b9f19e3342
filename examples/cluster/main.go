/*
Cluster reads keyword exports and puts keywords together: those that ask one thing
in other words' forms, order or spelling (close variants).

Usage:

	cluster [-by variant] [-lang en] [-misspellings] [-forms]
	        [-format table|csv|json] [-o FILE] [FILE ...]

It reads the files named, or standard input for "-" or none: what keyword tools
export, any CSV, TSV, JSON or workbook with a column of keywords, or a plain list,
one keyword a line; packed as .gz or .zip too.

The CSV has a line for each distinct keyword, none missing:

	keyword,group,hub,topic,similarity,why

Groups are numbered by their demand, the most first, and named by their hub, the
member with the most demand. Why says in what the keyword differs from the hub:
word order, function words, plural, spelling. With -misspellings words that the list
itself shows to be slips for others of its words are read as these, and why says so:
"calandar" is "calendar": 1 edit, 80 times rarer. With -forms two words are one that the
list writes as one too, in like company: "short code" is "shortcode"; and forms of a word
that share no company are told on standard error, as they may be two things.

With -lang en,de, or auto for all languages that are known, the language of each keyword
is guessed from the list; it is told in a last column of the CSV, "language", and in
the JSON with its confidence.

Rows that cannot be used are printed to standard error as file:line:column:
reason. The exit status is 0, 1 for data that cannot be used, or 2 for wrong usage.

The JSON ("schema": 1) has the groups under "groups", each with its hub and its
members.
*/
package main

import (
	"bufio"
	"context"
	_ "embed"
	"encoding/csv"
	"flag"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/program"
	"github.com/needscape/needscape/examples/internal/table"
	"github.com/needscape/needscape/keyword"
)

//go:embed main.go
var source string

func main() { program.Main(cluster) }

// A group is keywords that ask one thing.
type group struct {
	Hub     string   `json:"hub"`
	Members []member `json:"members"` // the hub first
}

type member struct {
	Keyword    string  `json:"keyword"`
	Similarity float64 `json:"similarity"`
	Why        string  `json:"why"`
	Language   string  `json:"language,omitempty"` // guessed, where there are several
	Sure       float64 `json:"language_confidence,omitempty"`
}

func cluster(ctx context.Context, p *program.Program) error {
	flags := flag.NewFlagSet("cluster", flag.ContinueOnError)
	by := flags.String("by", "variant", "put together by `variant`")
	lang := flags.String("lang", "en", "language of the keywords, as a `tag` such as en; several as en,de; or auto")
	misspellings := flags.Bool("misspellings", false, "read slips as the words that the list shows them to be")
	forms := flags.Bool("forms", false, "join two words that the list writes as one too, and tell what may be two things")
	format := flags.String("format", "csv", "print as `table, csv or json`")
	out := flags.String("o", "", "write to `FILE` instead of standard output")
	if err := p.Parse(flags, program.Manual(source)); err != nil {
		return err
	}
	if err := program.Choice("by", *by, "variant"); err != nil {
		return err
	}
	if err := program.Choice("format", *format, "table", "csv", "json"); err != nil {
		return err
	}
	analyzer, err := program.Analyzer(*lang)
	if err != nil {
		return err
	}
	classifier, err := keyword.NewClassifier(analyzer, keyword.Lexicon{})
	if err != nil {
		return err
	}
	market := demand.NewMarket(classifier)
	if err := p.ReadFiles(ctx, market, flags.Args()); err != nil {
		return err
	}
	if analyzer, err = p.Learn(ctx, analyzer, market, keyword.Lexicon{}); err != nil {
		return err
	}
	var found findings
	if *misspellings || *forms {
		if found, err = find(ctx, analyzer, market.Keywords(), *misspellings, *forms); err != nil {
			return err
		}
		analyzer = analyzer.With(found.overrides)
		if classifier, err = keyword.NewClassifier(analyzer, keyword.Lexicon{}); err != nil {
			return err
		}
		market.Use(classifier)
		for _, f := range found.doubtful {
			fmt.Fprintln(p.Stderr, f)
		}
	}
	report, err := market.Report(ctx)
	if err != nil {
		return err
	}
	p.WarnRefused(report.Refused)
	groups := variants(analyzer, report, found.said)
	several := len(analyzer.Languages()) > 1
	if several {
		guess(analyzer, groups)
	}
	return p.Write(*out, func(w *bufio.Writer) error {
		switch *format {
		case "json":
			return writeJSON(w, groups)
		case "table":
			return writeTable(w, groups, several)
		default:
			return writeCSV(w, groups, several)
		}
	})
}

// findings are what a list says of its words.
type findings struct {
	overrides keyword.Overrides
	said      map[string]string // of a word, or two, as it is written in normal form
	doubtful  []keyword.Form    // that may be two things
}

// find looks for misspellings, for forms, or for both.
func find(ctx context.Context, a *keyword.Analyzer, keywords []string, misspellings, forms bool) (findings, error) {
	out := findings{said: map[string]string{}}
	corpus, err := keyword.NewCorpus(ctx, a, keywords)
	if err != nil {
		return out, err
	}
	if misspellings {
		slips, err := corpus.Misspellings(ctx)
		if err != nil {
			return out, err
		}
		for _, x := range slips {
			out.overrides.Same = append(out.overrides.Same, []string{x.Right, x.Wrong})
			out.said[x.Wrong] = x.String()
		}
	}
	if !forms {
		return out, nil
	}
	list, err := corpus.Forms(ctx)
	for _, f := range list {
		if !f.One {
			out.doubtful = append(out.doubtful, f)
			continue
		}
		out.overrides.Joined = append(out.overrides.Joined, f.A)
		out.said[f.A] = f.String()
	}
	return out, err
}

// variants are the terms of a market as groups.
func variants(a *keyword.Analyzer, r *demand.Report, said map[string]string) []group {
	groups := make([]group, 0, len(r.Terms))
	for _, t := range r.Terms {
		g := group{Hub: t.Keyword, Members: []member{{Keyword: t.Keyword, Similarity: 1, Why: "hub"}}}
		var ofHub []string
		if len(t.Variants) > 0 {
			ofHub = told(a, t.Keyword, said)
		}
		for _, v := range t.Variants {
			var why []string
			for _, w := range a.Difference(t.Keyword, v.Keyword) {
				if w != "other word" {
					why = append(why, w)
				}
			}
			ofMember := told(a, v.Keyword, said)
			why = append(why, without(ofHub, ofMember)...)
			why = append(why, without(ofMember, ofHub)...)
			g.Members = append(g.Members, member{Keyword: v.Keyword, Similarity: 1, Why: strings.Join(why, ", ")})
		}
		groups = append(groups, g)
	}
	return groups
}

// told is what the list says of the words of a keyword.
func told(a *keyword.Analyzer, text string, said map[string]string) []string {
	if len(said) == 0 {
		return nil
	}
	var out []string
	for _, token := range a.Tokens(text) {
		if s, ok := said[keyword.Normalize(text[token.Start:token.End])]; ok {
			out = append(out, s)
		}
	}
	return out
}

// without returns those of list that others do not have.
func without(list, others []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return slices.Contains(others, s) })
}

// guess tells the language of each member.
func guess(a *keyword.Analyzer, groups []group) {
	for _, g := range groups {
		for i := range g.Members {
			m := &g.Members[i]
			tag, sure := a.Language(m.Keyword)
			m.Language, m.Sure = tag.String(), math.Round(sure*100)/100
		}
	}
}

func writeCSV(w *bufio.Writer, groups []group, languages bool) error {
	out := csv.NewWriter(w)
	cells := []string{"keyword", "group", "hub", "topic", "similarity", "why"}
	if languages {
		cells = append(cells, "language")
	}
	out.Write(cells)
	for i, g := range groups {
		for _, m := range g.Members {
			cells = append(cells[:0], table.Cell(m.Keyword), strconv.Itoa(i+1), table.Cell(g.Hub), "", strconv.FormatFloat(m.Similarity, 'f', -1, 64), m.Why)
			if languages {
				cells = append(cells, m.Language)
			}
			out.Write(cells)
		}
	}
	out.Flush()
	return out.Error()
}

func writeTable(w *bufio.Writer, groups []group, languages bool) error {
	for i, g := range groups {
		fmt.Fprintf(w, "%d  %s", i+1, g.Hub)
		if languages {
			fmt.Fprintf(w, " [%s]", g.Members[0].Language)
		}
		w.WriteString("\n")
		for _, m := range g.Members[1:] {
			fmt.Fprintf(w, "     %s (%s)\n", m.Keyword, m.Why)
		}
	}
	return nil
}

func writeJSON(w *bufio.Writer, groups []group) error {
	e := program.JSON(w)
	e.SetIndent("", " ")
	return e.Encode(struct {
		Schema int     `json:"schema"`
		By     string  `json:"by"`
		Groups []group `json:"groups"`
	}{1, "variant", groups})
}
