package cluster

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"
)

// A bag is rows of words, numbered in order of occurrence.
type bag struct {
	ends, features []uint32
	names          []string
}

func newBag(rows []string) bag {
	var b bag
	number := map[string]uint32{}
	for _, row := range rows {
		start := len(b.features)
		for _, word := range strings.Fields(row) {
			f, ok := number[word]
			if !ok {
				f = uint32(len(b.names))
				number[word] = f
				b.names = append(b.names, word)
			}
			b.features = append(b.features, f)
		}
		slices.Sort(b.features[start:])
		b.features = slices.Clip(b.features[:start+len(slices.Compact(b.features[start:]))])
		b.ends = append(b.ends, uint32(len(b.features)))
	}
	return b
}

// of returns the vector of a word.
func (b bag) of(w *wordVectors, word string) []float32 {
	return w.Row(int(w.number[slices.Index(b.names, word)]) - 1)
}

// randomRows returns rows like keywords: a few words each, of which some are frequent.
func randomRows(n, words int, seed int64) []string {
	r := rand.New(rand.NewSource(seed))
	z := rand.NewZipf(r, 1.1, 8, uint64(words-1))
	rows := make([]string, n)
	for i := range rows {
		for range 1 + r.Intn(6) {
			rows[i] += fmt.Sprintf(" w%d", z.Uint64())
		}
	}
	return rows
}

func TestCompanyIsThatOfAllRows(t *testing.T) {
	rows := randomRows(400, 60, 1)
	rows = append(rows, "", "w1", strings.Join(rows[:40], " ")) // none, one and all of the words
	b := newBag(rows)
	weight := make([]uint32, len(rows))
	for i := range weight {
		weight[i] = uint32(i % 4)
	}
	c, err := newCompany(t.Context(), b.ends, b.features, weight, b.names, 3)
	require.NoError(t, err)

	df := map[string]int{}
	for i := range rows {
		for _, f := range rowOf(b.ends, b.features, i) {
			df[b.names[f]]++
		}
	}
	want := map[[2]string]uint64{}
	beside := map[string]uint64{}
	for i := range rows {
		var kept []string
		for _, f := range rowOf(b.ends, b.features, i) {
			if df[b.names[f]] >= 3 {
				kept = append(kept, b.names[f])
			}
		}
		for _, x := range kept {
			for _, y := range kept {
				if x != y {
					want[[2]string{x, y}] += uint64(weight[i]) * (whole / uint64(len(kept)-1))
				}
			}
			if len(kept) > 1 {
				beside[x] += uint64(weight[i]) * whole
			}
		}
	}
	var k counter
	for w, f := range c.words {
		assert.Equal(t, beside[b.names[f]], c.beside[w])
		c.count(&k, w, len(c.words))
		assert.True(t, slices.IsSorted(k.words))
		for x, g := range c.words {
			require.Equal(t, want[[2]string{b.names[f], b.names[g]}], k.counts[x], "%s %s", b.names[f], b.names[g])
		}
	}
	assert.True(t, slices.IsSortedFunc(c.words, func(f, g uint32) int {
		return cmp.Or(cmp.Compare(df[b.names[g]], df[b.names[f]]), cmp.Compare(b.names[f], b.names[g]))
	}))
}

func TestCompanyOfALongRowIsOfItsRarestWords(t *testing.T) {
	var words []string
	for i := range 100 {
		words = append(words, fmt.Sprintf("w%02d", i))
	}
	rows := []string{strings.Join(words, " "), strings.Join(words[:36], " "), "w00 w99"}
	b := newBag(rows)
	c, err := newCompany(t.Context(), b.ends, b.features, nil, b.names, 1)
	require.NoError(t, err)
	var kept []string
	for _, w := range rowOf(c.ends, c.rows, 0) {
		kept = append(kept, b.names[c.words[w]])
	}
	slices.Sort(kept)
	assert.Equal(t, words[100-longest:], kept) // those of one row and, of those of two, the last by name
}

func TestPPMI(t *testing.T) {
	// a and b stand together twice, a and c once, each row of one company: a has 3, b 2, c 1.
	b := newBag([]string{"a b", "a b", "a c", "d"})
	c, err := newCompany(t.Context(), b.ends, b.features, nil, b.names, 1)
	require.NoError(t, err)
	m, err := c.ppmi(t.Context(), 10)
	require.NoError(t, err)
	all := math.Pow(3, .75) + math.Pow(2, .75) + 1
	// Smoothed evenly: the mean of log(n·all/(x·y^.75)) and log(n·all/(y·x^.75)).
	ab := math.Log(2 * all / math.Pow(3*2, .875))
	ac := math.Log(1 * all / math.Pow(3*1, .875))
	block := m.blocks[0]
	assert.Equal(t, []uint32{2, 3, 4, 4}, block.ends)
	assert.Equal(t, []uint32{1, 2, 0, 0}, block.columns)
	for i, want := range []float64{ab, ac, ab, ac} {
		assert.InDelta(t, want, block.values[i], 1e-6)
	}
}

