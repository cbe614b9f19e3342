package demand_test

import (
	"errors"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/keyword"
)

func TestGoalProgress(t *testing.T) {
	up, down := demand.Goal{From: .08, To: .12}, demand.Goal{From: .3, To: .1}
	for _, x := range []struct {
		name string
		demand.Goal
		low, high float64
		want      demand.Verdict
	}{
		{"above", up, .13, .2, demand.GoalReached},
		{"just there", up, .12, .12, demand.GoalReached},
		{"astride of the goal", up, .1, .12, demand.GoalUntold},
		{"astride of both", up, .07, .13, demand.GoalUntold},
		{"between", up, .09, .11, demand.GoalNearer},
		{"where it began", up, .08, .08, demand.GoalSame},
		{"astride of the beginning", up, .07, .11, demand.GoalSame},
		{"below", up, .05, .079, demand.GoalBack},
		{"down: there", down, .05, .1, demand.GoalReached},
		{"down: between", down, .11, .29, demand.GoalNearer},
		{"down: back", down, .31, .4, demand.GoalBack},
		{"down: same", down, .2, .3, demand.GoalSame},
		{"down: astride", down, .09, .2, demand.GoalUntold},
	} {
		p := x.Progress(demand.Fraction{Low: x.low, High: x.high, Known: true})
		assert.Equal(t, x.want, p.Verdict, x.name)
	}
	p := up.Progress(demand.Fraction{Low: .07, High: .11, Known: true})
	assert.InDelta(t, -.25, p.Done.Low, 1e-12)
	assert.InDelta(t, .75, p.Done.High, 1e-12)
	assert.InDelta(t, .5, down.Progress(demand.Fraction{Low: .1, High: .2, Known: true}).Done.Low, 1e-12)
	assert.Equal(t, demand.Progress{}, up.Progress(demand.Fraction{}))
	assert.Equal(t, "no measurable change", demand.GoalSame.String())
	assert.ErrorContains(t, demand.Goal{From: .1, To: .1}.Check(), "goal goes nowhere")
	assert.ErrorContains(t, demand.Goal{From: .1, To: 1.1}.Check(), "goal goes nowhere")
}

// A verdict that says something holds for every value within the bounds.
func TestGoalVerdictHolds(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	seen := map[demand.Verdict]int{}
	for range 5000 {
		g := demand.Goal{From: float64(r.IntN(9)) / 8, To: float64(r.IntN(9)) / 8}
		if g.From == g.To {
			continue
		}
		a, b := float64(r.IntN(9))/8, float64(r.IntN(9))/8
		now := demand.Fraction{Low: min(a, b), High: max(a, b), Known: true}
		v := g.Progress(now).Verdict
		seen[v]++
		for _, x := range []float64{now.Low, (now.Low + now.High) / 2, now.High} {
			done := (x - g.From) / (g.To - g.From)
			switch v {
			case demand.GoalReached:
				require.GreaterOrEqual(t, done, 1.)
			case demand.GoalNearer:
				require.True(t, 0 < done && done < 1)
			case demand.GoalBack:
				require.Less(t, done, 0.)
			case demand.GoalSame:
				require.Less(t, done, 1.)
			}
		}
	}
	assert.Len(t, seen, 5)
}

// atStages is a report of terms that mention needs, solutions and brands (see term), some of
// which look for the best or buy.
func atStages(stages map[string]keyword.Stage, volumes map[string]int64) *demand.Report {
	r := counted(volumes)
	for i := range r.Terms {
		t := &r.Terms[i]
		if t.Stage = stages[t.Keyword]; t.Stage == keyword.Compare && t.Keyword != "b1" {
			t.Evidence = append(t.Evidence, keyword.Evidence{Text: "best", Stage: keyword.Compare, Why: keyword.ByMark})
		}
	}
	return r
}

func TestSearched(t *testing.T) {
	p := atStages(map[string]keyword.Stage{"n1 s1 best": keyword.Compare, "b1 buy": keyword.Buy, "b1": keyword.Compare, "s1": keyword.Comprehend},
		map[string]int64{"b1": 3, "n1": 100, "n1 s1": 20, "n1 s1 best": 10, "n2 s1": 7, "s1": 1000, "n1 b1": 5, "b1 buy": 40, "other": 9}).
		Pair(demand.PairOptions{})
	for _, x := range []struct {
		demand.Aim
		part, rest int64
	}{
		{demand.Aim{Kind: demand.Recognition, Of: "s1", Among: "n1"}, 30, 105},
		{demand.Aim{Kind: demand.Recognition, Of: "S1 ", Among: "N1"}, 30, 105},
		{demand.Aim{Kind: demand.Recognition, Of: "s1"}, 37, 105},
		{demand.Aim{Kind: demand.Recognition, Of: "b1", Among: "n1"}, 5, 130},
		{demand.Aim{Kind: demand.Awareness, Of: "n1"}, 135, 1050},
		{demand.Aim{Kind: demand.Awareness, Of: "n1", Among: "s1"}, 30, 1007},
		{demand.Aim{Kind: demand.Suitability, Of: "s1"}, 10, 1027},
		{demand.Aim{Kind: demand.Suitability, Of: "s1", Among: "n1"}, 10, 20},
		{demand.Aim{Kind: demand.Suitability, Of: "b1"}, 40, 8}, // a bare brand does not choose
	} {
		s := p.Searched(x.Aim)
		assert.Equal(t, [4]int64{x.part, x.part, x.rest, x.rest}, [4]int64{s.Part.Low, s.Part.High, s.Rest.Low, s.Rest.High}, x.Aim)
		whole := float64(x.part) / float64(x.part+x.rest)
		assert.Equal(t, demand.Fraction{Low: whole, High: whole, Known: true}, s.Fraction, x.Aim)
	}
	for _, a := range []demand.Aim{{Of: "n3"}, {Of: ""}, {Of: "n1", Among: "n3"}} {
		assert.Equal(t, demand.Searched{}, p.Searched(a))
	}
}

