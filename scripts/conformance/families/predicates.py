"""Rounding, predicates, comparisons with tolerance, parts of complex numbers, quantiles and averages, queries."""

from cases import call
from operands import COMMON, DTYPES, NAN, layouts, rng, specials, symmetric_arrays, tame, upload, zeros

UNARY = """isnan isinf isfinite isneginf isposinf iscomplex isreal real imag angle fix sinc i0 nan_to_num real_if_close round
around""".split()
QUERIES = "shape ndim size iscomplexobj isrealobj isscalar isfortran iterable".split()
QUANTILES = "percentile quantile nanpercentile nanquantile".split()
METHODS = """inverted_cdf averaged_inverted_cdf closest_observation interpolated_inverted_cdf hazen weibull linear
median_unbiased normal_unbiased lower higher midpoint nearest nonsense""".split()
VALUES = (3, -2.5, True, None, "a", [1, 2, 3], [[1.5], [2.5]], [[1, 2], [3]], [], ["a"])


def unary_cases(name):
    for dtype in DTYPES:
        yield call(name, specials(dtype))
        yield call(name, tame(dtype, 2, 3, seed=11))
        yield call(name, tame(dtype, seed=11))
    for _, array in layouts("float64"):
        yield call(name, array)
    for array in symmetric_arrays():
        yield call(name, array)
    for shape in ((0,), (0, 3), (1,), (17,)):
        yield call(name, tame("float32", *shape))
    x = tame("float64", 2, 3)
    for value in VALUES:
        yield call(name, value)
    yield call(name)
    yield call(name, x, nonsense=1)
    yield call(name, x, out=zeros(2, 3))
    yield call(name, x, out=zeros(2, 3, dtype="bool"))
    yield call(name, x, out=zeros(3, 3))
    if name in ("round", "around"):
        for decimals in (0, 1, 2, 3, -1, -2, 10, "a", 1.5):
            for dtype in ("float64", "float32", "int64", "int8", "complex128", "float16", "bool"):
                yield call(name, tame(dtype, 5, span=100), decimals)
        yield call(name, specials("float64"), 2)
        yield call(name, x, decimals=1, out=zeros(2, 3))
    if name == "angle":
        yield call(name, tame("complex128", 5), deg=True)
        yield call(name, tame("float64", 5), deg=True)
    if name == "nan_to_num":
        for keywords in ({"nan": 5.0}, {"posinf": 1.0}, {"neginf": -1.0}, {"copy": True, "nan": 2}, {"nan": NAN}):
            yield call(name, specials("float64"), **keywords)
            yield call(name, specials("complex128"), **keywords)
            yield call(name, specials("int64"), **keywords)
    if name == "real_if_close":
        yield call(name, upload("complex128", [1 + 1e-14j, 2 + 0j]))
        yield call(name, upload("complex128", [1 + 1e-14j, 2 + 0j]), tol=1000)
        yield call(name, upload("complex64", [1 + 1e-6j, 2 + 0j]), tol=1)


def clip_cases(name):
    r = rng("clip")
    for dtype in DTYPES:
        for low, high in ((-1, 2), (0.5, 1.5), (None, 2), (0, None), (3, -3), (-(10**20), 10**20), (NAN, 1)):
            yield call(name, tame(dtype, 5, seed=1), low, high)
        yield call(name, specials(dtype), 0, 2)
        for other in r.sample(DTYPES, 3):
            yield call(name, tame(dtype, 2, 3), tame(other, 3, seed=1), tame(other, 2, 1, seed=2))
    x = tame("float64", 2, 3)
    yield call(name, x, None, None)
    yield call(name, x)
    yield call(name, x, 1)
    yield call(name, x, min=0)
    yield call(name, x, max=0)
    yield call(name, x, min=-1, max=1)
    yield call(name, x, a_min=-1, a_max=1)
    yield call(name, x, -1, 1, min=0)
    for dtype in ("float64", "float32", "int64"):
        yield call(name, x, -1, 1, out=zeros(2, 3, dtype=dtype))
        yield call(name, x, -1, 1, dtype=dtype)
    yield call(name, x, tame("float64", 2), 1)
    for _, array in layouts("float32"):
        yield call(name, array, -1.0, 1.0)
    for array in symmetric_arrays():
        yield call(name, array, 0, 1)
    for value in VALUES:
        yield call(name, value, 0, 2)
        yield call(name, x, value, 2)


def close_cases(name):
    for dtype in DTYPES:
        yield call(name, specials(dtype), specials(dtype))
        yield call(name, tame(dtype, 5), tame(dtype, 5, seed=1))
        for other in COMMON:
            yield call(name, tame(dtype, 3), tame(other, 3))
    x = upload("float64", [1.0, NAN, 1e-9, 100.0])
    y = upload("float64", [1.0 + 1e-9, NAN, 0.0, 100.1])
    if name in ("isclose", "allclose"):
        for keywords in ({}, {"rtol": 1e-2}, {"atol": 1e-3}, {"equal_nan": True}, {"rtol": 0, "atol": 0}, {"nonsense": 1}):
            yield call(name, x, y, **keywords)
        yield call(name, x, y, 1e-2)
        yield call(name, x, y, tame("float64", 4))
    if name == "array_equal":
        yield call(name, x, x, equal_nan=True)
    for left, right in (((3,), (3,)), ((2, 3), (3,)), ((2, 3), (2,)), ((0,), (0,)), ((), (3,)), ((0, 3), (3,)), ((), ())):
        yield call(name, tame("float64", *left), tame("float64", *right))
    for array in symmetric_arrays():
        yield call(name, array, array)
    for value in VALUES:
        yield call(name, x, value)
        yield call(name, value, value)
    yield call(name, x)


