package main

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/bounds"
	"github.com/needscape/needscape/examples/internal/table"
	"github.com/needscape/needscape/keyword"
)

// writeCSV writes a line for each need, with what says no way to meet it, and one for
// each of its pairings.
func (a *answer) writeCSV(w *bufio.Writer) error {
	out := csv.NewWriter(w)
	out.Write([]string{"need", "with", "role", "entries", "unknown", "low", "high", "measure", "per", "share_low", "share_high", "lift_low", "lift", "lift_high", "sample"})
	line := func(n *demand.Need, with, role string, x demand.Sum, share demand.Fraction, lift demand.Estimate, sample string) {
		sum, part := a.Sum(x), bounds.Fraction(share)
		between, middle := bounds.Estimate(lift)
		out.Write([]string{table.Cell(n.Name), table.Cell(with), role, strconv.Itoa(x.Known + x.Unknown), strconv.Itoa(x.Unknown), sum.Low.String(), sum.High.String(),
			a.measure(), a.per.String(), part.Low.String(), part.High.String(), between.Low.String(), middle.String(), between.High.String(), table.Cell(sample)})
	}
	for i := range cut(a.options, a.Needs) {
		n := &a.Needs[i]
		line(n, "(no way)", keyword.Need.String(), n.Alone, n.Unmet, demand.Estimate{}, "")
		for _, x := range cut(a.options, n.Pairs) {
			line(n, with(x), x.Role.String(), x.Demand, x.Share, x.Lift, strings.Join(texts(x.Sample(sampled)), "; "))
		}
	}
	out.Flush()
	return out.Error()
}

// measure is what is counted.
func (a *answer) measure() string {
	if a.counted {
		return "entries"
	}
	return a.report.Measure.String()
}

// with names the other of a pairing.
func with(x *demand.Pairing) string {
	if x.With == "" {
		return "(a method)"
	}
	return x.With
}

// texts are the keywords of terms.
func texts(terms []*demand.Term) (out []string) {
	for _, t := range terms {
		out = append(out, t.Keyword)
	}
	return out
}

// tableTop is how many entries of a list a table has, unless -top says otherwise.
const tableTop = 20

const (
	nameWidth    = 28 // columns that a name takes at most
	keywordWidth = 44
	sampleWidth  = 72
)

// A sheet is a part of the table.
type sheet struct {
	table.Table
	title string
	more  int // entries that are not shown
	none  string
}

func clip(s string) string { return table.Clip(s, nameWidth) }

func (a *answer) writeTable(w *bufio.Writer) error {
	if a.top == 0 {
		a.top = tableTop
	}
	if a.Market.Known+a.Market.Unknown == 0 {
		w.WriteString("No keyword names a need, a solution or a brand: name some terms of the market with -lexicon FILE (-h explains).\n")
		return nil
	}
	for _, s := range []*sheet{
		a.pairSheet(keyword.Solution), a.pairSheet(keyword.Brand), a.needSheet(), a.whiteSheet(), a.standSheet(), a.shareSheet(), a.shareByNeed(), a.sampleSheet(),
	} {
		if s.none != "" {
			fmt.Fprintf(w, "%s: %s\n\n", s.title, s.none)
			continue
		}
		if err := s.Write(w, ""); err != nil {
			return err
		}
		if s.more > 0 {
			fmt.Fprintf(w, "… and %s more\n", table.Number(float64(s.more)))
		}
		w.WriteString("\n")
	}
	n := a.report.Totals
	fmt.Fprintf(w, "%s keywords in %s entries; %s rows refused. %s: %s name a need, a solution or a brand;\n%s a need and no way to meet it; %s a need and a way to meet it, each counted once.\n",
		table.Number(float64(n.Keywords)), table.Number(float64(n.Terms)), table.Number(float64(n.Refused)), table.Title(a.unit()), a.Sum(a.Market), a.Sum(a.Alone), a.Sum(a.Paired))
	if unknown := a.Market.Unknown; unknown > 0 {
		fmt.Fprintf(w, "The volume of %s entries is unknown and part of no sum.\n", table.Number(float64(unknown)))
	}
	if a.counted {
		w.WriteString("No volume is known, so that each entry counts as one.\n")
	}
	return nil
}

// pairSheet shows the pairings with one role.
func (a *answer) pairSheet(role keyword.Role) *sheet {
	s := &sheet{title: "NEED × " + strings.ToUpper(role.String()), none: "no keyword says both"}
	var all []*demand.Pairing
	for i := range a.Pairs {
		if x := &a.Pairs[i]; x.Role == role {
			all = append(all, x)
		}
	}
	s.Row(s.title, "", table.Right("keywords"), table.Right(a.unit()), table.Right("lift"), "as in")
	for _, x := range cut(a.options, all) {
		s.none = ""
		s.Row(clip(x.Need), clip(with(x)), table.Right(table.Number(float64(x.Keywords))), table.Right(a.Sum(x.Demand).String()),
			table.Right(bounds.About(x.Lift)), table.Clip(strings.Join(texts(x.Sample(sampled)), "; "), sampleWidth))
	}
	s.more = len(all) - len(cut(a.options, all))
	return s
}

