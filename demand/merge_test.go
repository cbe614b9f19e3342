package demand_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/keyword"
)

// A file is a source with its rows, as they can be split.
type file struct {
	source demand.Source
	rows   []any // Row or *RowError
}

// fixtures are markets of one or more files that say of few keywords many things.
var fixtures = map[string]func(*rand.Rand) []file{
	"nothing": func(r *rand.Rand) []file { return []file{{source: demand.Source{File: "a.csv"}}} },
	"one keyword, every volume": func(r *rand.Rand) []file {
		f := file{source: demand.Source{File: "a.csv", Format: "list"}}
		for range 60 {
			f.rows = append(f.rows, demand.Row{Keyword: "rash", Volume: anyVolume(r), Series: anySeries(r), Branded: keyword.Said(r.IntN(3))})
		}
		return []file{f}
	},
	"many keywords, some repeated": func(r *rand.Rand) []file {
		f := file{source: demand.Source{File: "b.csv", Format: "tool", Lumping: demand.Lumps, Rules: []string{"ladder"}, Notes: []string{"volumes are rounded", "a note"}}}
		for _, row := range makeRows(400) {
			row.Branded = keyword.Said(r.IntN(5) % 3)
			f.rows = append(f.rows, row)
		}
		return []file{f}
	},
	"two files and refused rows": func(r *rand.Rand) []file {
		a, b := file{source: demand.Source{File: "a.csv", Lumping: demand.Apart}}, file{source: demand.Source{File: "b.csv", Format: "tool", Lumping: demand.Lumps}}
		for range 200 {
			f := []*file{&a, &b}[r.IntN(2)]
			if r.IntN(5) == 0 {
				f.rows = append(f.rows, &demand.RowError{File: f.source.File, Line: 1 + r.IntN(4), Column: r.IntN(2), Header: []string{"", "Volume"}[r.IntN(2)],
					Text: fmt.Sprint(r.IntN(3)), Volume: r.Int64N(2), Err: errors.New([]string{"no number", "no keyword"}[r.IntN(2)])})
				continue
			}
			f.rows = append(f.rows, demand.Row{Keyword: fmt.Sprint("rash ", r.IntN(40)), Volume: anyVolume(r), Series: anySeries(r)})
		}
		return []file{a, b}
	},
	"places": func(r *rand.Rand) []file {
		f := file{source: demand.Source{File: "ranks.csv", Measure: demand.RankOrder}}
		for range 100 {
			f.rows = append(f.rows, demand.Row{Keyword: fmt.Sprint("cream ", r.IntN(30)), Rank: r.Int64N(20)})
		}
		return []file{f}
	},
	"searches a day": func(r *rand.Rand) []file {
		f := file{source: demand.Source{File: "day.csv", Period: demand.PerDay}}
		for i := range 100 {
			f.rows = append(f.rows, demand.Row{Keyword: fmt.Sprint("powder ", r.IntN(30)), Volume: anyVolume(r)})
			if i%9 == 0 {
				f.rows = append(f.rows, &demand.RowError{File: "day.csv", Line: i + 1, Volume: 7, Err: errors.New("no keyword")})
			}
		}
		return []file{f}
	},
}

// anyVolume returns one of few volumes of each kind, so that they meet and tie.
func anyVolume(r *rand.Rand) demand.Volume {
	n := []int64{0, 50, 110, 500, 5000}[r.IntN(5)]
	switch r.IntN(9) {
	case 0:
		return demand.Volume{}
	case 1:
		v, _ := demand.InBucket(50)
		return v
	case 2:
		return demand.Between(n, n+10*r.Int64N(3))
	case 3:
		return demand.Between(n, demand.Unbounded)
	case 4:
		return demand.Count(n)
	case 5:
		return demand.RoundDigits(n)
	case 6:
		return demand.Volume{Low: 10, High: 100, Number: 50, Reading: demand.Rounded} // as a bucket, of another reading
	default:
		return demand.Round(n)
	}
}

