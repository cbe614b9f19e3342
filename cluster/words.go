package cluster

import (
	"context"
	"math"
	"slices"

	"github.com/needscape/needscape/keyword"
)

// Learn returns a vector for each keyword, learnt from the list alone: words that stand
// in the same company point the same way, whether or not they ever stand together, so
// that keywords of one need can be near without a word in common. Dim is the number of
// dimensions; below 1 it is 100. A keyword whose words stand in no other keyword has a row
// of zeros. Close variants count once. The vectors do not depend on the order of keywords. A list of a million
// takes some seconds. Vectors of a list tell its topics better than its synonyms.
func Learn(ctx context.Context, c *keyword.Corpus, dim int) (*Vectors, error) {
	units, err := c.Units(ctx)
	if err != nil {
		return nil, err
	}
	ends, stems := make([]uint32, c.Len()), make([]uint32, 0, len(units.Numbers))
	var once, words []uint32 // of one of close variants
	next := int32(0)
	for i, v := range c.Variants() {
		start := len(stems)
		stems = units.Stems(stems, i)
		ends[i] = uint32(len(stems))
		if v == next {
			words = append(words, stems[start:]...)
			once = append(once, uint32(len(words)))
			next++
		}
	}
	w, err := learnWords(ctx, once, words, nil, units.Names, dim)
	if err != nil {
		return nil, err
	}
	return w.embed(ctx, ends, stems)
}

// wordVectors are what a list teaches about its words: those that stand in the same
// company point the same way, whether or not they ever stand together.
type wordVectors struct {
	number   []uint32  // of each feature, its word counted from 1; 0 where it has none
	weight   []float64 // of each word, how much it counts in a row
	*Vectors           // of each word
}

const (
	dimensions = 100     // of word vectors that serve lists of a thousand to a million rows
	leastRows  = 2       // in which a word stands of which anything can be learnt
	contexts   = 1 << 15 // the most frequent words, by whose company all others are known
)

// learnWords learns vectors of dim dimensions (below 1: 100) for the features of rows:
// their company as positive pointwise mutual information, of which the greatest singular
// values are kept, each vector times the root of its value (Levy, Goldberg & Dagan 2015).
// For ends, features, weight and names see newCompany. Features of one row only have none.
// The vectors do not depend on the order of rows. Memory is at most 16 bytes for each two
// words that stand together, and some 12·dim a word.
func learnWords(ctx context.Context, ends, features, weight []uint32, names []string, dim int) (*wordVectors, error) {
	if dim < 1 {
		dim = dimensions
	}
	c, err := newCompany(ctx, ends, features, weight, names, leastRows)
	if err != nil {
		return nil, err
	}
	m, err := c.ppmi(ctx, contexts)
	if err != nil {
		return nil, err
	}
	values, singular, err := m.svd(ctx, dim)
	if err != nil {
		return nil, err
	}
	n := len(c.words)
	w := &wordVectors{c.number, make([]float64, n), &Vectors{dim, make([]float32, n*dim)}}
	for d, value := range values {
		values[d] = math.Sqrt(value)
	}
	if err := share(ctx, (n+taskRows-1)/taskRows, func() func(int) {
		return func(task int) {
			for i := task * taskRows; i < min(n, (task+1)*taskRows); i++ {
				row := w.Row(i)
				for d := range row {
					row[d] = float32(float64(singular.panels[d/panel][i*panel+d%panel]) * values[d])
				}
				normalise(row)
				w.weight[i] = ln(float64(1+len(ends))/float64(1+c.rowsOf(i))) + 1
			}
		}
	}); err != nil {
		return nil, err
	}
	w.centre(c)
	return w, nil
}

// centre takes from all words what rows have in common, their mean, which says nothing
// about any (Arora, Liang & Ma, A simple but tough-to-beat baseline for sentence
// embeddings, 2017, take away the direction of it). A word counts as much as what of it is left.
func (w *wordVectors) centre(c *company) {
	mean, all := make([]float64, w.dim), 0.0
	for i, idf := range w.weight {
		times := float64(idf * float64(c.rowsOf(i)))
		all += times
		for d, x := range w.Row(i) {
			mean[d] += float64(times * float64(x))
		}
	}
	for i := range w.weight {
		row := w.Row(i)
		for d := range row {
			row[d] = float32(float64(row[d]) - mean[d]/all)
		}
		w.weight[i] *= math.Sqrt(dot(row, row))
		normalise(row)
	}
}

const taskRows = 1024 // that are worked on at a time

// embed returns a vector for each row, of the list that w was learnt from or of another
// with the same features: the mean of those of its words, weighted by inverse document
// frequency. A row without a word that w knows is of length 0. Time is linear in the
// words of all rows.
func (w *wordVectors) embed(ctx context.Context, ends, features []uint32) (*Vectors, error) {
	v := &Vectors{w.dim, make([]float32, len(ends)*w.dim)}
	err := share(ctx, (len(ends)+taskRows-1)/taskRows, func() func(int) {
		var words []uint32
		sum := make([]float64, w.dim)
		return func(task int) {
			for i := task * taskRows; i < min(len(ends), (task+1)*taskRows); i++ {
				words = words[:0]
				for _, f := range rowOf(ends, features, i) {
					if int(f) < len(w.number) && w.number[f] > 0 {
						words = append(words, w.number[f]-1)
					}
				}
				slices.Sort(words) // the order of features may be that of rows
				clear(sum)
				for _, word := range words {
					addTimes(sum, w.weight[word], w.Row(int(word)))
				}
				point(v.Row(i), sum)
			}
		}
	})
	return v, err
}

// addTimes adds a row, times a number, to sum.
func addTimes(sum []float64, times float64, row []float32) {
	sum = sum[:len(row)]
	for d, x := range row {
		sum[d] += float64(times * float64(x))
	}
}

// point sets a row to one of length 1 in a direction, if there is one.
func point(row []float32, direction []float64) {
	length := 0.0
	for _, x := range direction {
		length += float64(x * x)
	}
	if length = math.Sqrt(length); length > 0 {
		for d, x := range direction {
			row[d] = float32(x * (1 / length))
		}
	}
}
