package cluster

import (
	"context"
	"errors"
	"math/bits"
	"slices"
	"sync/atomic"
)

// A collector keeps the pairs of a stream, of which there may be a limit.
type collector struct {
	workers []*[][]Pair
	limit   int64 // 0 for none
	found   atomic.Int64
}

// errManyPairs ends a join that finds more pairs than the limit.
var errManyPairs = errors.New("cluster: too many pairs")

// worker returns what keeps the pairs of a goroutine.
func (c *collector) worker() func([]Pair) error {
	chunks := new([][]Pair)
	c.workers = append(c.workers, chunks)
	return func(pairs []Pair) error {
		if c.limit > 0 && c.found.Add(int64(len(pairs))) > c.limit {
			return errManyPairs
		}
		*chunks = append(*chunks, slices.Clone(pairs))
		return nil
	}
}

// bucketPairs is about how many pairs are sorted at a time, so that they stay in a cache.
const bucketPairs = 1 << 13

// sorted returns the pairs of n rows by A and B: put into buckets by A, each then sorted.
func (c *collector) sorted(ctx context.Context, n int) ([]Pair, error) {
	total := 0
	for _, chunks := range c.workers {
		for _, chunk := range *chunks {
			total += len(chunk)
		}
	}
	shift := 0
	for n>>shift > min(1<<12, total/bucketPairs+1) {
		shift++
	}
	buckets := n>>shift + 1
	next := make([][]int, len(c.workers))
	parallel(len(next), func(p int) {
		count := make([]int, buckets)
		for _, chunk := range *c.workers[p] {
			for i := range chunk {
				count[chunk[i].A>>shift]++
			}
		}
		next[p] = count
	})
	starts := make([]int, buckets+1)
	at := 0
	for b := range buckets {
		starts[b] = at
		for _, count := range next {
			count[b], at = at, at+count[b]
		}
	}
	starts[buckets] = at
	out := make([]Pair, total)
	parallel(len(next), func(p int) {
		to := next[p]
		chunks := *c.workers[p]
		for k, chunk := range chunks {
			if ctx.Err() != nil {
				return
			}
			for _, pair := range chunk {
				b := pair.A >> shift
				out[to[b]] = pair
				to[b]++
			}
			chunks[k] = nil
		}
	})
	var nextBucket atomic.Int64
	parallel(len(cut(total, buckets)), func(int) {
		var sorter pairSorter
		for ctx.Err() == nil {
			b := int(nextBucket.Add(1) - 1)
			if b >= buckets {
				return
			}
			sorter.sort(out[starts[b]:starts[b+1]], int32(b)<<shift, shift, bits.Len(uint(n)))
		}
	})
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return out, nil
}

// A pairSorter sorts pairs. It is working memory.
type pairSorter struct {
	spare []Pair
	ends  []uint32
}

// sort sorts pairs by A and B: by digits, the last first. A is from first on and has
// aBits beyond it, B has bBits.
func (s *pairSorter) sort(pairs []Pair, first int32, aBits, bBits int) {
	const few, digit = 64, 12
	if len(pairs) < few {
		slices.SortFunc(pairs, comparePairs)
		return
	}
	s.spare = grow(s.spare, len(pairs))
	passes := (aBits + bBits + digit - 1) / digit
	width := (aBits + bBits + passes - 1) / passes
	from, to := pairs, s.spare
	s.ends = grow(s.ends, 1<<width)
	for pass := range passes {
		shift, mask := pass*width, uint64(1)<<width-1
		of := func(p *Pair) uint64 { return (uint64(p.A-first)<<bBits | uint64(p.B)) >> shift & mask }
		clear(s.ends)
		for i := range from {
			s.ends[of(&from[i])]++
		}
		at := uint32(0)
		for d, n := range s.ends {
			s.ends[d] = at
			at += n
		}
		for i := range from {
			d := of(&from[i])
			to[s.ends[d]] = from[i]
			s.ends[d]++
		}
		from, to = to, from
	}
	if passes%2 == 1 {
		copy(pairs, from)
	}
}
