"""What the sources say happened, with what detects it in a game."""

from dataclasses import dataclass
from typing import NamedTuple

from game.core.facts import Label


class OtherDate(NamedTuple):
    """When an event happened by another source."""

    first_day: int
    last_day: int
    source: tuple[str, str]


@dataclass(frozen=True)
class DocumentedEvent:
    """An event of history with the condition that detects it in a game."""

    label: Label
    text: tuple[str, str]
    first_day: int
    last_day: int
    condition: str
    """One of the condition kinds, or empty where it cannot be detected."""
    hex: int
    side: int
    units: tuple[int, ...]
    also: tuple[OtherDate, ...] = ()
    """Where sources disagree."""
    scheduled: bool = False
    """Whether its side planned it for that day; else it is an outcome."""
    measured: bool = False
    """Whether the spread of its date over many games is held against history."""
    talk: int = -1
    """The talks that it is about."""
    only_there: bool = False
    """Whether an attack counts near ``hex`` only."""


@dataclass(frozen=True)
class DocumentedReach:
    """How near units came to where they were sent."""

    label: Label
    units: tuple[int, ...]
    towards: int
    """Hex."""
    hexes: int
    """Hexes between the nearest that they came and ``towards``."""


@dataclass(frozen=True, slots=True)
class DocumentedDeparture:
    """How many men of units were brought off the map."""

    label: Label
    units: tuple[int, ...]
    men: int
