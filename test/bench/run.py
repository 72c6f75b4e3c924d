"""Side-by-side benchmark: this server against the reference servers, interleaved, as ratios with their spread.

Every row is a request that is sent, byte for byte the same, to all servers in turn; the time is the round trip seen by
a bare socket. A ratio below 1 means that this server is faster. Rounds are interleaved so that drift of the machine
hits all alike; the figure of a row is the median over the rounds of the best of a few repetitions.

  run.py [--rounds N] [--group G ...] [--release R ...] [--pin CORE] [--threads N] [--json FILE] [--markdown FILE] [--soak N]
         [--match TEXT]
"""

from __future__ import annotations

import argparse
import json
import math
import os
import statistics
import sys
import time

import msgpack
import numpy as np

sys.path.insert(0, os.path.dirname(__file__))
from clients import bench_clients  # noqa: E402
from estimators import bench_estimators  # noqa: E402
from gemm import bench_gemm  # noqa: E402
from page import page  # noqa: E402
from rows import ALL, Generator, Ref, Row  # noqa: E402
from servers import Peer  # noqa: E402

RNG = np.random.default_rng(12345)


def make(dtype: str, shape) -> np.ndarray:
    if dtype == "index":
        return RNG.integers(0, shape[0], shape).astype("int64")
    if dtype == "definite":
        half = RNG.random(shape)
        return half @ np.swapaxes(half, -1, -2) + np.eye(shape[-1])
    if dtype == "bool":
        return RNG.random(shape) < 0.5
    if dtype.startswith("sorted "):
        return np.sort(make(dtype.removeprefix("sorted "), shape))
    if dtype.startswith("int"):
        return RNG.integers(1, 100, shape).astype(dtype)
    if dtype.startswith("complex"):
        return (RNG.random(shape) + 1j * RNG.random(shape)).astype(dtype)
    return (RNG.random(shape) + 0.1).astype(dtype)


def resolve(value, handles):
    if isinstance(value, Ref):
        return handles[value.n]
    if isinstance(value, (list, tuple)):
        return [resolve(item, handles) for item in value]
    return value


class Runner:
    """One row prepared on one server."""

    def __init__(self, peer: Peer, row: Row, data: list[np.ndarray]) -> None:
        self.peer = peer
        self.handles = []
        for array in data:
            name = str(array.dtype)
            self.handles.append(peer.upload(array.tobytes(), array.shape, name))
        args = [self.generator() if isinstance(arg, Generator) else arg for arg in row.args]
        self.frame = msgpack.packb(
            {"op": row.op, "args": resolve(args, self.handles), "kwargs": resolve_kwargs(row, self.handles)},
            use_bin_type=True,
        )
        reply = msgpack.unpackb(peer.raw(self.frame), raw=False, strict_map_key=False)
        self.error = None if reply["status"] == "ok" else f"{reply['error_type']}: {reply['message'][:80]}"
        self.discard(reply)
        self.seconds = self.trip()

    def generator(self) -> dict:
        return {"__gen__": self.peer.call("random.default_rng", [12345])["result"]["gen_id"]}

    def discard(self, reply: dict) -> None:
        result = reply.get("result") or {}
        if isinstance(result, dict):
            items = [result, *result.get("multi", ())]
            self.peer.free(*(item["id"] for item in items if "id" in item))

    def trip(self) -> float:
        """One request there and back; what it made is freed outside the time. An error ends the benchmark."""
        began = time.perf_counter()
        raw = self.peer.raw(self.frame)
        seconds = time.perf_counter() - began
        reply = msgpack.unpackb(raw, raw=False, strict_map_key=False)
        assert self.error or reply["status"] == "ok", reply
        self.discard(reply)
        return seconds

    def median(self, repetitions: int) -> float:
        return statistics.median(self.trip() for _ in range(repetitions))

    def best(self, repetitions: int) -> float:
        return min(self.trip() for _ in range(repetitions))

    def close(self) -> None:
        self.peer.free(*(handle["__handle__"] for handle in self.handles))


def resolve_kwargs(row: Row, handles) -> dict:
    return {name: resolve(value, handles) for name, value in row.kwargs.items()}


