package keyword

import "slices"

// Difference says in which ways two close variants, that is keywords with the
// same key, are typed otherwise: "capitals and signs", "word order", "function
// words", "inflection", in this order. It is nil for equal texts. Of keywords
// with different keys it says what differs beside their words.
func (a *Analyzer) Difference(x, y string) []string {
	if x == y {
		return nil
	}
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
	if !slices.Equal(sorted(pick(s, false, text)), sorted(pick(t, false, text))) {
		out = append(out, "inflection")
	}
	if out == nil {
		out = append(out, "capitals and signs")
	}
	return out
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
