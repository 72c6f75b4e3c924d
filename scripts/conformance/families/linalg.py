"""Linear algebra: systems, decompositions, eigenvalues, norms and the views under numpy.linalg."""

from cases import Operand, Slice, call
from operands import (
    COMPLEX, DTYPES, INF, NAN, broadcasted, eye, full, ones, random_values, rng, sliced, symmetric_arrays,
    symmetric_data, tame, transposed, upload, zeros,
)

SQUARE = [(1, 1), (2, 2), (3, 3), (4, 4), (2, 3, 3), (2, 1, 2, 2), (0, 0), (0, 3, 3), (3, 0, 0), (5, 5)]
RECTANGLES = [(2, 3), (3, 2), (1, 4), (5, 2), (2, 2, 3), (2, 3, 1), (0, 3), (3, 0), (2, 0, 3)]
LIKELY = ["float64", "float32", "complex128", "complex64"]
VALUES = (3, 2.5, True, None, "a", [1, 2, 3], [[1, 2], [3, 4]], [[1.5, 2], [3, 4]], [[1, 2], [3]], [], [[]], [["a", "b"], ["c", "d"]])


def definite(dtype, n, seed=0):
    """A positive definite (for complex dtypes Hermitian) matrix."""
    values = random_values("complex128" if dtype in COMPLEX else "float64", n * n, seed, 2.0)
    rows = [values[i * n : (i + 1) * n] for i in range(n)]
    conjugate = (lambda v: v.conjugate()) if dtype in COMPLEX else (lambda v: v)
    product = [sum(x * conjugate(y) for x, y in zip(rows[i], rows[j])) + (n if i == j else 0) for i in range(n) for j in range(n)]
    if dtype not in COMPLEX and not dtype.startswith("float"):
        product = [int(abs(v)) + (20 if i % (n + 1) == 0 else 0) for i, v in enumerate(product)]
        product = [bool(v % 2) for v in product] if dtype == "bool" else product
    return upload(dtype, product, (n, n))


def hermitian(dtype, n, seed=0):
    values = random_values(dtype, n * n, seed)
    if dtype not in COMPLEX:
        return symmetric_data(n, dtype, seed)
    entry = lambda i, j: complex(values[i * n + i].real, 0) if i == j else values[i * n + j] if i < j else values[j * n + i].conjugate()
    return upload(dtype, [entry(i, j) for i in range(n) for j in range(n)], (n, n))


def special_matrices():
    """Singular, repeated and defective spectra, and what is not finite."""
    data = [
        [[1, 2], [2, 4]], [[0, 0], [0, 0]], [[1, 2, 3], [4, 5, 6], [7, 8, 9]], [[2, 0, 0], [0, 2, 0], [0, 0, 2]], [[0, 1], [-1, 0]],
        [[1, 1], [0, 1]], [[1e-20, 0], [0, 1]], [[1e300, 1e300], [1e300, -1e300]], [[-1, 0], [0, -2]], [[1, NAN], [2, 3]],
        [[NAN, NAN], [NAN, NAN]], [[1, INF], [2, 3]], [[INF, 0], [0, 1]], [[0.0, -0.0], [-0.0, 1]], [[1, 1e-17], [1e-17, 1]], [[3, 1], [1, 3]],
        [[0, 1, 0], [0, 0, 1], [1, 0, 0]], [[2, -1, 0], [-1, 2, -1], [0, -1, 2]],
    ]
    for rows in data:
        yield upload("float64", [value for row in rows for value in row], (len(rows), len(rows)))
    yield upload("float64", [1, 2, 2, 4, 1, 0, 0, 1], (2, 2, 2))
    yield upload("float64", [1, NAN, 2, 4, 1, 0, 0, 1], (2, 2, 2))
    yield upload("complex128", [1, 1j, -1j, 1], (2, 2))
    yield upload("complex128", [2, 1j, -1j, 3], (2, 2))
    yield upload("complex128", [complex(NAN, 0), 1j, 0, 1], (2, 2))
    yield upload("complex64", [1j, 0, 0, 2], (2, 2))


def laid_out(dtype="float64"):
    """Matrices whose memory is not in order."""
    square, cube = tame(dtype, 4, 4, seed=3), tame(dtype, 2, 4, 4, seed=4)
    yield transposed(square)
    yield sliced(square, Slice(None, None, -1))
    yield sliced(square, Slice(None, None, 2), Slice(None, None, 2))
    yield sliced(square, Slice(1, None), Slice(None, -1))
    yield transposed(cube, 0, 2, 1)
    yield transposed(cube, 1, 2, 0)
    yield sliced(cube, Slice(None, None, -1), Slice(None, None, 2), Slice(1, 3))
    yield broadcasted(tame(dtype, 3, 3, seed=2), 2, 3, 3)
    yield broadcasted(tame(dtype, 3, seed=2), 3, 3)


