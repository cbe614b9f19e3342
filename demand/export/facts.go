package export

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/keyword"
)

// A factColumn is a column that says something beside the searches.
type factColumn struct {
	column   int
	kind     *factKind
	name     string // as it stands
	money    string // the currency that the name gives
	position int    // of the page that it holds, where it is one of several
	site     string // of which it is the position
}

// A factKind is what such columns say: their names in the normal form, in any
// tool, and how a cell is read. An error refuses the cell and not its row.
type factKind struct {
	names []string
	read  func(f *demand.Facts, c factColumn, cell string) error
}

// factKinds are tried in order for each column that is nothing else.
var factKinds = []factKind{
	{
		names: []string{"cpc", "cost per click", "average cpc", "avg. cpc", "suggested bid", "cpc/ppc", "estimated avg. cpc", "approximate cpc", "bid",
			"sponsored brand average cpc", "ppc bid", "cpc value", "avg cpc", "cpc bid", "h10 ppc sugg. bid", "средняя цена клика",
			"vorgeschlagenes gebot", "puja sugerida", "enchère suggérée", "offerta suggerita", "lance sugerido", "voorgesteld bod", "sugerowana stawka",
			"рекомендуемая ставка", "推奨入札単価", "추천 입찰가", "建议出价"},
		read: func(f *demand.Facts, c factColumn, cell string) error {
			low, high, currency, err := amounts(cell)
			if err == nil && !f.CPC.Known {
				f.CPC = demand.Money{Low: low, High: high, Currency: cmp.Or(c.money, currency, f.CPC.Currency), Known: true}
			}
			return err
		},
	},
	{
		names: []string{"top of page bid (low range)", "top of page bid low", "low top of page bid", "low bid", "h10 ppc sugg. min bid",
			"gebot für obere positionen (niedriger bereich)", "gebot für obere positionen (unterer bereich)", "puja por la parte superior de la página (intervalo bajo)",
			"lance na parte superior da página (menores valores)", "offerta per la parte superiore della pagina (intervallo basso)",
			"ページ上部に掲載された広告の入札単価(低額帯)", "页首出价(低位区间)", "ставка для показа вверху стр. (мин.)"},
		read: func(f *demand.Facts, c factColumn, cell string) error {
			low, _, currency, err := amounts(cell)
			if err == nil {
				f.CPC = demand.Money{Low: low, High: max(low, f.CPC.High), Currency: cmp.Or(c.money, currency, f.CPC.Currency), Known: true}
			}
			return err
		},
	},
	{
		names: []string{"top of page bid (high range)", "top of page bid high", "high top of page bid", "high bid", "h10 ppc sugg. max bid",
			"gebot für obere positionen (hoher bereich)", "gebot für obere positionen (oberer bereich)", "puja por la parte superior de la página (intervalo alto)",
			"lance na parte superior da página (maiores valores)", "offerta per la parte superiore della pagina (intervallo alto)",
			"ページ上部に掲載された広告の入札単価(高額帯)", "页首出价(高位区间)", "ставка для показа вверху стр. (макс.)"},
		read: func(f *demand.Facts, c factColumn, cell string) error {
			_, high, currency, err := amounts(cell)
			if err != nil {
				return err
			}
			if !f.CPC.Known {
				f.CPC.Low = high
			}
			f.CPC = demand.Money{Low: min(f.CPC.Low, high), High: high, Currency: cmp.Or(c.money, currency, f.CPC.Currency), Known: true}
			return nil
		},
	},
	{
		names: []string{"low top of page bid micros"}, // Google Ads API: millionths
		read:  func(f *demand.Facts, _ factColumn, cell string) error { return micros(&f.CPC, &f.CPC.Low, cell) },
	},
	{
		names: []string{"high top of page bid micros"},
		read:  func(f *demand.Facts, _ factColumn, cell string) error { return micros(&f.CPC, &f.CPC.High, cell) },
	},
	{
		names: []string{"currency", "currency code", "währung", "devise", "moneda", "valuta", "moeda", "waluta", "валюта", "通貨", "통화"},
		read: func(f *demand.Facts, _ factColumn, cell string) error {
			f.CPC.Currency = cell
			return nil
		},
	},
	{
		names: []string{"competition", "competitive density", "com.", "comp.", "comp", "competition level", "comp idx", "advertiser competition",
			"wettbewerb", "concurrence", "competencia", "concorrenza", "concorrência", "concurrentie", "konkurencja", "конкуренция", "уровень конкуренции",
			"競合性", "競合度", "경쟁", "경쟁정도", "경쟁 정도"},
		read: func(f *demand.Facts, _ factColumn, cell string) error {
			if level, ok := levels[keyword.Normalize(cell)]; ok {
				f.Competition.Level = level
				return nil
			}
			return figure(&f.Competition.Index, cell, 1)
		},
	},
	{
		names: []string{"competition (indexed value)", "competition index", "paid difficulty", "ppc", "wettbewerb (indexwert)", "wettbewerb (indexierter wert)", "concurrentie (geïndexeerde waarde)", "競合性(インデックス値)", "경쟁(색인화된 값)", "concurrence (valeur indexée)",
			"competencia (valor indexado)", "concorrenza (valore indicizzato)", "concorrência (valor indexado)"},
		read: func(f *demand.Facts, _ factColumn, cell string) error { return figure(&f.Competition.Index, cell, 100) },
	},
	{
		names: []string{"keyword difficulty", "difficulty", "kd", "kd %", "search difficulty", "seo difficulty", "sd", "keyword difficulty index",
			"organic difficulty", "keyword difficulty %"},
		read: func(f *demand.Facts, _ factColumn, cell string) error { return figure(&f.Difficulty, cell, 1) },
	},
	{
		names: []string{"intent", "intents", "keyword intents", "search intent", "main intent", "user intent"},
		read: func(f *demand.Facts, _ factColumn, cell string) error {
			for part := range strings.FieldsFuncSeq(cell, partsIntents) {
				name := keyword.Normalize(part)
				i, ok := intents[name]
				if !ok && name != "branded" && !strings.HasPrefix(name, "non-") { // Ahrefs: Non-branded, Non-local
					return errIntent
				}
				f.Intent |= i
			}
			return nil
		},
	},
	{names: []string{"informational", "is informational"}, read: flag(demand.Informational)},
	{names: []string{"navigational", "is navigational"}, read: flag(demand.Navigational)},
	{names: []string{"commercial", "is commercial"}, read: flag(demand.Commercial)},
	{names: []string{"transactional", "is transactional"}, read: flag(demand.Transactional)},
	{names: []string{"local", "is local"}, read: flag(demand.Local)},
	{
		names: []string{"branded", "is branded"},
		read: func(_ *demand.Facts, _ factColumn, cell string) error { // the row has it: see parser.branded
			if brandWord([]byte(cell)) == keyword.NotSaid {
				return errIntent
			}
			return nil
		},
	},
	{
		names: []string{"parent keyword", "parent topic", "seed keyword", "core keyword"},
		read: func(f *demand.Facts, _ factColumn, cell string) error {
			if f.Parent == "" {
				f.Parent = cell
			}
			return nil
		},
	},
	{
		names: []string{"serp features", "serp features by keyword", "serp item types", "serp feature types"},
		read: func(f *demand.Facts, _ factColumn, cell string) error {
			for part := range strings.FieldsFuncSeq(cell, func(r rune) bool { return r == ',' || r == '|' || r == ';' }) {
				if part = strings.TrimSpace(part); part != "" {
					f.Features = append(f.Features, part)
				}
			}
			return nil
		},
	},
	{
		names: []string{"trend", "trends", "search trend"},
		read: func(f *demand.Facts, c factColumn, cell string) error {
			if strings.HasSuffix(cell, "%") {
				return grown(f, c, cell)
			}
			var trend []float64
			for part := range strings.FieldsFuncSeq(strings.Trim(cell, "[]"), func(r rune) bool { return r == ',' || r == ' ' }) {
				x, err := strconv.ParseFloat(part, 64)
				if err != nil {
					return errTrend
				}
				trend = append(trend, x)
			}
			if best := slices.Max(append(trend, 0)); best > 1 { // in hundredths
				for i := range trend {
					trend[i] /= 100
				}
			}
			f.Trend = trend
			return nil
		},
	},
	{
		names: []string{"three month change", "yoy change", "mom change", "growth", "change", "3-month change"},
		read:  func(f *demand.Facts, c factColumn, cell string) error { return grown(f, c, cell) },
	},
	{
		names: []string{"increase percent", "search volume trend"}, // in percent, without the sign
		read: func(f *demand.Facts, c factColumn, cell string) error {
			if !breakouts[keyword.Normalize(cell)] {
				cell = strings.TrimSuffix(cell, "%") + "%"
			}
			return grown(f, c, cell)
		},
	},
	{
		names: []string{"rank", "ranking", "rank group"},
		read:  func(f *demand.Facts, _ factColumn, cell string) error { return positioned(f, cell) },
	},
	{
		names: []string{"position", "current position", "average position", "avg. position", "google rank", "google base rank", "検索順位", "rank absolute", "serp position",
			"掲載順位", "pozycja", "pozice", "konum", "게재 순위", "posición", "posizione", "posição", "positie", "позиция", "게재순위", "排名"},
		read: func(f *demand.Facts, _ factColumn, cell string) error { return positioned(f, cell) },
	},
	{
		names: []string{"number of results", "results", "search results", "se results count", "документов найдено"},
		read:  func(f *demand.Facts, _ factColumn, cell string) error { return figure(&f.Pages, cell, 1) },
	},
	{
		names: []string{"url", "current url", "landing page", "ranking url", "page", "link", "address", "result url", "google ranking url", "top url"},
		read: func(f *demand.Facts, _ factColumn, cell string) error {
			// Strategy Builder names the pages to be written by a keyword.
			if strings.Contains(cell, "://") || strings.ContainsAny(cell, "./") && !strings.ContainsAny(cell, " \t") {
				page(f).URL = cell
			}
			return nil
		},
	},
}

