package cluster

import (
	"context"
	"errors"
	"math"
	"slices"
)

// A layout is the rows of a join as it reads them. Features that can be shared have
// ranks, the rarest first; a row is a record of four words (its number, how many
// features it has of these, and the mass of all its features) and the ranks, ascending.
// Records are in the order of their first rank, so that those that have a rank in the
// first place lie together; the others that have it in their prefix are in a list.
//
// The prefix of a row (Bayardo, Ma and Srikant, Scaling up all pairs similarity search,
// WWW 2007) is the places from which on it has at least the mass that any similar row
// must share with it. If two rows are similar, the first rank that they share is in the
// prefixes of both, since all that they share lies from there on. A row of which not
// even all features suffice has no record.
//
// It takes 16 bytes a row, 4 a feature of a row, 4 for each place of a prefix but the
// first, and 16 for each distinct feature.
type layout struct {
	bounds
	masses []int64 // by rank

	rows   []uint32
	starts []uint32 // the records with rank r in the first place start at starts[r]

	others []uint32 // where the records are of the lists
	ends   []uint32 // the list of rank r ends at ends[r]
}

// header is the words of a record before its ranks.
const header = 4

var errTooMany = errors.New("cluster: rows have more than 2³² features")

const noRank = math.MaxUint32

// newLayout lays out rows. Features that are in fewer rows than least are not shared.
func newLayout(ctx context.Context, s *Sets, m Measure, threshold float64, least uint32) (*layout, []uint32, error) {
	if err := m.check(threshold); err != nil {
		return nil, nil, err
	}
	if uint64(len(s.features))+header*uint64(len(s.ends)) > math.MaxUint32 {
		return nil, nil, errTooMany
	}
	scale := scale{m, s.exp}
	l := &layout{bounds: bounds{m, threshold, scale.unit()}}
	ranks, rest := l.rank(s, scale, least)
	if err := l.fill(ctx, s, ranks, rest); err != nil {
		return nil, nil, err
	}
	return l, ranks, l.list(ctx)
}

// rank orders features by the number of rows that they are in, then by their own. It
// returns their ranks, and the masses of those that have none, nil if all are the same.
func (l *layout) rank(s *Sets, scale scale, least uint32) (ranks []uint32, rest []int64) {
	in := countIn(s)
	most := uint32(0)
	for _, d := range in {
		most = max(most, d)
	}
	next := make([]uint32, uint64(most)+2)
	for f, d := range in {
		if d >= least && d > 0 && s.weight(uint32(f)) > 0 {
			next[d+1]++
		}
	}
	for d := range most + 1 {
		next[d+1] += next[d]
	}
	l.masses = make([]int64, next[most+1])
	if s.weights != nil {
		rest = make([]int64, s.limit)
	} else {
		rest = []int64{scale.mass(1)}
	}
	for f, d := range in {
		mass := rest[0]
		if s.weights != nil {
			mass = scale.mass(s.weights[f])
		}
		if d >= least && d > 0 && mass > 0 {
			r := next[d]
			next[d]++
			in[f], l.masses[r] = r, mass
			continue
		}
		if s.weights != nil {
			rest[f] = mass
		}
		in[f] = noRank
	}
	return in, rest
}

// countIn returns the number of rows that each feature is in.
func countIn(s *Sets) []uint32 {
	parts := cut(len(s.features), max(1, len(s.features)/(s.limit+1)))
	counts := make([][]uint32, len(parts))
	parallel(len(parts), func(p int) {
		in := make([]uint32, s.limit)
		for _, f := range s.features[parts[p][0]:parts[p][1]] {
			in[f]++
		}
		counts[p] = in
	})
	for _, other := range counts[1:] {
		for f, d := range other {
			counts[0][f] += d
		}
	}
	return counts[0]
}

// fill writes the records.
func (l *layout) fill(ctx context.Context, s *Sets, ranks []uint32, rest []int64) error {
	n := len(l.masses)
	parts := cut(len(s.ends), max(1, len(s.features)/(n+1)))
	firsts := make([]uint32, len(s.ends))
	totals := make([]int64, len(s.ends))
	words := make([][]uint32, len(parts)) // by part and rank
	parallel(len(parts), func(p int) {
		count := make([]uint32, n)
		for i := parts[p][0]; i < parts[p][1]; i++ {
			if i&0xfff == 0 && ctx.Err() != nil {
				break
			}
			first, shareable, total, length := uint32(noRank), int64(0), int64(0), uint32(header)
			for _, f := range s.row(i) {
				if r := ranks[f]; r != noRank {
					first = min(first, r)
					shareable += l.masses[r]
					length++
				} else if len(rest) > 1 {
					total += rest[f]
				} else {
					total += rest[0]
				}
			}
			total += shareable
			if first == noRank || float64(shareable) < l.least(float64(total)) {
				first = noRank
			} else {
				count[first] += length
			}
			firsts[i], totals[i] = first, total
		}
		words[p] = count
	})
	if err := ctx.Err(); err != nil {
		return err
	}
	l.starts = make([]uint32, n+1)
	at := uint32(0)
	for r := range n {
		l.starts[r] = at
		for _, count := range words {
			count[r], at = at, at+count[r]
		}
	}
	l.starts[n] = at
	l.rows = make([]uint32, at)
	parallel(len(parts), func(p int) {
		next := words[p]
		var record []uint32
		for i := parts[p][0]; i < parts[p][1]; i++ {
			if i&0xfff == 0 && ctx.Err() != nil {
				break
			}
			first := firsts[i]
			if first == noRank {
				continue
			}
			row := s.row(i)
			at := next[first]
			record = append(record[:0], uint32(i), 0, uint32(totals[i]), uint32(totals[i]>>32))
			for _, f := range row {
				if r := ranks[f]; r != noRank {
					record = append(record, r)
				}
			}
			record[1] = uint32(len(record) - header)
			sortRanks(record[header:])
			next[first] = at + uint32(copy(l.rows[at:], record))
		}
	})
	return ctx.Err()
}

