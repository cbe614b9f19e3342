package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/needscape/needscape/cluster"
	"github.com/needscape/needscape/keyword"
)

// steps is what a process can do, by name of the step. Each returns the function to time,
// which returns what it found, and maybe a note.
var steps = map[string]func(job) func() (int, string){
	"analysis": func(j job) func() (int, string) {
		texts := lines(j.Texts)
		return func() (int, string) { return sets(rowsOf(texts), true).Len(), "rows" }
	},
	"analysis+join": func(j job) func() (int, string) {
		texts := lines(j.Texts)
		return func() (int, string) { return len(join(sets(rowsOf(texts), true), cluster.Cosine, j.Threshold)), "" }
	},
	"join": func(j job) func() (int, string) {
		s := sets(readRows(j.Rows), true)
		return func() (int, string) { return len(join(s, cluster.Cosine, j.Threshold)), "" }
	},
	"stream": func(j job) func() (int, string) {
		s := sets(readRows(j.Rows), true)
		return func() (int, string) {
			var found atomic.Int64
			check(s.Stream(context.Background(), cluster.Cosine, j.Threshold, func() func([]cluster.Pair) error {
				return func(pairs []cluster.Pair) error {
					found.Add(int64(len(pairs)))
					return nil
				}
			}))
			return int(found.Load()), ""
		}
	},
	"jaccard": func(j job) func() (int, string) {
		s := sets(readRows(j.Rows), false)
		return func() (int, string) { return len(join(s, cluster.Jaccard, j.Threshold)), "" }
	},
	"naive": func(j job) func() (int, string) {
		rows := readRows(j.Rows)
		return func() (int, string) { return naive(rows, j.Threshold), "" }
	},
	"new": func(j job) func() (int, string) {
		return func() (int, string) {
			c, err := keyword.NewCorpus(context.Background(), keyword.NewAnalyzer(), lines(j.Texts))
			check(err)
			g, err := cluster.New(context.Background(), c, cluster.Options{Threshold: j.Threshold})
			check(err)
			if j.Groups != "" {
				check(os.WriteFile(j.Groups, []byte(strings.Trim(fmt.Sprint(g.Group), "[]")), 0o600))
			}
			return len(g.Groups), fmt.Sprintf("%v from %.2f, %d topics", g.Method, g.Threshold, len(g.Topics))
		}
	},
}

// work does a job and tells the result.
func work(arg string) {
	var j job
	check(json.Unmarshal([]byte(arg), &j))
	f := steps[j.Step](j)
	runtime.GC()
	start := time.Now()
	var r result
	r.Found, r.Note = f()
	r.Seconds = time.Since(start).Seconds()
	r.Peak = peak()
	check(json.NewEncoder(os.Stdout).Encode(r))
}

// peak returns the most memory that the process had so far, in kB, or 0.
func peak() int {
	status, _ := os.ReadFile("/proc/self/status")
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	kB, _ := strconv.Atoi(strings.TrimSpace(strings.SplitN(after, "kB", 2)[0]))
	return kB
}

// rowsOf returns the units of keywords, once for all close variants.
func rowsOf(texts []string) [][]uint32 {
	c, err := keyword.NewCorpus(context.Background(), keyword.NewAnalyzer(), texts)
	check(err)
	units, err := c.Units(context.Background())
	check(err)
	var rows [][]uint32
	for i, v := range c.Variants() {
		if int(v) == len(rows) { // numbered by their first keywords
			rows = append(rows, units.Of(i))
		}
	}
	return rows
}

// sets returns rows as sets, weighted by IDF or not at all.
func sets(rows [][]uint32, weighted bool) *cluster.Sets {
	ends, features := make([]uint32, len(rows)), []uint32(nil)
	for i, row := range rows {
		features = append(features, row...)
		ends[i] = uint32(len(features))
	}
	s, err := cluster.NewSets(ends, features, nil)
	check(err)
	if weighted {
		idf, err := s.IDF(nil)
		check(err)
		s, err = s.Weighted(idf)
		check(err)
	}
	return s
}

func join(s *cluster.Sets, m cluster.Measure, threshold float64) []cluster.Pair {
	pairs, err := s.Join(context.Background(), m, threshold)
	check(err)
	return pairs
}

// naive counts similar pairs by Jaccard as one would write it down.
func naive(rows [][]uint32, threshold float64) int {
	sets := make([]map[uint32]bool, len(rows))
	for i, row := range rows {
		sets[i] = map[uint32]bool{}
		for _, f := range row {
			sets[i][f] = true
		}
	}
	found := 0
	for i, a := range sets {
		for _, b := range sets[:i] {
			shared := 0
			for f := range a {
				if b[f] {
					shared++
				}
			}
			if shared > 0 && float64(shared)/float64(len(a)+len(b)-shared) >= threshold {
				found++
			}
		}
	}
	return found
}

func lines(name string) []string {
	texts, err := readLines(name)
	check(err)
	return texts
}

func readRows(name string) [][]uint32 {
	var rows [][]uint32
	for _, line := range lines(name) {
		var row []uint32
		for f := range strings.FieldsSeq(line) {
			n, err := strconv.ParseUint(f, 10, 32)
			check(err)
			row = append(row, uint32(n))
		}
		rows = append(rows, row)
	}
	return rows
}

func writeRows(name string, rows [][]uint32) error {
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	for _, row := range rows {
		for k, f := range row {
			if k > 0 {
				w.WriteByte(' ')
			}
			w.WriteString(strconv.FormatUint(uint64(f), 10))
		}
		w.WriteByte('\n')
	}
	w.Flush()
	return os.WriteFile(name, b.Bytes(), 0o600)
}
