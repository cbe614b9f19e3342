package demand_test

import (
	"encoding"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"hash/crc32"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/keyword"
)

// TestEncodingOfMarket holds the bytes of version 1 against their description, written by
// hand.
func TestEncodingOfMarket(t *testing.T) {
	m := read(t, file{demand.Source{File: "a.csv", Format: "f", Rules: []string{"r"}, Notes: []string{"n"}, Lumping: demand.Lumps}, []any{
		demand.Row{Keyword: "rashes", Volume: demand.Round(50), Series: months(50, demand.NoCount, 40), Branded: keyword.SaidNo},
		demand.Row{Keyword: "rash", Volume: demand.Count(7)},
		demand.Row{Keyword: "rash", Volume: demand.Between(3, 5)},
		&demand.RowError{File: "a.csv", Line: 5, Column: 1, Header: "V", Text: "x", Volume: -1, Err: errors.New("no")},
	}})
	body := "needscape market\x01" + "\x00\x00" + // searches a month
		"\x01" + "\x05a.csv" + "\x01f" + "\x00\x00\x01" + "\x08\x02" + "\x01\x01r" + "\x01\x01n" + // one source: lumps; 4 rows, 1 refused; a rule, a note
		"\x01" + "\x01" + "\x00\x05a.csv" + "\x0a\x02" + "\x00\x01V" + "\x01x" + "\x01" + "\x00\x02no" + // -1 lost with one row
		"\x02" + // keywords
		"\x00\x04rash" + "\x44" + "\x0c\x00\x06\x04" + "\x07\x02" + "\x01\x0e" + "\x0e" + // 3 to 7; two rows that vary; 7 the most; sum 7
		"\x04\x02es" + "\x26" + "\x02\x05" + "\x00\xd8\xfb\x02\x03" + "\x64\x65\x52" // no brand; 50, the fifth of the ladder; 50, none, 40
	want := binary.LittleEndian.AppendUint32([]byte(body), crc32.Checksum([]byte(body), crc32.MakeTable(crc32.Castagnoli)))
	assert.Equal(t, hex.Dump(want), hex.Dump(bytesOf(t, m)))
	more, err := m.AppendBinary([]byte("before"))
	require.NoError(t, err)
	assert.Equal(t, "before"+string(want), string(more))
}

// TestOneEncoding: bytes that say the same in another way are refused, and so is what cannot
// be, even with its checksum.
func TestOneEncoding(t *testing.T) {
	const head, rash, rashes = "needscape market\x01\x00\x00\x00\x00\x00", "\x00\x04rash\x00\x01\x0e", "\x04\x02es\x00\x01\x0e"
	decode := func(body string) error {
		return market(t).UnmarshalBinary(binary.LittleEndian.AppendUint32([]byte(body), crc32.Checksum([]byte(body), crc32.MakeTable(crc32.Castagnoli))))
	}
	require.NoError(t, decode(head+"\x02"+rash+rashes))
	for name, body := range map[string]string{
		"another version":           "needscape market\x02" + head[17:] + "\x02" + rash + rashes,
		"a measure that is none":    "needscape market\x01\x05\x00\x00\x00\x00\x00",
		"a period that is none":     "needscape market\x01\x00\x02\x00\x00\x00\x00",
		"not in order":              head + "\x02" + "\x00\x06rashes\x00\x01\x0e" + "\x04\x00\x00\x01\x0e",
		"twice":                     head + "\x02" + rash + "\x04\x00\x00\x01\x0e",
		"less shared than could be": head + "\x02" + rash + "\x03\x03hes\x00\x01\x0e",
		"more shared than there is": head + "\x02" + rash + "\x05\x01s\x00\x01\x0e",
		"a count with a zero":       head + "\x81\x00" + rash,
		"a number with a zero":      head + "\x01" + "\x00\x04rash\x00\x01\x8e\x00",
		"more than there are":       head + "\xff\xff\xff\xff\x7f" + rash,
		"a text beyond the end":     head + "\x01\x00\x7frash\x00\x01\x0e",
		"bounds that a number has":  head + "\x01\x00\x04rash\x00\x09\x0e\x0e\x00",
		"one row said to be many":   head + "\x01\x00\x04rash\x40\x01\x0e\x00\x01",
		"a ladder with 78 values":   head + "\x01\x00\x04rash\x00\x02\x4d",
		"months beyond the end":     head + "\x01\x00\x04rash\x20\x01\x0e\x00\x02\xff\xff\x7f\x00",
		"more than all":             head + "\x01" + rash + rash,
	} {
		assert.ErrorIs(t, decode(body), demand.ErrEncoding, name)
	}
}

// TestDamagedMarket: each cut and each changed byte is found.
func TestDamagedMarket(t *testing.T) {
	b := bytesOf(t, read(t, fixtures["two files and refused rows"](rand.New(rand.NewPCG(1, 1)))...))
	m := read(t, file{demand.Source{File: "x"}, []any{demand.Row{Keyword: "rash"}}})
	before := bytesOf(t, m)
	for i := range b {
		require.ErrorIs(t, m.UnmarshalBinary(b[:i]), demand.ErrEncoding)
		b[i] ^= 1 << (i % 8)
		require.ErrorIs(t, m.UnmarshalBinary(b), demand.ErrEncoding)
		b[i] ^= 1 << (i % 8)
	}
	require.ErrorIs(t, m.UnmarshalBinary(append(b, 0)), demand.ErrEncoding)
	assert.Equal(t, before, bytesOf(t, m), "left as it was")
	require.NoError(t, m.UnmarshalBinary(b))
	assert.Equal(t, b, bytesOf(t, m))
}

