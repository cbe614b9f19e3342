package main

import (
	"context"
	"slices"

	"github.com/needscape/needscape/keyword"
)

// accepting judges a market after the oracle has accepted each number of suggestions, or
// as many as there are.
func accepting(ctx context.Context, m *market, lexicon keyword.Lexicon, numbers []int) ([]point, error) {
	o, err := newOracle(m, lexicon)
	if err != nil {
		return nil, err
	}
	var out []point
	for _, n := range numbers {
		if err := o.accept(ctx, n); err != nil {
			return nil, err
		}
		r, err := judgeMarket(ctx, m, o.lexicon)
		if err != nil {
			return nil, err
		}
		p := r.point(n)
		p.Accepted, p.Ignored = o.accepted, o.ignored
		out = append(out, p)
	}
	return out, nil
}

// An oracle answers suggestions as the labels of a market have it.
type oracle struct {
	market            *market
	lexicon           keyword.Lexicon // with the answers
	seen              map[string]bool // terms by their keys: those of the lexicon, and those looked at
	accepted, ignored int
}

func newOracle(m *market, lexicon keyword.Lexicon) (*oracle, error) {
	o := &oracle{market: m, lexicon: lexicon, seen: map[string]bool{}}
	for _, terms := range []*[]string{&o.lexicon.Need, &o.lexicon.Solution, &o.lexicon.Brand, &o.lexicon.Ignore} {
		*terms = slices.Clone(*terms)
		for _, t := range *terms {
			o.seen[m.analyzer.Key(t)] = true
		}
	}
	return o, nil
}

// accept answers suggestions, in their order, until n are accepted in all. It asks again,
// with its answers in the lexicon, when it has answered all; until there is none to answer.
func (o *oracle) accept(ctx context.Context, n int) error {
	for o.accepted < n {
		list, err := suggest(ctx, o.market.analyzer, o.lexicon, o.market.keywords)
		if err != nil {
			return err
		}
		before := o.accepted + o.ignored
		for _, s := range list {
			if o.accepted == n {
				return nil
			}
			if err := o.answer(s); err != nil {
				return err
			}
		}
		if o.accepted+o.ignored == before {
			return nil
		}
	}
	return nil
}

// answer accepts a suggestion when more than half of the labelled keywords that mention it
// have its role, and has it ignored otherwise. What none mentions it leaves open.
func (o *oracle) answer(s suggestion) error {
	key := o.market.analyzer.Key(s.term)
	if o.seen[key] {
		return nil
	}
	o.seen[key] = true
	mention, err := keyword.NewClassifier(o.market.analyzer, keyword.Lexicon{Brand: []string{s.term}})
	if err != nil {
		return err
	}
	right, of := 0, 0
	for _, x := range o.market.rows {
		if l := mention.Classify(x.text); x.noRole || !l.Mentions(keyword.Brand) {
			continue
		}
		of++
		if x.role == s.role {
			right++
		}
	}
	switch {
	case of == 0:
	case 2*right > of:
		terms := [...]*[]string{&o.lexicon.Ignore, &o.lexicon.Need, &o.lexicon.Solution, &o.lexicon.Brand}[s.role]
		*terms = append(*terms, s.term)
		o.accepted++
	default:
		o.lexicon.Ignore = append(o.lexicon.Ignore, s.term)
		o.ignored++
	}
	return nil
}
