package demand_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/keyword"
)

// lexis takes the terms of a report apart, as English.
func lexis(t testing.TB, r *demand.Report) *demand.Lexis {
	t.Helper()
	x, err := r.Lexis(t.Context(), nil)
	require.NoError(t, err)
	return x
}

// wordings are those of a market of exact volumes.
func wordings(t *testing.T, volumes map[string]int64, by demand.By, opt demand.WordOptions) []demand.Wording {
	t.Helper()
	m := market(t)
	for k, n := range volumes {
		m.Add(demand.Row{Keyword: k, Volume: demand.Count(n)})
	}
	w, err := lexis(t, report(t, m)).Wordings(t.Context(), by, demand.Parts{}, opt)
	require.NoError(t, err)
	return w
}

// TestLogOdds holds scores against the formula, worked out by:
//
//	from math import log, sqrt
//	need = [("baby rash", 1000), ("red rash", 10), ("rash", 100)]
//	rest = [("rash cream", 500), ("baby cream", 20), ("baby powder", 0)]
//	def counts(terms):
//	    y, w, q = {}, 0, 0
//	    for t, v in terms:
//	        c = max(1, v.bit_length())
//	        for x in t.split():
//	            y[x] = y.get(x, 0) + c; w += c; q += c*c
//	    return {x: c*w/q for x, c in y.items()}, w*w/q
//	def score(word, i, j, prior):
//	    (yi, ni), (yj, nj) = counts(i), counts(j)
//	    yi, yj = yi.get(word, 0), yj.get(word, 0)
//	    a, a0 = prior*(yi+yj), prior*(ni+nj)
//	    d = log((yi+a)/(ni+a0-yi-a)) - log((yj+a)/(nj+a0-yj-a))
//	    return d/sqrt(1/(yi+a)+1/(yj+a))
//	for p in .1, 1, 5, 0: # 0 where a word is said on both sides
//	    print(p, {w: round(score(w, need, rest, p), 4) for w in ("rash", "baby", "red")},
//	             {w: round(score(w, rest, need, p), 4) for w in ("cream", "powder")})
func TestLogOdds(t *testing.T) {
	volumes := map[string]int64{"baby rash": 1000, "red rash": 10, "rash": 100, "rash cream": 500, "baby cream": 20, "baby powder": 0}
	for prior, want := range map[float64]string{
		0:  "need: rash 1.0656, red 0.5277, baby 0.3048; solution: cream 1.2493, powder 0.2784; ",
		1:  "need: rash 0.6859, red 0.4159, baby 0.1937; solution: cream 1.0382, powder 0.2190; ",
		5:  "need: rash 0.3592, red 0.2216, baby 0.1013; solution: cream 0.5567, powder 0.1167; ",
		-1: "need: rash 1.1558, baby 0.3330; solution: ; ",
	} {
		got := ""
		for _, w := range wordings(t, volumes, demand.ByRole, demand.WordOptions{Prior: prior, Score: -1}) {
			var words []string
			for _, x := range w.Words {
				words = append(words, fmt.Sprintf("%s %.4f", x.Text, x.Score))
			}
			got += w.Role.String() + ": " + strings.Join(words, ", ") + "; "
		}
		assert.Equal(t, want, got, "prior %v", prior)
	}
}

// texts are words with what else was said of them.
func texts(words []demand.Word) []string {
	var out []string
	for _, w := range words {
		out = append(out, fmt.Sprintf("%s %s %d %d", w.Text, w.Role, w.Keywords, w.Demand.Low))
	}
	return out
}

