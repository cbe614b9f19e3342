package trend

// nth returns the k-th smallest number from 0, with all smaller ones before it and all
// greater ones behind it (Hoare 1961, Algorithm 65: FIND). There must be no NaN among
// them. Time is O(n) in the mean; the pivot is the median of three, so that the order
// of numbers decides nothing but the time.
func nth(x []float64, k int) float64 {
	lo, hi := 0, len(x)-1
	for hi-lo >= few {
		p := median3(x[lo], x[lo+(hi-lo)/2], x[hi])
		i, j := lo, hi
		for i <= j {
			for x[i] < p {
				i++
			}
			for p < x[j] {
				j--
			}
			if i <= j {
				x[i], x[j] = x[j], x[i]
				i++
				j--
			}
		}
		switch {
		case k <= j:
			hi = j
		case k >= i:
			lo = i
		default:
			return p
		}
	}
	for i := lo + 1; i <= hi; i++ {
		v, j := x[i], i
		for ; j > lo && v < x[j-1]; j-- {
			x[j] = x[j-1]
		}
		x[j] = v
	}
	return x[k]
}

// few numbers are sorted by insertion.
const few = 12

func median3(a, b, c float64) float64 {
	if a > b {
		a, b = b, a
	}
	switch {
	case c < a:
		return a
	case c > b:
		return b
	default:
		return c
	}
}

// median returns the middle of the numbers, or the mean of the two middle ones, and
// puts the lower half before the upper. Of two that are infinite and opposite it is 0.
func median(x []float64) float64 {
	m := nth(x, len(x)/2)
	if len(x)%2 == 1 {
		return m
	}
	below := x[0] // the largest of the lower half
	for _, v := range x[:len(x)/2] {
		below = max(below, v)
	}
	if below == -m {
		return 0
	}
	return below/2 + m/2
}
