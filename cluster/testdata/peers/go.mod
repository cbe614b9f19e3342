module peers

go 1.26.0

require (
	github.com/needscape/needscape v0.0.0
	gonum.org/v1/gonum v0.17.0
)

require (
	github.com/blevesearch/snowballstem v0.9.0 // indirect
	golang.org/x/text v0.43.0 // indirect
)

replace github.com/needscape/needscape => ../../..
