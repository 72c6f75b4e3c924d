"""Differences, gradients, integrals, interpolation, phases."""

from cases import Slice, call
from operands import (
    COMMON, DTYPES, FLOATS, INF, NAN, layouts, ones, rng, sliced, specials, symmetric_arrays, tame, transposed, upload, zeros,
)

VALUES = (3, -2.5, True, None, "a", [1, 2, 3], [[1.5], [2.5]], [[1, 2], [3]], [], ["a"])
SHAPES = [(0,), (1,), (2,), (5,), (3, 4), (2, 3, 4), (0, 3), (3, 0), (1, 1)]


def diff_cases(name):
    r = rng(name)
    for dtype in DTYPES:
        yield call(name, specials(dtype))
        for n in (0, 1, 2, 3, 7):
            yield call(name, tame(dtype, 6, seed=n), n)
        yield call(name, tame(dtype, 3, 4, seed=2), axis=0)
        for other in r.sample(DTYPES, 4):
            yield call(name, tame(dtype, 4, seed=1), prepend=tame(other, 2, seed=3))
            yield call(name, tame(dtype, 4, seed=1), append=tame(other, 1, seed=3))
        for value in (0, 1.5, True, 300, 2**40):
            yield call(name, tame(dtype, 3, seed=1), prepend=value)
            yield call(name, tame(dtype, 3, seed=1), append=value, n=2)
    for shape in SHAPES:
        for axis in (-1, 0, 1, -2, 2):
            yield call(name, tame("float64", *shape, seed=4), axis=axis)
            yield call(name, tame("int16", *shape, seed=4), 2, axis)
    x = tame("float64", 3, 4, seed=5)
    for n in (-1, 1.0, "a", None, True, [1], 100):
        yield call(name, x, n)
    for axis in (None, "a", 1.5, (0,), True, 5, -3):
        yield call(name, x, axis=axis)
    for side in ("prepend", "append"):
        for value in (
            None, "a", 2, [1, 2, 3], [[1], [2], [3]], tame("float64", 3, 1), tame("float64", 3, 2), tame("float64", 2, 2), tame("float64", 1, 4),
            tame("float64"), [], zeros(3, 0), 2 + 1j,
        ):
            yield call(name, x, **{side: value})
            yield call(name, x, axis=0, **{side: value})
    yield call(name, x, prepend=0, append=1, n=2)
    yield call(name, x, prepend=tame("float64", 3, 1), append=tame("float64", 3, 2), n=3)
    for _, array in layouts("float32"):
        yield call(name, array)
        yield call(name, array, 2, 0)
    for array in symmetric_arrays():
        yield call(name, array)
        yield call(name, array, axis=0)
        yield call(name, array, prepend=1)
    for value in VALUES:
        yield call(name, value)
        yield call(name, value, 0)
    yield call(name)
    yield call(name, x, nonsense=1)


def ediff1d_cases(name):
    r = rng(name)
    for dtype in DTYPES:
        yield call(name, specials(dtype))
        yield call(name, tame(dtype, 5, seed=1))
        yield call(name, tame(dtype, 2, 3, seed=1))
        for other in r.sample(DTYPES, 4):
            yield call(name, tame(dtype, 4, seed=1), to_begin=tame(other, 2, seed=3))
            yield call(name, tame(dtype, 4, seed=1), to_end=tame(other, 1, seed=3))
        for value in (0, 1.5, True, 300):
            yield call(name, tame(dtype, 3, seed=1), to_begin=value)
            yield call(name, tame(dtype, 3, seed=1), to_end=value, to_begin=0)
    for shape in (*SHAPES, ()):
        yield call(name, tame("float64", *shape, seed=4))
        yield call(name, tame("int8", *shape, seed=4), to_begin=1, to_end=[2, 3])
    x = tame("float64", 5, seed=5)
    for side in ("to_begin", "to_end"):
        for value in (None, "a", [1, 2, 3], [[1], [2], [3]], tame("float64", 3, 1), [], 2 + 1j, NAN, 2**70):
            yield call(name, x, **{side: value})
    for _, array in layouts("float32"):
        yield call(name, array)
    for array in symmetric_arrays():
        yield call(name, array)
    for value in VALUES:
        yield call(name, value)
    yield call(name)
    yield call(name, x, nonsense=1)
    yield call(name, x, 1, 2)


