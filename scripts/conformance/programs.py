"""Records random programs: sequences of requests of which later ones use, view and overwrite what earlier ones made.

Run by scripts/conformance/record-programs with the interpreter of the client's environment. Each program runs in a
session of its own; its requests are drawn from a grammar that looks at the shapes and dtypes of the arrays alive, so
that most of them return. Only operations whose results are exact are drawn, so that a program ends with the bytes it
must; views the reference does not let clients write to (diagonal, broadcast_to) are left out.

    {"release": ..., "blobs": [...], "programs": [[step, ...], ...]}
    step: {"op", "args", "kwargs", "flops", "result" | "error", "data", "state"}

Values are tagged as in the recordings of cases (docs/conformance-recording.md); {"h": n} is the n-th array that the
program's replies named. `data` are blobs of the arrays in the result; `state`, after a request that writes, has
[n, blob] for every array alive.
"""

import argparse
import gzip
import json
import os
import random
import re
import sys

sys.path.insert(0, os.path.dirname(__file__))

import flopscope
from flopscope import _connection

from operands import pack, random_values
from reference import Reference, ServerDied
from tagged import Blobs, results_of, tag, tag_result

RELEASE = flopscope.__version__.split("+")[0]
DTYPES = ["float64", "float64", "float32", "int64", "int64", "int32", "uint8", "bool", "complex128"]
SHAPES = [(), (1,), (3,), (4,), (6,), (2, 3), (3, 3), (3, 4), (4, 3), (2, 2, 3), (1, 4), (0,), (2, 0)]
OWN_CLASS = re.compile(r"reached numpy")
ALIVE = 9


class Program:
    """One program under way."""

    def __init__(self, reference, blobs, seed):
        self.reference, self.blobs, self.random = reference, blobs, random.Random(seed)
        self.arrays = {}  # number -> (id, shape, dtype)
        self.numbers = {}  # id -> number
        self.steps = []

    def draw(self, *wanted):
        """An array alive, of one of the kinds given ('b', 'i', 'f', 'c') if there is one."""
        kinds = wanted or ("b", "i", "f", "c")
        fitting = [n for n, (_, _, dtype) in self.arrays.items() if kind(dtype) in kinds]
        return self.random.choice(fitting) if fitting else None

    def like(self, n):
        """An array that broadcasts with the n-th, or a number."""
        shape = self.arrays[n][1]
        fitting = [m for m, (_, other, _) in self.arrays.items() if other == shape or other in ([], [1])]
        if not fitting or self.random.random() < 0.3:
            return self.random.choice([0, 1, 2, -3, 5, 0.5, -1.25, True])
        return ref(self.random.choice(fitting))

    def wire(self, value):
        if isinstance(value, Ref):
            return {"__handle__": self.arrays[value.n][0]}
        if isinstance(value, list):
            return [self.wire(item) for item in value]
        if isinstance(value, dict):
            return {key: self.wire(item) for key, item in value.items()}
        return value

    def marked(self, value):
        if isinstance(value, Ref):
            return {"h": value.n}
        if isinstance(value, list):
            return [self.marked(item) for item in value]
        if isinstance(value, dict):
            return {"d": [[key, self.marked(item)] for key, item in value.items()]}
        return tag(value, self.blobs, {})

    def fetch(self, handle):
        reply = self.reference.request("fetch", None, {"handle_id": handle})
        return self.blobs.add(reply["data"])

    def step(self, op, args, kwargs, writes):
        reference = self.reference
        before = reference.spent()
        reply = reference.request(op, self.wire(args), self.wire(kwargs))
        flops = reference.spent() - before
        step = {"op": op, "args": self.marked(args), "kwargs": self.marked(kwargs), "flops": flops}
        if reply["status"] == "error":
            if OWN_CLASS.search(reply["message"]):
                return
            step["error"] = reply["error_type"]
        else:
            handles = results_of(reply["result"])
            names = {handle: {"r": i} for i, handle in enumerate(handles)}
            step["result"] = tag_result(reply["result"], self.blobs, names)
            step["data"] = [self.fetch(handle) for handle in handles]
            described = [reply["result"]] if "id" in reply["result"] else reply["result"].get("multi", [])
            for item in described:
                if isinstance(item, dict) and "id" in item:
                    number = len(self.numbers)
                    self.numbers[item["id"]] = number
                    self.arrays[number] = (item["id"], item["shape"], item["dtype"])
        if writes:
            step["state"] = [[n, self.fetch(handle)] for n, (handle, _, _) in self.arrays.items()]
        self.steps.append(step)
        while len(self.arrays) > ALIVE:
            self.free(self.random.choice(list(self.arrays)))

    def free(self, number):
        handle = self.arrays.pop(number)[0]
        self.reference.request("free", None, {"handles": [handle]})
        self.steps.append({"free": number})


class Ref:
    def __init__(self, n):
        self.n = n


ref = Ref


def kind(dtype):
    return {"b": "b", "u": "i", "i": "i", "f": "f", "c": "c"}[dtype[0]]