// FuzzMarketBinary: bytes, with the checksum that they would have, are refused or encoded
// to themselves, and what they hold can be reported.
func FuzzMarketBinary(f *testing.F) {
	for seed := range uint64(3) {
		for _, make := range fixtures {
			files := make(rand.New(rand.NewPCG(seed, 1)))
			for i := range files {
				files[i].rows = files[i].rows[:min(len(files[i].rows), 20)]
			}
			b := bytesOf(f, read(f, files...))
			f.Add(b[:len(b)-4])
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		b = binary.LittleEndian.AppendUint32(b[:len(b):len(b)], crc32.Checksum(b, crc32.MakeTable(crc32.Castagnoli)))
		m := market(t)
		if err := m.UnmarshalBinary(b); err != nil {
			require.ErrorIs(t, err, demand.ErrEncoding)
			return
		}
		require.Equal(t, b, bytesOf(t, m))
		other := market(t)
		require.NoError(t, other.Merge(m))
		require.Equal(t, b, bytesOf(t, other))
		for _, months := range report(t, m).Months(1, func(*demand.Term) int { return 0 }) {
			roundTrip(t, &months, new(demand.Months))
		}
	})
}

// binaryValue encodes and decodes itself.
type binaryValue interface {
	encoding.BinaryAppender
	encoding.BinaryMarshaler
	encoding.BinaryUnmarshaler
}

// roundTrip requires that a value decodes to itself, from its bytes alone.
func roundTrip(t testing.TB, v, back binaryValue) {
	t.Helper()
	b, err := v.MarshalBinary()
	require.NoError(t, err)
	more, err := v.AppendBinary([]byte("x"))
	require.NoError(t, err)
	require.Equal(t, "x"+string(b), string(more))
	require.NoError(t, back.UnmarshalBinary(b))
	require.Equal(t, v, back)
	require.ErrorIs(t, back.UnmarshalBinary(append(b, 0)), demand.ErrEncoding)
	require.ErrorIs(t, back.UnmarshalBinary(b[:len(b)-1]), demand.ErrEncoding)
	require.Equal(t, v, back, "left as it was")
}

// anyAnswers returns values of each kind that is part of an answer.
func anyAnswers(t testing.TB, r *rand.Rand) []binaryValue {
	var c demand.Counting
	values := []binaryValue{anySum(r), anyMonths(r), &demand.Ladder{Name: "x", Part: -1}, &c, &demand.Poll{Asked: 10, Yes: r.Int64N(10), Unanswered: -1, Voluntary: true},
		&demand.Poll{First: time.Date(2026, 1, 2, 3, 4, 5, 6, time.UTC), Last: time.Unix(1<<40, 0).UTC()}, &demand.Outcomes{Grown: 1, Gone: -2}}
	before, after := lawful(r)
	for _, s := range []demand.Snapshot{before, after} {
		for _, l := range s.Report.Ladders(demand.By(r.IntN(2)), demand.Parts{}) {
			values = append(values, &l)
		}
		c.Merge(s.Report.Counting())
	}
	d := diff(t, before, after, demand.DiffOptions{})
	return append(values, &d.Total, &d.Total.Terms)
}

// TestEncodingOfAnswers: what answers add up decodes to itself, with all that follows from
// it, and the zero of each.
func TestEncodingOfAnswers(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 1))
	for range 20 {
		for _, v := range anyAnswers(t, r) {
			back := reflect.New(reflect.TypeOf(v).Elem()).Interface().(binaryValue)
			zero := reflect.New(reflect.TypeOf(v).Elem()).Interface().(binaryValue)
			roundTrip(t, zero, back)
			roundTrip(t, v, back)
		}
	}
}

// FuzzBinary: bytes are refused, or those of a sum or another part of an answer.
func FuzzBinary(f *testing.F) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 10 {
		for _, v := range anyAnswers(f, r) {
			b, err := v.MarshalBinary()
			require.NoError(f, err)
			f.Add(b)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, v := range []binaryValue{new(demand.Sum), new(demand.Months), new(demand.Ladder), new(demand.Counting), new(demand.Poll), new(demand.Outcomes), new(demand.Movement)} {
			if err := v.UnmarshalBinary(b); err != nil {
				require.ErrorIs(t, err, demand.ErrEncoding)
				continue
			}
			again, err := v.MarshalBinary()
			require.NoError(t, err)
			require.Equal(t, b, again)
		}
	})
}

// anySum returns a sum of some volumes, often of none and sometimes of the largest.
func anySum(r *rand.Rand) *demand.Sum {
	var s demand.Sum
	for range r.IntN(4) {
		s.Add(anyVolume(r))
		if r.IntN(5) == 0 {
			s.Add(demand.Between(r.Int64N(math.MaxInt64), math.MaxInt64-1))
		}
	}
	return &s
}

func TestEncodingOfSums(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 1000 {
		roundTrip(t, anySum(r), new(demand.Sum))
		roundTrip(t, anyMonths(r), new(demand.Months))
	}
	b, err := demand.Sum{}.MarshalBinary()
	require.NoError(t, err)
	assert.Equal(t, make([]byte, 8), b)
	b, err = (demand.Months{First: 7}).MarshalBinary()
	require.NoError(t, err)
	assert.Equal(t, []byte{0}, b, "none, whatever the first of them is")
}
