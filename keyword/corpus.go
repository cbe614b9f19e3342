package keyword

import (
	"context"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"
)

// A Corpus is many keywords, analysed and kept small: one vocabulary, in which a
// word is normalised and stemmed once however often it occurs, and a number of four
// bytes for each word of a keyword. Its answers are those of the [Analyzer] for each
// keyword alone. It is immutable and safe for concurrent use.
type Corpus struct {
	analyzer *Analyzer
	texts    []string
	langOf   []uint8 // the language of each keyword; nil where there is one only

	known   *vocabulary
	words   []word   // the vocabulary, by number
	stems   []string // distinct stems, in order of first occurrence
	without []uint32 // of each language, the stem that stands for "free" where it leaves something out

	tokens [][]uint32 // by block of keywords: their words in order, with bit 31 where silent
	ends   []uint32   // the tokens of keyword i end at ends[i] of its block
}

// word is what is known of a distinct word beside its text.
type word struct {
	stem  uint32
	class class
}

const (
	isQuiet   = 1 << 31 // of a token
	blockBits = 14
	blockSize = 1 << blockBits // keywords
)

// NewCorpus analyses keywords, in parallel on GOMAXPROCS goroutines; the result
// does not depend on their number. It keeps texts, which must not change. Cancelling
// ctx ends it early with ctx's error. Time is linear in the length of the texts. Some
// two billion distinct words are the most that it holds.
func NewCorpus(ctx context.Context, a *Analyzer, texts []string) (*Corpus, error) {
	return newCorpus(ctx, &Corpus{analyzer: a, known: new(vocabulary)}, texts)
}

// Next analyses another list, as that of the next month, as NewCorpus would. What c
// knows of words is not worked out again; where that is all of them it takes about two
// thirds of the time. Its classes of variants are its own. It does not change c.
func (c *Corpus) Next(ctx context.Context, texts []string) (*Corpus, error) {
	return newCorpus(ctx, c, texts)
}

// newCorpus analyses texts with the vocabulary of another corpus.
func newCorpus(ctx context.Context, from *Corpus, texts []string) (*Corpus, error) {
	blocks := (len(texts) + blockSize - 1) >> blockBits
	c := &Corpus{analyzer: from.analyzer, texts: texts, tokens: make([][]uint32, blocks), ends: make([]uint32, len(texts))}
	parts := splitBy(blocks, 1)
	if err := c.guess(ctx); err != nil {
		return nil, err
	}
	readers := make([]reader, len(parts))
	if err := each(ctx, len(parts), func(p int) {
		r := &readers[p]
		r.langs, r.known, r.own.first = c.analyzer.languages(), from.known, uint32(len(from.words))
		r.own.expect((parts[p][1] - parts[p][0]) << blockBits / 16)
		for b := parts[p][0]; b < parts[p][1] && ctx.Err() == nil; b++ {
			c.readBlock(r, b)
		}
	}); err != nil {
		return nil, err
	}
	numbers := c.join(from, readers)
	c.describe(from)
	if err := each(ctx, len(parts), func(p int) {
		var s scratchWords
		for b := parts[p][0]; b < parts[p][1] && ctx.Err() == nil; b++ {
			if own := numbers[p]; own != nil {
				for i, w := range c.tokens[b] {
					if w >= uint32(len(from.words)) {
						c.tokens[b][i] = own[w-uint32(len(from.words))]
					}
				}
			}
			for i := b << blockBits; i < min((b+1)<<blockBits, len(texts)); i++ {
				c.hush(i, &s)
			}
		}
	}); err != nil {
		return nil, err
	}
	return c, nil
}

// readBlock reads the words of a block of keywords.
func (c *Corpus) readBlock(r *reader, b int) {
	r.tokens = r.tokens[:0]
	for i := b << blockBits; i < min((b+1)<<blockBits, len(c.texts)); i++ {
		r.read(c.texts[i], c.langIndex(i))
		c.ends[i] = uint32(len(r.tokens))
	}
	c.tokens[b] = slices.Clone(r.tokens)
}

// join makes one vocabulary of those of all readers, in their order. It returns, for
// each reader, the numbers of the words of its own, nil where they are the same.
func (c *Corpus) join(from *Corpus, readers []reader) [][]uint32 {
	numbers := make([][]uint32, len(readers))
	if len(readers) == 0 || !slices.ContainsFunc(readers, func(r reader) bool { return len(r.own.texts) > 0 }) {
		c.known = from.known
		return numbers
	}
	if len(from.words) == 0 {
		c.known = &readers[0].own
	} else {
		c.known = from.known.clone()
		numbers[0] = c.known.addAll(c.analyzer.languages(), readers[0].own.texts, readers[0].own.langs)
	}
	for p := range readers[1:] {
		numbers[p+1] = c.known.addAll(c.analyzer.languages(), readers[p+1].own.texts, readers[p+1].own.langs)
	}
	return numbers
}

