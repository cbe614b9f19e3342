package keyword

import (
	"fmt"
	"strings"
)

// A mark is a phrase that shows how far along the searcher is.
type mark struct {
	phrase  string
	stage   Stage
	method  bool // with a need it names a way to meet it
	trouble bool // makes a need of the thing that it is said of
}

// readMarks reads the marks of a language; there are none yet but for English.
func (l *lang) readMarks(base string) error {
	text, err := data.ReadFile("data/marks-" + base + ".txt")
	if err != nil {
		return nil
	}
	current := mark{}
	for i, line := range strings.Split(string(text), "\n") {
		line, _, _ = strings.Cut(line, "#")
		line = strings.TrimSpace(line)
		switch {
		case line == "":
		case line[0] == '[':
			current = mark{}
			switch heading := strings.Trim(line, "[]"); heading {
			case "method":
				current.stage, current.method = Comprehend, true
			case "trouble":
				current.stage, current.trouble = Aware, true
			default:
				if current.stage, err = ParseStage(heading); err != nil {
					return fmt.Errorf("line %d: %w", i+1, err)
				}
			}
		case current.stage == NoStage:
			return fmt.Errorf("line %d: a phrase before any heading", i+1)
		default:
			m := current
			m.phrase = line
			l.marks = append(l.marks, m)
		}
	}
	return nil
}
