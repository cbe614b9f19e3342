package demand

// A frame is what the series of keywords must have in common so that they can be compared.
type frame struct {
	first   Month
	months  int
	reading Reading
}

// frame returns that of the keyword's series.
func (e *entry) frame() frame {
	return frame{e.series.First, len(e.series.Counts), e.series.Reading}
}

// chances are how likely the months of keywords are, by a Markov chain of the first order
// on the steps of the ladder between a month and the average: see [LumpOptions]. What
// follows on a state is counted in flat arrays of averages × states × states.
type chances struct {
	volumes map[int64]int64 // keywords that print a volume
	level   []int32         // over all months
	month   []int32         // month by month
	slots   int             // months that are told apart
}

const (
	averages  = 9  // that are told apart: below ten, 10, 20, 30, 40, 50, 70, 90, and from 110
	deviates  = 15 // steps above or below the average that are told apart
	noMonth   = 2*deviates + 1
	start     = noMonth + 1 // before the first month; as a state that follows, the sum of all
	states    = start + 1
	allStates = averages * states * states

	// manyMonths is from how many months on only those of a year are told apart.
	manyMonths = 36

	// levelWeight and monthWeight are how many keywords the chances of public exports
	// weigh against those of the level, and these against those of the month.
	levelWeight = 8
	monthWeight = 20
)

// stepChance are the chances that a month lies so many steps of the ladder above, or
// below, the one before. In the 37,630 steps of the workbook of [LumpOptions] they are
// .310, .204, .090, .032, .011, .004 and less.
var stepChance = [...]float64{.3, .2, .1, .03, .01, .004, .001}

// chances counts the keywords of a frame.
func (m *Market) chances(f frame) *chances {
	c := &chances{volumes: map[int64]int64{}, level: make([]int32, allStates), slots: min(f.months, manyMonths)}
	if f.months > manyMonths {
		c.slots = 12
	}
	c.month = make([]int32, c.slots*allStates)
	for i := range m.keywords {
		e := &m.keywords[i]
		if e.lumping != Lumps || !e.volume.Known() || e.frame() != f {
			continue
		}
		c.volumes[e.volume.Central()]++
		e.states(func(k, from, to int) {
			for _, to := range [2]int{to, start} {
				c.level[from*states+to]++
				c.month[k%c.slots*allStates+from*states+to]++
			}
		})
	}
	return c
}

// twins returns how many keywords can be expected that print the same as this one by
// chance.
func (c *chances) twins(e *entry) float64 {
	likely, least := 1.0, 1.0
	e.states(func(k, from, to int) {
		usual := stepChance[len(stepChance)-1]
		if step := abs(from%states - to); from%states == start || from%states == noMonth {
			usual = stepChance[min(abs(to-deviates), len(stepChance)-1)]
		} else if step < len(stepChance) {
			usual = stepChance[step]
		}
		if to == noMonth {
			usual = 1
		}
		at := from * states
		level := (float64(c.level[at+to]) + levelWeight*usual) / (float64(c.level[at+start]) + levelWeight)
		at += k % c.slots * allStates
		p := (float64(c.month[at+to]) + float64(monthWeight*level)) / (float64(c.month[at+start]) + monthWeight)
		if p < least {
			p, least = least, p
		}
		likely *= p
	})
	return likely * float64(c.volumes[e.volume.Central()])
}

// states calls f for each month of a keyword, with the number of the month from 0, the
// state before it (with the class of the average) and its own.
func (e *entry) states(f func(k, from, to int)) {
	average := step(e.volume.Central())
	class := min(average, averages-1) * states
	sum, known := int64(0), int64(e.series.Known())
	for _, n := range e.series.Counts {
		sum += max(n, 0)
	}
	before := start
	for k, n := range e.series.Counts {
		now := noMonth
		if n != NoCount {
			if e.series.Reading == Relative && sum > 0 {
				n = int64(float64(e.volume.Central()) * float64(known) * float64(n) / float64(sum))
			}
			now = max(0, min(step(n)-average+deviates, 2*deviates))
		}
		f(k, class+before, now)
		before = now
	}
}

// step returns the step of the ladder on which a number lies, or above which.
func step(n int64) int {
	i, on := onLadder(n)
	if on {
		return i
	}
	return max(i-1, 0)
}

func abs(n int) int { return max(n, -n) }
