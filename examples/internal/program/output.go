package program

import (
	"bufio"
	"flag"

	"github.com/needscape/needscape/demand"
)

// OutputFlags are the flags that say how an answer is printed.
type OutputFlags struct {
	Per demand.Period // by Check
	Top int           // 0 for all

	program          *Program
	per, format, out *string
}

// OutputFlags adds -per, -top, -format and -o to the flags of a program. What -top limits
// the usage says.
func (p *Program) OutputFlags(flags *flag.FlagSet, top string) *OutputFlags {
	o := &OutputFlags{
		program: p,
		per:     flags.String("per", "month", "print searches a `day or month`"),
		format:  flags.String("format", "table", "print as `table, csv or json`"),
		out:     flags.String("o", "", "write to `FILE` instead of standard output"),
	}
	flags.IntVar(&o.Top, "top", 0, top)
	return o
}

// Check checks the flags once they are parsed.
func (o *OutputFlags) Check() (err error) {
	if o.Per, err = demand.ParsePeriod(*o.per); err != nil {
		return Usagef("-per %q: want day or month", *o.per)
	}
	if err := Choice("format", *o.format, "table", "csv", "json"); err != nil {
		return err
	}
	if o.Top < 0 {
		return Usagef("-top %d: want 0 or more", o.Top)
	}
	return nil
}

// Table reports whether a table is to be printed.
func (o *OutputFlags) Table() bool { return *o.format == "table" }

// Write writes the answer in the format and to the place of the flags: see [Program.Write].
func (o *OutputFlags) Write(table, csv, json func(*bufio.Writer) error) error {
	write := table
	switch *o.format {
	case "csv":
		write = csv
	case "json":
		write = json
	}
	return o.program.Write(*o.out, write)
}
