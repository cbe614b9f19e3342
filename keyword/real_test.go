package keyword_test

import (
	"bufio"
	"flag"
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/keyword"
)

var keywordsFile = flag.String("keywords", "", "a file of keywords, one a line, to measure with: the first cell of a table's lines")

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
