"""Random objects: Generator, RandomState and SeedSequence, their methods, refusals, sequences of mixed calls."""

from cases import Case, Slice, after, call, digest, library, method, raw, writes
from families.random_functions import INTS, SOUND, UNSOUND, program, split
from families.random_parameters import (
    BOUND_ARRAYS, INF, LEGACY, LIMITS, MOVED, NAN, NO_BOUNDS, ODD_SIZES, POOLS, SCALARS, SPANS, WEIGHTS, arrays, rows, sized,
)
from operands import DTYPES, Operand, broadcasted, ones, rng, sliced, tame, transposed, upload

ENTROPY = [0, 1, 42, 2**32, 2**64 - 1, [2**63 + 5, 2**40, 0], [1, 2, 3], [2**40, 7], [0], list(range(9))]
ADMITTED = (
    "uniform standard_normal normal integers random standard_exponential exponential poisson binomial beta gamma choice permutation permuted "
    "chisquare"
).split()


def generator(seed=0):
    return Operand("random.default_rng", [seed])


def state(seed=0):
    return Operand("random.RandomState", [seed])


def drawn(seed, name, *args, **kwargs):
    return method(name, generator(seed), *args, **kwargs)


def old(seed, name, *args, **kwargs):
    return library(Case("RandomState." + name, [state(seed), *args], kwargs))


def seeding():
    odd = [-1, 2.5, "x", None, [], [-1], [1.5], [[1, 2], [3]], True, upload("int64", [1, 2]), upload("uint32", [7]), upload("uint32", [7, 8, 9]), upload("uint32", [1, 2, 3, 4], (2, 2)), upload("float64", [1.0]),
           upload("int64", [3], ()), "123", b"ab", [True], ["0x10"], "0x10", generator(3)]
    for value in [*ENTROPY, *odd]:
        if value is not None:
            yield call("random.default_rng", value)
    yield call("random.default_rng")
    yield call("random.default_rng", seed=5)
    yield call("random.default_rng", 5, 6)


def methods():
    """The methods of Generator a client may call that are plain distributions."""
    for name in ("uniform", "normal", "exponential", "poisson", "binomial", "beta", "gamma", "chisquare"):
        def cases(name=name):
            table = LEGACY[name]
            for args in table:
                for seed in (0, 42, [1, 2, 3]):
                    for size in (None, 3, [2, 2]):
                        yield drawn(seed, name, *args, **sized(size))
                yield drawn(7, name, *args, size=20)
            plain = table[0]
            for size in ODD_SIZES:
                yield drawn(1, name, *plain, size=size)
            yield drawn(1, name, *plain, None)
            yield drawn(1, name, *plain, 2, 3)
            yield drawn(1, name, *plain, dtype="float32")
            full = max(table, key=len)
            for at in range(len(full)):
                for value in SCALARS:
                    yield drawn(2, name, *full[:at], value, *full[at + 1 :])
                for value in arrays():
                    yield drawn(3, name, *full[:at], value, *full[at + 1 :])
                    yield drawn(3, name, *full[:at], value, *full[at + 1 :], size=[2, 3])
            if len(full) > 1:
                yield drawn(4, name, *[upload("float64", [0.5, 0.25]) for _ in full])
                yield drawn(4, name, *[upload("int64", [2, 3], (2, 1)) for _ in full[:-1]], upload("float64", [0.5, 0.9]))
            for args in rows(name):
                yield digest(drawn(99, name, *args, size=10**6))

        yield "Generator." + name, cases()


