/*
Track reads two or more exports of one market, each a snapshot of another time, and prints
what changed from one to the next: which keywords are new, gone, grown or shrunk, how the
ladder from need to brand moved, which needs, solutions and brands grew, the brands' share
of search, and how far goals have come.

Usage:

	track [-lexicon FILE] [-learn=false] [-lang en] [-per day|month] [-at MONTH,MONTH…]
	      [-tool NAME] [-lists] [-by role,stage,need,solution,brand,group] [-needs]
	      [-goals FILE] [-polls FILE] [-top N] [-format table|csv|json] [-o FILE]
	      FILE FILE …

Each FILE is a snapshot: what a keyword tool exported, any table with a column of keywords
and one of volumes, or a plain list of keywords, as rank reads them; one of them may be "-"
for standard input. Several files of one time go into one as a .zip. Their order is that of
their months, where all have some, or of -at 2026-05,2026-11, which says for each FILE up
to which month it measures; else it is that of the arguments.

What keywords name is told as by rank: the lexicon is what you know of the market, and the
keywords of all snapshots together show the rest, so that one way tells all of them.

What is compared. A change is told where it is larger than what the printed numbers can
mean: all else has "no measurable change". Two averages of twelve months share the months of
both, so that only the others can have changed them; where the later export prints other
numbers for the past, its tool has revised them, and that is not used. Bounds hold whatever
the numbers mean. The likely range is narrower: the truth lies in it in 95 of 100 cases, if
keywords err independently of one another. "Likely grown" is what only the likely range says.

Snapshots of other tools or of other measures cannot be compared, nor can two exports of an
index: of several the most that can be compared are, and for each of the others the reasons
are told. -tool says whose numbers all files have where they do not say it themselves, as
tables of your own. -lists compares which keywords are listed, and no numbers, so that
nothing is refused. For which country and language a tool was asked no export says: that is
for you to see to.

WHAT CHANGED: a keyword with its close variants is one entry. New and gone are those that
only one of the lists has, which tells of the list; "searched at the time of the other" is a
keyword that was there before by its own months. Only entries of both lists grow or shrink,
and so does the market: what came into the list, or left it, stands beside it.

LADDER, STAGES, NEEDS, SOLUTIONS, BRANDS and GROUPS: the searches of each before and after, as
the lists have them, and the change of the entries that both have. A keyword that names two
needs counts for both. -by chooses which of them; groups, which are keywords that share
words, are there only by -by group.

SHARE OF SEARCH is each brand's part of the searches for any brand; the change is that among
entries of both lists, in points of the whole. -needs has them for each need, too.

KEYWORDS: what has grown, shrunk, come or gone, what changed most for sure first; its place
within its role among the entries of both lists; and, where its months tell, the growth a
year: its new months against the same months a year before.

GOALS: -goals reads where you want to be, CSV with the columns kind, of, among, from, to
and by; -polls what people said, CSV with the columns kind, of, among, date, asked, yes,
unanswered and voluntary (yes where people chose to answer). Kind is awareness, recognition or suitability. How far each goal
is at each snapshot, by searches, and at each poll; and whether the polls differ measurably.

Of more than two snapshots each is compared to the next, which is a line of STEPS in the
table, and the first to the last, which has all. -top is how many entries of each list are
printed (0: all; in a table 10). -per day prints searches a day. Rows that cannot be used
are printed to standard error as file:line:column: reason. The exit status is 0; 1 for data
that cannot be used, or where no two snapshots can be compared; or 2 for wrong usage.

The CSV has a change a line:

	step,from,to,kind,name,need,role,stage,outcome,likely_outcome,unit,before_low,before_high,
	after_low,after_high,change_low,change_high,likely_low,likely_high,rate_low,rate_high,
	likely_rate_low,likely_rate_high,year_low,year_high,place_before_best,place_before_worst,
	place_after_best,place_after_worst,new,gone,grown,shrunk,same,not_compared,note

Step is "all" from the first snapshot to the last and, of more than two, 1 from the first to
the second and so on; from and to are the snapshots' names. Kind is total, role, stage, need,
solution, brand, group, share, keyword, snapshot (its total, in before), refused or note,
and name is of what. Need is that of a share or an aim, "" for the market. Outcome is grown,
shrunk, new, gone, no measurable change or not compared. Unit is that of before, after,
change and likely (the change in the likely range): searches a month, or "part" from 0 to 1;
rate and year are parts. Counts are of entries. A bound that is not known is empty. The
note is the evidence, a reason or a doubt. Goals have the kinds "awareness by searches",
"awareness by poll" and so on: before is where it was at the snapshot or the day that
from names, rate how much of the way is done, and outcome the verdict; a line with two days
is how a poll changed from one to the other.

The JSON ("schema": 1) has "snapshots", those that are compared first, in their order, and
then the refused with "reasons"; "changes", of which the first has the step "all", each with
"summary", "notes", "total", "parts" (each "by" what), "share_of_search" and "keywords"; and
"goals". Null is what is not known.
*/
package main

