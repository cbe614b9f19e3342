package cluster

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// Join returns the pairs of rows whose similarity is threshold or more, and no others,
// by A, then by B. Thresholds are above 0, for the cosine and Jaccard at most 1. The
// result does not depend on GOMAXPROCS, nor on the order of features; that of rows only
// numbers them. Cancelling ctx ends it early with ctx's error.
//
// It works in parallel on GOMAXPROCS goroutines. It never looks at most pairs, but time
// grows with the pairs it finds, and for low thresholds with all that share a feature.
// Beside the pairs, 24 bytes each while it sorts them, it takes the memory of [Sets.Stream].
func (s *Sets) Join(ctx context.Context, m Measure, threshold float64) ([]Pair, error) {
	return s.joinUpTo(ctx, m, threshold, 0)
}

// joinUpTo is Join for at most so many pairs, or any number for 0; if there are more its
// error is errManyPairs.
func (s *Sets) joinUpTo(ctx context.Context, m Measure, threshold float64, limit int64) ([]Pair, error) {
	all := collector{limit: limit}
	if err := s.Stream(ctx, m, threshold, all.worker); err != nil {
		return nil, err
	}
	return all.sorted(ctx, len(s.ends))
}

// Stream finds the pairs of [Sets.Join] without keeping them. It calls worker for each
// goroutine that it will start, one after the other, and hands what that goroutine finds
// to the function returned, thousands of pairs at a time, in no order: functions of
// different workers are called at the same time. The pairs hold until it returns. If it
// returns an error, Stream ends with it.
//
// Memory is some 40 bytes a row and 8 a feature of a row, and for each goroutine 4 bytes a
// distinct feature and 100 for each of the rows that share the most common prefix.
func (s *Sets) Stream(ctx context.Context, m Measure, threshold float64, worker func() func([]Pair) error) error {
	_, err := s.stream(ctx, m, threshold, longList, worker)
	return err
}

// counts tells what a join has done. It is the same at any GOMAXPROCS.
type counts struct {
	gathered int64 // places of prefixes
	scanned  int64 // pairs of rows whose masses allow them
	walked   int64 // pairs of rows that share two features and were looked at
	verified int64 // pairs of rows compared
	merged   int64 // of these, beyond the feature that they were found by
	pairs    int64
}

// stream is Stream, where goroutines share the lists of long records or more.
func (s *Sets) stream(ctx context.Context, m Measure, threshold float64, long int, worker func() func([]Pair) error) (counts, error) {
	l, _, err := newLayout(ctx, s, m, threshold, 2)
	if err != nil {
		return counts{}, err
	}
	tasks := l.tasks(long)
	workers := make([]joiner, max(1, min(runtime.GOMAXPROCS(0), len(tasks))))
	for p := range workers {
		workers[p] = joiner{layout: l, out: worker()}
	}
	inner, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var next atomic.Int64
	var wg sync.WaitGroup
	for p := range workers {
		w := &workers[p]
		wg.Go(func() {
			w.heads = make([]uint32, len(l.masses))
			for w.err == nil {
				k := int(next.Add(1) - 1)
				if k >= len(tasks) {
					break
				}
				w.run(inner, tasks[k])
			}
			w.flush()
			if w.err != nil {
				cancel(w.err)
			}
		})
	}
	wg.Wait()
	var sum counts
	for p := range workers {
		sum.add(&workers[p].counts)
	}
	if err := ctx.Err(); err != nil {
		return sum, err
	}
	return sum, context.Cause(inner)
}

func (c *counts) add(d *counts) {
	c.gathered += d.gathered
	c.scanned += d.scanned
	c.walked += d.walked
	c.verified += d.verified
	c.merged += d.merged
	c.pairs += d.pairs
}

// A task is the lists of some ranks, or a part of a long one.
type task struct {
	from, to    int
	part, parts int
}

const (
	taskSize = 1 << 10 // records
	longList = 1 << 13

	// Entries with wider windows, on average, pay for chains: measured.
	chainFrom = 8
)

// tasks cuts the work, the longest lists first.
func (l *layout) tasks(long int) []task {
	var out []task
	procs := runtime.GOMAXPROCS(0)
	for to := len(l.masses); to > 0; {
		from, size := to, 0
		for from > 0 && size < taskSize {
			from--
			size += l.size(from)
		}
		parts := 1
		if from == to-1 {
			parts = max(1, min(procs, size/long))
		}
		for part := range parts {
			out = append(out, task{from, to, part, parts})
		}
		to = from
	}
	return out
}

