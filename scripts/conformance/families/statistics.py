"""Counting, histograms, covariance, correlation and convolution."""

from cases import Slice, call
from operands import (
    COMMON, DTYPES, INF, INTEGERS, NAN, REAL, layouts, ones, rng, sliced, specials, symmetric_arrays, symmetric_data, tame, transposed, upload, zeros,
)

ESTIMATORS = "auto fd doane scott stone rice sturges sqrt nonsense".split()
VALUES = (3, -2.5, True, None, "a", [1, 2, 3], [[1.5], [2.5]], [[1, 2], [3]], [], ["a"])


def counts(dtype, n, seed=0):
    """Small numbers that are not negative."""
    r = rng("counts", dtype, n, seed)
    return upload(dtype, [bool(r.getrandbits(1)) if dtype == "bool" else r.randint(0, 7) for _ in range(n)])


def bincount_cases(name):
    for dtype in DTYPES:
        for n in (0, 1, 9):
            yield call(name, counts(dtype, n))
        yield call(name, counts(dtype, 9), minlength=12)
        yield call(name, specials(dtype))
    for dtype in INTEGERS[:5]:
        for other in DTYPES:
            yield call(name, counts(dtype, 6), weights=tame(other, 6))
    x = counts("int64", 9)
    for minlength in (0, 3, 20, -1, 2.0, "a", None, True, 100):
        yield call(name, x, minlength=minlength)
        yield call(name, zeros(0, dtype="int64"), minlength=minlength)
    for weights in ([0.5] * 9, [1] * 8, 2.0, None, [], "a", upload("float64", [NAN, INF, -INF, 1, 2, 3, 4, 5, 6])):
        yield call(name, x, weights=weights)
    for value in (*VALUES, [0, 1, 1, 3], [0, -1], [True, False], [1.0, 2.0]):
        yield call(name, value)
        yield call(name, value, minlength=4)
    for array in symmetric_arrays():
        yield call(name, array)
    yield call(name, upload("int64", [-1, 2]))
    yield call(name, upload("int64", [2**62]))
    yield call(name, upload("int64", [10**10]))
    yield call(name, x, minlength=10**10)
    yield call(name, upload("uint64", [2**63 + 1]))
    yield call(name, sliced(x, Slice(None, None, -2)), weights=sliced(tame("float32", 9), Slice(None, None, 2)))
    yield call(name, x, nonsense=1)
    yield call(name)
    yield call(name, zeros(0), minlength=3)
    yield call(name, tame("int64", 2, 3))
    yield call(name, x, weights=tame("float64", 3, 3))


def histogram_keywords(x):
    n = 20
    for keywords in (
        {"range": (0, 1)}, {"range": (-10, 10)}, {"range": (1, 1)}, {"range": (2, 1)}, {"range": (0, INF)},
        {"range": (NAN, 1)}, {"range": (0,)}, {"range": "ab"}, {"range": 3}, {"range": (-1.5, 2.5), "density": True},
        {"range": None}, {"density": True}, {"density": False}, {"density": None}, {"density": 1},
        {"weights": tame("float64", n, seed=5)}, {"weights": tame("float64", n, seed=5), "density": True},
        {"weights": tame("int64", n, seed=5)}, {"weights": tame("int64", n, seed=5), "density": True},
        {"weights": tame("float32", n, seed=5)}, {"weights": tame("complex128", n, seed=5)},
        {"weights": tame("complex64", n, seed=5), "density": True}, {"weights": tame("bool", n, seed=5)},
        {"weights": tame("uint8", n, seed=5)}, {"weights": tame("float16", n, seed=5)},
        {"weights": tame("float64", 3)}, {"weights": tame("float64", 4, 5)}, {"weights": "a"}, {"weights": 2}, {"nonsense": 1},
        {"range": (0, 1), "weights": tame("float64", n, seed=6)}, {"range": (5, 6), "density": True}, {"range": (8, 9)},
    ):
        yield keywords