def tagged():
    yield from symmetric_arrays()
    yield ones(2, 2)
    yield eye(4, dtype="float32")
    yield eye(2, dtype="complex128")
    yield full([3, 3], -1.5)


def matrices(name, shapes, per_dtype=5):
    """Operands for an operation on matrices of one of these shapes."""
    r = rng("linalg", name)
    for dtype in DTYPES:
        for shape in r.sample(shapes, per_dtype):
            yield tame(dtype, *shape, seed=1)
        yield definite(dtype, 3)
        yield hermitian(dtype, 3, seed=2)
    for dtype in LIKELY:
        for shape in SQUARE + RECTANGLES:
            yield tame(dtype, *shape, seed=5)
        yield definite(dtype, 2, seed=4)
        yield hermitian(dtype, 4, seed=6)
    yield from special_matrices()
    yield from laid_out()
    yield from laid_out("complex64")
    yield from tagged()
    for shape in ((), (3,), (0,), (2, 3, 4)):
        yield tame("float64", *shape)


def plain(name, shapes=SQUARE, per_dtype=5):
    """Calls with the operand alone."""
    for operand in matrices(name, shapes, per_dtype):
        yield call(name, operand)
    for value in VALUES:
        yield call(name, value)
    yield call(name)
    yield call(name, tame("float64", 2, 2), nonsense=1)
    yield call(name, tame("float64", 2, 2), tame("float64", 2, 2))


def some(name, number=12):
    """A few operands to multiply keywords with."""
    r = rng("linalg some", name)
    yield tame("float64", 3, 3, seed=7)
    yield definite("float64", 3, seed=8)
    yield hermitian("complex128", 3, seed=9)
    yield ones(3, 3)
    yield from r.sample([tame(dtype, *shape, seed=10) for dtype in [*LIKELY, "int64", "float16"] for shape in SQUARE + RECTANGLES], number)


def cholesky():
    name = "linalg.cholesky"
    yield from plain(name)
    for dtype in DTYPES:
        for n in (1, 2, 4):
            yield call(name, definite(dtype, n, seed=11))
            yield call(name, definite(dtype, n, seed=12), upper=True)
    for operand in some(name, 20):
        for upper in (True, False, 1, "a", None):
            yield call(name, operand, upper=upper)
    yield call(name, definite("float64", 2), True)


def qr():
    name = "linalg.qr"
    yield from plain(name, SQUARE + RECTANGLES)
    for operand in some(name, 16):
        for mode in ("reduced", "complete", "r", "raw", "full", "f", "economic", "e", "a", None, 3):
            yield call(name, operand, mode)
    for shape in RECTANGLES:
        for mode in ("complete", "r", "raw", "reduced"):
            yield call(name, tame("float64", *shape, seed=13), mode=mode)


def svd():
    name = "linalg.svd"
    yield from plain(name, SQUARE + RECTANGLES)
    for operand in some(name, 14):
        for keywords in (
            {"full_matrices": False}, {"compute_uv": False}, {"hermitian": True}, {"hermitian": True, "compute_uv": False}, {"k": 1}, {"k": 2},
            {"k": 0}, {"k": -1}, {"k": 9}, {"k": 2, "compute_uv": False}, {"k": 1, "full_matrices": False}, {"k": 1.0}, {"k": "a"}, {"k": True},
            {"full_matrices": 0}, {"compute_uv": None}, {"k": 2, "hermitian": True},
        ):
            yield call(name, operand, **keywords)
        yield call(name, operand, False, False)
        yield call(name, operand, True, True, True)
    for shape in RECTANGLES:
        yield call(name, tame("complex128", *shape, seed=14), False)
        yield call(name, tame("float32", *shape, seed=14), k=1)


def svdvals():
    name = "linalg.svdvals"
    yield from plain(name, SQUARE + RECTANGLES)
    for operand in some(name):
        for k in (1, 2, 0, -1, 9, None, "a", 1.5, True):
            yield call(name, operand, k=k)


def general_eigen(name):
    yield from plain(name)
    for seed in range(12):
        yield call(name, tame("float64", 4, 4, seed=20 + seed))
        yield call(name, hermitian("float64", 4, seed=20 + seed))
        yield call(name, tame("float32", 2, 3, 3, seed=20 + seed))
    for n in (2, 3, 5):  # companion matrices
        values = random_values("float64", n, 3)
        yield call(name, upload("float64", [values[j] if i == 0 else float(i == j + 1) for i in range(n) for j in range(n)], (n, n)))


