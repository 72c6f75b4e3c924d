"""Counting, statistics and calculus at a million elements."""

from __future__ import annotations

from rows.row import A, B, C, FLOATS, Array, Row


def statistics_rows() -> list[Row]:
    rows: list[Row] = []
    n = 1_000_000
    nodes: Array = ("sorted float64", (1_000,))
    edges: Array = ("sorted float64", (101,))
    integers: Array = ("int64", (n,))

    def add(label: str, arrays: tuple[Array, ...], op: str, args: tuple, **kwargs) -> None:
        rows.append(Row("statistics", f"{label} 1e6", arrays, op, args, kwargs))

    for dtype in FLOATS:
        a: Array = (dtype, (n,))
        add(f"percentile {dtype}", (a,), "percentile", (A, 30.0))
        add(f"percentile five {dtype}", (a,), "percentile", (A, [5.0, 25.0, 50.0, 75.0, 95.0]))
        add(f"quantile axis 0 {dtype}", ((dtype, (1_000, 1_000)),), "quantile", (A, 0.3), axis=0)
        add(f"histogram 10 {dtype}", (a,), "histogram", (A,))
        add(f"histogram 1000 {dtype}", (a,), "histogram", (A, 1_000))
        add(f"diff {dtype}", (a,), "diff", (A,))
        add(f"gradient {dtype}", (a,), "gradient", (A,))
        add(f"cumsum {dtype}", (a,), "cumsum", (A,))
        add(f"convolve 5 {dtype}", (a, (dtype, (5,))), "convolve", (A, B))
        add(f"convolve 100 {dtype}", (a, (dtype, (100,))), "convolve", (A, B))
        add(f"trapezoid {dtype}", (a,), "trapezoid", (A,))
    f: Array = ("float64", (n,))
    add("histogram edges float64", (f, edges), "histogram", (A, B))
    add("histogram int64", (integers,), "histogram", (A, 50))
    add("interp float64", (f, nodes, ("float64", (1_000,))), "interp", (A, B, C))
    add("interp sorted float64", (("sorted float64", (n,)), nodes, ("float64", (1_000,))), "interp", (A, B, C))
    add("bincount int64", (integers,), "bincount", (A,))
    add("bincount wide int64", (("index", (n,)),), "bincount", (A,))
    add("bincount weights int64", (integers, f), "bincount", (A,), weights=B)
    add("diff int64", (integers,), "diff", (A,))
    add("diff axis 0 float64", (("float64", (1_000, 1_000)),), "diff", (A,), axis=0)
    add("gradient axis 0 float64", (("float64", (1_000, 1_000)),), "gradient", (A,), axis=0)
    add("digitize float64", (f, nodes), "digitize", (A, B))
    add("correlate same 64 float64", (f, ("float64", (64,))), "correlate", (A, B, "same"))
    add("cov float64", (("float64", (100, 10_000)),), "cov", (A,))
    return rows
