"""Windows and polynomials."""

from cases import call
from operands import DTYPES, INF, NAN, layouts, ones, specials, symmetric_arrays, symmetric_data, tame, upload, zeros

WINDOWS = "bartlett blackman hamming hanning kaiser".split()
PAIRS = "polyadd polysub polymul polydiv".split()
VALUES = (3, -2.5, True, None, "a", [1, 2, 3], [1.5, 0, -2], [[1, 2], [3, 4]], [[1, 2], [3]], [], ["a"], [0, 0], [0, 1, 2, 0])


def window_cases(name):
    betas = (14, 0.0, 8.6) if name == "kaiser" else (None,)
    for beta in betas:
        rest = () if beta is None else (beta,)
        for m in (0, 1, 2, 3, 4, 5, 7, 12, 33, -1, -5, True, 5.0, 4.5, NAN, INF, 10**9, 10**12, 10**20):
            yield call(name, m, *rest)
        for m in (None, "a", "5", [5], [3, 4], [], tame("float64", 2), upload("int64", [6], []), upload("float64", [5.5], []),
                  upload("int32", [4]), upload("uint8", [9], []), upload("bool", [1], []), upload("complex128", [3], [])):
            yield call(name, m, *rest)
    rest = () if betas == (None,) else (2.0,)
    yield call(name)
    yield call(name, 5, *rest, 1)
    yield call(name, 5, *rest, nonsense=1)
    yield call(name, M=6, **({"beta": 3.5} if rest else {}))
    if rest:
        for beta in (1, True, -3.0, 100.0, 800.0, NAN, INF, "a", None, [1.0, 2.0], [1.0], upload("float64", [2.5], []),
                     upload("float32", [2.5], []), tame("float64", 5), tame("float64", 2), tame("complex128", 1), upload("int64", [4])):
            yield call(name, 5, beta)
        yield call(name, 1, "a")
        yield call(name, 5)


def operand_cases(name, *rest):
    for dtype in DTYPES:
        yield call(name, tame(dtype, 4, seed=3), *rest)
    for value in VALUES:
        yield call(name, value, *rest)
    for shape in ((), (0,), (1,), (2, 3), (0, 3)):
        yield call(name, tame("float64", *shape, seed=2), *rest)
    for _, array in layouts("float64")[:6]:
        yield call(name, array, *rest)
    for array in symmetric_arrays()[:3]:
        yield call(name, array, *rest)
    yield call(name)
    yield call(name, tame("float64", 3), *rest, nonsense=1)


def pair_cases(name):
    for dtype in DTYPES:
        for other in ("bool", "int8", "int64", "uint64", "float16", "float32", "float64", "complex64", "complex128"):
            yield call(name, tame(dtype, 4, seed=3), tame(other, 2, seed=9))
    for n, m in ((1, 1), (3, 3), (2, 5), (5, 2), (0, 2), (2, 0), (0, 0), (1, 4), (7, 3)):
        yield call(name, tame("float64", n, seed=1), tame("float64", m, seed=2))
        yield call(name, tame("int64", n, seed=1), tame("int64", m, seed=2))
    for left, right in (((), ()), ((), (3,)), ((3,), ()), ((2, 2), (2,)), ((2,), (3, 2)), ((2, 3), (2, 3)), ((3, 2), (2,)), ((1, 3), (2, 3)), ((2, 3), (2, 2))):
        yield call(name, tame("float64", *left, seed=1), tame("float64", *right, seed=2))
    yield call(name, upload("float64", [0, 0, 1, 2]), upload("float64", [0, 1, 3]))
    yield call(name, upload("float64", [1, 2, 0, 0]), upload("float64", [1, 0]))
    yield call(name, upload("float64", [1, 2, 3]), zeros(2))
    yield call(name, upload("float64", [1e-20, 2, 3, 5]), upload("float64", [1, 1]))
    yield call(name, upload("float64", [1, NAN, INF]), upload("float64", [1, 2]))
    for value in VALUES:
        yield call(name, [1, 2], value)
        yield call(name, value, tame("float64", 2))
        yield call(name, value, value)
    for array in symmetric_arrays()[:3]:
        yield call(name, array, array)
    for _, array in layouts("float64")[:6]:
        yield call(name, array, array)
    yield call(name)
    yield call(name, [1, 2])
    yield call(name, [1], [2], 3)
    yield call(name, [1], [2], nonsense=3)


def derivative_cases(name):
    yield from operand_cases(name)
    for m in (0, 1, 2, 3, 4, 7, -1, 1.0, 1.5, True, "a", "2", None, [1], upload("int64", [2], []), 10**6 if name == "polyder" else 50):
        yield call(name, tame("float64", 4), m)
        yield call(name, tame("int64", 3), m=m)
        yield call(name, tame("complex64", 5), m=m)
    if name == "polyint":
        for m, k in ((1, 0), (1, 2.5), (1, [3]), (2, [1, 2]), (2, 7), (3, [1, 2]), (2, [1, 2, 3]), (1, "a"), (1, 1j), (0, 1), (2, []),
                     (1, tame("float32", 1)), (2, tame("complex128", 2)), (2, tame("int64", 2)), (1, [[1]]), (3, [1.5])):
            if isinstance(k, complex):
                continue
            yield call(name, tame("float64", 3), m, k)
            yield call(name, tame("int32", 4), m=m, k=k)


