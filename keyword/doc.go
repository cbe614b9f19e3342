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
//  4. [Classifier.Learn] looks at the whole list, and learns from it which other words
//     are names of brands and which keywords name needs and solutions;
//     [Classifier.Suggestions] asks the analyst about them.
//  5. For more than a few keywords, [NewCorpus] analyses them all in parallel and
//     keeps them small; [Corpus.Variants] are the classes of close variants and
//     [Classifier.ClassifyAll] the labels.
//
// # What is careful here
//
// Stemming every word, dropping a stop list and sorting merges "organic" with
// "organ", "from london to paris" with the way back, "vitamin a" with "vitamin"
// and "without sugar" with "sugar", and keeps "knives" from "knife", "wi-fi" from
// "wifi" and "8oz" from "8 oz". Here only inflection makes two words one; compounds,
// spellings, accents, amounts and digits with their units are rules; negation, direction,
// comparison, numbers, single letters and signs stay where they belong, and so do two of
// a kind that may change places ("dog food for cats"); function words go only where they
// carry no meaning. What the text cannot decide stays apart. [Analyzer.Difference] says
// why two keywords are one, and [Analyzer.With] forces a merge or forbids one.
//
// The words that do all this are plain text in the folder data, to be read and
// corrected. Pairs of keywords that people would merge or not are in testdata; the
// program in examples/judge judges by them.
//
// # What a list says
//
// [Corpus.Misspellings] finds slips that a list shows, [Corpus.Forms] two words that it
// writes as one too, and forms of a word that keep no common company. Both give their
// reasons, and neither is used unless it is given to [Analyzer.With].
//
// # Languages
//
// English has its inflection by rule. Danish, Dutch, Finnish, French, German,
// Hungarian, Italian, Norwegian, Portuguese, Romanian, Russian, Spanish, Swedish and
// Turkish take the Snowball stem, corrected by lists of irregular forms and of words
// that only look alike; Polish has lists only, Japanese its particles. Others are
// normalised. Where no spaces are written, a change of the script parts words.
//
// An analyzer of several languages guesses the language of each keyword
// ([Analyzer.Language]), best after it has seen the list ([Analyzer.Learn]).
//
// # What it does not do
//
// Roles are learnt from English lists only, and only English has marks of stages, and words
// and names that are known to be no slips. What names nothing of a market is hardly ever told
// in a list that is one; a brand whose name is an ordinary word is often missed. Chinese and Thai are words as long as their runs of
// letters. Finnish, Hungarian, Polish and Turkish miss many inflected forms, and letters
// without their marks (sähköpyörä, sahkopyora) where these tell words apart.
package keyword
