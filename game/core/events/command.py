"""Command: points, headquarters, reserves, orders from above, towns without garrisons."""

from dataclasses import dataclass

from game.core.causes import Numbers


@dataclass(slots=True)
class CommandRenewed:
    """Dawn: the command points of each side."""

    command: Numbers


@dataclass(slots=True)
class CommandSpent:
    """An order of ``side`` took so many command points; ``left`` are left."""

    side: int
    cost: int
    left: int


@dataclass(slots=True)
class ReachChanged:
    """Units came within the reach of their headquarters, or went beyond it: 1 where ``unled``."""

    units: Numbers
    unled: Numbers


@dataclass(slots=True)
class HeadquartersLost:
    """The headquarters ``unit`` of a formation is lost to its ``side``."""

    unit: int
    formation: int
    side: int


@dataclass(slots=True)
class StandOrdered:
    """A unit was told to stand to the last."""

    unit: int


@dataclass(slots=True)
class ReserveFormed:
    """A unit waits in reserve."""

    unit: int


@dataclass(slots=True)
class ReserveCalledUp:
    """A reserve marched to its neighbours at ``hex``, who are under attack."""

    unit: int
    hex: int
    moved: int


@dataclass(slots=True)
class FormationCommitted:
    """A reluctant formation let ``units`` go; ``committed`` is the share of its men it has let go in all."""

    formation: int
    committed: int
    units: Numbers


@dataclass(slots=True)
class SuperiorOrderGiven:
    """``side`` pressed a formation in the name of those above; ``prestige`` is what is left."""

    side: int
    formation: int
    kind: int
    prestige: int


@dataclass(slots=True)
class OrderReceived:
    """The order number ``received`` came from above for a formation."""

    formation: int
    received: int


@dataclass(slots=True)
class OrderObeyed:
    """A formation has done what those above ordered."""

    formation: int
    received: int


@dataclass(slots=True)
class OrderRefused:
    """The day passed by which a formation should have obeyed; ``prestige`` is what its ``side`` has left."""

    formation: int
    received: int
    side: int
    prestige: int


@dataclass(slots=True)
class ColumnsCalledHome:
    """With its principal headquarters gone a ``side`` calls its relief columns home: ``units``, to be held again."""

    side: int
    formations: Numbers
    units: Numbers
    held_until: int


@dataclass(slots=True)
class GarrisonHarassed:
    """Militia harassed the garrison of a place."""

    place: int
    units: Numbers


@dataclass(slots=True)
class TownSeized:
    """Militia of ``side`` found a place all but empty and marched in."""

    place: int
    side: int
    unit: int


CommandEvent = (
    CommandRenewed
    | CommandSpent
    | ReachChanged
    | HeadquartersLost
    | StandOrdered
    | ReserveFormed
    | ReserveCalledUp
    | FormationCommitted
    | SuperiorOrderGiven
    | OrderReceived
    | OrderObeyed
    | OrderRefused
    | ColumnsCalledHome
    | GarrisonHarassed
    | TownSeized
)
