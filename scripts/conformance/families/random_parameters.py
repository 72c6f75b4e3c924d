"""Parameters of random distributions: for every algorithm each of its branches, and values that are refused."""

import math

from operands import DTYPES, broadcasted, ones, sliced, tame, transposed, upload
from cases import Slice

NAN, INF = math.nan, math.inf
SEEDS = [0, 1, 42, 123456789, 2**32 - 1]
SIZES = [None, 3, [2, 2]]
ODD_SIZES = [0, [], 1, [0], [2, 0, 3], True, -1, [-1], 2.5, [2.5], "x", [None], [[2]], 2**63, [2**40, 2**40], [1] * 65]

# Parameters that RandomState takes, in the order of its signature; the first row of each is the plainest.
LEGACY = {
    "beta": [(2.0, 3.0), (0.5, 0.5), (1.0, 1.0), (0.1, 5.0), (7, 0.01), (1e-3, 1e-3), (1e-310, 1e-310), (500.0, 300.0)],
    "binomial": [
        (10, 0.5), (10, 0.2), (10, 0.9), (1000, 0.3), (1000, 0.75), (0, 0.5), (10, 0.0), (10, 1.0), (100, 0.301),
        (10**6, 0.0001), (10**9, 0.4), (61, 0.5), (5.7, 0.5), (10**12, 0.999),
    ],
    "chisquare": [(3.0,), (1.0,), (0.5,), (2,), (100.0,), (1e-3,)],
    "exponential": [(), (2.5,), (0.0,), (1e300,), (3,)],
    "f": [(2.0, 3.0), (1.0, 1.0), (0.5, 10.0), (100.0, 50.0)],
    "gamma": [(2.0,), (0.5, 2.0), (1.0, 3.0), (0.0, 1.0), (30.0, 0.0), (1e-3, 1.0), (1e5, 2.0)],
    "geometric": [(0.5,), (0.9,), (0.1,), (1.0,), (1 / 3,), (1e-4,), (1e-10,)],
    "gumbel": [(), (1.0, 2.0), (-3, 0.0), (1e10, 1e-3)],
    "hypergeometric": [
        (5, 7, 4), (100, 50, 30), (50, 100, 30), (10, 10, 20), (10, 5, 10), (1000, 2000, 11), (3, 2, 1), (0, 5, 3),
        (5, 0, 3), (100000, 50000, 100), (20, 1000, 900), (7, 7, 13),
    ],
    "laplace": [(), (1.0, 2.0), (-3, 0.0), (1e10, 1e-3)],
    "logistic": [(), (1.0, 2.0), (-3, 0.0), (1e10, 1e-3)],
    "lognormal": [(), (1.0, 0.5), (-3, 0.0), (10, 3)],
    "logseries": [(0.5,), (0.1,), (0.99,), (0.0,), (0.9999,)],
    "multinomial": [
        (10, [0.2, 0.3, 0.5]), (0, [0.5, 0.5]), (100, [0.25] * 4), (1000, [0.1, 0.0, 0.9]), (5, [1.0]), (7, [0.0, 1.0]),
        (10, [0.2, 0.3]), (100000, [0.3, 0.3, 0.4]),
    ],
    "negative_binomial": [(3, 0.5), (0.5, 0.9), (10, 0.1), (1.0, 1.0), (100.0, 0.01)],
    "noncentral_chisquare": [(3.0, 2.0), (0.5, 2.0), (1.0, 1.0), (3.0, 0.0), (0.5, 0.0), (2.0, 50.0), (0.7, 40.0)],
    "noncentral_f": [(3.0, 2.0, 1.0), (0.5, 2.0, 3.0), (1.0, 1.0, 0.0), (5, 7, 30.0)],
    "normal": [(), (1.0, 2.0), (-3, 0.0), (1e10, 1e-3), (0.0, INF)],
    "pareto": [(3.0,), (0.5,), (1,), (100.0,)],
    "poisson": [(), (0.0,), (0.5,), (9.99,), (10.0,), (25.0,), (1000.0,), (1e6,), (1e15,), (3,)],
    "power": [(3.0,), (0.5,), (1,), (100.0,)],
    "rayleigh": [(), (2.5,), (0.0,), (1e5,)],
    "standard_cauchy": [()],
    "standard_exponential": [()],
    "standard_gamma": [(2.0,), (0.5,), (1.0,), (0.0,), (30,), (1e-3,), (1e5,)],
    "standard_normal": [()],
    "standard_t": [(3.0,), (0.5,), (1,), (1000.0,)],
    "triangular": [(0.0, 0.5, 1.0), (-3, 0, 8), (0.0, 0.0, 1.0), (0.0, 1.0, 1.0), (1e10, 2e10, 3e10)],
    "uniform": [(), (2.0, 5.0), (-1, 1), (5.0, 2.0), (0.0, 0.0), (-1e308, 0.7e308)],
    "vonmises": [
        (0.0, 1.0), (1.5, 4.0), (0.0, 0.0), (0.5, 1e-9), (-2.0, 1e-7), (0.0, 1e-4), (3.0, 500.0), (0.0, 1e7), (10.0, 2.0),
    ],
    "wald": [(1.0, 1.0), (3.0, 0.5), (0.1, 100.0), (1e5, 1e-2)],
    "weibull": [(3.0,), (0.5,), (1,), (0.0,), (100.0,)],
    "zipf": [(2.0,), (1.1,), (4.0,), (1.01,), (50.0,), (1000.0,), (1e5,)],
    "dirichlet": [([1.0, 2.0],), ([0.5, 0.5, 0.5],), ([10.0],), ([1e-3, 1e-3],), ([0.1, 5.0, 100.0, 1.0],), ([1, 2, 3],)],
}

