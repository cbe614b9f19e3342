package cluster_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/cluster"
)

// snapshotOf makes a snapshot of groups, one a field, with commas between keywords, such
// as "1:a,b 2:c=30": group 2 is c with a demand of 30.
func snapshotOf(t testing.TB, text string) *cluster.Snapshot {
	s := &cluster.Snapshot{}
	for group := range strings.FieldsSeq(text) {
		var id int64
		id, keywords := 0, group[strings.IndexByte(group, ':')+1:]
		_, err := fmt.Sscanf(group, "%d:", &id)
		require.NoError(t, err)
		for k := range strings.SplitSeq(keywords, ",") {
			k, demand, _ := strings.Cut(k, "=")
			d := int64(0)
			if demand != "" {
				_, err := fmt.Sscan(demand, &d)
				require.NoError(t, err)
			}
			s.Keywords, s.Groups, s.Demand = append(s.Keywords, k), append(s.Groups, id), append(s.Demand, d)
			s.Next = max(s.Next, id+1)
		}
	}
	return s
}

// next is Tracker.Next for a list whose groups are the identities of a snapshot.
func next(t testing.TB, tr cluster.Tracker, old, list *cluster.Snapshot) *cluster.Snapshot {
	groups := make([]int32, list.Len())
	for i, g := range list.Groups {
		groups[i] = int32(g)
	}
	s, err := tr.Next(old, list.Keywords, groups, list.Demand)
	require.NoError(t, err)
	return s
}

func compare(t testing.TB, tr cluster.Tracker, from, to *cluster.Snapshot) *cluster.Difference {
	d, err := tr.Compare(from, to)
	require.NoError(t, err)
	return d
}

// brief prints changes, such as "split 1 to 1 4", with the keywords that a group shares.
func brief(changes []cluster.Change) []string {
	out := []string{}
	for _, c := range changes {
		line := string(c.Kind)
		for _, p := range c.From {
			line += fmt.Sprintf(" %d(%d)", p.Group, p.Keywords)
		}
		line += " >"
		for _, p := range c.To {
			line += fmt.Sprintf(" %d(%d)", p.Group, p.Keywords)
		}
		for _, k := range c.Joined {
			line += " +" + k
		}
		for _, k := range c.Left {
			line += " -" + k
		}
		out = append(out, line)
	}
	return out
}