func TestLn(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for range 10_000 {
		x := math.Exp(r.Float64()*80 - 40)
		require.InDelta(t, math.Log(x), ln(x), 3e-16*max(1, math.Abs(math.Log(x)))*2, "%v", x)
	}
	assert.Zero(t, ln(1))
}

// dense returns the rows of a sparse matrix from lo on.
func (m *sparse) dense(lo, rows int) *mat.Dense {
	d := mat.NewDense(rows, m.columns, nil)
	for i := range rows {
		block, at := m.blocks[(lo+i)/sparseRows], (lo+i)%sparseRows
		start := uint32(0)
		if at > 0 {
			start = block.ends[at-1]
		}
		for k := start; k < block.ends[at]; k++ {
			d.Set(i, int(block.columns[k]), float64(block.values[k]))
		}
	}
	return d
}

func TestSVDIsThatOfADenseMatrix(t *testing.T) {
	for _, c := range []struct{ rows, words, frequent, k int }{{800, 90, 90, 20}, {300, 500, 500, 12}, {30, 12, 12, 20}, {3000, 300, 100, 20}} {
		b := newBag(randomRows(c.rows, c.words, 2))
		company, err := newCompany(t.Context(), b.ends, b.features, nil, b.names, 2)
		require.NoError(t, err)
		m, err := company.ppmi(t.Context(), c.frequent)
		require.NoError(t, err)
		require.Equal(t, min(len(company.words), c.frequent), m.columns)
		square := m.dense(0, m.columns)
		require.True(t, mat.Equal(square, square.T()))
		var svd mat.SVD
		require.True(t, svd.Factorize(square, mat.SVDThin))
		want := svd.Values(nil)
		got, vectors, err := m.svd(t.Context(), c.k)
		require.NoError(t, err)
		require.Len(t, got, c.k)
		for i, value := range got {
			if i >= len(want) {
				require.InDelta(t, 0, value, 1e-4*want[0])
				continue
			}
			// A random range finds the last of the values a little too small, never too great.
			require.LessOrEqual(t, value, want[i]*1.0001+1e-4)
			least := .9
			if i < c.k/3 {
				least = .98
			}
			require.Greater(t, value, want[i]*least-1e-4, "value %d of %v", i, c)
		}
		// The first vector is that of the first value, which is positive as the matrix is.
		u, all := mat.NewVecDense(m.columns, nil), mat.NewVecDense(m.rows, nil)
		for i := range m.rows {
			all.SetVec(i, float64(vectors.panels[0][i*panel]))
			if i < m.columns {
				u.SetVec(i, all.AtVec(i))
			}
		}
		var image mat.VecDense
		image.MulVec(m.dense(0, m.rows), u)
		image.ScaleVec(1/got[0], &image)
		assert.InDelta(t, 1, mat.Norm(u, 2), 1e-2)
		image.SubVec(&image, all)
		assert.InDelta(t, 0, mat.Norm(&image, 2), .02)
	}
}

func TestJacobi(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for _, n := range []int{1, 2, 9, 40} {
		a := mat.NewSymDense(n, nil)
		for i := range n {
			for j := range i + 1 {
				a.SetSym(i, j, r.NormFloat64())
			}
		}
		flat := make([]float64, 0, n*n)
		for i := range n {
			for j := range n {
				flat = append(flat, a.At(i, j))
			}
		}
		got, vectors := jacobi(flat, n)
		v := mat.NewDense(n, n, vectors) // vᵀ·diag·v = a
		var back mat.Dense
		back.Product(v.T(), mat.NewDiagDense(n, got), v)
		assert.True(t, mat.EqualApprox(a, &back, 1e-12))
		var eigen mat.EigenSym
		require.True(t, eigen.Factorize(a, false))
		slices.Sort(got)
		assert.InDeltaSlice(t, eigen.Values(nil), got, 1e-12)
	}
}

func TestOrthonormal(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	x := newTall(700, 16)
	for p, values := range x.panels {
		for i := range values {
			values[i] = float32(r.NormFloat64() + float64(p))
		}
	}
	for i := range x.rows {
		x.panels[1][i*panel+3] = 2*x.panels[0][i*panel] - x.panels[0][i*panel+7] // depends on others
	}
	require.NoError(t, x.orthonormal(t.Context()))
	gram, err := x.gram(t.Context())
	require.NoError(t, err)
	for i := range 16 {
		for j := i; j < 16; j++ {
			want := 0.0
			if i == j && i != 11 {
				want = 1
			}
			require.InDelta(t, want, gram[i*16+j], 1e-5, "%d %d", i, j)
		}
	}
}

