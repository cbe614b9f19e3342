package keyword

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestRoleData: what roles are learnt with can be read, says where it is from, and no line of it
// is there twice.
func TestRoleData(t *testing.T) {
	headings := map[string][]string{"frames-en": frameNames[:], "roles": {"brand", "need", "solution"}, "senses-en": nil, "brands": nil}
	for s := range senseOf {
		headings["senses-en"] = append(headings["senses-en"], s)
	}
	for s := range nameKinds {
		headings["brands"] = append(headings["brands"], s)
	}
	for name, known := range headings {
		text, err := data.ReadFile("data/" + name + ".txt")
		require.NoError(t, err)
		header, _, _ := strings.Cut(string(text), "\n[")
		for _, s := range []string{"Source", "icence", "2026"} {
			assert.Contains(t, header, s, name)
		}
		if name == "senses-en" || name == "brands" {
			assert.Contains(t, header, name+".LICENSE")
			_, err := data.ReadFile("data/" + name + ".LICENSE")
			assert.NoError(t, err)
		}
		seen, used := map[string]bool{}, map[string]bool{}
		for line := range dataLines(string(text)) {
			require.Contains(t, known, line.heading, "%s:%d", name, line.number)
			used[line.heading] = true
			key := line.text
			if name == "roles" {
				_, key, _ = strings.Cut(key, " ") // without the weight
			}
			if name == "roles" || name == "frames-en" {
				key = line.heading + " " + key
			}
			assert.False(t, seen[key], "%s:%d: %q is there twice", name, line.number, key)
			seen[key] = true
		}
		assert.Len(t, used, len(known), name)
	}
	brand, role := featureNames()
	for _, names := range [][]string{brand, role} {
		slices.Sort(names)
		assert.Equal(t, slices.Compact(slices.Clone(names)), names, "features have names of their own")
	}
	assert.NotPanics(t, func() { theModel(); sensesEnglish(); brandNames() })
}

func TestModelErrors(t *testing.T) {
	for text, want := range map[string]string{
		"[brand]\n1 no such thing":  "line 2: no such feature of [brand]",
		"[brand]\nmuch bias":        "line 2: weight",
		"[brands]\n1 bias":          "line 2: no such feature of [brands]",
		"[need]\n1 bias\n\n1 alone": "line 4: no such feature of [need]",
	} {
		_, err := readModel(text)
		assert.ErrorContains(t, err, want, "%q", text)
	}
	m, err := readModel("[need]\n1.5 bias")
	require.NoError(t, err)
	assert.EqualValues(t, 1.5, m.role[Need][0])
}

// TestWordFactsAnyOrder: what is known of a word does not depend on the order in which its
// forms stand in a list. All words and names that are known, by their stems.
func TestWordFactsAnyOrder(t *testing.T) {
	english := langs["en"]()
	forms := map[string][]string{}
	add := func(w string) {
		stem := english.stemOf(w)
		if !slices.Contains(forms[stem], w) {
			forms[stem] = append(forms[stem], w)
		}
	}
	for w := range knownEnglish() {
		add(w)
	}
	for w := range sensesEnglish() {
		add(w)
	}
	for w := range brandNames() {
		if !strings.Contains(w, " ") {
			add(w)
			add(w + "s")
		}
	}
	read := func(stem string, texts []string) (f wordFacts) {
		for _, text := range texts {
			f.read(text, stem, english.classOf(text))
		}
		return f
	}
	bad := 0
	for stem, texts := range forms {
		if len(texts) < 2 {
			continue
		}
		slices.Sort(texts)
		a := read(stem, texts)
		slices.Reverse(texts)
		if b := read(stem, texts); a != b {
			if bad++; bad <= 20 {
				t.Errorf("%q: %+v, backwards %+v", texts, b, a)
			}
		}
	}
	assert.Zero(t, bad)
}

// TestOneEdit holds it against all words one letter away, and those that are not.
func TestOneEdit(t *testing.T) {
	letters := "abc"
	var words []string
	for _, n := range []int{1, 2, 3, 4} {
		var grow func(string)
		grow = func(w string) {
			if len(w) == n {
				words = append(words, w)
				return
			}
			for _, r := range letters {
				grow(w + string(r))
			}
		}
		grow("")
	}
	edits := func(w string) map[string]bool {
		out := map[string]bool{}
		for i := range len(w) + 1 {
			for _, r := range letters {
				out[w[:i]+string(r)+w[i:]] = true
				if i < len(w) {
					out[w[:i]+string(r)+w[i+1:]] = true
				}
			}
			if i < len(w) {
				out[w[:i]+w[i+1:]] = true
			}
			if i+1 < len(w) {
				out[w[:i]+w[i+1:i+2]+w[i:i+1]+w[i+2:]] = true
			}
		}
		delete(out, w)
		return out
	}
	for _, a := range words {
		near := edits(a)
		for _, b := range words {
			if oneEdit(a, b) != near[b] {
				t.Errorf("oneEdit(%q, %q) = %v", a, b, oneEdit(a, b))
			}
		}
	}
}