// TestWords: words are written as most searches write them on that rung, what cannot be
// parted stays together, and what always stands together is one.
func TestWords(t *testing.T) {
	for _, c := range []struct {
		name    string
		volumes map[string]int64
		rung    int
		want    []string
	}{
		{"written as on the rung", map[string]int64{
			"baby rashes": 90, "red rash": 50, "itchy rashes": 30, "cream": 100, "rash cream": 999, "powder": 99},
			0, []string{"rashes need 3 170", "baby other 1 90", "red other 1 50", "itchy other 1 30"}},
		{"without is part of the word", map[string]int64{
			"cream without zinc": 50, "powder without the zinc": 40, "zinc free cream oil": 10, "rash": 9, "zinc rash": 99, "why rash": 60},
			1, []string{"without zinc other 3 100", "cream solution 2 60", "powder solution 1 40", "oil other 1 10"}},
		{"always together", map[string]int64{
			"cream near me": 90, "powder near me": 50, "paste powder near me": 40, "rash": 60},
			1, []string{"near me other 3 180", "powder solution 2 90", "cream solution 1 90", "paste other 1 40"}},
		{"not always together", map[string]int64{
			"cream near me": 90, "powder near me": 50, "oil powder near me": 40, "rash": 60, "me rash red": 1},
			1, []string{"near other 3 180", "powder solution 2 90", "me other 3 180", "cream solution 1 90", "oil other 1 40"}},
		{"a brand is known as one", map[string]int64{
			"desitin coupon": 20, "desitin price": 30, "rash": 9, "red rash": 90},
			1, []string{"desitin brand 2 50", "price other 1 30", "coupon other 1 20"}},
		{"nothing to compare with", map[string]int64{"rash": 9, "baby rash": 2}, 0, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := wordings(t, c.volumes, demand.ByRole, demand.WordOptions{Score: -1})
			assert.Equal(t, c.want, texts(w[c.rung].Words))
		})
	}
}

// TestWordsRobust: a single keyword, however often it is searched for, does not make its
// words typical before those that many keywords have.
func TestWordsRobust(t *testing.T) {
	volumes := map[string]int64{"elbow rash": 5_000_000}
	for _, word := range strings.Fields("one two six ten red hot dry wet big old") {
		volumes["baby "+word+" rash"], volumes["cream "+word] = 100, 100
	}
	words := wordings(t, volumes, demand.ByRole, demand.WordOptions{Score: -1, Words: -1})[0].Words
	at := func(text string) int {
		return slices.IndexFunc(words, func(w demand.Word) bool { return w.Text == text })
	}
	require.NotEqual(t, -1, at("elbow"))
	assert.Less(t, at("baby"), at("elbow"))
	assert.Less(t, at("rash"), at("elbow"))
}

// TestWordingsOfParts: a need is compared within its own ladder; where it has one rung only,
// with the rest of the market.
func TestWordingsOfParts(t *testing.T) {
	r := counted(map[string]int64{"n1 x": 50, "n1 x y": 40, "n1 s1": 30, "n1 s1 z": 20, "n2 x": 10, "n2 q": 9, "s2 x": 8})
	slices.SortFunc(r.Terms, func(a, b demand.Term) int { return int(b.Volume.Number - a.Volume.Number) })
	got, err := lexis(t, r).Wordings(t.Context(), demand.ByRole, r.Mentions(keyword.Need, demand.PairOptions{}), demand.WordOptions{Score: -1, Leading: 1})
	require.NoError(t, err)
	var all []string
	for _, w := range got {
		require.Len(t, w.Leading, 1)
		all = append(all, fmt.Sprintf("%s %d %s, %s %d–%d: %s", w.Ladder, w.Part, w.Role, w.Leading[0].Keyword, w.Leading[0].Best, w.Leading[0].Worst, strings.Join(texts(w.Words), ", ")))
	}
	assert.Equal(t, []string{
		"n1 0 need, n1 x 1–1: x other 2 90, y other 1 40",
		"n1 0 solution, n1 s1 1–1: s1 solution 2 50, z other 1 20",
		"n2 1 need, n2 x 1–1: n2 need 2 19, q other 1 9",
	}, all)
}

