package demand

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestForest: what is united has one number, from 0 without gaps, in the order of the least.
func TestForest(t *testing.T) {
	f := newForest(6)
	f.unite(4, 2)
	f.unite(2, 1)
	f.unite(2, 4)
	assert.Equal(t, []int32{0, 1, 1, 2, 1, 3}, f.numbers())
	assert.Equal(t, [][]int32{{0}, {1, 2, 4}, {3}, {5}}, classes(f.numbers()))
}
