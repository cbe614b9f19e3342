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

// number is what a group is called: its identity that lasts, or its place.
func (a *answer) number(i int) int64 {
	if id := a.groups[i].ID; id > 0 {
		return id
	}
	return int64(i + 1)
}

func (a *answer) writeCSV(w *bufio.Writer) error {
	out := csv.NewWriter(w)
	cells := []string{"keyword", "group", "hub", "topic", "similarity", "why"}
	if a.languages() {
		cells = append(cells, "language")
	}
	if err := out.Write(cells); err != nil {
		return err
	}
	for i := range a.groups {
		g := &a.groups[i]
		number, hub, topic := strconv.FormatInt(a.number(i), 10), table.Cell(g.Hub), table.Cell(g.Topic)
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
			a.topics[t].Terms = g.TopicTerms(t)
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
)

func (a *answer) writeTable(w *bufio.Writer, s settings) error {
	switch s.by {
	case "variant":
		return a.writeVariants(w)
	case "topic":
		return a.writeTopics(w, s.top)
	default:
		return a.writeGroups(w, s.top)
	}
}

func (a *answer) writeVariants(w *bufio.Writer) error {
	for i, g := range a.groups {
		fmt.Fprintf(w, "%d  %s", i+1, g.Hub)
		if a.languages() {
			fmt.Fprintf(w, " [%s]", g.Members[0].Language)
		}
		w.WriteString("\n")
		for _, m := range g.Members[1:] {
			fmt.Fprintf(w, "     %s (%s)\n", m.Keyword, m.Why)
		}
	}
	return nil
}

func (a *answer) writeGroups(w *bufio.Writer, top int) error {
	var t table.Table
	t.Row(table.Right("group"), "hub", "topic", table.Right("keywords"), table.Right(a.report.Measure.String()), "other members")
	for i, g := range a.groups {
		if top > 0 && i == top {
			break
		}
		var others []string
		for _, m := range g.Members[1:] {
			others = append(others, m.Keyword)
		}
		t.Row(table.Right(strconv.FormatInt(a.number(i), 10)), table.Clip(g.Hub, nameWidth), table.Clip(g.Topic, nameWidth),
			table.Right(strconv.Itoa(len(g.Members))), table.Right(interval(g.demand)), list(others))
	}
	if err := t.Write(w, ""); err != nil {
		return err
	}
	if top > 0 && len(a.groups) > top {
		fmt.Fprintf(w, "and %d more groups\n", len(a.groups)-top)
	}
	return nil
}

func (a *answer) writeTopics(w *bufio.Writer, top int) error {
	var t table.Table
	t.Row("topic", table.Right("groups"), table.Right("keywords"), table.Right(a.report.Measure.String()), "words", "largest groups, by hub")
	for i, x := range a.topics {
		if top > 0 && i == top {
			break
		}
		var hubs []string
		for _, z := range x.Groups {
			hubs = append(hubs, a.groups[z-1].Hub)
		}
		t.Row(table.Clip(x.Topic, nameWidth), table.Right(strconv.Itoa(len(x.Groups))), table.Right(strconv.Itoa(x.Keywords)),
			table.Right(interval(x.demand)), table.Clip(strings.Join(a.grouping.TopicTerms(i), ", "), nameWidth), list(hubs))
	}
	if err := t.Write(w, ""); err != nil {
		return err
	}
	if top > 0 && len(a.topics) > top {
		fmt.Fprintf(w, "and %d more topics\n", len(a.topics)-top)
	}
	return nil
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
