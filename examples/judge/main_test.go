package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"

	"github.com/needscape/needscape/examples/internal/program"
	"github.com/needscape/needscape/examples/internal/programtest"
	"github.com/needscape/needscape/keyword"
)

// run runs the program.
func run(t testing.TB, stdin string, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	return tester.Run(t, stdin, args...)
}

var tester = programtest.Tester(judge)

const doors = "testdata/doors.tsv"

// TestStatus: what cannot be used is said with its place.
func TestStatus(t *testing.T) {
	lexicon := "testdata/doors.lexicon.txt"
	for _, x := range []struct {
		args   []string
		stdin  string
		status int
		says   string
	}{
		{nil, "", 2, "want a job"},
		{[]string{"pairs"}, "", 2, `no job "pairs"`},
		{[]string{"-h"}, "", 0, ""},
		{[]string{"roles", "-h"}, "", 0, ""},
		{[]string{"roles", "-terms", "-1", doors}, "", 2, "-terms -1"},
		{[]string{"roles", "-lang", "?", doors}, "", 2, "-lang"},
		{[]string{"roles", "-accept", "5,5", doors}, "", 2, "rising numbers"},
		{[]string{"roles", "-accept", "x", doors}, "", 2, "rising numbers"},
		{[]string{"roles", "-format", "csv", "-curve", doors}, "", 2, "no place in a CSV"},
		{[]string{"brands", "-format", "xml", doors}, "", 2, "-format"},
		{[]string{"brands", "-curve", doors}, "", 2, "-curve"},
		{[]string{"roles"}, "rash\tneed\taware\n", 2, "no lexicon beside it"},
		{[]string{"roles", "-terms", "0"}, "rash\tneed\taware\n", 0, ""},
		{[]string{"roles", "-lexicon", lexicon, "-"}, "rash\tneed\taware\t5,400\r\n", 0, ""},
		{[]string{"roles", "-lexicon", "testdata/*.txt", doors}, "", 1, "doors.txt"},
		{[]string{"roles", "-lexicon", lexicon}, "# keyword\n\n", 1, "stdin: no labelled keywords"},
		{[]string{"roles", "-lexicon", lexicon}, "# keyword\nrash\tneed\n", 1, "stdin:2:1: 2 cells"},
		{[]string{"roles", "-lexicon", lexicon}, "rash\twish\taware\n", 1, `stdin:1:6: keyword: unknown role: "wish"`},
		{[]string{"roles", "-lexicon", lexicon}, "rash\tneed\tearly\n", 1, `stdin:1:11: keyword: unknown stage: "early"`},
		{[]string{"brands", "-lexicon", lexicon}, "rash\tno\n", 1, `stdin:1:6: label "no"`},
		{[]string{"brands", doors}, "", 1, `doors.tsv:2:14: label "need"`},
	} {
		stdout, stderr, status := run(t, x.stdin, x.args...)
		assert.Equal(t, x.status, status, "%q", x.args)
		assert.Contains(t, stderr, x.says, "%q", x.args)
		assert.Equal(t, status == 0, stdout != "", "%q", x.args)
	}
}

// TestVariants: the job on two pairs.
func TestVariants(t *testing.T) {
	const pairs = "# by hand\nen | same | diaper rash cream | cream for diaper rash\nen | same | cream with zinc | cream without zinc\n"
	stdout, _, status := run(t, pairs, "variants")
	assert.Zero(t, status)
	assert.Contains(t, stdout, "en            2     2       1      1.000   0.500  0.667\n")
	assert.Contains(t, stdout, `stdin:3: kept apart, but one question: "cream with zinc" and "cream without zinc"`)
	_, stderr, status := run(t, "en | alike | a | b\n", "variants")
	assert.Equal(t, 1, status)
	assert.Contains(t, stderr, `stdin:1:5: label "alike", want same or apart`)
}

