package keyword

import (
	"encoding/binary"
	"math/bits"
)

// A wordTable numbers words as they are written, but for ASCII capitals. Those of up
// to sixteen ASCII characters, which nearly all are, it keeps as two numbers in an
// open table: no string is made and none compared.
type wordTable struct {
	slots []wordSlot // a power of two of them
	used  int
	long  map[string]uint32 // the others
}

type wordSlot struct {
	lo, hi uint64 // the characters, in lower case; both 0 where the slot is free
	id     uint32
}

const (
	byteOnes  = 0x0101010101010101
	byteHighs = 0x8080808080808080
)

// pack returns the word text[start:end] as two numbers; ok is false where it is longer
// than sixteen bytes or not ASCII.
func pack(text string, start, end int) (lo, hi uint64, ok bool) {
	n := end - start
	if n > 16 {
		return 0, 0, false
	}
	if start+16 <= len(text) {
		b := text[start : start+16]
		lo = uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 | uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
		b = b[8:]
		hi = uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 | uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
	} else {
		var b [16]byte
		copy(b[:], text[start:end])
		lo, hi = binary.LittleEndian.Uint64(b[:]), binary.LittleEndian.Uint64(b[8:])
	}
	if n <= 8 {
		hi = 0
		lo &= ^uint64(0) >> (64 - 8*n) // shifting by 64 leaves nothing, and no word is empty
	} else {
		hi &= ^uint64(0) >> (128 - 8*n)
	}
	if (lo|hi)&byteHighs != 0 {
		return 0, 0, false
	}
	return lowered(lo), lowered(hi), true
}

// lowered makes the capitals among eight ASCII characters small: with A to Z alone the
// first sum reaches the high bit of their byte and the second does not.
func lowered(x uint64) uint64 {
	capitals := (x + (0x80-'A')*byteOnes) &^ (x + (0x80-'Z'-1)*byteOnes) & byteHighs
	return x | capitals>>2
}

// find returns the number of a packed word, or the slot at which it belongs.
func (t *wordTable) find(lo, hi uint64) (id uint32, slot int, ok bool) {
	mask := len(t.slots) - 1
	a, b := bits.Mul64(lo^0x9e3779b97f4a7c15, hi^0xff51afd7ed558ccd)
	for slot = int((a ^ b ^ lo>>7) & uint64(mask)); ; slot = (slot + 1) & mask {
		s := &t.slots[slot]
		switch {
		case s.lo == lo && s.hi == hi:
			return s.id, slot, true
		case s.lo == 0 && s.hi == 0:
			return 0, slot, false
		}
	}
}

// id returns the number of the word text[start:end]; make gives one to a word that is
// new.
func (t *wordTable) id(text string, start, end int, make func() uint32) uint32 {
	lo, hi, ok := pack(text, start, end)
	if !ok || lo == 0 {
		return t.longID(text[start:end], make)
	}
	if 2*t.used >= len(t.slots) {
		t.grow()
	}
	id, slot, ok := t.find(lo, hi)
	if !ok {
		id = make()
		t.slots[slot] = wordSlot{lo, hi, id}
		t.used++
	}
	return id
}

// put adds bits to what is kept for a packed word.
func (t *wordTable) put(lo, hi uint64, bits uint32) {
	if 2*t.used >= len(t.slots) {
		t.grow()
	}
	_, slot, ok := t.find(lo, hi)
	if !ok {
		t.slots[slot] = wordSlot{lo: lo, hi: hi}
		t.used++
	}
	t.slots[slot].id |= bits
}

func (t *wordTable) longID(word string, make func() uint32) uint32 {
	id, ok := t.long[word]
	if !ok {
		id = make()
		if t.long == nil {
			t.long = map[string]uint32{}
		}
		t.long[word] = id
	}
	return id
}

func (t *wordTable) grow() {
	old := t.slots
	t.slots = make([]wordSlot, max(1<<10, 2*len(old)))
	for _, s := range old {
		if s.lo != 0 || s.hi != 0 {
			_, slot, _ := t.find(s.lo, s.hi)
			t.slots[slot] = s
		}
	}
}
