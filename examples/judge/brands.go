package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"fmt"

	"github.com/needscape/needscape/examples/internal/program"
	"github.com/needscape/needscape/examples/internal/table"
	"github.com/needscape/needscape/keyword"
)

// A detection counts keywords that are told to name a brand.
type detection struct{ labelled, told, right int }

func (d *detection) count(brand, told bool) {
	if brand {
		d.labelled++
	}
	if told {
		d.told++
	}
	if brand && told {
		d.right++
	}
}

func (d detection) precision() share { return part(d.right, d.told) }
func (d detection) recall() share    { return part(d.right, d.labelled) }
func (d detection) f1() share        { return part(2*d.right, d.labelled+d.told) }

// thresholds are the least probabilities of a brand that are tried.
var thresholds = [...]float64{.05, .1, .2, .3, .4, .5, .6, .7, .8, .9, .95}

// A brandResult is how right the library is about the brands of one market.
type brandResult struct {
	market  *market
	labels  []keyword.Label
	library detection // by the role that it tells
	phrase  detection // by the lexicon alone
	sweep   [len(thresholds)]detection
}

// brands judges how well it is told which keywords name a brand.
func brands(ctx context.Context, p *program.Program) error {
	var opt options
	files, err := opt.parse(p, "brands", nil)
	if err != nil {
		return err
	}
	markets, err := opt.markets(ctx, p, files, byBrand)
	if err != nil {
		return err
	}
	var results []*brandResult
	for _, m := range markets {
		r, err := judgeBrands(ctx, m, first(m.lexicon, opt.terms))
		if err != nil {
			return err
		}
		results = append(results, r)
	}
	return p.Write(opt.out, func(w *bufio.Writer) error {
		switch opt.format {
		case "json":
			return writeBrandsJSON(w, results)
		case "csv":
			return writeBrandsCSV(w, results)
		default:
			return writeBrands(w, results, opt.errors)
		}
	})
}

func judgeBrands(ctx context.Context, m *market, lexicon keyword.Lexicon) (*brandResult, error) {
	labels, err := m.learn(ctx, lexicon)
	if err != nil {
		return nil, err
	}
	r := &brandResult{market: m, labels: labels}
	plain := phrases(lexicon, m.keywords[:len(m.rows)])
	for i, x := range m.rows {
		if x.noRole {
			continue
		}
		brand := x.role == keyword.Brand
		r.library.count(brand, labels[i].Role == keyword.Brand)
		r.phrase.count(brand, plain[i] == keyword.Brand)
		for k, least := range thresholds {
			r.sweep[k].count(brand, brandProbability(labels[i]) >= least)
		}
	}
	return r, nil
}

// wrong reports whether keyword i is taken for a brand and is none, or is one and not
// taken for it.
func (r *brandResult) wrong(i int) bool {
	x := r.market.rows[i]
	return !x.noRole && (x.role == keyword.Brand) != (r.labels[i].Role == keyword.Brand)
}

// meanOf returns the mean of what is measured of each market.
func meanOf(results []*brandResult, of func(*brandResult) share) share {
	var all []share
	for _, r := range results {
		all = append(all, of(r))
	}
	return mean(all...)
}

func writeBrands(w *bufio.Writer, results []*brandResult, errors bool) error {
	var t table.Table
	line(&t, "MARKET", "keywords", "brands", "told", "right", "precision", "recall", "F1", "lexicon alone")
	for _, r := range results {
		d := r.library
		line(&t, r.market.name, len(r.market.rows), d.labelled, d.told, d.right, d.precision(), d.recall(), d.f1(), r.phrase.f1())
	}
	line(&t, "mean", "", "", "", "",
		meanOf(results, func(r *brandResult) share { return r.library.precision() }),
		meanOf(results, func(r *brandResult) share { return r.library.recall() }),
		meanOf(results, func(r *brandResult) share { return r.library.f1() }),
		meanOf(results, func(r *brandResult) share { return r.phrase.f1() }))
	if err := t.Write(w, ""); err != nil {
		return err
	}
	var sweep table.Table
	line(&sweep, "PROBABLE, MEAN", "precision", "recall", "F1")
	for k, least := range thresholds {
		line(&sweep, fmt.Sprintf("%.2f or more", least),
			meanOf(results, func(r *brandResult) share { return r.sweep[k].precision() }),
			meanOf(results, func(r *brandResult) share { return r.sweep[k].recall() }),
			meanOf(results, func(r *brandResult) share { return r.sweep[k].f1() }))
	}
	w.WriteString("\n")
	if err := sweep.Write(w, ""); err != nil || !errors {
		return err
	}
	for _, r := range results {
		var t table.Table
		t.Row(r.market.name, "labelled", "told", table.Right("sure"), "evidence")
		for i, l := range r.labels {
			if r.wrong(i) {
				x := r.market.rows[i]
				t.Row(table.Clip(x.text, 60), isBrand(x), l.Role.String(), table.Right(fmt.Sprintf("%.2f", l.Confidence)), evidence(l))
			}
		}
		w.WriteString("\n")
		if err := t.Write(w, ""); err != nil {
			return err
		}
	}
	return nil
}

// isBrand prints the label of a keyword.
func isBrand(x row) string {
	switch {
	case x.noRole:
		return "?"
	case x.role == keyword.Brand:
		return "brand"
	default:
		return "no brand"
	}
}

func writeBrandsCSV(w *bufio.Writer, results []*brandResult) error {
	out := csv.NewWriter(w)
	out.Write([]string{"market", "keyword", "label", "told", "probability", "evidence"})
	for _, r := range results {
		for i, x := range r.market.rows {
			l := r.labels[i]
			out.Write([]string{table.Cell(r.market.name), table.Cell(x.text), isBrand(x), l.Role.String(), decimal(brandProbability(l)), table.Cell(evidence(l))})
		}
	}
	out.Flush()
	return out.Error()
}

func writeBrandsJSON(w *bufio.Writer, results []*brandResult) error {
	type score struct {
		Least     *float64 `json:"probability,omitempty"`
		Labelled  int      `json:"brands"`
		Told      int      `json:"told"`
		Right     int      `json:"right"`
		Precision share    `json:"precision"`
		Recall    share    `json:"recall"`
		F1        share    `json:"f1"`
	}
	of := func(d detection, least *float64) score {
		return score{least, d.labelled, d.told, d.right, d.precision(), d.recall(), d.f1()}
	}
	type market struct {
		Name    string   `json:"name"`
		Library score    `json:"library"`
		Phrase  score    `json:"lexicon_alone"`
		Sweep   []score  `json:"thresholds"`
		Missed  []string `json:"missed"`
		Taken   []string `json:"taken_for_brands"`
	}
	all := []market{}
	for _, r := range results {
		m := market{Name: r.market.name, Library: of(r.library, nil), Phrase: of(r.phrase, nil), Missed: []string{}, Taken: []string{}}
		for k := range thresholds {
			m.Sweep = append(m.Sweep, of(r.sweep[k], &thresholds[k]))
		}
		for i, x := range r.market.rows {
			switch {
			case !r.wrong(i):
			case x.role == keyword.Brand:
				m.Missed = append(m.Missed, x.text)
			default:
				m.Taken = append(m.Taken, x.text)
			}
		}
		all = append(all, m)
	}
	e := program.JSON(w)
	e.SetIndent("", " ")
	return e.Encode(struct {
		Schema  int      `json:"schema"`
		Markets []market `json:"markets"`
	}{1, all})
}
