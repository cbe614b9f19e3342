package keyword

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"
)

// A model weighs features.
type model struct {
	brand    []float64    // of a piece
	role     [4][]float64 // of a keyword without a brand: need and solution, against neither
	brandSay []string     // the names of the features of a piece
}

// theModel reads data/roles.txt once it is asked for; a test reads it, so that it cannot
// fail in use.
var theModel = sync.OnceValue(func() *model {
	text, err := data.ReadFile("data/roles.txt")
	if err == nil {
		var m *model
		if m, err = readModel(string(text)); err == nil {
			return m
		}
	}
	panic("keyword: roles.txt: " + err.Error())
})

// featureNames are the names of the features of pieces and of keywords, in their order.
func featureNames() (brand, role []string) {
	b, r := features{naming: true}, features{naming: true}
	b.ofBrand(&wordFacts{}, &tally{}, &listFacts{})
	r.ofRole(&ruled{}, [4]float64{}, nil, &listFacts{})
	return b.names, r.names
}

// readModel reads weights: under the headings [brand], [need] and [solution] a weight and
// the name of a feature a line. A feature that is not listed weighs nothing.
func readModel(text string) (*model, error) {
	brand, role := featureNames()
	m := &model{brand: make([]float64, len(brand)), brandSay: brand}
	m.role[Need], m.role[Solution] = make([]float64, len(role)), make([]float64, len(role))
	into := map[string][]float64{"brand": m.brand, "need": m.role[Need], "solution": m.role[Solution]}
	places := map[string]map[string]int{"brand": {}, "need": {}, "solution": {}}
	for i, name := range brand {
		places["brand"][name] = i
	}
	for i, name := range role {
		places["need"][name], places["solution"][name] = i, i
	}
	for line := range dataLines(text) {
		number, name, _ := strings.Cut(line.text, " ")
		weight, err := strconv.ParseFloat(number, 64)
		if err != nil {
			return nil, fmt.Errorf("line %d: weight %q: %w", line.number, number, err)
		}
		i, ok := places[line.heading][name]
		if !ok {
			return nil, fmt.Errorf("line %d: no such feature of [%s]: %q", line.number, line.heading, name)
		}
		into[line.heading][i] = weight
	}
	return m, nil
}

// dot is the sum of products, each rounded, so that it is the same on any platform.
func dot(a, b []float64) (sum float64) {
	for i, x := range a {
		sum += float64(x * b[i])
	}
	return sum
}

func logistic(z float64) float64 { return 1 / (1 + math.Exp(-z)) }

// roles returns the probabilities of other, need and solution, of a keyword that names no
// brand.
func (m *model) roles(values []float64) (p [4]float64) {
	need, solution := dot(values, m.role[Need]), dot(values, m.role[Solution])
	most := max(0, need, solution)
	p[Other], p[Need], p[Solution] = math.Exp(-most), math.Exp(need-most), math.Exp(solution-most)
	sum := p[Other] + p[Need] + p[Solution]
	for i := range p {
		p[i] /= sum
	}
	return p
}
