package keyword_test

import (
	"context"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"

	"github.com/needscape/needscape/keyword"
)

// inLanguages returns the keywords of the labelled pairs by language, each once.
func inLanguages(t testing.TB) map[string][]string {
	paths, err := filepath.Glob("testdata/variants*.txt")
	require.NoError(t, err)
	out := map[string][]string{}
	for _, path := range paths {
		for _, c := range lines(t, path) {
			if c[0] != "und" {
				out[c[0]] = append(out[c[0]], c[2], c[3])
			}
		}
	}
	for lang, list := range out {
		slices.Sort(list)
		out[lang] = slices.Compact(list)
	}
	return out
}

// guessed returns which part of a list is guessed to be in its languages, by an analyzer
// that has learnt from all of it, and the languages that are left.
func guessed(t *testing.T, a *keyword.Analyzer, lists map[string][]string) (float64, []language.Tag) {
	var all []string
	for _, list := range lists {
		all = append(all, list...)
	}
	a, err := a.Learn(t.Context(), all)
	require.NoError(t, err)
	right := 0
	for lang, list := range lists {
		for _, text := range list {
			if tag, confidence := a.Language(text); tag.String() == lang {
				right++
				require.Greater(t, confidence, 0.0)
				require.LessOrEqual(t, confidence, 1.0)
			}
		}
	}
	return float64(right) / float64(len(all)), a.Languages()
}

// TestLanguage: of all languages the right ones are found in lists of one language and of
// two, and in them the language of most keywords.
func TestLanguage(t *testing.T) {
	lists := inLanguages(t)
	all := keyword.NewAnalyzer(keyword.Languages()...)
	sum := 0.0
	for lang, list := range lists {
		part, tags := guessed(t, all, map[string][]string{lang: list})
		assert.Contains(t, tags, language.MustParse(lang))
		assert.Greater(t, part, 0.8, "%s alone: %v", lang, tags)
		sum += part
	}
	t.Logf("one language: %.3f right", sum/float64(len(lists)))
	assert.Greater(t, sum/float64(len(lists)), 0.95)
	sum = 0
	mixed := [][2]string{{"en", "de"}, {"en", "es"}, {"en", "fr"}, {"de", "fr"}, {"en", "nl"}, {"en", "sv"}, {"it", "fr"}, {"en", "hu"}, {"en", "pl"}, {"ru", "en"}, {"en", "ja"}, {"es", "pt"}}
	for _, m := range mixed {
		part := map[string][]string{}
		for _, lang := range m {
			part[lang] = lists[lang][:min(len(lists[lang]), 80)]
		}
		right, tags := guessed(t, all, part)
		for _, lang := range m {
			assert.Contains(t, tags, language.MustParse(lang), "%v", m)
		}
		assert.Greater(t, right, 0.7, "%v: %v", m, tags)
		t.Logf("%v: %.3f right, languages %v", m, right, tags)
		sum += right
	}
	t.Logf("two languages: %.3f right", sum/float64(len(mixed)))
	assert.Greater(t, sum/float64(len(mixed)), 0.85)
}

// TestLearn: what is learnt does not depend on the order of the list or the number of
// goroutines; the corpus says of a keyword what the analyzer says of it.
func TestLearn(t *testing.T) {
	lists := inLanguages(t)
	texts := slices.Concat(lists["en"], lists["de"], lists["es"], makeKeywords(5000))
	a, err := keyword.NewAnalyzer(keyword.Languages()...).Learn(t.Context(), texts)
	require.NoError(t, err)
	c, err := keyword.NewCorpus(t.Context(), a, texts)
	require.NoError(t, err)
	reversed := slices.Clone(texts)
	slices.Reverse(reversed)
	old := runtime.GOMAXPROCS(1)
	b, err := keyword.NewAnalyzer(keyword.Languages()...).Learn(t.Context(), reversed)
	runtime.GOMAXPROCS(old)
	require.NoError(t, err)
	assert.Equal(t, a.Languages(), b.Languages())
	for i, text := range texts {
		tag, confidence := a.Language(text)
		other, again := b.Language(text)
		require.Equal(t, tag, other, text)
		require.Equal(t, confidence, again, text)
		if tag != language.Und {
			require.Equal(t, tag, c.Language(i), text)
		}
		require.Equal(t, a.Key(text), c.Key(i), text)
		require.Equal(t, a.Tokens(text), c.Tokens(i), text)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = a.Learn(ctx, texts)
	assert.ErrorIs(t, err, context.Canceled)
	one, err := new(keyword.Analyzer).Learn(t.Context(), texts)
	require.NoError(t, err)
	assert.Equal(t, []language.Tag{language.English}, one.Languages())
}

// TestMixed: a market in two languages takes each keyword by the rules of its own.
func TestMixed(t *testing.T) {
	a := keyword.NewAnalyzer(language.English, language.German, language.English)
	assert.Len(t, a.Languages(), 2)
	texts := strings.Split("creme für babys,wundsalbe für kinder,salbe ohne zink,zinkfreie salbe,beste creme für das gesicht,creme gegen ausschlag,"+
		"cream for babies,ointment for kids,cream without zinc,zinc free ointment,best cream for the face,cream against a rash", ",")
	a, err := a.Learn(t.Context(), texts)
	require.NoError(t, err)
	assert.Equal(t, a.Key("creme für das gesicht"), a.Key("gesicht cremes"))
	assert.Equal(t, a.Key("cream for the face"), a.Key("face creams"))
	assert.NotEqual(t, a.Key("salbe ohne zink"), a.Key("salbe zink"))
	tag, confidence := a.Language("salbe für kinder")
	assert.Equal(t, language.German, tag)
	assert.Greater(t, confidence, 0.9)
	tag, confidence = a.Language("ছাত্র বৃত্তি 2026")
	assert.Equal(t, language.Und, tag, "in letters of neither")
	assert.Zero(t, confidence)
	cl, err := keyword.NewClassifier(a, keyword.Lexicon{Solution: []string{"creme", "cream"}})
	require.NoError(t, err)
	label := cl.Classify("cremes für kinder")
	assert.Equal(t, keyword.Solution, label.Role)
}
