package cluster

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// someRows makes rows of distinct words, and groups to start from.
func someRows(r *rand.Rand, n, vocabulary, groups int) (ends, words []uint32, group []int32) {
	for range n {
		row := make([]uint32, 0, 8)
		for range r.IntN(7) {
			row = append(row, uint32(r.IntN(1+r.IntN(vocabulary))))
		}
		slices.Sort(row)
		words = append(words, slices.Compact(row)...)
		ends = append(ends, uint32(len(words)))
		group = append(group, int32(r.IntN(groups)))
	}
	return ends, words, group
}

// likelihood is the logarithm of how likely it is that a row belongs to rows, by the
// formula: log |rows| + Σ log (n_w + prior_w) - Σ log (tokens + total + j); -Inf for none.
func likelihood(m *mixture, row []uint32, rows []int) float64 {
	sum := math.Log(float64(len(rows)))
	tokens := 0
	count := map[uint32]int{}
	for _, i := range rows {
		for _, w := range m.row(i) {
			tokens++
			count[w]++
		}
	}
	if len(rows) == 0 {
		sum = 0 // a new group weighs as a group of one row
	}
	for j, w := range row {
		sum += math.Log(float64(count[w])+m.prior[w]) - math.Log(float64(tokens+j)+m.total)
	}
	return sum
}

// TestMixtureTwin: a row goes to the group that the formula finds, among those that it
// shares a word with, its own and a new one.
func TestMixtureTwin(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 200 {
		n, groups := 1+r.IntN(60), 1+r.IntN(12)
		ends, words, group := someRows(r, n, 20, groups)
		m := newMixture(ends, words, 20, group)
		for _, wide := range []int{m.wide, 3, 0} {
			m.wide = wide
			c := chooser{mixture: m}
			for i := range n {
				got := c.choose(i)
				members := func(z int32) (rows []int) {
					for k, g := range m.group {
						if k != i && g == z {
							rows = append(rows, k)
						}
					}
					return rows
				}
				best, most := int32(-1), likelihood(m, m.row(i), nil)
				for z := range int32(groups) {
					rows := members(z)
					near := z == m.group[i] || slices.ContainsFunc(rows, func(k int) bool {
						return slices.ContainsFunc(m.row(k), func(w uint32) bool { return slices.Contains(m.row(i), w) })
					})
					if s := likelihood(m, m.row(i), rows); near && len(rows) > 0 && s > most {
						best, most = z, s
					}
				}
				chosen := likelihood(m, m.row(i), nil)
				if got >= 0 {
					chosen = likelihood(m, m.row(i), members(got))
				}
				if wide == 0 { // no group is proposed but its own
					assert.True(t, got < 0 || got == m.group[i])
					continue
				}
				if wide == 3 {
					continue // common words propose no groups: it may be another one
				}
				require.InDelta(t, most, chosen, 1e-6, "chose %d, best %d", got, best)
			}
		}
	}
}

// TestMixtureCounts: what is counted while rows move is what counting from the start finds.
func TestMixtureCounts(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 50 {
		ends, words, group := someRows(r, 1+r.IntN(700), 30, 40)
		m := newMixture(ends, words, 30, group)
		require.NoError(t, m.settle(t.Context(), func(float64) {}))
		again := newMixture(ends, words, 30, m.group)
		assert.Equal(t, again.lists, m.lists)
		assert.Equal(t, again.rows, m.rows[:len(again.rows)])
		assert.Equal(t, again.tokens, m.tokens[:len(again.tokens)])
		for z, rows := range m.rows {
			assert.Equal(t, rows == 0 && slices.Contains(group, int32(z)) || rows == 0 && z >= 40, slices.Contains(m.free, int32(z)))
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	ends, words, group := someRows(r, 10, 5, 2)
	assert.ErrorIs(t, newMixture(ends, words, 5, group).settle(ctx, nil), context.Canceled)
}

// TestSpareWords: the words that no other row differs in, counted by looking at all pairs.
func TestSpareWords(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	names := func(f uint32) string { return string(rune('a' + f)) }
	for range 300 {
		known := map[string]bool{}
		var ends, features []uint32
		var rows [][]uint32
		for range r.IntN(12) {
			var row []uint32
			for range r.IntN(4) {
				row = append(row, uint32(r.IntN(12)))
			}
			slices.Sort(row)
			row = slices.Compact(row)
			key := ""
			for _, f := range row {
				key += names(f)
			}
			if known[key] {
				continue
			}
			known[key] = true
			rows = append(rows, row)
			features = append(features, row...)
			ends = append(ends, uint32(len(features)))
		}
		used := map[uint32]bool{}
		for _, f := range features {
			used[f] = true
		}
		if len(used) < len(rows) {
			continue // it looks at a part of the rows
		}
		s, err := NewSets(ends, features, nil)
		require.NoError(t, err)
		places, spare, with := 0, 0, 0
		for i, row := range rows {
			if len(row) > 0 {
				with++
			}
			if len(row) < 2 {
				continue
			}
			for _, f := range row {
				places++
				rest := without(row, f)
				alone := true
				for k, other := range rows {
					if k == i {
						continue
					}
					for _, g := range other {
						alone = alone && (len(other) < 2 || !slices.Equal(rest, without(other, g)))
					}
				}
				if alone {
					spare++
				}
			}
		}
		want := 0.0
		if places > 0 {
			want = float64(len(features)) / float64(with) * (float64(spare) / float64(places))
		}
		assert.InDelta(t, want, spareWords(s, names), 1e-12)
	}
}

func without(row []uint32, f uint32) []uint32 {
	return slices.DeleteFunc(slices.Clone(row), func(g uint32) bool { return g == f })
}