// answer is what is read of the JSON.
type answer struct {
	Markets []struct {
		Name     string
		Keywords int
		Roles    []struct {
			Role                  string
			Labelled, Told, Right int
			F1                    *float64
			Alone                 *float64 `json:"lexicon_alone"`
		}
		Macro       *float64 `json:"macro_f1"`
		Alone       *float64 `json:"lexicon_alone"`
		Stages      *float64
		StagesOf    int `json:"stages_labelled"`
		Calibration []struct {
			From, To        float64
			Keywords, Right int
		}
		Curve, Accept []struct {
			At    int
			Macro *float64 `json:"macro_f1"`
			Alone *float64 `json:"lexicon_alone"`
		}
		Errors []struct{ Keyword string }
	}
	Means struct {
		Macro *float64 `json:"macro_f1"`
	}
}

func rolesJSON(t testing.TB, args ...string) (a answer) {
	t.Helper()
	stdout, stderr, status := run(t, "", append([]string{"roles", "-format", "json"}, args...)...)
	require.Zero(t, status, stderr)
	require.NoError(t, json.Unmarshal([]byte(stdout), &a))
	return a
}

// TestLexiconAlone: the scores of the lexicon alone on the made-up market, worked out by
// hand: twice the right ones by those labelled and those told.
func TestLexiconAlone(t *testing.T) {
	for terms, want := range map[string][]float64{
		"0": {0, 0, 0, 10. / 37},
		"1": {6. / 13, 6. / 15, 8. / 12, 10. / 24},
		"3": {12. / 16, 14. / 18, 14. / 15, 10. / 15},
		"9": {12. / 15, 18. / 20, 14. / 15, 10. / 14},
	} {
		m := rolesJSON(t, "-terms", terms, doors).Markets[0]
		assert.Equal(t, 34, m.Keywords)
		assert.Equal(t, 32, m.StagesOf)
		sum := 0.
		for i, r := range m.Roles {
			assert.Equal(t, []int{8, 11, 8, 5}[i], r.Labelled)
			assert.InDelta(t, want[i], *r.Alone, 1e-12, "%s terms, %s", terms, r.Role)
			sum += want[i]
		}
		assert.InDelta(t, sum/4, *m.Alone, 1e-12)
	}
}

// TestScoresOfRows: the scores are those of the keywords in the CSV, counted one by one.
func TestScoresOfRows(t *testing.T) {
	stdout, _, status := run(t, "", "roles", "-format", "csv", doors)
	require.Zero(t, status)
	rows, err := csv.NewReader(strings.NewReader(stdout)).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 35)
	a := rolesJSON(t, doors)
	m := a.Markets[0]
	assert.Equal(t, "doors", m.Name)
	var f1 []float64
	for i, role := range []string{"need", "solution", "brand", "other"} {
		var right, labelled, told float64
		for _, x := range rows[1:] {
			if x[2] == "?" {
				continue
			}
			if x[2] == role {
				labelled++
			}
			if x[4] == role {
				told++
			}
			if x[2] == role && x[7] == "true" {
				right++
			}
		}
		p, r := right/max(1, told), right/labelled
		want := 0.
		if right > 0 {
			want = 2 * p * r / (p + r)
		}
		assert.InDelta(t, want, *m.Roles[i].F1, 1e-12, role)
		f1 = append(f1, want)
	}
	assert.InDelta(t, (f1[0]+f1[1]+f1[2]+f1[3])/4, *m.Macro, 1e-12)
	assert.Equal(t, *m.Macro, *a.Means.Macro)
	wrong, stages, sure := 0, 0, 0
	for _, x := range rows[1:] {
		if x[7] == "false" || x[8] == "false" {
			assert.Equal(t, x[1], m.Errors[wrong].Keyword)
			wrong++
		}
		if x[8] == "true" {
			stages++
		}
	}
	assert.Len(t, m.Errors, wrong)
	assert.InDelta(t, float64(stages)/32, *m.Stages, 1e-12)
	for _, bin := range m.Calibration {
		sure += bin.Keywords
	}
	assert.Equal(t, 32, sure)
}

