package main

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/keyword"
)

// TestConfusion: scores of a table, worked out by hand.
func TestConfusion(t *testing.T) {
	var c confusion
	c[keyword.Need] = [4]int{keyword.Other: 1, keyword.Need: 6, keyword.Solution: 3}                    // 10
	c[keyword.Solution] = [4]int{keyword.Need: 2, keyword.Solution: 16, keyword.Brand: 2}               // 20
	c[keyword.Brand] = [4]int{keyword.Other: 2, keyword.Need: 0, keyword.Solution: 1, keyword.Brand: 1} // 4
	c[keyword.Other] = [4]int{keyword.Other: 5, keyword.Need: 0, keyword.Solution: 0, keyword.Brand: 0} // 5
	assert.Equal(t, []int{10, 20, 4, 5}, each(c.labelled))
	assert.Equal(t, []int{8, 20, 3, 8}, each(c.told))
	assert.Equal(t, []string{"0.750", "0.800", "0.333", "0.625"}, each(text(c.precision)))
	assert.Equal(t, []string{"0.600", "0.800", "0.250", "1.000"}, each(text(c.recall)))
	assert.Equal(t, []string{"0.667", "0.800", "0.286", "0.769"}, each(text(c.f1)), "12/18, 32/40, 2/7, 10/13")
	assert.Equal(t, []string{"0.667", "0.800", "–", "0.769"}, each(text(c.scored)), "four are too few")
	assert.Equal(t, "0.733", c.named().String(), "(2/3 + 4/5) / 2")
	assert.Equal(t, "0.745", c.macro().String(), "(2/3 + 4/5 + 10/13) / 3")

	var twice confusion
	twice.add(&c)
	twice.add(&c)
	assert.Equal(t, each(text(c.f1)), each(text(twice.f1)))
	assert.Equal(t, []int{20, 40, 8, 10}, each(twice.labelled))
}

func each[T any](of func(keyword.Role) T) (out []T) {
	for _, r := range keyword.Roles() {
		out = append(out, of(r))
	}
	return out
}

func text(of func(keyword.Role) share) func(keyword.Role) string {
	return func(r keyword.Role) string { return of(r).String() }
}

// TestNothing: what cannot be known is said so, and counts in no mean.
func TestNothing(t *testing.T) {
	var c confusion
	assert.Equal(t, []string{"–", "–", "–", "–"}, each(text(c.f1)))
	assert.Equal(t, "–", c.macro().String())
	assert.Equal(t, "–", mean().String())

	c[keyword.Need][keyword.Brand] = 5
	assert.Equal(t, "–", c.recall(keyword.Brand).String())
	assert.Equal(t, "0.000", c.precision(keyword.Brand).String())
	assert.Equal(t, "0.000", c.f1(keyword.Brand).String())
	assert.Equal(t, "–", c.precision(keyword.Need).String())
	assert.Equal(t, "0.000", c.f1(keyword.Need).String())
	assert.Equal(t, "0.000", c.macro().String())

	assert.Equal(t, "0.500", mean(part(1, 4), part(0, 0), part(3, 4)).String())
	b, err := json.Marshal([]share{part(1, 4), part(0, 0), part(0, 3)})
	require.NoError(t, err)
	assert.Equal(t, "[0.25,null,0]", string(b))
}

// TestCalibration: a bound belongs to the bin above it, 1 to the last.
func TestCalibration(t *testing.T) {
	var c calibration
	for _, x := range []float64{0, .49, .5, .69, .7, .79, .8, .89, .9, 1} {
		c.count(x, x >= .69)
	}
	c.count(.95, false)
	var twice calibration
	twice.add(&c)
	twice.add(&c)
	for i, want := range [][4]float64{{0, .5, 0, 2}, {.5, .7, 1, 2}, {.7, .8, 2, 2}, {.8, .9, 2, 2}, {.9, 1, 2, 3}} {
		from, to := c.bin(i)
		assert.Equal(t, want, [4]float64{from, to, float64(c[i].right), float64(c[i].of)})
		assert.Equal(t, 2*c[i].of, twice[i].of)
		assert.Equal(t, 2*c[i].right, twice[i].right)
	}
}

func TestDetection(t *testing.T) {
	var d detection
	assert.Equal(t, "–", d.f1().String())
	for range 3 {
		d.count(true, true)
	}
	d.count(true, false)
	d.count(false, true)
	d.count(false, true)
	d.count(false, false)
	assert.Equal(t, detection{labelled: 4, told: 5, right: 3}, d)
	assert.Equal(t, []string{"0.600", "0.750", "0.667"}, []string{d.precision().String(), d.recall().String(), d.f1().String()})
}
