package cluster_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/cluster"
)

// madeRows makes n rows such as the stems of keywords, the same for the same n and words:
// words by Zipf's law with exponent 1.05, a mean of 3.9, and a third of the rows variants
// of one before, with a word more, fewer or other.
func madeRows(n, words int) (ends, features []uint32) {
	r := rand.New(rand.NewPCG(uint64(n), uint64(words)))
	sums := make([]float64, words)
	sum := 0.0
	for k := range sums {
		sum += math.Pow(float64(k+1), -1.05)
		sums[k] = sum
	}
	word := func() uint32 {
		k, _ := slices.BinarySearch(sums, r.Float64()*sum)
		return uint32(min(k, words-1))
	}
	ends = make([]uint32, 0, n)
	row := make([]uint32, 0, 16)
	for i := range n {
		row = row[:0]
		if i > 0 && r.IntN(10) < 3 {
			k, start := r.IntN(i), uint32(0)
			if k > 0 {
				start = ends[k-1]
			}
			row = append(row, features[start:ends[k]]...)
			switch r.IntN(3) {
			case 0:
				row = append(row, word())
			case 1:
				if len(row) > 1 {
					row = slices.Delete(row, 0, 1)
				}
			default:
				if len(row) > 0 {
					row[r.IntN(len(row))] = word()
				}
			}
		} else {
			for range 1 + r.IntN(4) + r.IntN(4) {
				row = append(row, word())
			}
		}
		slices.Sort(row)
		row = slices.Compact(row)
		features = append(features, row[:min(len(row), 12)]...)
		ends = append(ends, uint32(len(features)))
	}
	return ends, features
}

// distinct returns the rows without those that are equal to one before.
func distinct(ends, features []uint32) ([]uint32, []uint32) {
	seen := map[string]bool{}
	var key []byte
	var outEnds, out []uint32
	start := uint32(0)
	for _, end := range ends {
		key = key[:0]
		for _, f := range features[start:end] {
			key = append(key, byte(f), byte(f>>8), byte(f>>16), byte(f>>24))
		}
		if !seen[string(key)] {
			seen[string(key)] = true
			out = append(out, features[start:end]...)
			outEnds = append(outEnds, uint32(len(out)))
		}
		start = end
	}
	return outEnds, out
}

// madeSets returns made rows, each once, with IDF weights.
func madeSets(t testing.TB, n, words int) *cluster.Sets {
	ends, features := madeRows(n, words)
	return idfSets(t, ends, features)
}

// idfSets returns rows, each once, with IDF weights.
func idfSets(t testing.TB, ends, features []uint32) *cluster.Sets {
	ends, features = distinct(ends, features)
	s, err := cluster.NewSets(ends, features, nil)
	require.NoError(t, err)
	idf, err := s.IDF(nil)
	require.NoError(t, err)
	s, err = s.Weighted(idf)
	require.NoError(t, err)
	return s
}
