"""Random contractions: networks of one to sixteen operands, plain and symmetric."""

import itertools
import math

from cases import Operand, Slice
from operands import DTYPES, eye, full, ones, random_values, sliced, tame, transposed, upload, zeros

SEARCHES = [
    True, False, None, "auto", "auto-hq", "optimal", "branch-all", "branch-2", "branch-1", "greedy", "eager", "opportunistic", "dp",
    "dynamic-programming", "random-greedy", "random-greedy-128",
]
MOST_PRODUCTS, MOST_RESULTS, MOST_ELEMENTS = 20_000, 30, 150
MOST_ASKED = 10**8  # elements of an operand whose cost is asked for


def expression(r, number, large=False):
    """Subscripts, operands and their shapes; the result stays small enough to be stored."""
    labels = "ijklmnop"[: r.choice([2, 3, 4, 4, 5]) + number // 2]
    while True:
        extents = {label: extent(r, large) for label in labels}
        terms = ["".join(r.choice(labels) for _ in range(r.choice([0, 1, 1, 2, 2, 2, 2, 3, 3, 4]))) for _ in range(number)]
        used = sorted(set("".join(terms)))
        size = math.prod(extents[label] for label in used)
        largest = max(math.prod(extents[label] for label in term) for term in terms)
        if largest < MOST_ASKED if large else size <= MOST_PRODUCTS and largest <= MOST_ELEMENTS:
            break
    shown = [label for label in used if r.random() < 0.45]
    r.shuffle(shown)
    while not large and math.prod(extents[label] for label in shown) > MOST_RESULTS:
        shown.pop()
    shapes = [[extents[label] for label in term] for term in terms]
    if r.random() < 0.12:
        stretched = r.choice(shapes)
        if stretched:
            stretched[r.randrange(len(stretched))] = 1
    if r.random() < 0.03 and shapes[0]:
        shapes[0][0] += 1
    text = ",".join(terms) + ("->" + "".join(shown) if r.random() < 0.85 or not large else "")
    if r.random() < 0.12 and not large:
        text, shapes = with_ellipsis(r, text, shapes)
    return text, arrays_of(r, shapes), shapes


def extent(r, large):
    if large:
        return r.choice([0, 1, 2, 7, 7, 30, 50, 300])
    return r.choice([1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 7, 0 if r.random() < 0.4 else 2])


def with_ellipsis(r, text, shapes):
    """Batch axes before some of the terms."""
    left, arrow, right = text.partition("->")
    batch = r.choice([(2,), (2, 2), (3, 1), (1,), ()])
    terms = left.split(",")
    for i, term in enumerate(terms):
        if r.random() < 0.7:
            place = r.choice([0, len(term)])
            terms[i] = term[:place] + "..." + term[place:]
            own = [1 if r.random() < 0.1 else size for size in batch[r.randrange(len(batch) + 1) :]]
            shapes[i] = shapes[i][:place] + own + shapes[i][place:]
    return ",".join(terms) + arrow + ("..." + right if arrow and r.random() < 0.8 else right), shapes


def coarse(dtype, *shape, seed=0):
    """Random multiples of a quarter, which take little room when stored."""
    values = random_values(dtype, math.prod(shape), seed, 3)
    if dtype.startswith("float"):
        values = [round(4 * value) / 4 for value in values]
    elif dtype.startswith("complex"):
        values = [complex(round(4 * value.real) / 4, round(4 * value.imag) / 4) for value in values]
    return upload(dtype, values, shape)


def arrays_of(r, shapes):
    made = []
    common = r.choice(DTYPES) if r.random() < 0.5 else "float64"
    for number, shape in enumerate(map(tuple, shapes)):
        alike = [array for array, known in made if known == shape and shape]
        square = len(shape) >= 2 and len(set(shape)) == 1
        if alike and r.random() < 0.5:
            array = r.choice(alike)
        elif math.prod(shape) > 2000:
            array = zeros(*(size % 8 for size in shape))
        elif square and r.random() < 0.25:
            array = r.choice([ones(*shape), zeros(*shape), full(list(shape), 2.5)])
        elif len(shape) == 2 and square and r.random() < 0.2:
            array = eye(shape[0])
        elif len(shape) >= 2 and r.random() < 0.15:
            order = list(range(len(shape)))
            r.shuffle(order)
            array = transposed(coarse(common, *[shape[order.index(axis)] for axis in range(len(shape))]), *order)
        else:
            dtype = r.choice(DTYPES) if r.random() < 0.15 else common
            array = tame(dtype, *shape, span=3) if r.random() < 0.2 else coarse(dtype, *shape, seed=number % 2)
        made.append((array, shape))
    return [array for array, _ in made]


def many(r):
    """Seven to sixteen operands in a chain, a ring, a star or at random."""
    number = r.choice([7, 7, 8, 8, 9, 10, 12, 16])
    names = "abcdefghijklmnopqrstuvwxyz"
    kind = r.choice(["chain", "ring", "star", "random"])
    if kind == "chain":
        terms = [names[i : i + 2] for i in range(number)]
    elif kind == "ring":
        terms = [names[i] + names[(i + 1) % number] for i in range(number)]
    elif kind == "star":
        terms = ["".join(names[:4])] + [r.choice(names[:4]) + names[4 + i % 3] for i in range(number - 1)]
    else:
        terms = ["".join(r.sample(names[:6], r.choice([1, 2, 2, 3]))) for _ in range(number)]
    extents = {label: r.choice([1, 2, 2, 2, 3, 4] if kind in ("chain", "ring") else [1, 2, 2]) for label in sorted(set("".join(terms)))}
    labels = sorted(extents)
    shown = r.sample(labels, r.choice([0, 1, 2]))
    shared = r.random() < 0.4
    pool = {}
    arrays = []
    for i, term in enumerate(terms):
        shape = tuple(extents[label] for label in term)
        array = coarse(r.choice(["float64", "float64", "float32", "int64"]), *shape, seed=i % 3)
        arrays.append(pool.setdefault(shape, array) if shared else array)
    # Exhaustive searches among so many take the reference minutes; it does them from eight on in the early release.
    words = {"optimize": r.choice(["greedy", "auto", True, "branch-1", "eager", "auto-hq", "dp"])} if r.random() < 0.6 else {}
    return ",".join(terms) + "->" + "".join(shown), arrays, words


def group(axes, *generators):
    return {"__symmetry_group__": {"axes": list(axes), "generators": [list(generator) for generator in generators]}}


# Groups by rank: generators on all axes, and the same on some of them.
GROUPS = {
    2: [((0, 1), [(1, 0)])],
    3: [
        ((0, 1, 2), [(1, 0, 2), (1, 2, 0)]), ((0, 1, 2), [(1, 2, 0)]), ((0, 1), [(1, 0)]), ((1, 2), [(1, 0)]), ((0, 2), [(1, 0)]),
    ],
    4: [
        ((0, 1, 2, 3), [(1, 0, 2, 3), (1, 2, 3, 0)]), ((0, 1, 2, 3), [(1, 2, 3, 0)]), ((0, 1, 2, 3), [(1, 2, 3, 0), (3, 2, 1, 0)]),
        ((0, 1, 2, 3), [(1, 0, 2, 3), (0, 1, 3, 2)]), ((0, 1, 2, 3), [(1, 0, 2, 3), (0, 1, 3, 2), (2, 3, 0, 1)]),
        ((0, 1, 2, 3), [(2, 3, 0, 1)]), ((0, 1, 2, 3), [(1, 0, 3, 2)]), ((0, 1, 2), [(1, 2, 0)]), ((1, 3), [(1, 0)]),
    ],
    5: [((0, 1, 2, 3, 4), [(1, 0, 2, 3, 4), (1, 2, 3, 4, 0)]), ((0, 1, 2, 3, 4), [(1, 2, 3, 4, 0)]), ((0, 1, 3, 4), [(2, 3, 0, 1)])],
}


def closure(generators):
    known = {tuple(range(len(generators[0])))}
    waiting = list(known)
    while waiting:
        one = waiting.pop()
        for generator in generators:
            product = tuple(generator[i] for i in one)
            if product not in known:
                known.add(product)
                waiting.append(product)
    return known


def invariant(dtype, shape, axes, generators, seed):
    """Values that a group leaves as they are."""
    values = random_values(dtype, math.prod(shape), seed, 3)
    elements = closure(generators)
    strides = [math.prod(shape[i + 1 :]) for i in range(len(shape))]
    out = []
    for index in itertools.product(*map(range, shape)):
        images = []
        for element in elements:
            image = list(index)
            for place, target in enumerate(element):
                image[axes[target]] = index[axes[place]]
            images.append(sum(i * s for i, s in zip(image, strides)))
        out.append(values[min(images)])
    if dtype != "int64":
        out = [round(4 * value.real) / 4 + (round(4 * value.imag) / 4 * 1j if dtype == "complex128" else 0) for value in out]
    return upload(dtype, out, shape)


def tagged(r, rank, extent, seed):
    """An array of equal extents with a group declared on it."""
    if rank < 2:
        return tame("float64", *[extent] * rank, seed=seed)
    shape = (extent,) * rank
    kind = r.random()
    if kind < 0.2:
        return r.choice([ones(*shape), full(list(shape), 1.5), eye(extent) if rank == 2 else zeros(*shape)])
    axes, generators = r.choice(GROUPS[rank])
    dtype = r.choice(["float64", "float64", "float64", "float32", "int64", "complex128"])
    data = invariant(dtype, shape, axes, generators, seed)
    labels = "abcde"[:rank]
    return Operand("einsum", [f"{labels}->{labels}", data], {"symmetry": group(axes, *generators)})


def symmetric_expression(r, number):
    """Operands of one extent, most of them tagged or used twice."""
    extent = r.choice([1, 2, 2, 2, 3, 3, 3, 4])
    labels = "ijklmn"[: r.choice([2, 3, 3, 4, 4, 5])]
    ranks = {1: [2, 3, 3, 4, 4, 5], 2: [1, 2, 2, 2, 3, 3, 4]}.get(number, [1, 1, 2, 2, 2, 3])
    while True:
        terms = []
        for _ in range(number):
            rank = r.choice(ranks)
            distinct = rank <= len(labels) and r.random() < 0.8
            terms.append("".join(r.sample(labels, rank) if distinct else (r.choice(labels) for _ in range(rank))))
        if extent ** len(set("".join(terms))) <= MOST_PRODUCTS:
            break
    pool = {}
    arrays = []
    for i, term in enumerate(terms):
        rank = len(term)
        known = pool.setdefault(rank, [])
        if known and r.random() < 0.55:
            arrays.append(r.choice(known))
            continue
        array = tagged(r, rank, extent, i % 2) if r.random() < 0.7 else coarse("float64", *[extent] * rank, seed=i % 2)
        known.append(array)
        arrays.append(array)
    used = sorted(set("".join(terms)))
    shown = [label for label in used if r.random() < 0.6]
    r.shuffle(shown)
    while extent ** len(shown) > 2 * MOST_RESULTS:
        shown.pop()
    words = {}
    if r.random() < 0.2:
        words["optimize"] = r.choice(SEARCHES)
    if r.random() < 0.12 and len(shown) >= 2:
        words["symmetry"] = r.choice([(0, 1), tuple(range(len(shown))), ((0, 1),), group(*declared_for(r, len(shown)))])
    if r.random() < 0.05:
        words["out"] = r.choice([zeros, ones])(*[extent] * len(shown))
    if r.random() < 0.1 and len(arrays) > 1 and len(terms[0]) > 1:
        arrays[0] = transposed(arrays[0])
    elif r.random() < 0.05 and terms[0]:
        arrays[0] = sliced(arrays[0], Slice(None, None, -1))
    return ",".join(terms) + "->" + "".join(shown), arrays, words


def declared_for(r, rank):
    axes, generators = r.choice(GROUPS[min(rank, 5)])
    return (axes, *generators)
