// Package demand attaches searches to keywords and says what they add up to.
package demand