def axis_of(p, shape):
    return p.random.randrange(-len(shape), len(shape)) if shape else 0


def upload(p):
    dtype, shape = p.random.choice(DTYPES), list(p.random.choice(SHAPES))
    size = 1
    for extent in shape:
        size *= extent
    values = random_values(dtype, size, p.random.randrange(10**6))
    return "create_from_data", [pack(dtype, values), shape, dtype], {}, False


def create(p):
    shape = list(p.random.choice(SHAPES[1:9]))
    dtype = p.random.choice(["float64", "int64", "float32"])
    return p.random.choice([
        ("zeros", [shape], {"dtype": dtype}, False), ("ones", [shape], {"dtype": dtype}, False), ("eye", [3], {}, False),
        ("arange", [p.random.randint(1, 7)], {}, False), ("full", [shape, p.random.choice([2, -1.5])], {}, False),
        ("linspace", [0, 1, p.random.randint(1, 6)], {}, False),
    ])


def binary(p):
    n = p.draw()
    op = p.random.choice("add subtract multiply maximum minimum equal less greater_equal not_equal logical_and logical_or".split())
    pair = [ref(n), p.like(n)]
    p.random.shuffle(pair)
    return op, pair, {}, False


def bits(p):
    n = p.draw("i", "b")
    op = p.random.choice(["bitwise_and", "bitwise_or", "bitwise_xor", "floor_divide", "remainder"])
    return None if n is None else (op, [ref(n), p.random.choice([ref(n), 3, 1])], {}, False)


def unary(p):
    n = p.draw("i", "f")
    op = p.random.choice("negative abs sign square floor ceil rint isnan isfinite logical_not signbit positive conjugate real".split())
    return None if n is None else (op, [ref(n)], {}, False)


def reduction(p):
    n = p.draw("b", "i", "f")
    if n is None:
        return None
    op = p.random.choice("sum prod max min any all argmax argmin cumsum cumprod mean ptp count_nonzero nansum median".split())
    shape = p.arrays[n][1]
    kwargs = {"axis": axis_of(p, shape)} if shape and p.random.random() < 0.7 else {}
    return op, [ref(n)], kwargs, False


def view(p):
    n = p.draw()
    shape = p.arrays[n][1]
    size = 1
    for extent in shape:
        size *= extent
    choices = [
        ("transpose", [ref(n)], {}), ("ravel", [ref(n)], {}), ("reshape", [ref(n), [size]], {}), ("reshape", [ref(n), -1], {}),
        ("expand_dims", [ref(n), 0], {}), ("squeeze", [ref(n)], {}), ("flip", [ref(n)], {}), ("real", [ref(n)], {}), ("atleast_2d", [ref(n)], {}),
    ]
    if len(shape) >= 2:
        choices += [
            ("swapaxes", [ref(n), 0, -1], {}), ("moveaxis", [ref(n), 0, -1], {}), ("flip", [ref(n), axis_of(p, shape)], {}),
            ("fliplr", [ref(n)], {}), ("rot90", [ref(n)], {}),
        ]
    op, args, kwargs = p.random.choice(choices)
    return op, args, kwargs, False


def index(p):
    n = p.draw()
    shape = p.arrays[n][1]
    if not shape:
        return None
    key = []
    for extent in shape[: p.random.randint(1, len(shape))]:
        if extent and p.random.random() < 0.35:
            key.append(p.random.randrange(-extent, extent))
        else:
            step = p.random.choice([None, 1, 2, -1])
            start = p.random.choice([None, 0, 1]) if step != -1 else None
            key.append({"__slice__": [start, p.random.choice([None, None, -1, 2]) if step != -1 else None, step]})
    if p.random.random() < 0.15:
        key.insert(0, None)
    return "__getitem__", [ref(n), key], {}, False


def into(p):
    """A ufunc with an output that is alive."""
    n = p.draw("i", "f")
    if n is None:
        return None
    _, shape, _ = p.arrays[n]
    targets = [m for m, (_, other, dtype) in p.arrays.items() if other == shape and kind(dtype) in ("f", "i")]
    target = p.random.choice(targets)
    op = p.random.choice(["add", "subtract", "multiply"])
    if p.random.random() < 0.25:
        return p.random.choice(["negative", "square", "abs", "floor"]), [ref(n)], {"out": ref(target)}, True
    return op, [ref(n), p.like(n)], {"out": ref(target)}, True


def write(p):
    n = p.draw()
    handle, shape, dtype = p.arrays[n]
    size = 1
    for extent in shape:
        size *= extent
    masks = [m for m, (_, other, dtype) in p.arrays.items() if other == shape and dtype == "bool"]
    choices = [("copyto", [ref(n), p.like(n)], {}), ("put", [ref(n), [0, -1], [7, 3]], {"mode": p.random.choice(["raise", "wrap", "clip"])})]
    if masks:
        mask = ref(p.random.choice(masks))
        choices += [("putmask", [ref(n), mask, p.random.choice([9, p.like(n)])], {}), ("place", [ref(n), mask, [1, 2]], {})]
        choices.append(("copyto", [ref(n), 5], {"where": mask}))
    if len(shape) == 2 and shape[0] and shape[1]:
        choices.append(("fill_diagonal", [ref(n), 8], {}))
    if kind(dtype) == "f":
        choices.append(("nan_to_num", [ref(n)], {"copy": False}))
    op, args, kwargs = p.random.choice(choices)
    return op, args, kwargs, True


