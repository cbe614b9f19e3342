package cluster

import (
	"cmp"
	"context"
	"math"
	"math/bits"
	"slices"
)

// panel is how many columns of a tall matrix lie together.
const panel = 8

// A tall is a matrix of many rows and few columns, a multiple of panel, stored by panels and
// in each by rows: a product with a sparse matrix takes up whole panels that fit the
// cache.
type tall struct {
	rows   int
	panels [][]float32
}

func newTall(rows, columns int) *tall {
	t := &tall{rows, make([][]float32, columns/panel)}
	for p := range t.panels {
		t.panels[p] = make([]float32, rows*panel)
	}
	return t
}

func (t *tall) columns() int { return len(t.panels) * panel }

// times sets y to as many rows of m·x as it has.
func (m *sparse) times(ctx context.Context, y, x *tall) error {
	blocks := (y.rows + sparseRows - 1) / sparseRows
	return share(ctx, len(x.panels)*blocks, func() func(int) {
		return func(task int) {
			p, b := task/blocks, task%blocks
			from, to := x.panels[p], y.panels[p][b*sparseRows*panel:]
			block, start := &m.blocks[b], uint32(0)
			for i, end := range block.ends[:min(sparseRows, y.rows-b*sparseRows)] {
				sumRows((*[panel]float32)(to[i*panel:]), from, block.columns[start:end], block.values[start:end])
				start = end
			}
		}
	})
}

// sumRows sets out to the sum of rows of a panel, each times a value, in their order.
func sumRows(out *[panel]float32, from []float32, rows []uint32, values []float32) {
	var s0, s1, s2, s3, s4, s5, s6, s7 float32
	values = values[:len(rows)]
	for k, r := range rows {
		v, x := values[k], (*[panel]float32)(from[int(r)*panel:])
		s0 += float32(v * x[0])
		s1 += float32(v * x[1])
		s2 += float32(v * x[2])
		s3 += float32(v * x[3])
		s4 += float32(v * x[4])
		s5 += float32(v * x[5])
		s6 += float32(v * x[6])
		s7 += float32(v * x[7])
	}
	*out = [panel]float32{s0, s1, s2, s3, s4, s5, s6, s7}
}

const (
	gramParts = 32  // of rows, each summed by itself; the sum is that of the parts in order
	partRows  = 256 // of which the columns are laid out at a time
)

// gram returns the upper triangle of tᵀ·t.
func (t *tall) gram(ctx context.Context) ([]float64, error) {
	c := t.columns()
	parts := make([][]float64, gramParts)
	err := share(ctx, gramParts, func() func(int) {
		columns, out := make([]float64, c*partRows), make([]float64, c*c)
		return func(part int) {
			sum := make([]float64, c*c)
			for lo, to := t.rows*part/gramParts, t.rows*(part+1)/gramParts; lo < to; lo += partRows {
				rows := min(partRows, to-lo)
				t.byColumn(columns, lo, rows)
				dots(out, c, columns[:c*rows], columns[:c*rows], rows, true)
				for i, v := range out {
					sum[i] += v
				}
			}
			parts[part] = sum
		}
	})
	if err != nil {
		return nil, err
	}
	for _, part := range parts[1:] {
		for i, v := range part {
			parts[0][i] += v
		}
	}
	return parts[0], nil
}

// byColumn lays out some rows column by column.
func (t *tall) byColumn(out []float64, lo, rows int) {
	for p, values := range t.panels {
		for i, v := range values[lo*panel : (lo+rows)*panel] {
			out[(p*panel+i%panel)*rows+i/panel] = float64(v)
		}
	}
}

// turn sets t to t·mᵀ, m with as many columns, and no more rows, than t has columns.
func (t *tall) turn(ctx context.Context, m []float64) error {
	c := t.columns()
	const rows = 64
	return share(ctx, (t.rows+rows-1)/rows, func() func(int) {
		a, out := make([]float64, rows*c), make([]float64, rows*c)
		return func(task int) {
			lo, hi := task*rows, min(t.rows, (task+1)*rows)
			for p, values := range t.panels {
				for i, v := range values[lo*panel : hi*panel] {
					a[i/panel*c+p*panel+i%panel] = float64(v)
				}
			}
			dots(out, c, a, m, c, false)
			for p, values := range t.panels {
				for i := range values[lo*panel : hi*panel] {
					values[lo*panel+i] = float32(out[i/panel*c+p*panel+i%panel])
				}
			}
		}
	})
}

// orthonormal makes the columns of t orthonormal, or 0 where one depends on others (by
// Cholesky's factor of its Gram matrix).
func (t *tall) orthonormal(ctx context.Context) error {
	gram, err := t.gram(ctx)
	if err != nil {
		return err
	}
	return t.turn(ctx, cholesky(gram, t.columns()))
}

const (
	oversampling = 8 // columns more than asked for
	powers       = 2 // of the matrix times itself
)

// svd returns the k greatest singular values, descending, of the square of the first rows of
// m, which is symmetric, and for all rows of m what they are in terms of the left singular
// vectors, the first k columns of a tall matrix: of the square the vectors themselves, of
// the rows below it the vectors of a square that is approximately m (the method of
// Nyström). It works by a randomised range finder with power iterations (Halko, Martinsson &
// Tropp, Finding structure with randomness, 2011), always with the same random numbers. Time
// is some six products of the square and k columns and 8·n·k² multiplications for n columns
// of m, memory 8·n·k bytes beside the result.
func (m *sparse) svd(ctx context.Context, k int) ([]float64, *tall, error) {
	c := (k + oversampling + panel - 1) / panel * panel
	q, y := newTall(m.columns, c), newTall(m.columns, c)
	for p, values := range q.panels {
		for i := range values {
			values[i] = float32(bits.OnesCount64(mix(uint64(i/panel)<<16+uint64(p*panel+i%panel))) - 32) // all but normal
		}
	}
	for range powers {
		if err := m.times(ctx, y, q); err != nil {
			return nil, nil, err
		}
		if err := m.times(ctx, q, y); err != nil {
			return nil, nil, err
		}
		if err := q.orthonormal(ctx); err != nil {
			return nil, nil, err
		}
	}
	if err := m.times(ctx, y, q); err != nil {
		return nil, nil, err
	}
	squares, err := y.gram(ctx) // (m·q)ᵀ·m·q: its eigenvalues are those of m, squared
	if err != nil {
		return nil, nil, err
	}
	for i := range c {
		for j := range i {
			squares[i*c+j] = squares[j*c+i]
		}
	}
	values, vectors := jacobi(squares, c)
	order := make([]int, c)
	for i := range order {
		order[i] = i
		values[i] = math.Sqrt(max(0, values[i]))
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(values[j], values[i]) })
	sorted, turned := make([]float64, c), make([]float64, 0, c*c)
	for i, from := range order {
		sorted[i] = values[from]
		for _, x := range vectors[from*c:][:c] {
			turned = append(turned, x/max(sorted[i], math.SmallestNonzeroFloat32))
		}
	}
	if err := q.turn(ctx, turned); err != nil {
		return nil, nil, err
	}
	all := newTall(m.rows, c)
	return sorted[:k], all, m.times(ctx, all, q)
}

// mix is the finalizer of SplitMix64 (Steele, Lea & Flood, 2014).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
