package export

import "math"

// InBlocks makes a reader parse as much as it can in blocks, however short, or
// nothing at all.
func InBlocks(r *Reader, yes bool) {
	r.batch.least = 1
	if !yes {
		r.batch.least = math.MaxInt
	}
}
