package cluster

import (
	"context"
	"math"
	"slices"
	"sync"
)

// wordVectors are what a list teaches about its words: those that stand in the same
// company point the same way, whether or not they ever stand together.
type wordVectors struct {
	number   []uint32  // of each feature, its word counted from 1; 0 where it has none
	weight   []float64 // of each word, its inverse document frequency
	*Vectors           // of each word
	mean     []float64 // of the rows of the list
}

const (
	dimensions = 100 // of word vectors that serve lists of a thousand to a million rows
	leastRows  = 2   // in which a word stands of which anything can be learnt
)

// learnWords learns vectors of dim dimensions (below 1: 100) for the features of rows:
// their company as positive pointwise mutual information, of which the k greatest
// singular values are kept, each vector times the root of its value (Levy, Goldberg &
// Dagan 2015). For ends, features, weight and names see newCompany. The vectors do not depend on
// the order of rows. Features of one row only have none. Memory is at most 16 bytes for each two
// words that stand together, and 12·dim bytes a word.
func learnWords(ctx context.Context, ends, features, weight []uint32, names []string, dim int) (*wordVectors, error) {
	if dim < 1 {
		dim = dimensions
	}
	c, err := newCompany(ctx, ends, features, weight, names, leastRows)
	if err != nil {
		return nil, err
	}
	m, err := c.ppmi(ctx)
	if err != nil {
		return nil, err
	}
	values, singular, err := m.svd(ctx, dim)
	if err != nil {
		return nil, err
	}
	w := &wordVectors{
		number:  c.number,
		weight:  make([]float64, len(c.words)),
		Vectors: &Vectors{dim, make([]float32, len(c.words)*dim)},
		mean:    make([]float64, dim),
	}
	for d, value := range values {
		root := math.Sqrt(value)
		column, sign := singular.panels[d/panel], singular.sign(d)
		for i := range c.words {
			w.values[i*dim+d] = float32(float64(column[i*panel+d%panel]) * float64(sign*root))
		}
	}
	for i := range c.words {
		normalise(w.Row(i))
		w.weight[i] = ln(float64(1+len(ends))/float64(1+c.starts[i+1]-c.starts[i])) + 1
	}
	return w, w.middle(ctx, ends, features)
}

// embed returns a vector for each row, of the list that w was learnt from or of another
// with the same features: the mean of those of its words, weighted by inverse document
// frequency, less what all rows of the list have in common, the mean of such rows. A row
// without a word that w knows is of length 0. Time is linear in the words of all rows.
func (w *wordVectors) embed(ctx context.Context, ends, features []uint32) (*Vectors, error) {
	v := &Vectors{w.dim, make([]float32, len(ends)*w.dim)}
	err := share(ctx, (len(ends)+taskRows-1)/taskRows, func() func(int) {
		p := w.pointer()
		return func(task int) {
			for i := task * taskRows; i < min(len(ends), (task+1)*taskRows); i++ {
				if p.point(rowOf(ends, features, i)) {
					row := v.Row(i)
					for d, x := range p.direction {
						row[d] = float32(x - w.mean[d])
					}
					normalise(row)
				}
			}
		}
	})
	return v, err
}

const taskRows = 1024 // that are embedded at a time

// middle sets the mean of rows. It adds up whole multiples of 2^-32, so that the order
// of rows does not matter.
func (w *wordVectors) middle(ctx context.Context, ends, features []uint32) error {
	all := make([]int64, w.dim)
	var lock sync.Mutex
	err := share(ctx, (len(ends)+taskRows-1)/taskRows, func() func(int) {
		p, sums := w.pointer(), make([]int64, w.dim)
		return func(task int) {
			clear(sums)
			for i := task * taskRows; i < min(len(ends), (task+1)*taskRows); i++ {
				if p.point(rowOf(ends, features, i)) {
					for d, x := range p.direction {
						sums[d] += int64(x * (1 << 32))
					}
				}
			}
			lock.Lock()
			for d, s := range sums {
				all[d] += s
			}
			lock.Unlock()
		}
	})
	for d, s := range all {
		w.mean[d] = float64(s) / (1 << 32) / float64(max(1, len(ends)))
	}
	return err
}

// A pointer finds where rows point.
type pointer struct {
	*wordVectors
	words     []uint32
	direction []float64 // of length 1
}

func (w *wordVectors) pointer() *pointer {
	return &pointer{wordVectors: w, direction: make([]float64, w.dim)}
}

// point sets the direction to that of a row, unless no word of it is known.
func (p *pointer) point(row []uint32) bool {
	p.words = p.words[:0]
	for _, f := range row {
		if int(f) < len(p.number) && p.number[f] > 0 {
			p.words = append(p.words, p.number[f]-1)
		}
	}
	slices.Sort(p.words) // the order of features may be that of rows
	clear(p.direction)
	for _, word := range p.words {
		for d, x := range p.Row(int(word)) {
			p.direction[d] += float64(p.weight[word] * float64(x))
		}
	}
	length := 0.0
	for _, x := range p.direction {
		length += float64(x * x)
	}
	length = math.Sqrt(length)
	for d := range p.direction {
		p.direction[d] /= length
	}
	return length > 0
}
