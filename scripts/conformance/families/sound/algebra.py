"""Systems that have a solution, products of shapes that fit, and transforms over several axes."""

from cases import Slice, call, raw
from operands import (
    COMPLEX, DTYPES, INTEGERS, INF, broadcasted, count, eye, full, ones, random_values, sliced, tame, transposed, upload, zeros,
)

SOLVABLE = ["float64", "float64", "float32", "complex128", "complex64", *INTEGERS]


def dominant(draw, dtype, n):
    """Entries of a matrix that is far from singular; bool matrices are permutations."""
    if dtype == "bool":
        order = draw.r.sample(range(n), n)
        return [order[i] == j for i in range(n) for j in range(n)]
    values = random_values(dtype, n * n, draw.number(0, 40), 3)
    return [(abs(v) if dtype not in COMPLEX else v) + (4 * n if i % (n + 1) == 0 else 0) for i, v in enumerate(values)]


def definite_entries(draw, dtype, n):
    """Entries of a positive definite matrix; only some are symmetric, as one triangle is all that is read."""
    if dtype == "bool":
        return [i == j for i in range(n) for j in range(n)]
    entries = dominant(draw, dtype, n)
    for i in range(n):
        entries[i * n + i] = abs(entries[i * n + i])
        for j in range(i) if draw.chance(0.8) else ():
            mirrored = entries[i * n + j]
            entries[j * n + i] = mirrored.conjugate() if dtype in COMPLEX else mirrored
    return entries


def stacked(draw, entries, dtype, n):
    """One matrix or a stack of them, now and then seen from another side."""
    stack = draw.pick([], [], [], [2], [1], [2, 2], [0])
    array = upload(dtype, [value for _ in range(count(stack)) for value in entries(draw, dtype, n)], [*stack, n, n])
    way = draw.r.random()
    if way < 0.15 and not stack:
        return transposed(transposed(array)), stack
    if way < 0.3 and stack:
        return sliced(array, Slice(None, None, -1)), stack
    if way < 0.4:
        return sliced(array, *[Slice() for _ in stack], Slice(None, None, -1), Slice(None, None, -1)), stack
    if way < 0.45 and not stack:
        return broadcasted(array, 2, n, n), [2]
    return array, stack


def cholesky(draw):
    if draw.chance(0.1):
        return call("linalg.cholesky", eye(draw.number(1, 4), draw.dtype(SOLVABLE)))
    matrix, _ = stacked(draw, definite_entries, draw.dtype([*SOLVABLE, "bool"]), draw.number(0, 3))
    return call("linalg.cholesky", matrix, **draw.some(upper=draw.chance(0.5)))


def solve(draw):
    if draw.chance(0.1):
        n = draw.number(1, 3)
        return call("linalg.solve", eye(n, draw.dtype(SOLVABLE)), draw.pick(ones(n, n), tame("float64", n), eye(n)))
    n = draw.number(0, 3)
    matrix, stack = stacked(draw, dominant, draw.dtype([*SOLVABLE, "bool"]), n)
    right = [n] if draw.chance(0.4) else [*draw.pick(stack, stack, [], [1] if stack else [3]), n, draw.number(0, 2)]
    return call("linalg.solve", matrix, tame(draw.dtype(SOLVABLE), *right, seed=draw.number(0, 5)))


def lstsq(draw):
    m, n = draw.number(1, 4), draw.number(1, 3)
    left = tame(draw.dtype(SOLVABLE[:5]), m, n, seed=draw.number(0, 9))
    right = tame(draw.dtype(SOLVABLE), *draw.pick((m,), (m, 2), (m, 1)), seed=draw.number(0, 9))
    return call("linalg.lstsq", left, right, **draw.some(rcond=draw.pick(None, -1, 0.1, 1e-3)))


