package cluster_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/cluster"
	"github.com/needscape/needscape/keyword"
)

// searches is a list in which each word narrows.
func searches() []string {
	var list []string
	for _, thing := range []string{"socks", "gloves", "hats"} {
		list = append(list, thing)
		for _, kind := range []string{"wool", "thick", "black", "running", "hiking", "kids"} {
			list = append(list, kind+" "+thing, thing+" "+kind)
			for _, more := range []string{"cheap", "women", "sale"} {
				list = append(list, more+" "+kind+" "+thing)
			}
		}
	}
	return list
}

// questions is a list of needs, each in many people's words, and the need of each.
func questions() (list []string, need []int) {
	r := rand.New(rand.NewPCG(1, 2))
	needs := [][]string{
		strings.Fields("lost stolen card wallet missing replace freeze thief purse plastic block immediately holiday gone"),
		strings.Fields("transfer money abroad bank wire foreign recipient fee pending delay arrive international euros sent"),
		strings.Fields("password forgot login reset locked screen code account email verify again sign app access"),
		strings.Fields("salary direct deposit employer payday paycheck early monday payroll friday wages credited late boss"),
	}
	around := strings.Fields("please really today since yesterday morning friend kindly urgent already totally quickly suddenly")
	for i := range 400 {
		n := i % len(needs)
		var words []string
		for range 5 {
			words = append(words, needs[n][r.IntN(len(needs[n]))])
		}
		words = append(words, around[r.IntN(len(around))], around[r.IntN(len(around))])
		list, need = append(list, strings.Join(words, " ")), append(need, n)
	}
	return list, need
}

func groupList(t testing.TB, list []string, o cluster.Options) *cluster.Grouping {
	corpus, err := keyword.NewCorpus(t.Context(), keyword.NewAnalyzer(), list)
	require.NoError(t, err)
	g, err := cluster.New(t.Context(), corpus, o)
	require.NoError(t, err)
	return g
}

// lists are those that every law holds for.
func lists() map[string][]string {
	q, _ := questions()
	return map[string][]string{
		"searches":  searches(),
		"questions": q,
		"made":      madeKeywords(3000),
		"odd":       {"", "???", "the", "diaper rash", "diaper rash", "Diaper-Rash", "rash", "\xff\xfe", "ohne", strings.Repeat("long ", 300)},
		"one":       {"diaper rash"},
		"none":      nil,
	}
}

// madeDemand makes up a demand for a keyword.
func madeDemand(list []string) []int64 {
	out := make([]int64, len(list))
	for i, s := range list {
		out[i] = int64(10 * (len(s) % 7))
	}
	return out
}

// say writes a grouping without the numbers of keywords.
func say(list []string, g *cluster.Grouping) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%v %v %v\n", g.Method, g.Threshold, g.Spare)
	for z, x := range g.Groups {
		hub := list[x.Hub]
		x.Hub = 0
		fmt.Fprintf(&b, "%d %q %v topic %d terms %q\n", z, hub, x, g.Topic[z], g.Terms(z))
		for _, m := range g.Members(z) {
			text := list[m.Keyword]
			m.Keyword = 0
			fmt.Fprintf(&b, "  %q %v\n", text, m)
		}
	}
	for t, x := range g.Topics {
		fmt.Fprintf(&b, "topic %v %v %q\n", x, g.TopicGroups(t), g.TopicTerms(t))
	}
	return b.String()
}

var allMethods = []cluster.Method{cluster.Auto, cluster.AverageLinkage, cluster.HeadFirst, cluster.Communities, cluster.Mixture}

