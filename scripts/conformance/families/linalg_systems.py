"""Linear algebra: systems of equations, inverses and powers."""

from cases import call
from families.matrices import (
    LIKELY, RECTANGLES, SQUARE, VALUES, hermitian, laid_out, matrices, plain, some, special_matrices, tagged,
)
from operands import DTYPES, NAN, ones, rng, tame, upload

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
