package demand

import (
	_ "embed"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/needscape/needscape/keyword"
)

// An Assumption is a number that searches do not tell, as an interval, and where it
// comes from. The zero Assumption is one that is not given: nothing stands in for it.
type Assumption struct {
	Low, High float64
	Source    string // a sentence, an address and a date
	Known     bool
}

// Assume returns an assumption that is given.
func Assume(low, high float64, source string) Assumption {
	return Assumption{low, high, source, true}
}

// Assumptions are what turns searches into people. Those that are not given leave out
// the steps that need them.
type Assumptions struct {
	Place string // that they are of: "us", "world"

	// Searches is how many of the market's searches a person makes in a month, on the
	// average over the people who are to be counted: over those who search in a month at
	// all, it is 1 or more. There is no published figure for a need, and so no default.
	Searches Assumption

	// ByRole is the same of the people of one role, by [keyword.Role], where they search
	// more or less often than others: need, solution and brand.
	ByRole [keyword.Brand + 1]Assumption

	Engine     Assumption // the part of all engines' searches that the source counts, 0 to 1
	Online     Assumption // the part of the population that uses the internet, 0 to 1
	Population Assumption // people
}

// The names of assumptions in a file.
const (
	nameSearches   = "searches"
	nameEngine     = "engine"
	nameOnline     = "online"
	namePopulation = "population"
)

// The reasons for which an assumption is refused.
var (
	errAssumption       = errors.New("assumption is no interval, want 0 < low <= high")
	errAssumptionPart   = errors.New("assumption is more than the whole, want at most 1")
	errAssumptionSource = errors.New("assumption has no source")
	errAssumptionName   = errors.New("unknown assumption, want searches, need, solution, brand, engine, online or population")
	errAssumptionTwice  = errors.New("stands twice")
	errAssumptionFields = errors.New("want place, what, low, high and a source")
)

// at returns the assumption of a name, nil where there is none.
func (a *Assumptions) at(name string) *Assumption {
	switch name {
	case nameSearches:
		return &a.Searches
	case nameEngine:
		return &a.Engine
	case nameOnline:
		return &a.Online
	case namePopulation:
		return &a.Population
	}
	if role, err := keyword.ParseRole(name); err == nil && role != keyword.Other {
		return &a.ByRole[role]
	}
	return nil
}

// names are those of all assumptions, in the order of a file.
func (*Assumptions) names() []string {
	names := []string{nameSearches}
	for _, role := range people {
		names = append(names, role.String())
	}
	return append(names, nameEngine, nameOnline, namePopulation)
}

// Or returns the assumptions, with those of b where none is given: an analyst's own over
// published ones.
func (a Assumptions) Or(b Assumptions) Assumptions {
	for _, name := range a.names() {
		if p := a.at(name); !p.Known {
			*p = *b.at(name)
		}
	}
	if a.Place == "" {
		a.Place = b.Place
	}
	return a
}

// Check returns an error that names each assumption which is given and cannot be.
func (a Assumptions) Check() error {
	var bad []error
	for _, name := range a.names() {
		if p := a.at(name); p.Known {
			if err := p.check(name); err != nil {
				bad = append(bad, fmt.Errorf("demand: %s: %w", name, err))
			}
		}
	}
	return errors.Join(bad...)
}

// check says what is wrong with a given assumption.
func (a *Assumption) check(name string) error {
	switch {
	case !(a.Low > 0 && a.Low <= a.High) || math.IsInf(a.High, 0):
		return errAssumption
	case (name == nameEngine || name == nameOnline) && a.High > 1:
		return errAssumptionPart
	case strings.TrimSpace(a.Source) == "":
		return errAssumptionSource
	}
	return nil
}

//go:embed data/assumptions.txt
var publishedText string

var published = sync.OnceValue(func() []Assumptions {
	all, err := ReadAssumptions(strings.NewReader(publishedText), "assumptions.txt")
	if err != nil {
		panic(err) // a test reads it
	}
	return all
})

// Published returns the published assumptions of a place ("world", or a country by ISO
// 3166 as in "us"), each with its source; ok is false where there are none. They never
// have searches a person.
func Published(place string) (a Assumptions, ok bool) {
	for _, a := range published() {
		if a.Place == place {
			return a, true
		}
	}
	return Assumptions{}, false
}

// PublishedPlaces returns the places of which [Published] knows something.
func PublishedPlaces() []string {
	var places []string
	for _, a := range published() {
		places = append(places, a.Place)
	}
	return places
}

// ReadAssumptions reads assumptions: plain UTF-8 text, one a line, as in
//
//	us engine 86% 91% StatCounter, 2024 to April 2025 https://…
//
// with the place, what it is (searches; need, solution or brand for searches of people of
// one role; engine, online, population), the least and the most that it can be, as a
// number or in per cent, and where it comes from. A line that begins with # is a comment.
// Places come in the order in which they first stand.
//
// Lines that cannot be used are left out and returned together as one error of
// [*RowError] values, beside the rest.
func ReadAssumptions(r io.Reader, name string) ([]Assumptions, error) {
	var all []Assumptions
	err := readLines(r, name, func(line string) *RowError { return assumptionLine(line, &all) })
	return all, err
}

// assumptionLine adds the assumption of a line, or says why not and where.
func assumptionLine(line string, all *[]Assumptions) *RowError {
	var field [5]string
	var column [5]int
	rest := line
	for i := range field {
		cut := strings.TrimLeft(rest, " \t")
		column[i] = len(line) - len(cut) + 1
		field[i], rest = cut, ""
		if end := strings.IndexAny(cut, " \t"); end >= 0 && i < 4 {
			field[i], rest = cut[:end], cut[end:]
		}
	}
	refuse := func(i int, reason error) *RowError {
		return &RowError{Column: column[i], Text: shorten(field[i]), Err: reason}
	}
	if field[3] == "" {
		return refuse(0, errAssumptionFields)
	}
	i := slices.IndexFunc(*all, func(a Assumptions) bool { return a.Place == field[0] })
	a := Assumptions{Place: field[0]}
	if i >= 0 {
		a = (*all)[i]
	}
	p := a.at(field[1])
	switch {
	case p == nil:
		return refuse(1, errAssumptionName)
	case p.Known:
		return refuse(1, errAssumptionTwice)
	}
	low, err := parsePart(field[2])
	if err != nil {
		return refuse(2, errAssumption)
	}
	high, err := parsePart(field[3])
	if err != nil {
		return refuse(3, errAssumption)
	}
	*p = Assume(low, high, field[4])
	if err := p.check(field[1]); err != nil {
		return refuse(2, err)
	}
	if i < 0 {
		*all = append(*all, a)
	} else {
		(*all)[i] = a
	}
	return nil
}