// TestOrder: the order of the keywords changes no score.
func TestOrder(t *testing.T) {
	source, err := os.ReadFile(doors)
	require.NoError(t, err)
	head, body, _ := strings.Cut(string(source), "\n")
	lines := strings.Split(strings.TrimSpace(body), "\n")
	slices.Sort(lines)
	slices.Reverse(lines)
	stdin := head + "\n" + strings.Join(lines, "\n")
	table := func(stdin string) string {
		stdout, stderr, status := run(t, stdin, "roles", "-lexicon", "testdata/doors.lexicon.txt", "-curve", "-accept", "0,2")
		require.Zero(t, status, stderr)
		return stdout
	}
	assert.Equal(t, table(string(source)), table(stdin))
}

// TestCurve: a point is what as many terms give, as far as the lexicon has them.
func TestCurve(t *testing.T) {
	curve := rolesJSON(t, "-curve", "-accept", "0,5", doors).Markets[0]
	require.Len(t, curve.Curve, 2, "four terms of a role at the most")
	for i, n := range []int{1, 3} {
		assert.Equal(t, n, curve.Curve[i].At)
		m := rolesJSON(t, "-terms", fmt.Sprint(n), doors).Markets[0]
		assert.Equal(t, *m.Macro, *curve.Curve[i].Macro)
		assert.Equal(t, *m.Alone, *curve.Curve[i].Alone)
	}
	require.Len(t, curve.Accept, 2)
	assert.Equal(t, *curve.Macro, *curve.Accept[0].Macro, "nothing accepted")
}

// TestList: what is learnt from more keywords labels the same ones, of several markets
// each by its own list and lexicon.
func TestList(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a", "b"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name+".tsv"), []byte("draughty "+name+"\tneed\taware\n"), 0o644))
		require.NoError(t, os.WriteFile(filepath.Join(dir, "list-"+name), []byte("keyword,volume\ndraughty "+name+",10\nwindow "+name+",20\n"), 0o644))
		require.NoError(t, os.WriteFile(filepath.Join(dir, "lexicon-"+name), []byte("[need]\n"+name), 0o644))
	}
	at := func(name string) string { return filepath.Join(dir, name) }
	a := rolesJSON(t, "-list", at("list-*"), "-lexicon", at("lexicon-*"), at("a.tsv"), at("b.tsv"))
	require.Len(t, a.Markets, 2)
	for i, m := range a.Markets {
		assert.Equal(t, []string{"a", "b"}[i], m.Name)
		assert.Equal(t, 1, m.Keywords)
		assert.Nil(t, m.Macro, "one keyword is too few")
		assert.Empty(t, m.Errors)
	}
	_, stderr, status := run(t, "", "roles", "-list", at("none"), "-lexicon", at("lexicon-*"), at("a.tsv"))
	assert.Equal(t, 1, status)
	assert.Contains(t, stderr, "none")

	r := reading{analyzer: keyword.NewAnalyzer(language.English), list: at("list-*"), lexicon: at("lexicon-*"), terms: 3}
	markets, err := r.markets(t.Context(), &program.Program{}, []string{at("a.tsv")}, byRole)
	require.NoError(t, err)
	assert.Equal(t, []string{"draughty a", "window a"}, markets[0].keywords)
}

