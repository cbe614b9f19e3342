package story

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/table"
)

// counted says what the source printed more than once.
func (t *teller) counted() {
	c := t.report.Counting()
	if len(c.Shared) == 0 {
		return
	}
	twice, first := 0, c.Shared[0]
	for _, s := range c.Shared {
		twice += len(s.Keywords) - 1
	}
	t.line("Nothing counted twice")
	t.line("")
	verb := "print"
	if twice == 1 {
		verb = "prints"
	}
	t.line("  %s %s the number that another has too, such as %s.", table.Title(many(twice, "keyword")), verb, quoted(first.Keywords))
	t.line("  Added as printed, all would be %s %s a %s; each search counted once, they are %s.",
		t.span(c.Printed), t.report.Measure, t.per, t.span(c.Once))
	t.line("")
}

// quoted lists texts: "a", "b" and "c".
func quoted(texts []string) string {
	var all []string
	for _, s := range texts {
		all = append(all, fmt.Sprintf("%q", table.Clip(s, 40)))
	}
	last := len(all) - 1
	if last == 0 {
		return all[0]
	}
	return strings.Join(all[:last], ", ") + " and " + all[last]
}

// reach says how many people stand behind the searches.
func (t *teller) reach() error {
	if t.report.Measure != demand.Searches {
		return nil
	}
	a := t.assumed
	if !a.Searches.Known {
		t.line("How many people that is nobody can tell who does not know how often one of them searches:")
		t.line("give the least and the most a month, as -searches 2-5, and the -place, as us.")
		t.line("")
		return nil
	}
	r, err := t.report.Reach(a)
	if err != nil {
		return err
	}
	where, step := "on the engine that was counted", func(p demand.People) demand.Reached { return p.Engine }
	if a.Engine.Known {
		where, step = "online", func(p demand.People) demand.Reached { return p.Online }
	}
	t.line("How many people that is, %s, in a month", where)
	t.line("")
	var tab table.Table
	for i, p := range []demand.People{r.Need, r.Solution, r.Brand} {
		of := ""
		if i > 0 && p.Part.Known {
			of = between(p.Part) + " of them"
		}
		tab.Row([]string{"have the need", "know a solution", "know a brand"}[i], table.Right(persons(step(p))), table.Right(of))
	}
	if err := tab.Write(t.w, "  "); err != nil {
		return err
	}
	t.line("")
	t.line("  If each makes %s searches a month (%s)", bounded(a.Searches, 1), a.Searches.Source)
	if a.Engine.Known {
		t.line("  and the engine that was counted has %s %% of all searches, as Google in %q.", bounded(a.Engine, 100), a.Place)
	}
	t.line("")
	return nil
}

// bounded prints the bounds of an assumption, times a number.
func bounded(a demand.Assumption, times float64) string {
	low, high := strconv.FormatFloat(a.Low*times, 'g', 3, 64), strconv.FormatFloat(a.High*times, 'g', 3, 64)
	if low == high {
		return low
	}
	return low + " to " + high
}

// persons prints people with two digits, the bounds outwards.
func persons(r demand.Reached) string {
	switch {
	case !r.Known:
		return "unknown"
	case r.High == demand.Unbounded:
		return two(r.Low, math.Floor) + " or more"
	case r.Low == r.High:
		return two(r.Low, math.Round)
	}
	return two(r.Low, math.Floor) + " to " + two(r.High, math.Ceil)
}

// two rounds to two digits.
func two(n int64, round func(float64) float64) string {
	unit := math.Pow(10, max(0, math.Floor(math.Log10(max(1, float64(n))))-1))
	return table.Number(round(float64(n)/unit) * unit)
}
