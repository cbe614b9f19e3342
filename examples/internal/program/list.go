package program

import (
	"fmt"
	"io"
)

// ReadList reads a file into a list. What is wrong with its lines is told on standard error;
// it is an error where none of them can be used, or the file cannot be read.
func ReadList[T ~[]E, E any](p *Program, name string, read func(io.Reader, string) (T, error)) (list T, err error) {
	f, name, err := p.open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	list, err = read(f, name)
	switch {
	case err != nil && len(list) == 0:
		return nil, err
	case err != nil:
		fmt.Fprintln(p.Stderr, err)
	case len(list) == 0:
		return nil, fmt.Errorf("%s: nothing in the file", name)
	}
	return list, nil
}
