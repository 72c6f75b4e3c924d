"""Functions of numpy.random on the state they share: seeds, distributions, sizes, refusals, sequences of mixed calls."""

from cases import after, call, digest, library, raw, writes
from families.random_parameters import (
    BOUND_ARRAYS, INF, LEGACY, LIMITS, MOVED, NAN, NO_BOUNDS, ODD_SIZES, POOLS, SCALARS, SEEDS, SIZES, SPANS, WEIGHTS,
    arrays, rows, sized,
)
from operands import DTYPES, Operand, ones, rng, sliced, symmetric_data, tame, transposed, upload
from cases import Slice

INTS = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "bool"]


def seed(number):
    return Operand("random.seed", [number])


def seeded(number, op, *args, **kwargs):
    return after([seed(number)], call("random." + op, *args, **kwargs))


def seeding():
    draws = [lambda *_, **kwargs: call("random.random", size=2), lambda *_, **kwargs: call("random.randint", 1000, size=3)]
    seeds = [
        *SEEDS, 7, 2**31, 2**32, -1, 1.0, 2.5, "x", True, [], [1], [1, 2, 3], [0] * 3, [2**32 - 1, 5], [-1], [2**32], [1.5],
        [[1, 2]], list(range(700)), tame("int64", 3, span=0), upload("int64", [5, 6]), upload("uint64", [5, 6]),
        upload("int64", [5], ()), upload("int64", [5]), upload("int32", [9, 8, 7]), upload("float64", [5.0]), [True, False],
        upload("int64", [1, 2, 3, 4], (2, 2)), 2**64 - 1, [2**64 - 1], b"ab",
    ]
    for value in seeds:
        yield call("random.seed", value)
        for draw in draws:
            yield after([seed(3), Operand("random.seed", [value])], draw())
    yield call("random.seed")
    yield call("random.seed", seed=4)
    yield call("random.seed", 4, 5)


def states():
    yield "random.get_state", [
        *(after([seed(n)], call("random.get_state")) for n in (0, [1, 2])),
        after([seed(1), Operand("random.standard_normal")], call("random.get_state")),
        after([seed(1), Operand("random.random", [400])], call("random.get_state")),
        after([seed(1)], call("random.get_state", False)), after([seed(1)], call("random.get_state", legacy=True)),
        call("random.get_state", 1, 2),
    ]
    key = upload("uint32", [n * 2654435761 % 2**32 for n in range(624)])
    good = ["MT19937", key, 600, 1, 0.25]
    others = [
        ["MT19937", key, 624], ["MT19937", key, 0, 0, 0.0], ["MT19937", tame("int64", 624, span=0), 5, 0, 0.0],
        ["MT19937", upload("uint32", [1, 2]), 5, 0, 0.0], ["PCG64", key, 5, 0, 0.0], [], 5, None, "x", ["MT19937"],
        ["MT19937", key, 600, 1], {"bit_generator": "MT19937"}, ["MT19937", key, 600.5, 1, 0.25],
        ["MT19937", list(range(624)), 623, 0, 0.0],
    ]
    cases = [after([seed(1)], call("random.set_state", state)) for state in [good, *others]]
    yield "random.set_state", cases
    restored = [
        after([seed(1), Operand("random.set_state", [state])], call("random.standard_normal", size=3))
        for state in [good, *others[1:]]
    ]
    # The reference cannot restore a state, a list to it; the library behind it can.
    for case in restored:
        case.via = "raw"
    yield "random.standard_normal", [library(case) for case in restored]


def distribution(name):
    table = LEGACY[name]
    for number, args in enumerate(table):
        for seed_number in SEEDS:
            for size in SIZES:
                yield seeded(seed_number, name, *args, **sized(size))
        yield seeded(number, name, *args, size=20)
    plain = table[0]
    for size in ODD_SIZES:
        yield seeded(1, name, *plain, size=size)
    yield seeded(1, name, *plain, None)
    yield seeded(1, name, *plain, 2, 3)
    yield seeded(1, name, *plain, out=3)
    yield seeded(1, name, *plain[:-1])
    full = max(table, key=len)
    for at in range(len(full)):
        for value in SCALARS:
            yield seeded(2, name, *full[:at], value, *full[at + 1 :])
        for value in arrays():
            args = (*full[:at], value, *full[at + 1 :])
            yield seeded(3, name, *args)
            yield seeded(3, name, *args, size=[2, 3])
    if len(full) > 1:
        yield seeded(4, name, *[upload("float64", [0.5, 0.25]) for _ in full])
        yield seeded(4, name, *[upload("int64", [2, 3], (2, 1)) for _ in full[:-1]], upload("float64", [0.5, 0.9]))
        yield seeded(4, name, *[upload("float64", [0.5, 0.25, 1.0]) for _ in full[:-1]], upload("float64", [0.5, 0.9]))
    for args in rows(name):
        yield digest(seeded(99, name, *args, size=10**6))


