"""Round trips of small operations."""

from __future__ import annotations

from rows.row import A, B, Array, Row

SMALL = 3


def small_rows() -> list[Row]:
    vector: Array = ("float64", (SMALL,))
    return [
        Row("small", "add 3", (vector, vector), "add", (A, B)),
        Row("small", "add 3 scalar", (vector,), "add", (A, 2.0)),
        Row("small", "exp 3", (vector,), "exp", (A,)),
        Row("small", "sum 3", (vector,), "sum", (A,)),
        Row("small", "getitem 3", (vector,), "__getitem__", (A, 1)),
        Row("small", "matmul 2x2", (("float64", (2, 2)), ("float64", (2, 2))), "matmul", (A, B)),
    ]
