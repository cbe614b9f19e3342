package keyword

import "slices"

// A unit is a part of a close-variant key: a word, or a word with another that
// it would be wrong to part from it ("without" with what is left out, "to" with
// the place, a number with what it counts where there are several).
type unit struct {
	word int // index of the word
	with int // index of the word that changes it, or -1
}

// hushing are the classes without which no word of a keyword is silent.
const hushing = article | silent | link | takesTo | place | asker | fromward | forWhat

// hush says which words of a keyword are silent. The classes are those of its words;
// gap(i) reports whether anything but space stands before word i. Where every word is
// silent, or all but a word that asks, none is: "to be", "the who"; nor is any in a text
// of more words than searches have, as some rules look at all of them for each.
func hush(classes []class, gap func(i int) bool, quiet []bool) {
	const most = 1000
	if len(classes) > most {
		return
	}
	loud, last := 0, 0
	for i := range classes {
		quiet[i] = isSilent(classes, i, gap)
		if !quiet[i] {
			loud, last = loud+1, i
		}
	}
	if loud > 2 && classes[0]&asksHow != 0 && !quiet[0] && quiet[1] && classes[1]&(takesTo|auxiliary) != 0 {
		// "how to prune roses" asks what "pruning roses" does.
		if verb := slices.Index(quiet[1:], false) + 1; classes[verb]&transacts == 0 {
			quiet[0] = true
			return
		}
	}
	if loud > 2 && classes[0]&asksWhich != 0 && !quiet[0] && quiet[1] && classes[1]&silent != 0 {
		// "what are the best shoes" asks for the best shoes.
		if next := slices.Index(quiet[1:], false) + 1; classes[next]&most != 0 {
			quiet[0] = true
			return
		}
	}
	if loud == 0 || loud == 1 && classes[last]&(infinitive|takesTo) != 0 {
		clear(quiet)
	}
}

// binding are the classes without which no two words of a keyword belong together; of
// those that are not binds or free it takes two.
const binding = acts | numbered | forWhat | binds | place | free | number | kin | link | fromward | toward | exchanges

// directing are the classes of words that belong to the one after them.
const directing = binds | place | fromward | toward | forWhat

// bind says which words that are not silent belong together, and appends the units to
// dst, in order.
func bind(classes []class, quiet []bool, dst []unit) []unit {
	numbers, kins := 0, 0
	for _, c := range classes {
		if c&number != 0 {
			numbers++
		}
		if c&kin != 0 {
			kins++
		}
	}
	had := len(dst)
	binder := -1 // the word that waits for the one that it belongs to
	for i, c := range classes {
		switch {
		case quiet[i]:
		case c&kin != 0 && kins > 1 && binder < 0 && leads(classes, quiet, i):
			binder = i // "dog food for cats", where "cat food for dogs" is another thing
		case c&number != 0 && binder < 0 && i > 0 && !quiet[i-1] && classes[i-1]&numbered != 0 && len(dst) > had && dst[len(dst)-1] == (unit{i - 1, -1}):
			dst[len(dst)-1] = unit{i, i - 1} // day 3, where "3 day" is another thing
		case binder >= 0 && c&directing == 0:
			dst = append(dst, unit{i, binder})
			binder = -1
		case c&directing != 0 || c&number != 0 && numbers > 1 || c&link != 0 && betweenUnits(classes, i) || c&acts != 0 && actsOn(classes, quiet, i):
			if binder >= 0 {
				dst = append(dst, unit{binder, -1})
			}
			binder = i
		case c&takesFree != 0 && i+1 < len(classes) && classes[i+1]&free != 0 && !quiet[i+1]:
			binder = i // "sugar free": as "without", which comes before
		case c&free != 0 && i+2 < len(classes) && classes[i+1]&silent != 0 && classes[i+2]&takesFree != 0:
			binder = i // "free of sugar"
		default:
			dst = append(dst, unit{i, -1})
		}
	}
	if binder >= 0 {
		dst = append(dst, unit{binder, -1})
	}
	for i, u := range dst[had:] {
		if u.with >= 0 && classes[u.word]&free != 0 {
			dst[had+i] = unit{u.with, u.word} // free_sugar, either way round
		}
	}
	return dst
}

// actsOn reports whether word i tells what the word before it does to the one after it:
// snake eats frog.
func actsOn(classes []class, quiet []bool, i int) bool {
	return i > 0 && i+1 < len(classes) && !quiet[i-1] && !quiet[i+1] && (classes[i-1]|classes[i+1])&(directing|link) == 0
}

// leads reports whether the next word that is not silent, if there is one, is what word
// i tells more of: none like it, and none that stands between two alike.
func leads(classes []class, quiet []bool, i int) bool {
	for k := i + 1; k < len(classes); k++ {
		if !quiet[k] {
			return classes[k]&(kin|pairs|binds|number|free) == 0
		}
	}
	return false
}

// tellsWhereTo reports whether a word beside word i, as "to", tells where to, so that
// where from is what is left: from Boston to Miami.
func tellsWhereTo(classes []class, i int) bool {
	for k, c := range classes {
		if k != i && k < len(classes)-1 && c&(takesTo|toward|place) != 0 && !(k > 0 && classes[k-1]&infinitive != 0) {
			return true
		}
	}
	return false
}

// betweenUnits reports whether word i stands between two units or two of a kind, so that
// it tells the one from the other: ounces in a pound, windows on mac.
func betweenUnits(classes []class, i int) bool {
	next := i + 1
	if next < len(classes) && classes[next]&article != 0 {
		next++
	}
	return i > 0 && next < len(classes) && classes[i-1]&classes[next]&(unitName|kin) != 0
}

// directs reports whether word i, as French "à", tells a direction: there is a word that
// goes somewhere (vol à Paris), or two words before it (Paris Lyon à Nice); else it says
// where or what for (hôtel à Paris).
func directs(classes []class, i int) bool {
	before := 0
	for k, c := range classes {
		if c&moves != 0 {
			return true
		}
		if k < i && c&(article|silent|link|place) == 0 {
			before++
		}
	}
	return i == len(classes)-1 && i > 0 || before > 1
}

// isSilent reports whether word i carries no meaning where it stands.
func isSilent(classes []class, i int, gap func(i int) bool) bool {
	c := classes[i]
	last := i == len(classes)-1
	before, after := class(0), class(0)
	if i > 0 {
		before = classes[i-1]
	}
	if !last {
		after = classes[i+1]
	}
	switch {
	case c&letter != 0 && before&takesLetter != 0:
		return false // vitamin a
	case c&article != 0:
		return !last && after&letter == 0 && !gap(i+1) // a rash, but not a+d, a & d
	case c&takesTo != 0 && before&infinitive != 0:
		return true // how to treat
	case c&link != 0:
		return i > 0 && !last && before&phrasal == 0 && !betweenUnits(classes, i) // rash on face, but not turn on
	case c&takesTo != 0 && i > 0 && after&offered != 0:
		return true // apartments to rent
	case c&fromward != 0:
		return tellsWhereTo(classes, i)
	case c&forWhat != 0:
		return !betweenUnits(classes, i) && !slices.ContainsFunc(classes, func(c class) bool { return c&exchanges != 0 })
	case c&asker != 0:
		return before&auxiliary != 0 // how do i
	case c&auxiliary != 0:
		return c&silent != 0 || before&infinitive != 0 && after&asker != 0
	case c&place != 0:
		return !directs(classes, i)
	default:
		return c&silent != 0
	}
}
