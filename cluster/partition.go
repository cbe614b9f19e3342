package cluster

// A partition is the members of each group, ascending.
type partition struct {
	starts  []int // those of group z are at starts[z] to starts[z+1]
	members []int32
}

// partitionOf returns the members of groups from the group of each.
func partitionOf(group []int32, groups int) partition {
	p := partition{make([]int, groups+1), make([]int32, len(group))}
	for _, z := range group {
		p.starts[z]++
	}
	at := 0
	for z, count := range p.starts {
		p.starts[z] = at
		at += count
	}
	for i, z := range group {
		p.members[p.starts[z]] = int32(i)
		p.starts[z]++
	}
	copy(p.starts[1:], p.starts)
	p.starts[0] = 0
	return p
}

// of returns the members of a group.
func (p partition) of(z int) []int32 { return p.members[p.starts[z]:p.starts[z+1]] }
