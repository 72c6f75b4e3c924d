"""Wire values as JSON that keeps what msgpack keeps: int and float, text and bytes, operands by number.

    5 -> 5              2**60 -> {"int": "1152921504606846976"}
    5.0 -> {"f": 5.0}   nan -> {"f": "nan"}
    b"..." -> {"b": n}, the n-th blob of the file      {"__handle__": id} -> {"h": n}, the n-th operand of the file
    (likewise "__gen__", "__rs__", "__seq__")
    a result's id -> {"r": n}, the n-th array of the reply     dict -> {"d": [[key, value], ...]}
"""

import base64
import math

SAFE = 2**53
# How arguments name objects of the server, by the field of the reply that gave the id.
NAMES = {"id": "__handle__", "gen_id": "__gen__", "rs_id": "__rs__", "seq_id": "__seq__"}


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
        if len(value) == 1 and next(iter(value)) in NAMES.values() and next(iter(value.values())) in handles:
            return handles[next(iter(value.values()))]
        return {"d": [[tag(k, blobs, handles), tag(v, blobs, handles)] for k, v in value.items()]}
    raise TypeError(f"{type(value).__name__} does not travel")


def results_of(result):
    """Handles of the arrays in a result."""
    if not isinstance(result, dict):
        return []
    if "id" in result:
        return [result["id"]]
    return [item["id"] for item in result.get("multi", ()) if isinstance(item, dict) and "id" in item]


def tag_result(result, blobs, names):
    if isinstance(result, dict):
        return {
            "d": [
                [key, names[item] if key == "id" and item in names else tag_result(item, blobs, names)]
                for key, item in result.items()
            ]
        }
    if isinstance(result, list):
        return [tag_result(item, blobs, names) for item in result]
    return tag(result, blobs, {})
