"""The operands of cases: as rows of a file, and as arrays on a server."""

import json

from flopscope._remote_array import _result_from_response

from cases import Operand, Slice
from tagged import NAMES, results_of, tag


class Refused(Exception):
    """The client did not send the call, or an operand could not be made."""


class Table:
    """Operands of a file, each stored once, with the requests that make them."""

    def __init__(self, blobs):
        self.rows, self._index, self._blobs = [], {}, blobs

    def add(self, operand):
        row = [operand.op, self.arguments(operand.args), self.arguments(operand.kwargs), operand.twin]
        key = json.dumps(row)
        if key not in self._index:
            self._index[key] = len(self.rows)
            self.rows.append(row if operand.twin else row[:3])
        return self._index[key]

    def arguments(self, value):
        if isinstance(value, Operand):
            return {"h": self.add(value)}
        if isinstance(value, Slice):
            return {"d": [["__slice__", tag(value.parts, self._blobs, {})]]}
        if isinstance(value, (list, tuple)):
            return [self.arguments(item) for item in value]
        if isinstance(value, dict):
            return {"d": [[key, self.arguments(item)] for key, item in value.items()]}
        return tag(value, self._blobs, {})


class Scene:
    """The operands of one case, made on one server. Operands described alike are one array."""

    def __init__(self, reference, table):
        self.reference, self.table, self.replies, self.ids = reference, table, {}, {}

    def make(self, operand):
        row = self.table.add(operand)
        if row not in self.replies:
            reply = self.reference.request(operand.op, self.wire(operand.args), self.wire(operand.kwargs))
            if reply["status"] != "ok" or not NAMES.keys() & reply["result"].keys():
                raise Refused(f"operand {operand.op}: {reply}")
            self.replies[row] = reply
            self.ids[self.handle(operand)] = operand
        return self.replies[row]

    def name(self, operand):
        """How an argument names what an operand is: the marker and the id."""
        result = self.make(operand)["result"]
        field = next(field for field in NAMES if field in result)
        return NAMES[field], result[field]

    def handle(self, operand):
        return self.name(operand)[1]

    def prepare(self, case):
        """Makes the operands and the requests that come first."""
        for operand in operands_in([case.args, case.kwargs, [[step.args, step.kwargs] for step in case.first]]):
            self.make(operand)
        for step in case.first:
            reply = self.reference.request(step.op, self.wire(step.args), self.wire(step.kwargs), **self.reference.fields)
            self.reference.request("free", None, {"handles": results_of(reply.get("result"))})

    def wire(self, value):
        """As the client would send it."""
        if isinstance(value, Operand):
            return dict([self.name(value)])
        if isinstance(value, Slice):
            return {"__slice__": value.parts}
        if isinstance(value, (list, tuple)):
            return [self.wire(item) for item in value]
        if isinstance(value, dict):
            return {key: self.wire(item) for key, item in value.items()}
        return value

    def local(self, value):
        """As the client's user would write it."""
        if isinstance(value, Operand):
            return _result_from_response(self.make(value))
        if isinstance(value, Slice):
            return slice(*value.parts)
        if isinstance(value, (list, tuple)):
            return type(value)(self.local(item) for item in value)
        if isinstance(value, dict):
            return {key: self.local(item) for key, item in value.items()}
        return value

    def fetch(self, handle):
        reply = self.reference.request("fetch", None, {"handle_id": handle})
        assert reply["status"] == "ok", reply
        return reply["data"]

    def free(self, more=()):
        arrays = [handle for handle in self.ids if handle.startswith("a")]
        self.reference.request("free", None, {"handles": [*arrays, *more]})


def operands_in(value):
    if isinstance(value, Operand):
        yield value
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from operands_in(item)
    elif isinstance(value, dict):
        yield from operands_in(list(value.values()))
