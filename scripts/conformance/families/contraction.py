"""Products of arrays and einsum."""

from cases import call, operator
from operands import COMMON, DTYPES, eye, ones, rng, tame, transposed, upload, zeros

PAIRS = [
    ((3,), (3,)), ((2, 3), (3, 4)), ((2, 3), (3,)), ((3,), (3, 4)), ((5, 2, 3), (3, 4)), ((5, 2, 3), (5, 3, 4)),
    ((2, 3), (5, 3, 4)), ((), (3,)), ((2, 3), ()), ((), ()), ((0,), (0,)), ((0, 3), (3, 2)), ((2, 0), (0, 3)),
    ((2, 3), (2, 3)), ((3, 3), (3, 3)), ((3,), (4,)), ((1,), (3,)), ((20, 30), (30, 7)), ((1, 5, 2, 3), (4, 1, 3, 2)),
]
PRODUCTS = ["dot", "matmul", "inner", "outer", "vdot", "kron"]
AXES = [0, 1, 2, [0, 0], [[0], [0]], [[0, 1], [0, 1]], [[1, 0], [0, 1]], [[1], [0]], [-1, 0], [[0, 0], [0, 1]], "a", 1.5, [[5], [0]]]


def cases(name):
    r = rng("product", name)
    pairs = PAIRS if name not in ("outer", "kron") else [pair for pair in PAIRS if pair[0] != (20, 30)]
    for dtype in DTYPES:
        for left, right in r.sample(pairs, 8):
            yield call(name, tame(dtype, *left, seed=1), tame(dtype, *right, seed=2))
        other = r.choice(DTYPES)
        yield call(name, tame(dtype, 3, 3), tame(other, 3, 3, seed=1))
        yield call(name, tame(dtype, 3), tame(other, 3, seed=1))
    for left, right in pairs:
        yield call(name, tame("float64", *left), tame("float64", *right, seed=1))
        yield call(name, tame("int64", *left), tame("int64", *right, seed=1))
    square = tame("float64", 4, 4, seed=5)
    yield call(name, square, square)
    yield call(name, square, transposed(square))
    yield call(name, transposed(square), square)
    for tagged in (ones(3, 3), eye(3), zeros(3, 3, 3)):
        yield call(name, tagged, tagged)
        yield call(name, tagged, tame("float64", 3, 3))
        yield call(name, tame("float64", 3), tagged)
    x = tame("float64", 2, 3)
    for value in (3, 2.5, None, "a", [1, 2, 3], [[1, 2], [3]]):
        yield call(name, x, value)
        yield call(name, value, value)
    yield call(name, x)
    yield call(name, x, x, nonsense=1)
    if name in ("matmul", "outer"):
        for dtype in ("float64", "float32", "int64", "complex128"):
            yield call(name, x, tame("float64", 3, 2), out=zeros(2, 2, dtype=dtype))
            yield call(name, tame("float64", 2), tame("float64", 2), out=zeros(2, 2, dtype=dtype))


def matmul_operators():
    for dtype in COMMON:
        for left, right in PAIRS:
            yield operator("matmul", tame(dtype, *left), tame(dtype, *right, seed=1))


def tensordot_cases():
    r = rng("tensordot")
    for left, right in PAIRS[:-2] + PAIRS[-1:]:
        for axes in AXES:
            dtype = r.choice(DTYPES)
            yield call("tensordot", tame(dtype, *left), tame(dtype, *right, seed=1), axes)
        yield call("tensordot", tame("float64", *left), tame("float64", *right, seed=1))
    for axes in AXES[:10]:
        yield call("tensordot", ones(3, 3), ones(3, 3), axes)
        yield call("tensordot", zeros(3, 3, 3), ones(3, 3), axes)


def contraction(release):
    for name in PRODUCTS:
        listed = list(cases(name))
        yield name, listed + (list(matmul_operators()) if name == "matmul" else [])
    yield "tensordot", tensordot_cases()


def random_expression(r, operands):
    extents = {label: r.choice([1, 2, 3, 3, 3, 4, 0 if r.random() < 0.15 else 4]) for label in "ijkl"}
    terms = ["".join(r.choice("ijkl") for _ in range(r.choice([0, 1, 1, 2, 2, 2, 3]))) for _ in range(operands)]
    arrays = []
    for number, term in enumerate(terms):
        shape = tuple(extents[label] for label in term)
        alike = [a for a, s in arrays if s == shape and term]
        if alike and r.random() < 0.5:
            arrays.append((r.choice(alike), shape))
        elif len(shape) >= 2 and len(set(shape)) == 1 and r.random() < 0.25:
            arrays.append((ones(*shape), shape))
        else:
            dtype = r.choice(DTYPES) if r.random() < 0.3 else r.choice(["float64", "float32", "int64"])
            arrays.append((tame(dtype, *shape, seed=number), shape))
    labels = sorted(set("".join(terms)))
    r.shuffle(labels)
    output = "".join(labels[: r.randrange(len(labels) + 1)])
    text = ",".join(terms) + ("->" + output if r.random() < 0.85 else "")
    return text, [array for array, _ in arrays]


def einsum_cases():
    r = rng("einsum")
    for operands, number in ((1, 150), (2, 500), (3, 300)):
        for _ in range(number):
            text, arrays = random_expression(r, operands)
            keywords = {}
            if r.random() < 0.25:
                keywords["optimize"] = r.choice([True, False, "greedy", "optimal", "auto", "dp", "nonsense", None])
            yield call("einsum", text, *arrays, **keywords)
    a, b = tame("float64", 3, 3), tame("float64", 2, 3, 4)
    for text in (
        "i...", "...i->...", "...ij->...ji", "ii...", "ij->ijk", "ij,", "ij->ii", "i j", "ij->", "...", "ij-->i", "ij->i->j",
        "iJ->Ji", "ij,ij", "ab->ba", "ii->i", "ijk->kji", "ij,jk->ik",
    ):
        yield call("einsum", text, a)
        yield call("einsum", text, b)
        yield call("einsum", text, a, a)
        yield call("einsum", text, a, tame("int64", 3, 3))
    for dtype in ("float64", "float32", "int64", "complex128"):
        for shape in ((2, 2), (2,), (3, 3)):
            for casting in ("safe", "same_kind", "unsafe"):
                x, y = tame("float32", 2, 3), tame("float32", 3, 2)
                yield call("einsum", "ij,jk->ik", x, y, out=zeros(*shape, dtype=dtype), casting=casting)
    yield call("einsum", "ij,kj->ik", a, a, symmetry=(0, 1))
    yield call("einsum", "ij,jk->ik", a, a, symmetry=(0, 1))
    yield call("einsum", "ij,jk", a, [[1, 2, 3]])
    yield call("einsum", "ij")
    yield call("einsum")
    yield call("einsum", a, [0, 1])
    for left, right in (((20, 30), (30, 10)), ((64, 64), (64, 64)), ((5, 20, 30), (5, 30, 8))):
        yield call("einsum", "...ij,...jk->...ik", tame("float64", *left), tame("float64", *right))
        yield call("einsum", "...ij,...jk", tame("float32", *left), tame("float32", *right))
    yield call("einsum", "ij,j,i->", tame("float64", 30, 20), tame("float64", 20), tame("float64", 30))
    yield call("einsum", "i,i,i->i", tame("float64", 9), tame("float64", 9), upload("float64", range(9)))


def einsum(release):
    yield "einsum", einsum_cases()
