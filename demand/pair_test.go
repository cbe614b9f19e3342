package demand_test

import (
	"cmp"
	"fmt"
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/keyword"
)

// term is a term that mentions needs (n…), solutions (s…), brands (b…) and a method (m)
// by the words of its keyword; all else is nothing that is known.
func term(text string, v demand.Volume) demand.Term {
	t := demand.Term{Keyword: text, Volume: v, Said: v}
	at := 0
	for _, word := range strings.Fields(text) {
		at += strings.Index(text[at:], word)
		e := keyword.Evidence{Start: at, End: at + len(word), Text: word, Term: word, Why: keyword.ByLexicon}
		switch word[0] {
		case 'n':
			e.Role = keyword.Need
		case 's':
			e.Role = keyword.Solution
		case 'b':
			e.Role = keyword.Brand
		case 'm':
			e.Role, e.Term, e.Why = keyword.Solution, "", keyword.ByMark
		default:
			continue
		}
		t.Role, t.Confidence = max(t.Role, e.Role), 1
		t.Evidence = append(t.Evidence, e)
	}
	return t
}

// counted is a report of terms with exact volumes.
func counted(volumes map[string]int64) *demand.Report {
	r := new(demand.Report)
	for text, n := range volumes {
		r.Terms = append(r.Terms, term(text, demand.Count(n)))
	}
	return r
}

func exactly(n int64, terms int) demand.Sum { return demand.Sum{Low: n, High: n, Known: terms} }

// randomVolume is a volume of any kind.
func randomVolume(r *rand.Rand) demand.Volume {
	n := []int64{0, 10, 20, 50, 110, 1300, 5400}[r.IntN(7)]
	switch r.IntN(7) {
	case 0:
		return demand.Volume{}
	case 1:
		return demand.Between(n, 10*n+1)
	case 2:
		return demand.Count(n)
	case 3:
		return demand.Volume{Low: n, High: demand.Unbounded, Reading: demand.Range}
	default:
		return demand.Round(n)
	}
}

// randomReport has terms of a few needs, solutions and brands.
func randomReport(r *rand.Rand, terms, names int, volume func(*rand.Rand) demand.Volume) *demand.Report {
	out := new(demand.Report)
	seen := map[string]bool{}
	for len(out.Terms) < terms {
		var words []string
		for range 1 + r.IntN(4) {
			word := string("nnsbmx"[r.IntN(6)])
			if word != "m" {
				word += fmt.Sprint(r.IntN(names))
			}
			words = append(words, word)
		}
		text := strings.Join(words, " ")
		if seen[text] && len(seen) < 100*names {
			text += fmt.Sprintf(" x%d", len(out.Terms))
		}
		seen[text] = true
		t := term(text, volume(r))
		t.Variants = make([]demand.Variant, r.IntN(3))
		out.Terms = append(out.Terms, t)
	}
	return out
}

// mentions returns what a term names with a role.
func mentions(t *demand.Term, role keyword.Role) []string {
	var out []string
	for _, e := range t.Evidence {
		if e.Role == role && e.Term != "" && !slices.Contains(out, e.Term) {
			out = append(out, e.Term)
		}
	}
	return out
}

// addUp is the demand of the terms that are wanted, and their keywords, one by one.
func addUp(r *demand.Report, want func(needs, solutions, brands []string, method bool) bool) (s demand.Sum, keywords int) {
	for i := range r.Terms {
		t := &r.Terms[i]
		method := slices.ContainsFunc(t.Evidence, func(e keyword.Evidence) bool { return e.Term == "" })
		if want(mentions(t, keyword.Need), mentions(t, keyword.Solution), mentions(t, keyword.Brand), method) {
			s.AddTerm(t)
			keywords += 1 + len(t.Variants)
		}
	}
	return s, keywords
}

