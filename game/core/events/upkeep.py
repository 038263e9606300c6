"""Supply, stragglers and the wounded."""

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
class WoundedReturned:
    """Dusk: wounded back in the ranks: new values."""

    units: Numbers
    men: Numbers
    wounded: Numbers
    returned: Numbers
