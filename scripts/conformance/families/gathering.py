"""Taking, choosing and putting by position: every dtype of the array, of positions and of values."""

from cases import Operand, Slice, call, writes
from operands import COMMON, DTYPES, NAN, layouts, ones, sliced, specials, symmetric_arrays, tame, transposed, upload, zeros

VALUES = (3, 2.5, None, "a", [1, 0, 2], [[0, 1], [1, 0]], [[1, 2], [3]], [], [True, False], [0.5, 1.5], -1, 1j)
MODES = ("raise", "wrap", "clip", "nonsense", None, 3, 0, 1, 2, 2.5)
OUTSIDE = (upload("int64", [0, 5, -1, 17, -20]), [7], -9, 100, [-13, 12])


def positions(dtype="int64"):
    return upload(dtype, [1, 0, 1, 1, 0] if dtype == "bool" else [2, 0, 1, 1, 0])


def taking(name):
    for dtype in DTYPES:
        yield call(name, tame(dtype, 3, 4), positions())
        yield call(name, tame(dtype, 3, 4), positions(), axis=1)
        yield call(name, tame("float64", 4), positions(dtype))
        yield call(name, tame("int32", 3, 4), positions(dtype), 0)
        yield call(name, tame(dtype), 0)
        yield call(name, tame(dtype, 4), 2)
    arrays = [tame("float64", 3, 4), tame("int32", 2, 3, 2), tame("float64", 5), tame("float32"), zeros(0), zeros(0, 3), zeros(3, 0)]
    for array in arrays:
        for indices in (0, [0], [[0, 1], [1, 0]], [], -1, [1, 2], zeros(0, dtype="int64"), tame("int64"), 2**70, [[]]):
            for axis in (None, 0, -1, 1):
                yield call(name, array, indices, axis=axis)
        for axis in (2, -4, "a", 1.5, True):
            yield call(name, array, [0], axis=axis)
    for mode in MODES:
        for indices in OUTSIDE:
            yield call(name, tame("float64", 3, 4), indices, mode=mode)
            yield call(name, tame("int64", 3, 2), indices, axis=0, mode=mode)
        yield call(name, zeros(0), [0], mode=mode)
    for out in (zeros(5), zeros(5, dtype="float32"), zeros(5, dtype="int64"), zeros(4), zeros(5, 1), zeros(5, dtype="complex128"), 3, "a", [1]):
        for mode in ("raise", "wrap", "clip"):
            yield call(name, tame("float64", 6), positions(), out=out, mode=mode)
    yield call(name, tame("float32", 6), positions(), out=zeros(5))
    yield call(name, tame("int64", 6), positions(), out=zeros(5))
    yield call(name, tame("float64", 6), positions(), None, zeros(5), "wrap")
    for value in VALUES:
        yield call(name, value, [0])
        yield call(name, tame("float64", 3, 4), value)
    for _, array in layouts("float64"):
        yield call(name, array, [0, -1, 3] if array.op != "__getitem__" else [0, -1])
        yield call(name, array, [0, -1], axis=-1)
    for array in symmetric_arrays():
        for axis in (None, 0, 1):
            yield call(name, array, [0, 1], axis=axis)
            yield call(name, array, 0, axis=axis)
    yield call(name, tame("float64", 3))
    yield call(name)
    yield call(name, tame("float64", 3), [0], nonsense=1)