// TestPairTwin holds every sum against its definition, term by term.
func TestPairTwin(t *testing.T) {
	for seed := range uint64(40) {
		r := randomReport(rand.New(rand.NewPCG(seed, 1)), 200, 4, randomVolume)
		p := r.Pair(demand.PairOptions{})
		is := func(want func(n, s, b []string, m bool) bool) demand.Sum {
			sum, _ := addUp(r, want)
			return sum
		}
		assert.Equal(t, is(func(n, s, b []string, m bool) bool { return len(n)+len(s)+len(b) > 0 || m }), p.Market)
		assert.Equal(t, is(func(n, s, b []string, m bool) bool { return len(n) > 0 && len(s)+len(b) == 0 && !m }), p.Alone)
		assert.Equal(t, is(func(n, s, b []string, m bool) bool { return len(n) > 0 && (len(s)+len(b) > 0 || m) }), p.Paired)
		for _, x := range p.Needs {
			has := func(n []string) bool { return slices.Contains(n, x.Name) }
			all, keywords := addUp(r, func(n, s, b []string, m bool) bool { return has(n) })
			assert.Equal(t, all, x.Demand)
			assert.Equal(t, keywords, x.Keywords)
			parts := demand.Sum{}
			for _, part := range []demand.Sum{x.Alone, x.Method, x.Solution, x.Brand} {
				parts.Merge(part)
			}
			assert.Equal(t, all, parts, "parts add up")
			assert.Equal(t, is(func(n, s, b []string, m bool) bool { return has(n) && len(s)+len(b) == 0 && m }), x.Method)
			assert.Equal(t, is(func(n, s, b []string, m bool) bool { return has(n) && len(s) > 0 && len(b) == 0 }), x.Solution)
			assert.Equal(t, is(func(n, s, b []string, m bool) bool { return has(n) && len(b) > 0 }), x.Brand)
			met := demand.Sum{}
			for _, part := range []demand.Sum{x.Method, x.Solution, x.Brand} {
				met.Merge(part)
			}
			assert.Equal(t, demand.Share(x.Alone, met), x.Unmet)
			best, worst := 1, 0
			for _, y := range p.Needs {
				if y.Alone.Known > 0 && y.Alone.Low > x.Alone.High {
					best++
				}
				if y.Alone.Known > 0 && y.Alone.High >= x.Alone.Low {
					worst++
				}
			}
			if x.Alone.Known == 0 {
				best, worst = 0, 0
			}
			assert.Equal(t, []int{best, worst}, []int{x.Best, x.Worst})
			for _, y := range x.Pairs {
				assert.Equal(t, x.Name, y.Need)
			}
		}
		for _, w := range slices.Concat(p.Solutions, p.Brands) {
			has := func(s, b []string) bool {
				return slices.Contains(map[keyword.Role][]string{keyword.Solution: s, keyword.Brand: b}[w.Role], w.Name)
			}
			all, keywords := addUp(r, func(n, s, b []string, m bool) bool { return has(s, b) })
			assert.Equal(t, all, w.Demand)
			assert.Equal(t, keywords, w.Keywords)
			assert.Equal(t, is(func(n, s, b []string, m bool) bool { return has(s, b) && len(s) == 0 }), w.Bare)
			paired := 0
			for _, x := range p.Pairs {
				if x.With == w.Name && x.Role == w.Role {
					paired++
				}
			}
			assert.Equal(t, paired, w.Needs)
		}
		seen := map[string]bool{}
		for _, x := range p.Pairs {
			all, keywords := addUp(r, func(n, s, b []string, m bool) bool {
				switch {
				case !slices.Contains(n, x.Need):
					return false
				case x.With == "":
					return m && len(s)+len(b) == 0
				case x.Role == keyword.Brand:
					return slices.Contains(b, x.With)
				}
				return slices.Contains(s, x.With)
			})
			assert.Equal(t, all, x.Demand)
			assert.Equal(t, keywords, x.Keywords)
			assert.Equal(t, demand.Share(all, is(func(n, s, b []string, m bool) bool {
				return slices.Contains(n, x.Need) && !(x.With == "" && m && len(s)+len(b) == 0 ||
					x.With != "" && slices.Contains(map[keyword.Role][]string{keyword.Solution: s, keyword.Brand: b}[x.Role], x.With))
			})), x.Share)
			assert.Len(t, x.Terms, all.Known+all.Unknown)
			key := x.Need + x.Role.String() + x.With
			assert.False(t, seen[key], "twice: %s", key)
			seen[key] = true
		}
	}
}

// tell prints all of a market's pairings.
func tell(p *demand.Pairings) string {
	var b strings.Builder
	fmt.Fprintln(&b, p.Market, p.Alone, p.Paired, p.Solutions, p.Brands)
	pair := func(x *demand.Pairing) {
		fmt.Fprintln(&b, x.Need, x.With, x.Role, x.Keywords, x.Demand, x.Lift)
		for _, t := range slices.Concat(x.Terms, x.Sample(3)) {
			fmt.Fprint(&b, t.Keyword, ", ")
		}
	}
	for _, n := range p.Needs {
		fmt.Fprintln(&b, n.Name, n.Keywords, n.Demand, n.Alone, n.Unmet, n.Best, n.Worst, n.Solutions, n.Brands)
		for _, x := range n.Pairs {
			pair(x)
		}
	}
	for i := range p.Pairs {
		pair(&p.Pairs[i])
	}
	for _, w := range p.White(demand.WhiteOptions{Demand: -1, Unmet: -1}) {
		fmt.Fprintln(&b, w.Name, w.Share, w.Sure)
	}
	for _, s := range p.Stands(demand.StandOptions{Lead: -1, Bare: -1}) {
		fmt.Fprintln(&b, s.Need, s.With, s.Lead, s.Bare, s.Sure)
	}
	fmt.Fprintln(&b, p.ShareOfSearch())
	c := p.Cover(.8)
	fmt.Fprintln(&b, c.Part)
	for _, k := range c.Keywords {
		fmt.Fprintln(&b, k.Keyword, k.Part, len(k.Pairs))
	}
	return b.String()
}

