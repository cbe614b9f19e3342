// Package demand attaches searches to keywords and says what they add up to.
//
// A number of searches is never just a number. "5000" from an account that sees
// only buckets means 1,000 to 10,000; "1300" from a tool that rounds means 1,150
// to 1,450; an empty cell does not mean none. So a [Volume] is an interval beside
// what the source printed, and intervals go through every sum, share and rank,
// which say so when they cannot decide.
//
// A program goes through these steps:
//
//  1. A reader of package export (or any other [Rows]) yields a [Row] for each
//     keyword of a file, and a [RowError] for each row that it refuses. [Rules] and
//     [Tools] say how the numbers of which tool are read.
//  2. [Market.Read] collects the rows of one or more sources. [Market.Learn] makes the
//     market tell roles by what its keywords show, beside the lexicon.
//  3. [Market.Report] merges close variants without counting a search twice and
//     tells roles and stages: a [Term] is one demand with all its variants.
//     [Report.Counting] says what that makes of the numbers as they are printed.
//  4. [Report.Rank] orders the terms within their role or stage, each with the
//     places that it can have; [Report.Ladder] and [Report.Stages] give the demand
//     of each rung, its share, and the drop from the rung before; [Report.Ladders] those
//     of each group of keywords, need, solution or brand, and where a rung is missing.
//     [Ladder.Likely] has them in likely bounds, [Ladder.Funnel] as a funnel.
//  5. [Report.Pair] puts needs together with the solutions and brands that searchers
//     say beside them: [Pairings.White] is the white space, [Pairings.Stands] the brands
//     that stand for a need, [Pairings.ShareOfSearch] each brand's part of the searches,
//     and [Pairings.Cover] a small sample of keywords that shows most of it.
//  6. [Messages] are what to say to those who stand on a rung, and [Lexis.Wordings] in
//     which words: its leading keywords, and the words that set it apart.
//  7. [Report.Reach] says how many people stand behind the searches, under [Assumptions]
//     that are named; [Goal.Status] how far a goal is, by searches and by a [Poll];
//     [ApportionDemand] divides hours or money over rungs, needs or channels.
//  8. [Report.Months] adds up the searches month by month; [Months.Trend] and
//     [Series.Trend] hand them to package trend, which finds trends and seasons and
//     forecasts.
//  9. [Diff] says what changed from one [Snapshot] of a market to another, and [History]
//     in a row of them: of each keyword, role, stage, need, solution, brand and group, and
//     of shares of search; [Comparable] whether the two can be compared at all.
//
// Markets that were read in parts, on many machines, are one by [Market.Merge], and go
// between them by [Market.AppendBinary]: the parts of a file, however it was split, merge to
// the same bytes as the whole. What adds up beside them ([Sum], [Months], [Ladder],
// [Counting], [Movement], [Poll]) merges and encodes itself likewise.
//
// Nothing is lost: searches in are searches placed plus searches refused, and
// every keyword that was read is the keyword of a term or one of its variants.
//
// # Hard and likely bounds
//
// Bounds are hard: what is asked for lies between them if each number lies within its own.
// Of many numbers together they are wide, as not all can be expected to be at one end;
// likely bounds ([Sum.Likely], [LikelyShare], [Movement]) are narrower, hold in a part of
// cases, and rest on what [Sum.Likely] says. Neither knows of a tool that errs in all of
// its numbers.
//
// # What it does not do
//
// It does not guess: roles come from the classifier that it is given. It knows people
// only under assumptions, each of which has a source or is missing. Numbers that count
// different things (searches, impressions, an index) are neither added nor compared, and
// asking for it is an error; so is comparing those of different tools. It does not say why
// something changed.
package demand
