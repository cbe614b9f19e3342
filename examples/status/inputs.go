package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/program"
)

// inputs are what is read beside the market.
type inputs struct {
	messages    demand.Messages
	assumptions demand.Assumptions
	goals       []demand.Goal
	polls       []demand.Polled
}

// readInputs reads what the flags name. Lines that cannot be used are warnings.
func readInputs(p *program.Program, opt options) (in inputs, err error) {
	if opt.messagesFile != "" {
		if in.messages, err = program.ReadList(p, opt.messagesFile, demand.ReadMessages); err != nil {
			return in, err
		}
	}
	in.messages = append(in.messages, demand.DefaultMessages()...)
	if opt.goalsFile != "" {
		if in.goals, err = program.ReadList(p, opt.goalsFile, demand.ReadGoals); err != nil {
			return in, err
		}
	}
	if opt.pollsFile != "" {
		if in.polls, err = program.ReadList(p, opt.pollsFile, demand.ReadPolls); err != nil {
			return in, err
		}
	}
	in.assumptions, err = assumptions(p, opt)
	return in, err
}

// assumptions returns those of the flags: of -searches before a file's before published ones.
func assumptions(p *program.Program, opt options) (a demand.Assumptions, err error) {
	if opt.searches != "" {
		if a.Searches, err = searchesOf(opt.searches); err != nil {
			return a, err
		}
	}
	a.Place = opt.place
	if opt.assume != "" {
		own, err := ownAssumptions(p, opt)
		if err != nil {
			return a, err
		}
		a = a.Or(own)
	}
	if opt.place != "" {
		published, ok := demand.Published(opt.place)
		if !ok && opt.assume == "" {
			return a, program.Usagef("-place %q: nothing is published of it here, want one of %q, or -assume FILE", opt.place, demand.PublishedPlaces())
		}
		a = a.Or(published)
	}
	return a, a.Check()
}

// ownAssumptions reads those of the place, or of the only one that the file has.
func ownAssumptions(p *program.Program, opt options) (demand.Assumptions, error) {
	all, err := program.ReadList(p, opt.assume, demand.ReadAssumptions)
	if err != nil {
		return demand.Assumptions{}, err
	}
	var places []string
	for _, a := range all {
		places = append(places, a.Place)
	}
	at := slices.Index(places, opt.place)
	switch {
	case at >= 0:
		return all[at], nil
	case opt.place == "" && len(all) == 1:
		return all[0], nil
	case opt.place == "":
		return demand.Assumptions{}, program.Usagef("-assume %s: has several places, say which with -place: %q", opt.assume, places)
	}
	return demand.Assumptions{}, fmt.Errorf("%s: nothing of the place %q, only of %q", opt.assume, opt.place, places)
}

// searchesOf reads "2-5", or "3".
func searchesOf(text string) (demand.Assumption, error) {
	from, to, isRange := strings.Cut(strings.ReplaceAll(text, "–", "-"), "-")
	if !isRange {
		to = from
	}
	low, err := strconv.ParseFloat(strings.TrimSpace(from), 64)
	high, err2 := strconv.ParseFloat(strings.TrimSpace(to), 64)
	a := demand.Assume(low, high, "given with -searches")
	if err != nil || err2 != nil || (demand.Assumptions{Searches: a}).Check() != nil {
		return a, program.Usagef("-searches %q: want the least and the most that a person makes in a month, as 2-5", text)
	}
	return a, nil
}
