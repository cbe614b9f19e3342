package keyword_test

import (
	"bufio"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/keyword"
)

var keywordsFile = flag.String("keywords", "", "a file of keywords, one a line, to measure with: the first cell of a table's lines")

// BenchmarkList analyses a list of one's own, cold: the vocabulary is made anew each
// time.
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
	b.ReportAllocs()
	var a keyword.Analyzer
	for b.Loop() {
		if _, err := keyword.NewCorpus(b.Context(), &a, texts); err != nil {
			b.Fatal(err)
		}
	}
	perSecond(b, len(texts))
}
