"""Products of arrays."""

from cases import Slice, call, operator
from operands import COMMON, DTYPES, eye, ones, rng, sliced, tame, transposed, zeros

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


STACKS = [(), (), (), (2,), (1,), (2, 3), (3, 1), (0,)]
LAYOUTS = [
    {"axis": 0}, {"axis": -1}, {"axis": 1}, {"axis": 5}, {"axis": "a"}, {"axis": None}, {"axes": [0, 0]}, {"axes": [-1, -1]}, {"axes": [0, 1]},
    {"axes": [(1, 0), -1, -1]}, {"axes": [0, (0, 1), 0]},
    {"axes": 3}, {"axes": []}, {"axes": [0]}, {"keepdims": True}, {"keepdims": False}, {"keepdims": 1}, {"axis": 0, "keepdims": True},
    {"axis": 0, "axes": [0, 0]}, {"dtype": "float64"}, {"dtype": "float32"}, {"dtype": "complex128"}, {"dtype": "nonsense"}, {"casting": "no"},
    {"casting": "unsafe"}, {"order": "F"}, {"order": "Z"}, {"nonsense": 1}, {"out": None}, {"out": 3},
]


def stack_shapes(r, name):
    """Shapes of two operands that fit, or nearly."""
    m, k, n = (r.choice([1, 2, 3, 3, 4, 0 if r.random() < 0.3 else 2]) for _ in range(3))
    left, right = {
        "vecdot": ((k,), (k,)), "matvec": ((m, k), (k,)), "vecmat": ((k,), (k, n)), "cross": ((3,), (3,)),
    }.get(name, ((m, k), (k, n)))
    if r.random() < 0.08:
        right = tuple(size + 1 for size in right)
    return r.choice(STACKS) + left, r.choice(STACKS) + right


def stacked_cases(name):
    r = rng("stacked", name)
    for dtype in DTYPES:
        for _ in range(14):
            left, right = stack_shapes(r, name)
            other = r.choice([dtype, dtype, dtype, "float64", r.choice(DTYPES)])
            yield call(name, tame(dtype, *left, seed=1, span=3), tame(other, *right, seed=2, span=3))
    for _ in range(40):
        left, right = stack_shapes(r, name)
        a, b = tame("float64", *left, seed=1), tame("float64", *right, seed=2)
        yield call(name, transposed(a), b)
        yield call(name, a, transposed(b))
        yield call(name, a, a)
    for keywords in LAYOUTS:
        for left, right in (((3, 3), (3, 3)), ((2, 3), (2, 3)), ((2, 3, 3), (3, 3)), ((3,), (3,)), ((3, 3, 3), (3,))):
            yield call(name, tame("float64", *left, seed=1), tame("float64", *right, seed=2), **keywords)
        if not (name == "vecmat" and "order" in keywords):  # NumPy writes past the columns of a complex result
            yield call(name, tame("int32", 3, 3), tame("complex64", 3, 3), **keywords)
        yield call(name, ones(3, 3), ones(3, 3), **keywords)
    for tagged in (ones(3, 3), eye(3), zeros(3, 3, 3), ones(2, 3, 3), zeros(4, 4), ones(3, 3, dtype="int64")):
        yield call(name, tagged, tagged)
        yield call(name, tagged, tame("float64", 3, 3))
        yield call(name, tame("float64", 3), tagged)
        yield call(name, tame("float64", 3, 3), tagged)
    for dtype in ("float64", "float32", "int64", "complex128"):
        for shape in ((), (3,), (3, 3), (2, 3)):
            yield call(name, tame("float64", 3, 3), tame("float64", 3, 3, seed=1), out=zeros(*shape, dtype=dtype))
            yield call(name, tame("float32", 3), tame("float32", 3, seed=1), out=tame(dtype, *shape, seed=4))
    x = tame("float64", 3, 3)
    for value in (3, 2.5, None, "a", True, [1, 2, 3], [1.0, 2.0, 3.0], [[1, 2], [3]]):
        yield call(name, x, value)
        yield call(name, value, x)
        yield call(name, value, value)
    yield call(name, x)
    yield call(name)
    yield call(name, x, x, x)


def random_products(name):
    """Stacks, layouts and tags for the products of matrices."""
    r = rng("products", name)
    for _ in range(110):
        dtype = r.choice(DTYPES) if r.random() < 0.5 else "float64"
        left, right = stack_shapes(r, name)
        if name in ("inner", "vdot"):
            right = right[:-2] + left[-1:] if name == "inner" else left
        if name in ("outer", "kron"):
            left, right = left[-2:], right[-2:]
        a = tame(dtype, *left, seed=1, span=3)
        b = tame(dtype if r.random() < 0.8 else r.choice(DTYPES), *right, seed=2, span=3)
        if r.random() < 0.2:
            a = transposed(tame(dtype, *left[::-1], seed=1, span=3))
        elif r.random() < 0.2 and left:
            a = sliced(tame(dtype, *left, seed=3, span=3), Slice(None, None, -1))
        if r.random() < 0.15:
            b = transposed(tame(dtype, *right[::-1], seed=2, span=3))
        if r.random() < 0.08:
            b = a
        yield call(name, a, b)


def random_tensordots():
    r = rng("tensordots")
    for _ in range(260):
        left = [r.choice([1, 2, 2, 3, 3, 0 if r.random() < 0.2 else 3]) for _ in range(r.choice([1, 2, 2, 3, 3, 4]))]
        count = r.randrange(len(left) + 1)
        axes = r.sample(range(len(left)), count)
        right = [left[axis] for axis in axes] + [r.choice([1, 2, 3]) for _ in range(r.choice([0, 0, 1, 1, 2]))]
        order = list(range(len(right)))
        r.shuffle(order)
        shuffled = [right[i] for i in order]
        onto = [order.index(i) for i in range(count)]
        if r.random() < 0.2:
            onto = [axis - len(right) for axis in onto]
        if r.random() < 0.05 and shuffled:
            shuffled[0] += 1
        dtype = r.choice(DTYPES) if r.random() < 0.5 else "float64"
        square = len(left) >= 2 and len(set(left)) == 1
        a = ones(*left) if square and r.random() < 0.3 else tame(dtype, *left, seed=1, span=3)
        b = a if shuffled == left and r.random() < 0.5 else tame(dtype, *shuffled, seed=2, span=3)
        if r.random() < 0.25:
            a = sliced(a, Slice(None, None, -1))
        yield call("tensordot", a, b, [axes, onto] if r.random() < 0.9 else count)


def stacked_products(release):
    for name in ("vecdot", "matvec", "vecmat", "cross"):
        yield name, stacked_cases(name)
    for name in (*PRODUCTS, "linalg.matmul", "linalg.outer", "linalg.vecdot"):
        yield name, random_products(name) if name in PRODUCTS else renamed(name)
    yield "tensordot", random_tensordots()


def renamed(name):
    """The cases of a product under its name in numpy.linalg."""
    for case in random_products(name.removeprefix("linalg.")):
        case.op = name
        yield case
