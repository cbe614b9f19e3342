package main

import (
	"encoding/json"
	"fmt"

	"github.com/needscape/needscape/keyword"
)

// A share is a part of a whole, or a mean: a sum by how many it is of. A share of
// nothing is not known, and prints as – and null.
type share struct {
	sum float64
	of  int
}

// part returns a share of counts.
func part(n, of int) share { return share{float64(n), of} }

// mean returns the mean of those that are known.
func mean(all ...share) share {
	var m share
	for _, s := range all {
		if x, ok := s.value(); ok {
			m.sum += x
			m.of++
		}
	}
	return m
}

func (s share) value() (x float64, ok bool) {
	if s.of == 0 {
		return 0, false
	}
	return s.sum / float64(s.of), true
}

// String prints three digits.
func (s share) String() string {
	x, ok := s.value()
	if !ok {
		return "–"
	}
	return fmt.Sprintf("%.3f", x)
}

func (s share) MarshalJSON() ([]byte, error) {
	x, ok := s.value()
	if !ok {
		return []byte("null"), nil
	}
	return json.Marshal(x)
}

// A confusion counts keywords by the role that people gave them and the one that was
// told: [truth][told].
type confusion [keyword.Brand + 1][keyword.Brand + 1]int

func (c *confusion) add(d *confusion) {
	for truth := range d {
		for told, n := range d[truth] {
			c[truth][told] += n
		}
	}
}

// labelled returns how many keywords people gave role r.
func (c *confusion) labelled(r keyword.Role) (n int) {
	for _, x := range c[r] {
		n += x
	}
	return n
}

// told returns how many keywords were told to have role r.
func (c *confusion) told(r keyword.Role) (n int) {
	for truth := range c {
		n += c[truth][r]
	}
	return n
}

func (c *confusion) precision(r keyword.Role) share { return part(c[r][r], c.told(r)) }
func (c *confusion) recall(r keyword.Role) share    { return part(c[r][r], c.labelled(r)) }

// f1 is the harmonic mean of precision and recall: 2 right / (labelled + told). It is 0
// where a role that no keyword has is told, and not known where it is not told either.
func (c *confusion) f1(r keyword.Role) share { return part(2*c[r][r], c.labelled(r)+c.told(r)) }

// fewest is how many labelled keywords a role must have to be scored.
const fewest = 5

// scored is f1 where a role has the fewest labelled keywords, and otherwise not known.
func (c *confusion) scored(r keyword.Role) share {
	if c.labelled(r) < fewest {
		return share{}
	}
	return c.f1(r)
}

// named is the mean of what is scored of need, solution and brand.
func (c *confusion) named() share {
	return mean(c.scored(keyword.Need), c.scored(keyword.Solution), c.scored(keyword.Brand))
}

// macro is the mean of what is scored, Other among it.
func (c *confusion) macro() share {
	return mean(c.scored(keyword.Need), c.scored(keyword.Solution), c.scored(keyword.Brand), c.scored(keyword.Other))
}

// A calibration counts keywords, and those whose role is right, by confidence.
type calibration [len(confidences) + 1]struct{ right, of int }

// confidences part the bins of a calibration: below .5, from .5 to below .7, … and from
// .9 to 1.
var confidences = [...]float64{.5, .7, .8, .9}

func (c *calibration) count(confidence float64, right bool) {
	bin := 0
	for bin < len(confidences) && confidence >= confidences[bin] {
		bin++
	}
	c[bin].of++
	if right {
		c[bin].right++
	}
}

func (c *calibration) add(d *calibration) {
	for i := range d {
		c[i].right += d[i].right
		c[i].of += d[i].of
	}
}

// bin returns the bounds of bin i.
func (*calibration) bin(i int) (from, to float64) {
	to = 1
	if i > 0 {
		from = confidences[i-1]
	}
	if i < len(confidences) {
		to = confidences[i]
	}
	return from, to
}
