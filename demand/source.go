package demand

// A Measure is what the numbers of a source count. Numbers of different
// measures are never added or compared.
type Measure uint8

const (
	// Searches that people made: what Keyword Planner and its kind estimate.
	Searches Measure = iota
	// Impressions: how often one site was shown, as Search Console counts.
	Impressions
	// Clicks on one site or advertisement.
	Clicks
	// Index: a share of the largest value, 0 to 100, as Google Trends prints.
	Index
	// RankOrder: a position in a list, where 1 is the most; not a volume.
	RankOrder
)

var measureNames = [...]string{"searches", "impressions", "clicks", "index", "rank"}

// String returns "searches", "impressions", "clicks", "index" or "rank".
func (m Measure) String() string { return nameOf(m, measureNames[:]) }

// A Source says where rows come from and what their numbers mean.
type Source struct {
	File    string   // a name for messages
	Format  string   // the tool and layout: "Google Ads Keyword Planner", "list"
	Measure Measure  // what the numbers count
	Period  Period   // over which time
	Lumping Lumping  // whether close variants share one number
	Rules   []string // by which the numbers were read: names of [Rules], sorted
	Notes   []string // choices and doubts to be told to the user, each a sentence
	Rows    int      // rows read so far, with those refused
	Refused int      // rows refused so far
	Cut     bool     // it ends where the tool cuts its exports off, so that there may be more
}

// Lumping is whether a source counts close variants together and prints the number of all
// of them on each.
type Lumping uint8

const (
	// MayLump: it is not known whether it does.
	MayLump Lumping = iota
	// Lumps: it does, as Keyword Planner and what republishes it.
	Lumps
	// Apart: it counts each keyword by itself, as Search Console does.
	Apart
)

var lumpingNames = [...]string{"may lump", "lumps", "apart"}

// String returns "may lump", "lumps" or "apart".
func (l Lumping) String() string { return nameOf(l, lumpingNames[:]) }
