"""Building indices, grids and triangles."""

from cases import call
from operands import COMMON, DTYPES, layouts, ones, specials, symmetric_arrays, symmetric_data, tame, transposed, upload, zeros

VALUES = (3, 2.5, None, "a", [1, 2, 3], [[1, 2], [3, 4]], [[1, 2], [3]], [], [True, False], 1j)
COUNTS = (0, 1, 3, 5, -1, -3, 2.5, "a", None, True, [3], 3.0)
OFFSETS = (0, 1, -1, 2, -2, 7, -7, "a", 1.5, None, True)


def meshgrid_cases():
    name = "meshgrid"
    x, y, z = tame("float64", 3), tame("float64", 2, seed=1), tame("int32", 2)
    for arrays in ((), (x,), (x, y), (x, y, z), (x, 1.5), (1, 2), ([1, 2], [3, 4, 5]), (tame("float64", 2, 2), y), (zeros(0), x), (x, None), ("a", x), ([], x), ([[1], [2, 3]], x), (x, True)):
        yield call(name, *arrays)
        for keywords in ({"indexing": "ij"}, {"sparse": True}, {"copy": False}, {"sparse": True, "indexing": "ij"}, {"copy": False, "sparse": True}):
            yield call(name, *arrays, **keywords)
    for keywords in ({"indexing": "nonsense"}, {"indexing": None}, {"sparse": None}, {"sparse": 1}, {"copy": 0}, {"copy": "a"}, {"nonsense": 1}, {"sparse": []}):
        yield call(name, x, y, **keywords)
    for dtype in DTYPES:
        yield call(name, tame(dtype, 2), tame("float32", 3))
    for _, array in layouts("float64"):
        yield call(name, array, y)
    for array in symmetric_arrays()[:3]:
        yield call(name, array, y)


def ix_cases():
    name = "ix_"
    for arrays in (
        (), ([0, 1],), ([0, 1], [2, 3]), ([0], [1, 2], [3]), ([True, False, True], [0, 1]), ([],), ([], [1]), ([1.5],), (3,), (None,), ("a",), ([[1, 2]],), ([0, 1], [[1]]),
        (upload("bool", [True, False]), upload("int64", [1])), (upload("bool", [False, False]),), (tame("float64", 3), tame("int8", 2)), (zeros(0), [1]), (zeros(0, dtype="bool"),),
        (tame("int64"),), (tame("float64", 2, 2),), ([True, False],), ([1, True],), ((0, 1), (2,)), ([1j],), (["a"],), ([[]],), ([2**70],),
    ):
        yield call(name, *arrays)
    for dtype in DTYPES:
        yield call(name, tame(dtype, 3), tame(dtype, 2, seed=1))
        yield call(name, zeros(0, dtype=dtype), [1, 2])
    for array in symmetric_arrays():
        yield call(name, array)
    yield call(name, [1], nonsense=1)


def indices_cases():
    name = "indices"
    for dimensions in ([2, 3], [3], [], [0], [0, 3], [2, 2, 2], 3, -1, [2, -1], None, "a", 2.5, [2.0], [2, "a"], (2, 3), [3, 3], True, upload("int64", [2, 3])):
        yield call(name, dimensions)
        for keywords in ({"sparse": True}, {"dtype": "float32"}, {"dtype": "int8", "sparse": True}, {"dtype": None}):
            yield call(name, dimensions, **keywords)
    for dtype in (*DTYPES, "nonsense", "str", "object", 3):
        yield call(name, [2, 2], dtype=dtype)
        yield call(name, [2, 2], dtype)
    for sparse in (True, False, None, 1, "a"):
        yield call(name, [2, 3], "int64", sparse)
    for axes in (62, 63, 64, 65):
        for keywords in ({}, {"sparse": True}):
            yield call(name, [1] * axes, **keywords)
            yield call(name, ones(axes, dtype="int64"), **keywords)
    yield call(name, [2, 3], sparse=True, dtype=None)
    yield call(name)
    yield call(name, [2], nonsense=1)
    yield call(name, dimensions=[2, 3])


def diag_indices_cases():
    name = "diag_indices"
    for n in COUNTS:
        yield call(name, n)
        for ndim in (0, 1, 2, 3, -1, None, "a", 1.5, True):
            yield call(name, n, ndim)
    yield call(name, 3, ndim=3)
    yield call(name, n=3)
    yield call(name)
    yield call(name, 3, nonsense=1)