// Recognition among a need is the share that its pairing has.
func TestSearchedIsPairShare(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	pairs := 0
	for range 30 {
		p := randomReport(r, 40, 3, randomVolume).Pair(demand.PairOptions{})
		for _, x := range p.Pairs {
			if x.With == "" {
				continue
			}
			s := p.Searched(demand.Aim{Kind: demand.Recognition, Of: x.With, Among: x.Need})
			require.Equal(t, x.Demand, s.Part)
			require.Equal(t, x.Share, s.Fraction)
			pairs++
		}
	}
	assert.Greater(t, pairs, 100)
}

func TestGoalStatus(t *testing.T) {
	p := counted(map[string]int64{"n1": 90, "n1 s1": 10}).Pair(demand.PairOptions{})
	g := demand.Goal{Aim: demand.Aim{Kind: demand.Recognition, Of: "s1", Among: "n1"}, From: .08, To: .12}
	s := g.Status(p.Searched(g.Aim), demand.Poll{Asked: 400, Yes: 80}, .95)
	assert.Equal(t, demand.GoalNearer, s.Searches.Verdict)
	assert.Equal(t, demand.GoalReached, s.Poll.Verdict)
	s = g.Status(demand.Searched{}, demand.Poll{}, .95)
	assert.Equal(t, demand.GoalUntold, s.Searches.Verdict)
	assert.Equal(t, demand.GoalUntold, s.Poll.Verdict)
}

const goalsText = `# for 2026
kind,of,among,from,to,by
recognition,zinc oxide,diaper rash,8%,12 %,2026-12-31
awareness,"baby, rash",,0.5,0.25,
suitability,zinc oxide,,8%,8%,
suitability,zinc oxide,,8%,108%,
suitability,zinc oxide,,NaN,10%,
suitability,zinc oxide,,8%,10%,31.12.2026
`

func TestReadGoals(t *testing.T) {
	want := []demand.Goal{
		{Aim: demand.Aim{Kind: demand.Recognition, Of: "zinc oxide", Among: "diaper rash"}, From: .08, To: .12, By: time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC)},
		{Aim: demand.Aim{Kind: demand.Awareness, Of: "baby, rash"}, From: .5, To: .25},
	}
	const bad = `g.csv:5:28: column "to": goal goes nowhere, want two different fractions of 0 to 1: "8%"
g.csv:6:28: column "to": no part of a whole, want 0 to 1, or per cent: "108%"
g.csv:7:25: column "from": no part of a whole, want 0 to 1, or per cent: "NaN"
g.csv:8:32: column "by": no day, want one as 2026-12-31: "31.12.2026"`
	for _, in := range []io.Reader{
		strings.NewReader(goalsText), iotest.OneByteReader(strings.NewReader(goalsText)), iotest.HalfReader(strings.NewReader(goalsText)),
		iotest.DataErrReader(strings.NewReader(goalsText)), strings.NewReader(strings.ReplaceAll(goalsText, "\n", "\r\n")),
	} {
		goals, err := demand.ReadGoals(in, "g.csv")
		assert.Equal(t, want, goals)
		assert.EqualError(t, err, bad)
	}
	broken := errors.New("broken")
	goals, err := demand.ReadGoals(io.MultiReader(strings.NewReader(goalsText[:strings.Index(goalsText, "baby")]), iotest.ErrReader(broken)), "g.csv")
	assert.ErrorIs(t, err, broken)
	assert.Len(t, goals, 1)
	goals, err = demand.ReadGoals(strings.NewReader(""), "g.csv")
	assert.NoError(t, err)
	assert.Empty(t, goals)
	// In any order of columns.
	goals, err = demand.ReadGoals(strings.NewReader("to\tfrom\tof\tkind\n.2\t.1\t\"x\"\tAwareness\n"), "g.csv")
	assert.NoError(t, err)
	assert.Equal(t, []demand.Goal{{Aim: demand.Aim{Of: "x"}, From: .1, To: .2}}, goals)
	// An empty cell between tabs is a cell.
	goals, err = demand.ReadGoals(strings.NewReader("kind\tof\tamong\tby\tfrom\tto\nawareness\tx\t\t\t.1\t.2\n"), "g.csv")
	assert.NoError(t, err)
	assert.Equal(t, []demand.Goal{{Aim: demand.Aim{Of: "x"}, From: .1, To: .2}}, goals)
}

func FuzzReadGoals(f *testing.F) {
	f.Add(goalsText)
	f.Add("date;kind;of;asked;yes\n;awareness;\"x\n\";3;1")
	f.Fuzz(func(t *testing.T, text string) {
		goals, _ := demand.ReadGoals(strings.NewReader(text), "g")
		for _, g := range goals {
			require.NoError(t, g.Check())
		}
		polls, _ := demand.ReadPolls(strings.NewReader(text), "p")
		require.False(t, slices.ContainsFunc(polls, func(p demand.Polled) bool { return p.Check() != nil }))
	})
}
