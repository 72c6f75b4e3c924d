"""Arrays made from nothing, from numbers and from other arrays."""

from cases import call, loose
from operands import DTYPES, layouts, symmetric_arrays, tame, transposed, upload, zeros

SHAPES = [3, [2, 3], [], [0], [0, 3], [2, 2, 2], [3, 3], (2, 3), -1, [2, -1], "a", 2.5, None, [2, "a"], [2.0], True, 2**70]
DTYPE_ARGUMENTS = [*DTYPES, "nonsense", "f4", "d", "?", 3, None, "str", "object"]
VALUES = (3, -2.5, True, None, "a", [1, 2, 3], [[1.5], [2.5]], [[1, 2], [3]], [], [True, 2, 3.5], [[]])


def filled(name):
    wrap = loose if name.startswith("empty") else (lambda case: case)
    for shape in SHAPES:
        yield wrap(call(name, shape))
        yield wrap(call(name, shape, dtype="float32"))
    for dtype in DTYPE_ARGUMENTS:
        yield wrap(call(name, [2, 3], dtype=dtype))
        yield wrap(call(name, 3, dtype))
    for order in ("C", "F", "Q"):
        yield wrap(call(name, [2, 3], order=order))
    yield call(name)
    yield call(name, [2], nonsense=1)


def full_cases(name):
    for shape in SHAPES:
        yield call(name, shape, 2.5)
    for value in (1, 0.5, True, -3, 300, 2**40, "a", None, [1, 2, 3], tame("float64", 3), tame("int64", 2, 1)):
        yield call(name, [2, 3], value)
        for dtype in ("float32", "int8", "bool", "complex128", "int64"):
            yield call(name, [2, 3], value, dtype=dtype)
    yield call(name)
    yield call(name, [2])


def like_cases(name):
    wrap = loose if name.startswith("empty") else (lambda case: case)
    extra = [2.5] if name.startswith("full") else []
    for dtype in DTYPES:
        yield wrap(call(name, tame(dtype, 2, 3), *extra))
        yield wrap(call(name, tame("float64", 2, 3), *extra, dtype=dtype))
    for array in symmetric_arrays():
        yield wrap(call(name, array, *extra))
        yield wrap(call(name, array, *extra, shape=[2, 2]))
        yield wrap(call(name, array, *extra, dtype="float32"))
    for _, array in layouts("float64"):
        yield wrap(call(name, array, *extra))
    for shape in SHAPES:
        yield wrap(call(name, tame("int64", 2, 3), *extra, shape=shape))
    for value in VALUES:
        yield wrap(call(name, value, *extra))
    yield wrap(call(name, tame("float64", 2, 3), *extra, order="F"))
    yield call(name)


def arange_cases(name):
    for arguments in (
        (5,), (0,), (-3,), (2, 7), (2, 7, 2), (7, 2, -2), (0, 1, 0.1), (1.5,), (0, 5, 0), (5, 2), (1, 10, 3), (0.0, 1.0, 0.3),
        (10,), (100,), ("a",), (None,), (0, "a"), (2**40, 2**40 + 5), (0, 10, 2.5), (True,), (3, None), (0, 1e-3, 1e-4), (),
        (float("inf"),), (float("nan"),), (0, 3, float("nan")), (1, 2, 3, "int64"),
    ):
        yield call(name, *arguments)
        for dtype in ("float32", "int32", "complex64", "uint8", "float16"):
            yield call(name, *arguments, dtype=dtype)
    for dtype in DTYPE_ARGUMENTS:
        yield call(name, 2, dtype=dtype)
        yield call(name, 4, dtype=dtype)
    yield call(name, start=1, stop=5)
    yield call(name, 1, stop=5, step=2)
    yield call(name, 5, nonsense=1)


