package export_test

import (
	"bytes"
	"encoding/csv"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/needscape/needscape/demand/export"
)

// plannerFile makes an export of Keyword Planner with a title, a date, 26 columns
// and rounded numbers in each month.
func plannerFile(rows int) []byte {
	months := strings.Fields("Jun Jul Aug Sep Oct Nov Dec Jan Feb Mar Apr May")
	ladder := []int{10, 20, 50, 90, 140, 260, 480, 880, 1300, 2400, 4400, 8100, 14800, 33100}
	needs := strings.Fields("diaper rash baby eczema cradle cap teething colic fever cream ointment powder wipes natural organic best newborn toddler")
	random := rand.New(rand.NewPCG(1, 2))
	var b bytes.Buffer
	b.WriteString("Keyword Stats 2026-06-02 at 10_11_12\n\"June 1, 2025 - May 31, 2026\"\n")
	b.WriteString("Keyword\tCurrency\tAvg. monthly searches\tThree month change\tYoY change\tCompetition\tCompetition (indexed value)\t" +
		"Top of page bid (low range)\tTop of page bid (high range)\tAd impression share\tOrganic impression share\tOrganic average position\tIn account?\tIn plan?")
	for i, m := range months {
		fmt.Fprintf(&b, "\tSearches: %s %d", m, 2025+i/7)
	}
	b.WriteByte('\n')
	for i := range rows {
		fmt.Fprintf(&b, "%s %s %s %d\tUSD\t%d\t0%%\t-19%%\tMedium\t%d\t%.2f\t%.2f\t\t\t\t\t",
			needs[random.IntN(len(needs))], needs[random.IntN(len(needs))], needs[random.IntN(len(needs))], i,
			ladder[random.IntN(len(ladder))], random.IntN(100), random.Float64(), 3*random.Float64())
		for range months {
			fmt.Fprintf(&b, "\t%d", ladder[random.IntN(len(ladder))])
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}

var benchRows = []struct {
	name string
	rows int
}{{"10K", 10_000}, {"100K", 100_000}, {"1M", 1_000_000}}

func BenchmarkRead(b *testing.B) {
	for _, encoding := range []string{"utf8", "utf16"} {
		for _, size := range benchRows {
			b.Run("format=planner/encoding="+encoding+"/rows="+size.name, func(b *testing.B) {
				data := plannerFile(size.rows)
				if encoding == "utf16" {
					data = []byte(encode(string(data), false, true))
				}
				b.ReportAllocs()
				b.SetBytes(int64(len(data)))
				for b.Loop() {
					r := export.NewReader(bytes.NewReader(data), "bench.csv")
					n := 0
					for _, err := range r.All() {
						if err != nil {
							b.Fatal(err)
						}
						n++
					}
					if n != size.rows {
						b.Fatalf("%d rows, want %d", n, size.rows)
					}
				}
				b.ReportMetric(float64(size.rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
			})
		}
	}
}

// BenchmarkEncodingCSV reads the same bytes with encoding/csv, UTF-16 through
// x/text, and parses the same thirteen numbers of each row, which is the least that
// any program would do.
func BenchmarkEncodingCSV(b *testing.B) {
	for _, code := range []string{"utf8", "utf16"} {
		for _, size := range benchRows {
			b.Run("format=planner/encoding="+code+"/rows="+size.name, func(b *testing.B) {
				data := plannerFile(size.rows)
				if code == "utf16" {
					data = []byte(encode(string(data), false, true))
				}
				b.ReportAllocs()
				b.SetBytes(int64(len(data)))
				for b.Loop() {
					var in io.Reader = bytes.NewReader(data)
					if code == "utf16" {
						in = transform.NewReader(in, unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder())
					}
					if n, err := sumCSV(in); err != nil || n != size.rows {
						b.Fatalf("%d rows, want %d: %v", n, size.rows, err)
					}
				}
				b.ReportMetric(float64(size.rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
			})
		}
	}
}

// sumCSV counts the rows of a file of plannerFile and parses their numbers.
func sumCSV(in io.Reader) (rows int, err error) {
	r := csv.NewReader(in)
	r.Comma, r.FieldsPerRecord, r.ReuseRecord = '\t', -1, true
	for line := 1; ; line++ {
		record, err := r.Read()
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			return rows, err
		}
		if line <= 3 {
			continue
		}
		rows++
		for i, cell := range record {
			if i == 2 || i >= 14 {
				if _, err := strconv.Atoi(cell); err != nil {
					return rows, err
				}
			}
		}
	}
}

// TestPlannerFile writes the file of the benchmarks, for other programs to read:
//
//	go test ./demand/export -run PlannerFile -planner planner.tsv -rows 1000000
func TestPlannerFile(t *testing.T) {
	if *plannerOut == "" {
		t.Skip("-planner names no file")
	}
	data := plannerFile(*plannerRows)
	require.NoError(t, os.WriteFile(*plannerOut, data, 0o644))
	require.NoError(t, os.WriteFile(*plannerOut+".utf16", []byte(encode(string(data), false, true)), 0o644))
}

var (
	plannerOut  = flag.String("planner", "", "write the file of the benchmarks to this one, and in UTF-16 beside it")
	plannerRows = flag.Int("rows", 1_000_000, "rows of -planner")
)
