package main

import (
	"flag"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/examples/internal/program"
)

var keywordsFile = flag.String("keywords", "", "a file of keywords to measure the program with")

// BenchmarkCluster runs the program from a file to its CSV.
func BenchmarkCluster(b *testing.B) {
	if *keywordsFile == "" {
		b.Skip("no -keywords FILE")
	}
	for _, args := range []string{"-by group", "-by group -threshold 0.6", "-by topic -format json"} {
		b.Run(strings.ReplaceAll(args, " ", ""), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p := &program.Program{Args: append(strings.Fields(args), *keywordsFile), Stdin: os.Stdin, Stdout: io.Discard, Stderr: io.Discard}
				require.Zero(b, p.Run(b.Context(), clusterFiles))
			}
		})
	}
}
