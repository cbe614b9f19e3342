package keyword

import (
	"fmt"
	"strings"
)

// A mark is a phrase that shows how far along the searcher is.
type mark struct {
	words   []string // as listed, "*" for any word
	stage   Stage
	method  bool // with a need it names a way to meet it
	trouble bool // makes a need of the thing that it is said of
	shop    bool // the name of a shop
	atStart bool // only at the start of the keyword
	follows bool // only after some word
}

// leads reports whether some word must come after the mark, which is no part of it.
func (m *mark) leads() bool { return m.words[len(m.words)-1] == "*" }

// audience reports whether what comes after the mark is whom or what a thing is for.
func (m *mark) audience() bool { return m.words[0] == "for" && m.leads() }

// parse reads a phrase as it is listed: "^is", "does * work", "* for *".
func (m *mark) parse(phrase string) {
	phrase, m.atStart = strings.CutPrefix(phrase, "^")
	phrase, m.follows = strings.CutPrefix(phrase, "* ")
	m.words = strings.Fields(phrase)
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
			case "shop":
				current.stage, current.shop = Buy, true
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
			m.parse(line)
			l.marks = append(l.marks, m)
		}
	}
	return nil
}
