// Package story tells a market the way that the article does which the library
// comes from: who has the need, who knows a solution, who a brand, and how many are
// lost from one to the next.
package story

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"fmt"
	"math"
	"strings"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/demand/export"
	"github.com/needscape/needscape/examples/internal/program"
	"github.com/needscape/needscape/examples/internal/table"
	"github.com/needscape/needscape/keyword"
)

// A Market is what a story is told of.
type Market struct {
	Name     string // of the program
	Title    string
	Manual   string
	Data     []byte    // an export that ships with the program
	File     string    // its name
	Lexicon  string    // and that of the market
	Names    [3]string // of need, solution and brand in a sentence
	Messages [3]string // what a drop asks for: at the need, at the solution, at the brand

	// Assumed is under what the people behind the data that ships are counted; nothing of it
	// stands for data of the user's own.
	Assumed demand.Assumptions
}

// Run tells the story: of the data that ships with it, or of an export and a
// lexicon of the user's own.
func (s Market) Run(ctx context.Context, p *program.Program) error {
	flags := flag.NewFlagSet(s.Name, flag.ContinueOnError)
	data := flags.String("data", "", "tell of the export in `FILE` instead of the data that ships with the program")
	lexiconFile := flags.String("lexicon", "", "read the market's terms by role from `FILE`")
	per := flags.String("per", "day", "print searches a `day or month`")
	searches := flags.String("searches", "", "a person with the need makes so many searches a month, as `LOW-HIGH`")
	place := flags.String("place", "", "the engine's part of all searches is that of a `place` such as us or world")
	top := flags.Int("top", 12, "print the `N` leading terms of each kind")
	if err := p.Parse(flags, s.Manual); err != nil {
		return err
	}
	period, err := demand.ParsePeriod(*per)
	if err != nil {
		return program.Usagef("-per %q: want day or month", *per)
	}
	if flags.NArg() > 0 {
		return program.Usagef("%s: unexpected argument %q: name an export with -data", s.Name, flags.Arg(0))
	}
	if *top < 1 {
		return program.Usagef("-top %d: want 1 or more", *top)
	}
	assumed, err := s.assumed(*data, *searches, *place)
	if err != nil {
		return err
	}
	lexicon, err := p.ReadLexicon(strings.NewReader(s.Lexicon), "lexicon.txt")
	if *lexiconFile != "" {
		lexicon, err = p.Lexicon(*lexiconFile)
	}
	if err != nil {
		return err
	}
	classifier, err := keyword.NewClassifier(new(keyword.Analyzer), lexicon)
	if err != nil {
		return err
	}
	market := demand.NewMarket(classifier)
	if *data != "" {
		err = p.ReadFiles(ctx, market, []string{*data})
	} else {
		err = market.Read(ctx, export.NewReader(bytes.NewReader(s.Data), s.File))
	}
	if err != nil {
		return err
	}
	report, err := market.Report(ctx)
	if err != nil {
		return err
	}
	p.WarnRefused(report.Refused)
	return p.Write("", func(w *bufio.Writer) error {
		t := teller{w: w, market: s, report: report, analyzer: classifier.Analyzer(), per: period, assumed: assumed, illustrative: *data == ""}
		return t.tell(*top)
	})
}

// assumed returns under what people are counted: what the flags say and, for the data that
// ships with the program, what is assumed of that.
func (s Market) assumed(data, searches, place string) (a demand.Assumptions, err error) {
	if searches != "" {
		if a.Searches, err = program.Searches(searches); err != nil {
			return a, err
		}
	}
	if place != "" {
		published, err := program.Published(place)
		if err != nil {
			return a, err
		}
		a = a.Or(published)
	}
	if data == "" {
		a = a.Or(s.Assumed)
	}
	return a, nil
}

// A teller prints one story.
type teller struct {
	w            *bufio.Writer
	market       Market
	report       *demand.Report
	analyzer     *keyword.Analyzer
	per          demand.Period
	assumed      demand.Assumptions
	illustrative bool
}

func (t *teller) tell(top int) error {
	t.line("%s", t.market.Title)
	t.line("")
	if t.illustrative {
		t.line("The volumes are illustrative: they were written for this example and measure nothing.")
		t.line("Put an export of your own in their place with -data FILE.")
		t.line("")
	}
	if err := t.leaders(top); err != nil {
		return err
	}
	rungs := t.report.Ladder()
	t.ladder(rungs)
	t.stages(t.report.Stages())
	if err := t.reach(); err != nil {
		return err
	}
	if err := t.seasons(); err != nil {
		return err
	}
	if err := t.pairings(); err != nil {
		return err
	}
	t.counted()
	t.rest(rungs[len(rungs)-1])
	return nil
}

