package main

import (
	"bufio"
	"strconv"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/bounds"
	"github.com/needscape/needscape/examples/internal/program"
	"github.com/needscape/needscape/keyword"
)

// schema is that of the JSON. Fields may be added to it; another meaning or a missing
// field would be another schema.
const schema = 1

// level is that of likely ranges and of confidence.
const level = .95

// A document is the answer. The JSON is the document, table and CSV are written from it.
type document struct {
	Schema    int             `json:"schema"`
	Measure   string          `json:"measure"`
	Per       string          `json:"per"`
	Level     float64         `json:"likely_level"`
	Snapshots []snapshotEntry `json:"snapshots"` // those that are compared first, in their order
	Changes   []changeEntry   `json:"changes"`   // from the first to the last, then from each to the next
	Goals     []goalEntry     `json:"goals"`
	roles     bool
	listed    bool // no numbers are known, or compared
}

func (d *document) unit() string { return d.Measure + " a " + d.Per }

// changeEntry is what changed from one snapshot to another.
type changeEntry struct {
	Step     string         `json:"step"` // "all", or the number of the step from 1
	From     string         `json:"from"`
	To       string         `json:"to"`
	Summary  []string       `json:"summary"`
	Notes    []string       `json:"notes"`
	Total    movementEntry  `json:"total"`
	Parts    []partsEntry   `json:"parts"`
	Shares   []shareEntry   `json:"share_of_search"`
	Keywords []keywordEntry `json:"keywords"`

	moreShares   int                    // that are left out
	moreKeywords map[demand.Outcome]int // likewise
}

// partsEntry are the changes of each role, stage, need, solution, brand or group.
type partsEntry struct {
	By    string          `json:"by"`
	Parts []movementEntry `json:"parts"`
	more  int
}

// amount is what numbers add up to, null where they do not or nothing is known.
type amount struct {
	bounds.Interval                 // hard bounds
	Likely          bounds.Interval `json:"likely"`
	Unknown         int             `json:"unknown"` // entries of which nothing is known, and which are in neither
}

func amountOf(s bounds.Scale, x demand.Sum) amount {
	return amount{s.Sum(x), s.Sum(x.Likely(level)), x.Unknown}
}

// adds reports whether numbers of a measure are known, and add up to something.
func (a *answer) adds(m demand.Measure) bool {
	return m != demand.Index && m != demand.RankOrder && !a.listed
}

// amount returns a sum of a change; nothing where numbers are not added.
func (a *answer) amount(x demand.Sum) amount {
	if !a.adds(a.changes[0].Measure) {
		return amount{Unknown: x.Known + x.Unknown}
	}
	return amountOf(a.Scale, x)
}

func (a *answer) document() *document {
	d := &document{Schema: schema, Measure: a.changes[0].Measure.String(), Per: a.per.String(), Level: level, Goals: []goalEntry{}, roles: a.market.Roles, listed: a.listed}
	for _, s := range a.snapshots {
		d.Snapshots = append(d.Snapshots, a.entry(s))
	}
	for _, s := range a.refused {
		d.Snapshots = append(d.Snapshots, a.entry(s))
	}
	for i, x := range a.changes {
		step := "all"
		if i > 0 {
			step = strconv.Itoa(i)
		}
		d.Changes = append(d.Changes, a.change(step, x))
	}
	d.Goals = a.progress()
	return d
}

func (a *answer) change(step string, d *demand.Difference) changeEntry {
	in := *a
	in.Scale = bounds.Scale(d.Period.Factor(a.per))
	a = &in
	c := changeEntry{Step: step, From: d.Before.Name, To: d.After.Name, Notes: append([]string{}, d.Notes...), Total: a.movement("", d.Total), moreKeywords: map[demand.Outcome]int{}}
	for _, by := range a.by {
		c.Parts = append(c.Parts, a.partsBy(by, d))
	}
	c.Shares, c.moreShares = a.shares(d)
	c.Keywords = a.keywords(d, c.moreKeywords)
	c.Summary = c.Total.summary(d.Measure.String()+" a "+a.per.String(), c.From, c.To, a.listed)
	return c
}

// partsBy returns the changes of the parts of the market.
func (a *answer) partsBy(by string, d *demand.Difference) partsEntry {
	e := partsEntry{By: by, Parts: []movementEntry{}}
	var named []demand.NameMovement
	switch by {
	case "role":
		for _, x := range d.Roles {
			e.Parts = append(e.Parts, a.movement(x.Role.String(), x.Movement))
		}
	case "stage":
		for _, x := range d.Stages {
			e.Parts = append(e.Parts, a.movement(x.Stage.String(), x.Movement))
		}
	case "group":
		named = d.Groups
	default:
		role, _ := keyword.ParseRole(by)
		named = map[keyword.Role][]demand.NameMovement{keyword.Need: d.Needs, keyword.Solution: d.Solutions, keyword.Brand: d.Brands}[role]
	}
	named, e.more = cut(a.options, named)
	for _, x := range named {
		e.Parts = append(e.Parts, a.movement(x.Name, x.Movement))
	}
	return e
}

// cut leaves the first entries of a list, and returns how many it left out.
func cut[T any](o options, list []T) ([]T, int) {
	if o.top > 0 && o.top < len(list) {
		return list[:o.top], len(list) - o.top
	}
	return list, 0
}

func (d *document) writeTable(w *bufio.Writer) error {
	p := &page{Writer: w, unit: d.unit(), listed: d.listed}
	all := &d.Changes[0]
	d.writeSnapshots(p)
	p.line("")
	all.writeSummary(p)
	if len(d.Changes) > 1 {
		p.line("")
		d.writeSteps(p)
	}
	for i := range all.Parts {
		p.line("")
		all.Parts[i].write(p)
	}
	if !d.roles {
		p.line("No roles are told where none are learnt and there is no lexicon: name some terms with -lexicon FILE.")
	}
	all.writeShares(p)
	all.writeKeywords(p)
	d.writeGoals(p)
	return p.err
}

func (d *document) writeJSON(w *bufio.Writer) error {
	e := program.JSON(w)
	e.SetIndent("", " ")
	return e.Encode(d)
}
