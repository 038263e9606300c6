"""Formations: loyalty, political work, going over."""

from dataclasses import dataclass

from game.core.causes import Numbers


@dataclass(slots=True)
class LedgerTurned:
    """Dawn: the losses of every formation's last three days, and the political points of both sides, afresh."""

    lost: Numbers
    lost_1: Numbers
    lost_2: Numbers
    lost_3: Numbers
    politics: int


@dataclass(slots=True)
class FormationLost:
    """All units of a formation are gone."""

    formation: int
    side: int


@dataclass(slots=True)
class LoyaltyChanged:
    """New loyalty; ``lines`` are (formation, `LoyaltyCause`, per mille) that explain the sum."""

    formations: Numbers
    loyalty: Numbers
    lines: tuple[tuple[int, int, int], ...]


@dataclass(slots=True)
class PoliticalWorkDone:
    """A point of political work of ``side`` on a formation; ``work`` is today's total on it, ``left`` what is left."""

    side: int
    formation: int
    work: int
    left: int


@dataclass(slots=True)
class EnvoySent:
    """An envoy of ``side`` set out and will arrive at dawn of ``arrives``."""

    side: int
    formation: int
    arrives: int
    left: int


@dataclass(slots=True)
class EnvoyArrived:
    """Contact with the commander is open from this ``day`` on."""

    formation: int
    day: int


@dataclass(slots=True)
class EnvoyCaught:
    """An envoy to the formation was intercepted."""

    formation: int
    chance: int


@dataclass(slots=True)
class FavourShown:
    """A formation was paid, visited or honoured."""

    side: int
    formation: int
    day: int


@dataclass(slots=True)
class CommanderReplaced:
    """A formation has a new commander; ``units`` are shaken by it, with their new ``cohesion``."""

    side: int
    formation: int
    day: int
    units: Numbers
    cohesion: Numbers


@dataclass(slots=True)
class DefectionConsidered:
    """A commander in contact weighed going over: trigger, loyalty, the limit it was held against, chance, draw."""

    formation: int
    trigger: int
    loyalty: int
    limit: int
    chance: int
    draw: int


@dataclass(slots=True)
class FormationWentOver:
    """A formation changed to ``side`` with the ``units`` that followed, men and wounded ``gone_over`` in all.

    ``quality`` and ``held_until`` are what they all have now.
    """

    formation: int
    side: int
    units: Numbers
    gone_over: Numbers
    enrolled: Numbers
    quality: int
    held_until: int


@dataclass(slots=True)
class CommanderWentOver:
    """A commander changed to ``side`` and none of his units followed: there is no such formation any more."""

    formation: int
    side: int


@dataclass(slots=True)
class UnitScattered:
    """A unit did not follow its commander and fell apart: its men straggled."""

    unit: int
    hex: int
    straggled: int
    captured: int
