package demand

import (
	"fmt"
	"reflect"
	"slices"
)

// nameOf returns the name of a value of an enumeration: "need", or "Kind(9)" for one that
// has none.
func nameOf[T ~uint8](x T, names []string) string {
	if int(x) < len(names) {
		return names[x]
	}
	return fmt.Sprintf("%s(%d)", reflect.TypeFor[T]().Name(), uint8(x))
}

// parseName reads what nameOf returns. What is asked for is named in the error.
func parseName[T ~uint8](s, what string, names []string) (T, error) {
	if i := slices.Index(names, s); i >= 0 {
		return T(i), nil
	}
	return 0, fmt.Errorf("demand: %s %q: want one of %q", what, s, names)
}
