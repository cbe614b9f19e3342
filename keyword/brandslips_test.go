package keyword_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/keyword"
)

// TestBrandSlips: a word that nobody knows, a letter away from a brand, is that brand, and
// is not asked about; a word that somebody knows is not.
func TestBrandSlips(t *testing.T) {
	texts := strings.Split("desitin cream,desitin,desitin diaper cream,desitine cream,desitn,creme cream,baby cream,best cream,cream for rash,sudocrem cream,sudocrem,cream price", ",")
	c, corpus := learn(t, keyword.Lexicon{Need: []string{"rash"}, Solution: []string{"cream"}, Brand: []string{"desitin"}}, texts, keyword.LearnOptions{})
	for i, l := range classifyAll(t, c, corpus) {
		checkLabel(t, texts[i], l)
		if strings.HasPrefix(texts[i], "desit") {
			require.Equal(t, keyword.Brand, l.Role, "%q: %+v", texts[i], l)
			assert.Equal(t, "desitin", l.Evidence[0].Term, "%q", texts[i])
		}
	}
	for _, s := range c.Suggestions() {
		assert.NotContains(t, s.Term, "desit")
	}
}

// TestCapitals: what is written with a capital between words that are not is likelier a
// brand.
func TestCapitals(t *testing.T) {
	list := func(name string) []string {
		texts := strings.Split("baby cream,best cream,cream for rash,cream price,rash cream near me", ",")
		return append(texts, name+" cream", name+" cream for rash", "best "+name+" cream")
	}
	lexicon := keyword.Lexicon{Need: []string{"rash"}, Solution: []string{"cream"}, Brand: []string{"desitin"}}
	small, _ := learn(t, lexicon, list("willow"), keyword.LearnOptions{})
	capital, _ := learn(t, lexicon, list("Willow"), keyword.LearnOptions{})
	assert.Greater(t, capital.Classify("Willow cream").Chances[keyword.Brand], 2*small.Classify("willow cream").Chances[keyword.Brand])
}
