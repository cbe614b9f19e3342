package main

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// printed is the JSON of the program.
type printed struct {
	Schema      int
	By, Measure string
	Groups      []group
	Topics      []topic
}

// decode runs the program and reads its JSON.
func decode(t testing.TB, stdin string, args ...string) (a printed) {
	t.Helper()
	out, stderr, status := run(t, stdin, append([]string{"-format", "json"}, args...)...)
	require.Zero(t, status, stderr)
	require.NoError(t, json.Unmarshal([]byte(out), &a))
	return a
}

// TestJSONKeys: the names of schema 1 stay.
func TestJSONKeys(t *testing.T) {
	for _, c := range []struct {
		by                 string
		top, groups, topic []string
	}{
		{"variant", []string{"by", "groups", "measure", "schema"}, []string{"group", "high", "hub", "low", "members"}, nil},
		{"group", []string{"by", "groups", "measure", "method", "schema", "spare_words", "threshold", "topics"},
			[]string{"cohesion", "group", "high", "hub", "low", "members", "terms", "topic"},
			[]string{"groups", "high", "keywords", "low", "terms", "topic"}},
	} {
		out, _, status := run(t, file(0), "-by", c.by, "-threshold", "0.5", "-format", "json")
		require.Zero(t, status)
		var a map[string]any
		require.NoError(t, json.Unmarshal([]byte(out), &a))
		assert.Equal(t, c.top, slices.Sorted(maps.Keys(a)))
		assert.EqualValues(t, 1, a["schema"])
		assert.Equal(t, c.by, a["by"])
		assert.Equal(t, "searches", a["measure"])
		first := a["groups"].([]any)[0].(map[string]any)
		assert.Equal(t, c.groups, slices.Sorted(maps.Keys(first)))
		assert.Equal(t, []string{"keyword", "similarity", "why"}, slices.Sorted(maps.Keys(first["members"].([]any)[0].(map[string]any))))
		if c.topic != nil {
			assert.Equal(t, c.topic, slices.Sorted(maps.Keys(a["topics"].([]any)[0].(map[string]any))))
		}
	}
	out, _, _ := run(t, "rash\n", "-format", "json")
	assert.Contains(t, out, `"low": null`)
}

// TestAgree: CSV and JSON say the same of every keyword.
func TestAgree(t *testing.T) {
	for _, args := range modes {
		want := map[string][2]string{}
		for _, g := range decode(t, file(0), args...).Groups {
			for _, m := range g.Members {
				want[m.Keyword] = [2]string{g.Hub, m.Why}
			}
		}
		got := map[string][2]string{}
		for _, r := range records(t, file(0), args...) {
			got[strings.TrimPrefix(r[0], "'")] = [2]string{strings.TrimPrefix(r[2], "'"), r[5]}
		}
		assert.Equal(t, want, got, args)
	}
}

// TestEscapes: cells that a spreadsheet would run are text, in all columns.
func TestEscapes(t *testing.T) {
	for _, by := range []string{"variant", "group", "topic"} {
		escaped := 0
		for _, r := range records(t, "=1+1 rash\n+rash cream\n-2 days\n@home\nrash =1+1\n", "-by", by) {
			for _, cell := range r {
				assert.NotRegexp(t, `^[=+\-@\t\r]`, cell)
				if strings.HasPrefix(cell, "'") {
					escaped++
				}
			}
		}
		assert.GreaterOrEqual(t, escaped, 4)
	}
}

// TestTopicOrder: by topic the lines of a topic stand together, and are those by group.
func TestTopicOrder(t *testing.T) {
	byTopic := records(t, file(0), "-by", "topic")
	seen, last := map[string]bool{}, ""
	for _, r := range byTopic {
		if r[3] != last {
			assert.False(t, seen[r[3]], r[3])
			seen[r[3]], last = true, r[3]
		}
	}
	assert.Greater(t, len(seen), 1)
	assert.ElementsMatch(t, records(t, file(0), "-by", "group"), byTopic)
}

// TestTables: columns that have nothing to say are left out, and text breaks no line.
func TestTables(t *testing.T) {
	list := "Keyword,Volume\nbaby wipes,\nwipes for babies,\n???,\n\"bottle\n\twarmer\",\n"
	for by, want := range map[string]string{
		"variant": `group  keyword           why
    1  ???
    2  baby wipes
       wipes for babies  word order, function words, plural
    3  bottle··warmer
`,
		"group": `group  hub             topic           keywords  other members
    1  ???             ???                    1
    2  baby wipes      baby wipes             2  wipes for babies
    3  bottle··warmer  bottle··warmer         1
`,
		"topic": `topic           groups  keywords  words
???                  1         1  ???
baby wipes           1         2  baby, wipes
bottle··warmer       1         1  bottle, warmer
`,
	} {
		out, _, status := run(t, list, "-by", by, "-format", "table")
		assert.Zero(t, status)
		assert.Equal(t, want, out, by)
	}
}

// TestTop: a table has as many groups or topics as it is asked for, and counts the others.
func TestTop(t *testing.T) {
	for _, c := range []struct {
		by, noun string
		lines    int
	}{{"variant", "group", 1}, {"group", "group", 1}, {"topic", "topic", 1}} {
		list := "stroller\nrash\nbottle\n"
		all, _, _ := run(t, list, "-by", c.by, "-format", "table", "-top", "0")
		assert.Equal(t, 4, strings.Count(all, "\n"), all)
		assert.NotContains(t, all, "more")
		two, _, _ := run(t, list, "-by", c.by, "-format", "table", "-top", "2")
		assert.Contains(t, two, "\nand 1 more "+c.noun+"\n")
		one, _, _ := run(t, list, "-by", c.by, "-format", "table", "-top", "1")
		assert.Contains(t, one, "\nand 2 more "+c.noun+"s\n")
		three, _, _ := run(t, list, "-by", c.by, "-format", "table", "-top", "3")
		assert.Equal(t, all, three)
	}
}

// TestOut: -o writes to a file what else is printed.
func TestOut(t *testing.T) { tester.OutFile(t, file(0), "-by", "group") }
