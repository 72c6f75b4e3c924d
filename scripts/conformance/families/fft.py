"""Fourier transforms: every dtype, length, axis, norm and output. No client has proxies for them: requests are raw."""

from cases import Slice, loose, raw
from operands import DTYPES, COMPLEX, eye, full, layouts, ones, rng, sliced, tame, transposed, upload, zeros

LINES = ["fft", "ifft", "rfft", "irfft", "hfft", "ihfft"]
PLANES = ["fft2", "ifft2", "rfft2", "irfft2"]
VOLUMES = ["fftn", "ifftn", "rfftn", "irfftn"]
REAL_INPUT = {"rfft", "ihfft", "rfft2", "rfftn"}
REAL_RESULT = {"irfft", "hfft", "irfft2", "irfftn"}
LENGTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 15, 16, 17, 19, 25, 30, 31, 32, 37, 64, 101, 128]
NORMS = [None, "backward", "ortho", "forward"]
BAD_NORMS = ["nonsense", "", 1, 1.5, True, [], ["ortho"], "Ortho"]
WRONG = [3, -2.5, True, 2**64 - 1, None, "a", [1, 2, 3], [1.5, 2, 3, 4], [[1, 2], [3, 4]], [[1, 2], [3]], [], ["a"], [[]], {"a": 1}]


def natural(name, r):
    """A dtype the transform takes."""
    return r.choice([dtype for dtype in DTYPES if name not in REAL_INPUT or dtype not in COMPLEX])


def inexact(name, r):
    return r.choice(["float64", "float32"] if name in REAL_INPUT else ["float64", "float32", "complex128", "complex64"])


def result_dtypes(name):
    return ["float64", "float32", "float16", "complex128", "complex64", "int64"] if name in REAL_RESULT else [
        "complex128", "complex64", "float64", "int64"]


def common(name):
    """Cases that lines, planes and volumes have in common."""
    op = f"fft.{name}"
    r = rng("fft", name)
    flat = name in LINES
    for dtype in DTYPES:
        for shape in ((8,), (4, 6), (2, 3, 5)) if flat else ((4, 6), (2, 3, 5), (5, 1), (1, 4)):
            yield raw(op, tame(dtype, *shape))
        for norm in NORMS:
            yield raw(op, tame(dtype, 3, 5, seed=2), norm=norm)
        for _, array in r.sample(layouts(dtype), 4):
            yield raw(op, array)
    for array in (ones(3, 3), eye(3), eye(4, "complex128"), zeros(2, 2, 2), full([4, 4], 2.5), ones(2, 3, 3), ones(3, 3, dtype="int64")):
        yield raw(op, array)
        yield raw(op, array, norm="ortho")
    for value in WRONG:
        yield raw(op, value)
    for norm in BAD_NORMS:
        yield raw(op, tame("float64", 3, 4), norm=norm)
    x = tame("float64", 3, 4)
    yield raw(op)
    yield raw(op, x, nonsense=1)
    yield raw(op, x, None, -1 if flat else [-2, -1], None, None, None)
    if flat:
        yield raw(op, x, x, x)
    for out in (5, "a", [], [1.0], True, [None]):
        yield raw(op, x, out=out)
    special = {"nan": float("nan"), "inf": float("inf")}
    for value in special.values():
        yield raw(op, upload("float64", [value] * 4, (2, 2)))
        yield raw(op, upload("float64", [1.0, value, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0], (3, 3)))


def line_cases(name):
    op = f"fft.{name}"
    r = rng("fft lines", name)
    yield from common(name)
    for n in LENGTHS:
        for dtype in ("float64", "float32", inexact(name, r), natural(name, r)):
            yield raw(op, tame(dtype, n))
        yield raw(op, tame(natural(name, r), n), norm=r.choice(NORMS))
        yield raw(op, tame(natural(name, r), 9), n)
        yield raw(op, tame(natural(name, r), 2, 10), n=n, norm=r.choice(NORMS))
        yield raw(op, tame(natural(name, r), 4, 3), n=n, axis=0)
    for shape in ((0,), (0, 3), (3, 0), (2, 0, 3), (), (1,), (1, 1), (3, 1), (1, 3), (2, 2, 2, 2)):
        for n in (None, 1, 2, 5, 0, -1):
            for axis in (-1, 0):
                case = raw(op, tame(natural(name, r), *shape), n=n, axis=axis)
                # From no spectrum at all, uninitialised memory is transformed.
                yield loose(case) if name in REAL_RESULT and 0 in shape else case
    for shape in ((4,), (3, 5), (2, 3, 4), (2, 2, 3, 2)):
        for axis in (0, 1, 2, 3, 4, -1, -2, -3, -5, True, False, None, 1.0, "a", [0], [], 2**40):
            yield raw(op, tame(inexact(name, r), *shape), axis=axis)
            yield raw(op, tame(inexact(name, r), *shape), n=r.choice([3, 4, 7]), axis=axis)
    for n in (3.0, 4.5, 0.5, -1.5, True, False, "4", [4], [], 0, -3, -(2**63), 10**12, 10**15, 2**62, 2**64 - 1, float("nan"), float("inf")):
        yield raw(op, tame("float64", 4), n=n)
        yield raw(op, tame("float32", 2, 4), n=n, norm="ortho")
    for number, (_, array) in enumerate(layouts(inexact(name, r))):
        for axis in (0, -1):
            yield raw(op, array, axis=axis)
            yield raw(op, array, n=5, axis=axis, norm=NORMS[number % 4])
    yield from line_outputs(name, r)


