package demand

import (
	"cmp"

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
func (c Counted) String() string { return nameOf(c, countedNames[:]) }

// termFirst orders terms as a report does.
func termFirst(a, b *Term) int {
	return cmp.Or(byDemand(a.Volume, b.Volume), byRank(a.Rank, b.Rank), cmp.Compare(a.Keyword, b.Keyword))
}

// keyword returns keyword k of a term: its hub, then its variants.
func (t *Term) keyword(k int) string {
	if k == 0 {
		return t.Keyword
	}
	return t.Variants[k-1].Keyword
}

// said returns what its source says of keyword k.
func (t *Term) said(k int) Volume {
	if k == 0 {
		return t.Said
	}
	return t.Variants[k-1].Volume
}

// known counts the keywords of which the volume is known.
func (t *Term) known() (n int) {
	for k := range 1 + len(t.Variants) {
		if t.said(k).Known() {
			n++
		}
	}
	return n
}
