"""Rows that are whole programs rather than requests: measured in turn on both servers, printed and kept alike."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable

KINDS = ("native", "reference")


def compare(group: str, release: str, names, seconds: Callable[[str, str], float], rounds: int, results) -> None:
    """`seconds(kind, name)` is the time of a program on a server; a ratio is the median over the rounds."""
    print(f"\n{f'{group}, release {release}':34} {'native':>10} {'reference':>10} {'ratio':>7}  spread")
    ratios = []
    for name in names:
        times = [{kind: seconds(kind, name) for kind in KINDS} for _ in range(rounds)]
        spread = sorted(each["native"] / each["reference"] for each in times)
        ratio = statistics.median(spread)
        native, reference = (statistics.median(each[kind] for each in times) * 1e6 for kind in KINDS)
        print(f"{name:34} {native:9.1f}u {reference:9.1f}u {ratio:7.3f}  {spread[0]:.2f}-{spread[-1]:.2f}", flush=True)
        ratios.append(ratio)
        results.append({"release": release, "group": group, "row": name, "ratio": ratio, "native_us": native,
                        "reference_us": reference, "spread": [spread[0], spread[-1]]})
    mean = math.exp(sum(map(math.log, ratios)) / len(ratios))
    results.append({"release": release, "geometric_mean": group, "ratio": mean, "worst": max(ratios)})
