package demand

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/needscape/needscape/keyword"
)

// A Term is a set of close variants: keywords that ask one thing, and one demand. So are
// keywords with other words that their source counts together.
type Term struct {
	Keyword string // the variant with the most demand; of equals one with a role, the shortest and plainest
	Volume  Volume // of all variants together, each search counted once
	keyword.Label
	Said     Volume    // of Keyword alone, as its source has it
	Variants []Variant // the others, the most demand first
	Series   Series    // of Keyword, month by month, where the source has it
	Rank     int64     // of Keyword, its place where the source gives places instead of volumes; else 0
}

// A Variant is a keyword that was merged into a term.
type Variant struct {
	Keyword string
	Volume  Volume  // as its source has it
	Series  Series  // month by month, where its source has it
	Counted Counted // how its searches are part of the term's
	With    string  // the keyword of which they are, or may be, the searches too; "" where they are added
	Why     string  // in what it differs, and how its searches were counted
}

// Counted is how the searches of a variant are part of those of its term.
type Counted uint8

const (
	// Added: they are searches of its own.
	Added Counted = iota
	// Once: they are those of another variant too, and counted with it.
	Once
	// Either: they may be those of another variant, so that the volume spans both readings.
	Either
	// Uncounted: they are unknown, or the measure is one that is not added.
	Uncounted
)

var countedNames = [...]string{"added", "once", "either", "uncounted"}

// String returns "added", "once", "either" or "uncounted".
func (c Counted) String() string {
	if int(c) < len(countedNames) {
		return countedNames[c]
	}
	return fmt.Sprintf("Counted(%d)", uint8(c))
}

// A Report is a market, analysed.
type Report struct {
	Measure Measure
	Period  Period
	Terms   []Term // the most demand first; those of unknown volume last
	Sources []Source
	Refused []*RowError // in the order in which they were read
	Totals  Totals
}

// Report merges the close variants, tells their roles and stages and adds them
// up. It does not change the market, to which more can be added. The report does
// not depend on the order in which rows were added, but for what it says of
// sources and refused rows. Time is O(n log n) in the number of keywords.
//
// Variants are merged without counting a search twice. Keyword Planner and its
// kind print one number on each of the variants that they count together:
//
//   - equal numbers with equal months are one number, and count once;
//   - equal numbers with different months are two numbers, and are added;
//   - equal numbers without months may be either: the volume spans both readings;
//   - different numbers are added.
//
// So do numbers of a source that counts each keyword [Apart], whatever they are; of a
// keyword that stands in sources of both kinds, the kind of its largest number holds.
//
// Where a source counts close variants together ([Lumps]), keywords with other words are
// one term too if they print the same number and the same months and that can hardly be
// chance: see [LumpOptions]. The term is known by its hub, as always, and has the hub's
// role and stage; a variant that has another role by itself says so.
//
// What counts one site (impressions, clicks) is exact for each keyword and always
// added; an index or a rank never is, and the largest stands.
func (m *Market) Report(ctx context.Context) (*Report, error) {
	corpus, err := m.analysed(ctx)
	if err != nil {
		return nil, err
	}
	labels, err := m.classifier.ClassifyAll(ctx, corpus)
	if err != nil {
		return nil, err
	}
	r := &Report{Measure: m.measure, Period: m.period, Sources: slices.Clone(m.sources), Refused: slices.Clone(m.refused), Totals: m.totals}
	lumps := m.lump(corpus, corpus.Variants())
	sets := classes(lumps.of)
	terms := make([]Term, 0, len(sets))
	for _, members := range sets {
		slices.SortFunc(members, func(a, b int32) int { return hubFirst(&m.keywords[a], &m.keywords[b]) })
		m.leadByRole(members, labels)
		for _, i := range members {
			e := &m.keywords[i]
			r.Totals.Placed += e.sum
			if e.rows > 1 {
				r.Totals.Repeated++
			}
			if e.varies {
				r.Totals.Varying++
			}
		}
		terms = append(terms, m.merge(members, labels, lumps))
	}
	r.Totals.Keywords = len(m.keywords)
	r.Totals.Terms = len(terms)
	r.Terms = inOrder(terms)
	return r, nil
}

// inOrder sorts terms by demand, ties by text. It sorts their numbers and moves each
// term once: a term is large, and moving it at each step was half of the time. The first
// bytes of texts decide most ties without a look at the text.
func inOrder(terms []Term) []Term {
	type key struct {
		volume Volume
		rank   int64
		text   uint64
		term   int32
	}
	order := make([]key, len(terms))
	for i := range terms {
		order[i] = key{terms[i].Volume, terms[i].Rank, head(terms[i].Keyword), int32(i)}
	}
	slices.SortFunc(order, func(a, b key) int {
		if a.volume != b.volume || a.rank != b.rank {
			if c := cmp.Or(byDemand(a.volume, b.volume), byRank(a.rank, b.rank)); c != 0 {
				return c
			}
		}
		if a.text != b.text {
			return cmp.Compare(a.text, b.text)
		}
		return cmp.Compare(terms[a.term].Keyword, terms[b.term].Keyword)
	})
	sorted := make([]Term, len(terms))
	for i, k := range order {
		sorted[i] = terms[k.term]
	}
	return sorted
}

// head returns the first bytes of a text such that they order as texts do.
func head(text string) (bytes uint64) {
	for i := range min(len(text), 8) {
		bytes |= uint64(text[i]) << (56 - 8*i)
	}
	return bytes
}

// byRank orders places, those that are not known last.
func byRank(a, b int64) int { return cmp.Compare(uint64(a-1), uint64(b-1)) }

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

