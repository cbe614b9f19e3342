package keyword

import (
	"cmp"
	"math"
	"slices"
)

// compare finds in whose places pieces stand: "adidas socks" is "nike socks" with adidas
// in the place of a brand.
func (l *learner) compare() {
	type record struct {
		context uint64
		id      int32 // of a piece, or minus a role for a term of the lexicon
	}
	var records []record
	var s scratch
	var symbols []int32
	var quiet []bool
	for i := range l.corpus.texts {
		symbols, quiet = l.words(symbols[:0], quiet[:0], i)
		add := func(first, last int, id int32) {
			h, alone := uint64(0), true
			for k, x := range symbols {
				switch {
				case k == first:
					h = mix(h ^ 1)
				case k > first && k <= last || quiet[k]:
				default:
					alone = false
					h = mix(h ^ uint64(x)<<1)
				}
			}
			if !alone {
				records = append(records, record{h, id})
			}
		}
		for _, p := range l.piecesOf(i) {
			add(int(p.first), int(p.last), p.id)
		}
		if r := &l.rules[i]; r.need || r.solution || r.brand {
			l.c.find(&s, symbols, quiet)
			for _, f := range s.findings {
				if f.mark == nil && f.gap < 0 && f.role != Other {
					add(f.first, f.last, -int32(f.role))
				}
			}
		}
	}
	slices.SortFunc(records, func(a, b record) int {
		return cmp.Or(cmp.Compare(a.context, b.context), cmp.Compare(a.id, b.id))
	})
	for len(records) > 0 {
		n := 1
		for n < len(records) && records[n].context == records[0].context {
			n++
		}
		group := records[:n]
		records = records[n:]
		if n < 2 {
			continue
		}
		var terms [4]float64
		likely := 0. // in hundredths, so that the order does not matter
		for _, r := range group {
			if r.id < 0 {
				terms[-r.id]++
			}
			likely += l.likely(r.id)
		}
		for _, r := range group {
			if r.id <= 0 {
				continue
			}
			t := &l.tallies[r.id]
			t.contexts++
			for role, x := range terms {
				t.places[role] += share(x, n-1)
			}
			t.likely += share((likely-l.likely(r.id))/100, n-1)
		}
	}
}

// share returns x/n in 2^-20ths, so that sums of shares do not depend on their order.
func share(x float64, n int) float64 { return math.Round(x/float64(n)*(1<<20)) / (1 << 20) }

// likely is how likely a piece is a brand by itself, in hundredths; an id below zero is
// that of a term of the lexicon.
func (l *learner) likely(id int32) float64 {
	if id < 0 {
		return 100 * one(id == -int32(Brand))
	}
	return math.Round(100 * l.facts[id].guess())
}