// anySeries returns one of few series of each kind.
func anySeries(r *rand.Rand) demand.Series {
	if r.IntN(3) == 0 {
		return demand.Series{First: demand.Month(r.IntN(2))}
	}
	s := demand.Series{First: demand.Month(24300 + r.IntN(2)), Reading: []demand.Reading{demand.Unknown, demand.Exact, demand.Rounded, demand.Bucket, demand.Relative}[r.IntN(5)]}
	for range 1 + r.IntN(3) {
		s.Counts = append(s.Counts, []int64{demand.NoCount, 0, 50, 110, 111}[r.IntN(5)])
	}
	return s
}

// read returns the market of files.
func read(t testing.TB, files ...file) *demand.Market {
	t.Helper()
	m := market(t)
	for _, f := range files {
		f.source.Rows = len(f.rows)
		for _, r := range f.rows {
			if _, refused := r.(*demand.RowError); refused {
				f.source.Refused++
			}
		}
		require.NoError(t, m.Read(t.Context(), &list{rows: f.rows, source: f.source}))
	}
	return m
}

// merge merges markets in a random order and association.
func merge(t testing.TB, r *rand.Rand, parts []*demand.Market) *demand.Market {
	t.Helper()
	for len(parts) > 1 {
		r.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
		require.NoError(t, parts[0].Merge(parts[len(parts)-1]))
		parts = parts[:len(parts)-1]
	}
	return parts[0]
}

func bytesOf(t testing.TB, m *demand.Market) []byte {
	t.Helper()
	b, err := m.MarshalBinary()
	require.NoError(t, err)
	return b
}

// TestSplit: the parts of files, split at random, merge to what the whole is.
func TestSplit(t *testing.T) {
	for name, make := range fixtures {
		t.Run(name, func(t *testing.T) {
			for seed := range uint64(30) {
				r := rand.New(rand.NewPCG(seed, 1))
				files := make(r)
				whole := read(t, files...)
				want := bytesOf(t, whole)
				parts := []*demand.Market{market(t)}
				for _, f := range files {
					split := slices.Repeat([]file{{source: f.source}}, 1+r.IntN(6))
					for _, row := range f.rows {
						k := r.IntN(len(split))
						split[k].rows = append(split[k].rows, row)
					}
					for _, part := range split {
						r.Shuffle(len(part.rows), func(i, j int) { part.rows[i], part.rows[j] = part.rows[j], part.rows[i] })
						parts = append(parts, read(t, part))
					}
				}
				if seed%2 == 0 { // through bytes
					for i, p := range parts {
						parts[i] = market(t)
						require.NoError(t, parts[i].UnmarshalBinary(bytesOf(t, p)))
					}
				}
				merged := merge(t, r, parts)
				require.Equal(t, want, bytesOf(t, merged), "seed %d", seed)
				wantReport, got := report(t, whole), report(t, merged)
				require.ElementsMatch(t, reasons(wantReport), reasons(got), "seed %d", seed)
				require.True(t, slices.IsSortedFunc(got.Refused, byLine))
				wantReport.Refused, got.Refused = nil, nil
				require.Equal(t, wantReport, got, "seed %d", seed)
			}
		})
	}
}

func byLine(a, b *demand.RowError) int {
	if a.File != b.File {
		return map[bool]int{true: -1, false: 1}[a.File < b.File]
	}
	return a.Line - b.Line
}

// reasons returns the refused rows, their reasons as texts.
func reasons(r *demand.Report) []demand.RowError {
	var out []demand.RowError
	for _, e := range r.Refused {
		row := *e
		row.Err = errors.New(e.Err.Error())
		out = append(out, row)
	}
	return out
}

