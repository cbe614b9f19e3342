/*
Pairs reads keyword exports and prints what searchers put together: which solutions
and which brands they say beside a need, how many ways to meet it they know, where
the white space is, and which share of the searches each brand has.

Usage:

	pairs [-lexicon FILE] [-learn=false] [-lang en] [-per day|month] [-top N]
	      [-unmet 0.9] [-cover 0.8] [-format table|csv|json] [-o FILE] [FILE ...]

It reads the files named, or standard input for "-" or none: what keyword tools
export, any table with a column of keywords and one of volumes, or a plain list of
keywords, as rank does. The lexicon is what you know of the market, a plain text file
with a few terms under the headings [need], [solution], [brand] and [ignore]; what the
keywords show beside it is learnt, unless -learn=false. Learnt brands count where both the
name and its keyword are 70 % sure or more; learnt needs and solutions, where their
keywords are, and two entries or more end with the words that name them. A solution with
less than that has no name and is counted as "(a method)". rank -suggest prints what is
learnt as a lexicon, for you to correct.

NEED × SOLUTION and NEED × BRAND are the pairings: the searches that say both, and
their lift, which is how many times as many these are as if both were said
independently of each other (among the searches that say a need, a solution or a
brand). "(a method)" is a way without a name, as in "how to treat diaper rash". A
keyword with two solutions counts in both pairings.

NEEDS has each need with the parts of its searches that say no way to meet it, a
method, a solution, or a brand (with a solution or without): they add up. "9 (3.1–3.4)"
solutions are nine that are named, of which the searches spread as over 3.1 to 3.4
equal ones (e to the power of the entropy of their shares).

WHITE SPACE are needs with at least a hundredth of the searches for all needs, of
which at least the part -unmet says no way to meet them. It is sure or not as the
volumes decide.

BRANDS THAT STAND FOR A NEED are said in place of a generic word: of the searches
that name a way to meet the need they have half or more (lead), and of the brand's own
searches four fifths or more name no solution (bare).

SHARE OF SEARCH is each brand's part of the searches for any brand, in the market and
for each need. A search for two brands counts for both, and once in the whole. How sure
it is that a keyword means the brand is part of the lower bound.

SAMPLE is the fewest keywords of which the pairings hold the part -cover of what all
pairings hold, where each pairing is shown by the keyword in which most people say it.

Where no volume is known, each entry counts as one. A volume is printed with what it
can mean. Names that are close variants of one another are one. Rows that cannot be
used are printed to standard error as file:line:column: reason. The exit status is 0,
1 for data that cannot be used, or 2 for wrong usage.

The CSV has a line for each pairing, and one for each need with what says "(no way)" to
meet it; "share" is of the need's searches. The JSON ("schema": 1) has all:
"needs", "pairs", "white_space", "stands", "share_of_search" and "sample"; "with" is null for a method.
*/
package main

import (
	"context"
	_ "embed"
	"flag"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/bounds"
	"github.com/needscape/needscape/examples/internal/program"
)

//go:embed main.go
var source string

func main() { program.Main(pairs) }

// options are the flags.
type options struct {
	per   demand.Period
	top   int // 0 for all
	unmet float64
	cover float64
}

func pairs(ctx context.Context, p *program.Program) error {
	flags := flag.NewFlagSet("pairs", flag.ContinueOnError)
	market := p.MarketFlags(flags)
	out := p.OutputFlags(flags, "print at most `N` entries of each list (0: all; in a table 20)")
	unmet := flags.Float64("unmet", .9, "the `part` of a need's searches that says no way to meet it, from which it is white space")
	cover := flags.Float64("cover", .8, "the `part` of the pairings' searches that the sample is to hold")
	if err := p.Parse(flags, program.Manual(source)); err != nil {
		return err
	}
	if err := out.Check(); err != nil {
		return err
	}
	opt := options{per: out.Per, top: out.Top, unmet: *unmet, cover: *cover}
	if !(0 < opt.unmet && opt.unmet <= 1) {
		return program.Usagef("-unmet %v: want more than 0, and 1 or less", opt.unmet)
	}
	if !(0 <= opt.cover && opt.cover <= 1) {
		return program.Usagef("-cover %v: want 0 to 1", opt.cover)
	}
	m, err := market.Read(ctx, flags.Args())
	if err != nil {
		return err
	}
	report, err := m.Report(ctx)
	if err != nil {
		return err
	}
	p.WarnRefused(report.Refused)
	a := analyse(m, report, opt)
	return out.Write(a.writeTable, a.writeCSV, a.writeJSON)
}

// An answer is what is printed.
type answer struct {
	options
	bounds.Scale
	report *demand.Report
	*demand.Pairings
	counted bool // terms are, as no volume is known
	white   []demand.White
	stands  []demand.Stand
	shares  []demand.ShareOfSearch
	sample  demand.Cover
}

func analyse(m *program.Market, r *demand.Report, opt options) *answer {
	pairing := m.PairOptions(r)
	counted := pairing.CountTerms
	p := r.Pair(pairing)
	out := &answer{options: opt, Scale: bounds.Scale(r.Period.Factor(opt.per)), report: r, Pairings: p, counted: counted}
	if counted {
		out.Scale = 1
	}
	out.white = p.White(demand.WhiteOptions{Unmet: opt.unmet})
	out.stands = p.Stands(demand.StandOptions{})
	out.shares = p.ShareOfSearch()
	out.sample = p.Cover(opt.cover)
	return out
}

// unit is what is counted: "searches a month".
func (a *answer) unit() string {
	if a.counted {
		return "entries"
	}
	return a.report.Measure.String() + " a " + a.per.String()
}

// volume returns the bounds of what a term counts for.
func (a *answer) volume(t *demand.Term) bounds.Interval {
	var x demand.Sum
	if a.counted {
		x.Add(demand.Count(1))
	} else {
		x.AddTerm(t)
	}
	return a.Sum(x)
}

// sampled is how many keywords are shown of a pairing.
const sampled = 3

// cut leaves the first entries of a list.
func cut[T any](o options, list []T) []T {
	if o.top > 0 && o.top < len(list) {
		return list[:o.top]
	}
	return list
}
