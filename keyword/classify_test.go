package keyword_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/keyword"
)

var market = keyword.Lexicon{
	Need:     []string{"diaper rash", "rash", "rash on face", "dirty solar panel"},
	Solution: []string{"cream", "zinc oxide", "ointment", "boiler", "solar panel"},
	Brand:    []string{"desitin", "butt paste", "a+d", "best foods", "the who"},
	Ignore:   []string{"rash decision"},
}

func classifier(t testing.TB, l keyword.Lexicon) *keyword.Classifier {
	t.Helper()
	var a keyword.Analyzer
	c, err := keyword.NewClassifier(&a, l)
	require.NoError(t, err)
	return c
}

// TestClassify: role, stage and evidence, as text:what it speaks for.
func TestClassify(t *testing.T) {
	c := classifier(t, market)
	for _, x := range lines(t, "testdata/labels.txt") {
		require.Len(t, x, 4, "%q", x)
		l := c.Classify(x[0])
		var evidence []string
		for _, e := range l.Evidence {
			says := e.Role.String()
			if e.Role == keyword.Other {
				says = e.Stage.String()
			}
			if e.Why == keyword.ByWords {
				says += "~"
			}
			evidence = append(evidence, e.Text+":"+says)
			assert.Equal(t, x[0][e.Start:e.End], e.Text)
			assert.NotEmpty(t, e.From)
		}
		assert.Equal(t, x[1:], []string{l.Role.String(), l.Stage.String(), strings.Join(evidence, ", ")}, "%q", x[0])
	}
}

// TestClassifyAll: the corpus is labelled as its keywords alone.
func TestClassifyAll(t *testing.T) {
	c := classifier(t, market)
	texts := makeKeywords(30_000)
	for _, x := range lines(t, "testdata/labels.txt") {
		texts = append(texts, x[0])
	}
	var a keyword.Analyzer
	corpus, err := keyword.NewCorpus(t.Context(), &a, texts)
	require.NoError(t, err)
	labels, err := c.ClassifyAll(t.Context(), corpus)
	require.NoError(t, err)
	for i, text := range texts {
		require.Equal(t, c.Classify(text), labels[i], "%q", text)
	}
}

// TestConfidence: what is fully explained is surer than what is not, and nothing
// is told of what nothing is known of.
func TestConfidence(t *testing.T) {
	c := classifier(t, market)
	of := func(s string) float64 { return c.Classify(s).Confidence }
	assert.Greater(t, of("diaper rash"), of("pampers diaper rash"))
	assert.Greater(t, of("desitin cream"), of("sudocrem cream"))
	assert.Equal(t, of("desitin cream"), of("desitin for something"))
	assert.Less(t, of("celebrity gossip"), 0.1)
	assert.Greater(t, of("rash decisions"), 0.5)
	for _, x := range lines(t, "testdata/labels.txt") {
		assert.True(t, of(x[0]) > 0 && of(x[0]) < 1, "%q: %v", x[0], of(x[0]))
	}
}

func TestMentions(t *testing.T) {
	l := classifier(t, market).Classify("desitin cream for diaper rash")
	assert.True(t, l.Mentions(keyword.Need) && l.Mentions(keyword.Solution) && l.Mentions(keyword.Brand))
	l = classifier(t, market).Classify("desitin")
	assert.False(t, l.Mentions(keyword.Need))
}

func TestZeroLexicon(t *testing.T) {
	c := classifier(t, keyword.Lexicon{})
	l := c.Classify("best diaper rash cream")
	assert.Equal(t, keyword.Other, l.Role)
	assert.Equal(t, keyword.Compare, l.Stage)
	assert.Equal(t, keyword.Label{Confidence: l.Confidence}, c.Classify("diaper rash"))
}

