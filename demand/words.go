package demand

import (
	"cmp"
	"context"
	"math"
	"math/bits"
	"slices"

	"github.com/needscape/needscape/keyword"
)

// A Wording is what a message to a rung has to go by: what those who stand on it search
// for, and which words set them apart.
type Wording struct {
	Ladder string // the name of the part
	Part   int    // its number
	Rung
	Leading []Ranked // the keywords with the most demand, with their places on the rung
	Words   []Word   // the most typical first, ties by demand and text
}

// A Word is a word that is typical of a rung, as searchers write it, with the one that it
// cannot be parted from: "without steroids".
type Word struct {
	Text     string
	Role     keyword.Role // for which it mostly speaks, so that a brand's name is known as such; else Other
	Keywords int          // distinct keywords of the rung that have it
	Demand   Sum          // of its terms there

	// Score is by how many standard deviations the odds of the word are higher on the rung
	// than on the others, to four decimals: 2 and more are hardly chance.
	Score float64
}

// WordOptions say which words and how many keywords a wording has. The zero value is that
// of each field.
type WordOptions struct {
	Leading int     // how many keywords; 0 is 10, less than 0 all
	Words   int     // how many words; 0 is 20, less than 0 all
	Score   float64 // the least score; 0 is 1, less than 0 any that is more frequent here
	Prior   float64 // how much the prior weighs, as a part of the words compared; 0 is 0.1, none less than 0
}

// Wordings returns the wording of each rung that has terms, in the order of
// [Report.Ladders] and of their rungs.
//
// Words are typical by the log-odds ratio of the rung against all other rungs of its ladder
// with an informative Dirichlet prior, over its standard deviation (Monroe, Colaresi and
// Quinn 2008, doi:10.1093/pan/mpn018). Of y times that a word is said among n words on the
// rung, and x among m on the others, with a prior of α = p(y+x) and α₀ = p(n+m), where p is
// how much it weighs:
//
//	δ = ln((y+α)/(n+α₀−y−α)) − ln((x+α)/(m+α₀−x−α))
//	score = δ / √(1/(y+α) + 1/(x+α))
//
// Where the other rungs are empty, they are the rest of the market. Twenty times the
// searches of one keyword are not twenty people's choice of its words, so a term counts
// 1 + ⌊log₂ v⌋ for a central volume v, as is usual for repeated words (Manning, Raghavan and
// Schütze 2008, Introduction to Information Retrieval, section 6.4.1), and 1 for none or an
// unknown one. So that these weights do not pass for as many independent observations,
// counts are brought to their effective number, times Σw/Σw² (Kish 1965, Survey Sampling).
//
// A word counts once in a term, and terms count by their Keyword; function words count only
// where they carry meaning. Two words of which nine in ten terms that have either have both,
// the one behind the other, are one: "near me". Time is linear in the words of all terms, as
// often as these are in parts, but for sorting. Cancelling ctx ends it early with ctx's error.
func (x *Lexis) Wordings(ctx context.Context, by By, parts Parts, opt WordOptions) ([]Wording, error) {
	r := x.report
	members := membersOf(parts, len(r.Terms))
	_, rung := rungsOf(by)
	var market count
	market.of = make([]int64, len(x.names))
	for i := range r.Terms {
		market.add(x, int32(i))
	}
	ladder, own := count{of: make([]int64, len(x.names))}, count{of: make([]int64, len(x.names))}
	place := make([]int32, len(x.names))
	var out []Wording
	for n, l := range r.Ladders(by, parts) {
		if n&0xff == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		on := make([][]int32, len(l.Rungs))
		for _, i := range members[l.Part] {
			k := rung(&r.Terms[i])
			on[k] = append(on[k], i)
			ladder.add(x, i)
		}
		for k, terms := range on {
			if len(terms) == 0 {
				continue
			}
			w := Wording{Ladder: l.Name, Part: l.Part, Rung: l.Rungs[k], Leading: r.leading(terms, cmp.Or(opt.Leading, 10))}
			for _, i := range terms {
				own.add(x, i)
			}
			all := &ladder
			if own.weight == ladder.weight {
				all = &market
			}
			words, scores := own.typical(all, max(orDefault(opt.Prior, .1), 0), orDefault(opt.Score, 1))
			w.Words = x.wordsOf(terms, words, scores, place, cmp.Or(opt.Words, 20))
			own.reset()
			out = append(out, w)
		}
		ladder.reset()
	}
	return out, nil
}

