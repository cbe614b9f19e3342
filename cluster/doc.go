// Package cluster finds who shares a need, in which words: it puts the keywords of a list
// into groups that one page or message serves, and groups into topics.
//
// A program goes through these steps:
//
//  1. [keyword.NewCorpus] analyses the list. Close variants, which ask one thing, are one
//     from here on.
//  2. [New] makes a [Grouping]: every keyword in exactly one group, alone if nothing is
//     near; the member with the most demand is the hub. Nothing is told how many groups
//     there are: [Options] can say how similar keywords must be, and otherwise the list
//     does. [Grouping.Members] are the keywords of a group with the words that tie each
//     to its hub, [Grouping.Terms] the words that set the group apart.
//  3. What people know better goes into [Decisions], by the text of keywords, and holds for
//     the next list too. [Grouping.Assigner] puts new keywords into the groups that are
//     there. A [Tracker] gives groups identities that last from one [Snapshot] of the list
//     to the next and tells which were born, died, split or merged, and who moved.
//  4. [GroupSERPs] groups keywords by the pages that searches for them find, where these
//     are known.
//
// The same input gives the same bytes, in any order and at any GOMAXPROCS.
//
// # How groups are made
//
// Two keywords are as alike as the words that they share are rare: the cosine of their
// sets of stems, weighted by inverse document frequency. [Sets.Join] finds every pair at
// or above a threshold and no other, without looking at the rest. On the [Graph] of these
// pairs groups are made by average linkage ([Graph.AverageLinkage]), which lets no
// keyword between two groups join them, head-first, or as communities by the Leiden
// method ([Graph.Communities]).
//
// How fine groups should be differs from list to list. Among searches each word narrows:
// the list has "wool socks" and "thick wool socks", and they want other pages. Among
// questions most words are one person's way to say it. So the words are counted that no
// other keyword of the list differs in ([Grouping.Spare]). Where they are few, the fewer
// the higher is the threshold. Where they are many, a pair shares too little to be judged
// alone, and each group is taken for a source of words (a Dirichlet multinomial mixture):
// a keyword goes to the group that is most likely to bring forth its words, so that two
// that share none can meet.
//
// For what shares no words in a list of searches, [Learn] makes vectors of the company
// that words keep in the list, and [NewVectors] takes the embeddings of any model; either
// can stand in the place of words ([Options.Vectors]).
//
// Package score, below this one, compares groupings.
package cluster