def result_extent(name, n):
    """Extent of the result's axis for a transform of length n."""
    return n // 2 + 1 if name in ("rfft", "ihfft") else n


def line_outputs(name, r):
    op = f"fft.{name}"
    for n in (4, 5):
        extent = result_extent(name, n)
        for dtype in result_dtypes(name):
            for source in ("float64", "float32", "complex64", "int32"):
                yield raw(op, tame(source, 2, 6), n=n, out=zeros(2, extent, dtype=dtype))
            yield raw(op, tame("float64", 6), n=n, out=zeros(extent, dtype=dtype), norm=r.choice(NORMS))
        kind = "float64" if name in REAL_RESULT else "complex128"
        for shape in ((2, extent + 1), (extent,), (3, extent), (1, extent), (1, 2, extent), (extent, 2), (2, 1)):
            yield raw(op, tame("float64", 2, 6), n=n, out=zeros(*shape, dtype=kind))
        yield raw(op, tame("float64", 1, 6), n=n, out=zeros(3, extent, dtype=kind))
        yield raw(op, tame("float64", 6, 2), n=n, axis=0, out=zeros(extent, 2, dtype=kind))
        yield raw(op, tame("float64", 2, 6), n=n, out=transposed(zeros(extent, 2, dtype=kind)))
        yield raw(op, tame("float64", 2, 6), n=n, out=sliced(zeros(2, 2 * extent, dtype=kind), Slice(), Slice(None, None, 2)))
        yield raw(op, tame("float64", 2, 6), n=float(n), out=zeros(2, extent, dtype=kind))
    for dtype in ("complex128", "float64"):
        x = tame(dtype, 4, 4, seed=7)
        yield raw(op, x, out=x)
        yield raw(op, x, n=4, out=x)
        yield raw(op, x, n=4, axis=0, out=transposed(x))
    yield raw(op, ones(3, 3), n=3, out=ones(3, 3, dtype="complex128"))
    yield raw(op, ones(3, 3), n=3, out=ones(3, 3))
    yield raw(op, tame("float64", 3, 3), 3, -1, None, ones(3, 3, dtype="complex128"))


SIZES = [None, [4, 4], [3, 5], [1, 1], [2, 3], [6, 1], [-1, -1], [-1, 4], [4, -1], [None, 4], [4, None], [None, None], [4], [3, 4, 5], [], [0, 3],
         [3, 0], [-2, 3], [3, -2], 4, 1.5, "ab", [4.0, 4], [2.5, 3], ["a", 3], [True, 3], [3, True], [10**9, 10**9], [2**64 - 1, 1], [[4], [4]]]
AXES = [None, [0, 1], [1, 0], [-2, -1], [-1, -2], [0], [1], [-1], [], [0, 0], [1, 1], [0, 1, 0], [0, 2], [5, 0], [0, -4], 0, 1.5, "a",
        [0.0, 1.0], [True, False], [None, 0], [[0, 1]], [0, 1, 2]]


def grid_cases(name):
    op = f"fft.{name}"
    r = rng("fft grids", name)
    yield from common(name)
    for shape in ((4, 6), (3, 5), (2, 3, 4), (8, 8), (1, 7), (7, 1), (16, 3), (5,), (0, 3), (3, 0), (2, 0, 3), (), (1, 1), (2, 2, 2, 3)):
        for dtype in ("float64", "float32", inexact(name, r), natural(name, r)):
            yield raw(op, tame(dtype, *shape), norm=r.choice(NORMS))
            yield raw(op, tame(dtype, *shape), axes=[0], norm=r.choice(NORMS))
            yield raw(op, tame(dtype, *shape), axes=[-1, 0])
    for s in SIZES:
        for shape in ((4, 6), (3, 4, 5), (5,), ()):
            yield raw(op, tame(inexact(name, r), *shape), s)
            yield raw(op, tame(inexact(name, r), *shape), s, axes=[0, 1])
        yield raw(op, tame(natural(name, r), 3, 4), s=s, axes=None)
        yield raw(op, tame(natural(name, r), 3, 4), s=s, axes=[-1, 0], norm=r.choice(NORMS))
        yield raw(op, tame(natural(name, r), 2, 3, 4), s=s, axes=r.choice(AXES))
    for axes in AXES:
        for shape in ((3, 4), (2, 3, 4), (4,), (), (2, 3, 2, 3)):
            yield raw(op, tame(inexact(name, r), *shape), axes=axes, norm=r.choice(NORMS))
        for s in ([4, 3], [3], [3, 2, 4], [-1, 3], [None, 3]):
            yield raw(op, tame(inexact(name, r), 3, 4, 2), s, axes)
    for _, array in layouts(inexact(name, r)):
        yield raw(op, array, axes=None)
        yield raw(op, array, [3, 2], [-1, 0])
    yield from grid_outputs(name, r)


