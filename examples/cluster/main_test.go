package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/examples/internal/programtest"
)

// run runs the program.
func run(t testing.TB, stdin string, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	return tester.Run(t, stdin, args...)
}

var tester = programtest.Tester(clusterFiles)

const market = `Keyword,Volume
diaper rash cream,5400
creams for diaper rash,1300
Diaper-Rash Cream,10
8oz bottle,90
bottle 8 oz,90
cream without zinc,40
cream with zinc,30
`

// TestVariants: one line for each keyword, none missing; what is one question is one
// group, with its reason.
func TestVariants(t *testing.T) {
	out, _, status := run(t, market)
	require.Zero(t, status)
	assert.Equal(t, `keyword,group,hub,topic,similarity,why
diaper rash cream,1,diaper rash cream,,1,hub
creams for diaper rash,1,diaper rash cream,,1,"word order, function words, plural"
Diaper-Rash Cream,1,diaper rash cream,,1,capitals and signs
8oz bottle,2,8oz bottle,,1,hub
bottle 8 oz,2,8oz bottle,,1,"word order, spacing"
cream without zinc,3,cream without zinc,,1,hub
cream with zinc,4,cream with zinc,,1,hub
`, out)
}

// TestFormats: the formats say the same.
func TestFormats(t *testing.T) {
	text, _, _ := run(t, market)
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	require.NoError(t, err)
	out, _, status := run(t, market, "-format", "json")
	require.Zero(t, status)
	var answer struct {
		Schema int
		By     string
		Groups []group
	}
	require.NoError(t, json.Unmarshal([]byte(out), &answer))
	assert.Equal(t, 1, answer.Schema)
	i := 1
	for n, g := range answer.Groups {
		for _, m := range g.Members {
			assert.Equal(t, []string{m.Keyword, fmt.Sprint(n + 1), g.Hub, "", "1", m.Why}, records[i])
			i++
		}
	}
	assert.Len(t, records, i)
	out, _, _ = run(t, market, "-format", "table")
	assert.Contains(t, out, "    2  8oz bottle                   80–200\n       bottle 8 oz                          word order, spacing\n")
}

// TestMisspellings: slips join their word where that is asked for, and only then.
func TestMisspellings(t *testing.T) {
	var list strings.Builder
	for i := range 20 {
		fmt.Fprintf(&list, "printable calendar %d\n", i)
	}
	list.WriteString("calandar printable 3\n")
	out, _, status := run(t, list.String(), "-misspellings")
	require.Zero(t, status)
	assert.Contains(t, out, `calandar printable 3,1,`)
	assert.Contains(t, out, `"word order, ""calandar"" is ""calendar"": 1 edit, 20 times rarer"`)
	out, _, _ = run(t, list.String())
	assert.NotContains(t, out, "edit")
}

func TestUsage(t *testing.T) {
	for _, args := range [][]string{
		{"-by", "magic"}, {"-format", "xml"}, {"-lang", "??"}, {"-nonsense"}, {"-method", "magic"}, {"-serp", "magic"},
		{"-threshold", "-0.1"}, {"-threshold", "1.1"}, {"-threshold", "NaN"}, {"-threshold", "much"},
		{"-shared", "0"}, {"-shared", "11"}, {"-top", "-1"},
		{"-save", "x"}, {"-since", "x", "-by", "variant"}, {"-decisions", "x"}, {"-decisions", "x", "-by", "serp"},
	} {
		out, stderr, status := run(t, "rash\n", args...)
		assert.Equal(t, 2, status, args)
		assert.Empty(t, out)
		assert.Contains(t, stderr, args[0], args)
	}
	_, stderr, status := run(t, "", "-by", "group", "no such file.csv")
	assert.Equal(t, 1, status)
	assert.NotEmpty(t, stderr)
	out, _, status := run(t, "", "-h")
	assert.Zero(t, status)
	assert.Contains(t, out, "Usage:")
}

// TestLearnt: what the list says of its words is used where it is asked for, and told; so
// are the languages of keywords.
func TestLearnt(t *testing.T) {
	var list strings.Builder
	list.WriteString("Keyword,Volume\n")
	for i, s := range []string{"printable calendar", "calendar shop", "calendar app", "short code plugin", "shortcode plugin", "printable calandar", "short code list"} {
		for k := range 9 {
			if s != "printable calandar" || k == 0 {
				fmt.Fprintf(&list, "%s %s,%d\n", s, []string{"", "a1", "b2", "c3", "d4", "e5", "f6", "g7", "h8"}[k], 1000-100*i-k)
			}
		}
	}
	out, _, status := run(t, list.String(), "-misspellings", "-forms")
	require.Zero(t, status)
	assert.Contains(t, out, `""calandar"" is ""calendar"": 1 edit`)
	assert.Contains(t, out, `""short code"" is ""shortcode"": written both ways`)
	plain, _, status := run(t, list.String())
	require.Zero(t, status)
	assert.NotContains(t, plain, "written both ways")

	mixed := "creme für babys\nwundsalbe für kinder\nsalbe ohne zink\nbeste creme für das gesicht\ncreme gegen ausschlag\n" +
		"cream for babies\nointment for kids\ncream without zinc\nbest cream for the face\ncream against a rash\n"
	out, said, status := run(t, mixed, "-lang", "de,en")
	require.Zero(t, status)
	assert.Contains(t, said, "languages guessed")
	assert.Contains(t, out, "why,language\n")
	assert.Contains(t, out, "wundsalbe für kinder,,1,hub,de\n")
	assert.Contains(t, out, "cream without zinc,,1,hub,en\n")
	out, _, status = run(t, mixed, "-lang", "de,en", "-format", "json")
	require.Zero(t, status)
	assert.Contains(t, out, `"language": "de"`)
	_, _, status = run(t, mixed, "-lang", "de,")
	assert.Equal(t, 2, status)
}

// TestCountedTogether: keywords with other words on which a planner prints one number and
// the same months are one, and the reason says so.
func TestCountedTogether(t *testing.T) {
	var header, months string
	for i, m := range strings.Fields("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec") {
		header += ",Searches: " + m + " 2025"
		months += "," + strings.Fields("1300 1000 1000 1300 1600 1600 880 1600 1600 1300 1300 1000")[i]
	}
	out, _, status := run(t, "Keyword,Currency,Avg. monthly searches"+header+"\nseo audit,USD,1300"+months+"\nsearch engine optimization audit,USD,1300"+months+"\naudits seo,USD,1300"+months+"\n")
	require.Zero(t, status)
	assert.Equal(t, `keyword,group,hub,topic,similarity,why
seo audit,1,seo audit,,1,hub
audits seo,1,seo audit,,1,"word order, plural"
search engine optimization audit,1,seo audit,,1,"other words, which the source counts together"
`, out)
}
