"""Buffers, text, bits and pieces that can be read."""

from cases import call, raw
from operands import INTEGERS, REAL, SIZE, count, pack, random_values, upload, zeros
from families.sound.draw import NUMERIC


def frombuffer(draw):
    dtype = draw.dtype()
    size = SIZE[dtype]
    total = draw.number(1, 4)
    data = b"\xf0" * (offset := draw.pick(0, 0, 1, 3, 8)) + pack(dtype, draw.values(dtype, total))
    keywords = {"offset": offset} if offset else {}
    if draw.chance(0.3):
        keywords["count"] = draw.number(-1, total) or 1
    if draw.chance(0.25):
        array = upload(dtype, draw.values(dtype, total), draw.pick([total], [1, total]))
        return call("frombuffer", array, dtype=dtype, **draw.some(count=1))
    if size == 1 and len(data) < 9:
        data += b"\xff" * 8
    return call("frombuffer", data, dtype, **keywords)


def fromiter(draw):
    dtype = draw.dtype([*NUMERIC, "bool"])
    total = draw.number(0, 5)
    items = draw.numbers(0, 100, total) if draw.chance(0.5) else upload(dtype, random_values(dtype, total, 1))
    return call("fromiter", items, dtype, **draw.some(count=draw.number(0, total)))


def fromstring(draw):
    separator = draw.pick(",", " ", ";", ", ")
    dtype = draw.dtype(["float64", "float32", "int64", "int32", "int16", "float16"])
    words = [
        draw.pick("1e3", "-0.5", ".25", "nan", "-inf", "+7.", "1E-2") if dtype[0] == "f" and draw.chance(0.4) else str(draw.number(-99, 99))
        for _ in range(draw.number(1, 5))
    ]
    spaces = draw.pick("", " ") if separator == "," else ""
    text = (spaces + separator).join(words) + draw.pick("", spaces)
    return raw("fromstring", text, dtype=dtype, sep=separator, **draw.some(count=draw.number(1, len(words))))


def packbits(draw):
    shape = draw.shape(1, 3, (1, 2, 3, 9, 17))
    array = draw.mask(shape) if draw.chance(0.6) else draw.array(shape, draw.dtype(INTEGERS))
    return call("packbits", array, **draw.some(axis=draw.axis(len(shape)), bitorder=draw.pick("big", "little")))


def unpackbits(draw):
    shape = draw.shape(1, 3)
    array = draw.integers(0, 255, shape, "uint8")
    axis = draw.axis(len(shape))
    keywords = draw.some(axis=axis, bitorder=draw.pick("big", "little"))
    extent = 8 * (shape[axis] if "axis" in keywords else count(shape))
    if extent and 0 not in shape:
        keywords |= draw.some(count=draw.number(-extent, extent + 9))
    return call("unpackbits", array, **keywords)


def piecewise(draw):
    """Numbers and arrays of one element where the reference takes callables too."""
    dtype = draw.dtype()
    if draw.chance(0.1):
        array = draw.tagged(dtype)
        return call("piecewise", array, [array], [1, 0])
    shape = draw.shape(0, 3)
    conditions = [draw.mask(shape) if draw.chance(0.8) else draw.array(shape, draw.dtype(REAL)) for _ in range(draw.number(1, 3))]
    value = lambda: draw.pick(1, 0, True, upload(dtype, draw.values(dtype, 1), []), *((2.5,) if dtype in ("float64", "float32") else ()))
    values = [value() for _ in range(len(conditions) + draw.pick(0, 1))]
    if len(conditions) == 1 and draw.chance(0.3):
        conditions = conditions[0]
    return call("piecewise", draw.array(shape, dtype), conditions, values)


def apply_over_axes(draw):
    """Over no axes: the one way in which no function is called."""
    array = draw.tagged() if draw.chance(0.2) else draw.array(draw.shape(0, 4))
    none = draw.pick([], zeros(0), zeros(0, dtype=draw.dtype()), upload("int64", [], (0, 2)))
    return call("apply_over_axes", draw.pick("sum", "max", None, 3), array, none)


INGRESS = {
    "frombuffer": (frombuffer, 80), "fromiter": (fromiter, 20), "fromstring": (fromstring, 34), "packbits": (packbits, 18),
    "unpackbits": (unpackbits, 118), "piecewise": (piecewise, 345), "apply_over_axes": (apply_over_axes, 205),
}

