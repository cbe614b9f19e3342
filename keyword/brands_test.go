package keyword

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestBrandList: the list says where it is from, and its names are as the analyzer writes
// them, once each, in order under each heading.
func TestBrandList(t *testing.T) {
	text, err := data.ReadFile("data/brands.txt")
	require.NoError(t, err)
	header, _, _ := strings.Cut(string(text), "\n[")
	for _, s := range []string{"name-suggestion-index 8.0.20260918", "simple-icons 16.37.0", "BSD 3-Clause", "CC0 1.0", "brands.LICENSE"} {
		assert.Contains(t, header, s)
	}
	licence, err := data.ReadFile("data/brands.LICENSE")
	require.NoError(t, err)
	for _, s := range []string{"name-suggestion-index contributors", "THIS SOFTWARE IS PROVIDED", "CC0 1.0 Universal", "trademark"} {
		assert.Contains(t, string(licence), s)
	}

	var a Analyzer
	seen := map[string]bool{}
	last := dataLine{}
	for line := range dataLines(string(text)) {
		require.Contains(t, nameKinds, line.heading)
		name := line.text
		assert.False(t, seen[name], "%q is there twice", name)
		seen[name] = true
		assert.Equal(t, name, strings.Join(textsOf(a.Tokens(name)), " "))
		letters := strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) {
				return r
			}
			return -1
		}, name)
		assert.Greater(t, len([]rune(letters)), 1, "%q", name)
		if line.heading == last.heading {
			assert.Less(t, last.text, name)
		}
		last = line
	}
	assert.Greater(t, len(seen), 20_000)
}

func textsOf(tokens []Token) []string {
	var texts []string
	for _, t := range tokens {
		texts = append(texts, t.Text)
	}
	return texts
}

func TestBrandNames(t *testing.T) {
	tests := []struct {
		text  string
		n     int
		kind  nameKind
		known wordKind
	}{
		{"tesco clubcard", 1, shopName, unknownWord},
		{"ikea", 1, shopName, unknownWord},
		{"nike socks", 1, shopName, unknownWord},
		{"target", 1, shopName, commonWord},
		{"boots", 1, shopName, commonWord},
		{"purple", 1, shopName, commonWord}, // a maker of mattresses
		{"vans shoes", 1, shopName, commonWord},
		{"best buy near me", 2, shopName, commonWord},
		{"the home depot", 3, shopName, commonWord},
		{"Home Depot coupon", 2, shopName, commonWord},
		{"h&m", 1, shopName, unknownWord},
		{"h and m", 3, shopName, commonWord},
		{"Marks & Spencer", 2, shopName, unknownWord}, // a spencer is a rare word
		{"marks and spencer", 3, shopName, unknownWord},
		{"calvin klein socks", 2, shopName, nameWord},
		{"McDonald’s", 1, foodName, nameWord},
		{"mcdonalds menu", 1, foodName, nameWord},
		{"starbucks", 1, foodName, nameWord},
		{"L'Occitane hand cream", 1, shopName, unknownWord},
		{"l occitane", 2, shopName, unknownWord},
		{"hilton hotel", 1, serviceName, nameWord},
		{"exxon", 1, transportName, unknownWord},
		{"greenpeace", 1, institutionName, unknownWord},
		{"github actions", 2, techName, unknownWord},
		{"canva", 1, techName, unknownWord},
		{"cloudflare error", 1, techName, unknownWord},
		{"Node.js", 1, techName, unknownWord},
		{"node js", 2, techName, commonWord},
		{"pokemon", 1, techName, unknownWord}, // Pokémon
		{"スターバックス", 1, foodName, unknownWord},
		{"пятёрочка", 1, shopName, unknownWord},
		{"diaper rash", 0, noName, unknownWord},
		{"bakery", 0, noName, unknownWord},
		{"the", 0, noName, unknownWord},
		{"24", 0, noName, unknownWord},
		{"", 0, noName, unknownWord},
	}
	var a Analyzer
	for _, tt := range tests {
		n, b := brandNames().longest(textsOf(a.Tokens(tt.text)))
		assert.Equal(t, tt.n, n, tt.text)
		assert.Equal(t, tt.kind, b.kind, tt.text)
		assert.Equal(t, tt.known, b.known, tt.text)
		assert.Equal(t, tt.n > 0 && tt.known > unknownWord, n > 0 && b.ordinary(), tt.text)
	}
}

// TestLongestBrand holds the search against a look at every name, on texts of the words of
// two names each.
func TestLongestBrand(t *testing.T) {
	text, err := data.ReadFile("data/brands.txt")
	require.NoError(t, err)
	names := map[string]nameKind{}
	var list []string
	for line := range dataLines(string(text)) {
		key := brandWord(line.text)
		if _, ok := names[key]; !ok {
			names[key] = nameKinds[line.heading]
		}
		list = append(list, line.text)
	}
	slices.Sort(list)
	for i := range len(list) - 1 {
		words := strings.Fields(list[i+1] + " " + list[i])
		for at := range words {
			want := 0
			for n := len(words) - at; n > 0 && want == 0; n-- {
				if _, ok := names[brandWord(strings.Join(words[at:at+n], " "))]; ok {
					want = n
				}
			}
			n, b := brandNames().longest(words[at:])
			if want != n || want > 0 && names[brandWord(strings.Join(words[at:at+n], " "))] != b.kind {
				t.Fatalf("%q: %d words, want %d", words[at:], n, want)
			}
		}
	}
}

// BenchmarkBrandNames looks for names at each word of keywords.
func BenchmarkBrandNames(b *testing.B) {
	b.Run("read", func(b *testing.B) {
		knownEnglish()
		for b.Loop() {
			readBrands()
		}
	})
	b.Run("longest", func(b *testing.B) {
		names := brandNames()
		var a Analyzer
		words := textsOf(a.Tokens("the best wireless headphones under 100 at best buy or tesco near me"))
		for b.Loop() {
			for i := range words {
				names.longest(words[i:])
			}
		}
		b.ReportMetric(float64(b.N*len(words))/b.Elapsed().Seconds(), "words/s")
	})
}