// TestBrands: the lexicon alone finds seven of eight; each threshold finds no more than
// the one before it.
func TestBrands(t *testing.T) {
	stdout, stderr, status := run(t, "", "brands", "-format", "json", "testdata/makers.tsv")
	require.Zero(t, status, stderr)
	type score struct {
		Brands, Told, Right int
		F1                  *float64
	}
	var a struct {
		Markets []struct {
			Library    score
			Alone      score `json:"lexicon_alone"`
			Thresholds []score
			Missed     []string
			Taken      []string `json:"taken_for_brands"`
		}
	}
	require.NoError(t, json.Unmarshal([]byte(stdout), &a))
	m := a.Markets[0]
	assert.Equal(t, score{8, 7, 7, m.Alone.F1}, m.Alone)
	assert.InDelta(t, 14./15, *m.Alone.F1, 1e-12)
	assert.Len(t, m.Missed, m.Library.Brands-m.Library.Right)
	assert.Len(t, m.Taken, m.Library.Told-m.Library.Right)
	require.Len(t, m.Thresholds, len(thresholds))
	for i, s := range m.Thresholds[1:] {
		assert.LessOrEqual(t, s.Told, m.Thresholds[i].Told)
		assert.LessOrEqual(t, s.Right, m.Thresholds[i].Right)
	}
	for _, format := range []string{"table", "csv"} {
		stdout, _, status = run(t, "", "brands", "-errors", "-format", format, "testdata/makers.tsv")
		assert.Zero(t, status)
		assert.Contains(t, stdout, "makers")
	}
}

// TestPhrases: all words of a term, in any order and with an s or without.
func TestPhrases(t *testing.T) {
	l := keyword.Lexicon{Need: []string{"squeaky door", "500 error"}, Solution: []string{"oil", " "}, Brand: []string{"gloss & co"}}
	for text, want := range map[string]keyword.Role{
		"door very squeaky": keyword.Need, "squeaky doors": keyword.Need, "squeaky": keyword.Other, "squeakydoor": keyword.Other,
		"oil squeaky door": keyword.Solution, "boil": keyword.Other, "Oil-can": keyword.Solution, "co, gloss oil": keyword.Brand,
		"error: 500": keyword.Need, "error 500_1": keyword.Other, "": keyword.Other,
	} {
		assert.Equal(t, []keyword.Role{want}, phrases(l, []string{text}), "%q", text)
	}
}

func TestFirst(t *testing.T) {
	l := keyword.Lexicon{Name: "n", Need: []string{"a", "b"}, Brand: []string{"c"}, Ignore: []string{"d", "e"}}
	assert.Equal(t, keyword.Lexicon{Name: "n"}, first(l, 0))
	assert.Equal(t, keyword.Lexicon{Name: "n", Need: []string{"a"}, Brand: []string{"c"}, Ignore: []string{"d", "e"}}, first(l, 1))
	assert.Equal(t, l, first(l, 9))
}

// TestOracle: a term is accepted when more than half of the keywords with it have its
// role, ignored when not, and left open when none has it or it was answered before.
func TestOracle(t *testing.T) {
	m := &market{analyzer: keyword.NewAnalyzer(language.English), lexicon: keyword.Lexicon{Brand: []string{"hingemate"}}, rows: []row{
		{text: "quietus", role: keyword.Brand}, {text: "quietus oil", role: keyword.Brand}, {text: "a quietus", role: keyword.Need}, {text: "quietus made", noRole: true},
		{text: "glide oil", role: keyword.Brand}, {text: "glide", role: keyword.Solution},
		{text: "draughts", role: keyword.Need}, {text: "window", noRole: true},
	}}
	o, err := newOracle(m, m.lexicon)
	require.NoError(t, err)
	for _, s := range []suggestion{
		{"quietus", keyword.Brand},   // two of three
		{"glide", keyword.Brand},     // half
		{"draught", keyword.Need},    // in another form
		{"oil", keyword.Solution},    // none of two
		{"hingemates", keyword.Need}, // in the lexicon
		{"glides", keyword.Solution}, // answered
		{"window", keyword.Solution}, // people do not agree
		{"letterbox", keyword.Brand}, // in no keyword
	} {
		require.NoError(t, o.answer(s))
	}
	assert.Equal(t, keyword.Lexicon{Need: []string{"draught"}, Brand: []string{"hingemate", "quietus"}, Ignore: []string{"glide", "oil"}}, o.lexicon)
	assert.Equal(t, []int{2, 2}, []int{o.accepted, o.ignored})
	assert.Equal(t, keyword.Lexicon{Brand: []string{"hingemate"}}, m.lexicon, "the market's own stays")
}
