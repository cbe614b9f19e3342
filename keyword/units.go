package keyword

import (
	"context"
	"slices"
)

// Units is what each keyword of a corpus asks for, as numbers: a unit is a stem, or two
// that belong together, such as without and sugar. Those of a keyword make up its key
// (see [Corpus.Key]).
type Units struct {
	Ends    []uint32    // the units of keyword i end at Ends[i] of Numbers
	Numbers []uint32    // ascending and distinct in a keyword
	Names   []string    // of each number, as the key has it: "rash", "without_sugar"
	Pairs   [][2]uint32 // the stems of each of the last len(Pairs) numbers, which are pairs
}

// Of returns the units of keyword i, which must not be changed.
func (u *Units) Of(i int) []uint32 {
	start := uint32(0)
	if i > 0 {
		start = u.Ends[i-1]
	}
	return u.Numbers[start:u.Ends[i]]
}

// Stems appends the distinct stems of the units of keyword i to dst, pairs taken apart,
// in ascending order.
func (u *Units) Stems(dst []uint32, i int) []uint32 {
	start, single := len(dst), uint32(len(u.Names)-len(u.Pairs))
	for _, n := range u.Of(i) {
		if n < single {
			dst = append(dst, n)
			continue
		}
		dst = append(dst, u.Pairs[n-single][:]...)
	}
	row := dst[start:]
	slices.Sort(row)
	return dst[:start+len(slices.Compact(row))]
}

// Units returns the units of all keywords. Single stems come first, in the order in
// which the corpus and those before it met them, also where no keyword has them alone;
// then pairs, in the order of keywords. Time is linear; it works in parallel as
// [NewCorpus] does, and like it ends early with ctx's error.
func (c *Corpus) Units(ctx context.Context) (*Units, error) {
	n := len(c.texts)
	parts := split(n)
	readers := make([]unitReader, len(parts))
	u := &Units{Ends: make([]uint32, n)}
	if err := each(ctx, len(parts), func(p int) {
		r := &readers[p]
		r.numbers = make([]uint32, 0, 4*(parts[p][1]-parts[p][0]))
		for i := parts[p][0]; i < parts[p][1] && (i&0xfff != 0 || ctx.Err() == nil); i++ {
			r.read(c, i)
			u.Ends[i] = uint32(len(r.numbers))
		}
	}); err != nil {
		return nil, err
	}
	u.Names = slices.Clone(c.stems)
	numbers, starts, total := make([][]uint32, len(parts)), make([]int, len(parts)), 0
	known := map[uint64]uint32{}
	for p := range readers {
		r := &readers[p]
		numbers[p], starts[p] = make([]uint32, len(r.pairs)), total
		total += len(r.numbers)
		for k, pair := range r.pairs {
			number, ok := known[pair]
			if !ok {
				number = uint32(len(u.Names))
				known[pair] = number
				u.Names = append(u.Names, c.unitName(pair))
				u.Pairs = append(u.Pairs, [2]uint32{uint32(pair>>32) - 1, uint32(pair)})
			}
			numbers[p][k] = number
		}
	}
	u.Numbers = make([]uint32, total)
	return u, each(ctx, len(parts), func(p int) {
		r, to := &readers[p], u.Numbers[starts[p]:]
		copy(to, r.numbers)
		for _, b := range r.bound {
			for k := b[0]; k < b[1]; k++ {
				to[k] = numbers[p][to[k]]
			}
			slices.Sort(to[b[0]:b[1]])
		}
		for i := parts[p][0]; i < parts[p][1]; i++ {
			u.Ends[i] += uint32(starts[p])
		}
		r.numbers = nil
	})
}

// unitReader takes up the units of a range of keywords.
type unitReader struct {
	scratchWords
	numbers []uint32          // a stem's, or in the ranges of bound that of one of pairs
	bound   [][2]uint32       // where pairs are
	pairs   []uint64          // distinct, in order
	known   map[uint64]uint32 // the number of each in pairs
}

// read appends the units of keyword i.
func (r *unitReader) read(c *Corpus, i int) {
	units := slices.Compact(c.units(i, &r.scratchWords))
	for k, u := range units {
		if u>>32 == 0 {
			r.numbers = append(r.numbers, uint32(u))
			continue
		}
		start := uint32(len(r.numbers)) // pairs sort after stems
		for _, u := range units[k:] {
			r.numbers = append(r.numbers, r.pair(u))
		}
		r.bound = append(r.bound, [2]uint32{start, uint32(len(r.numbers))})
		return
	}
}

// pair returns the number of a pair among those of the reader.
func (r *unitReader) pair(u uint64) uint32 {
	number, ok := r.known[u]
	if !ok {
		if r.known == nil {
			r.known = map[uint64]uint32{}
		}
		number = uint32(len(r.pairs))
		r.known[u], r.pairs = number, append(r.pairs, u)
	}
	return number
}

// unitName returns a unit as a key has it.
func (c *Corpus) unitName(u uint64) string {
	if with := u >> 32; with > 0 {
		return c.stems[with-1] + "_" + c.stems[uint32(u)]
	}
	return c.stems[uint32(u)]
}
