"""What the lines of a chronicle are."""

from enum import Enum, auto
from typing import NamedTuple


class Topic(Enum):
    """What a line is about."""

    FIGHT = auto()
    PLACE = auto()
    """What changed hands: places and formations, and the politics behind it."""
    SUPPLY = auto()
    MARCH = auto()
    LOSSES = auto()
    HISTORY = auto()
    QUIET = auto()


class Line(NamedTuple):
    """A line of the chronicle."""

    topic: Topic
    text: str
