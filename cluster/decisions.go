package cluster

import (
	"fmt"
	"slices"
)

// Decisions are what people decided about groups. Keywords are named by their text, so
// that a decision holds in the next list too; those that a list does not have are passed
// over. A keyword brings its close variants with it.
type Decisions struct {
	// Together has pairs that belong in one group: the second comes to the first, with
	// all that are to be together with it.
	Together [][2]string
	// Apart has pairs that belong in different groups: where they share one the second
	// leaves, with all that are to be together with it, and makes a group of its own.
	Apart [][2]string
}

// apply changes the groups of nodes as was decided, Together before Apart, each in the
// order given. The error names two decisions' keywords that contradict each other.
func (d *Decisions) apply(texts func(i int) string, n *nodes, labels []int32) error {
	if len(d.Together)+len(d.Apart) == 0 {
		return nil
	}
	named := map[string]int32{}
	for _, pairs := range [][][2]string{d.Together, d.Apart} {
		for _, p := range pairs {
			named[p[0]], named[p[1]] = -1, -1
		}
	}
	for i, node := range n.of {
		if _, ok := named[texts(i)]; ok {
			named[texts(i)] = node
		}
	}
	bound := map[int32][]int32{} // nodes that are to be together, for each of them
	of := func(node int32) []int32 {
		if s := bound[node]; s != nil {
			return s
		}
		return []int32{node}
	}
	for _, p := range d.Together {
		a, b := named[p[0]], named[p[1]]
		if a < 0 || b < 0 || slices.Contains(of(a), b) {
			continue
		}
		for _, node := range of(b) {
			labels[node] = labels[a]
		}
		both := slices.Concat(of(a), of(b))
		for _, node := range both {
			bound[node] = both
		}
	}
	next := slices.Max(append(labels[:len(labels):len(labels)], 0)) + 1
	for _, p := range d.Apart {
		a, b := named[p[0]], named[p[1]]
		switch {
		case a < 0 || b < 0:
			continue
		case a == b:
			return fmt.Errorf("cluster: %q and %q are to be apart but are close variants (see keyword.Overrides)", p[0], p[1])
		case slices.Contains(of(a), b):
			return fmt.Errorf("cluster: %q and %q are to be apart and together", p[0], p[1])
		case labels[a] != labels[b]:
			continue
		}
		for _, node := range of(b) {
			labels[node] = next
		}
		next++
	}
	return nil
}