def one_dimensional(name):
    for dtype in DTYPES:
        yield call(name, tame(dtype, 20, seed=1))
        yield call(name, tame(dtype, 20, seed=1), 4)
        yield call(name, tame(dtype, 3, 4, seed=2), 5)
        yield call(name, tame(dtype, 20, seed=1), [-2, 0, 1, 3])
        yield call(name, tame(dtype, 20, seed=3), "auto")
        yield call(name, specials(dtype), 4)
        yield call(name, specials(dtype), [0, 1, 5])
        yield call(name, upload(dtype, [2 if dtype != "bool" else True] * 4))
    x = tame("float64", 20, seed=4)
    for keywords in histogram_keywords(x):
        yield call(name, x, **keywords)
        yield call(name, x, 4, **keywords)
        yield call(name, x, [-3.0, -1.0, 0.5, 4.0], **keywords)
        yield call(name, x, "sturges", **keywords)
    for how in ESTIMATORS:
        for size in (0, 1, 2, 3, 17, 60):
            yield call(name, tame("float64", size, seed=5), how)
        yield call(name, tame("float32", 30, seed=5), how)
        yield call(name, tame("int64", 30, seed=5, span=1000), how)
        yield call(name, tame("int8", 30, seed=5), how)
        yield call(name, tame("uint16", 50, seed=5, span=4), how)
        yield call(name, tame("float16", 30, seed=5), how)
        yield call(name, tame("complex64", 9, seed=5), how)
        yield call(name, tame("bool", 9, seed=5), how)
        yield call(name, ones(10), how)
        yield call(name, x, how, (0, 3))
        yield call(name, x, how, (10, 13))
        yield call(name, x, how, density=True)
        yield call(name, tame("float64", 8, 9, seed=6), how)
        yield call(name, upload("float64", [0.0] * 30 + [1.0, 5.0, 100.0]), how)
        yield call(name, upload("float64", [0, 1, NAN, 3]), how)
        yield call(name, x, how, weights=tame("float64", 20))
    for bins in (
        0, -1, 1, 2, 3, 7, 64, 2.5, 3.0, True, "a", None, [], [1], [1, 2], [2, 1], [1, 1, 2], [1.0, NAN], [0, INF], [[1, 2], [3, 4]],
        upload("int64", [-2, 0, 3]), upload("float32", [-2, 0, 3]), upload("uint8", [0, 3, 4]), upload("complex128", [0, 1, 2]),
        upload("bool", [False, True]), tame("int64"), upload("float64", [5.0, 1.0]), 2**70, ["a", "b"], upload("float16", [-1, 0.5, 1]),
    ):
        yield call(name, x, bins)
        yield call(name, tame("int32", 9, seed=3), bins)
    for dtype in INTEGERS:
        for seed in range(3):
            yield call(name, tame(dtype, 12, seed=seed, span=100), 7)
    for seed in range(12):
        yield call(name, tame("float32", 15, seed=seed), 3 + seed)
        yield call(name, tame("float64", 15, seed=seed), 3 + seed)
        yield call(name, upload("float64", [0.1 * i for i in range(seed + 2)]), seed + 1)
    yield call(name, upload("float64", [0.1, 0.2, 0.30000000000000004, 0.3, 0.4, 0.5, 0.6, 0.7]), 7)
    yield call(name, upload("float32", [0.1, 0.2, 0.3, 0.3, 0.4, 0.5, 0.6, 0.7]), 7)
    yield call(name, upload("int64", [2**53, 2**53 + 1, 2**53 + 3]), 3)
    yield call(name, upload("uint64", [2**64 - 1, 2**63, 0]), 3)
    yield call(name, upload("int8", [-128, 127, 0]), 3)
    yield call(name, upload("float64", [NAN, 1.0]), 3)
    yield call(name, upload("float64", [INF, 1.0]), 3)
    yield call(name, upload("float64", [NAN, 1.0]), 3, (0, 2))
    yield call(name, upload("float64", [NAN, 1.0]), [0, 1, 2])
    yield call(name, x, 10**9)
    yield call(name, x, 10**12)
    for value in VALUES:
        yield call(name, value)
        yield call(name, value, 3)
    for _, array in layouts("float64"):
        yield call(name, array, 4)
        yield call(name, array, [-4, -1, 0, 4])
    for array in symmetric_arrays():
        yield call(name, array, 3)
    yield call(name)


