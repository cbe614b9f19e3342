package demand

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// A Rule is a way to read the numbers of a source.
type Rule struct {
	Name       string
	Says       string   // in a sentence
	Values     []int64  // that it knows, where it has a list of them; in order
	References []string // pages that say so, or sets of exports on which it was measured
}

// A Tool says how the numbers of a source of keywords are read.
type Tool struct {
	Name       string // the [Source].Format of its files
	Measure    Measure
	Lumping    Lumping
	Rules      []string // by which its numbers may be read, sorted; which of them hold, a file shows
	References []string
}

// Rules returns the rules by which numbers are read, sorted by name. What they hold is
// shared and must not be changed.
func Rules() []Rule { return slices.Clone(conventions().rules) }

// Tools returns the tools whose numbers are known, sorted by name. What they hold is shared
// and must not be changed.
func Tools() []Tool { return slices.Clone(conventions().tools) }

// RuleOf returns the rule of a name, as [Source].Rules has them.
func RuleOf(name string) (Rule, bool) {
	rules := conventions().rules
	i := slices.IndexFunc(rules, func(r Rule) bool { return r.Name == name })
	if i < 0 {
		return Rule{}, false
	}
	return rules[i], true
}

//go:embed data/volumes.txt
var volumesText string

type conventionList struct {
	rules []Rule
	tools []Tool
}

// conventions are those of data/volumes.txt, whose form a test checks.
var conventions = sync.OnceValue(func() conventionList {
	var c conventionList
	var r *Rule
	var t *Tool
	for line := range strings.Lines(volumesText) {
		kind, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch kind {
		case "rule":
			c.rules = append(c.rules, Rule{Name: rest})
			r, t = &c.rules[len(c.rules)-1], nil
		case "tool":
			c.tools = append(c.tools, Tool{Name: rest})
			r, t = nil, &c.tools[len(c.tools)-1]
		case "says":
			r.Says = rest
		case "values":
			for v := range strings.FieldsSeq(rest) {
				n, _ := strconv.ParseInt(v, 10, 64)
				r.Values = append(r.Values, n)
			}
		case "measure":
			t.Measure = Measure(slices.Index(measureNames[:], rest))
		case "lumping":
			t.Lumping = Lumping(slices.Index(lumpingNames[:], rest))
		case "rules":
			t.Rules = strings.Split(rest, ", ")
		case "from":
			if t != nil {
				t.References = append(t.References, rest)
			} else {
				r.References = append(r.References, rest)
			}
		}
	}
	return c
})
