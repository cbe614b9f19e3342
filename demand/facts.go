package demand

import (
	"fmt"
	"strings"
	"time"
)

// Facts are what a source says of a keyword beside its searches. The zero value of
// each field says that the source says nothing of it.
type Facts struct {
	Volumes     []Other     // what else the row counts: globally beside locally, clicks beside impressions
	Trend       []float64   // the last months as shares of the best of them (1), oldest first
	Timeline    []Point     // an index over time, oldest first
	Growth      []Growth    // changes over time
	CPC         Money       // what a click on an advertisement costs, or is bid
	Competition Competition // among advertisers
	Difficulty  Figure      // of ranking in organic results, 0 to 100
	Intent      Intent      // of the searcher, as the tool told it
	Parent      string      // the keyword of which this is part, by the tool
	Features    []string    // what the page of results shows beside pages
	Pages       Figure      // found in all, as the search engine estimates
	Results     []Result    // pages found for the keyword, as the row has them
}

// A Figure is a number that may be missing.
type Figure struct {
	Value float64
	Known bool
}

// Other is a further number of a row, which is never added to its volume.
type Other struct {
	Name    string // of the column
	Measure Measure
	Volume  Volume
}

// A Point is an index at one time.
type Point struct {
	Time  time.Time // when the time begins that it is of
	Index Volume    // 0 to 100: what rounds to the number, or stands below it
}

// Growth is a change over some time, as a fraction of what was before: 0.5 is half
// as much again.
type Growth struct {
	Name    string  // of the column or the section
	Change  float64 // where it is known
	AtLeast bool    // it is that or more: a breakout is 50 or more
}

// Money is a price or the range of one. The zero Money is an unknown price.
type Money struct {
	Low, High float64
	Currency  string // a code of ISO 4217, or a sign where that may be several; "" where the source has none
	Known     bool
}

// String prints "0.50–1.20 USD", or "unknown".
func (m Money) String() string {
	if !m.Known {
		return "unknown"
	}
	s := fmt.Sprintf("%.2f", m.Low)
	if m.High != m.Low {
		s += fmt.Sprintf("–%.2f", m.High)
	}
	return strings.TrimSpace(s + " " + m.Currency)
}

// Competition is how many advertisers want a keyword, as a word, as an index, or
// both.
type Competition struct {
	Level Level
	Index Figure // 0 to 1
}

// A Level is a word for a competition.
type Level uint8

// The words of Keyword Planner; NoLevel where the source has none.
const (
	NoLevel Level = iota
	Low
	Medium
	High
)

var levelNames = [...]string{"", "low", "medium", "high"}

// String returns "low", "medium", "high" or "".
func (l Level) String() string { return nameOf(l, levelNames[:]) }

// An Intent is a set of what a tool takes a searcher to want.
type Intent uint8

// The intents of Semrush and Ahrefs. The last two say what is named.
const (
	Informational Intent = 1 << iota
	Navigational
	Commercial
	Transactional
	Local
	Branded
)

var intentNames = [...]string{"informational", "navigational", "commercial", "transactional", "local", "branded"}

// String lists the intents: "informational, commercial".
func (i Intent) String() string {
	var names []string
	for k, name := range intentNames {
		if i&(1<<k) != 0 {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// A Result is a page that was found for a keyword.
type Result struct {
	Position float64 // from 1; an average in Search Console; 0 where it is not known
	URL      string
}