// TestTrack: what becomes of groups, by hand.
func TestTrack(t *testing.T) {
	for _, tt := range []struct {
		name, old, list string
		tracker         cluster.Tracker
		want            string   // groups of the list, by identity
		changes         []string // see brief
	}{
		{"first", "", "7:a 3:b,c 9:d=5", cluster.Tracker{}, "3:a 2:b,c 1:d=5",
			[]string{"born > 1(1)", "born > 2(2)", "born > 3(1)"}},
		{"same", "1:a 2:b,c 3:d=5", "9:d=5 4:a 5:c,b", cluster.Tracker{}, "1:a 2:b,c 3:d=5", nil},
		{"demand only", "1:a=1 2:b=900,c", "1:a=7 2:b,c=3", cluster.Tracker{}, "1:a=7 2:b,c=3", nil},
		{"grown and shrunk", "1:a,b,c 2:d,e,f", "1:a,b,c,g,h,i,j 2:d", cluster.Tracker{}, "1:a,b,c,g,h,i,j 2:d",
			[]string{"continued 1(3) > 1(7) +g +h +i +j", "continued 2(3) > 2(1) -e -f"}},
		{"died and born", "1:a,b 2:c", "1:c 2:d", cluster.Tracker{}, "2:c 3:d", []string{"born > 3(1)", "died 1(2) >"}},
		{"moved", "1:a,b,c,d,e,f 2:g,h,i,j,k,l", "1:a,b,c,d,e 2:f,g,h,i,j,k,l", cluster.Tracker{}, "1:a,b,c,d,e 2:f,g,h,i,j,k,l",
			[]string{"continued 1(6) > 1(5) -f", "continued 2(6) > 2(7) +f"}},
		{"split", "1:a,b,c,d,e", "8:a,b 9:c,d,e", cluster.Tracker{}, "2:a,b 1:c,d,e",
			[]string{"continued 1(5) > 1(3) -a -b", "split 1(5) > 1(3) 2(2)"}},
		{"split by demand", "1:a=9,b,c,d", "8:b,c,d 9:a", cluster.Tracker{}, "2:b,c,d 1:a",
			[]string{"continued 1(4) > 1(1) -b -c -d", "split 1(4) > 1(1) 2(3)"}},
		{"split evenly: the first as text stays", "1:a,b", "1:b 2:a", cluster.Tracker{}, "2:b 1:a",
			[]string{"continued 1(2) > 1(1) -b", "split 1(2) > 1(1) 2(1)"}},
		{"split evenly by weight: the more keywords stay", "1:a=2,b,c", "1:a=1 2:b,c=1", cluster.Tracker{}, "2:a=1 1:b,c=1",
			[]string{"continued 1(3) > 1(2) -a", "split 1(3) > 1(2) 2(1)"}},
		{"split in three, none of them most", "1:a,b,c", "1:a 2:b 3:c", cluster.Tracker{}, "2:a 3:b 4:c", []string{"split 1(3) > 2(1) 3(1) 4(1)"}},
		{"split in three, a third is most", "1:a,b,c", "1:a 2:b 3:c", cluster.Tracker{Most: 0.3}, "1:a 2:b 3:c",
			[]string{"continued 1(3) > 1(1) -b -c", "split 1(3) > 1(1) 2(1) 3(1)"}},
		{"merged", "1:a,b 2:c,d,e", "1:a,b,c,d,e", cluster.Tracker{}, "2:a,b,c,d,e",
			[]string{"continued 2(3) > 2(5) +a +b", "merged 2(3) 1(2) > 2(5)"}},
		{"absorbed", "1:a 2:b,c,d,e,f,g,h,i", "1:a,b,c,d,e,f,g,h,i", cluster.Tracker{}, "2:a,b,c,d,e,f,g,h,i",
			[]string{"continued 2(8) > 2(9) +a", "merged 2(8) 1(1) > 2(9)"}},
		{"shared out", "1:a,b,c,d 2:e,f,g 3:h,i,j", "2:a,b,e,f,g 3:c,d,h,i,j", cluster.Tracker{}, "2:a,b,e,f,g 3:c,d,h,i,j",
			[]string{"continued 2(3) > 2(5) +a +b", "continued 3(3) > 3(5) +c +d", "merged 2(3) 1(2) > 2(5)", "merged 3(3) 1(2) > 3(5)", "split 1(4) > 2(2) 3(2)"}},
		{"dissolved", "1:a,b,c 2:d,e,f,g,h,i 3:j,k,l,m,n,o 4:p,q,r,s,t,u", "2:a,d,e,f,g,h,i 3:b,j,k,l,m,n,o 4:c,p,q,r,s,t,u", cluster.Tracker{},
			"2:a,d,e,f,g,h,i 3:b,j,k,l,m,n,o 4:c,p,q,r,s,t,u",
			[]string{"continued 2(6) > 2(7) +a", "continued 3(6) > 3(7) +b", "continued 4(6) > 4(7) +c", "dissolved 1(3) > 2(1) 3(1) 4(1)"}},
		{"formed", "1:a,d,e,f,g,h,i 2:b,j,k,l,m,n,o 3:c,p,q,r,s,t,u", "1:a,b,c 2:d,e,f,g,h,i 3:j,k,l,m,n,o 4:p,q,r,s,t,u", cluster.Tracker{},
			"4:a,b,c 1:d,e,f,g,h,i 2:j,k,l,m,n,o 3:p,q,r,s,t,u",
			[]string{"continued 1(7) > 1(6) -a", "continued 2(7) > 2(6) -b", "continued 3(7) > 3(6) -c", "formed 1(1) 2(1) 3(1) > 4(3)"}},
		{"a third is a part of neither", "1:a,b,c 2:d,e,f,g,h,i", "1:a,b 2:c,d,e,f,g,h,i", cluster.Tracker{Part: 0.1}, "1:a,b 2:c,d,e,f,g,h,i",
			[]string{"continued 1(3) > 1(2) -c", "continued 2(6) > 2(7) +c", "merged 2(6) 1(1) > 2(7)", "split 1(3) > 1(2) 2(1)"}},
		{"all gone", "1:a 5:b", "", cluster.Tracker{}, "", []string{"died 1(1) >", "died 5(1) >"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			old := snapshotOf(t, tt.old)
			got := next(t, tt.tracker, old, snapshotOf(t, tt.list))
			want := snapshotOf(t, tt.want)
			want.Next = got.Next
			assert.Equal(t, text(t, want), text(t, got))
			d := compare(t, tt.tracker, old, got)
			assert.Equal(t, append([]string{}, tt.changes...), brief(d.Changes))
		})
	}
}

