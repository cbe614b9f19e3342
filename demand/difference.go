package demand

import (
	"context"

	"github.com/needscape/needscape/keyword"
)

// DiffOptions say how snapshots are compared. The zero value is that of each field.
type DiffOptions struct {
	// Analyzer tells close variants: keywords of the two lists that are such are one
	// demand, and so are names of needs, solutions and brands, unless Pair has a Name. Nil
	// is keywords as typed. It should be the one by which the reports were made.
	Analyzer *keyword.Analyzer

	// Pair says what terms mention (see [Report.Pair]).
	Pair PairOptions

	// Level is the part of cases in which likely outcomes are to be right. 0 is 0.95.
	Level float64

	// ListsOnly compares which keywords the lists have, and no volumes, so that nothing is
	// refused: lists of different tools.
	ListsOnly bool
}

// A Difference is what changed from one snapshot to another.
type Difference struct {
	Before, After Snapshot
	Measure       Measure
	Period        Period // of volumes and changes: that of the later

	// Keywords are all demands of either list, each in one change: first what has grown or
	// shrunk, what changed most for sure first; then what is new or gone, then what has
	// not measurably changed, and last what is not compared, the most demand first. Ties by
	// text.
	Keywords []Change

	Total     Movement
	Roles     []RoleMovement  // the rungs of [Report.Ladder], in its order
	Stages    []StageMovement // likewise of [Report.Stages]
	Needs     []NameMovement  // what changed most for sure first, then the most demand, ties by name
	Solutions []NameMovement
	Brands    []NameMovement
	Groups    []NameMovement // a term that is in another group than before leaves one and enters the other

	Shares []ShareMovement // of search: those of the market, then those by need
	Notes  []string        // doubts and choices, each a sentence
}

// A RoleMovement is that of a role.
type RoleMovement struct {
	Role keyword.Role
	Movement
}

// A StageMovement is that of a stage.
type StageMovement struct {
	Stage keyword.Stage
	Movement
}

// A NameMovement is that of a need, a solution, a brand or a group.
type NameMovement struct {
	Name string
	Movement
}

// Diff returns what changed from one snapshot to another, or a [*CompareError] where they
// cannot be compared (see [Comparable]).
//
// A demand is one where the lists share one of its keywords, or have close variants of
// it. It is compared by the keywords of it of which both lists know a volume, counted as
// [Market.Report] counts them: a variant that only one list has is no change. Where a tool
// counted two keywords together before and apart now, both are in both lists, and what
// they have together is compared.
//
// The printed number is an average. Where both lists have its months and print those of
// both the same, these cancel, and the change is that of the months that only one has: so
// exports a month apart are compared by two months of twelve, of the same name. Both ways
// give hard bounds, and the truth is within both. Where the later list prints other numbers
// for the past, nothing cancels.
//
// What a term is ("need", "desitin") is what the later list says of it, so that a classifier
// that has learnt something moves no demand.
//
// The result does not depend on the order of terms. Time is O(n log n).
func Diff(ctx context.Context, before, after Snapshot, opt DiffOptions) (*Difference, error) {
	notes, err := Comparable(before, after)
	if err != nil && !opt.ListsOnly {
		return nil, err
	}
	if opt.ListsOnly {
		notes = append(notes, "only which keywords the lists have is compared")
	}
	f := &differ{opt: opt, d: &Difference{Before: before, After: after, Notes: notes}}
	f.prepare()
	var p identity
	f.d.Keywords = make([]Change, 0, len(f.members))
	for i := range f.members {
		if i&0xfff == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		f.identity(i, &p)
		f.change(&p)
	}
	f.finish()
	return f.d, nil
}
