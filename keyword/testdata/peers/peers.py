"""Times the usual Python chain on a list of keywords, as main.go does in Go: words by re,
lower case, no stop words, Snowball stems sorted into a key, counted in a dict. The
stemmers are PyStemmer, which is libstemmer in C, and, where it is installed, NLTK's on the
first 50,000 keywords; each as it is (PyStemmer remembers 10,000 words) and with all its
stems in a dict. Takes the medians of 3 rounds, on one core.

    pip install PyStemmer nltk
    python3 keyword/testdata/peers/peers.py FILE

FILE is as that of main.go.
"""

import collections
import functools
import gzip
import itertools
import platform
import re
import statistics
import sys
import time

try:
    import Stemmer
except ImportError:
    sys.exit("needs PyStemmer: pip install PyStemmer")
try:
    import nltk
    from nltk.stem.snowball import SnowballStemmer
except ImportError:
    nltk = None

# Those of github.com/kljensen/snowball, so that both programs leave out the same.
STOP = frozenset("""
a about above after again against all am an and any are as at be because been before being
below between both but by can did do does doing don down during each few for from further
had has have having he her here hers herself him himself his how i if in into is it its
itself just me more most my myself no nor not now of off on once only or other our ours
ourselves out over own s same she should so some such t than that the their theirs them
themselves then there these they this those through to too under until up very was we were
what when where which while who whom why will with you your yours yourself yourselves
""".split())
WORD = re.compile(r"[^\W_]+")  # letters and digits


def groups(texts, stem):
    """Counts the keywords of each key."""
    return collections.Counter(
        " ".join(sorted(stem(w) for w in WORD.findall(text.lower()) if w not in STOP)) for text in texts
    )


def read(name):
    """Returns the first column of a file without its header."""
    with (gzip.open if name.endswith(".gz") else open)(name, "rt", encoding="utf-8", newline="\n") as lines:
        texts = [line.rstrip("\r\n").partition("\t")[0] for line in lines]
    return texts[texts[:1] in (["keyword"], ["text"]) :]


if len(sys.argv) != 2:
    sys.exit("usage: peers.py FILE")
keywords = read(sys.argv[1])
peers = [(f"PyStemmer {Stemmer.version()}", keywords, lambda: Stemmer.Stemmer("english").stemWord)]
if nltk:
    peers.append((f"NLTK {nltk.__version__}", keywords[:50_000], lambda: SnowballStemmer("english").stem))
else:
    print("without NLTK: pip install nltk")
ways = []
for name, texts, new in peers:
    ways.append((name, texts, new))
    ways.append((name + ", stems in a dict", texts, lambda new=new: functools.cache(new())))
speeds = collections.defaultdict(list)
for _, (name, texts, new) in itertools.product(range(3), ways):
    start = time.perf_counter()
    found = len(groups(texts, new()))
    speeds[name].append(len(texts) / (time.perf_counter() - start))
    if len(speeds[name]) == 3:
        print(f"{statistics.median(speeds[name]):9.0f} keywords/s  {len(texts)} keywords in {found} groups, "
              f"Python {platform.python_version()}, {name}")
