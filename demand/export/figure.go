package export

import (
	"cmp"
	"strconv"
	"strings"
	"unicode"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/keyword"
)

// micros reads one end of a range of prices in millionths.
func micros(m *demand.Money, end *float64, cell string) error {
	x, err := amount(cell)
	if err != nil {
		return err
	}
	*end = x / 1e6
	m.High = max(m.Low, m.High)
	m.Known = true
	return nil
}

// figure reads a number and divides it.
func figure(f *demand.Figure, cell string, by float64) error {
	x, err := amount(strings.TrimSuffix(cell, "%"))
	if err != nil {
		return err
	}
	*f = demand.Figure{Value: x / by, Known: true}
	return nil
}

func grown(f *demand.Facts, c factColumn, cell string) error {
	g, err := growth(cell)
	if err == nil {
		g.Name = c.name
		f.Growth = append(f.Growth, g)
	}
	return err
}

// growth reads a change: 900%, +3.700 %, -19%, -0.19, Breakout. Words may stand
// around a percentage: 2,250% 増加. A percentage is whole, so that a separator with
// three digits behind it parts thousands.
func growth(cell string) (demand.Growth, error) {
	if breakouts[keyword.Normalize(cell)] {
		return demand.Growth{Change: 50, AtLeast: true}, nil
	}
	number, _, percent := strings.Cut(strings.Replace(cell, "％", "%", 1), "%")
	number = strings.Replace(strings.TrimSpace(number), "−", "-", 1)
	if percent {
		number = number[strings.LastIndexFunc(number, unicode.IsLetter)+1:]
	}
	number = strings.TrimPrefix(strings.TrimSpace(number), "+")
	sign := 1.0
	if rest, ok := strings.CutPrefix(number, "-"); ok {
		number, sign = rest, -1
	}
	if !percent {
		x, err := amount(number)
		return demand.Growth{Change: sign * x}, err
	}
	x, err := amount(number)
	if q, qerr := parseNumber(keyword.Normalize(number)); qerr == nil && q.low == q.high {
		x, err = float64(q.number), nil
	}
	return demand.Growth{Change: sign * x / 100}, err
}

// breakouts are the words of Google Trends for a growth of 5,000 % or more.
var breakouts = map[string]bool{
	"breakout": true, "aumento puntual": true, "impennata": true, "record": true, "ausbruch": true, "ausreißer": true, "starker anstieg": true,
	"aumento repentino": true, "doorbraak": true, "сверхпопулярность": true, "急激増加": true, "急上昇": true, "급등": true, "飙升": true, "przebój": true,
}

// signs are currencies by their signs, those that are of one currency only.
var signs = map[string]string{
	"€": "EUR", "£": "GBP", "₹": "INR", "₽": "RUB", "₩": "KRW", "zł": "PLN", "us$": "USD", "r$": "BRL", "a$": "AUD", "c$": "CAD", "ca$": "CAD",
	"₺": "TRY", "₴": "UAH", "₫": "VND", "₱": "PHP", "฿": "THB", "₪": "ILS", "kč": "CZK", "chf": "CHF",
}

// amounts reads a price or the range of one, with its currency: ₹1,418.52, 0,50 €,
// $1.20 - $3.40.
func amounts(cell string) (low, high float64, currency string, err error) {
	left, right, ok := strings.Cut(cell, " - ")
	if !ok {
		left, right, ok = strings.Cut(cell, "–")
	}
	if !ok {
		right = left
	}
	if low, currency, err = price(left); err != nil {
		return 0, 0, "", err
	}
	if high, _, err = price(right); err == nil && low > high {
		err = ErrNumber
	}
	return low, high, currency, err
}

// price reads one price with the sign or the code of its currency on either side.
func price(s string) (float64, string, error) {
	s = strings.TrimSpace(s)
	isSign := func(r rune) bool { return unicode.IsLetter(r) || unicode.Is(unicode.Sc, r) }
	rest := strings.TrimLeftFunc(s, isSign)
	sign := s[:len(s)-len(rest)]
	number := strings.TrimRightFunc(rest, isSign)
	sign = cmp.Or(sign, rest[len(number):])
	x, err := amount(strings.TrimSpace(number))
	if code, ok := signs[strings.ToLower(sign)]; ok {
		sign = code
	}
	return x, sign, err
}

// amount reads a number of any kind but a count: of one separator the last part is
// a fraction, unless it is a comma with three digits behind it.
func amount(s string) (float64, error) {
	if x, err := strconv.ParseFloat(s, 64); err == nil {
		if x < 0 {
			return 0, ErrNegative
		}
		if x <= 1e15 && s[0] != '+' && strings.IndexByte("0123456789.", s[0]) >= 0 {
			return x, nil
		}
		return 0, ErrNumber
	}
	s = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\'' || r == '’' {
			return -1
		}
		return r
	}, s)
	dot, comma := strings.LastIndexByte(s, '.'), strings.LastIndexByte(s, ',')
	switch {
	case dot > comma: // 6,893.65
		s = strings.ReplaceAll(s, ",", "")
	case dot >= 0 || strings.Count(s, ",") == 1 && len(s)-comma != 4: // 6.893,65; 0,5
		s = strings.Replace(strings.ReplaceAll(s, ".", ""), ",", ".", 1)
	default: // 1,418; 1,234,567
		s = strings.ReplaceAll(s, ",", "")
	}
	if s == "" || strings.IndexByte("0123456789.", s[0]) < 0 {
		return 0, ErrNumber
	}
	x, err := strconv.ParseFloat(s, 64)
	if err != nil || x > 1e15 {
		return 0, ErrNumber
	}
	return x, nil
}
