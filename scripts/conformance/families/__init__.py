"""Families of cases, by name: each a function from a release to (operation, cases) pairs."""

from families.binary import binary
from families.contraction import contraction, einsum
from families.creation import creation
from families.indexing import indexing
from families.predicates import predicates
from families.reductions import reductions, scans
from families.shape import joining, shape
from families.unary import unary

FAMILIES = {
    "unary": unary,
    "binary": binary,
    "predicates": predicates,
    "reductions": reductions,
    "scans": scans,
    "creation": creation,
    "shape": shape,
    "joining": joining,
    "indexing": indexing,
    "contraction": contraction,
    "einsum": einsum,
}
