"""What the sides see and remember, and what comes of not seeing."""

from dataclasses import dataclass

from game.core.causes import Numbers


@dataclass(slots=True)
class UnitsSighted:
    """What each side saw of the other at the end of a phase."""

    units: Numbers
    hexes: Numbers
    day: int


@dataclass(slots=True)
class PlacesSeen:
    """``side`` learned who holds places that it knew otherwise; ``holders`` are in parallel to them."""

    side: int
    places: Numbers
    holders: Numbers


@dataclass(slots=True)
class RailsSeen:
    """``side`` learned how stretches of railway are that it knew otherwise: 0 whole, else 1 and the work done."""

    side: int
    links: Numbers
    known: Numbers


@dataclass(slots=True)
class Ambushed:
    """A march ran into enemies in hiding at ``hex``: so many ``men`` of each side came to blows.

    ``ambushers`` are those who surprised; ``surprise`` is the cohesion that it cost, per mille.
    """

    unit: int
    hex: int
    ambushers: Numbers
    men: int
    surprise: int


FogEvent = UnitsSighted | PlacesSeen | RailsSeen | Ambushed
