package demand

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math"
	"slices"
	"strings"

	"github.com/needscape/needscape/keyword"
)

// marketMagic begins the bytes of a market, with the version of what follows.
const marketMagic = "needscape market\x01"

// AppendBinary appends all that was added to the market to bytes, compactly. Of markets of
// the same rows they are the same bytes, in whatever order the rows came and however they
// were split and merged (see [Market.Merge]). The classifier and [LumpOptions] are not part
// of them. It never fails. Time is O(n log n) in the number of keywords.
//
// Keywords stand in alphabetical order, each by what differs from the one before, and
// months by their differences, on the ladder of values where they are of it. A checksum
// (CRC-32C) ends them.
func (m *Market) AppendBinary(b []byte) ([]byte, error) {
	start := len(b)
	b = append(b, marketMagic...)
	b = append(b, byte(m.measure), byte(m.period))
	sources := united(m.sources)
	b = binary.AppendUvarint(b, uint64(len(sources)))
	for i := range sources {
		b = sources[i].append(b)
	}
	refused := slices.Clone(m.refused)
	slices.SortStableFunc(refused, byPlace)
	b = appendInt(b, m.totals.Lost)
	b = binary.AppendUvarint(b, uint64(len(refused)))
	before := &RowError{}
	for _, e := range refused {
		b = e.append(b, before)
		before = e
	}
	b = binary.AppendUvarint(b, uint64(len(m.keywords)))
	last := &entry{}
	for _, i := range m.alphabetical() {
		e := &m.keywords[i]
		b = e.append(b, last)
		last = e
	}
	return binary.LittleEndian.AppendUint32(b, checksum(b[start:])), nil
}

// MarshalBinary returns what AppendBinary appends.
func (m *Market) MarshalBinary() ([]byte, error) { return m.AppendBinary(nil) }

// UnmarshalBinary makes the market one of the rows that AppendBinary appended, and nothing
// else. It keeps its classifier and how it lumps: bytes have none, and belong into a market
// that [NewMarket] made. The reasons of refused rows come back as texts only. The error is
// [ErrEncoding], and the market as it was. Memory is in proportion to the bytes, some
// hundred for each at most. Time is linear.
func (m *Market) UnmarshalBinary(b []byte) error {
	body := len(b) - crc32.Size
	if body < len(marketMagic) || string(b[:len(marketMagic)]) != marketMagic || checksum(b[:body]) != binary.LittleEndian.Uint32(b[body:]) {
		return ErrEncoding
	}
	d := decoder{bytes: b[len(marketMagic):body]}
	n := Market{Lump: m.Lump, classifier: m.classifier}
	n.measure, n.period = Measure(d.byte(byte(RankOrder))), Period(d.byte(byte(PerDay)))
	n.readSources(&d)
	n.readRefused(&d)
	n.readKeywords(&d)
	if d.bad || len(d.bytes) > 0 {
		return ErrEncoding
	}
	*m = n
	return nil
}

// checksum is that of the bytes of a market.
func checksum(b []byte) uint32 { return crc32.Checksum(b, crc32.MakeTable(crc32.Castagnoli)) }

// alphabetical returns the numbers of the keywords in the order of their texts. The first
// bytes of texts decide most.
func (m *Market) alphabetical() []int32 {
	type key struct {
		head uint64
		at   int32
	}
	keys := make([]key, len(m.keywords))
	for i := range m.keywords {
		keys[i] = key{head(m.keywords[i].text), int32(i)}
	}
	slices.SortFunc(keys, func(a, b key) int {
		if a.head != b.head {
			return cmp.Compare(a.head, b.head)
		}
		return strings.Compare(m.keywords[a.at].text, m.keywords[b.at].text)
	})
	order := make([]int32, len(keys))
	for i, k := range keys {
		order[i] = k.at
	}
	return order
}

// append appends a source.
func (s *Source) append(b []byte) []byte {
	b = appendText(appendText(b, s.File), s.Format)
	b = append(b, byte(s.Measure), byte(s.Period), byte(s.Lumping))
	b = appendInt(appendInt(b, int64(s.Rows)), int64(s.Refused))
	return appendTexts(appendTexts(b, s.Rules), s.Notes)
}

