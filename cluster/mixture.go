package cluster

import (
	"context"
	"math"
	"runtime"
	"slices"
	"sort"
	"sync"
)

// A mixture puts rows of words into groups so that each group has its own words, by
// the Dirichlet multinomial mixture (Yin and Wang, "A Dirichlet Multinomial Mixture
// Model-based Approach for Short Text Clustering", 2014): a row belongs with a group by
// the size of the group and by how often the group has each word of the row, against how
// often the whole list has it. Rows of one need that share no word meet in a group that
// has the words of both. It differs from the paper in that the prior of a word is its part
// of the list, so that a word that all rows have tells nothing, in that it starts from
// groups found otherwise, and in that rows move to the most likely group (iterated
// conditional modes) instead of a random one: nothing is drawn.
//
// Scores are logarithms in fixed point, so that sums do not depend on their order, and
// rows move in the order in which they are given.
type mixture struct {
	ends, words []uint32 // the words of row i end at ends[i]
	group       []int32  // of each row

	prior  []float64 // of each word, in words seen before
	lists  [][]cell  // of each word, the groups that have it, ascending
	rows   []int32   // of each group, how many
	sizes  []int64   // of each group, what its size is worth
	tokens []int     // of each group, how many words its rows have
	free   []int32   // groups without rows, descending

	wide    int     // words in more groups than this propose none
	total   float64 // sum of prior
	falling []int64 // at n, the sum of log(total + j) for all j < n
}

// cell is how often a group has a word, and what that is worth to a row with the word.
type cell struct {
	group, count int32
	gain         int64
}

const (
	// priorWeight is how often a group has each word before it has rows, on average. In
	// the paper it is 0.1; B³ F1 on five labelled lists is within .02 of each one's best
	// between .1 and .15 where a list has up to some hundred rows a group.
	priorWeight = 0.12
	mixtureTurn = 256 // rows that choose at the same time
	mostSweeps  = 12
	settled     = 100 // rows stay where one of so many moves
	finalists   = 16  // groups that words found in very many groups are looked up for
)

// scaled is a logarithm in fixed point.
func scaled(x float64) int64 { return int64(math.Round(x * (1 << 32))) }

// settle lets rows move until they stay. It takes a sweep of the rows some ten times, each
// in time proportional to the words of rows times the groups that have each word, of which
// it looks at most at 512 to 8,192.
func (m *mixture) settle(ctx context.Context, progress func(part float64)) error {
	n := len(m.ends)
	workers := make([]chooser, runtime.GOMAXPROCS(0))
	for i := range workers {
		workers[i].mixture = m
	}
	choice := make([]int32, mixtureTurn)
	for sweep := range mostSweeps {
		moved := 0
		for start := 0; start < n; start += mixtureTurn {
			if err := ctx.Err(); err != nil {
				return err
			}
			rows := min(mixtureTurn, n-start)
			var wg sync.WaitGroup
			for w := range workers {
				wg.Go(func() {
					from, to := rows*w/len(workers), rows*(w+1)/len(workers)
					for i := from; i < to; i++ {
						choice[i] = workers[w].choose(start + i)
					}
				})
			}
			wg.Wait()
			for i, z := range choice[:rows] {
				if z != m.group[start+i] {
					m.move(start+i, z)
					moved++
				}
			}
		}
		if moved*settled <= n {
			break
		}
		progress(float64(sweep+1) / mostSweeps)
	}
	return nil
}

// newMixture returns rows in the groups that they start from. Groups are numbered from 0,
// rows have distinct words below vocabulary.
func newMixture(ends, words []uint32, vocabulary int, group []int32) *mixture {
	m := &mixture{ends: ends, words: words, group: slices.Clone(group),
		prior: make([]float64, vocabulary), lists: make([][]cell, vocabulary),
		wide: max(512, min(8192, 1<<27/max(1, len(ends))))}
	distinct := 0
	for _, w := range words {
		if m.prior[w]++; m.prior[w] == 1 {
			distinct++
		}
	}
	m.total = priorWeight * float64(distinct)
	for w := range m.prior {
		m.prior[w] = float64(m.prior[w]*m.total) / float64(len(words))
	}
	m.falling = make([]int64, min(len(words), 1<<20)+2)
	for j := range len(m.falling) - 1 {
		m.falling[j+1] = m.falling[j] + scaled(math.Log(m.total+float64(j)))
	}
	groups := int32(0)
	for _, z := range group {
		groups = max(groups, z+1)
	}
	m.rows, m.sizes, m.tokens = make([]int32, groups), make([]int64, groups), make([]int, groups)
	for i := range group {
		m.add(i, m.group[i], 1)
	}
	return m
}

// row returns the words of row i.
func (m *mixture) row(i int) []uint32 { return rowOf(m.ends, m.words, i) }

// add puts row i into a group, or with by = -1 takes it out.
func (m *mixture) add(i int, z, by int32) {
	m.rows[z] += by
	m.sizes[z] = sizeWorth(m.rows[z])
	words := m.row(i)
	m.tokens[z] += int(by) * len(words)
	for _, w := range words {
		list := m.lists[w]
		at := sort.Search(len(list), func(k int) bool { return list[k].group >= z })
		if at == len(list) || list[at].group != z {
			m.lists[w] = slices.Insert(list, at, cell{z, by, m.gain(w, by)})
			continue
		}
		c := &list[at]
		if c.count += by; c.count == 0 {
			m.lists[w] = slices.Delete(list, at, at+1)
			continue
		}
		c.gain = m.gain(w, c.count)
	}
}

