"""Records conformance cases: the real client's calls, and what the reference server answers.

Run by scripts/conformance/record, with the interpreter of the client's environment:

    python record.py --server <interpreter with flopscope-server> --out test/conformance/data [--family F] [--op OP]

One file per family. Every group of cases (one operation) meets a fresh server process, so that groups can be replayed
on their own. docs/conformance-recording.md describes the format of the files.
"""

import argparse
import gc
import gzip
import hashlib
import json
import operator as operators
import os
import re
import sys
import time

sys.path.insert(0, os.path.dirname(__file__))

import flopscope
import msgpack
import zmq
from flopscope import _connection

from families import FAMILIES
from reference import PLENTY, Reference, ServerDied, decode, encode
from scene import Refused, Scene, Table
from tagged import NAMES, Blobs, results_of, tag, tag_result

RELEASE = flopscope.__version__.split("+")[0]
NAMED = RELEASE != "0.4.1"
try:
    from flopscope import _handles
except ImportError:
    _handles = None

# What the reference says when a tuple arrived as a list, and when it trips over its own array class.
LIST_FOR_TUPLE = re.compile(
    r"'list' object|unhashable type: 'list'|instances of 'list'|list indices|not list|\"list\"\) to|sequence of type 'list'"
    r"|'axis' must be None, an integer or a tuple of integers|must be a dict or a tuple"
)
OWN_CLASS = re.compile(r"FlopscopeArray reached numpy")
NOT_SERIALIZED = re.compile(r"failed to serialize response")


def call_client(case, scene):
    """Makes the client send the call; what it raises is the server's business."""
    args = [scene.local(arg) for arg in case.args]
    kwargs = {key: scene.local(arg) for key, arg in case.kwargs.items()}
    try:
        function, args = function_of(case, args)
    except AttributeError as missing:
        raise Refused("the client of this release has no such function") from missing
    try:
        function(*args, **kwargs)
    except Exception:
        pass


def function_of(case, args):
    """The client's function for a case, and the arguments left for it."""
    if case.via == "call":
        function = flopscope
        for part in case.op.split("."):
            function = getattr(function, part)
        return function, args
    if case.via == "method":
        return getattr(args[0], case.op), args[1:]
    return (operators.getitem if case.via == "index" else getattr(operators, case.op)), args


def dtypes_of(result):
    """Dtypes of the arrays in a result. The bytes of Python objects are addresses, which no two runs share."""
    if not isinstance(result, dict):
        return []
    return [item.get("dtype") for item in (result, *result.get("multi", ())) if isinstance(item, dict)]