def along(name, extra):
    a = lambda dtype="float64": tame(dtype, 3, 4)
    columns = upload("int64", [0, 3, 1, 2, 2, 0], (3, 2))
    rows = upload("int64", [2, 0, 1, 1], (1, 4))
    for dtype in DTYPES:
        array = a(dtype)
        yield writes(call(name, array, columns, *extra(dtype, 3, 2), 1), array)
        array = tame("float64", 3, 4, seed=2)
        yield writes(call(name, array, upload(dtype, [0, 1, 1, 0], (1, 4)), *extra("float64", 1, 4), 0), array)
    for indices in (
        columns, rows, upload("int64", [0, 1, 2], (3, 1)), upload("int64", [1]), upload("int64", [5, 5, 5], (3, 1)), [[0], [1], [2]], 3, None, "a",
        upload("int64", [-1, -4, 0], (3, 1)), zeros(3, 0, dtype="int64"), upload("float64", [0, 1, 2], (3, 1)), upload("int64", [0, 1], (2, 1)),
        upload("int64", [0, 11, -1]), upload("int64", [12]),
    ):
        for axis in (0, 1, -1, None, 2, -3, "a", 1.5):
            array = a()
            yield writes(call(name, array, indices, *extra("float64"), axis), array)
    for shape in ((), (0,), (0, 3), (2, 0), (2, 1, 3)):
        for axis in (0, -1, None):
            array = zeros(*shape)
            yield writes(call(name, array, zeros(*shape, dtype="int64"), *extra("float64"), axis), array)
    for value in VALUES:
        yield call(name, value, upload("int64", [0]), *extra("float64"), 0)
    for _, array in layouts("float32"):
        yield call(name, array, zeros(1, 2, dtype="int64"), *extra("float32"), 0)
    for array in symmetric_arrays():
        yield writes(call(name, array, zeros(2, 2, dtype="int64"), *extra("float64"), 0), array)
        yield writes(call(name, array, upload("int64", [1, 0]), *extra("float64"), None), array)
    yield call(name)
    yield call(name, a(), columns)
    yield call(name, a(), columns, *extra("float64"))
    yield call(name, a(), columns, *extra("float64"), 1, nonsense=1)
    yield call(name, a(), columns, *extra("float64"), axis=1)


def conditions():
    return (
        upload("bool", [True, False, True]), upload("bool", [True, False, True, True]), upload("int64", [0, 2, 1]), upload("float64", [0.0, NAN, -0.0]),
        [True, False], [1, 0, 1], [], zeros(0), upload("bool", [True] * 13), upload("bool", [False] * 12 + [True]), upload("bool", [False] * 20),
        tame("bool", 3, 4), tame("bool"), tame("complex128", 3), 1, None, "a", [[True]], True,
    )


def compress_cases():
    name = "compress"
    for condition in conditions():
        for axis in (None, 0, 1, -1, 2, "a"):
            yield call(name, condition, tame("float64", 3, 4), axis=axis)
        yield call(name, condition, tame("float64", 4))
        yield call(name, condition, tame("int32"))
    for dtype in DTYPES:
        yield call(name, [True, False, True], tame(dtype, 3, 4), axis=0)
        yield call(name, tame(dtype, 4, seed=2), tame("float64", 4))
    for out in (zeros(2), zeros(2, dtype="float32"), zeros(2, dtype="int64"), zeros(3), zeros(2, dtype="complex128"), 3, "a"):
        yield call(name, [True, False, True], tame("float64", 3), out=out)
    for _, array in layouts("float64"):
        yield call(name, [False, True], array, axis=0)
        yield call(name, [False, True, True, True, True], array)
    for value in VALUES:
        yield call(name, [True, False], value)
        yield call(name, value, tame("float64", 4))
    for array in symmetric_arrays():
        yield call(name, [True, True], array, axis=0)
        yield call(name, [True, True], array)
    yield call(name, [True], tame("float64", 2), 0)
    yield call(name, [True], tame("float64", 2), 0, zeros(1))
    yield call(name, [True], tame("float64", 2), 0, zeros(1), 1)
    yield call(name, [True], tame("float64", 2), nonsense=1)
    yield call(name, [True])
    yield call(name)


def extract_cases():
    name = "extract"
    for condition in conditions():
        for array in (tame("float64", 3, 4), tame("float64", 3), tame("int64"), zeros(0), transposed(tame("float64", 4, 3))):
            yield call(name, condition, array)
    for dtype in DTYPES:
        yield call(name, tame(dtype, 4, seed=2), tame("float64", 4))
        yield call(name, tame("bool", 2, 3, seed=2), tame(dtype, 2, 3))
    for value in VALUES:
        yield call(name, [True, False], value)
    for _, array in layouts("int64"):
        yield call(name, [False, True, True], array)
    for array in symmetric_arrays():
        yield call(name, array, array)
    yield call(name, [True], tame("float64", 2), 0)
    yield call(name, [True], tame("float64", 2), nonsense=1)
    yield call(name, [True])
    yield call(name)


