"""Arrays from other things: buffers, iterables, bits, requirements, callables, files."""

from cases import call, loose, raw
from operands import COMMON, DTYPES, INF, NAN, layouts, ones, pack, specials, symmetric_arrays, symmetric_data, tame, transposed, upload, zeros

VALUES = (3, 2.5, None, "a", [1, 2, 3], [[1, 2], [3, 4]], [[1, 2], [3]], [], [True, False], 1j)
DTYPE_ARGUMENTS = [*DTYPES, "nonsense", "str", "object", 3, None]


def packbits_cases():
    name = "packbits"
    for dtype in DTYPES:
        yield call(name, upload(dtype, [1, 0, 0, 1, 1, 0, 1, 0, 1, 1]))
        yield call(name, tame(dtype, 2, 9), axis=1)
    bits = tame("bool", 3, 10)
    for axis in (None, 0, 1, -1, 2, -3, "a", 1.5, True):
        for order in ("big", "little"):
            yield call(name, bits, axis, order)
            yield call(name, bits, axis=axis, bitorder=order)
        yield call(name, tame("bool", 2, 3, 4), axis=axis)
        yield call(name, tame("uint8", 5), axis)
        yield call(name, tame("bool"), axis=axis)
    for order in ("nonsense", None, 3, "b", "l", "", "BIG"):
        yield call(name, bits, bitorder=order)
    for value in (*VALUES, [0, 1, 2], [[True], [False]]):
        yield call(name, value)
    for shape in ((), (0,), (0, 3), (3, 0)):
        yield call(name, zeros(*shape, dtype="bool"))
        yield call(name, zeros(*shape, dtype="uint8"), axis=0)
    for _, array in layouts("bool"):
        yield call(name, array)
        yield call(name, array, axis=0)
    for array in (ones(3, 3, dtype="bool"), ones(3, 3, dtype="int64")):
        yield call(name, array)
    yield call(name, bits, nonsense=1)
    yield call(name)


def unpackbits_cases():
    name = "unpackbits"
    for dtype in DTYPES:
        yield call(name, upload(dtype, [1, 0, 1]))
    octets = upload("uint8", [200, 7, 0, 255, 18, 99], (2, 3))
    for axis in (None, 0, 1, -1, 2, -3, "a", 1.5, True):
        for count in (None, 0, 3, 8, 20, -1, -3, -100, 100, "a", 1.5):
            yield call(name, octets, axis=axis, count=count)
        for order in ("big", "little"):
            yield call(name, octets, axis, None, order)
        yield call(name, upload("uint8", [5], ()), axis=axis)
        yield call(name, upload("uint8", [5, 6]), axis, 11)
    for order in ("nonsense", None, 3, "b", "l", "", "BIG"):
        yield call(name, octets, bitorder=order)
    for value in VALUES:
        yield call(name, value)
    for shape in ((0,), (0, 3), (3, 0)):
        yield call(name, zeros(*shape, dtype="uint8"))
        # Bits beyond an array without elements are memory the reference never wrote.
        yield loose(call(name, zeros(*shape, dtype="uint8"), axis=0, count=3))
    for _, array in layouts("uint8"):
        yield call(name, array)
        yield call(name, array, axis=0)
    yield call(name, ones(3, 3, dtype="uint8"))
    yield call(name, octets, nonsense=1)
    yield call(name)


def require_cases():
    name = "require"
    for dtype in DTYPE_ARGUMENTS:
        yield call(name, tame("float64", 2, 3), dtype)
        yield call(name, tame("int32", 3), dtype=dtype)
    for dtype in DTYPES:
        yield call(name, tame(dtype, 3))
    for requirements in ("C", "F", ["C"], ["F", "W"], ["C", "F"], "A", "O", "E", ["ENSUREARRAY"], ["C_CONTIGUOUS", "ALIGNED"], [], None, "nonsense", 3, ["x"], "CF", ["W"], "F_CONTIGUOUS", "CA"):
        yield call(name, tame("float64", 2, 3), None, requirements)
        yield call(name, transposed(tame("float64", 2, 3)), "float32", requirements)
        yield call(name, [[1, 2], [3, 4]], requirements=requirements)
    for value in VALUES:
        yield call(name, value)
        yield call(name, value, "float32")
    for shape in ((), (0,), (0, 3)):
        yield call(name, zeros(*shape))
    for _, array in layouts("float64"):
        yield call(name, array)
        yield call(name, array, None, "C")
    for array in (*symmetric_arrays(), symmetric_data()):
        yield call(name, array)
        yield call(name, array, "float32")
    yield call(name, a=tame("float64", 2))
    yield call(name, tame("float64", 2), like=None)
    yield call(name, tame("float64", 2), nonsense=1)
    yield call(name)