def tensorinv(draw):
    shape, ind = draw.pick(
        ([2, 3, 6], 2), ([6, 2, 3], 1), ([4, 2, 2], 1), ([2, 2, 2, 2], 2), ([2, 2, 4], 2), ([1, 1, 1], 1), ([3, 3], 1), ([2, 1, 2], 1), ([2, 1, 2], 2),
        ([1, 2, 2, 1], 2), ([3, 1, 3], 2), ([2, 2], 1), ([4, 4], 1), ([1, 2, 2], 2), ([2, 1, 1, 2], 3), ([1, 1], 1), ([5, 5], 1), ([3, 3, 1], 1),
    )
    n = count(shape[:ind])
    if draw.chance(0.12):
        return call("linalg.tensorinv", draw.pick(eye(3), eye(2, "complex128"), eye(4, "float32")), 1)
    dtype = draw.dtype([*SOLVABLE, "bool"])
    array = upload(dtype, dominant(draw, dtype, n), shape)
    if draw.chance(0.2):
        array = sliced(array, Slice(None, None, -1))
    return call("linalg.tensorinv", array, ind) if draw.chance(0.3) else call("linalg.tensorinv", array, **({} if ind == 2 else {"ind": ind}))


def tensorsolve(draw):
    known, unknown = draw.pick(
        ([2, 3], [6]), ([6], [2, 3]), ([2, 2], [2, 2]), ([3], [3]), ([4], [2, 2]), ([2, 2], [4]), ([1], [1, 1]), ([2], [1, 2]), ([3, 1], [3]), ([2, 1], [2, 1]),
    )
    n = count(known)
    dtype = draw.dtype(SOLVABLE)
    right = tame(draw.dtype(SOLVABLE), *known, seed=draw.number(0, 9))
    entries = dominant(draw, dtype, n)
    if draw.chance(0.3):
        # The last axis of the unknown stands first.
        moved = upload(dtype, random_values(dtype, n * n, draw.number(0, 30), 50), [unknown[-1], *known, *unknown[:-1]])
        return call("linalg.tensorsolve", moved, right, (0,)) if draw.chance(0.5) else call("linalg.tensorsolve", moved, right, axes=(0,))
    array = upload(dtype, entries, [*known, *unknown])
    return call("linalg.tensorsolve", sliced(array, Slice(None, None, -1)) if draw.chance(0.2) else array, right)


def matrix_norm(draw):
    order = draw.pick(1, -1, 2, -2, INF, -INF, "fro", "nuc")
    matrix = draw.tagged(draw.dtype(["float64", "float32", "complex64"])) if draw.chance(0.1) else tame(
        draw.dtype(SOLVABLE), *draw.pick((2, 3), (3, 2), (2, 2, 2), (1, 3)), seed=draw.number(0, 9))
    return call("linalg.matrix_norm", matrix, ord=order, **draw.some(keepdims=True))


def multi_dot(draw):
    sizes = draw.numbers(1, 4, draw.number(3, 5))
    shapes = list(zip(sizes, sizes[1:]))
    return call("linalg.multi_dot", [tame(draw.dtype(SOLVABLE[:5]), *shape, seed=at) for at, shape in enumerate(shapes)])


def tensordot(draw):
    left = draw.shape(1, 3, empty=0.03)
    contracted = draw.number(0, min(2, len(left)))
    axes = draw.r.sample(range(len(left)), contracted)
    right = [left[axis] for axis in axes] + draw.shape(0, 1, empty=0)
    order = draw.r.sample(range(len(right)), len(right))
    onto = [order.index(at) - (len(right) if draw.chance(0.3) else 0) for at in range(contracted)]
    a, b = draw.array(left), draw.array([right[at] for at in order])
    if draw.chance(0.1):
        return call(draw.name, draw.pick(ones(3, 3), eye(3)), draw.pick(ones(3, 3), eye(3), tame("float64", 3, 2)), axes=1)
    return call(draw.name, a, b, axes=(axes, onto))


def cross(draw):
    dtype = draw.dtype([name for name in DTYPES if name != "bool"])
    stack = draw.pick([], [], [2], [2, 3], [1], [4, 1], [0])
    size = 3 if draw.name == "linalg.cross" else draw.pick(3, 3, 2)
    shape = [*draw.broadcastable(stack), size] if draw.chance(0.4) else [*stack, size]
    a, b = draw.array([*stack, size], dtype), draw.array(shape, draw.dtype(["float64", dtype, dtype, "int16"]))
    if draw.chance(0.1):
        return call(draw.name, draw.tagged(dtype) if size == 2 else ones(3, 3, dtype=dtype), ones(3, 3, dtype=dtype))
    if draw.chance(0.25) and stack and len(shape) == len(stack) + 1:
        axis = draw.axis(len(shape))
        # The vectors lie along another axis.
        turned = [extent for at, extent in enumerate([*stack, size]) if at != len(stack)]
        turned.insert(axis % (len(stack) + 1), size)
        return call(draw.name, draw.array(turned, dtype), draw.array(turned, dtype), axis=axis)
    if draw.name == "cross" and draw.chance(0.3) and size == 3 and stack:
        return call("cross", a, b, axisc=draw.axis(len(stack) + 1)) if len(shape) == len(stack) + 1 else call("cross", a, b, axisa=-1, axisb=-1)
    return call(draw.name, a, b)