// TestMoves: where keywords went, and how many.
func TestMoves(t *testing.T) {
	d := compare(t, cluster.Tracker{}, snapshotOf(t, "1:a=10,b=20 2:c=5,d=1"), snapshotOf(t, "1:a=11 2:b=21,c=6 3:e=7"))
	assert.Equal(t, &cluster.Difference{
		Changes: d.Changes,
		Moves: []cluster.Move{
			{Keyword: "e", To: 3, NewDemand: 7},
			{Keyword: "b", From: 1, To: 2, OldDemand: 20, NewDemand: 21},
			{Keyword: "d", From: 2, OldDemand: 1},
		},
		Stayed: cluster.Tally{Keywords: 2, OldDemand: 15, NewDemand: 17},
		Moved:  cluster.Tally{Keywords: 1, OldDemand: 20, NewDemand: 21},
		New:    cluster.Tally{Keywords: 1, NewDemand: 7},
		Gone:   cluster.Tally{Keywords: 1, OldDemand: 1},
	}, d)
	text, err := json.Marshal(d.Changes[0])
	require.NoError(t, err)
	assert.JSONEq(t, `{"kind":"born","to":[{"group":3,"hub":"e","keywords":1,"demand":7}]}`, string(text))
}

// listOf makes a list of up to n keywords in groups, most of them those that another
// call would make.
func listOf(r *rand.Rand, n, groups int) *cluster.Snapshot {
	s := &cluster.Snapshot{}
	for _, i := range r.Perm(n + n/4)[:n-r.IntN(n/3+1)] {
		g := i % groups
		if r.IntN(4) == 0 {
			g = r.IntN(groups + 2)
		}
		s.Keywords, s.Groups = append(s.Keywords, fmt.Sprint("k", i)), append(s.Groups, int64(g))
		s.Demand = append(s.Demand, int64(r.IntN(3)*r.IntN(20)))
	}
	if r.IntN(4) == 0 {
		s.Demand = nil
	}
	return s
}

func demandOf(s *cluster.Snapshot, i int) int64 {
	if s.Demand == nil {
		return 0
	}
	return s.Demand[i]
}

// A slow twin's view of two lists: each pair of groups, and their shared weight.
type slow struct {
	weights, counts map[[2]int64]int64
	first           map[[2]int64]string
	shared          [2]map[int64]int64
}

func slowly(old, new *cluster.Snapshot) slow {
	s := slow{map[[2]int64]int64{}, map[[2]int64]int64{}, map[[2]int64]string{}, [2]map[int64]int64{{}, {}}}
	for i, a := range old.Keywords {
		for k, b := range new.Keywords {
			if a != b {
				continue
			}
			pair, w := [2]int64{old.Groups[i], new.Groups[k]}, 2+demandOf(old, i)+demandOf(new, k)
			if s.counts[pair] == 0 || a < s.first[pair] {
				s.first[pair] = a
			}
			s.weights[pair] += w
			s.counts[pair]++
			s.shared[0][pair[0]] += w
			s.shared[1][pair[1]] += w
		}
	}
	return s
}

func (s slow) larger(p, q [2]int64) bool {
	if s.weights[p] != s.weights[q] {
		return s.weights[p] > s.weights[q]
	}
	if s.counts[p] != s.counts[q] {
		return s.counts[p] > s.counts[q]
	}
	return s.first[p] < s.first[q]
}