// listKind is that of columns with the pages that were found, one after the other. Which
// is first they do not say, so that positions are unknown.
var listKind = factKind{
	names: []string{"competitors", "urls", "serp urls", "top urls", "ranking urls"},
	read: func(f *demand.Facts, _ factColumn, cell string) error {
		cell = strings.NewReplacer(",http", " http", ";http", " http").Replace(cell)
		for part := range strings.FieldsFuncSeq(cell, func(r rune) bool { return unicode.IsSpace(r) || r == '"' || r == '|' }) {
			if strings.HasPrefix(part, "http://") || strings.HasPrefix(part, "https://") {
				f.Results = append(f.Results, demand.Result{URL: strings.TrimRight(part, ",;")})
			}
		}
		return nil
	},
}

var (
	errIntent = errors.New("not an intent")
	errTrend  = errors.New("not a row of numbers")
)

// flag reads a column that says yes or no of one intent.
func flag(i demand.Intent) func(*demand.Facts, factColumn, string) error {
	return func(f *demand.Facts, _ factColumn, cell string) error {
		yes, err := yesOrNo(cell)
		if yes {
			f.Intent |= i
		}
		return err
	}
}

// yesOrNo reads a cell that says one of the two.
func yesOrNo(cell string) (bool, error) {
	is := func(word string) bool { return strings.EqualFold(cell, word) }
	if slices.ContainsFunc([]string{"true", "yes", "1", "x"}, is) {
		return true, nil
	}
	if slices.ContainsFunc([]string{"false", "no", "0"}, is) {
		return false, nil
	}
	return false, errIntent
}

