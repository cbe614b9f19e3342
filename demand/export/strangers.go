package export

import "strings"

// strangers are tables that people keep beside keyword lists and that are none, by
// the name of their first column and that of another. The first that fits tells
// what a file is.
var strangers = []struct {
	first, other []string
	is           string
}{
	{[]string{"filter", "filtre", "filtro", "フィルタ", "фильтр", "필터", "filtr"}, []string{"value", "wert", "valeur", "valor", "valore", "値", "значение", "값", "waarde", "wartość"},
		"the filters of a Search Console export: its keywords are in Queries.csv"},
	{[]string{"search appearance", "darstellung in der suche", "apparence dans les résultats de recherche", "aspecto en la búsqueda", "apariencia en búsquedas",
		"aspetto nella ricerca", "aspeto na pesquisa", "aparência na pesquisa", "検索での見え方", "вид в поиске", "검색 노출"}, clickNames,
		"Search Console's search appearance: its keywords are in Queries.csv"},
	{[]string{"date", "date range", "datum", "fecha", "data", "日付", "дата", "날짜", "day", "zeitraum", "période", "intervalo de fechas", "hour", "time"}, clickNames,
		"clicks by day, such as Search Console's chart: its keywords are in Queries.csv"},
	{[]string{"top pages", "page", "pages", "häufigste seiten", "beliebteste seiten", "pages les plus populaires", "páginas principales", "principales páginas",
		"pagine principali", "páginas principais", "principais páginas", "上位のページ", "популярные страницы", "상위 페이지", "populairste pagina's"}, clickNames,
		"Search Console's pages: its keywords are in Queries.csv"},
	{[]string{"country", "countries", "land", "pays", "país", "paese", "国", "страна", "국가", "kraj"}, clickNames,
		"Search Console's countries: its keywords are in Queries.csv"},
	{[]string{"device", "devices", "gerät", "appareil", "dispositivo", "デバイス", "устройство", "기기", "apparaat", "urządzenie"}, clickNames,
		"Search Console's devices: its keywords are in Queries.csv"},
	{[]string{"region", "country", "city", "metro", "dma", "subregion", "land", "stadt", "pays", "région", "ville", "país", "ciudad", "regione", "paese", "città",
		"estado", "cidade", "province", "region / city"}, nil,
		"Google Trends by region: shares of a few terms by place"},
}

// strange tells what a table is that has no keywords, "" where that is not known.
func strange(tables []table) string {
	for _, t := range tables {
		for _, cells := range t.records[:min(3, len(t.records))] {
			if len(cells) < 2 {
				continue
			}
			first := columnName(cells[0])
			for _, s := range strangers {
				if isNamed(first, s.first) < 0 {
					continue
				}
				for _, c := range cells[1:] {
					name := columnName(c)
					// Trends names its terms with a place or a time: ozempic: (11/26/20 - 11/26/25).
					if isNamed(name, s.other) >= 0 || s.other == nil && strings.Contains(c, ": (") {
						return s.is
					}
				}
			}
		}
	}
	return ""
}
