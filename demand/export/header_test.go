package export

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestPlannerHeaders: the volume column of Keyword Planner is found in whatever
// language and wording.
func TestPlannerHeaders(t *testing.T) {
	for header, column := range map[string]int{
		"Keyword\tCurrency\tAvg. monthly searches\tThree month change\tYoY change":                                        2,
		"Keyword\tAvg. Monthly Searches (exact match only)\tCompetition":                                                  1,
		"Schlüsselwort\tWährung\tDurchschnittl. Suchanfragen pro Monat\tVeränderung in drei Monaten":                      2,
		"Keyword\tWährung\tDurchschn. Suchanfragen pro Monat\tSuchanfragen: Jan. 2026":                                    2,
		"Mot clé\tDevise\tNombre moyen de recherches mensuelles\tConcurrence":                                             2,
		"Palabra clave\tMoneda\tPromedio de búsquedas mensuales\tBúsquedas: ene 2021":                                     2,
		"Palabra clave\tMoneda\tMedia de búsquedas mensuales\tCompetencia":                                                2,
		"Parola chiave\tValuta\tMedia delle ricerche mensili\tConcorrenza":                                                2,
		"Palavra-chave\tMoeda\tMédia de pesquisas mensais\tConcorrência":                                                  2,
		"Zoekwoord\tValuta\tGem. aantal zoekopdrachten per maand\tConcurrentie":                                           2,
		"Słowo kluczowe\tWaluta\tŚr. mies. liczba wyszukiwań\tKonkurencja":                                                2,
		"Ключевое слово\tВалюта\tСр. число запросов в месяц\tКонкуренция":                                                 2,
		"キーワード\t通貨\t月間平均検索ボリューム\t競合性":                                                                                     2,
		"키워드\t통화\t월평균 검색량\t경쟁":                                                                                            2,
		"Sökord\tValuta\tGenomsnittligt antal sökningar per månad\tKonkurrens":                                            2,
		"Keyword\tThree month change\tGlobal Monthly Searches\tLocal Monthly Searches (Germany)\tSearches: average month": 3,
	} {
		l := layoutOf(strings.Split(header, "\t"))
		if assert.NotNil(t, l, header) {
			assert.Equal(t, "Google Ads Keyword Planner", l.format.name, header)
			assert.Equal(t, column, l.volume, header)
		}
	}
	for _, header := range []string{"Keyword,Volume", "Keyword,Monthly searches", "Keyword,Three month change,Searches: Jan 2026", "Keyword,Average position"} {
		if l := layoutOf(strings.Split(header, ",")); assert.NotNil(t, l, header) {
			assert.NotEqual(t, "Google Ads Keyword Planner", l.format.name, header)
		}
	}
}

func TestMonths(t *testing.T) {
	for in, want := range map[string]string{
		"searches: jun 2025": "2025-06", "jan 2025": "2025-01", "2025-04": "2025-04", "2025/4": "2025-04", "searches: 2025년 6월": "2025-06",
		"2025年12月": "2025-12", "45689.0": "2025-02", "45658": "2025-01", "búsquedas: sept. 2020": "2020-09", "búsquedas: sep 2020": "2020-09",
		"suchanfragen: märz 2024": "2024-03", "local searches: dec 2011": "2011-12", "search volume (jan 2023)": "2023-01", "июнь 2024": "2024-06",
		"ytd 2025 (jan-may)": "", "yoy jan": "", "2025": "", "5": "", "volume": "", "13-2025": "", "jan feb 2025": "",
	} {
		m, ok := parseMonth(in)
		got := ""
		if ok {
			got = m.String()
		}
		assert.Equal(t, want, got, in)
	}
}