// hubFirst orders the variants of a term.
func hubFirst(a, b *entry) int {
	return cmp.Or(
		byDemand(a.volume, b.volume),
		byRank(a.rank, b.rank),
		cmp.Compare(utf8.RuneCountInString(a.text), utf8.RuneCountInString(b.text)),
		cmp.Compare(capitals(a.text), capitals(b.text)),
		cmp.Compare(a.text, b.text),
	)
}

// capitals is 1 for a text that is not in its normal form.
func capitals(text string) int {
	if keyword.Normalize(text) == text {
		return 0
	}
	return 1
}

// leadByRole makes the first of the members that have as much demand as the hub, and a role,
// the hub where that has none: "hay fever" before "hayfever".
func (m *Market) leadByRole(members []int32, labels []keyword.Label) {
	for k, i := range members {
		if labels[members[0]].Role != keyword.Other || byDemand(m.keywords[i].volume, m.keywords[members[0]].volume) != 0 {
			return
		}
		if labels[i].Role != keyword.Other {
			copy(members[1:k+1], members[:k])
			members[0] = i
			return
		}
	}
}

// merge makes a term of variants, the hub first.
func (m *Market) merge(members []int32, labels []keyword.Label, lumps lumps) Term {
	hub := &m.keywords[members[0]]
	label := labels[members[0]]
	t := Term{Keyword: hub.text, Volume: hub.volume, Said: hub.volume, Label: label, Series: hub.series, Rank: hub.rank}
	if len(members) == 1 {
		return t
	}
	t.Variants = make([]Variant, 0, len(members)-1)
	total := total{measure: m.measure}
	first := map[int32]int32{} // of each set of close variants
	for k, i := range members {
		e, key := &m.keywords[i], lumps.key[i]
		counted, with, how := total.add(part{of: e, key: key, doubtful: lumps.doubtful[i]})
		if k == 0 {
			first[key] = i
			continue
		}
		v := Variant{Keyword: e.text, Volume: e.volume, Series: e.series, Counted: counted}
		if with != nil {
			v.With = with.of.text
		}
		near, known := first[key]
		switch {
		case !known:
			first[key] = i
			v.Why = "other words"
			if role := labels[i].Role; role != label.Role && role != keyword.Other {
				v.Why += " (" + role.String() + " by itself)"
			}
			v.Why += ", but " + how
		case near == members[0]:
			v.Why = m.difference(hub.text, e.text) + ": " + how
		default:
			v.Why = fmt.Sprintf("%s of %q: %s", m.difference(m.keywords[near].text, e.text), m.keywords[near].text, how)
		}
		t.Variants = append(t.Variants, v)
	}
	t.Volume = total.volume()
	return t
}

// difference says in what two close variants differ.
func (m *Market) difference(a, b string) string {
	return strings.Join(m.classifier.Analyzer().Difference(a, b), ", ")
}

// total adds the volumes of close variants, each search once.
type total struct {
	measure Measure
	parts   []part
}

// part is a number that stands for one or more variants.
type part struct {
	volume   Volume // with the bounds of all readings
	of       *entry
	key      int32 // its set of close variants
	doubtful bool  // the number may be that of keywords with another key, by their months
	either   bool  // it may be that of another part
}

// add counts one variant, and says how: with the part whose number it shares, if it does.
func (t *total) add(p part) (counted Counted, with *part, how string) {
	if !p.of.volume.Known() {
		return Uncounted, nil, "its volume is unknown"
	}
	if t.measure == Searches && p.of.lumping != Apart {
		if with, counted, how = t.same(&p); with != nil {
			if counted == Either {
				p.volume, p.either = Volume{High: p.of.volume.High, Reading: p.of.volume.Reading}, true
				t.parts = append(t.parts, p)
			}
			return counted, with, how
		}
	}
	if (t.measure == Index || t.measure == RankOrder) && len(t.parts) > 0 {
		return Uncounted, nil, "not added, the largest stands"
	}
	p.volume = p.of.volume
	t.parts = append(t.parts, p)
	if len(t.parts) == 1 {
		return Added, nil, "counted"
	}
	return Added, nil, "searches of its own, added"
}

// same finds the part whose number is that of a variant too, for sure or perhaps; nil if
// there is none.
func (t *total) same(p *part) (with *part, counted Counted, how string) {
	for _, near := range [2]bool{true, false} { // close variants before keywords with other words
		for i := range t.parts {
			q := &t.parts[i]
			if q.of.volume != p.of.volume || q.of.lumping == Apart || near != (q.key == p.key) {
				continue
			}
			a, b := q.of.series, p.of.series
			months := min(a.proof(), b.proof())
			same := fmt.Sprintf("the same number and the same %d months", months)
			switch {
			case a.Known() > 0 && b.Known() > 0 && !a.Equal(b) || months == 0 && q.either:
			case months == 0:
				return q, Either, "the same number may be the same searches, so the volume spans both readings"
			case near:
				return q, Once, same + ", counted once"
			case p.doubtful:
				return q, Either, same + " may be the same searches, so the volume spans both readings"
			default:
				return q, Once, same + ": counted together by the source"
			}
		}
	}
	return nil, Added, ""
}

// volume is what the parts add up to. It has a number where each of them has.
func (t *total) volume() Volume {
	var v Volume
	said := true
	for _, p := range t.parts {
		n, ok := p.volume.Said()
		said = said && ok
		v.Low = plus(v.Low, p.volume.Low)
		v.High = plus(v.High, p.volume.High)
		v.Number = plus(v.Number, n)
		v.Reading = max(v.Reading, p.volume.Reading)
	}
	if !said {
		v.Number, v.Reading = 0, Range
	}
	if len(t.parts) == 0 {
		return Volume{}
	}
	return v
}