def hermitian_eigen(name):
    yield from plain(name)
    for dtype in DTYPES:
        for n in (1, 2, 4):
            yield call(name, hermitian(dtype, n, seed=n))
    for operand in some(name, 14):
        for uplo in ("L", "U", "l", "u", "X", None, 3, ""):
            yield call(name, operand, uplo)
        yield call(name, operand, UPLO="U")


PAIRS = [
    ((3, 3), (3,)), ((3, 3), (3, 2)), ((2, 3, 3), (3, 2)), ((2, 3, 3), (2, 3, 2)), ((3, 3), (2, 3, 2)), ((2, 3, 3), (3,)), ((1, 1), (1,)),
    ((2, 2), (2, 1)), ((0, 0), (0,)), ((0, 0), (0, 2)), ((2, 2), (2, 0)), ((3, 3), (4,)), ((3, 3), (4, 2)), ((2, 3), (2,)), ((3, 2), (3,)),
    ((3,), (3,)), ((3, 3), ()), ((2, 1, 3, 3), (4, 3, 1)), ((0, 3, 3), (3, 1)), ((3, 3), (0, 3, 1)), ((4, 2), (4,)), ((2, 4), (2, 3)),
    ((4, 2), (4, 3)), ((2, 4), (2,)), ((4, 0), (4,)), ((0, 2), (0,)), ((0, 2), (0, 3)), ((4, 2), (4, 0)), ((5, 3), (5, 2)), ((2, 2, 2), (3, 2, 1)),
]


def pairs(name):
    r = rng("linalg pairs", name)
    for dtype in DTYPES:
        for left, right in r.sample(PAIRS, 5):
            yield call(name, tame(dtype, *left, seed=1), tame(r.choice(DTYPES), *right, seed=2))
        for left, right in PAIRS[:3]:
            yield call(name, tame(dtype, *left, seed=3), tame(dtype, *right, seed=4))
    for left, right in PAIRS:
        for dtype in LIKELY:
            yield call(name, tame(dtype, *left, seed=5), tame(dtype, *right, seed=6))
    b = tame("float64", 2, 2, seed=7)
    for matrix in special_matrices():
        yield call(name, matrix, b)
        yield call(name, matrix, tame("float64", 3, seed=8))
        yield call(name, b, matrix)
    for matrix in laid_out():
        yield call(name, matrix, tame("float64", 4, seed=8))
        yield call(name, matrix, matrix)
    for matrix in laid_out():
        yield call(name, tame("float64", 4, 4, seed=9), matrix)
    for array in tagged():
        yield call(name, array, array)
        yield call(name, array, tame("float64", 3, seed=8))
        yield call(name, tame("float64", 3, 3, seed=9), array)
    for value in VALUES:
        yield call(name, b, value)
        yield call(name, value, value)
        yield call(name, value, tame("float64", 2))
    yield call(name, b)
    yield call(name)
    yield call(name, b, b, nonsense=1)


def lstsq():
    name = "linalg.lstsq"
    yield from pairs(name)
    for left, right in (((4, 2), (4,)), ((2, 4), (2, 3)), ((3, 3), (3,)), ((0, 2), (0,))):
        for rcond in (-1, None, 0.5, 1e-3, 2, 0, "a", NAN, [0.1], True):
            yield call(name, tame("float64", *left, seed=5), tame("float32", *right, seed=6), rcond=rcond)
            yield call(name, tame("complex64", *left, seed=5), tame("float32", *right, seed=6), rcond)


def pinv():
    name = "linalg.pinv"
    yield from plain(name, SQUARE + RECTANGLES)
    for operand in some(name, 14):
        for keywords in (
            {"rcond": 1e-3}, {"rcond": 0.5}, {"rtol": 0.5}, {"rtol": 1e-3, "rcond": 1e-3}, {"hermitian": True}, {"rcond": 2}, {"rcond": "a"},
            {"rcond": [0.1, 0.2]}, {"rcond": tame("float64", 2)}, {"rtol": 0}, {"hermitian": True, "rcond": 0.1}, {"rcond": -1},
        ):
            yield call(name, operand, **keywords)
        yield call(name, operand, 0.1, True)


