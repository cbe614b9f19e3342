package keyword

// A trie finds sequences of symbols: the terms of a lexicon, the marks of a
// language. Symbols are numbers of stems from 1; 0 is a stem that nothing asks for.
type trie struct {
	nodes []trieNode
}

type trieNode struct {
	next  map[int32]int32 // symbol → node
	any   int32           // node after any one word, or 0
	found int32           // number of the sequence that ends here, from 1, or 0
}

// anyWord stands for any one word in a sequence that is added.
const anyWord int32 = -1

// add makes the sequence found as number n, unless it is there. It returns the
// number under which it is found.
func (t *trie) add(sequence []int32, n int32) int32 {
	if len(t.nodes) == 0 {
		t.nodes = append(t.nodes, trieNode{})
	}
	at := int32(0)
	for _, s := range sequence {
		node := &t.nodes[at]
		next := node.any
		if s != anyWord {
			next = node.next[s]
		}
		if next == 0 {
			next = int32(len(t.nodes))
			if s == anyWord {
				node.any = next
			} else {
				if node.next == nil {
					node.next = map[int32]int32{}
				}
				node.next[s] = next
			}
			t.nodes = append(t.nodes, trieNode{})
		}
		at = next
	}
	if t.nodes[at].found == 0 {
		t.nodes[at].found = n
	}
	return t.nodes[at].found
}

// longest returns the longest sequence that symbols start with and how many
// symbols it has; n is 0 where there is none.
func (t *trie) longest(symbols []int32) (n int32, length int) {
	if len(t.nodes) == 0 {
		return 0, 0
	}
	return t.walk(0, symbols, 0)
}

func (t *trie) walk(at int32, symbols []int32, depth int) (n int32, length int) {
	node := &t.nodes[at]
	n, length = node.found, depth
	if depth == len(symbols) {
		return n, length
	}
	for _, next := range [...]int32{node.any, node.next[symbols[depth]]} {
		if next == 0 {
			continue
		}
		if m, l := t.walk(next, symbols, depth+1); m != 0 && l >= length {
			n, length = m, l
		}
	}
	return n, length
}
