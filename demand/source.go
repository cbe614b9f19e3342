package demand

import (
	"fmt"
	"time"

	"github.com/needscape/needscape/keyword"
)

// A Measure is what the numbers of a source count. Numbers of different
// measures are never added or compared.
type Measure uint8

const (
	// Searches that people made: what Keyword Planner and its kind estimate.
	Searches Measure = iota
	// Impressions: how often one site was shown, as Search Console counts.
	Impressions
	// Clicks on one site or advertisement.
	Clicks
	// Index: a share of the largest value, 0 to 100, as Google Trends prints.
	Index
	// RankOrder: a position in a list, where 1 is the most; not a volume.
	RankOrder
)

var measureNames = [...]string{"searches", "impressions", "clicks", "index", "rank"}

// String returns "searches", "impressions", "clicks", "index" or "rank".
func (m Measure) String() string { return nameOf(m, measureNames[:]) }

// A Period is the time that a volume counts over.
type Period uint8

const (
	// PerMonth: an average month, the unit of Keyword Planner and its kind.
	PerMonth Period = iota
	// PerDay: an average day.
	PerDay
)

// DaysPerMonth converts between the periods: an average month of the Gregorian
// calendar has 365.2425 / 12 days. Volumes are kept as the source counted them
// and divided or multiplied only for printing.
const DaysPerMonth = 365.2425 / 12

// String returns "month" or "day".
func (p Period) String() string {
	if p == PerDay {
		return "day"
	}
	return "month"
}

// ParsePeriod reads "month" or "day".
func ParsePeriod(s string) (Period, error) {
	switch s {
	case "month":
		return PerMonth, nil
	case "day":
		return PerDay, nil
	}
	return 0, fmt.Errorf("demand: period %q: want day or month", s)
}

// Factor returns by what a number a period p is multiplied to be one a period to.
func (p Period) Factor(to Period) float64 {
	switch {
	case p == to:
		return 1
	case to == PerDay:
		return 1 / DaysPerMonth
	default:
		return DaysPerMonth
	}
}

// A Source says where rows come from and what their numbers mean.
type Source struct {
	File    string   // a name for messages
	Format  string   // the tool and layout: "Google Ads Keyword Planner", "list"
	Measure Measure  // what the numbers count
	Period  Period   // over which time
	Lumping Lumping  // whether close variants share one number
	Rules   []string // by which the numbers were read: names of [Rules], sorted
	Notes   []string // choices and doubts to be told to the user, each a sentence
	Rows    int      // rows read so far, with those refused
	Refused int      // rows refused so far
	Cut     bool     // it ends where the tool cuts its exports off, so that there may be more
}

// Lumping is whether a source counts close variants together and prints the number of all
// of them on each.
type Lumping uint8

const (
	// MayLump: it is not known whether it does.
	MayLump Lumping = iota
	// Lumps: it does, as Keyword Planner and what republishes it.
	Lumps
	// Apart: it counts each keyword by itself, as Search Console does.
	Apart
)

var lumpingNames = [...]string{"may lump", "lumps", "apart"}

// String returns "may lump", "lumps" or "apart".
func (l Lumping) String() string { return nameOf(l, lumpingNames[:]) }

// A Month is a calendar month: twelve times the year plus the month from 0, so
// that months compare and subtract as numbers.
type Month int32

// MonthOf returns the month of a year.
func MonthOf(year int, m time.Month) Month { return Month(year*12 + int(m) - 1) }

// Date returns the year and the month of it.
func (m Month) Date() (year int, month time.Month) {
	return int(m) / 12, time.Month(int(m)%12 + 1)
}

// String prints the month as 2026-07.
func (m Month) String() string {
	year, month := m.Date()
	return fmt.Sprintf("%04d-%02d", year, int(month))
}

// A Row is one keyword of a source with its searches.
type Row struct {
	Keyword string // as typed, without the space around it
	Volume  Volume
	Series  Series       // month by month, where the source has it
	Lumping Lumping      // whether its source counts close variants together; [Market.Read] sets it
	Rank    int64        // of a source of [RankOrder], the place among all keywords, from 1; else 0
	Branded keyword.Said // whether it names a brand, where the source says so
	Line    int          // line of the keyword in its file, from 1
	Column  int          // byte column of the keyword in that line, from 1
}

// A RowError is a row that was refused: where it stands, what is wrong, and
// how many searches are lost with it.
type RowError struct {
	File   string
	Line   int    // from 1
	Column int    // in bytes of the line as UTF-8, from 1
	Header string // name of the column, "" where it is not of one column
	Text   string // the offending text, shortened
	Volume int64  // the number in the row's volume column, 0 where none could be read
	Err    error  // the reason
}

// Error prints file:line:column: the column's name and the reason.
func (e *RowError) Error() string {
	where := fmt.Sprintf("%s:%d:%d: ", e.File, e.Line, e.Column)
	if e.Header != "" {
		where += fmt.Sprintf("column %q: ", e.Header)
	}
	if e.Text == "" {
		return where + e.Err.Error()
	}
	return where + fmt.Sprintf("%v: %q", e.Err, e.Text)
}

// Unwrap returns the reason.
func (e *RowError) Unwrap() error { return e.Err }
