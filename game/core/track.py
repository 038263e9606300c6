"""A side's historical track: what its formations were to do and when, and where they are known to have stood.

It belongs to no `World` and to no position, since whoever plays the other side
sees those: only the player of its own side is given it. The rules never read it.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple


class IntentKind(IntEnum):
    """What a formation can be told to do."""

    GO = 0
    """March to a place, keeping together."""
    ATTACK = 1
    """Fight the way towards a place or an enemy formation."""
    HOLD = 2
    """Hold the ground around a place, or where it stands."""
    WITHDRAW = 3
    """Break contact and fall back to a place."""
    ENCIRCLE = 4
    """Cut an enemy formation, or who is at a place, off from everywhere."""
    SPARE = 5
    """Stand where it is and leave an enemy formation alone."""
    RELIEVE = 6
    """Fight the way towards an own formation that is cut off, no further than a line."""
    WRECK = 7
    """Wreck a stretch of railway."""
    OPEN_LANE = 8
    """Stand where it is and leave a way through."""
    LEAVE = 9
    """Go where a lift takes men on, and leave the map by it."""


@dataclass(frozen=True, slots=True)
class Line:
    """From a day on a formation, with those under it that have no line of their own, is to do something."""

    day: int
    formation: int
    kind: int
    """An `IntentKind`, -1 where it is left to its commander from then on."""
    hex: int = -1
    about: int = -1
    """The formation that it is about."""
    as_far_as: int = -1
    by_day: int = -1
    min_odds: int = -1
    radius: int = -1
    avoid_battle: bool = False
    assault: bool = False
    garrisons: tuple[int, ...] = ()
    spare: tuple[int, ...] = ()
    lane: tuple[int, ...] = ()
    source: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """A unit is known to have stood near a hex at the dawn of a day."""

    day: int
    unit: int
    hex: int
    within: int
    """Hexes from there that agree with it."""
    source: str = ""
    confidence: str = ""


class Track(NamedTuple):
    """The track of a side, by day; of one day, in the order of the file."""

    lines: tuple[Line, ...] = ()
    positions: tuple[Position, ...] = ()