func (t *teller) line(format string, args ...any) { fmt.Fprintf(t.w, format+"\n", args...) }

// scaled turns a count of the market into one a day or month, with the three
// digits that a volume is good for at most; round says in which direction.
func (t *teller) scaled(n int64, round func(float64) float64) string {
	if n == demand.Unbounded {
		return "more"
	}
	x := float64(n) * t.report.Period.Factor(t.per)
	if x == 0 {
		return "0"
	}
	unit := math.Pow(10, math.Floor(math.Log10(x))-2)
	if unit < 0.1 {
		unit = 0.1
	}
	return table.Number(round(x/unit) * unit)
}

// leaders prints the leading terms of the three roles side by side.
func (t *teller) leaders(top int) error {
	t.line("%s a %s, the leading terms of each kind", table.Title(t.report.Measure.String()), t.per)
	t.line("")
	var columns [3][]demand.Ranked
	for _, r := range t.report.Rank(demand.ByRole) {
		if i := column(r.Role); i >= 0 {
			columns[i] = r.Terms[:min(top, len(r.Terms))]
		}
	}
	var tab table.Table
	tab.Row("NEED", "", "", "SOLUTION", "", "", "BRAND", "")
	for i := range top {
		var cells []string
		some := false
		for k, c := range columns {
			if i < len(c) {
				some = true
				volume := "unknown"
				if c[i].Volume.Known() {
					volume = t.scaled(c[i].Volume.Central(), math.Round)
				}
				cells = append(cells, table.Clip(c[i].Keyword, 26), table.Right(volume))
			} else {
				cells = append(cells, "", "")
			}
			if k < 2 {
				cells = append(cells, "")
			}
		}
		if !some {
			break
		}
		tab.Row(cells...)
	}
	err := tab.Write(t.w, "  ")
	t.line("")
	return err
}

func column(r keyword.Role) int {
	switch r {
	case keyword.Need:
		return 0
	case keyword.Solution:
		return 1
	case keyword.Brand:
		return 2
	}
	return -1
}

// barWidth is how many signs the longest bar has.
const barWidth = 40

// bar draws the middle of a sum against the largest.
func bar(s demand.Sum, most float64) string {
	if most == 0 {
		return ""
	}
	n := int(math.Round(middle(s) / most * barWidth))
	if n == 0 && s.High > 0 {
		return "▏"
	}
	return strings.Repeat("█", n)
}

func middle(s demand.Sum) float64 {
	if s.High == demand.Unbounded {
		return float64(s.Low)
	}
	return (float64(s.Low) + float64(s.High)) / 2
}

// span prints the bounds of a sum.
func (t *teller) span(s demand.Sum) string {
	if s.Known == 0 && s.Unknown > 0 {
		return "unknown"
	}
	if s.Low == s.High {
		return t.scaled(s.Low, math.Round)
	}
	return t.scaled(s.Low, math.Floor) + " to " + t.scaled(s.High, math.Ceil)
}

// bars prints rungs with their bars, and what f says of each.
func (t *teller) bars(rungs []demand.Rung, f func(demand.Rung) string) {
	most := 0.0
	for _, r := range rungs {
		most = max(most, middle(r.Demand))
	}
	var tab table.Table
	for _, r := range rungs {
		tab.Row(f(r), table.Right(t.span(r.Demand)), bar(r.Demand, most))
	}
	tab.Write(t.w, "  ")
	t.line("")
}

func (t *teller) ladder(rungs []demand.Rung) {
	rungs = rungs[:3]
	t.line("The ladder from the need to a brand, %s a %s", t.report.Measure, t.per)
	t.line("")
	t.bars(rungs, func(r demand.Rung) string { return r.Role.String() })
	for i := 1; i < len(rungs); i++ {
		from, to := t.market.Names[i-1], t.market.Names[i]
		drop := rungs[i].Drop
		switch {
		case rungs[i].Keywords == 0:
			t.line("  No keyword names %s: the rung is missing.", to)
		case !drop.Known:
			t.line("  How many are lost from %s to %s cannot be told.", from, to)
		case drop.Low > 0:
			t.line("  For every 100 searches that name %s, %s name %s. %s to %s are lost on the way:",
				from, hundred(1-drop.High, 1-drop.Low), to, percent(drop.Low), percent(drop.High))
			t.line("  %s", t.market.Messages[i-1])
		default:
			t.line("  For every 100 searches that name %s, %s name %s: there is no clear drop.",
				from, hundred(1-drop.High, 1-drop.Low), to)
		}
	}
	if rungs[2].Keywords > 0 {
		t.line("  And to those who search for %s: %s", t.market.Names[2], t.market.Messages[2])
	}
	t.line("")
}

