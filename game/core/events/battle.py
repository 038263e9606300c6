"""Battles and what follows from them."""

from dataclasses import dataclass

from game.core.causes import Numbers


@dataclass(slots=True)
class BattleFought:
    """A battle for ``hex``: factors by `kernels.odds.Factor`, chances of the four degrees out of 2**20, the draw.

    ``joined`` are the defenders who came up from reserve for it.
    """

    hex: int
    side: int
    attackers: Numbers
    defenders: Numbers
    factors: Numbers
    chances: Numbers
    draw: int
    degree: int
    joined: Numbers = ()


@dataclass(slots=True)
class LossesTaken:
    """New values after losses. ``cause`` is a `LossCause`; guns go with the men who served them."""

    cause: int
    units: Numbers
    men: Numbers
    guns: Numbers
    killed: Numbers
    wounded: Numbers
    captured: Numbers


@dataclass(slots=True)
class CohesionChanged:
    """New cohesion; ``causes`` are (unit, `MoraleCause`, per mille) lines that explain the sum."""

    units: Numbers
    cohesion: Numbers
    causes: tuple[tuple[int, int, int], ...]


@dataclass(slots=True)
class UnitRetreated:
    """A unit gave way along ``path``; ``status`` is ready or routed afterwards."""

    unit: int
    path: Numbers
    status: int


@dataclass(slots=True)
class UnitStood:
    """A unit with no way out fought on where it stood instead of laying down its arms."""

    unit: int
    chance: int


@dataclass(slots=True)
class UnitSurrendered:
    """A unit with no way out laid down its arms to ``side``; ``captured`` is its new total, the wounded included."""

    unit: int
    hex: int
    side: int
    captured: int
    chance: int


@dataclass(slots=True)
class UnitDestroyed:
    """A unit has no men left in the ranks; its ``wounded`` fall to the enemy as ``captured``."""

    unit: int
    hex: int
    captured: int


@dataclass(slots=True)
class UnitAdvanced:
    """A unit followed up into the hex it had attacked."""

    unit: int
    hex: int


@dataclass(slots=True)
class UnitsRallied:
    """Routed units are in hand again."""

    units: Numbers


BattleEvent = (
    BattleFought
    | LossesTaken
    | CohesionChanged
    | UnitRetreated
    | UnitStood
    | UnitSurrendered
    | UnitDestroyed
    | UnitAdvanced
    | UnitsRallied
)
