package export

import (
	"bytes"
	"encoding/binary"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/transform"
)

// badByte stands for something that is not text. It occurs nowhere in UTF-8,
// so that the line which holds it is found out as [ErrEncoding].
const badByte = 0xFF

// headBytes is how much of a file decides its encoding.
const headBytes = 64 << 10

// A scheme is how a file writes characters as bytes.
type scheme uint8

const (
	encUTF8 scheme = iota
	encUTF16LE
	encUTF16BE
	encLegacy // before Unicode
)

// A decoder turns the bytes of a file into UTF-8. What is damaged becomes
// [badByte] (UTF-8 passes as it is).
type decoder struct {
	src  io.Reader
	enc  scheme
	raw  []byte // read and not yet decoded: raw[r:w]
	r, w int
	err  error                 // what src reported after raw, io.EOF at the end
	old  transform.Transformer // of encLegacy
	name string                // of encLegacy
}

// open reads the head of the file and tells its encoding. The head begins
// after the byte order mark. The error of a source that fails comes from Read,
// after what was read before it.
func (d *decoder) open() (head []byte) {
	d.raw = make([]byte, headBytes)
	d.fill(headBytes)
	enc, mark := detectEncoding(d.raw[:d.w], d.err != nil)
	d.enc, d.r = enc, mark
	if enc == encLegacy {
		code := detectLegacy(d.raw[:d.w])
		d.old, d.name = code.encoding.NewDecoder(), code.name
	}
	return d.raw[d.r:d.w]
}

// fill reads until raw holds n bytes or the source ends.
func (d *decoder) fill(n int) {
	if d.r > 0 {
		d.w = copy(d.raw, d.raw[d.r:d.w])
		d.r = 0
	}
	for idle := 0; d.w < n && d.err == nil; {
		var m int
		m, d.err = d.src.Read(d.raw[d.w:])
		d.w += m
		if idle++; m > 0 {
			idle = 0
		}
		if idle == 100 && d.err == nil {
			d.err = io.ErrNoProgress
		}
	}
}

// Read decodes into dst, which must hold at least four bytes.
func (d *decoder) Read(dst []byte) (int, error) {
	if d.enc == encUTF8 {
		if d.r < d.w {
			n := copy(dst, d.raw[d.r:d.w])
			d.r += n
			return n, nil
		}
		if d.err != nil {
			return 0, d.err
		}
		n, err := d.src.Read(dst)
		d.err = err
		return n, err
	}
	for {
		if d.w-d.r < utf8.UTFMax && d.err == nil {
			d.fill(utf8.UTFMax)
		}
		var n int
		if d.enc == encLegacy {
			n = d.legacy(dst)
		} else {
			n = d.utf16(dst)
		}
		if n > 0 {
			return n, nil
		}
		if d.err != nil {
			return 0, d.err
		}
	}
}

// utf16 decodes what is in raw as far as dst has room, and returns the number
// of bytes written. The last bytes of raw may wait for more.
func (d *decoder) utf16(dst []byte) int {
	var order binary.ByteOrder = binary.LittleEndian
	shift, mask := 0, uint64(0xFF80FF80FF80FF80)
	if d.enc == encUTF16BE {
		order, shift, mask = binary.BigEndian, 8, 0x80FF80FF80FF80FF
	}
	n := 0
	for len(dst)-n >= utf8.UTFMax {
		in := d.raw[d.r:d.w]
		ascii := 0
		for len(in)-ascii >= 8 && len(dst)-n >= 4 {
			// Four ASCII characters at a time, which is most of any export.
			v := binary.LittleEndian.Uint64(in[ascii:])
			if v&mask != 0 {
				break
			}
			v >>= shift
			v |= v >> 8
			binary.LittleEndian.PutUint32(dst[n:], uint32(v&0xFFFF|v>>16&0xFFFF0000))
			n += 4
			ascii += 8
		}
		if ascii > 0 {
			d.r += ascii
			continue
		}
		if len(in) < 2 {
			if len(in) == 1 && d.err == io.EOF { // cut within a unit
				dst[n] = badByte
				n++
				d.r++
			}
			return n
		}
		unit := rune(order.Uint16(in))
		if !utf16.IsSurrogate(unit) {
			n += utf8.EncodeRune(dst[n:], unit)
			d.r += 2
			continue
		}
		if len(in) < 4 && d.err == nil {
			return n
		}
		if len(in) >= 4 {
			if c := utf16.DecodeRune(unit, rune(order.Uint16(in[2:]))); c != utf8.RuneError {
				n += utf8.EncodeRune(dst[n:], c)
				d.r += 4
				continue
			}
		} else if d.err != io.EOF {
			d.r = d.w // the source failed: what follows is not known
			return n
		}
		dst[n] = badByte
		n++
		d.r += 2
	}
	return n
}

