"""Elementwise functions of two operands: pairs of dtypes, Python scalars, broadcasting, keywords, wrong input."""

import math

from cases import Slice, call, operator
from operands import (
    COMMON, DTYPES, broadcasted, layouts, ones, positive, rng, sliced, special, symmetric_arrays, tame, transposed, upload,
    zeros,
)

FUNCTIONS = """add subtract multiply divide true_divide floor_divide remainder mod fmod power pow float_power divmod maximum
minimum fmax fmin hypot arctan2 atan2 copysign nextafter logaddexp logaddexp2 heaviside ldexp gcd lcm bitwise_and bitwise_or
bitwise_xor left_shift right_shift bitwise_left_shift bitwise_right_shift equal not_equal less less_equal greater
greater_equal logical_and logical_or logical_xor""".split()
SCALARS = [0, 1, -1, 2, 3, 7, 255, 256, -129, 2**31, 2**63, 2**64, 0.5, -2.0, 1e40, math.inf, math.nan, True, False]
PAIRS = [
    ((3,), (3,)), ((2, 3), (3,)), ((2, 1), (1, 3)), ((), (3,)), ((), ()), ((0,), (1,)), ((0, 3), (3,)), ((4, 1, 3), (2, 1)),
    ((17,), (17,)), ((129,), (129,)), ((2, 3), (2,)), ((3,), (4,)),
]
OPERATORS = {
    "add": "add", "subtract": "sub", "multiply": "mul", "divide": "truediv", "floor_divide": "floordiv", "remainder": "mod",
    "power": "pow", "bitwise_and": "and_", "bitwise_or": "or_", "bitwise_xor": "xor", "equal": "eq", "not_equal": "ne",
    "less": "lt", "less_equal": "le", "greater": "gt", "greater_equal": "ge", "left_shift": "lshift",
    "right_shift": "rshift",
}


def special_pairs(name, dtype):
    """All pairs of a few special values, so that each meets each."""
    r = rng(name, dtype)
    values = special(dtype)
    chosen = values if len(values) <= 8 else r.sample(values, 8)
    left = [a for a in chosen for _ in chosen]
    right = [b for _ in chosen for b in chosen]
    return upload(dtype, left), upload(dtype, right)


def cases(name):
    r = rng("binary", name)
    for dtype in DTYPES:
        yield call(name, *special_pairs(name, dtype))
        yield call(name, tame(dtype, 3, 5, seed=11), positive(dtype, 3, 5, seed=11))
    for a in DTYPES:
        for b in r.sample(DTYPES, 5):
            if a != b:
                yield call(name, tame(a, 5, seed=11), positive(b, 5, seed=11))
    for dtype in COMMON:
        for scalar in r.sample(SCALARS, 7):
            yield call(name, tame(dtype, 4, seed=1), scalar)
            yield call(name, scalar, positive(dtype, 4, seed=2))
    for number, (left, right) in enumerate(PAIRS):
        for dtype in ("float64", COMMON[number % len(COMMON)]):
            yield call(name, tame(dtype, *left, seed=number), positive(dtype, *right, seed=number + 1))
    for number, (_, array) in enumerate(layouts("float64")):
        yield call(name, array, array)
        yield call(name, array, 2.5)
    for array in symmetric_arrays():
        yield call(name, array, array)
        yield call(name, array, 2)
        yield call(name, array, tame("float64", 3))
        yield call(name, ones(3, 3), array)
    yield from keywords(name)
    yield from wrong(name)
    if name in OPERATORS:
        yield from operators(OPERATORS[name])


def keywords(name):
    x, y = tame("float64", 2, 3, seed=3), positive("float64", 3, seed=4)
    mask = upload("bool", [True, False, True], (3,))
    if name != "divmod":
        for dtype in ("float64", "float32", "int64", "bool", "complex128"):
            yield call(name, x, y, out=zeros(2, 3, dtype=dtype))
            yield call(name, tame("int64", 2, 3), positive("int64", 3), out=zeros(2, 3, dtype=dtype))
        yield call(name, x, y, out=zeros(3, 3))
        yield call(name, x, y, out=zeros(4, 2, 3))
        yield call(name, x, y, zeros(2, 3))
        yield call(name, x, y, out=zeros(2, 3), where=mask)
        yield call(name, x, y, out=transposed(zeros(3, 2)), where=broadcasted(mask, 2, 3))
        base = tame("float64", 7, seed=9)
        yield call(name, sliced(base, Slice(None, 6)), sliced(base, Slice(1)), out=zeros(6))
        yield call(name, ones(3, 3), ones(3, 3), out=ones(3, 3))
        yield call(name, ones(3, 3), tame("float64", 3), out=ones(3, 3))
        yield call(name, x, y, out=5)
    for dtype in ("float32", "float64", "int32", "complex64", "nonsense"):
        yield call(name, tame("float32", 3), positive("float32", 3), dtype=dtype)
    for casting in ("no", "safe", "same_kind", "unsafe", "nonsense"):
        yield call(name, tame("int64", 3), positive("int32", 3), casting=casting)
    yield call(name, x, y, order="F")
    yield call(name, x, y, order="Q")
    yield call(name, x, y, signature="dd->d")
    yield call(name, x, y, sig="ff->f")


def wrong(name):
    x = tame("float64", 3)
    for value in (None, "a", [1, 2, 3], [[1, 2], [3]], [], ["a"], 2**70):
        yield call(name, x, value)
        yield call(name, value, x)
    for a, b in ((2, 3), (-1, 2**40), (True, 3), (2, 2.5), (2, [1, 2])):
        yield call(name, a, b)
    yield call(name)
    yield call(name, x)
    yield call(name, x, x, nonsense=1)


def operators(name):
    for dtype in COMMON:
        yield operator(name, tame(dtype, 2, 3, seed=1), positive(dtype, 3, seed=2))
        for scalar in (2, 0.5, -1, True, 300):
            yield operator(name, tame(dtype, 3, seed=1), scalar)
            yield operator(name, scalar, positive(dtype, 3, seed=1))
    yield operator(name, tame("float64", 3), [1, 2, 3])
    yield operator(name, tame("float64", 3), None)
    yield operator(name, tame("float64", 3), "a")
    yield operator(name, tame("float64", 3), tame("float64", 4))


def binary(release):
    for name in FUNCTIONS:
        yield name, cases(name)
