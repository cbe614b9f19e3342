package export

import "github.com/needscape/needscape/demand"

// A format is the layout of one tool's files: how it names its columns and what
// its numbers mean. A further tool is a further row of formats.
type format struct {
	name    string
	measure demand.Measure
	period  demand.Period

	// Names of columns in their normal form (see columnName), the preferred first.
	// A name also stands for itself with something in brackets after it: "volume"
	// for "volume (us)".
	marks   []string   // all of these are needed: what tells the tool's tables from others
	keyword []string   // one of these is needed
	volume  []string   // and one of these or of low, unless nothing is
	like    [][]string // or else a column with a part of each list in its name
	low     []string   // bounds of the volume
	high    []string
	others  []string // volumes of another kind: not added but told in a note, and facts
	plus    []string // a further part of the volume, which is added: phones beside computers
	rank    []string // places instead of volumes
	trend   []string // months in one cell, oldest first; which, the name of the column says
	shares  []string // months in one cell as shares of the best, oldest first; which, nothing says

	planner bool  // numbers may be buckets; keywords may be in [ ] or " "
	lumps   bool  // close variants are counted together; planners do
	nested  bool  // numbers have those of longer keywords
	year    bool  // numbers are averages over the last twelve months
	counts  bool  // numbers are counts, not rounded
	digits  bool  // numbers are rounded to two digits, and months are counts
	cuts    []int // numbers of rows beyond which the tool exports none

	compared bool // columns have a time before their names: last 28 days impressions
	tracker  bool // columns that are days hold positions
	sections bool // lists below each other, each under its name
}

var searchConsole = &format{
	name:    "Google Search Console",
	measure: demand.Impressions,
	keyword: []string{"top queries", "上位のクエリ", "häufigste suchanfragen", "requêtes les plus fréquentes", "consultas principales",
		"principales consultas", "query principali", "principais consultas", "meest voorkomende zoekopdrachten"},
	volume:   impressionNames,
	compared: true,
	cuts:     []int{1000},
	counts:   true,
}

