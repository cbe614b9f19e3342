package demand

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestMean: a mean of months is rounded outwards, and has no bound where a month has none
// or their sum is beyond all numbers.
func TestMean(t *testing.T) {
	for name, c := range map[string]struct {
		months []Volume
		want   Volume
	}{
		"none":       {nil, Volume{}},
		"a gap":      {[]Volume{Count(5), {}}, Volume{}},
		"whole":      {[]Volume{Count(5), Count(7)}, Between(6, 6)},
		"outwards":   {[]Volume{Between(1, 2), Between(2, 3), Count(2)}, Between(1, 3)},
		"no bound":   {[]Volume{Count(4), Between(2, Unbounded)}, Between(3, Unbounded)},
		"overflowed": {[]Volume{Count(math.MaxInt64 - 1), Count(math.MaxInt64 - 1)}, Between(math.MaxInt64/2, Unbounded)},
	} {
		var m mean
		for _, v := range c.months {
			m.add(v)
		}
		assert.Equal(t, c.want, m.volume(), name)
	}
}
