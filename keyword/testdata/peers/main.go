// Peers compares package keyword with what a Go program does without it: lower case,
// NFKC, words at what is neither letter nor digit, no stop words, Snowball stems
// sorted into a key. It needs the network once, for Go modules.
//
//	cd keyword/testdata/peers
//	go run . [-rounds 5] FILE
//
// FILE, also as .gz, holds a keyword a line, or a table whose first column they are,
// under the header "keyword" or "text". Each round measures every way once, on one core
// and on all; the loops that are not parallel by themselves get a goroutine a core, which
// has a map of its own until the end. Speeds are medians of the rounds, and so are the
// ratios, each within its round. The groups are those of the way: the stop words and
// stems of the peers are not ours, and Variants numbers the groups where the others make
// a string for each keyword. The warm vocabulary is that of the same list, so that it
// knows every word; it is alive throughout, and not among what is kept. That is the heap
// after a collection with the result alive, beside the keywords themselves.
package main

import (
	"bufio"
	"compress/gzip"
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"text/tabwriter"
	"time"
	"unicode"

	"github.com/kljensen/snowball/english"
	"github.com/needscape/needscape/keyword"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// A way groups keywords and returns the number of groups, and what is left to keep.
type way struct {
	name   string
	groups func(texts []string) (int, any)
}

// measured is what the rounds of one way took.
type measured struct {
	speeds, ratios          []float64 // keywords/s, and by that of the first way
	mallocs, bytes, keyword float64   // in all rounds
	kept                    float64   // likewise
	groups                  int
}

func main() {
	log.SetFlags(0)
	rounds := flag.Int("rounds", 5, "how often to measure each way")
	flag.Parse()
	if flag.NArg() != 1 || *rounds < 1 {
		log.Fatal("usage: go run . [-rounds 5] FILE")
	}
	texts, err := read(flag.Arg(0))
	if err != nil {
		log.Fatal(err)
	}
	if len(texts) == 0 {
		log.Fatalf("%s: no keywords", flag.Arg(0))
	}

	ctx, analyzer := context.Background(), keyword.NewAnalyzer(language.English)
	known := corpus(keyword.NewCorpus(ctx, analyzer, texts))
	ways := []way{
		{"(a) naive", sharded(func() func(string) string { return naive(english.Stem) })},
		{"(b) naive, stems in a map", sharded(func() func(string) string { return naive(cached()) })},
		{"(c) NewCorpus + Variants, cold", func(texts []string) (int, any) {
			return classes(corpus(keyword.NewCorpus(ctx, analyzer, texts)))
		}},
		{"(d) Next + Variants, warm", func(texts []string) (int, any) { return classes(corpus(known.Next(ctx, texts))) }},
		{"(e) Analyzer.Key", sharded(func() func(string) string { return analyzer.Key })},
	}
	cores := slices.Compact([]int{1, runtime.GOMAXPROCS(0)})
	results := make([][]measured, len(cores))
	for c := range results {
		results[c] = make([]measured, len(ways))
	}
	for range *rounds {
		for c, n := range cores {
			runtime.GOMAXPROCS(n)
			for w := range ways {
				results[c][w].add(ways[w].groups, texts, &results[c][0])
			}
		}
	}

	fmt.Printf("%d keywords, %d rounds, %s %s/%s\n", len(texts), *rounds, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(out, "cores\tkeywords/s\ttimes (a)\tallocs/keyword\tB/keyword\tkept\tgroups\t  way")
	for c, n := range cores {
		for w, m := range results[c] {
			fmt.Fprintf(out, "%d\t%.0f\t%.2f\t%.3f\t%.0f\t%.0f\t%d\t  %s\n", n, median(m.speeds), median(m.ratios),
				m.mallocs/m.keyword, m.bytes/m.keyword, m.kept/m.keyword, m.groups, ways[w].name)
		}
	}
	out.Flush()
}

// add measures a way once, from a clean heap.
func (m *measured) add(groups func([]string) (int, any), texts []string, first *measured) {
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	n, result := groups(texts)
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	m.groups = n
	m.mallocs += float64(after.Mallocs - before.Mallocs)
	m.bytes += float64(after.TotalAlloc - before.TotalAlloc)
	runtime.GC()
	runtime.ReadMemStats(&after)
	m.kept += float64(after.HeapAlloc) - float64(before.HeapAlloc)
	runtime.KeepAlive(result)
	m.keyword += float64(len(texts))
	m.speeds = append(m.speeds, float64(len(texts))/took.Seconds())
	m.ratios = append(m.ratios, m.speeds[len(m.speeds)-1]/first.speeds[len(m.speeds)-1])
}

// naive returns a function from a keyword to its key.
func naive(stem func(word string, stemStopWords bool) string) func(string) string {
	return func(text string) string {
		words := strings.FieldsFunc(norm.NFKC.String(strings.ToLower(text)), func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsDigit(r)
		})
		var stems []string
		for _, w := range words {
			if !english.IsStopWord(w) {
				stems = append(stems, stem(w, true))
			}
		}
		slices.Sort(stems)
		return strings.Join(stems, " ")
	}
}

// cached returns english.Stem with a memory, for one goroutine.
func cached() func(string, bool) string {
	stems := map[string]string{}
	return func(word string, stemStopWords bool) string {
		s, ok := stems[word]
		if !ok {
			s = english.Stem(word, stemStopWords)
			stems[word] = s
		}
		return s
	}
}

// sharded counts keys in a map, on GOMAXPROCS goroutines with a key function each.
func sharded(newKey func() func(string) string) func([]string) (int, any) {
	return func(texts []string) (int, any) {
		counts := make([]map[string]int, runtime.GOMAXPROCS(0))
		var wg sync.WaitGroup
		for p := range counts {
			wg.Go(func() {
				key, count := newKey(), map[string]int{}
				for _, text := range texts[len(texts)*p/len(counts) : len(texts)*(p+1)/len(counts)] {
					count[key(text)]++
				}
				counts[p] = count
			})
		}
		wg.Wait()
		for _, count := range counts[1:] {
			for key, n := range count {
				counts[0][key] += n
			}
		}
		return len(counts[0]), counts[0]
	}
}

func corpus(c *keyword.Corpus, err error) *keyword.Corpus {
	if err != nil {
		log.Fatal(err)
	}
	return c
}

func classes(c *keyword.Corpus) (int, any) {
	variants := c.Variants()
	return int(slices.Max(variants)) + 1, []any{c, variants}
}

func median(x []float64) float64 {
	x = slices.Sorted(slices.Values(x))
	return (x[(len(x)-1)/2] + x[len(x)/2]) / 2
}

// read returns the first column of a file without its header.
func read(name string) ([]string, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			return nil, err
		}
	}
	var texts []string
	lines := bufio.NewScanner(r)
	for first := true; lines.Scan(); first = false {
		text, _, _ := strings.Cut(lines.Text(), "\t")
		if header := first && (text == "keyword" || text == "text"); !header {
			texts = append(texts, text)
		}
	}
	return texts, lines.Err()
}
