"""World: what both sides know and nothing changes: map, types, calendar, the rules' numbers, labels.

The arrays that kernels need travel as one `Board` of its own module. Indices of hexes, units,
formations, places and sides are positions in these tables; ids survive here as
labels only.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from game.core.board import Board, BoardArrays
from game.core.hexgrid import HexGrid, Ints
from game.core.kinds import Fate, LiftKind

SIDES = (0, 1)
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
    source: str = ""
    confidence: str = ""


@dataclass(frozen=True)
class Calendar:
    """The days of the campaign and the watches of a day."""

    start: date
    days: int
    nights: tuple[bool, ...]
    """For each watch whether it is dark."""
    first: tuple[int, ...]
    """For each watch the side that orders first."""

    def date(self, day: int) -> date:
        """The calendar date of a day of the campaign."""
        return self.start + timedelta(days=day)

    def when(self, day: int, watch: int) -> int:
        """The key of a moment for draws: it depends on the date, not on where the game started."""
        return self.date(day).toordinal() * 4 + watch


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
    note: str = ""
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
    note: str = ""


@dataclass(frozen=True)
class PlaceFacts:
    """A named place on the map."""

    label: Label
    hex: int
    kind: str
    value: int
    aliases: tuple[str, ...] = ()


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
    hold_outs: tuple[tuple[str, int], ...]
    """Cliques that will not follow, and per mille of their men who fly out."""
    signing_days: int
    handing_over_days: int
    formations: frozenset[int]
    """The command and all formations under it."""
    units: tuple[int, ...]
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
    """Men whom it carries on a clear day, or NO_LIMIT."""
    first_day: int
    last_day: int
    weather: dict[int, int]
    """Day -> per mille of that, where it is not everything."""


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


@dataclass(frozen=True)
class VictoryTerm:
    """One line of the score. Rulebook 12."""

    kind: str
    side: int
    group: str
    other_group: str
    place: int
    neutral: int
    per: int
    points: int
    in_supply: bool
    talk: int = -1


@dataclass(frozen=True)
class VictoryLevel:
    """A level of victory holds from its score up."""

    label: Label
    at: int


@dataclass(frozen=True)
class Victory:
    """How the signed score is made: positive is good for ``favours``."""

    favours: int
    terms: tuple[VictoryTerm, ...]
    levels: tuple[VictoryLevel, ...]
    par: int | None = None
    """The median score of the staff against itself, where it is known."""
    history: int | None = None
    """What history comes to."""


@dataclass(frozen=True)
class Objective:
    """What a computer player goes for: a place, or the units of an enemy group."""

    side: int
    place: int
    group: str
    weight: int


class OtherDate(NamedTuple):
    """When an event happened by another source."""

    first_day: int
    last_day: int
    source: str


@dataclass(frozen=True)
class DocumentedEvent:
    """An event of history with the condition that detects it in a game."""

    label: Label
    text: tuple[str, str]
    first_day: int
    last_day: int
    condition: str
    """One of the condition kinds, or empty where it cannot be detected."""
    hex: int
    side: int
    units: tuple[int, ...]
    also: tuple[OtherDate, ...] = ()
    """Where sources disagree."""
    scheduled: bool = False
    """Whether its side planned it for that day; else it is an outcome."""
    measured: bool = False
    """Whether the spread of its date over many games is held against history."""
    talk: int = -1
    """The talks that it is about."""


@dataclass(frozen=True)
class DocumentedReach:
    """How near units came to where they were sent."""

    label: Label
    units: tuple[int, ...]
    towards: int
    """Hex."""
    hexes: int
    """Hexes between the nearest that they came and ``towards``."""


@dataclass(frozen=True, eq=False)
class World:
    """Everything both sides know. Never written after it is made."""

    label: Label
    grid: HexGrid
    board: Board
    calendar: Calendar
    sides: tuple[Label, Label]
    terrains: tuple[str, ...]
    formations: tuple[Formation, ...]
    units: tuple[UnitFacts, ...]
    places: tuple[PlaceFacts, ...]
    sources: tuple[Label, ...]
    airdrops: tuple[Airdrop, ...]
    victory: Victory
    objectives: tuple[Objective, ...]
    events: tuple[DocumentedEvent, ...]
    reaches: tuple[DocumentedReach, ...] = ()
    documented: dict[str, Any] = field(default_factory=dict)
    """Documented strengths and losses as the scenario states them."""
    options: dict[str, int] = field(default_factory=dict)
    """Named options, 0 or 1, as `game.scenario.rules.OPTIONS` lists them."""
    talks: tuple[Talk, ...] = ()
    terms: tuple[Term, ...] = ()
    lifts: tuple[Lift, ...] = ()
    ice: tuple[tuple[int, int, int], ...] = ()
    """River hexsides that freeze over, each with the first and last day on which its ice bears. Rulebook 4.9."""
    cliques: tuple[str, ...] = ()
    """Their ids by row of ``Board.cooperation``."""
    superior_orders: tuple[OrderFromAbove, ...] = ()
    """What those above will order, by day. Rulebook 10.4."""
    headquarters: tuple[tuple[int, ...], ...] = ()
    """Unit -> the headquarters of its formation and of those above it, the nearest in the tree first."""
    principal: tuple[int, int] = (-1, -1)
    """Each side's headquarters with most units under it, -1 where it has none."""

    @property
    def numbers(self) -> Ints:
        """The rules' numbers by `Number`."""
        return self.board.numbers

    @cached_property
    def unit_index(self) -> dict[str, int]:
        """Unit id -> index."""
        return {unit.label.id: index for index, unit in enumerate(self.units)}

    @cached_property
    def formation_index(self) -> dict[str, int]:
        """Formation id -> index."""
        return {formation.label.id: index for index, formation in enumerate(self.formations)}

    @cached_property
    def place_index(self) -> dict[str, int]:
        """Place id -> index."""
        return {place.label.id: index for index, place in enumerate(self.places)}

    @cached_property
    def talk_index(self) -> dict[str, int]:
        """Talk id -> index."""
        return {talk.label.id: index for index, talk in enumerate(self.talks)}

    @cached_property
    def term_index(self) -> dict[str, int]:
        """Term id -> index."""
        return {term.label.id: index for index, term in enumerate(self.terms)}

    @cached_property
    def arrays(self) -> BoardArrays:
        """Those of ``board`` for kernels that are called often."""
        edges, near, hexes, kit, sides, sources, numbers, cooperation = self.board
        return edges, near, hexes, kit, sides, sources, numbers, cooperation

    @cached_property
    def chains(self) -> Ints:
        """``[3, pair]``: every unit with every headquarters over it, and 1 where that is a front's."""
        pairs = [(unit, seat) for unit, above in enumerate(self.headquarters) for seat in above]
        rows = [(unit, seat, int(self.formations[self.units[seat].formation].kind == FRONT)) for unit, seat in pairs]
        return np.array(rows, dtype=np.int64).reshape(-1, 3).T.copy()

    @cached_property
    def districts(self) -> Ints:
        """``[formation]`` -> 1 for districts, whose commanders live where they fight."""
        return np.array([formation.kind == DISTRICT for formation in self.formations], dtype=np.int64)

    @cached_property
    def place_hexes(self) -> Ints:
        """``[place]`` -> its hex."""
        return np.array([place.hex for place in self.places], dtype=np.int64)

    @cached_property
    def lift_index(self) -> dict[str, int]:
        """Lift id -> index."""
        return {lift.label.id: index for index, lift in enumerate(self.lifts)}

    @cached_property
    def places_by_hex(self) -> dict[int, tuple[int, ...]]:
        """Hex -> the places in it."""
        found: dict[int, tuple[int, ...]] = {}
        for index, place in enumerate(self.places):
            found[place.hex] = (*found.get(place.hex, ()), index)
        return found

    def side_of(self, id: str) -> int:
        """The index of a side's id. Raises KeyError for another word."""
        for side in SIDES:
            if self.sides[side].id == id:
                return side
        raise KeyError(id)
