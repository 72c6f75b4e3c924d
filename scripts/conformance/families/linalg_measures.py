"""Linear algebra: norms, conditions, ranks and the views under numpy.linalg."""

from cases import call
from families.matrices import RECTANGLES, SQUARE, hermitian, plain, some, special_matrices
from operands import DTYPES, INF, NAN, full, ones, rng, tame, transposed, upload, zeros


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


def linalg_measures(release):
    yield "linalg.norm", norm()
    yield "linalg.vector_norm", vector_norm()
    yield "linalg.matrix_norm", matrix_norm()
    yield "linalg.cond", cond()
    yield "linalg.matrix_rank", matrix_rank()
    yield "linalg.trace", trace()
    yield "linalg.diagonal", diagonal()
    yield "linalg.matrix_transpose", plain("linalg.matrix_transpose", SQUARE + RECTANGLES, 3)
