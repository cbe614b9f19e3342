/*
Cluster reads keyword exports and puts keywords together: those that ask one thing in
other words' forms, order or spelling (close variants), those that one page or message
serves (groups), groups that share words (topics), or those whose searches find the same
pages (serp).

Usage:

	cluster [-by variant|group|topic|serp] [-threshold 0.6] [-method METHOD] [-lang en]
	        [-serp soft|moderate|hard] [-shared 3] [-decisions FILE] [-since FILE]
	        [-save FILE] [-misspellings] [-forms] [-top N]
	        [-format table|csv|json] [-o FILE] [FILE ...]

It reads the files named, or standard input for "-" or none: what keyword tools
export, any CSV, TSV, JSON or workbook with a column of keywords, or a plain list,
one keyword a line; packed as .gz or .zip too.

The CSV has a line for each distinct keyword, none missing:

	keyword,group,hub,topic,similarity,why

Groups are numbered by their demand, the most first, and named by their hub, the
member with the most demand; a topic is named by the hub of its group with the most
demand. Similarity is that to the hub, from 0 to 1. Why says which words tie the keyword
to its hub or, where it shares none with it, to other members of the group; or in what it
differs from a close variant: word order, function words, plural, spelling. By topic the
lines of a topic stand together.

How fine groups are the list decides, unless -threshold says from which similarity on
keywords belong together. -method is how groups are made: auto, average (linkage), head
(first), communities or mixture; see package cluster.

By serp keywords are in one group if their searches find at least -shared same pages of
the first ten: with the hub (soft), with any member (moderate), with every member (hard).
The files must have the pages found: columns of keyword, URL and position, or several
URLs in a cell.

By group or topic -decisions reads what people decided, a line each: together or apart, a
tab, one keyword, a tab, another; the second comes to the group of the first, or leaves it.
Keywords that the files do not have are warnings, as a decision may be for another list.

-save writes the groups with identities that last to a file; -since compares with such a
file of before, takes over its identities, and says on standard error which groups were
born, died, split, merged, or have other members. With either, the identities are the
numbers of the groups.

With -misspellings words that the list itself shows to be slips for others of its words
are read as these, and why says so: "calandar" is "calendar": 1 edit, 80 times rarer. With
-forms two words are one that the list writes as one too, in like company: "short code" is
"shortcode"; and forms of a word that share no company are told on standard error, as they
may be two things.

With -lang en,de, or auto for all languages that are known, the language of each keyword
is guessed from the list; it is told in a last column of the CSV, "language", and in
the JSON with its confidence.

The table has one line a group, or a topic, of at most -top of them, 0 for all; by
variant a line for each keyword of them. A column of which nothing is known is left out.

Rows that cannot be used are printed to standard error as file:line:column:
reason. The exit status is 0, 1 for data that cannot be used, or 2 for wrong usage.

The JSON ("schema": 1) has the groups under "groups", each with its number, its hub, its
demand as an interval, null where it is not known, the words that set it apart and its
members; and the topics under "topics", with the numbers of their groups.
*/
package main

import (
	"bufio"
	"context"
	_ "embed"
	"flag"
	"fmt"

	"github.com/needscape/needscape/cluster"
	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/program"
	"github.com/needscape/needscape/keyword"
)

//go:embed main.go
var source string

func main() { program.Main(clusterFiles) }

// settings are what the flags say.
type settings struct {
	by, method, serp, format string
	threshold                float64
	shared, top              int
	decisions, since, save   string
	misspellings, forms      bool
}

func clusterFiles(ctx context.Context, p *program.Program) error {
	flags := flag.NewFlagSet("cluster", flag.ContinueOnError)
	var s settings
	flags.StringVar(&s.by, "by", "variant", "put together by `variant, group, topic or serp`")
	flags.Float64Var(&s.threshold, "threshold", 0, "similarity from which on keywords belong together, above 0 to 1; 0 lets the list decide")
	flags.StringVar(&s.method, "method", "auto", "how groups are made: `auto, average, head, communities or mixture`")
	flags.StringVar(&s.serp, "serp", "soft", "which members of a group by serp must share pages: `soft, moderate or hard`")
	flags.IntVar(&s.shared, "shared", 3, "how many pages of the first ten they must share")
	flags.StringVar(&s.decisions, "decisions", "", "read what belongs together or apart from `FILE`")
	flags.StringVar(&s.since, "since", "", "compare with the groups that were saved in `FILE`")
	flags.StringVar(&s.save, "save", "", "save the groups to `FILE`")
	lang := flags.String("lang", "en", "language of the keywords, as a `tag` such as en; several as en,de; or auto")
	flags.BoolVar(&s.misspellings, "misspellings", false, "read slips as the words that the list shows them to be")
	flags.BoolVar(&s.forms, "forms", false, "join two words that the list writes as one too, and tell what may be two things")
	flags.IntVar(&s.top, "top", 50, "how many groups or topics the table has at most; 0 for all")
	flags.StringVar(&s.format, "format", "csv", "print as `table, csv or json`")
	out := flags.String("o", "", "write to `FILE` instead of standard output")
	if err := p.Parse(flags, program.Manual(source)); err != nil {
		return err
	}
	options, err := s.check()
	if err != nil {
		return err
	}
	analyzer, err := program.Analyzer(*lang)
	if err != nil {
		return err
	}
	var decided decisions
	if s.decisions != "" {
		if decided, err = readDecisions(s.decisions); err != nil {
			return err
		}
	}
	a, err := s.read(ctx, p, analyzer, flags.Args())
	if err != nil {
		return err
	}
	p.WarnRefused(a.report.Refused)
	switch s.by {
	case "variant":
		a.byVariant()
	case "serp":
		method, _ := cluster.ParseSERPMethod(s.serp)
		err = a.bySERP(ctx, p, cluster.SERPOptions{Method: method, Shared: s.shared})
	default:
		if options.Decisions, err = a.decide(p, decided); err != nil {
			return err
		}
		options.Progress = p.Progress
		err = a.byWords(ctx, options)
		p.Progress("", 0)
	}
	if err != nil {
		return err
	}
	if err := a.follow(p, s); err != nil {
		return err
	}
	return p.Write(*out, func(w *bufio.Writer) error {
		switch s.format {
		case "json":
			return a.writeJSON(w, s.by)
		case "table":
			return a.writeTable(w, s)
		default:
			return a.writeCSV(w, s.by)
		}
	})
}

