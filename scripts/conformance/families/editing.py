"""Arrays made by editing others: append, insert, delete, resize, pad, block, bmat, trim_zeros."""

from cases import Slice, call
from operands import (
    COMMON, DTYPES, NAN, layouts, ones, specials, symmetric_arrays, symmetric_data, tame, transposed, upload, zeros,
)

VALUES = (3, 2.5, None, "a", [1, 2, 3], [[1, 2], [3, 4]], [[1, 2], [3]], [], [True, False], 1j)
AXES = (None, 0, 1, -1, 2, -3, "a", 1.5, True)


def append_cases():
    name = "append"
    for dtype in DTYPES:
        for other in (*COMMON, "int8", "uint64", "float16"):
            yield call(name, tame(dtype, 3), tame(other, 2))
        yield call(name, tame(dtype, 2, 3), tame(dtype, 2, 1), axis=1)
        for value in (1, 2.5, True, 1j, -1, 300):
            yield call(name, tame(dtype, 3), value)
    for axis in AXES:
        yield call(name, tame("float64", 2, 3), tame("float64", 1, 3), axis=axis)
        yield call(name, tame("float64", 3), [1.0], axis)
        yield call(name, tame("float64"), 1.0, axis=axis)
    for value in VALUES:
        yield call(name, value, [1.0])
        yield call(name, tame("float64", 2), value)
    for shape in ((), (0,), (0, 3), (2, 0)):
        yield call(name, zeros(*shape), zeros(*shape))
        yield call(name, zeros(*shape), zeros(*shape), axis=0)
    for array in symmetric_arrays():
        yield call(name, array, array, axis=0)
        yield call(name, array, 1.0)
    for _, array in layouts("float64"):
        yield call(name, array, array, axis=0)
    yield call(name, tame("float64", 3))
    yield call(name)
    yield call(name, tame("float64", 3), [1], nonsense=1)


OBJECTS = (
    0, 1, -1, 3, 4, -5, [0], [0, 2], [2, 0], [1, 1], [], [-1, 0], [9], [-9], True, False, 1.5, None, "a", [True, False, True], [0.5], [[0, 1]],
    upload("int64", [0, 2]), upload("int64", [1]), upload("uint8", [0, 1]), upload("bool", [True, False, True]), upload("bool", [True, False, True, False]),
    upload("float64", [1.0]), tame("int64"), zeros(0), zeros(0, dtype="int64"), [True, False], upload("int64", [[0, 1], [1, 2]][0] + [1, 2], (2, 2)),
    upload("bool", [True] * 12), upload("int32", [2, 1]), upload("bool", [True, False] * 3), 2**70, upload("int64", [0, 5]), upload("int64", [3]),
)


def delete_cases():
    name = "delete"
    for obj in OBJECTS:
        for axis in (None, 0, 1):
            yield call(name, tame("float64", 3, 4), obj, axis=axis)
        yield call(name, tame("int32", 3), obj)
        yield call(name, tame("float64"), obj)
        yield call(name, zeros(0), obj)
    for axis in AXES:
        yield call(name, tame("float64", 2, 3), 0, axis=axis)
        yield call(name, tame("float64", 2, 3), [0, 1], axis)
        yield call(name, tame("float64"), 0, axis=axis)
    for dtype in DTYPES:
        yield call(name, tame(dtype, 2, 3), 1, axis=1)
        yield call(name, tame(dtype, 5), [0, 3])
    for value in VALUES:
        yield call(name, value, 0)
    for array in (*symmetric_arrays(), symmetric_data()):
        for axis in (None, 0, 1):
            yield call(name, array, 0, axis=axis)
            yield call(name, array, [0, 1], axis=axis)
    for _, array in layouts("float64"):
        yield call(name, array, 1, axis=0)
        yield call(name, array, [0, 1])
    yield call(name, tame("float64", 5), {"__slice__": [1, 3, None]})
    yield call(name, tame("float64", 3))
    yield call(name)
    yield call(name, tame("float64", 3), 0, nonsense=1)