def flat(name):
    """random, random_sample, ranf, sample: a size and nothing else."""
    for n in SEEDS:
        for size in [*SIZES, 5, [3, 1], 700]:
            yield seeded(n, name, **sized(size))
    for size in ODD_SIZES:
        yield seeded(1, name, size)
    yield seeded(1, name, 2, 3)
    yield seeded(1, name, size=upload("int64", [2, 3]))
    yield seeded(1, name, shape=3)
    yield digest(seeded(1, name, 10**6))


def dims(name):
    """rand, randn: extents."""
    for n in SEEDS:
        for args in [(), (3,), (2, 2), (5,), (1, 2, 1), (0,), (2, 0)]:
            yield seeded(n, name, *args)
    for args in [(-1,), (2.5,), ("x",), ([2],), (None,), (True,), (2, -1), (2**63,), (2**40, 2**40), (upload("int64", [2], ()),)]:
        yield seeded(1, name, *args)
    yield seeded(1, name, size=3)
    yield digest(seeded(1, name, 10**6))


def randint():
    for args in SPANS:
        for n in SEEDS[:3]:
            for size in SIZES:
                yield seeded(n, "randint", *args, **sized(size))
    for dtype in INTS:
        low, high = LIMITS[dtype]
        high = min(high + 1, 2**64 - 1)  # one beyond the greatest value, as far as a request can say it
        spans = [(low, high), (0, 1), (1, 2), (0, 2), (low, low + 1), (high - 1, high), (low, high - 1), (low - 1, high), (low, high + 1)]
        if dtype != "bool":
            spans += [(0, 100), (3, 120), (5,)]
        for args in spans:
            for size in [None, 7, [2, 3]]:
                yield seeded(11, "randint", *args, dtype=dtype, **sized(size))
        yield seeded(12, "randint", [0, 1], [1, 2], dtype=dtype)
        yield seeded(12, "randint", upload(dtype, [0, 1, 0]), 2, dtype=dtype)
        yield seeded(12, "randint", 0, upload("int64", [1, 2]), size=[3, 2], dtype=dtype)
        yield digest(seeded(13, "randint", low, high, size=10**6, dtype=dtype))
    for dtype in ["float64", "float32", "complex128", "int", "bool_", "x", ">i4", None, 5, "i2", "intp", "uint", "long"]:
        yield seeded(14, "randint", 0, 2, size=3, dtype=dtype)
    for value in NO_BOUNDS:
        yield seeded(15, "randint", value)
        yield seeded(15, "randint", 0, value)
        yield seeded(15, "randint", value, 10, size=2)
    for low, high in BOUND_ARRAYS:
        for dtype in ["int64", "int32", "uint8", "int8", "uint64"]:
            yield seeded(16, "randint", low, high, dtype=dtype)
            yield seeded(16, "randint", low, high, size=[4, 2], dtype=dtype)
    for size in ODD_SIZES:
        yield seeded(17, "randint", 9, size=size)
    yield digest(seeded(18, "randint", 1000, size=10**6))
    yield digest(seeded(18, "randint", 2**40, size=10**6))
    yield seeded(18, "randint")
    yield seeded(18, "randint", 1, 2, 3, "int64", 5)


