"""Times the exact self-join of sets by IDF cosine with sparse_dot_topn, on two threads, as
BenchmarkJoin does it, and counts the pairs. The matrix is made before.

    pip install numpy scipy sparse_dot_topn
    go test ./cluster -run xxx -bench 'Join/rows=100000$' -rows FILE
    python3 cluster/testdata/peers/join.py FILE [THRESHOLD [TOP_N]]

FILE has a row a line, numbers of features parted by spaces. THRESHOLD is .6 if not given.
TOP_N is how many of a row's neighbours are kept, 1000 if not given; with all, it asks for
more memory than there is from some 50,000 rows on. Too few show in the number of pairs.
"""

import resource
import sys
import time

import numpy as np
import scipy.sparse as sp
import sparse_dot_topn


def cpu():
    r = resource.getrusage(resource.RUSAGE_SELF)
    return r.ru_utime + r.ru_stime


def matrix(file):
    starts, features = [0], []
    with open(file) as f:
        for line in f:
            features.extend(map(int, line.split()))
            starts.append(len(features))
    n = len(starts) - 1
    features = np.array(features, dtype=np.int32)
    df = np.bincount(features)
    idf = np.log((1 + n) / (1 + df)) + 1
    m = sp.csr_matrix((idf[features], features, np.array(starts, dtype=np.int32)), shape=(n, len(df)))
    norms = np.sqrt(np.asarray(m.multiply(m).sum(axis=1)).ravel())
    norms[norms == 0] = 1
    return sp.diags(1 / norms).dot(m).tocsr()


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    m = matrix(sys.argv[1])
    threshold = float(sys.argv[2]) if len(sys.argv) > 2 else 0.6
    top_n = int(sys.argv[3]) if len(sys.argv) > 3 else 1000
    transposed = m.T.tocsr()
    wall, used = time.perf_counter(), cpu()
    # Rounding must not lose pairs at the threshold.
    found = sparse_dot_topn.sp_matmul_topn(m, transposed, top_n=top_n, threshold=threshold - 1e-12, n_threads=2)
    wall, used = time.perf_counter() - wall, cpu() - used
    loops = int((found.diagonal() > 0).sum())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"sparse_dot_topn {sparse_dot_topn.__version__}: {m.shape[0]} rows, {(found.nnz - loops) // 2} pairs at {threshold}: "
          f"{wall:.2f} s, {used:.2f} cpu-s, {peak:.0f} MB")


if __name__ == "__main__":
    main()