def matrix_by_vector(draw):
    m, k = draw.number(1, 4), draw.number(1, 4)
    stack = draw.pick([], [], [], [2], [2, 3], [1, 2], [0])
    matrix, vector = [*stack, *((m, k) if draw.name == "matvec" else (k, m))], [*stack, k]
    dtypes = [draw.dtype()] * 2 if draw.chance(0.6) else [draw.dtype(), draw.dtype()]
    a, b = draw.array(matrix, dtypes[0]), draw.array(vector, dtypes[1])
    if draw.chance(0.12):
        a, b = draw.pick(ones(3, 3), eye(3, "int32"), zeros(3, 3)), draw.pick(tame("float64", 3), ones(3))
        stack, m = [], 3
    operands = (a, b) if draw.name == "matvec" else (b, a)
    keywords = {"out": zeros(*stack, m, dtype="complex128")} if draw.chance(0.15) else {"dtype": "complex128"} if draw.chance(0.1) else {}
    return call(draw.name, *operands, **keywords)


def transform(draw):
    """Small extents: a transform's data do not compress."""
    name = draw.name.removeprefix("fft.")
    is_real = name.startswith("rfft")
    ndim = draw.number(2, 3)
    shape = [draw.pick(1, 2, 2, 3) for _ in range(2)] + [1, 2][: ndim - 2]
    dtype = draw.dtype(["float32", "float32", "float64", "int8", "int64", "float16", "uint16", "bool"] + ([] if is_real else ["complex64", "complex128"]))
    array = draw.array(shape, dtype, lambda total: random_values(dtype, total, draw.number(0, 2)))
    if draw.chance(0.08):
        array = draw.pick(ones(2, 2), eye(3), full([2, 2], 2.5), ones(2, 2, 2))
        return raw(draw.name, array, **draw.some(norm=draw.pick("ortho", "forward")))
    keywords = draw.some(norm=draw.pick("ortho", "forward", "backward"))
    axes = draw.r.sample(range(ndim), 2 if name.endswith("2") or draw.chance(0.6) else draw.number(1, ndim))
    axes = [axis - ndim if draw.chance(0.4) else axis for axis in axes]
    if draw.chance(0.75):
        keywords["axes"] = axes
    elif name.endswith("2"):
        axes = [-2, -1]
    else:
        axes = list(range(ndim))
    if draw.chance(0.5) or (name.startswith("irfft") and shape[axes[-1]] == 1):
        keywords["s"] = [draw.pick(1, 2, 2, 3) for _ in axes]
        keywords.setdefault("axes", axes)
    return raw(draw.name, array, **keywords)


ALGEBRA = {
    "linalg.cholesky": (cholesky, 265), "linalg.solve": (solve, 155), "linalg.lstsq": (lstsq, 55), "linalg.tensorinv": (tensorinv, 280),
    "linalg.tensorsolve": (tensorsolve, 250), "linalg.matrix_norm": (matrix_norm, 42), "linalg.multi_dot": (multi_dot, 32),
    "linalg.tensordot": (tensordot, 135), "cross": (cross, 245), "linalg.cross": (cross, 95), "matvec": (matrix_by_vector, 310),
    "vecmat": (matrix_by_vector, 335), "fft.fft2": (transform, 240), "fft.ifft2": (transform, 205), "fft.rfft2": (transform, 285),
    "fft.irfft2": (transform, 205), "fft.fftn": (transform, 180), "fft.ifftn": (transform, 175), "fft.rfftn": (transform, 215),
    "fft.irfftn": (transform, 165),
}