def gradient_cases(name):
    for dtype in DTYPES:
        yield call(name, specials(dtype))
        yield call(name, tame(dtype, 6, seed=1))
        yield call(name, tame(dtype, 6, seed=1), 2)
        yield call(name, tame(dtype, 6, seed=1), 0.5, edge_order=2)
        yield call(name, tame(dtype, 3, 4, seed=1))
        yield call(name, tame(dtype, 5, seed=1), upload("float64", [0, 1, 3, 3.5, 7]))
        yield call(name, tame("float64", 5, seed=1), upload(dtype, [0, 1, 2, 3, 4]))
        yield call(name, tame("float32", 5, seed=1), upload(dtype, [0, 1, 1, 3, 5]), edge_order=2)
    for shape in ((0,), (1,), (2,), (3,), (5,), (3, 4), (2, 3, 4), (2, 2), (0, 3), (3, 1), ()):
        for keywords in ({}, {"edge_order": 2}, {"axis": 0}, {"axis": -1}, {"axis": 1}, {"axis": (0, 1)}, {"axis": ()}, {"axis": (0, 0)}):
            yield call(name, tame("float64", *shape, seed=2), **keywords)
            yield call(name, tame("float32", *shape, seed=2), 2.0, **keywords)
    x = tame("float64", 4, 5, seed=3)
    ys, xs = upload("float64", [0, 1, 2.5, 4]), upload("float64", [0, 0.5, 1, 2, 4])
    even = upload("float64", [0, 2, 4, 6, 8])
    for spacings in (
        (1,), (2.0,), (0.5, 3), (ys, xs), (ys, 2), (1, xs), (xs, ys), (ys,), (xs,), (1, 2, 3), (True,), ("a",), (None,), ([0, 1, 2, 3], [0, 1, 2, 3, 5]),
        (ys, even), (tame("float64", 4, 5), 1), (0,), (2 + 1j,), ([1, 2, 3, 4], 2), (tame("float64"), 1), (tame("int64", 2, 2),), (upload("int64", [0, 1, 3, 7]), 1),
        (-1, 1), (upload("float64", [0, 0, 1, 1]), 1), (upload("float64", [0, NAN, 1, 2]), 1),
    ):
        yield call(name, x, *spacings)
        yield call(name, x, *spacings, edge_order=2)
        yield call(name, x, *spacings, axis=(0, 1))
        yield call(name, x, *spacings, axis=(1, 0))
        yield call(name, x, *spacings, axis=0)
    for keywords in (
        {"axis": None}, {"axis": 2}, {"axis": "a"}, {"axis": 1.5}, {"axis": [0, 1]}, {"edge_order": 3}, {"edge_order": 0}, {"edge_order": "a"}, {"nonsense": 1},
        {"edge_order": None}, {"edge_order": 1.5}, {"edge_order": 2.0}, {"edge_order": -1}, {"edge_order": True},
    ):
        yield call(name, x, **keywords)
    for _, array in layouts("float64"):
        yield call(name, array)
        yield call(name, array, 0.25, edge_order=2)
    for array in symmetric_arrays():
        yield call(name, array)
        yield call(name, array, axis=0)
    for value in VALUES:
        yield call(name, value)
    for dtype in ("float16", "int8", "complex64", "uint8"):
        yield call(name, tame(dtype, 3, 5, seed=4), upload("float32", [0, 1, 4]), upload("float64", [0, 1, 2, 3, 4]), edge_order=2)
    yield call(name)


