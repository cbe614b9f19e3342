package demand_test

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/keyword"
)

var bothWays = []demand.By{demand.ByRole, demand.ByStage}

// staged is a random report whose terms have stages, and one of a few groups for each.
func staged(r *rand.Rand, terms int) (*demand.Report, []int32) {
	out := randomReport(r, terms, 6, randomVolume)
	groups := make([]int32, terms)
	for i := range out.Terms {
		out.Terms[i].Stage = keyword.Stage(r.IntN(6))
		groups[i] = int32(r.IntN(7))
	}
	return out, groups
}

// rungTwin is what a rung counts, term by term.
func rungTwin(r *demand.Report, rung demand.Rung, by demand.By, in func(i int) bool) demand.Rung {
	got := demand.Rung{Role: rung.Role, Stage: rung.Stage}
	for i, t := range r.Terms {
		if in(i) && (by == demand.ByRole && t.Role == rung.Role || by == demand.ByStage && t.Stage == rung.Stage) {
			got.Terms++
			got.Keywords += 1 + len(t.Variants)
			got.Demand.AddTerm(&t)
		}
	}
	return got
}

// TestLaddersTwin holds ladders of groups, needs, solutions and brands against sums term by
// term, and those of what is mentioned against the pairings.
func TestLaddersTwin(t *testing.T) {
	r, groups := staged(rand.New(rand.NewPCG(1, 2)), 600)
	byGroup, err := r.Groups(nil, groups)
	require.NoError(t, err)
	pairs := r.Pair(demand.PairOptions{})
	demands := [keyword.Brand + 1]map[string]demand.Sum{keyword.Need: {}, keyword.Solution: {}, keyword.Brand: {}}
	for _, n := range pairs.Needs {
		demands[keyword.Need][n.Name] = n.Demand
	}
	for _, w := range slices.Concat(pairs.Solutions, pairs.Brands) {
		demands[w.Role][w.Name] = w.Demand
	}
	for _, by := range bothWays {
		check := func(ladders []demand.Ladder, in func(l demand.Ladder, i int) bool) {
			require.True(t, slices.IsSortedFunc(ladders, func(a, b demand.Ladder) int {
				central := func(l demand.Ladder) int64 {
					if l.Demand.High == demand.Unbounded {
						return l.Demand.Low
					}
					return l.Demand.Low + (l.Demand.High-l.Demand.Low)/2
				}
				return cmp.Compare(central(b), central(a))
			}))
			for _, l := range ladders {
				var sum demand.Sum
				terms, keywords := 0, 0
				for k, rung := range l.Rungs {
					want := rungTwin(r, rung, by, func(i int) bool { return in(l, i) })
					want.Share, want.Drop = rung.Share, rung.Drop
					require.Equal(t, want, rung, "%s %s", by, l.Name)
					var rest demand.Sum
					for j, other := range l.Rungs {
						if j != k {
							rest.Merge(other.Demand)
						}
					}
					require.Equal(t, demand.Share(rung.Demand, rest), rung.Share)
					if 0 < k && k < len(l.Rungs)-1 {
						require.Equal(t, demand.Drop(l.Rungs[k-1].Demand, rung.Demand), rung.Drop)
					} else {
						require.Zero(t, rung.Drop)
					}
					sum.Merge(rung.Demand)
					terms, keywords = terms+rung.Terms, keywords+rung.Keywords
				}
				require.Equal(t, []any{sum, terms, keywords}, []any{l.Demand, l.Terms, l.Keywords})
			}
		}
		ladders := r.Ladders(by, byGroup)
		require.Len(t, ladders, 7)
		check(ladders, func(l demand.Ladder, i int) bool { return groups[i] == int32(l.Part) })
		for _, role := range []keyword.Role{keyword.Need, keyword.Solution, keyword.Brand} {
			ladders := r.Ladders(by, r.Mentions(role, demand.PairOptions{}))
			require.Len(t, ladders, len(demands[role]))
			check(ladders, func(l demand.Ladder, i int) bool { return slices.Contains(mentions(&r.Terms[i], role), l.Name) })
			for _, l := range ladders {
				require.Equal(t, demands[role][l.Name], l.Demand, l.Name)
			}
		}
		whole := r.Ladders(by, demand.Parts{})
		require.Len(t, whole, 1)
		check(whole, func(demand.Ladder, int) bool { return true })
	}
	assert.Equal(t, r.Ladder(), r.Ladders(demand.ByRole, demand.Parts{})[0].Rungs)
	assert.Equal(t, r.Stages(), r.Ladders(demand.ByStage, demand.Parts{})[0].Rungs)
	all := r.Ladders(demand.ByVolume, demand.Parts{})[0]
	assert.Len(t, all.Rungs, 1)
	assert.Equal(t, all.Demand, all.Rungs[0].Demand)
	assert.Empty(t, all.Funnel())
	assert.Empty(t, all.Missing())
}