def histogram2d_cases(name):
    for dtype in DTYPES:
        yield call(name, tame(dtype, 12, seed=1), tame(dtype, 12, seed=2), 3)
        yield call(name, tame(dtype, 12, seed=1), tame("float64", 12, seed=2), [2, 3])
        yield call(name, tame(dtype, 12, seed=1), tame("float32", 12, seed=2), [[-2, 0, 2], [-1, 0, 1, 3]])
    x, y = tame("float64", 12, seed=3), tame("float64", 12, seed=4)
    yield call(name, x, y)
    for bins in (
        0, -1, 1, 2.5, [2, 3], [3], [2, 3, 4], (4, [-1, 0, 1]), [[-1, 0, 1], 4], [-1, 0, 1, 2], "auto", None, [0.5, 2], [2, -1],
        [[-1, 1, 0], 3], [[1], 3], [[[1, 2]], 3], upload("float64", [-1, 0, 1, 2]), upload("float64", [-1, 1]), upload("int64", [2, 3]),
        [upload("float64", [-1, 0, 1]), upload("float32", [0, 1, 2])], True, [], ["a", "b"], tame("int64"), upload("complex128", [0, 1, 2]),
        [2**40, 2],
    ):
        yield call(name, x, y, bins)
    for keywords in (
        {"range": [[0, 1], [0, 1]]}, {"range": [[0, 1], None]}, {"range": [[0, 1]]}, {"range": [[1, 0], [0, 1]]}, {"range": [[0, INF], None]},
        {"density": True}, {"weights": tame("float64", 12)}, {"weights": tame("int32", 12), "density": True}, {"weights": tame("float64", 3)},
        {"weights": tame("complex128", 12)}, {"nonsense": 1}, {"range": "a"}, {"range": [[2, 2], [0, 1]]}, {"range": [[9, 10], [9, 10]], "density": True},
        {"weights": tame("bool", 12)}, {"weights": "a"}, {"weights": tame("complex64", 12), "density": True},
    ):
        yield call(name, x, y, **keywords)
        yield call(name, x, y, [3, 2], **keywords)
    yield call(name, x, tame("float64", 11))
    yield call(name, tame("float64", 3, 4), tame("float64", 3, 4))
    yield call(name, zeros(0), zeros(0), 3)
    yield call(name, zeros(0), zeros(0), 3, [[0, 1], [0, 2]])
    yield call(name, upload("float64", [NAN, 1]), upload("float64", [1, 2]), 3)
    yield call(name, upload("float64", [NAN, 1]), upload("float64", [1, 2]), [[0, 1, 2], [0, 1, 2]])
    yield call(name, upload("float64", [0, 0.1, 0.2, 0.3]), upload("float64", [0, 0.1, 0.2, 0.3]), 3)
    for value in VALUES:
        yield call(name, value, value, 2)
        yield call(name, x, value)
    yield call(name, x)
    yield call(name, ones(3, 3), ones(3, 3))


