package export

import (
	"bytes"
	"strings"

	"github.com/needscape/needscape/keyword"
)

// A brandColumn is one that tells of keywords whether they name a brand.
type brandColumn struct {
	column int
	said   func(cell []byte) keyword.Said
}

// brandColumns finds the columns that say it:
//
//   - Ahrefs's intents in one cell, among them Branded or Non-branded. Those of Semrush have
//     neither: what it calls navigational is any page that somebody wants to get to.
//   - Ahrefs's column of yes and no, in Organic Keywords and in the JSON of its API.
//   - Keyword Planner's concepts in English: a column for each group of concepts, with the
//     concept of the keyword if it has one of that group. Which groups are of brands only
//     these names say: Brand, Brands, Other Brands, Non-Brands. In other languages, and of
//     groups such as Healthcare Company, nothing is said.
//   - The concepts of the Google Ads API, whose groups have a type, in any language.
func (l *layout) brandColumns() (out []brandColumn) {
	for i, c := range l.columns {
		said := brandSaying(c)
		if i != l.keyword && said != nil {
			out = append(out, brandColumn{i, said})
		}
	}
	return out
}

// brandSaying is how a column of a name says it, nil where it does not.
func brandSaying(name string) func([]byte) keyword.Said {
	switch kind := kindOf(bareName(name)); {
	case kind == kindOf("intents"):
		return brandAmong
	case kind == kindOf("branded"):
		return brandWord
	case name == "concepts":
		return brandType
	}
	name, ok := strings.CutPrefix(name, "concept: ")
	group := brandConcepts[name]
	if !ok || group == keyword.NotSaid {
		return nil
	}
	return func(cell []byte) keyword.Said {
		concept := keyword.Normalize(string(cell))
		if said := brandConcepts[concept]; said != keyword.NotSaid || missing[concept] {
			return said
		}
		return group
	}
}

// brandConcepts are those of Keyword Planner's groups of concepts that say whether they
// are of brands, and concepts in them that do.
var brandConcepts = map[string]keyword.Said{
	"brand": keyword.SaidYes, "brands": keyword.SaidYes, "other brands": keyword.SaidYes,
	"non-brand": keyword.SaidNo, "non-brands": keyword.SaidNo,
}

// brandAmong reads a list of intents. It looks for the word first, as most of a list are
// others.
func brandAmong(cell []byte) keyword.Said {
	at := func(b []byte) int { return max(bytes.Index(b, []byte("randed")), bytes.Index(b, []byte("RANDED"))) }
	for i := at(cell); i >= 0; i = at(cell) {
		from, to := i, i
		for from > 0 && !partsIntents(rune(cell[from-1])) {
			from--
		}
		for to < len(cell) && !partsIntents(rune(cell[to])) {
			to++
		}
		switch part := bytes.TrimSpace(cell[from:to]); {
		case bytes.EqualFold(part, []byte("branded")):
			return keyword.SaidYes
		case bytes.EqualFold(part, []byte("non-branded")):
			return keyword.SaidNo
		}
		cell = cell[to:]
	}
	return keyword.NotSaid
}

// brandWord reads yes or no.
func brandWord(cell []byte) keyword.Said {
	switch yes, err := yesOrNo(string(cell)); {
	case err != nil:
		return brandAmong(cell) // a table of one's own
	case yes:
		return keyword.SaidYes
	}
	return keyword.SaidNo
}

// brandType reads concepts in JSON by the types of their groups, of
// KeywordPlanConceptGroupType: BRAND, OTHER_BRANDS, NON_BRAND.
func brandType(cell []byte) keyword.Said {
	switch {
	case bytes.Contains(cell, []byte(`"BRAND"`)) || bytes.Contains(cell, []byte(`"OTHER_BRANDS"`)):
		return keyword.SaidYes
	case bytes.Contains(cell, []byte(`"NON_BRAND"`)):
		return keyword.SaidNo
	}
	return keyword.NotSaid
}

// branded is what the record says of whether its keyword names a brand. Where columns
// contradict each other it does.
func (p *parser) branded() (said keyword.Said) {
	for _, c := range p.layout.branded {
		cell := bytes.TrimSpace(p.rec.text(c.column, &p.scratch[1]))
		if len(cell) == 0 {
			continue
		}
		switch c.said(cell) {
		case keyword.SaidYes:
			return keyword.SaidYes
		case keyword.SaidNo:
			said = keyword.SaidNo
		}
	}
	return said
}
