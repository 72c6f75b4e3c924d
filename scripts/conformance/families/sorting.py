"""Sorting, partitioning and looking up: every dtype, NaN and signed zeros, ties, axes, kinds."""

from cases import Slice, call
from operands import (
    DTYPES, INTEGERS, NAN, count, layouts, ones, random_values, sliced, specials, symmetric_arrays, symmetric_data, tame,
    transposed, upload, zeros,
)

VALUES = (3, 2.5, None, "a", [3, 1, 2], [[2, 1], [0, 5]], [[1, 2], [3]], [], ["b", "a"], [True, False], [2, 1.5, 1j])


def distinct(dtype, *shape, seed=0):
    """Values without ties, so that every order of equal elements agrees; as far as the dtype has that many."""
    n = count(shape)
    values = list(range(n))
    from operands import rng

    rng("distinct", dtype, shape, seed).shuffle(values)
    if dtype == "bool":
        values = [v % 2 == 1 for v in values]
    return upload(dtype, values, shape)


ARRAYS = [
    lambda dtype: distinct(dtype, 7), lambda dtype: distinct(dtype, 3, 4), lambda dtype: distinct(dtype, 2, 3, 2),
    lambda dtype: upload(dtype, [], (0,)), lambda dtype: zeros(0, 3, dtype=dtype), lambda dtype: zeros(3, 0, dtype=dtype),
    lambda dtype: distinct(dtype), lambda dtype: distinct(dtype, 1),
]
AXES = (0, 1, -1, 2, -3, 5, None, "a", 1.5, True)
KEYWORDS = [
    {"kind": "quicksort"}, {"kind": "mergesort"}, {"kind": "heapsort"}, {"kind": "stable"}, {"kind": "nonsense"}, {"kind": 3},
    {"kind": None}, {"stable": True}, {"stable": False}, {"stable": None}, {"kind": "stable", "stable": True}, {"order": "x"},
    {"order": None}, {"nonsense": 1}, {"descending": True}, {"kind": "q"}, {"kind": ""}, {"axis": -1, "kind": "stable"},
]


def sort_cases(name):
    for dtype in DTYPES:
        yield call(name, specials(dtype), kind="stable")
        yield call(name, specials(dtype))
        yield call(name, tame(dtype, 20, seed=1), kind="stable")
        yield call(name, tame(dtype, 3, 6, seed=2), axis=0)
        yield call(name, distinct(dtype, 16 if dtype == "bool" else 40))
        yield call(name, distinct(dtype, 70), kind="stable")
        if name == "sort":
            yield call(name, upload(dtype, random_values(dtype, 300, seed=3, span=1000)))
            yield call(name, tame(dtype, 40, 3, seed=4), axis=0)
        for make in ARRAYS:
            yield call(name, make(dtype))
    for dtype in ("float64", "int32"):
        for make in ARRAYS:
            for axis in AXES:
                yield call(name, make(dtype), axis=axis)
            yield call(name, make(dtype), 0)
        for keywords in KEYWORDS:
            yield call(name, distinct(dtype, 3, 4), **keywords)
    for _, array in layouts("float64"):
        yield call(name, array)
        yield call(name, array, axis=0)
    for _, array in layouts("int8"):
        yield call(name, array, kind="stable")
    for array in (*symmetric_arrays(), symmetric_data()):
        yield call(name, array)
        yield call(name, array, axis=0)
        yield call(name, array, axis=None)
    for dtype in ("float16", "float32", "float64"):
        yield call(name, upload(dtype, [NAN, 1, NAN, -0.0, 0.0, -1, NAN, 0.0, -0.0]), kind="stable")
        yield call(name, upload(dtype, [-0.0, 0.0, NAN, 1.0, 0.0, -0.0, 3.0, NAN]))
        yield call(name, upload(dtype, [NAN] * 5))
    for value in VALUES:
        yield call(name, value)
        yield call(name, value, axis=None)
    yield call(name)
    yield call(name, distinct("float64", 3), -1, "stable")
    yield call(name, distinct("float64", 3), -1, None, None)


