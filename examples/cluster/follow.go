package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/needscape/needscape/cluster"
	"github.com/needscape/needscape/examples/internal/program"
	"github.com/needscape/needscape/examples/internal/table"
	"github.com/needscape/needscape/keyword"
)

// decisions are what people decided about groups, and where they wrote it.
type decisions struct {
	file string
	list []decision
}

// A decision is that a pair of keywords belongs together, or apart.
type decision struct {
	apart bool
	pair  [2]string
	line  int
}

// column is where a keyword of the pair begins, in bytes, from 1.
func (d *decision) column(k int) int {
	n := len("together\t") + 1
	if d.apart {
		n = len("apart\t") + 1
	}
	return n + k*(len(d.pair[0])+1)
}

// readDecisions reads a line each: together or apart and two keywords, with tabs between.
// Empty lines and those that begin with # are none.
func readDecisions(name string) (decisions, error) {
	d := decisions{file: name}
	text, err := os.ReadFile(name)
	if err != nil {
		return d, err
	}
	n := 0
	for line := range strings.Lines(strings.TrimPrefix(string(text), "\ufeff")) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if strings.TrimSpace(line) == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != 3 {
			return d, fmt.Errorf("%s:%d:1: want together or apart and two keywords, with tabs between, got %d %s", name, n, len(cells), plural(len(cells), "cell"))
		}
		if cells[0] != "together" && cells[0] != "apart" {
			return d, fmt.Errorf("%s:%d:1: want together or apart, got %q", name, n, cells[0])
		}
		d.list = append(d.list, decision{apart: cells[0] == "apart", pair: [2]string(cells[1:]), line: n})
	}
	return d, nil
}

// decide finds the terms of the keywords that decisions name, and warns of those that the
// market does not have. Decisions that contradict each other are an error.
func (a *answer) decide(p *program.Program, d decisions) (out cluster.Decisions, err error) {
	terms := a.named(d)
	tie := map[string]string{} // of a term that is to be together with others, one of them
	root := func(t string) string {
		for tie[t] != "" {
			t = tie[t]
		}
		return t
	}
	a.decided = map[string]string{}
	var apart []decision
	for _, x := range d.list {
		known := true
		of := x.pair
		for k, text := range x.pair {
			term, ok := terms[keyword.Normalize(text)]
			if !ok {
				fmt.Fprintf(p.Stderr, "%s:%d:%d: no file has the keyword %q\n", d.file, x.line, x.column(k), text)
				known = false
			}
			of[k] = term
		}
		switch {
		case !known:
		case x.apart && of[0] == of[1]:
			return out, fmt.Errorf("%s:%d:1: %q and %q are to be apart but are close variants", d.file, x.line, x.pair[0], x.pair[1])
		case x.apart:
			apart = append(apart, x)
			out.Apart = append(out.Apart, of)
		case of[0] != of[1]:
			out.Together = append(out.Together, of)
			a.decided[of[1]] = of[0]
			if a.decided[of[0]] == "" {
				a.decided[of[0]] = of[1]
			}
			if r, s := root(of[0]), root(of[1]); r != s {
				tie[s] = r
			}
		}
	}
	for i, x := range apart {
		if root(out.Apart[i][0]) == root(out.Apart[i][1]) {
			return out, fmt.Errorf("%s:%d:1: %q and %q are to be apart and, by other lines, together", d.file, x.line, x.pair[0], x.pair[1])
		}
	}
	return out, nil
}

// named are the terms of the keywords that decisions name, by their normal form.
func (a *answer) named(d decisions) map[string]string {
	wanted := map[string]bool{}
	for _, x := range d.list {
		wanted[keyword.Normalize(x.pair[0])], wanted[keyword.Normalize(x.pair[1])] = true, true
	}
	terms := map[string]string{}
	if len(wanted) == 0 {
		return terms
	}
	add := func(text, term string) {
		if text = keyword.Normalize(text); wanted[text] {
			terms[text] = term
		}
	}
	for _, t := range a.report.Terms {
		add(t.Keyword, t.Keyword)
		for _, v := range t.Variants {
			add(v.Keyword, t.Keyword)
		}
	}
	return terms
}

// follow gives the groups identities that last, tells what became of those of before,
// and saves them, as far as it is asked to.
func (a *answer) follow(p *program.Program, s settings) error {
	if s.since == "" && s.save == "" {
		return nil
	}
	var old *cluster.Snapshot
	if s.since != "" {
		f, err := os.Open(s.since)
		if err != nil {
			return err
		}
		old, err = cluster.ReadSnapshot(f)
		f.Close()
		if err != nil {
			return fmt.Errorf("%s:%w", s.since, err)
		}
	}
	var keywords []string
	var numbers []int32
	var searches []int64
	of := map[string]int64{}
	for _, t := range a.report.Terms {
		of[t.Keyword] = t.Volume.Central()
	}
	for i, g := range a.groups {
		for _, m := range g.Members {
			keywords, numbers = append(keywords, m.Keyword), append(numbers, int32(i))
			searches = append(searches, of[m.Keyword])
		}
	}
	var tracker cluster.Tracker
	snapshot, err := tracker.Next(old, keywords, numbers, searches)
	if err != nil {
		return err
	}
	for i, z := range numbers {
		a.groups[z].Number = snapshot.Groups[i]
	}
	if old != nil {
		changes, err := tracker.Compare(old, snapshot)
		if err != nil {
			return err
		}
		tell(p.Stderr, changes)
	}
	if s.save == "" {
		return nil
	}
	return p.Write(s.save, func(w *bufio.Writer) error {
		_, err := snapshot.WriteTo(w)
		return err
	})
}

// tell prints what changed.
func tell(w io.Writer, d *cluster.Difference) {
	names := func(parts []cluster.GroupPart) string {
		var out []string
		for _, x := range parts {
			out = append(out, fmt.Sprintf("%d %s", x.Group, table.Clip(x.Hub, nameWidth)))
		}
		return strings.Join(out, " + ")
	}
	for _, c := range d.Changes {
		switch {
		case len(c.From) == 0 || c.Kind == cluster.Formed:
			fmt.Fprintf(w, "%s: %s\n", c.Kind, names(c.To))
		case len(c.To) == 0 || c.Kind == cluster.Dissolved:
			fmt.Fprintf(w, "%s: %s\n", c.Kind, names(c.From))
		case c.Kind == cluster.Continued:
			fmt.Fprintf(w, "%s: %s: %d %s joined, %d left\n", c.Kind, names(c.To), len(c.Joined), plural(len(c.Joined), "keyword"), len(c.Left))
		default:
			fmt.Fprintf(w, "%s: %s → %s\n", c.Kind, names(c.From), names(c.To))
		}
	}
	fmt.Fprintf(w, "keywords: %d in the same group, %d in another, %d new to the list, %d gone from it\n",
		d.Stayed.Keywords, d.Moved.Keywords, d.New.Keywords, d.Gone.Keywords)
}
