/*
Status reads keyword exports and prints how a market stands: how many searches there
really are, on which rung of the ladder from need to brand they stand, how many people
that are, how it changes over the year and from year to year, and how far your goals are.

Usage:

	status [-lexicon FILE] [-learn=false] [-lang en] [-per day|month] [-top N]
	       [-messages FILE] [-by need|group|solution|brand]
	       [-place us] [-assume FILE] [-searches LOW-HIGH] [-months 12]
	       [-goals FILE] [-polls FILE] [-units N] [-over role|stage|need]
	       [-format table|csv|json] [-o FILE] [FILE ...]

It reads the files named, or standard input for "-" or none: what keyword tools
export, any table with a column of keywords and one of volumes, or a plain list of
keywords, as rank does. Several files are one market: a keyword of two files counts once, with the
months of both; where they are of several times its volume spans them, and track tells what changed.
The lexicon is what you know of the market, as for rank and pairs.

All numbers are intervals. Hard bounds hold whatever the numbers of the source mean, but for
what it counts together under other words and prints without months to show it. The
likely range is narrower: the truth lies in it in 95 of 100 cases, if keywords err
independently of one another; a tool that overstates all of its market is not covered.
Where something cannot be told, the answer says what is missing.

WHAT WAS READ: files, rows, months, and the rules by which numbers are read.

DOUBLE COUNTING: keyword tools print one number on each of the keywords that they count
together. The total as it is printed, the total with each search once, and the sets that
make the difference, those that take most away first.

LADDER BY ROLE and BY STAGE: the searches of each rung with hard bounds and in the likely
range; its share; the drop from the rung before, or "×2" where it has more; and what
passed, which is the part of those on the rung before, or beyond it, who are on this
rung or beyond it. Shares, drops and what passed are likely ranges in the table; the
CSV and the JSON have the hard bounds too. People are those on the rung or beyond it, where
reach can tell them. Below it for each rung the aim of its message, the keywords that
lead it and the words that set it apart: to be used in it. -messages replaces messages by
those of a file, under headings such as [need] or [buy] in lines that begin with aim:,
say:, avoid: or form:.

LADDERS OF PARTS: the ladder by role of each need, or by -by of each group of keywords
that share words, each solution or each brand, and which rungs are missing. A keyword
that names two needs is in both parts.

REACH: how many people stand behind the searches, on the engine that was counted, online,
and in all. That takes assumptions, and none is made for you: -place us gives what is
published of a place, with its sources; -assume FILE reads your own, one a line with
spaces between: the place, what it is (searches; need, solution or brand for the searches of
people of that role; engine, online, population), the least, the most and its source, as in
"us searches 2 5 our survey of May"; they count before those that are published. -searches
2-5 says how many of the market's searches a person makes in a month.

MONTHS: the searches of each month by role, trend, season and forecast. So that months
compare, they add up the keywords that have a number in each of the months, and say how
many that leaves out. The trend is the growth a year (Theil and Sen) with its 95 %
confidence interval, whatever the numbers are within their bounds, and p is the
probability of such a trend by chance (Mann and Kendall), adjusted for the number of
tests. It is sure where that holds whatever the numbers are within their bounds. The
season is the one to three months with the largest part of the year; one year cannot tell
a season from chance. The forecast is of -months months, with the range in which 95 of 100
will be. Below it the keywords, and the needs (or what -by says), that rise and fall,
those that change by most first, and those with more than half of their year in three
months or fewer. -months 0 leaves the forecast out.

GOALS: -goals reads where you want to be, CSV with the columns kind, of, among, from, to
and by; -polls what people said, CSV with the columns kind, of, among, date, asked, yes,
unanswered and voluntary (yes where people chose to answer). Kind is awareness, recognition or suitability; of and among are
needs, solutions or brands by the names that -by has for them. How far each goal
is, by searches and by the latest poll, beside one another: they ask different people.

UNITS: -units 40 divides forty hours, or anything whole, over the rungs or needs of -over in
proportion to their searches, and says the least and the most that each can get.

-top is how many entries the lists have; -per day prints searches a day. Rows that cannot be
used are printed to standard error as file:line:column: reason. The exit status is 0, 1 for
data that cannot be used, or 2 for wrong usage.

The CSV has a fact a line:

	section,part,item,month,what,unit,low,middle,high,note

Section is read, counting, roles, stages, parts, reach, months, goals or units. Part is
what the section is divided by (the need whose ladder it is, the role whose months they
are, the list of keywords that rise), item what the fact is of (a rung, a keyword, a file), month is as 2026-07, and what
is what it tells: demand, "demand likely", share, "share likely", drop, passed, people,
growth, p. Low and high are bounds, empty where nothing is known or there is no bound;
where a number is no interval all three are that number. Parts of a whole are from 0 to
1. A fact in words is in the note.

The JSON ("schema": 1) has the same sections: "read", "counting", "roles", "stages",
"parts", "reach", "months", "goals" and "units". A section that cannot be told has the
reason in "untold".
*/
package main