// pageKind is that of columns with the page at one position each.
var pageKind = factKind{read: func(f *demand.Facts, c factColumn, cell string) error {
	if strings.Contains(cell, ".") && !strings.ContainsAny(cell, " \t") {
		f.Results = append(f.Results, demand.Result{Position: float64(c.position), URL: cell})
	}
	return nil
}}

// siteKind is that of columns with the position of one site each.
var siteKind = factKind{read: func(f *demand.Facts, c factColumn, cell string) error {
	var x demand.Figure
	if notRanked[strings.ToLower(cell)] {
		return nil
	}
	err := figure(&x, cell, 1)
	if x.Value > 0 {
		f.Results = append(f.Results, demand.Result{Position: x.Value, URL: c.site})
	}
	return err
}}

// positioned reads the position of the one result of a row.
func positioned(f *demand.Facts, cell string) error {
	var x demand.Figure
	if notRanked[strings.ToLower(cell)] {
		return nil
	}
	if err := figure(&x, strings.TrimPrefix(cell, "#"), 1); err != nil {
		return err
	}
	if x.Value > 0 { // 0 is a page that was not found
		page(f).Position = x.Value
	}
	return nil
}

// notRanked are the ways in which rank trackers write that a page was not found.
var notRanked = map[string]bool{"not ranked": true, "not found": true, "not in top 100": true, "not in the top 100": true, ">100": true, "100+": true, "lost": true, "new": true, "not in top 50": true, "out of top 100": true}

