package keyword

import (
	"encoding/binary"
	"math/bits"
	"strings"
)

// A table numbers short ASCII words by their letters alone, capitals being small: two
// numbers are compared, no string is made. Words are of up to [packed] bytes, which
// nearly all are.
type table struct {
	slots []slot // a power of two of them
	used  int
}

// slot is one of four in a line of the processor's cache.
type slot struct {
	lo    uint64 // the first eight characters; 0 where the slot is free
	hi    uint32 // the next four
	value uint32
}

// packed is how many bytes a packed word has at most.
const packed = 12

const (
	byteOnes  = 0x0101010101010101
	byteHighs = 0x8080808080808080
)

// pack returns the word text[start:end] as two numbers; ok is false where it is empty,
// longer than twelve bytes, not ASCII or begins with a zero byte.
func pack(text string, start, end int) (lo uint64, hi uint32, ok bool) {
	n := end - start
	switch {
	case uint(n-1) >= packed:
		return 0, 0, false
	case n <= 8:
		lo = word8(text, start, end)
	default:
		lo = word8(text, start, start+8)
		hi = uint32(word8(text, start+8, end))
	}
	if (lo|uint64(hi))&byteHighs != 0 || lo&0xff == 0 {
		return 0, 0, false
	}
	return lowered(lo), uint32(lowered(uint64(hi))), true
}

// word8 returns one to eight bytes of a text as a number, the first lowest.
func word8(text string, start, end int) uint64 {
	n := uint(end - start)
	switch {
	case start+8 <= len(text):
		return word64(text[start:start+8]) & (1<<(8*n-1)<<1 - 1)
	case end >= 8:
		return word64(text[end-8:end]) >> (64 - 8*n)
	}
	var b [8]byte
	copy(b[:], text[start:end])
	return binary.LittleEndian.Uint64(b[:])
}

func word64(b string) uint64 {
	_ = b[7]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 | uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// lowered makes the capitals among eight ASCII characters small: with A to Z alone the
// first sum reaches the high bit of their byte and the second does not.
func lowered(x uint64) uint64 {
	capitals := (x + (0x80-'A')*byteOnes) &^ (x + (0x80-'Z'-1)*byteOnes) & byteHighs
	return x | capitals>>2
}

// find returns the slot of a packed word, or the one where it belongs. There must be
// slots.
func (t *table) find(lo uint64, hi uint32) *slot {
	mask := uint64(len(t.slots) - 1)
	a, b := bits.Mul64(lo^0x9e3779b97f4a7c15, uint64(hi)<<32^lo>>3^0xff51afd7ed558ccd)
	for at := (a ^ b) & mask; ; at = (at + 1) & mask {
		s := &t.slots[at]
		if s.lo == lo && s.hi == hi || s.lo == 0 {
			return s
		}
	}
}

// value returns what is kept for a packed word, 0 where it is not there.
func (t *table) value(lo uint64, hi uint32) uint32 {
	if len(t.slots) == 0 {
		return 0
	}
	return t.find(lo, hi).value
}

// place returns the slot of a packed word, which is made if there is none: its value is 0
// then, and to be set.
func (t *table) place(lo uint64, hi uint32) *slot {
	if 4*t.used >= 3*len(t.slots) {
		old := t.slots
		t.reserve(max(1<<8, len(old)))
		for _, s := range old {
			if s.lo != 0 {
				*t.find(s.lo, s.hi) = s
			}
		}
	}
	s := t.find(lo, hi)
	if s.lo == 0 {
		t.used++
		s.lo, s.hi = lo, hi
	}
	return s
}

// reserve gives a table without words room for n.
func (t *table) reserve(n int) { t.slots = make([]slot, 1<<bits.Len(uint(2*n-1))) }

// An arena keeps many short texts in few allocations.
type arena struct {
	chunk   *strings.Builder
	size    int // of the last chunk: they double, up to 64 KB
	scratch []byte
}

func (a *arena) add(text []byte) string {
	if a.chunk == nil || a.chunk.Cap()-a.chunk.Len() < len(text) {
		a.size = min(max(2*a.size, len(text)), max(1<<16, len(text)))
		a.chunk = new(strings.Builder)
		a.chunk.Grow(a.size)
	}
	n := a.chunk.Len()
	a.chunk.Write(text)
	return a.chunk.String()[n:]
}
