package trend_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/needscape/needscape/demand/trend"
)

// The fifteen p-values of Benjamini and Hochberg (1995), section 3.2: four are
// significant by their procedure at 5 %, three by Bonferroni's, and so by Holm's.
// Adjusted by statsmodels 0.15:
//
//	statsmodels.stats.multitest.multipletests(p, method="fdr_bh")[1]  # fdr_by, holm
func TestAdjustReference(t *testing.T) {
	p := []float64{0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1}
	for by, want := range map[trend.Correction][]float64{
		trend.BenjaminiHochberg:  {0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.063857142857, 0.063857142857, 0.0645, 0.0765, 0.486, 0.581181818182, 0.714875, 0.753230769231, 0.813214285714, 1},
		trend.BenjaminiYekutieli: {0.00497734349, 0.00995468698, 0.031523175436, 0.118211907884, 0.200089208292, 0.211892622853, 0.211892622853, 0.214025770063, 0.253844517982, 1, 1, 1, 1, 1, 1},
		trend.Holm:               {0.0015, 0.0056, 0.0247, 0.114, 0.2211, 0.278, 0.278, 0.278, 0.3213, 1, 1, 1, 1, 1, 1},
	} {
		assert.InDeltaSlice(t, want, trend.Adjust(p, by), 1e-11)
	}
}

// The order of tests does not matter, and tests that were not made do not count.
func TestAdjustLaws(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 500 {
		p := make([]float64, r.IntN(40))
		for i := range p {
			p[i] = math.Round(20*r.Float64()) / 20 * r.Float64()
		}
		order := r.Perm(len(p))
		shuffled := make([]float64, 0, 2*len(p))
		for _, i := range order {
			shuffled = append(shuffled, p[i], math.NaN())
		}
		for by := trend.BenjaminiHochberg; by <= trend.Holm; by++ {
			want, got := trend.Adjust(p, by), trend.Adjust(shuffled, by)
			for k, i := range order {
				require.Equal(t, want[i], got[2*k])
				require.True(t, math.IsNaN(got[2*k+1]))
				require.GreaterOrEqual(t, want[i], p[i])
				require.LessOrEqual(t, want[i], 1.0)
			}
		}
	}
	assert.Empty(t, trend.Adjust(nil, trend.Holm))
}

func TestNames(t *testing.T) {
	for name, got := range map[string]fmt.Stringer{
		"Holm": trend.Holm, "seasonal Mann-Kendall": trend.SeasonalMannKendall, "undecided": trend.Undecided, "approaching": trend.Approaching,
		"ratio to moving average": trend.RatioToMovingAverage, "combined": trend.Combined,
	} {
		assert.Equal(t, name, got.String())
	}
	for _, beyond := range []fmt.Stringer{trend.Correction(9), trend.Test(9), trend.Answer(9), trend.Place(9), trend.IndexMethod(9), trend.Method(9)} {
		assert.Equal(t, "unknown", beyond.String())
	}
}
