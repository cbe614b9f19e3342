package demand

import "fmt"

// total adds the volumes of close variants, each search once.
type total struct {
	measure Measure
	parts   []part
}

// part is a number that stands for one or more variants.
type part struct {
	volume   Volume // with the bounds of all readings
	of       *entry
	key      int32 // its set of close variants
	doubtful bool  // the number may be that of keywords with another key, by their months
	either   bool  // it may be that of another part
}

// add counts one variant, and says how: with the part whose number it shares, if it does.
func (t *total) add(p part) (counted Counted, with *part, how string) {
	if !p.of.volume.Known() {
		return Uncounted, nil, "its volume is unknown"
	}
	if t.measure == Searches && p.of.lumping != Apart {
		if with, counted, how = t.same(&p); with != nil {
			if counted == Either {
				p.volume, p.either = Volume{High: p.of.volume.High, Reading: p.of.volume.Reading}, true
				t.parts = append(t.parts, p)
			}
			return counted, with, how
		}
	}
	if (t.measure == Index || t.measure == RankOrder) && len(t.parts) > 0 {
		return Uncounted, nil, "not added, the largest stands"
	}
	p.volume = p.of.volume
	t.parts = append(t.parts, p)
	if len(t.parts) == 1 {
		return Added, nil, "counted"
	}
	return Added, nil, "searches of its own, added"
}

// same finds the part whose number is that of a variant too, for sure or perhaps; nil if
// there is none.
func (t *total) same(p *part) (with *part, counted Counted, how string) {
	for _, near := range [2]bool{true, false} { // close variants before keywords with other words
		for i := range t.parts {
			q := &t.parts[i]
			if q.of.volume != p.of.volume || q.of.lumping == Apart || near != (q.key == p.key) {
				continue
			}
			a, b := q.of.series, p.of.series
			months := min(a.proof(), b.proof())
			same := fmt.Sprintf("the same number and the same %d months", months)
			switch {
			case a.Known() > 0 && b.Known() > 0 && !a.Equal(b) || months == 0 && q.either:
			case months == 0:
				return q, Either, "the same number may be the same searches, so the volume spans both readings"
			case near:
				return q, Once, same + ", counted once"
			case p.doubtful:
				return q, Either, same + " may be the same searches, so the volume spans both readings"
			default:
				return q, Once, same + ": counted together by the source"
			}
		}
	}
	return nil, Added, ""
}

// volume is what the parts add up to. It has a number where each of them has.
func (t *total) volume() Volume {
	var v Volume
	said := true
	for _, p := range t.parts {
		n, ok := p.volume.Said()
		said = said && ok
		v.Low = plus(v.Low, p.volume.Low)
		v.High = plus(v.High, p.volume.High)
		v.Number = plus(v.Number, n)
		v.Reading = max(v.Reading, p.volume.Reading)
	}
	if !said {
		v.Number, v.Reading = 0, Range
	}
	if len(t.parts) == 0 {
		return Volume{}
	}
	return v
}
