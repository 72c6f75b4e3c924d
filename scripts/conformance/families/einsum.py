"""einsum: forms of subscripts, keywords, wrong input, costs that are asked for, and random expressions."""

from cases import Slice, call, raw
from families.expressions import SEARCHES, expression, many, symmetric_expression
from operands import DTYPES, eye, ones, rng, sliced, tame, transposed, upload, zeros


def random_pairs():
    """Expressions of one to three operands, as they have been recorded from the beginning."""
    r = rng("einsum")
    for operands, number in ((1, 150), (2, 500), (3, 300)):
        for _ in range(number):
            text, arrays = plain_expression(r, operands)
            keywords = {}
            if r.random() < 0.25:
                keywords["optimize"] = r.choice([True, False, "greedy", "optimal", "auto", "dp", "nonsense", None])
            yield call("einsum", text, *arrays, **keywords)


def plain_expression(r, operands):
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


FORMS = [
    "i...", "...i->...", "...ij->...ji", "ii...", "ij->ijk", "ij,", "ij->ii", "i j", "ij->", "...", "ij-->i", "ij->i->j",
    "iJ->Ji", "ij,ij", "ab->ba", "ii->i", "ijk->kji", "ij,jk->ik", "", ",", "->", "->ij", "...->", "...->...", "..ij", "....",
    "...i...", "i...j->j...i", "ij...,jk...->ik...", "...ij,...jk->...ik", "...ij,jk->...ik", "ij, jk -> ik", "ij,jk->i k",
    "ij,kl->ijkl", "ij,ji->", "ij,ji", "ii,jj->", "ii,ii->i", "iij->j", "iji->", "ij,ij->ij", "ij,ij->ji", "ij,j->i", "i,ij",
    "\u00e4b,bc->\u00e4c", "1j", "i1,1k", "ij;jk", "ij>ji", "ij-ji", "ij,jk,kl->il", "ij,jk,kl,lm->im", "ij->j...", "...ij->ij",
    "i...,...j->ij...", "...,...", "...,...->", "...,...->...", "i,...i->...", "\u03b1\u03b2->\u03b2\u03b1", "ij\n,jk", "aB,Bc->ac", "Zz->zZ",
]


def forms():
    a, b, c = tame("float64", 3, 3), tame("float64", 2, 3, 4), tame("int64", 3, 3)
    for text in FORMS:
        for arrays in ([a], [b], [a, a], [a, c], [b, tame("float32", 4)], [a, a, c]):
            yield call("einsum", text, *arrays)
    scalar, empty = tame("float64"), tame("float64", 0, 3)
    for text in ("", "->", ",", ",->", "...", "...,...", "i->i", "i,->i"):
        yield call("einsum", text, scalar)
        yield call("einsum", text, scalar, scalar)
        yield call("einsum", text, scalar, tame("int8", 3))
    for text in ("ij->", "ij->i", "ij->j", "ij->ji", "ij,ij->", "ij,ik->jk", "ij,kj->ik", "ij,kj->", "ii", "ij,ij->j"):
        yield call("einsum", text, empty)
        yield call("einsum", text, empty, empty)
        yield call("einsum", text, tame("int32", 3, 0), tame("int32", 3, 0, seed=1))


def interleaved():
    a, b = tame("float64", 3, 3), tame("float64", 3, 4)
    for args in (
        (a, [0, 1]), (a, [0, 1], b, [1, 2]), (a, [0, 1], b, [1, 2], [0, 2]), (a, [0, 1], [1, 0]), (a, [0, 0]), (a, [...], [...]),
        (a, (0, 1), b, (1, 2)), (a, "ij"), (a,), (a, b), (a, [0, 1], b),
    ):
        if any(isinstance(arg, list) and ... in arg for arg in args):
            continue
        yield call("einsum", *args)
        yield call("einsum", *args, optimize="greedy")


