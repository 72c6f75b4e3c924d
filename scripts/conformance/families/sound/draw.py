"""Random operands and arguments that an operation is bound to accept: every dtype, small shapes, layouts, special values."""

from cases import Slice
from operands import (
    DTYPES, FLOATS, INTEGERS, SIGNED, UNSIGNED, broadcasted, count, eye, full, ones, random_values, rng, sliced, special,
    transposed, upload, zeros,
)


class Draw:
    """Choices for the calls of one operation, from a seed of its own."""

    def __init__(self, release, name):
        self.release, self.name, self.r = release, name, rng("sound", name)

    def pick(self, *choices):
        return self.r.choice(choices)

    def chance(self, share):
        return self.r.random() < share

    def number(self, low, high):
        return self.r.randint(low, high)

    def numbers(self, low, high, total):
        return [self.number(low, high) for _ in range(total)]

    def shape(self, least=0, most=3, extents=(1, 2, 2, 3, 3, 4), empty=0.06):
        """Extents of `least` to `most` axes; one in sixteen arrays has no elements."""
        shape = [self.pick(*extents) for _ in range(self.number(least, most))]
        if shape and self.chance(empty):
            shape[self.number(0, len(shape) - 1)] = 0
        return shape

    def axis(self, ndim):
        """An axis, counted from either end."""
        return self.number(-ndim, ndim - 1)

    def dtype(self, among=DTYPES):
        return self.r.choice(among)

    def values(self, dtype, total):
        """A third special, the rest tame; few enough seeds that operands are shared."""
        if total and self.chance(0.3):
            pool = special(dtype)
            start = self.number(0, len(pool) - 1)
            return [pool[(start + i) % len(pool)] for i in range(total)]
        return random_values(dtype, total, self.number(0, 2), self.pick(None, None, 100) if dtype in INTEGERS else None)

    def array(self, shape, dtype=None, values=None, is_writable=False):
        """An array in some layout. `values`: what makes a list of so many values."""
        dtype = dtype or self.dtype()
        make = values or (lambda total: self.values(dtype, total))
        layout = self.r.random()
        if not shape or not count(shape) or layout < 0.45:
            return upload(dtype, make(count(shape)), shape)
        if layout < 0.6 and len(shape) > 1:
            order = self.r.sample(range(len(shape)), len(shape))
            stored = upload(dtype, make(count(shape)), [shape[axis] for axis in order])
            return transposed(stored, *[order.index(axis) for axis in range(len(shape))])
        at = self.number(0, len(shape) - 1)
        before = [Slice() for _ in range(at)]
        if layout < 0.72:
            return sliced(upload(dtype, make(count(shape)), shape), *before, Slice(None, None, -1))
        if layout < 0.94 or is_writable:
            wide = [extent * 2 if axis == at else extent for axis, extent in enumerate(shape)]
            key = self.pick(Slice(None, None, 2), Slice(1, None, 2), Slice(None, None, -2))
            return sliced(upload(dtype, make(count(wide)), wide), *before, key)
        thin = [1 if axis == at else extent for axis, extent in enumerate(shape)]
        return broadcasted(upload(dtype, make(count(thin)), thin), *shape)

    def integers(self, low, high, shape, dtype="int64"):
        """An array of integers within bounds."""
        return self.array(shape, dtype, lambda total: self.numbers(low, high, total))

    def mask(self, shape):
        return self.array(shape, "bool", lambda total: random_values("bool", total, self.number(0, 5)))

    def tagged(self, dtype=None):
        """An array that carries a symmetry group."""
        dtype = dtype or self.dtype()
        n = self.pick(2, 3)
        made = [ones(n, n, dtype=dtype), zeros(n, n, dtype=dtype), eye(n, dtype), ones(2, 2, 2, dtype=dtype), ones(2, n, n, dtype=dtype)]
        return self.pick(*made, full([n, n], 2.5)) if dtype == "float64" else self.pick(*made)

    def broadcastable(self, shape):
        """A shape that broadcasts to another."""
        kept = shape[self.number(0, len(shape)) :] if self.chance(0.4) else shape
        return [1 if self.chance(0.25) else extent for extent in kept]

    def some(self, **options):
        """Some of the keywords."""
        return {name: value for name, value in options.items() if self.chance(0.35)}

    def integer_dtypes(self):
        """Two integer dtypes whose common dtype is one too."""
        left = self.dtype([*INTEGERS, "bool"])
        right = left if self.chance(0.4) else self.dtype([*INTEGERS, "bool"])
        if "uint64" in (left, right):
            left, right = (name if name in UNSIGNED else "uint64" for name in (left, right))
        return left, right


NUMERIC = [*INTEGERS, *FLOATS]
INDICES = [*SIGNED, "uint8", "uint16", "uint32"]


def drawn(release, table):
    """(operation, cases) pairs of a table: by name, the function that draws a call and how many calls.

    A number of calls is one for every release, or a dict of them.
    """
    for name, (function, total) in table.items():
        total = total.get(release, 0) if isinstance(total, dict) else total
        if total:
            draw = Draw(release, name)
            yield name, [function(draw) for _ in range(total)]
