package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/keyword"
)

// series reads the months of the record.
func (p *parser) series() demand.Series {
	if p.layout.monthly >= 0 {
		return p.monthlyCell()
	}
	if p.span == 0 {
		if p.layout.shares >= 0 {
			return p.sharesCell()
		}
		return demand.Series{}
	}
	counts := p.room(p.span)
	some := false
	if p.layout.months != nil {
		some = p.monthCells(counts)
	} else {
		some = p.trendCell(counts)
	}
	if !some {
		return demand.Series{}
	}
	p.slab = p.slab[p.span:]
	return demand.Series{First: p.first, Counts: counts, Reading: p.layout.format.monthReading()}
}

// room returns room for so many counts, of which none is known, at the start of the slab.
func (p *parser) room(n int) []int64 {
	if len(p.slab) < n {
		p.slab = make([]int64, max(4096, n))
	}
	counts := p.slab[:n:n]
	for i := range counts {
		counts[i] = demand.NoCount
	}
	return counts
}

// monthCells reads the cells of one month each, and reports whether any says
// something.
func (p *parser) monthCells(counts []int64) bool {
	some := false
	cells, buf := p.rec.cells, p.rec.buf
	for _, m := range p.layout.months {
		if m.column >= len(cells) || cells[m.column].start == cells[m.column].end {
			continue
		}
		cell := cells[m.column]
		if n, ok := shortNumber(buf, cell.start, cell.end-cell.start); ok {
			counts[m.month-p.first], some = n, true
			continue
		}
		q, err := p.cell(m.column)
		if err != nil || q.ranged {
			p.months++
		}
		if q.said {
			counts[m.month-p.first] = q.number
			some = true
		}
	}
	return some
}

// trendCell reads a cell of all months, as many as its column names; one with more
// or fewer could be of any months.
func (p *parser) trendCell(counts []int64) bool {
	text := bytes.TrimSpace(p.rec.text(p.layout.trend, &p.scratch[1]))
	if len(text) == 0 {
		return false
	}
	i := 0
	for cell := range bytes.SplitSeq(text, []byte{','}) {
		q, err := parseQuantity(bytes.TrimSpace(cell))
		if err != nil || q.ranged || i == len(counts) {
			p.months++
			return false
		}
		if q.said {
			counts[i] = q.number
		}
		i++
	}
	if i < len(counts) {
		p.months++
		return false
	}
	return true
}

// maxShares is how many months a cell of shares may have: Semrush has up to twelve.
const maxShares = 24

// sharesCell reads a cell of months as shares of the best of them: "0.82,1.00" or, in
// hundredths, "[82,100]". Shares that are all zero say nothing. What cannot be read is
// told where the facts are.
func (p *parser) sharesCell() demand.Series {
	text := bytes.Trim(bytes.TrimSpace(p.rec.text(p.layout.shares, &p.scratch[1])), "[]")
	if len(text) == 0 || bytes.Count(text, []byte{','}) >= maxShares {
		return demand.Series{}
	}
	counts := p.room(bytes.Count(text, []byte{','}) + 1)
	best, whole := int64(0), int64(1)
	i := 0
	for cell := range bytes.SplitSeq(text, []byte{','}) {
		share, ok := hundredths(bytes.TrimSpace(cell))
		if !ok {
			return demand.Series{}
		}
		counts[i], best = share, max(best, share)
		i++
	}
	switch {
	case best == 0:
		return demand.Series{}
	case best > 100:
		whole = 100
	}
	for i := range counts {
		counts[i] /= whole
	}
	p.slab = p.slab[len(counts):]
	return demand.Series{Counts: counts, Reading: demand.Relative}
}

// hundredths reads a number of at most a hundred, cut after its second decimal.
func hundredths(text []byte) (n int64, ok bool) {
	decimals := -1
	for _, c := range text {
		switch {
		case c == '.' && decimals < 0:
			decimals = 0
		case c < '0' || c > '9':
			return 0, false
		case decimals < 2:
			n = 10*n + int64(c-'0')
			if decimals >= 0 {
				decimals++
			}
		}
		if n > 10_000 {
			return 0, false
		}
	}
	for decimals = max(decimals, 0); decimals < 2; decimals++ {
		n *= 10
	}
	return n, len(text) > 0 && n <= 10_000
}

// monthlyCell reads an array of months, in any order.
func (p *parser) monthlyCell() demand.Series {
	text := p.rec.text(p.layout.monthly, &p.scratch[1])
	var list []map[string]any
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if len(text) == 0 {
		return demand.Series{}
	}
	if d.Decode(&list) != nil || len(list) > maxMonths {
		p.months++
		return demand.Series{}
	}
	counts := map[demand.Month]int64{}
	for _, x := range list {
		month, count, ok := monthOf(x)
		if !ok {
			p.months++
		} else if count != demand.NoCount {
			counts[month] = count
		}
	}
	if len(counts) == 0 {
		return demand.Series{}
	}
	months := slices.Sorted(maps.Keys(counts))
	first, last := months[0], months[len(months)-1]
	if last-first >= maxMonths {
		p.months++
		return demand.Series{}
	}
	s := demand.Series{First: first, Counts: make([]int64, last-first+1), Reading: p.layout.format.monthReading()}
	for i := range s.Counts {
		s.Counts[i] = demand.NoCount
	}
	for m, n := range counts {
		s.Counts[m-first] = n
	}
	return s
}

// monthOf reads one month: {"year": 2026, "month": 5, "search_volume": 5400},
// {"month": "MAY", "year": "2026", "monthlySearches": "5400"}, {"date":
// "2026-05-01", "value": 5400}.
func monthOf(x map[string]any) (month demand.Month, count int64, ok bool) {
	year, name := "", ""
	count = demand.NoCount
	for key, v := range x {
		text := ""
		if v != nil {
			text = fmt.Sprint(v)
		}
		switch columnName(key) {
		case "year":
			year = text
		case "month", "date", "time":
			name = text
		case "search volume", "monthly searches", "searches", "volume", "value", "count":
			q, err := parseQuantity([]byte(text))
			if err != nil || q.ranged {
				return 0, 0, false
			}
			if q.said {
				count = q.number
			}
		}
	}
	if day, isDay := pointTime(name); isDay {
		return demand.MonthOf(day.Year(), day.Month()), count, true
	}
	month, ok = parseMonth(keyword.Normalize(strings.TrimSpace(name + " " + year)))
	return month, count, ok
}
