package main

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/demand/trend"
	"github.com/needscape/needscape/examples/internal/bounds"
	"github.com/needscape/needscape/examples/internal/table"
)

// significant is the adjusted p-value up to which something is more than chance.
const significant = .05

// trendEntry is where a series goes.
type trendEntry struct {
	Untold     string          `json:"untold,omitempty"`
	Test       string          `json:"test"`
	Months     int             `json:"months"`
	Growth     table.Figure    `json:"growth"`        // a year, as a part: 0.1 is 10 % more
	Confidence bounds.Interval `json:"growth_95"`     // whatever the numbers are within their bounds
	Bounds     bounds.Interval `json:"growth_bounds"` // of the slope of these months, likewise
	P          table.Figure    `json:"p"`
	Adjusted   table.Figure    `json:"p_adjusted"`
	Most       table.Figure    `json:"p_most"`    // adjusted, whatever the numbers are within their bounds
	Direction  string          `json:"direction"` // rising, falling or none
	Sure       bool            `json:"sure"`      // whatever the numbers are within their bounds
	OrSeason   bool            `json:"or_season"` // it may be part of a season, as no two years are compared

	p, most float64
	s       int
}

func trendOf(t trend.Trend) trendEntry {
	e := trendEntry{Test: t.Test.String(), Months: t.Months, Direction: "none", OrSeason: t.Test == trend.MannKendall, p: math.NaN(), most: math.NaN()}
	if t.Test == trend.NoTest {
		e.Untold = fmt.Sprintf("%d months with a number are too few", t.Months)
		return e
	}
	e.p, e.most, e.s = t.P, t.PMost, t.S
	e.P = rounded(t.P)
	if g := t.Growth; g.Known {
		e.Growth, e.Bounds = rounded(g.Middle), within(g.Low, g.High)
		if !math.IsInf(g.ToMost, 1) { // of too few pairs there is no interval
			e.Confidence = within(g.FromLeast, g.ToMost)
		}
	}
	return e
}

// adjust takes the p-values that are adjusted for the number of tests.
func (e *trendEntry) adjust(p, most float64) {
	if e.Untold != "" {
		return
	}
	e.Adjusted, e.Most, e.Sure = rounded(p), rounded(most), most <= significant
	switch {
	case p > significant:
	case e.s > 0:
		e.Direction = "rising"
	case e.s < 0:
		e.Direction = "falling"
	}
}

// within returns bounds of which either may not be there.
func within(low, high float64) bounds.Interval { return bounds.Within(low, high, 4, true) }

// rounded returns a figure with four digits after the point, unknown for NaN.
func rounded(x float64) table.Figure {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return table.Figure{}
	}
	return exactly(math.Round(x*1e4) / 1e4)
}

// cells are growth, its confidence, p, and what that means.
func (e *trendEntry) cells() []string {
	if e.Untold != "" {
		return []string{table.Right("–"), "", "", e.Untold}
	}
	confidence := "–"
	if e.Confidence.Low.Known {
		confidence = signed(e.Confidence.Low) + " to " + signed(e.Confidence.High)
	}
	return []string{table.Right(signed(e.Growth)), table.Right(confidence), table.Right(chance(e.Adjusted)), e.verdict()}
}

// verdict says what the test means.
func (e *trendEntry) verdict() string {
	switch {
	case e.Direction == "none":
		return "none to be seen"
	case e.OrSeason:
		return e.Direction + ", as a trend or a season"
	case e.Sure:
		return e.Direction + ", sure"
	}
	return e.Direction + ", unless by rounding"
}

// signed prints a growth in per cent, "+12 %", or how many times as much there is then: "×12".
func signed(x table.Figure) string {
	if !x.Known {
		return "?"
	}
	percent := 100 * x.Value
	if percent >= 1000 {
		return "×" + table.Number(math.Round(1+x.Value))
	}
	if math.Abs(percent) < 10 {
		return fmt.Sprintf("%+.1f %%", percent)
	}
	return fmt.Sprintf("%+.0f %%", percent)
}

// chance prints a p-value.
func chance(x table.Figure) string {
	switch {
	case !x.Known:
		return "–"
	case x.Value < .0001:
		return "<.0001"
	}
	return strconv.FormatFloat(x.Value, 'g', 2, 64)
}

func (e *trendEntry) tell(f *facts, item string) {
	if e.Untold != "" {
		f.text(item, "trend", e.Untold)
		return
	}
	f.add(fact{item: item, what: "growth 95 %", unit: "part a year", Interval: e.Confidence, middle: e.Growth, note: e.verdict()})
	f.add(fact{item: item, what: "growth bounds", unit: "part a year", Interval: e.Bounds, middle: e.Growth, note: e.Test})
	f.number(item, "p", "probability", e.P)
	f.number(item, "p adjusted", "probability", e.Adjusted)
	f.number(item, "p adjusted at most", "probability", e.Most)
}

// adjustSeries adjusts the p-values of a few series, of which each decides something.
func adjustSeries(all []seriesEntry) {
	trends, seasons := make([]*trendEntry, len(all)), make([]*seasonEntry, len(all))
	for i := range all {
		trends[i], seasons[i] = &all[i].Trend, &all[i].Season
	}
	adjustAll(trends, seasons, trend.Holm)
}

