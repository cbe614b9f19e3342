// Package examples_test holds the README against what the programs do.
package examples_test

import (
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	return strings.ReplaceAll(string(b), "\r\n", "\n")
}

// TestReadmeOutput: the README shows what the main job prints.
func TestReadmeOutput(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "run", "./diaper-rash").Output()
	require.NoError(t, err)
	assert.Contains(t, read(t, "../README.md"), "```text\n"+string(out)+"```\n")
}

// TestReadmeTopics: the README shows the topics of the example's market.
func TestReadmeTopics(t *testing.T) {
	const command = "go run ./examples/cluster -by topic -format table -top 6 examples/diaper-rash/data/diaper-rash.csv"
	run := exec.CommandContext(t.Context(), "go", strings.Fields(command)[1:]...)
	run.Dir = ".."
	out, err := run.Output()
	require.NoError(t, err)
	lines := strings.SplitAfter(strings.TrimSuffix(string(out), "\n"), "\n")
	assert.Contains(t, read(t, "../README.md"), "   "+command+"\n   ```\n\n   ```text\n   "+strings.Join(lines, "   ")+"\n   ```\n")
}

// TestReadmeTrack: the README shows a part of what track prints.
func TestReadmeTrack(t *testing.T) {
	const command = "go run ./examples/track -by solution -top 3 -lexicon examples/diaper-rash/data/lexicon.txt examples/diaper-rash/data/diaper-rash-2025.csv examples/diaper-rash/data/diaper-rash.csv"
	run := exec.CommandContext(t.Context(), "go", strings.Fields(command)[1:]...)
	run.Dir = ".."
	out, err := run.Output()
	require.NoError(t, err)
	_, from, _ := strings.Cut(string(out), "\n\nSOLUTIONS ")
	part, _, ok := strings.Cut(from, "\n\nKEYWORDS GROWN")
	require.True(t, ok)
	var shown strings.Builder
	for line := range strings.Lines("SOLUTIONS " + part + "\n") {
		if line != "\n" {
			line = "   " + line
		}
		shown.WriteString(line)
	}
	assert.Contains(t, read(t, "../README.md"), "   "+command+"\n   ```\n")
	assert.Contains(t, read(t, "../README.md"), "   ```text\n"+shown.String()+"   ```\n")
}

// TestReadmeExample: the README's program is the body of a tested example, and what
// it prints is what the example prints.
func TestReadmeExample(t *testing.T) {
	const path = "../demand/example_test.go"
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, nil, parser.ParseComments)
	require.NoError(t, err)
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Name.Name != "Example" {
			continue
		}
		source := read(t, path)
		body := source[fset.Position(f.Body.Lbrace).Offset+1 : fset.Position(f.Body.Rbrace).Offset]
		code, output, ok := strings.Cut(body, "\t// Output:\n")
		require.True(t, ok)
		formatted, err := format.Source([]byte(strings.TrimSpace(strings.ReplaceAll(code, "../examples/diaper-rash/data/diaper-rash.csv", "keywords.csv"))))
		require.NoError(t, err)
		readme := read(t, "../README.md")
		assert.Contains(t, readme, "```go\n"+string(formatted)+"\n```\n")
		assert.Contains(t, readme, "```text\n"+strings.ReplaceAll(output, "\t// ", "")+"```\n")
		return
	}
	t.Fatal("no Example in " + path)
}