def join(p):
    n = p.draw()
    shape = p.arrays[n][1]
    fitting = [m for m, (_, other, _) in p.arrays.items() if other == shape]
    pair = [ref(n), ref(p.random.choice(fitting))]
    choices = [("stack", [pair], {}), ("tile", [ref(n), 2], {}), ("repeat", [ref(n), 2], {}), ("roll", [ref(n), 1], {})]
    if shape:
        choices += [("concatenate", [pair], {"axis": axis_of(p, shape)}), ("vstack", [pair], {}), ("roll", [ref(n), -2], {"axis": axis_of(p, shape)})]
    op, args, kwargs = p.random.choice(choices)
    return op, args, kwargs, False


def choose(p):
    n = p.draw("b", "i", "f")
    if n is None:
        return None
    shape = p.arrays[n][1]
    masks = [m for m, (_, other, dtype) in p.arrays.items() if other == shape and dtype == "bool"]
    choices = [("take", [ref(n), [0, -1, 0]], {"mode": "clip"}), ("nonzero", [ref(n)], {}), ("clip", [ref(n), -1, 2], {}), ("searchsorted", [ref(n), 1], {})]
    if shape:
        choices += [("sort", [ref(n)], {"axis": axis_of(p, shape)}), ("unique", [ref(n)], {})]
    if masks:
        choices.append(("where", [ref(p.random.choice(masks)), ref(n), p.like(n)], {}))
        choices.append(("__getitem__", [ref(n), ref(p.random.choice(masks))], {}))
    op, args, kwargs = p.random.choice(choices)
    return op, args, kwargs, False


def analysis(p):
    n = p.draw("i", "f")
    if n is None:
        return None
    shape, dtype = p.arrays[n][1:]
    choices = [("ediff1d", [ref(n)], {}), ("histogram", [ref(n), 3], {}), ("quantile", [ref(n), 0.25], {}), ("nan_to_num", [ref(n)], {}), ("cov", [ref(n)], {})]
    if shape:
        choices += [
            ("diff", [ref(n)], {"axis": axis_of(p, shape)}), ("gradient", [ref(n)], {"axis": axis_of(p, shape)}), ("percentile", [ref(n), 40], {"axis": axis_of(p, shape)}),
            ("trapezoid", [ref(n)], {}), ("interp", [ref(n), [-1.0, 0.0, 2.0], [3.0, 1.0, 2.5]], {}),
        ]
    if kind(dtype) == "i":
        choices += [("bincount", [ref(n)], {"minlength": 3}), ("convolve", [ref(n), [1, 2, 1]], {}), ("matmul", [ref(n), ref(n)], {})]
    op, args, kwargs = p.random.choice(choices)
    return op, args, kwargs, False


GRAMMAR = [(upload, 3), (create, 3), (binary, 5), (bits, 1), (unary, 3), (reduction, 3), (view, 6), (index, 6), (into, 5), (write, 6), (join, 2), (choose, 2), (analysis, 3)]


def program(reference, blobs, seed, length):
    reference.close()
    reference.open(10**12)
    p = Program(reference, blobs, f"{seed}")
    rules, weights = zip(*GRAMMAR)
    for _ in range(2):
        p.step(*upload(p))
    while len(p.steps) < length:
        drawn = p.random.choices(rules, weights)[0](p)
        if drawn is not None:
            p.step(*drawn)
    p.steps.append({"state": [[n, p.fetch(handle)] for n, (handle, _, _) in p.arrays.items()]})
    for number in list(p.arrays):
        p.free(number)
    return p.steps


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--server", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--programs", type=int, default=150)
    parser.add_argument("--length", type=int, default=32)
    options = parser.parse_args()
    reference = Reference(options.server, ["-W", "ignore", "-m", "flopscope_server"], _connection.Connection, RELEASE != "0.4.1")
    blobs, programs = Blobs(), []
    reference.start()
    for seed in range(options.programs):
        try:
            programs.append(program(reference, blobs, seed, options.length))
        except ServerDied:
            reference.start()
    reference.stop()
    os.makedirs(options.out, exist_ok=True)
    path = os.path.join(options.out, f"{RELEASE}.json.gz")
    with gzip.GzipFile(path, "wb", mtime=0) as file:
        file.write(json.dumps({"release": RELEASE, "blobs": blobs.all, "programs": programs}, separators=(",", ":")).encode())
    steps = [step for steps in programs for step in steps if "op" in step]
    refused = sum("error" in step for step in steps)
    print(f"{RELEASE}: {len(programs)} programs, {len(steps)} requests, {refused} refused, {os.path.getsize(path)} bytes")


main()
