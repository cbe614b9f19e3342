package cluster

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// Sets is rows, each a set of features that are numbered from 0: the words of a keyword,
// the pages of its search results. A feature has one weight in all rows. Rows may be
// empty; such a row is like no other. It is immutable and safe for concurrent use.
type Sets struct {
	ends     []uint32 // the features of row i end at ends[i]
	features []uint32 // ascending in a row
	weights  []float64
	limit    int // features are below it
	exp      int // weights are below 2 to it
}

// The most that a row has of distinct features, so that masses sum to less than 2⁶².
const maxFeatures = 1 << (62 - massBits)

// NewSets returns rows whose features are those between the end of the row before and
// its own. A feature counts once in a row. Weights, by number of feature, are finite and
// not negative; one of 0 is as if the feature was in no row. A weight below a millionth
// of the largest loses precision. Where weights is nil, all are 1, and numbers must be
// dense: the largest below 2²⁴ or 8 times the number of features. It keeps the slices,
// which must not change, but copies those of features if a row's are not in ascending
// order. Time is linear in features, but for sorting those of a row.
func NewSets(ends, features []uint32, weights []float64) (*Sets, error) {
	s := &Sets{ends: ends, features: features}
	if len(ends) > math.MaxInt32 {
		return nil, fmt.Errorf("cluster: %d rows are more than 2³¹-1", len(ends))
	}
	last := uint32(0)
	for i, end := range ends {
		if end < last || uint64(end) > uint64(len(features)) {
			return nil, fmt.Errorf("cluster: row %d ends at %d, after %d of %d", i, end, last, len(features))
		}
		if end-last > maxFeatures {
			return nil, fmt.Errorf("cluster: row %d has %d features, more than %d", i, end-last, maxFeatures)
		}
		last = end
	}
	if int(last) != len(features) {
		return nil, fmt.Errorf("cluster: rows end at %d of %d features", last, len(features))
	}
	ordered := true
	for i := range ends {
		row := s.row(i)
		for k, f := range row {
			ordered = ordered && (k == 0 || row[k-1] < f)
			s.limit = max(s.limit, int(min(uint64(f)+1, math.MaxInt)))
		}
	}
	if weights == nil && s.limit > max(1<<24, 8*len(features)) {
		return nil, fmt.Errorf("cluster: features are not dense: the largest is %d", s.limit-1)
	}
	if !ordered {
		s.sort()
	}
	return s.Weighted(weights)
}

// sort puts the features of each row in order, each once, in slices of its own.
func (s *Sets) sort() {
	ends, features := make([]uint32, len(s.ends)), make([]uint32, 0, len(s.features))
	for i := range s.ends {
		start := len(features)
		features = append(features, s.row(i)...)
		slices.Sort(features[start:])
		features = features[:start+len(slices.Compact(features[start:]))]
		ends[i] = uint32(len(features))
	}
	s.ends, s.features = ends, features
}

// Weighted returns the same rows with other weights of features (see [NewSets]).
func (s *Sets) Weighted(weights []float64) (*Sets, error) {
	if weights != nil && len(weights) < s.limit {
		return nil, fmt.Errorf("cluster: feature %d has no weight; there are %d", s.limit-1, len(weights))
	}
	largest := 1.0
	if weights != nil {
		largest = 0
	}
	for f, w := range weights {
		if !(w >= 0) || math.IsInf(w, 1) {
			return nil, fmt.Errorf("cluster: feature %d weighs %v", f, w)
		}
		largest = max(largest, w)
	}
	_, exp := math.Frexp(largest)
	return &Sets{s.ends, s.features, weights, s.limit, exp}, nil
}

// Len returns the number of rows.
func (s *Sets) Len() int { return len(s.ends) }

// Row returns the features of row i in ascending order. They must not be changed.
func (s *Sets) Row(i int) []uint32 {
	row := s.row(i)
	return row[:len(row):len(row)]
}

func (s *Sets) row(i int) []uint32 { return rowOf(s.ends, s.features, i) }

// rowOf returns the values of row i, which end at ends[i].
func rowOf[T any](ends []uint32, values []T, i int) []T {
	start := uint32(0)
	if i > 0 {
		start = ends[i-1]
	}
	return values[start:ends[i]]
}

// IDF returns the smooth inverse document frequency of each feature up to the largest
// number in use: ln((1+n)/(1+d)) + 1 for one that is in d of n rows, as scikit-learn's
// TfidfVectorizer has it. Row i counts times[i] times, once if times is nil.
func (s *Sets) IDF(times []uint32) ([]float64, error) {
	if times != nil && len(times) != len(s.ends) {
		return nil, errors.New("cluster: as many times as rows are needed")
	}
	n := uint64(len(s.ends))
	in := make([]uint64, s.limit)
	if times == nil {
		for _, f := range s.features {
			in[f]++
		}
	} else {
		n = 0
		for i, t := range times {
			n += uint64(t)
			for _, f := range s.row(i) {
				in[f] += uint64(t)
			}
		}
	}
	idf := make([]float64, s.limit)
	for f, d := range in {
		idf[f] = math.Log(float64(1+n)/float64(1+d)) + 1
	}
	return idf, nil
}

// Similarity returns how alike rows i and k are. It is the definition that joins keep
// to, to the last bit. It is 0 where either is empty.
func (s *Sets) Similarity(m Measure, i, k int) float64 {
	scale := scale{m, s.exp}
	var shared, a, b int64
	for x, y := s.row(i), s.row(k); len(x) > 0 || len(y) > 0; {
		switch {
		case len(y) == 0 || len(x) > 0 && x[0] < y[0]:
			a, x = a+scale.mass(s.weight(x[0])), x[1:]
		case len(x) == 0 || y[0] < x[0]:
			b, y = b+scale.mass(s.weight(y[0])), y[1:]
		default:
			f := scale.mass(s.weight(x[0]))
			shared, a, b, x, y = shared+f, a+f, b+f, x[1:], y[1:]
		}
	}
	if a == 0 || b == 0 {
		return 0
	}
	return m.of(shared, a, b, scale.unit())
}

// weight returns the weight of a feature.
func (s *Sets) weight(f uint32) float64 {
	if s.weights == nil {
		return 1
	}
	return s.weights[f]
}

// newIDFSets returns rows weighted by their inverse document frequency.
func newIDFSets(ends, features []uint32) (*Sets, error) {
	plain, err := NewSets(ends, features, nil)
	if err != nil {
		return nil, err
	}
	weights, err := plain.IDF(nil)
	if err != nil {
		return nil, err
	}
	return plain.Weighted(weights)
}
