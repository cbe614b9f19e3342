package demand

import (
	"cmp"
	"slices"
	"strings"

	"github.com/needscape/needscape/keyword"
)

// PairOptions says how pairings are found and counted.
type PairOptions struct {
	// Name gives the name under which a mention counts, so that "rash on face" can
	// count as "face rash" (see [Report.Names]); "" where it names nothing. Nil is the
	// evidence's Term.
	Name func(keyword.Evidence) string

	// Confidence is the least confidence in the role of a term from which what a list has
	// shown ([keyword.ByList]) counts as mentioned. 0 is 0.7; less than 0 is any. What
	// the lexicon has counts always.
	Confidence float64

	// Learnt is how many terms must mention a need or a solution that only a list has
	// shown, so that it has a name: it is known by the words that end such keywords, of
	// which those that end a single one are as often no name ("… in mumbai"). 0 is 2. Brands
	// are names.
	Learnt int

	// CountTerms counts each set of close variants as one search, whatever its volume:
	// for lists without volumes.
	CountTerms bool
}

// Pairings are the needs of a market with the solutions and brands that searchers put
// into one keyword with them. They refer to the report that they come from, and are
// safe for concurrent use.
//
// A term that mentions a need and two solutions is in two pairings and counts in the
// demand of both, so that the demands of pairings add up to more than Paired. Market,
// Alone and Paired count each term once; Alone and Paired add up to the demand of the
// terms that mention a need.
type Pairings struct {
	Market Sum // of the terms that mention a need, a solution or a brand
	Alone  Sum // of those that mention a need and no way to meet it
	Paired Sum // of those that mention a need and a way to meet it

	// The most demand first, ties by need, role and name.
	Needs     []Need
	Solutions []Way // with a need or without
	Brands    []Way // likewise
	Pairs     []Pairing

	mentions
	countTerms bool
	pairs      []int32 // of all terms, one after another, as places in Pairs
	pairEnd    []int32 // where those of each term end
	paired     tally
	alone      tally
}

// A Way is a solution or a brand.
type Way struct {
	Name     string
	Role     keyword.Role // Solution or Brand
	Keywords int          // distinct keywords that name it
	Demand   Sum          // of its terms
	Bare     Sum          // of those of a brand's terms that name no solution beside it
	Needs    int          // that it is paired with

	all, bare tally
}

// A Pairing is a need and a solution or brand that searchers put into one keyword.
type Pairing struct {
	Need string
	With string       // the solution or brand; "" for a method without a name ("how to treat")
	Role keyword.Role // of With: Brand or Solution; a method is a solution

	Keywords int      // distinct keywords
	Demand   Sum      // of its terms
	Terms    []*Term  // the most demand first
	Share    Fraction // of the demand of the need

	// Lift is the demand over what it would be if mentions of both were independent:
	// the pairing's demand times that of [Pairings.Market], over the demand of the need
	// times that of the solution or brand. 1 is chance. Low and High are exact for all
	// that the volumes can be; High is infinite where nothing bounds it.
	Lift Estimate

	name mention
	all  tally
}

// Pair returns the needs, solutions and brands that terms mention by their evidence,
// and the pairs of them that stand in one term. What speaks for a solution and names
// none ("how to treat") is a method: a way to meet the need, and none of the
// alternatives known by name; it counts where nothing is named, and so does a learnt
// solution without a name. What speaks for a need or a brand and names none counts for
// nothing. Terms of unknown volume are counted and add no demand.
//
// The result does not depend on the order of terms. Time is O(n log n) in the number of
// mentions.
func (r *Report) Pair(opt PairOptions) *Pairings {
	name := opt.mention(r.Terms)
	p := &Pairings{mentions: mentioned(r.Terms, name), countTerms: opt.CountTerms}
	needs, ways := make([]Need, len(p.needName)), make([]Way, len(p.wayName))
	var market tally
	entries := make([]pairEntry, 0, p.together())
	for i, t := range p.terms {
		v, keywords := p.volume(t), 1+len(t.Variants)
		market.add(v, sure, keywords)
		met := p.waysOf(i)
		part := p.part(met)
		for _, n := range p.needsOf(i) {
			needs[n].parts[part].add(v, sure, keywords)
			for _, w := range met {
				entries = append(entries, pairEntry{uint64(n)<<32 | uint64(w), int32(len(entries)), int32(i)})
			}
		}
		for _, w := range met {
			ways[w].all.add(v, sure, keywords)
			if p.role(met[0]) == keyword.Brand {
				ways[w].bare.add(v, sure, keywords)
			}
		}
		switch {
		case len(p.needsOf(i)) == 0:
		case part == partAlone:
			p.alone.add(v, sure, keywords)
		default:
			p.paired.add(v, sure, keywords)
		}
		p.pairEnd = append(p.pairEnd, int32(len(entries)))
	}
	p.Market, p.Alone, p.Paired = market.sum(), p.alone.sum(), p.paired.sum()
	for n := range needs {
		needs[n].Name = p.needName[n]
		needs[n].fill()
	}
	p.pairUp(entries, needs, ways, market, name)
	for w := range ways[1:] {
		way := &ways[1+w]
		way.Name, way.Role, way.Keywords = p.wayName[1+w], p.role(int32(1+w)), way.all.keywords
		way.Demand, way.Bare = way.all.sum(), way.bare.sum()
	}
	p.Solutions, p.Brands = ways[1:1+p.solutions:1+p.solutions], ways[1+p.solutions:]
	for _, list := range [][]Way{p.Solutions, p.Brands} {
		slices.SortFunc(list, func(a, b Way) int {
			return cmp.Or(bySum(a.Demand, b.Demand), cmp.Compare(a.Name, b.Name))
		})
	}
	p.gather(needs)
	return p
}

