package keyword

// An interner numbers distinct things from 0 in the order in which they first come.
type interner[K comparable] struct {
	ids  map[K]uint32
	list []K // by number
}

// expect makes room for n things.
func (t *interner[K]) expect(n int) {
	t.ids, t.list = make(map[K]uint32, n), make([]K, 0, n)
}

// id returns the number of k.
func (t *interner[K]) id(k K) uint32 {
	id, ok := t.ids[k]
	if !ok {
		if t.ids == nil {
			t.ids = map[K]uint32{}
		}
		id = uint32(len(t.list))
		t.ids[k] = id
		t.list = append(t.list, k)
	}
	return id
}

// all returns the numbers of all of list.
func (t *interner[K]) all(list []K) []uint32 {
	ids := make([]uint32, len(list))
	for i, k := range list {
		ids[i] = t.id(k)
	}
	return ids
}