// TestPairOrder: the order of the terms changes nothing.
func TestPairOrder(t *testing.T) {
	r := randomReport(rand.New(rand.NewPCG(3, 3)), 2000, 30, randomVolume)
	want := tell(r.Pair(demand.PairOptions{}))
	for seed := range uint64(5) {
		rand.New(rand.NewPCG(seed, 4)).Shuffle(len(r.Terms), func(i, j int) { r.Terms[i], r.Terms[j] = r.Terms[j], r.Terms[i] })
		require.Equal(t, want, tell(r.Pair(demand.PairOptions{})))
	}
}

// TestPairs: what a small market looks like.
func TestPairs(t *testing.T) {
	m := market(t)
	for k, n := range map[string]int64{
		"diaper rash": 600, "diaper rash cream": 250, "desitin for diaper rash": 50, "desitin cream for diaper rash": 10,
		"how to treat diaper rash": 60, "desitin": 400, "cream": 30, "news": 900,
	} {
		m.Add(demand.Row{Keyword: k, Volume: demand.Count(n)})
	}
	p := report(t, m).Pair(demand.PairOptions{})
	assert.Equal(t, exactly(1400, 7), p.Market, "news are no part of it")
	require.Len(t, p.Needs, 1)
	n := p.Needs[0]
	assert.Equal(t, []demand.Sum{exactly(600, 1), exactly(60, 1), exactly(250, 1), exactly(60, 2)}, []demand.Sum{n.Alone, n.Method, n.Solution, n.Brand})
	assert.InDelta(t, 600./970, n.Unmet.Low, 1e-12)
	assert.Equal(t, 1, n.Solutions.Named, "a method is none of those with a name")
	var got []string
	for _, x := range p.Pairs {
		got = append(got, fmt.Sprintf("%s+%s %s %d %.4f", x.Need, x.With, x.Role, x.Demand.Low, x.Lift.Middle))
	}
	assert.Equal(t, []string{
		fmt.Sprintf("diaper rash+cream solution 260 %.4f", 260.*1400/970/290),
		fmt.Sprintf("diaper rash+ solution 60 %.4f", 60.*1400/970/60),
		fmt.Sprintf("diaper rash+desitin brand 60 %.4f", 60.*1400/970/460),
	}, got)
	assert.Equal(t, demand.Way{Name: "desitin", Role: keyword.Brand, Keywords: 3, Demand: exactly(460, 3), Bare: exactly(450, 2), Needs: 1}.Bare, p.Brands[0].Bare)
}

// TestPairNames: mentions of one thing in other words are one; what is given no name is
// left out; and lists without volumes are counted.
func TestPairNames(t *testing.T) {
	r := new(demand.Report)
	mention := func(text string, n int, term string, role keyword.Role) {
		for i := range n {
			r.Terms = append(r.Terms, demand.Term{Keyword: fmt.Sprint(text, i), Label: keyword.Label{Evidence: []keyword.Evidence{
				{Term: term, Role: role}, {Term: "balm", Role: keyword.Solution}}}})
		}
	}
	mention("a", 1, "face rash", keyword.Need)
	mention("b", 2, "rash on face", keyword.Need)
	mention("c", 1, "rashes on the face", keyword.Need)
	mention("d", 1, "face rash", keyword.Brand)
	names := r.Names(new(keyword.Analyzer))
	assert.Equal(t, "rash on face", names(keyword.Evidence{Term: "face rash", Role: keyword.Need}))
	assert.Equal(t, "face rash", names(keyword.Evidence{Term: "face rash", Role: keyword.Brand}))
	assert.Equal(t, "acne", names(keyword.Evidence{Term: "acne", Role: keyword.Need}))
	p := r.Pair(demand.PairOptions{Name: names, CountTerms: true})
	require.Len(t, p.Needs, 1)
	assert.Equal(t, exactly(4, 4), p.Needs[0].Solution)
	assert.Equal(t, demand.Sum{Unknown: 4}, r.Pair(demand.PairOptions{Name: names}).Needs[0].Solution)
	p = r.Pair(demand.PairOptions{Name: func(e keyword.Evidence) string { return strings.TrimPrefix(e.Term, "balm") }, CountTerms: true})
	assert.Empty(t, p.Solutions)
	assert.Equal(t, "", p.Pairs[0].With, "a method, as it has no name")
}

// TestSample: what is shown of a pairing says something new each time.
func TestSample(t *testing.T) {
	p := counted(map[string]int64{"n s": 9, "s for n": 8, "n s for": 7, "best n s": 6, "n s for best": 5, "N2 n s": 4, "cheap s n": 3}).Pair(demand.PairOptions{})
	for n, want := range map[int][]string{-1: nil, 0: nil, 1: {"n s"}, 3: {"n s", "s for n", "best n s"}, 9: {"n s", "s for n", "best n s", "N2 n s", "cheap s n"}} {
		var got []string
		for _, x := range p.Pairs[0].Sample(n) {
			got = append(got, x.Keyword)
		}
		assert.Equal(t, want, got)
	}
	p = counted(map[string]int64{"n mend": 9, "n mould": 8}).Pair(demand.PairOptions{})
	assert.Len(t, p.Pairs[0].Sample(9), 2, "methods differ in their words")
}

