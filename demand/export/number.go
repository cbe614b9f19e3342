package export

import (
	"encoding/binary"
	"math"
	"strings"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/keyword"
)

// A quantity is what a cell of a volume column says.
type quantity struct {
	said      bool  // it is a number
	ranged    bool  // it is bounds and no number
	number    int64 // rounded to the nearest
	low, high int64 // of a number with a fraction, rounded down and up
}

// missing are the ways in which tools write that they have no number. An infinity
// is one of them: Keyword Planner prints it where it divides by nothing.
var missing = map[string]bool{
	"": true, "-": true, "--": true, "---": true, "n/a": true, "#n/a": true, "n.a.": true, "na": true, "null": true,
	"nil": true, "nan": true, "none": true, "∞": true, "?": true, ".": true, "k.a.": true, "н/д": true, "#div/0!": true,
	"no data": true, "unknown": true, "not available": true, "—": true, "–": true,
	"알 수 없음": true, "unbekannt": true, "inconnu": true, "inconnue": true, "desconocido": true, "desconocida": true, "sconosciuto": true, "sconosciuta": true,
	"desconhecido": true, "desconhecida": true, "onbekend": true, "nieznana": true, "nieznany": true, "неизвестно": true, "不明": true, "未知": true,
}

// multipliers are the powers of ten that words and letters after a number stand
// for, in the interfaces of Keyword Planner and its kind.
var multipliers = map[string]int{
	"": 0, "k": 3, "m": 6, "b": 9, "bn": 9, "mm": 6, "g": 9,
	"thousand": 3, "million": 6, "billion": 9,
	"mil": 3, "mill": 6, "mill.": 6, "mi": 6, "millones": 6, "millón": 6, "milhões": 6, "milhão": 6, // es, pt
	"mille": 3, "mio": 6, "mio.": 6, "mrd": 9, "mrd.": 9, "md": 9, "tsd": 3, "tsd.": 3, // fr, de
	"mila": 3, "mln": 6, "mln.": 6, "mld": 9, // it, nl, pl
	"dzd": 3, "dzd.": 3, "duizend": 3, "tys": 3, "tys.": 3, // nl, pl
	"тыс": 3, "тыс.": 3, "млн": 6, "млн.": 6, "млрд": 9,
	"千": 3, "万": 4, "億": 8, "亿": 8, "천": 3, "만": 4, "억": 8, "천만": 7, "백만": 6,
}

// parseQuantity reads a cell. Numbers may have their thousands parted by commas,
// dots, spaces or apostrophes, a decimal part, a power of ten as a letter or word
// (1.5K, 10 mil, 1,2 Tsd., 1.2E+06), or be a range (1K – 10K, <10, 1M+).
//
// Volumes are whole numbers, so that a separator with three digits after it parts
// thousands: 1.300 and 1,300 are 1300, but 1300.0 and 0.500 are decimals.
//
// A zero quantity without error is a cell that says nothing.
func parseQuantity(b []byte) (quantity, error) {
	if n, ok := digits(b); ok {
		return quantity{said: true, number: n, low: n, high: n}, nil
	}
	if len(b) == 0 {
		return quantity{}, nil
	}
	s := keyword.Normalize(string(b))
	if missing[s] {
		return quantity{}, nil
	}
	if q, ok, err := parseBound(s); ok || err != nil {
		return q, err
	}
	if left, right, ok := cutRange(s); ok {
		return parseRange(left, right)
	}
	return parseNumber(s)
}

// parseNumber reads a single number.
func parseNumber(s string) (quantity, error) {
	d, err := parseDecimal(strings.TrimSpace(s))
	if err != nil {
		return quantity{}, err
	}
	return d.quantity()
}

// digits reads a plain number short enough to be believed.
func digits(b []byte) (int64, bool) {
	if len(b) == 0 || len(b) > 12 {
		return 0, false
	}
	n := int64(0)
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = 10*n + int64(c-'0')
	}
	return n, true
}

