package score

import (
	"fmt"
	"maps"
	"math"
	"slices"
)

// A Comparison is two groupings of the same things, counted: how many things each class
// of the truth has in common with each group. It is immutable; the zero Comparison is of
// no things.
type Comparison struct {
	classes, groups []int32 // sizes
	cells           []cell
	in              []int32 // of each thing, its cell
}

// A cell is the things that a class and a group have in common, at least one.
type cell struct{ class, group, size int32 }

// Compare counts two groupings of the same things, of which each slice gives the labels.
// Things without a group must each have a label of their own. That the lengths differ,
// or are more than [math.MaxInt32], is an error.
//
// Time and memory are linear in the number of things.
func Compare[T, G comparable](truth []T, groups []G) (*Comparison, error) {
	if len(truth) != len(groups) {
		return nil, fmt.Errorf("%d things have a class and %d a group, want as many", len(truth), len(groups))
	}
	if len(truth) > math.MaxInt32 {
		return nil, fmt.Errorf("%d things are more than %d", len(truth), math.MaxInt32)
	}
	classOf, classes := number(truth)
	groupOf, sizes := number(groups)
	c := &Comparison{classes: classes, groups: sizes, in: make([]int32, len(truth))}
	last := slices.Repeat([]int32{-1}, len(sizes)) // the last cell of each group
	for _, i := range byClass(classOf, classes) {
		class, group := classOf[i], groupOf[i]
		if l := last[group]; l < 0 || c.cells[l].class != class {
			last[group] = int32(len(c.cells))
			c.cells = append(c.cells, cell{class: class, group: group})
		}
		c.in[i] = last[group]
		c.cells[last[group]].size++
	}
	return c, nil
}

// number numbers labels from 0 in the order in which they first occur, and counts them.
func number[L comparable](labels []L) (of, sizes []int32) {
	of = make([]int32, len(labels))
	numbers := map[L]int32{}
	for i, l := range labels {
		n, ok := numbers[l]
		if !ok {
			n = int32(len(sizes))
			numbers[l] = n
			sizes = append(sizes, 0)
		}
		of[i] = n
		sizes[n]++
	}
	return of, sizes
}

// byClass returns all things in the order of their classes.
func byClass(classOf, classes []int32) []int32 {
	next, sum := make([]int32, len(classes)), int32(0)
	for class, size := range classes {
		next[class] = sum
		sum += size
	}
	things := make([]int32, len(classOf))
	for i, class := range classOf {
		things[next[class]] = int32(i)
		next[class]++
	}
	return things
}

// cellSizes returns the sizes of the cells.
func (c *Comparison) cellSizes() []int32 {
	sizes := make([]int32, len(c.cells))
	for i, cell := range c.cells {
		sizes[i] = cell.size
	}
	return sizes
}

// An Agreement is a precision, a recall and their harmonic mean, all from 0 to 1.
// Exchanging the truth and the groups exchanges precision and recall.
type Agreement struct{ Precision, Recall, F1 float64 }

// agreement returns an agreement of a precision and a recall. F1 is 0 where they are.
func agreement(precision, recall float64) Agreement {
	return Agreement{precision, recall, harmonic(precision, recall)}
}

// harmonic returns the harmonic mean of two numbers that are not negative.
func harmonic(a, b float64) float64 {
	if a+b == 0 {
		return 0
	}
	return 2 * a * b / (a + b)
}

// A tally is how often a size occurs.
type tally struct{ size, times float64 }

// tallies counts equal sizes, in ascending order. Sizes that add up to n have less than
// √(2n) different values, which is what makes sums over them cheap, and their fixed
// order what makes the sums the same for any order of things.
func tallies(sizes []int32) []tally {
	times := map[int32]int{}
	for _, s := range sizes {
		times[s]++
	}
	var out []tally
	for _, s := range slices.Sorted(maps.Keys(times)) {
		out = append(out, tally{float64(s), float64(times[s])})
	}
	return out
}