// describe stems the words that from does not know, each once and in parallel.
func (c *Corpus) describe(from *Corpus) {
	had := len(from.words)
	if len(c.known.texts) == had {
		c.words, c.stems, c.without = from.words, from.stems, from.without
		return
	}
	texts := c.known.texts[had:]
	langs := c.analyzer.languages()
	c.words = make([]word, had+len(texts))
	copy(c.words, from.words)
	names := make([]string, len(texts))
	parts := split(len(texts))
	_ = each(context.Background(), len(parts), func(p int) {
		var made arena
		var buf []byte
		for i := parts[p][0]; i < parts[p][1]; i++ {
			l := langs[c.known.langs[had+i]]
			root, ending := l.form(texts[i], &made)
			if ending != "" {
				buf = append(append(buf[:0], root...), ending...)
				root = made.add(buf)
			}
			names[i] = root
			c.words[had+i].class = l.classOf(texts[i])
		}
	})
	var stems vocabulary
	stems.expect(len(from.stems) + len(names))
	stems.addAll(noLanguage, from.stems, nil)
	for i, stem := range stems.addAll(noLanguage, names, nil) {
		c.words[had+i].stem = stem
	}
	c.without = make([]uint32, len(langs))
	for i, l := range langs {
		c.without[i] = stems.addAll(noLanguage, []string{l.without}, nil)[0]
	}
	c.stems = stems.texts
}

// noLanguage is that of stems, and of words before their language is known.
var noLanguage = []*lang{{column: -1}}

// guess finds the language of each keyword, where the analyzer has several.
func (c *Corpus) guess(ctx context.Context) error {
	if len(c.analyzer.languages()) == 1 {
		return nil
	}
	c.langOf = make([]uint8, len(c.texts))
	parts := split(len(c.texts))
	return each(ctx, len(parts), func(p int) {
		memo := map[string][]float64{}
		for i := parts[p][0]; i < parts[p][1] && (i&0xfff != 0 || ctx.Err() == nil); i++ {
			lang, _ := c.analyzer.guess(c.texts[i], memo)
			c.langOf[i] = uint8(lang)
		}
	})
}

// Language returns the language by whose rules keyword i is taken apart: that of
// [Analyzer.Language], or the first where that is undetermined.
func (c *Corpus) Language(i int) language.Tag { return c.langAt(i).tag }

// Len returns the number of keywords.
func (c *Corpus) Len() int { return len(c.texts) }

// Text returns keyword i as it was given.
func (c *Corpus) Text(i int) string { return c.texts[i] }

// Words returns the number of distinct words, in their normal form; those of the
// corpora before it are among them.
func (c *Corpus) Words() int { return len(c.words) }

// Key returns the close-variant key of keyword i (see [Analyzer.Key]).
func (c *Corpus) Key(i int) string {
	var s scratchWords
	units := c.units(i, &s)
	names := make([]string, len(units))
	for k, u := range units {
		names[k] = c.unitName(u)
	}
	slices.Sort(names)
	return strings.Join(names, " ")
}

// Tokens returns the words of keyword i (see [Analyzer.Tokens]).
func (c *Corpus) Tokens(i int) []Token {
	spans := c.langAt(i).appendSpans(nil, c.texts[i])
	tokens := make([]Token, len(spans))
	for k, w := range c.tokensOf(i) {
		word := w &^ isQuiet
		tokens[k] = Token{spans[k].start, spans[k].end, c.known.texts[word], c.stems[c.words[word].stem], w&isQuiet != 0}
	}
	return tokens
}

// tokensOf returns the words of keyword i, with isQuiet.
func (c *Corpus) tokensOf(i int) []uint32 {
	start := uint32(0)
	if i&(blockSize-1) != 0 {
		start = c.ends[i-1]
	}
	return c.tokens[i>>blockBits][start:c.ends[i]]
}

// langAt returns the language of keyword i.
func (c *Corpus) langAt(i int) *lang { return c.analyzer.languages()[c.langIndex(i)] }

func (c *Corpus) langIndex(i int) uint8 {
	if c.langOf == nil {
		return 0
	}
	return c.langOf[i]
}

// scratchWords is working memory for the words of a keyword.
type scratchWords struct {
	classes []class
	quiet   []bool
	spans   []span
	parts   []unit
	units   []uint64
}

