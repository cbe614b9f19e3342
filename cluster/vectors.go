package cluster

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"math/bits"
	"slices"
	"sync"
)

// Vectors are rows of as many numbers each, such that rows that mean the like point the
// same way: learnt from a list, or brought from elsewhere. Each row is of length 1, or
// of length 0 where nothing is known of it. It is immutable and safe for concurrent use.
type Vectors struct {
	dim    int
	values []float32
}

// NewVectors takes up rows of dim numbers each, one after the other, such as the
// embeddings of a model. Only where a row points to counts, not its length. A row of
// zeros is like none. Numbers must be finite. It does not keep values.
func NewVectors(dim int, values []float32) (*Vectors, error) {
	if dim < 1 || len(values)%dim != 0 {
		return nil, fmt.Errorf("cluster: %d numbers are not rows of %d", len(values), dim)
	}
	if len(values)/dim > math.MaxInt32 {
		return nil, fmt.Errorf("cluster: more than %d rows", math.MaxInt32)
	}
	for i, x := range values {
		if x-x != 0 {
			return nil, fmt.Errorf("cluster: row %d, column %d is %v", i/dim, i%dim, x)
		}
	}
	v := &Vectors{dim, slices.Clone(values)}
	for i := range v.Len() {
		normalise(v.Row(i))
	}
	return v, nil
}

// normalise makes a row one of length 1, if it is not all zeros.
func normalise(row []float32) {
	if length := math.Sqrt(dot(row, row)); length > 0 {
		for k, x := range row {
			row[k] = float32(float64(x) / length)
		}
	}
}

// rows returns the vectors of some of the rows.
func (v *Vectors) rows(of []int32) *Vectors {
	out := &Vectors{v.dim, make([]float32, 0, len(of)*v.dim)}
	for _, i := range of {
		out.values = append(out.values, v.Row(int(i))...)
	}
	return out
}

// Len returns the number of rows.
func (v *Vectors) Len() int { return len(v.values) / v.dim }

// Dim returns how many numbers a row has.
func (v *Vectors) Dim() int { return v.dim }

// Row returns row i. It must not be changed.
func (v *Vectors) Row(i int) []float32 { return v.values[i*v.dim : (i+1)*v.dim : (i+1)*v.dim] }

// Similarity returns the cosine of rows i and j, from -1 to 1.
func (v *Vectors) Similarity(i, j int) float32 { return cosine(v.Row(i), v.Row(j)) }

// cosine returns that of two rows of length 1, summed in one order and so the same
// everywhere.
func cosine(a, b []float32) float32 { return float32(max(-1, min(1, dot(a, b)))) }

// A Neighbour is another row, and how similar it is.
type Neighbour struct {
	Row        int32
	Similarity float32
}

// compareNeighbours orders neighbours by similarity, the greatest first, then by row.
func compareNeighbours(a, b Neighbour) int {
	return cmp.Or(cmp.Compare(b.Similarity, a.Similarity), cmp.Compare(a.Row, b.Row))
}

// Nearest returns, for each row, the k other rows of greatest similarity, those of at
// least the given one only, the most similar first and equal ones by row; k < 1 means
// all of them. The answer is exact: that of all pairs. It works on GOMAXPROCS goroutines;
// cancelling ctx ends it early with ctx's error.
//
// Time is quadratic in rows: half of all pairs are compared in their main directions,
// and in full those few that may be near enough. Memory is 8 bytes a neighbour and some 150 a row.
func (v *Vectors) Nearest(ctx context.Context, k int, least float32) ([][]Neighbour, error) {
	b := newBasis(v)
	s := b.screen(v)
	return nearest(ctx, s, s, k, least)
}

// NearestTo returns, for each query, the nearest rows of v, as Nearest would. Queries must be of
// the same dimension.
func (v *Vectors) NearestTo(ctx context.Context, queries *Vectors, k int, least float32) ([][]Neighbour, error) {
	if queries.dim != v.dim {
		return nil, fmt.Errorf("cluster: queries of %d numbers for rows of %d", queries.dim, v.dim)
	}
	b := newBasis(v)
	return nearest(ctx, b.screen(queries), b.screen(v), k, least)
}

