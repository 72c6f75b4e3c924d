"""Whole estimators through the real client: wall time on this server against that on the reference's."""

from __future__ import annotations

import math
import os
import statistics
import subprocess

from servers import REFERENCE, ROOT, Peer

ESTIMATORS = ("monte_carlo", "mean_propagation", "covariance_propagation")

# Runs a scenario a few times in one process of the client and prints the least time of one run, in seconds.
CLIENT = """
import contextlib, io, sys, time
sys.path.insert(0, sys.argv[1])
import scenarios
run, best = getattr(scenarios, sys.argv[2]), float("inf")
for _ in range(int(sys.argv[3])):
    began = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()):
        run()
    best = min(best, time.perf_counter() - began)
print(best)
"""
RUNS = 3


def seconds(peer: Peer, name: str) -> float:
    python = REFERENCE / f"cli-{peer.release}" / "bin" / "python"
    done = subprocess.run(
        [str(python), "-c", CLIENT, str(ROOT / "test/e2e"), name, str(RUNS)],
        env={**os.environ, "FLOPSCOPE_SERVER_URL": peer.url},
        check=True,
        capture_output=True,
        text=True,
    )
    return float(done.stdout.splitlines()[-1])


def bench_estimators(args, results) -> None:
    """Monte Carlo, mean and covariance propagation of a rectifier network 256 units wide and 16 layers deep."""
    for release in args.release:
        peers = {kind: Peer(f"{kind}-{release}", args.pin) for kind in ("native", "reference")}
        print(f"\n{'estimators, release ' + release:34} {'native':>10} {'reference':>10} {'ratio':>7}  spread")
        ratios = []
        for name in ESTIMATORS:
            rounds = [{kind: seconds(peer, name) for kind, peer in peers.items()} for _ in range(args.rounds)]
            spread = sorted(times["native"] / times["reference"] for times in rounds)
            ratio = statistics.median(spread)
            native, reference = (statistics.median(times[kind] for times in rounds) * 1e6 for kind in peers)
            print(f"{name:34} {native:9.1f}u {reference:9.1f}u {ratio:7.3f}  {spread[0]:.2f}-{spread[-1]:.2f}", flush=True)
            ratios.append(ratio)
            results.append({"release": release, "group": "estimators", "row": name, "ratio": ratio, "native_us": native,
                            "reference_us": reference, "spread": [spread[0], spread[-1]]})
        mean = math.exp(sum(map(math.log, ratios)) / len(ratios))
        results.append({"release": release, "geometric_mean": "estimators", "ratio": mean, "worst": max(ratios)})
        for peer in peers.values():
            peer.stop()
