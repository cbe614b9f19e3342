package keyword_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"

	"github.com/needscape/needscape/keyword"
)

// makeKeywords makes n keywords of the kinds that lists hold, the same for the
// same n: few head words, many rare ones (Zipf), variants, numbers, strange bytes.
func makeKeywords(n int) []string {
	r := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(r, 1.05, 4, uint64(n/4+100))
	heads := strings.Fields(`diaper rash cream baby creams Rash rashes ointment for how to treat the a on in best vs without
		sugar free from london 2 3 bedroom vitamin a+d c++ what's treating treated knives café ＷＩＤＥ I'm near me 1,000 $5
		day season how do i can you dollars percent ounces pound from between by substitute swap co-working rent -10 401(k) ph.d 2nd dog cats`)
	odd := []string{"", " ", "\xff\xfe", "❤", "--", "the who", "İZMİR", "diaper\u00a0rash", "o\u0301"}
	out := make([]string, n)
	for i := range out {
		if r.IntN(200) == 0 {
			out[i] = odd[r.IntN(len(odd))]
			continue
		}
		var words []string
		for range 1 + r.IntN(3) + r.IntN(4) {
			if r.IntN(2) == 0 {
				words = append(words, heads[r.IntN(len(heads))])
				continue
			}
			word, z := "", zipf.Uint64()
			for z += 30; z > 0; z /= 30 {
				word += string("bcdfghjklmnprst"[z%15]) + string("aeiou"[z/15%5])
			}
			words = append(words, word+[]string{"", "s", "ing", "ed", "er", "e"}[r.IntN(6)])
		}
		out[i] = strings.Join(words, []string{" ", " ", " ", "-", "  "}[r.IntN(5)])
	}
	return out
}

// TestCorpusAsAlone: the corpus says of each keyword what the analyzer says of it
// alone, whatever the number of goroutines.
func TestCorpusAsAlone(t *testing.T) {
	texts := makeKeywords(60_000)
	for _, lang := range []language.Tag{language.English, language.French, language.Turkish, language.Japanese} {
		a := keyword.NewAnalyzer(lang)
		var first *keyword.Corpus
		for _, procs := range []int{1, 2, 8} {
			old := runtime.GOMAXPROCS(procs)
			c, err := keyword.NewCorpus(t.Context(), a, texts)
			runtime.GOMAXPROCS(old)
			require.NoError(t, err)
			if first != nil {
				assert.Equal(t, first.Variants(), c.Variants(), "%v on %d", lang, procs)
				assert.Equal(t, first.Words(), c.Words())
				continue
			}
			first = c
		}
		variants := first.Variants()
		classes := map[string]int32{}
		for i, text := range texts {
			key := a.Key(text)
			require.Equal(t, key, first.Key(i), "%v: key of %q", lang, text)
			if i%7 == 0 {
				require.Equal(t, a.Tokens(text), first.Tokens(i), "%v: tokens of %q", lang, text)
			}
			class, known := classes[key]
			if !known {
				class = int32(len(classes))
				classes[key] = class
			}
			require.Equal(t, class, variants[i], "%v: class of %q, key %q", lang, text, key)
		}
		assert.Equal(t, len(texts), first.Len())
		assert.Equal(t, texts[5], first.Text(5))
	}
}

// TestShuffled: the classes of variants do not depend on the order of the list.
func TestShuffled(t *testing.T) {
	texts := makeKeywords(20_000)
	var a keyword.Analyzer
	c, err := keyword.NewCorpus(t.Context(), &a, texts)
	require.NoError(t, err)
	order := rand.New(rand.NewPCG(3, 4)).Perm(len(texts))
	shuffled := make([]string, len(texts))
	for i, o := range order {
		shuffled[i] = texts[o]
	}
	d, err := keyword.NewCorpus(t.Context(), &a, shuffled)
	require.NoError(t, err)
	to := map[int32]int32{}
	from := map[int32]int32{}
	x, y := c.Variants(), d.Variants()
	for i, o := range order {
		if _, ok := to[x[o]]; !ok {
			to[x[o]] = y[i]
		}
		if _, ok := from[y[i]]; !ok {
			from[y[i]] = x[o]
		}
		require.Equal(t, to[x[o]], y[i], "%q", texts[o])
		require.Equal(t, from[y[i]], x[o], "%q", texts[o])
	}
}

func TestCorpusCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var a keyword.Analyzer
	_, err := keyword.NewCorpus(ctx, &a, makeKeywords(10_000))
	assert.ErrorIs(t, err, context.Canceled)
}

func TestCorpusEmpty(t *testing.T) {
	var a keyword.Analyzer
	c, err := keyword.NewCorpus(t.Context(), &a, nil)
	require.NoError(t, err)
	assert.Empty(t, c.Variants())
	cl, err := keyword.NewClassifier(&a, market)
	require.NoError(t, err)
	labels, err := cl.ClassifyAll(t.Context(), c)
	require.NoError(t, err)
	assert.Empty(t, labels)
}

func BenchmarkCorpus(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		texts := makeKeywords(n)
		size := 0
		for _, t := range texts {
			size += len(t)
		}
		b.Run(fmt.Sprintf("keywords=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(size))
			var a keyword.Analyzer
			for b.Loop() {
				if _, err := keyword.NewCorpus(b.Context(), &a, texts); err != nil {
					b.Fatal(err)
				}
			}
			perSecond(b, n)
		})
	}
}

func BenchmarkVariants(b *testing.B) {
	const n = 1_000_000
	var a keyword.Analyzer
	c, err := keyword.NewCorpus(b.Context(), &a, makeKeywords(n))
	require.NoError(b, err)
	for b.Loop() {
		c.Variants()
	}
	perSecond(b, n)
}

func BenchmarkClassify(b *testing.B) {
	var a keyword.Analyzer
	cl, err := keyword.NewClassifier(&a, market)
	require.NoError(b, err)
	texts := makeKeywords(100_000)
	b.Run("of=corpus", func(b *testing.B) {
		b.ReportAllocs()
		c, err := keyword.NewCorpus(b.Context(), &a, texts)
		require.NoError(b, err)
		for b.Loop() {
			if _, err := cl.ClassifyAll(b.Context(), c); err != nil {
				b.Fatal(err)
			}
		}
		perSecond(b, len(texts))
	})
	b.Run("of=one", func(b *testing.B) {
		b.ReportAllocs()
		i := 0
		for b.Loop() {
			cl.Classify(texts[i%len(texts)])
			i++
		}
		perSecond(b, 1)
	})
}

func BenchmarkKey(b *testing.B) {
	var a keyword.Analyzer
	texts := makeKeywords(100_000)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		a.Key(texts[i%len(texts)])
		i++
	}
	perSecond(b, 1)
}

func perSecond(b *testing.B, keywords int) {
	b.ReportMetric(float64(keywords)*float64(b.N)/b.Elapsed().Seconds(), "keywords/s")
}

// TestMisspellings: slips are found where the list shows them, and no two words are
// taken for one.
func TestMisspellings(t *testing.T) {
	var texts []string
	for i := range 40 {
		for _, s := range []string{"diaper %d rash cream", "cream %d for calendar", "calendar %d printable", "moth %d balls", "printable party %d", "month %d planner", "salmon recipes %d"} {
			texts = append(texts, fmt.Sprintf(s, i))
		}
	}
	texts = append(texts,
		"printable calender", "diaper rsah cream", "calandar printable", // slips
		"diaper crram",                   // a key beside the right one, in a short word: not sure enough
		"salmon patty recipes",           // a word of its own
		"mouth wash",                     // in no company of month
		"calenders for cloth", "diapers", // other forms
	)
	var a keyword.Analyzer
	c, err := keyword.NewCorpus(t.Context(), &a, texts)
	require.NoError(t, err)
	found, err := c.Misspellings(t.Context())
	require.NoError(t, err)
	var got []string
	var o keyword.Overrides
	for _, m := range found {
		got = append(got, m.Wrong+" "+m.Right)
		o.Same = append(o.Same, []string{m.Right, m.Wrong})
	}
	assert.Equal(t, []string{"calandar calendar"}, got)
	b := a.With(o)
	assert.Equal(t, b.Key("calandars printable"), b.Key("printable calendar"), "in the plural too")
	assert.Equal(t, `"calandar" is "calendar": 1 edit, 80 times rarer`, found[0].String())

	german := strings.Split("kalender kaufen,kalender drucken,kalender für kinder,calendar für kinder drucken,wandkalender ohne bilder", ",")
	mixed, err := keyword.NewAnalyzer(language.German, language.English).Learn(t.Context(), append(german, texts...))
	require.NoError(t, err)
	c, err = keyword.NewCorpus(t.Context(), mixed, append(german, texts...))
	require.NoError(t, err)
	found, err = c.Misspellings(t.Context())
	require.NoError(t, err)
	require.NotEmpty(t, found)
	for _, m := range found {
		assert.NotContains(t, m.Wrong+m.Right, "kalender", "no word of another language")
	}

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = c.Misspellings(ctx)
	assert.ErrorIs(t, err, context.Canceled)
}