def histogramdd_cases(name):
    for dtype in DTYPES:
        yield call(name, tame(dtype, 8, 2, seed=1), 3)
        yield call(name, tame(dtype, 8, seed=1), 3)
        yield call(name, tame(dtype, 6, 3, seed=1), [2, 3, 2])
        yield call(name, tame(dtype, 8, 2, seed=1), [[-2, 0, 2], [-1, 0, 1, 3]])
    x = tame("float64", 10, 2, seed=3)
    yield call(name, x)
    for bins in (
        0, -1, 1, 2.5, [2, 3], [3], [2, 3, 4], (4, [-1, 0, 1]), [[-1, 0, 1], 4], [-1, 0, 1, 2], "auto", None, [0.5, 2], [2, -1],
        [[-1, 1, 0], 3], [[1], 3], [[[1, 2]], 3], upload("float64", [-1, 0, 1, 2]), upload("float64", [-1, 1]), upload("int64", [2, 3]),
        [upload("float64", [-1, 0, 1]), upload("float32", [0, 1, 2])], True, [], ["a", "b"], tame("int64"), [upload("complex128", [0, 1, 2]), 2],
        [2**40, 2], [[], 2], [[NAN, 1], 2],
    ):
        yield call(name, x, bins)
    for keywords in (
        {"range": [[0, 1], [0, 1]]}, {"range": [[0, 1], None]}, {"range": [[0, 1]]}, {"range": [[1, 0], [0, 1]]}, {"range": [[0, INF], None]},
        {"density": True}, {"weights": tame("float64", 10)}, {"weights": tame("int32", 10), "density": True}, {"weights": tame("float64", 3)},
        {"weights": tame("complex128", 10)}, {"nonsense": 1}, {"range": "a"}, {"range": [[2, 2], [0, 1]]}, {"density": None}, {"weights": tame("bool", 10)},
        {"range": [[9, 10], [9, 10]], "density": True},
    ):
        yield call(name, x, **keywords)
        yield call(name, x, [3, 2], **keywords)
        yield call(name, x, [[-4, 0, 4], [-4, -1, 2.5]], **keywords)
    for d in (1, 3, 4):
        yield call(name, tame("float64", 7, d, seed=d), 2)
        yield call(name, tame("float32", 7, d, seed=d), 3, density=True)
    for shape in ((0, 2), (0,), (), (3, 0), (2, 2, 2), (1, 2)):
        yield call(name, tame("float64", *shape), 2)
    yield call(name, [[1, 2, 3], [4, 5, 7]], 2)
    yield call(name, transposed(tame("float64", 2, 9)), 2)
    yield call(name, sliced(x, Slice(None, None, -2)), 3)
    yield call(name, tame("float64", 4, 12, seed=8), 10)
    yield call(name, tame("float64", 4, 33, seed=8), 1)
    for value in VALUES:
        yield call(name, value, 2)
    for array in symmetric_arrays():
        yield call(name, array, 2)
    yield call(name)


def covariance_cases(name):
    for dtype in DTYPES:
        yield call(name, tame(dtype, 3, 5, seed=1))
        yield call(name, tame(dtype, 6, seed=1))
        yield call(name, tame(dtype, 2, 4, seed=1), tame("float32", 4, seed=2))
        yield call(name, tame(dtype, 2, 4, seed=1), rowvar=False)
        yield call(name, specials(dtype))
        for target in ("float32", "complex128"):
            yield call(name, tame(dtype, 3, 5, seed=1), dtype=target)
    x, y = tame("float64", 3, 6, seed=3), tame("float64", 3, 6, seed=4)
    keywords = [
        {"y": y}, {"y": y, "rowvar": False}, {"y": tame("float64", 6)}, {"y": tame("float64", 5)}, {"y": tame("complex128", 3, 6)}, {"y": 2.0},
        {"y": tame("float64", 3), "rowvar": False}, {"y": tame("float64", 2, 3, 4)}, {"y": "a"}, {"rowvar": 0}, {"rowvar": 1}, {"rowvar": True},
        {"bias": True}, {"bias": False}, {"ddof": 0}, {"ddof": 2}, {"ddof": 6}, {"ddof": 8}, {"ddof": 1.5}, {"ddof": "a"}, {"dtype": "float32"},
        {"dtype": "float16"}, {"dtype": "int64"}, {"dtype": "complex64"}, {"dtype": "nonsense"}, {"nonsense": 1}, {"dtype": "float64"}, {"ddof": None},
        {"bias": True, "y": y},
    ]
    if name == "cov":
        f, a = upload("int64", [1, 2, 1, 3, 1, 2]), upload("float64", [0.5, 1, 2, 0.25, 1, 1])
        keywords += [
            {"fweights": f}, {"aweights": a}, {"fweights": f, "aweights": a}, {"fweights": f, "aweights": a, "ddof": 0}, {"fweights": f, "bias": True},
            {"aweights": a, "ddof": 2}, {"aweights": a, "bias": True}, {"fweights": a}, {"fweights": upload("float64", [1, 2, 1, 3, 1, 2])},
            {"fweights": upload("int64", [1, 2, -1, 3, 1, 2])}, {"aweights": upload("float64", [-1, 1, 1, 1, 1, 1])}, {"fweights": upload("int64", [1, 2])},
            {"aweights": upload("float64", [1, 2])}, {"fweights": tame("int64", 2, 3)}, {"aweights": tame("float64", 2, 3)}, {"fweights": [1, 1, 2, 1, 1, 1]},
            {"aweights": [1, 1, 2, 1, 1, 1]}, {"fweights": zeros(6, dtype="int64")}, {"aweights": zeros(6)}, {"fweights": upload("uint8", [1, 2, 1, 3, 1, 2])},
            {"fweights": 2}, {"aweights": 2.0}, {"aweights": a, "rowvar": False}, {"aweights": [0.5, 1.0, 2.0], "rowvar": False}, {"fweights": f, "dtype": "float32"},
        ]
    for options in keywords:
        yield call(name, x, **options)
        yield call(name, tame("float32", 2, 6, seed=6), **options)
        yield call(name, tame("int32", 6, seed=6), **options)
    for shape in ((0,), (1,), (), (1, 5), (5, 1), (1, 1), (0, 3), (3, 0), (2, 3, 4), (7, 9), (12, 3), (2, 17)):
        yield call(name, tame("float64", *shape, seed=9))
        yield call(name, tame("float32", *shape, seed=9), rowvar=False)
        yield call(name, tame("complex64", *shape, seed=9))
    for _, array in layouts("float64"):
        yield call(name, array)
        yield call(name, array, array)
        yield call(name, array, rowvar=False)
    for array in symmetric_arrays():
        yield call(name, array)
        yield call(name, array, array)
    yield call(name, symmetric_data(4))
    yield call(name, upload("float64", [1, NAN, 3, 1, 2, INF], (2, 3)))
    yield call(name, ones(2, 4), zeros(2, 4))
    for value in VALUES:
        yield call(name, value)
        yield call(name, x, value)
    yield call(name, tame("float64", 4), tame("float64", 4, seed=1))
    yield call(name, [1.0], 2.0)
    yield call(name, tame("float64", 40, 30, seed=1))
    yield call(name)