def insert_cases():
    name = "insert"
    for obj in OBJECTS:
        for values in (9.5, [7.0, 8.0], [1.0]):
            yield call(name, tame("float64", 3, 4), obj, values)
            yield call(name, tame("float64", 3), obj, values)
        yield call(name, tame("float64", 3, 4), obj, 9.5, axis=0)
        yield call(name, tame("float64", 3, 4), obj, [1.0, 2.0, 3.0], axis=1)
        yield call(name, tame("float64", 3, 4), obj, tame("float64", 4), axis=0)
        yield call(name, tame("float64"), obj, 1.0)
    for axis in AXES:
        yield call(name, tame("float64", 2, 3), 1, 5.0, axis=axis)
        yield call(name, tame("float64", 2, 3), [0, 2], [5.0, 6.0], axis)
        yield call(name, tame("float64", 2, 3), 1, tame("float64", 2, 1), axis)
        yield call(name, tame("float64", 2, 3), [1], tame("float64", 2, 1), axis)
        yield call(name, tame("float64"), 0, 1.0, axis=axis)
    for dtype in DTYPES:
        yield call(name, tame(dtype, 2, 3), 1, 1, axis=1)
        yield call(name, tame(dtype, 4), [0, 3], 2.5)
        yield call(name, tame("int16", 4), [0, 3], tame(dtype, 2))
        yield call(name, tame(dtype, 4), 1, tame("complex64", 3))
    for values in (*VALUES, tame("float64"), tame("float64", 3), tame("float64", 2, 3), tame("float64", 4, 4, 4), 300, -1, 2**70, zeros(0)):
        for obj in (1, [1], [0, 2, 1]):
            yield call(name, tame("uint8", 4), obj, values)
            yield call(name, tame("float64", 3, 2), obj, values, axis=0)
    for value in VALUES:
        yield call(name, value, 0, 1)
    for array in (*symmetric_arrays(), symmetric_data()):
        for axis in (None, 0, 1):
            yield call(name, array, 0, 5.0, axis=axis)
    for _, array in layouts("float64"):
        yield call(name, array, 1, 5.0, axis=0)
    yield call(name, tame("float64", 3), 0)
    yield call(name, tame("float64", 3))
    yield call(name)
    yield call(name, tame("float64", 3), 0, 1, nonsense=1)


def resize_cases():
    name = "resize"
    shapes = (5, [2, 3], [4, 5], [0], [0, 3], [], 0, -1, [2, -1], "a", None, 2.5, [2.0], True, [2, "a"], (3,), 2**70, [2, 2, 2], tame("int64"), upload("int64", [2, 3]))
    for shape in shapes:
        for array in (tame("float64", 2, 3), tame("int32", 4), zeros(0), tame("float64"), transposed(tame("float64", 3, 2)), 7, [1, 2, 3]):
            yield call(name, array, shape)
    for dtype in DTYPES:
        yield call(name, tame(dtype, 2, 3), [3, 4])
        yield call(name, tame(dtype, 5), 3)
    for value in VALUES:
        yield call(name, value, [2, 2])
    for array in symmetric_arrays():
        yield call(name, array, [3, 3])
        yield call(name, array, [2, 2])
    for _, array in layouts("float64"):
        yield call(name, array, [3, 5])
    yield call(name, tame("float64", 3), new_shape=[2])
    yield call(name, a=tame("float64", 3), new_shape=[2])
    yield call(name, tame("float64", 3))
    yield call(name)
    yield call(name, tame("float64", 3), [2], nonsense=1)


MODES = ["constant", "edge", "linear_ramp", "maximum", "mean", "median", "minimum", "reflect", "symmetric", "wrap", "empty"]
WIDTHS = (1, 0, 2, [1], [1, 2], [[1, 2]], [[0, 1], [2, 0]], [[1], [2]], 7, [8, 9], [[0, 0], [3, 5]])
BAD_WIDTHS = (-1, [1, 2, 3], None, "a", 1.5, [[1, -1]], [], True, [1.0, 2.4], [[1, 2], [3, 4], [5, 6]], 1j, upload("int64", [1, 2]), tame("int64"), upload("int64", [1, 0, 2, 1], (2, 2)))