// TestGroupingLaws: each keyword is in one group once, demand is conserved, groups and
// topics come by demand, the hub first, and close variants stay together.
func TestGroupingLaws(t *testing.T) {
	for name, list := range lists() {
		demand := madeDemand(list)
		total := int64(0)
		for _, d := range demand {
			total += d
		}
		for _, method := range allMethods {
			g := groupList(t, list, cluster.Options{Method: method, Demand: demand})
			seen := make([]int, len(list))
			sum, keywords := int64(0), 0
			for z, x := range g.Groups {
				members := g.Members(z)
				require.Len(t, members, x.Keywords, name)
				assert.Equal(t, x.Hub, members[0].Keyword)
				demandHere := int64(0)
				for _, m := range members {
					seen[m.Keyword]++
					demandHere += demand[m.Keyword]
					assert.Equal(t, int32(z), g.Group[m.Keyword])
					assert.True(t, m.Similarity >= 0 && m.Similarity <= 1)
				}
				assert.Equal(t, x.Demand, demandHere)
				if z > 0 {
					assert.GreaterOrEqual(t, g.Groups[z-1].Demand, x.Demand)
				}
				sum += x.Demand
			}
			for i, n := range seen {
				require.Equal(t, 1, n, "%s: %q", name, list[i])
			}
			assert.Equal(t, total, sum, name)
			of := map[int32]int32{}
			for i, v := range g.Variant {
				if z, ok := of[v]; ok {
					assert.Equal(t, z, g.Group[i])
				}
				of[v] = g.Group[i]
			}
			sum = 0
			for t2, x := range g.Topics {
				sum += x.Demand
				keywords += x.Keywords
				assert.Len(t, g.TopicGroups(t2), x.Groups)
				assert.Equal(t, x.Hub, g.TopicGroups(t2)[0])
			}
			assert.Equal(t, total, sum, name)
			assert.Equal(t, len(list), keywords)
		}
	}
}

// TestGroupingOrder: neither the order of keywords nor GOMAXPROCS changes a byte.
func TestGroupingOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for name, list := range lists() {
		if name == "odd" {
			continue // its equal texts stand in any order
		}
		for _, method := range allMethods {
			want := say(list, groupList(t, list, cluster.Options{Method: method, Demand: madeDemand(list)}))
			for _, procs := range []int{1, 2, 8} {
				runtime.GOMAXPROCS(procs)
				shuffled := slices.Clone(list)
				r.Shuffle(len(shuffled), func(i, k int) { shuffled[i], shuffled[k] = shuffled[k], shuffled[i] })
				got := say(shuffled, groupList(t, shuffled, cluster.Options{Method: method, Demand: madeDemand(shuffled)}))
				require.Equal(t, want, got, "%s by %v", name, method)
			}
		}
	}
}

// TestListDecides: a list of searches is grouped finely, one of questions by their words
// together, without being told.
func TestListDecides(t *testing.T) {
	g := groupList(t, searches(), cluster.Options{})
	assert.Equal(t, cluster.AverageLinkage, g.Method)
	assert.Greater(t, len(g.Groups), 18, "wool socks are not thick socks")
	list, need := questions()
	g = groupList(t, list, cluster.Options{})
	assert.Equal(t, cluster.Mixture, g.Method)
	wrong := 0
	for z := range g.Groups {
		count := map[int]int{}
		for _, m := range g.Members(z) {
			count[need[m.Keyword]]++
		}
		most := 0
		for _, n := range count {
			most = max(most, n)
		}
		wrong += len(g.Members(z)) - most
	}
	assert.Less(t, len(g.Groups), 30)
	assert.Less(t, wrong, 20)
}

// TestHeadFirst: each member is as similar to its hub as the threshold asks, and no two
// hubs are.
func TestHeadFirst(t *testing.T) {
	list := madeKeywords(2000)
	for _, threshold := range []float64{.3, .5, .7, 1} {
		g := groupList(t, list, cluster.Options{Method: cluster.HeadFirst, Threshold: threshold})
		assert.Equal(t, threshold, g.Threshold)
		for z := range g.Groups {
			for _, m := range g.Members(z) {
				assert.GreaterOrEqual(t, m.Similarity, threshold)
			}
		}
	}
}

