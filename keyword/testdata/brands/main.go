// Brands makes data/brands.txt, names of brands by kind, of two npm packages as npm pack and
// tar leave them. It says on standard error how many names of each kind there are.
//
//	cd keyword
//	go run ./testdata/brands -date 2026-11-29 NAME-SUGGESTION-INDEX SIMPLE-ICONS… >data/brands.txt
//
// The arguments are the packages' directories; later versions of simple-icons go before
// earlier ones, whose icons of some brands were removed since.
package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"log"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/needscape/needscape/keyword"
)

// The kinds of names, in the order in which a name of several goes to one.
var order = []string{"shop", "food", "service", "transport", "institution", "tech"}

// keys are the kinds of OpenStreetMap's keys, for values that are not in values. A key that is
// not here is left out: fuel signs, charge points, dwellings.
var keys = map[string]string{
	"shop": "shop", "office": "service", "tourism": "service", "leisure": "service", "healthcare": "service", "craft": "service",
	"highway": "transport", "waterway": "transport", "club": "institution",
}

// values are the values of the keys by kind; those under "" are left out.
var values = map[string]string{
	"food": `shop/bakery shop/butcher shop/cheese shop/chocolate shop/coffee shop/confectionery shop/dairy shop/deli
		shop/frozen_food shop/greengrocer shop/health_food shop/nuts shop/pastry shop/seafood shop/spices shop/tea
		amenity/bar amenity/cafe amenity/fast_food amenity/ice_cream amenity/pub amenity/restaurant`,
	"shop": "amenity/pharmacy",
	"service": `shop/beauty shop/bookmaker shop/car_repair shop/copyshop shop/dry_cleaning shop/funeral_directors
		shop/hairdresser shop/laundry shop/locksmith shop/lottery shop/massage shop/money_lender shop/motorcycle_repair
		shop/outpost shop/pawnbroker shop/pest_control shop/plant_hire shop/rental shop/repair shop/shoe_repair
		shop/storage_rental shop/tailor shop/tattoo shop/telecommunication shop/ticket shop/tool_hire shop/tractor_repair
		shop/travel_agency shop/truck_repair
		amenity/animal_boarding amenity/bank amenity/bureau_de_change amenity/car_wash amenity/casino amenity/childcare
		amenity/cinema amenity/clinic amenity/conference_centre amenity/dentist amenity/doctors amenity/driving_school
		amenity/gambling amenity/internet_cafe amenity/karaoke_box amenity/kindergarten amenity/language_school
		amenity/money_transfer amenity/music_school amenity/parcel_locker amenity/payment_centre amenity/post_office
		amenity/prep_school amenity/training amenity/veterinary`,
	"transport": `amenity/bicycle_rental amenity/car_rental amenity/car_sharing amenity/charging_station amenity/fuel
		amenity/motorcycle_rental`,
	"institution": `amenity/college amenity/community_centre amenity/hospital amenity/library amenity/school
		amenity/social_centre amenity/social_facility amenity/university healthcare/blood_donation
		office/association office/political_party office/union`,
	"": "leisure/dog_park leisure/fitness_station leisure/playground office/government tourism/information",
}

// parts are headings of the word lists under which no word names anything by itself.
var parts = []string{"article", "silent", "link", "bind", "to", "place", "from", "toward", "auxiliary", "asker", "which", "most", "for what", "without"}

// nobodys are words that have an icon or are sold as a name but are nobody's: standards, kinds
// of software, sizes.
const nobodys = `chatbot css graphql helpdesk html javascript json markdown nfc org pwa rss svg uml webassembly webgl webgpu webrtc xaml xl xml xxl yaml адрес`

