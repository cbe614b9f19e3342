package main

import (
	"context"

	"github.com/needscape/needscape/keyword"
)

// learn tells the roles and stages of the keywords of a market, in their order.
func learn(ctx context.Context, a *keyword.Analyzer, lexicon keyword.Lexicon, keywords []string) ([]keyword.Label, error) {
	if len(a.Languages()) > 1 {
		var err error
		if a, err = a.Learn(ctx, keywords); err != nil {
			return nil, err
		}
	}
	c, err := keyword.NewClassifier(a, lexicon)
	if err != nil {
		return nil, err
	}
	corpus, err := keyword.NewCorpus(ctx, a, keywords)
	if err != nil {
		return nil, err
	}
	return c.ClassifyAll(ctx, corpus)
}

// brandProbability is how probable it is that a keyword with such a label is a brand's.
func brandProbability(l keyword.Label) float64 {
	if l.Role != keyword.Brand {
		return 0
	}
	return l.Confidence
}

// A suggestion is a term that seems to have a role and is not in the lexicon.
type suggestion struct {
	term string
	role keyword.Role
}

// suggest returns the terms that the list of keywords suggests, the likeliest first. The
// library suggests none yet.
func suggest(ctx context.Context, a *keyword.Analyzer, lexicon keyword.Lexicon, keywords []string) ([]suggestion, error) {
	return nil, ctx.Err()
}
