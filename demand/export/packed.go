package export

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"iter"
	"strings"
)

const (
	// inflateFree is how much a packed file may unpack to whatever its size.
	inflateFree = 64 << 20
	// inflateMost is how many times its size a larger one may unpack to. Exports
	// shrink to a tenth or a twentieth; what shrinks to a thousandth is a bomb.
	inflateMost = 200
	// maxMembers is how many files a zip may have.
	maxMembers = 10_000
	// maxWorkbook is the largest workbook inside of a zip.
	maxWorkbook = 64 << 20
)

// Sheets reads the sheets of a workbook; see package
// [github.com/needscape/needscape/demand/export/xlsx].
type Sheets func(r io.ReaderAt, size int64, name string) iter.Seq[*Reader]

// noSheets is for who wants no workbooks.
func noSheets(_ io.ReaderAt, _ int64, name string) iter.Seq[*Reader] {
	return func(yield func(*Reader) bool) {
		yield(failed(name, ErrNotKeywords, "this is a spreadsheet (xlsx): save it as CSV"))
	}
}

// Open returns a reader for each table of a file: of most files one; of a zip one
// for each file in it, named as in "export.zip/Queries.csv"; of a workbook what
// sheets makes of it, or nil where workbooks are not wanted. A reader is to be used
// before the next one is asked for. What cannot be read is a reader whose error
// says why.
func Open(r io.ReaderAt, size int64, name string, sheets Sheets) iter.Seq[*Reader] {
	if sheets == nil {
		sheets = noSheets
	}
	return func(yield func(*Reader) bool) {
		magic := make([]byte, 4)
		if n, _ := r.ReadAt(magic, 0); n < 4 || !isZip(magic) {
			yield(NewReader(io.NewSectionReader(r, 0, size), name))
			return
		}
		archive, err := zip.NewReader(r, size)
		switch {
		case err != nil:
			yield(failed(name, ErrPacked, err.Error()))
		case isWorkbook(archive):
			sheets(r, size, name)(yield)
		case len(archive.File) > maxMembers:
			yield(failed(name, ErrPacked, fmt.Sprintf("%d files in it, want at most %d", len(archive.File), maxMembers)))
		default:
			z := members{of: archive, name: name, size: size, sheets: sheets}
			z.each(yield)
		}
	}
}

func isZip(magic []byte) bool {
	return bytes.HasPrefix(magic, []byte("PK\x03\x04")) || bytes.HasPrefix(magic, []byte("PK\x05\x06"))
}

// isWorkbook tells a workbook from other zip files.
func isWorkbook(archive *zip.Reader) bool {
	for _, f := range archive.File {
		if f.Name == "xl/workbook.xml" || f.Name == "xl/workbook.bin" {
			return true
		}
	}
	return false
}

// failed returns a reader of what cannot be read.
func failed(name string, reason error, detail string) *Reader {
	r := &Reader{parser: parser{name: name}, opened: true}
	r.source.File = name
	r.fatal = r.fail(reason, detail)
	return r
}

// members are the files of a zip.
type members struct {
	of     *zip.Reader
	name   string
	size   int64
	sheets Sheets
	out    int64 // unpacked so far, of all
}

func (z *members) each(yield func(*Reader) bool) {
	none := true
	for _, f := range z.of.File {
		base := f.Name[strings.LastIndexByte(f.Name, '/')+1:]
		if base == "" || strings.HasPrefix(f.Name, "__MACOSX/") || base[0] == '.' {
			continue // folders, and what systems put beside files
		}
		none = false
		if !z.member(f, yield) {
			return
		}
	}
	if none {
		yield(failed(z.name, ErrEmpty, "no file in the zip"))
	}
}

// member yields the readers of one file, and reports whether more are wanted.
func (z *members) member(f *zip.File, yield func(*Reader) bool) bool {
	name := z.name + "/" + strings.ToValidUTF8(f.Name, "\uFFFD")
	if f.Flags&1 != 0 {
		return yield(failed(name, ErrPacked, "it is encrypted"))
	}
	content, err := f.Open()
	if err != nil {
		return yield(failed(name, ErrPacked, err.Error()))
	}
	defer content.Close()
	in := bufio.NewReader(&bounded{src: content, in: func() int64 { return z.size }, out: &z.out})
	magic, _ := in.Peek(4)
	if !isZip(magic) {
		return yield(NewReader(in, name))
	}
	b, err := io.ReadAll(io.LimitReader(in, maxWorkbook+1))
	inner, zipErr := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	switch {
	case err != nil:
		return yield(failed(name, ErrPacked, err.Error()))
	case len(b) > maxWorkbook:
		return yield(failed(name, ErrPacked, "a packed file in a packed one of more than 64 MiB"))
	case zipErr != nil:
		return yield(failed(name, ErrPacked, zipErr.Error()))
	case !isWorkbook(inner):
		return yield(failed(name, ErrPacked, "a zip in a zip"))
	}
	for r := range z.sheets(bytes.NewReader(b), int64(len(b)), name) {
		if !yield(r) {
			return false
		}
	}
	return true
}

// unpack returns a reader of what a file holds if it is a gzip file, else of the
// file itself.
func unpack(src io.Reader) io.Reader {
	in := bufio.NewReaderSize(src, headBytes)
	if magic, _ := in.Peek(2); string(magic) != "\x1f\x8b" {
		return in
	}
	return &gunzip{in: counter{r: in}}
}

// gunzip unpacks a gzip file, opening it when it is first read.
type gunzip struct {
	in  counter
	out int64
	z   io.Reader
}

func (g *gunzip) Read(p []byte) (int, error) {
	if g.z == nil {
		z, err := gzip.NewReader(&g.in)
		if err != nil {
			return 0, err
		}
		g.z = &bounded{src: z, in: func() int64 { return g.in.n }, out: &g.out}
	}
	return g.z.Read(p)
}

// bounded reads what is unpacked, and stops where it grows beyond belief.
type bounded struct {
	src io.Reader
	in  func() int64 // bytes that were packed
	out *int64       // unpacked
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.src.Read(p)
	*b.out += int64(n)
	if *b.out > inflateFree && *b.out/inflateMost > b.in() {
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
