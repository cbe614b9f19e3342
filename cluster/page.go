package cluster

import (
	"strings"
	"unicode/utf8"
)

// Page returns the form of a URL in which pages are compared and shown: that of
// "https://www.Example.com:443/a/?utm_source=x&id=7#top" is "example.com/a?id=7".
//
// What says how a page is reached, and not which it is, is left out: http and https, a
// user, "www.", the port where it is 80 or 443, slashes at the end, the fragment, and
// parameters that track where a visitor came from (utm_source, gclid, srsltid …). The host
// is in lower case, and percent-encoded bytes are decoded where they are text and stand
// for themselves.
//
// Kept, as servers may tell pages apart by it, are upper and lower case of the path, its
// file name (index.html), other parameters, their order, other ports, and all other parts
// of the host: m.example.com is another page, and a host in Punycode another than the same
// in letters. A text that is no URL is a page too, of its own; URLs of other schemes stay
// as they are.
func Page(url string) string {
	host, rest := cutHost(url)
	rest, _, _ = strings.Cut(rest, "#")
	path, query, _ := strings.Cut(rest, "?")
	page := host + decode(strings.TrimRight(path, "/"))
	sign := "?"
	for parameter := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(parameter, "=")
		if parameter != "" && !tracks(strings.ToLower(name)) {
			page += sign + decode(parameter)
			sign = "&"
		}
	}
	return page
}

// hostOf returns the host of a URL as Page has it.
func hostOf(url string) string {
	host, _ := cutHost(url)
	return host
}

// cutHost parts a URL into its host and what is behind. A text of another scheme is all
// host.
func cutHost(url string) (host, rest string) {
	url = strings.TrimSpace(url)
	if i := strings.Index(url, "://"); i >= 0 && !strings.ContainsAny(url[:i], "/?#") {
		if scheme := url[:i]; !strings.EqualFold(scheme, "http") && !strings.EqualFold(scheme, "https") {
			return url, ""
		}
		url = url[i+1:]
	}
	url = strings.TrimLeft(url, "/")
	host = url
	if i := strings.IndexAny(url, "/?#"); i >= 0 {
		host, rest = url[:i], url[i:]
	}
	host = strings.ToLower(host[strings.LastIndexByte(host, '@')+1:])
	host = strings.TrimSuffix(strings.TrimSuffix(host, ":80"), ":443")
	host = strings.TrimSuffix(host, ".")
	if bare, ok := strings.CutPrefix(host, "www."); ok && strings.Contains(bare, ".") {
		host = bare
	}
	return host, rest
}

// decode decodes what is percent-encoded, but for signs that part a URL, white space and
// what would not be UTF-8: of these the hexadecimal digits become capitals.
func decode(s string) string {
	if strings.IndexByte(s, '%') < 0 {
		return s
	}
	if text := decodeUpTo(s, 0xff); utf8.ValidString(text) {
		return text
	}
	return decodeUpTo(s, 0x7f)
}

// decodeUpTo decodes bytes up to last.
func decodeUpTo(s string, last byte) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '%' || i+2 >= len(s) || !isHex(s[i+1]) || !isHex(s[i+2]) {
			b.WriteByte(s[i])
			continue
		}
		if c := hex(s[i+1])<<4 | hex(s[i+2]); c <= ' ' || c == 0x7f || c > last || strings.IndexByte("%/?#&=+;", c) >= 0 {
			b.WriteString(strings.ToUpper(s[i : i+3]))
		} else {
			b.WriteByte(c)
		}
		i += 2
	}
	return b.String()
}

func isHex(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f' }

func hex(c byte) byte {
	if c <= '9' {
		return c - '0'
	}
	return c | 0x20 - 'a' + 10
}

// tracks reports whether a parameter only tells where a visitor came from. The names are
// those that their makers document.
func tracks(name string) bool {
	switch name {
	case "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "gad_source", "gad_campaignid", // Google Ads
		"srsltid",    // Google Merchant Center, in organic results too
		"_ga", "_gl", // Google Analytics, from site to site
		"msclkid",         // Microsoft Advertising
		"yclid", "ysclid", // Yandex Direct, Yandex search
		"fbclid", "igshid", // Facebook, Instagram
		"ttclid", "twclid", // TikTok, X
		"li_fat_id",        // LinkedIn
		"mc_cid", "mc_eid", // Mailchimp
		"_hsenc", "_hsmi", // HubSpot
		"mkt_tok": // Marketo
		return true
	}
	return strings.HasPrefix(name, "utm_")
}
