package cluster

import "context"

// Counts tells what a join has done.
type Counts struct{ Gathered, Scanned, Walked, Verified, Merged, Pairs int64 }

// Counts joins and tells what it has done.
func (s *Sets) Counts(ctx context.Context, m Measure, threshold float64) (Counts, error) {
	c, err := s.stream(ctx, m, threshold, longList, func() func([]Pair) error { return func([]Pair) error { return nil } })
	return Counts{c.gathered, c.scanned, c.walked, c.verified, c.merged, c.pairs}, err
}

// JoinSplit is Join where lists of so many records are shared by goroutines.
func (s *Sets) JoinSplit(ctx context.Context, m Measure, threshold float64, long int) ([]Pair, error) {
	var all collector
	if _, err := s.stream(ctx, m, threshold, long, all.worker); err != nil {
		return nil, err
	}
	return all.sorted(ctx, s.Len())
}
