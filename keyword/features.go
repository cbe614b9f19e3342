package keyword

import (
	"math"
)

// features are what speaks for or against something, by name. A model weighs them by
// the weights of data/roles.txt.
type features struct {
	values []float64
	names  []string // where they are asked for
	naming bool
}

func (f *features) reset() { f.values, f.names = f.values[:0], f.names[:0] }

// add adds a feature. Each kind of features is always added in the same order.
func (f *features) add(name string, value float64) { f.addOf("", name, value) }

// addOf adds a feature of a kind, which its name begins with.
func (f *features) addOf(kind, name string, value float64) {
	f.values = append(f.values, value)
	if f.naming {
		f.names = append(f.names, kind+name)
	}
}

func (f *features) is(name string, yes bool) { f.add(name, one(yes)) }

func one(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// ofBrand adds what speaks for or against a piece's being the name of a brand.
func (f *features) ofBrand(w *wordFacts, t *tally, m *listFacts) {
	n := float64(t.n)
	share := func(name string, k int32) { f.add(name, float64(k)/(n+1)) }
	unknown := w.kind == unknownWord && !w.eastern
	listed, ordinary := w.listed != noName, w.listed != noName && w.ordinary
	f.add("bias", 1)
	f.is("unknown word", unknown)
	plain := w.kind == commonWord && !listed
	f.is("common word, not listed", plain)
	f.add("common word, likely brands in the list", one(plain)*m.guess)
	f.is("name of a place", w.kind == placeWord)
	f.is("name of a person", w.kind == nameWord)
	f.is("rare word", w.kind == rareWord)
	f.is("another alphabet", w.eastern)
	f.is("letters and digits", w.mixed)
	f.is("unknown word, short", unknown && len(w.text) <= 3)
	f.is("two words as one", w.compound)
	f.is("listed, not ordinary", listed && !ordinary)
	f.is("listed, ordinary", ordinary)
	f.is("listed, technical", w.listed == techName)
	f.add("listed, ordinary, of a kind with others", one(ordinary)*m.names[w.listed])
	f.is("listed, ordinary, common", ordinary && w.kind == commonWord)
	f.is("ends as an owner", w.owner)
	f.is("trade name", w.sense == aTradeName)
	f.is("in a term", w.inTerm)
	f.is("in several forms", w.forms > 1)
	f.is("several words", w.words > 1)
	f.add("unknown word, likely brands in the list", one(unknown)*m.guess)
	f.add("unknown word, unknown words in the list", one(unknown)*m.unknown)
	f.add("known word, brands are ordinary words", one(!unknown)*m.ordinary)
	f.add("likely brands in the list", m.guess)
	f.add("no market", 1-m.market)
	f.is("no lexicon", m.terms == [4]float64{})
	f.is("lexicon of another market", m.elsewhere())
	f.add("no market, unknown word", one(unknown)*(1-m.market))
	f.add("no market, name of a person", one(w.kind == nameWord)*(1-m.market))
	f.add("no market, listed", one(listed)*(1-m.market))
	f.add("keywords, log", math.Log2(1+n)/10)
	f.add("keywords, part", n/max(1, m.keywords))
	f.is("in a tenth of the keywords", n > .1*m.keywords && n > 5)
	share("first word", t.first)
	share("last word", t.last)
	f.is("a keyword alone", t.alone > 0)
	share("after for", t.afterFor)
	share("after in", t.afterIn)
	share("after by or from", t.afterBy)
	share("before for", t.beforeFor)
	share("beside vs", t.versus)
	share("frames of brands", t.frames[brandFrame])
	f.is("a frame of brands", t.frames[brandFrame] > 0)
	share("frames of solutions", t.frames[solutionFrame])
	share("frames of needs", t.frames[needFrame])
	share("frames of users", t.frames[userFrame])
	f.add("with questions, more than others", float64(t.articulate)/(n+1)-m.articulate*n/(n+1))
	f.add("with methods, more than others", float64(t.method)/(n+1)-m.method*n/(n+1))
	f.add("with trouble, more than others", float64(t.trouble)/(n+1)-m.trouble*n/(n+1))
	f.add("with comparison, more than others", float64(t.compare)/(n+1)-m.compare*n/(n+1))
	f.add("with buying, more than others", float64(t.buy)/(n+1)-m.buy*n/(n+1))
	share("before a solution", t.beforeSolution)
	share("after a solution", t.afterSolution)
	share("before a need", t.beforeNeed)
	share("after a need", t.afterNeed)
	share("with a brand", t.withBrand)
	share("with needs", t.anchors[Need])
	share("with solutions", t.anchors[Solution])
	share("with another language", t.withForeign)
	contexts := float64(t.contexts)
	f.add("in the place of brands", t.places[Brand]/(contexts+1))
	f.add("in the place of solutions", t.places[Solution]/(contexts+1))
	f.add("in the place of needs", t.places[Need]/(contexts+1))
	f.add("in the place of others", contexts/(n+1))
	f.add("in the place of likely brands", (t.likely+m.guess)/(contexts+1))
	f.is("in no other's place", t.contexts == 0)
	f.is("looks like a known brand", w.slip)
	f.add("stands as brands of the list", t.standing)
	f.add("unknown word, stands as brands of the list", one(unknown)*t.standing)
	f.add("unknown word, first word", one(unknown)*float64(t.first)/(n+1))
	f.add("unknown word, before a solution", one(unknown)*float64(t.beforeSolution)/(n+1))
	f.add("unknown word, in the place of likely brands", one(unknown)*(t.likely+m.guess)/(contexts+1))
	f.add("name of a person, in the place of likely brands", one(w.kind == nameWord)*(t.likely+m.guess)/(contexts+1))
	f.add("listed, ordinary, in the place of likely brands", one(ordinary)*(t.likely+m.guess)/(contexts+1))
	f.add("common word, in the place of likely brands", one(plain)*(t.likely+m.guess)/(contexts+1))
	f.add("common word, stands as brands of the list", one(plain)*t.standing)
	f.add("common word, frames of brands", one(plain)*float64(t.frames[brandFrame])/(n+1))
	f.add("listed, ordinary, stands as brands of the list", one(ordinary)*t.standing)
	f.add("before other words", float64(t.leads)/float64(t.withOthers+1))
	f.add("behind other words", float64(t.withOthers-t.leads)/float64(t.withOthers+1))
	for s := aProduct; s < aTradeName; s++ {
		f.addOf("means ", senseNames[s], one(w.words == 1 && w.kind >= rareWord && w.sense == s))
	}
}

// ofRole adds what speaks for a keyword's naming a need, a solution, or neither, if it
// names no brand.
func (f *features) ofRole(r *ruled, overlap [4]float64, pieces []profile, m *listFacts) {
	plain := r.plain()
	none := plain == Other
	soft := func(name string, role Role, mentioned bool) { f.add(name, one(!mentioned)*overlap[role]) }
	// both adds a feature, and again for keywords in which the lexicon knows nothing.
	both := func(name string, value float64) {
		f.add(name, value)
		f.addOf("unknown, ", name, one(none)*value)
	}
	f.add("bias", 1)
	f.is("unknown", none)
	f.is("a need by rule", plain == Need)
	f.is("a solution by rule", plain == Solution)
	f.is("ignored", r.ignored)
	f.is("mentions a need", r.need)
	f.is("mentions a solution", r.solution)
	f.is("gone wrong", r.gone)
	soft("part of a need", Need, r.need)
	soft("part of a solution", Solution, r.solution)
	soft("part of a brand", Brand, r.brand)
	both("question", one(r.articulate))
	both("learning", one(r.comprehend))
	both("method", one(r.method))
	both("trouble", one(r.trouble))
	both("comparison", one(r.compare))
	both("buying", one(r.buy))
	both("for whom", one(r.forWhom))
	f.is("question of a solution", r.articulate && plain == Solution)
	f.is("trouble of a solution", r.trouble && plain == Solution)
	f.is("method for a need", r.method && r.need)
	prior := math.Log((m.anchored[Need]+1)/(m.anchored[Solution]+1)) / 3
	known := m.known()
	both("needs in the list, log ratio", prior)
	both("known part of the list", known)
	both("no market", 1-m.market)
	both("no lexicon", one(m.terms == [4]float64{}))
	both("lexicon of another market", one(m.elsewhere()))
	f.is("no needs in the lexicon", m.terms[Need] == 0)
	f.is("no solutions in the lexicon", m.terms[Solution] == 0)
	f.is("no brands in the lexicon", m.terms[Brand] == 0)
	both("trouble in the list", m.trouble)
	both("buying in the list", m.buy)
	var need, solution, related, needFrames, solutionFrames, head float64
	for i := range pieces {
		p := &pieces[i]
		need += float64(p.need) / float64(len(pieces))
		solution += float64(p.solution) / float64(len(pieces))
		related = max(related, float64(p.related))
		needFrames = max(needFrames, float64(p.needFrames))
		solutionFrames = max(solutionFrames, float64(p.solutionFrames))
		head = float64(p.need) - float64(p.solution)
	}
	both("words with needs", need)
	both("words with solutions", solution)
	both("words of the market", related)
	both("frames of needs", needFrames)
	both("frames of solutions", solutionFrames)
	f.add("last word with needs, not solutions", head)
	f.add("open words", float64(len(pieces))/5)
	f.is("no open words", len(pieces) == 0)
	var last sense
	var others [senses]float64
	for i := range pieces {
		if i == len(pieces)-1 {
			last = pieces[i].sense
		} else {
			others[pieces[i].sense] += .5
		}
	}
	for s := range senses {
		f.addOf("last word ", senseNames[s], one(len(pieces) > 0 && last == s))
		f.addOf("another word ", senseNames[s], others[s])
	}
}
