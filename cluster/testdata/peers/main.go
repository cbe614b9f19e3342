// Peers compares package cluster with what others offer for the same work: joins of
// similar rows, groups of a list, and how near groups are to those that people made. It
// needs the network once, for Go modules, and Python packages for the peers in peers.py;
// those that are not installed are named and left out.
//
//	pip install scikit-learn sparse_dot_topn string_grouper
//	cd cluster/testdata/peers
//	go run . [-rounds 3] [-first 10000,100000,0] [-threshold .6] [-labelled FILE,...] [-only NAME] [FILE]
//
// FILE, also as .gz, holds a keyword a line, or a table whose first column they are,
// under the header "keyword" or "text". All is measured on as many of its first lines as
// each number of -first says, 0 for all. A labelled file is a table, under a header with
// text or keyword, and label or parent_keyword; lines labelled "oos" belong nowhere and
// are left out.
//
// Each way runs as a process of its own, so that its peak memory (VmHWM, on Linux) is its
// own, and is ended after -timeout. The time is that of the work, without the starting
// and imports of Python, and without reading and preparing but where the way says so.
// The rounds alternate between first to last way and last to first. Times are medians of
// the rounds, and so are the ratios, each within its round.
//
// A row of the joins is the units of a keyword, one row for all its close variants. Both
// sides read the same rows, weigh them by scikit-learn's smooth IDF, and answer all pairs
// from the threshold on.
package main

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/needscape/needscape/cluster/score"
)

var (
	rounds    = flag.Int("rounds", 3, "how often to measure each way")
	first     = flag.String("first", "10000,100000,0", "how many of the first keywords to take, 0 for all")
	threshold = flag.Float64("threshold", .6, "the similarity that joins start from")
	labelled  = flag.String("labelled", "", "files of keywords with the groups they belong to")
	timeout   = flag.Duration("timeout", 10*time.Minute, "how long a way may take")
	python    = flag.String("python", "python3", "the Python to run peers.py with")
	only      = flag.String("only", "", "the one comparison to make: join, jaccard, whole or communities")
	inside    = flag.String("job", "", "for the program itself: the job of one process, as JSON")
)

//go:embed peers.py
var peers string

// A job is what one process does.
type job struct {
	Step      string
	Texts     string  // the file of keywords, one a line
	Rows      string  // the file of rows, numbers parted by spaces
	Threshold float64 // 0 lets the list decide
	Features  string  // "word" or "char"
	K         int     // the number of groups, 0 if it is not told
	Groups    string  // the file to write the group of each keyword to, if any
}

// A result is what a process tells of its job.
type result struct {
	Seconds float64
	Found   int
	Peak    int // kB
	Note    string
	Cut     bool // whether Found may miss some
	Failed  bool
}

// A way is one side of a comparison.
type way struct {
	name  string
	peer  bool // in peers.py
	job   job
	limit int    // the most keywords or rows it can cope with, 0 for any number
	base  int    // the way it is compared with
	same  string // ways with the same are exact, and must find the same

	took, ratio []float64
	last        result
}

func main() {
	log.SetFlags(0)
	flag.Parse()
	if *inside != "" {
		work(*inside)
		return
	}
	if flag.NArg() > 1 || flag.NArg() == 0 && *labelled == "" || *rounds < 1 {
		log.Fatal("usage: go run . [-rounds 3] [-first N,...] [-threshold T] [-labelled FILE,...] [FILE]")
	}
	dir, err := os.MkdirTemp("", "peers")
	check(err)
	defer os.RemoveAll(dir)
	check(os.WriteFile(filepath.Join(dir, "peers.py"), []byte(peers), 0o600))
	fmt.Printf("%s %s/%s, %d cores, %d rounds, threshold %v%s\n", runtime.Version(), runtime.GOOS, runtime.GOARCH,
		runtime.NumCPU(), *rounds, *threshold, load())
	if flag.NArg() == 1 {
		compare(dir, flag.Arg(0))
	}
	if *labelled != "" {
		for file := range strings.SplitSeq(*labelled, ",") {
			quality(dir, file)
		}
	}
}

