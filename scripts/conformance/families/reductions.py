"""Reductions and scans: dtypes, axes, layouts, keywords, wrong input."""

from cases import Slice, call, method
from operands import (
    COMMON, DTYPES, NAN, count, layouts, ones, random_values, rng, sliced, specials, symmetric_arrays, tame, transposed, upload, zeros,
)

FOLDS = """sum prod mean max min amax amin any all var std ptp median nansum nanprod nanmax nanmin nanmean nanvar nanstd
nanmedian argmax argmin nanargmax nanargmin count_nonzero""".split()
SCANS = "cumsum cumprod nancumsum nancumprod cumulative_sum cumulative_prod".split()
WITH_DTYPE = "sum prod mean var std nansum nanprod nanmean nanvar nanstd".split()
WITH_WHERE = "sum prod mean max min any all var std nansum nanprod nanmax nanmin nanmean".split()
WITH_INITIAL = "sum prod max min nansum nanprod nanmax nanmin".split()
METHODS = "sum prod mean max min any all var std argmax argmin cumsum cumprod".split()
SHAPES = [(), (0,), (1,), (3,), (9,), (17,), (129,), (1000,), (2, 3), (0, 3), (3, 0), (9, 17), (2, 3, 4), (20, 30)]
AXES = [0, -1, 1, -2, None]


def with_nan(dtype, *shape, seed=0):
    """Random values, one of them NaN where the dtype has it."""
    values = random_values(dtype, count(shape), seed)
    if dtype.startswith(("float", "complex")):
        values[len(values) // 2] = NAN
    return upload(dtype, values, shape)


def fold_cases(name):
    r = rng("fold", name)
    for dtype in DTYPES:
        yield call(name, specials(dtype))
        for shape in r.sample(SHAPES, 4):
            yield call(name, tame(dtype, *shape, seed=11))
        for shape in r.sample(SHAPES, 3):
            yield call(name, tame(dtype, *shape, seed=11), axis=r.choice(AXES))
        yield call(name, with_nan(dtype, 4, 5), axis=r.choice([0, 1, None]))
        yield call(name, with_nan(dtype, 17))
    for shape in SHAPES:
        for axis in AXES:
            yield call(name, tame(r.choice(["float64", "float32", "int64", "int8"]), *shape, seed=7), axis=axis)
    for axes in ((0, 1), (0, 2), (1, -1), (2, 0, 1), (), (0, 0), (0, 5)):
        yield call(name, tame("float64", 2, 3, 4), axis=axes)
        yield call(name, tame("float32", 2, 3, 4), axis=axes, keepdims=True)
    for _, array in layouts("float64") + layouts("float32", seed=5):
        yield call(name, array)
        yield call(name, array, axis=0)
    for axis in (None, 0, 1):
        yield call(name, transposed(tame("float64", 40, 50, seed=3)), axis=axis)
        yield call(name, sliced(tame("float64", 60, 7, seed=3), Slice(None, None, -2)), axis=axis)
        yield call(name, tame("float16", 33, 9), axis=axis)
        yield call(name, tame("complex64", 33, 9), axis=axis)
    for array in symmetric_arrays():
        yield call(name, array)
        yield call(name, array, axis=0)
        yield call(name, array, axis=-1, keepdims=True)
    yield from keywords(name)
    yield from wrong(name)


def keywords(name):
    x = tame("float64", 2, 3, seed=3)
    integers = tame("int32", 2, 3, seed=3)
    mask = upload("bool", [True, False, True], (3,))
    for array in (x, integers):
        yield call(name, array, keepdims=True)
        yield call(name, array, axis=1, keepdims=True)
        for dtype in ("float64", "int64", "float32", "bool"):
            yield call(name, array, axis=0, out=zeros(3, dtype=dtype))
        yield call(name, array, axis=0, out=zeros(2))
        yield call(name, array, out=zeros())
        yield call(name, array, axis=0, out=7)
    if name in WITH_DTYPE:
        for dtype in ("float32", "float64", "int32", "int8", "complex128", "bool", "nonsense"):
            yield call(name, x, dtype=dtype)
            yield call(name, integers, dtype=dtype, axis=1)
    else:
        yield call(name, x, dtype="float32")
    if name in WITH_WHERE:
        yield call(name, x, where=mask)
        yield call(name, x, where=mask, axis=1)
        yield call(name, integers, where=mask, initial=1)
        yield call(name, x, where=mask, initial=1.5, axis=0)
        yield call(name, x, where=False, initial=0)
        yield call(name, x, where=tame("int64", 3))
    if name in WITH_INITIAL:
        for initial in (0, 5, -2.5, None, "a"):
            yield call(name, x, initial=initial)
            yield call(name, integers, initial=initial, axis=1)
            yield call(name, zeros(0), initial=initial)
    if name in ("var", "std", "nanvar", "nanstd"):
        for ddof in (1, 0.5, 6, 7, -1):
            yield call(name, x, ddof=ddof)
            yield call(name, integers, axis=1, ddof=ddof)
        yield call(name, x, correction=1)
        yield call(name, x, correction=1, ddof=1)


def wrong(name):
    x = tame("float64", 2, 3)
    for axis in (2, -3, 5, "a", 1.5, [0], True):
        yield call(name, x, axis=axis)
    for value in (3, -2.5, True, None, "a", [1, 2, 3], [[1.5], [2.5]], [[1, 2], [3]], [], ["a"], 2**70):
        yield call(name, value)
    yield call(name)
    yield call(name, x, nonsense=1)
    yield call(name, x, 0)
    yield call(name, x, 0, None, None, True)
    yield call(name, x, keepdims="a")
    if name in METHODS:
        for dtype in COMMON:
            yield method(name, tame(dtype, 3, 4))
            yield method(name, tame(dtype, 3, 4), axis=1)


def scan_cases(name):
    r = rng("scan", name)
    for dtype in DTYPES:
        yield call(name, specials(dtype))
        for shape in ((0,), (1,), (9,), (129,)):
            yield call(name, tame(dtype, *shape, seed=11))
        for shape in ((2, 3), (9, 17), (2, 3, 4)):
            yield call(name, tame(dtype, *shape, seed=11), axis=r.choice([0, 1, -1]))
        yield call(name, with_nan(dtype, 17))
    for shape in SHAPES:
        for axis in AXES:
            yield call(name, tame(r.choice(["float64", "int64", "int8", "float32"]), *shape, seed=7), axis=axis)
    for _, array in layouts("float64"):
        yield call(name, array, axis=0)
        yield call(name, array)
    for array in symmetric_arrays():
        yield call(name, array, axis=0)
    x, integers = tame("float64", 2, 3, seed=3), tame("int8", 2, 3, seed=3)
    for array in (x, integers):
        for dtype in ("float32", "float64", "int32", "int8", "complex128", "bool", "nonsense"):
            yield call(name, array, axis=1, dtype=dtype)
        for dtype in ("float64", "int64", "float32"):
            yield call(name, array, axis=0, out=zeros(2, 3, dtype=dtype))
        yield call(name, array, axis=0, out=zeros(3, 2))
        yield call(name, array, axis=0, include_initial=True)
    for axis in (2, -3, "a", 1.5, (0, 1)):
        yield call(name, x, axis=axis)
    for value in (3, True, None, "a", [1, 2, 3], [[1, 2], [3]], []):
        yield call(name, value)
    yield call(name)
    yield call(name, x, nonsense=1)
    yield call(name, ones(3, 3), axis=1)


def reductions(release):
    for name in FOLDS:
        yield name, fold_cases(name)


def scans(release):
    for name in SCANS:
        yield name, scan_cases(name)