def chkfinite_cases():
    name = "asarray_chkfinite"
    for dtype in DTYPES:
        yield call(name, tame(dtype, 2, 3))
        yield call(name, specials(dtype))
    for dtype in DTYPE_ARGUMENTS:
        yield call(name, tame("float64", 2, 3), dtype)
        yield call(name, [1, 2], dtype=dtype)
        yield call(name, [NAN, 1.0], dtype=dtype)
    for order in ("C", "F", "A", "K", "Q", None, 3):
        yield call(name, tame("float64", 2, 3), None, order)
        yield call(name, tame("float64", 2, 3), order=order)
    for value in (*VALUES, NAN, INF, [1, INF], [[NAN]], 2**70):
        yield call(name, value)
    for shape in ((), (0,), (0, 3)):
        yield call(name, zeros(*shape))
    for _, array in layouts("float64"):
        yield call(name, array)
    for array in symmetric_arrays():
        yield call(name, array)
    yield call(name, tame("float64", 2), nonsense=1)
    yield call(name)


def frombuffer_cases():
    name = "frombuffer"
    data = pack("float64", [1.5, -2.0, 3.25, NAN])
    for dtype in (*DTYPE_ARGUMENTS, "f4", ">f8", "<i2", "U2", "S4", "V8"):
        yield call(name, data, dtype)
        yield call(name, data, dtype=dtype)
    for count in (-1, 0, 1, 3, 4, 5, -2, "a", 1.5, None, True, 2**70):
        for offset in (0, 8, 3, 32, 40, -1):
            yield call(name, data, "float64", count, offset)
        yield call(name, data, count=count)
    for offset in ("a", 1.5, None, True):
        yield call(name, data, offset=offset)
    for buffer in (b"", b"abc", b"0" * 16, "text", 3, None, [1, 2], tame("float64", 3), tame("int8", 4), transposed(tame("float64", 2, 3)), tame("float64"), zeros(0), ones(2, 2)):
        yield call(name, buffer)
        yield call(name, buffer, "uint8")
        yield call(name, buffer, dtype="int16", count=1)
    for _, array in layouts("float64"):
        yield call(name, array)
    yield call(name, data, like=None)
    yield call(name, data, nonsense=1)
    yield call(name, buffer=data)
    yield call(name)


def fromiter_cases():
    name = "fromiter"
    for dtype in DTYPE_ARGUMENTS:
        yield call(name, [1, 2, 3], dtype)
        yield call(name, [1.5, 2.5], dtype=dtype)
        yield call(name, tame("float64", 3), dtype)
        yield call(name, [True, False], dtype)
    for count in (-1, 0, 1, 2, 3, 4, -2, "a", 1.5, None, True):
        yield call(name, [1, 2, 3], "float64", count)
        yield call(name, tame("int32", 3), "int64", count=count)
    for items in ([], [[1, 2], [3, 4]], [[1, 2], [3]], ["a"], ["1", "2"], [None], [1, None], 3, None, "123", b"123", [1j, 2], tame("float64", 2, 2), tame("float64"), zeros(0), [300, 1], [-1, 2], [2**70], [NAN, 1.0], [tame("float64"), 1], ones(2, 2)):
        yield call(name, items, "float64")
        yield call(name, items, "int8")
        yield call(name, items, "uint8", 1)
    yield call(name, [1, 2])
    yield call(name, iter=[1, 2], dtype="int64")
    yield call(name, [1, 2], "int64", like=None)
    yield call(name, [1, 2], "int64", nonsense=1)
    yield call(name)


def dlpack_cases():
    name = "from_dlpack"
    for dtype in DTYPES:
        yield call(name, tame(dtype, 2, 3))
    for keywords in ({"device": None}, {"device": "cpu"}, {"device": "gpu"}, {"copy": True}, {"copy": False}, {"copy": None}, {"nonsense": 1}, {"device": 3}, {"copy": 1}):
        yield call(name, tame("float64", 3), **keywords)
    for value in VALUES:
        yield call(name, value)
    for _, array in layouts("float64"):
        yield call(name, array)
    for array in symmetric_arrays():
        yield call(name, array)
    for shape in ((), (0,), (0, 3)):
        yield call(name, zeros(*shape))
    yield call(name)


def callable_cases(name):
    a = tame("float64", 2, 3)
    for function in ("sum", None, 3, a, "a", [1], {"f": 1}):
        for arguments in ((), (0, a), (a, 0), ([2, 3],), (3,), (-1, a), (a, [0, 1]), (0, [1, 2]), (5, a), (a, 5), ("a", a), (0, None), (3, 1), ([2, 2], "int64"), (0, "a"), (0, zeros(0, 3)), (0, a, 1)):
            yield call(name, function, *arguments)
    for n in (3, 0, -1, "a", 2.5, None):
        yield call(name, n, "triu")
        yield call(name, n, 3, 1)
        yield call(name, n, a)
    yield call(name)
    yield call(name, "sum", nonsense=1)