// realise draws what the volumes of a report can mean.
func realise(r *rand.Rand, in *demand.Report) *demand.Report {
	out := &demand.Report{Terms: slices.Clone(in.Terms)}
	for i := range out.Terms {
		v := &out.Terms[i].Volume
		if v.High == demand.Unbounded {
			v.High = v.Low + 1_000_000
		}
		n := []int64{v.Low, v.High, v.Low + r.Int64N(v.High-v.Low+1)}[r.IntN(3)]
		if v.Known() {
			*v = demand.Count(n)
		}
	}
	return out
}

// TestIntervals: whatever the volumes mean, each number is within its bounds.
func TestIntervals(t *testing.T) {
	in := func(t *testing.T, what string, x, low, high float64) {
		t.Helper()
		assert.True(t, low <= x*(1+1e-9)+1e-9 && x*(1-1e-9)-1e-9 <= high, "%s: %v not in %v–%v", what, x, low, high)
	}
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 5))
		wide := randomReport(r, 30, 3, randomVolume)
		p := wide.Pair(demand.PairOptions{})
		shares := p.ShareOfSearch()
		for range 40 {
			exact := realise(r, wide).Pair(demand.PairOptions{})
			for i := range p.Pairs {
				x := &p.Pairs[i]
				k := slices.IndexFunc(exact.Pairs, func(y demand.Pairing) bool { return y.Need == x.Need && y.With == x.With && y.Role == x.Role })
				if y := exact.Pairs[k]; y.Lift.Known && y.Demand.Low > 0 {
					require.True(t, x.Lift.Known)
					in(t, "lift", y.Lift.Middle, x.Lift.Low, x.Lift.High)
					in(t, "lift's middle", x.Lift.Middle, x.Lift.Low, x.Lift.High)
				}
			}
			for i := range p.Needs {
				x := &p.Needs[i]
				y := exact.Needs[slices.IndexFunc(exact.Needs, func(y demand.Need) bool { return y.Name == x.Name })]
				if y.Unmet.Known {
					in(t, "unmet", y.Unmet.Low, x.Unmet.Low, x.Unmet.High)
				}
				for _, a := range [][2]demand.Alternatives{{x.Solutions, y.Solutions}, {x.Brands, y.Brands}} {
					if a[1].Effective.Known {
						in(t, "effective", a[1].Effective.Middle, a[0].Effective.Low, a[0].Effective.High)
						in(t, "effective's middle", a[0].Effective.Middle, a[0].Effective.Low, a[0].Effective.High)
					}
				}
			}
			for _, s := range exact.ShareOfSearch() {
				x := shares[slices.IndexFunc(shares, func(x demand.ShareOfSearch) bool { return x.Need == s.Need })]
				for _, b := range s.Brands {
					y := x.Brands[slices.IndexFunc(x.Brands, func(y demand.BrandShare) bool { return y.Brand == b.Brand })]
					if b.Share.Known {
						in(t, "share", b.Share.Low, y.Share.Low, y.Share.High)
					}
				}
			}
		}
	}
}

// TestLiftIsSharp: the bounds of lift are reached, also where the most is within the
// bounds of the pair's own demand.
func TestLiftIsSharp(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 6))
		v := func() demand.Volume { return demand.Between(r.Int64N(12), r.Int64N(40)) }
		a, b, c, d := v(), v(), v(), v()
		p := (&demand.Report{Terms: []demand.Term{term("n s", a), term("n", b), term("s", c), term("b", d)}}).Pair(demand.PairOptions{})
		least, most := math.Inf(1), 0.
		for x := a.Low; x <= a.High; x++ {
			for corner := range 8 {
				of := func(bit int, v demand.Volume) float64 {
					if corner&(1<<bit) > 0 {
						return float64(v.High)
					}
					return float64(v.Low)
				}
				x, b, c, d := float64(x), of(0, b), of(1, c), of(2, d)
				if x > 0 {
					lift := x * (x + b + c + d) / (x + b) / (x + c)
					least, most = min(least, lift), max(most, lift)
				}
			}
		}
		lift := p.Pairs[0].Lift
		if a.Low > 0 {
			assert.InDelta(t, least, lift.Low, 1e-9)
			assert.InEpsilon(t, most, lift.High, .02, "reached but for what is between whole numbers: %v %v %v %v", a, b, c, d)
			assert.GreaterOrEqual(t, lift.High, most-1e-9)
		}
	}
}

// alternatives returns the alternatives of a need that has solutions of such demands.
func alternatives(volumes ...demand.Volume) demand.Alternatives {
	r := &demand.Report{Terms: []demand.Term{term("n", demand.Count(1))}}
	for i, v := range volumes {
		r.Terms = append(r.Terms, term(fmt.Sprintf("n s%d", i), v))
	}
	return r.Pair(demand.PairOptions{}).Needs[0].Solutions
}

