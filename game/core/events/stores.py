"""Railway, depots, rations, airdrops, lifts, spoils, and who is served first."""

from dataclasses import dataclass

from game.core.causes import Numbers


@dataclass(slots=True)
class RailWrecked:
    """A unit wrecked a stretch of railway between ``hex`` and ``other``."""

    unit: int
    link: int
    hex: int
    other: int


@dataclass(slots=True)
class RailMended:
    """A day's work on a wrecked stretch: ``mended`` unit-days done, ``left`` to do; with none left trains pass."""

    unit: int
    link: int
    hex: int
    other: int
    mended: int
    left: int


@dataclass(slots=True)
class DepotSetUp:
    """A unit set up a depot."""

    unit: int
    slot: int
    side: int
    hex: int


@dataclass(slots=True)
class DepotLost:
    """Dawn: an enemy stands where a side had set up a depot."""

    slot: int
    side: int
    hex: int


@dataclass(slots=True)
class PrioritySet:
    """How soon a formation is served from now on."""

    formation: int
    level: int


@dataclass(slots=True)
class AirdropShared:
    """A formation's share of the airdrop from now on, in per cent, -1 by need."""

    formation: int
    share: int


@dataclass(slots=True)
class AirdropMade:
    """Dawn: supplies for ``men`` men's day of defence came down to ``units``, and for ``lost`` to the enemy."""

    side: int
    units: Numbers
    men: int
    lost: int


@dataclass(slots=True)
class UnitEmbarked:
    """``men`` of a unit left the map by a lift, as did ``left`` in all; with none ``present`` the unit is gone.

    ``carried`` is how many are under way with the lift; guns are those that stay.
    """

    unit: int
    lift: int
    hex: int
    men: int
    present: int
    guns: int
    left: int
    carried: int


@dataclass(slots=True)
class LiftReturned:
    """Dawn: with so many men ``carried`` a lift is under way still."""

    lift: int
    carried: int


@dataclass(slots=True)
class RationsEaten:
    """Dawn: what the larders of ``places`` hold afterwards, in men's quiet days."""

    places: Numbers
    rations: Numbers


@dataclass(slots=True)
class RationsSeized:
    """A place with rations changed hands; ``rations`` are left in it."""

    place: int
    rations: int


@dataclass(slots=True)
class StocksTaken:
    """Captors took supplies of those who surrendered: new stocks."""

    units: Numbers
    stock: Numbers


StoresEvent = (
    RailWrecked
    | RailMended
    | DepotSetUp
    | DepotLost
    | PrioritySet
    | AirdropShared
    | AirdropMade
    | UnitEmbarked
    | LiftReturned
    | RationsEaten
    | RationsSeized
    | StocksTaken
)
