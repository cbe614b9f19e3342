package demand

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/needscape/needscape/keyword"
)

// DiffOptions say how snapshots are compared. The zero value is that of each field.
type DiffOptions struct {
	// Analyzer tells close variants: keywords of the two lists that are such are one
	// demand, and so are names of needs, solutions and brands, unless Pair has a Name. Nil
	// is keywords as typed. It should be the one by which the reports were made.
	Analyzer *keyword.Analyzer

	// Pair says what terms mention (see [Report.Pair]).
	Pair PairOptions

	// Level is the part of cases in which likely verdicts are to be right. 0 is 0.95.
	Level float64

	// ListsOnly compares which keywords the lists have, and no volumes, so that nothing is
	// refused: lists of different tools.
	ListsOnly bool
}

// A Difference is what changed from one snapshot to another.
type Difference struct {
	Before, After Snapshot
	Measure       Measure
	Period        Period // of volumes and changes: that of the later

	// Keywords are all demands of either list, each in one change: first what has grown or
	// shrunk, what changed most for sure first; then what is new or gone, then what has
	// not measurably changed, and last what is not compared, the most demand first. Ties by
	// text.
	Keywords []Change

	Total     Movement
	Roles     []RoleMovement  // the rungs of [Report.Ladder], in its order
	Stages    []StageMovement // likewise of [Report.Stages]
	Needs     []NameMovement  // what changed most for sure first, then the most demand, ties by name
	Solutions []NameMovement
	Brands    []NameMovement
	Groups    []NameMovement // a term that is in another group than before leaves one and enters the other

	Shares []ShareMovement // of search: those of the market, then those by need
	Notes  []string        // doubts and choices, each a sentence
}

// A RoleMovement is that of a role.
type RoleMovement struct {
	Role keyword.Role
	Movement
}

// A StageMovement is that of a stage.
type StageMovement struct {
	Stage keyword.Stage
	Movement
}

// A NameMovement is that of a need, a solution, a brand or a group.
type NameMovement struct {
	Name string
	Movement
}

// Diff returns what changed from one snapshot to another, or a [*CompareError] where they
// cannot be compared (see [Comparable]).
//
// A demand is one where the lists share one of its keywords, or have close variants of
// it. It is compared by the keywords of it that both lists have, counted as
// [Market.Report] counts them: a variant that only one list has is no change. Where a tool
// counted two keywords together before and apart now, both are in both lists, and what
// they have together is compared.
//
// The printed number is an average. Where both lists have its months and print those of
// both the same, these cancel, and the change is that of the months that only one has: so
// exports a month apart are compared by two months of twelve, of the same name. Both ways
// give hard bounds, and the truth is within both. Where the later list prints other numbers
// for the past, nothing cancels.
//
// What a term is ("need", "desitin") is what the later list says of it, so that a classifier
// that has learnt something moves no demand.
//
// The result does not depend on the order of terms. Time is O(n log n).
func Diff(ctx context.Context, before, after Snapshot, opt DiffOptions) (*Difference, error) {
	notes, err := Comparable(before, after)
	if err != nil && !opt.ListsOnly {
		return nil, err
	}
	if opt.ListsOnly {
		notes = append(notes, "only which keywords the lists have is compared")
	}
	f := &differ{opt: opt, d: &Difference{Before: before, After: after, Notes: notes}}
	f.prepare()
	var p pair
	f.d.Keywords = make([]Change, 0, len(f.members))
	for i := range f.members {
		if i&0xfff == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		f.pair(i, &p)
		f.change(&p)
	}
	f.finish()
	return f.d, nil
}

// differ makes a difference.
type differ struct {
	comparison
	opt   DiffOptions
	level float64
	d     *Difference

	named  [2]mention // of either list
	names  [nameKinds]register
	moves  [nameKinds][]Movement
	roles  []Movement
	stages []Movement
	shares shareTable

	revised, whole int // terms whose past was revised; terms of both lists
	relabelled     int // terms with another role than before
}

// The kinds of names.
const (
	needName = iota
	solutionName
	brandName
	groupName
	nameKinds
)