def keywords():
    x, y, square = tame("float32", 2, 3), tame("float32", 3, 2), tame("float64", 3, 3)
    for dtype in ("float64", "float32", "int64", "complex128"):
        for shape in ((2, 2), (2,), (3, 3)):
            for casting in ("safe", "same_kind", "unsafe"):
                yield call("einsum", "ij,jk->ik", x, y, out=zeros(*shape, dtype=dtype), casting=casting)
    for dtype in DTYPES:
        i, j = tame("int8", 2, 3), tame("bool", 3, 2)
        yield call("einsum", "ij,jk->ik", i, j, out=upload(dtype, [0] * 4 if dtype != "bool" else [False] * 4, (2, 2)))
        yield call("einsum", "ij,jk->ik", x, y, out=upload(dtype, [1] * 4 if dtype != "bool" else [True] * 4, (2, 2)))
        yield call("einsum", "ij,jk->ik", i, i, out=upload(dtype, [0] * 4 if dtype != "bool" else [False] * 4, (2, 2)))
        yield call("einsum", "ij,jk->ik", tame(dtype, 2, 3), tame(dtype, 3, 2, seed=1))
        yield call("einsum", "ij->i", tame(dtype, 2, 3))
        yield call("einsum", "ij->", tame(dtype, 20, 30))
        yield call("einsum", "ii->i", tame(dtype, 3, 3))
        yield call("einsum", "ij->ji", tame(dtype, 2, 3))
        yield call("einsum", "ij,jk->ik", tame(dtype, 2, 3), tame(dtype, 3, 2, seed=1), dtype="float64")
        for other in ("bool", "int8", "uint64", "float16", "complex64"):
            yield call("einsum", "ij,jk->ik", tame(dtype, 2, 3), tame(other, 3, 2, seed=1))
            yield call("einsum", "ij,kj->ik", tame(dtype, 2, 3), tame(other, 2, 3, seed=2))
            yield call("einsum", "i,i->i", tame(dtype, 3), tame(other, 3, seed=2))
            yield call("einsum", "ijk,ijk->jk", tame(dtype, 2, 2, 2), tame(other, 2, 2, 2, seed=2))
            yield call("einsum", "i,j,ij->", tame(dtype, 3), tame(other, 3, seed=2), square)
    for extra in (
        {"order": "C"}, {"order": "F"}, {"order": "K"}, {"order": "A"}, {"order": "Z"}, {"dtype": "float32"}, {"dtype": "int64"},
        {"casting": "safe"}, {"casting": "no"}, {"casting": "unsafe"}, {"casting": "nonsense"}, {"casting": 3}, {"nonsense": 1},
        {"where": True}, {"axis": 0}, {"out": None}, {"out": 3}, {"out": "a"}, {"symmetry": None}, {"memory_limit": 3},
    ):
        yield call("einsum", "ij,jk->ik", x, y, **extra)
        yield call("einsum", "ij,jk->ki", tame("int32", 2, 3), tame("int32", 3, 2), **extra)
        yield call("einsum", "ij->ji", square, **extra)
        yield call("einsum", "ij,jk,kl->il", square, square, square, **extra)
    for out in (zeros(3, 3), ones(3, 3), tame("float64", 3, 3, seed=9), tame("float32", 3, 3), transposed(tame("float64", 3, 3, seed=8)), tame("float64", 9)):
        yield call("einsum", "ij,jk->ik", square, square, out=out)
        yield call("einsum", "ij,kj->ik", square, square, out=out)
        yield call("einsum", "ij->ji", square, out=out)
        yield call("einsum", "ij,jk->ik", square, square, out=[out])
        yield call("einsum", "ij,jk->ik", square, square, out=out, symmetry=(0, 1))
        yield call("einsum", "ij,kj->ik", square, square, out=out, symmetry=(0, 1))
        yield call("einsum", "ij,kj->ik", square, square, out=out, symmetry=(0, 1), casting="unsafe")
    for shape in ((1,), (), (3,), (1, 1), (1, 3), (3, 1)):
        for text, arrays in (("ij->ij", (ones(1, 1),)), ("ij,jk->ik", (ones(1, 2), ones(2, 1))), ("ij,jk->ik", (ones(1, 2), ones(2, 3))), ("ij->", (square,))):
            yield call("einsum", text, *arrays, out=zeros(*shape))
            yield call("einsum", text, *arrays, out=tame("float64", *shape))
    view = sliced(tame("float64", 4, 3, seed=7), Slice(1, None))
    yield call("einsum", "ij,jk->ik", view, square, out=tame("float64", 3, 3, seed=3))


def declared():
    square, cube = tame("float64", 3, 3), ones(3, 3, 3)
    for symmetry in (
        (0, 1), [0, 1], (1, 0), (0,), (), (0, 0), (0, 2), (-1, 0), ((0, 1),), ((0,), (1,)), ((0, 1), (1,)), "ij", 3, 1.5, True,
        {"__symmetry_group__": {"axes": [0, 1], "generators": [[1, 0]]}},
        {"__symmetry_group__": {"axes": [1, 0], "generators": [[1, 0]]}},
        {"__symmetry_group__": {"axes": [0, 1], "generators": [[0, 1]]}},
        {"__symmetry_group__": {"axes": [0, 1, 2], "generators": [[1, 2, 0]]}},
    ):
        for text, arrays in (
            ("ij,kj->ik", (square, square)), ("ij,jk->ik", (square, square)), ("ij->ij", (eye(3),)), ("ij->ij", (square,)),
            ("ijk->ijk", (cube,)), ("ijk->kij", (cube,)), ("ij,jk->ik", (eye(3), ones(3, 3))), ("i,j,k->ijk", (tame("float64", 3),) * 3),
            ("ijk->i", (cube,)), ("ijk->", (cube,)),
        ):
            yield call("einsum", text, *arrays, symmetry=symmetry)