// TestWordingsTwin: leading keywords are those of the ranking, and what a word counts is
// what the terms that have it count.
func TestWordingsTwin(t *testing.T) {
	m := market(t)
	rows := makeRows(700)
	for _, row := range rows {
		m.Add(row)
	}
	r := report(t, m)
	var texts []string
	for _, x := range r.Terms {
		texts = append(texts, x.Keyword)
	}
	corpus, err := keyword.NewCorpus(t.Context(), new(keyword.Analyzer), texts)
	require.NoError(t, err)
	units, err := corpus.Units(t.Context())
	require.NoError(t, err)
	saying := map[string][]string{} // the words of each keyword
	for i, text := range texts {
		for _, u := range units.Of(i) {
			saying[text] = append(saying[text], units.Names[u])
		}
	}
	for _, by := range bothWays {
		all := demand.WordOptions{Score: -1, Words: -1, Leading: -1}
		got, err := lexis(t, r).Wordings(t.Context(), by, demand.Parts{}, all)
		require.NoError(t, err)
		rankings := r.Rank(by)
		require.Len(t, got, len(rankings))
		for i, w := range got {
			require.Equal(t, rankings[i].Terms, w.Leading)
			require.NotEmpty(t, w.Words)
			for k, word := range w.Words {
				if !slices.Contains([]string{"cream", "desitin", "balmex", "baby", "best", "buy", "powder", "heat"}, word.Text) {
					continue // in one form only
				}
				var sum demand.Sum
				keywords := 0
				for _, x := range w.Leading {
					if slices.Contains(saying[x.Keyword], word.Text) {
						sum.AddTerm(x.Term)
						keywords += 1 + len(x.Variants)
					}
				}
				require.Equal(t, []any{sum, keywords}, []any{word.Demand, word.Keywords}, word.Text)
				if k > 0 {
					require.LessOrEqual(t, word.Score, w.Words[k-1].Score)
				}
			}
			few, err := lexis(t, r).Wordings(t.Context(), by, demand.Parts{}, demand.WordOptions{Score: .5, Words: 3, Leading: 2})
			require.NoError(t, err)
			n := min(3, len(slices.DeleteFunc(slices.Clone(w.Words), func(x demand.Word) bool { return x.Score < .5 })))
			require.Equal(t, w.Words[:n:n], few[i].Words[:n:n])
			require.Len(t, few[i].Words, n)
			require.Equal(t, w.Leading[:2], few[i].Leading)
		}
	}
}

// TestWordingsOrder: neither the order of rows nor the number of processors matters.
func TestWordingsOrder(t *testing.T) {
	rows := makeRows(600)
	build := func() []demand.Wording {
		m := market(t)
		for _, row := range rows {
			m.Add(row)
		}
		r := report(t, m)
		w, err := lexis(t, r).Wordings(t.Context(), demand.ByStage, r.Mentions(keyword.Need, demand.PairOptions{}), demand.WordOptions{Words: -1, Score: -1})
		require.NoError(t, err)
		return w
	}
	want := build()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	rand.New(rand.NewPCG(7, 8)).Shuffle(len(rows), func(i, k int) { rows[i], rows[k] = rows[k], rows[i] })
	assert.Equal(t, want, build())
}

// TestScoreOfChance: where rungs and words have nothing to do with each other, no more words
// reach a score than the normal distribution lets: one in twenty 1.645, one in forty 1.96.
func TestScoreOfChance(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 10))
	zipf := rand.NewZipf(rng, 1.3, 5, 200)
	words, beyond := 0, [2]int{}
	for range 20 {
		r := new(demand.Report)
		for i := range 800 {
			text := fmt.Sprintf("x%d", i)
			for range 1 + rng.IntN(4) {
				text += fmt.Sprintf(" q%d", zipf.Uint64())
			}
			x := term(text, demand.Count(1<<rng.IntN(18)))
			x.Stage = keyword.Stage(1 + rng.IntN(2))
			r.Terms = append(r.Terms, x)
		}
		w, err := lexis(t, r).Wordings(t.Context(), demand.ByStage, demand.Parts{}, demand.WordOptions{Score: -1, Words: -1})
		require.NoError(t, err)
		for _, rung := range w {
			for _, x := range rung.Words {
				if x.Keywords < 5 {
					continue
				}
				words++
				for i, z := range []float64{1.645, 1.96} {
					if x.Score >= z {
						beyond[i]++
					}
				}
			}
		}
	}
	// Only those more frequent on one of two rungs are listed, about half of all.
	require.Greater(t, words, 1000)
	assert.LessOrEqual(t, beyond[0]*10, words)
	assert.LessOrEqual(t, beyond[1]*20, words)
	assert.Positive(t, beyond[0])
}

