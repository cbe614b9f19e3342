package demand

import (
	"bytes"
	"encoding"
	"encoding/binary"
	"errors"
	"math"
	"time"
)

// ErrEncoding is the reason for which bytes are not decoded: they are damaged, of
// something else, or of another version of this package.
var ErrEncoding = errors.New("demand: bytes are damaged or of something else")

// What aggregates in this package has a zero, merges in any order to the same, counts in
// whole numbers, and encodes itself compactly, by the interfaces of package encoding:
// AppendBinary, MarshalBinary and UnmarshalBinary. Equal values have equal bytes, and there
// is one encoding of each: bytes that decode are encoded to themselves. Numbers are varints
// as of package encoding/binary, texts have their length before them. A market is a whole,
// with its version; a [Sum] or [Months] is part of one.

// appendInt appends a number that may be negative.
func appendInt(b []byte, n int64) []byte { return binary.AppendVarint(b, n) }

// appendInts appends numbers that may be negative.
func appendInts(b []byte, all ...int) []byte {
	for _, n := range all {
		b = appendInt(b, int64(n))
	}
	return b
}

// appendText appends a text.
func appendText(b []byte, text string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(text))), text...)
}

// appendTexts appends texts.
func appendTexts(b []byte, texts []string) []byte {
	b = binary.AppendUvarint(b, uint64(len(texts)))
	for _, text := range texts {
		b = appendText(b, text)
	}
	return b
}

// appendTime appends a time: seconds and nanoseconds from the zero time.
func appendTime(b []byte, t time.Time) []byte {
	return binary.AppendUvarint(appendInt(b, t.Unix()-time.Time{}.Unix()), uint64(t.Nanosecond()))
}

// mostShared is how many bytes a front-coded text has of the one before it at most, so
// that few bytes cannot stand for many.
const mostShared = 127

// appendNext appends a text that comes after another in order: how many of its first bytes
// are those of the other, and the rest.
func appendNext(b []byte, before, text string) []byte {
	shared := 0
	for n := min(len(before), len(text), mostShared); shared < n && before[shared] == text[shared]; {
		shared++
	}
	return appendText(append(b, byte(shared)), text[shared:])
}

// A decoder reads what was appended. After the first fault all that it reads is zero.
type decoder struct {
	bytes []byte // that are left
	bad   bool
}

// decode sets a value to what bytes hold, if they are those that it has.
func decode[T encoding.BinaryAppender](to *T, b []byte, read func(*decoder) T) error {
	d := decoder{bytes: b}
	v := read(&d)
	if again, err := v.AppendBinary(nil); d.bad || err != nil || !bytes.Equal(again, b) {
		return ErrEncoding
	}
	*to = v
	return nil
}

// fail notes a fault.
func (d *decoder) fail() { d.bytes, d.bad = nil, true }

// byte reads a byte that is at most so large.
func (d *decoder) byte(most byte) byte {
	if len(d.bytes) == 0 || d.bytes[0] > most {
		d.fail()
		return 0
	}
	c := d.bytes[0]
	d.bytes = d.bytes[1:]
	return c
}

// uint reads a number that is not negative, in as few bytes as it needs.
func (d *decoder) uint() uint64 {
	n, size := binary.Uvarint(d.bytes)
	if size <= 0 || size > 1 && d.bytes[size-1] == 0 {
		d.fail()
		return 0
	}
	d.bytes = d.bytes[size:]
	return n
}

// fixed64 reads eight bytes, the least first.
func (d *decoder) fixed64() uint64 {
	if len(d.bytes) < 8 {
		d.fail()
		return 0
	}
	n := binary.LittleEndian.Uint64(d.bytes)
	d.bytes = d.bytes[8:]
	return n
}

// int64 reads a number that may be negative.
func (d *decoder) int64() int64 {
	n := d.uint()
	return int64(n>>1) ^ -int64(n&1)
}

// int reads a number that may be negative, of the size of an int.
func (d *decoder) int() int {
	n := d.int64()
	if int64(int(n)) != n {
		d.fail()
		return 0
	}
	return int(n)
}

// count reads how many there are of something.
func (d *decoder) count() int {
	n := d.uint()
	if n > math.MaxInt {
		d.fail()
		return 0
	}
	return int(n)
}

// length reads how many follow of something that takes at least so many bytes, so that
// there is no room made for more than there are.
func (d *decoder) length(size int) int {
	n := d.uint()
	if n > uint64(len(d.bytes)/size) {
		d.fail()
		return 0
	}
	return int(n)
}

// raw reads bytes that have their length before them. They are those of the decoder.
func (d *decoder) raw() []byte {
	n := d.length(1)
	raw := d.bytes[:n]
	d.bytes = d.bytes[n:]
	return raw
}

// text reads a text.
func (d *decoder) text() string { return string(d.raw()) }

// texts reads texts.
func (d *decoder) texts() (texts []string) {
	for range d.length(1) {
		texts = append(texts, d.text())
	}
	return texts
}

// time reads a time.
func (d *decoder) time() time.Time {
	seconds, nanoseconds := d.int64(), d.uint()
	if nanoseconds >= 1e9 {
		d.fail()
	}
	return time.Unix(seconds+time.Time{}.Unix(), int64(nanoseconds)).UTC()
}

// next reads a text that comes after another.
func (d *decoder) next(before string) string {
	shared, rest := int(d.byte(mostShared)), d.raw()
	if shared > len(before) || len(rest) > 0 && shared < min(len(before), mostShared) && before[shared] == rest[0] {
		d.fail()
		return ""
	}
	text := make([]byte, 0, 64)
	return string(append(append(text, before[:shared]...), rest...))
}
