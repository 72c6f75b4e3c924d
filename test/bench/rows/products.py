"""Products of matrices."""

from __future__ import annotations

from rows.row import A, B, FLOATS, Array, Row


def matmul_rows() -> list[Row]:
    rows = []
    for dtype in FLOATS:
        for n in (64, 128, 256, 512, 1024):
            m: Array = (dtype, (n, n))
            rows.append(Row("matmul", f"matmul {n} {dtype}", (m, m), "matmul", (A, B), limit=1.05))
        v: Array = (dtype, (512, 512))
        rows.append(Row("matmul", f"matvec 512 {dtype}", (v, (dtype, (512,))), "matmul", (A, B), limit=1.05))
        rows.append(
            Row("matmul", f"batched 64x32x32 {dtype}", ((dtype, (64, 32, 32)),) * 2, "matmul", (A, B), limit=1.05)
        )
        rows.append(Row("matmul", f"einsum ij,jk->ik 256 {dtype}", ((dtype, (256, 256)),) * 2, "einsum",
                        ("ij,jk->ik", A, B), limit=1.05))
    return rows
