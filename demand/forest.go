package demand

// A forest is disjoint sets: of each element another of its set, and of the least itself.
type forest []int32

func newForest(n int) forest {
	f := make(forest, n)
	for i := range f {
		f[i] = int32(i)
	}
	return f
}

// root returns the least element of a set.
func (f forest) root(i int32) int32 {
	for f[i] != i {
		f[i] = f[f[i]]
		i = f[i]
	}
	return i
}

// unite makes two sets one.
func (f forest) unite(a, b int32) {
	a, b = f.root(a), f.root(b)
	f[max(a, b)] = min(a, b)
}

// numbers returns the number of the set of each element, from 0 in the order of their
// least elements.
func (f forest) numbers() []int32 {
	number := make([]int32, len(f))
	n := int32(0)
	for i := range f {
		if root := f.root(int32(i)); root == int32(i) {
			number[i] = n
			n++
		} else {
			number[i] = number[root]
		}
	}
	return number
}

// classes lists the members of each class, from their numbers.
func classes(of []int32) [][]int32 {
	var starts []int32
	for _, c := range of {
		for int(c) >= len(starts) {
			starts = append(starts, 0)
		}
		starts[c]++
	}
	all := make([]int32, len(of))
	out := make([][]int32, len(starts))
	at := int32(0)
	for c, n := range starts {
		out[c] = all[at : at : at+n]
		at += n
	}
	for i, c := range of {
		out[c] = append(out[c], int32(i))
	}
	return out
}
