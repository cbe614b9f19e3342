package keyword_test

import (
	"bufio"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"

	"github.com/needscape/needscape/keyword"
)

// learn returns a classifier that has learnt from a list, and the list.
func learn(t testing.TB, l keyword.Lexicon, texts []string, opt keyword.LearnOptions) (*keyword.Classifier, *keyword.Corpus) {
	t.Helper()
	var a keyword.Analyzer
	return learnWith(t, &a, l, texts, opt)
}

func learnWith(t testing.TB, a *keyword.Analyzer, l keyword.Lexicon, texts []string, opt keyword.LearnOptions) (*keyword.Classifier, *keyword.Corpus) {
	t.Helper()
	c, err := keyword.NewClassifier(a, l)
	require.NoError(t, err)
	corpus, err := keyword.NewCorpus(t.Context(), a, texts)
	require.NoError(t, err)
	c, err = c.Learn(t.Context(), corpus, opt)
	require.NoError(t, err)
	return c, corpus
}

func classifyAll(t testing.TB, c *keyword.Classifier, corpus *keyword.Corpus) []keyword.Label {
	t.Helper()
	labels, err := c.ClassifyAll(t.Context(), corpus)
	require.NoError(t, err)
	return labels
}

// A fixture is a made-up market of testdata/market-*.txt.
type fixture struct {
	name    string
	lexicon keyword.Lexicon
	texts   []string
	roles   []keyword.Role
	stages  []keyword.Stage
}

