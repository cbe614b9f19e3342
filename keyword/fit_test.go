package keyword

import (
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/optimize"
)

var (
	marketsFlag = flag.String("markets", "", "labelled keyword lists to fit the roles' weights on, globs parted by commas: NAME.tsv with keyword, role and stage, NAME.lexicon.txt beside it")
	brandsFlag  = flag.String("brands", "", "likewise, lists with 1 where a keyword names a brand, else 0: NAME.tsv, NAME.lexicon.txt")
	listsFlag   = flag.String("lists", "", "files of whole keyword lists of these markets, * standing for NAME, to learn from beside the labelled ones alone")
	weightsFlag = flag.String("weights", "", "where to write the weights")
)

// TestFit fits the weights of data/roles.txt on labelled lists of one's own, and says how
// right they are on each market where they are fitted on others, with three terms a role. It
// is how the file was made, on 24 lists by role and four by brand that are not part of the project.
func TestFit(t *testing.T) {
	if *marketsFlag == "" {
		t.Skip("-markets names no files")
	}
	var markets []*labelledMarket
	for glob := range strings.SplitSeq(*marketsFlag, ",") {
		files, err := filepath.Glob(glob)
		require.NoError(t, err)
		for _, file := range files {
			markets = append(markets, readMarket(t, file))
		}
	}
	var all []*example
	for _, m := range markets {
		all = append(all, m.examples(t)...)
	}
	if *brandsFlag != "" {
		files, err := filepath.Glob(*brandsFlag)
		require.NoError(t, err)
		for _, file := range files {
			all = append(all, readMarket(t, file).examples(t)...)
		}
	}
	// Markets are judged in six parts, each by weights that are fitted on the others.
	var names []string
	for _, e := range all {
		names = append(names, e.market)
	}
	slices.Sort(names)
	names = slices.Compact(names)
	part := func(e *example) int { return slices.Index(names, e.market) % 6 }
	var fitted [6]weights
	require.NoError(t, each(t.Context(), len(fitted), func(k int) {
		fitted[k] = fit(t, slices.DeleteFunc(slices.Clone(all), func(e *example) bool { return part(e) == k }))
	}))
	for _, tau := range []float64{brandFrom, .5, .3} {
		var macro, plain, brands []float64
		var bins, right [10]int
		for _, e := range all {
			if e.terms != 3 || e.whole {
				continue
			}
			w := fitted[part(e)]
			if e.only {
				says, f1 := brandScore(e, w, tau)
				brands = append(brands, f1)
				t.Logf("brands of %-14s %s", e.market, says)
				continue
			}
			r := score(e, w, tau)
			t.Logf("%-14s %s", e.market, r)
			if !math.IsNaN(r.macro) {
				macro, plain = append(macro, r.macro), append(plain, r.plain)
			}
			for i := range bins {
				bins[i] += r.bins[i]
				right[i] += r.right[i]
			}
		}
		t.Logf("a brand from %.2f: macro-F1, mean over markets %.3f, without other %.3f; brands of long lists %.3f", tau, mean(macro), mean(plain), mean(brands))
		for i := range bins {
			if bins[i] > 0 {
				t.Logf("confidence %.1f: %d, right %.3f", float64(i)/10, bins[i], float64(right[i])/float64(bins[i]))
			}
		}
	}
	w := fit(t, all)
	if *weightsFlag != "" {
		require.NoError(t, os.WriteFile(*weightsFlag, []byte(w.file()), 0o666))
	}
}

func mean(x []float64) (m float64) {
	n := 0.
	for _, v := range x {
		if !math.IsNaN(v) {
			m += v
			n++
		}
	}
	return m / n
}

// labelledMarket is a list with what people say of it.
type labelledMarket struct {
	name    string
	roles   map[string]Role
	texts   []string
	all     []string
	lexicon Lexicon
}

