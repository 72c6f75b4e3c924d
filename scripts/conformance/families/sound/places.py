"""Taking, choosing, putting and counting by position."""

from cases import call, writes
from operands import COMPLEX, DTYPES, REAL, SIZE, count, symmetric_data, tame, upload, zeros
from families.sound.draw import INDICES

def kind(dtype):
    """The rank of a dtype's kind: a cast to a kind of no lower rank is of the same kind."""
    return ("b", "u", "i", "f", "c").index(dtype[0])


def is_held(source, target):
    """Whether a cast is safe."""
    if kind(source) > kind(target) or source == "bool":
        return source == "bool"
    size = SIZE[target] // (2 if target in COMPLEX else 1)
    needed = SIZE[source] // (2 if source in COMPLEX else 1)
    if kind(source) < 3 <= kind(target):
        return size > needed or size == 8
    return size > needed if kind(source) == 1 and kind(target) == 2 else size >= needed


def along_axis(draw):
    shape = draw.shape(1, 3, (1, 2, 3, 4), empty=0.03)
    axis = draw.axis(len(shape))
    dtype = draw.dtype()
    array = draw.array(shape, dtype, is_writable=True)
    at = axis % len(shape)
    picked = [draw.number(1, 3) if number == at else 1 if draw.chance(0.15) else extent for number, extent in enumerate(shape)]
    if draw.chance(0.1):
        axis, picked, extent = None, [draw.number(1, 4)], count(shape)
    else:
        extent = shape[at]
    if extent == 0:
        picked = [0 if number == at else size for number, size in enumerate(picked)] if axis is not None else [0]
    indices = draw.integers(-extent, max(extent - 1, 0), picked, draw.dtype(INDICES[:4] if extent else ["int64"]))
    if draw.name == "take_along_axis":
        return call(draw.name, array, indices, axis=axis) if axis is None or draw.chance(0.5) else call(draw.name, array, indices, axis)
    values = draw.pick(5, True, draw.array(picked), draw.array(draw.broadcastable(picked)), draw.array([], draw.dtype()))
    return writes(call(draw.name, array, indices, values, axis), array)


def choose(draw):
    options = draw.number(1, 4)
    shape = draw.shape(0, 3)
    if draw.chance(0.1):
        tagged = draw.tagged()
        return call("choose", zeros(2, 2, 2, dtype="int64") if tagged.args[0] == [2, 2, 2] else 0, [tagged, tagged])
    dtypes = [draw.dtype() for _ in range(draw.number(1, 2))]
    choices = [
        draw.pick(1, 2.5, True) if draw.chance(0.15) else draw.array(draw.broadcastable(shape), draw.r.choice(dtypes)) for _ in range(options)
    ]
    keywords = draw.some(mode=draw.pick("wrap", "clip"))
    span = (-9, 9) if keywords else (0, options - 1)
    a = draw.integers(*span, draw.broadcastable(shape) if draw.chance(0.3) else shape, draw.dtype(["int8", "int64", "int32", "int16"]))
    if draw.chance(0.15):
        choices = tame(draw.dtype(), options, 1, seed=draw.number(0, 3))
    return call("choose", a, choices, **keywords)


def compress(draw):
    shape = draw.shape(1, 3)
    axis = None if draw.chance(0.3) else draw.axis(len(shape))
    extent = count(shape) if axis is None else shape[axis]
    condition = [draw.chance(0.6) for _ in range(draw.number(0, extent))]
    kept = sum(condition)
    if draw.chance(0.6):
        condition = upload(draw.pick("bool", "int8", "float32"), condition)
    dtype = draw.dtype()
    array = draw.array(shape, dtype)
    if draw.chance(0.2) and draw.release != "0.4.1":
        result = [kept] if axis is None else [kept if at == axis % len(shape) else size for at, size in enumerate(shape)]
        return call("compress", condition, array, axis=axis, out=zeros(*result, dtype=dtype))
    return call("compress", condition, array, axis=axis)


def masked(draw):
    """place and putmask: values of another dtype, more or fewer than there are places."""
    target = draw.dtype()
    source = draw.dtype([name for name in DTYPES if is_held(name, target)])
    if draw.chance(0.1):
        array = draw.tagged(target)
        return writes(call(draw.name, array, array, draw.pick(1, True, upload(source, [1, 0, 1]))), array)
    shape = draw.shape(0, 3)
    array = draw.array(shape, target, is_writable=True)
    mask = draw.mask(shape) if draw.chance(0.75) else draw.array(shape, draw.dtype(REAL))
    values = draw.pick(1, True, draw.array([draw.number(1, 4)], source), draw.array([draw.number(1, 9)], source), draw.array(shape, source))
    if hasattr(values, "op") and draw.name == "place" and 0 in shape:
        values = 1
    return writes(call(draw.name, array, mask, values), array)


