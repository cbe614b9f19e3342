package cluster

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync/atomic"
)

// An Index finds the rows that are similar to a new one. It is immutable and safe for
// concurrent use.
type Index struct {
	*layout
	sets  *Sets
	scale scale
	ranks []uint32 // of features
	// Of each rank, the records that have it in their prefix, the lightest first.
	postings []posting
	postEnds []uint32 // those of rank r end at postEnds[r]
}

// A posting is a place of a record's prefix.
type posting struct {
	record uint32
	weight float32 // of the row
	most   float32 // what a row weighs at most that shares nothing before
}

// A Match is a row of an index that is similar to a row that was asked for.
type Match struct {
	Row        int32
	Similarity float32
}

// NewIndex returns an index of rows by the measure for one threshold (see [Sets.Join]).
// It takes some 40 bytes a row, 4 a feature of a row and 20 a distinct feature, beside s.
func NewIndex(ctx context.Context, s *Sets, m Measure, threshold float64) (*Index, error) {
	l, ranks, err := newLayout(ctx, s, m, threshold, 1)
	if err != nil {
		return nil, err
	}
	x := &Index{layout: l, sets: s, scale: scale{m, s.exp}, ranks: ranks}
	x.post(ctx)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return x, nil
}

// post makes the postings of the lists of records.
func (x *Index) post(ctx context.Context) {
	n := len(x.masses)
	x.postEnds = make([]uint32, n)
	at := uint32(0)
	for r := range n {
		at += uint32(len(x.listOf(r)))
		for record := x.starts[r]; record < x.starts[r+1]; record += header + x.rows[record+1] {
			at++
		}
		x.postEnds[r] = at
	}
	x.postings = make([]posting, at)
	const block = 1 << 10 // ranks
	var next atomic.Int64
	parallel(runtime.GOMAXPROCS(0), func(int) {
		var keys []uint64
		for ctx.Err() == nil {
			from := int(next.Add(block)) - block
			if from >= n {
				return
			}
			for r := from; r < min(from+block, n); r++ {
				keys = x.postRank(uint32(r), keys)
			}
		}
	})
	x.others, x.ends = nil, nil
}

// postRank makes the postings of a rank; keys is working memory.
func (x *Index) postRank(r uint32, keys []uint64) []uint64 {
	keys = x.keys(keys[:0], r)
	sortKeys(keys)
	list := x.postingsOf(r)
	for k, key := range keys {
		at, weight := unkey(key)
		ranks, mass := x.ranksAt(at), int64(0)
		for p := len(ranks) - 1; p >= 0 && ranks[p] >= r; p-- {
			mass += x.masses[ranks[p]]
		}
		list[k] = posting{at, weight, float32(x.most(float64(mass), float64(weight)))}
	}
	return keys
}

// postingsOf returns the postings of a rank.
func (x *Index) postingsOf(r uint32) []posting { return rowOf(x.postEnds, x.postings, int(r)) }

// Similar appends to dst the rows that are similar to one of these features, in
// ascending order. Features may come in any order, and one that is in no row counts as
// one that is not shared; but each needs a weight where rows have weights.
func (x *Index) Similar(dst []Match, features []uint32) ([]Match, error) {
	if err := x.weighed(features); err != nil {
		return dst, err
	}
	var q query
	if !slices.IsSorted(features) {
		features = slices.Clone(features)
		slices.Sort(features)
	}
	return x.similar(dst, features, &q), nil
}

// weighed returns an error for features without a weight.
func (x *Index) weighed(features []uint32) error {
	for _, f := range features {
		if x.sets.weights != nil && int64(f) >= int64(len(x.sets.weights)) {
			return fmt.Errorf("cluster: feature %d has no weight", f)
		}
	}
	return nil
}

// Match finds for each of other rows those of the index that are similar to it. It calls
// found with the number of each row, not in order, and from GOMAXPROCS goroutines at the
// same time; the matches, in ascending order, hold until it returns. Features weigh what
// they weigh in the index. Cancelling ctx ends it early with ctx's error.
func (x *Index) Match(ctx context.Context, rows *Sets, found func(row int, matches []Match)) error {
	if err := x.weighed(rows.features); err != nil {
		return err
	}
	const block = 64 // rows
	var next atomic.Int64
	parallel(runtime.GOMAXPROCS(0), func(int) {
		var q query
		var matches []Match
		for ctx.Err() == nil {
			from := int(next.Add(block)) - block
			if from >= len(rows.ends) {
				return
			}
			for i := from; i < min(from+block, len(rows.ends)); i++ {
				matches = x.similar(matches[:0], rows.row(i), &q)
				found(i, matches)
			}
		}
	})
	return ctx.Err()
}

// A query is working memory.
type query struct{ ranks []uint32 }

// similar appends the rows that are similar to one of ascending features.
func (x *Index) similar(dst []Match, features []uint32, q *query) []Match {
	q.ranks = q.ranks[:0]
	total, rest := int64(0), int64(0)
	for k, f := range features {
		if k > 0 && features[k-1] == f {
			continue
		}
		mass := x.scale.mass(x.sets.weight(f))
		total += mass
		if int64(f) < int64(len(x.ranks)) && x.ranks[f] != noRank {
			q.ranks = append(q.ranks, x.ranks[f])
			rest += mass
		}
	}
	sortRanks(q.ranks)
	start := len(dst)
	weight := float64(total)
	least := x.least(weight)
	for k, r := range q.ranks {
		if float64(rest) < least {
			break
		}
		list := x.postingsOf(r)
		lightest, heaviest := float32(least*(1-slack)), float32(x.most(float64(rest), weight))
		from, _ := slices.BinarySearchFunc(list, lightest, func(p posting, w float32) int {
			if p.weight < w {
				return -1
			}
			return 1
		})
		for _, p := range list[from:] {
			if p.weight > heaviest {
				break
			}
			if float64(p.most) < weight*(1-slack) {
				continue
			}
			ranks := x.ranksAt(p.record)
			if meet(q.ranks[:k], ranks) {
				continue
			}
			shared := x.sharedBy(q.ranks[k:], ranks)
			similarity := x.measure.of(shared, total, x.total(p.record), x.unit)
			if similarity >= x.threshold {
				dst = append(dst, Match{int32(x.rows[p.record]), float32(similarity)})
			}
		}
		rest -= x.masses[r]
	}
	slices.SortFunc(dst[start:], func(a, b Match) int { return int(a.Row - b.Row) })
	return dst
}
