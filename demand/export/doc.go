// Package export reads the files that keyword tools export: bytes in, rows of
// keywords with their searches out, whatever the tool, the encoding or the
// year. A file is never asked to be clean, and nothing of it is lost silently:
// each row is either yielded or refused with file, line, column and reason.
//
//	r := export.NewReader(file, "keywords.csv")
//	for row, err := range r.All() {
//		var refused *demand.RowError
//		switch {
//		case errors.As(err, &refused):
//			fmt.Fprintln(os.Stderr, refused) // and go on
//		case err != nil:
//			return err // not a file of keywords, or reading failed
//		default:
//			use(row)
//		}
//	}
//	fmt.Println(r.Source().Format, r.Source().Notes)
//
// [Open] does the same for each table of a zip and, with package
// [github.com/needscape/needscape/demand/export/xlsx], of a workbook.
//
// # What is read
//
// The formats are rows of one table (format.go): a further tool is a further row.
// "Real" says that exports of that tool were read and counted against another
// program; "documented" that its columns are known from descriptions only.
//
//	Google Ads Keyword Planner                                           2011 to 2026, numbers, buckets or bounds, months; 2018 on in any language             real
//	  before 2018 in others than English                                 by parts of the volume column's name; ranges as text                                  documented
//	Google Search Console                                                queries in any language, of two periods compared too: impressions                     real
//	Google Trends                                                        over time, related queries, also of 2025: an index                                    real
//	Semrush                                                              Keyword Magic Tool in all its column sets, bulk, Organic Positions, Strategy Builder  real
//	                                                                     gap, API                                                                              documented
//	Ahrefs                                                               Keywords Explorer 2022 to 2026, list overview, Organic Keywords, content gap          real
//	                                                                     Keywords Explorer 2020                                                                documented
//	Ubersuggest, SE Ranking, Helium 10                                   keywords, positions by day, searches on Amazon                                        real
//	Yandex Wordstat, Key Collector                                       lone CR; three frequencies                                                            real
//	Keywords Everywhere                                                  months in columns                                                                     real
//	Amazon Ads, Wayfair                                                  search terms, sponsored products: impressions                                         real
//	Amazon Brand Analytics                                               of before 2023: places and no volumes                                                 real
//	                                                                     since                                                                                 documented
//	Naver                                                                searches on computers and phones, added                                               documented
//	Microsoft Advertising, Mangools, Moz, Marketing Miner, Keyword Tool  their tables                                                                          documented
//	DataForSEO, Google Ads API                                           JSON of keywords, with months; of pages found                                         documented
//	lists of pages found                                                 keyword, position and URL, in lines, in columns or in one cell                        documented
//	any table                                                            CSV, TSV, JSON: a column of keywords, one of searches, impressions or clicks          real
//	a list                                                               one keyword a line, or keywords and numbers, or an array of JSON                      real
//
// Beside the volume a row may have more: [Reader.Facts] returns prices, competition,
// difficulty, intents, the parent keyword, features of the page of results, pages
// found, growth, and every further number. Where a tool says whether a keyword names a
// brand, the row itself has it ([demand.Row].Branded): Ahrefs does, and Keyword Planner
// with concepts in English, and the Google Ads API. Nobody else's columns do.
//
// Of several volumes in a row one is taken and a note says which: the local one
// before the global, the base frequency before the exact one. The others are facts,
// and never added; only Naver's searches on computers and on phones are two parts of
// one volume. Months are read from columns of one month each, from Ahrefs' cells of
// all months and from JSON; Semrush's trends are shares of the best month and have no
// dates ([demand.Relative]). Searches, impressions, clicks, an index and places are
// different measures, of which a file has one ([demand.Measure]). By which rules its
// numbers were read [demand.Source].Rules names.
//
// A file may be packed by gzip, whatever its name. Text may be UTF-8 or UTF-16, with
// or without a byte order mark, or in a code of before Unicode: Windows-1250, 1251,
// 1252 or 1254, Shift JIS, EUC-KR, GB 18030 or Big5, told from the text. Lines may end
// in LF, CRLF or CR; cells may be parted by tab, comma, semicolon or pipe. The first
// mebibyte of the file decides, never its name: the header is looked for in the
// first fifty lines, below titles, dates, descriptions and totals, and its line
// decides the delimiter. In JSON the array of objects that have a keyword is looked
// for wherever it is, and read as it streams.
//
// What people keep beside keyword lists (Search Console's pages, countries, devices,
// chart and filters, Trends by region) is refused with a sentence that says what it is.
//
// # Quotes
//
// A cell that begins with a quote is quoted, and two quotes in it are one. A
// quote inside an unquoted cell is a character like others (5" pipe). A quote
// in a quoted cell that is followed by something other than a delimiter, a
// line end or a quote is a character too, unless the cell already spans lines:
// then the quote that opened the cell was never closed. Quoted cells span at
// most [MaxQuotedLines] lines and [MaxQuoted] bytes, so that a quote that was
// never closed costs the line it stands on and no other, and time stays linear
// in the size of the file. A line, and an object of JSON, is at most [MaxLine] bytes.
//
// # What the numbers mean
//
// Volumes are intervals, see [demand.Volume]. Keyword Planner shows accounts
// without spending only the numbers 0, 50, 500, 5000 and so on, each the name
// of a wide bucket; whether a file is such a one is decided on its first 5,000
// rows. Other numbers of tools that repeat Google's are rounded to its ladder
// and stand for what rounds to them. A cell without a number is unknown, not
// zero.
//
// # Bounds
//
// Memory is bounded by the longest line and by nothing else of a text, some 4 MB
// whatever its size, but for a timeline of Trends, which is turned: at most 262,144
// values. Packed files may unpack to 64 MiB, or to 200 times their size.
// Workbooks are in memory as a whole. A keyword that stands twice is yielded twice;
// a [demand.Market] counts it once, and tells how many there were.
//
// The package opens no files, logs nothing and keeps no state outside its
// readers.
package export
