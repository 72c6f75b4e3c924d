"""Distributions, polynomials and windows."""

from __future__ import annotations

from rows.row import A, B, Row


def function_rows() -> list[Row]:
    million = ("float64", (1_000_000,))
    rows = [
        Row("functions", f"stats.{name}.{method} 1e6", (million,), f"stats.{name}.{method}", (A, *shapes))
        for name, shapes in (("norm", ()), ("expon", ()), ("logistic", ()), ("lognorm", (0.9,)), ("truncnorm", (-1.0, 2.0)))
        for method in ("pdf", "cdf", "ppf")
    ]
    return [
        *rows,
        Row("functions", "polyval degree 6 at 1e6", (("float64", (7,)), million), "polyval", (A, B)),
        Row("functions", "polymul 1e3 by 1e3", (("float64", (1_000,)), ("float64", (1_000,))), "polymul", (A, B)),
        Row("functions", "polyfit degree 3 of 1e5", (("float64", (100_000,)), ("float64", (100_000,))), "polyfit", (A, B, 3)),
        Row("functions", "roots of degree 50", (("float64", (51,)),), "roots", (A,)),
        Row("functions", "hanning 1e6", (), "hanning", (1_000_000,)),
        Row("functions", "kaiser 1e6", (), "kaiser", (1_000_000, 8.6)),
    ]