// Pairs returns all pairs of rows of at least the given similarity, in order, at the
// cost of Nearest. Only those of more than 0 are edges of a [Graph].
func (v *Vectors) Pairs(ctx context.Context, least float32) ([]Pair, error) {
	lists, err := v.Nearest(ctx, 0, least)
	if err != nil {
		return nil, err
	}
	var pairs []Pair
	for i, list := range lists {
		for _, n := range list {
			if int(n.Row) > i {
				pairs = append(pairs, Pair{int32(i), n.Row, n.Similarity})
			}
		}
	}
	slices.SortFunc(pairs, comparePairs)
	return pairs, nil
}

// A basis is some orthonormal directions in which the rows of a set of vectors differ
// the most. With p and q the parts of rows a and b in them, and r and s how long what
// remains of a and b is, the product of a and b is at most p·q + r·s: that of the
// rows p, r and q, s, which are shorter than a and b.
type basis struct {
	dim, size  int
	directions []float64 // one a row
}

const (
	mainDirections = 31
	sampleRows     = 1024 // from which the directions are found
)

// newBasis finds the main directions by subspace iteration on a sample. Any would be
// right; good ones leave fewer pairs to compare in full.
func newBasis(v *Vectors) *basis {
	b := &basis{v.dim, min(v.dim, mainDirections), nil}
	b.directions = make([]float64, b.size*b.dim)
	if b.size == b.dim {
		for i := range b.size {
			b.directions[i*b.dim+i] = 1
		}
		return b
	}
	for i := range b.directions {
		b.directions[i] = float64(bits.OnesCount64(mix(uint64(i))) - 32)
	}
	rows := min(sampleRows, v.Len())
	for range 4 {
		b.orthonormal()
		sum := make([]float64, len(b.directions))
		for s := range rows {
			row := v.Row(s * v.Len() / rows)
			for i := range b.size {
				part := product(row, b.directions[i*b.dim:])
				for k, x := range row {
					sum[i*b.dim+k] += float64(part * float64(x))
				}
			}
		}
		for i, x := range sum {
			b.directions[i] = x + float64(1e-6*b.directions[i]) // never all 0
		}
	}
	b.orthonormal()
	b.orthonormal()
	return b
}

// product returns the dot product of a row and a direction.
func product(row []float32, direction []float64) float64 {
	s := 0.0
	for k, x := range row {
		s += float64(float64(x) * direction[k])
	}
	return s
}

// orthonormal makes the directions so, by the modified method of Gram and Schmidt.
func (b *basis) orthonormal() {
	for i := range b.size {
		x := b.directions[i*b.dim:][:b.dim]
		for j := range i + 1 {
			y := b.directions[j*b.dim:][:b.dim]
			s := 0.0
			for k := range x {
				s += float64(x[k] * y[k])
			}
			for k := range x {
				if i == j {
					x[k] /= math.Sqrt(s)
				} else {
					x[k] -= float64(s * y[k])
				}
			}
		}
	}
}

// A screen holds rows as their parts in the main directions and the length of what
// remains, in blocks.
type screen struct {
	of    *Vectors
	width int
	rows  []float32 // those of a last, incomplete block are filled up with zeros
}

const blockRows = 256 // of a block of a screen

func (b *basis) screen(v *Vectors) *screen {
	s := &screen{of: v, width: b.size + 1}
	s.rows = make([]float32, s.blocks()*blockRows*s.width)
	_ = share(context.Background(), s.blocks(), func() func(int) {
		return func(block int) {
			for i := block * blockRows; i < min(v.Len(), (block+1)*blockRows); i++ {
				row, out := v.Row(i), s.rows[i*s.width:]
				rest := dot(row, row)
				for k := range b.size {
					part := product(row, b.directions[k*b.dim:])
					out[k] = float32(part)
					rest -= float64(part * part)
				}
				if b.size < b.dim {
					out[b.size] = float32(math.Sqrt(max(0, rest) + 1e-14))
				}
			}
		}
	})
	return s
}

func (s *screen) blocks() int { return (s.of.Len() + blockRows - 1) / blockRows }

func (s *screen) block(b int) []float32 {
	return s.rows[b*blockRows*s.width : (b+1)*blockRows*s.width]
}

