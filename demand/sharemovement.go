package demand

import (
	"cmp"
	"slices"
)

// A ShareMovement is what became of a brand's share of search (see
// [Pairings.ShareOfSearch]) in the market or among the terms that mention one need.
type ShareMovement struct {
	Need          string // "" for the whole market
	Brand         string
	Before, After Fraction // its share in either list, as the list stands

	// Was and Is are its shares among the terms that both lists have, and Shift is by how
	// much of the whole it changed: 0.02 is two points more. What a name means is taken to
	// be the same at both times.
	Was, Is            Fraction
	Shift, LikelyShift Fraction

	// Outcome is what Shift decides; New or Gone where only one list has terms of the brand.
	// Likely is what LikelyShift decides: see [Movement].
	Outcome, Likely Outcome
}

// shareTable adds up what shares of search are made of.
type shareTable struct {
	whole []shareCell      // of the market, then by need
	cells []shareCell      // of brands
	at    map[[2]int32]int // of a need (-1 for the market) and a brand, its cell
	keys  [][2]int32       // of each cell
}

// shareCell is the demand for one brand, or for any.
type shareCell struct {
	lists       [2]tally // of each list
	both        [2]tally // of the terms that both have
	drift       drift    // of these, as if all of their searches were for a brand
	fewer, more int64    // twelfths by which less than all of them can change it
}

// add adds a term, of which so many hundredths are a brand's for sure.
func (x *shareCell) add(c *Change, m *move, s seen, like [2]Volume, part int64) {
	for side, in := range [2]bool{s.was, s.is} {
		if in {
			x.lists[side].add([2]Volume{s.before, s.after}[side].perhaps(), part, 1)
		}
	}
	if !s.was || !s.is || !m.known {
		return
	}
	for side := range 2 {
		x.both[side].add(like[side].perhaps(), part, 1)
	}
	x.drift.add(m)
	doubt := func(n int64) int64 { // of n, the part that need not be a brand's, rounded up
		if n <= 0 || n == noBound {
			return 0
		}
		return (n/sure + 1) * (sure - part)
	}
	if part < sure {
		x.fewer += doubt(m.high)
		x.more += doubt(-m.low)
	}
}

// minus returns what is left of a whole without one of its parts.
func (x shareCell) minus(y shareCell) shareCell {
	for side := range 2 {
		x.lists[side], x.both[side] = x.lists[side].minus(y.lists[side]), x.both[side].minus(y.both[side])
	}
	x.drift, x.fewer, x.more = x.drift.minus(y.drift), x.fewer-y.fewer, x.more-y.more
	return x
}

// bounds returns the change of a cell in searches, between which it is in a part of cases.
func (x *shareCell) bounds(level float64) Shift {
	m := x.drift.bounds(level)
	if m.low > -noBound {
		m.low -= x.fewer
	}
	if m.high < noBound {
		m.high += x.more
	}
	return shift(m.low, m.high)
}

// add adds a term that mentions needs and brands.
func (t *shareTable) add(c *Change, m *move, s seen, like [2]Volume, needs, brands []int32) {
	if len(brands) == 0 {
		return
	}
	if t.at == nil {
		t.at = map[[2]int32]int{}
	}
	part := branded(c.Term)
	one := func(need int32) {
		for int(need)+1 >= len(t.whole) {
			t.whole = append(t.whole, shareCell{})
		}
		t.whole[need+1].add(c, m, s, like, part)
		for _, b := range brands {
			key := [2]int32{need, b}
			at, ok := t.at[key]
			if !ok {
				at = len(t.cells)
				t.at[key] = at
				t.cells, t.keys = append(t.cells, shareCell{}), append(t.keys, key)
			}
			t.cells[at].add(c, m, s, like, part)
		}
	}
	one(-1)
	for _, n := range needs {
		one(n)
	}
}