// TestMergeOfSources: parts of one file are one source; what says different things of its
// numbers is not one.
func TestMergeOfSources(t *testing.T) {
	part := func(notes []string, rows ...any) *demand.Market {
		return read(t, file{demand.Source{File: "a.csv", Rules: notes, Notes: notes}, rows})
	}
	row, lost := demand.Row{Keyword: "rash", Volume: demand.Count(5)}, &demand.RowError{File: "a.csv", Line: 2, Volume: 3, Err: errors.New("no")}
	m := part([]string{"z", "b"}, row, lost)
	require.NoError(t, m.Merge(part([]string{"z", "b"}, row)))
	assert.Equal(t, []demand.Source{{File: "a.csv", Rules: []string{"z", "b"}, Notes: []string{"z", "b"}, Rows: 3, Refused: 1}}, report(t, m).Sources)
	require.NoError(t, m.Merge(part([]string{"a", "b"}, row)))
	require.NoError(t, m.Merge(read(t, file{demand.Source{File: "a.csv", Lumping: demand.Apart}, []any{row}})))
	require.NoError(t, m.Merge(read(t, file{demand.Source{File: "Z.csv"}, []any{row}})))
	r := report(t, m)
	assert.Equal(t, []demand.Source{
		{File: "Z.csv", Rows: 1},
		{File: "a.csv", Rules: []string{"a", "b", "z"}, Notes: []string{"a", "b", "z"}, Rows: 4, Refused: 1},
		{File: "a.csv", Lumping: demand.Apart, Rows: 1},
	}, r.Sources)
	assert.Equal(t, demand.Totals{Rows: 6, Refused: 1, Keywords: 1, Terms: 1, Repeated: 1, In: 28, Placed: 25, Lost: 3}, r.Totals)

	require.NoError(t, m.Merge(m), "with itself")
	assert.Equal(t, demand.Totals{Rows: 12, Refused: 2, Keywords: 1, Terms: 1, Repeated: 1, In: 56, Placed: 50, Lost: 6}, report(t, m).Totals)
}

// TestMergeOfMeasures: what counts different things is not merged, and left as it was; an
// empty market counts nothing; days become months.
func TestMergeOfMeasures(t *testing.T) {
	searches := read(t, file{demand.Source{File: "a"}, []any{demand.Row{Keyword: "rash", Volume: demand.Count(304)}}})
	clicks := read(t, file{demand.Source{File: "b", Measure: demand.Clicks}, []any{demand.Row{Keyword: "rash", Volume: demand.Count(5)}}})
	before := bytesOf(t, searches)
	assert.ErrorIs(t, searches.Merge(clicks), demand.ErrMeasure)
	assert.EqualError(t, clicks.Merge(searches), "demand: different measures cannot be added or compared: one market counts clicks, the other searches")
	assert.Equal(t, before, bytesOf(t, searches))
	empty := market(t)
	require.NoError(t, empty.Merge(clicks))
	assert.Equal(t, demand.Clicks, report(t, empty).Measure)

	days := func() *demand.Market {
		return read(t, file{demand.Source{File: "c", Period: demand.PerDay}, []any{demand.Row{Keyword: "rash", Volume: demand.Count(10)}, demand.Row{Keyword: "cream", Volume: demand.Count(1)},
			&demand.RowError{File: "c", Volume: 10, Err: errors.New("no")}}})
	}
	a, b := searches, days()
	require.NoError(t, b.Merge(a))
	require.NoError(t, a.Merge(days()))
	assert.Equal(t, bytesOf(t, a), bytesOf(t, b))
	r := report(t, a)
	assert.Equal(t, demand.PerMonth, r.Period)
	assert.Equal(t, demand.Volume{Low: 304, High: 305, Number: 304, Reading: demand.Exact}, r.Terms[0].Volume)
	assert.Equal(t, demand.Totals{Rows: 4, Refused: 1, Keywords: 2, Terms: 2, Repeated: 1, Varying: 1, In: 304 + 304 + 30 + 304, Placed: 304 + 304 + 30, Lost: 304}, r.Totals)
}

