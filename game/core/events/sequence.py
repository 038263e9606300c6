"""The sequence of play: days, watches, phases, arrivals, draws, what was seen."""

from dataclasses import dataclass

from game.core.causes import Numbers


@dataclass(slots=True)
class DayBegan:
    """Dawn of ``day``."""

    day: int


@dataclass(slots=True)
class DutiesRenewed:
    """Dawn is done: what counts by the day starts afresh; the runs of days on end are given anew."""

    units: Numbers
    fought_days: Numbers
    forced_days: Numbers


@dataclass(slots=True)
class WatchBegan:
    """A watch of the day begins."""

    watch: int


@dataclass(slots=True)
class PhaseBegan:
    """``side`` may order now; ``step`` is the position in the day's sequence."""

    side: int
    step: int


@dataclass(slots=True)
class PhaseEnded:
    """``side`` has nothing more to order."""

    side: int


@dataclass(slots=True)
class LuckDrawn:
    """A draw of ``value`` out of 2**20 was made; ``count`` is the low-luck counter afterwards."""

    purpose: int
    side: int
    subject: int
    value: int
    count: int


@dataclass(slots=True)
class ArrivalsMoved:
    """Units of a formation that are still to arrive will come on these days, one each."""

    formation: int
    units: Numbers
    days: Numbers


@dataclass(slots=True)
class UnitArrived:
    """A unit came onto the map."""

    unit: int
    hex: int


@dataclass(slots=True)
class CampaignEnded:
    """The last dusk: the signed score and the index of the level of victory."""

    score: int
    level: int


SequenceEvent = (
    DayBegan
    | DutiesRenewed
    | WatchBegan
    | PhaseBegan
    | PhaseEnded
    | LuckDrawn
    | ArrivalsMoved
    | UnitArrived
    | CampaignEnded
)