def grid_outputs(name, r):
    op = f"fft.{name}"
    halved = name in ("rfft2", "rfftn")
    for dtype in result_dtypes(name):
        for source in ("float64", "float32", "complex64", "int32"):
            for s, axes, shape in (
                ([4, 6], [0, 1], [4, 6]), ([3, 5], [0, 1], [3, 5]), ([4, 6], [1, 0], [6, 4]), ([6], [1], [4, 6]), ([6, 6], [1, 1], [4, 6]),
                (None, [0, 1], [4, 6]),
            ):
                extent = list(shape)
                if halved:
                    last = axes[-1]
                    extent[last] = extent[last] // 2 + 1
                yield raw(op, tame(source, 4, 6), s, axes, out=zeros(*extent, dtype=dtype), norm=r.choice(NORMS))
    for shape in ((4, 6), (4, 4), (4, 10), (2, 4, 6), (4,), (1, 6)):
        for dtype in ("complex128", "float64"):
            yield raw(op, tame("float64", 4, 6), out=zeros(*shape, dtype=dtype))
            yield raw(op, tame("float64", 4, 6), axes=[], out=zeros(*shape, dtype=dtype))
            yield raw(op, tame("complex64", 4, 6), [4, 6], [0, 1], out=zeros(*shape, dtype=dtype))
    x = tame("complex128", 4, 4, seed=7)
    yield raw(op, x, out=x)
    yield raw(op, x, [4, 4], [0, 1], None, x)
    yield raw(op, ones(3, 3), [3, 3], [0, 1], out=ones(3, 3, dtype="complex128"))
    yield raw(op, ones(3, 3), [3, 3], [0, 1], out=ones(3, 3))


def frequency_cases(name):
    op = f"fft.{name}"
    steps = [1.0, 0.1, 2, -0.5, 3, 1e-3, 1e300, 1e-300, 0.3]
    for n in [*range(0, 34), 64, 101, 127]:
        yield raw(op, n)
        yield raw(op, n, steps[n % len(steps)])
        yield raw(op, n=n, d=steps[(n + 4) % len(steps)])
    for n in (-1, -4, 4.0, 2.5, True, False, None, "4", "a", [4], [], 10**9, 10**12, 2**62, -(2**63), float("nan"), float("inf"), tame("int64", 2)):
        yield raw(op, n)
        yield raw(op, n, 0.5)
    for d in (0, 0.0, -1, True, None, "a", [1.0], [], float("nan"), float("inf"), 2**63):
        yield raw(op, 5, d)
        yield raw(op, 4, d=d)
    for device in (None, "cpu", "gpu", 1, "CPU"):
        yield raw(op, 5, 0.5, device)
        yield raw(op, 5, device=device)
    yield raw(op)
    yield raw(op, 4, nonsense=1)
    yield raw(op, 4, 1.0, None, None)


def shift_cases(name):
    op = f"fft.{name}"
    for dtype in DTYPES:
        for shape in ((4,), (5,), (3, 4), (2, 3, 5)):
            yield raw(op, tame(dtype, *shape))
        yield raw(op, tame(dtype, 3, 4), axes=0)
        yield raw(op, tame(dtype, 3, 4), axes=[1])
        for _, array in layouts(dtype)[:5]:
            yield raw(op, array)
    for shape in ((), (0,), (0, 3), (1,), (1, 4), (2, 2, 2), (7, 6)):
        for axes in (None, 0, 1, -1, -2, 2, -3, [], [0], [0, 1], [1, 0], [-1, -1], [0, 0, 0], [0, 2], 1.0, "a", True, [True], [None], [0.0], [[0]], {"a": 1}):
            yield raw(op, tame("float64", *shape), axes=axes)
            yield raw(op, tame("int32", *shape), axes)
    for array in (ones(3, 3), eye(3), zeros(2, 2, 2), ones(2, 3, 3)):
        for axes in (None, 0, [0, 1]):
            yield raw(op, array, axes)
    for value in WRONG:
        yield raw(op, value)
        yield raw(op, value, 0)
    yield raw(op)
    yield raw(op, tame("float64", 3), nonsense=1)
    yield raw(op, tame("float64", 3), 0, 0)


def thinned(name, cases):
    """Three of five cases: enough, in files of a reasonable size."""
    r = rng("fft thinned", name)
    return (case for case in cases if r.random() < 0.6)


def fft(release):
    for name in LINES:
        yield f"fft.{name}", thinned(name, line_cases(name))
    for name in (*PLANES, *VOLUMES):
        yield f"fft.{name}", thinned(name, grid_cases(name))
    for name in ("fftfreq", "rfftfreq"):
        yield f"fft.{name}", frequency_cases(name)
    for name in ("fftshift", "ifftshift"):
        yield f"fft.{name}", shift_cases(name)
