"""Families of cases, by name: each a function from a release to (operation, cases) pairs."""

from families.binary import binary
from families.calculus import calculus
from families.contraction import contraction, stacked_products
from families.creation import creation
from families.destinations import destinations
from families.einsum import einsum, einsum_networks, einsum_symmetry
from families.editing import editing, padding
from families.gathering import gathering, putting
from families.fft import fft
from families.distributions import distributions
from families.functions import polynomials, windows
from families.indexing import indexing
from families.ingress import ingress
from families.positions import positions
from families.linalg_decompositions import linalg_decompositions
from families.linalg_measures import linalg_measures
from families.linalg_products import linalg_products
from families.linalg_systems import linalg_systems
from families.predicates import predicates
from families.properties import properties
from families.quantiles import quantiles
from families.random_functions import random
from families.random_objects import generators
from families.reductions import reductions, scans
from families.sets import sets
from families.shape import joining, shape
from families.sorting import sorting
from families.sound import SOUND_FAMILIES
from families.statistics import statistics
from families.unary import unary

FAMILIES = {
    "unary": unary,
    "binary": binary,
    "predicates": predicates,
    "reductions": reductions,
    "scans": scans,
    "quantiles": quantiles,
    "creation": creation,
    "shape": shape,
    "joining": joining,
    "indexing": indexing,
    "contraction": contraction,
    "stacked-products": stacked_products,
    "einsum": einsum,
    "einsum-networks": einsum_networks,
    "einsum-symmetry": einsum_symmetry,
    "sorting": sorting,
    "sets": sets,
    "gathering": gathering,
    "putting": putting,
    "editing": editing,
    "padding": padding,
    "positions": positions,
    "ingress": ingress,
    "linalg-systems": linalg_systems,
    "linalg-decompositions": linalg_decompositions,
    "linalg-measures": linalg_measures,
    "linalg-products": linalg_products,
    "fft": fft,
    "calculus": calculus,
    "statistics": statistics,
    "distributions": distributions,
    "windows": windows,
    "polynomials": polynomials,
    "properties": properties,
    "random": random,
    "generators": generators,
    "destinations": destinations,
    **SOUND_FAMILIES,
}
