package cluster

import "slices"

// A collector keeps the pairs of a stream.
type collector struct{ workers []*[][]Pair }

// worker returns what keeps the pairs of a goroutine.
func (c *collector) worker() func([]Pair) error {
	chunks := new([][]Pair)
	c.workers = append(c.workers, chunks)
	return func(pairs []Pair) error {
		*chunks = append(*chunks, slices.Clone(pairs))
		return nil
	}
}

// bucketPairs is about how many pairs are sorted at a time, so that they stay in a cache.
const bucketPairs = 1 << 12

// sorted returns the pairs of n rows by A and B: put into buckets by A, then each bucket
// counted by A, then each row's sorted by B.
func (c *collector) sorted(n int) []Pair {
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
			for _, pair := range chunk {
				b := pair.A >> shift
				out[to[b]] = pair
				to[b]++
			}
			chunks[k] = nil
		}
	})
	parts := cut(buckets, buckets)
	if len(parts) < 2 {
		parts = [][2]int{{0, buckets}}
	}
	parallel(len(parts), func(p int) {
		var spare []Pair
		ends := make([]int32, 1<<shift)
		for b := parts[p][0]; b < parts[p][1]; b++ {
			bucket := out[starts[b]:starts[b+1]]
			spare = append(spare[:0], bucket...)
			sortBucket(bucket, spare, ends, int32(b)<<shift)
		}
	})
	return out
}

// sortBucket sorts pairs, of which spare is a copy and whose A is from first on.
func sortBucket(pairs, spare []Pair, ends []int32, first int32) {
	clear(ends)
	for i := range spare {
		ends[spare[i].A-first]++
	}
	at := int32(0)
	for a, n := range ends {
		ends[a] = at
		at += n
	}
	for _, pair := range spare {
		a := pair.A - first
		pairs[ends[a]] = pair
		ends[a]++
	}
	start := int32(0)
	for _, end := range ends {
		sortByB(pairs[start:end])
		start = end
	}
}

// sortByB sorts the pairs of a row.
func sortByB(pairs []Pair) {
	if len(pairs) > 24 {
		slices.SortFunc(pairs, comparePairs)
		return
	}
	for i := 1; i < len(pairs); i++ {
		x, k := pairs[i], i
		for ; k > 0 && pairs[k-1].B > x.B; k-- {
			pairs[k] = pairs[k-1]
		}
		pairs[k] = x
	}
}
