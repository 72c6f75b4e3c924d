"""Moving, joining, splitting and repeating."""

from cases import call, method
from operands import COMMON, DTYPES, layouts, symmetric_arrays, tame, transposed, upload, zeros

VALUES = (3, None, "a", [1, 2, 3], [[1, 2], [3, 4]], [[1, 2], [3]], [])
ARRAYS = [
    lambda: tame("float64", 2, 3, 4), lambda: tame("int32", 3, 4), lambda: tame("float32", 6), lambda: tame("bool", 1, 3, 1),
    lambda: zeros(0, 3), lambda: tame("complex128"), lambda: transposed(tame("float64", 3, 4)),
]
ARGUMENTS = {
    "reshape": [([6, 4],), (-1,), ([2, -1],), ([-1, -1],), ([5],), ([3, 4],), (12,), ([],), ([0, 3],), (None,), ("a",), (2.5,),
                ([2, 6],), ([1, 1, -1],), (), ([24, 1],), ((4, 6),), ([-2, 3],), ([3, 4], "F"), ([3, 4], "Q")],
    "ravel": [(), ("C",), ("F",), ("K",), ("A",), ("Q",)],
    "transpose": [(), ([1, 0],), ([2, 0, 1],), ([0, 0, 1],), ([0],), ([-1, 0, 1],), (None,), ([5, 0],), ("a",), ([],)],
    "swapaxes": [(0, 1), (0, -1), (1, 1), (0, 5), ("a", 0), (0,), ()],
    "moveaxis": [(0, -1), (-1, 0), ([0, 1], [-1, -2]), ([0, 1], [0]), (0, 5), ([0, 0], [0, 1]), ("a", 0), (0,)],
    "rollaxis": [(0,), (2,), (1, 0), (2, 1), (0, 5), (-1,)],
    "squeeze": [(), (0,), (2,), (-1,), ([0, 2],), (1,), (5,), ("a",)],
    "expand_dims": [(0,), (-1,), (1,), ([0, 2],), (5,), ([0, 0],), ("a",), ()],
    "broadcast_to": [([2, 3, 4],), ([5, 2, 3, 4],), ([3, 4],), (6,), ([4, 6],), ([2],), ([0],), ("a",), ([-1],), ([2, 3, 3],)],
    "flip": [(), (0,), (1,), (-1,), ([0, 1],), (5,), ("a",)],
    "fliplr": [()],
    "flipud": [()],
    "rot90": [(), (1,), (2,), (-1,), (1, [1, 0]), (1, [0, 2]), (1, [0, 0]), (1, [0, 5])],
    "roll": [(1,), (-2,), (0,), (100,), (1, 0), (1, 1), ([1, 2], [0, 1]), (1, [0, 1]), ([1, 2], 0), (1, 5), ("a",), (1.5,)],
    "tile": [(2,), ([2, 2],), ([2, 1, 3],), (0,), ([],), (-1,), ("a",), ([1, 1, 1, 2],)],
    "repeat": [(2,), (0,), (2, 0), (3, 1), ([1, 2], 0), ([1, 2, 3], 1), (-1,), (2, 5), ("a",), ([1, 2],), (1.5,)],
    "atleast_1d": [()],
    "atleast_2d": [()],
    "atleast_3d": [()],
    "split": [(2,), (3,), ([1, 2],), (2, 1), (3, 1), ([1, 3], -1), (0,), (5,), ([],), ("a",), ([5, 1],), (2, 7)],
    "array_split": [(2,), (5,), ([1, 2],), (3, 1), (0,), ([2, 1], 1), ("a",)],
    "hsplit": [(2,), (3,), ([1],), (5,)],
    "vsplit": [(2,), (3,), ([1],), (5,)],
    "dsplit": [(2,), ([1, 3],), (3,)],
    "unstack": [()],
    "matrix_transpose": [()],
    "permute_dims": [(), ([1, 0],), ([2, 0, 1],)],
    "flatten": [],
}
METHODS = {"reshape": [([4, 6],), (-1,)], "ravel": [()], "transpose": [()], "swapaxes": [(0, 1)], "squeeze": [()], "flatten": [()]}
JOINERS = ["concatenate", "concat", "stack", "vstack", "hstack", "dstack", "column_stack"]


