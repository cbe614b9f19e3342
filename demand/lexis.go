package demand

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/needscape/needscape/keyword"
)

// A Lexis is the words of the terms of a report, taken apart once for all the ladders whose
// wordings are asked for. It is safe for concurrent use while the report is not changed.
type Lexis struct {
	report *Report
	words  []spoken // of all terms, one after another, in the order of the text
	ends   []int32  // where those of each term end
	names  []string // of words, as keys have them
	forms  register // how words are written, where that is not their name
	weight []int64  // of each term
}

// spoken is a word in a term, distinct there.
type spoken struct {
	word   uint32
	form   int32        // as it is written here
	role   keyword.Role // for which it speaks
	follow bool         // right behind the word before it, but for silent ones
}

// of returns the words of a term.
func (x *Lexis) of(term int32) []spoken { return between(x.words, x.ends, int(term)) }

// Lexis takes the keywords of the terms apart, by an analyzer; nil is that of English. Time
// is linear in their words. Cancelling ctx ends it early with ctx's error.
func (r *Report) Lexis(ctx context.Context, a *keyword.Analyzer) (*Lexis, error) {
	if a == nil {
		a = new(keyword.Analyzer)
	}
	texts := make([]string, len(r.Terms))
	x := &Lexis{report: r, weight: make([]int64, len(texts))}
	for i := range r.Terms {
		texts[i], x.weight[i] = r.Terms[i].Keyword, weightOf(r.Terms[i].Volume)
	}
	corpus, err := keyword.NewCorpus(ctx, a, texts)
	if err != nil {
		return nil, err
	}
	units, err := corpus.Units(ctx)
	if err != nil {
		return nil, err
	}
	x.names = units.Names
	speaker := speaker{Units: units, counts: PairOptions{}.mention(r.Terms), Lexis: x}
	for i := range r.Terms {
		if i&0xfff == 0xfff && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		speaker.read(&r.Terms[i], corpus.Tokens(i), units.Of(i))
		x.ends = append(x.ends, int32(len(x.words)))
	}
	x.join()
	return x, nil
}

// written returns the number of a form of a word: that of the word where it is its name.
func (x *Lexis) written(word uint32, form string) int32 {
	if form == x.names[word] {
		return int32(word)
	}
	return int32(len(x.names)) + x.forms.number(form)
}

// form returns a form by its number.
func (x *Lexis) form(number int32) string {
	if n := int(number) - len(x.names); n >= 0 {
		return x.forms.names[n]
	}
	return x.names[number]
}

// A speaker finds in the text of terms what they ask for.
type speaker struct {
	*keyword.Units
	*Lexis
	counts mention
	row    []found // scratch
}

// found is where in a keyword a unit stands.
type found struct {
	from, to int
	unit     uint32
}

// read appends the words of a term.
func (s *speaker) read(t *Term, tokens []keyword.Token, units []uint32) {
	row := s.row[:0]
	for _, u := range units {
		from, to, ok := s.find(tokens, u)
		if !ok {
			from, to = len(tokens), len(tokens)
		}
		row = append(row, found{from, to, u})
	}
	slices.SortFunc(row, func(a, b found) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(s.Names[a.unit], s.Names[b.unit]))
	})
	for i, f := range row {
		w := spoken{word: f.unit, role: keyword.Other}
		if f.from == len(tokens) {
			w.form = s.written(f.unit, strings.ReplaceAll(s.Names[f.unit], "_", " "))
		} else {
			w.form = s.written(f.unit, said(tokens[f.from:f.to]))
			w.role = s.spokenFor(t, tokens[f.from].Start, tokens[f.to-1].End)
			w.follow = i > 0 && row[i-1].to <= f.from && !slices.ContainsFunc(tokens[row[i-1].to:f.from], func(k keyword.Token) bool { return !k.Silent })
		}
		s.words = append(s.words, w)
	}
	s.row = row
}