// prepare finds what both snapshots have in common.
func (f *differ) prepare() {
	b, a := &f.d.Before, &f.d.After
	f.level = orDefault(f.opt.Level, .95)
	for _, r := range []*Report{b.Report, a.Report} { // that of the later, if there is one
		if r != nil {
			f.d.Measure, f.d.Period = r.Measure, r.Period
		}
	}
	f.measure, f.from, f.to, f.listsOnly = f.d.Measure, f.d.Period, f.d.Period, f.opt.ListsOnly
	if b.Report != nil {
		f.from = b.Report.Period
	}
	f.cutWas, f.cutIs = b.cut(), a.cut()
	f.bothLump = b.lumps() && a.lumps()
	windows := [2]*window{&f.was, &f.is}
	for i, s := range []*Snapshot{b, a} {
		w, fit, tried := s.window()
		if *windows[i] = w; tried > 0 && w.months == 0 {
			f.d.Notes = append(f.d.Notes, fmt.Sprintf("the months of %s are not those of which its volumes are the average (%d of %d keywords fit): they decide nothing",
				s.title("one"), fit, tried))
		}
		if s.Last == 0 {
			s.Last = s.time()
		}
	}
	f.seasonal()
	if f.opt.Analyzer != nil && f.opt.Pair.Name == nil {
		f.opt.Pair.Name = namesOf(f.opt.Analyzer, &Report{Terms: b.terms()}, &Report{Terms: a.terms()})
	}
	f.named = [2]mention{f.opt.Pair.mention(b.terms()), f.opt.Pair.mention(a.terms())}
	f.identities = identify(f.opt.Analyzer, b.terms(), a.terms())
	f.roles, f.stages = make([]Movement, len(keyword.Roles())), make([]Movement, len(keyword.Stages()))
}

// seasonal notes where a season would be taken for a change.
func (f *differ) seasonal() {
	w, v := f.was, f.is
	if w.months == 0 || v.months == 0 || w.months == v.months && (w.months%12 == 0 || (v.first-w.first)%12 == 0) {
		return
	}
	f.d.Notes = append(f.d.Notes, fmt.Sprintf("the averages are of %d months from %s and of %d months from %s, so that a change may be one of season",
		w.months, w.first, v.months, v.first))
}

// lumps reports whether all sources count close variants together.
func (s *Snapshot) lumps() bool {
	return len(s.sources()) > 0 && !slices.ContainsFunc(s.sources(), func(x Source) bool { return x.Lumping != Lumps })
}

// change compares one demand.
func (f *differ) change(p *pair) {
	c := Change{From: slices.Clone(p.from), To: slices.Clone(p.to)}
	named := f.named[1]
	if len(p.to) > 0 {
		c.Term = p.to[0]
	} else {
		c.Term, named = p.from[0], f.named[0]
	}
	f.measureOf(&f.before, p.from, true, f.was, f.from)
	f.measureOf(&f.after, p.to, true, f.is, f.to)
	c.Before, c.After = f.before.volume, f.after.volume
	both := len(p.from) > 0 && len(p.to) > 0
	like := [2]Volume{c.Before, c.After} // of the keywords of both
	var m move
	switch {
	case !both:
		m = f.oneSided(&c)
	case p.shared > 0 && !p.whole:
		f.measureOf(&f.before, p.from, false, f.was, f.from)
		f.measureOf(&f.after, p.to, false, f.is, f.to)
		fallthrough
	case p.shared > 0 || f.bothLump:
		m = f.moved()
		like = [2]Volume{f.before.average(), f.after.average()}
		c.Verdict, c.Revised = m.verdict(), m.revised
		if m.known {
			c.Basis = OnNumbers
			if m.byMonths {
				c.Basis = OnMonths
			}
		}
	default:
		c.Basis = OnVariants
	}
	c.Shift, c.Year, c.sure = m.shift(), growth(m.yearBefore, m.year), m.sure()
	c.Rate = rate(c.Shift, sumOf(like[0]), sumOf(like[1]))
	if both {
		f.whole++
		if c.Revised {
			f.revised++
		}
		if p.from[0].Role != c.Role {
			f.relabelled++
		}
	}
	f.d.Keywords = append(f.d.Keywords, c)
	f.add(&f.d.Keywords[len(f.d.Keywords)-1], &m, like, named)
}

// sumOf is the sum of one volume.
func sumOf(v Volume) (s Sum) {
	s.Add(v)
	return s
}

