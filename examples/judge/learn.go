package main

import (
	"context"

	"github.com/needscape/needscape/keyword"
)

// learnt returns a classifier that has learnt from the keywords of a market, and them.
func learnt(ctx context.Context, a *keyword.Analyzer, lexicon keyword.Lexicon, keywords []string) (*keyword.Classifier, *keyword.Corpus, error) {
	if len(a.Languages()) > 1 {
		var err error
		if a, err = a.Learn(ctx, keywords); err != nil {
			return nil, nil, err
		}
	}
	c, err := keyword.NewClassifier(a, lexicon)
	if err != nil {
		return nil, nil, err
	}
	corpus, err := keyword.NewCorpus(ctx, a, keywords)
	if err != nil {
		return nil, nil, err
	}
	c, err = c.Learn(ctx, corpus, keyword.LearnOptions{})
	return c, corpus, err
}

// learn tells the roles and stages of the keywords of a market, in their order.
func learn(ctx context.Context, a *keyword.Analyzer, lexicon keyword.Lexicon, keywords []string) ([]keyword.Label, error) {
	c, corpus, err := learnt(ctx, a, lexicon, keywords)
	if err != nil {
		return nil, err
	}
	return c.ClassifyAll(ctx, corpus)
}

// brandProbability is how probable it is that a keyword with such a label is a brand's.
func brandProbability(l keyword.Label) float64 { return float64(l.Chances[keyword.Brand]) }

// A suggestion is a term that seems to have a role and is not in the lexicon.
type suggestion struct {
	term string
	role keyword.Role
}

// suggest returns the terms that the list of keywords suggests, the likeliest first.
func suggest(ctx context.Context, a *keyword.Analyzer, lexicon keyword.Lexicon, keywords []string) ([]suggestion, error) {
	c, _, err := learnt(ctx, a, lexicon, keywords)
	if err != nil {
		return nil, err
	}
	var out []suggestion
	for _, s := range c.Suggestions() {
		out = append(out, suggestion{s.Term, s.Role})
	}
	return out, nil
}
