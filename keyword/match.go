package keyword

import (
	"cmp"
	"slices"
)

// A finding is a term or mark at words first to last of a keyword.
type finding struct {
	first, last int
	gap         int // a word between them that is no part of it, or -1
	role        Role
	term        int32 // of the lexicon, by its number; 0 for a mark
	sure        bool  // word for word
	mark        *mark // nil for a term of the lexicon
}

// contains reports whether f covers g and more.
func (f *finding) contains(g *finding) bool {
	return !(g.first <= f.gap && f.gap <= g.last) && f.first <= g.first && f.last >= g.last && f.last-f.first > g.last-g.first
}

// covered reports whether word i is part of a term or a mark.
func (s *scratch) covered(i int) bool {
	return slices.ContainsFunc(s.findings, func(f finding) bool { return f.first <= i && i <= f.last && i != f.gap })
}

// explains reports whether all words but silent ones are part of terms or marks.
func (s *scratch) explains(quiet []bool) bool {
	for i, q := range quiet {
		if !q && !s.covered(i) {
			return false
		}
	}
	return true
}

// scratch is the working memory of one goroutine.
type scratch struct {
	loud     []int // words that are not silent
	symbols  []int32
	bag      []int32
	findings []finding
	judging  judging
	strange  features
}

// find fills s.findings with the terms and marks of a keyword, by place, without
// those that stand inside a longer one.
func (c *Classifier) find(s *scratch, symbols []int32, quiet []bool) {
	s.loud, s.symbols, s.findings = s.loud[:0], s.symbols[:0], s.findings[:0]
	any := false
	for i, q := range quiet {
		any = any || symbols[i] != 0
		if !q {
			s.loud = append(s.loud, i)
			s.symbols = append(s.symbols, symbols[i])
		}
	}
	if !any {
		return
	}
	add := func(n int32, first, last, gap int, sure bool) {
		if n != 0 && (gap < 0 || c.terms[n-1].role != Brand) {
			s.findings = append(s.findings, finding{first: first, last: last, gap: gap, role: c.terms[n-1].role, term: n, sure: sure})
		}
	}
	// together looks for a term of the words from i, in any order, without one.
	together := func(i, length, without int) {
		s.bag = append(s.bag[:0], s.symbols[i:i+length]...)
		gap := -1
		if without > 0 {
			s.bag = slices.Delete(s.bag, without, without+1)
			gap = s.loud[i+without]
		}
		slices.Sort(s.bag)
		if s.bag[0] == 0 {
			return
		}
		if n, l := c.bags.longest(s.bag); n != 0 && l == len(s.bag) {
			add(n, s.loud[i], s.loud[i+length-1], gap, false)
		}
	}
	for i, first := range s.loud {
		n, length := c.inOrder.longest(s.symbols[i:])
		add(n, first, s.loud[max(0, i+length-1)], -1, true)
		if s.symbols[i] == 0 || c.longest == 0 {
			continue
		}
		for length := min(c.longest+1, len(s.loud)-i); length > 1; length-- {
			together(i, length, 0)
			for without := 1; without < length-1; without++ {
				together(i, length, without)
			}
		}
	}
	for i := range symbols {
		n, length := c.literal.longest(symbols[i:])
		add(n, i, i+length-1, -1, true)
		c.findMark(s, &c.phrases, symbols, i)
	}
	c.findMark(s, &c.atStart, symbols, 0)
	s.prune()
}

func (c *Classifier) findMark(s *scratch, in *trie, symbols []int32, i int) {
	n, length := in.longest(symbols[i:])
	if n == 0 {
		return
	}
	m := &c.marks[n-1]
	if i == 0 && m.follows {
		return
	}
	last := i + length - 1
	if m.leads() {
		last--
	}
	s.findings = append(s.findings, finding{first: i, last: last, gap: -1, mark: m})
}

// prune takes out what stands inside something longer, and what was found twice.
// A mark inside a term is a part of its name ("best buy"), but not inside a
// solution ("how to fix"), nor is trouble inside a need ("error 500").
func (s *scratch) prune() {
	all := s.findings
	kept := all[:0:0]
	for i := range all {
		f := &all[i]
		hidden := slices.ContainsFunc(all, func(g finding) bool {
			if !g.contains(f) {
				return g.mark == nil && f.mark == nil && g.first == f.first && g.last == f.last && g.sure && !f.sure
			}
			if f.mark == nil {
				return g.mark == nil
			}
			return g.mark != nil || g.role != Solution && !(f.mark.trouble && g.role == Need)
		})
		if !hidden {
			kept = append(kept, *f)
		}
	}
	slices.SortStableFunc(kept, func(a, b finding) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(b.last, a.last))
	})
	s.findings = kept
}
