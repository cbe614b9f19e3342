package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/keyword"
)

// labelled returns the roles of the keywords of a market that a person has labelled.
func labelled(t testing.TB, path string) (keywords []string, roles map[string]string) {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	roles = map[string]string{}
	for line := range strings.Lines(string(text)) {
		if cells := strings.Split(strings.TrimSpace(line), "\t"); len(cells) == 3 && cells[0][0] != '#' {
			keywords, roles[cells[0]] = append(keywords, cells[0]), cells[1]
		}
	}
	return keywords, roles
}

// right counts the keywords whose role is told as they are labelled.
func right(a answer, roles map[string]string, of func(keyword string) bool) (right, all int) {
	count := func(k, role string) {
		if of(k) {
			all++
			if roles[k] == role {
				right++
			}
		}
	}
	for _, k := range a.Keywords {
		count(k.Keyword, k.Role)
		for _, v := range k.Variants {
			count(v.Keyword, k.Role)
		}
	}
	return right, all
}

// TestThreeTerms: three terms a role find most of the other keywords, more than they do
// by themselves, and most brands that they do not name.
func TestThreeTerms(t *testing.T) {
	keywords, roles := labelled(t, "testdata/snoring.tsv")
	list := strings.Join(keywords, "\n")
	learnt := rankJSON(t, list, "-lexicon", "testdata/snoring.lexicon.txt")
	alone := rankJSON(t, list, "-lexicon", "testdata/snoring.lexicon.txt", "-learn=false")
	any := func(string) bool { return true }
	found, all := right(learnt, roles, any)
	before, _ := right(alone, roles, any)
	require.Equal(t, len(keywords), all)
	assert.Greater(t, found, before)
	assert.Greater(t, 2*found, all)

	named := regexp.MustCompile("breathe right|zquiet|snorerx")
	brands := func(k string) bool { return roles[k] == "brand" && !named.MatchString(k) }
	found, all = right(learnt, roles, brands)
	assert.Greater(t, 2*found, all)
	found, _ = right(alone, roles, brands)
	assert.Zero(t, found, "by the lexicon alone")
}

// TestNothingToTell: in a list that names nothing to be sold or solved most is other, and
// hardly anything is told with some certainty; with a lexicon of another market too.
func TestNothingToTell(t *testing.T) {
	for _, args := range [][]string{nil, {"-lexicon", "testdata/lexicon.txt"}, {"-lexicon", "testdata/snoring.lexicon.txt"}} {
		a := rankJSON(t, "", append(args, "testdata/gossip.txt")...)
		other, sure, all := 0, 0, 0
		for _, k := range a.Keywords {
			n := 1 + len(k.Variants)
			all += n
			switch {
			case k.Role == "other":
				other += n
			case k.Confidence >= leastSure:
				sure += n
			}
		}
		assert.Greater(t, 2*other, all, "%q", args)
		assert.LessOrEqual(t, 20*sure, all, "%q", args)
	}
}

// TestChances: they are those of a role that was learnt, and add up to one.
func TestChances(t *testing.T) {
	for _, k := range rankJSON(t, "", "-lexicon", "testdata/lexicon.txt", "testdata/market.csv").Keywords {
		require.NotNil(t, k.Chances, k.Keyword)
		c := k.Chances
		assert.InDelta(t, 1, c.Need+c.Solution+c.Brand+c.Other, .021)
		if k.Role == "other" {
			assert.LessOrEqual(t, k.Confidence, c.Other+.011, k.Keyword)
			continue
		}
		assert.InDelta(t, k.Confidence, map[string]float64{"need": c.Need, "solution": c.Solution, "brand": c.Brand, "other": c.Other}[k.Role], .011, k.Keyword)
	}
	for _, k := range rankJSON(t, "", "-learn=false", "-lexicon", "testdata/lexicon.txt", "testdata/market.csv").Keywords {
		assert.Nil(t, k.Chances)
	}
}

// TestUnsure: a role is marked where it is less sure than the manual says, and the foot
// counts the keywords.
func TestUnsure(t *testing.T) {
	keywords, _ := labelled(t, "testdata/snoring.tsv")
	list := strings.Join(keywords, "\n")
	for _, args := range [][]string{{"-lexicon", "testdata/snoring.lexicon.txt"}, nil} {
		unsure := 0
		for _, k := range rankJSON(t, list, args...).Keywords {
			if k.Confidence < .7 {
				unsure += 1 + len(k.Variants)
			}
		}
		out, _, status := run(t, list, append(args, "-top", "999")...)
		require.Zero(t, status)
		rows := regexp.MustCompile(`(?m)  (need|solution|brand|other)(\??) +\w+ +(\d+)%`).FindAllStringSubmatch(out, -1)
		require.NotEmpty(t, rows)
		for _, r := range rows {
			var sure int
			fmt.Sscan(r[3], &sure)
			assert.Equal(t, sure < 70, r[2] == "?", r[0])
		}
		want := fmt.Sprintf("Unsure (marked ?, less than 70 %% sure) are the roles of %d keywords. ", unsure)
		if unsure == 0 {
			want = "All roles are 70 % sure or more.\n"
		}
		assert.Contains(t, out, want)
	}
}

// odd are keywords with words that a lexicon would not read back as they are.
const odd = "[ignore]\n[need] cream\n#1 diaper cream\n# cream\nvs # cream\n[brand] vs [cream]\nbuy [x]\nc# cream\n\ufeff cream price\nthe the vs a\n\"zzq\" price\n"