def choose_cases():
    name = "choose"
    for count in (62, 63, 64, 65):
        yield call(name, [0, 1, 2], [5] * count)
        yield call(name, [0, 1, 2], ones(count))
    choices = lambda dtype="float64": [tame(dtype, 3), tame(dtype, 3, seed=1), tame(dtype, 3, seed=2)]
    for dtype in DTYPES:
        yield call(name, upload("int64", [2, 0, 1]), choices(dtype))
        yield call(name, upload(dtype, [1, 0, 1]), choices())
        yield call(name, upload("int64", [1, 0, 1]), [tame(dtype, 3), tame("float32", 3)])
        yield call(name, upload("int64", [1, 0, 1]), [tame(dtype, 3), 2])
        yield call(name, upload("int64", [1, 0, 1]), [2.5, tame(dtype, 3)])
    for mode in MODES:
        for a in (upload("int64", [5, -1, 0]), upload("int64", [2, 1, 0]), 7, -1):
            yield call(name, a, choices(), mode=mode)
    for a in (0, 1, [0, 1], [[0, 1, 2], [2, 1, 0]], [[0], [1]], 2.5, True, None, "a", [], [0.5], zeros(0, dtype="int64"), tame("int64"), [3], [-1]):
        for options in (choices(), [1, 2, 3], [10.5, 20], tame("float64", 3, 3), [], 5, None, "ab", [[1, 2], [3]], [tame("float64", 2, 3), 1, 2], [True, 1, 2.5], [tame("float64", 2)] * 3):
            yield call(name, a, options)
    for out in (zeros(3), zeros(3, dtype="float32"), zeros(3, dtype="int64"), zeros(2), zeros(1, 3), zeros(3, dtype="complex128"), 3):
        yield call(name, upload("int64", [2, 0, 1]), choices(), out=out)
        yield call(name, upload("int64", [2, 0, 1]), choices(), out=out, mode="wrap")
    for array in symmetric_arrays():
        yield call(name, zeros(3, 3, dtype="int64"), [array, array])
    yield call(name, [0], choices(), nonsense=1)
    yield call(name, [0])
    yield call(name)


def select_cases():
    name = "select"
    mask = lambda seed=0, *shape: tame("bool", *(shape or (4,)), seed=seed)
    for dtype in DTYPES:
        yield call(name, [mask(), mask(1)], [tame(dtype, 4), tame(dtype, 4, seed=1)])
        yield call(name, [mask(), mask(1)], [tame(dtype, 4), tame("float32", 4, seed=1)], 7)
        yield call(name, [mask()], [tame(dtype, 4)], 2.5)
        yield call(name, [mask()], [3], tame(dtype, 4))
        yield call(name, [tame(dtype, 4)], [tame("float64", 4)])
    for default in (0, 1.5, True, None, "a", 1j, [1, 2, 3, 4], tame("float64", 4), tame("int8"), 300, -1):
        yield call(name, [mask(), mask(1)], [tame("int8", 4), tame("int8", 4, seed=1)], default)
        yield call(name, [mask()], [5], default)
        yield call(name, [mask()], [tame("float32", 4)], default=default)
    for conditions_, choices in (
        ([], []), ([mask()], []), ([], [1]), ([mask()], [1, 2]), ([True, False], [1, 2]), ([[True, False]], [[1, 2]]), (mask(), tame("float64", 4)),
        (mask(0, 2, 3), tame("float64", 2, 3)), ([mask(0, 2, 1)], [tame("float64", 3)]), ([mask(0, 2)], [tame("float64", 3)]), ([mask(), mask(0, 2, 4)], [1.5, tame("int64", 4)]),
        (None, [1]), (3, [1]), ("a", [1]), ([mask()], None), ([mask()], "a"), ([mask()], ["a"]), ([None], [1]), (["a"], [1]), ([1], [2]), ([mask()], [[1, 2], [3]]),
        ([tame("bool")], [tame("float64")]), ([mask()], [2**40]), ([mask()], [tame("uint8", 4)]), ([mask(), mask(1)], [1, 2.5]), ([mask(), mask(1)], [True, tame("int8", 4)]),
        ([zeros(0, dtype="bool")], [zeros(0)]),
    ):
        yield call(name, conditions_, choices)
        yield call(name, conditions_, choices, 9)
    for array in symmetric_arrays():
        yield call(name, [ones(3, 3, dtype="bool")], [array])
    yield call(name, [mask()], [1], 0, 0)
    yield call(name, [mask()], [1], nonsense=1)
    yield call(name, [mask()])
    yield call(name)


