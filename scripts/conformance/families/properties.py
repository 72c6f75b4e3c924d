"""What NumPy says of types, numbers as text, its settings, shared memory; and symmetry declared, imposed and asked for."""

from cases import call, raw
from operands import (
    DTYPES, NAN, eye, full, layouts, ones, sliced, specials, symmetric_arrays, symmetric_data, tame, transposed,
    upload, zeros,
)

VALUES = (3, -2.5, True, None, "a", [1, 2, 3], [[1], [2, 3]], [], ["a"], "float32", 2**40, -129, 300, 70000, 2**63, -(2**63), 2**64 - 1)
NUMBERS = (0, 1, 5, -3, 255, 256, -128, -129, 2**40, -(2**40), 2**63, True, False, 2.0, 2.7, -2.5, NAN, None, "a", "12", [1], "-7")


def text_cases(name):
    arrays = (upload("int64", [5], []), upload("int8", [-3], []), upload("float64", [2.5], []), upload("int32", [4]), upload("bool", [1], []))
    for number in (*NUMBERS, *arrays):
        yield raw(name, number)
        for second in (2, 3, 8, 16) if name == "base_repr" else (1, 4, 8, 12, 0):
            yield raw(name, number, second)
    if name == "base_repr":
        for base in (1, 0, -2, 36, 37, 2.0, "a", None, True):
            yield raw(name, 10, base)
        for padding in (0, 1, 5, -1, None, "a", 1.5):
            yield raw(name, 10, 2, padding)
            yield raw(name, -10, padding=padding)
            yield raw(name, 0, padding=padding)
    else:
        for width in (None, -1, 1.5, "a", 64):
            yield raw(name, 10, width)
            yield raw(name, -10, width)
            yield raw(name, 0, width)
    yield raw(name)
    yield raw(name, 1, nonsense=1)
    yield raw(name, 1, 2, 3, 4)


def typename_cases(name):
    for char in (*"?bBhHiIlLqQfdgFDGSUVOx", "S1", "", "e", "float64", 1, None, [], [1], True, tame("float64", 2), 2.5):
        yield call(name, char)
    yield call(name)
    yield call(name, char="d")
    yield call(name, "d", 1)


def mintypecode_cases(name):
    for chars in ("d", "f", "fd", "fF", "dF", "D", "gG", "FD", "i", "ih", "?b", "", "x", "fx", "efd", ["f", "d"], ["float64"], [1, 2.5], [], [[1.0]], 5,
                  None, [tame("float32", 2)], tame("float32", 2), tame("int64", 2), tame("complex128", 2), tame("float64"), ["f", tame("complex64", 1)]):
        yield call(name, chars)
    for chars, rest in (("ih", ("ihl",)), ("ih", ("ihl", "q")), ("zz", ("abc", "q")), ("x", ("GDFgdf", "f")), ("fd", ("f",)), ("bB", ("bB?",)),
                        ("fd", (["f"],)), ("x", ("gdf", None)), ("x", ("gdf", 1)), ("xy", ("xy",)), ("f", (5,))):
        yield call(name, chars, *rest)
    yield call(name, "fd", typeset="GDF", default="g")
    yield call(name)


def issubdtype_cases(name):
    names = [*DTYPES, "float", "int", "bool", "complex", "floating", "integer", "nonsense", "object", "str", "U", "S", "M8", "d", "i4"]
    for a in names:
        for b in ("float64", "int64", "bool", "complex128", "floating", "number", "object", "str", "float"):
            yield call(name, a, b)
    for value in (None, 1, 2.5, [], tame("float64", 2), True):
        yield call(name, value, "float64")
        yield call(name, "float64", value)
    yield call(name, "float64")
    yield call(name)


def isdtype_cases(name):
    for dtype in (*DTYPES, "nonsense", None, 1, tame("float64", 2)):
        for kind in ("numeric", "bool", "nonsense", ["integral", "complex floating"]):
            yield call(name, dtype, kind)
    yield call(name, "float64")
    yield call(name)
    yield call(name, "float64", kind="bool")


def common_type_cases(name):
    for a in DTYPES:
        yield call(name, tame(a, 2))
        for b in ("int64", "float32", "complex64", "bool"):
            yield call(name, tame(a, 2), tame(b, 3))
    for value in VALUES:
        yield call(name, value)
        yield call(name, tame("float64", 2), value)
    yield call(name)


def info_cases(name):
    parameter = "dtype" if name == "finfo" else "type"
    for dtype in (*DTYPES, "float", "int", "nonsense", "d", "i", "longdouble", "object", "str"):
        yield raw(name, dtype)
    for value in (None, 1, 2.5, True, [], [1.0], 2**40):
        yield raw(name, value)
    for dtype in ("float64", "float32", "int64", "int8", "bool", "complex64"):
        yield raw(name, tame(dtype, 2))
        yield raw(name, upload(dtype, [1], []))
    yield raw(name, **{parameter: "float32"})
    yield raw(name)
    yield raw(name, "float32", 1)


