package program

import (
	"context"
	"flag"
	"io"
	"slices"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/keyword"
)

// MarketFlags are the flags of programs that tell what keywords name.
type MarketFlags struct {
	program *Program
	lexicon *string
	learn   *bool
	lang    *string
}

// MarketFlags adds -lexicon, -learn and -lang to the flags of a program.
func (p *Program) MarketFlags(flags *flag.FlagSet) *MarketFlags {
	return &MarketFlags{
		program: p,
		lexicon: flags.String("lexicon", "", "read the market's terms by role from `FILE`"),
		learn:   flags.Bool("learn", true, "tell roles by what the keywords show, beside the lexicon"),
		lang:    flags.String("lang", "en", "language of the keywords, as a `tag` such as en; several as en,de; or auto"),
	}
}

// Learns reports whether roles are to be learnt.
func (f *MarketFlags) Learns() bool { return *f.learn }

// A Market is what was read, and what its keywords have shown.
type Market struct {
	*demand.Market
	Analyzer    *keyword.Analyzer
	Lexicon     keyword.Lexicon
	Roles       bool                 // something tells them: a lexicon, or what was learnt
	Suggestions []keyword.Suggestion // what was learnt, for the lexicon
}

// New returns an empty market of the lexicon and the languages of the flags.
func (f *MarketFlags) New() (*Market, error) {
	m := &Market{Roles: *f.lexicon != ""}
	var err error
	if m.Analyzer, err = Analyzer(*f.lang); err != nil {
		return nil, err
	}
	if *f.lexicon != "" {
		if m.Lexicon, err = f.program.Lexicon(*f.lexicon); err != nil {
			return nil, err
		}
	}
	classifier, err := keyword.NewClassifier(m.Analyzer, m.Lexicon)
	if err != nil {
		return nil, err
	}
	m.Market = demand.NewMarket(classifier)
	return m, nil
}

// Read reads files, standard input where there are none, and learns from their keywords
// what the flags say.
func (f *MarketFlags) Read(ctx context.Context, files []string) (*Market, error) {
	m, err := f.New()
	if err != nil {
		return nil, err
	}
	if err := f.program.ReadFiles(ctx, m.Market, files); err != nil {
		return nil, err
	}
	return m, f.Learn(ctx, m)
}

// ReadEach reads each file into a market of its own, and learns what the flags say from the
// keywords of all of them together: they are told by one classifier, which all has, too.
func (f *MarketFlags) ReadEach(ctx context.Context, files []string) (each []*demand.Market, all *Market, err error) {
	if all, err = f.New(); err != nil {
		return nil, nil, err
	}
	err = f.program.EachFile(files, func(r io.Reader, name string) error {
		m := demand.NewMarket(all.Classifier())
		each = append(each, m)
		return f.program.Read(ctx, m, r, name)
	})
	if err != nil {
		return nil, nil, err
	}
	for _, m := range each {
		join(all.Market, m)
	}
	if err := f.Learn(ctx, all); err != nil {
		return nil, nil, err
	}
	for _, m := range each {
		m.Use(all.Classifier())
	}
	all.Market = demand.NewMarket(all.Classifier()) // the keywords are those of each
	return each, all, nil
}

// join adds what is in a market to another; where that counts something else, its keywords
// without their numbers.
func join(all, m *demand.Market) {
	if all.Merge(m) == nil {
		return
	}
	for _, k := range m.Keywords() {
		all.Add(demand.Row{Keyword: k})
	}
}

// Learn learns from the keywords of a market what the flags say.
func (f *MarketFlags) Learn(ctx context.Context, m *Market) error {
	var err error
	if m.Analyzer, err = f.program.Learn(ctx, m.Analyzer, m.Market, m.Lexicon); err != nil {
		return err
	}
	if *f.learn {
		var learnt bool
		if learnt, m.Suggestions, err = f.program.LearnRoles(ctx, m.Market); err != nil {
			return err
		}
		m.Roles = m.Roles || learnt
	}
	return nil
}

// leastSure is the confidence from which what a list has shown is paired.
const leastSure = .7

// PairOptions say which of what the terms of reports mention is paired: all of the lexicon,
// and of what was learnt what is sure. Where no volume is known, terms are counted.
func (m *Market) PairOptions(reports ...*demand.Report) demand.PairOptions {
	known := slices.ContainsFunc(reports, func(r *demand.Report) bool {
		return slices.ContainsFunc(r.Terms, func(t demand.Term) bool { return t.Volume.Known() })
	})
	return demand.PairOptions{Name: m.names(reports), Confidence: leastSure, CountTerms: !known}
}

// names gives the names of what is mentioned, where close variants are one. What may be
// a brand, but is not sure, has none: a brand's keyword has other words too.
func (m *Market) names(reports []*demand.Report) func(keyword.Evidence) string {
	name, sure := demand.Names(m.Analyzer, reports...), map[string]bool{}
	for _, s := range m.Suggestions {
		if s.Role == keyword.Brand && s.Confidence >= leastSure {
			sure[s.Term] = true
		}
	}
	return func(e keyword.Evidence) string {
		if e.Why == keyword.ByList && e.Role == keyword.Brand && !sure[e.Term] {
			return ""
		}
		return name(e)
	}
}
