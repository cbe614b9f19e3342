package table_test

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/needscape/needscape/examples/internal/table"
)

func TestTable(t *testing.T) {
	var tab table.Table
	tab.Row("keyword", table.Right("volume"), "")
	tab.Row("おむつ", table.Right("1,300"), "x")
	tab.Row("ra\u0301sh", table.Right("5"))
	var b strings.Builder
	assert.NoError(t, tab.Write(&b, "  "))
	assert.Equal(t, "  keyword  volume\n  おむつ    1,300  x\n  ra\u0301sh          5\n", b.String())
}

// TestDropEmpty: columns that have nothing to say go, with their header.
func TestDropEmpty(t *testing.T) {
	var tab table.Table
	tab.DropEmpty()
	tab.Row("keyword", table.Right("volume"), "topic", "why")
	tab.Row("rash", table.Right(""), "", "hub")
	tab.Row("cream", table.Right(""))
	tab.DropEmpty()
	var b strings.Builder
	assert.NoError(t, tab.Write(&b, ""))
	assert.Equal(t, "keyword  why\nrash     hub\ncream\n", b.String())
}

func TestCell(t *testing.T) {
	for in, want := range map[string]string{"": "", "rash": "rash", "=1+1": "'=1+1", "+/blog/": "'+/blog/", "-x": "'-x", "@x": "'@x", "\tx": "'\tx", "a=b": "a=b"} {
		assert.Equal(t, want, table.Cell(in))
	}
}

func TestClip(t *testing.T) {
	assert.Equal(t, "rash", table.Clip("rash", 4))
	assert.Equal(t, "diap…", table.Clip("diaper rash", 5))
	assert.Equal(t, "おむ…", table.Clip("おむつかぶれ", 5))
	assert.Equal(t, "a·b\ufffd", table.Clip("a\x1bb\xff", 9))
}

func TestNumber(t *testing.T) {
	for in, want := range map[float64]string{0: "0", 5: "5", 1300: "1,300", 1234567: "1,234,567", 0.333: "0.33", 42.71: "42.7", 1234.5: "1,234", math.Inf(1): "∞"} {
		assert.Equal(t, want, table.Number(in))
	}
}
