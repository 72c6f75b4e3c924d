"""Distinct elements and sets."""

from itertools import product

from cases import call
from operands import DTYPES, INTEGERS, NAN, layouts, specials, symmetric_arrays, symmetric_data, tame, upload, zeros

VALUES = (3, 2.5, None, "a", [3, 1, 3], [[2, 1], [1, 2]], [[1, 2], [3]], [], ["b", "a"], [True, False, True], [2, 1.5, 1j])
RETURNS = ("return_index", "return_inverse", "return_counts")


def few(dtype, *shape, seed=0):
    """Values with many ties."""
    return tame(dtype, *shape, seed=seed, span=2 if dtype in INTEGERS else None)


def tied(dtype, seed=0):
    values = {0: [2, 0, 2, 1, 0, 3], 1: [0, 5, 2, 2, 7, 0, 1]}[seed]
    return upload(dtype, [v > 1 for v in values] if dtype == "bool" else values)


def unique_cases():
    name = "unique"
    flags = [dict(zip(RETURNS, chosen)) for chosen in product((True, False), repeat=3)]
    for dtype in DTYPES:
        for keywords in flags:
            yield call(name, tied(dtype), **keywords)
        yield call(name, specials(dtype))
        yield call(name, specials(dtype), return_counts=True)
        yield call(name, specials(dtype), equal_nan=False)
        yield call(name, specials(dtype), sorted=False)
        yield call(name, few(dtype, 3, 4), return_inverse=True, return_index=True)
        yield call(name, few(dtype, 12), sorted=False)
    for dtype in ("float64", "int32", "bool", "complex64", "uint8"):
        for axis in (0, 1, -1, 2, None, "a", 1.5, -3):
            yield call(name, few(dtype, 3, 2), axis=axis)
            yield call(name, few(dtype, 4, 2), axis=axis, return_index=True, return_inverse=True, return_counts=True)
            yield call(name, few(dtype, 2, 3, 2), axis=axis, return_inverse=True)
            yield call(name, tied(dtype), axis=axis, return_counts=True)
    rows = upload("float64", [1, NAN, 1, NAN, 0, 2], (3, 2))
    for equal in (True, False):
        yield call(name, rows, axis=0, equal_nan=equal)
        yield call(name, rows, equal_nan=equal, return_counts=True, return_inverse=True, return_index=True)
        yield call(name, upload("complex128", [complex(NAN, 1), complex(1, NAN), 1, 1]), equal_nan=equal, return_counts=True)
    for shape in ((), (0,), (0, 3), (3, 0), (1, 1)):
        yield call(name, zeros(*shape))
        yield call(name, zeros(*shape), return_index=True, return_inverse=True, return_counts=True)
        yield call(name, zeros(*shape), axis=0, return_inverse=True)
        yield call(name, zeros(*shape), axis=1)
    for value in VALUES:
        yield call(name, value)
        yield call(name, value, return_counts=True)
    for _, array in layouts("int64"):
        yield call(name, array)
        yield call(name, array, return_inverse=True)
    for array in (*symmetric_arrays(), symmetric_data()):
        yield call(name, array)
        yield call(name, array, axis=0)
        yield call(name, array, return_counts=True)
    yield call(name, tied("int64"), True)
    yield call(name, tied("int64"), True, True, True)
    yield call(name, tied("int64"), nonsense=1)
    yield call(name, tied("int64"), return_index=1, return_counts=None)
    yield call(name)


def variant_cases(name):
    for dtype in DTYPES:
        yield call(name, tied(dtype))
        yield call(name, specials(dtype))
        yield call(name, few(dtype, 3, 4))
        yield call(name, zeros(0, dtype=dtype))
    for shape in ((), (0, 3), (1, 1)):
        yield call(name, zeros(*shape))
    for value in VALUES:
        yield call(name, value)
    for _, array in layouts("int16"):
        yield call(name, array)
    for array in (*symmetric_arrays(), symmetric_data()):
        yield call(name, array)
    yield call(name, tied("int64"), nonsense=1)
    yield call(name, tied("int64"), 1)
    yield call(name)


KEYWORDS = {
    "union1d": [{"nonsense": 1}],
    "intersect1d": [
        {"assume_unique": True}, {"return_indices": True}, {"assume_unique": True, "return_indices": True}, {"nonsense": 1},
        {"assume_unique": False}, {"return_indices": None},
    ],
    "setdiff1d": [{"assume_unique": True}, {"assume_unique": False}, {"nonsense": 1}],
    "setxor1d": [{"assume_unique": True}, {"assume_unique": False}, {"nonsense": 1}],
    "isin": [
        {"invert": True}, {"assume_unique": True}, {"kind": "sort"}, {"kind": "table"}, {"kind": "nonsense"}, {"kind": None},
        {"kind": 3}, {"invert": True, "kind": "table"}, {"assume_unique": True, "invert": True}, {"nonsense": 1},
    ],
}
UNIQUE = {0: [4, 0, 2, 7], 1: [2, 9, 4, 1, 3]}


def set_cases(name):
    for dtype in DTYPES:
        for other in DTYPES:
            yield call(name, tied(dtype), tied(other, 1))
        for keywords in KEYWORDS[name]:
            yield call(name, tied(dtype), tied(dtype, 1), **keywords)
        yield call(name, specials(dtype), specials(dtype))
        for keywords in KEYWORDS[name][:3]:
            yield call(name, upload(dtype, UNIQUE[0][: 2 if dtype == "bool" else 4]), upload(dtype, UNIQUE[1]), **keywords)
        yield call(name, few(dtype, 2, 3), few(dtype, 4, seed=1))
    for first, second in (
        (zeros(0), tied("float64")), (tied("float64"), zeros(0)), (zeros(0), zeros(0)), (tied("int64"), zeros(0)),
        (tame("float64"), tied("float64")), (tied("int64"), tame("int64")), (zeros(0, dtype="int64"), tied("int64")),
        (zeros(2, 0), zeros(0, 3)), (tied("bool"), zeros(0, dtype="bool")),
    ):
        yield call(name, first, second)
        for keywords in KEYWORDS[name]:
            yield call(name, first, second, **keywords)
    for value in VALUES:
        yield call(name, value, tied("int64"))
        yield call(name, tied("float64"), value)
        yield call(name, value, value)
    for _, array in layouts("int32"):
        yield call(name, array, tied("int32"))
        yield call(name, tied("int32"), array)
    for array in (*symmetric_arrays(), symmetric_data()):
        yield call(name, array, array)
        yield call(name, array, 1)
    nan = upload("float64", [NAN, 1, NAN, 2])
    yield call(name, nan, nan)
    for keywords in KEYWORDS[name]:
        yield call(name, nan, upload("float64", [NAN, 3, 1]), **keywords)
    yield call(name, tame("float64", 4, seed=5), tame("float64", 30, seed=6))
    yield call(name, tame("int64", 4, seed=5), tame("int64", 30, seed=6))
    yield call(name, tame("float64", 30, seed=5), tame("float64", 20, seed=5), **KEYWORDS[name][0])
    yield call(name, upload("int64", [2**62, -(2**62), 5]), upload("int64", [5, 2**62]), **KEYWORDS[name][0])
    yield call(name, upload("uint8", [200, 3]), upload("int8", [-56, 3]))
    yield call(name, tied("int64"))
    yield call(name, tied("int64"), tied("int64", 1), True)
    yield call(name)


def sets(release):
    yield "unique", unique_cases()
    for name in ("unique_all", "unique_counts", "unique_inverse", "unique_values"):
        yield name, variant_cases(name)
    for name in KEYWORDS:
        yield name, set_cases(name)