var (
	languageTag = regexp.MustCompile(`^brand:[a-z]{2,3}(-[A-Z][a-z]{3})?$`)
	inBrackets  = regexp.MustCompile(` *[(（][^()（）]*[)）]$`)
	company     = regexp.MustCompile(`(?i),? +(inc|ltd|limited|llc|gmbh|plc|corp|corporation|(& |and )?(co|company))\.?$`)
	ampersand   = regexp.MustCompile(` *& *`)
	hyphenated  = regexp.MustCompile(`^[A-Za-z]+(-[A-Za-z]+)+$`)
	shopWord    = regexp.MustCompile(`(?i) (bar|caf[eé]|cent(er|re)|co\.?|club|company|garage|house|market|outlet|place|pub|restaurant|shops?|stores?)$`)
)

// brands are the names that were found, with the place of their kind in order.
type brands struct {
	analyzer *keyword.Analyzer
	known    map[string]bool // English words and places
	empty    map[string]bool // words that name nothing, of any language
	generic  map[string]bool // stems of the words for kinds of places
	kinds    map[string]int
}

func main() {
	log.SetFlags(0)
	date := flag.String("date", "", "when the packages were taken")
	flag.Parse()
	if flag.NArg() < 2 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*date, flag.Arg(0), flag.Args()[1:]); err != nil {
		log.Fatal("brands: ", err)
	}
}

func run(date, index string, icons []string) error {
	b := &brands{analyzer: keyword.NewAnalyzer(), known: map[string]bool{}, empty: map[string]bool{}, generic: map[string]bool{}, kinds: map[string]int{}}
	if err := b.readWords(); err != nil {
		return err
	}
	indexVersion, err := b.readIndex(index)
	if err != nil {
		return err
	}
	var versions []string
	for _, dir := range icons {
		v, err := b.readIcons(dir)
		if err != nil {
			return err
		}
		versions = append(versions, v)
	}
	return b.write(fmt.Sprintf(header, indexVersion, strings.Join(versions, ", "), date))
}

// readWords reads the words that no name is made of alone.
func (b *brands) readWords() error {
	lists, err := filepath.Glob("data/words-*.txt")
	if err != nil {
		return err
	}
	if len(lists) == 0 {
		return errors.New("no data/words-*.txt: run in the directory of package keyword")
	}
	for _, name := range lists {
		if err := addWords(name, b.empty, parts...); err != nil {
			return err
		}
	}
	for w := range strings.FieldsSeq(nobodys) {
		b.empty[w] = true
	}
	return addWords("data/known-en.txt", b.known, "common", "rare", "places")
}

// addWords adds the words under headings of a word list.
func addWords(name string, to map[string]bool, headings ...string) error {
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	under := false
	for line := range strings.Lines(string(text)) {
		line, _, _ = strings.Cut(line, "#")
		line = strings.TrimSpace(line)
		if heading, ok := strings.CutPrefix(line, "["); ok {
			under = slices.Contains(headings, strings.TrimSuffix(heading, "]"))
		} else if under {
			for w := range strings.FieldsSeq(line) {
				to[w] = true
			}
		}
	}
	return nil
}

// readIndex adds the brands of name-suggestion-index and returns its version.
func (b *brands) readIndex(dir string) (string, error) {
	var file struct {
		Meta struct{ Version string } `json:"_meta"`
		NSI  map[string]struct {
			Items []struct{ Tags map[string]string }
		}
	}
	if err := readJSON(&file, dir, "dist/json/nsi.min.json"); err != nil {
		return "", err
	}
	kinds := map[string]string{}
	for kind, list := range values {
		for v := range strings.FieldsSeq(list) {
			kinds[v] = kind
		}
	}
	for _, path := range slices.Sorted(maps.Keys(file.NSI)) {
		category, ok := strings.CutPrefix(path, "brands/")
		if !ok {
			continue // operators, transit, flags
		}
		for word := range strings.FieldsFuncSeq(category, func(r rune) bool { return r == '/' || r == '_' }) {
			b.generic[b.analyzer.Stem(word)] = true
		}
	}
	for path, group := range file.NSI {
		category, ok := strings.CutPrefix(path, "brands/")
		if !ok {
			continue
		}
		kind, ok := kinds[category]
		if !ok {
			key, _, _ := strings.Cut(category, "/")
			kind = keys[key]
		}
		if kind == "" {
			continue
		}
		for _, item := range group.Items {
			b.addItem(item.Tags, kind)
		}
	}
	return file.Meta.Version, nil
}

