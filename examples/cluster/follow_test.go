package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// save writes text to a file of a name, and returns its path.
func save(t testing.TB, name, text string) string {
	t.Helper()
	name = filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
	return name
}

// hubs are the hubs of the groups of keywords.
func hubs(t testing.TB, args ...string) map[string]string {
	t.Helper()
	of := map[string]string{}
	for _, r := range records(t, file(0), args...) {
		of[r[0]] = r[2]
	}
	return of
}

// TestDecisions: what was decided holds, for any of the close variants that a line names,
// and is told.
func TestDecisions(t *testing.T) {
	plain := hubs(t, "-by", "group", "-threshold", "0.5")
	require.NotEqual(t, plain["baby wipes"], plain["stroller"])
	require.Equal(t, plain["diaper rash cream"], plain["best diaper rash cream"])
	name := save(t, "decisions.tsv", "\ufeff# of May\r\ntogether\tBaby  wipes\tstroller\r\n\r\napart\tcreams for diaper rash\tbest diaper rash cream\n")
	for _, method := range []string{"average", "head", "communities", "mixture"} {
		args := []string{"-by", "group", "-threshold", "0.5", "-method", method, "-decisions", name}
		of := hubs(t, args...)
		assert.Equal(t, of["baby wipes"], of["stroller"], method)
		assert.NotEqual(t, of["diaper rash cream"], of["best diaper rash cream"], method)
		assert.Equal(t, of["diaper rash cream"], of["creams for diaper rash"], method)
		for _, r := range records(t, file(0), args...) {
			if r[0] == "stroller" {
				assert.Equal(t, "decided: together with baby wipes", r[5])
			}
		}
		_, stderr, _ := run(t, file(0), args...)
		assert.NotContains(t, stderr, name)
	}
}

// TestDecisionsUnknown: keywords that no file has are warnings with their place.
func TestDecisionsUnknown(t *testing.T) {
	name := save(t, "d", "together\tbaby bottle\trash from wool\n\napart\tnappy\twool\n")
	want, _, _ := run(t, file(0), "-by", "group")
	out, stderr, status := run(t, file(0), "-by", "group", "-decisions", name)
	assert.Zero(t, status)
	assert.Equal(t, want, out)
	assert.Contains(t, stderr, name+":1:22: no file has the keyword \"rash from wool\"\n"+
		name+":3:7: no file has the keyword \"nappy\"\n"+
		name+":3:13: no file has the keyword \"wool\"\n")
}

// TestDecisionsBad: lines that say nothing, or what cannot be, end the run with their place.
func TestDecisionsBad(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"# x\nbeside\ta\tb\n", ":2:1: want together or apart, got \"beside\"\n"},
		{"together\ta\n", ":1:1: want together or apart and two keywords, with tabs between, got 2 cells\n"},
		{"together baby\n", ":1:1: want together or apart and two keywords, with tabs between, got 1 cell\n"},
		{"apart\ta\tb\tc\n", ":1:1: want together or apart and two keywords, with tabs between, got 4 cells\n"},
		{"\napart\tdiaper rash cream\tcreams for diaper rash\n", ":2:1: \"diaper rash cream\" and \"creams for diaper rash\" are to be apart but are close variants\n"},
		{"apart\tstroller\twipes for babies\ntogether\tbaby bottle\tbaby wipes\ntogether\tstroller\tbaby bottle\n", ":1:1: \"stroller\" and \"wipes for babies\" are to be apart and, by other lines, together\n"},
	} {
		name := save(t, "d", c.text)
		out, stderr, status := run(t, file(0), "-by", "topic", "-decisions", name)
		assert.Equal(t, 1, status, c.text)
		assert.Empty(t, out)
		assert.Contains(t, stderr, name+c.want)
	}
}

// TestSnapshots: identities stay with their groups when the list comes in another order and
// grows, and what changed is told.
func TestSnapshots(t *testing.T) {
	for _, args := range [][]string{{"-by", "group", "-threshold", "0.6"}, {"-by", "serp", "-shared", "2"}} {
		with := func(more ...string) []string { return append(append([]string{}, args...), more...) }
		first := filepath.Join(t.TempDir(), "first")
		want, _, status := run(t, file(0), with("-save", first)...)
		require.Zero(t, status)
		same, stderr, status := run(t, file(3), with("-since", first)...)
		assert.Zero(t, status)
		assert.Equal(t, want, same)
		assert.Contains(t, stderr, "keywords: 17 in the same group, 0 in another, 0 new to the list, 0 gone from it\n")
		assert.NotContains(t, stderr, "born")

		saved := records(t, file(0), with("-since", first)...)
		id := map[string]string{}
		for _, r := range saved {
			id[r[0]] = r[1]
		}
		second := filepath.Join(t.TempDir(), "second")
		grown := strings.Replace(file(5), "stroller,0,,,\n", "", 1) + "pushchair,9000,,,\nbaby bottles glass,70,https://p.example/,https://q.example/,https://r.example/\n"
		_, stderr, status = run(t, grown, with("-since", first, "-save", second)...)
		require.Zero(t, status, stderr)
		for _, r := range records(t, grown, with("-since", first)...) {
			if want, ok := id[r[0]]; ok {
				assert.Equal(t, want, r[1], r)
			}
			if r[0] == "pushchair" {
				assert.NotContains(t, id, r[0])
				for _, old := range saved {
					assert.NotEqual(t, old[1], r[1], "an identity is given once")
				}
			}
		}
		assert.Regexp(t, `(?m)^born: \d+ pushchair$`, stderr)
		assert.Regexp(t, `(?m)^died: \d+ stroller$`, stderr)
		assert.Regexp(t, `(?m)^continued: \d+ .*: 1 keyword joined, 0 left$`, stderr)
		assert.Contains(t, stderr, "keywords: 16 in the same group, 0 in another, 2 new to the list, 1 gone from it\n")

		_, stderr, status = run(t, grown, with("-since", second)...)
		assert.Zero(t, status)
		assert.Contains(t, stderr, "keywords: 18 in the same group, 0 in another, 0 new to the list, 0 gone from it\n")
		a := decode(t, grown, with("-since", second)...)
		for _, x := range a.Topics {
			for _, n := range x.Groups {
				found := false
				for _, g := range a.Groups {
					found = found || g.Number == n && g.Topic == x.Topic
				}
				assert.True(t, found, "topics name groups by their identities")
			}
		}
	}
}

// TestSnapshotsBad: what is no snapshot is an error with its place.
func TestSnapshotsBad(t *testing.T) {
	name := save(t, "s", "snapshot\t2\t1\none\trash\n")
	out, stderr, status := run(t, file(0), "-by", "group", "-since", name)
	assert.Equal(t, 1, status)
	assert.Empty(t, out)
	assert.Contains(t, stderr, name+":2:1: ")
	_, stderr, status = run(t, file(0), "-by", "group", "-since", name+"x")
	assert.Equal(t, 1, status)
	assert.Contains(t, stderr, "no such file")
}
