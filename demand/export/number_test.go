package export

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/needscape/needscape/demand"
)

var numbers = []struct {
	in   string
	want quantity
	err  error
}{
	{"", quantity{}, nil}, {" --", quantity{}, nil}, {"N/A", quantity{}, nil}, {"—", quantity{}, nil}, {"∞", quantity{}, nil},
	{"0", whole(0), nil}, {"5400", whole(5400), nil}, {"000123", whole(123), nil},
	{"1,300", whole(1300), nil}, {"1.300", whole(1300), nil}, {"1 300", whole(1300), nil}, {"1\u00a0300", whole(1300), nil},
	{"1\u202f300", whole(1300), nil}, {"1'300", whole(1300), nil}, {"1’300", whole(1300), nil},
	{"2,100,941", whole(2100941), nil}, {"2.100.941", whole(2100941), nil}, {"12,34,567", whole(1234567), nil},
	{"1300.0", whole(1300), nil}, {"1300.000", whole(1300), nil}, {"14800.00", whole(14800), nil}, {"1.300,00", whole(1300), nil},
	{"6,893.65", part(6894, 6893), nil}, {"10.000,50", part(10001, 10000), nil}, {"0.500", part(1, 0), nil}, {"12.4", part(12, 12), nil},
	{"1.5K", whole(1500), nil}, {"1,5 Tsd.", whole(1500), nil}, {"10 mil", whole(10000), nil}, {"2 тыс.", whole(2000), nil},
	{"1,2 Mio.", whole(1200000), nil}, {"3万", whole(30000), nil}, {"1.2E+06", whole(1200000), nil}, {"1.2345K", part(1235, 1234), nil},
	{"１３００", whole(1300), nil},
	{"1K – 10K", between(1000, 10000), nil}, {"100K – 1M", between(100000, 1000000), nil}, {"10 mil – 100 mil", between(10000, 100000), nil},
	{"10-100", between(10, 100), nil}, {"100 – 1 mil", between(100, 1000), nil}, {"10 – 100 mil", between(10000, 100000), nil},
	{"1,000 to 10,000", between(1000, 10000), nil}, {"<10", between(0, 9), nil}, {"< 10", between(0, 9), nil}, {"≤10", between(0, 10), nil},
	{">1M", between(1000000, demand.Unbounded), nil}, {"1M+", between(1000000, demand.Unbounded), nil},
	{"-5", quantity{}, ErrNegative}, {"-1,300", quantity{}, ErrNegative},
	{"67seasea", quantity{}, ErrNumber}, {"26.96%", quantity{}, ErrNumber}, {"₹0", quantity{}, ErrNumber}, {"1,30,0", quantity{}, ErrNumber},
	{"1.2.3", quantity{}, ErrNumber}, {"1300,000.0,0", quantity{}, ErrNumber}, {"K", quantity{}, ErrNumber}, {"1e", quantity{}, ErrNumber},
	{"2024-01-01", quantity{}, ErrNumber}, {"<", quantity{}, ErrNumber}, {"1-", quantity{}, ErrNumber}, {"1 – ", quantity{}, ErrNumber},
	{"1000000000000", whole(1000000000000), nil}, {"1000000000001", quantity{}, ErrTooLarge}, {"9e99", quantity{}, ErrTooLarge},
	{"99999999999999999999999", quantity{}, ErrTooLarge},
}

func whole(n int64) quantity { return quantity{said: true, number: n, low: n, high: n} }

func part(nearest, below int64) quantity {
	return quantity{said: true, number: nearest, low: below, high: below + 1}
}

func between(low, high int64) quantity { return quantity{ranged: true, low: low, high: high} }

func TestNumbers(t *testing.T) {
	for _, c := range numbers {
		got, err := parseQuantity([]byte(c.in))
		if assert.Equal(t, c.err, err, "%q", c.in) && err == nil {
			assert.Equal(t, c.want, got, "%q", c.in)
		}
	}
}

// FuzzNumber: no panic; what is read is in order and within what is believed.
func FuzzNumber(f *testing.F) {
	for _, c := range numbers {
		f.Add([]byte(c.in))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		q, err := parseQuantity(in)
		if err != nil {
			return
		}
		if q.low < 0 || q.low > q.high || q.said && (q.number < q.low || q.number > q.high || q.high > demand.MaxSearches) {
			t.Errorf("parseQuantity(%q) = %+v", in, q)
		}
	})
}
