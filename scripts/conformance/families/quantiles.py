"""Percentiles and quantiles: methods, weights, shapes of q, NaNs."""

import itertools

from cases import call
from operands import DTYPES, FLOATS, INF, NAN, layouts, rng, symmetric_arrays, tame, upload, zeros

NAMES = "percentile quantile nanpercentile nanquantile".split()
METHODS = """inverted_cdf averaged_inverted_cdf closest_observation interpolated_inverted_cdf hazen weibull linear median_unbiased
normal_unbiased lower higher midpoint nearest""".split()


def cases(name):
    r = rng("quantiles", name)
    scale = 100 if "percentile" in name else 1
    for dtype in DTYPES[:-2]:
        data = tame(dtype, 7, seed=3)
        for how in METHODS:
            yield call(name, data, r.choice([0.1, 0.25, 0.5, 0.77]) * scale, method=how)
            yield call(name, data, upload(r.choice(FLOATS), [0.2 * scale, 0.9 * scale]), method=how)
    qs = (
        0, 1, True, False, 0.5 * scale, [0, 1], [0.5 * scale], [[0.25 * scale, 0.5 * scale], [0.75 * scale, 1]], [], tame("float64"), upload("float32", [0.5 * scale]),
        upload("int64", [0, 1]), upload("uint8", [1]), upload("bool", [True, False]), upload("float64", [0.3 * scale], ()), upload("float16", [0.5]),
        [[[0.1 * scale]]], (0.1 * scale, 0.2 * scale), upload("complex128", [0.5]), 0.5j, "a",
    )
    for dtype in ("float64", "float32", "int32", "float16", "bool"):
        for q in qs:
            yield call(name, tame(dtype, 3, 4, seed=4), q)
            yield call(name, tame(dtype, 3, 4, seed=4), q, axis=1)
            yield call(name, tame(dtype, 3, 4, seed=4), q, axis=0, keepdims=True, method=r.choice(METHODS))
    holed = upload("float64", [1, NAN, 3, 4, 2, 6, NAN, NAN, 7, 2, 9, 1], (3, 4))
    for how in METHODS:
        for axis in (None, 0, 1):
            yield call(name, holed, 0.4 * scale, axis=axis, method=how)
            yield call(name, holed, [0.4 * scale, scale], axis=axis, keepdims=True, method=how)
    yield call(name, upload("float64", [NAN] * 6, (2, 3)), 0.4 * scale, axis=1)
    yield call(name, upload("float64", [NAN, NAN, 1, 2], (2, 2)), 0.4 * scale, axis=1)
    yield call(name, upload("float64", [INF, -INF, 1, 2]), [0, 0.3 * scale, 0.5 * scale, scale])
    yield call(name, upload("float32", [INF, INF, 1, 2]), 0.9 * scale)
    for how in METHODS:
        for weights in (
            upload("float64", [1, 2, 0.5, 3]), upload("int64", [1, 0, 2, 1]), upload("float64", [0, 0, 0, 0]), upload("float64", [1, -1, 1, 1]), [1, 2, 3, 4], upload("float64", [1, NAN, 1, 1]),
        ):
            yield call(name, tame("float64", 3, 4, seed=5), 0.4 * scale, axis=1, weights=weights, method=how)
    w = upload("float64", [1, 2, 0.5, 3])
    for dtype in DTYPES:
        yield call(name, tame(dtype, 3, 4, seed=5), 0.4 * scale, axis=1, weights=w, method="inverted_cdf")
        yield call(name, tame("float64", 4, seed=5), [0.1 * scale, 0.6 * scale], weights=upload(dtype, [1, 1, 0, 1]), method="inverted_cdf")
    for weights in (
        tame("float64", 3), tame("float64", 5), 2.0, "a", None, tame("float64", 3, 4), upload("float64", [abs(i - 4) for i in range(12)], (3, 4)), upload("float64", [1.0] * 12), [], [1, 2, 3],
        upload("complex128", [1, 2, 3, 4]), upload("float64", [INF, 1, 1, 1]),
    ):
        for axis in (None, 0, 1, (0, 1)):
            for q in (0.5 * scale, [0.0, 0.3 * scale, scale]):
                yield call(name, tame("float64", 3, 4, seed=6), q, axis=axis, weights=weights, method="inverted_cdf")
    yield call(name, holed, 0.4 * scale, axis=1, weights=w, method="inverted_cdf")
    yield call(name, holed, [0.4 * scale, 0.9 * scale], axis=1, weights=w, method="inverted_cdf", keepdims=True)
    yield call(name, tame("float64", 3, 4), 0.5 * scale, axis=1, weights=w, method="inverted_cdf", out=zeros(3))
    yield call(name, tame("float64", 3, 4), 0.5 * scale, axis=1, weights=w, method="inverted_cdf", keepdims=True)
    for out in (zeros(3), zeros(4), zeros(3, dtype="float32"), zeros(3, dtype="int64"), zeros(3, dtype="complex128"), zeros(3, 1), zeros()):
        yield call(name, tame("float64", 3, 4), 0.5 * scale, axis=1, out=out)
        yield call(name, tame("float32", 3, 4), 0.5 * scale, axis=1, out=out, keepdims=True)
        yield call(name, tame("int32", 3, 4), 0.5 * scale, axis=1, out=out, method="nearest")
    yield call(name, tame("float64", 3, 4), [0, 0.5 * scale], axis=1, out=zeros(2, 3))
    yield call(name, tame("float64", 3, 4), 0.5 * scale, axis=1, out=zeros(2, 3))
    yield call(name, tame("float64", 3, 4), 0.5 * scale, out=zeros(3))
    for keywords in (
        {"method": None}, {"method": 3}, {"method": "LINEAR"}, {"interpolation": "linear"}, {"interpolation": "lower", "method": "higher"}, {"interpolation": "nearest"}, {"keepdims": None},
        {"keepdims": "a"}, {"overwrite_input": True}, {"overwrite_input": "a"}, {"axis": (0, 0)}, {"axis": ()}, {"axis": (0, -1)}, {"axis": 7}, {"axis": 1.5}, {"nonsense": 1}, {"out": 3},
    ):
        yield call(name, tame("float64", 3, 4), 0.5 * scale, **keywords)
        yield call(name, tame("float64", 3, 4), [0.5 * scale, 0.1 * scale], **keywords)
    for shape in ((), (0,), (1,), (0, 3), (3, 0), (2, 3, 4), (1, 1)):
        for axis in (None, 0, -1):
            yield call(name, tame("float64", *shape), 0.5 * scale, axis=axis)
            yield call(name, tame("float32", *shape), [0.5 * scale], axis=axis, keepdims=True)
    for _, array in layouts("float32"):
        yield call(name, array, 0.3 * scale, axis=0)
        yield call(name, array, [0.3 * scale, 0.6 * scale], axis=-1)
    for array in symmetric_arrays():
        yield call(name, array, 0.3 * scale)
        yield call(name, array, 0.3 * scale, axis=0)
        yield call(name, array, [0.3 * scale, 0.5 * scale], axis=0)
        yield call(name, array, [0.3 * scale, 0.5 * scale], axis=-1, keepdims=True)
    yield call(name, tame("float64", 3, 4), 0.5 * scale, 1)
    yield call(name, tame("float64", 3, 4), 0.5 * scale, 1, None, False, "lower")


def quantiles(release):
    for name in NAMES:
        # Early releases refuse all calls of the forms that skip NaNs.
        refused = release == "0.4.1" and name.startswith("nan")
        yield name, itertools.islice(cases(name), 40) if refused else cases(name)
