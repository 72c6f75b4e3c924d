"""Elementwise functions of one operand: every dtype on special and random values, layouts, keywords, wrong input."""

from cases import call, method, operator
from operands import DTYPES, layouts, ones, positive, sliced, specials, symmetric_arrays, tame, transposed, upload, zeros

FUNCTIONS = """abs absolute negative positive sign signbit sqrt cbrt square reciprocal exp exp2 expm1 log log2 log10 log1p
sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh arccosh arctanh deg2rad rad2deg degrees radians floor ceil trunc
rint fabs conj conjugate invert bitwise_not bitwise_invert bitwise_count logical_not spacing frexp modf asin acos atan
asinh acosh atanh""".split()
SHAPES = [(), (0,), (1,), (2, 3), (0, 3), (9,), (17,), (2, 3, 4)]


def cases(name):
    for dtype in DTYPES:
        yield call(name, specials(dtype))
        yield call(name, tame(dtype, 67, seed=11))
        yield call(name, positive(dtype, 3, 5, seed=11))
    for number, shape in enumerate(SHAPES):
        for dtype in ("float64", ("float32", "int64", "bool", "complex128", "uint8", "float16")[number % 6]):
            yield call(name, tame(dtype, *shape, seed=number))
    for number, (_, array) in enumerate(layouts(("float64", "float32")[len(name) % 2])):
        yield call(name, array)
    for array in symmetric_arrays():
        yield call(name, array)
    yield from keywords(name)
    yield from wrong(name)


def keywords(name):
    x = tame("float64", 2, 3, seed=3)
    mask = upload("bool", [True, False, True], (3,))
    if name not in ("modf", "frexp"):
        for dtype in ("float64", "float32", "int64", "bool", "complex128"):
            yield call(name, x, out=zeros(2, 3, dtype=dtype))
            yield call(name, tame("float32", 2, 3), out=zeros(2, 3, dtype=dtype))
        yield call(name, x, out=zeros(3, 3))
        yield call(name, x, out=zeros(4, 2, 3))
        yield call(name, x, zeros(2, 3))
        yield call(name, x, out=zeros(2, 3), where=mask)
        yield call(name, x, out=zeros(2, 3), where=upload("bool", [False, True], (2, 1)))
        yield call(name, x, out=transposed(zeros(3, 2)))
        yield call(name, ones(3, 3), out=ones(3, 3))
        yield call(name, x, where=True)
        yield call(name, x, where=tame("int64", 3), out=zeros(2, 3))
        yield call(name, x, out=5)
        yield call(name, x, out="a")
    for dtype in ("float32", "float64", "int32", "complex64", "nonsense", 3):
        yield call(name, tame("float32", 3), dtype=dtype)
    for casting in ("no", "safe", "same_kind", "unsafe", "nonsense", 4):
        yield call(name, tame("int64", 3), casting=casting)
    for order in ("C", "F", "K", "Q"):
        yield call(name, x, order=order)


def wrong(name):
    for value in (3, -2.5, True, 2**70, None, "a", [1, 2, 3], [[1.5], [2.5]], [[1, 2], [3]], [], ["a"], {"a": 1}):
        yield call(name, value)
    yield call(name)
    yield call(name, tame("float64", 3), nonsense=1)
    yield call(name, tame("float64", 3), tame("float64", 3), tame("float64", 3), tame("float64", 3))


OPERATORS = {"negative": "neg", "positive": "pos", "abs": "abs", "invert": "invert"}


def unary(release):
    for name in FUNCTIONS:
        listed = list(cases(name))
        if name in OPERATORS:
            listed += [operator(OPERATORS[name], tame(dtype, 2, 3)) for dtype in DTYPES]
        yield name, listed
    yield "astype", [
        method("astype", array(a), b)
        for a in DTYPES
        for b in (*DTYPES, "nonsense")
        for array in (lambda d: tame(d, 2, 3, span=100), lambda d: sliced(tame(d, 7), 2))
    ]
