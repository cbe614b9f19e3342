package demand

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/needscape/needscape/keyword"
)

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
	kept   []*Term // of all changes

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
	f.d.Measure, f.d.Period = a.measure()
	if a.Report == nil {
		f.d.Measure, f.d.Period = b.measure()
	}
	f.measure, f.from, f.to, f.listsOnly = f.d.Measure, f.d.Period, f.d.Period, f.opt.ListsOnly
	if b.Report != nil {
		_, f.from = b.measure()
	}
	f.cutWas, f.cutIs = b.cut(), a.cut()
	f.bothLump = b.lumps() && a.lumps()
	b.Last, a.Last = b.time(), a.time()
	if f.from == f.to && !f.listsOnly {
		f.was, f.is = f.window(b), f.window(a)
		f.seasonal()
	}
	if f.opt.Analyzer != nil && f.opt.Pair.Name == nil {
		f.opt.Pair.Name = Names(f.opt.Analyzer, &Report{Terms: b.terms()}, &Report{Terms: a.terms()})
	}
	f.named = [2]mention{f.opt.Pair.mention(b.terms()), f.opt.Pair.mention(a.terms())}
	f.identities = identify(f.opt.Analyzer, b.terms(), a.terms())
	f.kept = make([]*Term, 0, len(b.terms())+len(a.terms()))
	f.roles, f.stages = make([]Movement, len(keyword.Roles())), make([]Movement, len(keyword.Stages()))
}

// window tells of which months the volumes of a snapshot are the average, and notes where
// they are of others than its series.
func (f *differ) window(s *Snapshot) window {
	w, fit, tried := s.window()
	if tried > 0 && w.months == 0 {
		f.d.Notes = append(f.d.Notes, fmt.Sprintf("the months of %s are not those of which its volumes are the average (%d of %d keywords fit): they decide nothing",
			s.title("one"), fit, tried))
	}
	return w
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
func (f *differ) change(p *identity) {
	c := Change{From: f.keep(p.from), To: f.keep(p.to)}
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
		like = [2]Volume{c.Before, c.After}
	case p.shared > 0 && !p.whole:
		f.measureOf(&f.before, p.from, false, f.was, f.from)
		f.measureOf(&f.after, p.to, false, f.is, f.to)
		fallthrough
	case p.shared > 0 || f.bothLump:
		m = f.moved()
		like = [2]Volume{f.before.average(), f.after.average()}
		c.Outcome, c.Revised = m.outcome(), m.revised
		if m.known {
			c.Basis = OnNumbers
			if m.byMonths {
				c.Basis = OnMonths
			}
		}
	case c.Before.Known() && c.After.Known():
		c.Basis = OnVariants
	}
	c.Shift, c.Year, c.sure = m.shift(), growth(m.yearBefore, m.year), m.sure()
	c.Rate = rate(c.Shift, sumOfOne(like[0]), sumOfOne(like[1]))
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

// keep copies a list of terms into one that all of them share.
func (f *differ) keep(terms []*Term) []*Term {
	if len(terms) == 0 {
		return nil
	}
	from := len(f.kept)
	f.kept = append(f.kept, terms...)
	return f.kept[from:len(f.kept):len(f.kept)]
}

// sumOfOne is the sum of one volume.
func sumOfOne(v Volume) (s Sum) {
	s.Add(v)
	return s
}

// oneSided tells what is known of a demand that one list has: by its own months, of the
// time of the other.
func (f *differ) oneSided(c *Change) move {
	own, terms, in, other, cut := &f.after, c.To, f.to, &c.Before, f.cutWas
	w, time := f.was, f.d.Before.Last
	c.Outcome, c.Basis = New, OnList
	if len(c.To) == 0 {
		own, terms, in, other, cut = &f.before, c.From, f.from, &c.After, f.cutIs
		w, time, c.Outcome = f.is, f.d.After.Last, Gone
	}
	if cut {
		c.Basis = OnCutList
	}
	averaged := w.months > 0
	if !averaged && time != 0 && f.from == f.to && !f.listsOnly {
		w = window{time, 1}
	}
	f.measureOf(own, terms, true, w, in)
	low, high, known := int64(0), int64(0), 0
	for i := range own.low {
		if own.low[i] >= 0 {
			low, high, known = low+own.low[i], high+own.high[i], known+1
		}
	}
	n := int64(w.months)
	switch {
	case known == 0:
		return move{}
	case low > 0:
		c.Basis = OnSearched
	case known == w.months && high < 10*n:
		c.Basis = OnUnsearched
	}
	if !averaged {
		return move{}
	}
	*other = Volume{Low: low / n, High: Unbounded, Reading: Range}
	if known == w.months {
		other.High = (high + n - 1) / n
	}
	return apart(c.Before, c.After, own.slack)
}

// add adds a change to all that it is part of.
func (f *differ) add(c *Change, m *move, like [2]Volume, named mention) {
	all := seen{c.Before, c.After, len(c.From) > 0, len(c.To) > 0}
	to := func(x *Movement, s seen) { x.add(s, m, c.Outcome, like[0], like[1]) }
	to(&f.d.Total, all)
	to(&f.roles[indexOrLast(keyword.Roles(), c.Role)], all)
	to(&f.stages[indexOrLast(keyword.Stages(), c.Stage)], all)
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

// indexOrLast returns where something is in a list, the last place where it is not.
func indexOrLast[T comparable](list []T, x T) int {
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
			return cmp.Or(cmp.Compare(b.sure(), a.sure()), bySum(a.After, b.After),
				bySum(a.Before, b.Before), cmp.Compare(a.Name, b.Name))
		})
	}
	d.Shares = f.shares.movements(f.level, f.names[needName].names, f.names[brandName].names)
	if !f.opt.ListsOnly {
		setPlaces(d.Keywords, d.Measure)
	}
	d.Keywords = ordered(d.Keywords)
	if f.revised > 0 {
		d.Notes = append(d.Notes, fmt.Sprintf("of %d terms of both lists %d have other numbers for months of both: the tool revised its past, and they are compared without it", f.whole, f.revised))
	}
	if f.relabelled > 0 {
		d.Notes = append(d.Notes, fmt.Sprintf("%d terms of both lists have another role than before: they count as what the later list says", f.relabelled))
	}
	d.Notes = slices.DeleteFunc(d.Notes, repeated())
}

// repeated returns a function that reports whether a text was given to it before.
func repeated() func(string) bool {
	seen := map[string]bool{}
	return func(text string) bool {
		was := seen[text]
		seen[text] = true
		return was
	}
}

// sure is the least by which a movement changed, in twelfths of a search.
func (x *Movement) sure() int64 {
	m := x.drift.bounds(1)
	return m.sure()
}

// ordered sorts changes, as inOrder does terms.
func ordered(changes []Change) []Change {
	type key struct {
		class int
		sure  int64
		most  Volume
		text  uint64
		i     int32
	}
	keys := make([]key, len(changes))
	for i := range changes {
		c := &changes[i]
		k := key{class: [...]int{NotCompared: 3, NoChange: 2, Grown: 0, Shrunk: 0, New: 1, Gone: 1}[c.Outcome], most: c.After, text: head(c.Keyword), i: int32(i)}
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
		if a.most != b.most {
			if c := byDemand(a.most, b.most); c != 0 {
				return c
			}
		}
		if a.text != b.text {
			return cmp.Compare(a.text, b.text)
		}
		return cmp.Compare(changes[a.i].Keyword, changes[b.i].Keyword)
	})
	out := make([]Change, len(changes))
	for i, k := range keys {
		out[i] = changes[k.i]
	}
	return out
}