def floats():
    """random, standard_normal, standard_exponential: dtypes, methods, out."""
    for name in ("random", "standard_normal", "standard_exponential"):
        def cases(name=name):
            for seed in ENTROPY:
                for size in (None, 3, [2, 2], 300):
                    yield drawn(seed, name, **sized(size))
                    yield drawn(seed, name, dtype="float32", **sized(size))
            for size in ODD_SIZES:
                yield drawn(1, name, size)
            for dtype in ["float64", "float16", "int64", "f", "d", "f4", "<f8", ">f8", "x", None, 5, "float", "double", "complex128", "single"]:
                yield drawn(1, name, 3, dtype)
                yield drawn(1, name, 3, dtype=dtype)
            yield drawn(1, name, upload("int64", [2, 2]))
            yield drawn(1, name, 2, "float64", 3, 4, 5)
            for out in [tame("float64", 3), tame("float32", 3), tame("float64", 2, 2), transposed(tame("float64", 2, 3)), tame("int64", 3), ones(3, 3),
                        sliced(tame("float64", 6), Slice(None, None, 2)), 5, [0.0, 0.0], broadcasted(tame("float64", 1), 3)]:
                for extra in ({}, {"size": 3}, {"size": [2, 2]}, {"dtype": "float32"}, {"dtype": "float32", "size": [3]}):
                    case = drawn(1, name, out=out, **extra)
                    if isinstance(out, Operand):
                        case.observe = [out]
                    yield case
            if name == "standard_exponential":
                for way in ("zig", "inv", "x", None, 5):
                    for dtype in ("float64", "float32"):
                        yield drawn(5, name, 4, dtype, way)
                        yield drawn(5, name, method=way, dtype=dtype)
                yield digest(drawn(99, name, 10**6, method="inv"))
                yield digest(drawn(99, name, 10**6, method="inv", dtype="float32"))
            else:
                yield drawn(5, name, 4, method="zig")
            yield digest(drawn(99, name, 10**6))
            yield digest(drawn(99, name, 10**6, dtype="float32"))

        yield "Generator." + name, cases()


def integers():
    name = "integers"
    for args in SPANS:
        for seed in (0, 42, [1, 2, 3]):
            for size in (None, 3, [2, 2]):
                for endpoint in (False, True):
                    yield drawn(seed, name, *args, endpoint=endpoint, **sized(size))
    for dtype in INTS:
        low, high = LIMITS[dtype]
        for args in [(low, high), (0, 1), (1, 1), (0, 2), (low, low), (high, high), (low, high - 1), (low - 1, high), (low, high + 1), (0, 100), (5,)]:
            for endpoint in (False, True):
                for size in (None, 7):
                    yield drawn(11, name, *args, dtype=dtype, endpoint=endpoint, **sized(size))
        yield drawn(12, name, [0, 1], [1, 2], dtype=dtype)
        yield drawn(12, name, upload(dtype, [0, 1, 0]), 2, dtype=dtype)
        yield drawn(12, name, 0, upload("int64", [1, 2]), size=[3, 2], dtype=dtype, endpoint=True)
        yield digest(drawn(13, name, low, high, 10**6, dtype, True))
        yield digest(drawn(13, name, low, high - 1 if dtype != "bool" else 1, 10**6, dtype, True))
    for dtype in ["float64", "float32", "complex128", "int", "bool_", "x", ">i4", None, 5, "i2", "uint"]:
        yield drawn(14, name, 0, 2, 3, dtype)
    for value in NO_BOUNDS:
        yield drawn(15, name, value)
        yield drawn(15, name, 0, value)
        yield drawn(15, name, value, 10, 2)
    for low, high in BOUND_ARRAYS:
        for dtype in ("int64", "int32", "uint8", "int8", "uint64"):
            yield drawn(16, name, low, high, dtype=dtype)
            yield drawn(16, name, low, high, size=[4, 2], dtype=dtype, endpoint=True)
    for size in ODD_SIZES:
        yield drawn(17, name, 9, size=size)
    yield drawn(17, name, 9, endpoint="x")
    for high in (1000, 2**40, 7, 2**33):
        yield digest(drawn(18, name, high, size=10**6))
    yield drawn(18, name)
    yield drawn(18, name, 1, 2, 3, "int64", False, 5)