// continues reports whether no pair with one of the groups is larger, and half of each is
// in the other.
func (s slow) continues(p [2]int64) bool {
	for q := range s.weights {
		if q != p && (q[0] == p[0] || q[1] == p[1]) && s.larger(q, p) {
			return false
		}
	}
	return 2*s.weights[p] >= s.shared[0][p[0]] && 2*s.weights[p] >= s.shared[1][p[1]]
}

func (s slow) isPart(p [2]int64) bool {
	w, a, b := s.weights[p], s.shared[0][p[0]], s.shared[1][p[1]]
	return 2*w >= a || 2*w >= b || 5*w >= a && 5*w >= b
}

// changes lists what became of which group.
func (s slow) changes(old, new *cluster.Snapshot) []string {
	out := map[string]bool{}
	kinds := [2][3]cluster.ChangeKind{{cluster.Died, cluster.Split, cluster.Dissolved}, {cluster.Born, cluster.Merged, cluster.Formed}}
	sides := [2]*cluster.Snapshot{old, new}
	in := func(side int, id int64) (list []string) {
		for i, g := range sides[side].Groups {
			if g == id {
				list = append(list, sides[side].Keywords[i])
			}
		}
		slices.Sort(list)
		return list
	}
	parts := func(side int, id int64) (n int) {
		for p := range s.weights {
			if p[side] == id && s.isPart(p) {
				n++
			}
		}
		return n
	}
	for side, kind := range kinds {
		for _, id := range sides[side].Groups {
			lasts, told := len(in(1-side, id)) > 0, false
			for p := range s.weights {
				told = told || p[side] == id && s.isPart(p) && parts(1-side, p[1-side]) > 1
			}
			switch {
			case parts(side, id) > 1:
				out[fmt.Sprint(kind[1], id)] = true
			case !lasts && s.shared[side][id] == 0:
				out[fmt.Sprint(kind[0], id)] = true
			case !lasts && !told:
				out[fmt.Sprint(kind[2], id)] = true
			}
			if lasts && !slices.Equal(in(0, id), in(1, id)) {
				out[fmt.Sprint(cluster.Continued, id)] = true
			}
		}
	}
	var list []string
	for c := range out {
		list = append(list, c)
	}
	slices.Sort(list)
	return list
}

// fates lists what became of which group.
func fates(d *cluster.Difference) []string {
	var out []string
	for _, c := range d.Changes {
		one := c.From
		if c.Kind == cluster.Born || c.Kind == cluster.Merged || c.Kind == cluster.Formed {
			one = c.To
		}
		out = append(out, fmt.Sprint(c.Kind, one[0].Group))
	}
	slices.Sort(out)
	return out
}

// TestTrackSlowly: identities and changes are those of looking at all pairs of groups and
// keywords, exactly, without fractions.
func TestTrackSlowly(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	kinds := map[cluster.ChangeKind]int{}
	for range 500 {
		n, groups := 1+r.IntN(60), 1+r.IntN(6)
		old := next(t, cluster.Tracker{}, nil, listOf(r, n, groups))
		list := listOf(r, n, groups)
		got := next(t, cluster.Tracker{}, old, list)
		s := slowly(old, list)
		for i, g := range list.Groups {
			want := int64(0)
			for p := range s.weights {
				if p[1] == g && s.continues(p) {
					want = p[0]
				}
			}
			if want == 0 {
				require.GreaterOrEqual(t, got.Groups[i], old.Next)
				require.Less(t, got.Groups[i], got.Next)
			} else {
				require.Equal(t, want, got.Groups[i])
			}
			for k, h := range list.Groups {
				require.Equal(t, g == h, got.Groups[i] == got.Groups[k], "groups are as they were given")
			}
		}
		d := compare(t, cluster.Tracker{}, old, got)
		require.Equal(t, slowly(old, got).changes(old, got), fates(d))
		for _, c := range d.Changes {
			kinds[c.Kind]++
		}
	}
	assert.Len(t, kinds, 7, "the lists show all kinds of changes")
}

