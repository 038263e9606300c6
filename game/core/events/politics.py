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
class FormationBroughtOff:
    """Dawn: the last of a formation has left the map, and more of its men were brought off than were lost."""

    formation: int
    side: int


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
class AgentsSent:
    """Agents of ``side`` set out for a formation's staff; ``arrives`` is the dawn on which it is decided."""

    side: int
    formation: int
    arrives: int
    left: int


@dataclass(slots=True)
class AgentsPlanted:
    """Agents are inside; ``chance`` was theirs."""

    formation: int
    chance: int


@dataclass(slots=True)
class AgentsCaught:
    """Agents were found out; ``chance`` was theirs of getting in."""

    formation: int
    chance: int


@dataclass(slots=True)
class SparingPromised:
    """``side`` promised a formation on ``day`` not to attack it."""

    side: int
    formation: int
    day: int
    left: int


@dataclass(slots=True)
class PromiseBroken:
    """A formation that was to be spared has been attacked; its commander receives no envoy any more."""

    formation: int


@dataclass(slots=True)
class RestPromised:
    """``side`` promised one of its formations a rest."""

    side: int
    formation: int
    day: int


@dataclass(slots=True)
class RestCounted:
    """Dawn: days of rest since the promise of the day ``since``, which is -1 once it was kept or failed."""

    formation: int
    since: int
    rested: int


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
    """A commander in contact weighed going over: trigger, loyalty, the limit it was held against, chance, draw.

    ``aside`` is the chance of standing aside, next to that of going over; ``limits`` are (`LimitCause`, per mille).
    """

    formation: int
    trigger: int
    loyalty: int
    limit: int
    chance: int
    draw: int
    aside: int
    limits: tuple[tuple[int, int], ...]


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


@dataclass(slots=True)
class FormationStoodAside:
    """A formation will fight for nobody; ``units`` are those that were in hand."""

    formation: int
    units: Numbers


@dataclass(slots=True)
class FormationTookUpArms:
    """A formation that stood aside is its side's again."""

    formation: int
    units: Numbers


@dataclass(slots=True)
class SurrenderConsidered:
    """A formation encircled and all but fallen apart: mean cohesion and quality, the chance of surrender, the draw."""

    formation: int
    cohesion: int
    quality: int
    chance: int
    draw: int


@dataclass(slots=True)
class FormationSurrendered:
    """A formation laid down its arms to ``side`` with all its units; ``captured`` are their new totals."""

    formation: int
    side: int
    units: Numbers
    captured: Numbers


PoliticsEvent = (
    LedgerTurned
    | FormationBroughtOff
    | FormationLost
    | LoyaltyChanged
    | PoliticalWorkDone
    | EnvoySent
    | EnvoyArrived
    | EnvoyCaught
    | AgentsSent
    | AgentsPlanted
    | AgentsCaught
    | SparingPromised
    | PromiseBroken
    | RestPromised
    | RestCounted
    | FavourShown
    | CommanderReplaced
    | DefectionConsidered
    | FormationWentOver
    | CommanderWentOver
    | UnitScattered
    | FormationStoodAside
    | FormationTookUpArms
    | SurrenderConsidered
    | FormationSurrendered
)
