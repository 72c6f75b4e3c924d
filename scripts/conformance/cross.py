"""Looks for disagreements nobody recorded: calls made of parts of recorded ones, sent to both servers.

Each new call takes its arguments and keywords from recorded calls of the same operation. What the two servers answer
is compared as the replayer does, floats within a few units of the largest element; so is whether results are writeable. Prints the disagreements found, by
operation and kind, with examples; what is real goes into a family of cases.
"""

import argparse
import base64
import collections
import gzip
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time

import msgpack
import numpy as np
import zmq

from tagged import NAMES

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PLENTY = 10**15
# What the reference refuses only on the way; see record.py.
ON_THE_WAY = re.compile(
    r"'list' object|unhashable type: 'list'|instances of 'list'|list indices|not list|\"list\"\) to|reached numpy"
    r"|failed to serialize|sequence of type 'list'"
)
UNDEFINED = {"empty", "empty_like"}


def is_defined(op, kwargs):
    """Whether every element of the result is: not where a mask leaves elements of a new array alone."""
    names = {key for key, _ in kwargs["d"]}
    return op not in UNDEFINED and not ("where" in names and "out" not in names and "initial" not in names)


class Peer:
    """A server process with an open session; started again when it dies."""

    def __init__(self, command, release):
        self.command, self.release = command, release
        self.process = None
        self.start()

    def start(self):
        self.stop()
        path = tempfile.mktemp(suffix=".sock")
        environment = dict(os.environ, OPENBLAS_NUM_THREADS="1", PYTHONWARNINGS="ignore", PYTHONHASHSEED="0")
        self.process = subprocess.Popen(
            [*self.command, "--url", f"ipc://{path}"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        deadline = time.monotonic() + 30
        while not os.path.exists(path) and time.monotonic() < deadline:
            time.sleep(0.01)
        self.socket = zmq.Context.instance().socket(zmq.REQ)
        self.socket.setsockopt(zmq.RCVTIMEO, 20_000)
        self.socket.setsockopt(zmq.LINGER, 0)
        self.socket.connect(f"ipc://{path}")
        self.ask("hello", None, {"client_version": self.release})
        self.open()

    def open(self):
        assert self.ask("budget_open", None, {"flop_budget": PLENTY})["status"] == "ok"

    def ask(self, op, args=None, kwargs=None):
        self.socket.send(msgpack.packb({"op": op, "args": args, "kwargs": kwargs}))
        return msgpack.unpackb(self.socket.recv(), raw=False, strict_map_key=False)

    def used(self):
        return self.ask("budget_status")["result"]["flops_used"]

    def stop(self):
        if self.process is not None:
            self.socket.close()
            self.process.kill()
            self.process.wait()


class Scene:
    """Operands of one call on one server."""

    def __init__(self, peer, recording):
        self.peer, self.recording, self.handles = peer, recording, {}

    def fill(self, value):
        if isinstance(value, list):
            return [self.fill(item) for item in value]
        if not isinstance(value, dict):
            return value
        if "h" in value:
            return self.operand(value["h"])
        if "b" in value:
            return base64.b64decode(self.recording["blobs"][value["b"]])
        if "f" in value:
            return float(value["f"])
        if "int" in value:
            return int(value["int"])
        return {self.fill(key): self.fill(item) for key, item in value["d"]}

    def operand(self, number):
        if number not in self.handles:
            op, args, kwargs, *_ = self.recording["operands"][number]
            reply = self.peer.ask(op, self.fill(args), self.fill(kwargs))
            self.handles[number] = next((marker, reply["result"][field]) for field, marker in NAMES.items() if field in reply["result"])
        return dict([self.handles[number]])

    def call(self, op, args, kwargs, first=()):
        """(summary, arrays): what can be compared, and the bytes that came. `first` are requests made before."""
        for request in first:
            self.peer.ask(*self.fill(request))
        args, kwargs = self.fill(args), self.fill(kwargs)
        before = self.peer.used()
        reply = self.peer.ask(op, args, kwargs)
        flops = self.peer.used() - before
        if reply["status"] != "ok":
            summary = {"outcome": "error", "class": reply["error_type"], "flops": flops, "text": reply["message"]}
            return summary, self.next_draw(first)
        arrays, made = [], []
        result = self.strip(reply.get("result"), arrays, made)
        written = [self.peer.ask("copyto", [{"__handle__": id}, True], {})["status"] for id in dict.fromkeys(made)]
        summary = {"outcome": "ok", "flops": flops, "result": result, "writeable": written}
        self.peer.ask("free", None, {"handles": [*(id for _, id in self.handles.values() if id.startswith("a")), *made]})
        return summary, arrays + self.next_draw(first)

    def next_draw(self, first):
        """What the shared generator draws next, if it was seeded before the call."""
        if not any(op == "random.seed" for op, *_ in first):
            return []
        result = self.peer.ask("random.random", [1], {})["result"]
        data = self.peer.ask("fetch", None, {"handle_id": result["id"]})["data"]
        self.peer.ask("free", None, {"handles": [result["id"]]})
        return [np.frombuffer(data, "float64")]

    def strip(self, value, arrays, made):
        """The result without handle ids; arrays are fetched."""
        if isinstance(value, list):
            return [self.strip(item, arrays, made) for item in value]
        if not isinstance(value, dict):
            if isinstance(value, float):
                arrays.append(np.array(value))
                return "a float"
            return value
        if isinstance(value.get("id"), str):
            made.append(value["id"])
            reply = self.peer.ask("fetch", None, {"handle_id": value["id"]})
            if value["dtype"] not in ("object",) and not value["dtype"].startswith("<U"):
                arrays.append(np.frombuffer(reply["data"], value["dtype"]))
        return {key: self.strip(item, arrays, made) for key, item in value.items() if key != "id"}


def differs(ours, theirs, is_defined):
    """The first kind of disagreement, or None."""
    (mine, my_arrays), (other, other_arrays) = ours, theirs
    for kind in ("outcome", "flops", "class"):
        if mine.get(kind) != other.get(kind):
            return kind
    if mine.get("writeable") != other.get("writeable"):
        return "writeable"
    if mine.get("result") != other.get("result"):
        return "result"
    if not is_defined:
        return None
    for a, b in zip(my_arrays, other_arrays):
        if a.dtype.kind in "fc":
            with np.errstate(all="ignore"):
                finite = np.isfinite(b)
                if not np.array_equal(a[~finite], b[~finite], equal_nan=True):
                    return "value"
                scale = np.max(np.abs(b[finite]), initial=0)
                if np.any(np.abs(a[finite] - b[finite]) > 16 * np.finfo(b.dtype).eps * scale):
                    return "value"
        elif not np.array_equal(a, b):
            return "value"
    return None


def crossed(cases, dice):
    """Arguments and keywords of a new call, and the requests before it."""
    first, second, third = (dice.choice(cases) for _ in range(3))
    args = list(first["args"] or [])
    donor = second["args"] or []
    for at in range(len(args)):
        if at < len(donor) and dice.random() < 0.5:
            args[at] = donor[at]
    kwargs = dict((key, value) for key, value in (first["kwargs"] or {"d": []})["d"])
    for key, value in (third["kwargs"] or {"d": []})["d"]:
        if dice.random() < 0.5:
            kwargs[key] = value
    if kwargs and dice.random() < 0.2:
        del kwargs[dice.choice(list(kwargs))]
    return args, {"d": [[key, value] for key, value in kwargs.items()]}, first.get("first", ())


def shown(recording, value):
    if isinstance(value, list):
        return "[" + ", ".join(shown(recording, item) for item in value) + "]"
    if isinstance(value, dict):
        if "h" in value:
            op, args, kwargs, *_ = recording["operands"][value["h"]]
            if op == "create_from_data":
                return f"{args[2]}{args[1]}"
            return f"{op}({shown(recording, args)}, {shown(recording, kwargs)})"
        if "d" in value:
            return "{" + ", ".join(f"{key}: {shown(recording, item)}" for key, item in value["d"]) + "}"
    return json.dumps(value)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("release")
    parser.add_argument("--family", action="append")
    parser.add_argument("--op", action="append")
    parser.add_argument("--count", type=int, default=100, help="calls per operation")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=2, help="examples per operation and kind")
    options = parser.parse_args()
    theirs = Peer([sys.executable, "-m", "flopscope_server"], options.release)
    ours = Peer(["node", f"{ROOT}/dist/cli/main.js", "--log-level", "error"], options.release)
    folder = f"{ROOT}/test/conformance/data/{options.release}"
    total = agreed = skipped = 0
    found = collections.Counter()
    for name in sorted(os.listdir(folder)):
        family = name.removesuffix(".json.gz")
        if options.family and family not in options.family:
            continue
        with gzip.open(f"{folder}/{name}") as file:
            recording = json.load(file)
        for group in recording["groups"]:
            cases = [case for case in group["cases"] if "budget" not in case and isinstance(case["args"], list)]
            if not cases or (options.op and group["name"] not in options.op):
                continue
            dice = random.Random(f"{options.seed}/{group['name']}")
            for _ in range(options.count):
                args, kwargs, first = crossed(cases, dice)
                op = cases[0]["op"]
                answers = []
                try:
                    for peer in (theirs, ours):
                        answers.append(Scene(peer, recording).call(op, args, kwargs, first))
                except (zmq.ZMQError, KeyError, TypeError) as error:
                    which = "theirs" if not answers else "OURS"
                    if which == "OURS":
                        print(f"{op}: {which} failed: {type(error).__name__} {error}: {shown(recording, args)} {shown(recording, kwargs)}")
                    theirs.start()
                    ours.start()
                    skipped += 1
                    continue
                other, mine = answers
                total += 1
                if other[0]["outcome"] == "error" and ON_THE_WAY.search(other[0]["text"]):
                    skipped += 1
                    continue
                kind = differs(mine, other, is_defined(op, kwargs))
                if kind is None:
                    agreed += 1
                    continue
                found[op, kind] += 1
                if found[op, kind] <= options.show:
                    print(f"{op}: {kind}\n  call   {shown(recording, args)[:300]} {shown(recording, kwargs)[:200]}")
                    for label, (summary, arrays) in (("ours", mine), ("theirs", other)):
                        values = [array[:6].tolist() if array.ndim else array.item() for array in arrays]
                        print(f"  {label:6} {str(summary)[:250]} {values if kind == 'value' else ''}"[:500])
    print(f"{total} calls, {agreed} agreed, {skipped} not comparable, {total - agreed - skipped} differ")
    for (op, kind), count in found.most_common():
        print(f"  {op} {kind} {count}")
    theirs.stop()
    ours.stop()


main()
