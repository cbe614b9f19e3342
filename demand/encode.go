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
// were split and merged (see [Market.Merge]). The classifier is not part of them. It never
// fails. Time is O(n log n) in the number of keywords.
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
// else. It keeps its classifier: bytes have none, and belong into a market that [NewMarket]
// made. The reasons of refused rows come back as texts only. The error is [ErrEncoding],
// and the market as it was. Memory is in proportion to the bytes, some hundred for each at
// most. Time is linear.
func (m *Market) UnmarshalBinary(b []byte) error {
	body := len(b) - crc32.Size
	if body < len(marketMagic) || string(b[:len(marketMagic)]) != marketMagic || checksum(b[:body]) != binary.LittleEndian.Uint32(b[body:]) {
		return ErrEncoding
	}
	d := decoder{bytes: b[len(marketMagic):body]}
	n := Market{classifier: m.classifier}
	n.measure, n.period = Measure(d.byte(byte(RankOrder))), Period(d.byte(byte(PerDay)))
	n.readSources(&d)
	n.readRefused(&d)
	n.readKeywords(&d)
	if err := d.end(); err != nil {
		return err
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
	b = binary.AppendUvarint(b, uint64(len(s.Notes)))
	for _, note := range s.Notes {
		b = appendText(b, note)
	}
	return b
}

// readSources reads the sources.
func (m *Market) readSources(d *decoder) {
	for range d.length(8) {
		s := Source{File: d.text(), Format: d.text()}
		s.Measure, s.Period, s.Lumping = Measure(d.byte(byte(RankOrder))), Period(d.byte(byte(PerDay))), Lumping(d.byte(byte(Apart)))
		s.Rows, s.Refused = d.int(), d.int()
		for range d.length(1) {
			s.Notes = append(s.Notes, d.text())
		}
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

// What the encoding of an entry has beside its text and its volume. Two bits more are what
// its rows say of brands.
const (
	hasVaries = 4 << iota
	hasRows   // more than one
	hasMost   // which is not the volume
	hasSum    // which is not the number for each row
	hasRank
	hasSeries
)

// append appends what was said of a keyword, by what differs from the one before.
func (e *entry) append(b []byte, before *entry) []byte {
	b = appendNext(b, before.text, e.text)
	flags := byte(e.branded)
	set := func(flag byte, has bool) {
		if has {
			flags |= flag
		}
	}
	set(hasVaries, e.varies)
	set(hasRows, e.rows != 1)
	set(hasMost, e.most != e.volume)
	set(hasSum, e.sum != e.volume.Number*int64(e.rows))
	set(hasRank, e.rank != 0)
	set(hasSeries, len(e.series.Counts) > 0)
	b = e.volume.append(append(b, flags))
	if flags&hasRows != 0 {
		b = binary.AppendUvarint(b, uint64(e.rows))
	}
	if flags&hasMost != 0 {
		b = e.most.append(b)
	}
	if flags&hasSum != 0 {
		b = appendInt(b, e.sum)
	}
	if flags&hasRank != 0 {
		b = binary.AppendUvarint(b, uint64(e.rank))
	}
	if flags&hasSeries != 0 {
		b = e.series.append(b, before.series)
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
	flags := d.byte(math.MaxUint8)
	e.branded, e.varies = keyword.Said(min(flags&3, byte(keyword.SaidNo))), flags&hasVaries != 0
	e.volume, e.rows = d.volume(), 1
	if flags&hasRows != 0 {
		e.rows = int32(min(d.uint(), math.MaxInt32))
		if e.rows == 0 {
			d.fail()
		}
	}
	e.most, e.sum = e.volume, e.volume.Number*int64(e.rows)
	if flags&hasMost != 0 {
		e.most = d.volume()
	}
	if flags&hasSum != 0 {
		e.sum = d.int64()
	}
	if flags&hasRank != 0 {
		e.rank = int64(min(d.uint(), math.MaxInt64))
	}
	if flags&hasSeries != 0 {
		e.series = d.series(before.series)
	}
	return e
}

// bounded says that a volume has bounds that its number does not tell.
const bounded = 8

// as returns the volume that a number stands for by a reading, and whether there is one.
func (r Reading) as(n int64) (v Volume, ok bool) {
	switch r {
	case Unknown:
		return Volume{}, n == 0
	case Exact:
		return Count(n), true
	case Rounded:
		v = Round(n)
		return v, v.Reading == Rounded
	case Bucket:
		return InBucket(n)
	}
	return Volume{}, false
}

// append appends a volume: its reading, its number and the bounds that this does not tell.
func (v Volume) append(b []byte) []byte {
	if w, ok := v.Reading.as(v.Number); ok && v == w {
		b = append(b, byte(v.Reading))
		switch v.Reading {
		case Unknown:
			return b
		case Rounded:
			i, _ := onLadder(v.Number)
			return append(b, byte(i))
		}
		return appendInt(b, v.Number)
	}
	b = appendInt(append(b, byte(v.Reading)|bounded), v.Number)
	return binary.AppendUvarint(appendInt(b, v.Low), uint64(v.High)-uint64(v.Low))
}

// volume reads a volume. That it is what would be appended is seen to elsewhere.
func (d *decoder) volume() Volume {
	tag := d.byte(byte(Range) | bounded)
	v := Volume{Reading: Reading(tag &^ bounded)}
	switch {
	case tag&bounded != 0:
		v.Number, v.Low = d.int64(), d.int64()
		v.High = int64(d.uint() + uint64(v.Low))
		return v
	case v.Reading == Rounded:
		return Round(ladder[d.byte(byte(len(ladder)-1))])
	case v.Reading != Unknown:
		v.Number = d.int64()
	}
	v, ok := v.Reading.as(v.Number)
	if !ok {
		d.fail()
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
	how := d.byte(byte(Range)<<readingAt | onSteps | likeLast)
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
