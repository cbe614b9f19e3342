package main

import (
	"fmt"
	"io"
	"os"
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
		if err := readFile(p, opt.messagesFile, demand.ReadMessages, &in.messages); err != nil {
			return in, err
		}
	}
	in.messages = append(in.messages, demand.DefaultMessages()...)
	if opt.goalsFile != "" {
		if err := readFile(p, opt.goalsFile, demand.ReadGoals, &in.goals); err != nil {
			return in, err
		}
	}
	if opt.pollsFile != "" {
		if err := readFile(p, opt.pollsFile, demand.ReadPolls, &in.polls); err != nil {
			return in, err
		}
	}
	in.assumptions, err = assumptions(p, opt)
	return in, err
}

// readFile reads a file into a list. What is wrong with its lines is told; it is an error
// where none of them can be used, or the file cannot be read.
func readFile[T ~[]E, E any](p *program.Program, name string, read func(io.Reader, string) (T, error), into *T) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return fmt.Errorf("%s: is a directory, want a file", name)
	}
	*into, err = read(f, name)
	switch {
	case err != nil && len(*into) == 0:
		return err
	case err != nil:
		fmt.Fprintln(p.Stderr, err)
	case len(*into) == 0:
		return fmt.Errorf("%s: nothing in the file", name)
	}
	return nil
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
	var all []demand.Assumptions
	if err := readFile(p, opt.assume, demand.ReadAssumptions, &all); err != nil {
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