def matrix_rank():
    name = "linalg.matrix_rank"
    yield from plain(name, SQUARE + RECTANGLES)
    for operand in some(name, 14):
        for keywords in (
            {"tol": 0.5}, {"tol": 0}, {"rtol": 0.5}, {"rtol": 0.5, "tol": 0.5}, {"hermitian": True}, {"tol": [0.5, 2.0]}, {"tol": 100}, {"tol": "a"},
            {"rtol": [[0.1], [0.5]]}, {"tol": upload("float64", [0.5, 2.0])}, {"rtol": upload("float32", [0.5, 0.1, 0.9])}, {"tol": NAN},
            {"tol": True}, {"hermitian": True, "tol": 1},
        ):
            yield call(name, operand, **keywords)
        yield call(name, operand, 0.1, True)


def cond():
    name = "linalg.cond"
    yield from plain(name, SQUARE + RECTANGLES)
    for operand in [*some(name, 12), *special_matrices(), full([3, 3], NAN)]:
        for p in (None, 1, -1, 2, -2, INF, -INF, "fro", "nuc", 3, "a", 0, 1.0, 2.0):
            yield call(name, operand, p)


def matrix_power():
    name = "linalg.matrix_power"
    for operand in matrices(name, SQUARE):
        yield call(name, operand, 2)
    for operand in [*some(name, 14), upload("float64", [1, 2, 2, 4], (2, 2))]:
        for n in (0, 1, 2, 3, 5, 8, -1, -2, -3, 1.5, "a", True, None, [2], 100):
            yield call(name, operand, n)
    for dtype in DTYPES:
        for n in (0, 1, 3, -1, 7):
            yield call(name, tame(dtype, 2, 2, seed=31), n)
    for value in VALUES:
        yield call(name, value, 3)
    yield call(name, tame("float64", 2, 2), n=2)
    yield call(name, tame("float64", 2, 2))
    yield call(name, tame("float64", 2, 2), 1.0)
    yield call(name, tame("float64", 2, 2), 0.0)


def tensorsolve():
    name = "linalg.tensorsolve"
    shapes = [
        ((2, 3, 6), (2, 3)), ((6, 2, 3), (6,)), ((2, 2, 2, 2), (2, 2)), ((3, 3), (3,)), ((4, 2, 2), (4,)), ((2, 3, 5), (2, 3)), ((2, 2), (2, 2)),
        ((2, 6, 3), (2, 6)), ((0, 0), (0,)), ((1, 1, 1), (1,)), ((2, 3, 6), (6,)), ((), ()), ((3,), (3,)), ((2, 4, 2, 1, 4), (2, 4)), ((3, 3), ()),
    ]
    r = rng("tensorsolve")
    for left, right in shapes:
        for dtype in DTYPES:
            yield call(name, tame(dtype, *left, seed=1), tame(r.choice([dtype, "float64"]), *right, seed=2))
        for axes in (None, (0,), (1,), (0, 2), (-1,), [0], (5,), "a", 0):
            yield call(name, tame("float64", *left, seed=1), tame("float64", *right, seed=2), axes)
    for array in tagged():
        yield call(name, array, tame("float64", 3, seed=8))
        yield call(name, array, ones(2, 2))
    for value in VALUES:
        yield call(name, value, [1, 2])
        yield call(name, tame("float64", 2, 2), value)
    yield call(name, upload("float64", [1, 2, 2, 4], (2, 2)), tame("float64", 2))
    yield call(name, tame("float64", 2, 2))


def tensorinv():
    name = "linalg.tensorinv"
    shapes = [(2, 3, 6), (6, 2, 3), (2, 2, 2, 2), (3, 3), (4, 2, 2), (2, 3, 5), (0, 0), (1, 1, 1), (), (3,), (2, 4, 8), (4, 6, 8, 3)]
    for shape in shapes:
        for ind in (None, 1, 2, 3, 0, -1, "a", 1.0):
            yield call(name, tame("float64", *shape, seed=1), **({} if ind is None else {"ind": ind}))
        for dtype in DTYPES if shape != (4, 6, 8, 3) else ():
            yield call(name, tame(dtype, *shape, seed=2), 1)
    for array in tagged():
        yield call(name, array, 1)
        yield call(name, array)
    for value in VALUES:
        yield call(name, value)
        yield call(name, value, 1)


ORDERS = (None, 1, -1, 2, -2, 0, 3, 0.5, -0.5, 1.0, 2.0, INF, -INF, "fro", "f", "nuc", "a", NAN, True)
VECTORS = [(5,), (1,), (0,), (), (2, 3), (2, 3, 2), (0, 3), (9,), (130,)]


