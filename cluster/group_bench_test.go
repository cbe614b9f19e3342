package cluster_test

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/cluster"
	"github.com/needscape/needscape/keyword"
)

// readKeywords reads the first cell of each line.
func readKeywords(t testing.TB, file string) []string {
	f, err := os.Open(file)
	require.NoError(t, err)
	defer f.Close()
	var texts []string
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		text, _, _ := strings.Cut(lines.Text(), "\t")
		texts = append(texts, text)
	}
	require.NoError(t, lines.Err())
	return texts
}

// madeKeywords writes made rows in words that no language has.
func madeKeywords(n int) []string {
	const syllables = "ba be bi bo bu da de di do du fa fe fi fo fu ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu pa pe pi po pu ra re ri ro ru ta te ti to tu va ve vi vo vu za ze zi zo zu"
	parts := strings.Fields(syllables)
	ends, features := madeRows(n, 200_000)
	texts := make([]string, n)
	start := uint32(0)
	var b strings.Builder
	for i, end := range ends {
		b.Reset()
		for k, f := range features[start:end] {
			if k > 0 {
				b.WriteByte(' ')
			}
			for x := f + 60; x > 0; x /= uint32(len(parts)) {
				b.WriteString(parts[x%uint32(len(parts))])
			}
			b.WriteByte('k')
		}
		texts[i] = b.String()
		start = end
	}
	return texts
}

// BenchmarkNew groups made keywords, or with -keywords those of one's own, and tells what
// each stage takes, analysis apart.
func BenchmarkNew(b *testing.B) {
	if *keywordsFile != "" {
		benchmarkNew(b, readKeywords(b, *keywordsFile))
		return
	}
	for _, n := range []int{10_000, 100_000, 1_000_000, 5_000_000} {
		if n > 1_000_000 && !*large {
			continue
		}
		b.Run(fmt.Sprintf("keywords=%d", n), func(b *testing.B) { benchmarkNew(b, madeKeywords(n)) })
	}
}

func benchmarkNew(b *testing.B, texts []string) {
	for _, threshold := range []float64{0, .6} {
		name := "threshold=auto"
		if threshold > 0 {
			name = fmt.Sprintf("threshold=%v", threshold)
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			spent := map[string]time.Duration{}
			var g *cluster.Grouping
			for b.Loop() {
				stage, since := "analysis", time.Now()
				next := func(name string, _ float64) {
					spent[stage] += time.Since(since)
					stage, since = name, time.Now()
				}
				corpus, err := keyword.NewCorpus(b.Context(), keyword.NewAnalyzer(), texts)
				require.NoError(b, err)
				g, err = cluster.New(b.Context(), corpus, cluster.Options{Threshold: threshold, Progress: next})
				require.NoError(b, err)
				next("", 0)
			}
			for stage, d := range spent {
				b.ReportMetric(d.Seconds()/float64(b.N), strings.ReplaceAll(stage, " ", "-")+"-s/op")
			}
			b.ReportMetric(float64(len(g.Groups)), "groups")
			b.ReportMetric(float64(len(g.Topics)), "topics")
			b.ReportMetric(g.Spare, "spare")
			b.ReportMetric(g.Threshold, "threshold")
			b.ReportMetric(float64(len(texts))*float64(b.N)/b.Elapsed().Seconds(), "keywords/s")
		})
	}
}