// formats are tried in order: the first of which a keyword column and, where it
// has any, a volume column is found is that of the file.
var formats = []format{
	{
		// Known from programs that read it: its counts are its own, neither buckets nor
		// Google's ladder, or ranges as text.
		name:    "Microsoft Advertising keyword planner",
		marks:   []string{"ad impr. share", "suggested bid"},
		keyword: []string{"keyword"},
		volume:  []string{"avg. monthly searches", "average monthly searches", "monthly searches"},
		counts:  true,
	},
	{
		name:    "STAT",
		marks:   []string{"google base rank"},
		keyword: []string{"keyword"},
		volume:  []string{"regional monthly searches", "global monthly searches"},
		others:  []string{"global monthly searches"},
	},
	{
		// Headers from public exports: 2011 and 2012 (AdWords keyword tool), 2015,
		// 2020 (bounds instead of averages), 2024, 2026 (English; of the Korean one
		// only the columns beside are translated).
		name:    "Google Ads Keyword Planner",
		keyword: keywordNames,
		volume: []string{
			"local monthly searches", "avg. monthly searches", "avg, monthly searches", "avg monthly searches",
			"average monthly searches", "global monthly searches",
		},
		like:    averageMonthlySearches,
		low:     []string{"min search volume", "min. search volume", "minimum search volume"},
		high:    []string{"max search volume", "max. search volume", "maximum search volume"},
		others:  []string{"global monthly searches"},
		planner: true,
	},
	*searchConsole,
	// The tables of tools, each known by columns that only it has; from public
	// exports, but for KWFinder, Moz and Strategy Builder, which are from their
	// documentation.
	{
		name:    "Semrush Organic Positions",
		marks:   []string{"previous position", "traffic cost"},
		keyword: []string{"keyword"},
		volume:  []string{"search volume"},
		shares:  shareNames,
		year:    true,
	},
	{
		name:    "Semrush Keyword Strategy Builder",
		marks:   []string{"seed keyword", "page type"},
		keyword: []string{"keyword"},
		volume:  []string{"volume"},
		shares:  shareNames,
		year:    true,
	},
	{
		name:    "Mangools KWFinder",
		marks:   []string{"ppc", "keyword difficulty"},
		keyword: []string{"keyword"},
		volume:  []string{"avg. search volume", "search volume"},
	},
	{
		name:    "Semrush keywords", // Keyword Magic Tool, bulk analysis
		marks:   []string{"keyword difficulty", "cpc"},
		keyword: []string{"keyword"},
		volume:  []string{"volume"},
		cuts:    []int{10_000, 30_000, 50_000},
		shares:  shareNames,
		year:    true,
	},
	{
		name:    "Ahrefs Keywords Explorer",
		marks:   []string{"difficulty", "parent keyword"},
		keyword: []string{"keyword"},
		volume:  []string{"volume"},
		others:  []string{"global volume"},
		trend:   []string{"sv trend"},
		digits:  true,
		year:    true,
	},
	{
		name:    "Ahrefs Organic Keywords",
		marks:   []string{"kd", "current position"},
		keyword: []string{"keyword"},
		volume:  []string{"volume"},
		digits:  true,
		year:    true,
	},
	{
		name:    "Ahrefs content gap", // a column for each site and what is said of it
		marks:   []string{"kd", "serp features"},
		keyword: []string{"keyword"},
		volume:  []string{"volume"},
		digits:  true,
		year:    true,
	},
	{
		name:    "Ubersuggest",
		marks:   []string{"paid difficulty"},
		keyword: []string{"keyword"},
		volume:  []string{"search volume", "volume"},
		cuts:    []int{2000},
	},
	{
		name:    "SE Ranking", // the only one to shorten the name of its volumes so
		keyword: []string{"keyword"},
		volume:  []string{"search vol."},
		tracker: true,
	},
	{
		name:    "Moz Keyword Explorer",
		keyword: []string{"keyword"},
		low:     []string{"min volume"},
		high:    []string{"max volume"},
	},
	{
		name:    "Helium 10", // searches on Amazon: Cerebro, Magnet
		keyword: []string{"keyword phrase"},
		volume:  []string{"search volume"},
	},
	{
		name:    "Yandex Wordstat",
		keyword: []string{"запросы со словами", "формулировка"},
		volume:  []string{"число запросов"},
		counts:  true,
		cuts:    []int{2000},
		lumps:   true,
		nested:  true,
	},
	{
		name:    "Key Collector",
		keyword: []string{"запрос", "фраза"},
		volume:  []string{"базовая частотность"},
		others:  []string{"точная частотность", "очень точная частотность"},
		counts:  true,
		lumps:   true,
		nested:  true,
	},
	{
		name:    "Wayfair sponsored products",
		measure: demand.Impressions,
		marks:   []string{"attributed wsc"},
		keyword: []string{"customer search term"},
		volume:  impressionNames,
		counts:  true,
	},
	{
		name:    "Amazon Ads search terms", // of Seller Central
		measure: demand.Impressions,
		marks:   []string{"total advertising cost of sales"},
		keyword: []string{"customer search term", "search term"},
		volume:  impressionNames,
		counts:  true,
	},
	{
		name:    "Amazon Ads search terms",
		measure: demand.Impressions,
		marks:   []string{"acos", "roas"},
		keyword: []string{"customer search term", "search term", "matched product"},
		volume:  []string{"impressions"},
		counts:  true,
	},
	{
		name:    "Wayfair search terms",
		measure: demand.Impressions,
		keyword: []string{"search term"},
		volume:  []string{"last 30 day impressions"},
		counts:  true,
	},
	{
		name:    "Semrush Position Tracking",
		marks:   []string{"tags", "intents", "keyword difficulty"},
		keyword: []string{"keyword"},
		volume:  []string{"search volume"},
		year:    true,
	},
	{
		name:    "Amazon Search Query Performance",
		keyword: []string{"search query"},
		volume:  []string{"search query volume"},
		counts:  true,
	},
	{
		name:    "Naver keyword tool", // of its page, and of its interface for programs
		keyword: []string{"연관키워드", "rel keyword", "키워드"},
		volume:  []string{"월간검색수 pc", "월간검색수(pc)", "월간 검색수 pc", "월간 검색수(pc)", "monthly pc qc cnt", "pc 검색량", "pc검색량", "pc월간검색수", "pc 월간검색수"},
		plus:    []string{"월간검색수 모바일", "월간검색수(모바일)", "월간 검색수 모바일", "월간 검색수(모바일)", "monthly mobile qc cnt", "모바일 검색량", "모바일검색량", "모바일월간검색수", "모바일 월간검색수"},
		counts:  true,
	},
	{
		name:    "Marketing Miner",
		marks:   []string{"input", "source"},
		keyword: []string{"keyword"},
		volume:  []string{"search volume"},
	},
	{
		name:    "DataForSEO",
		marks:   []string{"location code", "language code"},
		keyword: []string{"keyword"},
		volume:  []string{"search volume"},
		lumps:   true,
		year:    true,
	},
	{
		// The old form of 2018 to 2022, of one department, and the new one.
		name:    "Amazon Brand Analytics",
		measure: demand.RankOrder,
		keyword: []string{"search term", "suchbegriff", "terme de recherche", "término de búsqueda", "termine di ricerca", "zoekterm", "搜索词"},
		rank: []string{"search frequency rank", "搜索频率排名", "suchfrequenz-rang", "suchhäufigkeitsrang", "classement de fréquence de recherche",
			"rango de frecuencia de búsqueda", "classifica per frequenza di ricerca"},
	},
	{
		name:    "Google Trends queries",
		measure: demand.Index,
		keyword: []string{"query", "queries"},
		volume:  []string{"search interest"},
		counts:  true,
	},
	{
		name:    "table",
		keyword: keywordNames,
		period:  demand.PerDay,
		volume:  []string{"daily searches", "searches per day", "searches a day", "avg. daily searches", "daily search volume"},
	},
	{
		name:    "table",
		keyword: keywordNames,
		volume: []string{
			"volume", "search volume", "search vol.", "search vol", "searchvolume", "monthly search volume", "monthly searches",
			"searches", "avg. search volume", "average search volume", "search volume average", "msv", "sv", "vol", "vol.", "monthly volume", "searches per month",
			"suchvolumen", "sv/monat", "volumen", "volumen de búsqueda", "volumen de búsquedas", "volume de recherche", "volumes de recherche",
			"volume di ricerca", "volume de pesquisa", "volume de busca", "zoekvolume", "liczba wyszukiwań", "sökvolym", "søkevolum", "søgevolumen",
			"частотность", "частота", "количество запросов", "число запросов", "показов в месяц", "検索ボリューム", "検索数", "月間検索数", "검색량", "총검색수", "총 검색수", "월간검색수", "검색수", "搜索量", "搜尋量",
		},
		others: []string{"global volume", "global search volume"},
	},
	{
		name:    "table of impressions",
		measure: demand.Impressions,
		keyword: keywordNames,
		volume:  []string{"impressions", "impressionen", "impresiones"},
		counts:  true,
	},
	{
		name:    "table of clicks",
		measure: demand.Clicks,
		keyword: keywordNames,
		volume:  []string{"clicks", "klicks", "clics"},
		counts:  true,
	},
	{name: "table", keyword: keywordNames},
}

