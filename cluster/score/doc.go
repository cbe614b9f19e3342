// Package score tells how far two groupings of the same things agree: groups with a
// truth that people gave, or two ways of grouping with each other.
//
//	c, err := score.Compare(truth, groups) // the label of each thing in one and the other
//	c.BCubed()                             // thing by thing: precision, recall and F1
//	c.Pairs().Agreement()                  // pair by pair
//	c.ARI(), c.AMI()                       // 0 where it is no better than chance
//
// Labels only say which things belong together; "1" of the truth has nothing to do with
// "1" of the groups. A group of the truth is called a class here, as in the literature.
//
// Which measure? B³ is the one to report for groups of very different sizes, as those of
// keywords are: every thing counts once, or by its searches ([Comparison.WeightedBCubed]).
// Pairs, and with them the adjusted Rand index, count a group by the square of its size,
// so that one large group outweighs hundreds of small ones. Homogeneity, completeness
// and the V-measure (which is the normalised mutual information) are flattered by many
// small groups: where nearly everything stands alone they are near 1 whatever the groups
// are. The adjusted mutual information is corrected for that.
//
// Results do not depend on the labels or on the order of things, to the last bit. On
// another platform the last bits of what uses a logarithm ([Comparison.AMI],
// [Comparison.NMI], [Comparison.VMeasure]) may differ, as those of [math.Log] do.
package score