func TestWordingsCancelled(t *testing.T) {
	r := manyTerms(5000)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := r.Lexis(ctx, nil)
	assert.ErrorIs(t, err, context.Canceled)
	_, err = lexis(t, r).Wordings(ctx, demand.ByRole, demand.Parts{}, demand.WordOptions{})
	assert.ErrorIs(t, err, context.Canceled)
	w, err := lexis(t, new(demand.Report)).Wordings(t.Context(), demand.ByRole, demand.Parts{}, demand.WordOptions{})
	assert.NoError(t, err)
	assert.Empty(t, w)
}

func BenchmarkLadders(b *testing.B) {
	for _, n := range []int{100_000, 1_000_000} {
		r := manyTerms(n)
		needs := r.Mentions(keyword.Need, demand.PairOptions{})
		for _, what := range []struct {
			name string
			run  func()
		}{
			{"mentions", func() { r.Mentions(keyword.Need, demand.PairOptions{}) }},
			{"market", func() { r.Ladders(demand.ByStage, demand.Parts{}) }},
			{"needs", func() { r.Ladders(demand.ByRole, needs) }},
			{"words", func() { lexis(b, r).Wordings(b.Context(), demand.ByRole, demand.Parts{}, demand.WordOptions{}) }},
			{"needwords", func() { lexis(b, r).Wordings(b.Context(), demand.ByRole, needs, demand.WordOptions{}) }},
		} {
			b.Run(fmt.Sprintf("what=%s/terms=%d", what.name, n), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					what.run()
				}
				b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "terms/s")
			})
		}
	}
}

// What to say to whom, and in which words: for each rung of a need.
func ExampleLexis_Wordings() {
	classifier := must(keyword.NewClassifier(new(keyword.Analyzer), keyword.Lexicon{
		Need: []string{"diaper rash", "heat rash"}, Solution: []string{"cream", "powder"}, Brand: []string{"desitin"},
	}))
	market := demand.NewMarket(classifier)
	for text, searches := range map[string]int64{
		"diaper rash": 90500, "what causes diaper rash": 2900, "causes of diaper rash in newborns": 880, "diaper rash pictures": 5400,
		"diaper rash cream": 27100, "best diaper rash cream": 6600, "organic diaper rash cream": 720, "desitin for diaper rash": 1900,
		"heat rash": 74000, "heat rash pictures": 880,
	} {
		market.Add(demand.Row{Keyword: text, Volume: demand.Round(searches)})
	}
	report := must(market.Report(context.Background()))
	needs := report.Mentions(keyword.Need, demand.PairOptions{})
	for _, ladder := range report.Ladders(demand.ByRole, needs) {
		for _, rung := range ladder.Missing() {
			fmt.Printf("%s: %s for a %s\n", ladder.Name, rung.Missing(), rung.Role)
		}
	}
	messages := demand.DefaultMessages()
	for _, w := range must(must(report.Lexis(context.Background(), nil)).Wordings(context.Background(), demand.ByRole, needs, demand.WordOptions{Words: 2, Leading: 1, Score: .5}))[:2] {
		message, _ := messages.For(w.Rung)
		fmt.Printf("%s, %s (%q):", w.Ladder, w.Role, w.Leading[0].Keyword)
		for _, word := range w.Words {
			fmt.Printf(" %s (%.1f)", word.Text, word.Score)
		}
		fmt.Printf(": %s\n", message.Aim)
	}
	// Output:
	// heat rash: no keyword for a solution
	// heat rash: no keyword for a brand
	// diaper rash, need ("diaper rash"): causes (1.0) pictures (0.8): they learn that the need can be met
	// diaper rash, solution ("diaper rash cream"): cream (1.6) best (0.9): they see why this one rather than any
}