// compare measures a list and its beginnings.
func compare(dir, file string) {
	all, err := read(file)
	check(err)
	done := map[int]bool{}
	for size := range strings.SplitSeq(*first, ",") {
		n, err := strconv.Atoi(size)
		check(err)
		if n <= 0 || n > len(all) {
			n = len(all)
		}
		if n == 0 || done[n] {
			continue
		}
		done[n] = true
		j := job{Texts: filepath.Join(dir, "texts"), Rows: filepath.Join(dir, "rows"), Threshold: *threshold}
		check(os.WriteFile(j.Texts, []byte(strings.Join(all[:n], "\n")+"\n"), 0o600))
		rows := rowsOf(all[:n])
		check(writeRows(j.Rows, rows))
		few := j
		few.Rows = filepath.Join(dir, "few")
		check(writeRows(few.Rows, rows[:min(len(rows), sample)]))
		list := comparisons(j, few)
		if *only != "" && !slices.ContainsFunc(list, func(c comparison) bool { return c.name == *only }) {
			check(fmt.Errorf("-only %q: want join, jaccard, whole or communities", *only))
		}
		for _, c := range list {
			if *only == "" || *only == c.name {
				c.run(dir, min(c.size(n, len(rows)), n))
			}
		}
	}
}

// A comparison is ways to do the same.
type comparison struct {
	name, title string
	found       string // what is found
	rows        bool   // whether its input is rows, and not keywords
	most        int    // of them, 0 for all
	ways        []*way
}

// sample is how many rows the naive loop gets.
const sample = 5000

func comparisons(j, few job) []comparison {
	with := func(step string, j job) job { j.Step = step; return j }
	open, words := j, j
	open.Threshold, words.Features = 0, "word"
	return []comparison{
		{"join", "similar pairs of rows", "pairs", true, 0, []*way{
			{name: "Sets.Join", job: with("join", j), same: "="},
			{name: "Sets.Stream, pairs counted only", job: with("stream", j), same: "="},
			{name: "sparse_dot_topn, 2 threads, top 1000 of a row", peer: true, job: with("topn", j), same: "="},
			{name: "scipy X @ X.T in chunks", peer: true, job: with("scipy", j), limit: 100_000, same: "="},
			{name: "NewCorpus, Units, NewSets, IDF, Weighted", job: with("analysis", j)},
			{name: "the same and Join", job: with("analysis+join", j), same: "="},
			{name: "string_grouper as it is: characters by threes, from .8, top 20 of a string", peer: true, job: with("grouper", j), limit: 100_000, base: 5},
		}},
		{"jaccard", "the first rows only", "pairs", true, sample, []*way{
			{name: "Sets.Join by Jaccard, without weights", job: with("jaccard", few), same: "="},
			{name: "a loop over all pairs, with maps", job: with("naive", few), same: "="},
		}},
		{"whole", "from reading a file to groups", "groups", false, 0, []*way{
			{name: "cluster.New, default", job: with("new", open)},
			{name: "cluster.New from the threshold", job: with("new", j)},
			{name: "TfidfVectorizer, AgglomerativeClustering(average, cosine, .8)", peer: true, job: with("linkage", words), limit: small},
			{name: "TfidfVectorizer, DBSCAN(cosine, from the threshold)", peer: true, job: with("dbscan", words), limit: small, base: 1},
			{name: "TfidfVectorizer, MiniBatchKMeans(a tenth as many, 1000 at most)", peer: true, job: with("minibatch", words), limit: 100_000},
		}},
		{"communities", "on the graph of similar rows", "communities", true, 0, []*way{
			{name: "Graph.Communities", job: with("communities", j)},
			{name: "gonum's community.Modularize", job: with("gonum", j), limit: 100_000},
		}},
	}
}

// small is how many keywords ways of quadratic memory get.
const small = 10_000

func (c comparison) size(keywords, rows int) int {
	n := keywords
	if c.rows {
		n = rows
	}
	if c.most > 0 {
		n = min(n, c.most)
	}
	return n
}

