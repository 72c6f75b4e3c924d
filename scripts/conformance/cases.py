"""What a conformance case is: operands made by a few requests, and one call under test.

Families yield `Case` objects. Operands are descriptions (`Operand`), turned into arrays on the server only while a
case runs, so the same description can be recorded, stored as data and replayed elsewhere.
"""


class Operand:
    """An array made by one request whose arguments may be operands themselves.

    `twin` tells operands apart that are made alike but must be different arrays.
    """

    __slots__ = ("op", "args", "kwargs", "twin")

    def __init__(self, op, args=(), kwargs=None, twin=0):
        self.op, self.args, self.kwargs, self.twin = op, list(args), kwargs or {}, twin


class Slice:
    """An index `start:stop:step` as it travels."""

    def __init__(self, start=None, stop=None, step=None):
        self.parts = [start, stop, step]


class Case:
    """One call.

    via: 'call' (the client's public function of that name), 'method' (a method of the first argument), 'index'
    (`args[0][args[1]]`), 'operator' (a function of the client's `operator` protocol, by name) or 'raw' (a frame the
    client has no spelling for).
    observe: operands whose contents are read back afterwards, since the call may write to them.
    loose: the values of the result are not defined (uninitialised memory) and not compared.
    budget: the FLOP budget of the session the case runs in; None for plenty.
    first: requests made before the call, described like operands; they bring state of the server (a random generator)
    to where the call finds it, and may fail.
    digest: keep a digest of the arrays of the result instead of their data.
    library: the server does not know the request, but the client sends it and the library behind the server does it:
    recorded in process.
    """

    __slots__ = ("op", "args", "kwargs", "via", "observe", "loose", "budget", "first", "digest", "library")

    def __init__(
        self, op, args=(), kwargs=None, via="call", observe=(), loose=False, budget=None, first=(), digest=False,
        library=False,
    ):
        self.op, self.args, self.kwargs = op, list(args), kwargs or {}
        self.via, self.observe, self.loose, self.budget = via, list(observe), loose, budget
        self.first, self.digest, self.library = list(first), digest, library

    def within(self, budget):
        """The same call in a session of another budget."""
        changed = Case(self.op)
        for name in Case.__slots__:
            setattr(changed, name, getattr(self, name))
        changed.budget = budget
        return changed


def call(op, *args, **kwargs):
    """A call of the client's public function; an `out=` operand is read back."""
    out = kwargs.get("out")
    outs = out if isinstance(out, (tuple, list)) else [out]
    return Case(op, args, kwargs, observe=[o for o in outs if isinstance(o, Operand)])


def raw(op, *args, **kwargs):
    """A request the client cannot express."""
    case = call(op, *args, **kwargs)
    case.via = "raw"
    return case


def method(name, receiver, *args, **kwargs):
    return Case(name, (receiver, *args), kwargs, via="method")


def index(array, key):
    return Case("__getitem__", (array, key), via="index")


def operator(name, *args):
    return Case(name, args, via="operator")


def after(first, case):
    """The case after some requests."""
    case.first = [*first, *case.first]
    return case


def digest(case):
    case.digest = True
    return case


def library(case):
    case.library = True
    return case


def loose(case):
    case.loose = True
    return case


def writes(case, *operands):
    """Marks operands that the call writes to."""
    case.observe.extend(operands)
    return case
