package keyword

import (
	"maps"
	"math"
	"slices"
)

// findSlips finds words that nobody knows, one letter away from a brand that the lexicon has
// or that is likely one and stands in many times as many keywords: they are that brand,
// misspelt, and take its name.
func (l *learner) findSlips(t *lessons) {
	const often = 4
	slips := map[int32]int32{}
	near := map[string][]int32{} // brands by what is left of them without a letter, and as they are
	add := func(id int32, text string) {
		for k := range len(text) + 1 {
			key := text[:max(0, k-1)] + text[k:]
			near[key] = append(near[key], id)
		}
	}
	brands := make(map[int32]int32) // of each, in how many keywords
	for _, term := range l.c.terms {
		if tokens := l.c.analyzer.Tokens(term.text); term.role == Brand && len(tokens) == 1 {
			id := l.c.symbols[tokens[0].Stem]
			brands[id] = math.MaxInt32
			if l.facts[id].text == "" {
				l.facts[id].text = tokens[0].Text
			}
		}
	}
	for i := range l.facts {
		if id := int32(i); t.profiles[i].brand >= .9 && l.facts[i].words == 1 && l.tallies[i].n >= often {
			brands[id] = max(brands[id], l.tallies[i].n)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(brands)) {
		if len(l.facts[id].text) >= leastWrong {
			add(id, l.facts[id].text)
		}
	}
	for i := range l.facts {
		f := &l.facts[i]
		if f.kind != unknownWord || f.listed != noName || f.words != 1 || f.eastern || len(f.text) < leastWrong || l.tallies[i].n == 0 {
			continue
		}
		var right int32
		for k := range len(f.text) + 1 {
			for _, id := range near[f.text[:max(0, k-1)]+f.text[k:]] {
				if int(id) != i && brands[id]/often >= l.tallies[i].n && oneEdit(f.text, l.facts[id].text) &&
					(right == 0 || brands[id] > brands[right] || brands[id] == brands[right] && l.facts[id].text < l.facts[right].text) {
					right = id
				}
			}
		}
		if right == 0 {
			continue
		}
		t.profiles[i].brand = max(t.profiles[i].brand, .9)
		t.why[int32(i)] = "one letter from " + l.facts[right].text
		slips[int32(i)] = right
	}
	t.slips = slips
	names := make(map[int32]string, len(slips)) // before any is renamed
	for wrong, right := range slips {
		names[wrong] = t.facts[right].text
	}
	for wrong, name := range names {
		t.facts[wrong].text = name
	}
}