// legacy decodes what is in raw by a code of the time before Unicode. What it does
// not have becomes U+FFFD there, which no such text can hold, and badByte here.
func (d *decoder) legacy(dst []byte) int {
	n, used, err := d.old.Transform(dst, d.raw[d.r:d.w], d.err != nil)
	d.r += used
	if used == 0 && err == transform.ErrShortSrc && d.err != nil {
		d.r = d.w // cannot be: with the last bytes told, they are decoded somehow
	}
	for at := bytes.Index(dst[:n], replacement); at >= 0; at = bytes.Index(dst[:n], replacement) {
		copy(dst[at:n], []byte{badByte, badByte, badByte})
	}
	return n
}

var replacement = []byte("\uFFFD")

// detectEncoding tells the encoding of a file and the length of its byte order
// mark from its head; whole says that the head is all of the file.
func detectEncoding(head []byte, whole bool) (enc scheme, mark int) {
	switch {
	case bytes.HasPrefix(head, []byte{0xEF, 0xBB, 0xBF}):
		return encUTF8, 3
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}):
		return encUTF16LE, 2
	case bytes.HasPrefix(head, []byte{0xFE, 0xFF}):
		return encUTF16BE, 2
	case looksUTF16(head, 0):
		return encUTF16LE, 0
	case looksUTF16(head, 1):
		return encUTF16BE, 0
	}
	good, bad := countUTF8(head, whole)
	if bad > good {
		return encLegacy, 0
	}
	return encUTF8, 0 // with some damaged lines perhaps
}

// looksUTF16 reports whether the head looks like UTF-16 whose low byte is the
// first (low = 0) or the second (low = 1) of each two: the high byte of spaces,
// digits and line ends, which any export has, is then zero, and low bytes
// hardly ever are.
func looksUTF16(head []byte, low int) bool {
	var zeroHigh, zeroLow, plain, plainZero int
	for i := 0; i+1 < len(head); i += 2 {
		lo, hi := head[i+low], head[i+1-low]
		if lo == 0 {
			zeroLow++
		}
		if hi == 0 {
			zeroHigh++
		}
		if lo == '\t' || lo == '\n' || lo == '\r' || lo == ' ' || lo == ',' || lo >= '0' && lo <= '9' {
			plain++
			if hi == 0 {
				plainZero++
			}
		}
	}
	if zeroHigh < 2 || zeroHigh < 8*zeroLow {
		return false
	}
	return 4*zeroHigh >= len(head)/2 || 5*plainZero >= 2*plain && plainZero > 1
}

// countUTF8 counts the characters of more than one byte in the head, and the
// bytes that are not UTF-8. A character cut by the end of the head is neither.
func countUTF8(head []byte, whole bool) (good, bad int) {
	for i := 0; i < len(head); {
		if head[i] < utf8.RuneSelf {
			i++
			continue
		}
		c, size := utf8.DecodeRune(head[i:])
		switch {
		case c != utf8.RuneError || size > 1:
			good++
		case !whole && !utf8.FullRune(head[i:]):
			return good, bad
		default:
			bad++
		}
		i += size
	}
	return good, bad
}
