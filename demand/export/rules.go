package export

import "github.com/needscape/needscape/demand"

// lumping says whether the tool counts close variants together.
func (f *format) lumping() demand.Lumping {
	switch {
	case f.measure == demand.Impressions, f.measure == demand.Clicks:
		return demand.Apart
	case f.planner, f.lumps:
		return demand.Lumps
	}
	return demand.MayLump
}

// rules names the rules of [demand.Rules] by which the numbers of a file are read.
func (f *format) rules(l *layout, b buckets) []string {
	var rules []string
	add := func(rule string, holds bool) {
		if holds {
			rules = append(rules, rule)
		}
	}
	searches := f.measure == demand.Searches
	add(demand.Apart.String(), f.lumping() == demand.Apart)
	add("average months", f.planner)
	add("average twelve", f.year)
	add("bounds", searches && (l.low >= 0 || l.high >= 0))
	add("buckets", f.planner && b != areNumbers)
	add("counts", searches && f.counts)
	add("digits", f.digits)
	add(f.measure.String(), !searches)
	add("ladder", searches && l.volume >= 0 && !f.counts && !f.digits && b != areBuckets)
	add(demand.Lumps.String(), f.lumping() == demand.Lumps)
	add("nested", f.nested)
	add("shares", l.shares >= 0)
	return rules
}

// monthReading says how the searches of a month are to be understood.
func (f *format) monthReading() demand.Reading {
	if f.counts || f.digits || f.measure != demand.Searches {
		return demand.Exact
	}
	return demand.Rounded
}