// shortNumber reads the n digits at a place of b if there are at most eight of
// them and as many bytes follow. It is [digits] without a branch for each digit,
// which takes a third off the time of a row with monthly searches; the
// multiplications add neighbours: 8 digits to 4 pairs, to 2 fours, to one number.
func shortNumber(b []byte, at, n int) (int64, bool) {
	if n <= 0 || n > 8 || at+8 > len(b) {
		return 0, false
	}
	const zeros, halves = 0x3030303030303030, 0xF0F0F0F0F0F0F0F0
	w := binary.LittleEndian.Uint64(b[at:])<<(64-8*n) | zeros>>(8*n)
	if w&halves != zeros || (w+0x0606060606060606)&halves != zeros {
		return 0, false
	}
	w = (w & 0x0F0F0F0F0F0F0F0F) * (10<<8 + 1) >> 8
	w = (w & 0x00FF00FF00FF00FF) * (100<<16 + 1) >> 16
	w = (w & 0x0000FFFF0000FFFF) * (10000<<32 + 1) >> 32
	return int64(w), true
}

// boundWords are bounds in words, and their signs.
var boundWords = []struct{ before, after, sign string }{
	{"less than ", "", "<"}, {"fewer than ", "", "<"}, {"under ", "", "<"}, {"weniger als ", "", "<"}, {"moins de ", "", "<"}, {"menos de ", "", "<"},
	{"meno di ", "", "<"}, {"minder dan ", "", "<"}, {"mniej niż ", "", "<"}, {"менее ", "", "<"}, {"", "미만", "<"}, {"", "未満", "<"}, {"", "以下", "<="},
	{"more than ", "", ">"}, {"over ", "", ">"}, {"", "以上", ">="}, {"", "이상", ">="},
}

// parseBound reads a bound: <10, ≤ 10, >1M, 1M+, 10 미만.
func parseBound(s string) (q quantity, ok bool, err error) {
	for _, w := range boundWords {
		if inner, ok := strings.CutPrefix(s, w.before); ok {
			if inner, ok = strings.CutSuffix(inner, w.after); ok {
				s = w.sign + strings.TrimSpace(inner)
				break
			}
		}
	}
	for _, sign := range []string{"<=", "≤", "<", ">=", "≥", ">"} {
		rest, found := strings.CutPrefix(s, sign)
		if !found {
			continue
		}
		n, err := parseNumber(rest)
		switch {
		case err != nil:
			return quantity{}, false, err
		case sign == "<" && n.low == n.high:
			return quantity{ranged: true, high: max(0, n.high-1)}, true, nil
		case sign[0] == '<' || sign == "≤":
			return quantity{ranged: true, high: n.high}, true, nil
		default:
			return quantity{ranged: true, low: n.low, high: demand.Unbounded}, true, nil
		}
	}
	if rest, found := strings.CutSuffix(s, "+"); found {
		n, err := parseNumber(rest)
		return quantity{ranged: true, low: n.low, high: demand.Unbounded}, err == nil, err
	}
	return quantity{}, false, nil
}

// cutRange cuts a range at its sign or word: 1K – 10K, 10 to 100, 10~100.
func cutRange(s string) (left, right string, ok bool) {
	for _, sign := range []string{" - ", "-", "~", " to ", " a ", " bis ", " à ", " do ", " tot ", " до "} {
		if i := strings.Index(s, sign); i > 0 && s[i-1] != 'e' {
			return strings.TrimSpace(s[:i]), strings.TrimSpace(s[i+len(sign):]), true
		}
	}
	return "", "", false
}

// parseRange reads both ends of a range. A power of ten that only the right one
// has belongs to both where the left number is the smaller: "10 – 100 mil", but
// not "100 – 1 mil".
func parseRange(left, right string) (quantity, error) {
	l, err := parseDecimal(left)
	if err != nil {
		return quantity{}, err
	}
	r, err := parseDecimal(right)
	if err != nil {
		return quantity{}, err
	}
	if l.power == 0 && r.power > 0 && l.less(r) {
		l.power = r.power
	}
	a, err := l.quantity()
	if err != nil {
		return quantity{}, err
	}
	b, err := r.quantity()
	if err != nil {
		return quantity{}, err
	}
	if a.low > b.high {
		return quantity{}, ErrNumber // 2025-01 is a date
	}
	return quantity{ranged: true, low: a.low, high: b.high}, nil
}

// A decimal is a number as it is written: digits before and after the point, and
// a power of ten.
type decimal struct {
	whole, fraction string
	power           int
}