// TestForms: two words are joined that the list writes as one too, in like company; forms
// of one stem in no common company are told.
func TestForms(t *testing.T) {
	var texts []string
	for i := range 30 {
		for _, s := range []string{"short code plugin %d", "shortcode plugin %d", "hair cut salon %d", "shoe shop %d", "shoes shop %d"} {
			texts = append(texts, fmt.Sprintf(s, i%9))
		}
		texts = append(texts, "rails framework", "rail ticket")
	}
	texts = append(texts, "code short", "get list", "getlist of zebras", "hammas lääkäri turku", "hammaslääkäri turku", "lääkäri")
	var a keyword.Analyzer
	c, err := keyword.NewCorpus(t.Context(), &a, texts)
	require.NoError(t, err)
	forms, err := c.Forms(t.Context())
	require.NoError(t, err)
	var o keyword.Overrides
	var got []string
	for _, f := range forms {
		if f.One {
			o.Joined = append(o.Joined, f.A)
		}
		got = append(got, f.String())
	}
	assert.Equal(t, []string{
		`"hammas lääkäri" is "hammaslääkäri": written both ways, company 1.00`,
		`"rails" may not be "rail": company 0.00`,
		`"short code" is "shortcode": written both ways, company 1.00`,
	}, got)
	b := a.With(o)
	assert.Equal(t, b.Key("plugin for short codes"), b.Key("shortcode plugin"))
	assert.Equal(t, b.Key("Hammas-Lääkäri Turku"), b.Key("turku hammaslääkäri"))
	assert.NotEqual(t, a.Key("short code"), a.Key("shortcode"), "the first is as it was")
	assert.Contains(t, b.Difference("short code plugin", "shortcode plugin"), "spacing")
	d, err := keyword.NewCorpus(t.Context(), b, texts)
	require.NoError(t, err)
	for i, text := range texts {
		require.Equal(t, b.Key(text), d.Key(i), text)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = c.Forms(ctx)
	assert.ErrorIs(t, err, context.Canceled)
}

// TestNext: a list analysed with the words of another is what it is alone.
func TestNext(t *testing.T) {
	first, second := makeKeywords(9_000), makeKeywords(40_000)[5_000:]
	for _, a := range []*keyword.Analyzer{new(keyword.Analyzer), keyword.NewAnalyzer(language.English, language.German)} {
		c, err := keyword.NewCorpus(t.Context(), a, first)
		require.NoError(t, err)
		known := c.Words()
		d, err := c.Next(t.Context(), second)
		require.NoError(t, err)
		alone, err := keyword.NewCorpus(t.Context(), a, second)
		require.NoError(t, err)
		assert.Equal(t, alone.Variants(), d.Variants())
		again, err := d.Next(t.Context(), second)
		require.NoError(t, err)
		assert.Equal(t, d.Words(), again.Words(), "nothing new")
		for i, text := range second {
			require.Equal(t, a.Key(text), d.Key(i), text)
			require.Equal(t, d.Key(i), again.Key(i), text)
			if i%11 == 0 {
				require.Equal(t, a.Tokens(text), d.Tokens(i), text)
			}
		}
		assert.Equal(t, known, c.Words(), "the first is as it was")
		for i, text := range first {
			require.Equal(t, a.Key(text), c.Key(i), text)
		}
	}
}
