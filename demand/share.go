package demand

import (
	"cmp"
	"math"
	"slices"

	"github.com/needscape/needscape/keyword"
)

// A ShareOfSearch is how the searches for brands divide between them, in a market or
// among those that mention one need. Binet found it to lead the share of the market, by
// about a year for cars (at IPA EffWorks Global 2020).
type ShareOfSearch struct {
	Need    string       // "" for the whole market
	Demand  Sum          // of the terms that name a brand, each once
	Several Sum          // of those of them that name more than one
	Brands  []BrandShare // the most demand first, ties by name
}

// A BrandShare is one brand's part.
type BrandShare struct {
	Brand    string
	Keywords int // distinct keywords that name it
	Demand   Sum // of its terms

	// Share is the part of the demand for any brand that names this one. A term that
	// names two brands counts for both, and once in the whole, so that shares add up to
	// more than 1 by as much as terms name several.
	Share Fraction
}

// ShareOfSearch returns the shares of search of brands in the market, and then for each
// need with which a brand is named, in the order of Needs. It is nil where no brand is
// named.
//
// A name can mean something else. A keyword that is a brand's with confidence c
// ([keyword.Label]) counts in full in the upper bound of a demand and for c of its
// searches in the lower: of such keywords, that part is to be expected to be a brand's.
// One that names a brand and is not taken for a brand's counts in the upper bound only.
func (p *Pairings) ShareOfSearch() []ShareOfSearch {
	first := int32(1 + p.solutions) // of the brands
	brand := make([]tally, len(p.wayName))
	pair := make([]tally, len(p.Pairs))
	all, several := make([]tally, 1+len(p.needName)), make([]tally, 1+len(p.needName)) // of the market, and of each need
	for i, t := range p.terms {
		ways := p.waysOf(i)
		other, _ := slices.BinarySearch(ways, first)
		brands := ways[other:]
		if len(brands) == 0 {
			continue
		}
		v, part, keywords := p.volume(t), branded(t), 1+len(t.Variants)
		count := func(at int32) {
			all[at].add(v, part, keywords)
			if len(brands) > 1 {
				several[at].add(v, part, keywords)
			}
		}
		count(0)
		for _, b := range brands {
			brand[b].add(v, part, keywords)
		}
		pairs := between(p.pairs, p.pairEnd, i)
		for k, n := range p.needsOf(i) {
			count(1 + n)
			for _, at := range pairs[k*len(ways)+other : (k+1)*len(ways)] {
				pair[at].add(v, part, keywords)
			}
		}
	}
	shares := make([]ShareOfSearch, 1+len(p.needName)) // likewise
	for b := first; int(b) < len(p.wayName); b++ {
		shares[0].add(p.wayName[b], brand[b], all[0])
	}
	for i := range p.Pairs {
		if x := &p.Pairs[i]; x.Role == keyword.Brand {
			n, _ := slices.BinarySearch(p.needName, x.Need)
			shares[1+n].add(x.With, pair[i], all[1+n])
		}
	}
	var out []ShareOfSearch
	take := func(at int, need string) {
		s := shares[at]
		if len(s.Brands) == 0 {
			return
		}
		s.Need, s.Demand, s.Several = need, all[at].sum(), several[at].sum()
		slices.SortFunc(s.Brands, func(a, b BrandShare) int {
			return cmp.Or(bySum(a.Demand, b.Demand), cmp.Compare(a.Brand, b.Brand))
		})
		out = append(out, s)
	}
	take(0, "")
	for i := range p.Needs {
		n, _ := slices.BinarySearch(p.needName, p.Needs[i].Name)
		take(1+n, p.Needs[i].Name)
	}
	return out
}

// add adds a brand's part of a whole.
func (s *ShareOfSearch) add(brand string, part, whole tally) {
	s.Brands = append(s.Brands, BrandShare{brand, part.keywords, part.sum(), Share(part.fine(), whole.minus(part).fine())})
}

// branded returns how many hundredths of a term's searches are a brand's for sure.
func branded(t *Term) int64 {
	if t.Role != keyword.Brand || !(t.Confidence > 0) {
		return 0
	}
	return int64(math.Round(min(t.Confidence, 1) * sure))
}
