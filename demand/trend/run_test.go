package trend_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/demand/export"
	"github.com/needscape/needscape/demand/trend"
)

var (
	seriesFiles = flag.String("series", "", "exports with monthly numbers to backtest on: FILE,…")
	horizonFlag = flag.Int("horizon", 12, "months to forecast")
	trainFlag   = flag.Int("train", 0, "months before the first forecast; 0 for all but the horizon")
	stepFlag    = flag.Int("step", 0, "months between the forecasts of a series; 0 for one")
)

// TestBacktest prints how the methods do on exports that the caller has:
//
//	go test ./demand/trend -run '^TestBacktest$' -v -series ahrefs.csv,gkp.csv -horizon 5
func TestBacktest(t *testing.T) {
	if *seriesFiles == "" {
		t.Skip("no exports given by -series")
	}
	fmt.Println("| file | series | forecasts | horizon | method | MASE | sMAPE | in 80 % | in 95 % | width 80 % | score 95 % | wins | losses |")
	fmt.Println("|---|---|---|---|---|---|---|---|---|---|---|---|---|")
	for file := range strings.SplitSeq(*seriesFiles, ",") {
		series := read(t, file)
		require.NotEmpty(t, series, file)
		scores, skipped := trend.Backtest(series, trend.BacktestOptions{Horizon: *horizonFlag, Train: *trainFlag, Step: *stepFlag})
		for _, s := range scores {
			fmt.Printf("| %s | %d | %d | %d | %v | %.2f | %.1f | %s | %s | %s | %s | %d | %d |\n",
				strings.TrimSuffix(filepath.Base(file), ".csv"), s.Series, s.Forecasts, *horizonFlag, s.Method, s.MASE, s.SMAPE,
				percent(s.Interval80), percent(s.Interval95), times(s.Interval80.Width), times(s.Interval95.Winkler), s.Wins, s.Losses)
		}
		fmt.Printf("\n%s: %d distinct series, %d forecasts skipped\n\n", filepath.Base(file), len(series), skipped)
	}
}

func percent(c trend.Coverage) string {
	if c.Months == 0 {
		return "–"
	}
	return strconv.FormatFloat(100*c.Inside, 'f', 0, 64)
}

func times(x float64) string {
	if x == 0 {
		return "–"
	}
	return strconv.FormatFloat(x, 'f', 1, 64)
}

// read returns the distinct series of an export: a tool that lumps close variants prints
// one series several times.
func read(t *testing.T, file string) []trend.Series {
	b, err := os.ReadFile(file)
	require.NoError(t, err)
	if _, weeks, ok := strings.Cut(string(b), "\nWeek,"); ok {
		return readWeeks(t, weeks)
	}
	if filepath.Ext(file) == ".txt" {
		return readNumbers(t, string(b))
	}
	r := export.NewReader(bytes.NewReader(b), file)
	var out []trend.Series
	seen := make(map[string]bool)
	for {
		row, err := r.Read()
		var refused *demand.RowError
		if errors.As(err, &refused) {
			continue
		}
		if err == io.EOF {
			return out
		}
		require.NoError(t, err)
		if key := fmt.Sprint(row.Series); len(row.Series.Counts) > 0 && !seen[key] {
			seen[key] = true
			out = append(out, values(row.Series, r.Source().Measure))
		}
	}
}

// readNumbers reads a file of numbers: one series a line.
func readNumbers(t *testing.T, text string) []trend.Series {
	var out []trend.Series
	for line := range strings.Lines(text) {
		var s trend.Series
		for f := range strings.FieldsSeq(line) {
			x, err := strconv.ParseFloat(f, 64)
			require.NoError(t, err)
			s.Values = append(s.Values, trend.Exactly(x))
		}
		out = append(out, s)
	}
	return out
}

// readWeeks reads a timeline of Google Trends by week, from below "Week,": the mean of
// the weeks that begin in a month is that of the month. The first and the last month,
// which may lack weeks, are left out.
func readWeeks(t *testing.T, text string) []trend.Series {
	var out []trend.Series
	var sums []float64
	month, weeks, months := "", 0.0, 0
	end := func() {
		if months++; months > 2 { // the header's, and the first one
			for i, sum := range sums {
				out[i].Values = append(out[i].Values, trend.Exactly(sum/weeks))
			}
		}
	}
	for line := range strings.Lines(text) {
		cells := strings.Split(strings.TrimSpace(line), ",")
		if out == nil {
			out, sums = make([]trend.Series, len(cells)), make([]float64, len(cells))
			continue
		}
		if m := cells[0][:len("2020-11")]; m != month {
			end()
			month, weeks = m, 0
			clear(sums)
		}
		weeks++
		for i, c := range cells[1:] {
			x, err := strconv.ParseFloat(strings.Replace(c, "<1", "0.5", 1), 64)
			require.NoError(t, err)
			sums[i] += x
		}
	}
	return out
}

// values returns what a printed series can mean: numbers of a tool that rounds are the
// span that is rounded to them.
func values(s demand.Series, m demand.Measure) trend.Series {
	_, first := s.First.Date()
	out := trend.Series{First: first}
	rounded := m == demand.Searches && !slices.ContainsFunc(s.Counts, func(n int64) bool { return n != demand.NoCount && !demand.OnLadder(n) })
	for _, n := range s.Counts {
		v := demand.Count(n)
		if rounded {
			v = demand.Round(n)
		}
		if n == demand.NoCount {
			out.Values = append(out.Values, trend.Value{})
			continue
		}
		out.Values = append(out.Values, trend.Value{Low: float64(v.Low), Middle: float64(n), High: float64(v.High), Known: true})
	}
	return out
}
