package export

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/needscape/needscape/demand"
)

// beside finds the columns of facts among those that are nothing else.
func (l *layout) beside() {
	positioned := false
	positions := kindOf("position")
	var lists []factColumn // come last: columns before them say what the page of the row is
	l.monthly = find(l.columns, monthlyNames)
	for i, c := range l.columns {
		if i == l.monthly || i == l.keyword || i == l.volume || i == l.low || i == l.high || i == l.plus || i == l.rank || i == l.trend && l.trendMonths > 0 {
			continue
		}
		if isNamed(c, l.format.others) >= 0 {
			l.others = append(l.others, otherColumn{i, l.format.measure})
			continue
		}
		if m, ok := measureOf(c); ok {
			l.others = append(l.others, otherColumn{i, m})
			continue
		}
		if l.format.tracker && isDay(c) { // of the days, the last
			l.facts = slices.DeleteFunc(l.facts, func(f factColumn) bool { return f.kind == positions })
			l.facts = append(l.facts, factColumn{column: i, kind: positions, name: l.names[i]})
			continue
		}
		name, money := moneyName(c)
		if kind := cmp.Or(kindOf(name), kindOf(bareName(name))); kind != nil {
			l.facts = append(l.facts, factColumn{column: i, kind: kind, name: l.names[i], money: money})
		} else if slices.Contains(listKind.names, name) {
			lists = append(lists, factColumn{column: i, kind: &listKind, name: l.names[i]})
		} else if l.format.planner && i > l.volume && i < find(l.columns, kindOf("competition").names) {
			l.facts = append(l.facts, factColumn{column: i, kind: kindOf("three month change"), name: l.names[i]}) // in any language
		} else if l.format.compared && !positioned && endsIn(c, positions.names) {
			positioned = true
			l.facts = append(l.facts, factColumn{column: i, kind: positions, name: l.names[i]})
		} else if site := siteOf(c); site != "" {
			l.facts = append(l.facts, factColumn{column: i, kind: &siteKind, name: l.names[i], site: site})
		} else if n := pagePosition(c); n > 0 {
			l.facts = append(l.facts, factColumn{column: i, kind: &pageKind, name: l.names[i], position: n})
		}
	}
	// A rank without a page is one of keywords, such as by searches.
	if !slices.ContainsFunc(l.facts, func(f factColumn) bool { return f.kind == kindOf("url") }) {
		l.facts = slices.DeleteFunc(l.facts, func(f factColumn) bool { return f.kind == kindOf("rank") })
	}
	l.facts = append(l.facts, lists...)
}

// isDay reports whether a column is named by a day: 2026-02-20, 20/02/2026.
func isDay(column string) bool {
	parts := strings.FieldsFunc(column, func(r rune) bool { return strings.ContainsRune("-/.", r) })
	return len(parts) == 3 && !slices.ContainsFunc(parts, func(p string) bool {
		n, err := strconv.Atoi(p)
		return err != nil || n < 1 || n > 2100
	})
}

// siteOf reads the name of a column with the position of one site: a.example, or
// a.example: Position; "" for any other.
func siteOf(column string) string {
	site, what, _ := strings.Cut(column, ": ")
	site = strings.TrimSuffix(site, "/")
	dot := strings.LastIndexByte(site, '.')
	if what != "" && kindOf(what) != kindOf("position") || dot <= 0 || len(site)-dot <= 2 ||
		strings.ContainsFunc(site[dot+1:], func(r rune) bool { return !unicode.IsLetter(r) }) || strings.ContainsAny(site, " ()%,") {
		return ""
	}
	return site
}

// pagePosition reads the name of a column with the page at one position: url 1,
// position 3, #5, 7; 0 for any other.
func pagePosition(column string) int {
	position := 0
	for w := range strings.FieldsFuncSeq(column, func(r rune) bool { return strings.ContainsRune(" #_-.:", r) }) {
		n, err := strconv.Atoi(w)
		switch {
		case err == nil && position == 0 && 1 <= n && n <= 100:
			position = n
		case err == nil || !slices.Contains([]string{"url", "position", "pos", "rank", "result", "link", "top", "serp", "page", "google"}, w):
			return 0
		}
	}
	return position
}

// endsIn reports whether a column has a time before one of the names, as in Search
// Console where it compares two: last 28 days position.
func endsIn(column string, names []string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return strings.HasSuffix(column, " "+n) })
}

// kindOf finds what a column of a name says, nil where it is not known.
func kindOf(name string) *factKind {
	for k := range factKinds {
		if slices.Contains(factKinds[k].names, name) {
			return &factKinds[k]
		}
	}
	return nil
}

// measureOf tells columns of clicks and impressions, which stand beside volumes.
func measureOf(column string) (demand.Measure, bool) {
	if strings.Contains(column, "%") || strings.Contains(column, "change") {
		return 0, false
	}
	for _, m := range []struct {
		measure demand.Measure
		names   []string
	}{{demand.Clicks, clickNames}, {demand.Impressions, impressionNames}} {
		if endsIn(column, m.names) {
			return m.measure, true
		}
		for _, name := range m.names {
			if column == name || bareName(column) == name {
				return m.measure, true
			}
		}
	}
	return 0, false
}

// moneyName parts a column's name from the currency behind it: cpc (usd), cpc
// [czk], approximate cpc (search) - usd.
func moneyName(column string) (name, currency string) {
	name = column
	if i := strings.LastIndexAny(column, "([-"); i > 0 {
		inside := strings.Trim(column[i:], "()[]- ")
		if code, ok := signs[inside]; ok {
			name, currency = column[:i], code
		} else if runes := []rune(inside); len(runes) == 3 && unicode.IsLetter(runes[0]) || len(runes) == 1 && unicode.Is(unicode.Sc, runes[0]) {
			name, currency = column[:i], strings.ToUpper(inside)
		}
	}
	return strings.TrimSpace(name), currency
}