def quantile_cases(name):
    r = rng("quantile", name)
    scale = 100 if "percentile" in name else 1
    for dtype in DTYPES:
        for q in (0.5, 0, 1, 0.3):
            yield call(name, tame(dtype, 9, seed=1), q * scale)
        yield call(name, tame(dtype, 4, 5, seed=1), [0.25 * scale, 0.75 * scale], axis=r.choice([0, 1]))
        yield call(name, specials(dtype), 0.4 * scale)
    x = tame("float64", 4, 5, seed=2)
    for how in METHODS:
        for q in (0.0, 0.1, 0.35, 0.5, 0.999, 1.0):
            yield call(name, x, q * scale, method=how)
            yield call(name, tame("int64", 7), q * scale, method=how)
        yield call(name, tame("float32", 10), [0.2 * scale, 0.6 * scale], method=how, axis=0)
    for axis in (0, 1, None, -1, (0, 1), 2, "a"):
        for keepdims in (False, True):
            yield call(name, x, 0.3 * scale, axis=axis, keepdims=keepdims)
    yield call(name, x, tame("float64", 2, 2, span=0.5))
    for q in (-0.1 * scale, 1.1 * scale, "a", None, [], [0.5 * scale], [[0.1 * scale, 0.2 * scale]], NAN):
        yield call(name, x, q)
    yield call(name, x, 0.5 * scale, axis=0, out=zeros(5))
    yield call(name, x, 0.5 * scale, axis=0, out=zeros(4))
    yield call(name, x, 0.5 * scale, overwrite_input=True)
    yield call(name, x, 0.5 * scale, axis=0, weights=upload("float64", [1, 2, 3, 4]), method="inverted_cdf")
    yield call(name, x, 0.5 * scale, axis=0, weights=upload("float64", [1, 2, 3, 4]))
    yield call(name, zeros(0), 0.5 * scale)
    yield call(name, upload("float64", [1, NAN, 3, 2]), 0.5 * scale)
    yield call(name, upload("float64", [NAN, NAN]), 0.5 * scale)
    for _, array in layouts("float64"):
        yield call(name, array, 0.25 * scale)
    for value in VALUES:
        yield call(name, value, 0.5 * scale)
    yield call(name, x)


def average_cases(name):
    for dtype in DTYPES:
        yield call(name, tame(dtype, 2, 3))
        yield call(name, tame(dtype, 2, 3), axis=0)
        yield call(name, tame(dtype, 2, 3), axis=1, weights=upload("float64", [1, 2, 3]))
        yield call(name, tame(dtype, 3), weights=tame("int64", 3, seed=4))
    x = tame("float64", 2, 3)
    for keywords in (
        {"returned": True}, {"axis": 0, "returned": True}, {"keepdims": True}, {"axis": (0, 1)}, {"axis": 5},
        {"weights": tame("float64", 2, 3, seed=8)}, {"weights": zeros(2, 3)}, {"weights": upload("float64", [1, 2])},
        {"axis": 0, "weights": upload("float64", [1, 2])}, {"axis": 0, "weights": upload("float64", [1, -1])},
        {"axis": 0, "weights": [1, 3]}, {"axis": 0, "weights": upload("float64", [1, 2]), "returned": True},
        {"axis": 1, "weights": upload("float64", [1, 2, 3]), "keepdims": True}, {"weights": "a"}, {"nonsense": 1},
    ):
        yield call(name, x, **keywords)
    for value in VALUES:
        yield call(name, value)
    yield call(name, zeros(0))
    for array in symmetric_arrays():
        yield call(name, array)


def query_cases(name):
    for dtype in DTYPES:
        yield call(name, tame(dtype, 2, 3))
    for value in VALUES:
        yield call(name, value)
    for shape in ((), (0,), (1, 2, 3)):
        yield call(name, tame("float64", *shape))
    yield call(name)
    if name == "size":
        for axis in (0, 1, -1, 2, "a", (0, 1)):
            yield call(name, tame("float64", 2, 3), axis)


def type_cases(name):
    for a in (*DTYPES, "nonsense"):
        for b in DTYPES:
            if name == "can_cast":
                yield call(name, a, b)
                if a != "nonsense" and DTYPES.index(a) % 4 == 0:
                    for casting in ("no", "equiv", "same_kind", "unsafe", "nonsense"):
                        yield call(name, a, b, casting)
            elif name == "promote_types":
                yield call(name, a, b)
            elif a != "nonsense":
                yield call(name, tame(a, 2), tame(b, 2))
                yield call(name, tame(a, 2), b)
    if name == "result_type":
        for dtype in DTYPES:
            for scalar in (1, 2.5, True, 300, 2**40):
                yield call(name, tame(dtype, 2), scalar)
                yield call(name, dtype, scalar)
        yield call(name)
        yield call(name, 1, 2.0)
        yield call(name, "uint16", "int16", "complex64")


def predicates(release):
    for name in UNARY:
        yield name, unary_cases(name)
    yield "clip", clip_cases("clip")
    for name in ("isclose", "allclose", "array_equal", "array_equiv"):
        yield name, close_cases(name)
    for name in QUANTILES:
        yield name, quantile_cases(name)
    yield "average", average_cases("average")
    for name in QUERIES:
        yield name, query_cases(name)
    for name in ("result_type", "can_cast", "promote_types"):
        yield name, type_cases(name)
