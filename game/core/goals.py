"""What a campaign is fought for: how its score is made, and what computer players go for."""

from dataclasses import dataclass

from game.core.facts import Label


@dataclass(frozen=True)
class VictoryTerm:
    """One line of the score. Rulebook 12."""

    kind: str
    side: int
    points: int = 1
    group: str = ""
    other_group: str = ""
    place: int = -1
    """What is to be held; of losses where the spared have to stand, or nearer than it to ``toward``."""
    toward: int = -1
    strength: int = 0
    """Men of the group at the start."""
    neutral: int = 0
    per: int = 1
    in_supply: bool = False
    talk: int = -1
    order: int = -1


@dataclass(frozen=True)
class VictoryLevel:
    """A level of victory holds from its score up."""

    label: Label
    at: int


@dataclass(frozen=True)
class Victory:
    """How the signed score is made: positive is good for ``favours``."""

    favours: int
    terms: tuple[VictoryTerm, ...]
    levels: tuple[VictoryLevel, ...]
    par: int | None = None
    """The median score of the staff against itself, where it is known."""
    history: int | None = None
    """What history comes to."""


@dataclass(frozen=True)
class Objective:
    """What a computer player goes for: a place, or the units of an enemy group."""

    side: int
    place: int
    group: str
    weight: int
