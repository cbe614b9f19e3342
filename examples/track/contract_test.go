package main

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type between struct{ Low, High *float64 }

type ranged struct {
	between
	Likely between
}

type moved struct {
	Name                         string
	Before, After, Entered, Left ranged
	Entries                      map[string]int
	Outcome                      string
	Likely                       string `json:"likely_outcome"`
	Change, Rate                 ranged
	Year                         between
}

// answered is the JSON as another tool would read it, by the contract.
type answered struct {
	Schema       int
	Measure, Per string
	Snapshots    []struct {
		Name, File, At string
		Entries        int
		Total          ranged
		Compared       bool
		Reasons        []string
	}
	Changes []struct {
		Step, From, To string
		Summary, Notes []string
		Total          moved
		Parts          []struct {
			By    string
			Parts []moved
		}
		Shares []struct {
			Need, Outcome *string
			Brand         string
			Change        ranged
		} `json:"share_of_search"`
		Keywords []struct {
			Keyword, Outcome, Basis string
			Before, After, Change   between
			From, To                []string
		}
	}
	Goals []struct {
		Searches, Polls []struct {
			At, Verdict string
			Now         between
		}
		Changes []struct{ From, To, Outcome string } `json:"poll_changes"`
	}
}

func jsonOf(t *testing.T, stdin string, args ...string) (a answered) {
	t.Helper()
	out, stderr, status := tester.Run(t, stdin, append([]string{"-format", "json"}, args...)...)
	require.Zero(t, status, stderr)
	require.NoError(t, json.Unmarshal([]byte(out), &a))
	return a
}

func sum(n map[string]int) (s int) {
	for _, k := range n {
		s += k
	}
	return s
}

// TestContract: counts add up, and bounds hold.
func TestContract(t *testing.T) {
	for _, per := range []string{"month", "day"} {
		a := jsonOf(t, "", made("-per", per, "-needs", "-goals", "testdata/goals.csv", "-polls", "testdata/polls.csv",
			"testdata/2026-07.csv", "testdata/2025-06.csv", "testdata/semrush.csv", "testdata/2026-06.csv")...)
		assert.Equal(t, []any{1, "searches", per}, []any{a.Schema, a.Measure, a.Per})
		var names, steps []string
		for _, s := range a.Snapshots {
			names = append(names, s.Name)
			assert.Equal(t, s.Name == "semrush.csv", !s.Compared && len(s.Reasons) == 1, s.Name)
		}
		assert.Equal(t, []string{"2025-06", "2026-06", "2026-07", "semrush.csv"}, names)
		for _, c := range a.Changes {
			steps = append(steps, c.Step+" "+c.From+" "+c.To)
			counts := map[string]int{}
			for _, k := range c.Keywords {
				counts[k.Outcome]++
				if k.Outcome == "grown" {
					assert.Positive(t, *k.Change.Low, k.Keyword)
				}
				assert.NotEmpty(t, k.Basis)
			}
			n := c.Total.Entries
			assert.Equal(t, []int{n["new"], n["gone"], n["grown"], n["shrunk"], n["no_measurable_change"], n["not_compared"]},
				[]int{counts["new"], counts["gone"], counts["grown"], counts["shrunk"], counts["no measurable change"], counts["not compared"]})
			for _, p := range c.Parts[:2] { // each entry has one role and one stage
				all, low, before := 0, 0., 0.
				for _, m := range p.Parts {
					all += sum(m.Entries)
					if m.Change.Low != nil {
						low += *m.Change.Low
					}
					if m.Before.Low != nil {
						before += *m.Before.Low
					}
				}
				assert.Equal(t, sum(n), all, p.By)
				assert.InDelta(t, *c.Total.Change.Low, low, .1, p.By)
				assert.InDelta(t, *c.Total.Before.Low, before, .1, p.By)
			}
			within(t, c.Total)
			for _, p := range c.Parts {
				for _, m := range p.Parts {
					within(t, m)
				}
			}
		}
		assert.Equal(t, []string{"all 2025-06 2026-07", "1 2025-06 2026-06", "2 2026-06 2026-07"}, steps)
		assert.Equal(t, a.Snapshots[0].Total, a.Changes[0].Total.Before)
		assert.Equal(t, a.Snapshots[2].Total, a.Changes[0].Total.After)
		require.Len(t, a.Goals, 3)
		assert.Len(t, a.Goals[0].Searches, 3)
		assert.Len(t, a.Goals[0].Polls, 3)
		var changes []string
		for _, g := range a.Goals {
			for _, c := range g.Changes {
				changes = append(changes, c.From+" "+c.To+" "+c.Outcome)
			}
		}
		assert.Equal(t, []string{"2025-06-01 2025-12-01 no measurable change", "2025-12-01 2026-06-01 no measurable change", "2025-06-01 2026-06-01 grown",
			"2025-06-01 2025-12-01 not compared", "2025-12-01 2026-06-01 not compared", "2025-06-01 2026-06-01 shrunk"}, changes)
	}
}