// slack is more than what rounding can take away from the product of two rows of a
// screen: of sums of n products of 24-bit numbers n units in the last place (Higham,
// Accuracy and stability of numerical algorithms, 3.1), and twice that to be safe.
func (s *screen) slack() float32 { return float32(s.width+8) / (1 << 23) }

// best holds the best neighbours of each row of a screen.
type best struct {
	k     int // 0: all
	least float32
	lists [][]Neighbour
	locks []sync.Mutex // of each block
}

func newBest(s *screen, k int, least float32) *best {
	return &best{max(0, k), least, make([][]Neighbour, s.of.Len()), make([]sync.Mutex, s.blocks())}
}

// limits tells how similar a row must be to be among the best of each of a block.
func (b *best) limits(block int, out []float32) []float32 {
	b.locks[block].Lock()
	defer b.locks[block].Unlock()
	out = out[:0]
	for _, list := range b.lists[block*blockRows : min((block+1)*blockRows, len(b.lists))] {
		limit := b.least
		if b.k > 0 && len(list) == b.k {
			limit = list[b.k-1].Similarity
		}
		out = append(out, limit)
	}
	return out
}

// offer takes in neighbours of a row, if they are among the best.
func (b *best) offer(row int32, n Neighbour) {
	list := b.lists[row]
	switch {
	case n.Similarity < b.least:
		return
	case b.k == 0:
		b.lists[row] = append(list, n)
		return
	case len(list) < b.k:
		list = append(list, n)
	case compareNeighbours(n, list[b.k-1]) < 0:
		list[b.k-1] = n
	default:
		return
	}
	for i := len(list) - 1; i > 0 && compareNeighbours(list[i], list[i-1]) < 0; i-- {
		list[i], list[i-1] = list[i-1], list[i]
	}
	b.lists[row] = list
}

// nearest finds the best neighbours of x among the rows of y, or of x among themselves
// where both are one. Which they are does not depend on the order in which blocks are
// compared, as the order of neighbours is a total one.
func nearest(ctx context.Context, x, y *screen, k int, least float32) ([][]Neighbour, error) {
	if least != least {
		return nil, fmt.Errorf("cluster: a least similarity of %v", least)
	}
	b := newBest(x, k, least)
	nx, ny := x.blocks(), y.blocks()
	tasks := nx * ny
	if x == y {
		tasks = nx * (nx + 1) / 2
	}
	slack := x.slack()
	err := share(ctx, tasks, func() func(int) {
		scores := make([]float32, blockRows*blockRows)
		var found []Pair
		var xl, yl []float32
		return func(task int) {
			i := task % nx
			j := task / nx
			if x == y { // first each block with itself, then with the next, the one after it ...
				j = (i + j) % nx
			}
			dots(scores, blockRows, x.block(i), y.block(j), x.width, i == j && x == y)
			xl = b.limits(i, xl)
			if x == y {
				yl = b.limits(j, yl)
			} else {
				yl = slices.Repeat([]float32{2}, min(blockRows, y.of.Len()-j*blockRows))
			}
			for c := range yl {
				yl[c] -= slack
			}
			found = found[:0]
			for r, limit := range xl {
				first := 0
				if i == j && x == y {
					first = r + 1
				}
				limit -= slack
				line := scores[r*blockRows:][:len(yl)]
				for c := first; c < len(line); c++ {
					if s := line[c]; s >= limit || s >= yl[c] {
						p, q := i*blockRows+r, j*blockRows+c
						found = append(found, Pair{int32(p), int32(q), cosine(x.of.Row(p), y.of.Row(q))})
					}
				}
			}
			b.locks[i].Lock()
			for _, p := range found {
				b.offer(p.A, Neighbour{p.B, p.Similarity})
			}
			b.locks[i].Unlock()
			if x == y {
				b.locks[j].Lock()
				for _, p := range found {
					b.offer(p.B, Neighbour{p.A, p.Similarity})
				}
				b.locks[j].Unlock()
			}
		}
	})
	if err != nil {
		return nil, err
	}
	if b.k == 0 {
		for _, list := range b.lists {
			slices.SortFunc(list, compareNeighbours)
		}
	}
	return b.lists, nil
}