// TestReadPeriods: what counts by the day and what counts by the month are the same market
// in either order, and as merged.
func TestReadPeriods(t *testing.T) {
	row := func(k string, n int64) any { return demand.Row{Keyword: k, Volume: demand.Count(n)} }
	days := file{demand.Source{File: "d", Period: demand.PerDay}, []any{row("rash", 100), row("cream", 3), &demand.RowError{File: "d", Volume: 10, Err: errors.New("no")}}}
	months := file{demand.Source{File: "m"}, []any{row("rash", 3000), row("desitin", 100)}}
	want := bytesOf(t, read(t, months, days))
	assert.Equal(t, want, bytesOf(t, read(t, days, months)))
	merged := read(t, days)
	require.NoError(t, merged.Merge(read(t, months)))
	assert.Equal(t, want, bytesOf(t, merged))
}

// TestMergeGoesOn: a market that was merged or decoded can be read into.
func TestMergeGoesOn(t *testing.T) {
	rows := makeRows(3000)
	whole, half := market(t), market(t)
	for i, r := range rows {
		whole.Add(r)
		if i < 1000 {
			half.Add(r)
		}
	}
	report(t, half)
	other := market(t)
	for _, r := range rows[1000:2000] {
		other.Add(r)
	}
	require.NoError(t, half.Merge(other))
	decoded := market(t)
	decoded.Lump.Maybe = -1
	require.NoError(t, decoded.UnmarshalBinary(bytesOf(t, half)))
	assert.Equal(t, demand.LumpOptions{Maybe: -1}, decoded.Lump, "is not in bytes")
	decoded.Lump = half.Lump
	for _, r := range rows[2000:] {
		half.Add(r)
		decoded.Add(r)
	}
	assert.Equal(t, report(t, whole), report(t, half))
	assert.Equal(t, report(t, whole), report(t, decoded))

	before := report(t, whole)
	for _, m := range []*demand.Market{whole, half, decoded} {
		_, err := m.Learn(t.Context())
		require.NoError(t, err)
	}
	assert.NotEqual(t, before, report(t, whole))
	assert.Equal(t, report(t, whole), report(t, half), "as learnt of the same keywords")
	assert.Equal(t, report(t, whole), report(t, decoded))
}

// TestMonthsUnite: a keyword has the months of all its rows, whichever comes first.
func TestMonthsUnite(t *testing.T) {
	series := func(first demand.Month, r demand.Reading, counts ...int64) demand.Series {
		return demand.Series{First: first, Counts: counts, Reading: r}
	}
	r := rand.New(rand.NewPCG(7, 7))
	for range 300 {
		var rows []demand.Row
		want := map[demand.Month]int64{} // of the dated rows that are rounded, unless one is exact
		exact := r.IntN(3) == 0
		for range 1 + r.IntN(4) {
			first, counts := demand.Month(24300+r.IntN(20)), make([]int64, 1+r.IntN(14))
			reading := demand.Rounded
			if exact && (len(rows) == 0 || r.IntN(2) == 0) {
				reading = demand.Exact
			}
			for i := range counts {
				counts[i] = int64(r.IntN(4)*10) - 1
				counts[i] = max(counts[i], demand.NoCount)
				if m := first + demand.Month(i); counts[i] != demand.NoCount && (reading == demand.Exact || !exact) {
					want[m] = max(want[m], counts[i])
				}
			}
			rows = append(rows, demand.Row{Keyword: "rash", Volume: demand.Round(int64(10 * (1 + r.IntN(3)))), Series: series(first, reading, counts...)})
		}
		if r.IntN(2) == 0 {
			rows = append(rows, demand.Row{Keyword: "rash", Volume: demand.Round(10), Series: series(0, demand.Relative, 100, 50)})
		}
		var bytes []byte
		for range 3 {
			r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
			m := market(t)
			for _, row := range rows {
				m.Add(row)
			}
			got := report(t, m).Terms[0].Series
			known := map[demand.Month]int64{}
			for i, n := range got.Counts {
				if n != demand.NoCount {
					known[got.First+demand.Month(i)] = n
				}
			}
			assert.Equal(t, want, known)
			b, err := m.MarshalBinary()
			require.NoError(t, err)
			if bytes == nil {
				bytes = b
			}
			require.Equal(t, bytes, b)
		}
	}
}