// within: what is likely is within the hard bounds, and decides what these leave open.
func within(t *testing.T, m moved) {
	for _, r := range []ranged{m.Change, m.Before, m.After} {
		if r.Low != nil && r.High != nil {
			assert.True(t, *r.Low <= *r.Likely.Low && *r.Likely.Low <= *r.Likely.High && *r.Likely.High <= *r.High, "%+v", m)
		}
	}
	if m.Outcome == "grown" || m.Outcome == "shrunk" {
		assert.Equal(t, m.Outcome, m.Likely, m.Name)
	}
}

// TestOrder: snapshots are put in the order of their months, or that of -at.
func TestOrder(t *testing.T) {
	files := []string{"testdata/2025-06.csv", "testdata/2026-06.csv"}
	right, _, _ := tester.Run(t, "", made(files...)...)
	swapped, _, _ := tester.Run(t, "", made(files[1], files[0])...)
	assert.Equal(t, right, swapped)
	at, _, _ := tester.Run(t, "", made("-at", "2026-06,2025-06", files[1], files[0])...)
	assert.Equal(t, right, at)
	backwards := jsonOf(t, "", made("-at", "2026-12,2026-11", files[0], files[1])...)
	assert.Equal(t, "2026-12", backwards.Changes[0].To)
	assert.Equal(t, 1, backwards.Changes[0].Total.Entries["new"])
	outcomes := map[string]string{}
	for _, k := range backwards.Changes[0].Keywords {
		outcomes[k.Keyword] = k.Outcome
	}
	assert.Equal(t, "shrunk", outcomes["zinc oxide cream"])
}

// TestSame: of the same file twice nothing has changed.
func TestSame(t *testing.T) {
	for _, file := range []string{"testdata/2026-06.csv", "testdata/buckets.csv", "testdata/semrush.csv", "../diaper-rash/data/diaper-rash.csv"} {
		a := jsonOf(t, "", made(file, file)...)
		c := a.Changes[0]
		assert.NotEqual(t, c.From, c.To)
		n := c.Total.Entries
		assert.Equal(t, a.Snapshots[0].Entries, n["no_measurable_change"]+n["not_compared"], file)
		assert.Zero(t, n["new"]+n["gone"]+n["grown"]+n["shrunk"], file)
		assert.Equal(t, "no measurable change", c.Total.Outcome)
		for _, p := range c.Parts {
			for _, m := range p.Parts {
				assert.Contains(t, []string{"no measurable change", "not compared"}, m.Outcome)
				assert.Equal(t, m.Outcome, m.Likely)
			}
		}
		for _, s := range c.Shares {
			assert.Contains(t, []string{"no measurable change", "not compared"}, *s.Outcome)
		}
	}
}

// TestCSV: the CSV has the columns of the manual, and says what the JSON says.
func TestCSV(t *testing.T) {
	args := made("testdata/2025-06.csv", "testdata/2026-06.csv", "testdata/2026-07.csv")
	out, stderr, status := tester.Run(t, "", append([]string{"-format", "csv"}, args...)...)
	require.Zero(t, status, stderr)
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	require.NoError(t, err)
	_, manual, _ := strings.Cut(source, "a change a line:\n\n")
	manual, _, _ = strings.Cut(manual, "\n\n")
	assert.Equal(t, strings.Join(strings.Fields(manual), ""), strings.Join(rows[0], ","))
	counts := map[string]int{}
	for _, r := range rows[1:] {
		if r[3] == "keyword" {
			counts[r[0]+" "+r[8]]++
		}
	}
	for _, c := range jsonOf(t, "", args...).Changes {
		n := c.Total.Entries
		assert.Equal(t, []int{n["new"], n["gone"], n["grown"], n["shrunk"], n["no_measurable_change"], n["not_compared"]},
			[]int{counts[c.Step+" new"], counts[c.Step+" gone"], counts[c.Step+" grown"], counts[c.Step+" shrunk"], counts[c.Step+" no measurable change"], counts[c.Step+" not compared"]})
	}
}

// TestVariants: what the lists write in other words is one entry, which says so.
func TestVariants(t *testing.T) {
	found := false
	for _, k := range jsonOf(t, "", made("testdata/2025-06.csv", "testdata/2026-06.csv")...).Changes[0].Keywords {
		if k.Keyword == "heat rash remedies" {
			found = true
			assert.Equal(t, []string{"remedy for heat rash"}, k.From)
			assert.Empty(t, k.To)
			assert.Equal(t, "no measurable change", k.Outcome)
		} else {
			assert.Empty(t, k.From, k.Keyword)
		}
	}
	assert.True(t, found)
}

// TestTop: -top limits each list, and each outcome of keywords.
func TestTop(t *testing.T) {
	a := jsonOf(t, "", made("-needs", "-top", "1", "testdata/2025-06.csv", "testdata/2026-06.csv")...)
	counts := map[string]int{}
	for _, k := range a.Changes[0].Keywords {
		counts[k.Outcome]++
	}
	assert.Equal(t, map[string]int{"new": 1, "gone": 1, "grown": 1, "shrunk": 1, "no measurable change": 1}, counts)
	of := map[string]int{}
	for _, s := range a.Changes[0].Shares {
		if s.Need == nil {
			of[""]++
		} else {
			of[*s.Need]++
		}
	}
	assert.Equal(t, map[string]int{"": 1, "diaper rash": 1}, of)
	for _, p := range a.Changes[0].Parts[2:] {
		assert.Len(t, p.Parts, 1, p.By)
	}
}