// parseDecimal reads one number with its power of ten.
func parseDecimal(s string) (decimal, error) {
	negative := strings.HasPrefix(s, "-") && len(s) > 1
	if negative {
		s = s[1:]
	}
	end := strings.IndexFunc(s, func(r rune) bool { return !('0' <= r && r <= '9' || strings.ContainsRune(".,' ", r)) })
	if end < 0 {
		end = len(s)
	}
	mantissa, word := strings.TrimSpace(s[:end]), strings.TrimSpace(s[end:])
	if strings.HasSuffix(mantissa, ".") || strings.HasSuffix(mantissa, ",") {
		mantissa = mantissa[:len(mantissa)-1] // "1,300." is typed now and then
	}
	d, ok := group(mantissa)
	if !ok {
		return decimal{}, ErrNumber
	}
	if d.power, ok = powerOf(word); !ok {
		return decimal{}, ErrNumber
	}
	if d.power > 0 && d.fraction == "" && strings.ContainsAny(mantissa, ".,") {
		return decimal{}, ErrNumber // 1.234M is a million and some, or a billion and some
	}
	if negative {
		return decimal{}, ErrNegative
	}
	return d, nil
}

// powerOf reads the power of ten after a number, as a word or as E+06.
func powerOf(word string) (int, bool) {
	if p, ok := multipliers[word]; ok {
		return p, true
	}
	if rest, ok := strings.CutPrefix(word, "e"); ok {
		n, ok := digits([]byte(strings.TrimPrefix(rest, "+")))
		return int(n), ok && n < 100
	}
	return 0, false
}

// group tells apart separators of thousands and the decimal one.
func group(s string) (decimal, bool) {
	parts := strings.FieldsFunc(s, func(r rune) bool { return r < '0' })
	seps := strings.Map(func(r rune) rune {
		if r < '0' {
			return r
		}
		return -1
	}, s)
	if len(parts) == 0 || len(seps) != len(parts)-1 || s[0] < '0' {
		return decimal{}, false // none, two together, or one at an end
	}
	if len(parts) == 1 {
		return decimal{whole: s}, true
	}
	last := len(parts) - 1
	decimalPart := seps[last-1] != seps[0] || len(parts) == 2 && !(len(parts[1]) == 3 && len(parts[0]) <= 3 && parts[0][0] != '0')
	whole := parts
	d := decimal{}
	if decimalPart {
		if seps[last-1] != '.' && seps[last-1] != ',' {
			return decimal{}, false
		}
		d.fraction, whole = parts[last], parts[:last]
	}
	for i, p := range whole {
		sep := seps[:max(0, len(whole)-1)]
		// Groups of three, or of two as in India but for the last.
		switch {
		case i == 0 && (len(whole) == 1 || len(p) <= 3):
		case i > 0 && sep[i-1] == seps[0] && (len(p) == 3 || len(p) == 2 && i < len(whole)-1):
		default:
			return decimal{}, false
		}
		d.whole += p
	}
	return d, true
}

// less compares two numbers without their powers of ten.
func (d decimal) less(e decimal) bool {
	a, b := strings.TrimLeft(d.whole, "0"), strings.TrimLeft(e.whole, "0")
	if len(a) != len(b) {
		return len(a) < len(b)
	}
	return a < b || a == b && d.fraction < e.fraction
}

// quantity works the number out, exactly.
func (d decimal) quantity() (quantity, error) {
	fraction := d.fraction
	if n := d.power - len(fraction); n > 0 {
		fraction += strings.Repeat("0", n)
	}
	all := strings.TrimLeft(d.whole+fraction[:d.power], "0")
	rest := strings.TrimRight(fraction[d.power:], "0")
	n := int64(0)
	for _, c := range all {
		if n > math.MaxInt64/100 {
			return quantity{}, ErrTooLarge
		}
		n = 10*n + int64(c-'0')
	}
	q := quantity{said: true, number: n, low: n, high: n}
	if rest != "" {
		q.high++
		if rest[0] >= '5' {
			q.number++
		}
	}
	if q.high > demand.MaxSearches {
		return quantity{}, ErrTooLarge
	}
	return q, nil
}
