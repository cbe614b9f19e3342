package export

import (
	"bytes"
	"cmp"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/needscape/needscape/demand"
)

// Google Trends has files of two kinds of its own. A timeline has a column for each
// of a few keywords and a line for each week. Related queries are two lists below
// each other, TOP with an index and RISING with a growth. Both are shares of the
// largest value, and no searches.

var (
	timeline = &format{name: "Google Trends timeline", measure: demand.Index}
	related  = &format{name: "Google Trends related queries", measure: demand.Index, counts: true, sections: true}
)

// timeNames head the first column of a timeline.
var timeNames = []string{
	"time", "day", "week", "month", "hour", "minute", "tag", "woche", "monat", "stunde", "jour", "semaine", "mois", "heure", "zeit",
	"día", "semana", "mes", "hora", "tiempo", "giorno", "settimana", "mese", "ora", "dia", "mês", "dag", "maand", "uur", "dzień", "tydzień", "miesiąc",
	"день", "неделя", "месяц", "час", "тиждень", "місяць", "година", "ziua", "săptămâna", "luna", "hari", "minggu", "bulan", "ngày", "tuần", "tháng",
	"วัน", "สัปดาห์", "เดือน", "dag", "vecka", "månad", "uge", "måned", "uke", "päivä", "viikko", "kuukausi", "den", "týden", "měsíc", "nap", "hét", "hónap", "日", "週", "月", "時間", "주", "월", "일", "시간", "周", "gün", "hafta", "ay",
}

// topName and risingName head the lists of related queries, in any language.
const topName, risingName = "top", "rising"

// findTimeline finds the header of a timeline: terms with the place they are
// searched from, as "ozempic: (United States)", or by themselves behind the name of a
// time, which is "Time" or stands below a line that names a category.
func findTimeline(tables []table) (finding, bool) {
	for _, t := range tables {
		for i, cells := range t.records[:max(0, len(t.records)-1)] {
			if !headsTimeline(cells, t.lines[i]) {
				continue
			}
			rows := t.records[i+1:]
			bad := len(rows)
			for _, row := range rows {
				if isPoints(row) {
					bad--
				}
			}
			if 2*bad < len(rows) {
				l := newLayout(timeline)
				l.names, l.low, l.high = []string{"", "", ""}, 1, 2
				return finding{delim: t.delim, layout: l, timeline: true, before: t.lines[i], notes: []string{
					"an index of a few keywords over time, each a share of the largest value, and no searches: the volume is its average",
				}}, true
			}
		}
	}
	return finding{}, false
}

// headsTimeline reports whether cells may be the header of a timeline.
func headsTimeline(cells []string, line int) bool {
	if len(cells) < 2 || slices.ContainsFunc(cells[1:], func(c string) bool { return c == "" || isNamed(columnName(c), otherNames) >= 0 }) {
		return false
	}
	first := columnName(cells[0])
	return first == "time" || line > 1 && slices.Contains(timeNames, first) || strings.Contains(cells[1], ": (")
}

// isPoints reports whether cells are a time and values of an index.
func isPoints(row []string) bool {
	_, dated := pointTime(row[0])
	return dated && !slices.ContainsFunc(row[1:], func(c string) bool {
		q, err := parseQuantity([]byte(c))
		return err != nil || q.low > 100
	})
}

// findRelated finds the lists of related queries.
func findRelated(tables []table) (finding, bool) {
	for _, t := range tables {
		if t.delim != ',' {
			continue
		}
		for i, cells := range t.records[:max(0, len(t.records)-1)] {
			row := t.records[i+1]
			if len(cells) != 1 || len(row) != 2 || !isSection(cells[0]) {
				continue
			}
			_, err := parseQuantity([]byte(row[1]))
			if _, growthErr := growth(row[1]); err != nil && growthErr != nil {
				continue
			}
			l := newLayout(related)
			l.names, l.volume = []string{"query", "value"}, 1
			return finding{delim: ',', layout: l, before: t.lines[i], notes: []string{
				"the numbers of TOP are an index, shares of the largest, and those of RISING a growth: no searches",
			}}, true
		}
	}
	return finding{}, false
}

func isSection(cell string) bool {
	name := columnName(cell)
	return name == topName || name == risingName
}

// section reports whether the record is a line that heads a list of related queries.
func (p *parser) section() bool {
	for _, c := range p.rec.cells[1:] {
		if c.start < c.end {
			return false
		}
	}
	return isSection(string(bytes.TrimSpace(p.rec.text(0, &p.scratch[0]))))
}

// risingCell reads the value of the record if it is a growth, as all of RISING are:
// a percentage or, where the growth is beyond measure, a word in some language.
func (p *parser) risingCell() (g demand.Growth, rising bool, err error) {
	if !p.layout.format.sections {
		return g, false, nil
	}
	cell := string(bytes.TrimSpace(p.rec.text(p.layout.volume, &p.scratch[1])))
	if cell == "" || !strings.ContainsAny(cell, "%％") && strings.ContainsAny(cell, "0123456789") {
		return g, false, nil
	}
	if !strings.ContainsAny(cell, "0123456789") {
		cell = "breakout"
	}
	g, err = growth(cell)
	g.Name = "RISING"
	return g, true, err
}

