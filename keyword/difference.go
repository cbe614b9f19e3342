package keyword

import "slices"

// Difference says in which ways two close variants, that is keywords with the
// same key, are typed otherwise, in this order:
//
//	word order      cream rash, rash cream
//	function words  cream for rash, rash cream
//	other word      nappy, diaper, which the caller has made one
//	plural          rash, rashes; also possession: baby, baby's
//	inflection      treat, treating; cheap, cheapest; knife, knives
//	spelling        colour, color
//	accents         café, cafe
//	spacing         t-shirt, tshirt; 8oz, 8 oz
//	capitals and signs
//
// It is nil for equal texts. Of keywords with different keys it says what differs
// beside their words.
func (a *Analyzer) Difference(x, y string) []string {
	if x == y {
		return nil
	}
	l := a.languageOf(x)
	var out []string
	text := func(t Token) string { return t.Text }
	stem := func(t Token) string { return t.Stem }
	s, t := a.Tokens(x), a.Tokens(y)
	if p, q := pick(s, false, stem), pick(t, false, stem); !slices.Equal(p, q) && slices.Equal(sorted(p), sorted(q)) {
		out = append(out, "word order")
	}
	if !slices.Equal(sorted(pick(s, true, text)), sorted(pick(t, true, text))) {
		out = append(out, "function words")
	}
	ways := map[string]bool{}
	forms := map[string][]string{} // of y, by stem
	for _, t := range t {
		if !t.Silent {
			forms[t.Stem] = append(forms[t.Stem], t.Text)
		}
	}
	for _, s := range s {
		if rest := forms[s.Stem]; !s.Silent && len(rest) > 0 {
			i := max(0, slices.Index(rest, s.Text))
			ways[l.way(s.Text, rest[i])] = true
			forms[s.Stem] = slices.Delete(rest, i, i+1)
		}
	}
	for _, way := range []string{"other word", "plural", "inflection", "spelling", "accents"} {
		if ways[way] {
			out = append(out, way)
		}
	}
	if spaced(x, s) != spaced(y, t) {
		out = append(out, "spacing")
	}
	if out == nil {
		out = append(out, "capitals and signs")
	}
	return out
}

// way says in what two words of one stem differ, "" where they do not.
func (l *lang) way(x, y string) string {
	if x == y {
		return ""
	}
	if concat(l.ownForm(x, nil)) != concat(l.ownForm(y, nil)) {
		return "other word"
	}
	x, y = l.fold(x, nil), l.fold(y, nil)
	switch {
	case x == y:
		return "accents"
	case !l.suffixes:
		return "inflection"
	case concat(l.base(x)) != concat(l.base(y)):
		return "spelling"
	case concat(l.singular(owner(x))) == concat(l.singular(owner(y))):
		return "plural"
	}
	return "inflection"
}

// spaced counts the words of a text that are written with a space or a hyphen, less
// those that are digits with what they count: how its letters are parted.
func spaced(text string, tokens []Token) int {
	n := 0
	for i, t := range tokens {
		if i > 0 && t.Start == tokens[i-1].End {
			n--
		}
		for _, r := range text[t.Start:t.End] {
			if p := plain(r); p == ' ' || p == '-' {
				n++
				break
			}
		}
	}
	return n
}

// pick returns what of gives of the tokens that are silent, or of those that are not.
func pick(tokens []Token, silent bool, of func(Token) string) []string {
	var out []string
	for _, t := range tokens {
		if t.Silent == silent {
			out = append(out, of(t))
		}
	}
	return out
}

func sorted(s []string) []string {
	s = slices.Clone(s)
	slices.Sort(s)
	return s
}