// TestLadderMerge: ladders of parts merge to that of the whole, in any order.
func TestLadderMerge(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	r, groups := staged(rng, 300)
	parts, err := r.Groups(nil, groups)
	require.NoError(t, err)
	for _, by := range bothWays {
		whole := r.Ladders(by, demand.Parts{})[0]
		ladders := r.Ladders(by, parts)
		for range 20 {
			rng.Shuffle(len(ladders), func(i, k int) { ladders[i], ladders[k] = ladders[k], ladders[i] })
			before := ladders[0].Rungs[0]
			var left, a, b demand.Ladder
			for i, l := range ladders {
				require.NoError(t, left.Merge(l))
				if i < 3 {
					require.NoError(t, a.Merge(l))
				} else {
					require.NoError(t, b.Merge(l))
				}
			}
			require.NoError(t, b.Merge(a))
			require.NoError(t, b.Merge(demand.Ladder{}))
			require.Equal(t, left, b)
			require.Equal(t, whole.Rungs, left.Rungs)
			require.Equal(t, whole.Demand, left.Demand)
			require.Equal(t, []any{"", -1}, []any{left.Name, left.Part})
			require.Equal(t, before, ladders[0].Rungs[0], "merging changed what was merged")
		}
	}
	role, stage := r.Ladders(demand.ByRole, parts)[0], r.Ladders(demand.ByStage, parts)[0]
	rungs := slices.Clone(role.Rungs)
	assert.ErrorIs(t, role.Merge(stage), demand.ErrRungs)
	assert.Equal(t, rungs, role.Rungs)
}

// TestLadderOrder: the order of rows does not matter.
func TestLadderOrder(t *testing.T) {
	rows := makeRows(500)
	build := func() (out []demand.Ladder) {
		m := market(t)
		for _, row := range rows {
			m.Add(row)
		}
		r := report(t, m)
		for _, by := range bothWays {
			out = append(out, r.Ladders(by, r.Mentions(keyword.Need, demand.PairOptions{}))...)
		}
		return out
	}
	want := build()
	require.NotEmpty(t, want)
	rand.New(rand.NewPCG(7, 8)).Shuffle(len(rows), func(i, k int) { rows[i], rows[k] = rows[k], rows[i] })
	assert.Equal(t, want, build())
}

// TestLikelyLadder: in likely bounds a ladder has the likely sums and drops, and is inside the
// hard one.
func TestLikelyLadder(t *testing.T) {
	r := randomReport(rand.New(rand.NewPCG(5, 6)), 400, 6, func(r *rand.Rand) demand.Volume { return demand.Round([]int64{10, 110, 5400}[r.IntN(3)]) })
	hard := r.Ladders(demand.ByRole, demand.Parts{})[0]
	likely := hard.Likely(.95)
	for k, rung := range likely.Rungs {
		require.Equal(t, hard.Rungs[k].Demand.Likely(.95), rung.Demand)
		require.Less(t, hard.Rungs[k].Demand.Low, rung.Demand.Low)
		require.Greater(t, hard.Rungs[k].Demand.High, rung.Demand.High)
		require.Less(t, hard.Rungs[k].Share.Low, rung.Share.Low)
		require.Greater(t, hard.Rungs[k].Share.High, rung.Share.High)
		if k == 1 || k == 2 {
			require.Equal(t, demand.LikelyDrop(hard.Rungs[k-1].Demand, hard.Rungs[k].Demand, .95), rung.Drop)
		}
	}
	assert.Equal(t, hard.Demand.Likely(.95), likely.Demand)
	assert.Equal(t, hard, r.Ladders(demand.ByRole, demand.Parts{})[0], "the hard ladder was changed")
}