func TestReadLexicon(t *testing.T) {
	const text = "\ufeff# a market\r\n\r\n[Need]\r\ndiaper rash # as typed\r\nrash\n[brand]\n c# \n#comment\n[ignore]\nrash decision\n[solution]\n[need]\nred bottom"
	l, err := keyword.ReadLexicon(strings.NewReader(text), "m.txt")
	require.NoError(t, err)
	want := keyword.Lexicon{Name: "m.txt", Need: []string{"diaper rash", "rash", "red bottom"},
		Brand: []string{"c#"}, Ignore: []string{"rash decision"}}
	assert.Equal(t, want, l)
	again, err := keyword.ReadLexicon(strings.NewReader(l.String()), "m.txt")
	require.NoError(t, err)
	assert.Equal(t, want, again)
}

func TestReadLexiconErrors(t *testing.T) {
	text := "stray\n[need]\nrash\n[wants]\nlost\n[brand]\n  bad \xff term\n" + strings.Repeat("x", 5000) + "\nfine"
	l, err := keyword.ReadLexicon(strings.NewReader(text), "m.txt")
	assert.Equal(t, keyword.Lexicon{Name: "m.txt", Need: []string{"rash"}, Brand: []string{"fine"}}, l)
	require.Error(t, err)
	assert.Equal(t, strings.Join([]string{
		`m.txt:1:1: a term before any heading, want [need], [solution], [brand] or [ignore] first: "stray"`,
		`m.txt:4:1: unknown heading, want [need], [solution], [brand] or [ignore]: "[wants]"`,
		`m.txt:5:1: a term before any heading, want [need], [solution], [brand] or [ignore] first: "lost"`,
		`m.txt:7:3: term is not UTF-8 text: "bad \xff term"`,
		`m.txt:8:1: line is too long for a term: "` + strings.Repeat("x", 40) + `…"`,
	}, "\n"), err.Error())
	for _, reason := range []error{keyword.ErrHeading, keyword.ErrNoHeading, keyword.ErrTermText, keyword.ErrTermLong} {
		assert.ErrorIs(t, err, reason)
	}
}

func TestClassifierErrors(t *testing.T) {
	var a keyword.Analyzer
	_, err := keyword.NewClassifier(&a, keyword.Lexicon{Need: []string{"diaper rashes", " "}, Brand: []string{"diaper rash"}})
	assert.ErrorIs(t, err, keyword.ErrTermTwice)
	assert.ErrorIs(t, err, keyword.ErrTermNothing)
	var bad *keyword.LexiconError
	assert.True(t, errors.As(err, &bad))
	_, err = keyword.NewClassifier(&a, keyword.Lexicon{Need: []string{"rash", "rashes"}})
	assert.NoError(t, err, "twice under one role is no harm")
}

func TestRoleText(t *testing.T) {
	for _, r := range keyword.Roles() {
		b, err := json.Marshal(map[string]keyword.Role{"role": r})
		require.NoError(t, err)
		assert.Equal(t, fmt.Sprintf(`{"role":%q}`, r), string(b))
		var back map[string]keyword.Role
		require.NoError(t, json.Unmarshal(b, &back))
		assert.Equal(t, r, back["role"])
	}
	for _, s := range keyword.Stages() {
		b, err := s.MarshalText()
		require.NoError(t, err)
		var back keyword.Stage
		require.NoError(t, back.UnmarshalText(b))
		assert.Equal(t, s, back)
	}
	_, err := keyword.ParseRole("wish")
	assert.Error(t, err)
	_, err = keyword.ParseStage("")
	assert.Error(t, err)
	assert.Equal(t, "Role(9)", keyword.Role(9).String())
}

// FuzzClassify: any lexicon and keyword; evidence lies in the keyword.
func FuzzClassify(f *testing.F) {
	f.Add("[need]\ndiaper rash\n[brand]\nthe who", "the who has diaper rash")
	f.Add("[solution]\nzinc oxide\n", "oxide zinc cream for *")
	f.Fuzz(func(t *testing.T, lexicon, text string) {
		l, _ := keyword.ReadLexicon(strings.NewReader(lexicon), "l")
		var a keyword.Analyzer
		c, err := keyword.NewClassifier(&a, l)
		if err != nil {
			return
		}
		for _, e := range c.Classify(text).Evidence {
			if e.Start < 0 || e.End <= e.Start || e.End > len(text) || text[e.Start:e.End] != e.Text {
				t.Fatalf("evidence %+v of %q", e, text)
			}
		}
	})
}
