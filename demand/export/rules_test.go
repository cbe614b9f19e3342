package export

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/demand"
)

// TestTools: what the formats say of their numbers is what the list of rules says of the
// tool, no more and no less.
func TestTools(t *testing.T) {
	all := []*format{timeline, related, {name: "list"}, {name: "list with volumes"}, searchConsole}
	for i := range formats {
		all = append(all, &formats[i])
	}
	can := map[string][]string{}
	for _, f := range all {
		i := slices.IndexFunc(demand.Tools(), func(tool demand.Tool) bool { return tool.Name == f.name })
		require.GreaterOrEqual(t, i, 0, "no tool %q", f.name)
		tool := demand.Tools()[i]
		assert.Equal(t, []any{tool.Measure, tool.Lumping}, []any{f.measure, f.lumping()}, f.name)
		for _, l := range layouts(f) {
			for _, b := range []buckets{perhapsBuckets, areBuckets, areNumbers} {
				if b != perhapsBuckets && !f.planner {
					continue
				}
				rules := f.rules(l, b)
				assert.True(t, slices.IsSorted(rules))
				assert.Subset(t, tool.Rules, rules, f.name)
				can[f.name] = append(can[f.name], rules...)
			}
		}
	}
	for _, tool := range demand.Tools() {
		require.Contains(t, can, tool.Name)
		assert.Subset(t, can[tool.Name], tool.Rules, "%s: rules that no file of it has", tool.Name)
	}
}

// layouts are those that files of a format can have, as far as rules depend on them.
func layouts(f *format) []*layout {
	whole, bare := newLayout(f), newLayout(f)
	if f.volume != nil || f.name == "list with volumes" {
		whole.volume, bare.volume = 1, 1
	}
	if f.low != nil {
		whole.low, whole.high = 2, 3
	}
	if f.shares != nil {
		whole.shares = 4
	}
	return []*layout{whole, bare}
}
