package export

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestShortNumber compares the reading of eight digits at a time with that of one
// at a time: on all short numbers, and with each byte put in the way.
func TestShortNumber(t *testing.T) {
	check := func(b []byte, at, n int) {
		t.Helper()
		want, wantOK := digits(b[at : at+n])
		if at+8 > len(b) || n > 8 {
			wantOK = false
		}
		got, ok := shortNumber(b, at, n)
		if ok != wantOK || ok && got != want {
			t.Fatalf("shortNumber(%q, %d, %d) = %d, %v, want %d, %v", b, at, n, got, ok, want, wantOK)
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	for n := range 10 {
		for range 2000 {
			b := fmt.Appendf(nil, ",%0*d\t9\xff,,,,,,", max(n, 1), random.Int64N(1_000_000_000))
			check(b, 1, min(n, len(b)-1))
		}
		for c := range 256 {
			b := []byte("\t12345678\t123456")
			b[1+n%8] = byte(c)
			check(b, 1, n)
			check(b, 12, n%5)
		}
	}
}

// TestSplitPlain compares cutting eight bytes at a time with cutting one at a time.
func TestSplitPlain(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 20_000 {
		line := make([]byte, random.IntN(40))
		for i := range line {
			line[i] = "\t\t\ta\x08\x0a\x89\x00,"[random.IntN(9)]
		}
		from := random.IntN(len(line) + 1)
		s := &splitter{record: record{buf: line}, pos: from, end: len(line), delim: '\t'}
		s.splitPlain(len(line))
		var want []span
		start := from
		for i := from; i <= len(line); i++ {
			if i == len(line) || line[i] == '\t' {
				want = append(want, span{start: start, end: i})
				start = i + 1
			}
		}
		if !assert.Equal(t, want, s.cells, "%q from %d", line, from) {
			return
		}
	}
}
