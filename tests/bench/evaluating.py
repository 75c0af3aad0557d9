"""Measures the evaluation methods: 100,000 results of each, checked, computed, with their class.

`python -m tests.bench.evaluating [--count N] [METHOD …]`. The inputs are those of the worked
examples and 50 more within the bounds, in turn. The ratio is to the same number of `json.loads` of
the same inputs, taken just before on the same machine: what reading the question costs anyhow.
"""

import argparse
import json
import sys
import time
from itertools import cycle, islice
from typing import Final

from tests.methods.test_every_method import cases
from ytefas.methods.kit.method import Method, asked, explained, pictured
from ytefas.methods.kit.registry import find, newest

COUNT: Final = 100_000
EXPLAINED: Final = 1_000


def measured(method: Method, count: int) -> tuple[float, float, float]:
    """Time one method, beside reading its inputs."""
    inputs = [one for one in cases(method, 50) if asked(method, one).error is None]
    texts = [json.dumps(one) for one in inputs]
    started = time.perf_counter()
    for text in islice(cycle(texts), count):
        json.loads(text)
    reading = time.perf_counter() - started
    started = time.perf_counter()
    for one in islice(cycle(inputs), count):
        asked(method, one)
    asking = time.perf_counter() - started
    few = min(count, EXPLAINED)
    started = time.perf_counter()
    for one in islice(cycle(inputs), few):
        outcome = asked(method, one)
        explained(outcome, "it")
        pictured(outcome)
    explaining = time.perf_counter() - started
    return count / asking, asking / reading, explaining / few * 1e6


def main() -> int:
    """Measure those that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("methods", nargs="*")
    parser.add_argument("--count", type=int, default=COUNT)
    options = parser.parse_args()
    methods = [find(name) for name in options.methods] or newest()
    print(f"{'method':32}{'results/s':>12}{'× reading':>12}{'with steps and pictures':>26}")
    for method in methods:
        rate, ratio, drawn = measured(method, options.count)
        print(f"{method.id:32}{rate:12,.0f}{ratio:12.1f}{drawn:23,.0f} µs", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