def pad_cases():
    name = "pad"
    arrays = [tame("float64", 4), tame("float64", 2, 3), tame("int32", 3, 2), upload("float64", [5.5]), tame("int8", 2, 2, 2)]
    for mode in MODES:
        loosened = (lambda case: case) if mode != "empty" else _loose
        for width in WIDTHS:
            for array in arrays[:3]:
                yield loosened(call(name, array, width, mode))
        for array in (*arrays[3:], zeros(0), zeros(0, 3), zeros(3, 0), tame("float64"), tame("float64", 1, 4)):
            for width in (1, [2, 1], 0):
                yield loosened(call(name, array, width, mode=mode))
        for dtype in DTYPES:
            yield loosened(call(name, tame(dtype, 5, seed=3), [2, 3], mode))
            yield loosened(call(name, tame(dtype, 3, 4, seed=4), [[1, 2], [3, 0]], mode=mode))
        for _, array in layouts("float64"):
            yield loosened(call(name, array, 2, mode=mode))
        for array in (*symmetric_arrays()[:3], symmetric_data()):
            yield loosened(call(name, array, 1, mode=mode))
        yield loosened(call(name, [1, 2, 3], 2, mode=mode))
        yield loosened(call(name, tame("float64", 2, 3), 1, mode, nonsense=1))
        for keywords in (
            {"constant_values": 5}, {"constant_values": [1, 2]}, {"constant_values": [[1, 2], [3, 4]]}, {"end_values": 5}, {"end_values": [[-3, 7]]},
            {"stat_length": 2}, {"stat_length": [1, 2]}, {"stat_length": [[1, 2], [2, 1]]}, {"stat_length": 0}, {"stat_length": -1}, {"stat_length": 100},
            {"stat_length": None}, {"reflect_type": "odd"}, {"reflect_type": "even"}, {"reflect_type": "nonsense"},
        ):
            wanted = {"constant": "constant_values", "linear_ramp": "end_values", "reflect": "reflect_type", "symmetric": "reflect_type"}.get(mode, "stat_length")
            if next(iter(keywords)) == wanted or keywords in ({"constant_values": 5}, {"stat_length": 2}):
                for array in (tame("float64", 4, 3, seed=5), tame("int64", 5, 4, seed=6, span=60), tame("int8", 2, 4, seed=7)):
                    yield loosened(call(name, array, [[2, 3], [1, 4]], mode=mode, **keywords))
                yield loosened(call(name, tame("float64", 6, seed=8), [9, 11], mode=mode, **keywords))
    for width in BAD_WIDTHS:
        for mode in ("constant", "reflect", "mean"):
            yield call(name, tame("float64", 3, 4), width, mode)
            yield call(name, tame("float64", 3), width, mode)
    for mode in ("nonsense", None, 3, "", ["edge"]):
        yield call(name, tame("float64", 3), 1, mode)
        yield call(name, tame("float64", 3), 1, mode=mode)
    for value in (1, 2.5, True, "a", None, 1j, 300, -1, [1, 2, 3], [[1], [2]], upload("int64", [3, 4]), NAN):
        for dtype in ("int8", "float32", "bool", "complex64", "uint64"):
            yield call(name, tame(dtype, 3), 2, constant_values=value)
        yield call(name, tame("int16", 3), 3, mode="linear_ramp", end_values=value)
        yield call(name, tame("float32", 2, 2), 3, mode="linear_ramp", end_values=value)
        yield call(name, tame("float32", 4), 3, mode="maximum", stat_length=value)
    for value in VALUES:
        yield call(name, value, 1)
        yield call(name, value, 1, mode="reflect")
    for dtype in ("float16", "float32", "float64", "complex64"):
        for mode in ("maximum", "minimum", "mean", "median", "linear_ramp"):
            yield call(name, specials(dtype), 2, mode=mode)
    for dtype in ("int8", "uint8", "int64", "uint64"):
        for mode in ("mean", "median", "linear_ramp"):
            yield call(name, upload(dtype, [1, 2, 4, 7, 100], (5,)), [3, 4], mode=mode)
        yield call(name, upload(dtype, [100, 2, 120, 7], (4,)), 7, mode="reflect", reflect_type="odd")
        yield call(name, upload(dtype, [100, 2, 120, 7], (4,)), 9, mode="symmetric", reflect_type="odd")
    yield call(name, tame("float64", 3, 2), {"0": 1})
    yield call(name, tame("float64", 3))
    yield call(name)