def from_cases(name, extra):
    for array in (tame("float64", 3, 3), tame("int8", 2, 2, 2), tame("float64", 3, 4), tame("float64", 4, 2), tame("float64", 3), tame("float64"), zeros(0, 0), zeros(0, 3), zeros(2, 3, 3), ones(3, 3), transposed(tame("float64", 2, 3))):
        yield call(name, array)
        for k in OFFSETS if extra else ():
            yield call(name, array, k)
    for dtype in DTYPES:
        yield call(name, tame(dtype, 3, 3))
    for value in VALUES:
        yield call(name, value)
    for array in symmetric_arrays():
        yield call(name, array)
    for _, array in layouts("float32"):
        yield call(name, array)
    yield call(name, tame("float64", 3, 3), nonsense=1)
    yield call(name, arr=tame("float64", 3, 3))
    yield call(name)


def triangle_index_cases(name):
    for n in COUNTS:
        yield call(name, n)
        yield call(name, n, 1)
        yield call(name, n, 0, 4)
    for k in OFFSETS:
        for m in (None, 2, 5, 0, -1, "a", 1.5):
            yield call(name, 3, k, m)
    yield call(name, 3, k=1, m=4)
    yield call(name, n=3)
    yield call(name, 3, nonsense=1)
    yield call(name)


def tri_cases():
    name = "tri"
    for n in COUNTS:
        yield call(name, n)
        for m in (None, 2, 5, 0, -1, "a", 1.5):
            yield call(name, n, m)
        yield call(name, n, 4, 1)
    for k in OFFSETS:
        yield call(name, 3, 4, k)
        yield call(name, 3, k=k)
    for dtype in (*DTYPES, "nonsense", "str", "object", 3, None):
        yield call(name, 3, dtype=dtype)
        yield call(name, 3, 2, -1, dtype)
    yield call(name, N=3, M=2)
    yield call(name, 3, like=None)
    yield call(name, 3, like=tame("float64", 2))
    yield call(name, 3, nonsense=1)
    yield call(name)


def triangle_cases(name):
    for array in (tame("float64", 3, 3), tame("float64", 2, 4), tame("float64", 4, 2), tame("float64", 3), tame("float64", 2, 3, 3), zeros(0, 3), zeros(0), zeros(3, 0), zeros(0, 3, 3), tame("float64"), transposed(tame("float64", 3, 4)), specials("float64")):
        yield call(name, array)
        for k in OFFSETS:
            yield call(name, array, k)
    for dtype in DTYPES:
        yield call(name, tame(dtype, 3, 3), k=1)
        yield call(name, tame(dtype, 3, 4))
    for value in VALUES:
        yield call(name, value)
    for array in (*symmetric_arrays(), symmetric_data()):
        yield call(name, array)
        yield call(name, array, 1)
    for _, array in layouts("float32"):
        yield call(name, array, -1)
    yield call(name, tame("float64", 3, 3), nonsense=1)
    yield call(name, m=tame("float64", 3, 3))
    yield call(name)


def diagflat_cases():
    name = "diagflat"
    for array in (tame("float64", 3), tame("float64", 2, 2), tame("int8", 2), tame("float64"), zeros(0), zeros(0, 3), tame("float64", 1, 3), tame("bool", 2)):
        for k in OFFSETS:
            yield call(name, array, k)
    for dtype in DTYPES:
        yield call(name, tame(dtype, 3))
    for value in VALUES:
        yield call(name, value)
        yield call(name, value, k=1)
    for array in (*symmetric_arrays(), symmetric_data()):
        yield call(name, array)
    for _, array in layouts("float32"):
        yield call(name, array)
    yield call(name, tame("float64", 3), nonsense=1)
    yield call(name)


def unravel_cases():
    name = "unravel_index"
    indices = (0, 5, 11, 12, -1, [0, 5], [[0, 1], [2, 3]], [], 1.5, [1.0], None, "a", True, upload("int64", [3, 7]), upload("int32", [3]), upload("float64", [1.0]), tame("int64", 2, 2, span=0), tame("int64"), zeros(0, dtype="int64"), zeros(0), upload("uint64", [4]), upload("bool", [True]), 2**70, [12], [-1])
    for value in indices:
        for shape in ([3, 4], [12], 12, [2, 2, 3], [3, 0]):
            yield call(name, value, shape)
        yield call(name, value, [3, 4], "F")
    for shape in ([], None, "a", 2.5, [2.0, 3], [-1, 4], [2, "a"], upload("int64", [3, 4]), [2**40, 2**40], True, (3, 4), 0, -3):
        yield call(name, 1, shape)
        yield call(name, [0, 1], shape)
    for order in ("C", "F", "Q", None, 3, "A", "K", "c"):
        yield call(name, [7, 2], [3, 4], order)
        yield call(name, 7, [2, 3, 2], order=order)
    for dtype in DTYPES:
        yield call(name, upload(dtype, [1, 0, 1]), [3, 4])
    for _, array in layouts("int64"):
        yield call(name, upload("int64", list(range(12)), (3, 4)), [3, 4])
        yield call(name, array, [30, 4])
    yield call(name, indices=[1], shape=[2, 2])
    yield call(name, 1, dims=[2, 2])
    yield call(name, 1, [2, 2], nonsense=1)
    yield call(name, 1)
    yield call(name)


