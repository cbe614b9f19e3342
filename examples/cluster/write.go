package main

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/program"
	"github.com/needscape/needscape/examples/internal/table"
)

func (a *answer) languages() bool { return len(a.analyzer.Languages()) > 1 }

// writeCSV writes a line for each keyword: by demand of its group or, by topic, of its
// topic first.
func (a *answer) writeCSV(w *bufio.Writer, by string) error {
	out := csv.NewWriter(w)
	cells := []string{"keyword", "group", "hub", "topic", "similarity", "why"}
	if a.languages() {
		cells = append(cells, "language")
	}
	if err := out.Write(cells); err != nil {
		return err
	}
	for _, i := range a.order(by) {
		g := &a.groups[i]
		number, hub, topic := strconv.FormatInt(g.Number, 10), table.Cell(g.Hub), table.Cell(g.Topic)
		for _, m := range g.Members {
			cells = append(cells[:0], table.Cell(m.Keyword), number, hub, topic, strconv.FormatFloat(m.Similarity, 'f', -1, 64), table.Cell(m.Why))
			if a.languages() {
				cells = append(cells, m.Language)
			}
			if err := out.Write(cells); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

// order is the places of the groups in the order in which the CSV has them.
func (a *answer) order(by string) []int32 {
	order := make([]int32, 0, len(a.groups))
	if by == "topic" {
		for i := range a.topics {
			order = append(order, a.topics[i].groups...)
		}
		return order
	}
	for i := range a.groups {
		order = append(order, int32(i))
	}
	return order
}

func (a *answer) writeJSON(w *bufio.Writer, by string) error {
	answer := struct {
		Schema    int      `json:"schema"`
		By        string   `json:"by"`
		Measure   string   `json:"measure"`
		Method    string   `json:"method,omitempty"`
		Threshold float64  `json:"threshold,omitempty"`
		Spare     *float64 `json:"spare_words,omitempty"`
		Groups    []group  `json:"groups"`
		Topics    []topic  `json:"topics,omitempty"`
	}{Schema: 1, By: by, Measure: a.report.Measure.String(), Groups: a.groups, Topics: a.topics}
	if g := a.grouping; g != nil {
		spare := round(g.Spare)
		answer.Method, answer.Threshold, answer.Spare = g.Method.String(), g.Threshold, &spare
		for z := range a.groups {
			if a.groups[z].terms > 1 {
				a.groups[z].Terms = g.Terms(z)
			}
		}
		for t := range a.topics {
			x := &a.topics[t]
			x.Terms = g.TopicTerms(t)
			for _, z := range x.groups {
				x.Groups = append(x.Groups, a.groups[z].Number)
			}
		}
	}
	e := program.JSON(w)
	e.SetIndent("", " ")
	return e.Encode(answer)
}

// Widths of the columns of text in tables.
const (
	nameWidth  = 40
	termsWidth = 60
	whyWidth   = 80
)

func (a *answer) writeTable(w *bufio.Writer, s settings) error {
	var t table.Table
	all, noun := len(a.groups), "group"
	if s.by == "topic" {
		all, noun = len(a.topics), "topic"
	}
	n := all
	if s.top > 0 {
		n = min(n, s.top)
	}
	switch s.by {
	case "variant":
		a.variantRows(&t, n)
	case "topic":
		a.topicRows(&t, n)
	default:
		a.groupRows(&t, n)
	}
	t.DropEmpty()
	if err := t.Write(w, ""); err != nil {
		return err
	}
	if n < all {
		fmt.Fprintf(w, "and %d more %s\n", all-n, plural(all-n, noun))
	}
	return nil
}

// variantRows are those of n groups, each followed by its variants.
func (a *answer) variantRows(t *table.Table, n int) {
	t.Row(table.Right("group"), "keyword", "language", table.Right(a.report.Measure.String()), "why")
	for _, g := range a.groups[:n] {
		number, demand, why := strconv.FormatInt(g.Number, 10), interval(g.demand), ""
		for k, m := range g.Members {
			if k > 0 {
				number, demand, why = "", "", m.Why
			}
			t.Row(table.Right(number), table.Clip(m.Keyword, termsWidth), m.Language, table.Right(demand), table.Clip(why, whyWidth))
		}
	}
}

// groupRows are those of n groups.
func (a *answer) groupRows(t *table.Table, n int) {
	t.Row(table.Right("group"), "hub", "topic", table.Right("keywords"), table.Right(a.report.Measure.String()), "other members")
	for _, g := range a.groups[:n] {
		var others []string
		for _, m := range g.Members[1:] {
			others = append(others, m.Keyword)
		}
		t.Row(table.Right(strconv.FormatInt(g.Number, 10)), table.Clip(g.Hub, nameWidth), table.Clip(g.Topic, nameWidth),
			table.Right(strconv.Itoa(len(g.Members))), table.Right(interval(g.demand)), list(others))
	}
}

// topicRows are those of n topics.
func (a *answer) topicRows(t *table.Table, n int) {
	t.Row("topic", table.Right("groups"), table.Right("keywords"), table.Right(a.report.Measure.String()), "words", "other groups, by hub")
	for i, x := range a.topics[:n] {
		var others []string
		for _, z := range x.groups[1:] {
			others = append(others, a.groups[z].Hub)
		}
		t.Row(table.Clip(x.Topic, nameWidth), table.Right(strconv.Itoa(len(x.groups))), table.Right(strconv.Itoa(x.Keywords)),
			table.Right(interval(x.demand)), table.Clip(strings.Join(a.grouping.TopicTerms(i), ", "), nameWidth), list(others))
	}
}

// plural is the form that a noun has for n things.
func plural(n int, noun string) string {
	if n == 1 {
		return noun
	}
	return noun + "s"
}

// list writes names one after the other as far as there is room.
func list(names []string) string {
	var b strings.Builder
	for i, s := range names {
		if i > 0 {
			if table.Width(b.String())+table.Width(s)+2 > termsWidth {
				fmt.Fprintf(&b, " +%d", len(names)-i)
				break
			}
			b.WriteString("; ")
		}
		b.WriteString(table.Clip(s, nameWidth))
	}
	return b.String()
}

// interval writes a sum with its bounds.
func interval(s demand.Sum) string {
	switch {
	case s.Known == 0:
		return ""
	case s.High == demand.Unbounded:
		return table.Number(float64(s.Low)) + " or more"
	case s.Low == s.High:
		return table.Number(float64(s.Low))
	default:
		return table.Number(float64(s.Low)) + "–" + table.Number(float64(s.High))
	}
}