def isnat_cases(name):
    for dtype in DTYPES:
        yield raw(name, tame(dtype, 2, 3))
    for value in (3, -2.5, True, None, "a", [1, 2, 3], []):
        yield raw(name, value)
    for array in symmetric_arrays():
        yield raw(name, array)
    yield raw(name)
    yield raw(name, 1, 2, 3)


ERRORS = ("ignore", "warn", "nonsense", None, 1)


def geterr_cases(name):
    for _ in range(18):
        yield raw(name)
    yield raw(name, 1)
    yield raw(name, nonsense=1)


def seterr_cases(name):
    # Nothing that raises: the reference's own arithmetic would.
    for mode in ERRORS:
        for kind in ("all", "divide", "over", "under", "invalid"):
            yield raw(name, **{kind: mode})
    yield raw(name, "ignore")
    yield raw(name, "warn", "ignore", "print", "log", "ignore")
    yield raw(name, all="ignore", under="warn")
    yield raw(name)
    yield raw(name, nonsense="ignore")
    yield raw(name, None, None)


def errstate_cases(name):
    for mode in ERRORS:
        for kind in ("all", "divide", "over", "invalid"):
            yield raw(name, **{kind: mode})
    yield raw(name)
    yield raw(name, "ignore")
    yield raw(name, nonsense=1)


OPTIONS = (
    {}, {"precision": 3}, {"threshold": 10}, {"edgeitems": 1}, {"linewidth": 100}, {"suppress": True}, {"nanstr": "NaN"}, {"infstr": "oo"},
    {"sign": "+"}, {"floatmode": "fixed"}, {"floatmode": "nonsense"}, {"sign": "x"}, {"precision": "a"}, {"precision": 2.5}, {"threshold": "a"},
    {"threshold": NAN}, {"threshold": 2.5}, {"suppress": 1}, {"legacy": "1.13"}, {"legacy": False}, {"legacy": "1.21"}, {"nonsense": 1},
    {"precision": 5, "suppress": False}, {"linewidth": 75, "edgeitems": 3},
)


def set_printoptions_cases(name):
    for options in OPTIONS:
        yield raw(name, **options)
    yield raw(name, 4)
    yield raw(name, 4, 1000, 3, 75, False, "nan", "inf", None, "-", "maxprec")
    yield raw(name, 4, 1000, 3, 75, False, "nan", "inf", None, "-", "maxprec", 1)


def get_printoptions_cases(name):
    for _ in range(18):
        yield raw(name)
    yield raw(name, 1)
    yield raw(name, nonsense=1)


def printoptions_cases(name):
    for options in OPTIONS:
        yield raw(name, **options)
    yield raw(name, 4)


def min_scalar_type_cases(name):
    for dtype in DTYPES:
        yield call(name, tame(dtype, 2))
        yield call(name, upload(dtype, [1], []))
        yield call(name, upload(dtype, [0], []))
    for dtype, values in (("float16", (1e4, 6e4, NAN)), ("float32", (1e4, 65504.0, 7e4, 1e30, NAN)), ("float64", (64999.0, 65000.0, 1e6, 3.3e38, 3.5e38, NAN)),
                          ("complex64", (1e4, 7e4)), ("complex128", (1e4, 1e39, 1 + 1e39j))):
        for value in values:
            yield call(name, upload(dtype, [value], []))
    for value in (*VALUES, 255, 256, 65535, 65536, 2**32, -1, -128, 1e3, 1e5, 1e39, 65000.0, 3.5e38, False):
        yield call(name, value)
    yield call(name)


def memory_cases(name):
    from cases import Slice

    base = tame("float64", 4, 6)
    views = [base, transposed(base), sliced(base, Slice(0, 2)), sliced(base, Slice(2, 4)), sliced(base, Slice(None, None, -1)), sliced(base, Slice(), 1),
             sliced(base, Slice(), Slice(0, None, 2)), sliced(base, Slice(), Slice(1, None, 2)), tame("float64", 4, 6, seed=1), tame("float64", 0), zeros(2)]
    for a in views:
        for b in views:
            yield call(name, a, b)
    for value in VALUES[:8]:
        yield call(name, base, value)
    yield call(name, base)
    yield call(name)


def groups():
    from flopscope import SymmetryGroup

    return [
        SymmetryGroup.symmetric(axes=(0, 1)), SymmetryGroup.symmetric(axes=(1, 2)), SymmetryGroup.symmetric(axes=(0, 1, 2)),
        SymmetryGroup.cyclic(axes=(0, 1, 2)), SymmetryGroup.from_generators([[0, 1]], axes=(0, 1)), SymmetryGroup.symmetric(axes=(0, 2)),
        SymmetryGroup.from_generators([[1, 0, 2], [0, 2, 1]], axes=(0, 1, 2)), SymmetryGroup.symmetric(axes=(0, 5)),
    ]


