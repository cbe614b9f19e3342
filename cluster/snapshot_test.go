package cluster_test

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/cluster"
)

func TestSnapshotText(t *testing.T) {
	s := &cluster.Snapshot{
		Keywords: []string{"baby wipes", "diaper\trash\\", "", "a\r\nb", "\xff", "creams", "cream"},
		Groups:   []int64{12, 3, 3, 3, 3, 3, 3},
		Demand:   []int64{0, 5, 0, 7, 0, 70, 70},
		Next:     40,
	}
	want := "snapshot\t40\t7\n" +
		"3\tcream\t70\n3\tcreams\t70\n3\ta\\r\\nb\t7\n3\tdiaper\\trash\\\\\t5\n3\t\t0\n3\t\xff\t0\n12\tbaby wipes\t0\n"
	assert.Equal(t, want, text(t, s))
	for _, read := range []string{want, strings.ReplaceAll(want, "\n", "\r\n"), strings.TrimSuffix(want, "\n")} {
		got, err := cluster.ReadSnapshot(iotest.OneByteReader(strings.NewReader(read)))
		require.NoError(t, err)
		assert.Equal(t, want, text(t, got))
	}
	s.Demand = nil
	got, err := cluster.ReadSnapshot(strings.NewReader(text(t, s)))
	require.NoError(t, err)
	assert.Nil(t, got.Demand)
	assert.Equal(t, text(t, s), text(t, got))
	assert.Equal(t, "snapshot\t1\t0\n", text(t, new(cluster.Snapshot)))
}

// A snapshot too long to be written at once comes back as it was, or with the error of
// the writer.
func TestSnapshotLong(t *testing.T) {
	s := next(t, cluster.Tracker{}, nil, listOf(rand.New(rand.NewPCG(9, 10)), 20_000, 3000))
	got, err := cluster.ReadSnapshot(strings.NewReader(text(t, s)))
	require.NoError(t, err)
	assert.Equal(t, text(t, s), text(t, got))
	d := compare(t, cluster.Tracker{}, s, got)
	assert.Empty(t, d.Moves)
	assert.Equal(t, s.Len(), d.Stayed.Keywords)
	broken := errors.New("disk on fire")
	n, err := s.WriteTo(writer(func([]byte) (int, error) { return 3, broken }))
	assert.ErrorIs(t, err, broken)
	assert.EqualValues(t, 3, n)
}

func TestReadSnapshotRefused(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"empty", "", `1:1: want "snapshot", got ""`},
		{"another file", "keyword,volume\n", `1:1: want "snapshot", got "keyword,volume"`},
		{"no identity", "snapshot\n", `1:9: want the next identity, got the end of the line`},
		{"identity", "snapshot\t0\t1\n", `1:10: want the next identity, a whole number from 1, got "0"`},
		{"number", "snapshot\t2\tx\n", `1:12: want the number of keywords, a whole number from 0, got "x"`},
		{"more", "snapshot\t2\t1\t\n", `1:14: want the end of the line, got ""`},
		{"cut short", "snapshot\t2\t2\n1\ta\n", `3:1: want 2 keywords, got 1`},
		{"too many", "snapshot\t2\t0\n1\ta\n", `3:1: want 0 keywords, got 1`},
		{"group", "snapshot\t2\t1\nx\ta\n", `2:1: want a group, a whole number from 1, got "x"`},
		{"large", "snapshot\t2\t1\n9223372036854775808\ta\n", `2:1: want a group, a whole number from 1, got "9223372036854775808"`},
		{"never given", "snapshot\t2\t1\n2\ta\n", `2:1: group 2 is not below the next identity, 2`},
		{"no keyword", "snapshot\t2\t1\n1\n", `2:2: want a keyword, got the end of the line`},
		{"blank line", "snapshot\t2\t1\n\n1\ta\n", `2:1: want a group, a whole number from 1, got ""`},
		{"escape", "snapshot\t2\t1\n1\ta\\b\n", `2:4: want \t, \n, \r or \\`},
		{"escape at the end", "snapshot\t2\t1\n1\ta\\\t3\n", `2:4: want \t, \n, \r or \\`},
		{"twice", "snapshot\t3\t2\n1\ta\n2\ta\n", `3:3: keyword "a" is in line 2 already`},
		{"demand", "snapshot\t2\t1\n1\ta\t-3\n", `2:5: want a demand, a whole number from 0, got "-3"`},
		{"no demand", "snapshot\t2\t2\n1\ta\t3\n1\tb\n", `3:4: want a demand, got the end of the line`},
		{"demand of some", "snapshot\t2\t2\n1\ta\n1\tb\t3\n", `3:5: want the end of the line, got "3"`},
		{"too much", "snapshot\t2\t1\n1\ta\t9223372036854775807\n", `3:1: cluster: the sum of all demand does not fit 64 bits`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := cluster.ReadSnapshot(strings.NewReader(tt.text))
			var at *cluster.SnapshotError
			require.ErrorAs(t, err, &at)
			assert.EqualError(t, err, tt.want)
		})
	}
	broken := errors.New("disk on fire")
	for _, some := range []string{"", "snapshot\t2\t2\n", "snapshot\t2\t2\n1\ta\n1"} {
		_, err := cluster.ReadSnapshot(iotest.DataErrReader(&failing{strings.NewReader(some), broken}))
		assert.ErrorIs(t, err, broken)
	}
	_, err := snapshotOf(t, "1:a 2:b").WriteTo(writer(func([]byte) (int, error) { return 3, broken }))
	assert.ErrorIs(t, err, broken)
}

// failing reads a text, then fails.
type failing struct {
	r   *strings.Reader
	err error
}

func (f *failing) Read(p []byte) (int, error) {
	if f.r.Len() == 0 {
		return 0, f.err
	}
	return f.r.Read(p)
}

type writer func([]byte) (int, error)

func (w writer) Write(p []byte) (int, error) { return w(p) }

// FuzzReadSnapshot: whatever is read is written as it will be read.
func FuzzReadSnapshot(f *testing.F) {
	f.Add([]byte("snapshot\t3\t2\n1\ta\\t\t4\n2\tb\t0\n"))
	f.Add([]byte("snapshot\t3\t2\r\n1\ta\r\n2\tb"))
	f.Add([]byte("snapshot\t9223372036854775807\t9223372036854775807\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := cluster.ReadSnapshot(bytes.NewReader(data))
		if err != nil {
			return
		}
		once := text(t, s)
		again, err := cluster.ReadSnapshot(strings.NewReader(once))
		require.NoError(t, err)
		require.Equal(t, once, text(t, again))
		d, err := cluster.Tracker{}.Compare(s, again)
		require.NoError(t, err)
		require.Empty(t, d.Moves)
	})
}
