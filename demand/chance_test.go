package demand

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// walks makes a market of n keywords of a lumping source whose months are random walks.
func walks(n, months int, seed uint64) *Market {
	r := rand.New(rand.NewPCG(seed, 1))
	m := NewMarket(nil)
	for i := range n {
		at := 1 + min(r.IntN(12), r.IntN(12))
		s := Series{First: 24300, Counts: make([]int64, months), Reading: Rounded}
		now := at
		for k := range s.Counts {
			now = max(1, (now+at)/2+[]int{-1, 0, 0, 0, 0, 1, 1, 2}[r.IntN(8)])
			s.Counts[k] = ladder[now]
			if r.IntN(40) == 0 {
				s.Counts[k] = NoCount
			}
		}
		m.Add(Row{Keyword: fmt.Sprint(i), Volume: Round(ladder[at]), Series: s, Lumping: []Lumping{Lumps, Lumps, Lumps, Apart}[r.IntN(4)]})
	}
	return m
}

// slowTwins is chances.twins from its definition: with maps, of all keywords each time.
func slowTwins(m *Market, e *entry) float64 {
	type state struct{ month, class, from, to int }
	count := map[state]int{}
	volumes := 0
	path := func(e *entry) (states []state) {
		from, average := start, step(e.volume.Number)
		for k, n := range e.series.Counts {
			to := noMonth
			if n != NoCount {
				to = max(0, min(step(n)-average+deviates, 2*deviates))
			}
			states = append(states, state{k, min(average, averages-1), from, to})
			from = to
		}
		return states
	}
	for i := range m.keywords {
		x := &m.keywords[i]
		if x.lumping != Lumps || x.frame() != e.frame() {
			continue
		}
		if x.volume.Number == e.volume.Number {
			volumes++
		}
		for _, s := range path(x) {
			for _, month := range []int{s.month, -1} {
				count[state{month, s.class, s.from, s.to}]++
				count[state{month, s.class, s.from, -1}]++
			}
		}
	}
	chance := func(s state) float64 {
		from := s.from
		if from == start || from == noMonth {
			from = deviates
		}
		usual := stepChance[min(abs(from-s.to), len(stepChance)-1)]
		if s.to == noMonth {
			usual = 1
		}
		level := (float64(count[state{-1, s.class, s.from, s.to}]) + 8*usual) / (float64(count[state{-1, s.class, s.from, -1}]) + 8)
		return (float64(count[s]) + 20*level) / (float64(count[state{s.month, s.class, s.from, -1}]) + 20)
	}
	product, least := 1.0, 1.0
	for _, s := range path(e) {
		product *= chance(s)
		least = min(least, chance(s))
	}
	return float64(volumes) * product / least
}

func TestTwinsTwin(t *testing.T) {
	for _, months := range []int{1, 5, 12} {
		m := walks(300, months, 5)
		e := &m.keywords[0]
		c := m.chances(e.frame())
		for i := range m.keywords {
			if e := &m.keywords[i]; e.lumping == Lumps {
				assert.InEpsilon(t, slowTwins(m, e), c.twins(e), 1e-9, "%v", e)
			}
		}
	}
}

// TestRunsTwin holds the sets of equal prints against all pairs.
func TestRunsTwin(t *testing.T) {
	m := walks(2000, 3, 6)
	in := map[int32]int{}
	for k, run := range m.twins() {
		for _, i := range run {
			_, twice := in[i]
			require.False(t, twice)
			in[i] = k + 1
		}
	}
	pairs := 0
	for i := range m.keywords {
		for j := range i {
			a, b := &m.keywords[i], &m.keywords[j]
			same := a.lumping == Lumps && b.lumping == Lumps && a.volume == b.volume && a.series.Equal(b.series) && a.series.Known() > 0
			require.Equal(t, same, in[int32(i)] > 0 && in[int32(i)] == in[int32(j)], "%v and %v", a, b)
			if same {
				pairs++
			}
		}
	}
	assert.Greater(t, pairs, 100)
}

// TestTwinsBound: of keywords that are alike by chance alone there are no more than
// expected, however improbable their months are. Ten lists, by the decade of what is
// expected; what is rarer than one in a thousand may not occur at all.
func TestTwinsBound(t *testing.T) {
	expected, found := map[int]float64{}, map[int]float64{}
	for seed := range uint64(10) {
		m := walks(2000, 6, 100+seed)
		c := m.chances(m.keywords[0].frame())
		twins := map[int32]int{}
		for _, run := range m.twins() {
			for _, i := range run {
				twins[i] = len(run) - 1
			}
		}
		for i := range m.keywords {
			if e := &m.keywords[i]; e.lumping == Lumps {
				x := c.twins(e)
				decade := int(math.Floor(math.Log10(x)))
				expected[decade] += x
				found[decade] += float64(twins[int32(i)])
			}
		}
	}
	decades := []int{}
	for d := range expected {
		decades = append(decades, d)
	}
	slices.Sort(decades)
	for _, d := range decades {
		assert.LessOrEqual(t, found[d], expected[d]+3*math.Sqrt(expected[d])+1, "twins of keywords of which 1e%d are expected", d)
	}
	assert.Greater(t, len(decades), 4)
	assert.Greater(t, found[0]+found[-1], 100.0)
}