// run measures the ways of a comparison on n rows or keywords, and prints them.
func (c comparison) run(dir string, n int) {
	for round := range *rounds {
		order := slices.Clone(c.ways)
		if round%2 == 1 {
			slices.Reverse(order)
		}
		for _, w := range order {
			if w.limit > 0 && n > w.limit {
				w.last = result{Failed: true, Note: fmt.Sprintf("left out above %d", w.limit)}
			}
			if !w.last.Failed {
				w.last = w.run(dir)
			}
		}
		for _, w := range c.ways {
			if base := c.ways[w.base]; !w.last.Failed && !base.last.Failed {
				w.took = append(w.took, w.last.Seconds)
				w.ratio = append(w.ratio, w.last.Seconds/base.last.Seconds)
			}
		}
	}
	unit := "keywords"
	if c.rows {
		unit = "rows"
	}
	fmt.Printf("\n%s: %s, %d %s%s\n", c.name, c.title, n, unit, load())
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(out, "seconds\ttimes\tof\tpeak MB\t%s\t\t  way\n", c.found)
	exact := map[string]int{}
	for i, w := range c.ways {
		name := fmt.Sprintf("  (%c) %s", 'a'+i, w.name)
		if w.last.Note != "" {
			name += ": " + w.last.Note
		}
		if w.last.Failed || len(w.took) == 0 {
			fmt.Fprintf(out, "-\t-\t-\t-\t-\t\t%s\n", name)
			continue
		}
		mark := ""
		if w.same != "" {
			switch want, ok := exact[w.same]; {
			case !ok:
				exact[w.same], mark = w.last.Found, w.same
			case want == w.last.Found:
				mark = w.same
			case w.last.Cut:
				mark = "cut"
			default:
				mark = fmt.Sprintf("%+d", w.last.Found-want)
			}
		}
		fmt.Fprintf(out, "%.3g\t%.3g\t(%c)\t%s\t%d\t%s\t%s\n", median(w.took), median(w.ratio), 'a'+w.base,
			megabytes(w.last.Peak), w.last.Found, mark, name)
	}
	out.Flush()
}

func megabytes(kB int) string {
	if kB == 0 {
		return "-"
	}
	return strconv.Itoa(kB / 1024)
}

// run does the job of a way in a process of its own.
func (w *way) run(dir string) result {
	arg, err := json.Marshal(w.job)
	check(err)
	self, err := os.Executable()
	check(err)
	ctx, cancel := context.WithTimeout(context.Background(), *timeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, self, "-job", string(arg))
	if w.peer {
		cmd = exec.CommandContext(ctx, *python, filepath.Join(dir, "peers.py"), string(arg))
	}
	cmd.WaitDelay = time.Second
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if ctx.Err() != nil {
		return result{Failed: true, Note: fmt.Sprintf("ended after %v", *timeout)}
	}
	var r result
	if err == nil {
		err = json.Unmarshal(out, &r)
	}
	if err != nil {
		lines := strings.Split(strings.TrimSpace(stderr.String()), "\n")
		return result{Failed: true, Note: strings.TrimSuffix(fmt.Sprintf("%v: %s", err, lines[len(lines)-1]), ": ")}
	}
	return r
}

// quality measures how near groups of a labelled list are to its labels.
func quality(dir, file string) {
	texts, labels, err := readLabelled(file)
	check(err)
	assess(dir, filepath.Base(file), texts, labels)
	if step := (len(texts) + small - 1) / small; step > 1 {
		var few, fewLabels []string
		for i := 0; i < len(texts); i += step {
			few, fewLabels = append(few, texts[i]), append(fewLabels, labels[i])
		}
		assess(dir, fmt.Sprintf("%s, one line of %d", filepath.Base(file), step), few, fewLabels)
	}
}

