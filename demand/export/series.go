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
		return demand.Series{}
	}
	if len(p.slab) < p.span {
		p.slab = make([]int64, max(4096, p.span))
	}
	counts := p.slab[:p.span:p.span]
	for i := range counts {
		counts[i] = demand.NoCount
	}
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
