package demand

// measured is what one list says of a demand.
type measured struct {
	volume    Volume
	low, high []int64 // of each month of the window; low is less than 0 where it is not known
	known     bool    // each month is
	slack     int64   // twelfths by which the average may lie beyond the bounds of volume

	parts []addend // used again
}

// An addend is a keyword that counts.
type addend struct {
	volume Volume
	series Series
	term   *Term
}

// comparison compares demands of two lists.
type comparison struct {
	*identities
	measure       Measure
	from, to      Period   // of the volumes; changes are in that of the later
	was, is       window   // of which months volumes are the average
	cutWas        bool     // the earlier list was cut off
	cutIs         bool     // the later one
	listsOnly     bool     // volumes are not compared
	bothLump      bool     // both tools count close variants together
	before, after measured // used again
}

// measureOf adds up what one list says of the keywords of terms, or of those of them of
// which both lists say something.
func (c *comparison) measureOf(m *measured, terms []*Term, all bool, w window, in Period) {
	*m = measured{known: true, low: append(m.low[:0], make([]int64, w.months)...), high: append(m.high[:0], make([]int64, w.months)...), parts: m.parts[:0]}
	if c.listsOnly || len(terms) == 0 {
		return
	}
	if t := terms[0]; len(terms) == 1 && all {
		m.volume = t.Volume
		m.months(t.Said, &t.Series, Added, w)
		for i := range t.Variants {
			m.months(t.Variants[i].Volume, &t.Variants[i].Series, t.Variants[i].Counted, w)
		}
	} else {
		c.some(m, terms, all, w)
	}
	m.volume = m.volume.in(in, c.to)
	m.known = m.known && m.volume.Known() && w.months > 0 && c.from == c.to
}

// some adds up keywords one by one, each as its report counts it: one whose number was
// that of another counts if the other does not.
func (c *comparison) some(m *measured, terms []*Term, all bool, w window) {
	for _, t := range terms {
		for k := range 1 + len(t.Variants) {
			if !all && !c.shares(t.keyword(k)) {
				continue
			}
			volume, series, counted := t.said(k), &t.Series, Added
			if k > 0 {
				series, counted = &t.Variants[k-1].Series, t.Variants[k-1].Counted
			}
			counted = c.count(m, addend{volume, *series, t}, counted)
			m.months(volume, series, counted, w)
		}
	}
}

// count adds a keyword to the volume, and returns how it counts.
func (c *comparison) count(m *measured, p addend, counted Counted) Counted {
	if !p.volume.Known() || counted == Uncounted {
		return Uncounted
	}
	own, doubtful := counted == Added, counted == Either
	counted = Added
	for i := range m.parts {
		q := &m.parts[i]
		if q.volume != p.volume || own && (q.term == p.term || c.measure != Searches) {
			continue
		}
		switch months := min(q.series.proof(), p.series.proof()); {
		case q.series.Known() > 0 && p.series.Known() > 0 && !q.series.Equal(p.series):
		case months == 0 || doubtful:
			counted = Either
		default:
			return Once
		}
	}
	v := p.volume
	if counted == Either {
		v = Volume{High: v.High, Reading: v.Reading}
	}
	m.parts = append(m.parts, p)
	if len(m.parts) == 1 {
		m.volume = v
		return counted
	}
	_, said := v.Said()
	_, saidBefore := m.volume.Said()
	m.volume = Volume{plus(m.volume.Low, v.Low), plus(m.volume.High, v.High), plus(m.volume.Number, v.Number), max(m.volume.Reading, v.Reading)}
	if !said || !saidBefore {
		m.volume.Number, m.volume.Reading = 0, Range
	}
	return counted
}

// months adds the months of one keyword as they count. An average that is printed as a
// whole number may be half a search more or less; the bounds of the ladder have that in
// them, but for the lowest.
func (m *measured) months(v Volume, s *Series, counted Counted, w window) {
	if counted == Once || counted == Uncounted {
		return
	}
	if v.Reading != Rounded || v.Low == 0 {
		m.slack += twelfths / 2
	}
	for i := range w.months {
		v := s.At(w.first + Month(i))
		if !v.Known() || counted == Either || m.low[i] < 0 {
			m.low[i], m.known = -1, false
			continue
		}
		m.low[i] = plus(m.low[i], min(v.Low, MaxSearches))
		m.high[i] = plus(m.high[i], min(v.High, MaxSearches))
	}
}

// average returns the volume as the bounds of an average, outwards in whole searches.
func (m *measured) average() Volume {
	v := m.volume
	if !m.known || m.slack == 0 {
		return v
	}
	slack := (m.slack + twelfths - 1) / twelfths
	return Between(max(v.Low-slack, 0), plus(v.High, slack))
}

// fits reports whether the volume can be the average of the months, all of which are known.
func (m *measured) fits() bool {
	if !m.known {
		return false
	}
	low, high, n := int64(0), int64(0), int64(len(m.low))
	for i := range m.low {
		low, high = low+m.low[i], high+m.high[i]
	}
	v := m.average()
	return v.Low <= (high+n-1)/n && low/n <= v.High
}