def lexsort_cases():
    for dtype in DTYPES:
        yield call("lexsort", [tame(dtype, 8), tame(dtype, 8, seed=1)])
        yield call("lexsort", [specials(dtype)])
        yield call("lexsort", tame(dtype, 3, 5))
    mixed = [tame("float64", 2, 3), tame("int64", 2, 3), tame("bool", 2, 3)]
    for axis in (0, 1, -1, -2, 2, None, "a", 1.0):
        yield call("lexsort", mixed, axis=axis)
        yield call("lexsort", mixed[:1], axis)
    yield call("lexsort", [tame("float64", 3), tame("float64", 4)])
    yield call("lexsort", [tame("float64", 3), tame("float64", 3, 1)])
    for value in (*VALUES, [[1, 1, 0], [3, 2, 1]], [zeros(0)], [zeros(0, 3)], [tame("float64"), tame("int64")], ([1, 2], [2, 1])):
        yield call("lexsort", value)
    for array in symmetric_arrays():
        yield call("lexsort", [array, array])
        yield call("lexsort", array)
    yield call("lexsort")
    yield call("lexsort", mixed, nonsense=1)


KTH = (0, 1, 2, -1, 3, 7, -8, [0, 2], [1, 1], [], True, 1.5, None, "a", [[0], [1]], [0.5])


def partition_cases(name):
    full = {"kth": 0}
    for dtype in DTYPES:
        # Partitioning at every position sorts; only then are the other elements' places defined.
        yield call(name, distinct(dtype, 4), [0, 1, 2, 3])
        yield call(name, distinct(dtype, 2, 3), [0, 1, 2])
        yield call(name, distinct(dtype, 3, 2), [0, 1, 2], axis=0)
        yield call(name, distinct(dtype, 2), 0)
        yield call(name, distinct(dtype, 2), 1)
    two = lambda: distinct("float64", 3, 2)
    for kth in (*KTH, upload("int64", [0, 1]), upload("int32", [1]), upload("uint8", [1]), upload("float64", [1]), upload("bool", [True])):
        yield call(name, two(), kth)
        yield call(name, distinct("int32", 2, 2), kth, axis=0)
        yield call(name, distinct("int32", 2), kth, axis=None)
        yield call(name, distinct("float64"), kth)
    for axis in AXES:
        yield call(name, two(), 1, axis)
        yield call(name, distinct("float64", 2), 1, axis=axis)
        yield call(name, distinct("float64"), 0, axis=axis)
    for keywords in ({"kind": "introselect"}, {"kind": "quicksort"}, {"kind": 3}, {"order": "x"}, {"order": None}, {"nonsense": 1}):
        yield call(name, two(), 1, **keywords)
    for array in symmetric_arrays():
        yield call(name, array, 1)
    for value in VALUES:
        yield call(name, value, 0)
    for shape in ((0,), (0, 3), (2, 0)):
        yield call(name, zeros(*shape), 0)
    yield call(name)
    yield call(name, two())
    yield call(name, **full)


def searchsorted_cases():
    name = "searchsorted"
    for dtype in DTYPES:
        table = upload(dtype, sorted([0, 1, 1, 2, 3, 3, 3, 7] if dtype != "bool" else [0, 0, 1, 1]))
        for other in DTYPES:
            yield call(name, table, tame(other, 5))
        yield call(name, table, tame(dtype, 2, 3), side="right")
        yield call(name, table, specials(dtype))
        yield call(name, table, specials(dtype), side="right")
        yield call(name, Slice_reversed(dtype), tame(dtype, 4), sorter=upload("int64", [3, 2, 1, 0]))
        for value in (0, 1, 2.5, True, -3, 300):
            yield call(name, table, value)
    nan = upload("float64", [-1.0, -0.0, 0.0, 2.0, NAN, NAN])
    table = upload("float64", [0.0, 1.0, 2.0, 2.0, 5.0])
    for side in ("left", "right"):
        yield call(name, nan, upload("float64", [NAN, -0.0, 0.0, float("inf"), -float("inf")]), side=side)
        yield call(name, table, 2.0, side=side)
    for keywords in (
        {"side": "middle"}, {"side": 3}, {"side": None}, {"side": "l"}, {"sorter": [0, 1, 2, 3, 4]}, {"sorter": [0, 1]}, {"sorter": [9, 9, 9, 9, 9]},
        {"sorter": [-1, 0, 1, 2, 3]}, {"sorter": upload("float64", [0, 1, 2, 3, 4])}, {"sorter": upload("int32", [0, 1, 2, 3, 4])},
        {"sorter": upload("uint64", [0, 1, 2, 3, 4])}, {"sorter": None}, {"nonsense": 1}, {"sorter": [[0, 1, 2, 3, 4]]}, {"sorter": 3},
        {"sorter": upload("bool", [True] * 5)}, {"sorter": upload("uint8", [4, 3, 2, 1, 0])},
    ):
        yield call(name, table, tame("float64", 3), **keywords)
    yield call(name, upload("float64", [2, 0, 1]), upload("float64", [0.5, 1.5]), sorter=upload("int64", [1, 2, 0]))
    yield call(name, table, tame("float64", 3), "right")
    for value in VALUES:
        yield call(name, value, 1)
        yield call(name, table, value)
    for shape in ((), (0,), (2, 2)):
        yield call(name, zeros(*shape), 1.0)
        yield call(name, table, zeros(*shape))
    yield call(name, [1, 2, 3], [2, 3])
    yield call(name, table)
    yield call(name)
    for _, array in layouts("float64"):
        yield call(name, table, array)
    for array in symmetric_arrays():
        yield call(name, table, array)
    yield call(name, sliced(upload("float64", [0, 1, 2, 3, 4, 5]), Slice(None, None, 2)), 3.0)


