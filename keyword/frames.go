package keyword

import (
	"fmt"
	"slices"
	"strings"
)

// A frameKind is what a frame speaks for.
type frameKind uint8

const (
	brandFrame frameKind = iota
	solutionFrame
	needFrame
	userFrame  // for whom
	placeFrame // where
	frameKinds
)

var frameNames = [frameKinds]string{"brand", "solution", "need", "user", "place"}

// A frame is a phrase beside which a word stands.
type frame struct {
	words []string
	after bool // the word stands after it: "how to treat X"
	kind  frameKind
}

// readFrames reads the frames of a language; there are none yet but for English.
func (l *lang) readFrames(base string) error {
	text, err := data.ReadFile("data/frames-" + base + ".txt")
	if err != nil {
		return nil
	}
	for line := range dataLines(string(text)) {
		kind := frameKind(0)
		for kind < frameKinds && frameNames[kind] != line.heading {
			kind++
		}
		if kind == frameKinds {
			return fmt.Errorf("line %d: no such heading: %q", line.number, line.heading)
		}
		words := strings.Fields(line.text)
		last := len(words) - 1
		switch {
		case last > 0 && words[0] == "X":
			l.frames = append(l.frames, frame{words: words[1:], kind: kind})
		case last > 0 && words[last] == "X":
			l.frames = append(l.frames, frame{words: words[:last], after: true, kind: kind})
		default:
			return fmt.Errorf("line %d: X is neither the first word nor the last: %q", line.number, line.text)
		}
	}
	return nil
}

// frameTries find the frames in which words stand.
type frameTries struct {
	before, after trie    // of the words before, the last first; of those after
	kinds         []uint8 // a bit for each kind, by number - 1
}

func (c *Classifier) frameTries() *frameTries {
	t := &frameTries{}
	for _, l := range c.analyzer.languages() {
		for _, f := range l.frames {
			var words []int32
			for _, w := range f.words {
				words = append(words, c.symbol(l.stemOf(l.wordText(w))))
			}
			into := &t.after
			if f.after {
				into = &t.before
				slices.Reverse(words)
			}
			n := into.add(words, int32(len(t.kinds)+1))
			if int(n) > len(t.kinds) {
				t.kinds = append(t.kinds, 0)
			}
			t.kinds[n-1] |= 1 << f.kind
		}
	}
	return t
}

// of returns a bit for each kind of frame in which the words first to last stand.
func (t *frameTries) of(symbols []int32, first, last int) (kinds uint8) {
	if n, _ := t.after.longest(symbols[last+1:]); n != 0 {
		kinds |= t.kinds[n-1]
	}
	var room [8]int32
	back := room[:0]
	for i := first - 1; i >= 0 && len(back) < len(room); i-- {
		back = append(back, symbols[i])
	}
	if n, _ := t.before.longest(back); n != 0 {
		kinds |= t.kinds[n-1]
	}
	return kinds
}
