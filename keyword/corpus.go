package keyword

import (
	"context"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// A Corpus is many keywords, analysed and kept small: one vocabulary, in which a
// word is normalised and stemmed once however often it occurs, and flat arrays of
// numbers instead of strings and slices for each token. Its answers are those of
// the [Analyzer] for each keyword alone. It is immutable and safe for concurrent
// use.
type Corpus struct {
	lang  *lang
	texts []string

	words     []word   // the vocabulary, in order of first occurrence
	stems     []string // distinct stems, likewise
	without   uint32   // the stem that stands for "free" where it leaves something out
	tokens    []uint32 // words of all keywords, in order
	tokenEnds []uint32 // keyword i has tokens[tokenEnds[i-1]:tokenEnds[i]]

	pairs    [][2]uint32 // stems of units of two: with, word
	units    []uint32    // of all keywords: a stem, or len(stems) plus a pair; sorted for each keyword
	unitEnds []uint32
	quiet    []bool // for each token
}

// word is what is known of a distinct word.
type word struct {
	text  string
	stem  uint32
	class class
}

// NewCorpus analyses keywords, in parallel on GOMAXPROCS goroutines; the result
// does not depend on their number. It keeps the strings, but not the slice.
// Cancelling ctx ends it early with ctx's error. Time is linear in the length of
// the texts. Some four billion words are the most that it holds.
func NewCorpus(ctx context.Context, a *Analyzer, texts []string) (*Corpus, error) {
	c := &Corpus{lang: a.language(), texts: slices.Clone(texts)}
	parts := split(len(texts))
	lists := make([]wordList, len(parts))
	if err := each(ctx, len(parts), func(p int) { lists[p] = c.lang.list(ctx, texts[parts[p][0]:parts[p][1]]) }); err != nil {
		return nil, err
	}
	c.join(lists)
	plans := make([]unitList, len(parts))
	if err := each(ctx, len(parts), func(p int) { plans[p] = c.plan(ctx, parts[p][0], parts[p][1]) }); err != nil {
		return nil, err
	}
	c.finish(plans)
	return c, nil
}

// Len returns the number of keywords.
func (c *Corpus) Len() int { return len(c.texts) }

// Text returns keyword i as it was given.
func (c *Corpus) Text(i int) string { return c.texts[i] }

// Words returns the number of distinct words, in their normal form.
func (c *Corpus) Words() int { return len(c.words) }

// Key returns the close-variant key of keyword i (see [Analyzer.Key]).
func (c *Corpus) Key(i int) string {
	units := c.unitsOf(i)
	names := make([]string, len(units))
	for k, u := range units {
		if n := len(c.stems); int(u) >= n {
			pair := c.pairs[int(u)-n]
			names[k] = c.stems[pair[0]] + "_" + c.stems[pair[1]]
		} else {
			names[k] = c.stems[u]
		}
	}
	slices.Sort(names)
	return strings.Join(names, " ")
}

// Tokens returns the words of keyword i (see [Analyzer.Tokens]).
func (c *Corpus) Tokens(i int) []Token {
	spans := c.lang.appendSpans(nil, c.texts[i])
	start, _ := bounds(c.tokenEnds, i)
	tokens := make([]Token, len(spans))
	for k, s := range spans {
		w := c.words[c.tokens[start+k]]
		tokens[k] = Token{s.start, s.end, w.text, c.stems[w.stem], c.quiet[start+k]}
	}
	return tokens
}

// Variants returns a class for each keyword, such that two keywords have the same
// class exactly if they have the same key. Classes count from 0 in the order in
// which they first occur. Time is linear.
func (c *Corpus) Variants() []int32 {
	classes := make([]int32, len(c.texts))
	size := 1
	for size < 2*len(c.texts) {
		size *= 2
	}
	table := make([]int32, size) // index of the first keyword of a class, plus 1
	n := int32(0)
	for i := range c.texts {
		units := c.unitsOf(i)
		slot := hash(units) & uint64(size-1)
		for table[slot] != 0 && !slices.Equal(c.unitsOf(int(table[slot]-1)), units) {
			slot = (slot + 1) & uint64(size-1)
		}
		if table[slot] == 0 {
			table[slot] = int32(i + 1)
			classes[i] = n
			n++
		} else {
			classes[i] = classes[table[slot]-1]
		}
	}
	return classes
}

func (c *Corpus) unitsOf(i int) []uint32 {
	start, end := bounds(c.unitEnds, i)
	return c.units[start:end]
}

// bounds returns where the part of keyword i lies in a flat array, by the ends.
func bounds(ends []uint32, i int) (start, end int) {
	if i > 0 {
		start = int(ends[i-1])
	}
	return start, int(ends[i])
}

// hash mixes numbers (the finalizer of MurmurHash3 over each).
func hash(units []uint32) uint64 {
	h := uint64(len(units))
	for _, u := range units {
		h ^= uint64(u) + 0x9e3779b97f4a7c15
		h = (h ^ h>>33) * 0xff51afd7ed558ccd
		h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
		h ^= h >> 33
	}
	return h
}

// wordList is the words of a part of the keywords, numbered within it.
type wordList struct {
	words  interner[string] // in their normal form
	tokens []uint32
	ends   []uint32
}

// list reads the words of texts.
func (l *lang) list(ctx context.Context, texts []string) wordList {
	var out wordList
	out.tokens = make([]uint32, 0, 4*len(texts))
	out.ends = make([]uint32, len(texts))
	var raw wordTable
	words := &out.words
	words.expect(len(texts) / 5) // lists of some size have less
	var spans []span
	for i, text := range texts {
		if i&0xfff == 0 && ctx.Err() != nil {
			break
		}
		spans = l.appendSpans(spans[:0], text)
		for _, s := range spans {
			make := func() uint32 { return words.id(l.wordText(text[s.start:s.end])) }
			if l.dotlessI { // a capital I is not that of i
				out.tokens = append(out.tokens, raw.longID(text[s.start:s.end], make))
			} else {
				out.tokens = append(out.tokens, raw.id(text, s.start, s.end, make))
			}
		}
		out.ends[i] = uint32(len(out.tokens))
	}
	return out
}

// join makes one vocabulary of the lists of all parts, in their order.
func (c *Corpus) join(lists []wordList) {
	first := &lists[0]
	words := &first.words
	c.tokens, c.tokenEnds = first.tokens, first.ends
	for _, l := range lists[1:] {
		ids := words.all(l.words.list)
		base := uint32(len(c.tokens))
		for _, t := range l.tokens {
			c.tokens = append(c.tokens, ids[t])
		}
		for _, e := range l.ends {
			c.tokenEnds = append(c.tokenEnds, base+e)
		}
	}
	c.quiet = make([]bool, len(c.tokens))
	c.stemWords(words.list)
}

// stemWords makes the vocabulary of its words: stems each once, in parallel.
func (c *Corpus) stemWords(words []string) {
	c.words = make([]word, len(words))
	names := make([]string, len(words))
	parts := split(len(c.words))
	_ = each(context.Background(), len(parts), func(p int) {
		for i := parts[p][0]; i < parts[p][1]; i++ {
			names[i] = c.lang.stemOf(words[i])
			c.words[i] = word{text: words[i], class: c.lang.classOf(words[i])}
		}
	})
	var stems interner[string]
	stems.expect(len(names))
	for i, id := range stems.all(names) {
		c.words[i].stem = id
	}
	if c.lang.without != "" {
		c.without = stems.id(c.lang.without)
	}
	c.stems = stems.list
}

// unitList is the units of a part of the keywords. A unit of two words is
// numbered within the part, with bit 31 set.
type unitList struct {
	units []uint32
	ends  []uint32
	pairs [][2]uint32
}

const isPair = 1 << 31

// plan finds the units of keywords from start to end.
func (c *Corpus) plan(ctx context.Context, start, end int) unitList {
	var out unitList
	from, to := 0, 0
	if start < end {
		from, _ = bounds(c.tokenEnds, start)
		_, to = bounds(c.tokenEnds, end-1)
	}
	out.units = make([]uint32, 0, to-from)
	out.ends = make([]uint32, 0, end-start)
	var pairs interner[[2]uint32]
	var classes []class
	var units []unit
	var spans []span
	for i := start; i < end; i++ {
		if i&0xfff == 0 && ctx.Err() != nil {
			break
		}
		first, last := bounds(c.tokenEnds, i)
		words := c.tokens[first:last]
		classes = classes[:0]
		for _, w := range words {
			classes = append(classes, c.words[w].class)
		}
		spans = spans[:0]
		gap := func(k int) bool {
			if len(spans) == 0 {
				spans = c.lang.appendSpans(spans, c.texts[i])
			}
			return gapBefore(c.texts[i], spans, k)
		}
		units = plan(classes, gap, c.quiet[first:last], units[:0])
		for _, u := range units {
			stem := c.words[words[u.word]].stem
			if u.with < 0 {
				out.units = append(out.units, stem)
				continue
			}
			with := c.words[words[u.with]].stem
			if classes[u.with]&free != 0 && c.lang.without != "" {
				with = c.without
			}
			id := pairs.id([2]uint32{with, stem})
			out.units = append(out.units, id|isPair)
		}
		out.ends = append(out.ends, uint32(len(out.units)))
	}
	out.pairs = pairs.list
	return out
}

// finish puts the units of all parts together.
func (c *Corpus) finish(lists []unitList) {
	total := 0
	for _, l := range lists {
		total += len(l.units)
	}
	c.units = make([]uint32, 0, total)
	c.unitEnds = make([]uint32, 0, len(c.texts))
	var pairs interner[[2]uint32]
	for _, l := range lists {
		ids := pairs.all(l.pairs)
		at := uint32(0)
		for _, end := range l.ends {
			from := len(c.units)
			for _, u := range l.units[at:end] {
				if u&isPair != 0 {
					u = uint32(len(c.stems)) + ids[u&^isPair]
				}
				c.units = append(c.units, u)
			}
			slices.Sort(c.units[from:])
			c.unitEnds = append(c.unitEnds, uint32(len(c.units)))
			at = end
		}
	}
	c.pairs = pairs.list
}

// split cuts n things into ranges for parallel work.
func split(n int) [][2]int {
	const least = 4096 // below which a goroutine does not pay
	parts := min(runtime.GOMAXPROCS(0), n/least+1)
	out := make([][2]int, parts)
	for p := range out {
		out[p] = [2]int{n * p / parts, n * (p + 1) / parts}
	}
	return out
}

// each runs f for 0 to n-1 at the same time.
func each(ctx context.Context, n int, f func(int)) error {
	var wg sync.WaitGroup
	for p := range n {
		wg.Go(func() { f(p) })
	}
	wg.Wait()
	return ctx.Err()
}
