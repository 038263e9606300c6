"""A side's historical track: what its formations were to do and when, and where they are known to have stood.

It belongs to no `World` and to no position, since whoever plays the other side
sees those: only the player of its own side is given it. The rules never read it.
"""

from dataclasses import dataclass
from typing import NamedTuple

from game.core.intents.intent import Intent


@dataclass(frozen=True, slots=True)
class Line:
    """From a day on a formation, with those under it that have no line of their own, is to do something."""

    day: int
    formation: int
    intent: Intent | None
    """None where it is left to its commander from then on."""
    source: tuple[str, str] = ("", "")
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """A unit is known to have stood near a hex at the dawn of a day."""

    day: int
    unit: int
    hex: int
    within: int
    """Hexes from there that agree with it."""
    source: tuple[str, str] = ("", "")
    confidence: str = ""


class Track(NamedTuple):
    """The track of a side, by day; of one day, in the order of the file."""

    lines: tuple[Line, ...] = ()
    positions: tuple[Position, ...] = ()
