// Package xlsx reads the sheets of workbooks for package export, from which it is
// kept apart for the weight of the library below it, github.com/xuri/excelize.
//
//	for r := range export.Open(file, size, file.Name(), xlsx.Sheets) {
//		…
//	}
package xlsx

import (
	"cmp"
	"fmt"
	"io"
	"iter"

	"github.com/xuri/excelize/v2"

	"github.com/needscape/needscape/demand/export"
)

// A workbook may unpack to this many bytes, and to 200 times its size at most.
const (
	mostUnpacked = 1 << 30
	freeUnpacked = 64 << 20
	mostTimes    = 200
)

// Sheets returns a reader for each sheet of a workbook, named as in
// "export.xlsx/Sheet1". Cells are read as they are stored: a share as 0.0109, a date
// as the number of its day, which is how months are named there. Lines are rows and
// columns those of the sheet, from 1. The whole workbook is in memory.
func Sheets(r io.ReaderAt, size int64, name string) iter.Seq[*export.Reader] {
	return func(yield func(*export.Reader) bool) {
		limit := min(mostUnpacked, max(freeUnpacked, mostTimes*size))
		book, err := open(io.NewSectionReader(r, 0, size), excelize.Options{
			RawCellValue: true, UnzipSizeLimit: limit, UnzipXMLSizeLimit: limit,
		})
		if err != nil {
			yield(fails(name, fmt.Errorf("%w: %w", export.ErrPacked, err)))
			return
		}
		defer func() { _ = book.Close() }() // of files that it did not make
		for _, sheet := range book.GetSheetList() {
			if !yield(read(book, sheet, name+"/"+sheet)) {
				return
			}
		}
	}
}

func open(r io.Reader, options excelize.Options) (book *excelize.File, err error) {
	defer recovered(&err)
	return excelize.OpenReader(r, options)
}

// fails returns a reader of a table that cannot be read.
func fails(name string, err error) *export.Reader {
	return export.NewTableReader(func() (int, []string, error) { return 0, nil, err }, name)
}

func read(book *excelize.File, sheet, name string) *export.Reader {
	rows, err := book.Rows(sheet)
	if err != nil {
		return fails(name, fmt.Errorf("%w: %w", export.ErrPacked, err))
	}
	n := 0
	return export.NewTableReader(func() (row int, cells []string, err error) {
		defer recovered(&err)
		if !rows.Next() {
			return 0, nil, cmp.Or(rows.Error(), rows.Close(), io.EOF)
		}
		n++
		cells, err = rows.Columns(excelize.Options{RawCellValue: true})
		return n, cells, err
	}, name)
}

// recovered makes an error of a panic, which a damaged workbook may cause in the
// library that reads it.
func recovered(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("%w: %v", export.ErrPacked, r)
	}
}