// averageMonthlySearches are parts of the name that Keyword Planner's interface
// gives to its volumes in other languages, in which the phrase changes from year to
// year: Durchschnittl. Suchanfragen pro Monat, Promedio de búsquedas mensuales,
// Średnia miesięczna liczba wyszukiwań, 月間平均検索ボリューム, 월평균 검색량.
var averageMonthlySearches = [][]string{
	{
		"avg", "average", "durchschn", "moy", "prom", "medi", "médi", "méd.", "gem.", "gemid", "śr", "сред", "ср.", "gennemsn", "gjennomsn",
		"genomsn", "snitt", "keskim", "átlag", "ortalama", "prům", "平均", "평균", "rata-rata", "trung bình",
	},
	{
		"month", "monat", "mensu", "mensa", "mensil", "maand", "mies", "месяц", "måned", "månad", "kuukau", "havi", "aylık", "měs", "lunar",
		"月", "월", "bulan", "hàng tháng",
	},
	{
		"search", "such", "recherch", "búsqued", "busqued", "ricerc", "pesquis", "busca", "zoek", "wyszuk", "запрос", "søg", "søk", "sök",
		"haku", "keres", "arama", "vyhled", "hledán", "căut", "検索", "검색", "搜", "penelusuran", "tìm kiếm",
	},
}

