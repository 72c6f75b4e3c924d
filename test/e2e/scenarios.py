"""What users do with the client, told as lines of JSON: one per step, with value, type and FLOPs.

    python scenarios.py SCENARIO      the server is the one FLOPSCOPE_SERVER_URL names

Written for every release of the client: where a release has its arrays (`flopscope.numpy` or `flopscope` itself) is
found out here.
"""

import json
import operator
import re
import sys

import flopscope as flops

try:
    import flopscope.numpy as fnp
except ImportError:
    fnp = flops

TIMES = re.compile(r"\d+(\.\d+)?(e-?\d+)?s( +\( *[\d.]+%\))?")


def open_budget(flop_budget, **options):
    return flops.BudgetContext(flop_budget=flop_budget, quiet=True, **options)


class Story:
    """Writes the steps of a scenario; everything in it runs under one budget."""

    def __init__(self, budget):
        self.budget = budget

    def tell(self, name, action):
        """One step: what `action` returns, or the class of what it raises."""
        try:
            outcome = {"value": plain(action())}
        except Exception as error:
            outcome = {"raises": [kind.__name__ for kind in type(error).__mro__[:-3]]}
        print(json.dumps({"step": name, **outcome, "used": self.budget.flops_used}))


def plain(value):
    """Any result as JSON that keeps types apart."""
    if hasattr(value, "tolist") and hasattr(value, "shape"):
        return {"type": type(value).__name__, "shape": list(value.shape), "dtype": str(value.dtype), "data": plain(value.tolist())}
    if isinstance(value, (list, tuple)):
        return {type(value).__name__: [plain(item) for item in value]}
    if isinstance(value, float):
        return {"float": repr(value)}
    if isinstance(value, complex):
        return {"complex": [plain(value.real), plain(value.imag)]}
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return {"type": type(value).__name__}


def without_times(text):
    """A summary whose measured figures are blanked; the part ordered by time is left out."""
    head = text.split("  By operation (time):")[0]
    return [TIMES.sub("TIME", re.sub(r" +(?=\d+(\.\d+)?(e-?\d+)?s\b)", " ", line)) for line in head.splitlines()]


def matrix(rows, columns):
    """Reproducible numbers in a rectangle."""
    return fnp.reshape(fnp.sin(fnp.arange(rows * columns) * 0.7 + 0.1), (rows, columns))


def network():
    """A small network forward: products of layers, a rectifier in between, then the account of it."""
    depth, width = 5, 32
    with open_budget(10**8) as budget:
        story = Story(budget)
        scale = fnp.sqrt(2 / width)
        weights = [matrix(width, width) * scale for _ in range(depth)]
        hidden = fnp.cos(fnp.arange(width))
        for layer, weight in enumerate(weights):
            hidden = fnp.einsum("ij,j->i", weight, hidden)
            if layer < depth - 1:
                hidden = fnp.maximum(hidden, 0)
            story.tell(f"layer {layer}", lambda: [fnp.sum(hidden).shape, hidden.dtype == "float64", len(hidden)])
        story.tell("positive", lambda: fnp.count_nonzero(hidden > 0))
        story.tell("summary", lambda: without_times(budget.summary()))
    print(json.dumps({"step": "closed", "used": budget.flops_used}))


def seeded_network():
    """The same with random numbers from a seed."""
    with open_budget(10**8) as budget:
        story = Story(budget)
        fnp.random.seed(7)
        scale = fnp.sqrt(2 / 16)
        weights = [fnp.random.randn(16, 16) * scale for _ in range(3)]
        hidden = fnp.random.randn(16)
        story.tell("input", lambda: hidden)
        for layer, weight in enumerate(weights):
            hidden = fnp.maximum(fnp.einsum("ij,j->i", weight, hidden), 0)
        story.tell("output", lambda: [round(x, 9) for x in hidden.tolist()])
        story.tell("summary", lambda: without_times(budget.summary()))


def scattered(rows, columns, seed):
    """Numbers without pattern in a rectangle, about as large as those of a standard normal distribution."""
    places = fnp.remainder(fnp.arange(rows * columns) + 131 * seed, 9973)
    return fnp.reshape(fnp.sin(fnp.multiply(places, places) * 0.37 + seed) * 1.4, (rows, columns))


def layers(depth=16, width=256):
    """Weights of a deep network of rectifiers that neither grows nor fades."""
    scale = fnp.sqrt(2 / width)
    return [scattered(width, width, layer) * scale for layer in range(depth)]


