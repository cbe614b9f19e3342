package keyword_test

import (
	"bufio"
	"flag"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/keyword"
)

var keywordsFile = flag.String("keywords", "", "a file of keywords, one a line, to measure with: the first cell of a table's lines")

var spellingsFile = flag.String("spellings", "", "a table of searches and what people say they are to be, parted by |, to judge misspellings by")

// TestSpellings judges by searches that people have corrected (see CONTRIBUTING.md): of
// the misspellings that the list shows, how many are what people say in the searches in
// which they stand, and how many of people's corrections of one word are found.
func TestSpellings(t *testing.T) {
	if *spellingsFile == "" {
		t.Skip("-spellings names no file")
	}
	b, err := os.ReadFile(*spellingsFile)
	require.NoError(t, err)
	var texts []string
	var meant [][]string
	for line := range strings.Lines(string(b)) {
		fields := strings.Split(strings.TrimSpace(line), "\t")
		require.GreaterOrEqual(t, len(fields), 2, "%q", line)
		texts = append(texts, fields[0])
		meant = append(meant, strings.Split(fields[1], "|"))
	}
	var a keyword.Analyzer
	c, err := keyword.NewCorpus(t.Context(), &a, texts)
	require.NoError(t, err)
	found, err := c.Misspellings(t.Context())
	require.NoError(t, err)
	slips := map[string]keyword.Misspelling{}
	for _, m := range found {
		slips[m.Wrong] = m
	}
	right, wrong, missed := 0, 0, 0
	for i, text := range texts {
		typed := a.Tokens(text)
		for _, token := range typed {
			m, ok := slips[token.Text]
			if !ok {
				continue
			}
			if slices.ContainsFunc(meant[i], func(s string) bool {
				return slices.ContainsFunc(a.Tokens(s), func(t keyword.Token) bool { return t.Text == m.Right || t.Stem == a.Stem(m.Right) })
			}) {
				right++
			} else {
				wrong++
				t.Logf("%v: not in %q, which is %q", m, text, meant[i])
			}
		}
		if words := a.Tokens(meant[i][0]); len(words) == len(typed) {
			for k, w := range words {
				if m, ok := slips[typed[k].Text]; w.Stem != typed[k].Stem && (!ok || m.Right != w.Text) {
					missed++
				}
			}
		}
	}
	t.Logf("%d misspellings; in the searches in which they stand %d right, %d wrong, %d of people's missed: precision %.3f, recall %.3f",
		len(found), right, wrong, missed, float64(right)/float64(right+wrong), float64(right)/float64(right+missed))
}

// BenchmarkList analyses a list of one's own: cold, where the vocabulary is made anew
// each time; warm, where all words are known; and finds its classes of variants. Kept is
// what the corpus needs beside the texts.
func BenchmarkList(b *testing.B) {
	if *keywordsFile == "" {
		b.Skip("-keywords names no file")
	}
	f, err := os.Open(*keywordsFile)
	require.NoError(b, err)
	defer f.Close()
	var texts []string
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		text, _, _ := strings.Cut(lines.Text(), "\t")
		texts = append(texts, text)
	}
	require.NoError(b, lines.Err())
	var a keyword.Analyzer
	known, err := keyword.NewCorpus(b.Context(), &a, texts)
	require.NoError(b, err)
	run := func(name string, analyse func() (*keyword.Corpus, error)) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := analyse(); err != nil {
					b.Fatal(err)
				}
			}
			perSecond(b, len(texts))
			before := heap()
			c, _ := analyse()
			b.ReportMetric(float64(heap()-before)/float64(len(texts)), "kept-B/keyword")
			runtime.KeepAlive(c)
		})
	}
	run("cold", func() (*keyword.Corpus, error) { return keyword.NewCorpus(b.Context(), &a, texts) })
	run("warm", func() (*keyword.Corpus, error) { return known.Next(b.Context(), texts) })
	b.Run("units", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := known.Units(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
		perSecond(b, len(texts))
	})
	b.Run("variants", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			known.Variants()
		}
		perSecond(b, len(texts))
	})
}

// heap returns the bytes in use.
func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
