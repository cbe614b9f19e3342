package bounds

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/needscape/needscape/examples/internal/table"
)

func known(x float64) table.Figure { return table.Figure{Value: x, Known: true} }

func TestOutwards(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		digits    int
		want      string
	}{
		{.301, .309, 2, "0.30–0.31"},
		{.3, .3, 1, "0.30"},
		{0, 0, 0, "0"},
		{5, math.Inf(1), 0, "5 or more"},
	} {
		assert.Equal(t, c.want, Outwards(c.low, c.high, c.digits, true).String())
	}
	assert.False(t, math.Signbit(Outwards(0, 0, 2, true).High.Value), "0 and not -0")
	assert.Equal(t, "unknown", Outwards(1, 2, 0, false).String())
}

func TestDigits(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		want      string
	}{
		{123_456, 123_456, "123,000–124,000"},
		{1_000, 99_901, "1,000–100,000"},
		{0, 999, "0–999"},
		{12.34, 56.78, "12.3–56.8"}, // as it is printed anyway
	} {
		assert.Equal(t, c.want, Interval{known(c.low), known(c.high)}.Digits(3).String())
	}
	assert.Equal(t, "1,230 or more", Interval{Low: known(1239)}.Digits(3).String())
	assert.Equal(t, "unknown", Interval{}.Digits(3).String())
}
