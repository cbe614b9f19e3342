package cluster

import "context"

// Counts is what a join has done, for measuring.
func (s *Sets) Counts(ctx context.Context, m Measure, threshold float64) (gathered, scanned, walked, verified, merged, pairs int64, err error) {
	c, err := s.stream(ctx, m, threshold, func() func([]Pair) error { return func([]Pair) error { return nil } })
	return c.gathered, c.scanned, c.walked, c.verified, c.merged, c.pairs, err
}
