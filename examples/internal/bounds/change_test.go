package bounds_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/bounds"
)

// TestSigned: bounds are printed with their signs and rounded outwards.
func TestSigned(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		want      string
	}{
		{120.2, 340.2, "+120 to +341"},
		{-340.2, -120.2, "−341 to −120"},
		{-1.257, 2, "−1.26 to +2"},
		{0, 0, "0"},
		{0, 1e-3, "0 to +0.01"},
		{-5, -5, "−5"},
		{12345.6, 12345.6, "+12,345 to +12,346"},
		{math.Inf(-1), 7, "+7 or less"},
		{7, math.Inf(1), "+7 or more"},
		{math.Inf(-1), math.Inf(1), "–"},
	} {
		assert.Equal(t, c.want, bounds.Scale(1).Shift(demand.Shift{Low: c.low, High: c.high, Known: true}).Signed())
	}
	assert.Equal(t, "–", bounds.Scale(1).Shift(demand.Shift{}).Signed())
	assert.Equal(t, "+0.5 to +1", bounds.Scale(.5).Shift(demand.Shift{Low: 1, High: 2, Known: true}).Signed())
	assert.Equal(t, "−3.3 to +13 %", bounds.Within(-.0323, .1201, 4, true).SignedPercent())
	assert.Equal(t, "−3.3 to +13 points", bounds.Within(-.0323, .1201, 4, true).Points())
}

// TestNoMinus: nothing is never less than nothing.
func TestNoMinus(t *testing.T) {
	assert.False(t, math.Signbit(bounds.Scale(1).Sum(demand.Sum{}).High.Value))
}
