package main

import (
	"context"
	"fmt"
	"math"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/demand/trend"
	"github.com/needscape/needscape/examples/internal/bounds"
	"github.com/needscape/needscape/examples/internal/table"
	"github.com/needscape/needscape/keyword"
)

// monthsSection is how the market changes.
type monthsSection struct {
	Untold   string        `json:"untold,omitempty"` // why there are no months of the market
	First    *month        `json:"first"`            // of the months that are added up
	Last     *month        `json:"last"`
	Keywords int           `json:"keywords"` // that have a number in each of them, and are added up
	Left     amount        `json:"left_out"` // demand of the entries that have not
	LeftOut  int           `json:"left_out_entries"`
	Series   []seriesEntry `json:"series"`
	Terms    *movers       `json:"keywords_that_change"` // null where no keyword has months
	Parts    *movers       `json:"parts_that_change"`    // needs, or what -by says
	window   window
}

// seriesEntry is the months of all, or of a role.
type seriesEntry struct {
	Of       string        `json:"of"`
	Months   []monthEntry  `json:"months"`
	Trend    trendEntry    `json:"trend"`
	Season   seasonEntry   `json:"season"`
	Forecast forecastEntry `json:"forecast"`
}

type monthEntry struct {
	Month month `json:"month"`
	amount
}

// forecastEntry is the months to come.
type forecastEntry struct {
	Untold string            `json:"untold,omitempty"`
	Method string            `json:"method,omitempty"`
	Why    string            `json:"why,omitempty"`
	Months []predictionEntry `json:"months"`
}

type predictionEntry struct {
	Month    month           `json:"month"`
	Middle   table.Figure    `json:"middle"`
	Within80 bounds.Interval `json:"within_80"`
	Within95 bounds.Interval `json:"within_95"`
}

// timeline tells how the market changes.
func (a *answer) timeline(ctx context.Context) (*monthsSection, error) {
	s := &monthsSection{Series: []seriesEntry{}, Untold: a.untold()}
	if s.Untold == "" {
		s.Untold = a.marketMonths(s)
	}
	return s, a.changes(ctx, s)
}

// marketMonths adds the months of the market up, and says why not where it cannot.
func (a *answer) marketMonths(s *monthsSection) string {
	w, undated := a.window()
	switch {
	case len(w) == 0 && undated:
		return "the source does not say which months its numbers are of"
	case len(w) == 0:
		return "what was read has no searches month by month"
	}
	s.window = w
	first, last := month(w[0]), month(w[len(w)-1])
	s.First, s.Last = &first, &last
	var left demand.Sum
	roles := keyword.Roles()
	months := a.report.Months(len(roles), func(t *demand.Term) int {
		if !w.covered(t) {
			left.AddTerm(t)
			s.LeftOut++
			return -1
		}
		s.Keywords += withMonths(t)
		for i, role := range roles {
			if role == t.Role {
				return i
			}
		}
		return len(roles) - 1
	})
	s.Left = a.amount(left)
	var all demand.Months
	for _, m := range months {
		all.Merge(m)
	}
	s.Series = append(s.Series, a.series("all", w.of(all)))
	for i, role := range roles {
		if len(months[i].Sums) > 0 {
			s.Series = append(s.Series, a.series(role.String(), w.of(months[i])))
		}
	}
	adjustSeries(s.Series)
	return ""
}

// series tells of the months of a part of the market.
func (a *answer) series(of string, m demand.Months) seriesEntry {
	e := seriesEntry{Of: of, Months: []monthEntry{}}
	for i, sum := range m.Sums {
		x := monthEntry{Month: month(m.First) + month(i)}
		if sum.Known > 0 {
			x.amount = amount{a.monthly.Sum(sum), a.monthly.Sum(sum.Likely(level)), sum.Unknown}
		}
		e.Months = append(e.Months, x)
	}
	series := m.Trend(level)
	e.Trend, e.Season = trendOf(series.Trend(nil)), seasonOf(series)
	e.Forecast = a.forecast(series, m.First+demand.Month(len(m.Sums)))
	return e
}

// noForecast says why there is none.
const noForecast = "none was asked for"

// forecast forecasts the months from the next one on.
func (a *answer) forecast(s trend.Series, next demand.Month) forecastEntry {
	e := forecastEntry{Months: []predictionEntry{}}
	if a.months == 0 {
		e.Untold = noForecast
		return e
	}
	f := s.Forecast(trend.ForecastOptions{Horizon: a.months})
	if len(f.Months) == 0 {
		e.Untold = f.Why
		return e
	}
	e.Method, e.Why = f.Method.String(), f.Why
	for i, x := range f.Months {
		e.Months = append(e.Months, predictionEntry{month(next) + month(i), exactly(math.Round(x.Middle * float64(a.monthly))), a.around(x.Within80), a.around(x.Within95)})
	}
	return e
}

// around returns the bounds of what is predicted, in whole searches.
func (a *answer) around(v trend.Value) bounds.Interval {
	return bounds.Outwards(v.Low*float64(a.monthly), v.High*float64(a.monthly), 0, v.Known)
}