def ravel_cases():
    name = "ravel_multi_index"
    r, c = upload("int64", [0, 2, 1]), upload("int64", [3, 0, 1])
    pairs = (
        [r, c], (r, c), [1, 2], [[0, 2], [3, 0]], upload("int64", [0, 2, 1, 3, 0, 1], (2, 3)), [r, 1], [0, upload("int64", [0, 1, 2], (3, 1))], [[], []], [], [1], [1, 2, 3], [1.5, 2], [tame("float64", 2), 1],
        3, None, "a", [None, 1], ["a", 1], [5, 1], [-1, 1], [1, 4], [upload("int64", [0, 5]), upload("int64", [0, 1])], [upload("int32", [1]), upload("uint8", [2])], [True, False], [upload("bool", [True]), 1],
        [upload("int64", [0, 1]), upload("int64", [0, 1, 2])], [zeros(0, dtype="int64"), zeros(0, dtype="int64")], [zeros(0), zeros(0)], upload("int64", [1, 2]),
    )
    for multi in pairs:
        for mode in ("raise", "wrap", "clip"):
            yield call(name, multi, [3, 4], mode=mode)
        yield call(name, multi, [3, 4], order="F")
    for dims in ([3, 4], 12, [12], [], None, "a", 2.5, [3.0, 4], [0, 4], [-3, 4], [2**40, 2**40], upload("int64", [3, 4]), (3, 4), [3, "a"], [3, 4, 5]):
        yield call(name, [1, 2], dims)
        yield call(name, [r, c], dims)
    for mode in ("nonsense", None, 3, ["clip", "wrap"], ["raise", "wrap"], ["clip"], ["clip", "wrap", "clip"], 0, 1, 2, ("wrap", "clip")):
        yield call(name, [upload("int64", [5, -1, 2]), upload("int64", [-2, 9, 1])], [3, 4], mode)
        yield call(name, [1, 2], [3, 4], mode)
    for order in ("C", "F", "Q", None, 3, "A", "K"):
        yield call(name, [r, c], [3, 4], "raise", order)
    for dtype in DTYPES:
        yield call(name, [upload(dtype, [1, 0]), upload(dtype, [0, 1])], [3, 4])
    yield call(name, [1, 2], [3, 4], nonsense=1)
    yield call(name, [1, 2])
    yield call(name)
    yield call(name, multi_index=[1, 2], dims=[3, 4])


def vander_cases():
    name = "vander"
    for dtype in DTYPES:
        yield call(name, tame(dtype, 3))
        yield call(name, tame(dtype, 4, seed=1), 6)
        yield call(name, tame(dtype, 3), increasing=True)
        yield call(name, specials(dtype), 4)
    for n in (0, 1, 2, 3, 5, -1, 2.5, "a", True, None, 3.0):
        for increasing in (True, False):
            yield call(name, tame("float64", 3), n, increasing=increasing)
            yield call(name, tame("int64", 4), N=n, increasing=increasing)
        yield call(name, zeros(0), n)
    for value in VALUES:
        yield call(name, value)
        yield call(name, value, 2)
    for array in (tame("float64", 2, 2), tame("float64"), zeros(0, 3), *symmetric_arrays()):
        yield call(name, array)
    for _, array in layouts("float64"):
        yield call(name, array)
    for increasing in (None, 1, "a", []):
        yield call(name, tame("float64", 3), increasing=increasing)
    yield call(name, tame("float64", 3), 2, True)
    yield call(name, tame("float64", 3), nonsense=1)
    yield call(name)


def positions(release):
    yield "meshgrid", meshgrid_cases()
    yield "ix_", ix_cases()
    yield "indices", indices_cases()
    yield "diag_indices", diag_indices_cases()
    yield "diag_indices_from", from_cases("diag_indices_from", False)
    for name in ("tril_indices", "triu_indices"):
        yield name, triangle_index_cases(name)
    for name in ("tril_indices_from", "triu_indices_from"):
        yield name, from_cases(name, True)
    yield "tri", tri_cases()
    for name in ("tril", "triu"):
        yield name, triangle_cases(name)
    yield "diagflat", diagflat_cases()
    yield "unravel_index", unravel_cases()
    yield "ravel_multi_index", ravel_cases()
    yield "vander", vander_cases()