def read_only():
    array = tame("float64", 3, 3)
    return (
        Operand("diagonal", [array]), Operand("diag", [array]), Operand("broadcast_to", [array, [2, 3, 3]]), Operand("imag", [array]),
        sliced(Operand("diagonal", [array]), Slice(0, 2)), transposed(Operand("broadcast_to", [array, [2, 3, 3]])),
    )


def put_cases():
    name = "put"
    for array in read_only():
        yield writes(call(name, array, [0], 7), array)
    for dtype in DTYPES:
        for values in (tame(dtype, 3, seed=1), tame("float64", 2, seed=2), 1, 2.5, tame("complex128", 3)):
            array = tame(dtype, 3, 4)
            yield writes(call(name, array, [0, 5, -1], values), array)
        array = tame("float64", 6)
        yield writes(call(name, array, positions(dtype), [1.5, 2.5]), array)
    for mode in MODES:
        for ind in OUTSIDE:
            array = tame("float64", 3, 4)
            yield writes(call(name, array, ind, [9.0, 8.0], mode=mode), array)
            yield writes(call(name, array, ind, 7, mode), array)
    for ind in (0, [], [[0, 1], [2, 3]], 1.5, [0.5, 1.5], None, "a", True, [True, False], zeros(0), 2**70, [99]):
        for values in (1, [1, 2], [], None, "a", [[1, 2], [3, 4]], 1j, 300, -1, [1.5]):
            array = tame("int16", 5)
            yield writes(call(name, array, ind, values), array)
    for _, array in layouts("float64"):
        yield writes(call(name, array, [1, 3], [50.0, 60.0]), array)
    for array in symmetric_arrays():
        yield writes(call(name, array, [1], [5]), array)
    for value in VALUES:
        yield call(name, value, [0], [1])
    base = tame("float64", 4, 4)
    view = sliced(base, Slice(1, None, 2), Slice(None, None, -1))
    yield writes(call(name, view, [0, 5], [100.0, 200.0]), base, view)
    for array in (zeros(0), tame("float64")):
        yield writes(call(name, array, [0], [1]), array)
    yield writes(call(name, tame("float64", 3), [0], [1], nonsense=1))
    yield call(name, tame("float64", 3), [0])
    yield call(name)


def mask_put_cases(name):
    for dtype in DTYPES:
        for values in (tame(dtype, 2, seed=1), tame("float64", 12, seed=2), 1, 2.5, tame("complex128", 3)):
            array = tame(dtype, 3, 4)
            yield writes(call(name, array, tame("bool", 3, 4, seed=3), values), array)
        array = tame("float64", 4)
        yield writes(call(name, array, upload(dtype, [1, 0, 1, 1]), [1.5, 2.5, 3.5]), array)
    for mask in (*conditions(), tame("bool", 4, 3), tame("bool", 12), upload("float64", [0, 1, 2, 0]), tame("bool", 5)):
        for values in (1, [1, 2], [], None, "a", [[1, 2], [3, 4]], 1j, 300, -1, [1.5], tame("int64")):
            array = tame("int8", 12)
            yield writes(call(name, array, mask, values), array)
    for _, array in layouts("float64"):
        yield writes(call(name, array, array, [50.0, 60.0]), array)
    for array in symmetric_arrays():
        yield writes(call(name, array, array, [5, 6]), array)
    for value in VALUES:
        yield call(name, value, [True], [1])
    base = tame("float64", 4, 4)
    view = sliced(base, Slice(1, None, 2), Slice(None, None, -1))
    yield writes(call(name, view, tame("bool", 2, 4, seed=1), [100.0, 200.0]), base, view)
    for array in (zeros(0), tame("float64"), zeros(0, 3)):
        yield writes(call(name, array, array, [1]), array)
    yield call(name, tame("float64", 3), [True, False, True], [1], nonsense=1)
    yield call(name, tame("float64", 3), [True, False, True])
    yield call(name)


