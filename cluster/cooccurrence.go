package cluster

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// longest is how many words of a row are counted together: of more, the rarest.
const longest = 64

// A company tells which words stand together in rows. Its words are those that stand in
// enough rows, numbered by how many, the most first, then by their names, so that their
// numbers do not depend on the order of rows.
type company struct {
	words  []uint32 // by number, the feature
	number []uint32 // of each feature, its word counted from 1; 0 where it is none
	ends   []uint32 // of the words of each row
	rows   []uint32 // the words of each row, ascending
	weight []uint32 // of each row; nil where it is 1

	starts []uint32 // of the rows of each word
	in     []uint32 // the rows of each word
	beside []uint64 // of each word, the company that it has in all rows
}

// company that a word has in a row, shared by all others there: a multiple of 1 to 16.
// The sum over all rows must not exceed 2^64.
const whole = 720720

// newCompany takes up rows: the features of row i end at ends[i], each once. A feature
// counts if it stands in least rows. names tells features apart where their numbers
// depend on the order of rows; nil means that they do not.
func newCompany(ctx context.Context, ends, features, weight []uint32, names []string, least int) (*company, error) {
	count := 0
	for _, f := range features {
		count = max(count, int(f)+1)
	}
	df := make([]uint32, count)
	for _, f := range features {
		df[f]++
	}
	c := &company{number: make([]uint32, count), ends: make([]uint32, len(ends)), weight: weight}
	for f, n := range df {
		if n > 0 && int(n) >= least {
			c.words = append(c.words, uint32(f))
		}
	}
	slices.SortFunc(c.words, func(a, b uint32) int {
		if df[a] != df[b] || names == nil {
			return cmp.Or(cmp.Compare(df[b], df[a]), cmp.Compare(a, b))
		}
		return cmp.Compare(names[a], names[b])
	})
	for w, f := range c.words {
		c.number[f] = uint32(w + 1)
	}
	c.starts, c.beside = make([]uint32, len(c.words)+1), make([]uint64, len(c.words))
	c.rows = make([]uint32, 0, len(features))
	from := uint32(0)
	for i, end := range ends {
		start := len(c.rows)
		for _, f := range features[from:end] {
			if w := c.number[f]; w > 0 {
				c.rows = append(c.rows, w-1)
			}
		}
		from = end
		row := c.rows[start:]
		slices.Sort(row)
		if len(row) > longest {
			c.rows = c.rows[:start+copy(row, row[len(row)-longest:])]
			row = c.rows[start:]
		}
		c.ends[i] = uint32(len(c.rows))
		for _, w := range row {
			c.starts[w+1]++
			if len(row) > 1 {
				c.beside[w] += whole * c.times(i)
			}
		}
	}
	for w := range c.words {
		c.starts[w+1] += c.starts[w]
	}
	c.in = make([]uint32, len(c.rows))
	next := slices.Clone(c.starts)
	from = 0
	for i, end := range c.ends {
		for _, w := range c.rows[from:end] {
			c.in[next[w]] = uint32(i)
			next[w]++
		}
		from = end
	}
	return c, ctx.Err()
}

// rowsOf returns in how many rows word w stands.
func (c *company) rowsOf(w int) int { return int(c.starts[w+1] - c.starts[w]) }

// times returns how many times row i counts.
func (c *company) times(i int) uint64 {
	if c.weight == nil {
		return 1
	}
	return uint64(c.weight[i])
}

// A counter counts the words that stand beside a word.
type counter struct {
	counts []uint64 // by word
	words  []uint32 // whose count is not 0
}

// count adds up the company that each of the first words keeps with word w. It is
// counted in whole numbers, so that the order of rows does not matter.
func (c *company) count(k *counter, w, first int) {
	if k.counts == nil {
		k.counts = make([]uint64, first)
	}
	for _, x := range k.words {
		k.counts[x] = 0
	}
	k.words = k.words[:0]
	for _, i := range c.in[c.starts[w]:c.starts[w+1]] {
		row := rowOf(c.ends, c.rows, int(i))
		if len(row) < 2 || c.times(int(i)) == 0 {
			continue
		}
		part := whole / uint64(len(row)-1) * c.times(int(i))
		for _, x := range row {
			if int(x) >= first {
				break
			}
			if x == uint32(w) {
				continue
			}
			if k.counts[x] == 0 {
				k.words = append(k.words, x)
			}
			k.counts[x] += part
		}
	}
	if len(k.words) < first/64 {
		slices.Sort(k.words)
		return
	}
	k.words = k.words[:0] // it takes longer to sort many than to look for them
	for x, n := range k.counts {
		if n > 0 {
			k.words = append(k.words, uint32(x))
		}
	}
}

// A sparse is a sparse matrix, in blocks of rows. The square of its first rows is symmetric.
type sparse struct {
	rows, columns int
	blocks        []sparseBlock
}

// sparseBlock is some rows of a sparse matrix.
type sparseBlock struct {
	ends    []uint32 // of each row
	columns []uint32 // ascending in each row
	values  []float32
}

const sparseRows = 64 // of a block

// ppmi returns the positive pointwise mutual information of each word and each of the
// most frequent ones (Levy & Goldberg, Neural word embedding as implicit matrix
// factorization, 2014): how much more often two stand together than chance would have it,
// as a logarithm, and nothing where that is not more than 0. Contexts are smoothed by the
// exponent .75 (Levy, Goldberg & Dagan, Improving distributional similarity with lessons
// learned from word embeddings, 2015), evenly for both words so that it is symmetric.
//
// Time is linear in the words of rows times their number in a row. Memory is 8 bytes for
// each number, of which there are at most 63 for a word of a row, and at most so many for a word
// as there are frequent ones.
func (c *company) ppmi(ctx context.Context, frequent int) (*sparse, error) {
	n := len(c.words)
	all := 0.0
	logs := make([]float64, n)
	for w, beside := range c.beside {
		if beside > 0 {
			logs[w] = ln(float64(beside)) * smoothing
			root := math.Sqrt(float64(beside))
			all += float64(root * math.Sqrt(root))
		}
	}
	m := &sparse{n, min(n, frequent), make([]sparseBlock, (n+sparseRows-1)/sparseRows)}
	most := ln(max(all, 1))
	err := share(ctx, len(m.blocks), func() func(int) {
		var k counter
		return func(b int) {
			block := &m.blocks[b]
			for w := b * sparseRows; w < min(n, (b+1)*sparseRows); w++ {
				c.count(&k, w, m.columns)
				for _, x := range k.words {
					if v := float32(ln(float64(k.counts[x])) - (logs[w] + logs[x]) + most); v > 0 {
						block.columns, block.values = append(block.columns, x), append(block.values, v)
					}
				}
				block.ends = append(block.ends, uint32(len(block.columns)))
			}
			block.columns, block.values = slices.Clip(block.columns), slices.Clip(block.values)
		}
	})
	return m, err
}

// smoothing is the mean of the exponents of a word, 1, and of its context, .75.
const smoothing = (1 + .75) / 2
