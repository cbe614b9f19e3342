package keyword

import "math"

// confidence is how often a keyword with such evidence had the role that its
// terms speak for.
func (s *scratch) confidence(r Role, quiet []bool) float64 {
	if r == Brand {
		return round(branded.rate())
	}
	if !s.explains(quiet) {
		return round(partly.rate())
	}
	return round(explained.rate())
}

// round leaves two digits, as many as the counts are good for.
func round(f float64) float64 { return math.Round(f*100) / 100 }

// counted is how many of the keywords with one kind of evidence two people gave
// the same role. The lists (solar panels, socks, a web site's error 500; 499
// keywords, three terms a role) are of other people and not part of the project.
type counted struct{ right, of int }

// rate is Laplace's estimate, so that ten of ten do not count as certain.
func (c counted) rate() float64 { return float64(c.right+1) / float64(c.of+2) }

// Need and solution are counted together, as each of the lists is mostly of one
// role. In the explained every word that is not silent is part of a term or a
// mark; in the partly explained some are not, and may be the name of a brand.
var (
	branded   = counted{30, 30}
	explained = counted{48, 50}
	partly    = counted{227, 362}
	nothing   = counted{0, 57} // no evidence of a role: they had one nevertheless
)

// ignoredConfidence is that in Other where the lexicon says so; it is an opinion,
// as the lists have no such terms.
const ignoredConfidence = 0.9

// rest is the chance of each other role then.
const rest = (1 - ignoredConfidence) / 3