def cases(name):
    for make in ARRAYS:
        for arguments in ARGUMENTS[name]:
            yield call(name, make(), *arguments)
    for array in symmetric_arrays():
        for arguments in ARGUMENTS[name][:6]:
            yield call(name, array, *arguments)
    first = ARGUMENTS[name][:1]
    for arguments in first:
        for dtype in DTYPES:
            yield call(name, tame(dtype, 2, 3, 4), *arguments)
        for _, array in layouts("float64"):
            yield call(name, array, *arguments)
        for value in VALUES:
            yield call(name, value, *arguments)
    yield call(name)
    yield call(name, tame("float64", 2, 3), nonsense=1)
    for arguments in METHODS.get(name, ()):
        for make in ARRAYS:
            yield method(name, make(), *arguments)
    if name == "unstack":
        for axis in (0, 1, -1, 5, "a"):
            yield call(name, tame("float64", 2, 3, 4), axis=axis)


def shape(release):
    for name, arguments in ARGUMENTS.items():
        if arguments:
            yield name, cases(name)
    yield "broadcast_arrays", [
        call("broadcast_arrays", *arrays)
        for arrays in (
            (tame("float64", 3), tame("int64", 2, 1)), (tame("float64", 3),), (), (tame("float64", 3), 2.0),
            (tame("float64", 3), tame("float64", 2)), (tame("float64"), tame("float64", 2, 2)), ([1, 2], [[1], [2]]),
            (zeros(3, 3), zeros(3)), (zeros(3, 3), zeros(3, 3)), ("a", 1), (tame("bool", 0), tame("bool", 1)),
        )
        for _ in range(2)
    ]
    yield "broadcast_shapes", [
        call("broadcast_shapes", *shapes)
        for shapes in (
            ([2, 3], [3]), ([1], [5]), (3, [2, 1]), (), ([2], [3]), ([0], [1]), ([],), ("a",), ([2, -1],), ([1.5],),
            ([4, 1, 3], [2, 1], [3]), ([7],),
        )
        for _ in range(2)
    ]


def join_cases(name):
    a, b = tame("float64", 2, 3), tame("float64", 2, 3, seed=1)
    for x in DTYPES:
        for y in COMMON:
            yield call(name, [tame(x, 2, 3), tame(y, 2, 3)])
    for shapes in (
        [(3,), (3,)], [(2, 3), (1, 3)], [(2, 3), (2, 1)], [(2, 3), (3,)], [(0,), (3,)], [(), ()], [(2, 3, 4), (2, 3, 4)],
        [(2,), (3,)], [(0, 3), (2, 3)], [(3, 3), (3, 3), (3, 3)], [(5,)], [(1,), (1,), (1,)],
    ):
        arrays = [tame("float64", *s, seed=n) for n, s in enumerate(shapes)]
        yield call(name, arrays)
        if name in ("concatenate", "concat", "stack"):
            for axis in (0, 1, -1, None, 5, "a"):
                yield call(name, arrays, axis=axis)
    for array in symmetric_arrays():
        yield call(name, [array, array])
        yield call(name, [array])
    for _, array in layouts("float32"):
        yield call(name, [array, array])
    for value in ([], None, 3, "a", [None], [1, 2], [[1, 2], [3, 4]], ["a", "b"], [[1], [2, 3]], tame("float64", 2, 3)):
        yield call(name, value)
    yield call(name)
    yield call(name, [a, b], nonsense=1)
    for dtype in ("float32", "int64", "complex128", "nonsense"):
        yield call(name, [a, b], dtype=dtype)
        yield call(name, [a, b], dtype=dtype, casting="unsafe")
    if name in ("concatenate", "concat", "stack"):
        yield call(name, [a, b], out=zeros(4, 3))
        yield call(name, [a, b], out=zeros(2, 2, 3))
        yield call(name, [a, b], out=zeros(4, 3, dtype="int64"))
        yield call(name, [a, b], out=zeros(4, 3, dtype="float32"))


def joining(release):
    for name in JOINERS:
        yield name, join_cases(name)
    yield "append", [
        call("append", tame("float64", 2, 3), value, *axis)
        for value in (tame("float64", 2, 3), 5, [1, 2], tame("int64", 3), upload("float64", [1, 2, 3], (1, 3)))
        for axis in ((), (0,), (1,), (5,))
    ]
