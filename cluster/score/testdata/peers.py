"""Writes sklearn.txt: what scikit-learn says of groupings of several shapes.

    pip install scikit-learn==1.9.1
    python3 cluster/score/testdata/peers.py > cluster/score/testdata/sklearn.txt

B-cubed, which scikit-learn does not have, is computed thing by thing as it is defined.
"exact" is the adjusted mutual information with whole numbers for the probabilities and
logarithms of 40 digits: where nearly everything stands alone, scikit-learn's own is the
quotient of two differences of nearly equal numbers and has lost most of its digits.
"""

import collections
import decimal
import math
import random

import sklearn
from sklearn import metrics
from sklearn.metrics.cluster import pair_confusion_matrix

decimal.getcontext().prec = 40
log = [decimal.Decimal(0)] + [decimal.Decimal(k).ln() for k in range(1, 2001)]


def bcubed(truth, groups):
    precision = recall = 0.0
    members = lambda labels, label: {i for i, l in enumerate(labels) if l == label}
    classes = {t: members(truth, t) for t in truth}
    clusters = {g: members(groups, g) for g in groups}
    for t, g in zip(truth, groups):
        common = len(classes[t] & clusters[g])
        precision += common / len(clusters[g])
        recall += common / len(classes[t])
    precision, recall = (x / len(truth) if truth else 1.0 for x in (precision, recall))
    return precision, recall, 2 * precision * recall / (precision + recall)


def exact_ami(truth, groups):
    n = len(truth)
    sizes = lambda labels: collections.Counter(collections.Counter(labels).values())
    entropy = lambda s: sum(times * k * (log[n] - log[k]) for k, times in s.items()) / n
    a, b, cells = sizes(truth), sizes(groups), sizes(zip(truth, groups))
    if a == b == cells and (n in a or 1 in a and len(a) == 1) or n == 0:
        return decimal.Decimal(1)  # 0 / 0
    information = entropy(a) + entropy(b) - entropy(cells)
    expected = decimal.Decimal(0)
    for p, p_times in a.items():
        for q, q_times in b.items():
            ways = decimal.Decimal(math.comb(n, q))
            for k in range(max(1, p + q - n), min(p, q) + 1):
                chance = math.comb(p, k) * math.comb(n - p, q - k) / ways
                expected += p_times * q_times * chance * k * (log[n] + log[k] - log[p] - log[q]) / n
    return (information - expected) / ((entropy(a) + entropy(b)) / 2 - expected)


def case(name, truth, groups):
    truth, groups = list(truth), list(groups)
    f = lambda *numbers: " ".join(repr(float(x)) for x in numbers)
    print("case", name)
    print("truth", *truth)
    print("groups", *groups)
    print("ari", f(metrics.adjusted_rand_score(truth, groups)))
    print("ami", f(metrics.adjusted_mutual_info_score(truth, groups)))
    print("exact", f(exact_ami(truth, groups)))
    print("nmi", f(metrics.normalized_mutual_info_score(truth, groups)))
    print("v", f(*metrics.homogeneity_completeness_v_measure(truth, groups)))
    # Ordered pairs: neither, groups only, truth only, both.
    print("pairs", *pair_confusion_matrix(truth, groups).ravel())
    print("bcubed", f(*bcubed(truth, groups)))


rnd = random.Random(1998)
uniform = lambda n, k: [rnd.randrange(k) for _ in range(n)]
skewed = lambda n, k: [int(k ** rnd.random()) for _ in range(n)]  # some large, many small
noisy = lambda labels, part, k: [rnd.randrange(k) if rnd.random() < part else l for l in labels]

print(f"# Groupings and what scikit-learn {sklearn.__version__} says of them. Made by peers.py, where the lines")
print("# are explained. Of our own making; licence: that of the project; date: 2026-11-29.")
case("empty", [], [])
case("one thing", [7], [3])
case("two apart, together", [0, 1], [5, 5])
case("two together, apart", [5, 5], [0, 1])
case("one group, one group", [4] * 40, [2] * 40)
case("singles, singles", range(40), reversed(range(40)))
case("one group, singles", [0] * 40, range(40))
case("singles, one group", range(40), [0] * 40)
case("one group, any", [0] * 200, uniform(200, 7))
case("any, one group", uniform(200, 7), [0] * 200)
case("singles, any", range(200), uniform(200, 30))
case("any, singles", uniform(200, 30), range(200))
case("singles, pairs", range(1000), [i // 2 for i in range(1000)])
case("singles, one pair", range(1000), [0, 0] + list(range(1, 999)))
case("one pair, another pair", [0, 0] + list(range(1, 999)), list(range(999)) + [998])
case("one apart, another apart", [0] * 999 + [1], [1] + [0] * 999)
case("crossed", [i // 8 for i in range(64)], [i % 8 for i in range(64)])
case("negative labels", uniform(30, 4), [-x for x in uniform(30, 4)])
for n, k in ((3, 2), (10, 3), (100, 10), (500, 100), (2000, 50)):
    labels = skewed(n, k)
    case(f"same {n}", labels, labels)
    names = list(range(k + 1))
    rnd.shuffle(names)
    case(f"same under other labels {n}", labels, [names[l] for l in labels])
for n, a, b in ((5, 2, 2), (20, 3, 5), (100, 10, 10), (300, 2, 100), (1000, 30, 300), (2000, 3, 4), (2000, 700, 900)):
    case(f"chance {n} {a} {b}", uniform(n, a), uniform(n, b))
for n, a, b in ((20, 4, 4), (100, 50, 20), (1000, 300, 300), (2000, 1000, 10), (2000, 2000, 2000)):
    case(f"skewed chance {n} {a} {b}", skewed(n, a), skewed(n, b))
for n, k, part in ((20, 5, 0.2), (200, 20, 0.1), (500, 100, 0.5), (1000, 10, 0.05), (2000, 500, 0.1), (2000, 1500, 0.3)):
    labels = skewed(n, k)
    case(f"noisy {n} {k} {part}", labels, noisy(labels, part, k))
    case(f"finer {n} {k} {part}", labels, [l * 10 + rnd.randrange(3) for l in labels])