// oneSided tells what is known of a demand that one list has: by its own months, of the
// time of the other.
func (f *differ) oneSided(c *Change) move {
	own, other, cut := f.after, &c.Before, f.cutWas
	at, w := f.is, f.was
	c.Verdict, c.Basis = New, OnList
	if len(c.To) == 0 {
		own, other, cut = f.before, &c.After, f.cutIs
		at, w, c.Verdict = f.was, f.is, Gone
	}
	if cut {
		c.Basis = OnCutList
	}
	low, high, known := int64(0), int64(0), 0
	for i := range w.months {
		k := int(w.first-at.first) + i
		if k < 0 || k >= at.months || own.low[k] < 0 {
			continue
		}
		low, high, known = low+own.low[k], high+own.high[k], known+1
	}
	if known == 0 {
		return move{}
	}
	n := int64(w.months)
	*other = Volume{Low: low / n, High: Unbounded, Reading: Range}
	if known == w.months {
		other.High = (high + n - 1) / n
	}
	switch {
	case low > 0:
		c.Basis = OnSearched
	case known == w.months && high < 10*n:
		c.Basis = OnUnsearched
	}
	b, a := c.Before, c.After
	if !b.Known() || !a.Known() {
		return move{}
	}
	m := move{known: true, low: -endless, high: endless}
	if b.High <= MaxSearches {
		m.low = twelfths * (min(a.Low, MaxSearches) - b.High)
	}
	if a.High <= MaxSearches {
		m.high = twelfths * (a.High - min(b.Low, MaxSearches))
	}
	return m
}

// add adds a change to all that it is part of.
func (f *differ) add(c *Change, m *move, like [2]Volume, named mention) {
	all := seen{c.Before, c.After, len(c.From) > 0, len(c.To) > 0}
	to := func(x *Movement, s seen) { x.add(s, m, c.Verdict, like[0], like[1]) }
	to(&f.d.Total, all)
	to(&f.roles[place(keyword.Roles(), c.Role)], all)
	to(&f.stages[place(keyword.Stages(), c.Stage)], all)
	var mentioned [nameKinds][]int32
	terms := c.To
	if len(terms) == 0 {
		terms = c.From
	}
	for _, t := range terms {
		for _, e := range t.Evidence {
			counts, name := named(t, e)
			if kind := int(e.Role) - int(keyword.Need); counts && name != "" && kind >= needName && kind <= brandName {
				mentioned[kind] = addNew(mentioned[kind], 0, f.names[kind].number(name))
			}
		}
	}
	for kind, list := range mentioned {
		for _, n := range list {
			to(f.movement(kind, n), all)
		}
	}
	was, is := f.group(&f.d.Before, c.From), f.group(&f.d.After, c.To)
	if was != "" && was != is {
		s := all
		s.is = false
		to(f.movement(groupName, f.names[groupName].number(was)), s)
	}
	if is != "" {
		s := all
		s.was = s.was && was == is
		to(f.movement(groupName, f.names[groupName].number(is)), s)
	}
	f.shares.add(c, m, all, like, mentioned[needName], mentioned[brandName])
}

// group returns the group of the terms of one list, by the first.
func (f *differ) group(s *Snapshot, terms []*Term) string {
	if s.Group == nil || len(terms) == 0 {
		return ""
	}
	return s.Group(terms[0])
}

// movement returns that of a name.
func (f *differ) movement(kind int, n int32) *Movement {
	for int(n) >= len(f.moves[kind]) {
		f.moves[kind] = append(f.moves[kind], Movement{})
	}
	return &f.moves[kind][n]
}

// place returns where something is in a list, the last place where it is not.
func place[T comparable](list []T, x T) int {
	if i := slices.Index(list, x); i >= 0 {
		return i
	}
	return len(list) - 1
}