def wrong():
    a = tame("float64", 3, 3)
    yield call("einsum", "ij,jk", a, [[1, 2, 3]])
    yield call("einsum", "ij,jk", a, [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    yield call("einsum", "ij")
    yield call("einsum")
    for value in (None, 3, 2.5, True, "a", [1, 2], [], {}, [[1, 2], [3]]):
        yield call("einsum", "i", value)
        yield call("einsum", "ij,j->i", a, value)
        yield call("einsum", ",->", value, value)
        yield call("einsum", value, a)
        yield call("einsum", "ij,jk->ik", a, a, optimize=value)
        yield call("einsum", "ij,jk,kl->il", a, a, a, optimize=value)
    for shape in ((3, 4), (4, 3), (1, 3), (3, 1), (1, 1), (3,), (3, 3, 3), ()):
        other = tame("float64", *shape)
        for text in ("ij,jk->ik", "ij,jk->i", "ij,ij->ij", "ij,ij->", "ij,ji->j", "ij,jj->i", "ij,kj"):
            yield call("einsum", text, a, other)
            yield call("einsum", text, other, a)
    for optimize in (3, 2.5, "nonsense", ["einsum_path", (0, 1)], [[0, "a"]]):
        for text, arrays in (("ij->ji", (tame("float64", 2, 3, 4),)), ("ij,ji->", (a, tame("float64"))), ("ij,jk->ik", (a, tame("float64", 4, 3))), ("ij,jk", (a,))):
            yield call("einsum", text, *arrays, optimize=optimize)
            yield call("einsum_path", text, *arrays, optimize=optimize)


def paths():
    a = [tame("float64", 3, 3, seed=i) for i in range(4)]
    for path in (
        [[0, 1]], [[0, 1], [0, 1]], [(0, 1), (0, 1)], [[1, 2], [0, 1]], [[0, 2], [0, 1]], [[0, 1, 2]], [[0], [0, 1], [0, 1]], [], [[]],
        [[0, 3], [0, 1]], [[-1, 0], [0, 1]], [[0, 0], [0, 1]], ["einsum_path", [0, 1], [0, 1]], [[0, "a"]], [[0.5, 1.0]], [[True, False], [0, 1]],
        [[2, 1], [1, 0]], [[0, 1], [0, 1], [0]], [[1], [2], [0, 1, 2]], [3], "nonsense", "Greedy", "OPTIMAL", 1, 0, ["greedy", 100], ["optimal", 3],
    ):
        for text, number in (("ij,jk,kl->il", 3), ("ij,jk->ik", 2), ("ij->ji", 1), ("ij,jk,kl,lm->im", 4), ("ij,ik,il->jkl", 3)):
            yield call("einsum", text, *a[:number], optimize=path)
    for search in SEARCHES:
        for text, number in (("ij,jk,kl->il", 3), ("ij,jk->ik", 2), ("ij->ji", 1), ("ij,jk,kl,lm->im", 4)):
            yield call("einsum", text, *a[:number], optimize=search)
            yield call("einsum", text, *[eye(3)] * number, optimize=search)


def larger():
    for left, right in (((20, 30), (30, 10)), ((64, 64), (64, 64)), ((5, 20, 30), (5, 30, 8))):
        yield call("einsum", "...ij,...jk->...ik", tame("float64", *left), tame("float64", *right))
        yield call("einsum", "...ij,...jk", tame("float32", *left), tame("float32", *right))
    long, wide = tame("float64", 30, 20), tame("float64", 20)
    yield call("einsum", "ij,j,i->", long, wide, tame("float64", 30))
    yield call("einsum", "i,i,i->i", tame("float64", 9), tame("float64", 9), upload("float64", range(9)))
    for dtype in ("float64", "float32", "float16", "int64", "int32", "uint8", "bool", "complex64", "complex128"):
        m, n, v = tame(dtype, 30, 40), tame(dtype, 40, 3, seed=1), tame(dtype, 40, seed=2)
        for text, arrays in (
            ("ij,jk->ik", (m, n)), ("ij,jk->ki", (m, n)), ("ij,j->i", (m, v)), ("j,ij->i", (v, m)), ("i,i->", (v, v)), ("ij,ij->i", (m, m)),
            ("ij,ij->j", (m, m)), ("ij->", (m,)), ("ij->i", (m,)), ("ij->j", (m,)), ("ij,jk->j", (m, n)), ("ji,ki->jk", (sliced(m, Slice(3)), sliced(m, Slice(3, 9, 2)))),
        ):
            yield call("einsum", text, *arrays)
        yield call("einsum", "ij,jk->ik", sliced(m, Slice(None, None, 9)), n)
        yield call("einsum", "ji,jk->ik", transposed(m), n)
        yield call("einsum", "i,ij,j->", tame(dtype, 30), m, v)


def path_queries():
    r = rng("einsum_path")
    a = tame("float64", 3, 3)
    for text in FORMS:
        yield call("einsum_path", text, a, a)
    for number in (1, 2, 3, 4):
        for search in (*SEARCHES, "nonsense", [[0, 1]], 3):
            text, arrays, _ = expression(r, number)
            yield call("einsum_path", text, *arrays, optimize=search)
            yield call("einsum_path", text, *arrays)
    yield call("einsum_path")
    yield call("einsum_path", a)
    yield call("einsum_path", "ij,jk->ik", a, 3)
    yield call("einsum_path", "ij,jk->ik", a, a, nonsense=1)


def costs():
    r = rng("einsum_cost")
    for _ in range(160):
        text, arrays, shapes = expression(r, r.choice([1, 1, 2, 2, 2, 3, 3, 4, 5]), large=True)
        yield raw("flops.einsum_cost", subscripts=text, shapes=[list(shape) for shape in shapes])
    for text in FORMS:
        yield raw("flops.einsum_cost", subscripts=text, shapes=[[3, 3], [3, 3]])
    for shapes in (None, 3, [], [3], [[3]], [[2, 3], [3, 4], [4, 5]], [[2, 3], [4, 5]], [[2.0, 3.0], [3, 4]], [["a", 3], [3, 4]], "ab", [[2**40, 3], [3, 2**40]], [[-2, 3], [3, 4]], [[True, 3], [3, 4]]):
        yield raw("flops.einsum_cost", subscripts="ij,jk->ik", shapes=shapes)
    for subscripts in (None, 3, [], ["ij"]):
        yield raw("flops.einsum_cost", subscripts=subscripts, shapes=[[3, 3]])
    yield raw("flops.einsum_cost")
    yield raw("flops.einsum_cost", subscripts="ij")
    yield raw("flops.einsum_cost", shapes=3)
    yield raw("flops.einsum_cost", shapes=[[2, 3]])
    yield raw("flops.einsum_cost", subscripts=3, shapes=3)


def singular_costs():
    for m in (0, 1, 2, 5, 100, 10**6, 2.5, -3, "4", True, None):
        for n in (0, 1, 3, 7, 2**20, "a"):
            for k in (0, 1, 2, 5, 200, -1, None, 1.5):
                yield raw("flops.svd_cost", m=m, n=n, k=k)
    yield raw("flops.svd_cost", m=3)
    yield raw("flops.svd_cost")


def einsum(release):
    yield "einsum", random_pairs()
    yield "einsum", [*forms(), *interleaved(), *wrong(), *paths()]
    yield "einsum", [*keywords(), *declared(), *larger()]
    yield "einsum_path", path_queries()
    yield "flops.einsum_cost", costs()
    yield "flops.svd_cost", singular_costs()


def einsum_networks(release):
    r = rng("networks")
    for number, amount in ((1, 350), (2, 700), (3, 800), (4, 600), (5, 450), (6, 350)):
        yield "einsum", [one_call(r, *expression(r, number)) for _ in range(amount)]
    yield "einsum", [call("einsum", text, *arrays, **words) for text, arrays, words in (many(r) for _ in range(120))]


def one_call(r, text, arrays, shapes):
    words = {}
    if r.random() < 0.45:
        words["optimize"] = r.choice(SEARCHES)
    if r.random() < 0.05:
        words["order"] = r.choice("CFAK")
    return call("einsum", text, *arrays, **words)


def einsum_symmetry(release):
    r = rng("symmetry")
    for number, amount in ((1, 500), (2, 900), (3, 700), (4, 300), (5, 150), (6, 80)):
        yield "einsum", [symmetric_call(r, number) for _ in range(amount)]


def symmetric_call(r, number):
    text, arrays, words = symmetric_expression(r, number)
    return call("einsum", text, *arrays, **words)
