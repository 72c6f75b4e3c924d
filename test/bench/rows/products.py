"""Products of arrays: matrices of many sizes, stacks, chains, forms and contractions."""

from __future__ import annotations

from rows.row import A, B, C, FLOATS, Array, Ref, Row

LIMIT = 1.05
D = Ref(3)


def matmul_rows() -> list[Row]:
    rows = []
    for dtype in FLOATS:
        for n in (64, 128, 256, 512, 1024):
            m: Array = (dtype, (n, n))
            rows.append(Row("matmul", f"matmul {n} {dtype}", (m, m), "matmul", (A, B), limit=LIMIT))
        square: Array = (dtype, (512, 512))
        vector: Array = (dtype, (512,))
        stack: Array = (dtype, (64, 32, 32))
        small: Array = (dtype, (256, 256))
        rows += [
            Row("matmul", f"matvec 512 {dtype}", (square, vector), "matmul", (A, B), limit=LIMIT),
            Row("matmul", f"batched 64x32x32 {dtype}", (stack, stack), "matmul", (A, B), limit=LIMIT),
            Row("matmul", f"einsum ij,jk->ik 256 {dtype}", (small, small), "einsum", ("ij,jk->ik", A, B), limit=LIMIT),
        ]
    return rows + einsum_rows() + product_rows()


def einsum_rows() -> list[Row]:
    rows = []
    for dtype in FLOATS:
        m: Array = (dtype, (256, 256))
        v: Array = (dtype, (256,))
        stack: Array = (dtype, (64, 32, 32))
        columns: Array = (dtype, (256, 1024))
        expressions = [
            ("ij,kj->ik", (m, m)), ("ji,jk->ik", (m, m)), ("ij,jk->ki", (m, m)), ("ij,j->i", (m, v)), ("ij,i->j", (m, v)),
            ("i,ij,j->", (v, m, v)), ("i,j->ij", (v, v)), ("bij,bjk->bik", (stack, stack)), ("bij,bkj->bik", (stack, stack)),
            ("bij,jk->bik", (stack, (dtype, (32, 32)))), ("ij,jk,kl->il", (m, m, m)), ("ij,jk,kl,lm->im", (m, m, m, m)),
            ("ij,ij->", (m, m)), ("ij,ij->i", (m, m)), ("ij->ji", (m,)), ("ii->", (m,)), ("ij->j", (m,)), ("ij,ik->jk", (m, columns)),
            ("bi,bj->bij", ((dtype, (256, 32)), (dtype, (256, 32)))), ("abcd,cdef->abef", ((dtype, (8, 8, 8, 8)), (dtype, (8, 8, 8, 8)))),
        ]
        for subscripts, arrays in expressions:
            operands = (A, B, C, D)[: len(arrays)]
            rows.append(Row("einsum", f"{subscripts} {dtype}", arrays, "einsum", (subscripts, *operands), limit=LIMIT))
    integers: Array = ("int64", (128, 128))
    rows.append(Row("einsum", "ij,jk->ik int64", (integers, integers), "einsum", ("ij,jk->ik", A, B), limit=LIMIT))
    return rows


def product_rows() -> list[Row]:
    rows = []
    for dtype in FLOATS:
        m: Array = (dtype, (256, 256))
        v: Array = (dtype, (512,))
        long: Array = (dtype, (100_000,))
        block: Array = (dtype, (16, 16, 64))
        calls = [
            ("outer 512", "outer", (v, v)), ("dot vectors", "dot", (long, long)), ("vdot vectors", "vdot", (long, long)), ("inner 256", "inner", (m, m)),
            ("tensordot 16x16x64", "tensordot", (block, (dtype, (64, 128)))), ("kron 16", "kron", ((dtype, (16, 16)),) * 2),
            ("vecdot 512x256", "vecdot", ((dtype, (512, 256)),) * 2), ("matvec stack", "matvec", ((dtype, (64, 64, 64)), (dtype, (64, 64)))),
            ("vecmat stack", "vecmat", ((dtype, (64, 64)), (dtype, (64, 64, 64)))),
        ]
        for label, op, arrays in calls:
            args = (A, B, 1) if op == "tensordot" else (A, B)
            rows.append(Row("products", f"{label} {dtype}", arrays, op, args, limit=LIMIT))
        rows.append(Row("products", f"multi_dot 4 {dtype}", (m,) * 4, "linalg.multi_dot", ([A, B, C, D],), limit=LIMIT))
    return rows