def fill_diagonal_cases():
    name = "fill_diagonal"
    for dtype in DTYPES:
        for value in (tame(dtype, 3, seed=1), tame("float64", 2, seed=2), 1, 2.5, tame("complex128", 3)):
            array = tame(dtype, 3, 4)
            yield writes(call(name, array, value), array)
    for shape in ((3, 3), (4, 2), (2, 4), (2, 2, 2), (2, 3, 2), (3,), (), (0,), (0, 0), (7, 2), (1, 5), (3, 0)):
        for wrap in (False, True, None, 1, "a", 0):
            array = tame("float64", *shape)
            yield writes(call(name, array, 9.0, wrap), array)
        array = tame("int64", *shape)
        yield writes(call(name, array, [1, 2]), array)
    for value in (None, "a", [], [[1, 2], [3, 4]], 300, -1, 1j, [1, 2, 3, 4, 5], True, tame("float64")):
        array = tame("int8", 3, 3)
        yield writes(call(name, array, value), array)
    for _, array in layouts("float64"):
        yield writes(call(name, array, [50.0, 60.0]), array)
    for array in symmetric_arrays():
        yield writes(call(name, array, 5), array)
    for value in VALUES:
        yield call(name, value, 1)
    base = tame("float64", 4, 4)
    yield writes(call(name, sliced(base, Slice(1, 3), Slice(None, None, 2)), 7), base)
    yield writes(call(name, tame("float64", 4, 2), 7, wrap=True))
    yield call(name, tame("float64", 3, 3), 1, nonsense=1)
    yield call(name, tame("float64", 3, 3))
    yield call(name)


def copyto_cases():
    name = "copyto"
    for array in read_only():
        yield writes(call(name, array, 7), array)
    for dtype in DTYPES:
        for source in (*COMMON, "float16", "complex64", "uint64"):
            target = tame(dtype, 2, 3)
            yield writes(call(name, target, tame(source, 2, 3, seed=1)), target)
        for value in (1, 2.5, True, 1j, -1, 300):
            target = tame(dtype, 3)
            yield writes(call(name, target, value), target)
        target = tame("float64", 4)
        yield writes(call(name, target, 7.0, where=upload(dtype, [1, 0, 1, 1])), target)
    for casting in ("no", "equiv", "safe", "same_kind", "unsafe", "nonsense", None, 3):
        for source in (tame("float64", 3), tame("int8", 3), tame("complex64", 3), 2, 2.5):
            target = tame("float32", 3)
            yield writes(call(name, target, source, casting=casting), target)
    for source in (tame("float64", 3), tame("float64", 2, 1), tame("float64", 1, 1, 3), tame("float64", 2), tame("float64", 4, 2, 3), [1, 2, 3], [[1], [2]], [], None, "a", zeros(0), tame("float64")):
        target = tame("float64", 2, 3)
        yield writes(call(name, target, source), target)
        for where in (tame("bool", 2, 3), tame("bool", 3), True, False, None, [True, False, True], tame("int64", 3), "a", 1, 0, tame("bool", 2), tame("bool", 1, 2, 3), tame("bool")):
            target = tame("float64", 2, 3, seed=1)
            yield writes(call(name, target, source, where=where), target)
    for _, array in layouts("float64"):
        yield writes(call(name, array, 50.0), array)
    for array in symmetric_arrays():
        yield writes(call(name, array, 5), array)
        yield writes(call(name, array, array, where=array), array)
    for value in VALUES:
        yield call(name, value, [1])
    base = tame("float64", 6)
    yield writes(call(name, sliced(base, Slice(1, None)), sliced(base, Slice(None, -1))), base)
    for target in (zeros(0), tame("float64"), zeros(0, 3)):
        yield writes(call(name, target, 1), target)
    yield call(name, tame("float64", 3), 1, "safe")
    yield call(name, tame("float64", 3), 1, nonsense=1)
    yield call(name, tame("float64", 3))
    yield call(name)


def gathering(release):
    yield "take", taking("take")
    yield "take_along_axis", along("take_along_axis", lambda dtype, *shape: ())
    yield "compress", compress_cases()
    yield "extract", extract_cases()
    yield "choose", choose_cases()
    yield "select", select_cases()


def putting(release):
    yield "put", put_cases()
    yield "put_along_axis", along("put_along_axis", lambda dtype, *shape: (tame(dtype, *shape, seed=7) if shape else 9.5,))
    for name in ("place", "putmask"):
        yield name, mask_put_cases(name)
    yield "fill_diagonal", fill_diagonal_cases()
    yield "copyto", copyto_cases()
