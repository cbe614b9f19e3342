"""Does one job of main.go with what Python has, and prints the result as JSON. What it
takes is the job, as JSON; see main.go for its fields, and for how to call it.

    pip install scikit-learn sparse_dot_topn string_grouper

The time is that of the work, without imports.
"""

import json
import sys
import time


def matrix(job):
    """Returns rows as vectors of length 1, weighted by IDF."""
    import numpy as np
    import scipy.sparse as sp

    starts, features = [0], []
    with open(job["Rows"]) as lines:
        for line in lines:
            features.extend(map(int, line.split()))
            starts.append(len(features))
    n = len(starts) - 1
    features = np.array(features, dtype=np.int32)
    df = np.bincount(features)
    idf = np.log((1 + n) / np.maximum(1 + df, 1)) + 1
    m = sp.csr_matrix((idf[features], features, np.array(starts, dtype=np.int32)), shape=(n, len(df)))
    norms = np.sqrt(np.asarray(m.multiply(m).sum(axis=1)).ravel())
    norms[norms == 0] = 1
    return sp.diags(1 / norms).dot(m).tocsr()


def topn(job):
    import sparse_dot_topn

    m = matrix(job)
    transposed = m.T.tocsr()

    def work():
        # Rounding must not lose pairs at the threshold.
        found = sparse_dot_topn.sp_matmul_topn(m, transposed, top_n=1000, threshold=job["Threshold"] - 1e-12, n_threads=2)
        loops = int((found.diagonal() > 0).sum())
        full = int((found.indptr[1:] - found.indptr[:-1] >= 1000).sum())
        note = f"{full} rows have more" if full else ""
        return {"Found": (found.nnz - loops) // 2, "Cut": full > 0, "Note": note}

    return work


def scipy_chunks(job):
    import numpy as np

    m = matrix(job)
    transposed = m.T.tocsr()

    def work():
        rows, columns, values = [], [], []
        for start in range(0, m.shape[0], 1000):
            found = (m[start : start + 1000] @ transposed).tocoo()
            keep = (found.data >= job["Threshold"] - 1e-12) & (found.row + start < found.col)
            rows.append(found.row[keep] + start)
            columns.append(found.col[keep])
            values.append(found.data[keep])
        return {"Found": len(np.concatenate(rows))}

    return work


def grouper(job):
    import pandas as pd
    import string_grouper

    texts = read(job)

    def work():
        found = string_grouper.match_strings(pd.Series(texts), number_of_processes=2)
        return {"Found": int((found["left_index"] < found["right_index"]).sum())}

    return work


def read(job):
    with open(job["Texts"], encoding="utf-8", newline="\n") as lines:
        return [line.rstrip("\r\n") for line in lines]


def tfidf(job):
    """Returns the keywords as vectors of words, or of what is in words by three to five characters."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    v = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5)) if job["Features"] == "char" else TfidfVectorizer()
    return v.fit_transform(read(job))


def told(job, labels):
    """Returns the result of a label for each keyword, where -1 is alone."""
    import numpy as np

    labels = np.array(labels)
    alone = labels == -1
    labels[alone] = labels.max() + 1 + np.arange(alone.sum())
    if job["Groups"]:
        with open(job["Groups"], "w") as f:
            f.write(" ".join(map(str, labels)))
    return {"Found": len(np.unique(labels))}


def linkage(job):
    import numpy as np
    from sklearn.cluster import AgglomerativeClustering

    def work():
        x = tfidf(job)
        # Rather than with the vectors themselves, for which it takes more memory.
        distances = np.empty((x.shape[0], x.shape[0]))
        transposed = x.T.tocsr()
        for start in range(0, x.shape[0], 1000):
            distances[start : start + 1000] = 1 - (x[start : start + 1000] @ transposed).toarray()
        np.fill_diagonal(distances, 0)
        np.maximum(distances, 0, out=distances)
        k = {"n_clusters": job["K"]} if job["K"] else {"n_clusters": None, "distance_threshold": 0.8}
        return told(job, AgglomerativeClustering(metric="precomputed", linkage="average", **k).fit_predict(distances))

    return work


def dbscan(job):
    from sklearn.cluster import DBSCAN

    return lambda: told(job, DBSCAN(eps=1 - job["Threshold"], min_samples=2, metric="cosine", n_jobs=2).fit_predict(tfidf(job)))


def minibatch(job):
    from sklearn.cluster import MiniBatchKMeans

    def work():
        x = tfidf(job)
        return told(job, MiniBatchKMeans(min(1000, max(1, x.shape[0] // 10)), random_state=0).fit_predict(x))

    return work


def kmeans(job):
    from sklearn.cluster import KMeans

    return lambda: told(job, KMeans(job["K"], random_state=0).fit_predict(tfidf(job)))


def peak():
    """Returns the most memory that the process had so far, in kB, or 0."""
    try:
        with open("/proc/self/status") as status:
            return next((int(line.split()[1]) for line in status if line.startswith("VmHWM:")), 0)
    except OSError:
        return 0


STEPS = {
    "topn": topn, "scipy": scipy_chunks, "grouper": grouper,
    "linkage": linkage, "dbscan": dbscan, "minibatch": minibatch, "kmeans": kmeans,
}
PACKAGES = {"sklearn": "scikit-learn", "numpy": "scikit-learn", "scipy": "scikit-learn", "pandas": "string_grouper"}


def main():
    job = json.loads(sys.argv[1])
    try:
        if job["Features"]:
            import sklearn.feature_extraction.text  # noqa: F401  before the clock starts
        work = STEPS[job["Step"]](job)
    except ImportError as e:
        name = PACKAGES.get((e.name or "").partition(".")[0], e.name)
        print(json.dumps({"Failed": True, "Note": f"missing: pip install {name}"}))
        return
    start = time.perf_counter()
    result = work()
    result["Seconds"] = time.perf_counter() - start
    result["Peak"] = peak()
    print(json.dumps(result))


if __name__ == "__main__":
    main()