// adjustAll adjusts the p-values of many tests.
func adjustAll(trends []*trendEntry, seasons []*seasonEntry, by trend.Correction) {
	p, most, back := make([]float64, len(trends)), make([]float64, len(trends)), make([]float64, len(seasons))
	for i, t := range trends {
		p[i], most[i] = t.p, t.most
	}
	for i, s := range seasons {
		back[i] = s.p
	}
	p, most, back = trend.Adjust(p, by), trend.Adjust(most, by), trend.Adjust(back, by)
	for i, t := range trends {
		t.adjust(p[i], most[i])
	}
	for i, s := range seasons {
		s.Adjusted = rounded(back[i])
	}
}

// seasonEntry is the part of the year with most searches.
type seasonEntry struct {
	Untold   string       `json:"untold,omitempty"`
	First    string       `json:"first,omitempty"` // month, "January"; "" where the source does not say which
	Start    int          `json:"start"`           // from the first month of the series, from 0
	Months   int          `json:"months"`          // 1 to 3
	Share    estimate     `json:"share"`           // of the year
	Apart    bool         `json:"stands_out"`      // that is more than so many months of an even year have, whatever the numbers mean
	OverHalf string       `json:"over_half"`       // yes, no or undecided
	Years    int          `json:"years"`           // that were compared, fewer than 2 tell nothing of a season that comes back
	P        table.Figure `json:"p"`
	Adjusted table.Figure `json:"p_adjusted"`
	Indices  []indexEntry `json:"indices,omitempty"`

	p float64
}

type estimate struct {
	bounds.Interval
	Middle table.Figure `json:"middle"`
}

// indexEntry is a month's number by that of a mean month.
type indexEntry struct {
	Month string `json:"month,omitempty"`
	estimate
}

func estimateOf(v trend.Value) estimate {
	if !v.Known {
		return estimate{}
	}
	return estimate{within(v.Low, v.High), rounded(v.Middle)}
}

func seasonOf(s trend.Series) seasonEntry {
	x, test := s.Season(), s.SeasonTest()
	e := seasonEntry{P: rounded(test.P), Years: test.Years, OverHalf: x.Seasonal.String(), p: test.P}
	if !test.Known {
		e.P, e.p = table.Figure{}, math.NaN()
	}
	if !x.Known {
		e.Untold = "there is not a number for each month of a year"
		return e
	}
	e.Start, e.Months, e.Share, e.First = x.Start, x.Months, estimateOf(x.Share), nameOfMonth(x.First)
	e.Apart = x.Share.Low > float64(x.Months)/trend.Year
	indices := s.Indices()
	for i, v := range indices.Index {
		if v.Known {
			e.Indices = append(e.Indices, indexEntry{nameOfMonth(s.Month(i)), estimateOf(v)})
		}
	}
	return e
}

// nameOfMonth is "" where it is not known.
func nameOfMonth(m time.Month) string {
	if m == 0 {
		return ""
	}
	return m.String()
}

// String prints the months: "Jul–Sep".
func (e *seasonEntry) String() string {
	if e.Untold != "" {
		return "–"
	}
	if e.First == "" {
		if e.Months == 1 {
			return fmt.Sprintf("month %d of 12", e.Start+1)
		}
		return fmt.Sprintf("months %d–%d of 12", e.Start+1, (e.Start+e.Months-1)%12+1)
	}
	first := time.January
	for m := time.January; m <= time.December; m++ {
		if m.String() == e.First {
			first = m
		}
	}
	if e.Months == 1 {
		return first.String()[:3]
	}
	return first.String()[:3] + "–" + ((first+time.Month(e.Months)-2)%12 + 1).String()[:3]
}

// cells are the best months, their part, whether that is more than half, and whether it
// comes back.
func (e *seasonEntry) cells() []string {
	if e.Untold != "" {
		return []string{e.Untold, "", "", ""}
	}
	if !e.Apart {
		return []string{"none stands out", "", e.OverHalf, e.returns()}
	}
	part := demand.Fraction{Low: e.Share.Low.Value, High: e.Share.High.Value, Known: e.Share.High.Known}
	return []string{e.String(), table.Right(bounds.Percent(part)), e.OverHalf, e.returns()}
}

// returns says whether the season comes back each year.
func (e *seasonEntry) returns() string {
	switch {
	case e.Years < 2 || !e.P.Known:
		return "one year cannot tell"
	case e.Adjusted.Known && e.Adjusted.Value <= significant:
		return "yes, p " + chance(e.Adjusted)
	}
	return "not to be seen, p " + chance(e.Adjusted)
}

func (e *seasonEntry) tell(f *facts, item string) {
	if e.Untold != "" {
		f.text(item, "season", e.Untold)
		return
	}
	f.add(fact{item: item, what: "season", unit: "part", Interval: e.Share.Interval, middle: e.Share.Middle, note: e.String()})
	f.text(item, "season over half", e.OverHalf)
	f.add(fact{item: item, what: "season back each year", unit: "probability", middle: e.Adjusted, note: e.returns()})
	for i, x := range e.Indices {
		name := x.Month
		if name == "" {
			name = strconv.Itoa(i + 1)
		}
		f.add(fact{item: item, what: "index " + name, unit: "by a mean month", Interval: x.Interval, middle: x.Middle})
	}
}