// addItem adds the names of one brand: in all languages and, in its own and in English, the
// short and other ones.
func (b *brands) addItem(tags map[string]string, kind string) {
	names := 0
	for tag, name := range tags {
		if languageTag.MatchString(tag) {
			b.add(name, kind)
			names++
		}
	}
	if name := tags["brand"]; names == 0 || !twoScripts(name) {
		b.add(name, kind)
	}
	for _, tag := range []string{"alt_name", "alt_name:en", "short_name", "short_name:en", "brand:short"} {
		for name := range strings.SplitSeq(tags[tag], ";") {
			// Few would know a bank by three letters; CVS, of CVS Pharmacy, is known.
			if len(name) > 3 || strings.Contains(name, "&") || strings.HasPrefix(tags["brand"], name+" ") {
				b.add(name, kind)
			}
		}
	}
}

// twoScripts reports whether a name is written twice: 誠品書店 Eslite Bookstore.
func twoScripts(name string) bool {
	latin, other := false, false
	for _, r := range name {
		latin = latin || unicode.Is(unicode.Latin, r)
		other = other || unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r)
	}
	return latin && other && strings.Contains(name, " ")
}

// readIcons adds the titles of simple-icons and returns the package's version.
func (b *brands) readIcons(dir string) (string, error) {
	var pack struct{ Version string }
	if err := readJSON(&pack, dir, "package.json"); err != nil {
		return "", err
	}
	var raw json.RawMessage
	err := readJSON(&raw, dir, "data/simple-icons.json")
	if errors.Is(err, fs.ErrNotExist) {
		err = readJSON(&raw, dir, "_data/simple-icons.json")
	}
	if err != nil {
		return "", err
	}
	type titled struct{ Title string }
	type icon struct {
		titled
		Aliases struct {
			Aka []string
			Dup []titled
			Old []string
			Loc map[string]string
		}
	}
	var list []icon
	if raw[0] == '[' {
		err = json.Unmarshal(raw, &list)
	} else {
		err = json.Unmarshal(raw, &struct{ Icons *[]icon }{&list})
	}
	if err != nil {
		return "", fmt.Errorf("%s: %w", dir, err)
	}
	for _, i := range list {
		names := slices.Concat([]string{i.Title}, i.Aliases.Aka, i.Aliases.Old, slices.Collect(maps.Values(i.Aliases.Loc)))
		for _, d := range i.Aliases.Dup {
			names = append(names, d.Title)
		}
		for _, name := range names {
			b.add(name, "tech")
		}
	}
	return pack.Version, nil
}

func readJSON(to any, dir, name string) error {
	text, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, to); err != nil {
		return fmt.Errorf("%s: %w", filepath.Join(dir, name), err)
	}
	return nil
}

// add adds a name and the other ways in which people write it.
func (b *brands) add(name, kind string) {
	name = strings.TrimSpace(inBrackets.ReplaceAllString(name, ""))
	b.addForm(name, kind)
	if ampersand.MatchString(name) {
		b.addForm(ampersand.ReplaceAllString(name, " and "), kind)
	}
	if rest := name[min(4, len(name)):]; strings.EqualFold(name[:len(name)-len(rest)], "the ") && len(b.words(rest)) > 1 && !shopWord.MatchString(rest) {
		b.addForm(rest, kind)
	}
	if rest := company.ReplaceAllString(name, ""); rest != name && !b.allIn(b.words(rest), b.known) {
		b.addForm(rest, kind)
	}
	if hyphenated.MatchString(name) && len(name) > 4 {
		b.addForm(strings.ReplaceAll(name, "-", ""), kind)
	}
	if rest, ok := strings.CutSuffix(name, "+"); ok && !strings.HasSuffix(rest, "+") {
		b.addForm(rest+" plus", kind)
	}
}

