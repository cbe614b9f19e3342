package trend

// nameOf returns the name of a value of an enumeration.
func nameOf[T ~uint8](x T, names []string) string {
	if int(x) < len(names) {
		return names[x]
	}
	return "unknown"
}