// readSources reads the sources.
func (m *Market) readSources(d *decoder) {
	for range d.length(9) {
		s := Source{File: d.text(), Format: d.text()}
		s.Measure, s.Period, s.Lumping = Measure(d.byte(byte(RankOrder))), Period(d.byte(byte(PerDay))), Lumping(d.byte(byte(Apart)))
		s.Rows, s.Refused = d.int(), d.int()
		s.Rules, s.Notes = d.texts(), d.texts()
		if n := len(m.sources); n > 0 && byFile(m.sources[n-1], s) >= 0 {
			d.fail()
		}
		m.sources = append(m.sources, s)
	}
}

// append appends a refused row, by what differs from the one before.
func (e *RowError) append(b []byte, before *RowError) []byte {
	b = appendNext(b, before.File, e.File)
	b = appendInt(appendInt(b, int64(e.Line)), int64(e.Column))
	b = appendNext(b, before.Header, e.Header)
	b = appendInt(appendText(b, e.Text), e.Volume)
	return appendNext(b, before.reason(), e.reason())
}

// readRefused reads the refused rows.
func (m *Market) readRefused(d *decoder) {
	m.totals.Lost = d.int64()
	m.totals.In = m.totals.Lost
	before, reason := &RowError{}, ""
	for i := range d.length(10) {
		e := &RowError{File: d.next(before.File), Line: d.int(), Column: d.int(), Header: d.next(before.Header), Text: d.text(), Volume: d.int64()}
		reason = d.next(reason)
		e.Err = errors.New(reason)
		if i > 0 && byPlace(before, e) > 0 {
			d.fail()
		}
		m.refused = append(m.refused, e)
		before = e
	}
	m.totals.Refused = len(m.refused)
	m.totals.Rows = len(m.refused)
}

// How an entry begins: two bits are what its rows say of brands, two whether their source
// lumps.
const (
	lumpingAt  = 2
	hasRank    = 1 << 4
	hasSeries  = 1 << 5
	hasSeveral = 1 << 6 // rows, or what only several can say
)

// What several rows say.
const (
	sayVarying = 1 << iota
	sayMost    // which is not the volume
	saySum     // which is not the number for each row
)

// flag is the flag if it holds.
func flag(flag byte, holds bool) byte {
	if holds {
		return flag
	}
	return 0
}

// append appends what was said of a keyword, by what differs from the one before.
func (e *entry) append(b []byte, before *entry) []byte {
	say := flag(sayVarying, e.varies) | flag(sayMost, e.most != e.volume) | flag(saySum, e.sum != e.volume.Number*int64(e.rows))
	has := flag(hasRank, e.rank != 0) | flag(hasSeries, len(e.series.Counts) > 0) | flag(hasSeveral, e.rows != 1 || say != 0)
	b = append(appendNext(b, before.text, e.text), byte(e.branded)|byte(e.lumping)<<lumpingAt|has)
	b = e.volume.append(b)
	if has&hasRank != 0 {
		b = binary.AppendUvarint(b, uint64(e.rank))
	}
	if has&hasSeries != 0 {
		b = e.series.append(b, before.series)
	}
	if has&hasSeveral == 0 {
		return b
	}
	b = binary.AppendUvarint(append(b, say), uint64(e.rows))
	if say&sayMost != 0 {
		b = e.most.append(b)
	}
	if say&saySum != 0 {
		b = appendInt(b, e.sum)
	}
	return b
}

// readKeywords reads what was said of the keywords, and adds it up.
func (m *Market) readKeywords(d *decoder) {
	n := d.length(4)
	m.keywords, m.index = make([]entry, 0, n), make(map[string]int32, n)
	last := &entry{}
	var again []byte
	for i := range n {
		from := d.bytes
		m.keywords = append(m.keywords, d.entry(last))
		e := &m.keywords[i]
		again = e.append(again[:0], last)
		if d.bad || i > 0 && last.text >= e.text || !bytes.Equal(again, from[:len(from)-len(d.bytes)]) {
			d.fail()
			return
		}
		m.index[e.text] = int32(i)
		m.totals.Rows += int(e.rows)
		m.totals.In += e.sum
		last = e
	}
}

