package trend

import "time"

// An Answer is yes or no, or that the bounds do not decide it.
type Answer uint8

const (
	// Undecided: it can be either, as far as is known.
	Undecided Answer = iota
	// Yes: whatever the true numbers are.
	Yes
	// No: whatever the true numbers are.
	No
)

var answerNames = [...]string{"undecided", "yes", "no"}

// String returns "yes", "no" or "undecided".
func (a Answer) String() string { return nameOf(a, answerNames[:]) }

// A Season is the part of the year in which most searches are made: one to three
// neighbouring months, where December and January are neighbours.
type Season struct {
	Known  bool       // every month of the year has a number, and not all are zero
	Start  int        // its first month, counted from that of the series' first value: 0 to 11
	First  time.Month // the same by the calendar; 0 where that is not known
	Months int        // how long it is: 1 to 3
	Share  Value      // the part of the year's searches that is made in it

	// Seasonal tells whether more than half of the year's searches are made in one to
	// three neighbouring months: the rule by which SEOmonitor marks keywords as seasonal
	// (help.seomonitor.com/en/articles/5922630). It is about one year, or the mean of
	// several: a single burst is seasonal by it (see [Series.SeasonTest]).
	Seasonal Answer
}

// longest is how many months a season has at most.
const longest = 3

// Season returns the season of a series: the single month with more than half of the
// year's searches or, where there is none, the two neighbouring months with more than
// half or, where there are none either, the three with the largest part, whatever that
// is. Of equal ones it is the first from the start of the series. Of months that are
// there in several years it takes the mean.
func (s Series) Season() Season {
	year, ok := s.profile()
	if !ok {
		return Season{}
	}
	var best Season
	for n := 1; n <= longest && best.Share.Middle <= 0.5; n++ {
		best = bestRun(&year, n)
	}
	if best.Known {
		best.First, best.Seasonal = s.Month(best.Start), seasonal(&year)
	}
	return best
}

// bestRun returns the n neighbouring months with the largest part of the year.
func bestRun(year *[Year]Value, n int) (best Season) {
	for start := range year {
		if share := runShare(year, start, n); share.Known && (!best.Known || share.Middle > best.Share.Middle) {
			best = Season{Known: true, Start: start, Months: n, Share: share}
		}
	}
	return best
}

// seasonal tells whether some neighbouring months have more than half of the year. The
// longest runs decide, as a shorter one is part of a longer one.
func seasonal(year *[Year]Value) Answer {
	answer := No
	for start := range year {
		switch share := runShare(year, start, longest); {
		case share.Low > 0.5:
			return Yes
		case share.High > 0.5:
			answer = Undecided
		}
	}
	return answer
}

// runShare returns the part of a year that n months from start have.
func runShare(year *[Year]Value, start, n int) Value {
	in, out := Exactly(0), Exactly(0)
	for k := range year {
		if m := &year[(start+k)%Year]; k < n {
			in = in.plus(*m)
		} else {
			out = out.plus(*m)
		}
	}
	return part(in, out)
}

// A Place is where a month stands to a season.
type Place uint8

const (
	// Nowhere: there is no season.
	Nowhere Place = iota
	// In: the month is in it.
	In
	// Approaching: it begins after this month, within as many months as were asked for.
	Approaching
	// Out: it is over or far ahead.
	Out
)

var placeNames = [...]string{"no season", "in season", "approaching", "out of season"}

// String returns "in season", "approaching", "out of season" or "no season".
func (p Place) String() string { return nameOf(p, placeNames[:]) }

// At tells where the i-th month of the series from 0 stands, which may lie beyond its
// last value: i of len(Values) is the month after it. The season approaches for as many
// months before it as ahead says. It is [Nowhere] where no season is known; a series
// that is not seasonal has a best part of the year all the same, see Seasonal.
func (x Season) At(i, ahead int) Place {
	if !x.Known {
		return Nowhere
	}
	since := ((i-x.Start)%Year + Year) % Year
	switch {
	case since < x.Months:
		return In
	case Year-since <= ahead:
		return Approaching
	default:
		return Out
	}
}
