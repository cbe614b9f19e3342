package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/needscape/needscape/cluster"
	"github.com/needscape/needscape/examples/internal/program"
)

// readDecisions reads what people decided about groups: a line each, together or apart
// and two keywords, with tabs between. Empty lines and those that begin with # are none.
func readDecisions(name string) (d cluster.Decisions, err error) {
	f, err := os.Open(name)
	if err != nil {
		return d, err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSuffix(lines.Text(), "\r")
		if strings.TrimSpace(line) == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != 3 {
			return d, fmt.Errorf("%s:%d:1: %d cells between tabs, want together or apart and two keywords", name, n, len(cells))
		}
		pair := [2]string{cells[1], cells[2]}
		switch cells[0] {
		case "together":
			d.Together = append(d.Together, pair)
		case "apart":
			d.Apart = append(d.Apart, pair)
		default:
			return d, fmt.Errorf("%s:%d:1: %q: want together or apart", name, n, cells[0])
		}
	}
	if err := lines.Err(); err != nil {
		return d, fmt.Errorf("%s: %w", name, err)
	}
	return d, nil
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
		a.groups[z].ID = snapshot.Groups[i]
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
			out = append(out, fmt.Sprintf("%d %s", x.Group, x.Hub))
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
			fmt.Fprintf(w, "%s: %s: %d keywords joined, %d left\n", c.Kind, names(c.To), len(c.Joined), len(c.Left))
		default:
			fmt.Fprintf(w, "%s: %s → %s\n", c.Kind, names(c.From), names(c.To))
		}
	}
	fmt.Fprintf(w, "keywords: %d in the same group, %d in another, %d new to the list, %d gone from it\n",
		d.Stayed.Keywords, d.Moved.Keywords, d.New.Keywords, d.Gone.Keywords)
}
