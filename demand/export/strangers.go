package export

import "strings"

// strangers are tables that people keep beside keyword lists and that are none, by
// the name of their first column and that of another. The first that fits tells
// what a file is.
var strangers = []struct {
	first, other []string
	is           string
}{
	{[]string{"период", "period"}, []string{"число запросов", "number of queries"}, "Yandex Wordstat's dynamics: one query over time"},
	{[]string{"filter", "filtre", "filtro", "filtrar", "filtros", "filters", "过滤器", "過濾器", "篩選器", "фільтр", "フィルタ", "фильтр", "필터", "filtr"}, []string{"value", "wert", "valeur", "valor", "valore", "値", "值", "значение", "значення", "값", "waarde", "wartość"},
		"the filters of a Search Console export: its keywords are in Queries.csv"},
	{[]string{"search appearance", "darstellung in der suche", "apparence dans les résultats de recherche", "aspecto en la búsqueda", "aparición en búsquedas", "搜索结果呈现", "apariencia en búsquedas",
		"aspetto nella ricerca", "aspeto na pesquisa", "aparência na pesquisa", "検索での見え方", "вид в поиске", "검색 노출"}, clickNames,
		"Search Console's search appearance: its keywords are in Queries.csv"},
	{[]string{"date", "date range", "datum", "fecha", "data", "日付", "日期", "дата", "날짜", "day", "zeitraum", "période", "intervalo de fechas", "hour", "time"}, clickNames,
		"clicks by day, such as Search Console's chart: its keywords are in Queries.csv"},
	{[]string{"top pages", "page", "pages", "häufigste seiten", "beliebteste seiten", "pages les plus populaires", "páginas principales", "principales páginas",
		"pagine principali", "páginas principais", "principais páginas", "上位のページ", "排名靠前的网页", "популярные страницы", "상위 페이지", "populairste pagina's"}, clickNames,
		"Search Console's pages: its keywords are in Queries.csv"},
	{[]string{"country", "countries", "land", "pays", "país", "paese", "国", "国家/地区", "国家", "страна", "국가", "kraj"}, clickNames,
		"Search Console's countries: its keywords are in Queries.csv"},
	{[]string{"device", "devices", "gerät", "appareil", "dispositivo", "デバイス", "设备", "裝置", "устройство", "기기", "apparaat", "urządzenie"}, clickNames,
		"Search Console's devices: its keywords are in Queries.csv"},
}

// strange tells what a table is that has no keywords, "" where that is not known.
func strange(tables []table) string {
	for _, t := range tables {
		for _, cells := range t.records[:min(3, len(t.records))] {
			if len(cells) < 2 {
				continue
			}
			// Trends names its terms with a place or a time: ozempic: (11/26/20 - 11/26/25).
			if strings.Contains(cells[1], ": (") {
				return "Google Trends by region: shares of a few terms by place"
			}
			first := columnName(cells[0])
			for _, s := range strangers {
				if isNamed(first, s.first) < 0 {
					continue
				}
				for _, c := range cells[1:] {
					if name := columnName(c); isNamed(name, s.other) >= 0 || endsIn(name, s.other) {
						return s.is
					}
				}
			}
		}
	}
	return ""
}