import (
	"cmp"
	"context"
	_ "embed"
	"flag"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/program"
)

//go:embed main.go
var source string

func main() { program.Main(status) }

// options are the flags.
type options struct {
	per                                demand.Period
	top                                int // 0 for all
	by                                 string
	messagesFile, goalsFile, pollsFile string
	place, assume                      string
	searches                           string
	months                             int
	units                              int64 // less than 0 for none
	over                               string
}

// mostMonths is how far ahead the methods of the forecast were measured.
const mostMonths = 18

func status(ctx context.Context, p *program.Program) error {
	flags := flag.NewFlagSet("status", flag.ContinueOnError)
	market := p.MarketFlags(flags)
	var opt options
	out := p.OutputFlags(flags, "print at most `N` entries of each list (0: all; in a table 10)")
	opt.flags(flags)
	if err := p.Parse(flags, program.Manual(source)); err != nil {
		return err
	}
	if err := cmp.Or(out.Check(), opt.check(flags)); err != nil {
		return err
	}
	opt.per, opt.top = out.Per, out.Top
	if opt.top == 0 && out.Table() {
		opt.top = tableTop
	}
	in, err := readInputs(p, opt)
	if err != nil {
		return err
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
	d, err := newAnswer(m, report, opt, in).document(ctx)
	if err != nil {
		return err
	}
	return out.Write(d.writeTable, d.writeCSV, d.writeJSON)
}

// flags adds them.
func (o *options) flags(flags *flag.FlagSet) {
	flags.StringVar(&o.messagesFile, "messages", "", "read what to say on the rungs from `FILE`")
	flags.StringVar(&o.by, "by", "need", "ladders of each `need, group, solution or brand`")
	flags.StringVar(&o.place, "place", "", "take published assumptions of a `PLACE`, as us or world")
	flags.StringVar(&o.assume, "assume", "", "read assumptions from `FILE`, before those of -place")
	flags.StringVar(&o.searches, "searches", "", "searches that a person makes in a month, `LOW-HIGH`")
	flags.IntVar(&o.months, "months", 12, "forecast `N` months (0 to 18)")
	flags.StringVar(&o.goalsFile, "goals", "", "read goals from `FILE`")
	flags.StringVar(&o.pollsFile, "polls", "", "read polls from `FILE`")
	flags.Int64Var(&o.units, "units", -1, "divide `N` units by demand")
	flags.StringVar(&o.over, "over", "role", "divide units over each `role, stage or need`")
}

// check checks the flags.
func (o *options) check(flags *flag.FlagSet) error {
	for _, c := range []struct {
		name, value string
		values      []string
	}{
		{"by", o.by, []string{"need", "group", "solution", "brand"}},
		{"over", o.over, []string{"role", "stage", "need"}},
	} {
		if err := program.Choice(c.name, c.value, c.values...); err != nil {
			return err
		}
	}
	if o.months < 0 || o.months > mostMonths {
		return program.Usagef("-months %d: want 0 to %d, as far ahead as the forecast was measured", o.months, mostMonths)
	}
	var err error
	flags.Visit(func(f *flag.Flag) {
		if f.Name == "units" && o.units < 0 {
			err = program.Usagef("-units %d: want 0 or more", o.units)
		}
	})
	return err
}
