package main

import (
	"context"
	"strings"

	"github.com/needscape/needscape/cluster"
	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/table"
	"github.com/needscape/needscape/keyword"
)

// partsSection is the ladder of each need, group, solution or brand.
type partsSection struct {
	Untold string      `json:"untold,omitempty"`
	By     string      `json:"by"`
	Parts  []partEntry `json:"parts"`
	more   int
	counts bool // there are no numbers but of keywords
}

type partEntry struct {
	Name     string      `json:"name"`
	Keywords int         `json:"keywords"`
	Demand   amount      `json:"demand"`
	Missing  []string    `json:"missing"`
	Rungs    []rungEntry `json:"rungs"`
}

func (a *answer) parts(ctx context.Context) (*partsSection, error) {
	s := &partsSection{By: a.by, Parts: []partEntry{}, counts: a.untold() != ""}
	var err error
	if a.parted, err = a.partsBy(ctx, a.by); err != nil {
		return nil, err
	}
	ladders, more := cut(a, a.report.Ladders(demand.ByRole, a.parted))
	s.more = more
	role, _ := keyword.ParseRole(a.by) // what names a brand stands on no rung before it
	for _, l := range ladders {
		e := partEntry{Name: l.Name, Keywords: l.Keywords, Demand: a.amount(l.Demand), Missing: []string{}, Rungs: a.rungs(l, demand.ByRole)}
		for _, r := range l.Missing() {
			if away(r) && (a.by == "group" || r.Role >= role) {
				e.Missing = append(e.Missing, r.Role.String())
			}
		}
		s.Parts = append(s.Parts, e)
	}
	if len(s.Parts) == 0 {
		s.Untold = "no keyword names a " + a.by
	}
	return s, nil
}

// partsBy returns the parts of the market by what they are.
func (a *answer) partsBy(ctx context.Context, by string) (demand.Parts, error) {
	if by == "group" {
		return a.groups(ctx)
	}
	role, err := keyword.ParseRole(by)
	if err != nil {
		return demand.Parts{}, err
	}
	return a.report.Mentions(role, a.pairing), nil
}

// groups puts terms together that share words.
func (a *answer) groups(ctx context.Context) (demand.Parts, error) {
	leads, sizes := make([]string, len(a.report.Terms)), make([]int64, len(a.report.Terms))
	for i := range a.report.Terms {
		leads[i], sizes[i] = a.report.Terms[i].Keyword, a.report.Terms[i].Volume.Central()
	}
	corpus, err := keyword.NewCorpus(ctx, a.market.Analyzer, leads)
	if err != nil {
		return demand.Parts{}, err
	}
	g, err := cluster.New(ctx, corpus, cluster.Options{Demand: sizes})
	if err != nil {
		return demand.Parts{}, err
	}
	return a.report.Groups(nil, g.Group)
}

func (s *partsSection) write(p *page) {
	title := "LADDERS BY " + strings.ToUpper(s.By)
	if s.Untold != "" {
		p.line("%s: %s.", title, s.Untold)
		return
	}
	var t table.Table
	unit := p.unit
	if s.counts {
		unit = ""
	}
	t.Row(title, table.Right("keywords"), table.Right(unit), table.Right("of which need"), table.Right("solution"), table.Right("brand"), "missing")
	for _, x := range s.Parts {
		all := table.Right(x.Demand.String())
		if s.counts {
			all = ""
		}
		t.Row(clip(x.Name), table.Right(count(x.Keywords)), all, s.rung(x, 0), s.rung(x, 1), s.rung(x, 2), strings.Join(x.Missing, ", "))
	}
	t.DropEmpty()
	p.table(&t)
	p.more(s.more)
	if s.By != "group" {
		p.line("A keyword that names two of them is in both.")
	}
}

// rung prints the demand of a rung; none of those on which no keyword of the parts can be.
func (s *partsSection) rung(x partEntry, i int) string {
	switch {
	case s.By == "solution" && i < 1, s.By == "brand" && i < 2:
		return ""
	case s.counts:
		return table.Right(count(x.Rungs[i].Keywords))
	}
	return table.Right(x.Rungs[i].Demand.String())
}

func (s *partsSection) tell(f *facts) {
	f.in("parts", s.By)
	f.counts = s.counts
	f.text("", "untold", s.Untold)
	for _, x := range s.Parts {
		f.in("parts", x.Name)
		f.count("all", "keywords", "keywords", x.Keywords)
		f.amount("all", "demand", f.unit, x.Demand)
		for i := range x.Rungs {
			x.Rungs[i].tell(f)
		}
	}
}
