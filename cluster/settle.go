package cluster

import "slices"

// settler moves nodes between communities until none has a better place: the "fast local
// move" of the method.
type settler[W uint32 | int64] struct {
	*leiden
	net    *network[W]
	of     []int32 // of each node, its community
	nodes  []int32 // of each community, how many are in it
	empty  []int32 // communities without nodes
	left   []bool  // communities that a node left since they were last seen to be connected
	slack  float64 // mass that is lost in rounding
	places places
	queue  []int32 // nodes to be looked at, a ring
	head   int     // where the first of the queue is
	size   int     // of the queue
	queued []bool
}

// places is what there is to know of communities when one node is looked at.
type places struct {
	tallies []tally
	touched []int32 // communities to which the node has edges
}

// tally is the mass of the nodes of a community, and the weight of the edges that it has
// with the node that is looked at, otherwise 0.
type tally struct{ mass, link int64 }

const alone = -1 // in the place of a community: a new one

func newSettler[W uint32 | int64](l *leiden, net *network[W], of []int32) *settler[W] {
	n := len(of)
	s := &settler[W]{
		leiden: l, net: net, of: of,
		nodes: make([]int32, n), left: make([]bool, n),
		slack:  float64(sum(net.mass)) / (1 << 48),
		places: places{tallies: make([]tally, n)},
		queue:  make([]int32, n), queued: make([]bool, n),
	}
	for v, c := range of {
		s.nodes[c]++
		s.places.tallies[c].mass += net.mass[v]
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

// restless puts the nodes that have a better place into the queue and reports whether
// there are any.
func (s *settler[W]) restless() bool {
	better := make([]bool, len(s.of))
	s.parallel(len(s.of), 1024, func() func(from, to int) {
		p := places{tallies: slices.Clone(s.places.tallies)}
		return func(from, to int) {
			for v := from; v < to; v++ {
				better[v] = s.best(int32(v), &p) != s.of[v]
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

// settle moves the nodes of the queue to where they are best, and puts those into it
// whose neighbour went elsewhere, until it is empty.
func (s *settler[W]) settle() {
	for n := 0; s.size > 0; n++ {
		if n&0x3ff == 0 && s.ctx.Err() != nil {
			return
		}
		v := s.pop()
		c := s.best(v, &s.places)
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

// best returns the community in which the objective is largest with the node: its own
// unless another is better by a step, and by more than rounding can feign.
func (s *settler[W]) best(v int32, p *places) int32 {
	ends, weight := s.net.edges(v)
	tallies, touched := p.tallies, p.touched[:0]
	for k, u := range ends {
		c := s.of[u]
		t := &tallies[c]
		if t.link == 0 {
			touched = append(touched, c)
		}
		t.link += int64(weight[k])
	}
	own, mass := s.of[v], s.net.mass[v]
	cost := float64(s.cost * float64(mass))
	t := &tallies[own]
	stay := float64(t.link) - float64(cost*float64(t.mass-mass))
	best, most := own, stay+1+float64(cost*s.slack)
	if most < 0 && s.nodes[own] > 1 {
		best, most = alone, 0
	}
	for _, c := range touched {
		t := &tallies[c]
		if gain := float64(t.link) - float64(cost*float64(t.mass)); gain > most && c != own {
			best, most = c, gain
		}
		t.link = 0
	}
	p.touched = touched
	return best
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
	s.places.tallies[from].mass -= mass
	s.places.tallies[to].mass += mass
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