def choice():
    for pool in [*POOLS, upload("int8", [4, 5, 6]), transposed(tame("float64", 3, 1))]:
        for size in [None, 2, [2, 1], 0, []]:
            for replace in (True, False):
                yield seeded(21, "choice", pool, size, replace)
    for p in [*WEIGHTS, None, upload("float64", [1.0], ())]:
        for size in [None, 1, 2, 3, 4, [2, 1]]:
            for replace in (True, False):
                for pool in (3, [10.5, 11.5, 12.5]):
                    yield seeded(22, "choice", pool, size=size, replace=replace, p=p)
    for n in SEEDS:
        yield seeded(n, "choice", 100, 10)
        yield seeded(n, "choice", 100, 10, replace=False)
        yield seeded(n, "choice", 20, 15, False, [(k + 1) / 210 for k in range(20)])
    for size in ODD_SIZES:
        yield seeded(1, "choice", 9, size)
        yield seeded(1, "choice", 9, size, p=[1 / 9] * 9)
    yield seeded(1, "choice", 9, 3, 0)
    yield seeded(1, "choice", 9, 3, "x")
    yield seeded(1, "choice", 9, 3, None)
    yield seeded(1, "choice", 9, 10, False)
    yield seeded(1, "choice")
    yield digest(seeded(1, "choice", 1000, 10**6))
    yield digest(seeded(1, "choice", 10**6, 10**6, False))
    yield digest(seeded(1, "choice", 4, 10**6, p=[0.1, 0.2, 0.3, 0.4]))


def movers():
    inputs = [
        *MOVED, [[1], [2, 3]], sliced(tame("float32", 4, 4), Slice(None, None, 2), Slice(1)), tame("float64", 1, 5),
    ]
    yield "random.permutation", [
        *(seeded(n, "permutation", x) for x in inputs for n in (31, 32)), *(seeded(n, "permutation", 300) for n in SEEDS),
        seeded(1, "permutation"), seeded(1, "permutation", 5, 6), digest(seeded(1, "permutation", 10**6)),
    ]
    arrays_only = [x for x in inputs if isinstance(x, Operand)]
    yield "random.shuffle", [
        *(writes(seeded(n, "shuffle", x), x) for x in arrays_only for n in (33, 34)),
        *(seeded(33, "shuffle", x) for x in inputs if not isinstance(x, Operand)), seeded(1, "shuffle"), seeded(1, "shuffle", [1], 2),
        *(after([seed(5), Operand("random.shuffle", [x])], call("random.random", size=2)) for x in inputs),
    ]
    yield "random.bytes", [
        *(seeded(n, "bytes", length) for n in SEEDS for length in (0, 1, 3, 4, 5, 17)),
        *(seeded(1, "bytes", x) for x in (-1, 2.5, "x", None, [2], True, NAN, 2**40 * 0 + 3.0, upload("int64", [3], ()), 2**63)),
        *(after([seed(5), Operand("random.bytes", [x])], call("random.random", size=2)) for x in (0, 1, 4, 5, 9)),
        seeded(1, "bytes"), seeded(1, "bytes", length=6), digest(seeded(1, "bytes", 4000)),
    ]


def multivariate():
    name = "multivariate_normal"
    pairs = [
        ([0.0, 0.0], [[1.0, 0.0], [0.0, 1.0]]), ([1.0, 2.0], [[2.0, 0.5], [0.5, 1.0]]), ([0.0], [[4.0]]),
        ([1, 2, 3], [[1, 0, 0], [0, 2, 0], [0, 0, 3]]), ([0.0, 0.0], [[0.0, 0.0], [0.0, 0.0]]), ([0.0, 0.0], [[1.0, 2.0], [2.0, 1.0]]),
        ([0.0, 0.0], [[1.0, 0.3], [0.0, 1.0]]), (tame("float64", 3), symmetric_data(3)), (tame("float32", 2), [[2.0, 0.1], [0.1, 3.0]]),
        ([0.0, 0.0, 0.0], [[3.0, 1.0, 0.5], [1.0, 2.0, 0.2], [0.5, 0.2, 1.0]]),
    ]
    for mean, cov in pairs:
        for n in SEEDS[:3]:
            for size in [*SIZES, 0, [], [2]]:
                yield seeded(n, name, mean, cov, **sized(size))
        for check in ("warn", "raise", "ignore", "x", None):
            yield seeded(41, name, mean, cov, 2, check)
        yield seeded(41, name, mean, cov, tol=1e-2, check_valid="raise")
        yield after([seed(5), Operand("random." + name, [mean, cov], {"size": 3})], call("random.standard_normal", size=3))
    for mean, cov in [
        (0.0, [[1.0]]), ([0.0], 1.0), ([0.0, 0.0], [[1.0]]), ([[0.0]], [[1.0]]), ([0.0, 0.0], [1.0, 1.0]), ([0.0], [[NAN]]),
        ([0.0], [[INF]]), ([NAN], [[1.0]]), ([], []), ("x", [[1.0]]), ([0.0], "x"), (None, None),
        ([0.0, 0.0], [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]),
    ]:
        yield seeded(42, name, mean, cov)
    for size in ODD_SIZES:
        yield seeded(43, name, [0.0, 0.0], [[1.0, 0.2], [0.2, 1.0]], size)
    yield digest(seeded(44, name, [0.0, 1.0], [[1.0, 0.0], [0.0, 1.0]], 10**5))
    yield seeded(44, name)
    yield seeded(44, name, [0.0])