def polyval_cases(name):
    for dtype in DTYPES:
        for other in ("bool", "int32", "float32", "float64", "complex128"):
            yield call(name, tame(dtype, 3, seed=3), tame(other, 2, seed=4))
    for p, x in (((), ()), ((3,), ()), ((3,), (2, 3)), ((0,), (3,)), ((1,), (3,)), ((3, 2), (2,)), ((3, 2), (3,)), ((3, 2), ()), ((3,), (0,)), ((2, 2), (5, 2))):
        yield call(name, tame("float64", *p), tame("float64", *x))
    for value in VALUES:
        yield call(name, value, tame("float64", 3))
        yield call(name, tame("float64", 3), value)
        yield call(name, value, value)
    yield call(name, tame("float64", 4), specials("float64"))
    for array in symmetric_arrays():
        yield call(name, [1.0, 2.0, 3.0], array)
        yield call(name, array, 2.0)
    for _, array in layouts("float64"):
        yield call(name, [1, -1, 2], array)
        yield call(name, array, 3)
    yield call(name)
    yield call(name, [1, 2])
    yield call(name, [1, 2], 1, 2)


def poly_cases(name):
    yield from operand_cases(name)
    for n in (2, 3, 4):
        yield call(name, tame("float64", n, n, seed=7))
        yield call(name, symmetric_data(n))
        yield call(name, tame("complex128", n, n, seed=8))
    for dtype in DTYPES:
        yield call(name, tame(dtype, 3, 3, seed=4))
    yield call(name, upload("complex128", [1 + 2j, 1 - 2j, 3]))
    yield call(name, upload("complex128", [1 + 2j, 2 - 2j]))
    yield call(name, upload("float64", [1, NAN, 2]))
    yield call(name, upload("float64", [[1]][0] * 4))
    yield call(name, tame("float64", 2, 2, 2))


def roots_cases(name):
    yield from operand_cases(name)
    for values in ([1, -6, 11, -6], [1, 0, 1], [0, 0, 1, -3, 2, 0, 0], [2, 4], [5], [0], [0, 0, 0], [1, 0, 0], [1, 2, 3, 4, 5, 6], [1, NAN, 2], [1, INF, 2]):
        yield call(name, upload("float64", values))
    for values in ([1, 2j, -1], [1 + 1j, 3, 2 - 1j], [0, 1j, 0]):
        yield call(name, upload("complex128", values))
        yield call(name, upload("complex64", values))
    yield call(name, ones(4, dtype="float32"))


def polyfit_cases(name):
    x, y = upload("float64", [0, 1, 2, 3, 4, 5]), upload("float64", [0, 0.8, 0.9, 0.1, -0.8, -1.0])
    for deg in (0, 1, 2, 3, 5, 6, -1, 1.0, 1.5, True, "a", None, [1], [0, 2], upload("int64", [2], [])):
        yield call(name, x, y, deg)
        yield call(name, x, tame("float64", 6, 2), deg)
    for dtype in DTYPES:
        yield call(name, upload(dtype, [0, 1, 1, 0] if dtype == "bool" else [0, 1, 2, 4]), upload("float64", [1, 3, 2, 5]), 1)
        yield call(name, upload("float64", [0, 1, 2, 4]), tame(dtype, 4, seed=5), 1)
    w = upload("float64", [1, 2, 1, 2, 1, 2])
    for keywords in (
        {"full": True}, {"cov": True}, {"cov": "unscaled"}, {"w": w}, {"w": w, "cov": True}, {"w": w, "full": True}, {"rcond": 1e-3}, {"rcond": 0.5},
        {"full": True, "cov": True}, {"w": upload("float64", [1, 2])}, {"w": tame("float64", 6, 1)}, {"w": [1, 1, 1, 1, 1, 2]}, {"nonsense": 1},
        {"cov": False}, {"cov": 1}, {"w": "a"}, {"rcond": "a"}, {"rcond": None}, {"w": None}, {"full": 1}, {"cov": "nonsense"}, {"rcond": 1e-3, "full": True},
        {"w": upload("float32", [1, 2, 1, 2, 1, 2])}, {"w": upload("int64", [1, 2, 1, 2, 1, 2])},
    ):
        for deg in (1, 2, 4):
            yield call(name, x, y, deg, **keywords)
        yield call(name, x, tame("float64", 6, 2, seed=1), 1, **keywords)
    yield call(name, ones(6), y, 1)
    yield call(name, ones(6), y, 1, full=True)
    yield call(name, x, upload("float64", [1, 2]), 1)
    yield call(name, upload("float64", []), upload("float64", []), 1)
    yield call(name, x, tame("float64"), 1)
    yield call(name, tame("float64", 2, 3), tame("float64", 2), 1)
    yield call(name, x, tame("float64", 6, 2, 2), 1)
    yield call(name, x, tame("float64", 6, 1), 1, cov=True)
    yield call(name, x, upload("float64", [1, NAN, 2, 3, 4, 5]), 1)
    yield call(name, [0, 1, 2, 3], [1, 3, 5, 7], 1)
    for value in VALUES:
        yield call(name, value, [1, 2, 3], 1)
        yield call(name, [1, 2, 3], value, 1)
    yield call(name, x, y)
    yield call(name, x)
    yield call(name)
    yield call(name, x, y, 1, None, False, None, False, 1)
    yield call(name, x, y, 1, 1e-9, True)


def windows(release):
    for name in WINDOWS:
        yield name, window_cases(name)


def polynomials(release):
    for name in PAIRS:
        yield name, pair_cases(name)
    for name in ("polyder", "polyint"):
        yield name, derivative_cases(name)
    yield "polyval", polyval_cases("polyval")
    yield "poly", poly_cases("poly")
    yield "roots", roots_cases("roots")
    yield "polyfit", polyfit_cases("polyfit")
