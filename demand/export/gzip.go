package export

import (
	"bufio"
	"compress/gzip"
	"io"
)

const (
	// inflateFree is how much a gzip file may unpack to whatever its size.
	inflateFree = 64 << 20
	// inflateMost is how many times its size a larger one may unpack to. Exports
	// shrink to a tenth or a twentieth; what shrinks to a thousandth is a bomb.
	inflateMost = 200
)

// unpack returns a reader of what a file holds if it is a gzip file, else of the
// file itself.
func unpack(src io.Reader) io.Reader {
	in := bufio.NewReaderSize(src, headBytes)
	if magic, _ := in.Peek(2); string(magic) != "\x1f\x8b" {
		return in
	}
	return &inflater{in: counter{r: in}}
}

// An inflater unpacks a gzip file, and stops where it grows beyond belief.
type inflater struct {
	in  counter
	z   *gzip.Reader
	out int64
}

func (f *inflater) Read(p []byte) (int, error) {
	if f.z == nil {
		z, err := gzip.NewReader(&f.in)
		if err != nil {
			return 0, err
		}
		f.z = z
	}
	n, err := f.z.Read(p)
	f.out += int64(n)
	if f.out > inflateFree && f.out/inflateMost > f.in.n {
		return n, ErrInflates
	}
	return n, err
}

// A counter counts what is read through it.
type counter struct {
	r *bufio.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// ReadByte keeps gzip from reading ahead through a buffer of its own.
func (c *counter) ReadByte() (byte, error) {
	b, err := c.r.ReadByte()
	if err == nil {
		c.n++
	}
	return b, err
}
