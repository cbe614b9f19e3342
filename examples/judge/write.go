package main

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"github.com/needscape/needscape/examples/internal/program"
	"github.com/needscape/needscape/examples/internal/table"
	"github.com/needscape/needscape/keyword"
)

// right aligns values right.
func right(values ...any) []string {
	var cells []string
	for _, v := range values {
		cells = append(cells, table.Right(fmt.Sprint(v)))
	}
	return cells
}

// line adds a row with a name before values.
func line(t *table.Table, name string, values ...any) {
	t.Row(append([]string{name}, right(values...)...)...)
}

func writeRoles(w *bufio.Writer, results []*result, errors bool) error {
	for _, r := range results {
		fmt.Fprintf(w, "%s: %d keywords\n\n", r.name, r.keywords)
		if err := writeResult(w, r, errors); err != nil {
			return err
		}
	}
	if len(results) > 1 {
		all := together(results)
		fmt.Fprintf(w, "All %d markets together: %d keywords\n\n", len(results), all.keywords)
		if err := writeResult(w, all, false); err != nil {
			return err
		}
	}
	for _, part := range pointTables(results) {
		if err := writePoints(w, part.title, meanPoints(part.points)); err != nil {
			return err
		}
	}
	return writeSummary(w, results)
}

// writeResult prints one market.
func writeResult(w *bufio.Writer, r *result, errors bool) error {
	var scores table.Table
	line(&scores, "ROLE", "labelled", "told", "right", "precision", "recall", "F1", "lexicon alone")
	for _, role := range keyword.Roles() {
		c := &r.roles
		line(&scores, role.String(), c.labelled(role), c.told(role), c[role][role], c.precision(role), c.recall(role), c.f1(role), r.phrase.f1(role))
	}
	line(&scores, "macro-F1", "", "", "", "", "", r.roles.macro(), r.phrase.macro())

	var sure table.Table
	line(&sure, "SURE", "keywords", "right", "")
	for i, bin := range r.calibration {
		from, to := r.calibration.bin(i)
		line(&sure, fmt.Sprintf("%.1f–%.1f", from, to), bin.of, bin.right, part(bin.right, bin.of))
	}

	var taken table.Table
	header, roles := []any{}, keyword.Roles()
	for _, told := range roles {
		header = append(header, told)
	}
	line(&taken, "LABELLED, AND TOLD", header...)
	for _, truth := range roles {
		var cells []any
		for _, told := range roles {
			cells = append(cells, r.roles[truth][told])
		}
		line(&taken, truth.String(), cells...)
	}
	for _, t := range []*table.Table{&scores, &sure, &taken} {
		if err := t.Write(w, "  "); err != nil {
			return err
		}
		w.WriteString("\n")
	}
	fmt.Fprintf(w, "  Stages: %d of %d right, %v\n\n", r.stages.right, r.stages.of, r.stage())
	if r.market == nil {
		return nil
	}
	for _, part := range pointTables([]*result{r}) {
		if err := writePoints(w, part.title, part.points[0]); err != nil {
			return err
		}
	}
	if !errors {
		return nil
	}
	return writeErrors(w, r)
}

// pointTables returns the points of markets by what changes.
func pointTables(results []*result) []pointTable {
	curves, accepts := pointTable{title: "TERMS A ROLE"}, pointTable{title: "ACCEPTED"}
	for _, r := range results {
		curves.points = append(curves.points, r.curve)
		accepts.points = append(accepts.points, r.accept)
	}
	return []pointTable{curves, accepts}
}

type pointTable struct {
	title  string
	points [][]point // by market
}

func writePoints(w *bufio.Writer, title string, points []point) error {
	if len(points) == 0 {
		return nil
	}
	answered := title == "ACCEPTED"
	var t table.Table
	header := []any{"macro-F1", "brand", "stages", "lexicon alone"}
	if answered {
		header = append(header, "accepted", "ignored")
	}
	line(&t, title, header...)
	for _, p := range points {
		cells := []any{p.Macro, p.Brand, p.Stages, p.Phrase}
		if answered {
			cells = append(cells, p.Accepted, p.Ignored)
		}
		line(&t, strconv.Itoa(p.At), cells...)
	}
	if err := t.Write(w, "  "); err != nil {
		return err
	}
	w.WriteString("\n")
	return nil
}

