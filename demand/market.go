package demand

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/needscape/needscape/keyword"
)

// ErrMeasure is the reason for which numbers that count different things are neither added
// nor compared.
var ErrMeasure = errors.New("different measures cannot be added or compared")

// Rows is where rows come from, such as a reader of package export. Read returns
// one row; a *[RowError] for one that is refused, after which reading goes on;
// io.EOF after the last; any other error ends the rows. Source says what the
// numbers mean, and may be asked before the first row.
type Rows interface {
	Read() (Row, error)
	Source() Source
}

// A Market collects the keywords of one market from one or more sources. Add
// them, then ask for a [Market.Report]. A Market is not safe for concurrent use.
//
// A keyword counts once, however often it is added. Where that is with different
// numbers, its volume spans them. Its months are those of all rows together; of a month of
// which two rows say different numbers the larger stands. Months that are not to be
// understood alike are not put together: the narrower [Reading] stands.
type Market struct {
	// Lump says when keywords with other words count as one, where their source counts
	// close variants together.
	Lump LumpOptions

	classifier *keyword.Classifier
	corpus     *keyword.Corpus // of the keywords that were there when it was asked for; else nil

	measure Measure
	period  Period
	sources []Source
	refused []*RowError

	index    map[string]int32 // text → keyword
	keywords []entry
	totals   Totals
}

// Totals are counts over a whole market. Searches in = searches placed + searches
// refused, and rows in = rows of keywords + rows refused.
type Totals struct {
	Rows     int   // read, with those refused
	Refused  int   // rows refused
	Keywords int   // distinct keywords, as typed
	Terms    int   // sets of close variants
	Repeated int   // keywords that stand more than once
	Varying  int   // of these, keywords of which the rows do not say the same
	In       int64 // the numbers of all rows, added as they stand
	Placed   int64 // of the rows that are part of a term
	Lost     int64 // of the rows refused, where they had a number
}

// NewMarket returns an empty market. The classifier decides which roles and stages
// keywords have, and its analyzer which of them are close variants.
func NewMarket(c *keyword.Classifier) *Market {
	return &Market{classifier: c, index: map[string]int32{}}
}

// Read adds all rows of a source. A row that is refused is kept as such, and
// reading goes on. Rows are added as far as they come before an error; it is
// [ErrMeasure], with no row added, where the source counts something else than
// those before. Where some sources count by the day and others by the month, all is by the
// month, whichever comes first.
func (m *Market) Read(ctx context.Context, rows Rows) error {
	var period Period
	var lumping Lumping
	for n := 0; ; n++ {
		row, err := rows.Read()
		var refused *RowError
		isRow := err == nil || errors.As(err, &refused)
		if n == 0 && isRow {
			source := rows.Source()
			if err := m.accept(source); err != nil {
				return err
			}
			period, lumping = source.Period, source.Lumping
		}
		if !isRow || n&0xfff == 0xfff && ctx.Err() != nil {
			m.sources = append(m.sources, rows.Source())
			if err == io.EOF {
				return nil
			}
			return cmp.Or(err, ctx.Err())
		}
		if refused != nil {
			m.refuse(refused, convert(refused.Volume, period, m.period))
		} else {
			row.Volume = row.Volume.in(period, m.period)
			row.Lumping = lumping
			m.Add(row)
		}
	}
}

// accept says whether rows of a source may join those that are there.
func (m *Market) accept(s Source) error {
	if m.totals.Rows == 0 {
		m.measure, m.period = s.Measure, s.Period
	}
	if m.measure == s.Measure && m.period != s.Period {
		m.convert(PerMonth)
	}
	if m.measure != s.Measure {
		return fmt.Errorf("demand: %w: %s counts %s, and what was read before it %s", ErrMeasure, s.File, s.Measure, m.measure)
	}
	return nil
}

// Add adds one row. The market keeps its keyword and its series.
func (m *Market) Add(r Row) {
	m.totals.Rows++
	m.totals.In += r.Volume.Number
	m.add(entryOf(&r))
}

// add adds what is said of a keyword.
func (m *Market) add(e entry) {
	if i, known := m.index[e.text]; known {
		m.keywords[i].merge(&e)
		return
	}
	m.index[e.text] = int32(len(m.keywords))
	if len(m.keywords) == cap(m.keywords) {
		m.keywords = slices.Grow(m.keywords, len(m.keywords)+1) // twice the room: to move them is most of the time
	}
	m.keywords = append(m.keywords, e)
}

// Refuse keeps a row that cannot be used, so that the report shows it.
func (m *Market) Refuse(e *RowError) { m.refuse(e, e.Volume) }

func (m *Market) refuse(e *RowError, volume int64) {
	m.totals.Rows++
	m.totals.Refused++
	m.totals.In += volume
	m.totals.Lost += volume
	m.refused = append(m.refused, e)
}

// Keywords returns the distinct keywords that were added so far, as typed, in the order
// in which they came.
func (m *Market) Keywords() []string {
	texts := make([]string, len(m.keywords))
	for i := range m.keywords {
		texts[i] = m.keywords[i].text
	}
	return texts
}

// Use gives the market another classifier, and with it another analyzer: one that
// knows what the keywords themselves have shown, such as their misspellings.
func (m *Market) Use(c *keyword.Classifier) { m.classifier, m.corpus = c, nil }

// Classifier returns that of [NewMarket], of Use or of what was learnt.
func (m *Market) Classifier() *keyword.Classifier { return m.classifier }

// Learn makes the market tell roles by what its own keywords show, beside the lexicon:
// see [keyword.Classifier.Learn]. Keywords that are added later are told by what was
// learnt before. It returns the classifier, which has suggestions for the lexicon.
func (m *Market) Learn(ctx context.Context) (*keyword.Classifier, error) {
	corpus, err := m.analysed(ctx)
	if err != nil {
		return nil, err
	}
	opt := keyword.LearnOptions{Demand: make([]int64, len(m.keywords))}
	branded, said := make([]keyword.Said, len(m.keywords)), false
	for i := range m.keywords {
		e := &m.keywords[i]
		opt.Demand[i], branded[i] = e.volume.Central(), e.branded
		said = said || e.branded != keyword.NotSaid
	}
	if said {
		opt.Branded = branded
	}
	c, err := m.classifier.Learn(ctx, corpus, opt)
	if err != nil {
		return nil, err
	}
	m.classifier = c
	return c, nil
}

// analysed returns the corpus of the keywords.
func (m *Market) analysed(ctx context.Context) (*keyword.Corpus, error) {
	if m.corpus == nil || m.corpus.Len() != len(m.keywords) {
		corpus, err := keyword.NewCorpus(ctx, m.classifier.Analyzer(), m.Keywords())
		if err != nil {
			return nil, err
		}
		m.corpus = corpus
	}
	return m.corpus, nil
}

// Refused returns the rows that were refused so far.
func (m *Market) Refused() []*RowError { return slices.Clone(m.refused) }