// maxPoints is how many values a timeline may have. Trends has some 260 for each of
// five keywords.
const maxPoints = 1 << 18

// pointTime reads the time of a line of a timeline.
func pointTime(s string) (time.Time, bool) {
	for _, layout := range []string{"2006-01-02", "2006-01", "2006-01-02T15", "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// timelineRecords makes a record of each column of a timeline: the keyword, and the
// bounds of its average. Cells that cannot be read come after them as faults.
type timelineRecords struct {
	record
	in      *splitter
	header  int // its line
	read    bool
	err     error // that ended reading
	terms   []timelineTerm
	faults  []timelineFault
	at      place // of the record
	given   int   // records given out
	scratch []byte
}

type place struct{ line, column int }

type timelineTerm struct {
	name   string
	at     place
	points []demand.Point
}

type timelineFault struct {
	err  error
	at   place
	text string
}

// all reads the whole of it.
func (t *timelineRecords) all() {
	t.read = true
	for n := 0; t.err == nil && n <= maxPoints; {
		fault, err := t.in.next()
		switch {
		case err != nil:
			t.err = err
		case t.in.startLine < t.header:
		case fault != nil:
			t.refuse(fault.err, fault.at, string(t.in.buf[fault.at:max(fault.at, t.in.stop)]))
		case t.terms == nil:
			for i := range t.in.cells[min(1, len(t.in.cells)):] {
				line, column := t.in.position(t.in.cells[i+1].start)
				name, _, _ := strings.Cut(string(t.in.text(i+1, &t.scratch)), ": (")
				t.terms = append(t.terms, timelineTerm{name: strings.TrimSpace(name), at: place{line, column}})
			}
		default:
			n += t.line()
		}
		if n > maxPoints {
			t.err = ErrTimeline
		}
	}
}

// line reads the values of one time, and returns their number.
func (t *timelineRecords) line() int {
	first := strings.TrimSpace(string(t.in.text(0, &t.scratch)))
	if first == "" && len(t.in.cells) < 2 {
		return 0
	}
	when, ok := pointTime(first)
	if !ok {
		t.refuse(ErrTime, t.in.start, string(t.in.buf[t.in.start:t.in.stop]))
		return 0
	}
	for i := range t.terms {
		text := bytes.TrimSpace(t.in.text(i+1, &t.scratch))
		q, err := parseQuantity(text)
		if err != nil {
			t.refuse(err, t.in.cells[i+1].start, string(text))
		}
		if v := indexed(q); v.Known() && err == nil {
			t.terms[i].points = append(t.terms[i].points, demand.Point{Time: when, Index: v})
		}
	}
	return len(t.terms)
}

// indexed is what a value of an index means: itself, or what stands below it.
func indexed(q quantity) demand.Volume {
	switch {
	case q.ranged:
		return demand.Between(q.low, max(1, min(q.high, 100)))
	case q.said:
		return demand.Count(q.number)
	}
	return demand.Volume{}
}

func (t *timelineRecords) refuse(err error, at int, text string) {
	line, column := t.in.position(at)
	t.faults = append(t.faults, timelineFault{err, place{line, column}, text})
}

func (t *timelineRecords) next() (*fault, error) {
	if !t.read {
		t.all()
	}
	t.buf, t.cells = t.buf[:0], t.cells[:0]
	var f *fault
	i := t.given
	t.given++
	switch {
	case i < len(t.terms):
		term := &t.terms[i]
		low, high := term.average()
		t.at = term.at
		t.put(term.name)
		t.put(low)
		t.put(high)
	case i-len(t.terms) < len(t.faults):
		bad := t.faults[i-len(t.terms)]
		t.at = bad.at
		t.put(bad.text)
		f = &fault{err: bad.err, col: -1}
	default:
		return nil, cmp.Or(t.err, io.EOF)
	}
	t.start, t.stop, t.startLine = 0, len(t.buf), t.at.line
	return f, nil
}

func (t *timelineRecords) put(text string) {
	if len(t.cells) > 0 {
		t.buf = append(t.buf, ',')
	}
	t.cells = append(t.cells, span{start: len(t.buf), end: len(t.buf) + len(text)})
	t.buf = append(t.buf, text...)
}

// average returns the bounds of the average of an index, "" where it has no values.
func (t *timelineTerm) average() (low, high string) {
	if len(t.points) == 0 {
		return "", ""
	}
	var lows, highs float64
	for _, p := range t.points {
		lows += float64(p.Index.Low)
		highs += float64(p.Index.High)
	}
	n := float64(len(t.points))
	return strconv.FormatFloat(math.Floor(lows/n), 'f', -1, 64), strconv.FormatFloat(math.Ceil(highs/n), 'f', -1, 64)
}

func (t *timelineRecords) position(int) (line, column int) { return t.at.line, t.at.column }

func (t *timelineRecords) standing() int { return t.header }

// facts adds the points of the keyword that was read last.
func (t *timelineRecords) facts(f *demand.Facts) {
	if i := t.given - 1; i >= 0 && i < len(t.terms) {
		f.Timeline = slices.Clone(t.terms[i].points)
	}
}
