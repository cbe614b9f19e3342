package demand

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxLine is the longest line that is read, in bytes.
const maxLine = 4000

var errLine = errors.New("line is no text or too long")

// readLines reads plain UTF-8 text line by line, without what is blank or begins with #
// and without the space at the end. A line is refused where take says so, with the column
// and the reason, or where it cannot be text; all refusals are returned together.
func readLines(r io.Reader, name string, take func(line string) *RowError) error {
	var bad []error
	in := bufio.NewReaderSize(r, maxLine)
	for n := 1; ; n++ {
		raw, err := in.ReadSlice('\n')
		line, long := string(raw), false
		for err == bufio.ErrBufferFull {
			long = true
			_, err = in.ReadSlice('\n')
		}
		if err != nil && err != io.EOF {
			return errors.Join(append(bad, fmt.Errorf("%s:%d: %w", name, n, err))...)
		}
		if n == 1 {
			line = strings.TrimPrefix(line, "\ufeff")
		}
		line = strings.TrimRight(line, " \t\r\n")
		var refused *RowError
		switch text := strings.TrimLeft(line, " \t"); {
		case text == "" || text[0] == '#':
		case long || !utf8.ValidString(line) || strings.ContainsRune(line, 0):
			refused = refuseFrom(line, text, errLine)
		default:
			refused = take(line)
		}
		if refused != nil {
			refused.File, refused.Line = name, n
			bad = append(bad, refused)
		}
		if err == io.EOF {
			return errors.Join(bad...)
		}
	}
}

// refuseFrom refuses a line for what it has at its end.
func refuseFrom(line, end string, reason error) *RowError {
	return &RowError{Column: len(line) - len(end) + 1, Text: shorten(end), Err: reason}
}

// parsePart reads a number: "0.12" or "12%".
func parsePart(s string) (float64, error) {
	number, percent := strings.CutSuffix(s, "%")
	x, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if percent {
		x /= 100
	}
	return x, err
}

// shorten cuts a text for a message.
func shorten(s string) string {
	s = strings.ToValidUTF8(s, "\ufffd")
	if len(s) <= 40 {
		return s
	}
	end := 40
	for !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + "…"
}
