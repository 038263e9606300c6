"""What a scenario states of its forces and of those who command, feed and move them, for everybody to read.

Whatever changes, or is one side's secret, is a column of the position instead.
"""

from dataclasses import dataclass
from typing import NamedTuple

from game.core.kinds import Fate, LiftKind

FRONT = "front"
"""Kind of formation whose headquarters reaches further."""
DISTRICT = "district"
"""Kind of formation whose troops are led where they live."""
NO_LIMIT = -1
"""Capacity of a lift that carries everybody."""


class Label(NamedTuple):
    """A thing's stable id with its names and where the facts come from."""

    id: str
    en: str
    zh: str
    source: tuple[str, str] = ("", "")
    """In English and Chinese, as are notes and commanders."""
    confidence: str = ""


class Wall(NamedTuple):
    """A wall between hexes. Rulebook 4.10. A hexside is a hex and a direction, from either of its hexes."""

    label: Label
    closed: frozenset[tuple[int, int]]
    """Hexsides that nobody passes."""
    gates: frozenset[tuple[int, int]]
    """Those through which a road or railway leads."""


@dataclass(frozen=True)
class Formation:
    """A node of the order of battle as it stood at the start."""

    label: Label
    side: int
    parent: int
    kind: str
    group: str
    commander: tuple[str, str]
    clique: str
    key: int = 0
    """Stable subject of its draws."""
    aliases: tuple[str, ...] = ()
    note: tuple[str, str] = ("", "")
    reluctant: bool = False
    """Whether its garrisons stay at home until they are ordered out. Rulebook 10.4."""
    initiative: int = 1000
    """Per mille of its men that a reluctant commander commits."""


@dataclass(frozen=True)
class UnitFacts:
    """What everybody may read of a unit beyond its numbers."""

    label: Label
    type: str
    key: int
    """Stable subject of its draws."""
    side: int
    """Side at the start."""
    formation: int
    group: str
    commander: tuple[str, str]
    symbol: str
    echelon: str
    aliases: tuple[str, ...] = ()
    note: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class PlaceFacts:
    """A named place on the map."""

    label: Label
    hex: int
    kind: str
    value: int
    aliases: tuple[str, ...] = ()
    garrison: int = 0
    """Men for whom its rations were laid in."""

    @property
    def is_town(self) -> bool:
        """Whether it is a town or a city."""
        return self.kind in ("town", "city")


@dataclass(frozen=True)
class Term:
    """Terms that the besieger may offer. Rulebook 9.5."""

    label: Label
    talk: int
    resolve: int
    """What they do to the commander's resolve while they are on the table, 0.01 points."""
    units: Fate
    """What becomes of the command's units."""
    hold_outs_leave: bool
    """Whether those who will have none of it may fly out."""


class HoldOuts(NamedTuple):
    """A clique of a command that will have none of its settlement. Rulebook 9.5."""

    clique: str
    leave: int
    """Per mille of its men who leave where the terms allow it."""
    lift: int
    """The lift that carries them, -1 where nothing limits them."""


@dataclass(frozen=True)
class Talk:
    """A command whose commander may negotiate for the whole of it. Rulebook 9."""

    label: Label
    side: int
    formation: int
    key: int
    """Stable subject of its draws."""
    clique: str
    principal: int
    cities: tuple[int, ...]
    ports: tuple[int, ...]
    contact: tuple[str, str]
    """Who in the commander's family is in contact with the other side."""
    contact_day: int
    """Since when, -1 without such a contact."""
    terms: tuple[int, ...]
    """In the order in which the other side would grant them; the first is what a contact brings."""
    hold_outs: tuple[HoldOuts, ...]
    """Cliques that will not follow, and per mille of their men who fly out."""
    signing_days: int
    handing_over_days: int
    formations: frozenset[int]
    """The command and all formations under it."""
    units: tuple[int, ...]
    headquarters: tuple[int, ...]
    """Units of which one must be left for the commander to answer; where there are none, anybody."""
    armies: tuple[tuple[bool, tuple[int, ...]], ...]
    """For each army under it whether it is of the commander's clique, and its units."""


@dataclass(frozen=True)
class Airdrop:
    """An airlift of a side. Rulebook 6.11."""

    label: Label
    side: int
    men: int
    """Men it feeds in full on a clear day."""
    first_day: int
    last_day: int
    place: int
    """The airfield that its side has to hold, -1 beyond the map."""
    weather: dict[int, int]
    """Day -> per mille of what can be flown, where it is not everything."""


@dataclass(frozen=True)
class Lift:
    """Ships, aircraft or a road that carry a side's men off the map. Rulebook 6.12."""

    label: Label
    side: int
    kind: LiftKind
    hex: int
    """Where it takes men on."""
    men: int
    """Men for whom room comes back each day, or NO_LIMIT."""
    at_once: int
    """Men whom it takes on in a clear day when all of it lies there, or NO_LIMIT."""
    ready: int
    """Men for whom it lies there on the first day, or NO_LIMIT."""
    first_day: int
    last_day: int
    weather: dict[int, int]
    """Day -> per mille of that, where it is not everything."""


@dataclass(frozen=True)
class Weather:
    """A kind of weather, or a season, with what it leaves of marches and losses, per mille. Rulebook 4.12."""

    label: Label
    march: int
    motor: int
    """Of lorries, which have lights, instead."""
    untrained: int
    """Once more, of those on foot and horse who are not trained for the night."""
    losses: int
    days: frozenset[int]
    """The days on which it reigns."""


@dataclass(frozen=True)
class TroopTrains:
    """The trains for a side's troops on some railways. Rulebook 4.11."""

    label: Label
    side: int
    men: int
    """Men whom they carry in a day."""
    links: tuple[int, ...]
    """The stretches of railway on which they run."""


@dataclass(frozen=True)
class OrderFromAbove:
    """An order that comes from above on a day of the campaign. Rulebook 10.4."""

    label: Label
    formation: int
    kind: int
    """`Insistence`."""
    place: int
    """The place to reach, -1 where it is a formation."""
    target: int
    """The formation to reach, -1 where it is a place."""
    day: int
    last_day: int
    """Last day on which it can be obeyed."""
    prestige: int
    """Lost where it is not."""
