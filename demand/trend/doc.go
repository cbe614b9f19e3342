// Package trend says what a series of one number a month shows: where it goes, whether
// it has a season, and what the next months will be like.
//
// The numbers are known as intervals: keyword tools round to steps of about a fifth, so
// that a printed number stands for a span. So a [Value] has bounds, bounds go through
// slopes, shares and indices, and an answer that they cannot decide is [Undecided]. A
// month without a number is not known; it is never zero. What is found from too few
// months is not known either, and says so.
//
// A program goes through these steps:
//
//  1. Make a [Series] of the months: a Value for each, and the calendar month of the
//     first where that is known. [Counts] does it for numbers that were counted.
//  2. [Series.Trend] finds the slope, in searches a month and as growth a year, with hard
//     bounds and a confidence interval, and tests whether it is more than chance.
//  3. [Adjust] corrects the p-values of many series for their number: of a thousand
//     keywords without any trend fifty have a p-value below 0.05.
//  4. [Series.Season] finds the one to three neighbouring months with the most searches
//     and whether they are more than half of the year; [Season.At] where a month stands
//     to them. [Series.Indices] gives each month by the mean month.
//     [Series.SeasonTest] tells whether the months differ in the same way each year, for
//     which it takes two years.
//  5. [Series.Forecast] forecasts the months to come, with prediction intervals.
//  6. [Backtest] scores that and other methods on series whose end is known: on one's own.
//
// # Three kinds of bounds
//
// Low and High of a [Value] are hard: whatever the true numbers of the months are within
// theirs, the result lies between. From and To of an [Estimate] are a confidence
// interval: chance moves the months, and the slope of what they are a sample of lies
// there in 95 of 100 cases. Within80 and Within95 of a [Prediction] are where a number
// that nobody knows yet will be.
//
// # How forecasts were chosen
//
// By measurement, on the monthly series of the M3 competition and on some 60 series of
// Google Trends, each cut to 6, 12, 24 months and so on before the part to be forecast.
// The figures below are of the same series, so that they flatter a little. Exports of
// keyword tools were looked at beside them, and no number was fitted to those. What came
// out:
//
//   - Of less than a year nothing beats smoothing, and the slope does harm.
//   - Of one year, all of its season (the seasonal naive forecast) and none of it do about
//     equally badly. Half does better, and the smoother the year, the more: searches for
//     a sport or a holiday come back, jumps do not. On the whole M3, 12 months ahead from
//     12 months, sMAPE is 13.6 where seasonal naive has 15.8 and naive 16.7; on Google
//     Trends 15.6, 19.0 and 24.3.
//   - From two years on, as much of the season as the years agree on: 12.6 where seasonal
//     naive has 15.8, and on Google Trends 15.1 where it has 18.9.
//   - Of the whole M3, 18 months ahead, [Theta] has 13.5 and [Combined] too; the Theta
//     method that won the competition has 13.85 (Makridakis and Hibon 2000).
//   - Seasonal naive wins where a tool prints a model and not a measurement: of the same
//     numbers each year. Naive wins where something new takes off or a market shrinks.
//   - A common season of all keywords of a list, mixed into the own one, helped one list
//     and did harm to two others, and was left out.
//
// # What it does not do
//
// The tests take months as independent of each other but for trend and season. Searches
// often are not, and p-values are too small then; two years of months are too few to
// correct for that. Nothing is said about why: an Easter that moves, a campaign, a
// change in how a tool counts are all a number like others. Weeks and days are to be
// made months first. A year that is no year of twelve months, and series that influence
// each other, are not for it.
//
// The package needs no other of this module. It keeps no state but what a [Scratch] of
// the caller holds; all results are the same on every run.
package trend
