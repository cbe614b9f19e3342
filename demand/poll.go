package demand

import (
	"errors"
	"fmt"
	"math"
	"time"

	"gonum.org/v1/gonum/mathext"
)

// A Poll is how many of those who were asked a question said yes to it. The zero Poll is
// one of nobody; polls of one question merge in any order to the same result.
type Poll struct {
	Asked      int64 // people
	Yes        int64 // of them, who said yes
	Unanswered int64 // of them, who said neither yes nor no; no interval counts them

	// Voluntary is set where people chose themselves whether to answer, as under a link on
	// a page. What such a poll says beyond those who answered is not a matter of chance:
	// its intervals cover chance only, and not who chose to answer.
	Voluntary bool

	First, Last time.Time // the days from and to which it was taken; zero where not known
}

// The reasons for which a poll is refused.
var (
	ErrPoll      = errors.New("a poll's numbers are negative")
	ErrPollYes   = errors.New("more yes than people who answered")
	ErrPollLarge = errors.New("more people than there are")
)

// maxAsked is the largest number of people whom a poll is believed to have asked: some
// hundred times as many as there are, so that sums of many polls fit.
const maxAsked = MaxSearches

// Check returns an error where the numbers of a poll cannot be.
func (p Poll) Check() error {
	switch {
	case p.Asked < 0 || p.Yes < 0 || p.Unanswered < 0:
		return ErrPoll
	case p.Asked > maxAsked:
		return ErrPollLarge
	case p.Yes > p.Asked-p.Unanswered:
		return ErrPollYes
	}
	return nil
}

// Merge adds another poll of the same question.
func (p *Poll) Merge(q Poll) {
	p.Asked = plus(p.Asked, q.Asked)
	p.Yes = plus(p.Yes, q.Yes)
	p.Unanswered = plus(p.Unanswered, q.Unanswered)
	p.Voluntary = p.Voluntary || q.Voluntary
	if p.First.IsZero() || !q.First.IsZero() && q.First.Before(p.First) {
		p.First = q.First
	}
	if q.Last.After(p.Last) {
		p.Last = q.Last
	}
}

// AppendBinary appends the poll to bytes, as that of [Sum] does. Times are in UTC.
func (p Poll) AppendBinary(b []byte) ([]byte, error) {
	b = appendInt(appendInt(appendInt(b, p.Asked), p.Yes), p.Unanswered)
	b = append(b, flag(1, p.Voluntary))
	return appendTime(appendTime(b, p.First), p.Last), nil
}

// MarshalBinary returns what AppendBinary appends.
func (p Poll) MarshalBinary() ([]byte, error) { return p.AppendBinary(nil) }

// UnmarshalBinary reads what AppendBinary appended, and that alone. The error is
// [ErrEncoding].
func (p *Poll) UnmarshalBinary(b []byte) error {
	return decode(p, b, func(d *decoder) Poll {
		return Poll{d.int64(), d.int64(), d.int64(), d.byte(1) == 1, d.time(), d.time()}
	})
}

// Answered returns how many answered.
func (p Poll) Answered() int64 { return p.Asked - p.Unanswered }

// String prints "12 of 100 (12.0 %)", and what a voluntary poll leaves out.
func (p Poll) String() string {
	if err := p.Check(); err != nil {
		return err.Error()
	}
	s := "nobody answered"
	if n := p.Answered(); n > 0 {
		s = fmt.Sprintf("%d of %d (%.1f %%)", p.Yes, n, 100*float64(p.Yes)/float64(n))
	}
	if p.Unanswered > 0 {
		s += fmt.Sprintf(", %d did not answer", p.Unanswered)
	}
	if p.Voluntary {
		s += ", voluntary: intervals cover chance, not who chose to answer"
	}
	return s
}

// Wilson returns the score interval of the part that says yes, which covers the truth in
// a share of samples near level, as 0.95 (Wilson 1927, doi:10.1080/01621459.1927.10502953;
// recommended by Brown, Cai & DasGupta 2001, doi:10.1214/ss/1009213286). It is not known
// where nobody answered, the poll cannot be, or the level is not between 0 and 1.
func (p Poll) Wilson(level float64) Fraction {
	if !p.tells(level) {
		return Fraction{}
	}
	z := math.Sqrt2 * math.Erfinv(level)
	n, yes := float64(p.Answered()), float64(p.Yes)
	z2 := float64(z * z)
	middle := yes + z2/2
	half := float64(z * math.Sqrt(float64(yes*(n-yes))/n+z2/4))
	return p.within((middle-half)/(n+z2), (middle+half)/(n+z2))
}

// Jeffreys returns the interval of the part that says yes by the quantiles of its
// posterior, Beta(yes + 1/2, no + 1/2), with equal tails: the prior is Jeffreys'. Where
// nobody says yes it begins at 0, and where everybody does it ends at 1 (Brown, Cai &
// DasGupta 2001, section 4.3). It is right to nine digits, of a thousand million answers to
// six. It is not known where [Poll.Wilson] is not.
func (p Poll) Jeffreys(level float64) Fraction {
	if !p.tells(level) {
		return Fraction{}
	}
	tail := (1 - level) / 2
	yes, no := float64(p.Yes)+.5, float64(p.Answered()-p.Yes)+.5
	return p.within(mathext.InvRegIncBeta(yes, no, tail), 1-mathext.InvRegIncBeta(no, yes, tail))
}

// tells reports whether a poll can say something, at a level.
func (p Poll) tells(level float64) bool {
	return p.Check() == nil && p.Answered() > 0 && level > 0 && level < 1
}

// within returns an interval that ends at none or all where all answers are.
func (p Poll) within(low, high float64) Fraction {
	if p.Yes == 0 {
		low = 0
	}
	if p.Yes == p.Answered() {
		high = 1
	}
	return Fraction{steady(max(low, 0)), steady(min(high, 1)), true}
}

// steady rounds to 40 significant bits, so that what functions of other platforms differ
// in by a bit prints and compares the same.
func steady(x float64) float64 {
	fraction, exponent := math.Frexp(x)
	return math.Ldexp(math.RoundToEven(math.Ldexp(fraction, 40)), exponent-40)
}

// PollChange returns by how much the part that says yes is larger in a later poll, of
// other people, from -1 to 1: the hybrid score interval, which is made of both Wilson
// intervals (Newcombe 1998, method 10, Statistics in Medicine 17, 873–890). A change is
// measurable where the interval leaves 0 out. Of voluntary polls that is chance only: the
// people who choose to answer may change too.
func PollChange(before, after Poll, level float64) Fraction {
	a, b := after.Wilson(level), before.Wilson(level)
	if !a.Known || !b.Known {
		return Fraction{}
	}
	p := float64(after.Yes) / float64(after.Answered())
	q := float64(before.Yes) / float64(before.Answered())
	low, high := p-q-root(p-a.Low, b.High-q), p-q+root(a.High-p, q-b.Low)
	return Fraction{steady(max(low, -1)), steady(min(high, 1)), true}
}

// root returns the root of the sum of two squares.
func root(x, y float64) float64 { return math.Sqrt(float64(x*x) + float64(y*y)) }