// check checks the flags.
func (s *settings) check() (o cluster.Options, err error) {
	for _, c := range []struct {
		name, value string
		values      []string
	}{
		{"by", s.by, []string{"variant", "group", "topic", "serp"}},
		{"format", s.format, []string{"table", "csv", "json"}},
	} {
		if err := program.Choice(c.name, c.value, c.values...); err != nil {
			return o, err
		}
	}
	if o.Method, err = cluster.ParseMethod(s.method); err != nil {
		return o, program.Usagef("-method: %v", err)
	}
	if _, err = cluster.ParseSERPMethod(s.serp); err != nil {
		return o, program.Usagef("-serp: %v", err)
	}
	if o.Threshold = s.threshold; !(o.Threshold >= 0 && o.Threshold <= 1) {
		return o, program.Usagef("-threshold %v: want 0 to 1", s.threshold)
	}
	if s.shared < 1 || s.shared > 10 {
		return o, program.Usagef("-shared %d: want 1 to 10", s.shared)
	}
	if (s.since != "" || s.save != "") && s.by == "variant" {
		return o, program.Usagef("-since and -save are for -by group, topic and serp")
	}
	if s.decisions != "" && s.by != "group" && s.by != "topic" {
		return o, program.Usagef("-decisions is for -by group and topic")
	}
	if s.top < 0 {
		return o, program.Usagef("-top %d: want 0 or more", s.top)
	}
	return o, nil
}

// read reads the market of files, and what it says of its words.
func (s *settings) read(ctx context.Context, p *program.Program, analyzer *keyword.Analyzer, files []string) (*answer, error) {
	classifier, err := keyword.NewClassifier(analyzer, keyword.Lexicon{})
	if err != nil {
		return nil, err
	}
	a := &answer{analyzer: analyzer}
	market := demand.NewMarket(classifier)
	if s.by == "serp" {
		a.pages = found{}
		p.Facts = a.pages.add
	}
	if err := p.ReadFiles(ctx, market, files); err != nil {
		return nil, err
	}
	if a.analyzer, err = p.Learn(ctx, analyzer, market, keyword.Lexicon{}); err != nil {
		return nil, err
	}
	if s.misspellings || s.forms {
		found, err := learnt(ctx, a.analyzer, market.Keywords(), s.misspellings, s.forms)
		if err != nil {
			return nil, err
		}
		a.said, a.analyzer = found.said, a.analyzer.With(found.overrides)
		if classifier, err = keyword.NewClassifier(a.analyzer, keyword.Lexicon{}); err != nil {
			return nil, err
		}
		market.Use(classifier)
		for _, f := range found.doubtful {
			fmt.Fprintln(p.Stderr, f)
		}
	}
	a.report, err = market.Report(ctx)
	return a, err
}

// findings are what a list says of its words.
type findings struct {
	overrides keyword.Overrides
	said      map[string]string // of a word, or two, as it is written in normal form
	doubtful  []keyword.Form    // that may be two things
}

// learnt looks for misspellings, for forms, or for both.
func learnt(ctx context.Context, a *keyword.Analyzer, keywords []string, misspellings, forms bool) (findings, error) {
	out := findings{said: map[string]string{}}
	corpus, err := keyword.NewCorpus(ctx, a, keywords)
	if err != nil {
		return out, err
	}
	if misspellings {
		slips, err := corpus.Misspellings(ctx)
		if err != nil {
			return out, err
		}
		for _, x := range slips {
			out.overrides.Same = append(out.overrides.Same, []string{x.Right, x.Wrong})
			out.said[x.Wrong] = x.String()
		}
	}
	if !forms {
		return out, nil
	}
	list, err := corpus.Forms(ctx)
	for _, f := range list {
		if !f.One {
			out.doubtful = append(out.doubtful, f)
			continue
		}
		out.overrides.Joined = append(out.overrides.Joined, f.A)
		out.said[f.A] = f.String()
	}
	return out, err
}
