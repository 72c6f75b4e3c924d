"""Symmetry declared of arrays that have it, imposed on others, asked for, and drawn at random; numbers as text."""

from itertools import product

from cases import after, call, raw
from operands import INTEGERS, Operand, int_range, random_values, upload

# Axes, generators (images of the places) and a shape that the group can act on.
GROUPS = [
    ((0, 1), [[1, 0]], (3, 3)), ((0, 1), [[1, 0]], (2, 2)), ((0, 1), [[1, 0]], (1, 1)), ((0, 1), [[1, 0]], (2, 2, 3)), ((1, 2), [[1, 0]], (2, 3, 3)),
    ((0, 2), [[1, 0]], (2, 3, 2)), ((0, 1, 2), [[1, 0, 2], [0, 2, 1]], (2, 2, 2)), ((0, 1, 2), [[1, 2, 0]], (3, 3, 3)), ((0, 1, 2), [[1, 2, 0]], (2, 2, 2)),
    ((0, 1, 2, 3), [[2, 3, 0, 1]], (2, 3, 2, 3)), ((0, 1, 2, 3), [[1, 2, 3, 0]], (2, 2, 2, 2)), ((0, 1, 2, 3), [[1, 0, 2, 3], [0, 1, 3, 2]], (2, 2, 3, 3)),
    ((0, 1, 2, 3), [[1, 2, 3, 0], [3, 2, 1, 0]], (2, 2, 2, 2)), ((0, 1, 2, 3), [[1, 0, 3, 2]], (2, 2, 2, 2)), ((1, 3), [[1, 0]], (2, 2, 1, 2)),
    ((0, 1), [[1, 0]], (0, 0)), ((0, 1), [[1, 0]], (2, 2, 0)), ((0, 1, 2, 3), [[1, 0, 2, 3], [1, 2, 3, 0]], (2, 2, 2, 2)),
]
DISTRIBUTIONS = (
    ("normal", {"loc": 1.0, "scale": 2.0}), ("uniform", {"low": -1.0, "high": 3.0}), ("randint", {"low": 0, "high": 9}), ("poisson", {"lam": 4.0}),
    ("gamma", {"shape": 2.0}), ("beta", {"a": 1.0, "b": 2.0}), ("binomial", {"n": 5, "p": 0.5}), ("chisquare", {"df": 3}), ("exponential", {}),
    ("standard_normal", {}), ("random", {}), ("randn", {}), ("laplace", {"scale": 0.5}), ("rayleigh", {}), ("logistic", {}), ("geometric", {"p": 0.4}),
)


def elements(generators):
    """All permutations that the generators make."""
    found = {tuple(range(len(generators[0])))}
    fresh = list(found)
    while fresh:
        fresh = [step for step in {tuple(one[at] for at in generator) for one in fresh for generator in generators} if step not in found]
        found.update(fresh)
    return found


def symmetric_values(draw, dtype, group):
    """Values, in the order of the array, that are equal along the orbits of a group."""
    axes, generators, shape = group
    permutations = elements(generators)

    def representative(position):
        def moved(permutation):
            image = list(position)
            for place, source in enumerate(permutation):
                image[axes[place]] = position[axes[source]]
            return tuple(image)

        return min(map(moved, permutations))

    positions = list(product(*map(range, shape)))
    first = sorted({representative(position) for position in positions})
    values = dict(zip(first, random_values(dtype, len(first), draw.number(0, 3))))
    return [values[representative(position)] for position in positions]


def wire(group):
    axes, generators, _ = group
    return {"__symmetry_group__": {"axes": list(axes), "generators": generators}}


def spoken(draw, group):
    """The group as the client's user names it: as an object, or by its axes."""
    from flopscope import SymmetryGroup

    axes, generators, _ = group
    if len(axes) == 2 and draw.chance(0.3):
        return draw.pick(axes, (axes,))
    return SymmetryGroup.from_generators(generators, axes=axes)


def fitting(draw, group, slack=0.0):
    """An array that has the symmetry (up to `slack`), perhaps already tagged with it or with less of it."""
    dtype = draw.dtype() if not slack else draw.pick("float64", "float32", "complex128")
    values = symmetric_values(draw, dtype, group)
    if slack and values:
        values[-1 - len(values) // 3] += slack
    array = upload(dtype, values, group[2])
    if draw.chance(0.2) and not slack:
        return Operand("as_symmetric", [array], {"symmetry": wire(group)})
    return array


def as_symmetric(draw):
    group = draw.pick(*GROUPS)
    return call("as_symmetric", fitting(draw, group, 1e-8 if draw.chance(0.1) else 0), symmetry=spoken(draw, group))


def is_symmetric(draw):
    group = draw.pick(*GROUPS)
    array = fitting(draw, group, draw.pick(0, 0, 1e-8, 1e-5, 1.0)) if draw.chance(0.75) else draw.array(list(group[2]))
    return call("is_symmetric", array, symmetry=spoken(draw, group), **draw.some(atol=draw.pick(0, 1e-3, 5), rtol=draw.pick(0, 1e-2)))


def symmetrize(draw):
    group = draw.pick(*GROUPS)
    array = fitting(draw, group) if draw.chance(0.2) else draw.array(list(group[2]), values=None)
    return call("symmetrize", array, symmetry=spoken(draw, group), **draw.some(mode=draw.pick("reynolds-projection", "canonical-copy")))


def random_symmetric(draw):
    group = draw.pick(*GROUPS)
    name, keywords = draw.pick(*DISTRIBUTIONS)
    first = [Operand("random.seed", [draw.number(0, 99)])]
    mode = draw.some(mode=draw.pick("reynolds-projection", "canonical-copy"))
    return after(first, raw("random.symmetric", list(group[2]), wire(group), name, **mode, **keywords))


def binary_repr(draw):
    number = draw.pick(
        draw.number(-20, 300), draw.number(-(2**63), 2**64 - 1), draw.number(-(2**40), 2**40), True, False,
        upload(dtype := draw.dtype(INTEGERS), [draw.number(*int_range(dtype))], []),
    )
    wide = draw.pick(None, 80, 100, 72)
    return raw("binary_repr", number) if draw.chance(0.3) else raw("binary_repr", number, wide)


SYMMETRY = {
    "binary_repr": (binary_repr, 135),
    "as_symmetric": (as_symmetric, {"0.12.4": 340}), "is_symmetric": (is_symmetric, {"0.12.4": 285}), "symmetrize": (symmetrize, {"0.12.4": 425}),
    "random.symmetric": (random_symmetric, {"0.12.4": 345}),
}

