package program

import (
	"context"
	"flag"
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

// PairOptions say which of what a report's terms mention is paired: all of the lexicon, and
// of what was learnt what is sure. Where no volume is known, terms are counted.
func (m *Market) PairOptions(r *demand.Report) demand.PairOptions {
	known := slices.ContainsFunc(r.Terms, func(t demand.Term) bool { return t.Volume.Known() })
	return demand.PairOptions{Name: m.names(r), Confidence: leastSure, CountTerms: !known}
}

// names gives the names of what is mentioned, where close variants are one. What may be
// a brand, but is not sure, has none: a brand's keyword has other words too.
func (m *Market) names(r *demand.Report) func(keyword.Evidence) string {
	name, sure := r.Names(m.Analyzer), map[string]bool{}
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