def spaced(name):
    for arguments in ((0, 1), (2, 5), (-1, 1), (0, 0), (5, 1), (1, 1000), (0.5, 0.25), (1j, 2), ("a", 1), (None, 1), (1,), ()):
        yield call(name, *arguments)
        for num in (0, 1, 2, 5, 50, -1, 2.5, "a", True):
            yield call(name, *arguments, num)
        for keywords in ({"endpoint": False}, {"dtype": "float32"}, {"dtype": "int64"}, {"num": 7, "dtype": "complex128"}):
            yield call(name, *arguments, **keywords)
    for a, b in ((tame("float64", 3), 2.0), (1.0, tame("float64", 3)), (tame("float64", 3), tame("float64", 3, seed=1))):
        yield call(name, a, b, 4)
        yield call(name, a, b, 4, axis=-1)
    yield call(name, upload("float64", [1, 2]), upload("float64", [3, 4, 5]), 4)
    yield call(name, 0, 1, 5, retstep=True)
    yield call(name, 1, 5, 3, base=2.0)
    yield call(name, 0, 1, 5, nonsense=1)


def matrices(name):
    for arguments in ((3,), (0,), (2, 3), (3, 2), (-1,), ("a",), (2.5,), (None,), (), (True,)):
        yield call(name, *arguments)
        yield call(name, *arguments, dtype="int64")
        if name == "eye":
            for k in (-2, -1, 1, 2, 5, "a"):
                yield call(name, *arguments, k=k)
    for dtype in DTYPE_ARGUMENTS:
        yield call(name, 3, dtype=dtype)


def conversions(name):
    for value in (*VALUES, [1, 2.5], [[1, 2], [3, 4]], [2**40], [2**64 - 1], [-1, 2**63], 2**70, [1, None], {"a": 1}):
        yield call(name, value)
        if name != "copy":
            for dtype in ("float32", "int64", "bool", "complex128", "uint8", "nonsense"):
                yield call(name, value, dtype=dtype)
    for dtype in DTYPES:
        yield call(name, tame(dtype, 2, 3))
        if name != "copy":
            yield call(name, tame("float64", 2, 3), dtype=dtype)
    for array in symmetric_arrays():
        yield call(name, array)
    for _, array in layouts("float32"):
        yield call(name, array)
    for keywords in ({"order": "F"}, {"order": "Q"}, {"copy": True}, {"copy": False}, {"ndmin": 3}, {"nonsense": 1}):
        yield call(name, tame("float64", 2, 3), **keywords)
    if name != "copy":
        for copy in (False, 0, None, True):
            for value in ([1, 2], 3, 2.5, tame("float64", 3), transposed(tame("float64", 2, 3))):
                for keywords in ({}, {"dtype": "float32"}, {"dtype": "float64"}, {"order": "C"}, {"order": "F"}):
                    yield call(name, value, copy=copy, **keywords)
    yield call(name, [tame("float64", 3), tame("float64", 3, seed=1)])
    yield call(name)


def diagonals(name):
    for k in (0, 1, -1, 2, -3, 5, "a"):
        for array in (tame("float64", 3, 3), tame("int64", 2, 4), tame("float32", 3), tame("complex128", 1, 3)):
            yield call(name, array, k)
    for shape in ((), (0,), (0, 3), (2, 3, 4)):
        yield call(name, tame("float64", *shape))
    for array in symmetric_arrays():
        yield call(name, array)
    for value in VALUES:
        yield call(name, value)
    yield call(name, transposed(tame("float64", 3, 4)))
    yield call(name, zeros(2, 2), nonsense=1)


def creation(release):
    for name in ("zeros", "ones", "empty"):
        yield name, filled(name)
    yield "full", full_cases("full")
    for name in ("zeros_like", "ones_like", "empty_like", "full_like"):
        yield name, like_cases(name)
    yield "arange", arange_cases("arange")
    for name in ("linspace", "logspace", "geomspace"):
        yield name, spaced(name)
    for name in ("eye", "identity"):
        yield name, matrices(name)
    for name in ("array", "asarray", "copy"):
        yield name, conversions(name)
    for name in ("diag", "diagonal"):
        yield name, diagonals(name)