def norm_values(name):
    yield from plain(name, SQUARE + RECTANGLES + VECTORS, 6)
    r = rng("norm", name)
    operands = [
        tame("float64", 5, seed=1), tame("float64", 3, 3, seed=2), tame("complex128", 2, 3, seed=3), tame("float32", 3, 2, seed=4), tame("int64", 2, 3),
        tame("float64", 2, 3, 4, seed=5), zeros(0, 3), tame("float16", 3, 2, seed=6), tame("complex64", 4, seed=7), ones(3, 3), tame("bool", 2, 2),
        tame("float64", seed=8), upload("float64", [1, NAN, 2, INF, 0, -1], (2, 3)), transposed(tame("float64", 3, 4, seed=9)),
    ]
    for operand in operands:
        for order in ORDERS:
            yield call(name, operand, ord=order)
            yield call(name, operand, ord=order, keepdims=True)
    for dtype in DTYPES:
        for order in r.sample(ORDERS[:13], 5):
            yield call(name, tame(dtype, 7, seed=11), ord=order)


def norm():
    name = "linalg.norm"
    yield from norm_values(name)
    for axis in (0, 1, -1, 2, 5, (0, 1), (1, 0), (-1, -2), (0, 0), (0,), (0, 1, 2), "a", 1.5, (), True, (0, 5)):
        for order in (None, 1, 2, 3, INF, -INF, 0, "fro", "nuc", -2, -1):
            yield call(name, tame("float64", 2, 3, 4, seed=5), ord=order, axis=axis)
        for operand in (tame("complex64", 2, 3, seed=5), tame("int32", 3, 3, seed=6), zeros(0, 3), tame("float64", 4), tame("float64")):
            yield call(name, operand, axis=axis)
            yield call(name, operand, 2, axis, True)


def vector_norm():
    name = "linalg.vector_norm"
    yield from norm_values(name)
    for axis in (0, 1, -1, 2, 5, (0, 1), (1, 0), (-1, -2), (0, 0), (0,), (0, 1, 2), "a", 1.5, (), True, (2, 0)):
        for order in (2, 1, 3, INF, -INF, 0):
            yield call(name, tame("float64", 2, 3, 4, seed=5), ord=order, axis=axis)
        for operand in (tame("complex64", 2, 3, seed=5), tame("int32", 3, 3, seed=6), zeros(0, 3), tame("float64", 4)):
            yield call(name, operand, axis=axis, keepdims=True)


def matrix_norm():
    name = "linalg.matrix_norm"
    yield from norm_values(name)
    for operand in some(name, 10):
        for order in ORDERS:
            yield call(name, operand, ord=order, keepdims=True)


def trace():
    name = "linalg.trace"
    yield from plain(name, SQUARE + RECTANGLES)
    for operand in some(name):
        for offset in (0, 1, -1, 2, -2, 9, -9, "a", 1.5, True):
            yield call(name, operand, offset=offset)
        for dtype in ("float64", "float32", "int64", "complex128", "bool", "nonsense"):
            yield call(name, operand, dtype=dtype)


def diagonal():
    name = "linalg.diagonal"
    yield from plain(name, SQUARE + RECTANGLES, 3)
    for operand in some(name, 8):
        for offset in (0, 1, -1, 2, -2, 9, -9, "a", 1.5):
            yield call(name, operand, offset=offset)


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


def linalg_systems(release):
    yield "linalg.solve", pairs("linalg.solve")
    yield "linalg.lstsq", lstsq()
    yield "linalg.inv", plain("linalg.inv")
    yield "linalg.pinv", pinv()
    yield "linalg.tensorsolve", tensorsolve()
    yield "linalg.tensorinv", tensorinv()
    yield "linalg.det", plain("linalg.det")
    yield "linalg.slogdet", plain("linalg.slogdet")
    yield "linalg.matrix_power", matrix_power()


def linalg_decompositions(release):
    yield "linalg.cholesky", cholesky()
    yield "linalg.qr", qr()
    yield "linalg.svd", svd()
    yield "linalg.svdvals", svdvals()
    for name in ("linalg.eig", "linalg.eigvals"):
        yield name, general_eigen(name)
    for name in ("linalg.eigh", "linalg.eigvalsh"):
        yield name, hermitian_eigen(name)


def linalg_measures(release):
    yield "linalg.norm", norm()
    yield "linalg.vector_norm", vector_norm()
    yield "linalg.matrix_norm", matrix_norm()
    yield "linalg.cond", cond()
    yield "linalg.matrix_rank", matrix_rank()
    yield "linalg.trace", trace()
    yield "linalg.diagonal", diagonal()
    yield "linalg.matrix_transpose", plain("linalg.matrix_transpose", SQUARE + RECTANGLES, 3)


def linalg_products(release):
    yield from products()
    yield "linalg.multi_dot", multi_dot()
    yield "dot", chained()