// hill is the Hill number of order 1 by its definition.
func hill(demands ...float64) float64 {
	sum, entropy := 0., 0.
	for _, d := range demands {
		sum += d
	}
	for _, d := range demands {
		if d > 0 {
			entropy -= d / sum * math.Log(d/sum)
		}
	}
	return math.Exp(entropy)
}

func TestEffective(t *testing.T) {
	count := demand.Count
	for _, c := range []struct {
		of   []demand.Volume
		want float64
	}{
		{[]demand.Volume{count(7)}, 1},
		{[]demand.Volume{count(7), count(7), count(7)}, 3},
		{[]demand.Volume{count(50), count(25), count(25)}, math.Exp2(1.5)},
		{[]demand.Volume{count(50), count(0), count(50)}, 2},
		{[]demand.Volume{count(1), count(1_000_000_000)}, hill(1, 1e9)},
	} {
		got := alternatives(c.of...)
		assert.Equal(t, len(c.of), got.Named)
		for _, x := range []float64{got.Effective.Low, got.Effective.Middle, got.Effective.High} {
			assert.InDelta(t, c.want, x, 1e-9, "%v", c.of)
		}
	}
	assert.Equal(t, demand.Alternatives{Named: 2}, alternatives(demand.Volume{}, count(0)), "no demand is known")
	assert.Equal(t, demand.Estimate{Low: 1, Middle: 1, High: 2, Known: true}, alternatives(demand.Volume{Low: 0, High: 10, Reading: demand.Range},
		demand.Volume{Low: 0, High: demand.Unbounded, Reading: demand.Range}).Effective)
}

// TestEffectiveBounds holds the bounds against all corners of what the volumes can mean,
// where the least is, and against steps to ever more evenness, at the end of which the
// most is.
func TestEffectiveBounds(t *testing.T) {
	worst := map[bool]float64{true: 1, false: 1}
	for seed := range uint64(300) {
		rounded := seed%2 == 0 // or buckets
		widths := map[bool][]float64{true: {0, .1, .2, .25}, false: {0, .2, 1, 9}}[rounded]
		r := rand.New(rand.NewPCG(seed, 7))
		var volumes []demand.Volume
		for range 2 + r.IntN(8) {
			n := int64(math.Exp(9 * r.Float64()))
			v := demand.Between(n, n+int64(float64(n)*widths[r.IntN(4)]))
			volumes = append(volumes, v)
		}
		got := alternatives(volumes...).Effective
		least := math.Inf(1)
		d := make([]float64, len(volumes))
		for corner := range 1 << len(volumes) {
			for i, v := range volumes {
				d[i] = float64(v.Low)
				if corner&(1<<i) > 0 {
					d[i] = float64(v.High)
				}
			}
			least = min(least, hill(d...))
		}
		assert.LessOrEqual(t, got.Low, least+1e-9)
		worst[rounded] = min(worst[rounded], got.Low/least)

		most := 0.
		for step := range 20_000 {
			level := math.Exp(12 * float64(step) / 20_000)
			for i, v := range volumes {
				d[i] = min(max(level, float64(v.Low)), float64(v.High))
			}
			most = max(most, hill(d...))
		}
		for range 300 { // and from any point no way leads higher
			for i, v := range volumes {
				d[i] = float64(v.Low) + r.Float64()*float64(v.High-v.Low)
			}
			assert.LessOrEqual(t, hill(d...), got.High+1e-9)
		}
		assert.InDelta(t, most, got.High, 1e-4)
		assert.GreaterOrEqual(t, got.High, most-1e-9)
	}
	t.Logf("the lower bound is at least %.3f of the least for rounded volumes, %.3f for buckets", worst[true], worst[false])
	assert.Greater(t, worst[true], .97)
	assert.Greater(t, worst[false], .7)
}

// TestWhite: much demand, of which little says any way to meet it.
func TestWhite(t *testing.T) {
	between := demand.Between
	r := &demand.Report{Terms: []demand.Term{
		term("n-met", demand.Count(4000)), term("n-met s", demand.Count(4000)),
		term("n-open", demand.Count(9000)), term("n-open s", demand.Count(50)),
		term("n-small", demand.Count(30)),
		term("n-wide", demand.Count(8000)), term("n-wide m", between(100, 5000)),
		term("n-secret", demand.Count(2000)), term("n-secret b", demand.Volume{}),
		term("n-unknown", demand.Volume{}),
	}}
	white := func(opt demand.WhiteOptions) (out []string) {
		for _, w := range r.Pair(demand.PairOptions{}).White(opt) {
			out = append(out, fmt.Sprint(w.Name, " ", w.Sure))
		}
		return out
	}
	assert.Equal(t, []string{"n-open true", "n-wide false", "n-secret false"}, white(demand.WhiteOptions{}))
	assert.Equal(t, []string{"n-open true", "n-wide false", "n-secret false", "n-small true"}, white(demand.WhiteOptions{Demand: -1}))
	assert.Equal(t, []string{"n-open true"}, white(demand.WhiteOptions{Demand: .2, Unmet: .99}))
	assert.Equal(t, []string{"n-open true", "n-wide true", "n-met true", "n-secret false"}, white(demand.WhiteOptions{Unmet: -1}))
	w := r.Pair(demand.PairOptions{}).White(demand.WhiteOptions{})[0]
	assert.Equal(t, []int{1, 1}, []int{w.Best, w.Worst})
	assert.Empty(t, new(demand.Report).Pair(demand.PairOptions{}).White(demand.WhiteOptions{}))
}