// shuffled returns a snapshot with its keywords in another order.
func shuffled(r *rand.Rand, s *cluster.Snapshot) *cluster.Snapshot {
	out := &cluster.Snapshot{Next: s.Next}
	for _, i := range r.Perm(s.Len()) {
		out.Keywords, out.Groups = append(out.Keywords, s.Keywords[i]), append(out.Groups, s.Groups[i])
		if s.Demand != nil {
			out.Demand = append(out.Demand, s.Demand[i])
		}
	}
	return out
}

// text writes a snapshot, by which two are compared whatever their order.
func text(t testing.TB, s *cluster.Snapshot) string {
	var b strings.Builder
	n, err := s.WriteTo(&b)
	require.NoError(t, err)
	require.EqualValues(t, b.Len(), n)
	return b.String()
}

// backwards returns a difference as it is from the later snapshot to the earlier.
func backwards(d *cluster.Difference) *cluster.Difference {
	kinds := map[cluster.ChangeKind]cluster.ChangeKind{
		cluster.Born: cluster.Died, cluster.Died: cluster.Born, cluster.Split: cluster.Merged, cluster.Merged: cluster.Split,
		cluster.Dissolved: cluster.Formed, cluster.Formed: cluster.Dissolved, cluster.Continued: cluster.Continued}
	turn := func(t cluster.Tally) cluster.Tally {
		return cluster.Tally{Keywords: t.Keywords, OldDemand: t.NewDemand, NewDemand: t.OldDemand}
	}
	out := &cluster.Difference{Stayed: turn(d.Stayed), Moved: turn(d.Moved), New: turn(d.Gone), Gone: turn(d.New)}
	for _, c := range d.Changes {
		out.Changes = append(out.Changes, cluster.Change{Kind: kinds[c.Kind], From: c.To, To: c.From, Joined: c.Left, Left: c.Joined})
	}
	for _, m := range d.Moves {
		out.Moves = append(out.Moves, cluster.Move{Keyword: m.Keyword, From: m.To, To: m.From, OldDemand: m.NewDemand, NewDemand: m.OldDemand})
	}
	return out
}

// TestTrackLaws: order and numbers do not matter, nothing is lost, time can be reversed,
// a snapshot and itself do not differ, and identities last.
func TestTrackLaws(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for round := range 500 {
		tr := cluster.Tracker{}
		if round%2 > 0 {
			tr = cluster.Tracker{Most: 0.1 + 0.9*r.Float64(), Part: 0.01 + 0.9*r.Float64()}
		}
		n, groups := 1+r.IntN(60), 1+r.IntN(12)
		old := next(t, tr, nil, listOf(r, n, groups))
		list := listOf(r, n, groups)
		got := next(t, tr, old, list)
		d := compare(t, tr, old, got)

		other := shuffled(r, list)
		for i := range other.Groups {
			other.Groups[i] = 1000 - other.Groups[i]*[]int64{1, 7, 1 << 25}[round%3] // close together, or not
		}
		again := next(t, tr, shuffled(r, old), other)
		require.Equal(t, text(t, got), text(t, again))
		require.Equal(t, d, compare(t, tr, shuffled(r, old), again))

		same := compare(t, tr, got, shuffled(r, got))
		require.Empty(t, same.Changes)
		require.Empty(t, same.Moves)
		require.Equal(t, text(t, got), text(t, next(t, tr, got, list)), "tracked with itself")

		back := compare(t, tr, got, old)
		turned := backwards(d)
		require.ElementsMatch(t, turned.Changes, back.Changes)
		require.ElementsMatch(t, turned.Moves, back.Moves)
		require.Equal(t, [4]cluster.Tally{turned.Stayed, turned.Moved, turned.New, turned.Gone}, [4]cluster.Tally{back.Stayed, back.Moved, back.New, back.Gone})

		conserved(t, old, got, d)
	}
}