func readMarket(t *testing.T, file string) *labelledMarket {
	base := strings.TrimSuffix(file, ".tsv")
	m := &labelledMarket{name: filepath.Base(base), roles: map[string]Role{}}
	b, err := os.ReadFile(file)
	require.NoError(t, err)
	for line := range strings.Lines(string(b)) {
		cells := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		if line[0] == '#' || len(cells) < 2 {
			continue
		}
		if r, err := ParseRole(cells[1]); err == nil {
			m.roles[cells[0]] = r
		} else if cells[1] == "0" {
			m.roles[cells[0]] = noBrand
		} else if cells[1] == "1" {
			m.roles[cells[0]] = Brand
		}
		m.texts = append(m.texts, cells[0])
	}
	in, err := os.Open(base + ".lexicon.txt")
	require.NoError(t, err)
	defer in.Close()
	m.lexicon, err = ReadLexicon(in, "lexicon")
	require.NoError(t, err)
	if b, err := os.ReadFile(strings.ReplaceAll(*listsFlag, "*", m.name)); err == nil {
		seen := map[string]bool{}
		for _, text := range append(strings.Split(strings.TrimSpace(string(b)), "\n"), m.texts...) {
			if !seen[text] {
				seen[text] = true
				m.all = append(m.all, text)
			}
		}
	}
	return m
}

// noBrand is the role of a keyword of which nothing but that is known.
const noBrand Role = 100

// example is a market as it is seen with some terms of its lexicon.
type example struct {
	market string
	terms  int
	whole  bool
	only   bool    // of brands
	weight float64 // of each keyword

	pieces   [][]float64 // features of pieces, one after another
	ends     []int       // those of keyword i end here
	keywords [][]float64 // features of keywords
	certain  []Role      // by the lexicon alone, or noBrand
	known    []bool      // a brand by the lexicon
	roles    []Role      // what people say
}

func (m *labelledMarket) examples(t *testing.T) (out []*example) {
	for _, terms := range []int{0, 1, 3, 10, 1000} {
		if terms == 1000 && len(m.lexicon.Need)+len(m.lexicon.Solution)+len(m.lexicon.Brand) <= 30 {
			continue
		}
		cut := func(s []string) []string { return s[:min(len(s), terms)] }
		lexicon := Lexicon{Need: cut(m.lexicon.Need), Solution: cut(m.lexicon.Solution), Brand: cut(m.lexicon.Brand)}
		weight := map[int]float64{0: .3, 1: .5, 3: 1, 10: .5, 1000: 1}[terms]
		out = append(out, m.example(t, lexicon, m.texts, terms, weight))
		if m.all != nil && len(m.roles) < 1000 {
			e := m.example(t, lexicon, m.all, terms, weight/2)
			e.whole = true
			out = append(out, e)
		}
	}
	return out
}

func (m *labelledMarket) example(t *testing.T, lexicon Lexicon, texts []string, terms int, weight float64) *example {
	var a Analyzer
	c, err := NewClassifier(&a, lexicon)
	require.NoError(t, err, m.name)
	corpus, err := NewCorpus(t.Context(), &a, texts)
	require.NoError(t, err)
	l, err := c.study(t.Context(), corpus, LearnOptions{})
	require.NoError(t, err)
	e := &example{market: m.name, terms: terms, weight: weight * 160 / float64(len(m.roles))}
	none := &model{brand: make([]float64, 200)}
	none.role[Need], none.role[Solution] = make([]float64, 300), make([]float64, 300)
	lessons := l.teach(none)
	var s scratch
	var symbols []int32
	var quiet []bool
	for i, text := range texts {
		role, ok := m.roles[text]
		if !ok {
			continue
		}
		symbols, quiet = l.words(symbols[:0], quiet[:0], i)
		l.c.find(&s, symbols, quiet)
		r := &l.rules[i]
		lessons.judge(&s.judging, &s, r, symbols, "", nil)
		e.keywords = append(e.keywords, slices.Clone(s.judging.f.values))
		for _, p := range s.judging.pieces {
			var f features
			f.ofBrand(&l.facts[p.id], &l.tallies[p.id], &l.list)
			e.pieces = append(e.pieces, f.values)
		}
		e.ends = append(e.ends, len(e.pieces))
		e.known = append(e.known, r.brand)
		e.roles = append(e.roles, role)
		certain := noBrand // none
		if len(s.judging.pieces) == 0 && (r.role != Other || !r.method && !r.trouble) {
			certain = r.plain()
		}
		e.certain = append(e.certain, certain)
	}
	if e.only = len(m.roles) > 1000; e.only {
		e.weight *= 2
	}
	return e
}

// weights are what is fitted.
type weights struct{ brand, need, solution []float64 }