// entry reads what was said of a keyword.
func (d *decoder) entry(before *entry) entry {
	e := entry{text: d.next(before.text)}
	has := d.byte(hasSeveral<<1 - 1)
	e.branded, e.lumping = keyword.Said(min(has&3, byte(keyword.SaidNo))), min(Lumping(has>>lumpingAt&3), Apart)
	e.volume = d.volume()
	if has&hasRank != 0 {
		e.rank = int64(min(d.uint(), math.MaxInt64))
	}
	if has&hasSeries != 0 {
		e.series = d.series(before.series)
	}
	e.most, e.rows, e.sum = e.volume, 1, e.volume.Number
	if has&hasSeveral == 0 {
		return e
	}
	say := d.byte(saySum<<1 - 1)
	e.varies, e.rows = say&sayVarying != 0, int32(min(max(d.uint(), 1), math.MaxInt32))
	e.sum *= int64(e.rows)
	if say&sayMost != 0 {
		e.most = d.volume()
	}
	if say&saySum != 0 {
		e.sum = d.int64()
	}
	return e
}

// What the reading of a volume has beside it.
const (
	bounded = 8  // bounds that its number does not tell
	digits  = 16 // of [RoundDigits]
)

// append appends a volume: its reading, its number and the bounds that this does not tell.
func (v Volume) append(b []byte) []byte {
	is := byte(v.Reading)
	switch {
	case v == Volume{}:
		return append(b, is)
	case v == Count(v.Number) || v.isBucket():
		return appendInt(append(b, is), v.Number)
	case v.Reading == Rounded && v == Round(v.Number):
		i, _ := onLadder(v.Number)
		return append(b, is, byte(i))
	case v.Reading == Rounded && v == RoundDigits(v.Number):
		return appendInt(append(b, is|digits), v.Number)
	}
	b = appendInt(appendInt(append(b, is|bounded), v.Number), v.Low)
	return binary.AppendUvarint(b, uint64(v.High)-uint64(v.Low))
}

// volume reads a volume. That it is what would be appended is seen to elsewhere.
func (d *decoder) volume() (v Volume) {
	is := d.byte(byte(Range) | bounded | digits)
	switch is {
	case byte(Unknown):
	case byte(Exact):
		v = Count(d.int64())
	case byte(Bucket):
		v, _ = InBucket(d.int64())
	case byte(Rounded):
		v = Round(ladder[d.byte(byte(len(ladder)-1))])
	case byte(Rounded) | digits:
		v = RoundDigits(d.int64())
	default:
		v = Volume{Reading: Reading(is &^ bounded), Number: d.int64(), Low: d.int64()}
		v.High = int64(d.uint() + uint64(v.Low))
	}
	return v
}

// How the counts of a series stand.
const (
	onSteps   = 1 // as values of the ladder, by their place on it
	likeLast  = 2 // for the same months, and to be understood the same, as the series before
	readingAt = 2 // else: the bit from which the reading is
)

// append appends a series that is not empty.
func (s Series) append(b []byte, before Series) []byte {
	steps := s.Reading == Rounded
	for i := 0; steps && i < len(s.Counts); i++ {
		steps = s.Counts[i] == NoCount || OnLadder(s.Counts[i])
	}
	how := byte(0)
	if steps {
		how = onSteps
	}
	if s.First == before.First && len(s.Counts) == len(before.Counts) && s.Reading == before.Reading {
		b = append(b, how|likeLast)
	} else {
		b = append(b, how|byte(s.Reading)<<readingAt)
		b = binary.AppendUvarint(appendInt(b, int64(s.First)), uint64(len(s.Counts)))
	}
	last := int64(0)
	for _, n := range s.Counts {
		if steps && n != NoCount {
			i, _ := onLadder(n)
			n = int64(i)
		}
		b = appendInt(b, n-last)
		last = n
	}
	return b
}

// series reads a series that is not empty.
func (d *decoder) series(before Series) Series {
	how := d.byte(byte(Relative)<<readingAt | onSteps | likeLast)
	s, n := before, len(before.Counts)
	if how&likeLast == 0 {
		first := d.int64()
		s.First, s.Reading = Month(first), Reading(how>>readingAt)
		n = d.length(1)
		if int64(s.First) != first {
			d.fail()
		}
	}
	if n > len(d.bytes) {
		d.fail()
		return Series{}
	}
	s.Counts = make([]int64, n)
	last := int64(0)
	for i := range s.Counts {
		last += d.int64()
		s.Counts[i] = last
		if how&onSteps != 0 && last != NoCount {
			if last < 0 || last >= int64(len(ladder)) {
				d.fail()
				return Series{}
			}
			s.Counts[i] = ladder[last]
		}
	}
	return s
}
