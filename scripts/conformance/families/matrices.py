"""Matrices as operands: of every dtype, definite, singular, out of order, tagged."""

from cases import Slice, call
from operands import (
    COMPLEX, DTYPES, INF, NAN, broadcasted, eye, full, ones, random_values, rng, sliced, symmetric_arrays, symmetric_data, tame, transposed, upload,
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
