package demand

import (
	"cmp"
	"slices"

	"github.com/needscape/needscape/keyword"
)

// LumpOptions says when keywords that are no close variants by their words are taken to
// share one number, as the source that counts close variants together prints it on each
// ("seo" and "search engine optimization"): they print the same volume and the same months,
// and that is too improbable to be chance.
//
// How many keywords of the list print the same by chance is estimated from the list itself:
// of those with the same volume the part in which a Markov chain of the first order makes
// the same months. Its states are the steps of the ladder by which a month lies above or
// below the average; its chances are those of the list for the month and the level, and
// where those are few for the level alone and for the steps of public exports. The least
// likely month is left out, as the average and the other months already tell it. Flat
// series (10, 10, 10 …) are likely and prove nothing.
//
// Measured on the ten sheets of a public Keyword Planner workbook of 2026 (tutoring in five
// languages, 3,156 keywords with 10 or 17 months; see data/volumes.txt): of 289 sets with
// equal numbers and months 283 ask one thing, as read by eye, of which 271 count as one and 12
// as perhaps one; the other 6 are flat and are added. In all 15 % of the demand that is
// printed is printed twice. Where the sheets are joined, no two languages are.
type LumpOptions struct {
	// Sure is the number of chance twins to be expected below which keywords are one
	// number. 0 is 1/1000; less than 0 joins no keywords but close variants.
	Sure float64

	// Maybe is that below which keywords that share a word may be one number, so that the
	// volume spans both readings. 0 is 1/20; less than 0 is none.
	Maybe float64
}

func (o LumpOptions) sure() float64  { return orDefault(o.Sure, 1./1000) }
func (o LumpOptions) maybe() float64 { return orDefault(o.Maybe, 1./20) }

// lumps are keywords with different keys that the source counts together.
type lumps struct {
	of       []int32        // the set of each keyword: sets of close variants, joined
	key      []int32        // its set of close variants
	doubtful map[int32]bool // keywords whose number may be that of others by chance
}

// lump joins sets of close variants, given by their numbers, that share a number. Time is
// O(n log n) in the number of keywords.
func (m *Market) lump(corpus *keyword.Corpus, key []int32) lumps {
	l := lumps{of: key, key: key}
	if m.measure != Searches || m.Lump.sure() < 0 {
		return l
	}
	var sets forest // of sets of close variants
	frames := map[frame]*chances{}
	for _, run := range m.twins() {
		if !slices.ContainsFunc(run, func(i int32) bool { return key[i] != key[run[0]] }) {
			continue
		}
		if sets == nil {
			sets, l.doubtful = newForest(int(slices.Max(key))+1), map[int32]bool{}
		}
		e := &m.keywords[run[0]]
		f := e.frame()
		if frames[f] == nil {
			frames[f] = m.chances(f)
		}
		twins := frames[f].twins(e)
		if twins > max(m.Lump.sure(), m.Lump.maybe()) {
			continue
		}
		slices.SortFunc(run, func(a, b int32) int { return hubFirst(&m.keywords[a], &m.keywords[b]) })
		words := map[string]int32{} // of the keywords of the run, the first with each
		for _, i := range run {
			if twins <= m.Lump.sure() {
				sets.unite(key[run[0]], key[i])
			} else if first := sameWord(words, corpus, i); key[first] != key[i] {
				sets.unite(key[first], key[i])
				l.doubtful[i] = true
			}
		}
	}
	if sets != nil {
		number := sets.numbers()
		l.of = make([]int32, len(key))
		for i, k := range key {
			l.of[i] = number[k]
		}
	}
	return l
}

// twins lists the keywords of lumping sources that print the same volume and the same
// months as another, in an order that does not depend on anything but the keywords' own.
func (m *Market) twins() [][]int32 {
	type print struct {
		hash uint64
		i    int32
	}
	var prints []print
	for i := range m.keywords {
		if e := &m.keywords[i]; e.lumping == Lumps && e.volume.Known() && e.series.Known() > 0 {
			prints = append(prints, print{e.print(), int32(i)})
		}
	}
	slices.SortFunc(prints, func(a, b print) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.i, b.i)) })
	var runs [][]int32
	for len(prints) > 1 {
		n := 1
		for n < len(prints) && prints[n].hash == prints[0].hash {
			n++
		}
		rest := prints[:n]
		for prints = prints[n:]; len(rest) > 1; { // one round, but for different series with the same hash
			e, run, others := &m.keywords[rest[0].i], []int32(nil), []print(nil)
			for _, p := range rest {
				if x := &m.keywords[p.i]; x.volume == e.volume && x.series.Equal(e.series) {
					run = append(run, p.i)
				} else {
					others = append(others, p)
				}
			}
			if rest = others; len(run) > 1 {
				runs = append(runs, run)
			}
		}
	}
	return runs
}

// print is a hash of what a source prints of a keyword.
func (e *entry) print() uint64 {
	h := mix(uint64(e.volume.Low)) ^ uint64(e.volume.High)
	h = mix(h) ^ uint64(e.volume.Number)
	h = mix(h) ^ uint64(e.series.First)
	for _, c := range e.series.Counts {
		h = mix(h) ^ uint64(c)
	}
	return mix(h)
}

// mix spreads the bits of a number (the finalizer of splitmix64; Steele, Lea and Flood
// 2014, doi 10.1145/2660193.2660195).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// sameWord returns the first of the keywords so far that has a word with the stem of one of
// keyword i, or i itself, and adds the words of i.
func sameWord(words map[string]int32, c *keyword.Corpus, i int32) int32 {
	found := i
	for _, t := range c.Tokens(int(i)) {
		if t.Silent {
			continue
		}
		if first, ok := words[t.Stem]; !ok {
			words[t.Stem] = i
		} else if found == i {
			found = first
		}
	}
	return found
}