# What takes little more than a round trip is measured often: most of it is noise, and code called first is slow.
QUICK_SECONDS, SLOW_SECONDS = 1e-3, 0.1
# Trips after which what compiles while it runs has compiled. (Whole programs are measured from their first request on.)
WARM_UP = 1000


def interleaved(runners: dict[str, Runner], rounds: int) -> dict[str, list[float]]:
    slowest = max(runner.seconds for runner in runners.values())
    times: dict[str, list[float]] = {kind: [] for kind in runners}
    quick, few = slowest < QUICK_SECONDS, 2 if slowest > SLOW_SECONDS else 5
    if quick:
        for runner in runners.values():
            runner.median(WARM_UP)
    for _ in range(rounds):
        for kind, runner in runners.items():
            times[kind].append(runner.median(100) if quick else runner.best(few))
    return times


def bench_rows(args, results) -> None:
    rows = [r for r in ALL if (not args.group or r.group in args.group) and (not args.match or args.match in r.label)]
    for release in args.release:
        native, reference = Peer(f"native-{release}", args.pin), Peer(f"reference-{release}", args.pin)
        echo = Peer("echo", args.pin)
        native.open()
        reference.open()
        print(f"\n{'release ' + release:34} {'native':>10} {'reference':>10} {'ratio':>7}  spread")
        by_group: dict[str, list[float]] = {}
        for row in rows:
            if release not in row.releases:
                continue
            data = [make(dtype, shape) for dtype, shape in row.arrays]
            runners = {"native": Runner(native, row, data), "reference": Runner(reference, row, data)}
            errors = {kind: r.error for kind, r in runners.items() if r.error}
            if errors:
                print(f"{row.label:34} {errors}")
                results.append({"release": release, "row": row.label, "error": errors})
                continue
            times = interleaved(runners, args.rounds)
            ratios = sorted(a / b for a, b in zip(times["native"], times["reference"]))
            ratio = statistics.median(ratios)
            by_group.setdefault(row.group, []).append(ratio)
            mark = " <-- above its limit" if ratio > row.limit else ""
            print(f"{row.label:34} {statistics.median(times['native']) * 1e6:9.1f}u "
                  f"{statistics.median(times['reference']) * 1e6:9.1f}u {ratio:7.3f}  "
                  f"{ratios[0]:.2f}-{ratios[-1]:.2f}{mark}", flush=True)
            results.append({"release": release, "group": row.group, "row": row.label, "ratio": ratio,
                            "native_us": statistics.median(times["native"]) * 1e6,
                            "reference_us": statistics.median(times["reference"]) * 1e6,
                            "spread": [ratios[0], ratios[-1]]})
            for runner in runners.values():
                runner.close()
        for group, ratios in by_group.items():
            mean = math.exp(sum(map(math.log, ratios)) / len(ratios))
            print(f"{'geometric mean ' + group:34} {'':10} {'':10} {mean:7.3f}  worst {max(ratios):.2f}")
            results.append({"release": release, "geometric_mean": group, "ratio": mean, "worst": max(ratios)})
        for peer in (native, reference, echo):
            peer.stop()


def ratio(samples: dict[str, list[float]], a: str, b: str) -> float:
    """The median over the rounds of one peer's time by another's in the same round."""
    return statistics.median(x / y for x, y in zip(samples[a], samples[b]))


def bench_echo(args, results) -> None:
    """
    Round trip of a 3-element add against echoes of the request and of a frame of the reply's size: from 129 bytes on
    zeromq.js sends without copying, which takes longer, and a reply is about that long. Between two timed trips the
    client does the same for all of them: it decodes a reply and makes an untimed trip, which frees the result. Servers
    and client share one core, where the figures are steady.
    """
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(cores)})
    try:
        measure_echo(args, results)
    finally:
        os.sched_setaffinity(0, cores)