def nearly(n, error, dtype="float64"):
    from operands import random_values

    values = random_values(dtype, n * n, 3)
    rows = [values[min(i, j) * n + max(i, j)] for i in range(n) for j in range(n)]
    rows[n] += error
    return upload(dtype, rows, (n, n))


def symmetric_cases(name):
    arrays = [
        *symmetric_arrays(), symmetric_data(3), symmetric_data(4, "float32"), symmetric_data(3, "int64"), symmetric_data(2, "complex128"),
        symmetric_data(3, "bool"), tame("float64", 3, 3), tame("float64", 2, 3), tame("float64", 2, 2, 2), zeros(0, 0), tame("float64", 3), tame("float64"),
        nearly(3, 1e-7), nearly(3, 1e-3), nearly(3, NAN), nearly(3, 1e-7, "float32"), transposed(symmetric_data(3)), full([2, 2, 2], -0.0),
        upload("float64", [0.0, -0.0, 0.0, 1.0], (2, 2)), ones(2, 2, dtype="int32"), tame("int64", 2, 2), tame("complex64", 2, 2), eye(3, dtype="float16"),
        [[1, 2], [2, 1]], [[1.0, 2.0], [3.0, 1.0]], 3, None, "a", [["a", "b"], ["b", "a"]], [],
    ]
    for array in arrays:
        for group in groups():
            yield call(name, array, symmetry=group)
    square = symmetric_data(3)
    for symmetry in ((0, 1), [0, 1], ((0, 1),), [[0, 1]], (0,), (), None, 0, "a", (0, 2), (0, 0), (-1, 0), (0, 1.0), ((0,), (1,)), [[0], [0]], [[0, 1], 2], True):
        yield call(name, square, symmetry=symmetry)
        yield call(name, tame("float64", 3, 3), symmetry=symmetry)
    for _, array in layouts("float64")[:5]:
        yield call(name, array, symmetry=(0, 1))
    yield call(name, square)
    yield call(name)
    yield call(name, square, (0, 1))
    yield call(name, square, symmetry=(0, 1), nonsense=1)
    if name == "is_symmetric":
        for tolerances in ({"atol": 1.0}, {"rtol": 0.5}, {"atol": 0, "rtol": 0}, {"atol": 1e-2}, {"atol": "a"}, {"rtol": NAN}):
            yield call(name, nearly(3, 1e-3), symmetry=(0, 1), **tolerances)
            yield call(name, tame("float64", 2, 2), symmetry=(0, 1), **tolerances)
    if name == "symmetrize":
        for mode in ("reynolds-projection", "canonical-copy", "nonsense", None, 1):
            for array in arrays[6:24]:
                yield call(name, array, symmetry=(0, 1), mode=mode)
            for group in groups():
                yield call(name, tame("float64", 2, 2, 2, seed=4), symmetry=group, mode=mode)
        yield call(name, specials("float64"), symmetry=(0,), mode="canonical-copy")


def broadcast_cases(name):
    shapes = ((), (3,), (2, 1), (2, 3), (0,), (4,), (1, 1, 1))
    for a in shapes:
        for b in shapes:
            yield raw(name, tame("float64", *a), tame("float64", *b))
        yield raw(name, tame("int64", *a))
    for value in VALUES[:8]:
        yield raw(name, value)
        yield raw(name, value, tame("float64", 3))
    yield raw(name)
    yield raw(name, 1, nonsense=1)


def properties(release):
    for name in ("base_repr", "binary_repr"):
        yield name, text_cases(name)
    yield "typename", typename_cases("typename")
    yield "mintypecode", mintypecode_cases("mintypecode")
    yield "issubdtype", issubdtype_cases("issubdtype")
    yield "isdtype", isdtype_cases("isdtype")
    yield "common_type", common_type_cases("common_type")
    yield "isnat", isnat_cases("isnat")
    yield "geterr", geterr_cases("geterr")
    yield "seterr", seterr_cases("seterr")
    yield "min_scalar_type", min_scalar_type_cases("min_scalar_type")
    for name in ("may_share_memory", "shares_memory"):
        yield name, memory_cases(name)
    if release == "0.4.1":
        return
    yield "broadcast", broadcast_cases("broadcast")
    for name in ("finfo", "iinfo"):
        yield name, info_cases(name)
    yield "errstate", errstate_cases("errstate")
    yield "set_printoptions", set_printoptions_cases("set_printoptions")
    yield "get_printoptions", get_printoptions_cases("get_printoptions")
    yield "printoptions", printoptions_cases("printoptions")
    for name in ("as_symmetric", "symmetrize", "is_symmetric"):
        yield name, symmetric_cases(name)
