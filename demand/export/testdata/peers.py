"""Times pandas on the file of the benchmarks, beside which it says how long ours takes.

    go test ./demand/export -run PlannerFile -planner planner.tsv -rows 1000000
    python3 demand/export/testdata/peers.py planner.tsv
"""

import statistics
import sys
import time

import pandas

for name, encoding in ((sys.argv[1], "utf-8"), (sys.argv[1] + ".utf16", "utf-16")):
    seconds = []
    for _ in range(7):
        start = time.perf_counter()
        table = pandas.read_csv(name, sep="\t", skiprows=2, encoding=encoding)
        seconds.append(time.perf_counter() - start)
    print(f"pandas {pandas.__version__}, {encoding}: {len(table)} rows in {statistics.median(seconds):.3f} s (least {min(seconds):.3f})")