def sliding_cases(name):
    sizes = ((1, 1), (3, 2), (2, 3), (5, 5), (9, 4), (4, 9), (12, 11), (1, 4), (20, 3), (3, 20))
    for dtype in DTYPES:
        for m, n in sizes[:5]:
            yield call(name, tame(dtype, m, seed=1), tame(dtype, n, seed=2))
        yield call(name, specials(dtype), tame(dtype, 3, seed=2), "same")
        for other in COMMON:
            yield call(name, tame(dtype, 5, seed=1), tame(other, 3, seed=2), "full")
    for m, n in sizes:
        for mode in ("full", "same", "valid"):
            for dtype in ("float64", "float32", "int64", "complex128"):
                yield call(name, tame(dtype, m, seed=3), tame(dtype, n, seed=4), mode)
    x, y = tame("float64", 6, seed=5), tame("float64", 3, seed=6)
    for mode in (0, 1, 2, 3, -1, "f", "s", "v", "FULL", "Same", "valid ", "", "nonsense", None, 1.5, True):
        yield call(name, x, y, mode)
        yield call(name, x, y, mode=mode)
    for a, b in (
        (zeros(0), y), (x, zeros(0)), (zeros(0), zeros(0)), (tame("float64", 2, 3), y), (x, tame("float64", 2, 2)), (tame("float64"), y), (x, 2.0),
        (3, 4), (x, sliced(y, Slice(None, None, -1))), (sliced(tame("float64", 9), Slice(None, None, -2)), sliced(tame("float64", 4, 4), Slice(), 1)),
        (tame("float64", 1, 1), y), (x, tame("float64", 1, 1)),
    ):
        yield call(name, a, b)
        yield call(name, a, b, "same")
    for value in VALUES:
        yield call(name, x, value)
        yield call(name, value, y)
    for array in symmetric_arrays():
        yield call(name, array, y)
    for m, n in ((40, 33), (60, 7), (100, 13), (50, 50)):
        for dtype in ("float64", "float32", "complex64", "float16", "int16", "bool"):
            yield call(name, tame(dtype, m, seed=7), tame(dtype, n, seed=8))
    yield call(name, x, y, nonsense=1)
    yield call(name, x)


CASES = {
    "bincount": bincount_cases, "histogram": one_dimensional, "histogram_bin_edges": one_dimensional, "histogram2d": histogram2d_cases,
    "histogramdd": histogramdd_cases, "cov": covariance_cases, "corrcoef": covariance_cases, "convolve": sliding_cases, "correlate": sliding_cases,
}


def statistics(release):
    for name, cases in CASES.items():
        yield name, cases(name)
