"""Prints what TestLinkagePeer wants: average linkage by scipy of 12 nodes, all of which have
edges, with no two similarities alike.

    pip install scipy
    python3 cluster/testdata/peers/linkage.py
"""

import numpy as np
import scipy
from scipy.cluster.hierarchy import linkage

n = 12
distances = [
    1 - float(np.float32((7919 * i * i * j + 104729 * j * j) % 100003 / 100003))
    for i in range(n)
    for j in range(i + 1, n)
]
assert len(set(distances)) == len(distances)
print("scipy", scipy.__version__)
first = list(range(n))
for a, b, distance, _ in linkage(distances, method="average"):
    x, y = sorted((first[int(a)], first[int(b)]))
    first.append(x)
    print(f"{{A: {x}, B: {y}, Similarity: {1 - distance:.12f}}},")