def choice():
    name = "choice"
    for pool in [*POOLS, tame("float64", 3, 4, 2)]:
        for size in (None, 2, [2, 1], 0, []):
            for replace in (True, False):
                yield drawn(21, name, pool, size, replace)
                yield drawn(21, name, pool, size, replace, shuffle=False)
        for axis in (0, 1, -1, 2, None, "x", 1.0):
            yield drawn(21, name, pool, 2, axis=axis)
            yield drawn(21, name, pool, 2, False, axis=axis)
            yield drawn(21, name, pool, [2, 2], True, None, axis)
    for p in WEIGHTS:
        for size in (None, 1, 2, 3, 4, [2, 1]):
            for replace in (True, False):
                yield drawn(22, name, 3, size=size, replace=replace, p=p)
                yield drawn(22, name, [10.5, 11.5, 12.5], size=size, replace=replace, p=p, shuffle=False)
    for seed in ENTROPY:
        yield drawn(seed, name, 100, 10)
        yield drawn(seed, name, 100, 10, False)
        yield drawn(seed, name, 100, 60, False, shuffle=False)
        yield drawn(seed, name, 20, 15, False, [(k + 1) / 210 for k in range(20)])
        yield drawn(seed, name, 20000, 30, False)
        yield digest(drawn(seed, name, 20000, 5000, False))
        yield digest(drawn(seed, name, 20000, 5000, False, shuffle=False))
    for size in ODD_SIZES:
        yield drawn(1, name, 9, size)
        yield drawn(1, name, 9, size, False)
    yield drawn(1, name, 9, 10, False)
    yield drawn(1, name)
    yield digest(drawn(1, name, 1000, 10**6))
    yield digest(drawn(1, name, 10**6, 10**6, False))


def movers():
    yield "Generator.permutation", [
        *(drawn(n, "permutation", x) for x in MOVED for n in (31, 32)),
        *(drawn(33, "permutation", x, axis) for x in MOVED for axis in (1, -1, 2, None, "x", 0.5)),
        *(drawn(n, "permutation", 300) for n in ENTROPY), drawn(1, "permutation"), drawn(1, "permutation", 5, 0, 6),
        digest(drawn(1, "permutation", 10**6)),
    ]
    permuted = [
        *(drawn(n, "permuted", x) for x in MOVED for n in (31, 32)),
        *(drawn(33, "permuted", x, axis=axis) for x in MOVED for axis in (0, 1, -1, 2, "x", 0.5)),
        drawn(1, "permuted"), drawn(1, "permuted", [1, 2], 0),
    ]
    for out in (tame("float64", 3, 2), tame("float32", 3, 2), tame("float64", 2, 3), ones(3, 2), transposed(tame("float64", 2, 3)), 5):
        for axis in (None, 0, 1):
            case = drawn(34, "permuted", tame("float64", 3, 2, seed=9), axis=axis, out=out)
            case.observe = [out] if isinstance(out, Operand) else []
            permuted.append(case)
    same = tame("float64", 4, 2, seed=3)
    for axis in (None, 0, 1):
        case = drawn(35, "permuted", same, axis=axis, out=same)
        case.observe = [same]
        permuted.append(case)
    yield "Generator.permuted", permuted