def trapezoid_cases(name):
    r = rng(name)
    for dtype in DTYPES:
        yield call(name, specials(dtype))
        yield call(name, tame(dtype, 6, seed=1))
        yield call(name, tame(dtype, 3, 4, seed=1), axis=0)
        for dx in (2, 0.5, True):
            yield call(name, tame(dtype, 3, 4, seed=1), dx=dx)
        for other in r.sample(DTYPES, 5):
            yield call(name, tame(dtype, 5, seed=1), tame(other, 5, seed=2))
    for shape in (*SHAPES, ()):
        for axis in (-1, 0, 1, 2):
            yield call(name, tame("float64", *shape, seed=2), axis=axis)
    y = tame("float64", 3, 4, seed=3)
    for x in (
        tame("float64", 4), tame("float64", 3), tame("float64", 3, 4), tame("float64", 2, 3, 4), tame("float64", 1, 4), tame("float64", 3, 1), 2.0, [0, 1, 2, 4], "a", [],
        tame("float64"), tame("float64", 5), tame("int64", 4), tame("bool", 4), tame("float64", 2, 1, 4), None,
    ):
        yield call(name, y, x)
        yield call(name, y, x, axis=0)
        yield call(name, y, x, 2.0, 1)
        yield call(name, tame("int32", 4, seed=4), x)
    for keywords in (
        {"dx": "a"}, {"dx": None}, {"dx": tame("float64", 3)}, {"dx": tame("float64")}, {"dx": [1, 2, 3]}, {"dx": 1 + 1j}, {"axis": "a"}, {"axis": None}, {"axis": 5}, {"axis": 1.5},
        {"axis": (0,)}, {"nonsense": 1}, {"dx": 0}, {"dx": NAN}, {"axis": True}, {"dx": 2**70},
    ):
        yield call(name, y, **keywords)
    for _, array in layouts("float64"):
        yield call(name, array)
        yield call(name, array, axis=0, dx=0.1)
    for array in symmetric_arrays():
        yield call(name, array)
    for value in VALUES:
        yield call(name, value)
    yield call(name)


def interp_cases(name):
    xp = upload("float64", [-2.03, -0.51, 0.07, 1.12, 3.29])
    for dtype in DTYPES:
        fp = tame(dtype, 5, seed=1)
        yield call(name, tame("float64", 9, seed=2), xp, fp)
        yield call(name, tame(dtype, 9, seed=2), xp, tame("float64", 5))
        yield call(name, tame("float64", 9, seed=2), upload(dtype, [0, 1, 2, 3, 4] if dtype != "bool" else [False, False, True, True, True]), fp)
        yield call(name, specials(dtype), xp, fp)
        yield call(name, tame("float64", 9, seed=2), xp, fp, left=-1, right=2.5)
        yield call(name, tame("float64", 9, seed=2), xp, fp, period=2.5)
        yield call(name, xp, xp, specials(dtype) if dtype == "bool" else fp)
    x, fp = tame("float64", 12, seed=3), tame("float64", 5, seed=4)
    for keywords in (
        {"left": 0}, {"right": 1}, {"left": NAN}, {"left": None, "right": None}, {"left": "a"}, {"left": [1, 2]}, {"left": 1 + 2j}, {"right": INF}, {"left": True},
        {"left": tame("float64")}, {"period": 1}, {"period": 0}, {"period": -3.0}, {"period": 360}, {"period": "a"}, {"period": NAN}, {"period": INF}, {"period": None},
        {"period": 2, "left": 5}, {"period": tame("float64")}, {"period": [2]}, {"period": 1 + 1j}, {"nonsense": 1}, {"period": tame("float64", 2)}, {"right": tame("float64", 2)},
    ):
        yield call(name, x, xp, fp, **keywords)
        yield call(name, x, xp, tame("complex128", 5, seed=5), **keywords)
    for q in (0.5, -7, 9, True, [0.1, 0.2], [[0.1], [5.0]], [], NAN, INF, None, "a", tame("float64", 2, 3), zeros(0), tame("float32"), 1 + 1j, tame("complex128", 3), 2**70):
        yield call(name, q, xp, fp)
        yield call(name, q, xp, fp, period=2)
    for nodes, values in (
        ([], []), ([1], [2]), ([1.0, 2.0], [3, 4]), ([1, 2], [3]), ([[1, 2]], [[3, 4]]), (1, 2), ([2, 1], [3, 4]), ([1, 1], [3, 4]), ([0, 1, 1, 2], [0, 1, 5, 6]),
        ([0, 1, INF], [0, 1, 2]), ([0, 1, NAN], [0, 1, 2]), ([-INF, 0, INF], [0, 1, 2]), ([0, 1, 2], [0, NAN, 2]), ([0, 1, 2], [0, INF, INF]), ("a", "b"), (None, None),
        ([0, 1, 2], [1, 1, 1]), ([3, 1, 2, 0], [0, 1, 2, 3]), ([0, 1e-320, 1], [0, 1, 2]), ([0, 1, 2], [1e308, -1e308, 1e308]), ([0, 1], [1j, 2]), ([1], [2j]),
    ):
        yield call(name, upload("float64", [-1, 0, 0.5, 1, 1.5, 2, 2.5, NAN, INF, -INF, 0.3]), nodes, values)
        yield call(name, 0.7, nodes, values)
        yield call(name, x, nodes, values, period=3)
    for n in (1, 2, 3, 5, 8, 13, 40):
        nodes = upload("float64", [float(i * i) for i in range(n)])
        for queries in (1, 3, 50):
            yield call(name, tame("float64", queries, seed=n, span=n * n + 2.0), nodes, tame("float64", n, seed=n))
            yield call(name, tame("float64", queries, seed=n, span=n * n + 2.0), nodes, tame("complex128", n, seed=n))
    for _, array in layouts("float64"):
        yield call(name, array, xp, fp)
        yield call(name, sliced(array, 0), upload("float64", [0, 1, 2]), sliced(tame("float64", 6), Slice(None, None, -2)))
    for array in symmetric_arrays():
        yield call(name, array, xp, fp)
        yield call(name, x, array, array)
    yield call(name)
    yield call(name, x, xp)


