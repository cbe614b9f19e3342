package cluster

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// cut cuts n things into ranges for parallel work, at most limit and GOMAXPROCS.
func cut(n, limit int) [][2]int {
	parts := min(runtime.GOMAXPROCS(0), limit, n/4096+1)
	out := make([][2]int, parts)
	for p := range out {
		out[p] = [2]int{int(int64(n) * int64(p) / int64(parts)), int(int64(n) * int64(p+1) / int64(parts))}
	}
	return out
}

// parallel runs f for 0 to n-1 at the same time.
func parallel(n int, f func(int)) {
	var wg sync.WaitGroup
	for p := range n {
		wg.Go(func() { f(p) })
	}
	wg.Wait()
}

// share does n tasks on GOMAXPROCS goroutines, each of which takes the next one that
// nobody has. worker makes what does one task, with working memory of its own.
// Cancelling ctx ends it before the next task, with ctx's error.
func share(ctx context.Context, n int, worker func() func(task int)) error {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			do := worker()
			for t := int(next.Add(1) - 1); t < n && ctx.Err() == nil; t = int(next.Add(1) - 1) {
				do(t)
			}
		})
	}
	wg.Wait()
	return ctx.Err()
}

// sortParallel sorts by a total order.
func sortParallel[T any](x []T, compare func(a, b T) int) {
	parts := cut(len(x), len(x))
	sorted := make([][]T, len(parts))
	parallel(len(parts), func(p int) {
		sorted[p] = x[parts[p][0]:parts[p][1]]
		slices.SortFunc(sorted[p], compare)
	})
	if len(parts) > 1 {
		copy(x, mergeSorted(sorted, compare))
	}
}

// mergeSorted returns all elements of sorted slices in order.
func mergeSorted[T any](parts [][]T, compare func(a, b T) int) []T {
	switch len(parts) {
	case 0:
		return nil
	case 1:
		return parts[0]
	}
	a, b := mergeSorted(parts[:len(parts)/2], compare), mergeSorted(parts[len(parts)/2:], compare)
	out := make([]T, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if compare(a[0], b[0]) <= 0 {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return append(append(out, a...), b...)
}
