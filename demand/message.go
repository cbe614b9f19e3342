package demand

import (
	_ "embed"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/needscape/needscape/keyword"
)

// A Message is what to say to those who stand on a rung. It is advice, and measures
// nothing; it presumes nothing that is sold.
type Message struct {
	Role  keyword.Role  // of the rung, where it is one of a ladder of roles
	Stage keyword.Stage // where it is one of a ladder of stages
	Aim   string        // what the message has to bring about: "they learn that …"
	Say   []string      // what it says
	Avoid []string      // what it leaves out
	Form  []string      // the kinds of page, advertisement or format that serve
}

// Messages are what to say on the rungs of a market. Of two messages for a rung the first
// counts, so that a caller's own can stand before those of [DefaultMessages].
type Messages []Message

// For returns the message for a rung. There is none for what is on no rung.
func (m Messages) For(r Rung) (Message, bool) {
	if r.Role != keyword.Other || r.Stage != keyword.NoStage {
		for _, message := range m {
			if message.Role == r.Role && message.Stage == r.Stage {
				return message, true
			}
		}
	}
	return Message{}, false
}

//go:embed data/messages.txt
var messagesText string

// DefaultMessages returns the messages that come with the package, one for each role and
// each stage.
func DefaultMessages() Messages {
	m, _ := ReadMessages(strings.NewReader(messagesText), "messages.txt") // every line can be used, as a test shows
	return m
}

// The reasons for which a line of messages is refused.
var (
	errMessageHeading = errors.New("unknown heading, want a role such as [need] or a stage such as [aware]")
	errMessageField   = errors.New("want aim:, say:, avoid: or form:, and a text")
	errMessageNowhere = errors.New("a line under no known heading, want one such as [need] first")
	errMessageAim     = errors.New("a second aim under one heading")
)

// ReadMessages reads messages: plain UTF-8 text, under a heading for each role or stage
// ([need], [solution], [brand], [aware], [articulate], [comprehend], [compare], [buy]) lines
// that begin with "aim:" (one), "say:", "avoid:" or "form:", in any order; a heading that
// comes again goes on where it was. # starts a comment at the start of a line or after a
// space. The name is used in errors only. Messages are in the order of their headings.
//
// Lines that cannot be used are left out and returned together as one error of
// [*RowError] values, beside the rest. Only an error in reading makes the messages
// incomplete otherwise.
func ReadMessages(r io.Reader, name string) (Messages, error) {
	var m Messages
	at := -1
	err := readLines(r, name, func(line string) *RowError {
		line = strings.TrimRight(uncomment(line), " \t")
		said := strings.TrimLeft(line, " \t")
		var reason error
		switch {
		case said[0] == '[' && said[len(said)-1] == ']':
			at, reason = m.under(said[1 : len(said)-1])
		case at < 0:
			reason = errMessageNowhere
		default:
			reason = m[at].add(said)
		}
		if reason != nil {
			return refuseFrom(line, said, reason)
		}
		return nil
	})
	return m, err
}

// uncomment cuts a comment off: "#" at the start or after a space.
func uncomment(line string) string {
	for i := range len(line) {
		if line[i] == '#' && (i == 0 || line[i-1] == ' ' || line[i-1] == '\t') {
			return line[:i]
		}
	}
	return line
}

// under returns the message under a heading, which may be new; -1 where it is unknown.
func (m *Messages) under(heading string) (int, error) {
	var message Message
	heading = keyword.Normalize(heading)
	role, roleErr := keyword.ParseRole(heading)
	stage, stageErr := keyword.ParseStage(heading)
	switch {
	case roleErr == nil && role != keyword.Other:
		message.Role = role
	case stageErr == nil && stage != keyword.NoStage:
		message.Stage = stage
	default:
		return -1, errMessageHeading
	}
	for i, known := range *m {
		if known.Role == message.Role && known.Stage == message.Stage {
			return i, nil
		}
	}
	*m = append(*m, message)
	return len(*m) - 1, nil
}

// add adds a line under the heading of the message.
func (m *Message) add(line string) error {
	field, text, _ := strings.Cut(line, ":")
	text = strings.TrimSpace(text)
	lists := map[string]*[]string{"say": &m.Say, "avoid": &m.Avoid, "form": &m.Form}
	list, known := lists[field]
	switch {
	case text == "" || !known && field != "aim":
		return errMessageField
	case known:
		*list = append(*list, text)
	case m.Aim != "":
		return errMessageAim
	default:
		m.Aim = text
	}
	return nil
}

// String writes the messages as [ReadMessages] reads them.
func (m Messages) String() string {
	var b strings.Builder
	for _, message := range m {
		heading := message.Role.String()
		if message.Role == keyword.Other {
			heading = message.Stage.String()
		}
		fmt.Fprintf(&b, "[%s]\n", heading)
		write := func(field string, texts ...string) {
			for _, text := range texts {
				fmt.Fprintf(&b, "%s: %s\n", field, text)
			}
		}
		if message.Aim != "" {
			write("aim", message.Aim)
		}
		write("say", message.Say...)
		write("avoid", message.Avoid...)
		write("form", message.Form...)
		b.WriteString("\n")
	}
	return b.String()
}