FLOWS = [
    ("random", {"size": 2}), ("random", {"size": 3, "dtype": "float32"}), ("random", {"dtype": "float32"}), ("standard_normal", {"size": 2}),
    ("standard_normal", {"dtype": "float32", "size": 3}), ("normal", (1.0, 2.0)), ("uniform", (0.0, 2.0, 2)), ("integers", (100,)),
    ("integers", (0, 2**40, 2)), ("integers", (0, 5, 3, "uint8")), ("integers", (0, 2, 5, "bool")), ("integers", (0, 5, 1, "int16")), ("poisson", (3.0,)),
    ("poisson", (30.0, 2)), ("binomial", (10, 0.4, 2)), ("binomial", (500, 0.4)), ("gamma", (0.5, 1.0, 2)), ("gamma", (3.0,)), ("beta", (0.5, 0.5)),
    ("choice", (7, 2)), ("choice", (7, 3, False)), ("choice", (3, 2, True, [0.2, 0.3, 0.5])), ("permutation", (6,)), ("permuted", ([1, 2, 3, 4],)),
    ("exponential", (2.0, 2)), ("standard_exponential", {"size": 2}), ("standard_exponential", {"dtype": "float32"}), ("chisquare", (2.0,)),
    ("integers", {"low": 9}), ("choice", (20000, 30, False)), ("integers", (3, 9, 4, "int32", True)),
]
BROKEN = [
    ("normal", (0.0, -1.0)), ("integers", (0,)), ("poisson", (-1.0,)), ("choice", (3, 5, False)), ("uniform", (0.0, INF)), ("binomial", (5, 1.5)),
    ("random", (-1,)), ("random", (3, "int64")), ("gamma", (-1.0,)), ("choice", (0,)), ("choice", (3, 2, True, [0.5, 0.6, 0.7])), ("lognormal", ()),
    ("choice", (3, 3, False, [0.5, 0.5, 0.0])), ("integers", (0, 300, 2, "int8")), ("permutation", ("x",)), ("uniform", (2.0, 1.0)),
]


def sequences(count):
    dice = rng("generator sequences")
    for number in range(count):
        steps, (name, arguments) = program(FLOWS, BROKEN, dice)
        own = generator(number)
        first = []
        for step, given in steps:
            args, kwargs = split(given)
            first.append(Operand("Generator." + step, [own, *args], kwargs))
        args, kwargs = split(arguments)
        yield "Generator." + name, after(first, method(name, own, *args, **kwargs))


def old_sequences(count):
    dice = rng("old sequences")
    for number in range(count):
        steps, (name, arguments) = program(SOUND, UNSOUND, dice)
        own = state(number)
        first = []
        for step, given in steps:
            args, kwargs = split(given)
            first.append(Operand("RandomState." + step, [own, *args], kwargs))
        args, kwargs = split(arguments)
        yield "RandomState." + name, after(first, library(Case("RandomState." + name, [own, *args], kwargs)))


