"""Arrays for cases: the 14 dtypes, special values, seeded random values, layouts and symmetric arrays."""

import math
import random
import struct

from cases import Operand

FLOATS = ["float16", "float32", "float64"]
SIGNED = ["int8", "int16", "int32", "int64"]
UNSIGNED = ["uint8", "uint16", "uint32", "uint64"]
COMPLEX = ["complex64", "complex128"]
INTEGERS = SIGNED + UNSIGNED
REAL = ["bool", *INTEGERS, *FLOATS]
DTYPES = [*REAL, *COMPLEX]
COMMON = ["bool", "int32", "int64", "uint8", "float32", "float64", "complex128"]

FORMAT = {
    "bool": "?", "int8": "b", "int16": "h", "int32": "i", "int64": "q", "uint8": "B", "uint16": "H", "uint32": "I",
    "uint64": "Q", "float16": "e", "float32": "f", "float64": "d", "complex64": "f", "complex128": "d",
}
SIZE = {name: struct.calcsize(code) for name, code in FORMAT.items()} | {"complex64": 8, "complex128": 16}
NAN, INF = math.nan, math.inf


def int_range(dtype):
    bits = 8 * SIZE[dtype]
    return (0, 2**bits - 1) if dtype[0] == "u" else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)


FLOAT_LIMITS = {  # smallest subnormal, smallest normal, largest, spacing at 1
    "float16": (2.0**-24, 2.0**-14, 65504.0, 2.0**-10),
    "float32": (2.0**-149, 2.0**-126, 3.4028234663852886e38, 2.0**-23),
    "float64": (5e-324, 2.0**-1022, 1.7976931348623157e308, 2.0**-52),
}


def special(dtype):
    """The values at which implementations differ."""
    if dtype == "bool":
        return [False, True, True, False, True]
    if dtype in INTEGERS:
        low, high = int_range(dtype)
        around = [0, 1, 2, 3, 7, 8, 10, 64, 100, high, high - 1, high // 2]
        return around if dtype[0] == "u" else [*around, -1, -2, -3, -8, -100, low, low + 1]
    if dtype in FLOATS:
        least, normal, largest, eps = FLOAT_LIMITS[dtype]
        return [
            0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1.5, 2.5, -2.5, 3.0, 0.001, -0.125, 10.0, 100.25, -7.75, math.pi,
            NAN, INF, -INF, least, -least, normal, largest, -largest, 1.0 + eps, 1.0 - eps / 2,
        ]
    big = 1e30 if dtype == "complex64" else 1e300
    return [
        0j, complex(-0.0, 0.0), complex(0.0, -0.0), 1 + 0j, 1j, -1 + 0j, -1j, complex(-1.0, -0.0), 1 + 1j, -1 - 2j, 3 - 4j,
        0.5 - 0.25j, 1e-3 + 2e-3j, complex(NAN, 0), complex(0, NAN), complex(INF, 0), complex(0, INF),
        complex(-INF, INF), complex(INF, NAN), complex(big, 1), complex(2.0, -0.0), complex(-3.5, 1e-8),
    ]


def rng(*key):
    """A generator seeded by what it is for."""
    return random.Random("/".join(map(str, key)))


def random_values(dtype, count, seed=0, span=None):
    """`count` tame values of a dtype; `span` bounds their size."""
    r = rng(dtype, count, seed, span)
    if dtype == "bool":
        return [r.random() < 0.5 for _ in range(count)]
    if dtype in INTEGERS:
        low, high = int_range(dtype)
        reach = span or 9
        return [r.randint(max(low, -reach), min(high, reach)) for _ in range(count)]
    reach = span or 4.0
    if dtype in COMPLEX:
        return [complex(r.uniform(-reach, reach), r.uniform(-reach, reach)) for _ in range(count)]
    return [r.uniform(-reach, reach) for _ in range(count)]


def pack(dtype, values):
    """The bytes of values, little endian."""
    if dtype in COMPLEX:
        values = [part for value in values for part in (complex(value).real, complex(value).imag)]
    return struct.pack(f"<{len(values)}{FORMAT[dtype]}", *values)


def count(shape):
    return math.prod(shape)


def upload(dtype, values, shape=None, twin=0):
    """An array holding `values`."""
    shape = [len(values)] if shape is None else list(shape)
    return Operand("create_from_data", [pack(dtype, values), shape, dtype], twin=twin)


def specials(dtype):
    return upload(dtype, special(dtype))


def tame(dtype, *shape, seed=0, span=None):
    """Random values of moderate size."""
    return upload(dtype, random_values(dtype, count(shape), seed, span), shape)


def positive(dtype, *shape, seed=0):
    """Random values above zero (True for bool)."""
    values = [abs(v) if not isinstance(v, bool) else True for v in random_values(dtype, count(shape), seed)]
    return upload(dtype, [v if isinstance(v, bool) else v + 1 for v in values], shape)


def sliced(array, *keys):
    return Operand("__getitem__", [array, list(keys)])


def transposed(array, *axes):
    return Operand("transpose", [array, list(axes)] if axes else [array])


def broadcasted(array, *shape):
    return Operand("broadcast_to", [array, list(shape)])


def layouts(dtype, seed=0):
    """Arrays of 12 to 24 elements whose memory is not in order: (name, operand)."""
    from cases import Slice

    base = tame(dtype, 4, 3, seed=seed)
    cube = tame(dtype, 2, 3, 4, seed=seed + 1)
    row = tame(dtype, 3, seed=seed + 2)
    return [
        ("transposed", transposed(base)),
        ("reversed", sliced(base, Slice(None, None, -1))),
        ("reversed twice", sliced(base, Slice(None, None, -1), Slice(None, None, -1))),
        ("stepped", sliced(tame(dtype, 4, 6, seed=seed + 3), Slice(None, None, 2), Slice(1, None, 2))),
        ("permuted", transposed(cube, 2, 0, 1)),
        ("column", sliced(base, Slice(), 1)),
        ("broadcast", broadcasted(row, 4, 3)),
        ("inner slice", sliced(cube, Slice(), Slice(1, None), Slice(None, -1))),
    ]


def zeros(*shape, dtype=None):
    return Operand("zeros", [list(shape)], {} if dtype is None else {"dtype": dtype})


def ones(*shape, dtype=None):
    return Operand("ones", [list(shape)], {} if dtype is None else {"dtype": dtype})


def full(shape, value):
    return Operand("full", [list(shape), value])


def eye(n, dtype=None):
    return Operand("eye", [n], {} if dtype is None else {"dtype": dtype})


def symmetric_arrays():
    """Arrays that carry a symmetry group from the operation that made them."""
    return [ones(3, 3), eye(3), zeros(2, 2, 2), full([4, 4], 2.5), ones(2, 3, 3), ones(3, 3, dtype="int64")]


def symmetric_data(n=3, dtype="float64", seed=0):
    """Values equal to their transpose, carrying no group."""
    values = random_values(dtype, n * n, seed)
    return upload(dtype, [values[min(i, j) * n + max(i, j)] for i in range(n) for j in range(n)], (n, n))
