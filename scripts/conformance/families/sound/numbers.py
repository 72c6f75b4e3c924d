"""Functions of integers and of counts: bits, divisors, scaling by powers of two, windows, spaced numbers, histograms."""

from cases import call
from operands import COMPLEX, FLOATS, INTEGERS, int_range, positive, tame, upload, zeros
from families.sound.draw import INDICES, NUMERIC

LOGICAL = ("bitwise_and", "bitwise_or", "bitwise_xor")


def outputs(draw, shape, dtypes):
    """Keywords of an elementwise function: a destination, with or without a mask, an order, a casting."""
    if draw.chance(0.65):
        return {}
    if draw.chance(0.25):
        return {"order": draw.pick("C", "F", "K", "A")} if draw.chance(0.5) else {"casting": "unsafe", "dtype": draw.dtype(dtypes)}
    dtype = draw.dtype(dtypes)
    if draw.chance(0.6):
        return {"out": zeros(*shape, dtype=dtype)}
    # Where a destination carries a symmetry group and a mask leaves elements alone, 0.4.1 shows memory it never wrote.
    return {"out": tame(dtype, *shape, seed=8), "where": draw.mask(draw.broadcastable(shape))}


def bits_of_two(draw):
    """Two operands whose common dtype is an integer or bool."""
    left, right = draw.integer_dtypes()
    if draw.chance(0.12):
        tagged = draw.tagged(left)
        return call(draw.name, tagged, draw.pick(tagged, 3, draw.tagged(left)))
    shape = draw.shape(0, 3, (1, 2, 2, 3))
    a = draw.array(shape, left)
    if draw.chance(0.25):
        low, high = int_range(left) if left != "bool" else (0, 1)
        scalar = draw.pick(0, 1, True, False, 3, 7, 64, 100, high, low)
        scalar = scalar if low <= scalar <= high else 1
        return call(draw.name, a, scalar) if draw.chance(0.6) else call(draw.name, scalar, a)
    b = draw.array(draw.broadcastable(shape), right)
    wide = ["int64", "uint64"] if draw.name not in LOGICAL else ["int64", "float64", "complex128"]
    keywords = outputs(draw, shape, [name for name in wide if name != "uint64" or left == right == "uint64"])
    if "dtype" in keywords:
        keywords["dtype"] = draw.dtype(["int64", "int32", "uint8"])
    return call(draw.name, b, a, **keywords) if draw.chance(0.3) else call(draw.name, a, b, **keywords)


def bits_of_one(draw):
    dtype = draw.dtype([*INTEGERS, "bool"] if draw.name != "bitwise_count" else INTEGERS)
    if draw.chance(0.15):
        return call(draw.name, draw.tagged(dtype))
    if draw.chance(0.08):
        return call(draw.name, draw.pick(0, 5, -7, 2**40, True))
    shape = draw.shape(0, 3, (1, 2, 2, 3))
    wide = ["int64", "float64"] if dtype not in ("uint64", "bool") else ["uint64" if dtype == "uint64" else "bool"]
    keywords = outputs(draw, shape, wide if draw.name != "bitwise_count" else ["uint8", "int64", "float32"])
    if "dtype" in keywords:
        keywords = {}
    return call(draw.name, draw.array(shape, dtype), **keywords)


def ldexp(draw):
    shape = draw.shape(0, 3, (1, 2, 2, 3))
    dtype = draw.dtype([*FLOATS, *FLOATS, *INTEGERS, "bool"])
    mantissa = draw.tagged(draw.dtype(FLOATS)) if draw.chance(0.1) else draw.array(shape, dtype)
    if mantissa.op not in ("create_from_data", "transpose", "__getitem__", "broadcast_to"):
        return call("ldexp", mantissa, draw.pick(2, -3, 0))
    if draw.chance(0.2):
        return call("ldexp", mantissa, draw.pick(0, 1, -1, 5, -1080, 2000, True))
    span = draw.pick(3, 20, 200, 1100)
    kind = draw.dtype(["int8", "int16", "int32", "int64", "uint8", "uint16", "bool"])
    low, high = int_range(kind) if kind != "bool" else (0, 1)
    exponent = draw.integers(max(low, -span), min(high, span), draw.broadcastable(shape), kind)
    keywords = outputs(draw, shape, ["float64", "complex128"])
    return call("ldexp", mantissa, exponent, **({} if "dtype" in keywords else keywords))


def window(draw):
    points = draw.pick(draw.number(0, 20), upload(draw.dtype(INTEGERS), [draw.number(0, 12)], []), upload("float64", [6.25], []), 7.5, True)
    return call(draw.name, points, *((draw.pick(0, 2.5, -4.0, 14, upload("float64", [3.0], [])),) if draw.name == "kaiser" else ()))


