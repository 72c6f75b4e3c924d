"""Systems, decompositions and measures of matrices: large ones, and stacks of small ones."""

from __future__ import annotations

from rows.row import A, B, FLOATS, Array, Row

LIMIT = 1.1
DECOMPOSITIONS = ("inv", "det", "slogdet", "qr", "svd", "svdvals", "eigvals", "eigvalsh", "pinv", "cond", "matrix_rank")


def rows_of(shape: tuple[int, ...], dtype: str, label: str, ops: tuple[str, ...]) -> list[Row]:
    a: Array = (dtype, shape)
    return [Row("linalg", f"{op} {label} {dtype}", (a,), f"linalg.{op}", (A,), limit=LIMIT) for op in ops]


def linalg_rows() -> list[Row]:
    rows: list[Row] = []
    for n in (64, 256, 512):
        ops = DECOMPOSITIONS if n < 512 else ("inv", "det", "slogdet", "qr", "svdvals", "eigvalsh")
        rows += rows_of((n, n), "float64", str(n), ops)
        definite: Array = ("definite", (n, n))
        for op in ("cholesky", "eigh"):
            rows.append(Row("linalg", f"{op} {n} float64", (definite,), f"linalg.{op}", (A,), limit=LIMIT))
        square: Array = ("float64", (n, n))
        rows.append(Row("linalg", f"solve {n} float64", (square, square), "linalg.solve", (A, B), limit=LIMIT))
        rows.append(
            Row("linalg", f"solve {n} vector", (square, ("float64", (n,))), "linalg.solve", (A, B), limit=LIMIT)
        )
        rows.append(Row("linalg", f"norm {n} float64", (square,), "linalg.norm", (A,), limit=LIMIT))
        rows.append(Row("linalg", f"norm 1 {n} float64", (square,), "linalg.norm", (A, 1), limit=LIMIT))
        rows.append(Row("linalg", f"matrix_power 5 {n}", (square,), "linalg.matrix_power", (A, 5), limit=LIMIT))
        rows += rows_of((n, n), "float32", str(n), ("inv", "det"))
        rows += rows_of((n, n), "complex128", str(n), ("inv",))
    rows += rows_of((64, 64), "float64", "64", ("eig",))
    tall: Array = ("float64", (256, 64))
    rows.append(Row("linalg", "lstsq 256x64", (tall, ("float64", (256,))), "linalg.lstsq", (A, B), limit=LIMIT))
    rows += rows_of((256, 64), "float64", "256x64", ("qr", "svd"))
    for dtype in FLOATS:
        rows += rows_of((1000, 4, 4), dtype, "1000x4x4", ("inv", "det", "slogdet", "qr", "svd", "eigvals", "eigvalsh"))
        stack: Array = (dtype, (1000, 4, 4))
        rows.append(Row("linalg", f"solve 1000x4x4 {dtype}", (stack, stack), "linalg.solve", (A, B), limit=LIMIT))
    rows.append(
        Row("linalg", "cholesky 100x16x16", (("definite", (100, 16, 16)),), "linalg.cholesky", (A,), limit=LIMIT)
    )
    # Stacks whose matrices are dealt out to threads, with --threads.
    for shape, label in (((200, 32, 32), "200x32x32"), ((50, 64, 64), "50x64x64")):
        rows += rows_of(shape, "float64", label, ("inv", "det", "qr", "svd", "eigvals"))
        stack, definite = ("float64", shape), ("definite", shape)
        rows.append(Row("linalg", f"solve {label} float64", (stack, stack), "linalg.solve", (A, B), limit=LIMIT))
        rows.append(Row("linalg", f"matmul {label} float64", (stack, stack), "matmul", (A, B), limit=LIMIT))
        for op in ("cholesky", "eigh"):
            rows.append(Row("linalg", f"{op} {label} float64", (definite,), f"linalg.{op}", (A,), limit=LIMIT))
    rows += rows_of((3, 3), "float64", "3", ("inv", "det", "eigvalsh", "svd", "norm"))
    return rows
