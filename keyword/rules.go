package keyword

// ruled is what the rules make of a keyword: what it mentions by the lexicon, which marks
// it has, and the role that these give.
type ruled struct {
	role                        Role
	need, solution, brand       bool // mentioned
	articulate, method, trouble bool // marked
	comprehend, compare, buy    bool
	forWhom                     bool
	gone                        bool // trouble of a solution
	ignored                     bool // mentions what is to be ignored
	foreign, english            bool // has function words of another language, only of English
}

// rule reads the findings of a keyword.
func (c *Classifier) rule(s *scratch, symbols []int32) ruled {
	var r ruled
	for i := range s.findings {
		f := &s.findings[i]
		if f.mark != nil {
			r.mark(f.mark)
			continue
		}
		r.need = r.need || f.role == Need
		r.solution = r.solution || f.role == Solution
		r.brand = r.brand || f.role == Brand
		r.ignored = r.ignored || f.role == Other
	}
	r.gone = r.solution && r.trouble && !r.method && c.goneWrong(s, symbols)
	r.role = r.plain()
	if r.brand {
		r.role = Brand
	}
	return r
}

func (r *ruled) mark(m *mark) {
	r.method = r.method || m.method
	r.trouble = r.trouble || m.trouble
	r.articulate = r.articulate || m.stage == Articulate
	r.comprehend = r.comprehend || m.stage == Comprehend
	r.compare = r.compare || m.stage == Compare && !m.audience()
	r.forWhom = r.forWhom || m.audience()
	r.buy = r.buy || m.stage == Buy
}

// plain is the role where no brand is minded.
func (r *ruled) plain() Role {
	switch {
	case r.gone:
		return Need
	case r.solution, r.need && r.method:
		return Solution
	case r.need:
		return Need
	}
	return Other
}
