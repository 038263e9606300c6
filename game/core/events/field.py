"""Marches, digging, bridges, places."""

from dataclasses import dataclass

from game.core.causes import Numbers


@dataclass(slots=True)
class UnitMoved:
    """A unit marched along ``path``; ``moved`` and ``moved_watch`` are its totals afterwards."""

    unit: int
    path: Numbers
    moved: int
    moved_watch: int
    cohesion: int
    on_road: int = 0
    """1 where the last step went along a road by day."""


@dataclass(slots=True)
class EnemyMet:
    """A march stopped at a hex held by enemies that the marcher had not seen."""

    unit: int
    hex: int
    enemies: Numbers


@dataclass(slots=True)
class MarchStopped:
    """A march ended early before ``hex``: an unseen enemy's zone held it up."""

    unit: int
    hex: int


@dataclass(slots=True)
class UnitRailed:
    """A unit travelled along ``path`` by train; ``moved`` and ``moved_watch`` are its totals afterwards.

    ``trains`` are those it went by, and ``carried`` the men on each of them today.
    """

    unit: int
    path: Numbers
    moved: int
    moved_watch: int
    on_road: int
    """1 where it came by day, for everybody to see."""
    trains: Numbers
    carried: Numbers


@dataclass(slots=True)
class TrainStopped:
    """A train ended early before ``hex``: the line was wrecked there, or the enemy had the place, unseen."""

    unit: int
    hex: int


@dataclass(slots=True)
class MarchForced:
    """A unit marches further today for cohesion."""

    unit: int
    cohesion: int


@dataclass(slots=True)
class BreakoutBegan:
    """A unit in a ring leaves its guns to slip out of it today; ``cohesion`` is what is left."""

    unit: int
    cohesion: int


@dataclass(slots=True)
class DiggingBegan:
    """A unit was told to dig in."""

    unit: int


@dataclass(slots=True)
class DugIn:
    """Dusk: days of digging in, afterwards."""

    units: Numbers
    dug: Numbers


@dataclass(slots=True)
class BridgeBuilt:
    """Engineers finished an improvised bridge on a river hexside between ``hex`` and ``other``."""

    unit: int
    crossing: int
    hex: int
    other: int


@dataclass(slots=True)
class BridgeCrossed:
    """Men of ``side`` passed an improvised bridge; ``passed`` is today's total and ``own`` the side's."""

    crossing: int
    passed: int
    side: int
    own: int


@dataclass(slots=True)
class PlaceTaken:
    """A side marched into a place that another side, or nobody, held, or was given it: then ``unit`` is -1."""

    place: int
    side: int
    previous: int
    unit: int


@dataclass(slots=True)
class MarchesCarried:
    """Dawn: units on the way have something left of yesterday's march; their new ``moved``, below zero."""

    units: Numbers
    moved: Numbers


@dataclass(slots=True)
class WeatherTurned:
    """Dawn: these kinds of weather reign from today, and leave so much of its march to each unit."""

    kinds: Numbers
    paces: Numbers


@dataclass(slots=True)
class RiversFroze:
    """Dawn: these sides of rivers are frozen over."""

    crossings: Numbers


@dataclass(slots=True)
class RiversThawed:
    """Dawn: the ice on these sides of rivers has broken up."""

    crossings: Numbers


FieldEvent = (
    UnitMoved
    | EnemyMet
    | MarchStopped
    | UnitRailed
    | TrainStopped
    | MarchForced
    | BreakoutBegan
    | DiggingBegan
    | DugIn
    | BridgeBuilt
    | BridgeCrossed
    | PlaceTaken
    | MarchesCarried
    | WeatherTurned
    | RiversFroze
    | RiversThawed
)
