"""Sorting, searching, distinct elements and gathers at 10^6 elements."""

from __future__ import annotations

from rows.row import A, B, Array, Row

N = 1_000_000
SORTED = ("float32", "float64", "int32", "int64", "int16", "int8")


def sorting_rows() -> list[Row]:
    rows: list[Row] = []
    for dtype in SORTED:
        a: Array = (dtype, (N,))
        rows.append(Row("sorting", f"sort {dtype} 1e6", (a,), "sort", (A,)))
        rows.append(Row("sorting", f"argsort {dtype} 1e6", (a,), "argsort", (A,)))
        rows.append(Row("sorting", f"unique {dtype} 1e6", (a,), "unique", (A,)))
    f: Array = ("float64", (N,))
    rows.append(Row("sorting", "sort float64 axis 0 1e6", (("float64", (1000, 1000)),), "sort", (A,), {"axis": 0}))
    rows.append(Row("sorting", "sort stable float64 1e6", (f,), "sort", (A,), {"kind": "stable"}))
    rows.append(Row("sorting", "argsort stable float64 1e6", (f,), "argsort", (A,), {"kind": "stable"}))
    for flag in ("return_inverse", "return_counts", "return_index"):
        rows.append(Row("sorting", f"unique {flag} float64 1e6", (f,), "unique", (A,), {flag: True}))
    for dtype in ("float32", "float64", "int64"):
        table: Array = (f"sorted {dtype}", (N,))
        rows.append(Row("sorting", f"searchsorted {dtype} 1e6", (table, (dtype, (N,))), "searchsorted", (A, B)))
        rows.append(Row("sorting", f"searchsorted few {dtype} 1e6", ((f"sorted {dtype}", (1000,)), (dtype, (N,))), "searchsorted", (A, B)))
    index: Array = ("index", (N,))
    for dtype in ("float32", "float64", "int8", "complex128"):
        a = (dtype, (N,))
        rows.append(Row("gather", f"take {dtype} 1e6", (a, index), "take", (A, B)))
        rows.append(Row("gather", f"mask {dtype} 1e6", (a, ("bool", (N,))), "__getitem__", (A, B)))
    rows.append(Row("gather", "compress float64 1e6", (("bool", (N,)), f), "compress", (A, B)))
    rows.append(Row("gather", "extract float64 1e6", (("bool", (N,)), f), "extract", (A, B)))
    rows.append(Row("gather", "nonzero bool 1e6", (("bool", (N,)),), "nonzero", (A,)))
    return rows