def old_methods():
    """RandomState: what the module's functions do, on a state of its own, at prices of its own."""
    for name, table in LEGACY.items():
        plain = table[0]
        yield "RandomState." + name, [
            *(old(5, name, *args, **sized(size)) for args in table for size in (None, 3)),
            *(old(6, name, *plain, size=size) for size in ([2, 2], 0, [], -1, 2.5, "x")), old(6, name, *plain, "x", 5, 6),
            *(old(6, name, value, *plain[1:]) for value in (-1.0, NAN, [0.5, 0.7], "x", None, upload("float64", [0.5, 0.25]))),
        ]
    for name in ("random", "random_sample"):
        yield "RandomState." + name, [old(n, name, **sized(size)) for n in (0, 5) for size in (None, 3, [2, 2], 0, -1, 2.5, "x", [])]
    for name in ("rand", "randn"):
        yield "RandomState." + name, [old(n, name, *args) for n in (0, 5) for args in ((), (3,), (2, 2), (0,), (-1,), (2.5,), ("x",), ([2],))]
    yield "RandomState.tomaxint", [old(n, "tomaxint", **sized(size)) for n in (0, 5) for size in (None, 3, [2, 2], 0, -1, 2.5, "x", [])]
    yield "RandomState.randint", [
        *(old(n, "randint", *args, **kwargs) for n in (0, 5)
          for args in ((5,), (0,), (-3, 9), (0, 2**40), (5, 2)) for kwargs in ({}, {"size": 4}, {"dtype": "int8"}, {"size": [2, 2], "dtype": "uint64"})),
    ]
    yield "RandomState.random_integers", [
        old(n, "random_integers", *args) for n in (0, 5) for args in ((5,), (0,), (-3, 9), (2, 2), (5, 2), (9, None, 3), (1, 6, [2, 2]), (2.5,), ("x",))
    ]
    yield "RandomState.choice", [
        old(n, "choice", *args) for n in (0, 5)
        for args in ((5,), (5, 3), (5, 3, False), ([1.5, 2.5], 4), (3, 2, True, [0.2, 0.3, 0.5]), (3, 2, False, [0.2, 0.3, 0.5]), (0,), (3, 5, False),
                     (tame("float64", 4), 2), (tame("float64", 2, 2), 2), (3, 2, True, [0.5, 0.6, 0.7]), ([], 0), ("x",), (None,), (4, [], False))
    ]
    yield "RandomState.permutation", [
        old(n, "permutation", *args) for n in (0, 5)
        for args in ((5,), (0,), ([1, 2, 3],), (tame("float64", 3, 2),), (tame("int64", 4),), ("x",), (None,), (2.5,), (-1,), ([[1, 2], [3, 4]],), (5, 6))
    ]
    arrays_shuffled = [
        tame("float64", 3), tame("float64", 1), tame("float64", 0, 3), tame("float64", 4, 3), tame("complex128", 5), tame("int8", 17), tame("bool", 3),
        tame("float32", 3, 2, 2), transposed(tame("int64", 3, 4)), sliced(tame("float64", 9), Slice(None, None, 2)), ones("float64", 3, 3), upload("float64", [2.5], ()),
    ]
    yield "RandomState.shuffle", [
        *(writes(old(n, "shuffle", x), x) for n in (0, 5) for x in arrays_shuffled),
        *(old(n, "shuffle", *args) for n in (0, 5) for args in (([1, 2, 3],), ([],), ([[1, 2], [3, 4]],), (5,), (2.5,), (None,), (True,), (), ([1, 2], 1))),
        *(after([Operand("RandomState.shuffle", [own, x])], library(Case("RandomState.standard_normal", [own, 3])))
          for own in [state(4)] for x in (*arrays_shuffled, list(range(9)), "abc", "a", "5", "", b"abc", b"5", ["a", "b"], [[1], [2, 3], [4]], [None, 1, 2], {}, {"a": 1})),
        *(old(0, "shuffle", x) for x in ("abc", "a", "5", "", b"abc", b"5", ["a", "b"], [[1], [2, 3], [4]], [None, 1, 2], {}, {"a": 1})),
        writes(library(Case("RandomState.shuffle", [state(4)], {"x": arrays_shuffled[0]})), arrays_shuffled[0]),
    ]
    yield "RandomState.bytes", [old(n, "bytes", x) for n in (0, 5) for x in (0, 1, 5, 8, -1, 2.5, "x", None)]
    yield "RandomState.seed", [
        *(old(0, "seed", x) for x in (5, -1, 2.5, "x", None, [1, 2], 2**32, [])),
        *(after([Operand("RandomState.seed", [own, x])], library(Case("RandomState.standard_normal", [own, 3])))
          for own in [state(3)] for x in (5, -1, [1, 2], 2.5)),
    ]
    yield "RandomState.get_state", [old(n, "get_state", *args) for n in (0, [1, 2]) for args in ((), (False,), (True,), (1, 2))]
    key = upload("uint32", [n * 2654435761 % 2**32 for n in range(624)])
    own = state(3)
    yield "RandomState.set_state", [
        *(old(0, "set_state", x) for x in (["MT19937", key, 600, 1, 0.25], ["x"], 5, None, ["MT19937", key, 3])),
        after([Operand("RandomState.set_state", [own, ["MT19937", key, 600, 1, 0.25]])], library(Case("RandomState.standard_normal", [own, 3]))),
    ]
    yield "RandomState.missing", [old(0, "missing"), old(0, "bit_generator"), old(0, "__class__"), old(0, "_bit_generator")]
    yield "random.RandomState", [
        library(Case("random.RandomState", args)) for args in ([5], [0], [[1, 2, 3]], [-1], [2.5], ["x"], [2**32], [[]], [upload("int64", [4, 5])], [True], [1, 2])
    ]