// A joiner finds the pairs of a task. All of it but out is working memory.
type joiner struct {
	*layout
	counts
	out func([]Pair) error
	err error

	pairs   []Pair
	keys    []uint64
	entries []entry
	weights []float32 // of entries: what the row weighs, ascending
	most    []float32 // what a row that is similar to it weighs at most
	after   []uint64  // a bit for each of the ranks after that of the list
	windows []window
	nodes   []node
	heads   []uint32 // by rank: the last node, from 1
	work    int      // since ctx was asked
}

// An entry is a row in the list of a rank.
type entry struct {
	total       int64
	before      uint64  // a bit for each of the ranks before that of the list
	rest        float32 // the mass from the list's rank on
	row         uint32
	start       uint32 // of its ranks
	place, stop uint32 // of those after the list's
}

// A window is the entries after an entry that it may be similar to: those before alone
// may share nothing but the list's rank.
type window struct{ alone, end int32 }

// A node is a place of an entry's ranks, in the chain of its rank.
type node struct {
	entry, next uint32
	place       uint32
	most        float32 // what a row that shares nothing before it weighs at most
}

// run finds the pairs of a task.
func (j *joiner) run(ctx context.Context, t task) {
	for r := t.from; r < t.to; r++ {
		if j.list(ctx, uint32(r), t.part, t.parts); j.err != nil {
			return
		}
	}
}

// pause looks after some work whether ctx is cancelled.
func (j *joiner) pause(ctx context.Context, work int) {
	if j.work += work; j.work > 1<<17 {
		j.work = 0
		if j.err == nil {
			j.err = ctx.Err()
		}
	}
}

// list finds the pairs of which the first rank that they share is r. Of the records
// with r in their prefix, in order of mass, it takes each in the part with those after it.
func (j *joiner) list(ctx context.Context, r uint32, part, parts int) {
	j.keys = j.layout.keys(j.keys[:0], r)
	n := len(j.keys)
	if n < 2 {
		return
	}
	j.pause(ctx, 16*n)
	j.gather(r)
	if part == 0 {
		j.gathered += int64(n)
	}
	from, to := n*part/parts, n*(part+1)/parts
	mass := float64(j.masses[r])
	if n <= 32 {
		for i := from; i < to; i++ {
			j.scan(ctx, i, j.window(i, mass), j.masses[r])
		}
		return
	}
	j.windows = grow(j.windows, n)
	sum := 0
	for i := range n {
		w := j.window(i, mass)
		j.windows[i] = w
		sum += int(w.end - w.alone)
	}
	if sum < chainFrom*n {
		for i := from; i < to && j.err == nil; i++ {
			j.scan(ctx, i, j.windows[i], j.masses[r])
		}
		return
	}
	j.chain(ctx, from, to, j.masses[r])
}

// gather makes entries, in order of mass.
func (j *joiner) gather(r uint32) {
	n := len(j.keys)
	sortKeys(j.keys)
	j.entries, j.weights = grow(j.entries, n), grow(j.weights, n)
	j.most, j.after = grow(j.most, n), grow(j.after, n)
	for i, key := range j.keys {
		at, w := unkey(key)
		e := entry{total: j.total(at), row: j.rows[at], start: at + header}
		e.stop = e.start + j.rows[at+1]
		e.place = e.start
		ranks := j.rows[e.start:e.stop]
		before, after := uint64(0), uint64(0)
		k := 0
		for ; ranks[k] != r; k++ {
			before |= 1 << (ranks[k] * 0x9e3779b1 >> 26)
		}
		mass := j.masses[r]
		for _, g := range ranks[k+1:] {
			after |= 1 << (g * 0x9e3779b1 >> 26)
			mass += j.masses[g]
		}
		e.before, e.rest, e.place = before, float32(mass), e.start+uint32(k)+1
		j.entries[i], j.weights[i], j.after[i] = e, w, after
		j.most[i] = float32(j.layout.most(float64(mass), float64(w)))
	}
}

// window returns what entry i may be similar to: what weighs no more than it allows
// with all the mass from the list's rank on.
func (j *joiner) window(i int, mass float64) window {
	w := j.weights[i+1:]
	end := upTo(w, j.most[i])
	alone := upTo(w[:end], float32(j.layout.most(mass, float64(j.weights[i]))))
	return window{int32(i + 1 + alone), int32(i + 1 + end)}
}

// upTo returns the number of leading weights that are at most limit.
func upTo(weights []float32, limit float32) int {
	if len(weights) <= 16 {
		n := 0
		for n < len(weights) && weights[n] <= limit {
			n++
		}
		return n
	}
	n, _ := slices.BinarySearchFunc(weights, limit, func(w, limit float32) int {
		if w <= limit {
			return -1
		}
		return 1
	})
	return n
}

