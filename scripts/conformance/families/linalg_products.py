"""Linear algebra: other names of products, chains, and products of results."""

from cases import Operand, call
from families.matrices import VALUES, definite, plain, tagged
from operands import DTYPES, eye, ones, rng, sliced, tame, zeros


def products():
    """The other names of products, and chains."""
    shapes = [((3,), (3,)), ((2, 3), (3, 4)), ((3, 3), (3, 3)), ((2, 2, 3), (2, 3, 2)), ((), (3,)), ((3, 3), (3,)), ((0, 3), (3, 2)), ((3,), (4,))]
    for name in ("linalg.matmul", "linalg.outer", "linalg.tensordot", "linalg.vecdot", "linalg.cross"):
        r = rng("linalg product", name)
        listed = []
        for left, right in shapes:
            for dtype in DTYPES:
                listed.append(call(name, tame(dtype, *left, seed=1), tame(r.choice([dtype, "float64"]), *right, seed=2)))
        for array in tagged():
            listed.append(call(name, array, array))
        for value in VALUES:
            listed.append(call(name, tame("float64", 3), value))
        for axis in (0, 1, -1, 5, "a"):
            keyword = "axes" if name == "linalg.tensordot" else "axis"
            listed.append(call(name, tame("float64", 3, 3), tame("float64", 3, 3, seed=1), **{keyword: axis}))
        yield name, listed


def multi_dot():
    name = "linalg.multi_dot"
    chains = [
        [(2, 3), (3, 4)], [(2, 3), (3, 4), (4, 2)], [(3,), (3, 2), (2, 4)], [(2, 3), (3, 2), (2,)], [(3,), (3, 3), (3,)], [(2, 5), (5, 1), (1, 4), (4, 2)],
        [(3,), (3,)], [(2, 3)], [], [(2, 3), (4, 2)], [(2, 3), (), (3, 2)], [(), (2, 3)], [(2, 2, 2), (2, 2), (2, 2)], [(10, 2), (2, 8), (8, 3), (3, 5), (5,)],
        [(0, 3), (3, 2), (2, 2)], [(2, 0), (0, 3)],
    ]
    r = rng("multi_dot")
    for chain in chains:
        for dtype in DTYPES:
            yield call(name, [tame(r.choice([dtype, dtype, "float64"]), *shape, seed=i) for i, shape in enumerate(chain)])
    a = tame("float64", 2, 2)
    for dtype in ("float64", "float32", "complex128"):
        for shape in ((2, 2), (2,), (3, 3)):
            yield call(name, [a, a, a], out=zeros(*shape, dtype=dtype))
            yield call(name, [a, a], out=zeros(*shape, dtype=dtype))
    for array in tagged():
        yield call(name, [array, array, array])


def chained():
    """Products of results: whether they are plain arrays to the reference shows in products without axes."""
    plain, tagged_one = definite("float64", 3), eye(3)
    right = tame("float64", 3, seed=40)
    for matrix in (plain, tagged_one):
        for name in ("svdvals", "eigvalsh", "eigvals", "diagonal"):
            yield call("dot", *[Operand(f"linalg.{name}", [matrix])] * 2)
        for name in ("inv", "cholesky", "pinv", "matrix_transpose"):
            row = sliced(Operand(f"linalg.{name}", [matrix]), 0)
            yield call("dot", row, row)
        for vector in (right, ones(3)):
            yield call("dot", *[Operand("linalg.solve", [matrix, vector])] * 2)
        power = sliced(Operand("linalg.matrix_power", [matrix, 2]), 0)
        yield call("dot", power, power)
        lengths = Operand("linalg.norm", [matrix], {"axis": 0})
        yield call("dot", lengths, lengths)


def linalg_products(release):
    yield from products()
    yield "linalg.multi_dot", multi_dot()
    yield "dot", chained()