// ridge is how strongly weights are held near those expected.
const ridge = 3

// expected are the weights that the definition of the roles gives before any list is seen.
var expected = map[string]map[string]float64{
	"need": {"a need by rule": 2.5, "unknown, question": .5, "unknown, trouble": 1, "part of a need": 1.5, "a solution by rule": -.5,
		"last word trouble": .5, "unknown, needs in the list, log ratio": .5, "needs in the list, log ratio": .3, "unknown, words with needs": .5},
	"solution": {"a solution by rule": 2.5, "unknown, comparison": .5, "unknown, buying": .5, "unknown, method": .5, "part of a solution": 1.5, "a need by rule": -.5,
		"last word product": .5, "last word service": .3, "unknown, needs in the list, log ratio": -.5, "needs in the list, log ratio": -.3, "unknown, words with solutions": .5},
}

func fit(t *testing.T, examples []*example) weights {
	brandNames, roleNames := featureNames()
	return weights{brand: fitBrand(t, examples, len(brandNames)), need: nil, solution: nil}.withRoles(t, examples, roleNames)
}

// fitBrand fits how much features say of a piece, by the likelihood of what people say of
// whole keywords.
func fitBrand(t *testing.T, examples []*example, n int) []float64 {
	loss := func(grad, w []float64) float64 {
		sum := 0.
		clear(grad)
		for _, e := range examples {
			start := 0
			for i, end := range e.ends {
				logNot := 0.
				if e.known[i] {
					logNot = math.Log(1 - branded.rate())
				}
				var p []float64
				for _, x := range e.pieces[start:end] {
					z := dot(x, w)
					logNot -= softplus(z)
					p = append(p, logistic(z))
				}
				not := math.Exp(logNot)
				d := -1. // of the loss by logNot
				if e.roles[i] == Brand {
					is := max(1-not, 1e-9)
					sum -= e.weight * math.Log(is)
					d = not / is
				} else {
					sum -= e.weight * max(logNot, -20)
				}
				for k, x := range e.pieces[start:end] {
					g := -e.weight * d * p[k]
					for j, v := range x {
						grad[j] += g * v
					}
				}
				start = end
			}
		}
		for j := 1; j < n; j++ {
			sum += ridge / 2 * w[j] * w[j]
			grad[j] += ridge * w[j]
		}
		return sum
	}
	return minimum(t, loss, make([]float64, n))
}

func softplus(z float64) float64 { return max(z, 0) + math.Log1p(math.Exp(-math.Abs(z))) }

// withRoles fits the weights of needs and solutions on keywords that are no brand's.
func (w weights) withRoles(t *testing.T, examples []*example, names []string) weights {
	n := len(names)
	start := make([]float64, 2*n)
	for i, name := range names {
		start[i], start[n+i] = expected["need"][name], expected["solution"][name]
	}
	prior := slices.Clone(start)
	var m model
	loss := func(grad, x []float64) float64 {
		sum := 0.
		m.role[Need], m.role[Solution] = x[:n], x[n:]
		clear(grad)
		for _, e := range examples {
			for i, values := range e.keywords {
				if e.roles[i] == Brand || e.roles[i] == noBrand {
					continue
				}
				p := m.roles(values)
				sum -= e.weight * math.Log(max(p[e.roles[i]], 1e-9))
				need, solution := e.weight*(p[Need]-one(e.roles[i] == Need)), e.weight*(p[Solution]-one(e.roles[i] == Solution))
				for j, v := range values {
					grad[j] += need * v
					grad[n+j] += solution * v
				}
			}
		}
		for j := range x {
			d := x[j] - prior[j]
			sum += ridge / 2 * d * d
			grad[j] += ridge * d
		}
		return sum
	}
	x := minimum(t, loss, start)
	w.need, w.solution = x[:n], x[n:]
	return w
}

func minimum(t *testing.T, f func(grad, x []float64) float64, start []float64) []float64 {
	at, value, grad := []float64(nil), 0., make([]float64, len(start))
	look := func(x []float64) {
		if !slices.Equal(x, at) {
			at = slices.Clone(x)
			value = f(grad, x)
		}
	}
	r, err := optimize.Minimize(optimize.Problem{
		Func: func(x []float64) float64 { look(x); return value },
		Grad: func(g, x []float64) { look(x); copy(g, grad) },
	}, start, &optimize.Settings{MajorIterations: 200, Converger: &optimize.FunctionConverge{Relative: 1e-7, Iterations: 5}}, &optimize.LBFGS{})
	require.NotNil(t, r, "%v", err)
	return r.X
}