// clickNames and impressionNames are those of what is counted beside searches.
var (
	clickNames      = []string{"clicks", "traffic", "current organic traffic", "organic traffic", "traffic potential", "estimated traffic", "klicks", "clics", "クリック数", "clic", "cliques", "klikken", "kliknięcia", "клики", "클릭수", "点击次数", "點擊", "aantal klikken", "kлики", "prokliky", "tıklamalar", "klick", "klik", "클릭 수"}
	impressionNames = []string{"impressions", "impressionen", "impresiones", "表示回数", "impressioni", "impressões", "vertoningen", "wyświetlenia", "показы", "노출", "展示", "曝光", "zobrazení", "gösterimler", "exponeringar", "visningar", "tayangan", "노출수"}
)

// shareNames are those of a column of trends.
var shareNames = []string{"trend", "trends"}

// monthlyNames are those of an array of months in JSON.
var monthlyNames = []string{"monthly searches", "monthly search volumes", "monthly search volume", "monthly volumes", "search volume history"}

// keywordNames are the names of a column of keywords in any tool.
var keywordNames = []string{
	"keyword", "keywords", "search term", "search terms", "search query", "search queries", "query", "queries", "top queries",
	"keyword phrase", "phrase", "paa title", "text", "q", "search phrase", "search keyword", "keyword text", "keyword/phrase", "term", "customer search term", "target keyword",
	"schlüsselwort", "schlüsselwörter", "suchbegriff", "suchbegriffe", "suchanfrage", "suchanfragen", "keyword-idee",
	"mot clé", "mot-clé", "mots clés", "mots-clés", "requête", "requêtes",
	"palabra clave", "palabras clave", "término de búsqueda", "consulta", "consultas",
	"parola chiave", "parole chiave", "palavra-chave", "palavras-chave", "palavra chave", "termo de pesquisa",
	"zoekwoord", "zoekwoorden", "zoekterm", "zoektermen", "zoekopdracht", "słowo kluczowe", "słowa kluczowe", "zapytanie",
	"sökord", "sökterm", "søkeord", "søgeord", "hakusana", "avainsana", "kulcsszó", "cuvânt cheie", "anahtar kelime", "klíčové slovo",
	"ключевое слово", "ключевые слова", "ключевая фраза", "запрос", "запросы", "поисковый запрос", "фраза", "запросы со словами", "формулировка",
	"キーワード", "クエリ", "検索語句", "키워드", "검색어", "연관키워드", "关键词", "关键字", "關鍵字", "搜索词", "搜尋字詞",
}

// listHeaders are those which head a list of keywords without other columns; the
// rest are searched for themselves.
var listHeaders = []string{
	"keyword", "keywords", "search term", "search terms", "search query", "search queries", "queries", "top queries", "keyword phrase",
	"schlüsselwörter", "suchbegriff", "suchbegriffe", "mot-clé", "mots-clés", "palabra clave", "palabras clave", "parola chiave", "parole chiave",
	"palavra-chave", "palavras-chave", "zoekwoorden", "słowa kluczowe", "ключевые слова", "キーワード", "키워드", "关键词", "關鍵字",
}

// otherNames are columns that tables have beside keywords. Two of them in a line
// without a keyword column show a table that is not one of keywords.
var otherNames = []string{
	"clicks", "impressions", "ctr", "position", "average position", "date", "date range", "day", "week", "month", "time", "country", "countries",
	"region", "device", "devices", "page", "pages", "top pages", "url", "landing page", "search appearance", "filter", "value",
	"volume", "search volume", "searches", "cpc", "competition", "keyword difficulty", "difficulty", "kd", "intent", "trend", "traffic", "cost", "conversions",
	"currency", "rank", "asin", "title", "campaign", "ad group", "sessions", "users", "bounce rate", "name", "email", "price", "id",
}