def compound():
    """More of multinomial and dirichlet: vectors of probabilities."""
    yield "random.multinomial", [
        *(seeded(51, "multinomial", n, p, **sized(size))
          for n in (10, 0, -1, 2.5, [10, 20], "x", None, 2**63, upload("int64", [7], ()), upload("int64", [7, 8]))
          for p in ([0.5, 0.5], [0.3, 0.8], [], [NAN, 0.5], [-0.1, 1.1], 0.5, [[0.5, 0.5]], "x", tame("float32", 3), [0.5, 0.5 + 1e-10])
          for size in (None, 2)),
    ]
    yield "random.dirichlet", [
        *(seeded(52, "dirichlet", a, **sized(size))
          for a in ([1.0, -1.0], [0.0, 1.0], [], [NAN], 2.0, [[1.0, 2.0]], "x", [INF, 1.0], upload("float32", [1.0, 2.0]), tame("int64", 2))
          for size in (None, 2, [2, 1])),
    ]


def symmetric(release):
    group = {"__symmetry_group__": {"axes": [0, 1], "generators": [[1, 0]]}}
    cycle = {"__symmetry_group__": {"axes": [0, 1, 2], "generators": [[1, 2, 0]]}}
    full = {"__symmetry_group__": {"axes": [0, 1, 2], "generators": [[1, 0, 2], [0, 2, 1]]}}
    last = {"__symmetry_group__": {"axes": [1, 2], "generators": [[1, 0]]}}
    blocks = {"__symmetry_group__": {"axes": [0, 1, 2, 3], "generators": [[2, 3, 0, 1]]}}
    trivial = {"__symmetry_group__": {"axes": [0, 1], "generators": []}}

    def made(*args, **kwargs):
        return after([seed(61)], raw("random.symmetric", *args, **kwargs))

    for shape, g in [([3, 3], group), ([2, 2, 2], cycle), ([3, 3, 3], full), ([2, 3, 3], last), ([2, 3, 2, 3], blocks), ([1, 1], group),
                     ([0, 0], group), ([3, 3], trivial), ([3, 2], group), (3, group), ([3], group), ([2, 2], cycle), ([4, 4, 2], group)]:
        yield made(shape, g)
        for mode in ("reynolds-projection", "canonical-copy", "x", None, 5):
            yield made(shape, g, mode=mode)
        for name in ("randn", "rand", "random", "normal", "uniform", "standard_normal", "exponential", "poisson", "binomial", "x", "seed",
                     "randint", "permutation", 5, None, "standard_exponential", "RandomState", "standard_t", "bytes", "laplace", "gumbel",
                     "logistic", "lognormal", "rayleigh", "standard_cauchy", "random_sample", "ranf", "sample", "default_rng"):
            yield made(shape, g, name)
    for name, kwargs in [("normal", {"loc": 1.0, "scale": 2.0}), ("uniform", {"low": -1.0}), ("randint", {"low": 0, "high": 9}), ("gamma", {"shape": 2.0}),
                         ("poisson", {"lam": 4.0}), ("normal", {"scale": -1.0}), ("normal", {"x": 1}), ("beta", {"a": 1.0, "b": 2.0}),
                         ("randint", {"high": 5}), ("binomial", {"n": 5, "p": 0.5}), ("choice", {"a": 5}), ("normal", {"size": 3}), ("randn", {"loc": 1}),
                         ("chisquare", {"df": 3}), ("zipf", {"a": 2.0}), ("standard_gamma", {"shape": 2.0}), ("dirichlet", {"alpha": [1.0, 2.0]})]:
        for mode in ("reynolds-projection", "canonical-copy"):
            yield made([3, 3], group, name, mode=mode, **kwargs)
    for shape in ("x", None, 2.5, [2.5, 2.5], [-1, -1], [True, True], [[2, 2]], "33", ["3", "3"], tame("int64", 2, span=0)):
        yield made(shape, group)
    yield made([3, 3])
    yield made([3, 3], None)
    yield made([3, 3], [1, 0])
    yield made([3, 3], 5)
    yield after([seed(61), Operand("random.symmetric", [[2, 2], group])], call("random.random", size=2))


