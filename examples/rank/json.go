package main

import (
	"bufio"
	"bytes"
	"math"
	"strconv"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/bounds"
	"github.com/needscape/needscape/examples/internal/program"
	"github.com/needscape/needscape/examples/internal/table"
	"github.com/needscape/needscape/keyword"
)

// The JSON of the program, in the order in which it is written. Fields may be
// added to it; another meaning or a missing field would be another schema.

const schema = 1

// number is a number of searches, which JSON has as such, or null.
type number = table.Figure

type entry struct {
	Keyword string `json:"keyword"`
	Volume  number `json:"volume"`
	bounds.Interval
	Rank       int64          `json:"rank,omitempty"` // where the source gives places instead of volumes
	Role       keyword.Role   `json:"role"`
	Stage      keyword.Stage  `json:"stage"`
	Confidence float64        `json:"confidence"`
	Chances    *chances       `json:"chances,omitempty"` // where they were learnt
	Best       *int           `json:"best_place"`
	Worst      *int           `json:"worst_place"`
	Language   string         `json:"language,omitempty"` // guessed, where there are several
	Sure       float64        `json:"language_confidence,omitempty"`
	Evidence   []evidence     `json:"evidence"`
	Variants   []variantEntry `json:"variants"`
}

// chances are how likely each role is.
type chances struct {
	Need     float64 `json:"need"`
	Solution float64 `json:"solution"`
	Brand    float64 `json:"brand"`
	Other    float64 `json:"other"`
}

func chancesOf(l *keyword.Label) *chances {
	if l.Chances == [4]float32{} {
		return nil
	}
	of := func(r keyword.Role) float64 { return math.Round(100*float64(l.Chances[r])) / 100 }
	return &chances{of(keyword.Need), of(keyword.Solution), of(keyword.Brand), of(keyword.Other)}
}

type evidence struct {
	Text  string         `json:"text"`
	Role  *keyword.Role  `json:"role"` // null for what speaks of the stage only
	Stage *keyword.Stage `json:"stage,omitempty"`
	Why   keyword.Why    `json:"why"`
	From  string         `json:"from"`
}

type variantEntry struct {
	Keyword string `json:"keyword"`
	Volume  number `json:"volume"`
	bounds.Interval
	Why string `json:"why"`
}

type rung struct {
	Role     *keyword.Role  `json:"role,omitempty"`
	Stage    *keyword.Stage `json:"stage,omitempty"`
	Keywords int            `json:"keywords"`
	Terms    int            `json:"terms"`
	Unknown  int            `json:"unknown"`
	bounds.Interval
	ShareLow  number `json:"share_low"`
	ShareHigh number `json:"share_high"`
	DropLow   number `json:"drop_low"`
	DropHigh  number `json:"drop_high"`
}

type sourceEntry struct {
	File    string   `json:"file"`
	Format  string   `json:"format"`
	Measure string   `json:"measure"`
	Rows    int      `json:"rows"`
	Refused int      `json:"refused"`
	Notes   []string `json:"notes"`
}

type refusedEntry struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Header string `json:"header,omitempty"`
	Text   string `json:"text"`
	Reason string `json:"reason"`
}

type totals struct {
	Rows     int    `json:"rows"`
	Keywords int    `json:"keywords"`
	Terms    int    `json:"terms"`
	Repeated int    `json:"repeated"`
	Varying  int    `json:"varying"`
	In       number `json:"volume_in"`
	Placed   number `json:"volume_placed"`
	Refused  number `json:"volume_refused"`
}

