package cluster

// fragment is a part of a community, while parts are joined.
type fragment struct {
	mass   int64 // of its nodes
	cut    int64 // weight of the edges to the rest of the community
	link   int64 // weight of the edges to the node that is looked at, otherwise 0
	joined bool  // has more than one node
}

// refine returns a part for each node of the n communities: connected, within its
// community, and well connected to the rest of it. A node joins the part that makes the
// objective largest, so long as it is in none.
func refine[W uint32 | int64](l *leiden, net *network[W], of []int32, n int) []int32 {
	parts := make([]int32, len(of))
	nodes := partitionOf(of, n)
	fragments := make([]fragment, len(of))
	l.parallel(n, 64, func() func(from, to int) {
		r := refiner[W]{leiden: l, net: net, of: of, parts: parts, fragments: fragments}
		return func(from, to int) {
			for c := from; c < to; c++ {
				r.refine(nodes.of(c))
			}
		}
	})
	return parts
}

// refiner finds the parts of communities.
type refiner[W uint32 | int64] struct {
	*leiden
	net       *network[W]
	of        []int32
	parts     []int32    // of each node the part, by the node that it began with
	fragments []fragment // of each part
	mass      int64      // of the community
	touched   []int32
}

func (r *refiner[W]) refine(nodes []int32) {
	r.mass = 0
	for _, v := range nodes {
		r.parts[v] = v
		r.fragments[v] = fragment{mass: r.net.mass[v], cut: r.inside(v)}
		r.mass += r.net.mass[v]
	}
	for _, v := range nodes {
		f := &r.fragments[v]
		if f.joined || !r.wellConnected(f) {
			continue
		}
		if best, link := r.best(v); best != v {
			b := &r.fragments[best]
			b.mass += f.mass
			b.cut += f.cut - 2*link
			b.joined = true
			r.parts[v] = best
		}
	}
}

// inside returns the weight of a node's edges within its community.
func (r *refiner[W]) inside(v int32) int64 {
	var sum int64
	ends, weight := r.net.edges(v)
	for k, u := range ends {
		if r.of[u] == r.of[v] {
			sum += int64(weight[k])
		}
	}
	return sum
}

// wellConnected reports whether a part has at least those edges to the rest of its
// community that the two cost.
func (r *refiner[W]) wellConnected(f *fragment) bool {
	return float64(f.cut) >= float64(float64(r.cost*float64(f.mass))*float64(r.mass-f.mass))
}

// best returns the well connected part that a node joins with the largest gain, itself if
// there is none, and the weight of the edges to it.
func (r *refiner[W]) best(v int32) (best int32, link int64) {
	r.touched = r.touched[:0]
	ends, weight := r.net.edges(v)
	for k, u := range ends {
		if r.of[u] != r.of[v] {
			continue
		}
		f := &r.fragments[r.parts[u]]
		if f.link == 0 {
			r.touched = append(r.touched, r.parts[u])
		}
		f.link += int64(weight[k])
	}
	best, most := v, 0.0
	cost := float64(r.cost * float64(r.net.mass[v]))
	for _, p := range r.touched {
		f := &r.fragments[p]
		if gain := float64(f.link) - float64(cost*float64(f.mass)); gain > most && r.wellConnected(f) {
			best, most, link = p, gain, f.link
		}
		f.link = 0
	}
	return best, link
}