def measure_echo(args, results) -> None:
    for release in args.release:
        native, reference, echo = (Peer(k) for k in (f"native-{release}", f"reference-{release}", "echo"))
        row = next(r for r in ALL if r.label == "add 3")
        data = [make(dtype, shape) for dtype, shape in row.arrays]
        runners: dict[str, Runner] = {}
        for kind, peer in (("native", native), ("reference", reference)):
            peer.open()
            runners[kind] = Runner(peer, row, data)
        frame = runners["native"].frame
        answer = native.raw(frame)
        reply = bytes(len(answer))
        freeing = msgpack.packb({"op": "free", "args": None, "kwargs": {"handles": ["a1000"]}})

        def echo_trip(echoed: bytes) -> float:
            began = time.perf_counter()
            echo.raw(echoed)
            seconds = time.perf_counter() - began
            msgpack.unpackb(answer, raw=False, strict_map_key=False)
            echo.raw(freeing)
            return seconds

        trips = {"native": runners["native"].trip, "reference": runners["reference"].trip,
                 "echo": lambda: echo_trip(frame), "echo_of_reply": lambda: echo_trip(reply)}
        for trip in trips.values():  # until what compiles while it runs has compiled
            for _ in range(2 * WARM_UP):
                trip()
        samples: dict[str, list[float]] = {kind: [] for kind in trips}
        for _ in range(args.rounds * 2):
            for kind, trip in trips.items():
                samples[kind].append(statistics.median(trip() for _ in range(300)))
        median = {kind: statistics.median(values) * 1e6 for kind, values in samples.items()}
        line = {"release": release, "row": "round trip add 3", **{k: round(v, 1) for k, v in median.items()},
                "to_echo": ratio(samples, "native", "echo"),
                "to_echo_of_reply": ratio(samples, "native", "echo_of_reply"),
                "to_reference": ratio(samples, "native", "reference")}
        print(f"\nround trip, {release}: native {median['native']:.1f} us, echo {median['echo']:.1f} us, reference "
              f"{median['reference']:.1f} us; to echo {line['to_echo']:.3f} (of the reply's size "
              f"{line['to_echo_of_reply']:.3f}), to reference {line['to_reference']:.3f}")
        results.append(line)
        for peer in (native, reference, echo):
            peer.stop()


def bench_transfer(args, results) -> None:
    """
    80 MB up (create_from_data) and down (fetch) against an echo of the same bytes, round by round. The first round is
    not counted: memory that a machine has never touched costs whoever touches it first.
    """
    data = RNG.random(10_000_000)
    payload = data.tobytes()
    release = args.release[-1]
    native, reference, echo = Peer(f"native-{release}"), Peer(f"reference-{release}"), Peer("echo")
    native.open()
    reference.open()
    up = msgpack.packb({"op": "create_from_data", "args": [payload, [data.size], "float64"], "kwargs": None},
                       use_bin_type=True)

    def up_and_down(peer: Peer) -> float:
        began = time.perf_counter()
        handle = msgpack.unpackb(peer.raw(up), raw=False)["result"]["id"]
        down = peer.raw(msgpack.packb({"op": "fetch", "args": None, "kwargs": {"handle_id": handle}}))
        seconds = time.perf_counter() - began
        assert len(down) > len(payload)
        peer.free(handle)
        return seconds

    def there_and_back() -> float:
        began = time.perf_counter()
        back = echo.raw(up)
        seconds = time.perf_counter() - began
        assert len(back) == len(up)
        return seconds

    trips = {"native": lambda: up_and_down(native), "echo": there_and_back,
             "reference": lambda: up_and_down(reference)}
    for trip in trips.values():
        trip()
    samples: dict[str, list[float]] = {kind: [] for kind in trips}
    for _ in range(max(2 * args.rounds, 9)):
        for kind, trip in trips.items():
            samples[kind].append(trip())
    median = {kind: statistics.median(values) for kind, values in samples.items()}
    line = {"row": "transfer 80 MB", **{k: v * 1e3 for k, v in median.items()},
            "rate_to_echo": ratio(samples, "echo", "native"),
            "to_reference": ratio(samples, "native", "reference")}
    print(f"\n80 MB up and down: native {line['native']:.1f} ms, echo {line['echo']:.1f} ms, reference "
          f"{line['reference']:.1f} ms; rate to echo {line['rate_to_echo']:.3f}, "
          f"time to reference {line['to_reference']:.3f}")
    results.append(line)
    for peer in (native, reference, echo):
        peer.stop()