// fixtures reads the markets: lines of a term and its role, and of a keyword, its role and
// its stage.
func fixtures(t testing.TB) []fixture {
	t.Helper()
	paths, err := filepath.Glob("testdata/market-*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	var out []fixture
	for _, path := range paths {
		f := fixture{name: strings.TrimSuffix(strings.TrimPrefix(filepath.Base(path), "market-"), ".txt")}
		for _, x := range lines(t, path) {
			role, err := keyword.ParseRole(x[1])
			require.NoError(t, err, "%s: %q", path, x)
			if len(x) == 2 {
				terms := map[keyword.Role]*[]string{keyword.Need: &f.lexicon.Need, keyword.Solution: &f.lexicon.Solution,
					keyword.Brand: &f.lexicon.Brand, keyword.Other: &f.lexicon.Ignore}[role]
				*terms = append(*terms, x[0])
				continue
			}
			require.Len(t, x, 3, "%s: %q", path, x)
			stage, err := keyword.ParseStage(x[2])
			require.NoError(t, err, "%s: %q", path, x)
			require.NotContains(t, f.texts, x[0], path)
			f.texts, f.roles, f.stages = append(f.texts, x[0]), append(f.roles, role), append(f.stages, stage)
		}
		out = append(out, f)
	}
	return out
}

// longList is what lists hold, and what they should not: the markets together with made
// keywords, some of them twice.
func longList(t testing.TB) []string {
	texts := makeKeywords(6000)
	for _, f := range fixtures(t) {
		texts = append(texts, f.texts...)
	}
	for _, x := range []string{"course", "near me", "shop"} { // names of the lists with the same stems
		texts = append(texts, "coding ninjas "+x, "sport life "+x, "1st stop "+x, "code ninjas "+x, "sporting life "+x, "first stop "+x,
			"notes "+x, "note "+x, "clarks "+x, "clark "+x)
	}
	return append(texts, texts[:50]...)
}

// demandOf is a made number of searches for a keyword.
func demandOf(texts []string) []int64 {
	demand := make([]int64, len(texts))
	for i, text := range texts {
		for _, b := range []byte(text) {
			demand[i] = (demand[i]*31 + int64(b)) % 1009
		}
	}
	return demand
}

// checkLabel holds a label of a classifier that has learnt against what is promised of all.
func checkLabel(t testing.TB, text string, l keyword.Label) {
	t.Helper()
	if l.Chances == [4]float32{} { // nothing was learnt, as from German
		return
	}
	sum := 0.
	for _, p := range l.Chances {
		require.True(t, p >= 0 && p <= 1, "%q: %v", text, l.Chances)
		sum += float64(p)
	}
	require.InDelta(t, 1, sum, 1e-6, "%q: %v", text, l.Chances)
	switch l.Role {
	case keyword.Other: // what cannot be told is never sure
		require.LessOrEqual(t, l.Confidence, float64(l.Chances[l.Role])+.005, "%q: %v", text, l.Chances)
	case keyword.Brand: // told before what is likelier
		require.GreaterOrEqual(t, l.Chances[l.Role], float32(.4), "%q: %v", text, l.Chances)
		fallthrough
	default:
		require.InDelta(t, l.Chances[l.Role], l.Confidence, .005+1e-6, "%q is %v: %v", text, l.Role, l.Chances)
	}
	for r, p := range l.Chances {
		require.True(t, p <= l.Chances[l.Role] || l.Role == keyword.Brand || r == int(keyword.Brand) && p < .4, "%q is %v: %v", text, l.Role, l.Chances)
	}
	require.True(t, l.Role == keyword.Other || l.Mentions(l.Role), "%q is %v: %+v", text, l.Role, l.Evidence)
	start := 0
	for _, e := range l.Evidence {
		require.True(t, start <= e.Start && e.Start < e.End && e.End <= len(text) && text[e.Start:e.End] == e.Text, "%q: %+v", text, l.Evidence)
		require.NotEmpty(t, e.From, "%q: %+v", text, e)
		start = e.Start
	}
}

// TestLearntLabels: what is promised of labels holds, and the corpus is labelled as its
// keywords alone.
func TestLearntLabels(t *testing.T) {
	texts := longList(t)
	c, corpus := learn(t, market, texts, keyword.LearnOptions{})
	for i, l := range classifyAll(t, c, corpus) {
		checkLabel(t, texts[i], l)
		require.Equal(t, l, c.Classify(texts[i]), "%q", texts[i])
	}
}

// backwards returns a lexicon with its terms in the other order.
func backwards(l keyword.Lexicon) keyword.Lexicon {
	for _, terms := range []*[]string{&l.Need, &l.Solution, &l.Brand, &l.Ignore} {
		*terms = slices.Clone(*terms)
		slices.Reverse(*terms)
	}
	return l
}

// TestLearnAnyOrder: neither the order of the list or the lexicon nor the number of goroutines
// changes a label or a suggestion.
func TestLearnAnyOrder(t *testing.T) {
	texts := longList(t)
	demand := demandOf(texts)
	said := make([]keyword.Said, len(texts))
	for i := range said {
		said[i] = keyword.Said(demand[i] % 3)
	}
	for _, lexicon := range []keyword.Lexicon{market, {}} {
		c, corpus := learn(t, lexicon, texts, keyword.LearnOptions{Demand: demand, Branded: said})
		labels := classifyAll(t, c, corpus)
		suggestions := c.Suggestions()
		require.NotEmpty(t, suggestions)
		for i, procs := range []int{1, 2, 8} {
			order := rand.New(rand.NewPCG(5, uint64(i))).Perm(len(texts))
			shuffled, opt := make([]string, len(texts)), keyword.LearnOptions{Demand: make([]int64, len(texts)), Branded: make([]keyword.Said, len(texts))}
			for k, o := range order {
				shuffled[k], opt.Demand[k], opt.Branded[k] = texts[o], demand[o], said[o]
			}
			old := runtime.GOMAXPROCS(procs)
			d, corpus := learn(t, backwards(lexicon), shuffled, opt)
			got := classifyAll(t, d, corpus)
			runtime.GOMAXPROCS(old)
			for k, o := range order {
				require.Equal(t, labels[o], got[k], "%q, GOMAXPROCS=%d", shuffled[k], procs)
			}
			require.Equal(t, suggestions, d.Suggestions(), "GOMAXPROCS=%d", procs)
		}
	}
}

// TestLearnTwice: learning changes neither the classifier nor the corpus, and a classifier
// that has learnt from one list learns from another as if it had not.
func TestLearnTwice(t *testing.T) {
	f := fixtures(t)
	c := classifier(t, f[0].lexicon)
	var before []keyword.Label
	for _, text := range f[0].texts {
		before = append(before, c.Classify(text))
	}
	var a keyword.Analyzer
	corpus, err := keyword.NewCorpus(t.Context(), &a, f[0].texts)
	require.NoError(t, err)
	other, err := keyword.NewCorpus(t.Context(), &a, f[1].texts)
	require.NoError(t, err)
	first, err := c.Learn(t.Context(), corpus, keyword.LearnOptions{})
	require.NoError(t, err)
	elsewhere, err := first.Learn(t.Context(), other, keyword.LearnOptions{})
	require.NoError(t, err)
	for i, text := range f[0].texts {
		assert.Equal(t, before[i], c.Classify(text), "%q", text)
	}
	assert.Nil(t, c.Suggestions())
	for _, from := range []*keyword.Classifier{c, first, elsewhere} {
		again, err := from.Learn(t.Context(), corpus, keyword.LearnOptions{})
		require.NoError(t, err)
		assert.Equal(t, classifyAll(t, first, corpus), classifyAll(t, again, corpus))
		assert.Equal(t, first.Suggestions(), again.Suggestions())
	}
}

// TestLearnNext: the list of the next month is learnt from as it stands, not as the one
// before it.
func TestLearnNext(t *testing.T) {
	f := fixtures(t)
	lexicon := f[0].lexicon
	before := append(slices.Clone(f[1].texts), longList(t)...)
	alone, corpus := learn(t, lexicon, f[0].texts, keyword.LearnOptions{})
	var a keyword.Analyzer
	earlier, err := keyword.NewCorpus(t.Context(), &a, before)
	require.NoError(t, err)
	next, err := earlier.Next(t.Context(), f[0].texts)
	require.NoError(t, err)
	later, err := classifier(t, lexicon).Learn(t.Context(), next, keyword.LearnOptions{})
	require.NoError(t, err)
	labels := classifyAll(t, later, next)
	for i, l := range classifyAll(t, alone, corpus) {
		require.Equal(t, l, labels[i], "%q", f[0].texts[i])
	}
	assert.Equal(t, alone.Suggestions(), later.Suggestions())
	for _, text := range before[:300] {
		assert.Equal(t, alone.Classify(text), later.Classify(text), "%q", text)
	}
}

// TestLearnFromLittle: there is nothing in a list that stops it from being learnt from.
func TestLearnFromLittle(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("zorvane diaper rash cream for the big baby ", 9)) // 72 words
	lists := map[string][]string{
		"nil":            nil,
		"empty keyword":  {""},
		"one":            {"zorvane cream"},
		"no words":       {"", " ", "--", "❤", "!?", "\t"},
		"no words and 1": {"--", "zorvane"},
		"long":           {long, long + " near me", strings.Repeat("rash ", 3000)},
		"bytes":          {"\xff\xfe", "rash \xc3", "\x00", "cr\xe8me for rash", strings.Repeat("\xf0", 200)},
		"Russian":        {"крем от сыпи", "купить крем", "сыпь у ребёнка", "десятин крем"},
		"Japanese":       {"おむつかぶれ", "おむつかぶれ クリーム", "ユニクロ"},
		"Arabic":         {"طفح الحفاض", "كريم طفح الحفاض", "سعر كريم"},
		"mixed":          {"desitin крем", "クリーム rash", "ﬁne ＣＲＥＡＭ", "e\u0301clat cream", "İZMİR cream"},
		"the same":       slices.Repeat([]string{"desitin cream"}, 300),
		"numbers":        {"1", "2 3", "1,000", "$5", "-10", "40% cream"},
		"function words": {"the", "for in", "how do i", "of the", "to be or not to be"},
		"marks":          {"how to", "best", "near me", "vs", "what is"},
	}
	lexicons := map[string]keyword.Lexicon{"market": market, "empty": {}, "brands": {Brand: []string{"desitin", "zorvane"}}, "ignore": {Ignore: []string{"zorvane", "cream"}}}
	for name, texts := range lists {
		for of, lexicon := range lexicons {
			for _, tag := range []language.Tag{language.English, language.German, language.Japanese} {
				c, corpus := learnWith(t, keyword.NewAnalyzer(tag), lexicon, texts, keyword.LearnOptions{})
				require.True(t, tag == language.English || !c.Learnt())
				for i, l := range classifyAll(t, c, corpus) {
					checkLabel(t, texts[i], l)
					require.Equal(t, l, c.Classify(texts[i]), "%s, lexicon %s: %q", name, of, texts[i])
				}
				for _, text := range []string{"", "\xff", "best zorvane cream 40", long, "never heard of", "сыпь"} {
					checkLabel(t, text, c.Classify(text))
				}
			}
		}
	}
	a := keyword.NewAnalyzer(language.English, language.German, language.Russian)
	texts := slices.Concat(lists["mixed"], lists["Russian"], lists["one"], []string{"creme für babys", "windeln kaufen", "zorvane creme"})
	c, corpus := learnWith(t, a, market, texts, keyword.LearnOptions{})
	for i, l := range classifyAll(t, c, corpus) {
		checkLabel(t, texts[i], l)
		require.Equal(t, l, c.Classify(texts[i]), "%q", texts[i])
	}
}

