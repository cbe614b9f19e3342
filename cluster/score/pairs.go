package score

// Pairs counts all pairs of two different things by where they are together.
type Pairs struct {
	Both    int64 // in a class and in a group
	Truth   int64 // in a class only: missed
	Groups  int64 // in a group only: wrong
	Neither int64
}

// Pairs counts the pairs of things.
func (c *Comparison) Pairs() Pairs {
	n := int64(len(c.in))
	both, truth, groups := together(c.cellSizes()), together(c.classes), together(c.groups)
	return Pairs{both, truth - both, groups - both, n*(n-1)/2 - truth - groups + both}
}

// together returns how many pairs there are within sets of such sizes.
func together(sizes []int32) int64 {
	sum := int64(0)
	for _, s := range sizes {
		sum += int64(s) * (int64(s) - 1) / 2
	}
	return sum
}

// Agreement returns the part of the groups' pairs that are of a class, and the part of
// the classes' pairs that are in a group. A part of nothing is 1.
func (p Pairs) Agreement() Agreement {
	part := func(rest int64) float64 {
		if p.Both+rest == 0 {
			return 1
		}
		return float64(p.Both) / float64(p.Both+rest)
	}
	return agreement(part(p.Groups), part(p.Truth))
}

// ARI returns the adjusted Rand index: how far the pairs agree, from 0 for what chance
// would give to 1 for the same groupings; it can be negative (Hubert and Arabie,
// "Comparing partitions", 1985). Two groupings that are the same have 1, be they empty,
// of one group or of single things.
func (c *Comparison) ARI() float64 {
	p := c.Pairs()
	if p.Truth == 0 && p.Groups == 0 {
		return 1
	}
	both, truth, groups, neither := float64(p.Both), float64(p.Truth), float64(p.Groups), float64(p.Neither)
	return 2 * (float64(both*neither) - float64(truth*groups)) /
		(float64((both+truth)*(truth+neither)) + float64((both+groups)*(groups+neither)))
}