func (s *monthsSection) write(p *page) {
	if s.Untold != "" {
		p.line("MONTHS: %s.", s.Untold)
	} else {
		s.writeSeries(p)
	}
	if s.Terms != nil {
		s.Terms.write(p)
	}
	if s.Parts != nil {
		s.Parts.write(p)
	}
}

// writeSeries prints the months of the market, and what they show.
func (s *monthsSection) writeSeries(p *page) {
	var t table.Table
	title := []string{"MONTHS, likely (95 %)"}
	shown := s.shown()
	for _, x := range shown {
		title = append(title, table.Right(x.Of))
	}
	t.Row(title...)
	for i, m := range s.Series[0].Months {
		row := []string{m.Month.String()}
		for _, x := range shown {
			row = append(row, table.Right(x.Months[i].Likely.Digits(3).String()))
		}
		t.Row(row...)
	}
	for i, m := range s.Series[0].Forecast.Months {
		row := []string{m.Month.String() + " forecast"}
		for _, x := range shown {
			cell := "–"
			if i < len(x.Forecast.Months) {
				cell = x.Forecast.Months[i].String()
			}
			row = append(row, table.Right(cell))
		}
		t.Row(row...)
	}
	p.table(&t)
	p.line("Of the %s keywords that have a number in each of these months.", count(s.Keywords))
	if s.LeftOut > 0 {
		left := s.Left.String() + " " + p.unit
		if !s.Left.Low.Known {
			left = "of unknown volume"
		}
		p.line("Entries left out, so that months compare: %s (%s).", count(s.LeftOut), left)
	}
	for _, x := range s.Series {
		if f := x.Forecast; f.Untold != "" && f.Untold != noForecast {
			p.line("No forecast of %s: %s.", x.Of, f.Untold)
		}
	}
	if f := s.Series[0].Forecast; f.Untold == "" {
		p.wrap("", fmt.Sprintf("Forecast in brackets: where the month will be in 95 of 100 cases. Of all by %s: %s.", f.Method, f.Why))
	}
	p.line("")
	var tests table.Table
	tests.Row("TREND AND SEASON", table.Right("growth a year"), table.Right("95 %"), table.Right("p"), "trend", "best months", table.Right("their part"), "over half", "back each year")
	for _, x := range s.Series {
		tests.Row(append([]string{x.Of}, append(x.Trend.cells(), x.Season.cells()...)...)...)
	}
	p.table(&tests)
	p.wrap("", fmt.Sprintf("By %s; p is adjusted for the number of series (Holm). A trend is sure where it holds whatever the numbers are in their likely ranges.", s.Series[0].Trend.Test))
	if s.Series[0].Trend.OrSeason {
		p.wrap("", "In less than two years a season can pass for a trend, or hide one: growth a year is what these months alone would come to.")
	}
}

// threeDigits rounds a number to three digits, or to a whole number where that has fewer.
func threeDigits(x float64) float64 {
	unit := 1.
	for x/unit >= 1000 {
		unit *= 10
	}
	return math.Round(x/unit) * unit
}

// shown returns the series whose months a table has: all, and the rungs of the ladder.
func (s *monthsSection) shown() (out []seriesEntry) {
	for _, x := range s.Series {
		if x.Of != keyword.Other.String() {
			out = append(out, x)
		}
	}
	return out
}

// String prints "5,200 (4,100–6,600)".
func (x predictionEntry) String() string {
	text := table.Number(threeDigits(x.Middle.Value))
	if x.Within95.Low.Known {
		text += " (" + x.Within95.Digits(3).String() + ")"
	}
	return text
}

func (s *monthsSection) tell(f *facts) {
	f.in("months", "")
	f.text("", "untold", s.Untold)
	if s.Untold == "" {
		f.count("", "keywords", "keywords", s.Keywords)
		f.count("", "left out", "entries", s.LeftOut)
		f.amount("", "left out", f.unit, s.Left)
	}
	for _, x := range s.Series {
		f.in("months", x.Of)
		for _, m := range x.Months {
			f.add(fact{month: m.Month.String(), what: "demand", unit: f.unit, Interval: m.Interval})
			f.add(fact{month: m.Month.String(), what: "demand likely", unit: f.unit, Interval: m.Likely})
		}
		x.Trend.tell(f, "")
		x.Season.tell(f, "")
		f.text("", "forecast", x.Forecast.Untold)
		if x.Forecast.Untold == "" {
			f.text("", "forecast", x.Forecast.Method+": "+x.Forecast.Why)
		}
		for _, m := range x.Forecast.Months {
			f.add(fact{month: m.Month.String(), what: "forecast 80 %", unit: f.unit, Interval: m.Within80, middle: m.Middle})
			f.add(fact{month: m.Month.String(), what: "forecast 95 %", unit: f.unit, Interval: m.Within95, middle: m.Middle})
		}
	}
	if s.Terms != nil {
		s.Terms.tell(f)
	}
	if s.Parts != nil {
		s.Parts.tell(f)
	}
}