// sortRanks sorts mostly few numbers, without branches that depend on them.
func sortRanks(a []uint32) {
	if len(a) > 16 {
		slices.Sort(a)
		return
	}
	for i, x := range a {
		for k := range a[:i] {
			a[k], x = min(a[k], x), max(a[k], x)
		}
		a[i] = x
	}
}

// list makes the lists.
func (l *layout) list(ctx context.Context) error {
	n := len(l.masses)
	parts := l.cutRecords(max(1, len(l.rows)/(n+1)))
	counts := make([][]uint32, len(parts))
	parallel(len(parts), func(p int) {
		count := make([]uint32, n)
		l.places(ctx, parts[p], func(r, _ uint32) { count[r]++ })
		counts[p] = count
	})
	if err := ctx.Err(); err != nil {
		return err
	}
	l.ends = make([]uint32, n)
	at := uint32(0)
	for r := range n {
		for _, count := range counts {
			count[r], at = at, at+count[r]
		}
		l.ends[r] = at
	}
	l.others = make([]uint32, at)
	parallel(len(parts), func(p int) {
		next := counts[p]
		l.places(ctx, parts[p], func(r, record uint32) {
			l.others[next[r]] = record
			next[r]++
		})
	})
	return ctx.Err()
}

// places calls f for each rank in the prefix of each record but the first.
func (l *layout) places(ctx context.Context, part [2]uint32, f func(r, record uint32)) {
	seen := 0
	for at := part[0]; at < part[1]; seen++ {
		if seen&0xfff == 0 && ctx.Err() != nil {
			return
		}
		n := l.rows[at+1]
		ranks := l.rows[at+header : at+header+n]
		for _, r := range ranks[1:max(1, l.prefix(ranks, float64(l.total(at))))] {
			f(r, at)
		}
		at += header + n
	}
}

// prefix returns the length of the prefix of a row that weighs total.
func (l *layout) prefix(ranks []uint32, total float64) int {
	least, mass := l.least(total), int64(0)
	for k := len(ranks) - 1; k >= 0; k-- {
		mass += l.masses[ranks[k]]
		if float64(mass) >= least {
			return k + 1
		}
	}
	return 0
}

// total returns the mass of a record's row.
func (l *layout) total(at uint32) int64 {
	return int64(l.rows[at+2]) | int64(l.rows[at+3])<<32
}

// ranksAt returns the ranks of a record.
func (l *layout) ranksAt(at uint32) []uint32 {
	return l.rows[at+header : at+header+l.rows[at+1]]
}

// sharedBy returns the mass of the ranks that two rows share.
func (l *layout) sharedBy(x, y []uint32) int64 {
	mass := int64(0)
	for len(x) > 0 && len(y) > 0 {
		switch {
		case x[0] < y[0]:
			x = x[1:]
		case x[0] > y[0]:
			y = y[1:]
		default:
			mass += l.masses[x[0]]
			x, y = x[1:], y[1:]
		}
	}
	return mass
}

// meet reports whether two rows share a rank.
func meet(x, y []uint32) bool {
	for len(x) > 0 && len(y) > 0 {
		switch {
		case x[0] < y[0]:
			x = x[1:]
		case x[0] > y[0]:
			y = y[1:]
		default:
			return true
		}
	}
	return false
}

// size returns the number of records that have rank r in their prefix, or more.
func (l *layout) size(r int) int {
	return len(l.listOf(r)) + int(l.starts[r+1]-l.starts[r])/(header+1)
}

// listOf returns where the records are that have rank r in their prefix but not first.
func (l *layout) listOf(r int) []uint32 {
	start := uint32(0)
	if r > 0 {
		start = l.ends[r-1]
	}
	return l.others[start:l.ends[r]]
}

// keys appends the records with rank r in their prefix, each as a number that is ordered
// as what their rows weigh.
func (l *layout) keys(keys []uint64, r uint32) []uint64 {
	for at := l.starts[r]; at < l.starts[r+1]; at += header + l.rows[at+1] {
		keys = append(keys, l.key(at))
	}
	for _, at := range l.listOf(int(r)) {
		keys = append(keys, l.key(at))
	}
	return keys
}

func (l *layout) key(at uint32) uint64 {
	return uint64(math.Float32bits(float32(l.total(at))))<<32 | uint64(at)
}

// unkey returns the record of a key, and what its row weighs.
func unkey(key uint64) (at uint32, weight float32) {
	return uint32(key), math.Float32frombits(uint32(key >> 32))
}

// sortKeys sorts what are mostly few.
func sortKeys(a []uint64) {
	if len(a) > 24 {
		slices.Sort(a)
		return
	}
	for i := 1; i < len(a); i++ {
		x, k := a[i], i
		for ; k > 0 && a[k-1] > x; k-- {
			a[k] = a[k-1]
		}
		a[k] = x
	}
}

// cutRecords cuts records into parts of about the same length, at most limit.
func (l *layout) cutRecords(limit int) [][2]uint32 {
	parts := cut(len(l.rows), limit)
	out := make([][2]uint32, len(parts))
	for p := range parts {
		if p > 0 {
			r, _ := slices.BinarySearch(l.starts, uint32(parts[p][0]))
			out[p-1][1], out[p][0] = l.starts[r], l.starts[r]
		}
	}
	out[len(out)-1][1] = uint32(len(l.rows))
	return out
}