// TestSuggest: what is printed is a lexicon that reads back, has the terms of the one
// that was given and more of no close variant, and ranks.
func TestSuggest(t *testing.T) {
	keywords, _ := labelled(t, "testdata/snoring.tsv")
	long := strings.Repeat("zz\u0301", 60)
	stdin := strings.Join(keywords, "\n") + "\n" + odd + long + " price\nbest " + long + "\n" + strings.Repeat("word ", 90) + "zquiet\n"
	for name, args := range map[string][]string{"none": nil, "own": {"-lexicon", "testdata/snoring.lexicon.txt"}, "other": {"-lexicon", "testdata/lexicon.txt"}} {
		for _, top := range []int{0, 2} {
			out, stderr, status := run(t, stdin, append(args, "-suggest", "-top", fmt.Sprint(top))...)
			require.Zero(t, status, stderr)
			l, err := keyword.ReadLexicon(strings.NewReader(out), name)
			require.NoError(t, err)
			_, err = keyword.NewClassifier(new(keyword.Analyzer), l)
			require.NoError(t, err)
			var given keyword.Lexicon
			if args != nil {
				text, err := os.ReadFile(args[1])
				require.NoError(t, err)
				given, err = keyword.ReadLexicon(strings.NewReader(string(text)), "")
				require.NoError(t, err)
			}
			assert.Equal(t, given.Ignore, l.Ignore)
			seen := map[string]bool{}
			suggested := 0
			for _, part := range [][2][]string{{given.Need, l.Need}, {given.Solution, l.Solution}, {given.Brand, l.Brand}} {
				require.GreaterOrEqual(t, len(part[1]), len(part[0]))
				for i, term := range part[0] {
					assert.Equal(t, term, part[1][i])
				}
				more := part[1][len(part[0]):]
				suggested += len(more)
				most := top
				if top == 0 {
					most = suggestTop
				}
				assert.LessOrEqual(t, len(more), most)
				for _, term := range more {
					key := new(keyword.Analyzer).Key(term)
					assert.False(t, seen[key], term)
					seen[key] = true
				}
			}
			assert.Equal(t, suggested, strings.Count(out, " %  "), "a comment each")
			if name == "own" {
				assert.NotZero(t, suggested)
				path := filepath.Join(t.TempDir(), "suggested.txt")
				require.NoError(t, os.WriteFile(path, []byte(out), 0o600))
				a := rankJSON(t, stdin, "-lexicon", path)
				assert.NotEmpty(t, a.Keywords)
			}
		}
	}
}

// TestToAdd: suggestions that a lexicon would not take are left out.
func TestToAdd(t *testing.T) {
	lexicon := keyword.Lexicon{Need: []string{"diaper rash"}, Ignore: []string{"from london to paris"}}
	var suggestions []keyword.Suggestion
	for i, term := range []string{"balmex", "Balmexes", "balmex", "", "#1", "a #b", "[need]", " x", "x\n", "x\x00", "\xff", "the", "rash diaper", "london paris", "c#", strings.Repeat("x", 101), "cream for rash", "rash creams", "one", "two"} {
		suggestions = append(suggestions, keyword.Suggestion{Term: term, Role: []keyword.Role{keyword.Brand, keyword.Need}[i%2]})
	}
	got := map[keyword.Role][]string{}
	a := new(keyword.Analyzer)
	for role, list := range toAdd(suggestions, a, lexicon, 3) {
		for _, x := range list {
			got[role] = append(got[role], x.Term)
			into := map[keyword.Role]*[]string{keyword.Brand: &lexicon.Brand, keyword.Need: &lexicon.Need}[role]
			*into = append(*into, x.Term)
		}
	}
	assert.Contains(t, got[keyword.Brand], "balmex")
	for _, terms := range got {
		assert.LessOrEqual(t, len(terms), 3)
		for _, term := range terms {
			assert.True(t, readsBack(term), "%q", term)
		}
	}
	for term, want := range map[string]bool{"c#": true, "a#b": true, "#1": false, "a #b": false, "[need]": false, " x": false, "x\n": false, "": false, strings.Repeat("x", 101): false} {
		assert.Equal(t, want, readsBack(term), "%q", term)
	}
	assert.Contains(t, got[keyword.Need], "london paris")
	assert.NotContains(t, got[keyword.Need], "rash diaper")
	_, err := keyword.NewClassifier(a, lexicon)
	assert.NoError(t, err)
}

// TestSuggestSameBytes: the order of the rows changes no suggestion.
func TestSuggestSameBytes(t *testing.T) {
	keywords, _ := labelled(t, "testdata/snoring.tsv")
	suggest := func() string {
		out, _, status := run(t, strings.Join(keywords, "\n"), "-suggest")
		require.Zero(t, status)
		return out
	}
	first := suggest()
	for i := range keywords[:len(keywords)/2] {
		k := len(keywords) - 1 - i
		keywords[i], keywords[k] = keywords[k], keywords[i]
	}
	assert.Equal(t, first, suggest())
}

// TestLearntCSV: the role of a CSV is the role, without a mark.
func TestLearntCSV(t *testing.T) {
	out, _, _ := run(t, "", "-format", "csv", "testdata/gossip.txt")
	records, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	require.NoError(t, err)
	require.NotEmpty(t, records)
	for _, r := range records[1:] {
		_, err := keyword.ParseRole(r[6])
		assert.NoError(t, err)
	}
}
