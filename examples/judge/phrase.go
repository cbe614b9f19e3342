package main

import (
	"slices"
	"strings"
	"unicode"

	"github.com/needscape/needscape/keyword"
)

// phrases tells roles by the lexicon alone, as one does with a spreadsheet: a keyword
// that has all words of a term, in any order, has the term's role, brand before solution
// before need. Words are runs of letters, digits and "_", without a final s.
func phrases(lexicon keyword.Lexicon, keywords []string) []keyword.Role {
	out := make([]keyword.Role, len(keywords))
	for _, role := range []struct {
		role  keyword.Role
		terms []string
	}{{keyword.Need, lexicon.Need}, {keyword.Solution, lexicon.Solution}, {keyword.Brand, lexicon.Brand}} {
		for _, term := range role.terms {
			words := plainWords(term)
			for i, k := range keywords {
				if len(words) > 0 && hasAll(plainWords(k), words) {
					out[i] = role.role
				}
			}
		}
	}
	return out
}

func hasAll(all, words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(all, w) })
}

func plainWords(s string) []string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	for i, w := range words {
		words[i] = strings.TrimSuffix(w, "s")
	}
	return words
}
