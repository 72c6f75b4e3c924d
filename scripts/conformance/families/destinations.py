"""Results written to destinations: plain ones and such as carry a symmetry group, of dtypes and shapes that fit or not."""

from cases import call, writes
from operands import NAN, INF, eye, ones, tame, upload, zeros

A, CUBE, BITS = tame("float64", 2, 2, seed=3), tame("float64", 2, 2, 2, seed=4), tame("bool", 2, 2)
ODD = upload("float64", [1.0, INF, NAN, 2.0], (2, 2))
ELEMENTWISE = {
    **dict.fromkeys("fix nan_to_num isposinf isneginf exp frexp modf isnan isfinite isinf real imag angle sinc i0 iscomplex isreal conj".split(), (A,)),
    **dict.fromkeys("add copysign heaviside logaddexp less divmod logical_and around round real_if_close".split(), (A, A)),
    **dict.fromkeys(("around", "round", "real_if_close"), (A,)), **dict.fromkeys(("logical_not", "invert", "bitwise_count"), (BITS,)),
    "clip": (A, -1, 1), "float_power": (A, 2), "ldexp": (A, 2),
}
REDUCTIONS = {
    **dict.fromkeys(
        "sum mean prod std var max min nansum nanprod nanmax nanmin nanmean nanstd nanvar ptp median nanmedian average argmax argmin nanargmax nanargmin".split(),
        (CUBE, 0),
    ),
    **dict.fromkeys(("cumsum", "cumprod", "nancumsum", "nancumprod"), (A, 0)), **dict.fromkeys(("all", "any"), (tame("bool", 2, 2, 2), 0)),
    **dict.fromkeys(("percentile", "nanpercentile"), (CUBE, 30, 0)), **dict.fromkeys(("quantile", "nanquantile"), (CUBE, 0.3, 0)),
}
OTHERS = {
    **dict.fromkeys(("dot", "matmul", "inner", "linalg.matmul"), (A, A)), "outer": (tame("float64", 2), tame("float64", 2, seed=2)),
    "vecdot": (CUBE, CUBE), "matvec": (CUBE, A), "vecmat": (A, CUBE), "einsum": ("ij,jk->ik", A, A), "linalg.multi_dot": ([A, A, A],),
    "trace": (tame("float64", 3, 3, 2, 2),), "take": (CUBE, 0, 0), "compress": ([True, False, True, True], tame("float64", 4, 2, seed=3), 0),
    "choose": (upload("int64", [0, 1, 1, 0], (2, 2)), [A, A]), "concatenate": ([tame("float64", 1, 2), tame("float64", 1, 2, seed=2)],),
    "stack": ([tame("float64", 2), tame("float64", 2, seed=2)],),
}


def destinations_of(dtype):
    return zeros(2, 2, dtype=dtype), tame(dtype, 2, 2, seed=9), ones(2, 2, 2, dtype=dtype), zeros(1, 1, dtype=dtype)


def cases(name, args):
    # Without a destination first: a call that the budget refuses is made of the first.
    yield call(name, *args)
    for dtype in ("float64", "float32", "bool", "int64"):
        for out in destinations_of(dtype):
            yield writes(call(name, *args, out=out), out)


def of_tagged(name):
    """Operands that carry a group themselves: its own, another, one of more axes than the destination's."""
    for out in (zeros(2, 2), eye(2), ones(2, 2, 2)):
        if name in ELEMENTWISE:
            for array in (ones(2, 2), ODD, ones(2, 2, dtype="int64"), eye(2)):
                args = (array,) if len(ELEMENTWISE[name]) == 1 else (array, ones(2, 2)) if name != "clip" else (array, 0, 2)
                yield writes(call(name, *args, out=out), out)
        else:
            for array in (ones(2, 2, 2), ones(3, 2, 2), ones(2, 2)):
                yield writes(call(name, array, 0, out=out), out)
                # By position: after the axis, or after the dtype too.
                yield writes(call(name, array, 0, out), out)
                if name != "median":
                    yield writes(call(name, array, 0, None, out), out)


def of_other_precision(name):
    """Lanes long enough to show which dtype sums run in: the operand's or the destination's."""
    for dtype in ("float16", "float32", "int16"):
        array = tame(dtype, 12, 3, seed=7)
        for other in ("float16", "float32", "float64", "complex128"):
            out = zeros(3, dtype=other)
            yield writes(call(name, array, 0, out=out), out)


def named_beside(name):
    """A destination by name where one stands, or might stand, by position."""
    for other in (eye(2), None):
        for out in (zeros(2, 2), zeros(2, 2, dtype="bool"), zeros(2, 3)):
            yield writes(call(name, CUBE, 0, other, out=out), out)
            yield writes(call(name, CUBE, 0, None, other, out=out), out)


def destinations(release):
    tagged = "exp add conj copysign less fix round around clip real sum mean max cumsum all median std nanmean argmax".split()
    precise = "sum mean median var std nanmean nanmedian nanvar nanstd".split()
    beside = "sum max mean nanstd median cumsum".split()

    def more(name):
        yield from of_other_precision(name) if name in precise else ()
        yield from named_beside(name) if name in beside else ()

    for name, args in (ELEMENTWISE | REDUCTIONS | OTHERS).items():
        yield name, [*cases(name, args), *(of_tagged(name) if name in tagged else ()), *more(name)]
