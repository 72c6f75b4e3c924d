"""Calls drawn at random from those that an operation takes, for operations that refuse most of what the tables hold."""

from functools import partial

from families.sound.algebra import ALGEBRA
from families.sound.arrangement import ARRANGEMENT
from families.sound.chance import CHANCE
from families.sound.draw import drawn
from families.sound.ingress import INGRESS
from families.sound.numbers import NUMBERS
from families.sound.places import PLACES
from families.sound.symmetry import SYMMETRY

TABLES = {
    "sound-algebra": ALGEBRA,
    "sound-arrangement": ARRANGEMENT,
    "sound-chance": CHANCE,
    "sound-ingress": INGRESS,
    "sound-numbers": NUMBERS,
    "sound-places": PLACES,
    "sound-properties": SYMMETRY,
}
SOUND_FAMILIES = {name: partial(drawn, table=table) for name, table in TABLES.items()}
