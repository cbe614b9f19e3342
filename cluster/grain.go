package cluster

import (
	"math"
	"slices"
)

// How fine the groups of a list should be differs from list to list, and the list
// itself tells. In a list of searches each word narrows: beside "wool socks" it has
// "thick wool socks" and "wool hats", and they want other pages. In a list of questions
// or titles most words are one person's way to say it: no other row differs from it in
// just that word. What counts is how many words a row has that are not decisive in this
// sense, on average.

const (
	// From spareMost on words are ways to say a thing, and groups are told by their words
	// together. Real lists of searches have 1.7 to 3.9 spare words, lists of questions,
	// titles and sentences 4.6 to 7.8.
	spareMost = 4.2
	// Below it, the threshold of similarity falls with the spare words, from
	// thresholdMost at spareLeast. The line is laid through the best thresholds of eight
	// lists whose groups are known from search results.
	spareLeast    = 1.65
	thresholdMost = 0.78
	thresholdFall = 0.16 // for each spare word
	// wordyThreshold is from which similarity on rows of a list of questions start in
	// one group.
	wordyThreshold = 0.2
	// vectorThreshold is what sentence-transformers' community_detection has for cosines of
	// embeddings.
	vectorThreshold = 0.75
)

// spareWords returns how many of a row's features are spare on average: no other row
// differs from it in just that one, by lacking it or by another in its place. Equal rows
// must not come twice. A list that has many rows for each of its features has such rows
// by mere number; so it looks at no more rows than there are features in use, which ones
// is decided by what their features are called. Time is linear, but for sorting.
func spareWords(s *Sets, names func(feature uint32) string) float64 {
	codes, used := make([]uint64, s.limit), 0
	for _, f := range s.features {
		if codes[f] == 0 {
			codes[f] = nameCode(names(f)) | 1
			used++
		}
	}
	part := uint64(math.MaxUint64)
	if used < s.Len() {
		part = uint64(float64(math.MaxUint64) * (float64(used) / float64(s.Len())))
	}
	rows, features := 0, 0
	var rests []uint64
	for i := range s.Len() {
		row := s.Row(i)
		sum := uint64(0)
		for _, f := range row {
			sum += codes[f]
		}
		if len(row) == 0 || mixed(sum) > part {
			continue
		}
		rows++
		features += len(row)
		for _, f := range row {
			if len(row) > 1 {
				rests = append(rests, sum-codes[f])
			}
		}
	}
	if len(rests) == 0 {
		return 0
	}
	slices.Sort(rests)
	spare := 0
	for k, r := range rests {
		if (k == 0 || rests[k-1] != r) && (k+1 == len(rests) || rests[k+1] != r) {
			spare++
		}
	}
	return float64(features) / float64(rows) * (float64(spare) / float64(len(rests)))
}

// nameCode is a number for a name (FNV-1a).
func nameCode(name string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(name) {
		h = (h ^ uint64(name[i])) * 1099511628211
	}
	return mixed(h)
}

// mixed spreads what a number has over all its bits (the finalizer of MurmurHash3).
func mixed(h uint64) uint64 {
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// thresholdFor is the similarity from which rows of a list belong together.
func thresholdFor(spare float64) float64 {
	if spare >= spareMost {
		return wordyThreshold
	}
	t := thresholdMost - float64(thresholdFall*max(0, spare-spareLeast))
	return math.Round(t*100) / 100
}