// TestStands: a brand that is said in place of a generic word.
func TestStands(t *testing.T) {
	stands := func(r *demand.Report, opt demand.StandOptions) (out []string) {
		for _, s := range r.Pair(demand.PairOptions{}).Stands(opt) {
			out = append(out, fmt.Sprintf("%s for %s: %.2f %.2f %v", s.With, s.Need, s.Lead.Low, s.Bare.Low, s.Sure))
		}
		return out
	}
	r := counted(map[string]int64{
		"b-hoover": 900, "b-hoover n-carpet": 50, "n-carpet with b-hoover": 30, "s-cleaner n-carpet": 20,
		"b-other s-cleaner": 100, "b-other n-carpet": 1,
		"b-one n-odd": 10, // once is no habit
	})
	assert.Equal(t, []string{"b-hoover for n-carpet: 0.79 1.00 true"}, stands(r, demand.StandOptions{}))
	assert.Equal(t, []string{"b-hoover for n-carpet: 0.79 1.00 true", "b-one for n-odd: 1.00 1.00 true"}, stands(r, demand.StandOptions{Terms: 1}))
	assert.Empty(t, stands(r, demand.StandOptions{Lead: .9}))
	r.Terms = append(r.Terms, term("b-hoover s-cleaner", demand.Between(10, 1000)))
	assert.Equal(t, []string{"b-hoover for n-carpet: 0.79 0.49 false"}, stands(r, demand.StandOptions{}))
	r.Terms = append(r.Terms, term("b-hoover s-cleaner x", demand.Count(1000)))
	assert.Empty(t, stands(r, demand.StandOptions{}))
}

// TestShareOfSearch: a search for two brands is for each, and one; a name that may be
// another's counts less for sure.
func TestShareOfSearch(t *testing.T) {
	r := counted(map[string]int64{"b-nike": 500, "b-adidas": 300, "b-nike vs b-adidas": 100, "b-nike n-run": 60, "b-adidas n-run": 40, "n-run": 999, "s-shoe": 5})
	shares := r.Pair(demand.PairOptions{}).ShareOfSearch()
	require.Len(t, shares, 2)
	f := func(x float64) demand.Fraction { return demand.Fraction{Low: x, High: x, Known: true} }
	assert.Equal(t, demand.ShareOfSearch{Demand: exactly(1000, 5), Several: exactly(100, 1), Brands: []demand.BrandShare{
		{Brand: "b-nike", Keywords: 3, Demand: exactly(660, 3), Share: f(.66)},
		{Brand: "b-adidas", Keywords: 3, Demand: exactly(440, 3), Share: f(.44)},
	}}, shares[0], "shares add up to 1 and the part of those that name both")
	assert.Equal(t, demand.ShareOfSearch{Need: "n-run", Demand: exactly(100, 2), Brands: []demand.BrandShare{
		{Brand: "b-nike", Keywords: 1, Demand: exactly(60, 1), Share: f(.6)},
		{Brand: "b-adidas", Keywords: 1, Demand: exactly(40, 1), Share: f(.4)},
	}}, shares[1])

	r = counted(map[string]int64{"b-boots": 1001, "b-boots x": 1, "b-clear": 1000, "b-wrong": 70})
	for i := range r.Terms {
		switch x := &r.Terms[i]; x.Keyword {
		case "b-boots", "b-boots x":
			x.Confidence = .25
		case "b-wrong":
			x.Role = keyword.Need
		}
	}
	brands := r.Pair(demand.PairOptions{}).ShareOfSearch()[0].Brands
	assert.Equal(t, []string{"b-clear", "b-boots", "b-wrong"}, []string{brands[0].Brand, brands[1].Brand, brands[2].Brand})
	assert.Equal(t, demand.Sum{Low: 250, High: 1002, Known: 2}, brands[1].Demand, "a quarter, to the hundredth")
	assert.InDelta(t, 250.5/(250.5+1000+70), brands[1].Share.Low, 1e-12)
	assert.InDelta(t, 1002./(1002+1000), brands[1].Share.High, 1e-12)
	assert.Equal(t, demand.Sum{Low: 0, High: 70, Known: 1}, brands[2].Demand)
	assert.Nil(t, counted(map[string]int64{"n": 5}).Pair(demand.PairOptions{}).ShareOfSearch())
}