// conserved: each keyword of either snapshot is counted once, with its demand, and the
// moves make the new snapshot of the old.
func conserved(t *testing.T, old, got *cluster.Snapshot, d *cluster.Difference) {
	var was, is int64
	at := map[string]int64{}
	for i, k := range old.Keywords {
		was += demandOf(old, i)
		at[k] = old.Groups[i]
	}
	for i := range got.Keywords {
		is += demandOf(got, i)
	}
	require.Equal(t, old.Len(), d.Stayed.Keywords+d.Moved.Keywords+d.Gone.Keywords)
	require.Equal(t, got.Len(), d.Stayed.Keywords+d.Moved.Keywords+d.New.Keywords)
	require.Equal(t, was, d.Stayed.OldDemand+d.Moved.OldDemand+d.Gone.OldDemand)
	require.Equal(t, is, d.Stayed.NewDemand+d.Moved.NewDemand+d.New.NewDemand)
	for _, m := range d.Moves {
		require.Equal(t, m.From, at[m.Keyword])
		at[m.Keyword] = m.To
		if m.To == 0 {
			delete(at, m.Keyword)
		}
	}
	require.Len(t, at, got.Len())
	for i, k := range got.Keywords {
		require.Equal(t, got.Groups[i], at[k])
	}
}

// TestChain: in a row of snapshots a group that lasts keeps its identity, and none that
// died comes back.
func TestChain(t *testing.T) {
	var tr cluster.Tracker
	first := next(t, tr, nil, snapshotOf(t, "0:a=90,b=1 1:c=80,d=1 2:e=70"))
	assert.Equal(t, []int64{1, 1, 2, 2, 3}, first.Groups)
	second := next(t, tr, first, snapshotOf(t, "5:a=90,f=1 6:e=70"))
	assert.Equal(t, []int64{1, 1, 3}, second.Groups)
	third := next(t, tr, second, snapshotOf(t, "7:c=80,d=1 8:f=1,a=90"))
	assert.Equal(t, []int64{4, 4, 1, 1}, third.Groups, "2 died, what is like it is another")
	assert.Equal(t, []string{"born > 4(2)", "died 3(1) >"}, brief(compare(t, tr, second, third).Changes))
	assert.Equal(t, []string{"continued 1(2) > 1(2) +f -b", "died 3(1) >", "dissolved 2(2) > 4(2)", "formed 2(2) > 4(2)"},
		brief(compare(t, tr, first, third).Changes))

	r := rand.New(rand.NewPCG(5, 6))
	ever, last := map[int64]bool{}, (*cluster.Snapshot)(nil)
	for range 200 {
		s := next(t, tr, last, listOf(r, 60, 12))
		for _, id := range s.Groups {
			if last != nil && id < last.Next {
				require.Contains(t, last.Groups, id)
			}
			ever[id] = true
		}
		require.Len(t, ever, int(s.Next-1), "no identity is left out or given twice")
		last = s
	}
}

// TestTrackRefused: what makes no sense is an error, no panic.
func TestTrackRefused(t *testing.T) {
	ok := &cluster.Snapshot{Keywords: []string{"a"}, Groups: []int64{1}, Next: 2}
	for name, s := range map[string]*cluster.Snapshot{
		"twice":          {Keywords: []string{"a", "a"}, Groups: []int64{1, 1}, Next: 2},
		"twice apart":    {Keywords: []string{"b", "b"}, Groups: []int64{1, 2}, Next: 3},
		"groups":         {Keywords: []string{"a"}, Next: 2},
		"demand":         {Keywords: []string{"a"}, Groups: []int64{1}, Demand: []int64{}, Next: 2},
		"negative":       {Keywords: []string{"a"}, Groups: []int64{1}, Demand: []int64{-1}, Next: 2},
		"too much":       {Keywords: []string{"a", "b"}, Groups: []int64{1, 1}, Demand: []int64{math.MaxInt64 - 1, 1}, Next: 2},
		"never given":    {Keywords: []string{"a"}, Groups: []int64{2}, Next: 2},
		"no identity":    {Keywords: []string{"a"}, Groups: []int64{0}, Next: 2},
		"none was given": {Keywords: []string{"a"}, Groups: []int64{1}},
	} {
		for _, pair := range [][2]*cluster.Snapshot{{ok, s}, {s, ok}, {nil, s}, {s, nil}} {
			_, err := cluster.Tracker{}.Compare(pair[0], pair[1])
			assert.ErrorContains(t, err, "cluster: ", name)
		}
		_, err := cluster.Tracker{}.Next(s, nil, nil, nil)
		assert.Error(t, err, name)
		_, err = s.WriteTo(new(strings.Builder))
		assert.Error(t, err, name)
	}
	var tr cluster.Tracker
	_, err := tr.Next(ok, []string{"b"}, nil, nil)
	assert.EqualError(t, err, "cluster: 1 keywords, but 0 groups")
	_, err = tr.Next(ok, []string{"b", "b"}, []int32{1, 2}, nil)
	assert.EqualError(t, err, `cluster: keyword "b" is there twice`)
	_, err = tr.Next(&cluster.Snapshot{Next: math.MaxInt64}, []string{"b"}, []int32{1}, nil)
	assert.ErrorContains(t, err, "no identities are left")
	for _, tr := range []cluster.Tracker{{Most: -1}, {Most: 1.1}, {Part: math.NaN()}, {Part: math.Inf(1)}} {
		_, err := tr.Next(nil, nil, nil, nil)
		assert.ErrorContains(t, err, "want shares")
		_, err = tr.Compare(ok, ok)
		assert.ErrorContains(t, err, "want shares")
	}
	d, err := tr.Compare(nil, nil)
	require.NoError(t, err)
	assert.Equal(t, &cluster.Difference{Changes: []cluster.Change{}, Moves: []cluster.Move{}}, d)
}