// load takes up the words of a keyword: what they may do, and which are silent.
func (s *scratchWords) load(c *Corpus, words []uint32) {
	s.classes, s.quiet = s.classes[:0], s.quiet[:0]
	for _, w := range words {
		s.classes, s.quiet = append(s.classes, c.words[w&^isQuiet].class), append(s.quiet, w&isQuiet != 0)
	}
}

// hush finds the silent words of keyword i, of which none is marked yet.
func (c *Corpus) hush(i int, s *scratchWords) {
	words := c.tokensOf(i)
	all := class(0)
	for _, w := range words {
		all |= c.words[w].class
	}
	if all&hushing == 0 {
		return
	}
	s.load(c, words)
	s.spans = s.spans[:0]
	hush(s.classes, func(k int) bool {
		if len(s.spans) == 0 {
			s.spans = c.langAt(i).appendSpans(s.spans, c.texts[i])
		}
		return gapBefore(c.texts[i], s.spans, k)
	}, s.quiet)
	for k, q := range s.quiet {
		if q {
			words[k] |= isQuiet
		}
	}
}

// units returns the units of keyword i, sorted: a stem each, with the number of the
// stem that belongs to it, from 1, in the upper half. They hold until the next call.
func (c *Corpus) units(i int, s *scratchWords) []uint64 {
	words := c.tokensOf(i)
	all, special := class(0), 0
	s.units = s.units[:0]
	for _, w := range words {
		word := &c.words[w&^isQuiet]
		if word.class&(number|kin) != 0 {
			special++
		}
		if w&isQuiet == 0 {
			all |= word.class
			s.units = append(s.units, uint64(word.stem))
		}
	}
	if all&(binding&^(number|kin)) != 0 || special > 1 {
		s.bind(c, i, words)
	}
	slices.Sort(s.units)
	return s.units
}

// bind is units for a keyword in which two words may belong together.
func (s *scratchWords) bind(c *Corpus, i int, words []uint32) {
	s.load(c, words)
	s.parts = bind(s.classes, s.quiet, s.parts[:0])
	s.units = s.units[:0]
	for _, u := range s.parts {
		stem := uint64(c.words[words[u.word]&^isQuiet].stem)
		if u.with >= 0 {
			with := c.words[words[u.with]&^isQuiet].stem
			if s.classes[u.with]&free != 0 && c.langAt(i).without != "" {
				with = c.without[c.langIndex(i)] // sugar free, without sugar
			}
			stem |= uint64(with+1) << 32
		}
		s.units = append(s.units, stem)
	}
}

// Variants returns a class for each keyword, such that two keywords have the same
// class exactly if they have the same key. Classes count from 0 in the order in
// which they first occur. Time is linear; it works in parallel as NewCorpus does.
func (c *Corpus) Variants() []int32 {
	n := len(c.texts)
	hashes := make([]uint64, n)
	parts := split(n)
	_ = each(context.Background(), len(parts), func(p int) {
		var s scratchWords
		for i := parts[p][0]; i < parts[p][1]; i++ {
			hashes[i] = hash(c.units(i, &s))
		}
	})
	// Each worker finds the first keywords of the classes whose hashes fall to it.
	first := make([]int32, n)
	workers := len(parts)
	_ = each(context.Background(), workers, func(p int) {
		size := 2
		for size < 2*n/workers+1 {
			size *= 2
		}
		table := make([]int32, size) // a keyword, counted from 1
		var s, t scratchWords
		for i, h := range hashes {
			if int(h>>32*uint64(workers)>>32) != p {
				continue
			}
			at := h & uint64(size-1)
			for ; table[at] != 0; at = (at + 1) & uint64(size-1) {
				if k := int(table[at] - 1); hashes[k] == h && slices.Equal(c.units(k, &s), c.units(i, &t)) {
					break
				}
			}
			if table[at] == 0 {
				table[at] = int32(i + 1)
			}
			first[i] = table[at] - 1
		}
	})
	classes := first
	next := int32(0)
	for i, k := range first {
		if int(k) == i {
			classes[i] = next
			next++
		} else {
			classes[i] = classes[k]
		}
	}
	return classes
}

// hash mixes numbers.
func hash(units []uint64) uint64 {
	h := uint64(len(units))
	for _, u := range units {
		h = mix(h ^ (u + 0x9e3779b97f4a7c15))
	}
	return h
}

// mix mixes the bits of a number (the finalizer of MurmurHash3).
func mix(h uint64) uint64 {
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// split cuts n keywords into ranges for parallel work.
func split(n int) [][2]int { return splitBy(n, 4096) }

// splitBy cuts n things into ranges for parallel work, of which one has about as many
// as a goroutine pays for.
func splitBy(n, least int) [][2]int {
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