// addForm adds a name as written, and with its dots and elision written otherwise.
func (b *brands) addForm(name, kind string) {
	whole := strings.Join(b.words(name), " ")
	b.addWords(b.words(whole), kind)
	if strings.Contains(whole, ".") {
		b.addWords(b.words(strings.ReplaceAll(whole, ".", " ")), kind)
		b.addWords(b.words(strings.ReplaceAll(whole, ".", "")), kind)
	}
	if rest, ok := strings.CutPrefix(whole, "l'"); ok {
		b.addWords(b.words("l "+rest), kind)
	}
}

func (b *brands) words(name string) []string {
	var words []string
	for _, t := range b.analyzer.Tokens(name) {
		words = append(words, t.Text)
	}
	return words
}

// addWords adds a name unless it cannot be told from what is none.
func (b *brands) addWords(words []string, kind string) {
	name := strings.Join(words, " ")
	letters := 0
	for _, r := range name {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	if letters < 2 || strings.ContainsAny(name, "#[") || b.empty[strings.TrimRight(name, " 0123456789")] || b.isGeneric(words) {
		return
	}
	rank := slices.Index(order, kind)
	if was, ok := b.kinds[name]; !ok || rank < was {
		b.kinds[name] = rank
	}
}

// isGeneric reports whether words are those by which OpenStreetMap calls kinds of places.
func (b *brands) isGeneric(words []string) bool {
	for _, w := range words {
		if !b.generic[b.analyzer.Stem(w)] {
			return false
		}
	}
	return true
}

func (b *brands) allIn(words []string, set map[string]bool) bool {
	for _, w := range words {
		if !set[w] && !set[b.analyzer.Stem(w)] {
			return false
		}
	}
	return true
}

const header = `# Names of brands: of shops, places to eat, services, institutions, software and products.
# Source: the npm packages name-suggestion-index %s (brands only; not operators, transit and flags) and
# simple-icons %s (titles and aliases; earlier versions for names whose icons were removed).
# Licences: BSD 3-Clause and CC0 1.0, see brands.LICENSE. Taken on %s; made by testdata/brands.
# Format: a name a line under the heading of its kind, as the words that the analyzer makes of it, a space
# between; a name of several kinds is under the first. The kinds are those of places in OpenStreetMap; under
# [tech] is what only simple-icons has: most of it software and web sites.
# Names are also written with "and" for "&", without "the" before two words or more, without "Inc." and
# the like behind what is no word or place, as one word for two with a hyphen, with the dot of
# "node.js" as a space or nothing, with "plus" for "+" and "l oréal" for "l'oréal". Apostrophes and accents stay: who
# looks a name up leaves them out on both sides. Left out are names of less than two letters, function words of
# the analyzer's languages, words for kinds of places ("bakery"), and standards, sizes and the like, which are
# nobody's name ("javascript", "xxl").
`

// write writes the names, by kind, in order.
func (b *brands) write(header string) error {
	names := slices.SortedFunc(maps.Keys(b.kinds), func(x, y string) int {
		return cmp.Or(cmp.Compare(b.kinds[x], b.kinds[y]), cmp.Compare(x, y))
	})
	w := bufio.NewWriter(os.Stdout)
	w.WriteString(header)
	counts := make([]int, len(order))
	for _, name := range names {
		kind := b.kinds[name]
		if counts[kind] == 0 {
			fmt.Fprintf(w, "\n[%s]\n", order[kind])
		}
		counts[kind]++
		fmt.Fprintln(w, name)
	}
	for i, kind := range order {
		log.Printf("%s\t%d", kind, counts[i])
	}
	return w.Flush()
}