// Demand as large as it may be is compared without overflow.
func TestTrackMuch(t *testing.T) {
	old := next(t, cluster.Tracker{}, nil, &cluster.Snapshot{Keywords: []string{"a", "b"}, Groups: []int64{1, 1}, Demand: []int64{math.MaxInt64 - 2, 0}})
	list := &cluster.Snapshot{Keywords: []string{"a", "b"}, Groups: []int64{1, 2}, Demand: []int64{math.MaxInt64 - 2, 0}}
	got := next(t, cluster.Tracker{}, old, list)
	assert.Equal(t, []int64{1, 2}, got.Groups)
}

// BenchmarkTrack: a million keywords in 150,000 groups, of which a tenth left the list, a tenth is
// new, and a tenth moved.
func BenchmarkTrack(b *testing.B) {
	const n = 1_000_000
	r := rand.New(rand.NewPCG(7, 8))
	lists := [2]*cluster.Snapshot{{}, {}}
	for i := range n * 11 / 10 {
		text := fmt.Sprintf("%s rash cream for %d weeks", []string{"diaper", "baby", "face", "heat"}[i%4], i*7919%n*10+i%10)
		group, demand := int64(r.IntN(n*3/20)), int64(r.IntN(100)*10)
		for side, s := range lists {
			if side == 0 && i >= n || side == 1 && i < n/10 {
				continue
			}
			if side == 1 && r.IntN(10) == 0 {
				group = int64(r.IntN(n * 3 / 20))
			}
			s.Keywords, s.Groups, s.Demand = append(s.Keywords, text), append(s.Groups, group), append(s.Demand, demand)
		}
	}
	groups := make([]int32, n)
	for i, g := range lists[1].Groups {
		groups[i] = int32(g)
	}
	old := next(b, cluster.Tracker{}, nil, shuffled(r, lists[0]))
	var s *cluster.Snapshot
	report := func(b *testing.B) {
		b.ReportAllocs()
		b.ReportMetric(n*float64(b.N)/b.Elapsed().Seconds(), "keywords/s")
	}
	b.Run("do=next", func(b *testing.B) {
		for b.Loop() {
			s, _ = cluster.Tracker{}.Next(old, lists[1].Keywords, groups, lists[1].Demand)
		}
		report(b)
	})
	b.Run("do=compare", func(b *testing.B) {
		s = next(b, cluster.Tracker{}, old, lists[1])
		for b.Loop() {
			_, _ = cluster.Tracker{}.Compare(old, s)
		}
		report(b)
	})
	b.Run("do=write", func(b *testing.B) {
		var t strings.Builder
		for b.Loop() {
			t.Reset()
			_, _ = old.WriteTo(&t)
		}
		report(b)
	})
	b.Run("do=read", func(b *testing.B) {
		t := text(b, old)
		for b.Loop() {
			_, _ = cluster.ReadSnapshot(strings.NewReader(t))
		}
		report(b)
	})
}
