"""Wire values as JSON that keeps what msgpack keeps: int and float, text and bytes, operands by number.

    5 -> 5              2**60 -> {"int": "1152921504606846976"}
    5.0 -> {"f": 5.0}   nan -> {"f": "nan"}
    b"..." -> {"b": n}, the n-th blob of the file      {"__handle__": id} -> {"h": n}, the n-th operand of the file
    a result's id -> {"r": n}, the n-th array of the reply     dict -> {"d": [[key, value], ...]}
"""

import base64
import math

SAFE = 2**53


class Blobs:
    """Byte strings, each stored once."""

    def __init__(self):
        self.all, self._index = [], {}

    def add(self, data):
        data = bytes(data)
        if data not in self._index:
            self._index[data] = len(self.all)
            self.all.append(base64.b64encode(data).decode())
        return self._index[data]


def tag(value, blobs, handles):
    """`handles` maps handle ids to what replaces them."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return value if abs(value) <= SAFE else {"int": str(value)}
    if isinstance(value, float):
        return {"f": value if math.isfinite(value) else str(value)}
    if isinstance(value, (bytes, bytearray)):
        return {"b": blobs.add(value)}
    if isinstance(value, (list, tuple)):
        return [tag(item, blobs, handles) for item in value]
    if isinstance(value, dict):
        if set(value) == {"__handle__"} and value["__handle__"] in handles:
            return handles[value["__handle__"]]
        return {"d": [[tag(k, blobs, handles), tag(v, blobs, handles)] for k, v in value.items()]}
    raise TypeError(f"{type(value).__name__} does not travel")
