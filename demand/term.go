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

// A Term is a set of close variants: keywords that ask one thing, and one demand.
type Term struct {
	Keyword string // the variant with the most demand; of equals the shortest and plainest
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
	sets := classes(corpus.Variants())
	terms := make([]Term, 0, len(sets))
	for _, members := range sets {
		slices.SortFunc(members, func(a, b int32) int { return hubFirst(&m.keywords[a], &m.keywords[b]) })
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
		terms = append(terms, m.merge(members, labels[members[0]]))
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

// merge makes a term of variants, the hub first.
func (m *Market) merge(members []int32, label keyword.Label) Term {
	hub := &m.keywords[members[0]]
	t := Term{Keyword: hub.text, Volume: hub.volume, Said: hub.volume, Label: label, Series: hub.series, Rank: hub.rank}
	if len(members) == 1 {
		return t
	}
	t.Variants = make([]Variant, 0, len(members)-1)
	total := total{measure: m.measure}
	for k, i := range members {
		e := &m.keywords[i]
		counted, how := total.add(e)
		if k > 0 {
			why := strings.Join(m.classifier.Analyzer().Difference(hub.text, e.text), ", ") + ": " + how
			t.Variants = append(t.Variants, Variant{e.text, e.volume, e.series, counted, why})
		}
	}
	t.Volume = total.volume()
	return t
}

// total adds the volumes of close variants, each search once.
type total struct {
	measure Measure
	parts   []part
}

// part is a number that stands for one or more variants.
type part struct {
	volume Volume // with the bounds of all readings
	of     *entry
}

// add counts one variant, and says how.
func (t *total) add(e *entry) (Counted, string) {
	if !e.volume.Known() {
		return Uncounted, "its volume is unknown"
	}
	if t.measure == Searches {
		for i := range t.parts {
			p := &t.parts[i]
			if p.of.volume != e.volume {
				continue
			}
			months := min(p.of.series.Known(), e.series.Known())
			switch {
			case months == 0:
				p.volume.High = plus(p.volume.High, e.volume.High)
				return Either, "the same number may be the same searches, so the volume spans both readings"
			case p.of.series.Equal(e.series):
				return Once, fmt.Sprintf("the same number and the same %d months, counted once", months)
			}
		}
	}
	if (t.measure == Index || t.measure == RankOrder) && len(t.parts) > 0 {
		return Uncounted, "not added, the largest stands"
	}
	t.parts = append(t.parts, part{e.volume, e})
	if len(t.parts) == 1 {
		return Added, "counted"
	}
	return Added, "searches of its own, added"
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
