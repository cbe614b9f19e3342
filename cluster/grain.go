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
	// together. Real lists of searches have 1.6 to 3.7 spare words, lists of questions,
	// titles and sentences 4.6 to 7.8.
	spareMost = 4.15
	// Below it, the threshold of similarity falls with the spare words, from
	// thresholdMost at spareLeast. The line is laid through the best thresholds of seven
	// lists whose groups are known from search results.
	spareLeast    = 1.55
	thresholdMost = 0.80
	thresholdFall = 0.147 // for each spare word
	// wordyThreshold is from which similarity on rows of a list of questions start in
	// one group.
	wordyThreshold = 0.2
)

// spareWords returns how many of a row's features are spare on average: no other row
// differs from it in just that one, by lacking it or by another in its place. Equal rows
// must not come twice. Time is linear; of very many rows it looks at a part of the
// places, which part is decided by what the features are called.
func spareWords(s *Sets, names func(feature uint32) string) float64 {
	codes := make([]uint64, s.limit)
	for f := range codes {
		codes[f] = nameCode(names(uint32(f)))
	}
	rows, features, places := 0, 0, 0
	for i := range s.Len() {
		if n := len(s.Row(i)); n > 0 {
			rows++
			features += n
			if n > 1 {
				places += n
			}
		}
	}
	if places == 0 {
		return 0
	}
	part := uint64(places/mostPlaces + 1)
	rests := make([]uint64, 0, min(places, 2*mostPlaces))
	for i := range s.Len() {
		row := s.Row(i)
		if len(row) < 2 {
			continue
		}
		sum := uint64(0)
		for _, f := range row {
			sum += codes[f]
		}
		for _, f := range row {
			if rest := sum - codes[f]; rest>>16%part == 0 {
				rests = append(rests, rest)
			}
		}
	}
	if len(rests) == 0 {
		return float64(features) / float64(rows)
	}
	slices.Sort(rests)
	spare := 0
	for k, r := range rests {
		if (k == 0 || rests[k-1] != r) && (k+1 == len(rests) || rests[k+1] != r) {
			spare++
		}
	}
	return float64(features) / float64(rows) * float64(spare) / float64(len(rests))
}

const mostPlaces = 1 << 20

// nameCode is a number for a name (FNV-1a, mixed).
func nameCode(name string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(name) {
		h = (h ^ uint64(name[i])) * 1099511628211
	}
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
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
