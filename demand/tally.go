package demand

// A tally is a [Sum] from which parts can be taken again, as each term adds to its
// bounds by itself. A number larger than [MaxSearches] has no upper bound here, so that
// nothing overflows.
type tally struct {
	low, high      int64
	hundredths     int64 // of a search, that low has beside its whole ones
	boundless      int   // volumes without an upper bound, which are not in high
	known, unknown int   // volumes
	keywords       int
	partial        int // volumes of which not all is in the lower bound
	spread         spread
}

// sure is the confidence of what is certain, in hundredths.
const sure = 100

// add adds the volume of a term of so many keywords. Only so many hundredths of it are
// in the lower bound.
func (t *tally) add(v quantity, hundredths int64, keywords int) {
	t.keywords += keywords
	if !v.Known() {
		t.unknown++
		return
	}
	t.known++
	low := min(max(v.Low, 0), MaxSearches) * hundredths
	t.low += low / sure
	t.hundredths += low % sure
	if hundredths < sure {
		t.partial++
	}
	t.spread = t.spread.plus(v.spread)
	if v.High > MaxSearches {
		t.boundless++
	} else {
		t.high += max(v.High, 0)
	}
}

// plus returns what both hold together.
func (t tally) plus(u tally) tally {
	return tally{t.low + u.low, t.high + u.high, t.hundredths + u.hundredths, t.boundless + u.boundless,
		t.known + u.known, t.unknown + u.unknown, t.keywords + u.keywords, t.partial + u.partial, t.spread.plus(u.spread)}
}

// minus returns what is left of a whole without one of its parts.
func (t tally) minus(u tally) tally {
	return tally{t.low - u.low, t.high - u.high, t.hundredths - u.hundredths, t.boundless - u.boundless,
		t.known - u.known, t.unknown - u.unknown, t.keywords - u.keywords, t.partial - u.partial, t.spread.minus(u.spread)}
}

// sum returns the tally as a sum.
func (t tally) sum() Sum {
	s := Sum{Low: t.low + t.hundredths/sure, High: t.high, Known: t.known, Unknown: t.unknown}
	if t.boundless > 0 {
		s.High = Unbounded
	}
	if t.partial == 0 {
		s.spread = t.spread
	}
	return s
}

// fine returns the tally in hundredths of searches, as a sum to be compared with others
// of them.
func (t tally) fine() Sum {
	s := t.sum()
	s.spread = spread{}
	s.Low = min(t.low, Unbounded/sure-t.hundredths)*sure + t.hundredths
	if s.High < Unbounded/sure {
		s.High *= sure
	} else {
		s.High = Unbounded
	}
	return s
}

// span returns a sum as the volume that orders it, unknown where all of it is.
func (s Sum) span() Volume {
	if s.Known == 0 {
		return Volume{}
	}
	return Volume{Low: s.Low, High: s.High, Reading: Range}
}

// middle returns the middle of a sum; its lower bound where it has no upper one.
func (s Sum) middle() float64 {
	if s.High == Unbounded {
		return float64(s.Low)
	}
	return (float64(s.Low) + float64(s.High)) / 2
}