// TestOptions: options that cannot be met are errors.
func TestOptions(t *testing.T) {
	corpus, err := keyword.NewCorpus(t.Context(), keyword.NewAnalyzer(), []string{"a", "b"})
	require.NoError(t, err)
	vectors, err := cluster.NewVectors(2, []float32{1, 0})
	require.NoError(t, err)
	for _, o := range []cluster.Options{
		{Demand: []int64{1}}, {Demand: []int64{1, -1}}, {Threshold: -.1}, {Threshold: 1.1}, {Method: 99}, {Vectors: vectors},
	} {
		_, err := cluster.New(t.Context(), corpus, o)
		assert.Error(t, err, o)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = cluster.New(ctx, corpus, cluster.Options{})
	assert.ErrorIs(t, err, context.Canceled)
	for _, m := range allMethods {
		got, err := cluster.ParseMethod(m.String())
		require.NoError(t, err)
		assert.Equal(t, m, got)
	}
	_, err = cluster.ParseMethod("magic")
	assert.Error(t, err)
}

// TestDecisions: what people decided holds, and what contradicts itself is an error.
func TestDecisions(t *testing.T) {
	list := []string{"diaper rash", "diapers rash", "nappy rash", "diaper cream", "diaper cream best", "desitin"}
	in := func(d cluster.Decisions) map[string]int32 {
		g := groupList(t, list, cluster.Options{Threshold: .5, Decisions: d})
		of := map[string]int32{}
		for i, s := range list {
			of[s] = g.Group[i]
		}
		return of
	}
	of := in(cluster.Decisions{})
	assert.Equal(t, of["diaper rash"], of["diapers rash"])
	assert.NotEqual(t, of["diaper rash"], of["desitin"])
	of = in(cluster.Decisions{Together: [][2]string{{"diaper cream", "desitin"}, {"diaper rash", "nappy rash"}, {"not in the list", "desitin"}}})
	assert.Equal(t, of["diaper cream"], of["desitin"])
	assert.Equal(t, of["diaper rash"], of["nappy rash"])
	assert.NotEqual(t, of["diaper rash"], of["desitin"])
	of = in(cluster.Decisions{Together: [][2]string{{"diaper cream", "desitin"}, {"diaper rash", "diaper cream"}}})
	assert.Equal(t, of["diaper rash"], of["desitin"], "what is together moves together")
	of = in(cluster.Decisions{
		Together: [][2]string{{"diaper rash", "nappy rash"}, {"nappy rash", "diaper cream"}, {"diaper rash", "diaper cream best"}},
		Apart:    [][2]string{{"desitin", "diaper rash"}},
	})
	assert.Equal(t, of["diaper rash"], of["diaper cream"])
	assert.NotEqual(t, of["diaper rash"], of["desitin"])
	for _, d := range []cluster.Decisions{
		{Together: [][2]string{{"nappy rash", "desitin"}}, Apart: [][2]string{{"desitin", "nappy rash"}}},
		{Apart: [][2]string{{"diaper rash", "diapers rash"}}},
	} {
		corpus, err := keyword.NewCorpus(t.Context(), keyword.NewAnalyzer(), list)
		require.NoError(t, err)
		_, err = cluster.New(t.Context(), corpus, cluster.Options{Threshold: .5, Decisions: d})
		if d.Together != nil {
			assert.ErrorContains(t, err, "apart and together")
		}
	}
}

// TestAssign: a keyword of the list goes to its own group, whatever it is asked with; a
// close variant to that of its variants; what is like none to no group.
func TestAssign(t *testing.T) {
	for name, list := range lists() {
		for _, method := range []cluster.Method{cluster.AverageLinkage, cluster.Mixture} {
			g := groupList(t, list, cluster.Options{Method: method, Threshold: .5})
			a, err := g.Assigner(t.Context())
			require.NoError(t, err)
			asked := append([]string{"xylophone zeppelin quux"}, list...)
			got, err := a.Assign(t.Context(), asked)
			require.NoError(t, err)
			require.Len(t, got, len(asked))
			assert.Equal(t, cluster.Assignment{Group: -1, Nearest: -1}, got[0])
			for i, x := range got[1:] {
				if x.Nearest >= 0 { // but keywords without words
					require.Equal(t, g.Group[i], x.Group, "%s: %q", name, list[i])
					assert.Equal(t, 1., x.Similarity)
				}
			}
			alone, err := a.Assign(t.Context(), asked[len(asked)-1:])
			require.NoError(t, err)
			assert.Equal(t, got[len(got)-1], alone[0])
		}
	}
	g := groupList(t, []string{"diaper rash cream", "baby bottle", "baby bottles cheap"}, cluster.Options{Threshold: .5})
	a, err := g.Assigner(t.Context())
	require.NoError(t, err)
	got, err := a.Assign(t.Context(), []string{"cream for diaper rash", "best diaper rash cream", "cheap bottle baby", "glass baby bottle", "bottle without baby", ""})
	require.NoError(t, err)
	assert.Equal(t, g.Group[0], got[0].Group)
	assert.Equal(t, 1., got[0].Similarity)
	assert.Equal(t, g.Group[0], got[1].Group)
	assert.Less(t, got[1].Similarity, 1.)
	assert.Equal(t, g.Group[2], got[2].Group)
	assert.Equal(t, g.Group[1], got[3].Group)
	assert.Equal(t, int32(-1), got[5].Group)
}

// TestAssignDecided: a keyword that a decision moved does not take new ones with it.
func TestAssignDecided(t *testing.T) {
	list, _ := questions()
	plain := groupList(t, list, cluster.Options{Method: cluster.Mixture})
	members := plain.Members(0)
	last := list[members[len(members)-1].Keyword]
	g := groupList(t, list, cluster.Options{Method: cluster.Mixture, Decisions: cluster.Decisions{
		Together: [][2]string{{list[plain.Groups[1].Hub], last}},
	}})
	a, err := g.Assigner(t.Context())
	require.NoError(t, err)
	asked := list[plain.Groups[0].Hub] + " " + list[members[1].Keyword]
	got, err := a.Assign(t.Context(), []string{asked, last})
	require.NoError(t, err)
	assert.Equal(t, g.Group[plain.Groups[0].Hub], got[0].Group)
	assert.Equal(t, g.Group[plain.Groups[1].Hub], got[1].Group)
}

// TestVectorsDecide: vectors that are brought along say what is alike, whatever the words.
func TestVectorsDecide(t *testing.T) {
	list := []string{"baby's bottom is red", "diaper rash", "diaper bag", "handbag for nappies", "zebra"}
	vectors, err := cluster.NewVectors(2, []float32{1, 0, .9, .1, 0, 1, .1, .9, -1, -1})
	require.NoError(t, err)
	g := groupList(t, list, cluster.Options{Vectors: vectors})
	assert.Equal(t, g.Group[0], g.Group[1])
	assert.Equal(t, g.Group[2], g.Group[3])
	assert.NotEqual(t, g.Group[1], g.Group[2])
	assert.Len(t, g.Groups, 3)
}

// TestLearn: keywords of one need are near without a word in common, if the list has
// their words in like company.
func TestLearn(t *testing.T) {
	list, need := questions()
	corpus, err := keyword.NewCorpus(t.Context(), keyword.NewAnalyzer(), list)
	require.NoError(t, err)
	v, err := cluster.Learn(t.Context(), corpus, 20)
	require.NoError(t, err)
	var same, other, n, m float64
	for i := range list {
		for k := range i {
			shares := slices.ContainsFunc(strings.Fields(list[i]), func(w string) bool { return slices.Contains(strings.Fields(list[k]), w) })
			switch {
			case shares:
			case need[i] == need[k]:
				same += float64(v.Similarity(i, k))
				n++
			default:
				other += float64(v.Similarity(i, k))
				m++
			}
		}
	}
	require.Greater(t, n, 10.)
	assert.Greater(t, same/n, other/m+.3)
}