// movements returns what became of all shares: those of the market first, then by name of
// the need; in each the brand with the most demand first, ties by name.
func (t *shareTable) movements(level float64, needs, brands []string) []ShareMovement {
	order := make([]int, len(t.cells))
	out := make([]ShareMovement, len(t.cells))
	for i, key := range t.keys {
		order[i] = i
		x := &out[i]
		if key[0] >= 0 {
			x.Need = needs[key[0]]
		}
		x.Brand = brands[key[1]]
		x.fill(&t.cells[i], t.whole[key[0]+1], level)
	}
	slices.SortFunc(order, func(a, b int) int {
		x, y := &t.cells[a], &t.cells[b]
		return cmp.Or(cmp.Compare(min(t.keys[a][0], 0), min(t.keys[b][0], 0)), cmp.Compare(out[a].Need, out[b].Need),
			byDemand(x.lists[1].sum().span(), y.lists[1].sum().span()), byDemand(x.lists[0].sum().span(), y.lists[0].sum().span()),
			cmp.Compare(out[a].Brand, out[b].Brand))
	})
	sorted := make([]ShareMovement, len(out))
	for i, k := range order {
		sorted[i] = out[k]
	}
	return sorted
}

// fill tells the shares of a brand of a whole, and how they moved.
func (s *ShareMovement) fill(brand *shareCell, whole shareCell, level float64) {
	rest := whole.minus(*brand)
	s.Before = Share(brand.lists[0].fine(), rest.lists[0].fine())
	s.After = Share(brand.lists[1].fine(), rest.lists[1].fine())
	s.Was, s.Is = Share(brand.both[0].fine(), rest.both[0].fine()), Share(brand.both[1].fine(), rest.both[1].fine())
	if s.Was.Known && s.Is.Known {
		s.Shift = shifted(s.Was, s.Is, brand.bounds(1), rest.bounds(1), whole.both)
		s.LikelyShift = s.Shift
		if level < 1 {
			// All six bounds that it is told by are to hold together (Bonferroni).
			each := 1 - (1-level)/6
			was := Share(brand.both[0].sum().Likely(each), rest.both[0].sum().Likely(each))
			is := Share(brand.both[1].sum().Likely(each), rest.both[1].sum().Likely(each))
			if was.Known && is.Known {
				s.LikelyShift = clip(shifted(was, is, brand.bounds(each), rest.bounds(each), whole.both), s.Shift)
			}
		}
	}
	s.Outcome, s.Likely = outcomeOf(s.Shift), outcomeOf(s.LikelyShift)
	switch was, is := brand.lists[0], brand.lists[1]; {
	case was.keywords == 0:
		s.Outcome, s.Likely = New, New
	case is.keywords == 0:
		s.Outcome, s.Likely = Gone, Gone
	}
}

// outcomeOf tells what the bounds of a change of a share decide.
func outcomeOf(f Fraction) Outcome {
	switch {
	case !f.Known:
		return NotCompared
	case f.Low > 0:
		return Grown
	case f.High < 0:
		return Shrunk
	}
	return NoChange
}

// shifted returns by how much a share changed. With a brand's demand X, the rest R, their
// changes dX and dR, the wholes T before and T' after, and the shares s and s', that is
//
//	s' − s = ((1−s)·dX − s·dR) / T' = ((1−s')·dX − s'·dR) / T
//
// of which the numerators are linear in each of s, dX and dR. All three bounds hold.
func shifted(was, is Fraction, brand, rest Shift, whole [2]tally) Fraction {
	f := Fraction{is.Low - was.High, is.High - was.Low, true}
	for side, share := range [2]Fraction{was, is} {
		t := whole[1-side].fine()
		if t.Low == 0 || t.High == Unbounded || !(brand.Low-rest.High > -1e300) || !(brand.High-rest.Low < 1e300) {
			continue
		}
		numerator := func(s, x, r float64) float64 { return float64((1-s)*x) - float64(s*r) }
		low := min(numerator(share.Low, brand.Low, rest.High), numerator(share.High, brand.Low, rest.High))
		high := max(numerator(share.Low, brand.High, rest.Low), numerator(share.High, brand.High, rest.Low))
		least, most := float64(t.Low)/sure, float64(t.High)/sure
		f = clip(Fraction{min(low/least, low/most), max(high/least, high/most), true}, f)
	}
	return f
}

// clip returns the part of one range that is within another, or the other where none is.
func clip(f, in Fraction) Fraction {
	low, high := max(f.Low, in.Low), min(f.High, in.High)
	if low > high {
		return in
	}
	return Fraction{low, high, true}
}