// writeErrors prints the keywords whose role is wrong, and those of which only the stage
// is.
func writeErrors(w *bufio.Writer, r *result) error {
	var roles, stages table.Table
	roles.Row("ROLE WRONG", "labelled", "told", table.Right("sure"), "evidence")
	stages.Row("STAGE WRONG", "labelled", "told", "evidence")
	for i, x := range r.market.rows {
		l := r.labels[i]
		switch text := table.Clip(x.text, 60); {
		case x.wrongRole(l):
			roles.Row(text, x.role.String(), l.Role.String(), table.Right(fmt.Sprintf("%.2f", l.Confidence)), evidence(l))
		case x.wrongStage(l):
			stages.Row(text, x.stage.String(), l.Stage.String(), evidence(l))
		}
	}
	for _, t := range []*table.Table{&roles, &stages} {
		if err := t.Write(w, "  "); err != nil {
			return err
		}
		w.WriteString("\n")
	}
	return nil
}

func (x row) wrongRole(l keyword.Label) bool  { return !x.noRole && x.role != l.Role }
func (x row) wrongStage(l keyword.Label) bool { return !x.noStage && x.stage != l.Stage }

// evidence prints the evidence of a label: text (what it speaks for, where that was
// learnt).
func evidence(l keyword.Label) string {
	var parts []string
	for _, e := range l.Evidence {
		says := e.Role.String()
		if e.Role == keyword.Other && e.Stage != keyword.NoStage {
			says = e.Stage.String()
		}
		parts = append(parts, fmt.Sprintf("%s (%s, %s)", e.Text, says, e.Why))
	}
	return strings.Join(parts, "; ")
}

// writeSummary prints a market a line, and the means.
func writeSummary(w *bufio.Writer, results []*result) error {
	columns := []func(*result) share{
		func(r *result) share { return r.roles.scored(keyword.Need) },
		func(r *result) share { return r.roles.scored(keyword.Solution) },
		func(r *result) share { return r.roles.scored(keyword.Brand) },
		func(r *result) share { return r.roles.scored(keyword.Other) },
		func(r *result) share { return r.roles.macro() },
		func(r *result) share { return r.phrase.macro() },
		func(r *result) share { return r.roles.named() },
		func(r *result) share { return r.phrase.named() },
		(*result).stage,
	}
	var t table.Table
	line(&t, "MARKET", "need", "solution", "brand", "other", "macro-F1", "lexicon alone", "without other", "lexicon alone", "stages")
	means := make([][]share, len(columns))
	for _, r := range results {
		var cells []any
		for i, column := range columns {
			cells = append(cells, column(r))
			means[i] = append(means[i], column(r))
		}
		line(&t, r.name, cells...)
	}
	var cells []any
	for _, column := range means {
		cells = append(cells, mean(column...))
	}
	line(&t, "mean", cells...)
	return t.Write(w, "")
}

// writeRolesCSV writes a labelled keyword a line.
func writeRolesCSV(w *bufio.Writer, results []*result) error {
	out := csv.NewWriter(w)
	out.Write([]string{"market", "keyword", "role", "stage", "told_role", "told_stage", "confidence", "right_role", "right_stage", "evidence"})
	for _, r := range results {
		for i, x := range r.market.rows {
			l := r.labels[i]
			role, stage := x.labels()
			rightRole, rightStage := "", ""
			if !x.noRole {
				rightRole = fmt.Sprint(!x.wrongRole(l))
			}
			if !x.noStage {
				rightStage = fmt.Sprint(!x.wrongStage(l))
			}
			out.Write([]string{table.Cell(r.name), table.Cell(x.text), role, stage, l.Role.String(), l.Stage.String(),
				decimal(l.Confidence), rightRole, rightStage, table.Cell(evidence(l))})
		}
	}
	out.Flush()
	return out.Error()
}

// labels returns the labels as they are read.
func (x row) labels() (role, stage string) {
	role, stage = x.role.String(), x.stage.String()
	if x.noRole {
		role = "?"
	}
	if x.noStage {
		stage = "?"
	}
	return role, stage
}