// scan finds the pairs of entry i by looking at all in its window.
func (j *joiner) scan(ctx context.Context, i int, w window, mass int64) {
	e := &j.entries[i]
	after, weight := j.after[i], j.weights[i]
	for k := i + 1; k < int(w.alone); k++ {
		f := &j.entries[k]
		if after&j.after[k] == 0 {
			j.verify(e, f, mass)
		} else {
			j.verify(e, f, mass+j.shared(e.place, e.stop, f.place, f.stop))
		}
	}
	most := j.most[w.alone:w.end]
	for k, a := range j.after[w.alone:w.end] {
		if a&after != 0 && most[k] >= weight {
			f := &j.entries[int(w.alone)+k]
			j.verify(e, f, mass+j.shared(e.place, e.stop, f.place, f.stop))
		}
	}
	j.scanned += int64(int(w.end) - i - 1)
	j.pause(ctx, int(w.end)-i)
}

// chain finds the pairs of many entries with wide windows. What does not match by the
// list's rank alone must share another; it is found by the first of these, again in the
// prefix of both, by chains of the entries that have it there. They are taken from the
// heaviest, so that a chain runs from the lightest and ends where the window does.
func (j *joiner) chain(ctx context.Context, from, to int, mass int64) {
	nodes := append(j.nodes[:0], node{})
	for i := len(j.entries) - 1; i >= from && j.err == nil; i-- {
		e := &j.entries[i]
		weight, w := j.weights[i], j.windows[i]
		query := i < to
		if query {
			w.end = w.alone
			j.scan(ctx, i, w, mass)
		}
		least := j.least(float64(weight))
		suffix := int64(0)
		for p := e.place; p < e.stop; p++ {
			suffix += j.masses[j.rows[p]]
		}
		for p := e.place; p < e.stop && float64(mass+suffix) >= least; p++ {
			g := j.rows[p]
			most := float32(j.layout.most(float64(mass+suffix), float64(weight)))
			suffix -= j.masses[g]
			if query {
				walked := 0
				for at := j.heads[g]; at != 0; walked++ {
					n := &nodes[at]
					at = n.next
					if j.weights[n.entry] > most {
						break
					}
					if n.most < weight || int(n.entry) < int(w.alone) {
						continue
					}
					f := &j.entries[n.entry]
					if p > e.place && n.place > f.place && meet(j.rows[e.place:p], j.rows[f.place:n.place]) {
						continue
					}
					j.verify(e, f, mass+j.masses[g]+j.shared(p+1, e.stop, n.place+1, f.stop))
				}
				j.walked += int64(walked)
				j.pause(ctx, walked)
			}
			nodes = append(nodes, node{uint32(i), j.heads[g], p, most})
			j.heads[g] = uint32(len(nodes) - 1)
		}
	}
	for _, n := range nodes[1:] {
		j.heads[j.rows[n.place]] = 0
	}
	j.nodes = nodes
}

// shared returns the mass of the ranks that two rows share from a place on.
func (j *joiner) shared(a, aEnd, b, bEnd uint32) int64 {
	j.merged++
	return j.sharedBy(j.rows[a:aEnd], j.rows[b:bEnd])
}

// verify takes a pair with what it shares from the list's rank on, if it is similar and
// shares nothing before: else it is found in the list of that.
func (j *joiner) verify(e, f *entry, shared int64) {
	j.verified++
	similarity := j.measure.of(shared, e.total, f.total, j.unit)
	if similarity < j.threshold || e.before&f.before != 0 && meet(j.rows[e.start:e.place-1], j.rows[f.start:f.place-1]) {
		return
	}
	if len(j.pairs) == batch {
		j.flush()
	}
	j.pairs = append(j.pairs, Pair{int32(min(e.row, f.row)), int32(max(e.row, f.row)), float32(similarity)})
}

// batch is how many pairs are handed out at a time.
const batch = 1 << 12

// flush hands out the pairs found.
func (j *joiner) flush() {
	if len(j.pairs) > 0 && j.err == nil {
		j.counts.pairs += int64(len(j.pairs))
		j.err = j.out(j.pairs)
	}
	j.pairs = j.pairs[:0]
}

// grow returns a slice of length n, of what it holds or anew.
func grow[T any](s []T, n int) []T {
	if n <= cap(s) {
		return s[:n]
	}
	return make([]T, n, n+n/4)
}