// needs returns rows in which "cot" and "crib" never stand together, but beside the same
// words, and two more needs that have words in common with neither.
func needs() []string {
	var rows []string
	for i := range 12 {
		rows = append(rows,
			fmt.Sprintf("cot baby sleep%d", i%4), fmt.Sprintf("crib baby sleep%d", i%4), fmt.Sprintf("crib mattress%d", i%3),
			fmt.Sprintf("cot mattress%d", i%3), fmt.Sprintf("tax refund year%d", i%4), fmt.Sprintf("tax form year%d", i%3),
			fmt.Sprintf("paint wall colour%d", i%4), fmt.Sprintf("paint door colour%d", i%3))
	}
	return rows
}

func TestWordsOfOneCompanyAreAlike(t *testing.T) {
	b := newBag(needs())
	w, err := learnWords(t.Context(), b.ends, b.features, nil, b.names, 0)
	require.NoError(t, err)
	alike := func(x, y string) float32 { return cosine(b.of(w, x), b.of(w, y)) }
	assert.Greater(t, alike("cot", "crib"), float32(.9))
	assert.Greater(t, alike("wall", "door"), float32(.4))
	for _, other := range []string{"tax", "refund", "paint", "wall"} {
		assert.Less(t, alike("cot", other), float32(.1), other)
	}

	asked := newBag(append(needs(), "cot", "crib", "tax", "unheard of"))
	v, err := w.embed(t.Context(), asked.ends, asked.features)
	require.NoError(t, err)
	n := v.Len()
	assert.Greater(t, v.Similarity(n-4, n-3), float32(.9))
	assert.Less(t, v.Similarity(n-4, n-2), float32(.1))
	assert.Equal(t, make([]float32, w.Dim()), v.Row(n-1))
}

func TestWordVectorsDoNotDependOnTheOrderOfRows(t *testing.T) {
	rows := randomRows(3000, 800, 7)
	learn := func(rows []string) (bag, *wordVectors, *Vectors) {
		b := newBag(rows)
		w, err := learnWords(t.Context(), b.ends, b.features, nil, b.names, 24)
		require.NoError(t, err)
		v, err := w.embed(t.Context(), b.ends, b.features)
		require.NoError(t, err)
		return b, w, v
	}
	b, w, v := learn(rows)
	for seed, cores := range []int{1, 2, 8} {
		order := rand.New(rand.NewSource(int64(seed))).Perm(len(rows))
		mixed := make([]string, len(rows))
		for i, from := range order {
			mixed[i] = rows[from]
		}
		onCores(t, cores, func() {
			b2, w2, v2 := learn(mixed)
			require.Equal(t, w.values, w2.values)
			for i, f := range b.names {
				j := slices.Index(b2.names, f)
				require.Equal(t, w.number[i], w2.number[j])
			}
			for i, from := range order {
				require.Equal(t, v.Row(from), v2.Row(i))
			}
		})
	}
}

func TestLearnWordsOfLittle(t *testing.T) {
	for _, rows := range [][]string{nil, {""}, {"a"}, {"a", "a"}, {"a b", "a b"}, {"a b", "c d"}} {
		b := newBag(rows)
		w, err := learnWords(t.Context(), b.ends, b.features, nil, b.names, 0)
		require.NoError(t, err)
		v, err := w.embed(t.Context(), b.ends, b.features)
		require.NoError(t, err)
		assert.Equal(t, len(rows), v.Len())
		for _, x := range slices.Concat(v.values, w.values) {
			require.False(t, x != x)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	b := newBag(needs())
	_, err := learnWords(ctx, b.ends, b.features, nil, b.names, 0)
	assert.ErrorIs(t, err, context.Canceled)
}

func FuzzLearnWords(f *testing.F) {
	f.Add("cot baby\ncrib baby\ncot bed\ncrib bed", 4)
	f.Add("a a a\n\nb", 0)
	f.Fuzz(func(t *testing.T, text string, dim int) {
		b := newBag(strings.Split(text, "\n"))
		w, err := learnWords(t.Context(), b.ends, b.features, nil, b.names, dim%50)
		require.NoError(t, err)
		v, err := w.embed(t.Context(), b.ends, b.features)
		require.NoError(t, err)
		_, err = NewVectors(v.dim, v.values)
		require.NoError(t, err)
	})
}

func BenchmarkLearnWords(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		rows := newBag(randomRows(n, n/3, 1))
		b.Run(fmt.Sprintf("rows=%d/dim=100", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := learnWords(b.Context(), rows.ends, rows.features, nil, rows.names, 100); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}