// membersOf lists the terms of each part.
func membersOf(parts Parts, terms int) [][]int32 {
	members := make([][]int32, parts.Len())
	for i := range terms {
		for _, p := range parts.Of(i) {
			members[p] = append(members[p], int32(i))
		}
	}
	return members
}

// leading returns the first n of some terms, n < 0 for all, with their places among them.
func (r *Report) leading(terms []int32, n int) []Ranked {
	ranked := make([]Ranked, len(terms))
	for i, t := range terms {
		ranked[i].Term = &r.Terms[t]
	}
	r.place(ranked)
	if n < 0 || n > len(ranked) {
		return ranked
	}
	return slices.Clone(ranked[:n])
}

// A count is how often words are said, each term as often as its weight.
type count struct {
	of      []int64  // by word
	said    []uint32 // the words
	weight  int64    // of all words
	squared int64    // Σ of the squared weights
}

// add adds a term.
func (c *count) add(x *Lexis, term int32) {
	w := x.weight[term]
	for _, s := range x.of(term) {
		if c.of[s.word] == 0 {
			c.said = append(c.said, s.word)
		}
		c.of[s.word] += w
		c.weight += w
		c.squared += w * w
	}
}

// reset makes a count one of nothing.
func (c *count) reset() {
	for _, u := range c.said {
		c.of[u] = 0
	}
	c.said, c.weight, c.squared = c.said[:0], 0, 0
}

// wordsOf adds up the demand of words in the terms of a rung, and returns the n most
// typical, n < 0 for all. Place has room for every word, and is zero.
func (x *Lexis) wordsOf(terms []int32, words []uint32, scores []float64, place []int32, n int) []Word {
	out, writings := make([]Word, len(words)), make([]writing, len(words))
	for i, u := range words {
		place[u] = int32(i + 1)
	}
	for _, i := range terms {
		t := &x.report.Terms[i]
		for _, s := range x.of(i) {
			if at := place[s.word] - 1; at >= 0 {
				out[at].Keywords += 1 + len(t.Variants)
				out[at].Demand.AddTerm(t)
				writings[at].add(s, t)
			}
		}
	}
	for i, u := range words {
		out[i].Text, out[i].Role, out[i].Score = writings[i].best(x), writings[i].role(), scores[i]
		place[u] = 0
	}
	slices.SortFunc(out, func(a, b Word) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), bySum(a.Demand, b.Demand), cmp.Compare(a.Text, b.Text))
	})
	if n < 0 || n > len(out) {
		return out
	}
	return slices.Clone(out[:n])
}

// weightOf returns what a term counts: more by one for each doubling of its demand.
func weightOf(v Volume) int64 { return int64(max(1, bits.Len64(uint64(max(v.Central(), 0))))) }

// typical returns the words that are more frequent in a count than in what else is in the
// whole, with their scores, where these reach the least.
func (c *count) typical(whole *count, prior, least float64) (words []uint32, scores []float64) {
	rest := count{weight: whole.weight - c.weight, squared: whole.squared - c.squared}
	if c.weight == 0 || rest.weight == 0 {
		return nil, nil
	}
	here, there := float64(c.weight)/float64(c.squared), float64(rest.weight)/float64(rest.squared)
	n, m := here*float64(c.weight), there*float64(rest.weight)
	for _, u := range c.said {
		score := logOdds(float64(here*float64(c.of[u])), n, float64(there*float64(whole.of[u]-c.of[u])), m, prior)
		if score > 0 && score >= least {
			words, scores = append(words, u), append(scores, score)
		}
	}
	return words, scores
}

// logOdds returns the log-odds ratio of a word that is said y times among n against x among
// m, with a part of both together as the prior, over its standard deviation. It is 0 where
// no other word is said.
func logOdds(y, n, x, m, prior float64) float64 {
	a, a0 := float64(prior*(y+x)), float64(prior*(n+m))
	if y+a >= n+a0 || x+a >= m+a0 {
		return 0
	}
	delta := math.Log((y+a)/(n+a0-y-a)) - math.Log((x+a)/(m+a0-x-a))
	const decimals = 1e4
	return math.Round(delta/math.Sqrt(1/(y+a)+1/(x+a))*decimals) / decimals
}