def _loose(case):
    case.loose = True
    return case


def block_cases(name):
    a, b = tame("float64", 2, 3), tame("float64", 2, 3, seed=1)
    grids = [
        [a], [a, b], [[a], [b]], [[a, b], [b, a]], [[[a, b]]], a, 3, [1, 2, 3], [[1, 2], [3, 4]], [], [[]], [[1], []], [a, []], [[a, 1]], [a, [b]], [[a], b],
        None, "a", ["a"], [None], [tame("float64"), tame("float64", 2)], [[tame("float64", 2), tame("float64", 3)], [tame("float64", 5)]],
        [[tame("float64", 2, 2), tame("float64", 2, 1)], [tame("float64", 1, 3)]], [a, tame("float64", 3, 3)], [[a], [tame("float64", 1, 3)]],
        [[a, tame("float64", 2, 1)], [tame("float64", 1, 4)]], [tame("int32", 2), 1.5], [True, 2], [zeros(0), tame("float64", 2)], [zeros(0, 3), a],
        [[zeros(2, 0), a]], [tame("float64", 1, 2, 3), tame("float64", 2, 3)], [[1, 2.5], [True, 1j]], [300, tame("int8", 2)], [[a, b], [1, 2]],
        [[ones(2, 2), zeros(2, 3)], [zeros(3, 2), ones(3, 3)]],
    ]
    for grid in grids:
        yield call(name, grid)
    for dtype in DTYPES:
        for other in COMMON:
            yield call(name, [[tame(dtype, 2, 2), tame(other, 2, 1)]])
        yield call(name, [[tame(dtype, 1, 2)], [tame(dtype, 1, 2, seed=1)]])
        yield call(name, tame(dtype, 2, 2))
    for array in (*symmetric_arrays(), symmetric_data()):
        yield call(name, [[array, array], [array, array]])
        yield call(name, [array, array])
        yield call(name, [array])
        yield call(name, array)
    for _, array in layouts("float64"):
        yield call(name, [array, array])
    yield call(name)
    yield call(name, [a], nonsense=1)
    yield call(name, [a], [b])
    yield call(name, (a, b))
    if name == "bmat":
        for text in ("1 2; 3 4", "1, 2; 3, 4", "A", "1 2; 3", ""):
            yield call(name, text)
            yield call(name, text, ldict=None)


def trim_cases():
    name = "trim_zeros"
    rows = [[0, 0, 1, 2, 0, 3, 0], [0, 0, 0], [1, 2], [], [0, 1], [1, 0]]
    for dtype in DTYPES:
        for row in rows[:3]:
            yield call(name, upload(dtype, row))
        yield call(name, upload(dtype, [0, 0, 0, 0, 1, 0, 0, 0, 0], (3, 3)))
    for row in rows:
        for trim in ("fb", "f", "b", "F", "bf", "", "x", None, 3, "ff", "front"):
            yield call(name, row, trim)
            yield call(name, upload("float64", row), trim=trim)
    grid = upload("int64", [0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 3, 0], (3, 4))
    cube = upload("float64", [0] * 13 + [5, 0, 7] + [0] * 8, (2, 3, 4))
    for axis in (None, 0, 1, -1, 2, [0, 1], [0], "a", 1.5, [0, 0], [], (0, 1), True, [1, 5]):
        for trim in ("fb", "f", "b"):
            yield call(name, grid, trim, axis=axis)
            yield call(name, cube, trim, axis=axis)
    for value in (*VALUES, [[0, 0], [0, 0]], [0.0, -0.0, NAN, 0.0]):
        yield call(name, value)
    for shape in ((), (0,), (0, 3), (2, 0), (2, 2)):
        yield call(name, zeros(*shape))
    for array in symmetric_arrays():
        yield call(name, array)
    for _, array in layouts("int64"):
        yield call(name, array)
    yield call(name)
    yield call(name, grid, nonsense=1)


def editing(release):
    yield "append", append_cases()
    yield "delete", delete_cases()
    yield "insert", insert_cases()
    yield "resize", resize_cases()
    for name in ("block", "bmat"):
        yield name, block_cases(name)
    yield "trim_zeros", trim_cases()


def padding(release):
    yield "pad", pad_cases()
