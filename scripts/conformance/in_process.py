"""The reference server with its transport's losses repaired, for the cases that fail on them alone.

Run with the interpreter of a server environment: `python in_process.py --url ipc://...`. It is the library of that
release called in process: lists of integers arrive as the tuples they were in the client, and the state of a random
generator too; complex scalars are delivered as 0-d arrays, RandomState (with shuffle) and SeedSequence are known, and a
request with `plain: true` passes plain ndarrays where the library trips over its own array class. Prices are the
library's.
"""

import re
import sys

import numpy as np
from flopscope_server import _request_handler, _server
from flopscope_server.__main__ import main

Handler = _request_handler.RequestHandler


def as_tuples(value):
    """Lists of integers (or of such lists) become tuples."""
    if isinstance(value, list):
        items = [as_tuples(item) for item in value]
        if items and all(type(item) is int or isinstance(item, tuple) for item in items):
            return tuple(items)
        return items
    return value


def as_plain(value):
    if isinstance(value, np.ndarray):
        return value.view(np.ndarray)
    if isinstance(value, (list, tuple)):
        return type(value)(as_plain(item) for item in value)
    return value


handle_op, resolve, pack = Handler._handle_flopscope_op, Handler._resolve_arg, Handler._pack_result


def handle_flopscope_op(self, request):
    request = dict(request)
    # A list that is shuffled is a list in the client too.
    if request.get("tuples") and not request["op"].endswith("shuffle"):
        request["args"] = [as_tuples(arg) for arg in request.get("args") or []]
        request["kwargs"] = {key: as_tuples(arg) for key, arg in (request.get("kwargs") or {}).items()}
        if request["op"].endswith("set_state"):
            request["args"] = [tuple(arg) if isinstance(arg, list) else arg for arg in request["args"]]
    self.plain = bool(request.get("plain"))
    return handle_op(self, request)


def resolve_arg(self, arg):
    value = resolve(self, arg)
    return as_plain(value) if getattr(self, "plain", False) else value


def scalars_as_arrays(result):
    """Complex scalars as 0-d arrays, as later releases deliver them."""
    if isinstance(result, np.complexfloating):
        return np.asarray(result)
    if isinstance(result, complex):
        return np.asarray(result)
    if type(result) in (tuple, list):
        return type(result)(scalars_as_arrays(item) for item in result)
    if hasattr(result, "_fields"):
        return type(result)(*map(scalars_as_arrays, result))
    return result


# What the 0.12.4 client requests and its server's list of names has not.
UNLISTED = re.compile(r"random\.(RandomState|SeedSequence)|(RandomState|SeedSequence)\.\w+")
validate = _server.validate_request


def validate_request(message):
    if not UNLISTED.fullmatch(str(message.get("op"))):
        validate(message)


_server.validate_request = validate_request
# The server leaves out the one method of RandomState that writes to its argument; arrays here are handles.
if hasattr(_request_handler, "_ALLOWED_RS_METHODS"):
    _request_handler._ALLOWED_RS_METHODS |= {"shuffle"}
Handler._handle_flopscope_op = handle_flopscope_op
Handler._resolve_arg = resolve_arg
Handler._pack_result = lambda self, result: pack(self, scalars_as_arrays(result))
sys.exit(main())
