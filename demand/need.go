package demand

import (
	"cmp"
	"slices"

	"github.com/needscape/needscape/keyword"
)

// A Need is a need by its name, and what is known to meet it.
type Need struct {
	Name     string
	Keywords int // distinct keywords that mention it
	Demand   Sum // of its terms: the four parts together

	Alone    Sum // of the terms that mention no way to meet it
	Method   Sum // of those that mention a method, and nothing by its name
	Solution Sum // of those that name a solution and no brand
	Brand    Sum // of those that name a brand

	// Unmet is the part of the demand that mentions no way to meet the need.
	Unmet Fraction

	// Best and Worst are the first and the last place, from 1, that the need can have
	// by demand that mentions no way to meet it. Both are 0 where that is not known.
	Best, Worst int

	Solutions, Brands Alternatives
	Pairs             []*Pairing // the most demand first

	parts [4]tally
	all   tally
}

// The parts of a need's demand.
const (
	partAlone = iota
	partMethod
	partSolution
	partBrand
)

// Alternatives are solutions or brands that are known for a need.
type Alternatives struct {
	Named int // how many searchers name with the need

	// Effective is to how many with equal demand they come: the exponential of the
	// Shannon entropy of their demands, the Hill number of order 1 (Hill 1973,
	// doi:10.2307/1934352). 1 where one has all; Named where each has as much. Not
	// known where no demand is. Low may be somewhat less than the least that the
	// volumes can mean; High is the most.
	Effective Estimate
}

// fill adds up the parts.
func (n *Need) fill() {
	for _, part := range n.parts {
		n.all = n.all.plus(part)
	}
	n.Keywords, n.Demand = n.all.keywords, n.all.sum()
	n.Alone, n.Method, n.Solution, n.Brand = n.parts[partAlone].sum(), n.parts[partMethod].sum(), n.parts[partSolution].sum(), n.parts[partBrand].sum()
	n.Unmet = Share(n.Alone, n.met().sum())
}

// met is the demand that mentions a way to meet the need.
func (n *Need) met() tally { return n.all.minus(n.parts[partAlone]) }

// named is the demand that names a solution or a brand.
func (n *Need) named() tally { return n.parts[partSolution].plus(n.parts[partBrand]) }

// gather puts the needs in order, with their pairs and places.
func (p *Pairings) gather(needs []Need) {
	slices.SortFunc(needs, func(a, b Need) int {
		return cmp.Or(bySum(a.Demand, b.Demand), cmp.Compare(a.Name, b.Name))
	})
	p.Needs = needs
	at := make(map[string]*Need, len(needs))
	var among contest
	for i := range needs {
		n := &needs[i]
		at[n.Name] = n
		if n.Alone.Known > 0 {
			among.add(n.Alone.Low, n.Alone.High)
		}
	}
	for i := range p.Pairs {
		n := at[p.Pairs[i].Need]
		n.Pairs = append(n.Pairs, &p.Pairs[i])
	}
	among.sort()
	for i := range needs {
		n := &needs[i]
		n.Solutions, n.Brands = alternatives(n.Pairs, keyword.Solution), alternatives(n.Pairs, keyword.Brand)
		if n.Alone.Known > 0 {
			p := among.place(n.Alone.Low, n.Alone.High)
			n.Best, n.Worst = p.Best, p.Worst
		}
	}
}

// alternatives counts the pairings of a need with one role.
func alternatives(pairs []*Pairing, role keyword.Role) Alternatives {
	var a Alternatives
	var demands []Sum
	for _, p := range pairs {
		if p.Role == role && p.With != "" {
			a.Named++
			demands = append(demands, p.Demand)
		}
	}
	a.Effective = effective(demands)
	return a
}

// WhiteOptions say what is white space. The zero value is that of each field.
type WhiteOptions struct {
	// Demand is the part of the demand for all needs from which the demand for one is
	// much. 0 is 0.01; less than 0 is any.
	Demand float64

	// Unmet is the part of a need's demand which mentions no way to meet it, from
	// which it is white space: all pairings together hold no more than the rest. 0 is
	// 0.9; less than 0 is any.
	Unmet float64
}

