package trend

// season returns by what the logarithms of the twelve months after the last one differ
// from the mean of the year, as far as that is to be believed; how far, 0 to 1; and why.
func (l *logs) season() (index [Year]float64, share float64, why string) {
	first := len(l.y)
	for first > 0 && l.real[first-1] {
		first--
	}
	y := l.y[first:]
	n := len(y)
	if n < Year {
		return index, 0, "fewer than twelve months in a row: no season"
	}
	var drift float64
	if n >= Year+Year/2 { // fewer months that come twice tell no growth
		drift = yearlyStep(y) / Year
	}
	switch r := max(0, agreement(y, drift)); {
	case n == Year:
		share, why = smoothness(y), "one year: as much of its season as it is smooth"
	case n < 2*Year:
		part := float64(n-Year) / Year
		share = float64((1-part)*smoothness(y)) + float64(part*belief(r, 2))
		why = "less than two years: as much of the season as it is smooth and comes back"
	default:
		share, why = belief(r, float64(n/Year)), "as much of the season as the years agree on"
	}
	var count [Year]float64
	for i, v := range y {
		m := ((i-n)%Year + Year) % Year
		index[m] += v - float64(drift*float64(i))
		count[m]++
	}
	for m := range index {
		index[m] /= count[m]
	}
	middle := mean(index[:])
	for m := range index {
		index[m] = share * (index[m] - middle)
	}
	return index, share, why
}

// belief returns how much of the mean of k years is to be believed where two years have
// the correlation r: the formula of Spearman (1910) and Brown (1910).
func belief(r, k float64) float64 { return k * r / (1 + float64((k-1)*r)) }

// agreement returns how well the months of a year tell those of the next: the correlation
// within neighbouring years, without the trend, over all that there are.
func agreement(y []float64, drift float64) float64 {
	const least = 3 // months that come twice
	var both, each float64
	for end := len(y); end-Year >= least; end -= Year {
		from := max(Year, end-Year)
		a, b := y[from-Year:end-Year], y[from:end]
		meanA, meanB, middle := mean(a), mean(b), float64(len(a)-1)/2
		for i := range a {
			d := drift * (float64(i) - middle)
			p, q := a[i]-meanA-d, b[i]-meanB-d
			both += float64(p * q)
			each += (float64(p*p) + float64(q*q)) / 2
		}
	}
	if each == 0 {
		return 0
	}
	return both / each
}

// smoothness returns how much of the season of the last twelve months is to be believed:
// by the correlation of neighbouring months around a straight line.
func smoothness(y []float64) float64 {
	y = y[len(y)-Year:]
	m, b := mean(y), slope(y)
	var next, each, before float64
	for i, v := range y {
		d := v - m - float64(b*(float64(i)-(Year-1)/2.))
		if i > 0 {
			next += float64(d * before)
		}
		each += float64(d * d)
		before = d
	}
	if each == 0 {
		return 0
	}
	return max(0, min(0.9, 0.4+float64(0.8*next/each)))
}
