"""Densities, distribution functions and quantiles of the eight distributions of `stats`."""

from cases import call
from operands import DTYPES, INF, NAN, layouts, ones, symmetric_arrays, tame, upload, zeros

NAMES = "norm expon uniform laplace logistic lognorm cauchy truncnorm".split()
SHAPES = {"lognorm": (0.9,), "truncnorm": (-1.5, 2.0)}
# The reference leaves elements of these unset where its argument is NaN.
UNSET_FOR_NAN = {"norm.cdf", "norm.ppf", "lognorm.ppf", "truncnorm.cdf", "truncnorm.ppf"}
POINTS = [-INF, -30.0, -6.5, -3.0, -1.25, -1.0, -0.5, -0.0, 0.0, 1e-3, 0.25, 0.5, 0.84, 1.0, 1.3, 2.0, 2.9, 4.5, 7.0, 40.0, INF]
CHANCES = [-0.5, -0.0, 0.0, 0.001, 0.02, 0.02425, 0.1, 0.25, 0.5, 0.6, 0.75, 0.9, 0.97575, 0.98, 0.999, 1.0, 1.5]
VALUES = (0, 1, 0.25, True, -2.5, None, "a", [0.1, 0.5], [[0.25], [0.75]], [[0.1, 0.2], [0.3]], [], ["a"])


def chances(*shape, seed=0):
    from operands import count, random_values

    return upload("float64", [0.5 + v / 8.5 for v in random_values("float64", count(shape), seed)], shape)


def cases(name, method):
    op = f"stats.{name}.{method}"
    shapes = SHAPES.get(name, ())
    of = chances if method == "ppf" else lambda *shape, seed=0: tame("float64", *shape, seed=seed)
    points = CHANCES if method == "ppf" else POINTS
    if f"{name}.{method}" not in UNSET_FOR_NAN:
        points = [*points, NAN]
    yield call(op, upload("float64", points), *shapes)
    yield call(op, upload("float64", points), *shapes, 0.5, 2)
    for dtype in DTYPES:
        if dtype[0] == "b" or method != "ppf":
            yield call(op, tame(dtype, 2, 3, seed=5), *shapes)
        else:
            yield call(op, upload(dtype, [0, 1]), *shapes)
        yield call(op, of(3), *shapes, loc=tame(dtype, 3, seed=6))
        yield call(op, of(3), *shapes, scale=ones(3, dtype=dtype))
        yield call(op, of(3), *shapes, ones(1, dtype=dtype), upload(dtype, [1 if dtype == "bool" else 3], []))
    for shape in ((), (0,), (0, 3), (1,), (2, 3), (17,)):
        yield call(op, of(*shape), *shapes)
        yield call(op, of(*shape), *shapes, loc=1.5)
        yield call(op, of(*shape), *shapes, scale=2)
    for _, array in layouts("float32"):
        yield call(op, array, *shapes, 1, 2.0)
    for array in symmetric_arrays():
        yield call(op, array, *shapes)
        yield call(op, 0.5, *shapes, loc=array)
    for loc, scale in ((0, 0), (1, -2), (0.0, 0.0), (NAN, 1), (0, NAN), (0, INF), (True, True), (10**20, 3), (1e300, 1e-300)):
        if f"{name}.{method}" not in UNSET_FOR_NAN or loc == loc and scale != 0 and scale == scale:
            yield call(op, of(3), *shapes, loc, scale)
    for loc, scale in (
        (of(2, 1), 1), (0, ones(2, 1)), (of(2, 1), ones(1, 3)), (of(4), 1), (0, ones(2)), ([1, 2, 3], 1), (0, [1.0, 2.0, 3.0]),
        ([[1], [2]], [1, 2, 3]), ("a", 1), (0, "a"), (None, 1), (0, None), ([], 1), (0, [1, "a"]), (0, [[1, 2], [3]]),
    ):
        yield call(op, of(3), *shapes, loc, scale)
        yield call(op, 0.5, *shapes, loc=loc, scale=scale)
    for value in VALUES:
        if value is None and f"{name}.{method}" in UNSET_FOR_NAN:
            continue
        yield call(op, value, *shapes)
        yield call(op, value, *shapes, 1, 0.5)
    yield call(op)
    yield call(op, of(3))
    yield call(op, of(3), *shapes, 0, 1, 2)
    yield call(op, of(3), *shapes, nonsense=1)
    yield call(op, of(3), *shapes, out=zeros(3))
    for n in range(len(shapes)):
        for value in (1, 0.5, True, upload("float64", [0.5, 1.0, 2.0]), upload("float32", [0.5]), upload("int64", [1, 2, 3]),
                      upload("float64", [1.0, 2.0]), ones(2, 1), upload("float64", [0.7], []), "a", None, [1, 2, 3], 0, -1.0):
            if value == 0 and f"{name}.{method}" in UNSET_FOR_NAN:
                continue
            yield call(op, of(3), *shapes[:n], value, *shapes[n + 1:])
            yield call(op, 0.5, *shapes[:n], value, *shapes[n + 1:])
    if name == "truncnorm" and method != "ppf":
        yield call(op, of(5), -2.0, 2.0, 0.5, 1.5)
        yield call(op, of(5), a=-1, b=1)
    if name == "lognorm":
        yield call(op, of(5), s=0.5, loc=-1)


def distributions(release):
    for name in NAMES:
        for method in ("pdf", "cdf", "ppf"):
            yield f"stats.{name}.{method}", cases(name, method)
