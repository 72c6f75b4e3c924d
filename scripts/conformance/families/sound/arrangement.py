"""Moving, splitting, editing, padding and ordering arrays."""

from cases import call, method
from operands import DTYPES, count, ones, upload
from families.editing import MODES
from families.sound.draw import NUMERIC


def operand(draw, least=0, most=3):
    """An array, now and then one with a symmetry group, and its shape as far as it is known."""
    shape = draw.shape(least, most)
    return draw.array(shape), shape


def factored(draw, total):
    """A shape of so many elements."""
    shape = []
    for divisor in (2, 3, 2, 5, 2):
        if total and total % divisor == 0 and draw.chance(0.7):
            shape.append(divisor)
            total //= divisor
    shape.append(total)
    if draw.chance(0.3):
        shape.insert(draw.number(0, len(shape)), 1)
    draw.r.shuffle(shape)
    return shape


def reshape(draw):
    if draw.chance(0.2):
        return call("reshape", draw.tagged(), draw.pick(-1, [-1], [-1, 1], [1, -1]))
    array, shape = operand(draw, 0, 4)
    total = count(shape)
    target = factored(draw, total)
    if total and draw.chance(0.4):
        target[draw.number(0, len(target) - 1)] = -1
    if len(target) == 1 and draw.chance(0.5):
        target = target[0]
    if draw.chance(0.15):
        return method("reshape", array, target)
    if draw.chance(0.3):
        return call("reshape", array, target, order=draw.pick("C", "F", "A"))
    return call("reshape", array, target)


def ravel(draw):
    array = draw.tagged() if draw.chance(0.2) else operand(draw, 0, 4)[0]
    return method("ravel", array) if draw.chance(0.2) else call("ravel", array)


def permutation(draw, ndim):
    axes = draw.r.sample(range(ndim), ndim)
    return [axis - ndim if draw.chance(0.3) else axis for axis in axes]


def transpose(draw):
    if draw.chance(0.2):
        return call("transpose", draw.tagged())
    array, shape = operand(draw, 0, 4)
    return call("transpose", array) if draw.chance(0.1) else call("transpose", array, permutation(draw, len(shape)))


def swapaxes(draw):
    if draw.chance(0.2):
        return call("swapaxes", draw.tagged(), draw.axis(2), draw.axis(2))
    array, shape = operand(draw, 1, 4)
    make = method if draw.chance(0.2) else call
    return make("swapaxes", array, draw.axis(len(shape)), draw.axis(len(shape)))


def moveaxis(draw):
    if draw.chance(0.2):
        return call("moveaxis", draw.tagged(), 0, -1)
    array, shape = operand(draw, 1, 4)
    ndim = len(shape)
    if draw.chance(0.4):
        return call("moveaxis", array, draw.axis(ndim), draw.axis(ndim))
    moved = draw.number(0, ndim)
    return call("moveaxis", array, permutation(draw, ndim)[:moved], permutation(draw, ndim)[:moved])


def squeeze(draw):
    shape = draw.shape(0, 4, (1, 1, 2, 3))
    array = draw.array(shape)
    single = [axis for axis, extent in enumerate(shape) if extent == 1]
    if not single or draw.chance(0.15):
        return call("squeeze", array)
    chosen = draw.r.sample(single, draw.number(1, len(single)))
    chosen = [axis - len(shape) if draw.chance(0.4) else axis for axis in chosen]
    return call("squeeze", array, axis=chosen[0] if len(chosen) == 1 and draw.chance(0.6) else tuple(chosen))


def broadcast_to(draw):
    if draw.chance(0.2):
        shape = draw.pick([3, 3], [2, 2, 2], [2, 3, 3])
        return call("broadcast_to", ones(*shape, dtype=draw.dtype()), [*draw.pick([], [1], [2], [3, 2]), *shape])
    shape = draw.shape(0, 3)
    array = draw.pick(2, 2.5, True, [1, 2, 3]) if draw.chance(0.1) else draw.array(draw.broadcastable(shape))
    if not hasattr(array, "op"):
        return call("broadcast_to", array, [2, 3])
    longer = [*draw.shape(0, 2), *shape]
    return call("broadcast_to", array, longer[0] if len(longer) == 1 and draw.chance(0.5) else longer)


def parts(draw, extent):
    """A number of equal parts, or where to cut: in order or not, from either end, beyond it."""
    if draw.chance(0.5):
        return draw.pick(*[n for n in range(1, extent + 2) if extent % n == 0 or extent == 0])
    return [draw.number(-extent - 1, extent + 2) for _ in range(draw.number(0, 3))]


def split(draw):
    array, shape = operand(draw, 1, 4)
    axis = draw.axis(len(shape))
    return call("split", array, parts(draw, shape[axis]), axis)


def along(axis, least):
    def cut(draw):
        array, shape = operand(draw, least, 4)
        return call(draw.name, array, parts(draw, shape[axis if len(shape) > 1 else 0]))

    return cut


def diagonal(draw):
    array, shape = operand(draw, 2, 4)
    first, second = draw.r.sample(range(len(shape)), 2)
    return call("diagonal", array, draw.number(-3, 3), first, second - len(shape))


