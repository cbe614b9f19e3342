package export

import (
	"bytes"

	"github.com/needscape/needscape/demand"
)

// series reads the months of the record.
func (r *Reader) series() demand.Series {
	if r.span == 0 {
		return demand.Series{}
	}
	if len(r.slab) < r.span {
		r.slab = make([]int64, max(4096, r.span))
	}
	counts := r.slab[:r.span:r.span]
	for i := range counts {
		counts[i] = demand.NoCount
	}
	some := false
	if r.layout.months != nil {
		some = r.monthCells(counts)
	} else {
		some = r.trendCell(counts)
	}
	if !some {
		return demand.Series{}
	}
	r.slab = r.slab[r.span:]
	return demand.Series{First: r.first, Counts: counts}
}

// monthCells reads the cells of one month each, and reports whether any says
// something.
func (r *Reader) monthCells(counts []int64) bool {
	some := false
	cells, buf := r.split.cells, r.split.buf
	for _, m := range r.layout.months {
		if m.column >= len(cells) || cells[m.column].start == cells[m.column].end {
			continue
		}
		cell := cells[m.column]
		if n, ok := shortNumber(buf, cell.start, cell.end-cell.start); ok {
			counts[m.month-r.first], some = n, true
			continue
		}
		q, err := r.cell(m.column)
		if err != nil || q.ranged {
			r.months++
		}
		if q.said {
			counts[m.month-r.first] = q.number
			some = true
		}
	}
	return some
}

// trendCell reads a cell of all months, as many as its column names; one with more
// or fewer could be of any months.
func (r *Reader) trendCell(counts []int64) bool {
	text := bytes.TrimSpace(r.split.text(r.layout.trend, &r.scratch[1]))
	if len(text) == 0 {
		return false
	}
	i := 0
	for cell := range bytes.SplitSeq(text, []byte{','}) {
		q, err := parseQuantity(bytes.TrimSpace(cell))
		if err != nil || q.ranged || i == len(counts) {
			r.months++
			return false
		}
		if q.said {
			counts[i] = q.number
		}
		i++
	}
	if i < len(counts) {
		r.months++
		return false
	}
	return true
}
