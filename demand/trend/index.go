package trend

// An IndexMethod is how seasonal indices were found.
type IndexMethod uint8

const (
	// NoIndices: too little is known.
	NoIndices IndexMethod = iota
	// RatioToMean divides a month by the mean of the year. What the market grew by in
	// that year is in it, and so is every accident.
	RatioToMean
	// RatioToMovingAverage divides each month by the mean of the twelve months around
	// it, takes the mean of that over the years, and makes the twelve of them have the
	// mean 1: the classical multiplicative decomposition (Persons 1919; Hyndman and
	// Athanasopoulos, Forecasting: Principles and Practice, 3.4).
	RatioToMovingAverage
)

var indexNames = [...]string{"none", "ratio to mean", "ratio to moving average"}

// String returns "ratio to mean" and so on.
func (m IndexMethod) String() string { return nameOf(m, indexNames[:]) }

// Indices are the seasonal indices of a series: each month's number by that of a mean
// month. 1 is a month like the mean, 2 one of twice as many searches.
type Indices struct {
	Method IndexMethod
	// Index has the indices by month, from the calendar month of the first value: that
	// of the i-th value of the series is Index[i%12]. The middles have the mean 1.
	Index [Year]Value
}

// Indices returns the seasonal indices: by moving average where every month of the year
// has one around it, as in 24 months without a gap, and else by the mean of the year
// where every month of it has a number. Bounds are hard.
func (s Series) Indices() Indices {
	if x, ok := s.byMovingAverage(); ok {
		return Indices{RatioToMovingAverage, x}
	}
	if x, ok := s.byMean(); ok {
		return Indices{RatioToMean, x}
	}
	return Indices{}
}

func (s Series) byMean() (index [Year]Value, ok bool) {
	year, ok := s.profile()
	if !ok {
		return index, false
	}
	return normalised(&year)
}

// normalised makes values have the mean 1, each as a part of their sum.
func normalised(year *[Year]Value) (index [Year]Value, ok bool) {
	for m := range year {
		rest := Exactly(0)
		for k := range year {
			if k != m {
				rest = rest.plus(year[k])
			}
		}
		p := part(year[m], rest)
		if !p.Known {
			return index, false
		}
		index[m] = Value{Year * p.Low, Year * p.Middle, Year * p.High, true}
	}
	return index, true
}

func (s Series) byMovingAverage() (index [Year]Value, ok bool) {
	var n [Year]float64
	for i := Year / 2; i+Year/2 < len(s.Values); i++ {
		r := s.aroundRatio(i)
		if !r.Known {
			continue
		}
		n[i%Year]++
		index[i%Year] = index[i%Year].plus(r)
	}
	for m := range index {
		if n[m] == 0 {
			return index, false
		}
		index[m] = Value{index[m].Low / n[m], index[m].Middle / n[m], index[m].High / n[m], true}
	}
	return normalised(&index)
}

// aroundRatio divides the i-th month by the mean of the year around it, of which the
// months at both ends count for half each. The month is one twelfth of that mean, so
// that its ratio to it is twelve times its part of the sum.
func (s Series) aroundRatio(i int) Value {
	rest := Exactly(0)
	for k := i - Year/2; k <= i+Year/2; k++ {
		v := s.Values[k]
		if !v.valid() {
			return Value{}
		}
		switch k {
		case i:
		case i - Year/2, i + Year/2:
			rest = rest.plus(Value{v.Low / 2, v.Middle / 2, v.High / 2, true})
		default:
			rest = rest.plus(v)
		}
	}
	p := part(s.Values[i], rest)
	return Value{Year * p.Low, Year * p.Middle, Year * p.High, p.Known}
}
