"""What a row of the benchmark is: a group, a label, set-up arrays and a request."""

from __future__ import annotations

from dataclasses import dataclass, field

Array = tuple[str, tuple[int, ...]]  # dtype, shape


@dataclass(frozen=True)
class Row:
    group: str
    label: str
    arrays: tuple[Array, ...]
    op: str
    args: tuple = ()
    kwargs: dict = field(default_factory=dict)
    # The ratio the row is to stay below.
    limit: float = 1.0
    # Releases whose reference can run the row.
    releases: tuple[str, ...] = ("0.4.1", "0.12.4")


class Ref:
    """An operand: the n-th array of the row's set-up."""

    def __init__(self, n: int) -> None:
        self.n = n


class Generator:
    """A generator as an operand, seeded alike on every server."""


A, B, C = Ref(0), Ref(1), Ref(2)

FLOATS = ("float32", "float64")
