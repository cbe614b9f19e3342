package cluster

import (
	"bufio"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/cluster/score"
	"github.com/needscape/needscape/keyword"
)

var labelled = flag.String("labelled", "", "files of keywords with the groups they belong to, for TestQuality: tab-separated under a header with `text,label` or keyword,parent_keyword")

// TestQuality tells how near the default groups of labelled lists are to their labels.
func TestQuality(t *testing.T) {
	if *labelled == "" {
		t.Skip("no -labelled FILE,...")
	}
	for file := range strings.SplitSeq(*labelled, ",") {
		texts, labels := readLabelled(t, file)
		corpus, err := keyword.NewCorpus(t.Context(), keyword.NewAnalyzer(), texts)
		require.NoError(t, err)
		start := time.Now()
		g, err := New(t.Context(), corpus, Options{})
		require.NoError(t, err)
		took := time.Since(start)
		c, err := score.Compare(labels, g.Group)
		require.NoError(t, err)
		b := c.BCubed()
		exact, err := score.Compare(labels, g.Variant)
		require.NoError(t, err)
		t.Logf("%s: %d keywords, %.2f spare words, %v from %.2f: %d groups, B³ P %.3f R %.3f F1 %.3f, ARI %.3f, AMI %.3f; variants alone F1 %.3f; %d topics; %v",
			file[strings.LastIndexByte(file, '/')+1:], len(texts), g.Spare, g.Method, g.Threshold, len(g.Groups), b.Precision, b.Recall, b.F1, c.ARI(), c.AMI(), exact.BCubed().F1, len(g.Topics), took.Round(time.Millisecond))
	}
}

// readLabelled reads a list with labels; those of "oos" belong nowhere and are left out.
func readLabelled(t testing.TB, file string) (texts, labels []string) {
	f, err := os.Open(file)
	require.NoError(t, err)
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	require.True(t, lines.Scan(), "no header")
	header := strings.Split(lines.Text(), "\t")
	column := func(names ...string) int {
		at := slices.IndexFunc(header, func(s string) bool { return slices.Contains(names, s) })
		require.GreaterOrEqual(t, at, 0, "no column %q", names)
		return at
	}
	text, label := column("text", "keyword"), column("label", "parent_keyword")
	for lines.Scan() {
		cells := strings.Split(lines.Text(), "\t")
		require.Greater(t, len(cells), max(text, label), lines.Text())
		if cells[label] != "oos" {
			texts, labels = append(texts, cells[text]), append(labels, cells[label])
		}
	}
	require.NoError(t, lines.Err())
	return texts, labels
}