def rectified(mean, variance):
    """Mean, variance and gain of max(x, 0) for x of a normal distribution, whose distribution function is approximated."""
    deviation = fnp.sqrt(variance)
    ratio = mean / deviation
    density = fnp.exp(ratio * ratio * -0.5) * 0.3989422804014327
    gain = 1.0 / (fnp.exp(ratio * -1.702) + 1.0)
    first = mean * gain + deviation * density
    second = (mean * mean + variance) * gain + mean * deviation * density
    return first, fnp.maximum(second - first * first, 1e-9), gain


def monte_carlo():
    """The mean output of a network, estimated from samples."""
    with open_budget(10**12) as budget:
        story = Story(budget)
        hidden = scattered(200, 256, 99)
        for weights in layers():
            hidden = fnp.maximum(fnp.einsum("ni,ji->nj", hidden, weights), 0.0)
        story.tell("prediction", lambda: fnp.mean(hidden, axis=0))
        story.tell("spread", lambda: fnp.std(hidden, axis=0))
    print(json.dumps({"step": "closed", "used": budget.flops_used}))


def mean_propagation():
    """The mean output of a network, carried from layer to layer with variances."""
    with open_budget(10**12) as budget:
        story = Story(budget)
        mean, variance = fnp.zeros(256), fnp.ones(256)
        for weights in layers():
            mean, variance, _ = rectified(weights @ mean, fnp.einsum("ij,j->i", weights * weights, variance))
        story.tell("prediction", lambda: mean)
        story.tell("variance", lambda: variance)
    print(json.dumps({"step": "closed", "used": budget.flops_used}))


def covariance_propagation():
    """The same with covariances between all units."""
    with open_budget(10**12) as budget:
        story = Story(budget)
        mean, covariance = fnp.zeros(256), fnp.eye(256)
        for layer, weights in enumerate(layers()):
            before = fnp.einsum("ia,ab,jb->ij", weights, covariance, weights)
            mean, variance, gain = rectified(fnp.matmul(weights, mean), fnp.diagonal(before))
            covariance = before * fnp.outer(gain, gain)
            covariance = covariance + fnp.diag(variance - fnp.diagonal(covariance))
            story.tell(f"layer {layer}", lambda: fnp.sum(mean))
        story.tell("prediction", lambda: mean)
        story.tell("total", lambda: fnp.einsum("i,ij,j->", mean, covariance, mean))
    print(json.dumps({"step": "closed", "used": budget.flops_used}))


