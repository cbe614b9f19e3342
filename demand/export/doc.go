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
// # What is read
//
// The formats are rows of one table (format.go): a further tool is a further row.
// "Real" says that exports of that tool were read and counted against another
// program; "documented" that its columns are known from descriptions only.
//
//	Google Ads Keyword Planner   2011 to 2026, numbers, buckets or bounds, months    real
//	  in other languages         by parts of the volume column's name               documented
//	Google Search Console        queries, also two periods compared: impressions    real
//	Semrush                      Keyword Magic Tool, bulk, Organic Positions         real
//	                             Keyword Strategy Builder                            documented
//	Ahrefs                       Keywords Explorer 2022 to 2026, Organic Keywords    real
//	Ubersuggest, SE Ranking, Helium 10, Yandex Wordstat, Key Collector               real
//	Amazon Ads, Wayfair          search terms: impressions                           real
//	Mangools KWFinder, Moz                                                           documented
//	any table                    a column of keywords, one of searches, impressions
//	                             or clicks, by common names in many languages        real
//	a list                       one keyword a line, or keywords and numbers
//
// Of several volumes in a row one is taken and a note says which: the local one
// before the global, the base frequency before the exact one. Months are read from
// columns of one month each and from Ahrefs' cells of all months; Semrush's trends
// are shares of the best month and no searches.
//
// A file may be packed by gzip, whatever its name. Text may be UTF-8 or UTF-16 with or without a byte order mark, or
// Windows-1252; lines may end in LF, CRLF or CR; cells may be parted by tab,
// comma, semicolon or pipe. The first mebibyte of the file decides, never its
// name: the header is looked for in the first fifty lines, below titles,
// dates, descriptions and totals, and its line decides the delimiter.
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
// in the size of the file. A line is at most [MaxLine] bytes.
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
// The package opens no files, logs nothing and keeps no state outside its
// readers.
package export
