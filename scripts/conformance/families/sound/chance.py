"""Draws and shuffles that succeed, from the shared state, from generators and from states of their own."""

from cases import Case, after, call, library, method, raw, writes
from operands import Operand, tame, upload

KEY = [n * 2654435761 % 2**32 for n in range(624)]


def seeded(draw, op, *args, **kwargs):
    return after([Operand("random.seed", [draw.number(0, 2**32 - 1)])], call(op, *args, **kwargs))


def generated(draw, op, *args, **kwargs):
    own = Operand("random.default_rng", [draw.number(0, 2**40)])
    return method(op.removeprefix("Generator."), own, *args, **kwargs)


def stateful(draw, op, *args, **kwargs):
    return library(Case(op, [Operand("random.RandomState", [draw.number(0, 2**32 - 1)]), *args], kwargs))


def made(draw, *args, **kwargs):
    """The call, by the owner of its stream."""
    owner = generated if draw.name.startswith("Generator.") else stateful if draw.name.startswith("RandomState.") else seeded
    return owner(draw, draw.name, *args, **kwargs)


def weights(draw, total):
    parts = [draw.pick(0, 1, 2, 5) for _ in range(total)]
    parts[draw.number(0, total - 1)] = 8
    return [part / sum(parts) for part in parts], sum(part > 0 for part in parts)


def size(draw, most):
    return draw.pick(None, draw.number(0, most), [draw.number(0, most)], [1, draw.number(0, most)], *([[2, most // 2]] if most > 1 else []))


def choice(draw):
    is_new = draw.name == "Generator.choice"
    total = draw.number(1, 9)
    shape = [total, 2] if is_new and draw.chance(0.3) else [total]
    pool = draw.array(shape) if draw.chance(0.6) else draw.pick(total, draw.numbers(-9, 9, total))
    keywords = {}
    most = total
    if draw.chance(0.4):
        p, most = weights(draw, total)
        keywords["p"] = upload("float64", p) if draw.chance(0.5) else p
    if is_new:
        keywords |= draw.some(shuffle=draw.chance(0.5), axis=0)
    if draw.chance(0.5):
        return made(draw, pool, size=size(draw, most), replace=False, **keywords)
    return made(draw, pool, size(draw, 6), **keywords)


def multinomial(draw):
    p, _ = weights(draw, draw.number(1, 5))
    if draw.chance(0.3):
        p = p[:-1] + [0.0]
    n = draw.pick(0, 1, draw.number(2, 50), 10**4, 10**9, True)
    return made(draw, n, upload(draw.pick("float64", "float64", "float32"), p) if draw.chance(0.3) else p, **draw.some(size=size(draw, 4)))


def seed(draw):
    value = draw.pick(draw.number(0, 2**32 - 1), draw.numbers(0, 2**32 - 1, draw.number(1, 3)), upload("int64", draw.numbers(0, 2**31, 2)), None)
    if value is not None and draw.chance(0.5):
        owner = [Operand("random.RandomState", [1])] if draw.name.startswith("RandomState") else []
        first = [Operand(draw.name, [*owner, value])]
        name = draw.name.replace("seed", "standard_normal")
        return after(first, library(Case(name, [*owner, 2])) if owner else call(name, size=2))
    return made(draw, value)


def set_state(draw):
    state = ["MT19937", upload("uint32", KEY), draw.number(0, 624), draw.number(0, 1), draw.r.uniform(-2, 2)]
    state = state[: draw.pick(3, 5, 5)]
    return made(draw, state)


def permutation(draw):
    array = draw.array(draw.shape(1, 3)) if draw.chance(0.8) else draw.number(0, 9)
    keywords = draw.some(axis=draw.axis(1)) if draw.name.startswith("Generator.") else {}
    return made(draw, array, **keywords)


def permuted(draw):
    shape = draw.shape(1, 3)
    dtype = draw.dtype()
    keywords = {"axis": draw.axis(len(shape))} if draw.chance(0.7) else {}
    if draw.chance(0.25):
        out = tame(dtype, *shape, seed=8)
        return writes(made(draw, draw.array(shape, dtype), out=out, **keywords), out)
    return made(draw, draw.array(shape, dtype), **keywords)


def shuffle(draw):
    array = draw.array(draw.shape(1, 3), is_writable=True)
    return writes(made(draw, array), array)


def uniform(draw):
    low = draw.pick(0.0, -3, tame("float32", 3), [0.5, -1])
    high = draw.pick(5, 9.5, upload("int64", [7, 8, 9])) if not isinstance(low, list) else [7, 8.5]
    return made(draw, low, high, **(draw.some(size=size(draw, 5)) if isinstance(low, (int, float)) and isinstance(high, (int, float)) else {}))


def sized(draw):
    if draw.name == "Generator.standard_exponential":
        return made(draw, size(draw, 5), **draw.some(dtype="float32", method="inv"))
    return made(draw, **draw.some(size=size(draw, 5)))


def get_state(draw):
    draws = [Operand("RandomState.standard_normal", [own := Operand("random.RandomState", [draw.number(0, 99)]), draw.number(0, 3)])]
    return after(draws, library(Case("RandomState.get_state", [own], draw.some(legacy=draw.chance(0.5)))))


def made_anew(draw):
    entropy = draw.pick(draw.number(0, 2**32 - 1), draw.numbers(0, 2**32 - 1, draw.number(1, 4)), upload("uint32", draw.numbers(0, 2**31, 3)))
    return library(Case(draw.name, [entropy]))


NEW = "0.12.4"
CHANCE = {
    "random.choice": (choice, 275), "random.multinomial": (multinomial, 230), "random.seed": (seed, 30), "random.set_state": (set_state, 16),
    "Generator.choice": (choice, {NEW: 380}), "Generator.permutation": (permutation, {NEW: 135}), "Generator.permuted": (permuted, {NEW: 190}),
    "Generator.uniform": (uniform, {NEW: 45}), "RandomState.shuffle": (shuffle, {NEW: 15}), "RandomState.seed": (seed, {NEW: 40}),
    "RandomState.set_state": (set_state, {NEW: 16}), "RandomState.get_state": (get_state, {NEW: 8}),
    **dict.fromkeys(("RandomState.standard_exponential", "RandomState.tomaxint", "RandomState.random_sample"), (sized, {NEW: 16})),
    **dict.fromkeys(("random.RandomState", "random.SeedSequence"), (made_anew, {NEW: 15})),
}

