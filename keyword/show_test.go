package keyword

import (
	"flag"
	"fmt"
	"os"
	"sort"
	"strings"
	"testing"
)

var showFlag = flag.String("show", "", "")

func TestShow(t *testing.T) {
	if *showFlag == "" {
		t.Skip()
	}
	m := readMarket(t, *showFlag)
	cut := func(s []string) []string { return s[:min(len(s), 3)] }
	lexicon := Lexicon{Need: cut(m.lexicon.Need), Solution: cut(m.lexicon.Solution), Brand: cut(m.lexicon.Brand)}
	var a Analyzer
	c, _ := NewClassifier(&a, lexicon)
	corpus, _ := NewCorpus(t.Context(), &a, m.texts)
	l, _ := c.study(t.Context(), corpus, LearnOptions{})
	b, _ := os.ReadFile(*weightsFlag)
	mod, err := readModel(string(b))
	if err != nil {
		t.Fatal(err)
	}
	le := l.teach(mod)
	type w struct{ n, brand int }
	cnt := map[int32]*w{}
	for i, text := range m.texts {
		seen := map[int32]bool{}
		for _, p := range l.piecesOf(i) {
			if seen[p.id] {
				continue
			}
			seen[p.id] = true
			if cnt[p.id] == nil {
				cnt[p.id] = &w{}
			}
			cnt[p.id].n++
			if m.roles[text] == Brand && !l.rules[i].brand {
				cnt[p.id].brand++
			}
		}
	}
	var out []string
	for id, x := range cnt {
		p := float64(le.profiles[id].brand)
		share := float64(x.brand) / float64(x.n)
		d := float64(x.n) * (share - p)
		if d < 0 {
			d = -d
		}
		f := &l.facts[id]
		var ft features
		ft.ofBrand(f, &l.tallies[id], &l.list)
		var parts []string
		for k, v := range ft.values {
			if z := v * mod.brand[k]; z > .35 || z < -.35 {
				parts = append(parts, fmt.Sprintf("%s %.1f", mod.brandSay[k], z))
			}
		}
		out = append(out, fmt.Sprintf("%08.2f %s n=%d brandshare %.2f p %.2f kind %d listed %d ord %v: %s", d, f.text, x.n, share, p, f.kind, f.listed, f.ordinary, strings.Join(parts, "; ")))
	}
	sort.Sort(sort.Reverse(sort.StringSlice(out)))
	for i, s := range out {
		if i < 70 {
			fmt.Println(s)
		}
	}
}
