package main

import (
	"flag"
	"strings"
	"testing"
)

var keywordsFile = flag.String("keywords", "", "a file of keywords to measure the program with")

// BenchmarkCluster runs the program from a file to its CSV.
func BenchmarkCluster(b *testing.B) {
	if *keywordsFile == "" {
		b.Skip("no -keywords FILE")
	}
	for _, args := range []string{"-by group", "-by group -threshold 0.6", "-by topic -format json"} {
		b.Run(strings.ReplaceAll(args, " ", ""), func(b *testing.B) {
			tester.Bench(b, "", 0, append(strings.Fields(args), *keywordsFile)...)
		})
	}
}