def places(draw, extent):
    """Positions along an axis: one, several, a mask, an array."""
    if draw.chance(0.3):
        return draw.number(-extent, extent - 1)
    several = draw.numbers(-extent, extent - 1, draw.number(0, 3))
    if draw.chance(0.4):
        return several
    return upload(draw.pick("int64", "int32", "int8"), several) if several else several


def delete(draw):
    array, shape = operand(draw, 1, 3)
    axis = None if draw.chance(0.25) else draw.axis(len(shape))
    extent = count(shape) if axis is None else shape[axis]
    if extent == 0:
        return call("delete", array, [], axis=axis)
    if draw.chance(0.2):
        return call("delete", array, upload("bool", [draw.chance(0.5) for _ in range(extent)]), axis=axis)
    return call("delete", array, places(draw, extent), axis=axis)


def insert(draw):
    array, shape = operand(draw, 1, 3)
    axis = None if draw.chance(0.25) else draw.axis(len(shape))
    extent = count(shape) if axis is None else shape[axis]
    position = places(draw, extent) if extent else draw.pick(0, [0])
    if position == []:
        position = 0
    if draw.chance(0.5) or axis is None:
        value = draw.pick(7, True, draw.array([], draw.dtype(NUMERIC)))
    else:
        many = 1 if isinstance(position, int) else None
        rest = [extent for at, extent in enumerate(shape) if at != axis % len(shape)]
        value = draw.array([1 if many is None and at == axis % len(shape) else extent for at, extent in enumerate(shape)])
        value = draw.array(rest) if many and axis in (0, -len(shape)) else value
    return call("insert", array, position, value, axis=axis)


def pad(draw):
    """By keyword: 0.4.1 takes no third position."""
    mode = draw.pick(*[mode for mode in MODES if mode != "empty"])
    shape = draw.shape(1, 3, (1, 2, 2, 3), empty=0.02)
    if 0 in shape:
        mode = "constant"
    dtype = draw.dtype(NUMERIC if mode in ("mean", "median", "linear_ramp") else DTYPES)
    width = draw.pick(
        draw.number(0, 3), draw.numbers(0, 3, 2), [draw.numbers(0, 3, 2)], [draw.numbers(0, 3, 2) for _ in shape],
    )
    keyword = {
        "constant": {"constant_values": draw.pick(3, [1, 2], [[1, 2]])}, "linear_ramp": {"end_values": draw.pick(5, [3, 7], 2.5)},
        "reflect": {"reflect_type": draw.pick("odd", "even")}, "symmetric": {"reflect_type": draw.pick("odd", "even")},
        **{name: {"stat_length": draw.pick(1, 2, [1, 3], None)} for name in ("maximum", "minimum", "mean", "median")},
    }.get(mode, {})
    if dtype == "bool" and "reflect_type" in keyword:
        keyword = {}
    return call("pad", draw.array(shape, dtype), width, mode=mode, **(keyword if draw.chance(0.6) else {}))


def trace(draw):
    array, shape = operand(draw, 2, 4)
    first, second = draw.r.sample(range(len(shape)), 2)
    keywords = draw.some(dtype=draw.dtype(["float64", "int64", "complex128", "float32"]))
    if draw.chance(0.15):
        return call("trace", draw.tagged(), draw.number(-2, 2), **keywords)
    return call("trace", array, draw.number(-3, 3), first, second - len(shape), **keywords)


def parted(draw):
    """Of lanes that are long, only what NumPy selects without vectors: their order depends on no processor."""
    if draw.chance(0.2):
        extent = draw.number(20, 90)
        array = draw.array([extent], draw.dtype(["int8", "uint8", "bool", "complex64"]))
        return call(draw.name, array, draw.pick(draw.number(0, extent - 1), draw.numbers(-extent, extent - 1, draw.number(2, 5))))
    shape = draw.shape(1, 2, (1, 2, 3, 5, 9, 12), empty=0)
    axis = draw.axis(len(shape))
    array = draw.array(shape)
    position = lambda extent: draw.number(-extent, extent - 1)
    if draw.chance(0.15):
        return call(draw.name, array, position(count(shape)), axis=None)
    kth = position(shape[axis]) if draw.chance(0.5) else [position(shape[axis]) for _ in range(draw.number(0, 4))]
    return call(draw.name, array, kth, axis, **draw.some(kind="introselect"))


ARRANGEMENT = {
    "reshape": (reshape, 150), "ravel": (ravel, {"0.4.1": 65}), "transpose": (transpose, 50), "swapaxes": (swapaxes, 40),
    "moveaxis": (moveaxis, 42), "squeeze": (squeeze, 72), "broadcast_to": (broadcast_to, 130), "split": (split, 25),
    "hsplit": (along(1, 1), 54), "vsplit": (along(0, 2), 22), "dsplit": (along(2, 3), 60), "diagonal": (diagonal, 20),
    "delete": (delete, 76), "insert": (insert, 165), "pad": (pad, {"0.4.1": 640, "0.12.4": 80}), "partition": (parted, 50),
    "argpartition": (parted, 30), "trace": (trace, 60),
}

