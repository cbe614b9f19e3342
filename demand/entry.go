package demand

import (
	"cmp"
	"slices"

	"github.com/needscape/needscape/keyword"
)

// entry is a distinct keyword with all that was said of it. Entries of one keyword merge
// in any order to the same.
type entry struct {
	text    string
	volume  Volume  // the hull of those of all its rows
	most    Volume  // of its rows, the one with the most demand
	series  Series  // the months of all its rows: see unite
	lumping Lumping // of the source of that row
	sum     int64   // of the numbers of all its rows
	rank    int64   // the first of the places that its rows give, 0 for none
	rows    int32
	varies  bool // rows say different things
	branded keyword.Said
}

// entryOf returns what one row says of its keyword.
func entryOf(r *Row) entry {
	if len(r.Series.Counts) == 0 {
		r.Series = Series{}
	}
	return entry{
		text: r.Keyword, volume: r.Volume, most: r.Volume, series: r.Series, lumping: r.Lumping,
		sum: r.Volume.Number, rank: max(r.Rank, 0), rows: 1, branded: r.Branded,
	}
}

// merge adds what other rows say of the same keyword.
func (e *entry) merge(f *entry) {
	if e.volume != f.volume && e.volume.Known() && f.volume.Known() || e.rank != f.rank && e.rank > 0 && f.rank > 0 {
		e.varies = true
	}
	e.varies = e.varies || f.varies
	switch c := mostFirst(f.most, e.most); {
	case c < 0:
		e.most, e.lumping = f.most, f.lumping
	case c == 0:
		e.lumping = lumpingOf(e.lumping, f.lumping)
	}
	e.series = unite(e.series, f.series)
	e.volume = span(e.volume, f.volume)
	e.sum += f.sum
	if byRank(f.rank, e.rank) < 0 {
		e.rank = f.rank
	}
	e.rows += f.rows
	if e.branded != keyword.SaidYes && f.branded != keyword.NotSaid {
		e.branded = f.branded
	}
}

// in converts what was said between periods.
func (e *entry) in(from, to Period) {
	e.volume, e.most, e.sum = e.volume.in(from, to), e.most.in(from, to), convert(e.sum, from, to)
}

// span is the hull of two volumes that are said of one keyword; it prints the larger
// number, and none where one of them is a range.
func span(a, b Volume) Volume {
	v := Hull(a, b)
	an, aok := a.Said()
	bn, bok := b.Said()
	if aok && bok && v.Reading == Range {
		v.Number, v.Reading = max(an, bn), max(a.Reading, b.Reading)
	}
	return v
}

// lumpingOf is that of a number that two sources print of a keyword: where one of them may
// mean all close variants by it, the number may be theirs.
func lumpingOf(a, b Lumping) Lumping {
	switch {
	case a == Lumps || b == Lumps:
		return Lumps
	case a == Apart:
		return b
	}
	return a
}

// mostFirst orders volumes as byDemand does; of those that are the same to it, the larger
// number first, and then the narrower reading.
func mostFirst(a, b Volume) int {
	if a == b {
		return 0
	}
	return cmp.Or(byDemand(a, b), cmp.Compare(b.Number, a.Number), cmp.Compare(a.Reading, b.Reading))
}

// unite returns the months that two series of a keyword say together; where both know a
// month, the larger count stands. Months that are not dated, or that are to be understood
// otherwise, are not put together: then dated ones stand, of these the narrower reading, and
// of two that are not dated the one that says more. So series unite in any order to the same.
func unite(a, b Series) Series {
	switch {
	case len(a.Counts) == 0:
		return b
	case len(b.Counts) == 0 || a.Equal(b):
		return a
	case a.Dated() != b.Dated() || a.Reading != b.Reading:
		if cmp.Or(cmp.Compare(dating(a), dating(b)), cmp.Compare(a.Reading, b.Reading)) < 0 {
			return a
		}
		return b
	case !a.Dated():
		if fullest(a, b) < 0 {
			return a
		}
		return b
	}
	first := min(a.First, b.First)
	last := max(int64(a.First)+int64(len(a.Counts)), int64(b.First)+int64(len(b.Counts)))
	if last-int64(first) > mostMonths {
		if fullest(a, b) < 0 {
			return a
		}
		return b
	}
	out := Series{First: first, Reading: a.Reading, Counts: make([]int64, last-int64(first))}
	for i := range out.Counts {
		out.Counts[i] = NoCount
	}
	for _, s := range [2]Series{a, b} {
		counts := out.Counts[s.First-first:]
		for i, n := range s.Counts {
			counts[i] = max(counts[i], n)
		}
	}
	return out
}

// mostMonths is the longest time, a hundred years, over which months are put together.
const mostMonths = 1200

// dating is 0 for a series that says which months it is of.
func dating(s Series) int {
	if s.Dated() {
		return 0
	}
	return 1
}

// fullest orders series: those with the most months first, then those that say most of
// them, then the latest, then the smallest.
func fullest(a, b Series) int {
	return cmp.Or(
		cmp.Compare(b.Known(), a.Known()),
		cmp.Compare(a.Reading, b.Reading),
		cmp.Compare(int64(b.First)+int64(len(b.Counts)), int64(a.First)+int64(len(a.Counts))),
		slices.Compare(a.Counts, b.Counts),
	)
}