// TestFunnel: by hand, with more searches on a later rung than on an earlier one.
func TestFunnel(t *testing.T) {
	r := counted(map[string]int64{"n1": 600, "n1 s1": 100, "n2 b1": 300, "zzz": 50})
	f := func(x float64) demand.Fraction { return demand.Fraction{Low: x, High: x, Known: true} }
	assert.Equal(t, []demand.Step{
		{Role: keyword.Need, Keywords: 3, Terms: 3, Demand: exactly(1000, 3), Share: f(1)},
		{Role: keyword.Solution, Keywords: 2, Terms: 2, Demand: exactly(400, 2), Share: f(.4), Passed: f(.4)},
		{Role: keyword.Brand, Keywords: 1, Terms: 1, Demand: exactly(300, 1), Share: f(.3), Passed: f(.75)},
	}, r.Ladders(demand.ByRole, demand.Parts{})[0].Funnel())
	assert.Empty(t, demand.Ladder{}.Funnel())
}

// TestMissing: no keyword, no volume and no searches are different things.
func TestMissing(t *testing.T) {
	exact, unknown := demand.Count, demand.Volume{}
	r := &demand.Report{Terms: []demand.Term{
		term("n1", exact(10)), term("n1 s1", unknown),
		term("n2", exact(9)), term("n2 s1", exact(0)), term("n2 b1", exact(0)), term("n2 b2", unknown),
		term("n3", exact(8)), term("n3 s1", demand.Round(0)), term("n3 b1", exact(1)),
	}}
	got := map[string][]demand.Missing{}
	for _, l := range r.Ladders(demand.ByRole, r.Mentions(keyword.Need, demand.PairOptions{})) {
		for _, rung := range l.Missing() {
			assert.Equal(t, rung, l.Rungs[slices.Index(keyword.Roles(), rung.Role)])
			got[l.Name] = append(got[l.Name], rung.Missing())
		}
	}
	assert.Equal(t, map[string][]demand.Missing{
		"n1": {demand.NoVolume, demand.NoKeyword},
		"n2": {demand.NoSearches, demand.NoVolume},
	}, got)
	assert.Equal(t, "no volume", demand.NoVolume.String())
	assert.Equal(t, "Missing(9)", demand.Missing(9).String())
	assert.Empty(t, demand.Ladder{}.Missing())
}

func TestGroups(t *testing.T) {
	r := counted(map[string]int64{"n1": 5, "n2": 9})
	slices.SortFunc(r.Terms, func(a, b demand.Term) int { return cmp.Compare(b.Volume.Number, a.Volume.Number) })
	parts, err := r.Groups([]string{"n1", "n2", "gone"}, []int32{1, 1, 0})
	require.NoError(t, err)
	assert.Equal(t, []any{2, "", "n2"}, []any{parts.Len(), parts.Name(0), parts.Name(1)})
	assert.Equal(t, [][]int32{{1}, {1}}, [][]int32{parts.Of(0), parts.Of(1)})
	ladders := r.Ladders(demand.ByRole, parts)
	require.Len(t, ladders, 1, "a group without terms has no ladder")
	assert.Equal(t, []any{"n2", 1, exactly(14, 2)}, []any{ladders[0].Name, ladders[0].Part, ladders[0].Demand})

	parts, err = r.Groups([]string{"n2"}, []int32{0})
	require.NoError(t, err)
	assert.Empty(t, parts.Of(1), "a keyword that has no number is in no group")
	parts, err = r.Groups(nil, []int32{-1, -1})
	require.NoError(t, err)
	assert.Empty(t, r.Ladders(demand.ByRole, parts))

	_, short := r.Groups(nil, []int32{0})
	_, large := r.Groups(nil, []int32{0, 2})
	assert.Error(t, short)
	assert.Error(t, large)
	assert.Equal(t, []any{1, "", []int32{0}}, []any{demand.Parts{}.Len(), demand.Parts{}.Name(0), demand.Parts{}.Of(7)})
}