// file writes weights as data/roles.txt has them.
func (w weights) file() string {
	var b strings.Builder
	b.WriteString(`# How much what is seen of a word speaks for its being the name of a brand ([brand]), and what is seen of
# a keyword without a brand for its naming a need or a solution rather than neither.
# Weights of logistic regressions: they add up to the logarithm of the odds. What the features are
# keyword/features.go says.
# Source: fitted by this project (go test ./keyword -run Fit), on labelled keyword lists of others that are not
# part of it. Licence: that of the project. Date: 2026-11-29.
`)
	brand, role := featureNames()
	section := func(heading string, names []string, values []float64) {
		fmt.Fprintf(&b, "\n[%s]\n", heading)
		for i, name := range names {
			if v := math.Round(values[i]*100) / 100; v != 0 {
				fmt.Fprintf(&b, "%.2f %s\n", v, name)
			}
		}
	}
	section("brand", brand, w.brand)
	section("need", role, w.need)
	section("solution", role, w.solution)
	return b.String()
}

// result is how right weights are on a market.
type result struct {
	f1           [4]float64
	labelled     [4]int
	macro, plain float64 // over roles with five and more; of these without Other
	accuracy     float64
	bins, right  [10]int
}

func (r result) String() string {
	s := fmt.Sprintf("macro-F1 %.3f, of %.3f right;", r.macro, r.accuracy)
	for _, role := range Roles() {
		if r.labelled[role] > 0 {
			s += fmt.Sprintf(" %s %.3f (%d)", role, r.f1[role], r.labelled[role])
		}
	}
	return s
}

// brandScore is how right weights are on which keywords name brands.
func brandScore(e *example, w weights, tau float64) (string, float64) {
	told, right, brands, start := 0, 0, 0, 0
	for i, end := range e.ends {
		not := 1.
		for _, x := range e.pieces[start:end] {
			not *= 1 - logistic(dot(x, w.brand))
		}
		start = end
		brands += int(one(e.roles[i] == Brand))
		if e.known[i] || not <= 1-tau {
			told++
			right += int(one(e.roles[i] == Brand))
		}
	}
	f1 := 2 * float64(right) / float64(told+brands)
	return fmt.Sprintf("precision %.3f, recall %.3f, F1 %.3f", float64(right)/float64(told), float64(right)/float64(brands), f1), f1
}

func score(e *example, w weights, tau float64) (r result) {
	m := &model{brand: w.brand}
	m.role[Need], m.role[Solution] = w.need, w.solution
	var told, both [4]int
	start, hits := 0, 0
	for i, end := range e.ends {
		not := 1.
		if e.known[i] {
			not = 1 - branded.rate()
		}
		for _, x := range e.pieces[start:end] {
			not *= 1 - logistic(dot(x, w.brand))
		}
		start = end
		p := m.roles(e.keywords[i])
		if c := e.certain[i]; c != noBrand {
			for k := range p {
				p[k] *= 1 - explained.rate()
			}
			p[c] += explained.rate()
		}
		for k := range p {
			p[k] *= not
		}
		p[Brand] += 1 - not
		j := judged{p: p}
		best := j.best()
		if p[Brand] >= tau {
			best = Brand
		} else if best == Brand {
			best = (&judged{p: [4]float64{p[Other], p[Need], p[Solution], 0}}).best()
		}
		told[best]++
		r.labelled[e.roles[i]]++
		bin := min(9, int(p[best]*10))
		r.bins[bin]++
		if best == e.roles[i] {
			both[best]++
			hits++
			r.right[bin]++
		}
	}
	var all, plain []float64
	for _, role := range Roles() {
		r.f1[role] = 2 * float64(both[role]) / max(1, float64(told[role]+r.labelled[role]))
		if r.labelled[role] >= 5 {
			all = append(all, r.f1[role])
			if role != Other {
				plain = append(plain, r.f1[role])
			}
		}
	}
	r.macro, r.plain, r.accuracy = mean(all), mean(plain), float64(hits)/float64(max(1, len(e.roles)))
	return r
}