// TestLearnCancelled: a context's error is returned, and no classifier with it.
func TestLearnCancelled(t *testing.T) {
	var a keyword.Analyzer
	corpus, err := keyword.NewCorpus(t.Context(), &a, makeKeywords(5000))
	require.NoError(t, err)
	c := classifier(t, market)
	for asked := range 8 {
		ctx := &cancelledAt{Context: t.Context()}
		ctx.left.Store(int32(asked))
		learnt, err := c.Learn(ctx, corpus, keyword.LearnOptions{})
		if ctx.left.Load() >= 0 {
			break // it was not asked more often
		}
		assert.ErrorIs(t, err, context.Canceled, "asked %d times", asked)
		assert.Nil(t, learnt)
	}
	ctx, cancel := context.WithCancel(t.Context())
	learnt, err := c.Learn(ctx, corpus, keyword.LearnOptions{})
	require.NoError(t, err)
	cancel()
	_, err = learnt.ClassifyAll(ctx, corpus)
	assert.ErrorIs(t, err, context.Canceled)
}

// cancelledAt is a context that is cancelled once it has been asked some times.
type cancelledAt struct {
	context.Context
	left atomic.Int32
}

func (c *cancelledAt) Err() error {
	if c.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

// checkSuggestions holds suggestions against what is promised of all.
func checkSuggestions(t testing.TB, l keyword.Lexicon, texts []string, suggestions []keyword.Suggestion) {
	t.Helper()
	var a keyword.Analyzer
	stems := func(text string) string {
		var loud []string
		for _, token := range a.Tokens(text) {
			if !token.Silent {
				loud = append(loud, token.Stem)
			}
		}
		return strings.Join(loud, " ")
	}
	terms := map[string]bool{}
	for _, term := range slices.Concat(l.Need, l.Solution, l.Brand, l.Ignore) {
		terms[stems(term)] = true
	}
	last := math.Inf(1)
	for i, s := range suggestions {
		require.NotEqual(t, keyword.Other, s.Role, "%+v", s)
		require.False(t, terms[stems(s.Term)], "%+v is a term already", s)
		require.True(t, s.Confidence > 0 && s.Confidence <= 1, "%+v", s)
		require.True(t, 1 <= len(s.Samples) && len(s.Samples) <= min(3, s.Keywords), "%+v", s)
		for _, text := range s.Samples {
			require.Contains(t, texts, text, "%+v", s)
		}
		stake := s.Confidence * float64(s.Demand+int64(s.Keywords))
		require.LessOrEqual(t, stake, last, "%+v", s)
		last = stake
		require.False(t, slices.ContainsFunc(suggestions[:i], func(x keyword.Suggestion) bool { return x.Term == s.Term }), "%+v is there twice", s)
		into := map[keyword.Role]*[]string{keyword.Need: &l.Need, keyword.Solution: &l.Solution, keyword.Brand: &l.Brand}[s.Role]
		*into = append(slices.Clone(*into), s.Term)
	}
	_, err := keyword.NewClassifier(&a, l)
	require.NoError(t, err, "all of them can be taken into the lexicon")
}

func TestSuggestions(t *testing.T) {
	for _, f := range fixtures(t) {
		demand := demandOf(f.texts)
		c, _ := learn(t, f.lexicon, f.texts, keyword.LearnOptions{Demand: demand})
		suggestions := c.Suggestions()
		require.NotEmpty(t, suggestions, f.name)
		checkSuggestions(t, f.lexicon, f.texts, suggestions)
		of := map[string]int64{}
		for i, text := range f.texts {
			of[text] = demand[i]
		}
		for _, s := range suggestions {
			t.Logf("%s: %s %q %.2f, %d keywords, %d searches: %s; %q", f.name, s.Role, s.Term, s.Confidence, s.Keywords, s.Demand, s.Why, s.Samples)
			sum := int64(0)
			for i, text := range s.Samples {
				sum += of[text]
				require.True(t, i == 0 || of[s.Samples[i-1]] >= of[text], "%+v", s)
			}
			if s.Keywords <= 3 {
				require.Equal(t, sum, s.Demand, "%+v", s)
			}
		}
		suggestions[0].Term = "changed"
		assert.NotEqual(t, "changed", c.Suggestions()[0].Term)
	}
	c, corpus := learn(t, market, makeKeywords(5000), keyword.LearnOptions{})
	var texts []string
	for i := range corpus.Len() {
		texts = append(texts, corpus.Text(i))
	}
	checkSuggestions(t, market, texts, c.Suggestions())
}

// TestAnswers: a suggestion that is taken into the lexicon, or struck out, is what the
// lexicon says from then on, also once it was written and read.
func TestAnswers(t *testing.T) {
	for _, f := range fixtures(t) {
		c, _ := learn(t, f.lexicon, f.texts, keyword.LearnOptions{})
		lexicon := f.lexicon
		accepted, struck := map[string]keyword.Role{}, map[string]bool{}
		for i, s := range c.Suggestions() {
			into := map[keyword.Role]*[]string{keyword.Need: &lexicon.Need, keyword.Solution: &lexicon.Solution, keyword.Brand: &lexicon.Brand}[s.Role]
			if i%2 == 1 {
				into = &lexicon.Ignore
				struck[s.Term] = true
			} else {
				accepted[s.Term] = s.Role
			}
			*into = append(slices.Clone(*into), s.Term)
		}
		read, err := keyword.ReadLexicon(strings.NewReader(lexicon.String()), "")
		require.NoError(t, err, f.name)
		require.Equal(t, lexicon, read)
		d, _ := learn(t, read, f.texts, keyword.LearnOptions{})
		checkSuggestions(t, read, f.texts, d.Suggestions())
		for term, role := range accepted {
			l := d.Classify(term)
			assert.Equal(t, role, l.Role, "%s: %q", f.name, term)
		}
		for term := range struck {
			l := d.Classify(term)
			assert.Equal(t, keyword.Other, l.Role, "%s: %q", f.name, term)
			checkLabel(t, term, l)
		}
	}
}

// TestLexiconIsRight: what the lexicon knows a list does not change. Brands of it stay brands,
// what is wholly known keeps the role that it has by rule, and what is ignored is no brand.
func TestLexiconIsRight(t *testing.T) {
	for _, f := range append(fixtures(t), fixture{name: "made", lexicon: market, texts: makeKeywords(3000)}) {
		lexicon := f.lexicon
		lexicon.Ignore = append(slices.Clone(lexicon.Ignore), "quibblet", "dorvo paste")
		texts := slices.Clone(f.texts)
		for _, marks := range []string{"%s", "best %s", "how to treat %s", "%s near me", "%s not working", "what is %s", "%s for %s", "buy the %s"} {
			for _, term := range slices.Concat(lexicon.Need, lexicon.Solution, lexicon.Brand) {
				text := strings.ReplaceAll(marks, "%s", term)
				texts = append(texts, text)
			}
		}
		texts = append(texts, "quibblet", "quibblet login", "quibblet coupon code", "buy quibblet", "quibblets", "dorvo paste", "dorvo paste login")
		ruled := classifier(t, lexicon)
		c, corpus := learn(t, lexicon, texts, keyword.LearnOptions{})
		for i, l := range classifyAll(t, c, corpus) {
			checkLabel(t, texts[i], l)
			before := ruled.Classify(texts[i])
			if before.Role == keyword.Brand {
				assert.Equal(t, keyword.Brand, l.Role, "%q", texts[i])
				assert.GreaterOrEqual(t, l.Confidence, .95, "%q", texts[i])
			}
			var a keyword.Analyzer
			shop := strings.Contains(texts[i], "ikea") || strings.Contains(texts[i], "walmart") // marks that can be brands
			if before.Role != keyword.Other && !shop && covered(a.Tokens(texts[i]), before.Evidence) {
				assert.Equal(t, before.Role, l.Role, "%q", texts[i])
				assert.Equal(t, before.Stage, l.Stage, "%q", texts[i])
			}
			for _, e := range l.Evidence {
				if e.Why == keyword.ByList {
					assert.NotContains(t, e.Text, "quibblet", "%q", texts[i])
					assert.NotContains(t, e.Text, "dorvo paste", "%q", texts[i])
				}
			}
		}
		for _, s := range c.Suggestions() {
			assert.NotContains(t, s.Term, "quibblet")
			assert.NotContains(t, s.Term, "dorvo")
		}
		for _, text := range []string{"quibblet", "quibblet login", "dorvo paste coupon"} {
			l := c.Classify(text)
			assert.Equal(t, keyword.Other, l.Role, "%q: %+v", text, l)
		}
	}
}

// covered reports whether all words that are not silent are part of some evidence.
func covered(tokens []keyword.Token, evidence []keyword.Evidence) bool {
	for _, token := range tokens {
		if !token.Silent && !slices.ContainsFunc(evidence, func(e keyword.Evidence) bool {
			return e.Why != keyword.ByWords && e.Start <= token.Start && token.End <= e.End
		}) {
			return false
		}
	}
	return true
}

// TestStrange: words that the list did not have are judged too, and those that say nothing
// of a role change nothing.
func TestStrange(t *testing.T) {
	f := fixtures(t)
	i := slices.IndexFunc(f, func(f fixture) bool { return f.name == "diaper-rash" })
	c, _ := learn(t, f[i].lexicon, f[i].texts, keyword.LearnOptions{})
	known := c.Classify("table")
	for _, text := range []string{"kwibbleton", "kwibbleton cream", "adidas cream", "ikea"} {
		l := c.Classify(text)
		checkLabel(t, text, l)
		assert.Greater(t, l.Chances[keyword.Brand], known.Chances[keyword.Brand], "%q", text)
	}
	assert.Equal(t, keyword.Brand, c.Classify("ikea").Role)
	// Neither function words nor numbers are names, in the list or not.
	for _, x := range [][2]string{{"cream baby", "cream from baby"}, {"diaper cream", "diaper cream 731"}, {"diaper cream", "the diaper cream"}} {
		a, b := c.Classify(x[0]), c.Classify(x[1])
		assert.InDelta(t, a.Chances[keyword.Brand], b.Chances[keyword.Brand], .02, "%q", x)
		assert.Equal(t, a.Role, b.Role, "%q", x)
	}
}

// TestLearntTerms: what is learnt has one name, as typed and inflected as may be, in evidence and
// in suggestions; so have words that the list did not have.
func TestLearntTerms(t *testing.T) {
	texts := []string{"swollen ankles", "Swollen-Ankles treatment", "swollen ankle", "ＳＷＯＬＬＥＮ ankles causes", "rash", "rash treatment", "cream"}
	c, corpus := learn(t, market, texts, keyword.LearnOptions{})
	term := func(l keyword.Label) string {
		for _, e := range l.Evidence {
			if e.Why == keyword.ByList {
				return e.Term
			}
		}
		return ""
	}
	for i, l := range classifyAll(t, c, corpus)[:4] {
		assert.Equal(t, "swollen ankle", term(l), "%q: %+v", texts[i], l)
	}
	for _, s := range c.Suggestions() {
		assert.NotEqual(t, "swollen ankles", s.Term)
	}
	strange := c.Classify("ＡＤＩＤＡＳ cream")
	assert.Equal(t, "adidas", term(strange))
	for _, e := range strange.Evidence {
		assert.NotContains(t, e.From, "beside", "nothing is known of what is beside it")
	}
}

func TestLearnOptionsErrors(t *testing.T) {
	var a keyword.Analyzer
	corpus, err := keyword.NewCorpus(t.Context(), &a, []string{"zorvane login", "zorvane cream"})
	require.NoError(t, err)
	for _, opt := range []keyword.LearnOptions{{Demand: []int64{1}}, {Branded: make([]keyword.Said, 3)}} {
		_, err := classifier(t, market).Learn(t.Context(), corpus, opt)
		assert.ErrorContains(t, err, "2 keywords, but options for", "%+v", opt)
	}
	learn(t, market, []string{"zorvane login"}, keyword.LearnOptions{Demand: []int64{}, Branded: []keyword.Said{}})
}

// TestLearnRepeated: a keyword that stands twice counts twice.
func TestLearnRepeated(t *testing.T) {
	texts := []string{"tushka cream", "tushka login", "tushka coupon code", "tushka cream", "rash", "cream", "best cream", "rash cream"}
	c, _ := learn(t, market, texts, keyword.LearnOptions{Demand: []int64{10, 1, 1, 10, 7, 7, 7, 7}})
	s := c.Suggestions()
	i := slices.IndexFunc(s, func(s keyword.Suggestion) bool { return s.Term == "tushka" })
	require.GreaterOrEqual(t, i, 0, "%+v", s)
	assert.Equal(t, 4, s[i].Keywords)
	assert.EqualValues(t, 22, s[i].Demand)
}

// TestBrandsWithDigits: a name may begin with a digit; sizes are no names.
func TestBrandsWithDigits(t *testing.T) {
	texts := []string{"1password login", "1password review", "1password", "1password vs bitwarden", "99designs", "99designs login", "cream 30g", "cream", "rash"}
	c, corpus := learn(t, market, texts, keyword.LearnOptions{})
	for i, l := range classifyAll(t, c, corpus)[:6] {
		assert.Equal(t, keyword.Brand, l.Role, "%q: %+v", texts[i], l)
	}
	assert.Equal(t, keyword.Brand, c.Classify("1password price").Role)
	for _, text := range []string{"cream 30g", "cream 5 l", "cream 731"} {
		assert.Equal(t, keyword.Solution, c.Classify(text).Role, "%q", text)
	}
}

// TestModelOrSize: a brand with a model or size is so whether or not the number stands in the
// list.
func TestModelOrSize(t *testing.T) {
	texts := []string{"desitin", "desitin 40", "desitin cream", "desitin 16 oz", "cream", "cream 40 g", "diaper rash", "adidas login", "adidas 40", "adidas cream", "adidas reviews"}
	ruled := classifier(t, market)
	c, _ := learn(t, market, texts, keyword.LearnOptions{})
	for _, text := range []string{"desitin 40", "desitin 16 oz", "desitin 57", "desitin cream"} {
		assert.Equal(t, ruled.Classify(text).Stage, c.Classify(text).Stage, "%q", text)
	}
	for text, stage := range map[string]keyword.Stage{"adidas 40": keyword.Buy, "adidas 57": keyword.Buy, "adidas cream": keyword.Compare, "adidas cream 40": keyword.Compare} {
		l := c.Classify(text)
		checkLabel(t, text, l)
		assert.Equal(t, keyword.Brand, l.Role, "%q: %+v", text, l)
		assert.Equal(t, stage, l.Stage, "%q: %+v", text, l)
	}
}

// TestGossip: of what is no market nothing is told with confidence.
func TestGossip(t *testing.T) {
	texts := gossip
	for _, lexicon := range []keyword.Lexicon{market, fixtures(t)[0].lexicon, {}} {
		c, corpus := learn(t, lexicon, texts, keyword.LearnOptions{})
		other, sure := 0, 0
		for i, l := range classifyAll(t, c, corpus) {
			if l.Role == keyword.Other {
				other++
				continue
			}
			t.Logf("%q is %v %.2f", texts[i], l.Role, l.Confidence)
			if l.Confidence > .7 {
				sure++
			}
		}
		t.Logf("%d of %d other, %d sure of something else", other, len(texts), sure)
		assert.GreaterOrEqual(t, float64(other), .9*float64(len(texts)))
		assert.Zero(t, sure)
	}
}

// gossip is made up: names of nobody, and what gossip says.
var gossip = strings.Split(strings.TrimSpace(`
who is mira dalloway dating
mira dalloway husband
mira dalloway net worth
mira dalloway and joss penhallow wedding
joss penhallow age
joss penhallow height
joss penhallow new girlfriend
how old is joss penhallow
is joss penhallow married
joss penhallow divorce
celebrity gossip
celebrity gossip today
celebrity news
latest celebrity news
hollywood gossip
royal family news
princess odelia wedding dress
princess odelia baby name
prince aldous interview
why did prince aldous leave
tabby fontaine red carpet
tabby fontaine hair
tabby fontaine instagram
tabby fontaine movies
tabby fontaine pregnant
did tabby fontaine have a baby
singer arrested yesterday
actor dies aged 84
what happened to the actor
reality show winner 2023
who won the dance show
who left the island last night
best dressed at the awards
awards night photos
couple split after ten years
star seen with mystery man
footballer and wife
football star scandal
twins born to pop star
secret wedding pictures
rumours about the new album
band reunion tour dates
cast of the new series
season 4 episode 6 recap
who plays the queen
how tall is the actor
famous birthdays today
celebrity baby names
celebrity look alike
celebrity kids now and then
`), "\n")

// TestMarkets: how right the labels are on the made-up markets. They say nothing of how right
// they are on others; the bounds, with some slack below what was measured, show what got worse.
func TestMarkets(t *testing.T) {
	var all confusion
	stages, n := 0, 0
	for _, f := range fixtures(t) {
		var of confusion
		c, corpus := learn(t, f.lexicon, f.texts, keyword.LearnOptions{})
		right := 0
		for i, l := range classifyAll(t, c, corpus) {
			of.add(f.roles[i], l.Role)
			all.add(f.roles[i], l.Role)
			if l.Role != f.roles[i] {
				t.Logf("%s: %q is %v, said to be %v, %.2f: %v", f.name, f.texts[i], f.roles[i], l.Role, l.Confidence, l.Chances)
			}
			if l.Stage == f.stages[i] {
				right++
			} else {
				t.Logf("%s: %q is %v, said to be %v", f.name, f.texts[i], f.stages[i], l.Stage)
			}
		}
		stages, n = stages+right, n+len(f.texts)
		t.Logf("%s: %d keywords, macro-F1 %.3f, stages right %.3f", f.name, len(f.texts), of.macroF1(), float64(right)/float64(len(f.texts)))
		assert.Greater(t, of.macroF1(), leastMarketF1, f.name)
	}
	t.Logf("all: %d keywords, macro-F1 %.3f, stages right %.3f", n, all.macroF1(), float64(stages)/float64(n))
	assert.Greater(t, all.macroF1(), leastF1)
	assert.Greater(t, float64(stages)/float64(n), leastStages)
}

const leastMarketF1, leastF1, leastStages = .7, .8, .82

// confusion counts keywords by the role that they have and the one that they are said to have.
type confusion [4][4]float64

func (c *confusion) add(is, said keyword.Role) { c[is][said]++ }

// macroF1 is the mean F1 of need, solution and brand.
func (c *confusion) macroF1() float64 {
	sum := 0.
	for _, r := range []keyword.Role{keyword.Need, keyword.Solution, keyword.Brand} {
		is, said := 0., 0.
		for k := range c {
			is += c[r][k]
			said += c[k][r]
		}
		sum += 2 * c[r][r] / (is + said)
	}
	return sum / 3
}

// FuzzLearn: any lexicon and any list, in two orders.
func FuzzLearn(f *testing.F) {
	f.Add("[need]\ndiaper rash\n[brand]\nthe who", "the who has diaper rash\nzorvane cream\nzorvane login\nzorvane cream", "zorvane 40 of mine")
	f.Add("[solution]\nzinc oxide\ncream\n[ignore]\nrash decision", "oxide zinc cream for *\nbumlo cream\nbumlo vs zorvane\nrash decisions", "bumlo's \xff rash")
	f.Add("", "how to treat rash\nnorth face jacket\nnorth face shop\n\n--\nсыпь", "")
	f.Fuzz(func(t *testing.T, lexicon, list, text string) {
		l, _ := keyword.ReadLexicon(strings.NewReader(lexicon), "l")
		var a keyword.Analyzer
		c, err := keyword.NewClassifier(&a, l)
		if err != nil {
			return
		}
		texts := strings.Split(list, "\n")
		corpus, err := keyword.NewCorpus(t.Context(), &a, texts)
		require.NoError(t, err)
		c, err = c.Learn(t.Context(), corpus, keyword.LearnOptions{})
		require.NoError(t, err)
		for i, label := range classifyAll(t, c, corpus) {
			checkLabel(t, texts[i], label)
			require.Equal(t, label, c.Classify(texts[i]), "%q", texts[i])
		}
		checkLabel(t, text, c.Classify(text))
		checkSuggestions(t, l, texts, c.Suggestions())
		backwards := slices.Clone(texts)
		slices.Reverse(backwards)
		d, _ := learn(t, l, backwards, keyword.LearnOptions{})
		for _, s := range append(texts, text) {
			require.Equal(t, c.Classify(s), d.Classify(s), "%q", s)
		}
		require.Equal(t, c.Suggestions(), d.Suggestions())
	})
}

// BenchmarkLearn learns from made lists and, where -keywords names one, a list of one's own,
// and tells the roles of their keywords.
func BenchmarkLearn(b *testing.B) {
	run := func(name string, lexicon keyword.Lexicon, texts []string) {
		var a keyword.Analyzer
		c, err := keyword.NewClassifier(&a, lexicon)
		require.NoError(b, err)
		corpus, err := keyword.NewCorpus(b.Context(), &a, texts)
		require.NoError(b, err)
		learnt, err := c.Learn(b.Context(), corpus, keyword.LearnOptions{})
		require.NoError(b, err)
		b.Run("step=learn/"+name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := c.Learn(b.Context(), corpus, keyword.LearnOptions{}); err != nil {
					b.Fatal(err)
				}
			}
			perSecond(b, len(texts))
		})
		b.Run("step=classify/"+name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := learnt.ClassifyAll(b.Context(), corpus); err != nil {
					b.Fatal(err)
				}
			}
			perSecond(b, len(texts))
		})
	}
	if *keywordsFile != "" {
		f, err := os.Open(*keywordsFile)
		require.NoError(b, err)
		defer f.Close()
		var texts []string
		in := bufio.NewScanner(f)
		for in.Scan() {
			text, _, _ := strings.Cut(in.Text(), "\t")
			texts = append(texts, text)
		}
		require.NoError(b, in.Err())
		run("keywords=file", keyword.Lexicon{}, texts)
		return
	}
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		run(fmt.Sprintf("keywords=%d", n), market, makeKeywords(n))
	}
}
