package keyword

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A piece is a word of a keyword, or a name of several, that is no part of a term or a
// mark and no function word.
type piece struct {
	id          int32 // a symbol, or the number of a name; 0 where it is not known
	first, last int32 // its words
}

// tally counts the keywords in which a piece stands, by what is beside it.
type tally struct {
	n, first, last, alone         int32
	afterFor, afterIn, afterBy    int32
	beforeFor, versus             int32
	frames                        [frameKinds]int32
	articulate, method, trouble   int32
	compare, buy                  int32
	beforeSolution, afterSolution int32 // right before or after a solution of the lexicon
	beforeNeed, afterNeed         int32
	withOthers, leads             int32 // beside other pieces; of these, before them
	withBrand, withForeign        int32
	anchors                       [4]int32   // by the role that rules give the keyword
	contexts                      int32      // keywords that are another with this piece in the place of something
	places                        [4]float64 // of these, in the place of a term of each role
	likely                        float64    // of these, in the place of a likely brand
	branded, notBranded           int32      // by the source
	capital                       int32      // written with a capital where other words of the keyword are not
	standing                      float64    // how far it stands where brands of this list stand: log-odds
}

// appendPieces appends the pieces of a keyword to dst.
func appendPieces(dst []piece, s *scratch, symbols []int32, names *trie, facts []wordFacts) []piece {
	covered := func(first, last int) bool {
		return slices.ContainsFunc(s.findings, func(f finding) bool {
			return f.first <= last && first <= f.last && !(first == last && first == f.gap) && (f.mark == nil || !f.mark.shop)
		})
	}
	for i := 0; i < len(symbols); {
		n, length := names.longest(symbols[i:])
		switch {
		case n != 0 && !covered(i, i+length-1):
		case facts[symbols[i]].function, facts[symbols[i]].number, covered(i, i):
			i++
			continue
		default:
			n, length = symbols[i], 1
		}
		dst = append(dst, piece{n, int32(i), int32(i + length - 1)})
		i += length
	}
	return dst
}

// parse takes all keywords apart, and counts what is beside their pieces.
func (l *learner) parse(frames *frameTries) {
	var s scratch
	var symbols []int32
	var quiet []bool
	l.rules = make([]ruled, len(l.corpus.texts))
	l.ends = make([]uint32, len(l.corpus.texts))
	for i := range l.corpus.texts {
		symbols, quiet = l.words(symbols[:0], quiet[:0], i)
		l.c.find(&s, symbols, quiet)
		r := &l.rules[i]
		*r = l.c.rule(&s, symbols)
		r.foreign = slices.ContainsFunc(symbols, func(x int32) bool { return l.facts[x].foreign })
		r.english = slices.ContainsFunc(symbols, func(x int32) bool { return l.facts[x].english })
		had := len(l.pieces)
		l.pieces = appendPieces(l.pieces, &s, symbols, &l.names, l.facts)
		l.ends[i] = uint32(len(l.pieces))
		l.look(&s, symbols, quiet, l.pieces[had:], r, frames)
		for _, f := range s.findings {
			if f.role == Brand && f.gap < 0 {
				l.look(&s, symbols, quiet, []piece{{int32(len(l.facts)) + f.term - 1, int32(f.first), int32(f.last)}}, r, frames)
			}
		}
		l.capitals(i, l.pieces[had:])
		if len(l.opt.Branded) > 0 {
			for _, p := range l.pieces[had:] {
				count(&l.tallies[p.id].branded, l.opt.Branded[i] == SaidYes)
				count(&l.tallies[p.id].notBranded, l.opt.Branded[i] == SaidNo)
			}
		}
	}
}

// capitals counts the pieces of keyword i that are written with a capital while other words
// are not.
func (l *learner) capitals(i int, pieces []piece) {
	text := l.corpus.texts[i]
	if len(pieces) == 0 || !strings.ContainsFunc(text, unicode.IsUpper) {
		return
	}
	spans := l.corpus.langAt(i).appendSpans(nil, text)
	capital := func(s span) bool {
		r, _ := utf8.DecodeRuneInString(text[s.start:s.end])
		return unicode.IsUpper(r)
	}
	if !slices.ContainsFunc(spans, func(s span) bool { return !capital(s) }) {
		return
	}
	for _, p := range pieces {
		count(&l.tallies[p.id].capital, capital(spans[p.first]))
	}
}

// piecesOf returns the pieces of keyword i.
func (l *learner) piecesOf(i int) []piece {
	start := uint32(0)
	if i > 0 {
		start = l.ends[i-1]
	}
	return l.pieces[start:l.ends[i]]
}

// look counts what is beside the pieces of a keyword.
func (l *learner) look(s *scratch, symbols []int32, quiet []bool, pieces []piece, r *ruled, frames *frameTries) {
	firstLoud, lastLoud := slices.Index(quiet, false), len(quiet)-1
	for lastLoud >= 0 && quiet[lastLoud] {
		lastLoud--
	}
	word := func(i int) string {
		if i < 0 || i >= len(symbols) {
			return ""
		}
		return l.facts[symbols[i]].text
	}
	for k, p := range pieces {
		if slices.ContainsFunc(pieces[:k], func(v piece) bool { return v.id == p.id }) {
			continue
		}
		t := &l.tallies[p.id]
		first, last := int(p.first), int(p.last)
		t.n++
		count(&t.first, first <= firstLoud)
		count(&t.last, last >= lastLoud)
		count(&t.alone, first <= firstLoud && last >= lastLoud)
		switch word(first - 1) {
		case "for":
			t.afterFor++
		case "in", "near", "around":
			t.afterIn++
		case "by", "from", "at", "on", "via":
			t.afterBy++
		case "vs", "versus", "or":
			t.versus++
		}
		switch word(last + 1) {
		case "for":
			t.beforeFor++
		case "vs", "versus", "or":
			t.versus++
		}
		mask := frames.of(symbols, first, last)
		for f := range frameKinds {
			count(&t.frames[f], mask>>f&1 != 0)
		}
		count(&t.articulate, r.articulate)
		count(&t.method, r.method)
		count(&t.trouble, r.trouble)
		count(&t.compare, r.compare)
		count(&t.buy, r.buy)
		for _, f := range s.findings {
			if f.mark == nil {
				count(&t.beforeSolution, f.role == Solution && f.first == last+1)
				count(&t.afterSolution, f.role == Solution && f.last == first-1)
				count(&t.beforeNeed, f.role == Need && f.first == last+1)
				count(&t.afterNeed, f.role == Need && f.last == first-1)
			}
		}
		count(&t.withOthers, len(pieces) > 1)
		count(&t.leads, len(pieces) > 1 && k == 0)
		count(&t.withBrand, r.brand)
		count(&t.withForeign, r.foreign)
		t.anchors[r.role]++
	}
}

func count(n *int32, yes bool) {
	if yes {
		*n++
	}
}