// TestShareLaws: shares are parts; of exact volumes they add up as is told.
func TestShareLaws(t *testing.T) {
	for seed := range uint64(30) {
		r := randomReport(rand.New(rand.NewPCG(seed, 8)), 300, 5, func(r *rand.Rand) demand.Volume { return demand.Count(1 + r.Int64N(1000)) })
		for _, s := range r.Pair(demand.PairOptions{}).ShareOfSearch() {
			sum, more := 0., 0.
			for _, b := range s.Brands {
				assert.True(t, 0 <= b.Share.Low && b.Share.Low == b.Share.High && b.Share.High <= 1)
				sum += b.Share.Low
			}
			for i := range r.Terms {
				if x := &r.Terms[i]; s.Need == "" || slices.Contains(mentions(x, keyword.Need), s.Need) {
					more += float64(max(0, len(mentions(x, keyword.Brand))-1)) * float64(x.Volume.Low)
				}
			}
			assert.InDelta(t, 1+more/float64(s.Demand.Low), sum, 1e-9)
		}
	}
}

// pairings returns what a term pairs.
func pairings(t *demand.Term) (out []string) {
	ways := append(mentions(t, keyword.Solution), mentions(t, keyword.Brand)...)
	if len(ways) == 0 && slices.ContainsFunc(t.Evidence, func(e keyword.Evidence) bool { return e.Term == "" }) {
		ways = []string{""}
	}
	for _, n := range mentions(t, keyword.Need) {
		for _, w := range ways {
			out = append(out, n+" "+w)
		}
	}
	return out
}

// covered is what some terms cover of all, by the definition.
func covered(r *demand.Report, chosen []int) (part float64) {
	lead := map[string]int{}
	for i := range r.Terms {
		for _, p := range pairings(&r.Terms[i]) {
			if k, ok := lead[p]; !ok || cmp.Or(cmp.Compare(r.Terms[k].Volume.Low, r.Terms[i].Volume.Low), strings.Compare(r.Terms[i].Keyword, r.Terms[k].Keyword)) < 0 {
				lead[p] = i
			}
		}
	}
	all := 0.
	for i := range r.Terms {
		pairs := pairings(&r.Terms[i])
		for _, p := range pairs {
			share := float64(r.Terms[i].Volume.Low) / float64(len(pairs))
			all += share
			if slices.Contains(chosen, lead[p]) {
				part += share
			}
		}
	}
	return part / all
}

// TestCoverTwin: the sample holds what it says, and no smaller choice holds as much as
// was asked for.
func TestCoverTwin(t *testing.T) {
	for seed := range uint64(150) {
		r := rand.New(rand.NewPCG(seed, 9))
		list := randomReport(r, 11, 3, func(r *rand.Rand) demand.Volume { return demand.Count(5040 * (1 + r.Int64N(50))) })
		p := list.Pair(demand.PairOptions{})
		part := []float64{.3, .8, 1}[r.IntN(3)]
		c := p.Cover(part)
		if len(p.Pairs) == 0 {
			assert.Empty(t, c)
			continue
		}
		var chosen []int
		for _, k := range c.Keywords {
			chosen = append(chosen, slices.IndexFunc(list.Terms, func(x demand.Term) bool { return x.Keyword == k.Keyword }))
			assert.InDelta(t, covered(list, chosen), k.Part, 1e-9)
		}
		assert.GreaterOrEqual(t, covered(list, chosen), part-1e-9)
		assert.InDelta(t, covered(list, chosen), c.Part.Low, 1e-9)
		assert.Equal(t, c.Part.Low, c.Part.High)
		for set := range 1 << len(list.Terms) {
			if bits.OnesCount(uint(set)) != len(chosen)-1 {
				continue
			}
			var smaller []int
			for i := range list.Terms {
				if set&(1<<i) > 0 {
					smaller = append(smaller, i)
				}
			}
			require.Less(t, covered(list, smaller), part-1e-9)
		}
	}
}

// TestCover: each pairing is covered by the keyword that says it most.
func TestCover(t *testing.T) {
	p := counted(map[string]int64{"n s1": 50, "n s1 x": 15, "n s2": 20, "n s3": 9, "n s3 x": 2, "n s4 s5": 4, "n s1 s2 s3": 3, "n": 900, "n s6": 0}).Pair(demand.PairOptions{})
	var got []string
	c := p.Cover(.9)
	for _, k := range c.Keywords {
		got = append(got, fmt.Sprintf("%s %.2f %d", k.Keyword, k.Part, len(k.Pairs)))
	}
	assert.Equal(t, []string{"n s1 0.64 1", "n s2 0.84 1", "n s3 0.96 1"}, got)
	assert.Len(t, p.Cover(2).Keywords, 4, "no more than all that is searched")
	assert.Len(t, p.Cover(2).Keywords[3].Pairs, 2)
	assert.Empty(t, p.Cover(0).Keywords)
	assert.Empty(t, p.Cover(math.NaN()).Keywords)
	assert.Empty(t, new(demand.Report).Pair(demand.PairOptions{}).Cover(.8).Keywords)
	wide := demand.Report{Terms: []demand.Term{term("n s1", demand.Volume{Low: 5, High: demand.Unbounded, Reading: demand.Range}), term("n s2", demand.Between(10, 30))}}
	c = wide.Pair(demand.PairOptions{}).Cover(1)
	assert.Equal(t, []float64{.8, 1}, []float64{c.Keywords[0].Part, c.Keywords[1].Part}, "no middle without a bound, but the lower one")
}

