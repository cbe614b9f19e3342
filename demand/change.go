package demand

// An Outcome is what became of a demand.
type Outcome uint8

const (
	// NotCompared: of one of the times nothing is known that could be compared.
	NotCompared Outcome = iota
	// NoChange: no measurable change; what changed, if anything, is smaller than the
	// bounds of what was measured.
	NoChange
	// Grown: it has more searches, whatever the numbers mean.
	Grown
	// Shrunk: it has fewer, whatever the numbers mean.
	Shrunk
	// New: it is in the later list only. [Change.Basis] says what is known of the market.
	New
	// Gone: it is in the earlier list only.
	Gone
)

var outcomeNames = [...]string{"not compared", "no measurable change", "grown", "shrunk", "new", "gone"}

// String returns "not compared", "no measurable change", "grown", "shrunk", "new" or "gone".
func (o Outcome) String() string { return nameOf(o, outcomeNames[:]) }

// outcomeOf tells what the bounds of a change decide.
func outcomeOf[N int64 | float64](known bool, low, high N) Outcome {
	switch {
	case !known:
		return NotCompared
	case low > 0:
		return Grown
	case high < 0:
		return Shrunk
	}
	return NoChange
}

// A Basis is the evidence that decided an outcome.
type Basis uint8

const (
	// OnNothing: one of the two numbers is unknown.
	OnNothing Basis = iota
	// OnNumbers: the printed numbers.
	OnNumbers
	// OnMonths: the months, too. Two averages of twelve months share those of both
	// snapshots, which print them the same; only the others can have changed the average.
	OnMonths
	// OnVariants: the lists have different close variants of it, and counts of these are
	// not compared.
	OnVariants
	// OnList: it is in one list only, and nothing more is known.
	OnList
	// OnCutList: it is missing from a list that its tool cut off, and may have been below
	// the cut.
	OnCutList
	// OnSearched: it is new in the list, or gone from it, and not in the market: the
	// months of the list that has it show searches at the time of the other.
	OnSearched
	// OnUnsearched: it is new or gone in the market, too: those months show none.
	OnUnsearched
)

var basisNames = [...]string{
	"of one time nothing is known", "by the printed numbers", "by the months that only one of them has", "the lists have different close variants",
	"in one list only", "missing from a list that was cut off", "in one list only, but searched at the time of the other", "not searched at the time of the other",
}

// String says it in words.
func (b Basis) String() string { return nameOf(b, basisNames[:]) }

// A Shift is by how many searches a period a demand changed, as an interval; below 0 are
// fewer. A bound that there is not is infinite. The zero Shift is one that cannot be told.
type Shift struct {
	Low, High float64
	Known     bool
}

// A Change is what became of one demand: of a set of close variants.
type Change struct {
	*Term            // of the later list with the most demand, or of the earlier one where it is gone
	From, To []*Term // the terms of either list that are this demand; several where the lists merge differently

	// Before and After are what the lists say of all its close variants that they have.
	// Where it is in one list only, the other is what the months of that list say of the
	// time of the other, or unknown.
	Before, After Volume

	Outcome Outcome
	Basis   Basis

	// Shift and Rate, as a fraction of Before, are of the keywords that are in both
	// lists. They may be known of what is new or gone: by its months.
	Shift Shift
	Rate  Fraction

	// Year is by which fraction the months that are later than the earlier snapshot
	// changed against the same months a year before, as far as both are known.
	Year Fraction

	// Revised is whether the later list prints other numbers for months of both, so that
	// its tool has changed its mind about the past. Then they are not the same searches.
	Revised bool

	// Was and Is are its places within its role among the terms of both lists.
	Was, Is Place

	sure int64 // by how many twelfths of a search it changed at least
}