import (
	"cmp"
	"context"
	_ "embed"
	"flag"
	"slices"
	"strings"
	"time"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/program"
)

//go:embed main.go
var source string

func main() { program.Main(track) }

// options are the flags.
type options struct {
	per   demand.Period
	at    []demand.Month // of each file; nil where their months say it
	tool  string
	lists bool
	by    []string
	needs bool
	top   int // 0 for all
	goals []demand.Goal
	polls []demand.Polled
}

// parts are what -by can have.
var parts = []string{"role", "stage", "need", "solution", "brand", "group"}

func track(ctx context.Context, p *program.Program) error {
	flags := flag.NewFlagSet("track", flag.ContinueOnError)
	market := p.MarketFlags(flags)
	var opt options
	out := p.OutputFlags(flags, "print at most `N` entries of each list (0: all; in a table 10)")
	at := flags.String("at", "", "the last month of each FILE, as `2026-05,2026-11`")
	flags.StringVar(&opt.tool, "tool", "", "all files have the numbers of the tool `NAME`")
	flags.BoolVar(&opt.lists, "lists", false, "compare which keywords are listed, and no numbers")
	by := flags.String("by", strings.Join(parts[:5], ","), "the changes of each `role, stage, need, solution, brand or group`; several with commas")
	flags.BoolVar(&opt.needs, "needs", false, "shares of search of each need, too")
	goals := flags.String("goals", "", "read goals from `FILE`")
	polls := flags.String("polls", "", "read polls from `FILE`")
	if err := p.Parse(flags, program.Manual(source)); err != nil {
		return err
	}
	files := flags.Args()
	if err := cmp.Or(out.Check(), opt.parse(*at, *by, files)); err != nil {
		return err
	}
	opt.per, opt.top = out.Per, out.Top
	if opt.top == 0 && out.Table() {
		opt.top = tableTop
	}
	if err := opt.read(p, *goals, *polls); err != nil {
		return err
	}
	each, all, err := market.ReadEach(ctx, files)
	if err != nil {
		return err
	}
	a := &answer{options: opt, market: all}
	if err := a.compare(ctx, p, each, files); err != nil {
		return err
	}
	d := a.document()
	if err := ctx.Err(); err != nil {
		return err
	}
	return out.Write(d.writeTable, d.writeCSV, d.writeJSON)
}

// parse parses the flags.
func (o *options) parse(at, by string, files []string) error {
	for part := range strings.SplitSeq(by, ",") {
		part = strings.TrimSpace(part)
		if err := program.Choice("by", part, parts...); err != nil {
			return err
		}
		if !slices.Contains(o.by, part) {
			o.by = append(o.by, part)
		}
	}
	if len(files) < 2 {
		return program.Usagef("track: %d files: a change is between two or more (-h prints the manual)", len(files))
	}
	if i := slices.Index(files, "-"); i >= 0 && slices.Contains(files[i+1:], "-") {
		return program.Usagef("track: standard input can be one snapshot only")
	}
	if at == "" {
		return nil
	}
	for text := range strings.SplitSeq(at, ",") {
		t, err := time.Parse("2006-01", strings.TrimSpace(text))
		if err != nil {
			return program.Usagef("-at %q: want months such as 2026-05,2026-11", at)
		}
		o.at = append(o.at, demand.MonthOf(t.Year(), t.Month()))
	}
	if len(o.at) != len(files) {
		return program.Usagef("-at %q: has %d months for %d files", at, len(o.at), len(files))
	}
	return nil
}

// read reads what is beside the snapshots.
func (o *options) read(p *program.Program, goals, polls string) (err error) {
	if goals == "-" || polls == "-" {
		return program.Usagef("track: goals and polls are read from files, not from standard input")
	}
	if goals != "" {
		if o.goals, err = program.ReadList(p, goals, demand.ReadGoals); err != nil {
			return err
		}
	}
	if polls != "" {
		o.polls, err = program.ReadList(p, polls, demand.ReadPolls)
	}
	return err
}