// find returns which tokens of a keyword a unit is made of.
func (s *speaker) find(tokens []keyword.Token, u uint32) (from, to int, ok bool) {
	single := uint32(len(s.Names) - len(s.Pairs))
	if u < single {
		at := tokenOf(tokens, s.Names[u])
		return at, at + 1, at >= 0
	}
	pair := s.Pairs[u-single]
	first, second := tokenOf(tokens, s.Names[pair[0]]), tokenOf(tokens, s.Names[pair[1]])
	switch {
	case second < 0 || first < 0 && second+1 == len(tokens):
		return 0, 0, false
	case first < 0: // "sugar free" is without sugar
		return second, second + 2, true
	}
	return min(first, second), max(first, second) + 1, true
}

// tokenOf returns the place of the token with a stem; -1 where there is none.
func tokenOf(tokens []keyword.Token, stem string) int {
	return slices.IndexFunc(tokens, func(t keyword.Token) bool { return !t.Silent && t.Stem == stem })
}

// said returns tokens as one text.
func said(tokens []keyword.Token) string {
	if len(tokens) == 1 {
		return tokens[0].Text
	}
	words := make([]string, len(tokens))
	for i := range tokens {
		words[i] = tokens[i].Text
	}
	return strings.Join(words, " ")
}

// spokenFor returns the role for which a piece of a term's text is evidence.
func (s *speaker) spokenFor(t *Term, start, end int) keyword.Role {
	for _, e := range t.Evidence {
		if e.Start <= start && end <= e.End {
			if ok, _ := s.counts(t, e); ok {
				return e.Role
			}
		}
	}
	return keyword.Other
}

// leastJoined is in how many terms two words must follow each other to be one.
const leastJoined = 3

// join makes one word of two that hardly ever stand apart, such as "near me": where in
// nine of ten terms that have either, the one follows the other.
func (x *Lexis) join() {
	terms := make([]int32, len(x.names))
	for _, w := range x.words {
		terms[w.word]++
	}
	often := func(u uint32, n int32) bool { return 10*int64(n) >= 9*int64(terms[u]) && n >= leastJoined }
	together := map[[2]uint32]int32{}
	for i, w := range x.words {
		if w.follow {
			if u := x.words[i-1].word; often(u, terms[w.word]) && often(w.word, terms[u]) {
				together[[2]uint32{u, w.word}]++
			}
		}
	}
	joined := x.words[:0]
	start := int32(0)
	for i, end := range x.ends {
		before := uint32(0)
		for k, w := range x.words[start:end] {
			n := together[[2]uint32{before, w.word}]
			if k > 0 && w.follow && often(before, n) && often(w.word, n) {
				last := &joined[len(joined)-1]
				last.form = x.written(last.word, x.form(last.form)+" "+x.form(w.form))
				last.role = max(last.role, w.role)
			} else {
				joined = append(joined, w)
			}
			before = w.word
		}
		start, x.ends[i] = end, int32(len(joined))
	}
	x.words = joined
}

// A writing is the ways in which a word is written on a rung, and for what it speaks there.
type writing struct {
	forms []form
	roles [keyword.Brand + 1]int32
}

// A form is one way to write a word.
type form struct {
	number int32
	demand int64 // of the terms that write it so
	terms  int
}

// add adds a term.
func (w *writing) add(s spoken, t *Term) {
	w.roles[s.role]++
	i := slices.IndexFunc(w.forms, func(f form) bool { return f.number == s.form })
	if i < 0 {
		i = len(w.forms)
		w.forms = append(w.forms, form{number: s.form})
	}
	w.forms[i].demand = plus(w.forms[i].demand, t.Volume.Central())
	w.forms[i].terms++
}

// best returns the form with the most demand; of equals that of the most terms, the
// shortest, the first.
func (w *writing) best(x *Lexis) string {
	best := slices.MinFunc(w.forms, func(a, b form) int {
		s, t := x.form(a.number), x.form(b.number)
		return cmp.Or(cmp.Compare(b.demand, a.demand), cmp.Compare(b.terms, a.terms), cmp.Compare(len(s), len(t)), cmp.Compare(s, t))
	})
	return x.form(best.number)
}

// role returns the role for which more than half speak.
func (w *writing) role() keyword.Role {
	all := int32(0)
	for _, n := range w.roles {
		all += n
	}
	for role, n := range w.roles {
		if 2*n > all {
			return keyword.Role(role)
		}
	}
	return keyword.Other
}
