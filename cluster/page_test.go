package cluster_test

import (
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"

	"github.com/needscape/needscape/cluster"
)

// TestPage: what says how a page is reached is left out, what may be another page kept.
func TestPage(t *testing.T) {
	for _, c := range []struct{ url, want string }{
		{"https://www.example.com/a/", "example.com/a"},
		{"http://example.com/a", "example.com/a"},
		{"HTTPS://WWW.Example.COM./a", "example.com/a"},
		{"example.com/a", "example.com/a"},
		{"//example.com/a", "example.com/a"},
		{" https://example.com \n", "example.com"},
		{"https://example.com/", "example.com"},
		{"https://example.com/?", "example.com"},
		{"https://example.com//", "example.com"},

		{"http://example.com:80/a", "example.com/a"},
		{"https://example.com:443", "example.com"},
		{"https://example.com:8443/a", "example.com:8443/a"},
		{"https://me:secret@example.com/a", "example.com/a"},
		{"https://example.com/@me", "example.com/@me"},
		{"http://[2001:db8::1]:80/a", "[2001:db8::1]/a"},

		{"https://example.com/a#part", "example.com/a"},
		{"https://example.com/a?id=7#:~:text=some%20words", "example.com/a?id=7"},
		{"https://example.com#part", "example.com"},

		{"https://example.com/a?utm_source=x&utm_medium=y", "example.com/a"},
		{"https://example.com/a?id=7&UTM_Source=x&srsltid=AfmB", "example.com/a?id=7"},
		{"https://example.com/a/?gclid=1&id=7&fbclid=2&page=2&msclkid=3", "example.com/a?id=7&page=2"},
		{"https://example.com/a?a&&b=", "example.com/a?a&b="},
		{"https://example.com?id=7", "example.com?id=7"},
		{"https://example.com/a?u=https://other.example/b/", "example.com/a?u=https://other.example/b/"},
		{"example.com/a?u=https://other.example", "example.com/a?u=https://other.example"},

		{"https://example.com/caf%C3%A9", "example.com/café"},
		{"https://example.com/caf%c3%a9", "example.com/café"},
		{"https://example.com/café", "example.com/café"},
		{"https://example.com/%7Eme/%61", "example.com/~me/a"},
		{"https://example.com/a%2fb", "example.com/a%2Fb"},
		{"https://example.com/a%20b", "example.com/a%20b"},
		{"https://example.com/100%25", "example.com/100%25"},
		{"https://example.com/%e9t%c3", "example.com/%E9t%C3"},
		{"https://example.com/%zz%4", "example.com/%zz%4"},
		{"https://example.com/?q=a%26b%2Bc%3D", "example.com?q=a%26b%2Bc%3D"},

		// Kept.
		{"https://example.com/A", "example.com/A"},
		{"https://example.com/index.html", "example.com/index.html"},
		{"https://example.com/a?b=1&a=2", "example.com/a?b=1&a=2"},
		{"https://example.com/a?ref=x", "example.com/a?ref=x"},
		{"https://m.example.com/a", "m.example.com/a"},
		{"https://www.com/", "www.com"},
		{"https://xn--caf-dma.example/", "xn--caf-dma.example"},
		{"ftp://www.example.com/a/", "ftp://www.example.com/a/"},
		{"no page", "no page"},
		{"", ""},
		{"https://", ""},
	} {
		got := cluster.Page(c.url)
		assert.Equal(t, c.want, got, c.url)
		assert.Equal(t, got, cluster.Page(got), "Page of the page of %q", c.url)
	}
}

// FuzzPage: no text is too odd, and what was text stays text.
func FuzzPage(f *testing.F) {
	for _, url := range []string{"https://www.example.com/a/?utm_source=x&id=7#top", "//%e9%C3%A9:443", "a://b", "http://@", "%"} {
		f.Add(url)
	}
	f.Fuzz(func(t *testing.T, url string) {
		page := cluster.Page(url)
		if utf8.ValidString(url) && !utf8.ValidString(page) {
			t.Errorf("Page(%q) = %q, which is no UTF-8", url, page)
		}
	})
}
