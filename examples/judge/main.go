/*
Judge says how right the library is on labelled files of your own.

Usage:

	judge variants [-format table|csv|json] [-o FILE] [FILE ...]
	judge roles    [-lexicon FILE] [-terms 3] [-list FILE] [-lang en] [-errors] [-curve]
	               [-accept 0,5,10,20] [-format table|csv|json] [-o FILE] [FILE ...]
	judge brands   [-lexicon FILE] [-terms 3] [-list FILE] [-lang en] [-errors]
	               [-format table|csv|json] [-o FILE] [FILE ...]

It reads the files named, or standard input for "-" or none. The flags of a job are
printed by judge JOB -h. The JSON ("schema": 1) of roles and brands has the "markets" in
the order of their files; a share of nothing is null. The exit status is 0, 1 for data
that cannot be used, or 2 for wrong usage.

# Variants

Pairs of keywords that people have labelled as one question or two. A line is a pair:
its language, its label, and the two keywords, parted by "|"; "#" starts a comment.

	en | same  | diaper rash cream | cream for diaper rash
	en | apart | cream with zinc   | cream without zinc

Precision is the part of the pairs that were merged which are the same, recall the
part of the pairs that are the same which were merged, and F1 their harmonic mean
(2PR/(P+R)). Every error is printed. The repository's own pairs:

	go run ./examples/judge variants keyword/testdata/variants*.txt

# Roles

A market a file: its keywords labelled by role (need, solution, brand, other) and
stage (aware, articulate, comprehend, compare, buy, none), parted by tabs, below lines
that start with "#". Further columns are not read, and a label "?", where people do
not agree, is left out of the scores.

	# keyword	role	stage
	diaper rash cream	solution	comprehend

The lexicon is read from the file beside it, for NAME.tsv NAME.lexicon.txt, of which the
first -terms terms of each role are taken. Roles are told from it and from the keywords of
the file; -list names more of them, a list or an export. In -lexicon and -list "*" stands
for NAME, so that each of several markets has its own.

Printed are F1 of each role, its mean over the roles of five or more labelled keywords
(macro-F1), the part of the stages that is right, how often the library is right when it
says how sure it is, and what is taken for what. Beside it stands what the lexicon alone
gives: a role where all words of one of its terms are in the keyword, brand before solution
before need. -errors adds each error with its evidence to a table (the JSON has them
always, the CSV has all keywords), -curve the macro-F1 at 1, 3, 5 and 10 terms a role, and
-accept that after so many of the suggested terms were accepted: by an oracle that accepts a
term when more than half of the labelled keywords with it have its role, and has it ignored
otherwise.

# Brands

As roles, with a second column that is 1 where the keyword names a brand and 0 where it
does not. Printed are precision, recall and F1 of the role brand, and those of taking for
brands all that are as probable or more.
*/
package main

import (
	"context"
	_ "embed"
	"flag"
	"fmt"

	"github.com/needscape/needscape/examples/internal/program"
)

//go:embed main.go
var source string

func main() { program.Main(judge) }

// judge runs the job that the first argument names.
func judge(ctx context.Context, p *program.Program) error {
	jobs := map[string]func(context.Context, *program.Program) error{"variants": variants, "roles": roles, "brands": brands}
	if len(p.Args) == 0 {
		return program.Usagef("judge: want a job: variants, roles or brands (-h prints the manual)")
	}
	name := p.Args[0]
	switch job := jobs[name]; {
	case job != nil:
		p.Args = p.Args[1:]
		return job(ctx, p)
	case name == "-h" || name == "-help" || name == "--help":
		fmt.Fprint(p.Stdout, program.Manual(source))
		return flag.ErrHelp
	default:
		return program.Usagef("judge: no job %q: want variants, roles or brands (-h prints the manual)", name)
	}
}
