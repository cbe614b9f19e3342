package keyword

import "fmt"

// A Role says what a keyword names. Of several, the one furthest along counts,
// and roles compare in that order: Brand > Solution > Need > Other.
type Role uint8

const (
	// Other: none of the roles, or it cannot be told.
	Other Role = iota
	// Need: a problem, symptom, wish, occasion or question, and no way to meet it.
	Need
	// Solution: a generic way to meet the need: a kind of product, ingredient,
	// service, remedy or method.
	Solution
	// Brand: one maker's name, product line, retailer, publisher, service or
	// organisation.
	Brand
)

// Roles are all roles in the order in which a market is told: need, solution,
// brand, and what is none of them.
func Roles() []Role { return []Role{Need, Solution, Brand, Other} }

var roleNames = [...]string{"other", "need", "solution", "brand"}

// String returns "need", "solution", "brand" or "other".
func (r Role) String() string { return name(roleNames[:], "Role", uint8(r)) }

// ParseRole reads what String writes.
func ParseRole(s string) (Role, error) {
	i, err := parse(roleNames[:], "role", s)
	return Role(i), err
}

// MarshalText writes the role as String does; so does JSON.
func (r Role) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (r *Role) UnmarshalText(text []byte) (err error) {
	*r, err = ParseRole(string(text))
	return err
}

// A Stage says how far along the searcher is on the way from feeling a need to
// settling it. Of several, the furthest counts, and stages compare in that order.
type Stage uint8

const (
	// NoStage: it cannot be told.
	NoStage Stage = iota
	// Aware: feels the need and names it ("diaper rash").
	Aware
	// Articulate: finds words for it: asks what it is, why, which kind.
	Articulate
	// Comprehend: learns that solutions exist and how they work.
	Comprehend
	// Compare: looks for the one that is better than the rest.
	Compare
	// Buy: wants to get it, or to come to terms.
	Buy
)

// Stages are all stages, the first step first, and last that of keywords that
// show none.
func Stages() []Stage { return []Stage{Aware, Articulate, Comprehend, Compare, Buy, NoStage} }

var stageNames = [...]string{"none", "aware", "articulate", "comprehend", "compare", "buy"}

// String returns "aware", "articulate", "comprehend", "compare", "buy" or "none".
func (s Stage) String() string { return name(stageNames[:], "Stage", uint8(s)) }

// ParseStage reads what String writes.
func ParseStage(s string) (Stage, error) {
	i, err := parse(stageNames[:], "stage", s)
	return Stage(i), err
}

// MarshalText writes the stage as String does; so does JSON.
func (s Stage) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (s *Stage) UnmarshalText(text []byte) (err error) {
	*s, err = ParseStage(string(text))
	return err
}

func name(names []string, kind string, i uint8) string {
	if int(i) < len(names) {
		return names[i]
	}
	return fmt.Sprintf("%s(%d)", kind, i)
}

func parse(names []string, kind, s string) (int, error) {
	for i, n := range names {
		if n == s {
			return i, nil
		}
	}
	return 0, fmt.Errorf("keyword: unknown %s: %q, want one of %q", kind, s, names)
}