def Slice_reversed(dtype):
    return upload(dtype, [3, 2, 1, 0] if dtype != "bool" else [1, 1, 0, 0])


def digitize_cases():
    name = "digitize"
    bins = upload("float64", [0.0, 1.0, 2.5, 4.0])
    falling = upload("float64", [4.0, 2.5, 1.0, 0.0])
    for dtype in DTYPES:
        yield call(name, tame(dtype, 6), bins)
        yield call(name, tame(dtype, 2, 3), falling, right=True)
        yield call(name, specials(dtype), bins)
        yield call(name, tame("float64", 5), upload(dtype, [0, 1, 1, 1] if dtype == "bool" else [0, 1, 3]))
    for right in (True, False, None, 1, "a", 0):
        yield call(name, tame("float64", 5), bins, right=right)
        yield call(name, upload("float64", [0, 1, 2.5, NAN]), falling, right=right)
    for other in (
        [], [1], [1, 1, 1], [1, 3, 2], [3, 1, 2], [[0, 1], [2, 3]], 3, None, "a", [0.0, NAN], [NAN, 0.0], zeros(0), zeros(2, 2),
        upload("float64", [0, 0, 1, 1]), upload("float64", [2, 2, 1, 1]), [True, False], [1j, 2], [1, 1, 0, 1],
    ):
        yield call(name, tame("float64", 4), other)
        yield call(name, 1.5, other)
    for value in VALUES:
        yield call(name, value, bins)
    for shape in ((), (0,), (2, 0)):
        yield call(name, zeros(*shape), bins)
    for array in symmetric_arrays():
        yield call(name, array, bins)
    for _, array in layouts("float32"):
        yield call(name, array, bins)
    yield call(name, tame("float64", 4), bins, True)
    yield call(name, tame("float64", 4), bins, nonsense=1)
    yield call(name, tame("float64", 4))
    yield call(name)


def sort_complex_cases():
    name = "sort_complex"
    for dtype in DTYPES:
        yield call(name, specials(dtype))
        yield call(name, tame(dtype, 2, 5))
        yield call(name, tame(dtype))
        yield call(name, zeros(0, dtype=dtype))
    for value in VALUES:
        yield call(name, value)
    for _, array in layouts("complex128"):
        yield call(name, array)
    for array in symmetric_arrays():
        yield call(name, array)
    yield call(name, ones(3), nonsense=1)
    yield call(name)


def sorting(release):
    yield "sort", sort_cases("sort")
    yield "argsort", sort_cases("argsort")
    yield "lexsort", lexsort_cases()
    for name in ("partition", "argpartition"):
        yield name, partition_cases(name)
    yield "searchsorted", searchsorted_cases()
    yield "digitize", digitize_cases()
    yield "sort_complex", sort_complex_cases()
    yield "sort", [call("sort", transposed(tame("int64", 4, 3)), axis=axis) for axis in (0, 1, None)]
