package main

import (
	"bufio"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/bounds"
	"github.com/needscape/needscape/examples/internal/table"
	"github.com/needscape/needscape/keyword"
)

// suggestTop is how many terms are suggested for each role, unless -top says otherwise.
const suggestTop = 30

// sampleWidth is how many columns a keyword that has a suggested term takes at most.
const sampleWidth = 36

// writeSuggestions writes a lexicon with the terms that a list suggests for it below those
// that it has, so that [keyword.ReadLexicon] reads it.
func writeSuggestions(w *bufio.Writer, r *demand.Report, opt options, lexicon keyword.Lexicon, suggested map[keyword.Role][]keyword.Suggestion) error {
	s := bounds.Scale(r.Period.Factor(opt.per))
	fmt.Fprintf(w, `# A lexicon with what %s keywords suggest for it, the terms that matter most first.
# Delete the lines that are wrong, or move them below [ignore], and save the rest as your lexicon.
# Behind a term: how sure its role is, its %s a %s, its keywords, the reason, and some of the keywords.

`, table.Number(float64(r.Totals.Keywords)), r.Measure, opt.per)
	for _, part := range []struct {
		heading string
		terms   []string
		role    keyword.Role
	}{{"need", lexicon.Need, keyword.Need}, {"solution", lexicon.Solution, keyword.Solution}, {"brand", lexicon.Brand, keyword.Brand}, {heading: "ignore", terms: lexicon.Ignore}} {
		fmt.Fprintf(w, "[%s]\n", part.heading)
		for _, term := range part.terms {
			fmt.Fprintln(w, term)
		}
		var t table.Table
		for _, x := range suggested[part.role] {
			t.Row(x.Term, table.Right(fmt.Sprintf("# %.0f %%", 100*x.Confidence)), table.Right(searches(x.Demand, s)), table.Right(table.Number(float64(x.Keywords))), x.Why, samples(x))
		}
		if err := t.Write(w, ""); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	return nil
}

// searches prints the searches for a suggested term; those that are not known are none.
func searches(n int64, s bounds.Scale) string {
	if n == 0 {
		return "–"
	}
	return table.Number(s.Round(n).Value)
}

// samples prints the keywords of a suggestion.
func samples(x keyword.Suggestion) string {
	var out []string
	for _, k := range x.Samples {
		if s := fmt.Sprintf("%q", table.Clip(k, sampleWidth)); len(s) <= 4*sampleWidth {
			out = append(out, s)
		}
	}
	return strings.Join(out, ", ")
}

// suggestions returns how many terms are to be suggested for each role.
func (o options) suggestions() int { return cmp.Or(o.top, suggestTop) }

// toAdd returns the first top suggestions of each role that can be added to a lexicon
// together: terms that read back as they are, of close variants the first, and none that
// the lexicon has.
func toAdd(suggestions []keyword.Suggestion, a *keyword.Analyzer, lexicon keyword.Lexicon, top int) map[keyword.Role][]keyword.Suggestion {
	had := map[string]bool{}
	take := func(term string) bool {
		variants, words := "="+a.Key(term), loud(a, term)
		isNew := words != "" && !had[variants] && !had[words]
		had[variants], had[words] = true, true
		return isNew
	}
	for _, terms := range [][]string{lexicon.Need, lexicon.Solution, lexicon.Brand, lexicon.Ignore} {
		for _, term := range terms {
			take(term)
		}
	}
	out := map[keyword.Role][]keyword.Suggestion{}
	for _, x := range suggestions {
		if len(out[x.Role]) < top && readsBack(x.Term) && take(x.Term) {
			out[x.Role] = append(out[x.Role], x)
		}
	}
	return out
}

// loud returns the stems of a term that are not silent, which no two terms of a classifier
// share.
func loud(a *keyword.Analyzer, term string) string {
	var stems []string
	for _, t := range a.Tokens(term) {
		if !t.Silent {
			stems = append(stems, t.Stem)
		}
	}
	return strings.Join(stems, " ")
}

// longestTerm is the longest term that is suggested, in bytes: with its comment it must
// fit into a line of a lexicon.
const longestTerm = 100

// readsBack reports whether a term of a lexicon is read as it was written.
func readsBack(term string) bool {
	if len(term) > longestTerm {
		return false
	}
	l, err := keyword.ReadLexicon(strings.NewReader("[need]\n"+term+" # "), "")
	return err == nil && slices.Equal(l.Need, []string{term})
}
