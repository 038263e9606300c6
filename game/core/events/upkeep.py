"""Supply, stragglers, the wounded, prisoners and remnants."""

from dataclasses import dataclass

from game.core.causes import Numbers


@dataclass(slots=True)
class SupplyDrawn:
    """Dawn: stock, state, reason and days of encirclement of every unit on the map, and who straggled."""

    units: Numbers
    stock: Numbers
    supply: Numbers
    reason: Numbers
    reason_at: Numbers
    encircled: Numbers


@dataclass(slots=True)
class MenStraggled:
    """Men left hungry units, or came back to fed ones: new values."""

    units: Numbers
    men: Numbers
    straggled: Numbers


@dataclass(slots=True)
class PrisonersCounted:
    """Dawn of ``day``: men whom each side has captured so far."""

    day: int
    by_first: int
    by_second: int


@dataclass(slots=True)
class PrisonersEnlisted:
    """Prisoners joined units of ``side``: how many each, and new values; ``in_all`` are those who have so far."""

    side: int
    units: Numbers
    joined: Numbers
    men: Numbers
    enrolled: Numbers
    in_all: int


@dataclass(slots=True)
class WoundedReturned:
    """Dusk: wounded back in the ranks: new values."""

    units: Numbers
    men: Numbers
    wounded: Numbers
    returned: Numbers


@dataclass(slots=True)
class UnitMerged:
    """Dusk: the men of a remnant joined another unit, ``into``: new values of both. Its wounded stay behind."""

    unit: int
    hex: int
    enrolled: int
    into: int
    men: int
    guns: int
    enrolled_there: int


@dataclass(slots=True)
class UnitDisbanded:
    """Dusk: a remnant that nobody could take broke up: new values. Its wounded are ``captured``."""

    unit: int
    hex: int
    straggled: int
    captured: int


UpkeepEvent = (
    SupplyDrawn | MenStraggled | PrisonersCounted | PrisonersEnlisted | WoundedReturned | UnitMerged | UnitDisbanded
)
