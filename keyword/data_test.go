package keyword

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestWordLists: every word list can be read, its words are in their normal form,
// and no irregular form leads to another.
func TestWordLists(t *testing.T) {
	entries, err := data.ReadDir("data")
	require.NoError(t, err)
	require.NotEmpty(t, entries)
	for base := range stemmers {
		l := langs[base]()
		for w := range l.classes {
			assert.Equal(t, l.wordText(w), w, base)
		}
		for form, to := range l.irregular {
			assert.Equal(t, l.wordText(form), form, base)
			assert.NotContains(t, l.irregular, to, "%s: base of %q", base, form)
		}
		for _, m := range l.marks {
			assert.NotEqual(t, NoStage, m.stage, "%s: %q", base, m.words)
		}
	}
	require.NotEmpty(t, langs["en"]().marks)
}

func TestWordListErrors(t *testing.T) {
	for _, text := range []string{"word", "[nonsense]\nword", "[irregular]\ncut cuts cut"} {
		l := lang{classes: map[string]class{}, irregular: map[string]string{}, spelling: map[string]string{}}
		assert.Error(t, l.read(text), "%q", text)
	}
}

// TestTrie holds the trie against a search of all sequences.
func TestTrie(t *testing.T) {
	sequences := [][]int32{{1}, {1, 2}, {2, 1, 1}, {3, anyWord, 1}, {2, anyWord}, {1, 2, 3, 1}}
	var tr trie
	for i, s := range sequences {
		assert.EqualValues(t, i+1, tr.add(s, int32(i+1)))
	}
	assert.EqualValues(t, 2, tr.add([]int32{1, 2}, 9), "there already")
	matches := func(s, text []int32) bool {
		if len(s) > len(text) {
			return false
		}
		for i := range s {
			if s[i] != anyWord && s[i] != text[i] {
				return false
			}
		}
		return true
	}
	var text []int32
	var try func(depth int)
	try = func(depth int) {
		want := 0
		for _, s := range sequences {
			if matches(s, text) {
				want = max(want, len(s))
			}
		}
		n, length := tr.longest(text)
		if want == 0 {
			assert.Zero(t, n, "%v", text)
		} else if assert.NotZero(t, n, "%v", text) {
			assert.Equal(t, want, length, "%v", text)
			assert.True(t, matches(sequences[n-1], text), "%v", text)
		}
		if depth == 0 {
			return
		}
		for w := int32(0); w <= 3; w++ {
			text = append(text, w)
			try(depth - 1)
			text = text[:len(text)-1]
		}
	}
	try(5)
}

// TestSnowball holds the stemmers to stems that the Snowball project has published.
func TestSnowball(t *testing.T) {
	text, err := os.ReadFile("testdata/snowball.txt")
	require.NoError(t, err)
	tested := map[string]int{}
	for line := range strings.Lines(string(text)) {
		fields := strings.Split(strings.TrimSpace(line), " | ")
		if strings.HasPrefix(line, "#") || len(fields) != 3 {
			continue
		}
		assert.Equal(t, fields[2], langs[fields[0]]().stem(fields[1]), "%s: %q", fields[0], fields[1])
		tested[fields[0]]++
	}
	for base, stem := range stemmers {
		if stem != nil {
			assert.GreaterOrEqual(t, tested[base], 40, base)
		}
	}
}

// TestLongData: what is read only when it is asked for can be read, and holds together.
func TestLongData(t *testing.T) {
	known := knownEnglish()
	assert.Greater(t, len(known), 90_000)
	assert.Equal(t, commonWord, known.kind("rashes", "rash"))
	assert.Equal(t, placeWord, known.kind("london", "london"))
	assert.Equal(t, unknownWord, known.kind("desitin", "desitin"))
	table := letterTable()
	for i, base := range letterColumns {
		assert.Equal(t, i, langs[base]().column)
		n := 0
		for _, row := range table {
			if row[i] > 0 {
				n++
			}
		}
		assert.Greater(t, n, 3000, base)
	}
}
