package keyword

import (
	"cmp"
	"math"
	"slices"
)

// stand finds how brands stand in this list: before the thing that they sell, say, or
// behind the trouble that one has with them. It fits a logistic regression of where words
// stand, on those of which it is known whether they are brands: brands of the lexicon and
// listed names against common words. All others are judged by it: words that nobody
// knows are so told by how they are used in this market.
func (l *learner) stand() {
	var at [][standings]float64
	var is, weight []float64
	order := make([]int, 0, len(l.tallies))
	for i := range l.tallies {
		if l.tallies[i].n > 0 {
			order = append(order, i)
		}
	}
	// Sums must not depend on the order of the keywords.
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(l.nameOf(a), l.nameOf(b)), cmp.Compare(a, b)) })
	brands, others := 0, 0
	for _, i := range order {
		known, brand := i >= len(l.facts), true
		if !known {
			f := &l.facts[i]
			brand = f.listed != noName && !f.ordinary
			known = brand || f.listed == noName && f.kind == commonWord && f.words == 1
		}
		if !known {
			continue
		}
		at, is = append(at, l.tallies[i].stands()), append(is, one(brand))
		weight = append(weight, math.Log2(1+float64(l.tallies[i].n)))
		brands += int(one(brand))
		others += int(one(!brand))
	}
	if brands < leastStanding || others < leastStanding {
		return
	}
	w := ridgeRegression(at, is, weight)
	base := math.Log(float64(brands) / float64(others))
	for _, i := range order {
		x := l.tallies[i].stands()
		l.tallies[i].standing = max(-3, min(3, dot(x[:], w[:])-base))
	}
}

// leastStanding is how many brands must be known, and other words, to learn from.
const leastStanding = 3

// nameOf returns the text of a piece or of a term of the lexicon.
func (l *learner) nameOf(i int) string {
	if i < len(l.facts) {
		return l.facts[i].text
	}
	return l.c.terms[i-len(l.facts)].text
}

// standings is how many features there are of where a word stands.
const standings = 22

// stands is where a word stands, as parts of its keywords.
func (t *tally) stands() (x [standings]float64) {
	n := float64(t.n)
	for i, k := range [...]int32{t.first, t.last, t.afterFor, t.afterIn, t.afterBy, t.beforeFor, t.versus,
		t.frames[brandFrame], t.frames[solutionFrame], t.frames[needFrame], t.articulate, t.method, t.trouble, t.compare, t.buy,
		t.beforeSolution, t.afterSolution, t.beforeNeed, t.afterNeed} {
		x[i] = float64(k) / (n + 1)
	}
	x[standings-3] = float64(t.leads) / float64(t.withOthers+1)
	x[standings-2] = one(t.alone > 0)
	x[standings-1] = 1
	return x
}

// ridgeRegression fits a logistic regression by Newton's method, its weights but for the last, which
// is the constant, held near 0.
func ridgeRegression(at [][standings]float64, is, weight []float64) (w [standings]float64) {
	for range 12 {
		var gradient [standings]float64
		var hessian [standings][standings]float64
		for i := range at {
			x := &at[i]
			p := logistic(dot(x[:], w[:]))
			g, h := float64(weight[i]*(p-is[i])), float64(weight[i]*float64(p*(1-p)))
			for a := range x {
				gradient[a] += float64(g * x[a])
				hx := float64(h * x[a])
				for b := 0; b <= a; b++ {
					hessian[a][b] += float64(hx * x[b])
				}
			}
		}
		for a := range standings {
			ridge := 2.
			if a == standings-1 {
				ridge = 1e-3
			}
			gradient[a] += float64(ridge * w[a])
			hessian[a][a] += ridge
		}
		step := solve(&hessian, gradient)
		most := 0.
		for a := range w {
			w[a] -= step[a]
			most = max(most, math.Abs(step[a]))
		}
		if most < 1e-9 {
			break
		}
	}
	return w
}

// solve solves m x = b for a positive definite matrix, of which the lower half is given, by
// Cholesky's method. It changes m.
func solve(m *[standings][standings]float64, b [standings]float64) [standings]float64 {
	for i := range standings {
		for j := 0; j <= i; j++ {
			sum := m[i][j]
			for k := range j {
				sum -= float64(m[i][k] * m[j][k])
			}
			if i == j {
				m[i][i] = math.Sqrt(sum)
			} else {
				m[i][j] = sum / m[j][j]
			}
		}
	}
	for i := range standings {
		for k := range i {
			b[i] -= float64(m[i][k] * b[k])
		}
		b[i] /= m[i][i]
	}
	for i := standings - 1; i >= 0; i-- {
		for k := i + 1; k < standings; k++ {
			b[i] -= float64(m[k][i] * b[k])
		}
		b[i] /= m[i][i]
	}
	return b
}
