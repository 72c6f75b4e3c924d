"""Linear algebra: decompositions and eigenvalues."""

from cases import call
from families.matrices import RECTANGLES, SQUARE, definite, hermitian, matrices, plain, some
from operands import DTYPES, full, random_values, tame, upload


def cholesky():
    name = "linalg.cholesky"
    yield from plain(name)
    for dtype in DTYPES:
        for n in (1, 2, 4):
            yield call(name, definite(dtype, n, seed=11))
            yield call(name, definite(dtype, n, seed=12), upper=True)
    for operand in some(name, 20):
        for upper in (True, False, 1, "a", None):
            yield call(name, operand, upper=upper)
    yield call(name, definite("float64", 2), True)


def qr():
    name = "linalg.qr"
    yield from plain(name, SQUARE + RECTANGLES)
    for operand in some(name, 16):
        for mode in ("reduced", "complete", "r", "raw", "full", "f", "economic", "e", "a", None, 3):
            yield call(name, operand, mode)
    for shape in RECTANGLES:
        for mode in ("complete", "r", "raw", "reduced"):
            yield call(name, tame("float64", *shape, seed=13), mode=mode)


def svd():
    name = "linalg.svd"
    yield from plain(name, SQUARE + RECTANGLES)
    for operand in some(name, 14):
        for keywords in (
            {"full_matrices": False}, {"compute_uv": False}, {"hermitian": True}, {"hermitian": True, "compute_uv": False}, {"k": 1}, {"k": 2},
            {"k": 0}, {"k": -1}, {"k": 9}, {"k": 2, "compute_uv": False}, {"k": 1, "full_matrices": False}, {"k": 1.0}, {"k": "a"}, {"k": True},
            {"full_matrices": 0}, {"compute_uv": None}, {"k": 2, "hermitian": True},
        ):
            yield call(name, operand, **keywords)
        yield call(name, operand, False, False)
        yield call(name, operand, True, True, True)
    for shape in RECTANGLES:
        yield call(name, tame("complex128", *shape, seed=14), False)
        yield call(name, tame("float32", *shape, seed=14), k=1)


def svdvals():
    name = "linalg.svdvals"
    yield from plain(name, SQUARE + RECTANGLES)
    for operand in some(name):
        for k in (1, 2, 0, -1, 9, None, "a", 1.5, True):
            yield call(name, operand, k=k)


def general_eigen(name):
    yield from plain(name)
    for seed in range(12):
        yield call(name, tame("float64", 4, 4, seed=20 + seed))
        yield call(name, hermitian("float64", 4, seed=20 + seed))
        yield call(name, tame("float32", 2, 3, 3, seed=20 + seed))
    for n in (2, 3, 5):  # companion matrices
        values = random_values("float64", n, 3)
        yield call(name, upload("float64", [values[j] if i == 0 else float(i == j + 1) for i in range(n) for j in range(n)], (n, n)))


def hermitian_eigen(name):
    yield from plain(name)
    for dtype in DTYPES:
        for n in (1, 2, 4):
            yield call(name, hermitian(dtype, n, seed=n))
    for operand in some(name, 14):
        for uplo in ("L", "U", "l", "u", "X", None, 3, ""):
            yield call(name, operand, uplo)
        yield call(name, operand, UPLO="U")


def linalg_decompositions(release):
    yield "linalg.cholesky", cholesky()
    yield "linalg.qr", qr()
    yield "linalg.svd", svd()
    yield "linalg.svdvals", svdvals()
    for name in ("linalg.eig", "linalg.eigvals"):
        yield name, general_eigen(name)
    for name in ("linalg.eigh", "linalg.eigvalsh"):
        yield name, hermitian_eigen(name)