# One value of a million draws is enough to tell; what these rows draw covers the branches.
MANY = {
    "beta": [(2.0, 3.0), (0.4, 0.6)], "binomial": [(10, 0.3), (1000, 0.35)], "gamma": [(3.0, 2.0), (0.4, 1.0)],
    "poisson": [(3.0,), (60.0,)], "hypergeometric": [(15, 30, 9), (150, 300, 90)], "zipf": [(2.0,)],
    "vonmises": [(0.3, 4.0)], "geometric": [(0.6,), (0.05,)], "uniform": [(-2.0, 7.0)], "normal": [(1.0, 3.0)],
    "noncentral_chisquare": [(3.0, 2.0), (0.6, 4.0)], "multinomial": [(20, [0.2, 0.3, 0.1, 0.4])],
}
SCALARS = [-1.0, 0.0, -0.0, NAN, INF, -INF, -1, 0, True, "x", None, [], [1.0, -1.0], [[0.5], [0.7]], 2**63, {}, [None]]


# Bounds of integers: what is no bound, pairs that broadcast or are out of range, and spans that take each algorithm.
NO_BOUNDS = [2.5, NAN, INF, "x", None, [], [2.5], 1e30, True, [1, 0], [[5], [6]], 2**63, -5, 4.0]
BOUND_ARRAYS = [([0, 5], [3, 9]), ([[0], [5]], [8, 9]), ([5, 0], [3, 9]), ([0], 300), (upload("float64", [1.5, 2.0]), 5)]
SPANS = [(5,), (0,), (-3, 4), (2, 3), (0, 2**31), (0, 2**32), (0, 2**32 + 5), (-(2**63), 2**63 - 1), (1000,), (3, 3), (5, 2)]
# Least and greatest value of the dtypes that integers are drawn in.
LIMITS = {
    "int8": (-128, 127), "uint8": (0, 255), "int16": (-(2**15), 2**15 - 1), "uint16": (0, 2**16 - 1), "int32": (-(2**31), 2**31 - 1),
    "uint32": (0, 2**32 - 1), "int64": (-(2**63), 2**63 - 1), "uint64": (0, 2**64 - 1), "bool": (0, 1),
}

# What can be chosen from, and with which probabilities.
POOLS = [
    5, 1, 0, -1, [1.5, 2.5, 3.5], [1, 2, 3], [], [True, False], tame("float32", 4), tame("complex64", 3), tame("float64", 2, 2),
    tame("int64", seed=3), upload("int64", [4], ()), 2.5, None, "x", ["a", "b"], [[1, 2], [3, 4]],
    sliced(tame("float64", 6), Slice(None, None, -2)),
]
WEIGHTS = [
    [0.2, 0.3, 0.5], [0.0, 0.5, 0.5], [1.0, 0.0, 0.0], [0.5, 0.5], [0.2, 0.3, 0.6], [-0.5, 0.5, 1.0], [NAN, 0.5, 0.5], [1, 0, 0],
    upload("float64", [0.1, 0.2, 0.7]), upload("float32", [0.1, 0.2, 0.7]), [[0.5, 0.5]], 0.5, "x", [], upload("complex128", [0.1, 0.2, 0.7]),
]
# What can be put in random order.
MOVED = [
    0, 1, 5, 10, -1, True, [1, 2, 3], [], [[1, 2], [3, 4], [5, 6]], [1.5, 2.5], ["a", "b"], 2.5, None, "abc", *(tame(dtype, 4) for dtype in DTYPES),
    tame("float64", 3, 2), tame("float64", 2, 3, 2), tame("float64", 0), tame("float64"), upload("int64", [4], ()), ones(3, 3),
    transposed(tame("float64", 2, 4)), sliced(tame("int64", 8), Slice(None, None, -2)), tame("int64", 300), tame("complex128", 4, 3),
]


def sized(size):
    return {} if size is None else {"size": size}


def rows(name):
    """Rows of parameters for a million draws."""
    return MANY.get(name) or [LEGACY[name][0]]


def arrays():
    """Array parameters between 0 and 1 of several dtypes and layouts."""
    unit = [0.25, 0.5, 0.75]
    return [
        upload("float64", unit), upload("float32", unit), upload("float16", unit), upload("int64", [1, 1, 1]),
        upload("int8", [1, 1, 1]), upload("uint64", [1, 1, 1]), upload("bool", [True, True, True]),
        upload("complex128", unit), upload("float64", [0.5], ()), upload("float64", unit, (3, 1)),
        upload("float64", [], (0,)), upload("float64", [0.5, -0.5, NAN]), upload("float64", [0.5], (1, 1)),
        broadcasted(upload("float64", [0.5]), 2, 3), sliced(upload("float64", [0.1, 0.2, 0.3, 0.4]), Slice(None, None, -2)),
        upload("int64", [1], ()), tame("float64", 2, 2), [0.25, 0.5], [[0.25], [0.5]], [1, 1], [0.5, 1],
    ]
