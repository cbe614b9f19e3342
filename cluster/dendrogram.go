package cluster

// A Dendrogram tells how the nodes of a graph were joined into groups.
type Dendrogram struct {
	Nodes  int
	Merges []Merge // in the order in which they were made: similarities never rise

	fixed fixed
}

// A Merge joins two groups, each named by its first node: A comes before B, and names
// both from here on.
type Merge struct {
	A, B       int32
	Similarity float64 // of the two groups
}

// Cut returns the group of each node, numbered from 0 in the order of their first nodes,
// if only groups of threshold or more had been joined. It is what linkage with that
// threshold gives; a threshold below that of the linkage changes nothing. Time is linear.
func (d *Dendrogram) Cut(threshold float64) []int32 {
	made := 0
	for least := d.fixed.float(d.fixed.of(narrow(threshold)), 1); made < len(d.Merges) && d.Merges[made].Similarity >= least; {
		made++
	}
	first := make([]int32, d.Nodes) // the node that names the group of each
	for i := range first {
		first[i] = int32(i)
	}
	for i := made - 1; i >= 0; i-- { // that of A is final, as what joined A to others came later
		first[d.Merges[i].B] = first[d.Merges[i].A]
	}
	numbers := make([]int32, d.Nodes) // of the group that a node names, from 1
	groups := int32(0)
	for i, f := range first {
		if numbers[f] == 0 {
			groups++
			numbers[f] = groups
		}
		first[i] = numbers[f] - 1
	}
	return first
}