// page is the one result of a row, in several columns.
func page(f *demand.Facts) *demand.Result {
	if len(f.Results) == 0 {
		f.Results = append(f.Results, demand.Result{})
	}
	return &f.Results[0]
}

// levels are the words for a competition in the languages of Keyword Planner.
var levels = func() map[string]demand.Level {
	m := map[string]demand.Level{}
	for level, words := range map[demand.Level]string{
		demand.Low:    "low gering niedrig faible baja bajo bassa basso baixa baixo laag niska niski низкая низкий низкое 低 낮음 låg lav düşük nízká alacsony rendah thấp",
		demand.Medium: "medium mittel moyen moyenne media medio média médio middelmatig gemiddeld średnia średni средняя средний среднее 中 보통 중간 medel middels orta střední közepes sedang",
		demand.High:   "high hoch élevé élevée alta alto alta hoog wysoka wysoki высокая высокий высокое 高 높음 hög høy høj yüksek vysoká magas tinggi cao",
	} {
		for _, w := range strings.Fields(words) {
			m[w] = level
		}
	}
	return m
}()

// partsIntents reports whether a sign parts the intents of a cell.
func partsIntents(r rune) bool {
	switch r {
	case ',', ';', '|', '/', '[', ']', '"':
		return true
	}
	return false
}

var intents = map[string]demand.Intent{
	"informational": demand.Informational, "navigational": demand.Navigational, "commercial": demand.Commercial,
	"transactional": demand.Transactional, "local": demand.Local,
	"i": demand.Informational, "n": demand.Navigational, "c": demand.Commercial, "t": demand.Transactional, "l": demand.Local,
	// Semrush's API has numbers.
	"0": demand.Commercial, "1": demand.Informational, "2": demand.Navigational, "3": demand.Transactional,
}

// Facts returns what the file says beside the searches of the row that Read
// returned last, refused ones included. It is worked out when asked for, so that it
// costs nothing where only searches are wanted. Cells that cannot be read are
// unknown, and told by the error: each a *[demand.RowError], joined.
func (r *Reader) Facts() (demand.Facts, error) {
	var f demand.Facts
	if r.rec == nil || r.fatal != nil {
		return f, nil
	}
	p := r.parser
	if x := r.batch.last; x != nil {
		again := splitText(r.split.buf[:r.split.end], true, r.delim)
		again.pos, again.line = x.start, x.line
		if _, err := again.next(); err != nil {
			return f, err // cannot be: it was split before
		}
		p.rec, p.src = &again.record, again
	}
	errs := p.facts(&f)
	if more, ok := r.records.(interface{ facts(*demand.Facts) }); ok {
		more.facts(&f)
	}
	return f, errors.Join(errs...)
}

// facts reads the facts of the record.
func (p *parser) facts(f *demand.Facts) (errs []error) {
	read := func(column int, do func() error) {
		if column >= len(p.rec.cells) {
			return
		}
		if err := do(); err != nil {
			c := p.rec.cells[column]
			e := p.refuse(err, c.start, column, p.rec.buf[c.start:c.end])
			e.Volume = 0 // none is lost
			errs = append(errs, e)
		}
	}
	for _, c := range p.layout.facts {
		read(c.column, func() error {
			cell := strings.Trim(string(p.rec.text(c.column, &p.scratch[1])), " \t\u00a0|") // an author's | ends each line of a file of 2015
			if missing[keyword.Normalize(cell)] {
				return nil
			}
			return c.kind.read(f, c, cell)
		})
	}
	if !f.CPC.Known {
		f.CPC = demand.Money{}
	}
	if p.branded() == keyword.SaidYes {
		f.Intent |= demand.Branded
	}
	for _, o := range p.layout.others {
		read(o.column, func() error {
			q, err := p.cell(o.column)
			if v := p.meaningAs(q, o.measure); err == nil && v.Known() {
				f.Volumes = append(f.Volumes, demand.Other{Name: p.layout.names[o.column], Measure: o.measure, Volume: v})
			}
			return err
		})
	}
	if g, rising, err := p.risingCell(); rising && err == nil {
		f.Growth = append(f.Growth, g)
	}
	return errs
}