func assess(dir, name string, texts, labels []string) {
	j := job{Texts: filepath.Join(dir, "texts"), Groups: filepath.Join(dir, "groups")}
	check(os.WriteFile(j.Texts, []byte(strings.Join(texts, "\n")+"\n"), 0o600))
	classes := slices.Clone(labels)
	slices.Sort(classes)
	k := len(slices.Compact(classes))
	fmt.Printf("\nquality: %s, %d keywords in %d groups%s\n", name, len(texts), k, load())
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(out, "B³ F1\tprecision\trecall\tARI\tAMI\tgroups\tseconds\tpeak MB\t  way")
	for _, w := range []way{
		{name: "cluster.New, default", job: job{Step: "new"}},
		{name: "KMeans, told how many", peer: true, job: job{Step: "kmeans", K: k}},
		{name: "average linkage, told how many", peer: true, job: job{Step: "linkage", K: k}, limit: small},
		{name: "average linkage, cut at .8", peer: true, job: job{Step: "linkage"}, limit: small},
	} {
		if w.limit > 0 && len(texts) > w.limit {
			fmt.Fprintf(out, "-\t-\t-\t-\t-\t-\t-\t-\t  %s: left out above %d\n", w.name, w.limit)
			continue
		}
		lines := []string{}
		for _, features := range []string{"word", "char"} {
			w.job.Texts, w.job.Groups, w.job.Features = j.Texts, j.Groups, features
			r := w.run(dir)
			label := w.name
			if w.peer {
				label += ", " + features
			}
			if r.Failed {
				lines = append(lines, fmt.Sprintf("-\t-\t-\t-\t-\t-\t-\t-\t  %s: %s", label, r.Note))
			} else {
				groups, err := os.ReadFile(j.Groups)
				check(err)
				c, err := score.Compare(labels, strings.Fields(string(groups)))
				check(err)
				b := c.BCubed()
				lines = append(lines, fmt.Sprintf("%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%d\t%.3g\t%s\t  %s", b.F1, b.Precision, b.Recall, c.ARI(), c.AMI(),
					r.Found, r.Seconds, megabytes(r.Peak), label))
			}
			if !w.peer {
				break
			}
		}
		fmt.Fprintln(out, slices.MaxFunc(lines, cmp.Compare[string])) // the better features, by F1
	}
	out.Flush()
}

// read returns the first column of a file without its header.
func read(name string) ([]string, error) {
	lines, err := readLines(name)
	for i, line := range lines {
		lines[i], _, _ = strings.Cut(line, "\t")
	}
	if len(lines) > 0 && (lines[0] == "keyword" || lines[0] == "text") {
		lines = lines[1:]
	}
	return lines, err
}

// readLabelled returns the keywords of a labelled file, and the label of each.
func readLabelled(name string) (texts, labels []string, err error) {
	lines, err := readLines(name)
	if err != nil || len(lines) == 0 {
		return nil, nil, errors.Join(err, fmt.Errorf("%s: no header", name))
	}
	header := strings.Split(lines[0], "\t")
	column := func(names ...string) int {
		return slices.IndexFunc(header, func(s string) bool { return slices.Contains(names, s) })
	}
	text, label := column("text", "keyword"), column("label", "parent_keyword")
	if text < 0 || label < 0 {
		return nil, nil, fmt.Errorf("%s: no columns of keywords and labels", name)
	}
	for i, line := range lines[1:] {
		cells := strings.Split(line, "\t")
		if len(cells) <= max(text, label) {
			return nil, nil, fmt.Errorf("%s:%d: no label", name, i+2)
		}
		if cells[label] != "oos" {
			texts, labels = append(texts, cells[text]), append(labels, cells[label])
		}
	}
	return texts, labels, nil
}

func readLines(name string) ([]string, error) {
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
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		texts = append(texts, lines.Text())
	}
	return texts, lines.Err()
}

// load returns how busy the machine is, where it can be known.
func load() string {
	b, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return ""
	}
	return "; load " + strings.Join(strings.Fields(string(b))[:2], ", ")
}

func median(x []float64) float64 {
	x = slices.Sorted(slices.Values(x))
	return (x[(len(x)-1)/2] + x[len(x)/2]) / 2
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