// volume is what a term counts for.
func (p *Pairings) volume(t *Term) quantity {
	if p.countTerms {
		return quantity{Volume: Count(1)}
	}
	return t.quantity()
}

// part returns the part of a need's demand that a term is in, by the ways that it
// mentions.
func (p *Pairings) part(ways []int32) int {
	switch {
	case len(ways) == 0:
		return partAlone
	case ways[0] == method:
		return partMethod
	case p.role(ways[len(ways)-1]) == keyword.Brand:
		return partBrand
	default:
		return partSolution
	}
}

// together counts the pairs of all terms.
func (m *mentions) together() (n int) {
	for i := range m.terms {
		n += len(m.needsOf(i)) * len(m.waysOf(i))
	}
	return n
}

// pairEntry is a pair in a term.
type pairEntry struct {
	pair     uint64 // need and way
	at, term int32  // at is its place in the list of the pairs of all terms
}

// pairUp fills Pairs, and the places of the pairs of each term.
func (p *Pairings) pairUp(entries []pairEntry, needs []Need, ways []Way, market tally, name mention) {
	slices.SortFunc(entries, func(a, b pairEntry) int {
		if a.pair != b.pair {
			return cmp.Compare(a.pair, b.pair)
		}
		return cmp.Compare(a.at, b.at)
	})
	distinct := 0
	for i := range entries {
		if i == 0 || entries[i].pair != entries[i-1].pair {
			distinct++
		}
	}
	p.Pairs = make([]Pairing, 0, distinct)
	terms := make([]*Term, len(entries))
	p.pairs = make([]int32, len(entries))
	for i := 0; i < len(entries); {
		n, w := entries[i].pair>>32, int32(uint32(entries[i].pair))
		pair := Pairing{Need: p.needName[n], With: p.wayName[w], Role: p.role(w), name: name}
		start := i
		for ; i < len(entries) && entries[i].pair == entries[start].pair; i++ {
			terms[i] = p.terms[entries[i].term]
			p.pairs[entries[i].at] = int32(len(p.Pairs))
			pair.all.add(p.volume(terms[i]), sure, 1+len(terms[i].Variants))
		}
		pair.Terms = terms[start:i:i]
		pair.Keywords, pair.Demand = pair.all.keywords, pair.all.sum()
		pair.Share = Share(pair.Demand, needs[n].all.minus(pair.all).sum())
		pair.Lift = lift(pair.all, needs[n].all, ways[w].all, market)
		ways[w].Needs++
		p.Pairs = append(p.Pairs, pair)
	}
	order := make([]int32, len(p.Pairs))
	for i := range order {
		order[i] = int32(i)
	}
	// They stand in the order of need, role and name, in which ties stay.
	slices.SortStableFunc(order, func(a, b int32) int {
		return bySum(p.Pairs[a].Demand, p.Pairs[b].Demand)
	})
	sorted, place := make([]Pairing, len(order)), make([]int32, len(order))
	for i, k := range order {
		sorted[i], place[k] = p.Pairs[k], int32(i)
	}
	for i, k := range p.pairs {
		p.pairs[i] = place[k]
	}
	p.Pairs = sorted
}

// Sample returns up to n terms that characterise a pairing: the one with the most
// demand, and then the next ones that each say a word which neither the need, the
// solution or brand, nor a term before it says. Of methods these are the words of which
// they are made.
func (p *Pairing) Sample(n int) []*Term {
	var out []*Term
	said := map[string]bool{}
	for _, t := range p.Terms {
		if len(out) >= n {
			break
		}
		adds := len(out) == 0
		for word := range strings.FieldsSeq(strings.ToLower(p.rest(t))) {
			adds = adds || !said[word]
			said[word] = true
		}
		if adds {
			out = append(out, t)
		}
	}
	return out
}

// rest returns what a term says beside the need and the solution or brand.
func (p *Pairing) rest(t *Term) string {
	text := []byte(t.Keyword)
	for _, e := range t.Evidence {
		_, name := p.name(t, e)
		if name != "" && (name == p.Need && e.Role == keyword.Need || name == p.With && e.Role == p.Role) {
			for i := max(e.Start, 0); i < min(e.End, len(text)); i++ {
				text[i] = ' '
			}
		}
	}
	return string(text)
}
