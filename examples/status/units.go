package main

import (
	"context"
	"strings"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/table"
)

// unitsSection is units divided by demand.
type unitsSection struct {
	Untold   string         `json:"untold,omitempty"`
	Units    int64          `json:"units"`
	Over     string         `json:"over"`
	Portions []portionEntry `json:"portions"`
	more     int
}

type portionEntry struct {
	Of     string `json:"of"`
	Demand amount `json:"demand"`
	Units  int64  `json:"units"`
	Least  int64  `json:"least"`
	Most   int64  `json:"most"`
}

func (a *answer) apportion() *unitsSection {
	s := &unitsSection{Over: a.over, Portions: []portionEntry{}, Units: max(a.units, 0)}
	if a.units < 0 {
		s.Untold = "none given (-units N)"
		return s
	}
	if s.Untold = a.untold(); s.Untold != "" {
		return s
	}
	names, demands := a.parties()
	portions, err := demand.ApportionDemand(a.units, demands, demand.ApportionOptions{})
	switch {
	case len(names) == 0:
		s.Untold = "there is no " + a.over + " to divide units over"
		return s
	case err != nil:
		s.Untold = strings.TrimPrefix(err.Error(), "demand: ")
		return s
	}
	shown, more := cut(a, portions)
	s.more = more
	for i, x := range shown {
		s.Portions = append(s.Portions, portionEntry{names[i], a.amount(demands[i]), x.Units, x.Least, x.Most})
	}
	return s
}

// parties are what units are divided over, with its demand.
func (a *answer) parties() (names []string, demands []demand.Sum) {
	if a.over == "need" {
		needs, _ := a.partsBy(context.Background(), "need")
		for _, l := range a.report.Ladders(demand.ByVolume, needs) {
			names, demands = append(names, l.Name), append(demands, l.Demand)
		}
		return names, demands
	}
	by, _ := demand.ParseBy(a.over)
	rungs := a.report.Ladders(by, demand.Parts{})[0].Rungs
	for _, r := range rungs[:len(rungs)-1] {
		names, demands = append(names, nameOf(r, by)), append(demands, r.Demand)
	}
	return names, demands
}

func (s *unitsSection) write(p *page) {
	if s.Untold != "" {
		p.line("UNITS: %s.", s.Untold)
		return
	}
	var t table.Table
	t.Row(table.Number(float64(s.Units))+" UNITS BY DEMAND", table.Right(p.unit), table.Right("units"), table.Right("least"), table.Right("most"))
	number := func(n int64) string { return table.Right(table.Number(float64(n))) }
	for _, x := range s.Portions {
		t.Row(clip(x.Of), table.Right(x.Demand.String()), number(x.Units), number(x.Least), number(x.Most))
	}
	p.table(&t)
	p.more(s.more)
}

func (s *unitsSection) tell(f *facts) {
	f.in("units", s.Over)
	f.text("", "untold", s.Untold)
	for _, x := range s.Portions {
		f.amount(x.Of, "demand", f.unit, x.Demand)
		f.number(x.Of, "units", "units", exactly(float64(x.Units)))
		f.number(x.Of, "least", "units", exactly(float64(x.Least)))
		f.number(x.Of, "most", "units", exactly(float64(x.Most)))
	}
}