class Recorder:
    def __init__(self, server, folder):
        here = os.path.dirname(os.path.abspath(__file__))
        connection = _connection.Connection
        self.reference = Reference(server, ["-W", "ignore", "-m", "flopscope_server"], connection, NAMED)
        shim = ["-W", "ignore", os.path.join(here, "in_process.py")]
        repairs = {"tuples": True, "plain": True}
        self.in_process = Reference(server, shim, connection, NAMED, repairs)
        self.folder = folder
        self.counts = {"ok": 0, "error": 0, "in-process": 0, "dies": 0, "not sent": 0}

    def record(self, family, only=None):
        blobs = Blobs()
        table = Table(blobs)
        groups = []
        for name, cases in FAMILIES[family](RELEASE):
            if only is None or name in only:
                groups.append({"name": name, "cases": self.group(list(cases), table, blobs)})
        document = {
            "release": RELEASE, "family": family, "msgpack": ".".join(map(str, msgpack.version)),
            "pyzmq": zmq.__version__, "blobs": blobs.all, "operands": table.rows, "groups": groups,
        }
        os.makedirs(os.path.join(self.folder, RELEASE), exist_ok=True)
        path = os.path.join(self.folder, RELEASE, f"{family}.json.gz")
        with gzip.GzipFile(path, "wb", mtime=0) as file:
            file.write(json.dumps(document, separators=(",", ":")).encode())
        return sum(len(group["cases"]) for group in groups), os.path.getsize(path)

    def group(self, cases, table, blobs):
        self.restart()
        self.in_process.stop()
        recorded = []
        dearest = None
        for case in cases:
            row, total = self.case(case, table, blobs)
            if row is None:
                continue
            recorded.append(row)
            # A budget must refuse the call itself, not what comes before it.
            if dearest is None and (row["expect"]["flops"] if case.first else total) and "result" in row["expect"]:
                dearest = (case, total)
        if dearest is not None:
            case, total = dearest
            for budget in (total - 1, total):
                row, _ = self.case(case.within(max(budget, 1)), table, blobs)
                if row is not None:
                    recorded.append(row)
        return recorded

    def restart(self):
        """A fresh server. Arrays the client still holds are forgotten first: it would free their namesakes."""
        gc.collect()
        if _handles is not None:
            _handles._pending.clear()
        self.reference.start()

    def case(self, case, table, blobs):
        """The stored case (None if there is none) and what it cost with its operands."""
        reference = self.in_process if case.library else self.reference
        try:
            if case.library and reference.tap is None:
                reference.start()
            if case.budget is not None:
                reference.close()
                reference.open(case.budget)
            start = reference.used
            row, request, ids = self.live(case, table, blobs)
            total = reference.used - start
            if case.budget is not None:
                reference.close()
                reference.open(PLENTY)
        except (Refused, ServerDied) as failure:
            self.counts["not sent" if isinstance(failure, Refused) else "dies"] += 1
            row = None
        if row is None:
            self.restart()
            return None, 0
        if "error" in row["expect"] and case.budget is None and not case.library:
            self.repair(case, row, request, ids, table, blobs)
        expect = row["expect"]
        self.counts["in-process" if "source" in expect else "error" if "error" in expect else "ok"] += 1
        return row, total

    def live(self, case, table, blobs):
        """Runs a case through the client."""
        reference = self.in_process if case.library else self.reference
        _connection._connection = reference.connection
        scene = Scene(reference, table)
        scene.prepare(case)
        before = reference.spent() if case.first else reference.used
        if case.via == "raw" or case.library:
            request = {"op": case.op, "args": scene.wire(case.args), "kwargs": scene.wire(case.kwargs)}
            reply = reference.request(**request, **reference.fields)
        else:
            reference.tap.clear()
            try:
                call_client(case, scene)
            finally:
                gc.collect(0)
                if _handles is not None:
                    _handles._pending.clear()
            if reference.connection._socket is not reference.tap:
                raise ServerDied
            exchanges = reference.tap.exchanges()
            # A call the client answers or refuses by itself, or makes of several requests, is no case.
            if len(exchanges) != 1:
                raise Refused("no single request")
            request, reply = exchanges[0]
            reference.note(reply)
        expect = self.expectation(case, scene, reply, before, blobs)
        row = {"op": request["op"]}
        handles = {handle: {"h": table.add(operand)} for handle, operand in scene.ids.items()}
        row["args"] = tag(request["args"], blobs, handles)
        row["kwargs"] = tag(request["kwargs"], blobs, handles)
        if case.via == "raw" and not case.library:
            row["raw"] = True
        if case.first:
            row["first"] = [[step.op, table.arguments(step.args), table.arguments(step.kwargs)] for step in case.first]
        if case.loose or "opaque" in expect:
            row["loose"] = True
        if case.budget is not None:
            row["budget"] = case.budget
        if case.observe:
            row["observe"] = [table.add(operand) for operand in case.observe]
        if case.library:
            expect["source"] = "in-process"
        row["expect"] = expect
        return row, request, scene.ids

    def expectation(self, case, scene, reply, before, blobs):
        reference = scene.reference
        budget = reply.get("budget")
        kind = "dict" if isinstance(budget, dict) else type(budget).__name__ if "budget" in reply else None
        if kind != "dict":
            reference.spent()
        expect = {"flops": reference.used - before, "budget": kind}
        arrays = []
        if reply["status"] == "error":
            expect["error"], expect["message"] = reply["error_type"], reply["message"]
        else:
            arrays = results_of(reply["result"])
            opaque = any(dtype == "object" for dtype in dtypes_of(reply["result"]))
            if opaque:
                expect["opaque"] = True
            data = [] if case.loose or opaque else [scene.fetch(handle) for handle in arrays]
            if case.digest:
                expect["digests"] = [hashlib.sha256(array).hexdigest() for array in data]
            else:
                expect["data"] = [blobs.add(array) for array in data]
            names = {handle: {"r": n} for n, handle in enumerate(arrays)}
            expect["result"] = tag_result(reply["result"], blobs, names)
        if case.observe:
            expect["after"] = [blobs.add(scene.fetch(scene.handle(operand))) for operand in case.observe]
        scene.free(arrays)
        return expect

    def repair(self, case, row, request, ids, table, blobs):
        """Replaces a refusal that only the transport or a defect caused by what the library does in process."""
        expect = row["expect"]
        message = expect["message"]
        own_class, unsent = OWN_CLASS.search(message), NOT_SERIALIZED.search(message)
        tuples = LIST_FOR_TUPLE.search(message) and has_list(request)
        if not (own_class or unsent or tuples):
            return
        try:
            if self.in_process.tap is None:
                self.in_process.start()
            scene = Scene(self.in_process, table)
            scene.prepare(case)
            renamed = {handle: scene.handle(operand) for handle, operand in ids.items()}
            before = self.in_process.spent()
            frame = encode(
                request["op"], rename(request["args"], renamed), rename(request["kwargs"], renamed),
                tuples=True, plain=bool(own_class),
            )
            reply = decode(self.in_process.exchange(frame))
        except (ServerDied, Refused):
            self.in_process.stop()
            return
        better = self.expectation(case, scene, reply, before, blobs)
        if "opaque" in better:
            row["loose"] = True
        better["source"] = "in-process"
        better["reference"] = {"error": expect["error"], "message": message, "flops": expect["flops"]}
        row["expect"] = better


def has_list(request):
    values = [*(request["args"] or []), *(request["kwargs"] or {}).values()]
    return any(isinstance(value, list) for value in values)


def rename(value, renamed):
    if isinstance(value, dict):
        return {key: renamed.get(item, item) if key in NAMES.values() else rename(item, renamed) for key, item in value.items()}
    if isinstance(value, list):
        return [rename(item, renamed) for item in value]
    return value


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--server", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--family", action="append", choices=sorted(FAMILIES))
    parser.add_argument("--op", action="append")
    options = parser.parse_args()
    recorder = Recorder(options.server, options.out)
    try:
        for family in options.family or FAMILIES:
            started = time.monotonic()
            cases, size = recorder.record(family, options.op)
            print(f"{RELEASE} {family}: {cases} cases, {size} bytes, {time.monotonic() - started:.0f} s", flush=True)
        print(RELEASE, recorder.counts)
    finally:
        recorder.reference.stop()
        recorder.in_process.stop()


main()