func decimal(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

type roleScore struct {
	Role      keyword.Role `json:"role"`
	Labelled  int          `json:"labelled"`
	Told      int          `json:"told"`
	Right     int          `json:"right"`
	Precision share        `json:"precision"`
	Recall    share        `json:"recall"`
	F1        share        `json:"f1"`
	Phrase    share        `json:"lexicon_alone"`
}

type binScore struct {
	From  float64 `json:"from"`
	To    float64 `json:"to"`
	Of    int     `json:"keywords"`
	Right int     `json:"right"`
}

type countOf struct {
	Labelled keyword.Role `json:"labelled"`
	Told     keyword.Role `json:"told"`
	Keywords int          `json:"keywords"`
}

type wrongLabel struct {
	Keyword    string         `json:"keyword"`
	Role       string         `json:"role"`
	Stage      string         `json:"stage"`
	ToldRole   keyword.Role   `json:"told_role"`
	ToldStage  keyword.Stage  `json:"told_stage"`
	Confidence float64        `json:"confidence"`
	Evidence   []evidenceJSON `json:"evidence"`
}

type evidenceJSON struct {
	Text  string        `json:"text"`
	Term  string        `json:"term"`
	Role  keyword.Role  `json:"role"`
	Stage keyword.Stage `json:"stage"`
	Why   keyword.Why   `json:"why"`
	From  string        `json:"from"`
}

type marketScore struct {
	Name        string       `json:"name"`
	Keywords    int          `json:"keywords"`
	Roles       []roleScore  `json:"roles"`
	Macro       share        `json:"macro_f1"`
	Phrase      share        `json:"lexicon_alone"`
	Named       share        `json:"macro_f1_without_other"`
	NamedPhrase share        `json:"lexicon_alone_without_other"`
	Stages      share        `json:"stages"`
	StagesOf    int          `json:"stages_labelled"`
	Calibration []binScore   `json:"calibration"`
	Confusion   []countOf    `json:"confusion"`
	Curve       []point      `json:"curve,omitempty"`
	Accept      []point      `json:"accept,omitempty"`
	Errors      []wrongLabel `json:"errors"`
}

// inJSON returns what the JSON has of a market.
func (r *result) inJSON() marketScore {
	c := &r.roles
	m := marketScore{Name: r.name, Keywords: r.keywords, Macro: c.macro(), Phrase: r.phrase.macro(), Named: c.named(), NamedPhrase: r.phrase.named(),
		Stages: r.stage(), StagesOf: r.stages.of, Curve: r.curve, Accept: r.accept, Errors: []wrongLabel{}}
	for _, truth := range keyword.Roles() {
		m.Roles = append(m.Roles, roleScore{truth, c.labelled(truth), c.told(truth), c[truth][truth], c.precision(truth), c.recall(truth), c.f1(truth), r.phrase.f1(truth)})
		for _, told := range keyword.Roles() {
			m.Confusion = append(m.Confusion, countOf{truth, told, c[truth][told]})
		}
	}
	for i, bin := range r.calibration {
		from, to := r.calibration.bin(i)
		m.Calibration = append(m.Calibration, binScore{from, to, bin.of, bin.right})
	}
	for i, l := range r.labels {
		x := r.market.rows[i]
		if !x.wrongRole(l) && !x.wrongStage(l) {
			continue
		}
		role, stage := x.labels()
		e := wrongLabel{x.text, role, stage, l.Role, l.Stage, l.Confidence, []evidenceJSON{}}
		for _, v := range l.Evidence {
			e.Evidence = append(e.Evidence, evidenceJSON{v.Text, v.Term, v.Role, v.Stage, v.Why, v.From})
		}
		m.Errors = append(m.Errors, e)
	}
	return m
}

func writeRolesJSON(w *bufio.Writer, results []*result) error {
	type means struct {
		Macro       share   `json:"macro_f1"`
		Phrase      share   `json:"lexicon_alone"`
		Named       share   `json:"macro_f1_without_other"`
		NamedPhrase share   `json:"lexicon_alone_without_other"`
		Stages      share   `json:"stages"`
		Curve       []point `json:"curve,omitempty"`
		Accept      []point `json:"accept,omitempty"`
	}
	markets := []marketScore{}
	var macro, phrase, named, namedPhrase, stages []share
	for _, r := range results {
		m := r.inJSON()
		markets = append(markets, m)
		macro, phrase, stages = append(macro, m.Macro), append(phrase, m.Phrase), append(stages, m.Stages)
		named, namedPhrase = append(named, m.Named), append(namedPhrase, m.NamedPhrase)
	}
	points := pointTables(results)
	e := program.JSON(w)
	e.SetIndent("", " ")
	return e.Encode(struct {
		Schema  int           `json:"schema"`
		Markets []marketScore `json:"markets"`
		Means   means         `json:"means"`
	}{1, markets, means{mean(macro...), mean(phrase...), mean(named...), mean(namedPhrase...), mean(stages...), meanPoints(points[0].points), meanPoints(points[1].points)}})
}
