// Package keyword takes the strings apart that people type into search engines
// and tells what they name.
//
// A keyword is one search string as somebody typed it. A program goes through
// these steps, each of which serves alone:
//
//  1. An [Analyzer] knows a language. [Analyzer.Tokens] are the words of a
//     keyword at their places, [Analyzer.Key] is equal for close variants:
//     keywords that ask one thing in other inflection, order or function words.
//  2. [ReadLexicon] reads, or a program writes as a [Lexicon], what an analyst
//     knows of the market: some terms for the need, for solutions and brands.
//  3. A [Classifier] gives each keyword a [Role] (does it name a need, a generic
//     solution or a brand?) and a [Stage] (how far along is the searcher?), with a
//     confidence and the evidence: which words, what they say, where that was
//     learnt.
//  4. For more than a few keywords, [NewCorpus] analyses them all in parallel and
//     keeps them small; [Corpus.Variants] are the classes of close variants and
//     [Classifier.ClassifyAll] the labels.
//
// # What is careful here
//
// Stemming every word, dropping a stop list and sorting merges "organic" with
// "organ", "from london to paris" with the way back, "vitamin a" with "vitamin"
// and "without sugar" with "sugar". Here a stem only proposes that two words are
// one, and inflection decides; negation, direction, comparison, numbers, single
// letters and signs stay where they belong; function words go only where they
// carry no meaning. What the text cannot decide stays apart.
//
// The words that do all this are plain text in the folder data, to be read and
// corrected.
//
// # What it does not do
//
// It sees one keyword at a time and a lexicon, nothing more: no spelling is put
// right, no role learnt from the other keywords, no language guessed. "Dog food
// for cats" and "cat food for dogs" have one key. Scripts that write no spaces
// (Chinese, Japanese, Thai) are words as long as their runs of letters. Only
// English has marks of stages and inflection by rule; the other languages take
// the Snowball stem as it is.
package keyword
