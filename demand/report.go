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
// So are numbers of a source that counts each keyword [Apart], whatever they are; of a
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