// needSheet shows the needs with their parts.
func (a *answer) needSheet() *sheet {
	s := &sheet{title: "NEEDS", none: "none is named", more: len(a.Needs) - len(cut(a.options, a.Needs))}
	s.Row(s.title, table.Right("keywords"), table.Right(a.unit()), table.Right("no way"), table.Right("a method"), table.Right("a solution"), table.Right("a brand"),
		table.Right("solutions"), table.Right("brands"))
	known := func(x demand.Alternatives) string {
		if !x.Effective.Known || x.Named == 1 {
			return table.Right(strconv.Itoa(x.Named))
		}
		return table.Right(fmt.Sprintf("%d (%s)", x.Named, bounds.About(x.Effective)))
	}
	for _, n := range cut(a.options, a.Needs) {
		s.none = ""
		cells := []string{clip(n.Name), table.Right(table.Number(float64(n.Keywords))), table.Right(a.Sum(n.Demand).String())}
		parts := []demand.Sum{n.Alone, n.Method, n.Solution, n.Brand}
		for i := range parts {
			var rest demand.Sum
			for k := range parts {
				if k != i {
					rest.Merge(parts[k])
				}
			}
			cells = append(cells, table.Right(bounds.Percent(demand.Share(parts[i], rest))))
		}
		s.Row(append(cells, known(n.Solutions), known(n.Brands))...)
	}
	return s
}

// whiteSheet shows the white space.
func (a *answer) whiteSheet() *sheet {
	s := &sheet{title: "WHITE SPACE", more: len(a.white) - len(cut(a.options, a.white)),
		none: fmt.Sprintf("no need with much demand of which %.0f %% or more says no way to meet it", 100*a.unmet)}
	s.Row(s.title, table.Right(a.unit()+" that say no way"), table.Right("place"), table.Right("of its own"), table.Right("of all needs"), table.Right("solutions"), table.Right("brands"), "sure")
	for _, x := range cut(a.options, a.white) {
		s.none = ""
		s.Row(clip(x.Name), table.Right(a.Sum(x.Alone).String()), table.Right(table.Places(x.Best, x.Worst)), table.Right(bounds.Percent(x.Unmet)), table.Right(bounds.Percent(x.Share)),
			table.Right(strconv.Itoa(x.Solutions.Named)), table.Right(strconv.Itoa(x.Brands.Named)), yes(x.Sure))
	}
	return s
}

func yes(sure bool) string {
	if sure {
		return "yes"
	}
	return "may be"
}

// standSheet shows the brands that stand for a need.
func (a *answer) standSheet() *sheet {
	s := &sheet{title: "BRANDS THAT STAND FOR A NEED", none: "none", more: len(a.stands) - len(cut(a.options, a.stands))}
	s.Row(s.title, "", table.Right(a.unit()), table.Right("lead"), table.Right("bare"), "sure", "as in")
	for _, x := range cut(a.options, a.stands) {
		s.none = ""
		s.Row(clip(x.With), clip(x.Need), table.Right(a.Sum(x.Demand).String()), table.Right(bounds.Percent(x.Lead)), table.Right(bounds.Percent(x.Bare)), yes(x.Sure),
			table.Clip(strings.Join(texts(x.Sample(sampled)), "; "), sampleWidth))
	}
	return s
}

// shareSheet shows the shares of search in the market.
func (a *answer) shareSheet() *sheet {
	s := &sheet{title: "SHARE OF SEARCH", none: "no brand is named"}
	s.Row(s.title, table.Right("keywords"), table.Right(a.unit()), table.Right("share"))
	if len(a.shares) == 0 {
		return s
	}
	s.none = ""
	all := a.shares[0].Brands
	s.more = len(all) - len(cut(a.options, all))
	for _, b := range cut(a.options, all) {
		s.Row(clip(b.Brand), table.Right(table.Number(float64(b.Keywords))), table.Right(a.Sum(b.Demand).String()), table.Right(bounds.Percent(b.Share)))
	}
	return s
}

// shareByNeed shows them for each need, in a line.
func (a *answer) shareByNeed() *sheet {
	s := &sheet{title: "SHARE OF SEARCH BY NEED", none: "no keyword names a brand with a need"}
	s.Row(s.title, table.Right(a.unit()+" that name a brand"), "shares")
	for i, x := range a.shares {
		switch {
		case i == 0:
			continue
		case i > a.top:
			s.more++
			continue
		}
		s.none = ""
		var shares []string
		for _, b := range x.Brands {
			shares = append(shares, b.Brand+" "+bounds.Percent(b.Share))
		}
		s.Row(clip(x.Need), table.Right(a.Sum(x.Demand).String()), table.Clip(strings.Join(shares, ", "), sampleWidth))
	}
	return s
}

// sampleSheet shows the covering sample.
func (a *answer) sampleSheet() *sheet {
	s := &sheet{title: "SAMPLE", none: "no pairing to cover", more: len(a.sample.Keywords) - len(cut(a.options, a.sample.Keywords))}
	s.Row(s.title, table.Right(a.unit()), table.Right("covered"), "shows")
	for _, k := range cut(a.options, a.sample.Keywords) {
		s.none = ""
		var shows []string
		for _, x := range k.Pairs {
			shows = append(shows, x.Need+" × "+with(x))
		}
		s.Row(table.Clip(k.Keyword, keywordWidth), table.Right(a.volume(k.Term).String()), table.Right(fmt.Sprintf("%.0f %%", 100*k.Part)),
			table.Clip(strings.Join(shows, ", "), sampleWidth))
	}
	return s
}