// finish tells what was added up, and puts all in order.
func (f *differ) finish() {
	d := f.d
	fill := func(x Movement) Movement {
		x.Level = f.level
		x.fill()
		return x
	}
	d.Total = fill(d.Total)
	for i, role := range keyword.Roles() {
		d.Roles = append(d.Roles, RoleMovement{role, fill(f.roles[i])})
	}
	for i, stage := range keyword.Stages() {
		d.Stages = append(d.Stages, StageMovement{stage, fill(f.stages[i])})
	}
	for kind, to := range []*[]NameMovement{&d.Needs, &d.Solutions, &d.Brands, &d.Groups} {
		for n := range f.moves[kind] {
			*to = append(*to, NameMovement{f.names[kind].names[n], fill(f.moves[kind][n])})
		}
		slices.SortFunc(*to, func(a, b NameMovement) int {
			return cmp.Or(cmp.Compare(b.sure(), a.sure()), byDemand(a.After.span(), b.After.span()),
				byDemand(a.Before.span(), b.Before.span()), cmp.Compare(a.Name, b.Name))
		})
	}
	d.Shares = f.shares.movements(f.level, f.names[needName].names, f.names[brandName].names)
	places(d.Keywords, d.Measure, f.opt.ListsOnly)
	d.Keywords = ordered(d.Keywords)
	if f.revised > 0 {
		d.Notes = append(d.Notes, fmt.Sprintf("of %d terms of both lists %d have other numbers for months of both: the tool revised its past, and they are compared without it", f.whole, f.revised))
	}
	if f.relabelled > 0 {
		d.Notes = append(d.Notes, fmt.Sprintf("%d terms of both lists have another role than before: they count as what the later list says", f.relabelled))
	}
}

// sure is the least by which a movement changed, in twelfths of a search.
func (x *Movement) sure() int64 {
	m := x.drift.bounds(1)
	return m.sure()
}

// ordered sorts changes. It sorts their numbers and moves each once.
func ordered(changes []Change) []Change {
	type key struct {
		class int
		sure  int64
		most  Volume
		i     int32
	}
	keys := make([]key, len(changes))
	for i := range changes {
		c := &changes[i]
		k := key{class: [...]int{NotCompared: 3, NoChange: 2, Grown: 0, Shrunk: 0, New: 1, Gone: 1}[c.Verdict], most: c.After, i: int32(i)}
		if k.class == 0 {
			k.sure = c.sure
		}
		if len(c.To) == 0 {
			k.most = c.Before
		}
		keys[i] = k
	}
	slices.SortFunc(keys, func(a, b key) int {
		if a.class != b.class {
			return cmp.Compare(a.class, b.class)
		}
		if a.sure != b.sure {
			return cmp.Compare(b.sure, a.sure)
		}
		return cmp.Or(byDemand(a.most, b.most), cmp.Compare(changes[a.i].Keyword, changes[b.i].Keyword))
	})
	out := make([]Change, len(changes))
	for i, k := range keys {
		out[i] = changes[k.i]
	}
	return out
}

// places tells the places of the terms of both lists within their roles.
func places(changes []Change, measure Measure, listsOnly bool) {
	if listsOnly {
		return
	}
	bounds := func(c *Change, side int) (low, high int64, ok bool) {
		v, terms := c.Before, c.From
		if side == 1 {
			v, terms = c.After, c.To
		}
		if len(c.From) == 0 || len(c.To) == 0 {
			return 0, 0, false
		}
		if measure == RankOrder {
			rank := int64(math.MaxInt64)
			for _, t := range terms {
				if t.Rank > 0 {
					rank = min(rank, t.Rank)
				}
			}
			return -rank, -rank, rank < math.MaxInt64
		}
		return v.Low, v.High, v.Known()
	}
	known := func(c *Change) bool {
		_, _, was := bounds(c, 0)
		_, _, is := bounds(c, 1)
		return was && is
	}
	for side := range 2 {
		var lows, highs [keyword.Brand + 1][]int64
		for i := range changes {
			if c := &changes[i]; known(c) {
				low, high, _ := bounds(c, side)
				at := min(c.Role, keyword.Brand)
				lows[at], highs[at] = append(lows[at], low), append(highs[at], high)
			}
		}
		for at := range lows {
			slices.Sort(lows[at])
			slices.Sort(highs[at])
		}
		for i := range changes {
			c := &changes[i]
			if !known(c) {
				continue
			}
			low, high, _ := bounds(c, side)
			at := min(c.Role, keyword.Brand)
			behind, _ := slices.BinarySearch(highs[at], low)
			p := Place{len(lows[at]) - upper(lows[at], high) + 1, len(lows[at]) - behind}
			if side == 0 {
				c.Was = p
			} else {
				c.Is = p
			}
		}
	}
}