def arithmetic():
    """Operators between arrays and numbers, both ways around, and the methods of arrays."""
    with open_budget(10**8) as budget:
        story = Story(budget)
        operands = {
            "ints": fnp.array([7, -3, 2, 5]),
            "floats": fnp.array([0.5, -1.25, 3.0, 2.0]),
            "column": fnp.reshape(fnp.arange(3), (3, 1)),
            "bools": fnp.array([True, False, True, True]),
            "two": 2,
            "half": 0.5,
        }
        binary = ["add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "eq", "ne", "lt", "le", "gt", "ge"]
        for name in binary:
            function = getattr(operator, name)
            for left, right in (("ints", "floats"), ("floats", "two"), ("half", "ints"), ("column", "ints"), ("bools", "ints")):
                story.tell(f"{left} {name} {right}", lambda: function(operands[left], operands[right]))
        for name in ("neg", "pos", "abs", "invert"):
            story.tell(f"{name} ints", lambda: getattr(operator, name)(operands["ints"]))
        story.tell("floats @ floats", lambda: operands["floats"] @ operands["floats"])
        square = matrix(3, 3)
        story.tell("matrix @ matrix", lambda: (square @ square).shape)
        for method in ("sum", "mean", "max", "min", "prod", "argmax", "cumsum", "ravel", "copy"):
            story.tell(f"floats.{method}()", lambda: getattr(operands["floats"], method)())
        story.tell("astype", lambda: operands["floats"].astype("int32"))
        story.tell("T", lambda: operands["column"].T)
        story.tell("divmod", lambda: divmod(operands["ints"], 2))
        story.tell("float of one", lambda: float(fnp.sum(operands["floats"])))
        story.tell("bool of several", lambda: bool(operands["ints"]))


def indexing():
    """Everything between brackets, and walking through an array."""
    with open_budget(10**8) as budget:
        story = Story(budget)
        a = fnp.reshape(fnp.arange(24), (2, 3, 4))
        keys = {
            "1": 1,
            "-1": -1,
            "0, 1, 2": (0, 1, 2),
            ":": slice(None),
            "::-1": slice(None, None, -1),
            "1:, ::2": (slice(1, None), slice(None, None, 2)),
            ":, 1": (slice(None), 1),
            "nil": None,
            "5": 5,
            "0, 0, 0, 0": (0, 0, 0, 0),
            "0, 1:3, -1": (0, slice(1, 3), -1),
        }
        for name, key in keys.items():
            story.tell(f"a[{name}]", lambda: a[key])
        story.tell("a[a > 20]", lambda: a[a > 20])
        story.tell("a[indices]", lambda: a[fnp.array([1, 0, 1])])
        story.tell("list(a[0, 0])", lambda: [int(x) for x in a[0, 0]])
        story.tell("rows", lambda: [row.shape for row in a])
        story.tell("len", lambda: [len(a), a.ndim, a.size, list(a.shape)])
        story.tell("item", lambda: a[0, 0, 1])
        story.tell("assignment", lambda: operator.setitem(a, 0, 1))
        story.tell("in", lambda: 5 in a.tolist()[0][1])


def printing():
    """How arrays show themselves."""
    with open_budget(10**8) as budget:
        story = Story(budget)
        shown = {
            "zero-d": fnp.sum(fnp.ones((2, 2))),
            "ints": fnp.arange(5),
            "matrix": fnp.eye(3),
            "floats": fnp.array([0.1, 1e10, -3.5, 2.0]),
            "bools": fnp.array([True, False]),
            "long": fnp.arange(2000),
            "empty": fnp.zeros((0, 3)),
            "complex": fnp.array([1.0, 2.0]) * fnp.exp(fnp.zeros(2, dtype="complex128")),
        }
        for name, array in shown.items():
            story.tell(f"str {name}", lambda: str(array))
            story.tell(f"repr {name}", lambda: repr(array))


def faults():
    """What goes wrong, and that the next call works."""
    with open_budget(10**6) as budget:
        story = Story(budget)
        a = fnp.ones((2, 3))
        story.tell("shapes", lambda: fnp.add(a, fnp.ones((4,))))
        story.tell("axis", lambda: fnp.sum(a, axis=5))
        story.tell("reshape", lambda: fnp.reshape(a, (4, 4)))
        story.tell("dtype", lambda: fnp.zeros((2,), dtype="nonsense"))
        story.tell("keyword", lambda: fnp.sum(a, nonsense=1))
        story.tell("product", lambda: fnp.matmul(a, a))
        story.tell("overflow", lambda: fnp.array([1], dtype="uint8") + 300)
        story.tell("missing", lambda: fnp.no_such_function)
        story.tell("excluded", lambda: fnp.save)
        story.tell("not numeric", lambda: fnp.add(a, "text"))
        story.tell("still there", lambda: fnp.sum(a + a))


def exhaustion():
    """A budget that runs out: nothing is charged or computed beyond it, and what is left can be spent."""
    with open_budget(1000) as budget:
        story = Story(budget)
        a = fnp.ones((10, 10)) * 3.0
        story.tell("within", lambda: fnp.exp(fnp.arange(3)))
        story.tell("beyond", lambda: fnp.exp(a))
        story.tell("cheaper", lambda: fnp.sum(a))
        story.tell("remaining", lambda: budget.flops_remaining)
        for _ in range(8):
            story.tell("until it is gone", lambda: a + a)
        story.tell("summary", lambda: without_times(budget.summary()))
    try:
        with open_budget(10):
            fnp.exp(fnp.ones(100))
    except Exception as error:
        print(json.dumps({"step": "leaves the block", "raises": type(error).__name__}))
    with open_budget(100) as budget:
        Story(budget).tell("a new budget", lambda: fnp.add(fnp.arange(3), 1))


def reductions():
    """Sums and their like along axes."""
    with open_budget(10**8) as budget:
        story = Story(budget)
        a = matrix(4, 5)
        for name in ("sum", "mean", "std", "var", "max", "min", "median", "argmin", "any", "all", "prod", "ptp"):
            for options in ({}, {"axis": 0}, {"axis": -1, "keepdims": True} if name not in ("argmin",) else {"axis": 1}):
                story.tell(f"{name} {options}", lambda: getattr(fnp, name)(a, **options))
        story.tell("cumsum", lambda: fnp.cumsum(a, axis=1)[:, -1])
        story.tell("stack", lambda: fnp.stack([a, a]).shape)
        story.tell("concatenate", lambda: fnp.concatenate([a, a], axis=1).shape)
        story.tell("split", lambda: [part.shape for part in fnp.split(a, 2)])
        story.tell("where", lambda: fnp.sum(fnp.where(a > 0, a, 0.0)))
        story.tell("symmetric", lambda: fnp.exp(fnp.ones((30, 30))).shape)


SCENARIOS = [network, seeded_network, monte_carlo, mean_propagation, covariance_propagation, arithmetic, indexing, printing, faults, exhaustion, reductions]

if __name__ == "__main__":
    {scenario.__name__: scenario for scenario in SCENARIOS}[sys.argv[1]]()
