"""Elementwise functions, reductions and copies at two sizes."""

from __future__ import annotations

from rows.row import A, B, C, FLOATS, Array, Row

SIZES = (1_000, 1_000_000)


def kernel_rows() -> list[Row]:
    rows: list[Row] = []
    for n in SIZES:
        tag = "1e3" if n == 1_000 else "1e6"
        for dtype in (*FLOATS, "int64", "complex128"):
            a: Array = (dtype, (n,))
            for op in ("add", "multiply", "subtract"):
                rows.append(Row("elementwise", f"{op} {dtype} {tag}", (a, a), op, (A, B)))
            rows.append(Row("elementwise", f"negative {dtype} {tag}", (a,), "negative", (A,)))
            rows.append(Row("elementwise", f"equal {dtype} {tag}", (a, a), "equal", (A, B)))
        for dtype in FLOATS:
            a = (dtype, (n,))
            for op in ("sqrt", "exp", "log", "sin", "cos", "tanh", "arctan", "expm1", "log1p", "floor", "abs"):
                rows.append(Row("elementwise", f"{op} {dtype} {tag}", (a,), op, (A,)))
            for op in ("divide", "maximum", "power", "arctan2", "hypot", "greater"):
                rows.append(Row("elementwise", f"{op} {dtype} {tag}", (a, a), op, (A, B)))
        for dtype in ("int64", "int32"):
            a = (dtype, (n,))
            for op in ("floor_divide", "remainder", "bitwise_and", "maximum"):
                rows.append(Row("elementwise", f"{op} {dtype} {tag}", (a, a), op, (A, B)))
        b: Array = ("bool", (n,))
        rows.append(Row("elementwise", f"logical_and bool {tag}", (b, b), "logical_and", (A, B)))
        rows.append(Row("elementwise", f"logical_not bool {tag}", (b,), "logical_not", (A,)))
        rows.append(
            Row("elementwise", f"where float64 {tag}", (b, ("float64", (n,)), ("float64", (n,))), "where", (A, B, C))
        )
        rows.append(Row("elementwise", f"clip float64 {tag}", (("float64", (n,)),), "clip", (A, 0.25, 0.75)))
        rows.append(Row("elementwise", f"round float64 {tag}", (("float64", (n,)),), "round", (A, 2)))
        for dtype in (*FLOATS, "int64", "bool", "complex128"):
            a = (dtype, (n,))
            for op in ("sum", "mean"):
                rows.append(Row("reduction", f"{op} {dtype} {tag}", (a,), op, (A,)))
        for dtype in (*FLOATS, "int64"):
            a = (dtype, (n,))
            for op in ("prod", "max", "argmax", "cumsum", "var", "std"):
                rows.append(Row("reduction", f"{op} {dtype} {tag}", (a,), op, (A,)))
        f: Array = ("float64", (n,))
        for op in ("median", "nansum", "nanmean", "count_nonzero"):
            rows.append(Row("reduction", f"{op} float64 {tag}", (f,), op, (A,)))
        rows.append(Row("reduction", f"percentile float64 {tag}", (f, ), "percentile", (A, 30.0)))
        rows.append(Row("reduction", f"any bool {tag}", (b,), "any", (A,)))
        rows.append(Row("reduction", f"all bool {tag}", (b,), "all", (A,)))
        square: Array = ("float64", (n // 100 if n > 1_000 else 25, 100 if n > 1_000 else 40))
        for axis in (0, 1):
            rows.append(Row("reduction", f"sum axis {axis} {tag}", (square,), "sum", (A,), {"axis": axis}))
            rows.append(Row("reduction", f"max axis {axis} {tag}", (square,), "max", (A,), {"axis": axis}))
        index: Array = ("index", (n,))
        rows.append(Row("copy", f"getitem mask {tag}", (f, b), "__getitem__", (A, B)))
        rows.append(Row("copy", f"getitem index {tag}", (f, index), "__getitem__", (A, B)))
        rows.append(Row("copy", f"copy {tag}", (f,), "copy", (A,)))
        rows.append(Row("copy", f"astype float32 {tag}", (f,), "astype", (A, "float32")))
        rows.append(Row("copy", f"astype int64 {tag}", (f,), "astype", (A, "int64")))
        rows.append(Row("copy", f"concatenate {tag}", (f, f), "concatenate", ([A, B],)))
        rows.append(Row("copy", f"zeros {tag}", (), "zeros", (n,)))
        rows.append(Row("copy", f"arange {tag}", (), "arange", (n,)))
        rows.append(Row("copy", f"flip+copy {tag}", (f,), "roll", (A, 7)))
        rows.append(Row("copy", f"repeat {tag}", (("float64", (n // 4,)),), "repeat", (A, 4)))
    return rows