def seed_sequences():
    def words(entropy, *args, **kwargs):
        return library(Case("SeedSequence.generate_state", [Operand("random.SeedSequence", [entropy]), *args], kwargs))

    yield "random.SeedSequence", [
        library(Case("random.SeedSequence", [value])) for value in [*ENTROPY, -1, 2.5, "x", [], "12", "0x1f", [1.5], upload("uint32", [1, 2]), [[1], [2, 3]]]
    ]
    yield "SeedSequence.generate_state", [
        *(words(entropy, n, **kwargs) for entropy in ENTROPY for n in (0, 1, 4, 9) for kwargs in ({}, {"dtype": "uint32"}, {"dtype": "uint64"})),
        *(words(5, n) for n in (-1, 2.5, "x", None, [3], True)), *(words(5, 3, dtype=d) for d in ("int64", "x", None, "uint8", "float64")),
        words(5), words(5, 3, "uint32", 4), *(words("0x1f", n) for n in (2,)), *(words(upload("uint64", [1, 2**40]), n) for n in (2,)),
    ]
    yield "SeedSequence.spawn", [library(Case("SeedSequence.spawn", [Operand("random.SeedSequence", [5]), 2]))]
    yield "Generator.random", [
        library(Case("Generator.random", [Operand("random.default_rng", [Operand("random.SeedSequence", [entropy])]), 3])) for entropy in ENTROPY
    ]


def refusals():
    """Methods of Generator the release does not admit, and calls on what is no generator."""
    for name in ("lognormal", "shuffle", "spawn", "bit_generator", "bytes", "dirichlet", "multinomial", "multivariate_normal", "geometric", "missing", ""):
        yield "Generator." + name, [raw("Generator." + name, generator(), 1.0)]
    for name in ADMITTED:
        yield "Generator." + name, [
            raw("Generator." + name), raw("Generator." + name, 5), raw("Generator." + name, None), raw("Generator." + name, tame("float64", 3)),
            raw("Generator." + name, {"__gen__": "g999"}), raw("Generator." + name, {"__gen__": 5}), raw("Generator." + name, "g0"),
        ]
    for name in ("random.Generator", "random.PCG64", "random.Generator.normal", "random.Generator.spawn"):
        yield name, [raw(name, 5), raw(name)]


def methods_by_full_name():
    """The methods that 0.4.1 lists among its operations; nothing its server hands out can be given to them."""
    from flopscope._registry_data import FUNCTION_CATEGORIES

    return sorted(name for name in FUNCTION_CATEGORIES if name.startswith(("random.Generator.", "random.RandomState.")))


def generators(release):
    groups = {}

    def add(name, cases):
        groups.setdefault(name, []).extend(cases)

    add("random.default_rng", seeding())
    for name, cases in refusals():
        if release != "0.4.1" or name in ("Generator.normal", "random.Generator"):
            add(name, [case for case in cases if release != "0.4.1" or not case.args or isinstance(case.args[0], int)])
    if release == "0.4.1":
        for name in methods_by_full_name():
            # On anything else these end the server's process.
            is_safe = not name.endswith((".spawn", ".seed", ".get_state"))
            add(name, [raw(name), *((raw(name, 5), raw(name, "abc", 1), raw(name, tame("float64", 3), 2)) if is_safe else ())])
        return groups.items()
    for name, cases in [*methods(), *floats(), ("Generator.integers", integers()), ("Generator.choice", choice()), *movers()]:
        add(name, cases)
    for name, case in [*sequences(500), *old_sequences(400)]:
        add(name, [case])
    for name, cases in [*old_methods(), *seed_sequences()]:
        add(name, cases)
    return groups.items()
