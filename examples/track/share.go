package main

import (
	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/bounds"
	"github.com/needscape/needscape/examples/internal/table"
)

// shareEntry is what became of a brand's share of search.
type shareEntry struct {
	Need    *string         `json:"need"` // null for the whole market
	Brand   string          `json:"brand"`
	Before  bounds.Interval `json:"before"` // as the lists stand
	After   bounds.Interval `json:"after"`
	Was     bounds.Interval `json:"was"` // among the entries of both lists
	Is      bounds.Interval `json:"is"`
	Change  rangeEntry      `json:"change"` // among these
	Outcome string          `json:"outcome"`
	Likely  string          `json:"likely_outcome"`
}

// shares returns those of the market, and of needs where they are asked for; of each so many.
func (a *answer) shares(d *demand.Difference) (out []shareEntry, more int) {
	out = []shareEntry{}
	if a.lists {
		return out, 0
	}
	n, last := 0, ""
	for i := range d.Shares {
		x := &d.Shares[i]
		if x.Need != "" && !a.needs {
			break // those of the market come first
		}
		if x.Need != last {
			n, last = 0, x.Need
		}
		if n++; a.top > 0 && n > a.top {
			more++
			continue
		}
		e := shareEntry{Brand: x.Brand, Before: bounds.Fraction(x.Before), After: bounds.Fraction(x.After), Was: bounds.Fraction(x.Was), Is: bounds.Fraction(x.Is),
			Change: rangeEntry{part(x.Shift), part(x.LikelyShift)}, Outcome: x.Outcome.String(), Likely: x.Likely.String()}
		if x.Need != "" {
			e.Need = &x.Need
		}
		if x.Outcome == demand.New || x.Outcome == demand.Gone { // what is not in a list is not zero
			e.Was, e.Is, e.Change = bounds.Interval{}, bounds.Interval{}, rangeEntry{}
			if x.Outcome == demand.New {
				e.Before = bounds.Interval{}
			} else {
				e.After = bounds.Interval{}
			}
		}
		out = append(out, e)
	}
	return out, more
}

func (c *changeEntry) writeShares(p *page) {
	if len(c.Shares) == 0 {
		return
	}
	p.line("")
	needs := c.Shares[len(c.Shares)-1].Need != nil
	var t table.Table
	t.Row("SHARE OF SEARCH", "of those who name", table.Right("before"), table.Right("after"), table.Right("change in both lists"), table.Right("likely (95 %)"), "verdict")
	for _, x := range c.Shares {
		of := ""
		if x.Need != nil {
			of = "a brand and " + clip(*x.Need)
		} else if needs {
			of = "a brand"
		}
		t.Row(clip(x.Brand), of, table.Right(dash(percent(x.Before))), table.Right(dash(percent(x.After))), table.Right(dash(x.Change.Points())), table.Right(dash(x.Change.Likely.Points())),
			verdict(x.Outcome, x.Likely))
	}
	t.DropEmpty()
	p.table(&t)
	p.more(c.moreShares)
}

// percent prints a part of a whole that a document has.
func percent(i bounds.Interval) string {
	return bounds.Percent(demand.Fraction{Low: i.Low.Value, High: i.High.Value, Known: i.Low.Known && i.High.Known})
}