// hundred prints how many of a hundred, the bounds outwards.
func hundred(low, high float64) string {
	const slack = 1e-9 // 1 - .8 is a little less than .2
	a, b := math.Floor(100*low+slack), math.Ceil(100*high-slack)
	if a == b {
		return table.Number(a)
	}
	return table.Number(a) + " to " + table.Number(b)
}

func percent(x float64) string { return fmt.Sprintf("%.0f %%", 100*x) }

// doing is what the searcher does at each stage.
var doing = map[keyword.Stage]string{
	keyword.Aware:      "feels the need and names it",
	keyword.Articulate: "finds words for it: what, why, which",
	keyword.Comprehend: "learns that solutions exist",
	keyword.Compare:    "looks for the best of them",
	keyword.Buy:        "wants to get it",
}

func (t *teller) stages(rungs []demand.Rung) {
	t.line("The five stages, %s a %s", t.report.Measure, t.per)
	t.line("")
	t.bars(rungs[:5], func(r demand.Rung) string { return fmt.Sprintf("%-11s %s", r.Stage, doing[r.Stage]) })
}

// mostPairs is how many pairings of each kind are shown.
const mostPairs = 5

// pairings prints which solutions and brands are said with which needs, and the white
// space of the market, if it has any.
func (t *teller) pairings() error {
	p := t.report.Pair(demand.PairOptions{Name: t.report.Names(t.analyzer)})
	var rows [mostPairs][6]string
	var shown [2]int
	for i := range p.Pairs {
		x := &p.Pairs[i]
		k, other := 0, x.With
		if x.Role == keyword.Brand {
			k = 1
		}
		if shown[k] == mostPairs {
			continue
		}
		if other == "" {
			other = "(a method)"
		}
		copy(rows[shown[k]][3*k:], []string{table.Clip(x.Need, 26), "× " + table.Clip(other, 20), table.Right(t.span(x.Demand))})
		shown[k]++
	}
	if shown != [2]int{} {
		t.line("What is said together, %s a %s", t.report.Measure, t.per)
		t.line("")
		var tab table.Table
		for _, row := range rows[:max(shown[0], shown[1])] {
			tab.Row(row[0], row[1], row[2], "", row[3], row[4], row[5])
		}
		if err := tab.Write(t.w, "  "); err != nil {
			return err
		}
		t.line("")
	}
	for _, w := range p.White(demand.WhiteOptions{}) {
		if !w.Sure {
			continue
		}
		t.line("White space: %s. %s %s a %s name it, %s of them with no way to meet it:", w.Name, t.span(w.Demand), t.report.Measure, t.per, between(w.Unmet))
		t.line("%s and %s are known for it by name.", many(w.Solutions.Named, "solution"), many(w.Brands.Named, "brand"))
		t.line("")
		break
	}
	return nil
}

// between prints a fraction in percent, the bounds outwards.
func between(f demand.Fraction) string {
	if low, high := math.Floor(100*f.Low), math.Ceil(100*f.High); low < high {
		return fmt.Sprintf("%.0f to %.0f %%", low, high)
	}
	return percent(f.Low)
}

// many counts things.
func many(n int, thing string) string {
	switch n {
	case 0:
		return "no " + thing
	case 1:
		return "one " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// rest says what is on no rung, and how the numbers are to be read.
func (t *teller) rest(other demand.Rung) {
	n := t.report.Totals
	t.line("%d keywords ask %d different things; %d of them name none of the three (%s %s a %s).",
		n.Keywords, n.Terms, other.Keywords, t.span(other.Demand), t.report.Measure, t.per)
	unknown := 0
	for _, r := range t.report.Ladder() {
		unknown += r.Demand.Unknown
	}
	if unknown > 0 {
		t.line("The volume of %d is unknown and part of no sum.", unknown)
	}
	if n.Refused > 0 {
		t.line("%d rows were refused.", n.Refused)
	}
	t.line("A volume stands for all that its source can mean by it, so that sums have a least and a most.")
}

// Main runs the program of a market.
func (s Market) Main() { program.Main(s.Run) }
