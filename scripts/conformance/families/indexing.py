"""Indexing: basic, negative steps, ellipsis, new axes, integer arrays, masks and mixtures; where and nonzero."""

from cases import Slice, call, index
from operands import COMMON, DTYPES, broadcasted, layouts, ones, rng, symmetric_arrays, tame, transposed, upload, zeros

KEYS = [
    0, -1, 2, 5, -7, (), None, Ellipsis, Slice(), Slice(1), Slice(None, -1), Slice(None, None, 2), Slice(None, None, -1),
    Slice(5, 1, -2), Slice(10, 20), Slice(-2, None), Slice(2, 2), Slice(None, None, 0), Slice("a"), Slice(0.5), True, False,
    1.5, "a", (0, 0), (0, Slice()), (Slice(), 0), (Slice(), None, 1), (Ellipsis, 0), (0, Ellipsis), (None, Slice(), None),
    (Slice(), Slice(None, None, -1)), (0, 0, 0), (0, 0, 0, 0), (Slice(), Slice(), Slice(1, 3)), (Ellipsis, Ellipsis),
    [0, 1], [0, -1], [5], [], [[0, 1], [1, 0]], ([0, 1], [1, 0]), ([0, 1], Slice()), (Slice(), [0, 1]), (0, [0, 1]),
    ([0, 1], 0), ([0, 1], None), ([0, 1], [0, 1, 2]), [True, False], [0.5], (Slice(), [1, 0], Slice(), [0, 1]),
    ([0], Slice(), [0]), (1, Slice(), [1, 0]), (2**70,), (-1, -1), (Slice(1, None), Slice(1, None)),
]


def basic():
    arrays = [
        tame("float64", 4), tame("int32", 3, 4), tame("float32", 2, 3, 4), tame("bool", 3, 3), zeros(0), tame("float64"),
        tame("complex128", 2, 5), transposed(tame("float64", 3, 4)), broadcasted(tame("float64", 3), 2, 3),
    ]
    for array in arrays:
        for key in KEYS:
            yield index(array, key)


def with_arrays():
    x = tame("float64", 4, 5, seed=1)
    for dtype in DTYPES:
        yield index(x, upload(dtype, [1, 0, 1, 1]))
    rows = upload("int64", [0, 3, -1])
    columns = upload("int64", [1, 2, 4])
    mask = upload("bool", [True, False, True, True])
    grid = upload("bool", [n % 3 == 0 for n in range(20)], (4, 5))
    for key in (
        rows, (rows, columns), (rows, Slice()), (Slice(), columns), (rows, 0), (0, columns), (rows, None), mask, grid,
        (mask, 0), (mask, Slice(1, 3)), (Slice(), upload("bool", [True, False, False, True, True])), (mask, columns),
        (Ellipsis, columns), upload("int64", [[0, 1], [2, 3]][0] + [2, 3], (2, 2)), upload("int64", [9]),
        upload("bool", [True, False]), upload("bool", [True] * 6, (2, 3)), upload("int64", [], (0,)),
        upload("int64", [2]), tame("int64"), tame("bool"), (rows, upload("int64", [0, 1])),
        (upload("int64", [0, 1], (2, 1)), columns),
    ):
        yield index(x, key)
        yield index(transposed(tame("int32", 5, 4)), key)
    for _, array in layouts("float64"):
        yield index(array, [0, 1])
        yield index(array, Slice(None, None, -1))
        yield index(array, upload("int64", [0, -1]))
    for array in symmetric_arrays():
        for key in (0, Slice(), Slice(1), (0, 0), None, [0, 1], (Slice(), 0), Ellipsis, (Slice(), Slice(None, 2)), (0, Slice())):
            yield index(array, key)
    for dtype in DTYPES:
        yield index(tame(dtype, 5), 2)
        yield index(tame(dtype, 5), [0, 3])
        yield index(tame(dtype, 3, 3), upload("bool", [True, False, True]))


def where_cases():
    r = rng("where")
    mask = upload("bool", [True, False, True])
    for a in DTYPES:
        for b in r.sample(DTYPES, 4):
            yield call("where", mask, tame(a, 3), tame(b, 3, seed=1))
        for scalar in (0, 1, -1, 0.5, True, 300):
            yield call("where", mask, tame(a, 3), scalar)
            yield call("where", mask, scalar, tame(a, 3))
        yield call("where", tame(a, 2, 3))
        yield call("where", tame(a, 3), 1, 2)
    for shapes in (((2, 1), (3,), ()), ((3,), (2, 3), (2, 1)), ((0,), (0,), (1,)), ((3,), (2,), (3,)), ((), (), ())):
        condition, x, y = (tame(d, *shape) for d, shape in zip(("bool", "float64", "float64"), shapes))
        yield call("where", condition, x, y)
    for value in (True, False, None, "a", [True, False], 3):
        yield call("where", value, tame("float64", 2), 1.0)
    yield call("where", mask, tame("float64", 3))
    yield call("where", mask)
    yield call("where")
    yield call("where", mask, 1, 2)
    yield call("where", mask, 1.5, 2)
    for array in symmetric_arrays():
        yield call("where", array, array, 0.0)
        yield call("where", array)


def position_cases(name):
    for dtype in DTYPES:
        yield call(name, tame(dtype, 2, 3))
        yield call(name, tame(dtype, 7))
    for shape in ((), (0,), (0, 3), (2, 3, 4)):
        yield call(name, tame("float64", *shape))
    for value in (3, 0, None, "a", [1, 0, 2], [[0, 1], [1, 0]], [[1, 2], [3]]):
        yield call(name, value)
    for _, array in layouts("int64"):
        yield call(name, array)
    yield call(name, ones(3, 3))
    yield call(name)
    for dtype in COMMON:
        yield call(name, zeros(3, dtype=dtype))


def indexing(release):
    yield "__getitem__", [*basic(), *with_arrays()]
    yield "where", where_cases()
    for name in ("nonzero", "argwhere", "flatnonzero"):
        yield name, position_cases(name)
