package cluster

import (
	"math"
	"math/bits"
)

// settler moves nodes between communities until none has a better place: the "fast local
// move" of the method.
type settler[W uint32 | int64] struct {
	*leiden
	net    *network[W]
	of     []int32 // of each node, its community
	nodes  []int32 // of each community, how many are in it
	empty  []int32 // communities without nodes
	left   []bool  // communities that a node left since they were last seen to be connected
	moved  []bool  // communities that a node left or joined since restless was last asked
	slack  float64 // mass that is lost in rounding
	mass   []int64 // of each community
	links  links
	queue  []int32 // nodes to be looked at, a ring
	head   int     // where the first of the queue is
	size   int     // of the queue
	queued []bool

	touched int64 // of no meaning, see touch
}

// links adds up the weights of a node's edges by the community that they lead to: a small
// hash table, so that it stays in the nearest cache however many communities there are.
type links struct {
	slots []lead
	shift uint8   // of the hash, for as many slots
	used  []int32 // slots in the order in which they were taken
}

// A lead is a community and the weight of the edges to it, 0 in an empty slot.
type lead struct {
	to     int32
	weight int64
}

// reset empties the table for the edges of a node.
func (l *links) reset(edges int) {
	if 2*edges > len(l.slots) {
		size := uint8(bits.Len(uint(max(2*edges, 64) - 1)))
		l.slots, l.shift, l.used = make([]lead, 1<<size), 64-size, l.used[:0]
	}
	for _, i := range l.used {
		l.slots[i].weight = 0
	}
	l.used = l.used[:0]
}

// add adds an edge.
func (l *links) add(to int32, weight int64) {
	i := int(uint64(to) * 0x9e3779b97f4a7c15 >> l.shift)
	for {
		s := &l.slots[i]
		if s.weight == 0 {
			s.to = to
			l.used = append(l.used, int32(i))
		} else if s.to != to {
			i = (i + 1) & (len(l.slots) - 1)
			continue
		}
		s.weight += weight
		return
	}
}

const alone = -1 // in the place of a community: a new one

func newSettler[W uint32 | int64](l *leiden, net *network[W], of []int32) *settler[W] {
	n := len(of)
	s := &settler[W]{
		leiden: l, net: net, of: of,
		nodes: make([]int32, n), left: make([]bool, n), moved: make([]bool, n),
		slack: float64(sum(net.mass)) / (1 << 48),
		mass:  make([]int64, n),
		queue: make([]int32, n), queued: make([]bool, n),
	}
	for v, c := range of {
		s.nodes[c]++
		s.mass[c] += net.mass[v]
	}
	for c := n - 1; c >= 0; c-- {
		if s.nodes[c] == 0 {
			s.empty = append(s.empty, int32(c))
		}
	}
	return s
}

// push puts a node at the end of the queue, unless it is there.
func (s *settler[W]) push(v int32) {
	if s.queued[v] {
		return
	}
	s.queued[v] = true
	at := s.head + s.size
	if at >= len(s.queue) {
		at -= len(s.queue)
	}
	s.queue[at] = v
	s.size++
}

func (s *settler[W]) pop() int32 {
	v := s.queue[s.head]
	s.head++
	if s.head == len(s.queue) {
		s.head = 0
	}
	s.size--
	s.queued[v] = false
	return v
}

// all puts all nodes into the queue.
func (s *settler[W]) all() {
	for v := range s.of {
		s.push(int32(v))
	}
}

// finish moves single nodes, and divides what falls apart by that, until no node has a
// better place. It ends, as none of this makes the objective smaller.
func (s *settler[W]) finish() {
	for s.ctx.Err() == nil && s.restless() {
		for s.settle(); s.split(); {
			s.settle()
		}
	}
}

// restless puts the nodes that have a better place into the queue, and reports whether
// there are any. Settling leaves some: a community that a node leaves or joins is another
// to all nodes around it, not only to the neighbours of that node.
func (s *settler[W]) restless() bool {
	better := s.around()
	clear(s.moved)
	s.parallel(len(s.of), 1024, func() func(from, to int) {
		var l links
		return func(from, to int) {
			for v := from; v < to; v++ {
				better[v] = better[v] && s.best(int32(v), &l) != s.of[v]
			}
		}
	})
	for v, b := range better {
		if b {
			s.push(int32(v))
		}
	}
	return s.size > 0
}