// White is a need with much demand and few, weak or no pairings.
type White struct {
	*Need
	Share Fraction // of the demand for all needs

	// Sure is whether that is so whatever the known volumes mean. It is not where they
	// leave it open, nor where terms that do mention a way to meet the need are of
	// unknown volume.
	Sure bool
}

// White returns the needs that are or can be white space, the one with the most demand
// that mentions no way to meet it first; [Need.Best] and [Need.Worst] say what that
// order is worth. Needs of which no demand is known are not among them.
//
// The share of a need is that of its demand in the terms that mention any need, each
// counted once.
func (p *Pairings) White(opt WhiteOptions) []White {
	demand, unmet := orDefault(opt.Demand, .01), orDefault(opt.Unmet, .9)
	var out []White
	whole := p.alone.plus(p.paired)
	for i := range p.Needs {
		n := &p.Needs[i]
		w := White{Need: n, Share: Share(n.Demand, whole.minus(n.all).sum())}
		if !w.Share.Known || !n.Unmet.Known || w.Share.High < demand || n.Unmet.High < unmet {
			continue
		}
		w.Sure = w.Share.Low >= demand && n.Unmet.Low >= unmet && n.met().unknown == 0
		out = append(out, w)
	}
	slices.SortStableFunc(out, func(a, b White) int { return bySum(a.Alone, b.Alone) })
	return out
}

// orDefault returns an option, or what it is by default.
func orDefault(option, otherwise float64) float64 {
	if option == 0 {
		return otherwise
	}
	return option
}

// StandOptions say which brands stand for a need. The zero value is that of each field.
type StandOptions struct {
	// Lead is the brand's part of the demand that names a solution or a brand for the
	// need, from which it is the answer. 0 is 0.5; less than 0 is any.
	Lead float64

	// Bare is the part of the brand's demand which names no solution beside it, from
	// which the brand is said in place of a generic word. 0 is 0.8; less than 0 is any.
	Bare float64

	// Terms is how many terms must say both. 0 is 2: one odd keyword is no habit.
	Terms int
}

// A Stand is a brand that stands for a need: searchers who name a way to meet the need
// mostly name the brand, and name it in place of a generic word, as is said of generic
// trademarks. "Hoover" alone says what is sought; "weleda diaper cream" needs the
// generic word.
//
// Published measures go by text: by how often other common names are used for the thing
// (Ullrich 2018, The Trademark Reporter 108(5)), and by how the neighbours of a mark in a
// word embedding compare with those of generic terms (Artificial Intelligence and Law 30,
// 199–220, doi:10.1007/s10506-021-09291-7). Lead and Bare are the first of these, in
// searches.
type Stand struct {
	*Pairing          // the need and the brand
	Lead     Fraction // the brand's part of the demand that names a solution or a brand for the need
	Bare     Fraction // the part of the brand's demand that names no solution
	Sure     bool     // that is so whatever the volumes mean; all that it rests on are known
}

// Stands returns the brands that stand or can stand for a need, in the order of Pairs.
func (p *Pairings) Stands(opt StandOptions) []Stand {
	lead, bare, terms := orDefault(opt.Lead, .5), orDefault(opt.Bare, .8), cmp.Or(opt.Terms, 2)
	needs, brands := make(map[string]*Need, len(p.Needs)), make(map[string]*Way, len(p.Brands))
	for i := range p.Needs {
		needs[p.Needs[i].Name] = &p.Needs[i]
	}
	for i := range p.Brands {
		brands[p.Brands[i].Name] = &p.Brands[i]
	}
	var out []Stand
	for i := range p.Pairs {
		pair := &p.Pairs[i]
		if pair.Role != keyword.Brand || len(pair.Terms) < terms {
			continue
		}
		n, b := needs[pair.Need], brands[pair.With]
		s := Stand{Pairing: pair,
			Lead: Share(pair.Demand, n.named().minus(pair.all).sum()),
			Bare: Share(b.Bare, b.all.minus(b.bare).sum())}
		if !s.Lead.Known || !s.Bare.Known || s.Lead.High < lead || s.Bare.High < bare {
			continue
		}
		s.Sure = s.Lead.Low >= lead && s.Bare.Low >= bare && n.named().unknown == 0 && b.all.unknown == 0
		out = append(out, s)
	}
	return out
}
