package cluster

import (
	"context"
	"math"
)

// A list that decides on its threshold by itself has at most mostPairs pairs of similar
// keywords, or pairsEach for each row; otherwise the threshold is raised until that is so.
const (
	mostPairs     = 6 << 20
	pairsEach     = 5
	thresholdStep = 0.1
)

// similar returns the graph of rows whose cosine is t or more. If there are more pairs
// than limit, it raises t until there are not, and returns that; no limit is 0.
func similar(ctx context.Context, rows *Sets, t float64, limit int) (*Graph, float64, error) {
	t, err := foresee(ctx, rows, t, limit)
	if err != nil {
		return nil, t, err
	}
	for {
		if t == 1 {
			limit = 0
		}
		pairs, err := rows.joinUpTo(ctx, Cosine, t, int64(limit))
		if err == nil {
			return NewGraph(rows.Len(), pairs), t, nil
		}
		if err != errManyPairs {
			return nil, t, err
		}
		t = raised(t)
	}
}

func raised(t float64) float64 { return min(1, math.Round((t+thresholdStep)*100)/100) }

const (
	foreseenRows = 1 << 15
	tooMany      = 1.5 // times as many pairs as may be, in a sample
)

// foresee raises t as long as a sample of very many rows says that there are far too many
// pairs, which spares most of the joins that would be in vain.
func foresee(ctx context.Context, rows *Sets, t float64, limit int) (float64, error) {
	step := rows.Len() / foreseenRows
	if step < 2 || limit == 0 {
		return t, nil
	}
	sample := &Sets{weights: rows.weights, limit: rows.limit, exp: rows.exp}
	for i := 0; i < rows.Len(); i += step {
		sample.features = append(sample.features, rows.Row(i)...)
		sample.ends = append(sample.ends, uint32(len(sample.features)))
	}
	share := float64(sample.Len()) / float64(rows.Len())
	most := int64(tooMany * float64(limit) * share * share)
	for t < 1 {
		_, err := sample.joinUpTo(ctx, Cosine, t, max(1, most))
		if err != errManyPairs {
			return t, err
		}
		t = raised(t)
	}
	return t, nil
}