def piecewise_cases():
    name = "piecewise"
    x = lambda dtype="float64": tame(dtype, 5, seed=1)
    mask = lambda seed=0, *shape: tame("bool", *(shape or (5,)), seed=seed)
    for dtype in DTYPES:
        yield call(name, x(dtype), [mask(), mask(1)], [1, 2])
        yield call(name, x(dtype), [mask()], [1, 2.7])
        yield call(name, x("float32"), [tame(dtype, 5)], [3])
        yield call(name, x(dtype), [mask()], [tame(dtype, 2)])
    for functions in ([1], [1, 2], [1, 2, 3], [1, 2, 3, 4], [], 3, None, "ab", [None, 1], ["a", "b"], [2.5, True], [300, -1], [1j, 2], [[1, 2], 3], tame("float64", 2), tame("float64"), (1, 2), [tame("float64"), 2], [NAN, INF, 2**70]):
        for conditions in ([mask(), mask(1)], [mask()], mask(), [mask(0, 3)], [True, False, True, True, False], [[True, False, True, True, False]], True, [], None, "a", [1, 0], tame("bool", 2, 5), tame("bool"), [tame("bool"), mask()], [None], 3):
            yield call(name, x(), conditions, functions)
        yield call(name, tame("int16", 2, 2), [tame("bool", 2, 2)], functions)
        yield call(name, tame("float64"), [tame("bool")], functions)
        yield call(name, 3, [True], functions)
        yield call(name, 2.5, True, functions)
        yield call(name, [1, 2], [[True, False]], functions)
    for value in VALUES:
        yield call(name, value, [True], [1])
    for array in symmetric_arrays():
        yield call(name, array, [array], [5])
    for _, array in layouts("float64"):
        yield call(name, array, [ones(*((4, 3)), dtype="bool")], [5])
    for shape in ((0,), (0, 3)):
        yield call(name, zeros(*shape), [zeros(*shape, dtype="bool")], [1, 2])
    yield call(name, x(), [mask()], [1], 3)
    yield call(name, x(), [mask()], [1], nonsense=3)
    yield call(name, x(), [mask()])
    yield call(name, x())
    yield call(name)


def blacklisted_cases(name):
    a, b = tame("float64", 2, 3), tame("float64", 3)
    for arguments in ((), (a,), (a, b), (3,), ("a",), (None,), ([2, 3],), ("/nonexistent", "float64"), ("1 2 3",), ("1 2 3", "float64"), ("1,2", "int64"), (b"12345678",)):
        yield raw(name, *arguments)
    yield raw(name, "1 2 3", sep=" ")
    yield raw(name, "1,2,3", dtype="int64", sep=",")
    for text in ("1,2,x", "1,2,", "1,,2", " 1 , 2", "1 2", "1.5,2", "nan,inf,-inf", "+1,-2", "", "1e5,.5", "300,-1", "0x10"):
        for keywords in ({}, {"dtype": "int64"}, {"dtype": "int8"}, {"dtype": "uint8"}, {"dtype": "float32"}):
            yield raw(name, text, sep=",", **keywords)
        if text:
            yield raw(name, text, sep=",", count=1)
    yield raw(name, a, nonsense=1)


def save_cases(name):
    for dtype in DTYPES:
        yield raw(name, tame(dtype, 2, 3))
    for arrays in ((tame("float64", 3), tame("int8", 4)), (), (zeros(0, 5),), (tame("float64"),), (3,), (None,), ("a",), ([1, 2],), ("a.npy", tame("float64", 3)), (2.5,), (b"abc",), ([tame("float64", 3)],), ({"a": 1},)):
        yield raw(name, *arrays)
    for array in symmetric_arrays():
        yield raw(name, array)
    yield raw(name, file="x")
    yield raw(name, tame("float64", 2), x=tame("float64", 2))
    yield raw(name, x=tame("float64", 2))


def ingress(release):
    yield "packbits", packbits_cases()
    yield "unpackbits", unpackbits_cases()
    yield "require", require_cases()
    yield "asarray_chkfinite", chkfinite_cases()
    yield "frombuffer", frombuffer_cases()
    yield "fromiter", fromiter_cases()
    yield "from_dlpack", dlpack_cases()
    for name in ("apply_along_axis", "apply_over_axes", "fromfunction", "mask_indices"):
        yield name, callable_cases(name)
    yield "piecewise", piecewise_cases()
    for name in ("broadcast", "fromstring", "ndenumerate", "ndindex", "nditer"):
        yield name, blacklisted_cases(name)
    for name in ("save", "savez", "savez_compressed"):
        yield name, save_cases(name)