// gain is what a word is worth that a group has so often.
func (m *mixture) gain(w uint32, count int32) int64 {
	return scaled(math.Log1p(float64(count) / m.prior[w]))
}

// cost is what it costs to draw n words from a group of so many tokens.
func (m *mixture) cost(tokens, n int) int64 {
	if tokens+n < len(m.falling) {
		return m.falling[tokens+n] - m.falling[tokens]
	}
	sum := int64(0)
	for j := range n {
		sum += scaled(math.Log(m.total + float64(tokens+j)))
	}
	return sum
}

// move moves a row to a group, or to a new one for z = -1.
func (m *mixture) move(i int, z int32) {
	old := m.group[i]
	m.add(i, old, -1)
	if m.rows[old] == 0 {
		at, _ := m.findFree(old)
		m.free = slices.Insert(m.free, at, old)
	}
	if z < 0 {
		if len(m.free) == 0 {
			m.free = append(m.free, int32(len(m.rows)))
			m.rows, m.sizes, m.tokens = append(m.rows, 0), append(m.sizes, 0), append(m.tokens, 0)
		}
		z = m.free[len(m.free)-1]
	}
	if at, ok := m.findFree(z); ok { // also one that was left since the row chose it
		m.free = slices.Delete(m.free, at, at+1)
	}
	m.add(i, z, 1)
	m.group[i] = z
}

// findFree returns where a group without rows is, or would be, in free.
func (m *mixture) findFree(z int32) (int, bool) {
	return slices.BinarySearchFunc(m.free, z, func(f, z int32) int { return int(z - f) })
}

// A chooser finds the group of a row.
type chooser struct {
	*mixture
	score []int64 // of groups
	found []int32 // groups with a score
	late  [][]cell
	best  []scored
}

type scored struct {
	group int32
	score int64
}

// choose returns the most likely group of a row, itself not counted; -1 for a new one.
func (c *chooser) choose(i int) int32 { return c.chooseFor(c.row(i), c.group[i]) }

// chooseFor is choose for words that are counted in the group own, or nowhere for -1.
func (c *chooser) chooseFor(words []uint32, own int32) int32 {
	if len(c.score) < len(c.rows) {
		c.score = make([]int64, 2*len(c.rows))
	}
	c.found, c.late = c.found[:0], c.late[:0]
	ownGain := int64(0)
	for _, w := range words {
		if int(w) >= len(c.lists) {
			continue // a word that no row has
		}
		list := c.lists[w]
		if len(list) > c.wide {
			c.late = append(c.late, list)
		} else {
			for k := range list {
				z := list[k].group
				if c.score[z] == 0 {
					c.found = append(c.found, z)
				}
				c.score[z] += list[k].gain
			}
		}
		if n := countOf(list, own) - 1; n > 0 {
			ownGain += c.gain(w, n)
		}
	}
	c.best = c.best[:0]
	for _, z := range c.found {
		if z != own {
			c.best = append(c.best, scored{z, c.score[z] + c.sizes[z] - c.cost(c.tokens[z], len(words))})
		}
		c.score[z] = 0
	}
	if len(c.late) > 0 {
		c.compareLate()
	}
	answer, most := int32(-1), -c.cost(0, len(words))
	switch {
	case own < 0:
	case c.rows[own] == 1:
		answer = own
	default:
		s := ownGain + sizeWorth(c.rows[own]-1) - c.cost(c.tokens[own]-len(words), len(words))
		if s >= most {
			answer, most = own, s
		}
	}
	for _, b := range c.best {
		if b.score > most || b.score == most && answer != own && b.group < answer {
			answer, most = b.group, b.score
		}
	}
	return answer
}

// sizeWorth is what it is worth that a group has so many rows.
func sizeWorth(rows int32) int64 {
	if rows == 0 {
		return 0
	}
	return scaled(math.Log(float64(rows)))
}

// compareLate keeps the best, and adds to their scores the words that too many groups have.
func (c *chooser) compareLate() {
	top := c.best[:0]
	for _, b := range c.best {
		if len(top) == finalists && !b.before(top[finalists-1]) {
			continue
		}
		at := len(top)
		for at > 0 && b.before(top[at-1]) {
			at--
		}
		if len(top) == finalists {
			top = top[:finalists-1]
		}
		top = slices.Insert(top, at, b)
	}
	c.best = top
	for k := range c.best {
		for _, list := range c.late {
			if at := locate(list, c.best[k].group); at >= 0 {
				c.best[k].score += list[at].gain
			}
		}
	}
}

// before reports whether a group comes before another one.
func (b scored) before(o scored) bool {
	return b.score > o.score || b.score == o.score && b.group < o.group
}

// locate returns where a group is in a list, or -1.
func locate(list []cell, z int32) int {
	at := sort.Search(len(list), func(k int) bool { return list[k].group >= z })
	if at < len(list) && list[at].group == z {
		return at
	}
	return -1
}

// countOf returns how often a group has the word of a list.
func countOf(list []cell, z int32) int32 {
	if at := locate(list, z); at >= 0 {
		return list[at].count
	}
	return 0
}
