package main

import (
	"bufio"
	"context"
	"slices"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/bounds"
	"github.com/needscape/needscape/examples/internal/program"
	"github.com/needscape/needscape/examples/internal/table"
)

// schema is that of the JSON. Fields may be added to it; another meaning or a missing
// field would be another schema.
const schema = 1

// A document is the answer. The JSON is the document, table and CSV are written from it.
type document struct {
	Schema   int              `json:"schema"`
	Measure  string           `json:"measure"`
	Per      string           `json:"per"`
	Level    float64          `json:"likely_level"` // of all that is likely
	Read     *readSection     `json:"read"`
	Counting *countingSection `json:"counting"`
	Roles    *ladderSection   `json:"roles"`
	Stages   *ladderSection   `json:"stages"`
	Parts    *partsSection    `json:"parts"`
	Reach    *reachSection    `json:"reach"`
	Months   *monthsSection   `json:"months"`
	Goals    *goalsSection    `json:"goals"`
	Units    *unitsSection    `json:"units"`
}

// level is that of likely ranges and of confidence.
const level = .95

// A section is a part of the answer.
type section interface {
	write(p *page)
	tell(f *facts)
}

func (d *document) sections() []section {
	return []section{d.Read, d.Counting, d.Roles, d.Stages, d.Parts, d.Reach, d.Months, d.Goals, d.Units}
}

func (d *document) unit() string { return d.Measure + " a " + d.Per }

func (d *document) writeTable(w *bufio.Writer) error {
	p := &page{Writer: w, unit: d.unit()}
	for i, s := range d.sections() {
		if i > 0 {
			p.WriteByte('\n')
		}
		s.write(p)
	}
	return p.err
}

func (d *document) writeCSV(w *bufio.Writer) error {
	f := newFacts(w, d.unit())
	for _, s := range d.sections() {
		s.tell(f)
	}
	return f.close()
}

// An answer is what the document is made of.
type answer struct {
	options
	inputs
	bounds.Scale              // of the market's numbers
	monthly      bounds.Scale // of the numbers of months
	market       *program.Market
	report       *demand.Report
	pairing      demand.PairOptions
	parted       demand.Parts // by what -by says
	alone        string       // why the numbers do not add up; "" where they do
}

func newAnswer(m *program.Market, r *demand.Report, opt options, in inputs) *answer {
	return &answer{options: opt, inputs: in,
		Scale: bounds.Scale(r.Period.Factor(opt.per)), monthly: bounds.Scale(demand.PerMonth.Factor(opt.per)),
		market: m, report: r, pairing: m.PairOptions(r), alone: notAdded(r)}
}

func (a *answer) document(ctx context.Context) (*document, error) {
	d := &document{Schema: schema, Measure: a.report.Measure.String(), Per: a.per.String(), Level: level}
	d.Read, d.Counting = a.read(), a.counting()
	reach, err := a.reach()
	if err != nil {
		return nil, err
	}
	d.Reach = reach
	lexis, err := a.report.Lexis(ctx, a.market.Analyzer)
	if err != nil {
		return nil, err
	}
	if d.Roles, err = a.ladder(ctx, lexis, demand.ByRole, reach); err != nil {
		return nil, err
	}
	if d.Stages, err = a.ladder(ctx, lexis, demand.ByStage, nil); err != nil {
		return nil, err
	}
	if d.Parts, err = a.parts(ctx); err != nil {
		return nil, err
	}
	if d.Months, err = a.timeline(ctx); err != nil {
		return nil, err
	}
	d.Goals = a.progress()
	d.Units = a.apportion()
	return d, ctx.Err()
}

// amount is what numbers add up to, null where they do not or nothing is known.
type amount struct {
	bounds.Interval                 // hard bounds
	Likely          bounds.Interval `json:"likely"`
	Unknown         int             `json:"unknown"` // entries of which nothing is known, and which are in neither
}

func (a *answer) amount(x demand.Sum) amount {
	if a.alone != "" {
		return amount{Unknown: x.Known + x.Unknown}
	}
	return a.sum(x)
}

// sum is that of numbers that do add up, or of one.
func (a *answer) sum(x demand.Sum) amount {
	return amount{a.Sum(x), a.Sum(x.Likely(level)), x.Unknown}
}

// fraction is a part of a whole.
type fraction struct {
	bounds.Interval
	Likely bounds.Interval `json:"likely"`
}

func (a *answer) fraction(hard, likely demand.Fraction) fraction {
	if a.alone != "" {
		return fraction{}
	}
	return fraction{bounds.Fraction(hard), bounds.Fraction(likely)}
}

// shareOf is the share of a part, where rest is all else.
func (a *answer) shareOf(part, rest demand.Sum) fraction {
	return a.fraction(demand.Share(part, rest), demand.Share(part.Likely(level), rest.Likely(level)))
}

// notAdded says why the numbers of a report do not add up, "" where they do.
func notAdded(r *demand.Report) string {
	switch r.Measure {
	case demand.Index:
		return "an index is a share of the largest value and adds up to nothing"
	case demand.RankOrder:
		return "places in a list are no numbers of searches"
	}
	for _, x := range r.Sources {
		if slices.Contains(x.Rules, "nested") {
			return "the number of a keyword has those of longer ones in it, so that they do not add up"
		}
	}
	return ""
}

// untold says why there is no sum of numbers, "" where there is.
func (a *answer) untold() string {
	if a.alone == "" && !a.known() {
		return "no volume is known"
	}
	return a.alone
}

// known reports whether any number is.
func (a *answer) known() bool { return !a.pairing.CountTerms }

// cut leaves the first entries of a list, and returns how many it left out.
func cut[T any](a *answer, list []T) ([]T, int) {
	if a.top > 0 && a.top < len(list) {
		return list[:a.top], len(list) - a.top
	}
	return list, 0
}

// share prints a part of a whole that a document has.
func share(i bounds.Interval) string {
	return bounds.Percent(demand.Fraction{Low: i.Low.Value, High: i.High.Value, Known: i.Low.Known && i.High.Known})
}

// exactly is a figure that is known.
func exactly(x float64) table.Figure { return table.Figure{Value: x, Known: true} }

func (d *document) writeJSON(w *bufio.Writer) error {
	e := program.JSON(w)
	e.SetIndent("", " ")
	return e.Encode(d)
}
