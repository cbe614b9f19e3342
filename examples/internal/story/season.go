package story

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/demand/trend"
	"github.com/needscape/needscape/examples/internal/table"
	"github.com/needscape/needscape/keyword"
)

// Of the leadingNeeds with the most demand, the mostSeasons with the largest part of their
// searches in a season are shown.
const leadingNeeds, mostSeasons = 12, 4

// monthLevel is in which part of cases the searches of months lie within their bounds.
const monthLevel = .95

// seasons says in which months people search: for some of the needs, and for all.
func (t *teller) seasons() error {
	needs := t.report.Mentions(keyword.Need, demand.PairOptions{Name: t.report.Names(t.analyzer)})
	months := make([]demand.Months, needs.Len())
	var all demand.Months
	for i := range t.report.Terms {
		of := needs.Of(i)
		for _, n := range of {
			months[n].Add(&t.report.Terms[i])
		}
		if len(of) > 0 {
			all.Add(&t.report.Terms[i])
		}
	}
	whole := all.Trend(monthLevel).Season()
	if !whole.Known {
		return nil
	}
	type season struct {
		need string
		trend.Season
	}
	var leading []season
	for _, l := range t.report.Ladders(demand.ByRole, needs) {
		if s := months[l.Part].Trend(monthLevel).Season(); s.Known && len(leading) < leadingNeeds {
			leading = append(leading, season{l.Name, s})
		}
	}
	slices.SortStableFunc(leading, func(a, b season) int { return cmp.Compare(b.Share.Middle, a.Share.Middle) })
	var tab table.Table
	for _, s := range leading[:min(mostSeasons, len(leading))] {
		tab.Row(table.Clip(s.need, 26), inMonths(s.Season), table.Right(shareOf(s.Season)), seasonal[s.Seasonal])
	}
	tab.Row("all needs", inMonths(whole), table.Right(shareOf(whole)), seasonal[whole.Seasonal])
	t.line("When they search: the months with the most of a year's searches")
	t.line("")
	if err := tab.Write(t.w, "  "); err != nil {
		return err
	}
	t.line("")
	if len(all.Sums) < 2*trend.Year {
		t.line("  Seasonal is what has more than half of a year in three months; one year does not tell that from chance.")
		t.line("")
	}
	return nil
}

// seasonal says whether more than half of a year's searches are made in a season.
var seasonal = map[trend.Answer]string{trend.Yes: "seasonal", trend.Undecided: "perhaps seasonal"}

// inMonths lists the months of a season, "in June, July and August", if more is searched
// in them than in others.
func inMonths(s trend.Season) string {
	if s.Share.Low*trend.Year <= float64(s.Months) {
		return "in all months alike, as far as can be told"
	}
	var names []string
	for i := range s.Months {
		names = append(names, time.Month((int(s.First)-1+i)%trend.Year+1).String())
	}
	if last := len(names) - 1; last > 0 {
		return "in " + strings.Join(names[:last], ", ") + " and " + names[last]
	}
	return "in " + names[0]
}

// shareOf prints the part of the year's searches in a season.
func shareOf(s trend.Season) string {
	if s.Share.Low*trend.Year <= float64(s.Months) {
		return ""
	}
	return between(demand.Fraction{Low: s.Share.Low, High: s.Share.High, Known: true})
}
