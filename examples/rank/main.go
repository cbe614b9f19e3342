/*
Rank reads keyword exports and prints who searches for the need, who for a
solution and who for a brand: the keywords ranked, the ladder from need to brand
with its drops, and the five stages.

Usage:

	rank [-lexicon FILE] [-learn=false] [-suggest] [-lang en] [-per day|month]
	     [-by role|stage|volume] [-top N] [-format table|csv|json] [-o FILE] [FILE ...]

It reads the files named, or standard input for "-" or none: what keyword tools
export (Keyword Planner, Semrush, Ahrefs, Search Console and others), any CSV, TSV,
JSON or workbook (.xlsx) with a column of keywords and one of volumes, or a plain
list of keywords, one a line; packed as .gz or .zip too. Of a zip or a workbook all
parts are read that are keyword lists, and the others are told. Files that count
different things (searches, impressions) are not added: that is an error.

The lexicon is what you know of the market, a plain text file with a few terms
under the headings [need], [solution], [brand] and [ignore]:

	[need]
	diaper rash
	[solution]
	cream
	[brand]
	desitin

Three terms a role are a start, and it can be left out: what the keywords show of one another
tells the roles of the others, such as which word stands where brands stand (in English
only). With -learn=false the lexicon and the phrases of the language ("how to treat") decide alone.

A role that is less than 70 % sure is marked "?", and the foot of the table says how
much of the market is unsure. In a list that names nothing to be sold or solved most is
"other", and hardly any role is sure. To make it surer let rank ask:

	rank -lexicon market.txt -suggest keywords.csv > suggested.txt

-suggest prints no ranking but a lexicon: the terms that you have, and below each heading
those that the keywords suggest, the ones that matter most first, with how sure that is,
their searches and keywords, the reason, and keywords that have them. Delete the lines
that are wrong, or move them below [ignore], which settles that they are none; save the
rest as your lexicon, and go on with it. -top limits the suggestions for each role (0: 30).
Comments of the old lexicon are not in the new one.

Keywords that ask one thing (close variants: "diaper rash creams", "cream for
diaper rash") are one entry, its searches counted once where the tool printed one
number on each of them. A volume is printed with what it can mean: 5,400
(4,900–6,000). A place of 3–5 says that the volumes do not decide which.

With -lang en,de, or auto for all languages that are known, the language of each keyword
is guessed from the list; it is told in a last column of the CSV, "language", and in
the JSON with its confidence.

Rows that cannot be used are printed to standard error as file:line:column:
reason, and are part of the JSON. The exit status is 0, 1 for data that cannot be
used, or 2 for wrong usage.

The JSON ("schema": 1) has the entries under "keywords", each with its volume (as
the source printed it, or null), its bounds "low" and "high" (null where nothing
is known), role, stage, confidence, the chances of each role where they were learnt,
evidence and variants; "ladder" and "stages"; "sources", "refused" and "totals".
*/
package main

import (
	"bufio"
	"context"
	_ "embed"
	"flag"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/program"
	"github.com/needscape/needscape/keyword"
)

//go:embed main.go
var source string

func main() { program.Main(rank) }

// options are the flags.
type options struct {
	by  demand.By
	per demand.Period
	top int // 0 for all

	languages *keyword.Analyzer // tells the languages of keywords, where there are several
}

func rank(ctx context.Context, p *program.Program) error {
	flags := flag.NewFlagSet("rank", flag.ContinueOnError)
	market := p.MarketFlags(flags)
	suggest := flags.Bool("suggest", false, "print a lexicon with suggested terms instead of the ranking")
	by := flags.String("by", "role", "rank within `role, stage or volume` (all together)")
	out := p.OutputFlags(flags, "print at most `N` entries of each ranking or role's suggestions (0: all; in a table 20, of suggestions 30)")
	if err := p.Parse(flags, program.Manual(source)); err != nil {
		return err
	}
	if err := out.Check(); err != nil {
		return err
	}
	opt := options{per: out.Per, top: out.Top}
	var err error
	if opt.by, err = demand.ParseBy(*by); err != nil {
		return program.Usagef("-by %q: want role, stage or volume", *by)
	}
	if *suggest && (!market.Learns() || !out.Table()) {
		return program.Usagef("-suggest prints a lexicon of what was learnt: it goes without -learn=false and -format")
	}
	m, err := market.Read(ctx, flags.Args())
	if err != nil {
		return err
	}
	if len(m.Analyzer.Languages()) > 1 {
		opt.languages = m.Analyzer
	}
	report, err := m.Report(ctx)
	if err != nil {
		return err
	}
	p.WarnRefused(report.Refused)
	return out.Write(
		func(w *bufio.Writer) error {
			if *suggest {
				return writeSuggestions(w, report, opt, m.Lexicon, toAdd(m.Suggestions, m.Analyzer, m.Lexicon, opt.suggestions()))
			}
			return writeTable(w, report, opt, m.Roles)
		},
		func(w *bufio.Writer) error { return writeCSV(w, report, opt) },
		func(w *bufio.Writer) error { return writeJSON(w, report, opt) })
}