// writeJSON writes the report, an entry a line.
func writeJSON(w *bufio.Writer, r *demand.Report, opt options) error {
	s := bounds.Scale(r.Period.Factor(opt.per))
	var err error
	field := func(name string, v any) {
		if err == nil {
			w.WriteString(",\n \"" + name + "\": ")
			err = encode(w, v)
		}
	}
	w.WriteString("{\"schema\": " + strconv.Itoa(schema))
	field("measure", r.Measure.String())
	field("per", opt.per.String())
	w.WriteString(",\n \"keywords\": [")
	first := true
	for _, ranking := range r.Rank(opt.by) {
		for _, t := range opt.cut(ranking.Terms) {
			if !first {
				w.WriteByte(',')
			}
			first = false
			w.WriteString("\n  ")
			e := newEntry(t, s)
			if opt.languages != nil {
				tag, sure := opt.languages.Language(t.Keyword)
				e.Language, e.Sure = tag.String(), math.Round(sure*100)/100
			}
			if err := encode(w, e); err != nil {
				return err
			}
		}
	}
	w.WriteString("\n ]")
	ladder, stages := []rung{}, []rung{}
	for _, x := range r.Ladder() {
		e := newRung(x, s)
		e.Role = &x.Role
		ladder = append(ladder, e)
	}
	for _, x := range r.Stages() {
		e := newRung(x, s)
		e.Stage = &x.Stage
		stages = append(stages, e)
	}
	field("ladder", ladder)
	field("stages", stages)
	sources := []sourceEntry{}
	for _, x := range r.Sources {
		sources = append(sources, sourceEntry{x.File, x.Format, x.Measure.String(), x.Rows, x.Refused, append([]string{}, x.Notes...)})
	}
	field("sources", sources)
	refused := []refusedEntry{}
	for _, x := range r.Refused {
		refused = append(refused, refusedEntry{x.File, x.Line, x.Column, x.Header, x.Text, x.Err.Error()})
	}
	field("refused", refused)
	in, placed := s.Round(r.Totals.In), s.Round(r.Totals.Placed)
	lost := number{Value: math.Round((in.Value-placed.Value)*100) / 100, Known: true}
	field("totals", totals{r.Totals.Rows, r.Totals.Keywords, r.Totals.Terms, r.Totals.Repeated, r.Totals.Varying, in, placed, lost})
	if err != nil {
		return err
	}
	_, err = w.WriteString("}\n")
	return err
}

// encode writes a value as JSON without a line end.
func encode(w *bufio.Writer, v any) error {
	var b bytes.Buffer
	if err := program.JSON(&b).Encode(v); err != nil {
		return err
	}
	_, err := w.Write(bytes.TrimSuffix(b.Bytes(), []byte("\n")))
	return err
}

// cut leaves the first entries of a ranking.
func (o options) cut(terms []demand.Ranked) []demand.Ranked {
	if o.top > 0 && o.top < len(terms) {
		return terms[:o.top]
	}
	return terms
}

func newEntry(t demand.Ranked, s bounds.Scale) entry {
	e := entry{Keyword: t.Keyword, Rank: t.Rank, Role: t.Role, Stage: t.Stage, Confidence: t.Confidence, Chances: chancesOf(&t.Label),
		Evidence: make([]evidence, 0, len(t.Evidence)), Variants: make([]variantEntry, 0, len(t.Variants))}
	e.Volume, e.Interval = s.Volume(t.Volume)
	if t.Best > 0 {
		e.Best, e.Worst = &t.Best, &t.Worst
	}
	for _, x := range t.Evidence {
		v := evidence{Text: x.Text, Why: x.Why, From: x.From}
		if x.Stage != keyword.NoStage {
			v.Stage = &x.Stage
		}
		if x.Role != keyword.Other || x.Stage == keyword.NoStage {
			v.Role = &x.Role
		}
		e.Evidence = append(e.Evidence, v)
	}
	for _, x := range t.Variants {
		v := variantEntry{Keyword: x.Keyword, Why: x.Why}
		v.Volume, v.Interval = s.Volume(x.Volume)
		e.Variants = append(e.Variants, v)
	}
	return e
}

func newRung(r demand.Rung, s bounds.Scale) rung {
	out := rung{Keywords: r.Keywords, Terms: r.Terms, Unknown: r.Demand.Unknown}
	out.Interval = s.Sum(r.Demand)
	share, drop := bounds.Fraction(r.Share), bounds.Fraction(r.Drop)
	out.ShareLow, out.ShareHigh = share.Low, share.High
	out.DropLow, out.DropHigh = drop.Low, drop.High
	return out
}