def copyto(draw):
    target = draw.dtype()
    if draw.chance(0.1):
        array = draw.tagged(target)
        return writes(call("copyto", array, draw.pick(array, 1, True)), array)
    shape = draw.shape(0, 3)
    array = draw.array(shape, target, is_writable=True)
    keywords = {"where": draw.mask(draw.broadcastable(shape))} if draw.chance(0.4) else {}
    if draw.chance(0.4):
        return writes(call("copyto", array, draw.array(draw.broadcastable(shape)), casting="unsafe", **keywords), array)
    fitting = [name for name in DTYPES if kind(name) <= kind(target)]
    source = draw.pick(1, True, 0) if draw.chance(0.15) else draw.array(draw.broadcastable(shape), draw.dtype(fitting))
    return writes(call("copyto", array, source, **keywords), array)


def diag_indices(draw):
    return call("diag_indices", draw.number(0, 9), **draw.some(ndim=draw.number(1, 5)))


def known(draw, shape, **bounds):
    """An array as uploaded, which is all that 0.4.1 knows of where positions are asked of arrays."""
    dtype = draw.dtype(bounds["dtypes"]) if bounds else draw.dtype()
    make = (lambda total: draw.numbers(0, bounds["top"], total)) if bounds else (lambda total: draw.values(dtype, total))
    if draw.release == "0.4.1" and draw.chance(0.8):
        return upload(dtype, make(count(shape)), shape)
    return draw.array(shape, dtype, make)


def square(draw):
    n = draw.number(0, 4)
    if draw.chance(0.2):
        return zeros(n, n, dtype=draw.dtype()) if draw.chance(0.5) else symmetric_data(n, draw.dtype())
    return known(draw, [n, n])


def indices_from(draw):
    if draw.name == "diag_indices_from":
        n = draw.number(1, 3)
        return call(draw.name, known(draw, [n] * draw.number(2, 4)) if draw.chance(0.7) else square(draw))
    array = known(draw, draw.shape(2, 2, (1, 2, 3, 4))) if draw.chance(0.6) else square(draw)
    return call(draw.name, array, *((draw.number(-4, 4),) if draw.chance(0.6) else ()))


def grid(draw):
    return draw.shape(1, 4, (1, 2, 3, 5, 8), empty=0)


def unravel_index(draw):
    shape = grid(draw)
    top = count(shape) - 1
    if draw.chance(0.2):
        where = draw.number(0, top)
    elif draw.chance(0.15):
        where = draw.numbers(0, top, draw.number(1, 4))
    else:
        where = known(draw, draw.shape(0, 3), top=min(top, 100), dtypes=["int8", "int32", "int64", "uint8", "uint16", "uint32"])
    shape = shape[0] if len(shape) == 1 and draw.chance(0.5) else shape
    return call("unravel_index", where, shape, **draw.some(order=draw.pick("C", "F")))


def ravel_multi_index(draw):
    shape = grid(draw)
    mode = draw.pick("raise", "wrap", "clip", None)
    result = draw.shape(0, 2)
    among = lambda extent: (0, extent - 1) if mode in ("raise", None) else (-20, 20)
    parts = [
        draw.number(*among(extent)) if draw.chance(0.2) else draw.integers(*among(extent), draw.broadcastable(result), draw.dtype(["int8", "int32", "int64"]))
        for extent in shape
    ]
    if draw.chance(0.15) and mode in ("wrap", "clip"):
        parts = draw.integers(-20, 20, [len(shape), 3])
    keywords = {} if mode is None else {"mode": mode}
    if mode == "wrap" and draw.release == "0.4.1" and draw.chance(0.3):
        keywords["mode"] = tuple(draw.pick("wrap", "clip") for _ in shape)
    return call("ravel_multi_index", parts, shape, **keywords, **draw.some(order=draw.pick("C", "F")))


PLACES = {
    "take_along_axis": (along_axis, 180), "put_along_axis": (along_axis, 200), "choose": (choose, 150), "compress": (compress, {"0.12.4": 85, "0.4.1": 115}),
    "place": (masked, 320), "putmask": (masked, 310), "copyto": (copyto, 165), "diag_indices": (diag_indices, 28),
    "diag_indices_from": (indices_from, {"0.4.1": 58, "0.12.4": 22}), "unravel_index": (unravel_index, {"0.12.4": 140, "0.4.1": 165}),
    "ravel_multi_index": (ravel_multi_index, 100),
    **dict.fromkeys(("tril_indices_from", "triu_indices_from"), (indices_from, {"0.4.1": 190, "0.12.4": 34})),
}