def bench_start(args, results) -> None:
    """Start of the process to its first hello, and its memory then and after opening a budget."""
    release = args.release[-1]
    starts: dict[str, list[float]] = {"native": [], "reference": []}
    memory: dict[str, list[float]] = {"native": [], "reference": []}
    for _ in range(max(args.rounds, 5)):
        for kind in starts:
            peer = Peer(f"{kind}-{release}")
            starts[kind].append(peer.start_seconds)
            peer.open()
            handle = peer.upload(np.arange(3.0).tobytes(), (3,), "float64")
            peer.call("add", [handle, 1.0], {})
            memory[kind].append(peer.resident_mb())
            peer.stop()
    start = {kind: statistics.median(values) for kind, values in starts.items()}
    resident = {kind: statistics.median(values) for kind, values in memory.items()}
    print(f"\nstart to first hello: native {start['native'] * 1e3:.0f} ms, reference {start['reference'] * 1e3:.0f} ms, "
          f"ratio {start['native'] / start['reference']:.3f}")
    print(f"resident memory: native {resident['native']:.1f} MB, reference {resident['reference']:.1f} MB, "
          f"ratio {resident['native'] / resident['reference']:.3f}")
    results.append({"row": "start", **start, "ratio": start["native"] / start["reference"]})
    results.append({"row": "resident", **resident, "ratio": resident["native"] / resident["reference"]})


def soak(args, results) -> None:
    """RSS over many add+free requests."""
    peer = Peer(f"native-{args.release[-1]}")
    peer.open()
    a = peer.upload(np.arange(1000.0).tobytes(), (1000,), "float64")
    frame = msgpack.packb({"op": "add", "args": [a, 1.0], "kwargs": {}}, use_bin_type=True)
    readings = []
    for i in range(args.soak):
        result = msgpack.unpackb(peer.raw(frame), raw=False)["result"]["id"]
        peer.raw(msgpack.packb({"op": "free", "args": None, "kwargs": {"handles": [result]}}))
        if i % (args.soak // 10) == 0:
            readings.append(round(peer.resident_mb(), 1))
    readings.append(round(peer.resident_mb(), 1))
    print(f"\nRSS over {args.soak} add+free requests (MB): {readings}")
    results.append({"row": "soak", "requests": args.soak, "rss_mb": readings})
    peer.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--group", nargs="*", help="any of those in rows/, or echo, transfer, start, estimators, gemm, clients")
    parser.add_argument("--release", nargs="*", default=["0.4.1", "0.12.4"])
    parser.add_argument("--match", help="only rows whose label contains this")
    parser.add_argument("--pin", help="core that servers and this client are pinned to")
    parser.add_argument("--threads", type=int, default=1, help="threads that linear algebra of either server may use")
    parser.add_argument("--soak", type=int, default=0)
    parser.add_argument("--json")
    parser.add_argument("--markdown", help="write the results as a page of the docs")
    args = parser.parse_args()
    if args.pin is not None:
        os.sched_setaffinity(0, {int(args.pin)})
    os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = str(args.threads)
    results: list[dict] = []
    wants = lambda name: not args.group or name in args.group  # noqa: E731
    if wants("echo") and not args.match:
        bench_echo(args, results)
    if wants("transfer") and not args.match:
        bench_transfer(args, results)
    if wants("start") and not args.match:
        bench_start(args, results)
    if wants("gemm") and not args.match:
        bench_gemm(args, results)
    if wants("estimators") and not args.match:
        bench_estimators(args, results)
    if wants("clients") and not args.match:
        bench_clients(args, results)
    if not args.group or set(args.group) - {"echo", "transfer", "start", "soak", "estimators", "gemm", "clients"}:
        bench_rows(args, results)
    if args.soak:
        soak(args, results)
    if args.json:
        with open(args.json, "w") as file:
            json.dump(results, file, indent=1)
    if args.markdown:
        with open(args.markdown, "w") as file:
            file.write(page(results))


if __name__ == "__main__":
    main()
