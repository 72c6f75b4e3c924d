"""Whole estimators through the real client: wall time on this server against that on the reference's."""

from __future__ import annotations

import os
import subprocess

from programs import KINDS, compare
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
        peers = {kind: Peer(f"{kind}-{release}", args.pin) for kind in KINDS}
        compare("estimators", release, ESTIMATORS, lambda kind, name: seconds(peers[kind], name), args.rounds, results)
        for peer in peers.values():
            peer.stop()
