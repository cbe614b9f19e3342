package demand_test

import (
	"errors"
	"os"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/keyword"
)

// TestDefaultMessages: the file is well formed, and every rung has a whole message.
func TestDefaultMessages(t *testing.T) {
	text, err := os.ReadFile("data/messages.txt")
	require.NoError(t, err)
	read, err := demand.ReadMessages(strings.NewReader(string(text)), "messages.txt")
	require.NoError(t, err)
	messages := demand.DefaultMessages()
	assert.Equal(t, read, messages)
	again, err := demand.ReadMessages(strings.NewReader(messages.String()), "")
	require.NoError(t, err)
	assert.Equal(t, messages, again)
	rungs := 0
	r := counted(map[string]int64{"n1": 1})
	for _, rung := range append(r.Ladder(), r.Stages()...) {
		m, ok := messages.For(rung)
		if rung.Role == keyword.Other && rung.Stage == keyword.NoStage {
			assert.False(t, ok)
			continue
		}
		rungs++
		require.True(t, ok, "%v", rung)
		assert.Equal(t, []any{rung.Role, rung.Stage}, []any{m.Role, m.Stage})
		assert.NotEmpty(t, m.Aim)
		assert.NotEmpty(t, m.Say)
		assert.NotEmpty(t, m.Avoid)
		assert.NotEmpty(t, m.Form)
	}
	assert.Len(t, messages, rungs)
}

func TestReadMessages(t *testing.T) {
	m, err := demand.ReadMessages(strings.NewReader("\ufeff# own\r\n"+
		"aim: nowhere\r\n"+
		"[ Need ]  # theirs\r\n"+
		"  aim: they learn: it can be met # so\r\n"+
		"say: c# is a word\r\n"+
		"\tsing: loud\r\n"+
		"say:\r\n"+
		"[buyer]\r\n"+
		"say: to nobody\r\n"+
		"[other]\n"+
		"[buy]\n"+
		"form: a page\n"+
		"avoid: \xff\n"+
		"[need]\n"+
		"aim: again\n"+
		"say: two"), "m.txt")
	assert.Equal(t, demand.Messages{
		{Role: keyword.Need, Aim: "they learn: it can be met", Say: []string{"c# is a word", "two"}},
		{Stage: keyword.Buy, Form: []string{"a page"}},
	}, m)
	var bad []string
	for _, e := range err.(interface{ Unwrap() []error }).Unwrap() {
		var me *demand.RowError
		require.ErrorAs(t, e, &me)
		bad = append(bad, me.Error())
	}
	assert.Equal(t, []string{
		`m.txt:2:1: a line under no known heading, want one such as [need] first: "aim: nowhere"`,
		`m.txt:6:2: want aim:, say:, avoid: or form:, and a text: "sing: loud"`,
		`m.txt:7:1: want aim:, say:, avoid: or form:, and a text: "say:"`,
		`m.txt:8:1: unknown heading, want a role such as [need] or a stage such as [aware]: "[buyer]"`,
		`m.txt:9:1: a line under no known heading, want one such as [need] first: "say: to nobody"`,
		`m.txt:10:1: unknown heading, want a role such as [need] or a stage such as [aware]: "[other]"`,
		`m.txt:13:1: line is no text or too long: "avoid: �"`,
		`m.txt:15:1: a second aim under one heading: "aim: again"`,
	}, bad)

	m, err = demand.ReadMessages(iotest.ErrReader(errors.New("torn")), "m.txt")
	assert.EqualError(t, err, "m.txt:1: torn")
	assert.Empty(t, m)
}

// TestOwnMessages: a caller's message stands before the one that comes with the package.
func TestOwnMessages(t *testing.T) {
	own := append(demand.Messages{{Role: keyword.Need, Aim: "mine"}}, demand.DefaultMessages()...)
	need, _ := own.For(demand.Rung{Role: keyword.Need})
	brand, ok := own.For(demand.Rung{Role: keyword.Brand})
	assert.Equal(t, "mine", need.Aim)
	assert.True(t, ok)
	assert.NotEqual(t, "mine", brand.Aim)
}
