// Package programtest tests what all programs promise: how they end, that the order of
// rows and the number of processors change nothing, that they print what a person has
// read.
package programtest

import (
	"bytes"
	"context"
	"flag"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/examples/internal/program"
)

var update = flag.Bool("update", false, "write what the program prints into testdata")

// A Tester is a program that is tested.
type Tester func(context.Context, *program.Program) error

// Run runs the program.
func (run Tester) Run(t testing.TB, stdin string, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	var out, warnings bytes.Buffer
	p := &program.Program{Args: args, Stdin: strings.NewReader(stdin), Stdout: &out, Stderr: &warnings}
	status = p.Run(t.Context(), run)
	return out.String(), warnings.String(), status
}

// Golden compares what the program prints with files in testdata/golden that a person has
// read, by their names. With -update it writes them.
func (run Tester) Golden(t *testing.T, stdin string, args map[string][]string) {
	for name, args := range args {
		t.Run(name, func(t *testing.T) {
			stdout, stderr, status := run.Run(t, stdin, args...)
			assert.Zero(t, status)
			got := stdout + "-- stderr --\n" + stderr
			path := filepath.Join("testdata", "golden", name)
			if *update {
				require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
			}
			want, err := os.ReadFile(path)
			require.NoError(t, err)
			assert.Equal(t, string(want), got)
		})
	}
}

// SameBytes tests that neither the order of the rows below a header nor the number of
// processors changes what the program prints, with each of the arguments.
func (run Tester) SameBytes(t *testing.T, header string, rows []string, args ...[]string) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, args := range args {
		var first string
		for i, procs := range []int{1, 1, 2, 8} {
			runtime.GOMAXPROCS(procs)
			rand.New(rand.NewPCG(1, uint64(i))).Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
			out, stderr, status := run.Run(t, header+strings.Join(rows, ""), args...)
			require.Zero(t, status, stderr)
			if i == 0 {
				first = out
			}
			require.True(t, first == out, "%s on %d processors", args, procs)
		}
	}
}

// Ends are ways in which a program can end.
type Ends = []struct {
	Name, Stdin string
	Args        string // with spaces between
	Status      int
	Message     string // a part of what it says on standard error
}

// Ends tests how the program ends, and that it answers or does not.
func (run Tester) Ends(t *testing.T, cases Ends) {
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			stdout, stderr, status := run.Run(t, c.Stdin, strings.Fields(c.Args)...)
			assert.Equal(t, c.Status, status, stderr)
			assert.Contains(t, stderr, c.Message)
			assert.Equal(t, c.Status == 0, stdout != "", "an answer or none")
		})
	}
}

// Cancelled tests that a run that is cancelled fails and prints nothing.
func (run Tester) Cancelled(t *testing.T, stdin string, args ...string) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out bytes.Buffer
	p := &program.Program{Args: args, Stdin: strings.NewReader(stdin), Stdout: &out, Stderr: io.Discard}
	assert.ErrorIs(t, run(ctx, p), context.Canceled, args)
	assert.Empty(t, out.String(), args)
}

// OutFile tests that -o writes what standard output would have, that a run that fails
// leaves the file alone, and that nothing else is left beside it.
func (run Tester) OutFile(t *testing.T, stdin string, args ...string) {
	path := filepath.Join(t.TempDir(), "out")
	toFile := append([]string{"-o", path}, args...)
	stdout, stderr, status := run.Run(t, stdin, toFile...)
	require.Zero(t, status, stderr)
	assert.Empty(t, stdout)
	want, _, _ := run.Run(t, stdin, args...)
	got, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, want, string(got))
	_, _, status = run.Run(t, "", append([]string{"-o", path}, "-no-such-flag")...)
	assert.Equal(t, 2, status)
	_, _, status = run.Run(t, "", toFile...)
	assert.Equal(t, 1, status)
	again, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, got, again)
	files, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	assert.Len(t, files, 1, "no temporary file is left")
}

// Bench measures the program on n keywords.
func (run Tester) Bench(b *testing.B, stdin string, n int, args ...string) {
	b.ReportAllocs()
	for b.Loop() {
		p := &program.Program{Args: args, Stdin: strings.NewReader(stdin), Stdout: io.Discard, Stderr: io.Discard}
		if status := p.Run(b.Context(), run); status != 0 {
			b.Fatal(status)
		}
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "keywords/s")
}