// around tells which nodes are in a community that a node left or joined, or neighbours
// of one that is.
func (s *settler[W]) around() []bool {
	around := make([]bool, len(s.of))
	for v, c := range s.of {
		if !s.moved[c] {
			continue
		}
		around[v] = true
		ends, _ := s.net.edges(int32(v))
		for _, u := range ends {
			around[u] = true
		}
	}
	return around
}

// settle moves the nodes of the queue to where they are best, and puts those into it
// whose neighbour went elsewhere, until it is empty.
func (s *settler[W]) settle() {
	for n := 0; s.size > 0; n++ {
		if n&0x3ff == 0 && s.ctx.Err() != nil {
			return
		}
		if n&0x1f == 0 {
			s.touch(0x20)
		}
		v := s.pop()
		c := s.best(v, &s.links)
		if c == s.of[v] {
			continue
		}
		s.left[s.of[v]] = true
		c = s.move(v, c)
		ends, _ := s.net.edges(v)
		for _, u := range ends {
			if s.of[u] != c {
				s.push(u)
			}
		}
	}
}

// touch reads what the next nodes of the queue will be looked at with, all at once: most
// of the time goes into waiting for memory, and it answers many such reads together.
func (s *settler[W]) touch(nodes int) {
	at, sum := s.head, int64(0)
	for range min(nodes, s.size) {
		ends, _ := s.net.edges(s.queue[at])
		for _, u := range ends {
			sum += s.mass[s.of[u]]
		}
		if at++; at == len(s.queue) {
			at = 0
		}
	}
	s.touched += sum
}

// best returns the community in which the objective is largest with the node: its own
// unless another is better by a step, and by more than rounding can feign.
func (s *settler[W]) best(v int32, l *links) int32 {
	ends, weight := s.net.edges(v)
	l.reset(len(ends))
	for k, u := range ends {
		l.add(s.of[u], int64(weight[k]))
	}
	own, mass := s.of[v], s.net.mass[v]
	cost := float64(s.cost * float64(mass))
	stay := -float64(cost * float64(s.mass[own]-mass))
	best, most := own, math.Inf(-1)
	for _, i := range l.used {
		to := l.slots[i]
		if to.to == own {
			stay += float64(to.weight)
			continue
		}
		if gain := float64(to.weight) - float64(cost*float64(s.mass[to.to])); gain > most {
			best, most = to.to, gain
		}
	}
	if most < 0 && s.nodes[own] > 1 {
		best, most = alone, 0
	}
	if most > stay+1+float64(cost*s.slack) {
		return best
	}
	return own
}

// move moves a node to a community, or to one of its own, and returns which.
func (s *settler[W]) move(v, to int32) int32 {
	from, mass := s.of[v], s.net.mass[v]
	if s.nodes[from]--; s.nodes[from] == 0 {
		s.empty = append(s.empty, from)
	}
	if to == alone {
		last := len(s.empty) - 1
		to = s.empty[last]
		s.empty = s.empty[:last]
	}
	s.nodes[to]++
	s.mass[from] -= mass
	s.mass[to] += mass
	s.moved[from], s.moved[to] = true, true
	s.of[v] = to
	return to
}

// split takes apart the communities that are no longer connected since nodes left them,
// puts their nodes and the neighbours of these into the queue, and reports whether there
// were any. The objective is never smaller for it.
func (s *settler[W]) split() bool {
	var (
		seen  = make([]bool, len(s.of))
		first = make([]bool, len(s.of)) // communities of which a part was seen
		part  []int32
		apart = false
	)
	for v, c := range s.of {
		if !s.left[c] || seen[v] {
			continue
		}
		seen[v] = true
		part = append(part[:0], int32(v))
		for i := 0; i < len(part); i++ {
			ends, _ := s.net.edges(part[i])
			for _, u := range ends {
				if s.of[u] == c && !seen[u] {
					seen[u] = true
					part = append(part, u)
				}
			}
		}
		if !first[c] {
			first[c] = true
			continue
		}
		apart = true
		to := int32(alone)
		for _, u := range part {
			to = s.move(u, to)
			s.push(u)
		}
	}
	clear(s.left)
	return apart
}