def spaced(draw):
    """Ends that are numbers or arrays, of one sign where the sequence is geometric."""
    end = lambda: draw.pick(
        draw.number(1, 90), draw.r.uniform(0.01, 50.0), positive(draw.dtype(NUMERIC), *draw.pick((), (1,), (2,), (3, 1)), seed=draw.number(0, 3)),
        upload(draw.dtype(COMPLEX), [complex(draw.number(1, 4), draw.number(-3, 3))], draw.pick([], [1])),
    )
    start, stop = end(), end()
    keywords = draw.some(endpoint=draw.chance(0.5), dtype=draw.dtype(["complex128", "complex64"]))
    if isinstance(start, (int, float)) and isinstance(stop, (int, float)):
        sign = -1 if draw.chance(0.3) else 1
        start, stop = sign * start, sign * stop
        keywords |= draw.some(dtype=draw.dtype(["float64", "float32", "float16", "int64", "int32", "complex128"]))
    else:
        keywords |= draw.some(axis=draw.pick(0, -1))
    if draw.name == "logspace":
        start, stop = (end if not isinstance(end, (int, float, complex)) else end / 20 for end in (start, stop))
        keywords |= draw.some(base=draw.pick(2, 2.5, 10.0, 7))
    return call(draw.name, start, stop, draw.number(0, 9), **keywords)


def eye(draw):
    if draw.name == "identity":
        return call("identity", draw.number(0, 6), **draw.some(dtype=draw.dtype()))
    keywords = draw.some(M=draw.number(0, 5), k=draw.number(-6, 6), dtype=draw.dtype(), order=draw.pick("C", "F"))
    return call("eye", draw.number(0, 5), **keywords)


def bincount(draw):
    total = draw.number(0, 9)
    sample = draw.integers(0, draw.pick(2, 9), [total], draw.dtype(INDICES))
    keywords = draw.some(weights=draw.array([total], draw.dtype([*NUMERIC, "bool"])), minlength=draw.number(0, 12))
    return call("bincount", sample, **keywords)


def histogram2d(draw):
    total = draw.number(1, 12)
    x, y = (tame(draw.dtype(NUMERIC), total, seed=draw.number(0, 5)) for _ in range(2))
    edges = [-5.0, -1.0, 0.0, 2.5, 6.0]
    bins = draw.pick(draw.number(1, 5), [2, 3], [edges, 3], upload("float64", edges), [upload("float64", edges), edges])
    keywords = draw.some(weights=tame("float64", total, seed=6), density=draw.chance(0.5))
    return call("histogram2d", x, y, bins, **keywords | ({"range": [[-4, 4], [-5.5, 3]]} if draw.chance(0.3) else {}))


def distribution(draw):
    return call(draw.name, draw.array(draw.shape(0, 3, (1, 2, 2, 3)), draw.dtype(NUMERIC)), draw.pick(0, 0.5, -2.0), draw.pick(1, 2.5, 0.25))


def nan_quantile(draw):
    """By name: in 0.4.1 a second position is taken for the axis."""
    shape = draw.shape(1, 3, empty=0)
    scale = 100 if draw.name == "nanpercentile" else 1
    part = lambda: scale * draw.pick(0.5, 0, 1, 0.25, 0.9, 0.1)
    q = draw.pick(part(), [part(), part()], upload("float64", [part()]))
    dtype = draw.dtype(NUMERIC)
    methods = ("lower", "nearest", "midpoint", "hazen", "weibull", "inverted_cdf", "median_unbiased")
    keywords = draw.some(axis=draw.axis(len(shape)), keepdims=True, method=draw.pick(*methods))
    return call(draw.name, draw.array(shape, dtype), q=q, **keywords)


def signed_zeros(draw):
    """Reductions of zeros of both signs, which start from a zero of their own or do not."""
    shape = draw.shape(1, 2)
    dtype = draw.dtype([*FLOATS, "complex64", "complex128"])
    zero = lambda total: [draw.pick(-0.0, -0.0, 0.0) if dtype in FLOATS else complex(draw.pick(-0.0, 0.0), -0.0) for _ in range(total)]
    return call(draw.name, draw.array(shape, dtype, zero), **draw.some(axis=draw.axis(len(shape))))


NUMBERS = {
    **dict.fromkeys(("bitwise_and", "bitwise_or", "bitwise_xor", "left_shift", "right_shift"), (bits_of_two, {"0.12.4": 300, "0.4.1": 260})),
    **dict.fromkeys(("bitwise_left_shift", "bitwise_right_shift", "gcd", "lcm"), (bits_of_two, {"0.12.4": 265, "0.4.1": 290})),
    **dict.fromkeys(("bitwise_count", "bitwise_invert", "bitwise_not", "invert"), (bits_of_one, 105)),
    "ldexp": (ldexp, 180), **dict.fromkeys(("bartlett", "blackman", "hamming", "hanning", "kaiser"), (window, 16)),
    "geomspace": (spaced, 95), "linspace": (spaced, 34), "logspace": (spaced, 36), "eye": (eye, 50), "identity": (eye, 20),
    **dict.fromkeys("sum nansum mean nanmean prod cumsum nancumsum cumprod var average ptp median nanmedian".split(), (signed_zeros, 10)),
    "bincount": (bincount, 32), "histogram2d": (histogram2d, 20),
    **dict.fromkeys(("stats.uniform.pdf", "stats.laplace.pdf"), (distribution, {"0.4.1": 30})),
    **dict.fromkeys(("stats.cauchy.ppf", "stats.expon.ppf", "stats.laplace.ppf", "stats.logistic.ppf"), (distribution, {"0.4.1": 8})),
    **dict.fromkeys(("nanquantile", "nanpercentile"), (nan_quantile, {"0.4.1": 560})),
}

