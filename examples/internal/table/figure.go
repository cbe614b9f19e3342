package table

import (
	"fmt"
	"strconv"
	"strings"
)

// A Figure is a number that may not be known. JSON has it as a number or null.
type Figure struct {
	Value float64
	Known bool
}

// MarshalJSON writes the number, or null.
func (f Figure) MarshalJSON() ([]byte, error) {
	if !f.Known {
		return []byte("null"), nil
	}
	return strconv.AppendFloat(nil, f.Value, 'f', -1, 64), nil
}

// String is the number in a cell of CSV, "" where it is not known.
func (f Figure) String() string {
	if !f.Known {
		return ""
	}
	return strconv.FormatFloat(f.Value, 'f', -1, 64)
}

// Places prints the places that something can have: "3", "3–5", or "–" for none.
func Places(best, worst int) string {
	switch {
	case best == 0:
		return "–"
	case best == worst:
		return strconv.Itoa(best)
	}
	return fmt.Sprintf("%d–%d", best, worst)
}

// Title begins a text with a capital.
func Title(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