SOUND = [
    ("random", {"size": 2}), ("rand", (3,)), ("randn", (3,)), ("standard_normal", {"size": 1}), ("standard_normal", ()), ("normal", (1.0, 2.0)),
    ("uniform", (0.0, 2.0, 2)), ("randint", (100,)), ("randint", (0, 2**40, 2)), ("randint", (0, 5, 3, "uint8")), ("randint", (0, 2, 5, "bool")),
    ("poisson", (3.0,)), ("poisson", (30.0, 2)), ("binomial", (10, 0.4, 2)), ("binomial", (500, 0.4)), ("gamma", (0.5, 1.0, 2)), ("gamma", (3.0,)),
    ("beta", (0.5, 0.5)), ("choice", (7, 2)), ("choice", (7, 3, False)), ("choice", (3, 2, True, [0.2, 0.3, 0.5])), ("permutation", (6,)),
    ("bytes", (5,)), ("exponential", (2.0, 2)), ("standard_t", (3.0,)), ("wald", (1.0, 2.0)), ("vonmises", (0.0, 2.0)), ("lognormal", (0.0, 1.0, 3)),
    ("hypergeometric", (20, 30, 15)), ("logseries", (0.7,)), ("zipf", (2.5,)), ("geometric", (0.2, 2)), ("triangular", (0.0, 1.0, 2.0)),
    ("dirichlet", ([1.0, 2.0],)), ("multinomial", (10, [0.3, 0.7])), ("standard_cauchy", (2,)), ("negative_binomial", (3, 0.4)), ("f", (2.0, 3.0)),
    ("get_state", ()), ("noncentral_chisquare", (3.0, 2.0)), ("chisquare", (2.0,)), ("power", (2.0,)), ("weibull", (1.5, 2)), ("pareto", (2.0,)),
]
UNSOUND = [
    ("normal", (0.0, -1.0)), ("randint", (0,)), ("poisson", (-1.0,)), ("choice", (3, 5, False)), ("uniform", (0.0, INF)), ("binomial", (5, 1.5)),
    ("random", (-1,)), ("randn", (2.5,)), ("permutation", ("x",)), ("gamma", (-1.0,)), ("multinomial", (5, [0.9, 0.9])), ("choice", (0,)),
    ("standard_normal", ("x",)), ("dirichlet", ([-1.0],)), ("hypergeometric", (1, 1, 5)), ("triangular", (1.0, 0.0, 2.0)), ("seed", (-1,)),
    ("choice", (3, 2, True, [0.5, 0.6, 0.7])), ("choice", (3, 3, False, [0.5, 0.5, 0.0])), ("randint", (0, 300, 2, "int8")),
]


def program(table, wrong, dice):
    """Some calls in a row, and one more whose result shows where they left the state."""
    def pick():
        return dice.choice(wrong if wrong and dice.random() < 0.25 else table)

    return [pick() for _ in range(dice.randint(1, 6))], dice.choice(table)


def split(arguments):
    return ((), arguments) if isinstance(arguments, dict) else (arguments, {})


def sequences(count):
    """(operation, case) pairs: programs of mixed calls after a seed."""
    dice = rng("random sequences")
    for number in range(count):
        steps, (name, arguments) = program(SOUND, UNSOUND, dice)
        first = [seed(number), *(Operand("random." + step, *split(given)) for step, given in steps)]
        args, kwargs = split(arguments)
        yield "random." + name, after(first, call("random." + name, *args, **kwargs))


def random(release):
    groups = {"random.seed": list(seeding())}

    def add(name, cases):
        groups.setdefault(name, []).extend(cases)

    for name, cases in states():
        add(name, cases)
    for name in LEGACY:
        add("random." + name, distribution(name))
    for name in ("random", "random_sample", "ranf", "sample"):
        add("random." + name, flat(name))
    for name in ("rand", "randn"):
        add("random." + name, dims(name))
    add("random.randint", randint())
    add("random.choice", choice())
    for name, cases in [*movers(), *compound()]:
        add(name, cases)
    add("random.multivariate_normal", multivariate())
    add("random.random_integers", [raw("random.random_integers", 5)])
    if release != "0.4.1":
        add("random.symmetric", symmetric(release))
    for name, case in sequences(700):
        add(name, [case])
    return groups.items()
