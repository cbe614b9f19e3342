package main

import (
	"bufio"
	"context"
	"flag"
	"strconv"
	"strings"

	"github.com/needscape/needscape/examples/internal/program"
	"github.com/needscape/needscape/keyword"
)

// options are the flags of roles and brands.
type options struct {
	reading
	errors bool
	curve  bool
	accept []int
	format string
	out    string
}

// parse parses the flags of a job; more adds those of its own.
func (o *options) parse(p *program.Program, job string, more func(*flag.FlagSet)) (files []string, err error) {
	flags := flag.NewFlagSet("judge "+job, flag.ContinueOnError)
	flags.StringVar(&o.lexicon, "lexicon", "", "read the market's terms by role from `FILE` (default: the one beside the keywords)")
	flags.IntVar(&o.terms, "terms", 3, "take the first `N` terms of each role (0: no lexicon)")
	flags.StringVar(&o.list, "list", "", "learn also from the keywords of `FILE`")
	lang := flags.String("lang", "en", "language of the keywords, as a `tag` such as en; several as en,de; or auto")
	flags.BoolVar(&o.errors, "errors", false, "add each error to a table")
	flags.StringVar(&o.format, "format", "table", "print as `table, csv or json`")
	flags.StringVar(&o.out, "o", "", "write to `FILE` instead of standard output")
	if more != nil {
		more(flags)
	}
	if err := p.Parse(flags, program.Manual(source)); err != nil {
		return nil, err
	}
	if err := program.Choice("format", o.format, "table", "csv", "json"); err != nil {
		return nil, err
	}
	if o.terms < 0 {
		return nil, program.Usagef("-terms %d: want 0 or more", o.terms)
	}
	o.analyzer, err = program.Analyzer(*lang)
	return flags.Args(), err
}

// A point is how right the library is with one lexicon.
type point struct {
	At       int   `json:"at"`       // terms a role, or suggestions that are to be accepted
	Accepted int   `json:"accepted"` // those that there were
	Ignored  int   `json:"ignored"`
	Macro    share `json:"macro_f1"`
	Brand    share `json:"brand_f1"`
	Phrase   share `json:"lexicon_alone"`
	Stages   share `json:"stages"`
}

// A result is how right the library is on one market, or on all together.
type result struct {
	name        string
	market      *market
	labels      []keyword.Label
	keywords    int
	roles       confusion
	phrase      confusion // by the lexicon alone
	stages      struct{ right, of int }
	calibration calibration
	curve       []point
	accept      []point
}

// roles judges how well roles and stages are told.
func roles(ctx context.Context, p *program.Program) error {
	var opt options
	var accept string
	files, err := opt.parse(p, "roles", func(flags *flag.FlagSet) {
		flags.BoolVar(&opt.curve, "curve", false, "print the macro-F1 at 1, 3, 5 and 10 terms a role")
		flags.StringVar(&accept, "accept", "", "print the macro-F1 after `N,N,...` suggested terms were accepted")
	})
	if err != nil {
		return err
	}
	if opt.accept, err = counts(accept); err != nil {
		return err
	}
	if opt.format == "csv" && (opt.curve || opt.accept != nil) {
		return program.Usagef("-curve and -accept have no place in a CSV of keywords: want -format table or json")
	}
	markets, err := opt.markets(ctx, p, files, byRole)
	if err != nil {
		return err
	}
	var results []*result
	for _, m := range markets {
		r, err := judgeMarket(ctx, m, first(m.lexicon, opt.terms))
		if err != nil {
			return err
		}
		if opt.curve {
			if r.curve, err = curve(ctx, m); err != nil {
				return err
			}
		}
		if r.accept, err = accepting(ctx, m, first(m.lexicon, opt.terms), opt.accept); err != nil {
			return err
		}
		results = append(results, r)
	}
	return p.Write(opt.out, func(w *bufio.Writer) error {
		switch opt.format {
		case "json":
			return writeRolesJSON(w, results)
		case "csv":
			return writeRolesCSV(w, results)
		default:
			return writeRoles(w, results, opt.errors)
		}
	})
}

// counts reads numbers parted by commas.
func counts(s string) ([]int, error) {
	if s == "" {
		return nil, nil
	}
	var out []int
	for part := range strings.SplitSeq(s, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(part))
		if err != nil || n < 0 || len(out) > 0 && n <= out[len(out)-1] {
			return nil, program.Usagef("-accept %q: want rising numbers of terms, such as 0,5,10,20", s)
		}
		out = append(out, n)
	}
	return out, nil
}

// judgeMarket judges what the library tells of a market by a lexicon.
func judgeMarket(ctx context.Context, m *market, lexicon keyword.Lexicon) (*result, error) {
	labels, err := m.learn(ctx, lexicon)
	if err != nil {
		return nil, err
	}
	r := &result{name: m.name, market: m, labels: labels, keywords: len(m.rows)}
	plain := phrases(lexicon, m.keywords[:len(m.rows)])
	for i, x := range m.rows {
		r.count(x, labels[i], plain[i])
	}
	return r, nil
}

// count counts a keyword with its label and its role by the lexicon alone.
func (r *result) count(x row, l keyword.Label, plain keyword.Role) {
	if !x.noRole {
		r.roles[x.role][l.Role]++
		r.phrase[x.role][plain]++
		r.calibration.count(l.Confidence, x.role == l.Role)
	}
	if !x.noStage {
		r.stages.of++
		if x.stage == l.Stage {
			r.stages.right++
		}
	}
}

// stage is the part of the stages that is right.
func (r *result) stage() share { return part(r.stages.right, r.stages.of) }

func (r *result) point(at int) point {
	return point{At: at, Macro: r.roles.macro(), Brand: r.roles.f1(keyword.Brand), Phrase: r.phrase.macro(), Stages: r.stage()}
}

// together counts all markets as one.
func together(results []*result) *result {
	all := &result{name: "all"}
	for _, r := range results {
		all.keywords += r.keywords
		all.roles.add(&r.roles)
		all.phrase.add(&r.phrase)
		all.stages.right += r.stages.right
		all.stages.of += r.stages.of
		all.calibration.add(&r.calibration)
	}
	return all
}

// curve judges a market with 1, 3, 5 and 10 terms a role, as far as there are.
func curve(ctx context.Context, m *market) ([]point, error) {
	most := max(len(m.lexicon.Need), len(m.lexicon.Solution), len(m.lexicon.Brand))
	var out []point
	for _, n := range []int{1, 3, 5, 10} {
		if n > most {
			break
		}
		r, err := judgeMarket(ctx, m, first(m.lexicon, n))
		if err != nil {
			return nil, err
		}
		out = append(out, r.point(n))
	}
	return out, nil
}

// meanPoints returns the means of the points at the same number, over the markets that
// have one there, and the sums of what was answered.
func meanPoints(all [][]point) []point {
	var out []point
	for i := 0; ; i++ {
		var macro, brand, phrase, stages []share
		var p point
		for _, points := range all {
			if i < len(points) {
				x := points[i]
				p.At, p.Accepted, p.Ignored = x.At, p.Accepted+x.Accepted, p.Ignored+x.Ignored
				macro, brand, phrase, stages = append(macro, x.Macro), append(brand, x.Brand), append(phrase, x.Phrase), append(stages, x.Stages)
			}
		}
		if macro == nil {
			return out
		}
		p.Macro, p.Brand, p.Phrase, p.Stages = mean(macro...), mean(brand...), mean(phrase...), mean(stages...)
		out = append(out, p)
	}
}
