package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/cluster"
	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/program"
	"github.com/needscape/needscape/keyword"
)

// serpGroups reads a file and groups its keywords by the pages found for them.
func serpGroups(t *testing.T, file string, o cluster.SERPOptions) ([]group, error) {
	t.Helper()
	pages := found{}
	p := &program.Program{Stdin: strings.NewReader(file), Stderr: new(bytes.Buffer), Facts: pages.add}
	classifier, err := keyword.NewClassifier(new(keyword.Analyzer), keyword.Lexicon{})
	require.NoError(t, err)
	market := demand.NewMarket(classifier)
	require.NoError(t, p.ReadFiles(t.Context(), market, nil))
	report, err := market.Report(t.Context())
	require.NoError(t, err)
	return bySERP(t.Context(), report, pages, o)
}

// TestBySERP: pages are read from all forms of files, and say why keywords are together.
func TestBySERP(t *testing.T) {
	want := []group{
		{Hub: "diaper rash", Members: []member{
			{Keyword: "diaper rash", Similarity: 1, Why: "hub"},
			{Keyword: "baby rash", Similarity: 0.75, Why: "shares 3 of 4 results: a.example/rash, b.example, c.example/x"},
		}},
		{Hub: "heat rash", Members: []member{{Keyword: "heat rash", Similarity: 1, Why: "hub"}}},
	}
	for _, c := range []struct{ name, file string }{
		{"a line each, in any order", `Keyword,Volume,Rank,URL
diaper rash,5400,4,https://shop.example/
diaper rash,5400,2,https://b.example/
baby rash,1300,2,http://www.b.example
diaper rash,5400,1,https://www.a.example/rash
diaper rash,5400,3,https://c.example/x?gclid=1
baby rash,1300,4,https://baby.example/
baby rash,1300,1,https://a.example/rash/
baby rash,1300,3,https://c.example/x
heat rash,90,1,https://a.example/heat
heat rash,90,2,https://b.example/
`},
		{"a column each", `Keyword,Volume,URL 1,URL 2,URL 3,URL 4
diaper rash,5400,https://a.example/rash,https://b.example/,https://c.example/x,https://shop.example/
baby rash,1300,https://a.example/rash,https://b.example/,https://c.example/x,https://baby.example/
heat rash,90,https://a.example/heat,https://b.example/,,
`},
		{"in one cell", `Keyword,Volume,Competitors
diaper rash,5400,"""a.example"":""https://a.example/rash""
""b.example"":""https://b.example/""
""c.example"":""https://c.example/x""
""shop.example"":""https://shop.example/"""
baby rash,1300,"""a.example"":""https://a.example/rash""
""b.example"":""https://b.example/""
""c.example"":""https://c.example/x""
""baby.example"":""https://baby.example/"""
heat rash,90,"""a.example"":""https://a.example/heat"""
`},
		{"objects", `[{"keyword": "diaper rash", "volume": 5400, "urls": ["https://a.example/rash", "https://b.example/", "https://c.example/x", "https://shop.example/"]},
{"keyword": "baby rash", "volume": 1300, "urls": ["https://a.example/rash", "https://b.example/", "https://c.example/x", "https://baby.example/"]},
{"keyword": "heat rash", "volume": 90, "urls": ["https://a.example/heat"]}]`},
	} {
		got, err := serpGroups(t, c.file, cluster.SERPOptions{})
		require.NoError(t, err, c.name)
		assert.Equal(t, want, got, c.name)
	}
}

// TestBySERPResults: pages under the keyword that was searched for, as the services that
// collect results hand them out.
func TestBySERPResults(t *testing.T) {
	got, err := serpGroups(t, `{"tasks": [{"result": [
 {"keyword": "diaper rash", "items": [
  {"type": "organic", "rank_group": 1, "rank_absolute": 1, "url": "https://a.example/rash"},
  {"type": "organic", "rank_group": 2, "rank_absolute": 3, "url": "https://b.example/"}]},
 {"keyword": "baby rash", "items": [
  {"type": "organic", "rank_group": 1, "rank_absolute": 2, "url": "https://b.example/#top"},
  {"type": "organic", "rank_group": 2, "rank_absolute": 4, "url": "https://a.example/rash"}]}]}]}`, cluster.SERPOptions{Shared: 2})
	require.NoError(t, err)
	assert.Equal(t, []group{{Hub: "baby rash", Members: []member{
		{Keyword: "baby rash", Similarity: 1, Why: "hub"},
		{Keyword: "diaper rash", Similarity: 1, Why: "shares 2 of 2 results: a.example/rash, b.example"},
	}}}, got)
}

// TestBySERPMembers: a keyword without pages is alone and says so; one that is tied by
// another than the hub says by which; at most three pages are named.
func TestBySERPMembers(t *testing.T) {
	got, err := serpGroups(t, `keyword,volume,urls
a1,900,"https://p1.example, https://p2.example, https://p3.example, https://p4.example"
b1,500,"https://p1.example, https://p2.example, https://p3.example, https://p4.example, https://p5.example, https://p6.example"
c1,100,"https://p4.example, https://p5.example, https://p6.example"
d1,50,
`, cluster.SERPOptions{Method: cluster.Moderate})
	require.NoError(t, err)
	assert.Equal(t, []group{
		{Hub: "a1", Members: []member{
			{Keyword: "a1", Similarity: 1, Why: "hub"},
			{Keyword: "b1", Similarity: 0.67, Why: "shares 4 of 6 results: p1.example, p2.example, p3.example, …"},
			{Keyword: "c1", Similarity: 0.25, Why: "shares 3 of 3 results with b1: p4.example, p5.example, p6.example"},
		}},
		{Hub: "d1", Members: []member{{Keyword: "d1", Similarity: 1, Why: "hub; no results known"}}},
	}, got)
}

// TestBySERPNone: files without pages are told from keywords that share none.
func TestBySERPNone(t *testing.T) {
	_, err := serpGroups(t, market, cluster.SERPOptions{})
	assert.EqualError(t, err, "-by serp: no file has pages found for its keywords: want columns such as keyword, rank and url")
	_, err = serpGroups(t, "keyword,rank,url\na,1,https://a.example\n", cluster.SERPOptions{Shared: 11})
	assert.Error(t, err)
}

// TestBySERPFew: that files have fewer pages than keywords are to share is told.
func TestBySERPFew(t *testing.T) {
	list := "keyword,volume,url\nrash,90,https://a.example\nbaby rash,40,https://a.example/\n"
	out, stderr, status := run(t, list, "-by", "serp")
	assert.Zero(t, status)
	assert.Equal(t, "keyword,group,hub,topic,similarity,why\nrash,1,rash,,1,hub\nbaby rash,2,baby rash,,1,hub\n", out)
	assert.Contains(t, stderr, "-shared 3: no file has more than 1 page of a keyword, so each is alone\n")
	_, stderr, _ = run(t, list, "-by", "serp", "-shared", "1")
	assert.NotContains(t, stderr, "alone")
}
