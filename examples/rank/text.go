package main

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/bounds"
	"github.com/needscape/needscape/examples/internal/table"
	"github.com/needscape/needscape/keyword"
)

// writeCSV writes an entry a line.
func writeCSV(w *bufio.Writer, r *demand.Report, opt options) error {
	s := bounds.Scale(r.Period.Factor(opt.per))
	out := csv.NewWriter(w)
	cells := []string{"keyword", "volume", "low", "high", "measure", "per", "role", "stage", "confidence", "best_place", "worst_place", "evidence", "variants"}
	if opt.languages != nil {
		cells = append(cells, "language")
	}
	out.Write(cells)
	for _, ranking := range r.Rank(opt.by) {
		for _, t := range opt.cut(ranking.Terms) {
			said, can := s.Volume(t.Volume)
			var variants, words []string
			for _, v := range t.Variants {
				variants = append(variants, v.Keyword)
			}
			for _, e := range t.Evidence {
				words = append(words, e.Text+" ("+says(e)+")")
			}
			cells = append(cells[:0],
				table.Cell(t.Keyword), said.String(), can.Low.String(), can.High.String(), r.Measure.String(), opt.per.String(),
				t.Role.String(), t.Stage.String(), strconv.FormatFloat(t.Confidence, 'f', -1, 64), place(t.Best), place(t.Worst),
				table.Cell(strings.Join(words, "; ")), table.Cell(strings.Join(variants, "; ")))
			if opt.languages != nil {
				tag, _ := opt.languages.Language(t.Keyword)
				cells = append(cells, tag.String())
			}
			out.Write(cells)
		}
	}
	out.Flush()
	return out.Error()
}

// says is what a piece of evidence speaks for.
func says(e keyword.Evidence) string {
	if e.Role != keyword.Other || e.Stage == keyword.NoStage {
		return e.Role.String()
	}
	return e.Stage.String()
}

func place(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// tableTop is how many entries of a ranking a table has, unless -top says otherwise.
const tableTop = 20

// keywordWidth is how many columns of a table a keyword takes at most.
const keywordWidth = 44

func writeTable(w *bufio.Writer, r *demand.Report, opt options, roles bool) error {
	if opt.top == 0 {
		opt.top = tableTop
	}
	s := bounds.Scale(r.Period.Factor(opt.per))
	for _, ranking := range r.Rank(opt.by) {
		title := "ALL"
		switch opt.by {
		case demand.ByRole:
			title = ranking.Role.String()
		case demand.ByStage:
			title = ranking.Stage.String()
		}
		shown := opt.cut(ranking.Terms)
		var t table.Table
		t.Row(strings.ToUpper(title), table.Right(r.Measure.String()+" a "+opt.per.String()), "", table.Right("place"), "role", "stage", "sure", "variants")
		for _, x := range shown {
			said, can := s.Volume(x.Volume)
			variants := ""
			if n := len(x.Variants); n > 0 {
				variants = fmt.Sprintf("+%d", n)
			}
			t.Row(table.Clip(x.Keyword, keywordWidth), table.Right(dash(said)), can.String(), table.Right(table.Places(x.Best, x.Worst)),
				marked(x.Term), x.Stage.String(), fmt.Sprintf("%.0f%%", 100*x.Confidence), variants)
		}
		if err := t.Write(w, ""); err != nil {
			return err
		}
		if more := len(ranking.Terms) - len(shown); more > 0 {
			fmt.Fprintf(w, "… and %s more\n", table.Number(float64(more)))
		}
		w.WriteString("\n")
	}
	for _, part := range []struct {
		title string
		rungs []demand.Rung
	}{{"LADDER", r.Ladder()}, {"STAGES", r.Stages()}} {
		var t table.Table
		t.Row(part.title, table.Right("keywords"), table.Right(r.Measure.String()+" a "+opt.per.String()), table.Right("share"), table.Right("drop from the rung before"))
		for _, x := range part.rungs {
			name := x.Role.String()
			if part.title == "STAGES" {
				name = x.Stage.String()
			}
			t.Row(name, table.Right(strconv.Itoa(x.Keywords)), table.Right(s.Sum(x.Demand).String()),
				table.Right(bounds.Percent(x.Share)), table.Right(bounds.Drop(x.Drop)))
		}
		if err := t.Write(w, ""); err != nil {
			return err
		}
		w.WriteString("\n")
	}
	fmt.Fprintf(w, "%s rows, %s keywords in %s entries; %s rows refused.\n",
		table.Number(float64(r.Totals.Rows)), table.Number(float64(r.Totals.Keywords)), table.Number(float64(r.Totals.Terms)), table.Number(float64(r.Totals.Refused)))
	if n := r.Totals.Varying; n > 0 {
		fmt.Fprintf(w, "%s keywords stand more than once with different numbers; their volumes span them.\n", table.Number(float64(n)))
	}
	if !roles {
		w.WriteString("No roles are told where none are learnt and there is no lexicon: name some terms of the market with -lexicon FILE (-h explains).\n")
		return nil
	}
	unsureOf(r).write(w, s, r.Measure.String()+" a "+opt.per.String())
	return nil
}

// leastSure is the confidence from which a role is not marked as unsure.
const leastSure = .7

// marked prints the role of a term, with a mark where it is unsure.
func marked(t *demand.Term) string {
	if t.Confidence < leastSure {
		return t.Role.String() + "?"
	}
	return t.Role.String()
}

// unsure is the part of a market of which the roles are unsure, beside the rest.
type unsure struct {
	keywords   int
	part, rest demand.Sum
}

func unsureOf(r *demand.Report) (u unsure) {
	for i := range r.Terms {
		t := &r.Terms[i]
		if t.Confidence < leastSure {
			u.keywords += 1 + len(t.Variants)
			u.part.AddTerm(t)
		} else {
			u.rest.AddTerm(t)
		}
	}
	return u
}

func (u unsure) write(w *bufio.Writer, s bounds.Scale, unit string) {
	if u.keywords == 0 {
		fmt.Fprintf(w, "All roles are %.0f %% sure or more.\n", 100*leastSure)
		return
	}
	fmt.Fprintf(w, "Unsure (marked ?, less than %.0f %% sure) are the roles of %s keywords", 100*leastSure, table.Number(float64(u.keywords)))
	if u.part.Known > 0 {
		fmt.Fprintf(w, ": %s %s, %s", s.Sum(u.part), unit, bounds.Percent(demand.Share(u.part, u.rest)))
	}
	w.WriteString(". -suggest asks for the words that decide them.\n")
}

func dash(n number) string {
	if !n.Known {
		return "–"
	}
	return table.Number(n.Value)
}