// TestPairAnything: no volume, confidence or evidence makes it fail.
func TestPairAnything(t *testing.T) {
	extreme := demand.Term{Keyword: "n s", Volume: demand.Volume{Low: math.MaxInt64 - 1, High: math.MaxInt64, Reading: demand.Range},
		Label: keyword.Label{Role: keyword.Brand, Confidence: math.NaN(), Evidence: []keyword.Evidence{
			{Start: -5, End: 99, Term: "n", Role: keyword.Need}, {Start: 9, End: 2, Term: "s", Role: keyword.Solution},
			{Term: "b", Role: keyword.Brand}, {Term: "n", Role: 77}, {Role: keyword.Brand}, {Role: keyword.Need}}}}
	below := extreme
	below.Keyword, below.Volume, below.Confidence = "x", demand.Volume{Low: -7, High: -3, Reading: demand.Range}, math.Inf(1)
	for _, terms := range [][]demand.Term{{extreme}, {below}, {extreme, below, extreme}} {
		r := &demand.Report{Terms: terms}
		p := r.Pair(demand.PairOptions{Name: r.Names(new(keyword.Analyzer))})
		assert.NotEmpty(t, tell(p))
		for _, x := range p.Pairs {
			assert.GreaterOrEqual(t, x.Demand.Low, int64(0))
			assert.LessOrEqual(t, x.Demand.Low, x.Demand.High)
		}
	}
}

// manyTerms is a report such as a large list gives: few names have most mentions.
func manyTerms(n int) *demand.Report {
	r := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(r, 1.1, 1, uint64(n/20))
	out := &demand.Report{Terms: make([]demand.Term, n)}
	for i := range out.Terms {
		text := ""
		for range 1 + r.IntN(3) {
			text += fmt.Sprintf("%c%d ", "nsb"[r.IntN(3)], zipf.Uint64())
		}
		out.Terms[i] = term(fmt.Sprintf("%sx%d", text, i), demand.Round([]int64{0, 10, 20, 50, 110, 1300, 5400}[r.IntN(7)]))
	}
	slices.SortFunc(out.Terms, func(a, b demand.Term) int {
		return int(b.Volume.Number-a.Volume.Number)*2 + strings.Compare(a.Keyword, b.Keyword)
	})
	return out
}

func BenchmarkPair(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		r := manyTerms(n)
		p := r.Pair(demand.PairOptions{})
		for _, what := range []struct {
			name string
			run  func()
		}{
			{"pair", func() { r.Pair(demand.PairOptions{}) }},
			{"names", func() { r.Names(new(keyword.Analyzer)) }},
			{"share", func() { p.ShareOfSearch() }},
			{"cover", func() { p.Cover(.8) }},
			{"white", func() { p.White(demand.WhiteOptions{}) }},
			{"stands", func() { p.Stands(demand.StandOptions{}) }},
		} {
			b.Run(fmt.Sprintf("what=%s/terms=%d", what.name, n), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					what.run()
				}
				b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "terms/s")
			})
		}
	}
}

// TestLearntMentions: what a list has shown counts where the role is sure enough, and a
// need or a solution has a name where enough terms end with it; what the lexicon has
// counts always.
func TestLearntMentions(t *testing.T) {
	learnt := func(text string, confidence float64) demand.Term {
		x := term(text, demand.Count(1))
		x.Confidence = confidence
		for i := range x.Evidence {
			if e := &x.Evidence[i]; len(e.Text) > 1 {
				e.Why = keyword.ByList
			}
		}
		return x
	}
	r := &demand.Report{Terms: []demand.Term{
		learnt("n s", .1), // all by the lexicon
		learnt("n s1", .9), learnt("n s1 x", .7), learnt("n s1 y", .69),
		learnt("n s2", .9),
		learnt("n b1", .9), learnt("n b2", .6),
		learnt("n1 b", .9), learnt("n1 y b", .9), learnt("n2 b", .9),
	}}
	for _, c := range []struct {
		opt   demand.PairOptions
		pairs string
	}{
		{demand.PairOptions{}, "n b1 1, n  1, n s 1, n s1 2, n1 b 2"},
		{demand.PairOptions{Learnt: 1}, "n b1 1, n s 1, n s1 2, n s2 1, n1 b 2, n2 b 1"},
		{demand.PairOptions{Learnt: 3}, "n b1 1, n  3, n s 1"},
		{demand.PairOptions{Confidence: -1}, "n b1 1, n b2 1, n  1, n s 1, n s1 3, n1 b 2"},
		{demand.PairOptions{Confidence: 1}, "n s 1"},
	} {
		var got []string
		for _, x := range r.Pair(c.opt).Pairs {
			got = append(got, fmt.Sprintf("%s %s %d", x.Need, x.With, len(x.Terms)))
		}
		want := strings.Split(c.pairs, ", ")
		slices.Sort(got)
		slices.Sort(want)
		assert.Equal(t, want, got, "%+v", c.opt)
	}
}