def unwrap_cases(name):
    for dtype in DTYPES:
        yield call(name, specials(dtype))
        yield call(name, tame(dtype, 9, seed=1, span=20))
        yield call(name, tame(dtype, 3, 5, seed=1, span=20), axis=0)
        yield call(name, tame(dtype, 9, seed=2, span=20), period=4)
        yield call(name, tame(dtype, 9, seed=2, span=20), period=5)
        yield call(name, tame(dtype, 9, seed=2, span=20), discont=4.5)
        yield call(name, tame(dtype, 9, seed=2, span=20), period=2.5, discont=1)
    x = tame("float64", 4, 5, seed=3, span=30)
    for shape in (*SHAPES, ()):
        for axis in (-1, 0, 1, 2):
            yield call(name, tame("float64", *shape, seed=4, span=20), axis=axis)
    for keywords in (
        {"discont": 3.0}, {"discont": 0}, {"discont": None}, {"discont": "a"}, {"discont": 10}, {"period": 0}, {"period": -1.0}, {"period": "a"}, {"period": None}, {"axis": None}, {"axis": "a"},
        {"axis": 1.5}, {"axis": (0,)}, {"nonsense": 1}, {"period": NAN}, {"period": INF}, {"period": tame("float64")}, {"period": tame("float64", 4)}, {"discont": tame("float64", 4)}, {"period": True},
        {"period": 7}, {"period": 1 + 1j}, {"period": [6.0]}, {"discont": [3.0]},
    ):
        yield call(name, x, **keywords)
        yield call(name, tame("int64", 4, 5, seed=3, span=30), **keywords)
        yield call(name, tame("uint8", 5, seed=3, span=30), **keywords)
    for _, array in layouts("float64"):
        yield call(name, array)
        yield call(name, array, axis=0, period=1.0)
    for array in symmetric_arrays():
        yield call(name, array)
    for value in VALUES:
        yield call(name, value)
    yield call(name, x, 3.5, 0)
    yield call(name)


CASES = {
    "diff": diff_cases, "ediff1d": ediff1d_cases, "gradient": gradient_cases, "trapezoid": trapezoid_cases, "interp": interp_cases, "unwrap": unwrap_cases,
}


def calculus(release):
    for name, cases in CASES.items():
        yield name, cases(name)
