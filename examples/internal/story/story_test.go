package story_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/examples/internal/program"
	"github.com/needscape/needscape/examples/internal/story"
)

var market = story.Market{
	Name:     "test",
	Title:    "A market",
	Manual:   "Test tells a market.\n",
	Data:     []byte("Keyword,Avg. monthly searches\nrash,1300\nrash cream,320\ndesitin,1000\n"),
	File:     "test.csv",
	Lexicon:  "[need]\nrash\n[solution]\ncream\n[brand]\ndesitin\n",
	Names:    [3]string{"the need", "a solution", "a brand"},
	Messages: [3]string{"say one.", "say two.", "say three."},
}

func tell(t *testing.T, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	var out, warnings bytes.Buffer
	p := &program.Program{Args: args, Stdin: strings.NewReader(""), Stdout: &out, Stderr: &warnings}
	status = p.Run(t.Context(), market.Run)
	return out.String(), warnings.String(), status
}

func TestStory(t *testing.T) {
	out, stderr, status := tell(t, "-per", "month")
	assert.Zero(t, status)
	assert.Empty(t, stderr)
	assert.Equal(t, `A market

The volumes are illustrative: they were written for this example and measure nothing.
Put an export of your own in their place with -data FILE.

Searches a month, the leading terms of each kind

  NEED           SOLUTION           BRAND
  rash  1,300    rash cream  320    desitin  1,000

The ladder from the need to a brand, searches a month

  need      1,150 to 1,450  ████████████████████████████████████████
  solution      290 to 355  ██████████
  brand       940 to 1,150  ████████████████████████████████

  For every 100 searches that name the need, 20 to 31 name a solution. 69 % to 80 % are lost on the way:
  say one.
  For every 100 searches that name a solution, 264 to 397 name a brand: there is no clear drop.
  And to those who search for a brand: say three.

The five stages, searches a month

  aware       feels the need and names it           1,150 to 1,450  ████████████████████████████████████████
  articulate  finds words for it: what, why, which               0
  comprehend  learns that solutions exist               290 to 355  ██████████
  compare     looks for the best of them              940 to 1,150  ████████████████████████████████
  buy         wants to get it                                    0

How many people that is nobody can tell who does not know how often one of them searches:
give the least and the most a month, as -searches 2-5, and the -place, as us.

What is said together, searches a month

  rash  × cream  290 to 355

3 keywords ask 3 different things; 0 of them name none of the three (0 searches a month).
A volume stands for all that its source can mean by it, so that sums have a least and a most.
`, out)
}

// TestWhiteSpace: a need of which little says any way to meet it.
func TestWhiteSpace(t *testing.T) {
	path := filepath.Join(t.TempDir(), "own.csv")
	require.NoError(t, os.WriteFile(path, []byte("Keyword,Volume\nrash,40500\nrash cream,320\nhow to treat rash,10\ndesitin for rash,10\ndesitin rash cream,10\n"), 0o600))
	out, _, _ := tell(t, "-data", path, "-per", "month")
	assert.Contains(t, out, `
What is said together, searches a month

  rash  × cream       295 to 370    rash  × desitin  10 to 30
  rash  × (a method)     5 to 15

White space: rash. 37,100 to 45,400 searches a month name it, 98 to 100 % of them with no way to meet it:
one solution and one brand are known for it by name.

5 keywords`)
}

// TestStatus: searches are people where somebody says how often one searches; a number that
// stands on several keywords counts once; and months show when people search.
func TestStatus(t *testing.T) {
	path := filepath.Join(t.TempDir(), "own.csv")
	var months, heat, flat string
	for i, m := range strings.Fields("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec") {
		months += "\tSearches: " + m + " 2026"
		heat += "\t" + []string{"10", "10", "10", "10", "110", "720", "1000", "390", "10", "10", "10", "10"}[i]
		flat += "\t1000"
	}
	text := "Keyword\tAvg. monthly searches" + months + "\nheat rash\t210" + heat + "\nheat rashes\t210" + heat + "\nrash\t1000" + flat + "\nrash cream\t1000" + flat + "\n"
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	lexicon := filepath.Join(t.TempDir(), "lexicon.txt")
	require.NoError(t, os.WriteFile(lexicon, []byte("[need]\nrash\nheat rash\n[solution]\ncream\n"), 0o600))
	out, stderr, status := tell(t, "-data", path, "-lexicon", lexicon, "-per", "month", "-searches", "2-4", "-place", "de")
	assert.Zero(t, status, stderr)
	// 940 + 940 + 190 to 1,150 + 1,150 + 235 searches, 2 to 4 a person, .87 to .9 of them on Google.
	assert.Contains(t, out, `How many people that is, online, in a month

  have the need    570 to 1,500
  know a solution    260 to 670  40 to 51 % of them
  know a brand                0         0 % of them

  If each makes 2 to 4 searches a month (given with -searches)
  and the engine that was counted has 87 to 90 % of all searches, as Google in "de".
`)
	assert.Contains(t, out, "  heat rash  in June and July      ")
	assert.Contains(t, out, " %  seasonal\n")
	assert.Contains(t, out, "one year does not tell")
	assert.Contains(t, out, "  rash       in all months alike, as far as can be told\n")
	assert.Contains(t, out, "  One keyword prints the number that another has too, such as \"heat rash\" and \"heat rashes\".\n")
}

// TestOwnData: what is missing or unknown is said.
func TestOwnData(t *testing.T) {
	path := filepath.Join(t.TempDir(), "own.csv")
	require.NoError(t, os.WriteFile(path, []byte("Keyword,Volume\nrash,1M+\nrash cream,\ncream,lots\n"), 0o600))
	out, stderr, status := tell(t, "-data", path)
	assert.Zero(t, status)
	assert.NotContains(t, out, "illustrative")
	assert.Contains(t, out, "How many are lost from the need to a solution cannot be told.")
	assert.Contains(t, out, "No keyword names a brand: the rung is missing.")
	assert.Contains(t, out, "  rash  32,900    rash cream  unknown\n")
	assert.Contains(t, out, "The volume of 1 is unknown and part of no sum.\n1 rows were refused.\n")
	assert.Contains(t, stderr, path+":4:7: column \"Volume\": not a number of searches: \"lots\"\n")
}

func TestWrongUse(t *testing.T) {
	for args, status := range map[string]int{"-h": 0, "-per week": 2, "-top 0": 2, "file.csv": 2, "-data none.csv": 1, "-lexicon none.txt": 1, "-searches many": 2, "-place atlantis": 2} {
		stdout, stderr, got := tell(t, strings.Fields(args)...)
		assert.Equal(t, status, got, args)
		assert.Equal(t, status == 0, stderr == "", args)
		assert.Equal(t, status == 0, stdout != "", args)
	}
}
